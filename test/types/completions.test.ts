/**
 * What an editor offers behind a dot: the API's names, and none of those that every function has.
 *
 * By the language server of TypeScript 7, and by the language service of TypeScript 6, which older editors have.
 */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { offered } from './languageServer.ts';

const FILE = fileURLToPath(new URL('completed.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HEAD =
  "import { type ByParts, type Chain, HypChat } from '../../src/index.ts';\nconst hc = new HypChat('token');\ndeclare const repo: ByParts<[string, string], Chain<string>>;\n";

/** What `Function` has, in every edition of the language that compilers know. */
const OF_FUNCTIONS = [
  'apply',
  'arguments',
  'bind',
  'call',
  'caller',
  'length',
  'name',
  'prototype',
  'toString',
  'hasInstance',
  '[Symbol.hasInstance]',
];

/** Each is completed at its end, and offers at least these. */
const PLACES: readonly (readonly [place: string, ...offers: string[]])[] = [
  ['hc.', 'rooms', 'room', 'request'],
  ['hc.rooms.', 'items', 'map', 'create', 'then'],
  ['hc.rooms({ includeArchived: true }).', 'items', 'map'],
  ['hc.rooms.next.', 'items', 'map'],
  ['hc.rooms.items.', 'map', 'find'],
  ['hc.rooms.filter((room) => room.is_archived).', 'map', 'forEach'],
  ['hc.rooms.items[0].', 'owner', 'topic'],
  ['hc.room(42).', 'owner', 'message'],
  ['hc.room(42).self.', 'owner', 'message'],
  ['hc.room(42).owner.self.', 'email'],
  ['hc.room(42).topic.', 'then'],
  ['hc.room(42).history.', 'items', 'map'],
  ['hc.room(42).latest.', 'items'],
  ['hc.room(42).statistics.self.', 'messages_sent'],
  ['hc.room(42).webhooks.items[0].self.', 'event'],
  ['hc.emoticons.items[0].self.', 'shortcut'],
  ['hc.group(1).self.', 'owner'],
  ['hc.capabilities.', 'capabilities'],
  ['hc.capabilities.self.', 'capabilities'],
  ['hc.capabilities.addonSchema.', 'then'],
  ["hc.room(42).message('hi').", 'then'],
  ["hc.request('GET', '/room').", 'then'],
  ['hc.rooms.map((room) => room.', 'owner', 'topic'],
  ['hc.rooms.map((room) => room.participants.', 'map'],
  ['(await hc.rooms).', 'items', 'next'],
  ['(await hc.rooms.items[0]).', 'owner', 'name'],
  ['(await hc.room(42)).self.', 'owner'],
  ['repo.'],
];

/** The kinds of which `name` is a field: there it is the API's own. */
const NAMED =
  /(?:room\(42\)|items\[0\]\)?|owner|room|group\(1\)|capabilities|\(42\)\))(?:\.self)?\.$/;

/** What can be counted where it stands. */
const COUNTED = /=> room\.participants\.$/;

/** What is offered that is no name of the API. */
function foreign(place: string, names: readonly string[]): readonly string[] {
  return names.filter(
    (name) =>
      OF_FUNCTIONS.includes(name) &&
      !(name === 'name' && NAMED.test(place)) &&
      !(name === 'length' && COUNTED.test(place)),
  );
}

/** What TypeScript 6 offers, through the service that editors have of it. */
function offeredBySix(texts: readonly string[]): readonly (readonly string[])[] {
  const { config } = ts.readConfigFile(`${ROOT}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  let text = '';
  let version = 0;
  const service = ts.createLanguageService({
    getScriptFileNames: () => [FILE],
    getScriptVersion: (name) => (name === FILE ? String(version) : '0'),
    getScriptSnapshot: (name) =>
      name === FILE
        ? ts.ScriptSnapshot.fromString(text)
        : ts.sys.fileExists(name)
          ? ts.ScriptSnapshot.fromString(ts.sys.readFile(name) ?? '')
          : undefined,
    getCurrentDirectory: () => ROOT,
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  });
  return texts.map((each) => {
    text = each;
    version += 1;
    const given = service.getCompletionsAtPosition(FILE, text.length, undefined);
    return (given?.entries ?? []).map(({ name }) => name);
  });
}

describe.each([
  { compiler: 'TypeScript 7', offers: (texts: readonly string[]) => offered(FILE, texts) },
  { compiler: 'TypeScript 6', offers: async (texts: readonly string[]) => offeredBySix(texts) },
])('an editor with $compiler', ({ offers }) => {
  it('offers the API’s names behind a dot, and none of `Function`', async () => {
    const all = await offers(PLACES.map(([place]) => HEAD + place));

    const shown = PLACES.map(([place, ...names], index) => ({
      place,
      missing: names.filter((name) => !all[index]?.includes(name)),
      foreign: foreign(place, all[index] ?? []),
    }));
    expect(shown).toEqual(PLACES.map(([place]) => ({ place, missing: [], foreign: [] })));
  });

  it('offers those of `Function` behind a method that is not called, as of any method', async () => {
    const [ofOurs = [], ofAny = []] = await offers([
      `${HEAD}hc.room.`,
      `${HEAD}declare const any: { room(id: number): string };\nany.room.`,
    ]);

    expect(ofOurs).toEqual(ofAny);
    expect(ofOurs).toContain('apply');
  });
});
