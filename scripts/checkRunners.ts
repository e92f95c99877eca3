/**
 * Tries the packed packages with what people have: in vitest and in Jest that are set up as the guide on testing says, with the types of both; in Bun's
 * runner; bundled; and in Biome.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RUNNERS = join(ROOT, 'test/runners');

const SPEC = `import { HypChat, hipchatMap, trace } from 'hypchat';
import { fakeApi } from 'hypchat/testing';

test('the matchers are there, with their types', async () => {
  const { fetch } = fakeApi(hipchatMap, { rooms: [{ name: 'Ops', owner: { name: 'Ann' } }] });
  const hc = new HypChat('token', { fetch });
  expect(hc.room('Ops').owner.email).toCost(1);
  expect(hc.room('Ops').owner.email).not.toCostAtMost(0);
  expect(await trace(hc.room('Ops').owner.name)).toSend(['GET /v2/room/{name}']);
  expect(hc.room(1)).toEqual(hc.room(1));
  // @ts-expect-error -- a cost is a number
  expect(() => expect(hc.room(1)).toCost('1')).toThrow('takes a number of requests');
});
`;

/** The types of a runner, and what a test imports of it. */
const TYPES: Readonly<Record<string, string>> = {
  vitest: "import { expect, test } from 'vitest';\nimport 'hypchat/testing/vitest';\n",
  jest: "import { expect, test } from '@jest/globals';\nimport 'hypchat/testing/jest';\n",
  'jest-types': '/// <reference types="jest" />\nimport \'hypchat/testing/jest\';\n',
};

const OPTIONS = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  module: 'nodenext',
  target: 'es2024',
  lib: ['es2024', 'dom'],
  types: ['node'],
};

/** @param installed - The folder into which the packages were installed. */
export function checkRunners(installed: string): void {
  if (!existsSync(join(RUNNERS, 'node_modules/jest'))) {
    const how = 'Jest is not installed: npm ci --prefix test/runners';
    if (process.env.EVERY_RUNTIME === '1') throw new Error(how);
    console.log(`SKIPPED: ${how}`);
    return;
  }
  // Below both, so that each is found as in a project that has it.
  const folder = join(RUNNERS, '.cache', `packed-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true });
    cpSync(join(installed, 'node_modules'), join(folder, 'node_modules'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    for (const config of configurations()) writeFileSync(join(folder, config.name), config.text);
    compile(folder);
    const plain = SPEC.replace(/^.*@ts-expect-error.*\n/m, '');
    writeFileSync(
      join(folder, 'vitest.test.js'),
      `import { expect, test } from 'vitest';\n${plain}`,
    );
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
    run(folder, [vitest, 'run', '--root', folder, 'vitest.test.js']);
    console.log('the guide sets up vitest with the packed hypchat/testing/vitest');
    writeFileSync(join(folder, 'jest.test.js'), plain);
    const jest = join(RUNNERS, 'node_modules/jest/bin/jest.js');
    run(folder, ['--experimental-vm-modules', jest, '--rootDir', folder, 'jest.test.js']);
    console.log('the guide sets up Jest with the packed hypchat/testing/jest');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * What the guide on linting says of Biome: it sees no action, and so says nothing of the guide's sample; of what gives a promise of the language, it does.
 *
 * @param installed - The folder into which the packages were installed; Biome takes no types of what git ignores.
 */
export function checkBiome(installed: string): void {
  const guide = readFileSync(join(ROOT, 'docs/guides/linting.md'), 'utf8');
  const [, sample = ''] = /```ts\n(.*?)```/s.exec(guide) ?? [];
  const promise = "import { HypChat, trace } from 'hypchat';\ntrace(new HypChat('').rooms);\n";
  const linter = { rules: { preset: 'none', nursery: { noFloatingPromises: 'error' } } };
  writeFileSync(join(installed, 'biome.json'), JSON.stringify({ root: true, linter }));
  for (const [name, text] of Object.entries({ sample, promise })) {
    writeFileSync(join(installed, `${name}.ts`), text);
  }
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');
  const { stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', '.'], {
    cwd: installed,
    encoding: 'utf8',
  });
  const said = [...`${stdout}${stderr}`.matchAll(/(\w+\.ts):\d+:\d+ lint/g)].map(
    ([, file]) => file,
  );
  if (said.join() !== 'promise.ts') {
    throw new Error(`Biome says otherwise than the guide on linting:\n${stdout}${stderr}`);
  }
  console.log('Biome sees no action, as the guide says');
}

/** A setup file is imported for what it does: a bundler must not leave it out. @param installed - As above. */
export function checkBundled(installed: string): void {
  for (const runner of ['vitest', 'jest']) {
    const { outputFiles } = buildSync({
      stdin: { contents: `import 'hypchat/testing/${runner}';`, resolveDir: installed },
      bundle: true,
      format: 'esm',
      external: ['vitest'],
      write: false,
    });
    if (!outputFiles[0]?.text.includes('addEqualityTesters')) {
      throw new Error(`a bundler leaves hypchat/testing/${runner} out`);
    }
  }
  console.log('the setup files stay in a bundle');
}

/** Bun's own runner takes the matchers, as the guide says. @param installed - As above. */
export function checkBun(installed: string): void {
  const spec = `import { expect, test } from 'bun:test';
import { HypChat } from 'hypchat';
import { matchers } from 'hypchat/testing';
expect.extend(matchers);
test('the matchers hold', () => {
  const chain = new HypChat('token').room(1).message('hi');
  expect(chain).toCost(1);
  expect(chain).toSend([{ request: 'POST /v2/room/{id}/message', body: { message: 'hi' } }]);
  expect(() => expect(chain).toCost(2)).toThrow('its plan is');
});
`;
  writeFileSync(join(installed, 'matchers.test.js'), spec);
  const bun = join(ROOT, 'node_modules/.bin/bun');
  const { status, stdout, stderr } = spawnSync(bun, ['test', 'matchers.test.js'], {
    cwd: installed,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the matchers fail in Bun's runner:\n${stdout}${stderr}`);
  console.log("the matchers hold in Bun's runner");
}

/** The configurations that the guide shows, by the name in their first line. */
function configurations(): readonly { readonly name: string; readonly text: string }[] {
  const guide = readFileSync(join(ROOT, 'docs/guides/testing.md'), 'utf8');
  const found = [...guide.matchAll(/```js\n\/\/ (\S+\.config\.js)\n(.*?)```/gs)].map(
    ([, name = '', text = '']) => ({ name, text }),
  );
  const names = found.map(({ name }) => name).join();
  if (names !== 'vitest.config.js,jest.config.js') {
    throw new Error(`the guide on testing shows the configurations ${names}`);
  }
  return found;
}

function compile(folder: string): void {
  const tsc = join(RUNNERS, 'node_modules/typescript/bin/tsc');
  for (const [name, imports] of Object.entries(TYPES)) {
    writeFileSync(join(folder, `${name}.types.ts`), imports + SPEC);
    const config = { compilerOptions: OPTIONS, files: [`${name}.types.ts`] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    run(folder, [tsc, '--project', folder]);
  }
  console.log(`the matchers have types in ${Object.keys(TYPES).join(', ')}`);
}

/** @throws {Error} With all that was printed, when it fails. */
function run(folder: string, args: readonly string[]): void {
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env,
  });
  if (status !== 0) throw new Error(`${args.join(' ')} failed:\n${stdout}${stderr}`);
}
