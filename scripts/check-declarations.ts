/**
 * What a library can export that builds on this one: a function for each kind of result, whose type nobody wrote down.
 *
 * The declarations of all of them are emitted against the built package by both compilers, and a consumer of these
 * declarations is compiled. A type that the package does not export cannot be named there, and fails.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const COMPILERS = [
  { name: 'TypeScript 7', bin: at('node_modules/typescript-7/bin/tsc') },
  { name: 'TypeScript 6', bin: at('node_modules/typescript/bin/tsc6') },
];

const OPTIONS = [
  '--ignoreConfig',
  '--strict',
  '--noUncheckedIndexedAccess',
  '--exactOptionalPropertyTypes',
  '--skipLibCheck',
  '--target',
  'esnext',
  '--module',
  'nodenext',
];

/** One of each kind of what an expression can be: chains, collections, pages, sequences, snapshots, actions. */
const RESULTS: readonly string[] = [
  'hc',
  'hc.rooms',
  "hc.request('GET', hc.rooms)",
  "hc.request('POST', '/room')",
  'hc.users',
  'hc.emoticons',
  'hc.capabilities',
  'hc.capabilities.self',
  'hc.rooms.items',
  'hc.rooms.items[0]',
  'hc.rooms.items[0].owner',
  'hc.rooms.items[0].owner.group',
  'hc.rooms.items[0].topic',
  'hc.room(1)',
  'hc.room(1).self',
  'hc.room(1).owner.self',
  'hc.room(1).name',
  'hc.room(1).last_active',
  'hc.room(1).statistics',
  'hc.room(1).statistics.self',
  'hc.room(1).participants',
  'hc.room(1).participants()',
  'hc.room(1).members',
  'hc.room(1).history',
  "hc.room(1).history('recent')",
  'hc.room(1).history.items[0].from',
  'hc.room(1).history.items[0].mentions',
  'hc.room(1).latest',
  'hc.room(1).webhooks',
  'hc.room(1).webhooks.items[0].self',
  'hc.room(1).webhooks.items[0].creator',
  'hc.room(1).messageById',
  "hc.room(1).messageById('x')",
  "hc.room(1, { expand: 'owner.group' })",
  "hc.room(1).self({ expand: ['owner', 'statistics'] })",
  "hc.rooms({ expand: 'items.owner' })",
  "hc.rooms({ expand: 'items.owner' }).items[0]",
  'hc.user(1)',
  'hc.user(1).autoJoin',
  'hc.user(1).presence',
  'hc.group(1)',
  'hc.emoticon(1)',
  'hc.emoticon(1).creator',
  'hc.file(1)',
  'hc.room(1).avatar',
  "hc.user(1).photo('big')",
  'hc.room(1).shareFile(new Blob([]))',
  "hc.token('x')",
  "hc.token('x').owner",
  "hc.token('x').client",
  "hc.createToken({ grantType: 'personal' })",
  "hc.extensionAction('x')",
  "hc.extensionGlance('x')",
  "hc.room(1).extensionWebhook('x')",
  "hc.room(1).extensionWebhook('x').put({ url: 'x', event: 'room_message' })",
  "hc.addon('x')",
  "hc.addon('x').installableByToken('x')",
  "hc.createAddonLink('x', 1)",
  "hc.addonLinkByToken('x')",
  'hc.updateGlances([])',
  "hc.inviteUser('x', 'x')",
  'hc.capabilities.addonSchema',
  "hc.at('room/1')",
  "hc.at('room/1', 'room')",
  "hc.at('room', 'rooms')",
  'hc.wrap({})',
  'hc.wrap({}).item',
  "hc.wrap({}, 'message')",
  "hc.room(1).message('x')",
  'hc.room(1).delete()',
  "hc.rooms.create({ name: 'x' })",
  "hc.users.create({ name: 'x', email: 'x' })",
  "hc.room(1).webhooks.create({ url: 'x', event: 'room_message' })",
  'hc.rooms.map((room) => room)',
  'hc.rooms.map((room) => room.owner)',
  'hc.rooms.map((room): [string, number] => [room.name, room.id])',
  'hc.rooms.map((room) => ({ room, owner: room.owner.email, at: room.created }))',
  'hc.rooms.map((room) => room.participants)',
  'hc.rooms.filter((room) => room.is_archived)',
  'hc.rooms.flatMap((room) => [room.owner])',
  'hc.rooms.map((room) => room.owner).find((owner) => owner.email)',
  'hc.rooms.find((room) => room.is_archived)',
  'hc.rooms.some((room) => room.is_archived)',
  'hc.rooms.take(1)',
  'hc.rooms.contents()',
  'hc.rooms.toArray()',
  'hc.rooms.forEach((room) => room.delete())',
  'hc.rooms.map((room) => room.created).take(2)',
  'explain(hc.rooms)',
  'trace(hc.rooms)',
  'box(hc.room(1))',
  'fresh(hc.room(1))',
  'within(hc.rooms, { budget: 1 })',
  "field(hc.room(1), 'x')",
  'parent(hc.room(1).owner)',
  'leadsTo(hc.room(1))',
];

const folder = mkdtempSync(join(tmpdir(), 'declarations-'));
try {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(at('.'), join(folder, 'node_modules', 'hypchat'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const functions = RESULTS.flatMap((text, index) => [
    `export function direct${index}(hc: HypChat) { return ${text}; }`,
    `export async function awaited${index}(hc: HypChat) { return await (${text}); }`,
    `export const kept${index} = (hc: HypChat) => [${text}, { value: ${text} }] as const;`,
  ]);
  writeFileSync(
    join(folder, 'library.ts'),
    `import { box, explain, field, fresh, type HypChat, leadsTo, parent, trace, within } from 'hypchat';
${functions.join('\n')}
export async function* loop(hc: HypChat) { for await (const room of hc.rooms) yield room; }
`,
  );
  // Beside the declarations, so that it reads them and not the functions.
  mkdirSync(join(folder, 'out'));
  writeFileSync(
    join(folder, 'out', 'consumer.ts'),
    `import { HypChat } from 'hypchat';
import * as library from './library.js';
const hc = new HypChat('token');
${RESULTS.map((_, index) => `export const direct${index}: ReturnType<typeof library.direct${index}> = library.direct${index}(hc);`).join('\n')}
export const name: string = (await library.awaited${RESULTS.indexOf('hc.rooms.items[0]')}(hc)).name;
for await (const room of library.loop(hc)) room.name.length;
`,
  );
  for (const { name, bin } of COMPILERS) {
    const run = (files: readonly string[], more: readonly string[]): void => {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [bin, ...OPTIONS, ...more, ...files],
        { cwd: folder, encoding: 'utf8' },
      );
      if (status === 0) return;
      console.error(`${name}: ${files.join(' ')}\n${stdout}${stderr}`);
      process.exitCode = 1;
    };
    run(['library.ts'], ['--declaration', '--emitDeclarationOnly', '--outDir', 'out']);
    run(['out/consumer.ts'], ['--noEmit']);
    console.log(`${name}: declarations of ${RESULTS.length} kinds of result are emitted and read`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
