/** What typescript-eslint says of chains, actions and snapshots, with the configuration that the guide shows and without it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HERE = fileURLToPath(new URL('./', import.meta.url));
const FOLDER = join(HERE, '.cache', `linting-${process.pid}`);
const ESLINT = join(HERE, 'node_modules/eslint/bin/eslint.js');
const isHere = existsSync(ESLINT);
const GUIDE = readFileSync(join(ROOT, 'docs/guides/linting.md'), 'utf8');

const blockOf = (language: string): string =>
  new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(GUIDE)?.[1] ?? '';
const SAMPLE = blockOf('ts');
const CONFIG = blockOf('js');

/** What is said of a line: rules without their prefix. */
type Said = Readonly<Record<string, readonly string[]>>;

/** What the sample says of itself. @param isSet - Whether the rules are set as the guide says. */
function expected(isSet: boolean): Said {
  const lines = SAMPLE.split('\n').flatMap((line, index) => {
    const [, rules = '', option] = /\/\/ ([a-z-]+(?:, [a-z-]+)*)(?:, by (\w+))?$/.exec(line) ?? [];
    const isSaid = /-/.test(rules) && (isSet || option === undefined);
    return isSaid ? [[String(index + 1), rules.split(', ').toSorted()] as const] : [];
  });
  return Object.fromEntries(lines);
}

interface Report {
  readonly messages: readonly {
    readonly line: number;
    readonly ruleId: string | null;
    readonly message: string;
  }[];
}

function lint(config: string): Said {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(join(FOLDER, 'sample.ts'), SAMPLE);
  writeFileSync(join(FOLDER, 'eslint.config.js'), config);
  const compilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable', 'dom', 'dom.iterable', 'dom.asynciterable'],
    types: [],
    paths: { hypchat: [join(ROOT, 'src/index.ts')] },
  };
  const project = { compilerOptions, include: ['sample.ts'] };
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify(project));
  const args = [ESLINT, '--format', 'json', 'sample.ts'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: FOLDER, encoding: 'utf8' });
  if (!stdout.startsWith('[')) throw new Error(`ESLint did not run:\n${stdout}${stderr}`);
  const [report] = JSON.parse(stdout) as readonly Report[];
  const said: Record<string, string[]> = {};
  for (const { line, ruleId, message } of report?.messages ?? []) {
    if (ruleId === null) throw new Error(message);
    const rules = said[line] ?? [];
    said[line] = [...rules, ruleId.replace('@typescript-eslint/', '')].toSorted();
  }
  return said;
}

const here = (name: string, test: () => void): void =>
  it(name, ({ skip }) => {
    if (!isHere && process.env.EVERY_RUNTIME !== '1') {
      skip('ESLint is not installed: npm ci --prefix test/runners');
    }
    test();
  });

describe('typescript-eslint', () => {
  afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

  here('says what the guide says, set as the guide says, and nothing else', () => {
    expect(Object.keys(expected(true)).length).toBeGreaterThan(10);
    expect(lint(CONFIG)).toEqual(expected(true));
  });

  here('says all but what an option is named for, without these', () => {
    const plain = CONFIG.replace(/ {2}rules: \{.*?\n {2}\},\n/s, '');
    expect(plain).not.toContain('checkThenables');
    expect(lint(plain)).toEqual(expected(false));
  });

  here('would have a lambda that returns an action be async, without the option', () => {
    const strict = CONFIG.replace(', { checkArrowFunctions: false }', '');
    const lines = Object.entries(lint(strict)).filter(([, rules]) =>
      rules.includes('promise-function-async'),
    );
    expect(lines).toHaveLength(2);
  });
});
