/**
 * What the library weighs in a bundle: minified and gzipped, in bytes; without ky and Temporal, but for the last two, of which the README speaks.
 *
 * Held are the limits in `limits.json`, and that what is not used is left out. `--parts` also shows what the first
 * bundle is made of.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { isInstalled, NOT_WEIGHED, PEER_PROGRAMS, PEERS } from '../bench/peers/programs.ts';
import { bundled, weigh } from './bundled.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** What a program imports, and what it does with it. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'all of HipChat': "export { HypChat } from './src/native.ts';",
  'connect, with rooms and users': `import { connect, hipchat } from './src/native.ts';
    import { room } from './src/types/room.ts';
    import { root } from './src/types/root.ts';
    import { user } from './src/types/user.ts';
    export const hc = (endpoint) => connect(hipchat, { root: 'root', kinds: { root, room, user } }, { endpoint });`,
  'every name': "export * from './src/native.ts';",
  'the dialect': "export { hipchat } from './src/index.ts';",
  'the dialect of JSON:API': "export { jsonApi } from './src/jsonApi.ts';",
  'the dialect of OData': "export { odata } from './src/odata.ts';",
  'the dialect of HAL': "export { hal } from './src/hal.ts';",
  'the dialect of plain REST': "export * from './src/rest.ts';",
  'the dialect of Stripe': "export * from './src/stripe.ts';",
  'the link map': "export { hipchatMap } from './src/index.ts';",
  'a made-up API': "export { fakeApi } from './src/testing.ts';",
  'the check of dialects': "export { checkDialect } from './src/testing.ts';",
  'a download': "export { download } from './src/native.ts';",
  webhooks: "export * from './src/webhooks.ts';",
  'one error': "export { NotFoundError } from './src/index.ts';",
  'nothing of it': "import * as all from './src/index.ts'; export const none = 0;",
};

/** What a program weighs more that has the library already, whose chains it is about. */
const BESIDE: Readonly<Record<string, string>> = {
  'the matchers': "export { register } from './src/testing.ts';",
};

const { size: limits } = JSON.parse(readFileSync(`${ROOT}/limits.json`, 'utf8')) as {
  size: Readonly<Record<string, number>>;
};

/** What a page loads that has nothing else, of the package as it is shipped: `test/docs/readme.test.ts` holds the README to these limits. */
const PAGES: Readonly<Record<string, string>> = {
  'hypchat/native, with ky': "export { HypChat } from './dist/native.js';",
  'hypchat, with ky and Temporal': "export { HypChat } from './dist/index.js';",
};

const EXTERNAL = ['jose', 'ky', 'temporal-polyfill', '*/traceFile.ts'];

for (const [name, program] of Object.entries({ ...PROGRAMS, ...PAGES })) {
  const isPage = Object.hasOwn(PAGES, name);
  hold(name, await weigh(program, isPage ? ['*/traceFile.js'] : EXTERNAL));
}
const LIBRARY = PROGRAMS['all of HipChat'] ?? '';
const library = await weigh(LIBRARY, EXTERNAL);
for (const [name, program] of Object.entries(BESIDE)) {
  hold(name, (await weigh(`${LIBRARY}\n${program}`, EXTERNAL)) - library);
}
for (const name of Object.keys(limits)) {
  if (!Object.hasOwn({ ...PROGRAMS, ...PAGES, ...BESIDE }, name))
    fail(`limits.json holds ${name}, which nothing measures`);
}

// For scale, measured alike.
if (isInstalled) {
  for (const [name, program] of Object.entries(PEER_PROGRAMS)) {
    const found = await weigh(program, NOT_WEIGHED, PEERS);
    console.log(`${name.padEnd(32)}${String(found).padStart(7)} bytes`);
  }
} else console.log('other libraries are not installed: npm ci --prefix bench');

// Whoever does not check signatures does not load what checks them.
for (const entry of ['index', 'native']) {
  const { metafile } = await bundled(`export * from './src/${entry}.ts';`, []);
  if (Object.keys(metafile.inputs).some((path) => path.includes('jose'))) {
    fail(`src/${entry}.ts contains jose`);
  }
}

// Whoever speaks to one API loads nothing that is another's.
const DIALECTS = ['hipchat', 'jsonApi', 'odata', 'hal', 'rest', 'stripe'];
for (const entry of ['index', ...DIALECTS.slice(1)]) {
  const { metafile } = await bundled(`export * from './src/${entry}.ts';`, ['ky']);
  const own = entry === 'index' ? 'hipchat' : entry;
  const others = DIALECTS.filter((name) => name !== own);
  const found = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  for (const [path, { bytesInOutput }] of found) {
    const isOfOther = others.some((name) => path.includes(`dialects/${name}`));
    if (bytesInOutput > 0 && isOfOther) fail(`src/${entry}.ts contains ${path}`);
  }
}

// What writes files stays out of a browser's bundle, as the package is shipped.
for (const splitting of [false, true]) {
  const { outputFiles } = await build({
    ...{ entryPoints: [`${ROOT}/dist/index.js`], outdir: `${ROOT}/.cache/none`, splitting },
    ...{ bundle: true, format: 'esm', platform: 'browser', write: false, target: 'es2022' },
    logOverride: { 'ignored-bare-import': 'silent' },
  });
  if (outputFiles.some(({ text }) => text.includes('process_name'))) {
    fail('a bundle for browsers contains what writes HYPCHAT_TRACE');
  }
}

// Whoever holds what chains cost does not load what answers them.
const { metafile: ofMatchers } = await bundled(BESIDE['the matchers'] ?? '', []);
const [held] = Object.values(ofMatchers.outputs);
for (const [path, { bytesInOutput }] of Object.entries(held?.inputs ?? {})) {
  if (path.includes('testing/fake') && bytesInOutput > 0) fail(`the matchers contain ${path}`);
}

const isPolyfill = (path: string): boolean => path.includes('temporal-polyfill');
const withAll = await bundled(PROGRAMS['all of HipChat'] ?? '', []);
if (Object.keys(withAll.metafile.inputs).some(isPolyfill)) {
  fail('`hypchat/native` contains the polyfill');
}
const main = await bundled("export { HypChat } from './src/index.ts';", []);
if (!Object.keys(main.metafile.inputs).some(isPolyfill)) fail('`hypchat` lacks the polyfill');

if (process.argv.includes('--parts')) {
  const { metafile } = await bundled(PROGRAMS['all of HipChat'] ?? '', ['ky', 'temporal-polyfill']);
  const parts = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const folders = new Map<string, number>();
  for (const [path, { bytesInOutput }] of parts) {
    const folder = path.replace(/\/[^/]*$/, '');
    folders.set(folder, (folders.get(folder) ?? 0) + bytesInOutput);
  }
  const shown = [
    ...folders,
    ...parts.map(([path, { bytesInOutput }]) => [path, bytesInOutput] as const),
  ];
  console.log('\nMinified, before gzip:');
  for (const [path, bytes] of shown.sort(([, a], [, b]) => b - a).slice(0, 30)) {
    console.log(`${String(bytes).padStart(7)}  ${path}`);
  }
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

/** Holds what was found to its limit. */
function hold(name: string, found: number): void {
  const limit = limits[name];
  console.log(`${name.padEnd(32)}${String(found).padStart(7)} of ${limit} bytes`);
  if (limit === undefined || found > limit) fail(`${name} weighs ${found} bytes, over ${limit}`);
}
