/**
 * Runs the blocks of the guides on testing as they stand, with what they import: a name that a module does not have fails, and so does
 * a block that holds nothing. What stands in configurations is run from the packed package, by `scripts/check-package.ts`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { type ImportSpecifier, parse } from 'acorn';
import { transform } from 'esbuild';
import * as undici from 'undici';
import { describe, expect, it } from 'vitest';
import * as server from '../../server/src/index.ts';
import * as hypchat from '../../src/index.ts';
import * as testing from '../../src/testing.ts';
import '../../src/testing/vitest.ts';
import { examplesOf } from './examples.ts';

const RUNNERS = new URL('../runners/package.json', import.meta.url);
const isHere = existsSync(new URL('node_modules/msw', RUNNERS));
/** Where every runner has to be there, none may be skipped. */
const ALL = process.env.EVERY_RUNTIME === '1';

type Module = Readonly<Record<string, unknown>>;

async function moduleOf(name: string, tests: (() => unknown)[]): Promise<Module> {
  const test = (_title: string, run: () => unknown): number => tests.push(run);
  const own: Readonly<Record<string, Module>> = {
    hypchat,
    'hypchat/testing': testing,
    'hypchat-server': server,
    undici,
    vitest: { expect, test },
  };
  const found = own[name];
  if (found !== undefined) return found;
  return import(pathToFileURL(createRequire(RUNNERS).resolve(name)).href);
}

const AsyncFunction: new (...parts: string[]) => (...values: unknown[]) => Promise<void> =
  Object.getPrototypeOf(async () => {}).constructor;

/** What is imported and not used is imported all the same. */
const KEPT = { compilerOptions: { verbatimModuleSyntax: true } } as const;

/** Runs a block, and gives how many times it held something. */
async function run(typed: string): Promise<number> {
  const { code } = await transform(typed, { loader: 'ts', format: 'esm', tsconfigRaw: KEPT });
  const tests: (() => unknown)[] = [];
  const { body } = parse(code, {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowAwaitOutsideFunction: true,
  });
  const names: Record<string, unknown> = {};
  for (const node of body) {
    if (node.type !== 'ImportDeclaration') continue;
    const name = String(node.source.value);
    const module = await moduleOf(name, tests);
    for (const { imported, local } of node.specifiers as ImportSpecifier[]) {
      const exported = 'name' in imported ? imported.name : String(imported.value);
      expect(module, `what ${name} exports`).toHaveProperty(exported);
      names[local.name] = module[exported];
    }
  }
  const rest = body.filter(({ type }) => type !== 'ImportDeclaration');
  const program = rest.map(({ start, end }) => code.slice(start, end)).join('\n');
  const before = expect.getState().assertionCalls;
  await new AsyncFunction(...Object.keys(names), program)(...Object.values(names));
  for (const test of tests) await test();
  return expect.getState().assertionCalls - before;
}

describe('docs/guides/testing.md', () => {
  const examples = examplesOf('docs/guides/testing.md');

  describe.each(examples)('$title', ({ title, code }) => {
    it('holds what it says', async ({ skip }) => {
      if (code.includes("from 'msw") && !isHere && !ALL) {
        skip('msw is not installed: npm ci --prefix test/runners');
      }
      const held = await run(code);

      // To set up holds nothing yet.
      if (!title.startsWith('Set up')) expect(held, 'what the block holds').toBeGreaterThan(0);
    });
  });

  it('shows the failure that there is', () => {
    const text = readFileSync(new URL('../../docs/guides/testing.md', import.meta.url), 'utf8');
    const hc = new hypchat.HypChat('token');
    const chain = hc.rooms.items[0].owner.message('hi');

    expect(text).toContain(`\n\`\`\`\n${testing.matchers.toCost(chain, 1).message()}\n\`\`\`\n`);
  });

  it('names the setup files that there are', () => {
    const text = readFileSync(new URL('../../docs/guides/testing.md', import.meta.url), 'utf8');
    const { exports } = JSON.parse(
      readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
    ) as { readonly exports: Readonly<Record<string, unknown>> };
    const named = [...text.matchAll(/'hypchat(\/testing\/\w+)'/g)].map(([, path]) => `.${path}`);

    expect(new Set(named)).toEqual(new Set(['./testing/vitest', './testing/jest']));
    expect(Object.keys(exports)).toEqual(expect.arrayContaining(named));
  });
});
