/** What a server can say, on its way to a terminal: by every path, nothing of it is obeyed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import fc from 'fast-check';
import picocolors from 'picocolors';
import { describe, expect, it, vi } from 'vitest';
import { Seen } from '../../src/cli/console/Seen.ts';
import { suggest } from '../../src/cli/console/suggest.ts';
import { failureText } from '../../src/cli/failureText.ts';
import { toJson } from '../../src/cli/toJson.ts';
import { toTable } from '../../src/cli/toTable.ts';
import { valueText } from '../../src/cli/valueText.ts';
import { HypChat } from '../../src/index.ts';
import { harmless } from '../../src/values/harmless.ts';
import { bareServer } from '../helpers/bareServer.ts';
import { buildCommand, command, environmentFor, temporaryFolder } from '../helpers/command.ts';
import { keys, PATIENCE_MS, Terminal, wrapper } from '../helpers/terminal.ts';

vi.setConfig({ testTimeout: 3 * PATIENCE_MS });

/** Written apart from what is tested: each that a terminal obeys, or by which it shows text in another order. */
const OBEYED = [
  ...Array.from({ length: 0x20 }, (_, code) => code).filter((code) => code !== 9 && code !== 10),
  ...Array.from({ length: 0x21 }, (_, code) => 0x7f + code),
  ...[0x061c, 0x200e, 0x200f, 0x2028, 0x2029],
  ...[0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069],
].map((code) => String.fromCharCode(code));

/** What is obeyed in a text, the command's own colors aside. */
function obeyedIn(text: string): readonly string[] {
  const ours = new RegExp(`${'\x1b'}\\[(?:[1-9]|2[2-9]|3[0-79]|9\\d)m`, 'g');
  const rest = text.replace(ours, '');
  return OBEYED.filter((char) => rest.includes(char));
}

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...OBEYED),
    fc.constantFrom(
      '\x1b[31m',
      '\x1b]0;t\x07',
      '\x1b[8m',
      '\ud800',
      'a',
      '"',
      '\\',
      '`',
      '${',
      '\n',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 12,
});

/** Values as expressions give them: what servers name, in whatever way it is held. */
const value = fc.letrec((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, hostile, fc.integer(), tie('inner')),
  inner: fc.oneof(
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(hostile, tie('any'), { maxKeys: 3 }),
    fc.dictionary(fc.constantFrom('toString', 'toJSON', 'name', 'items'), hostile, {
      maxKeys: 3,
    }),
    fc.tuple(hostile, tie('any')).map(([name, each]) => ({ name, items: [each], [name]: each })),
    fc.array(fc.tuple(tie('any'), tie('any')), { maxLength: 2 }).map((pairs) => new Map(pairs)),
    hostile.map((text) => new Error(text, { cause: text })),
    hostile.map((text) =>
      Object.assign(new AggregateError([new Error(text)], text), { [text]: text }),
    ),
    hostile.map((text) => Symbol(text)),
    hostile.map((text) => ({ [Symbol(text)]: text, [Symbol.toStringTag]: text })),
    hostile.map((text) => Object.defineProperty(class {}, 'name', { value: text })),
    hostile.map((text) => new (Object.defineProperty(class {}, 'name', { value: text }))()),
    hostile.map((text) => new HypChat('token').room(text).topic),
  ),
})).any;

describe('harmless', () => {
  it('leaves nothing that a terminal obeys, and all else as it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(obeyedIn(harmless(text))).toEqual([]);
        const isPlain = OBEYED.every((char) => !text.includes(char)) && text.isWellFormed();
        if (isPlain) expect(harmless(text)).toBe(text);
      }),
    );
  });

  it('leaves letters of every script, joined ones too', () => {
    const text = 'Ünïcödé Данные 数据 שלום فارسی‌ها 👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿\tand\nlines';

    expect(harmless(text)).toBe(text);
  });
});

describe('what the command prints of any value', () => {
  const place = { colors: picocolors.createColors(true), columns: 80 };
  /** A table; of a value that holds a chain, why there is none. */
  const table = (given: unknown, columns: number | undefined): string => {
    try {
      return toTable(given, { ...place, columns });
    } catch (error) {
      return failureText(error, place.colors);
    }
  };

  it.each<[string, (given: unknown) => string]>([
    ['a value in color', (given) => valueText(given, { colors: true })],
    ['a value without color', (given) => valueText(given, { colors: false })],
    ['a table', (given) => table(given, 80)],
    ['a table as wide as it comes', (given) => table([given], undefined)],
    ['an error', (given) => failureText(given, place.colors)],
    ['an error’s words', (given) => failureText(new Error(inspect(given)), place.colors)],
  ])('is harmless as %s', (_what, print) => {
    fc.assert(
      fc.property(value, (given) => {
        expect(obeyedIn(print(given))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is harmless as JSON, and the same document', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ depthSize: 'small' }),
        hostile,
        fc.boolean(),
        (json, text, isOneLine) => {
          const given = { [text]: [text, json] };
          const printed = toJson(given, isOneLine ? 0 : 2);
          expect(obeyedIn(printed)).toEqual([]);
          expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(given)));
        },
      ),
    );
  });

  it('is harmless as what Tab puts between quotes, and the same text', async () => {
    const names = {};
    Reflect.set(globalThis, 'hc', new HypChat('token'));
    await fc.assert(
      fc.asyncProperty(hostile, fc.constantFrom('"', "'"), async (name, quote) => {
        const seen = new Seen();
        const room = { name, links: { self: 'https://chat.test/v2/room/1' } };
        await seen.read(new Response(JSON.stringify(room)));
        const found = suggest(`hc.room(${quote}`, { names, seen });
        const [candidate = ''] = found?.candidates ?? [];
        expect(obeyedIn(candidate)).toEqual([]);
        expect(candidate).not.toContain('\n');
        const read: unknown = new Function(`return ${quote}${candidate}`)();
        expect(read).toBe(JSON.parse(JSON.stringify(name)));
      }),
    );
    Reflect.deleteProperty(globalThis, 'hc');
  });
});

describe.skipIf(wrapper === undefined)('on a pseudo-terminal', () => {
  buildCommand();

  /** Clears the screen, sets the title, rings, turns the order of letters, and begins a C1 sequence. */
  const NAME = 'Ops\x1b[2J\x1b]0;owned\x07\u202e\x9b31m\x85!';
  const LITERAL = JSON.stringify(NAME);
  /** How these would reach the terminal; the command's own sequences hold none of them. */
  const RAW = ['\x1b[2J', '\x1b]0', '\x07', '\u202e', '\x9b', '\x85'];

  /** A server all of whose words are hostile; its rooms are, and messages are refused. */
  async function hostileServer() {
    const url = await bareServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      const self = `${url}/v2/room/1`;
      const user = { id: 1, name: NAME, mention_name: NAME, links: { self: `${url}/v2/user/1` } };
      const room = { id: 1, name: NAME, topic: NAME, owner: user, [NAME]: { [NAME]: NAME } };
      if (request.method === 'POST') {
        const error = { code: 403, type: NAME, message: NAME };
        response.writeHead(403).end(JSON.stringify({ error }));
      } else if (request.url?.startsWith('/v2/room?') || request.url === '/v2/room') {
        const items = [{ ...room, links: { self } }];
        response.end(JSON.stringify({ items, startIndex: 0, links: { self: `${url}/v2/room` } }));
      } else {
        response.end(JSON.stringify({ ...room, links: { self, [NAME]: self } }));
      }
    });
    return environmentFor({ url, token: 'token' });
  }

  it.each([
    ['a text', ['room(1).topic']],
    ['a value', ['room(1)']],
    ['an error as a value', ['new Error(await room(1).name)']],
    ['--json', ['--json', 'room(1)']],
    ['--ndjson', ['--ndjson', 'rooms']],
    ['--table of one', ['--table', 'room(1)']],
    ['--table of many', ['--table', 'rooms']],
    ['--explain', ['--explain', `room(${LITERAL}).message(${LITERAL})`]],
    ['--explain --json', ['--explain', '--json', `room(${LITERAL}).message(${LITERAL})`]],
    ['--trace', ['--trace', `room(${LITERAL})[${LITERAL}]`]],
    ['a refusal', ['room(1).message("hi")']],
    ['a step that fails', [`room(1).owner[${LITERAL}].nothing.at.all`]],
    ['a thrown text', ['throw await room(1).name']],
    ['a thrown error', ['throw new Error(await room(1).name)']],
    [
      'an error that nobody caught',
      ['void Promise.reject(new Error(await room(1).name)); await room(2).name'],
    ],
    ['an error in a timer', [`setTimeout(() => { throw new Error(${LITERAL}) })`]],
    ['an action that nobody awaited', [`[room(${LITERAL}).message(${LITERAL})].length`]],
    ['a chain in JSON', ['--json', `[room(${LITERAL}).topic]`]],
    ['code that cannot be read', [`room(${LITERAL}`]],
    [
      'console.log',
      ['console.log(await room(1).name, await room(1), new Error(await room(1).name))'],
    ],
    ['console.error', ['console.error(await room(1).name)']],
  ])('nothing hostile reaches it by %s', async (_what, args) => {
    const terminal = new Terminal([...command, ...args], await hostileServer());
    await terminal.ended();
    await terminal.shows('u202e');

    for (const raw of RAW) expect(terminal.written).not.toContain(raw);
  });

  it('nothing hostile reaches it by any path of the console', async () => {
    const terminal = new Terminal([...command], await hostileServer());
    await terminal.shows(/hypchat>$/);
    const enter = async (line: string, sign: string): Promise<void> => {
      terminal.type(`${line}${keys.enter}"${sign}"${keys.enter}`);
      await terminal.shows(new RegExp(`'${sign}'\\nhypchat>$`));
    };
    await enter('room(1)', 'value');
    await enter('const it = await rooms.items[0]', 'kept');
    await enter('room(1).message("hi")', 'refused');
    await enter('await room(1).message("hi")', 'refused in await');
    await enter('throw new Error(it.name)', 'thrown');
    await enter('throw it.name', 'thrown text');
    await enter('Promise.reject(new Error(it.name))', 'rejected');
    terminal.type(`setTimeout(() => { throw new Error(it.name) }); await null${keys.enter}`);
    await terminal.shows(/(?:Uncaught Error[\s\S]*){2}hypchat>$/);
    await enter('console.log(it.name, it)', 'logged');
    await enter('.explain room(it.name).message(it.name)', 'explained');
    await enter('.trace room(it.name).topic', 'traced');
    await enter('const wild = { [it.name]: 1, plain: 2 }', 'wild');
    const offered: readonly (readonly [line: string, shown: RegExp])[] = [
      ['room("Op', /room\("Ops\\u001b.*\n?.*$/],
      ['user("@Op', /user\("@Ops\\u001b.*\n?.*$/],
      ['wild.', /plain/],
      ['it.', /owner/],
    ];
    for (const [index, [line, shown]] of offered.entries()) {
      terminal.type(line);
      await terminal.endsWith(line);
      // Apart from each other: what comes at once is taken for pasted.
      while (!shown.test(terminal.screen())) {
        terminal.type(keys.tab);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      terminal.type(keys.clearLine);
      await enter('0', `completed ${index}`);
    }

    expect(terminal.written).toContain('u202e');
    for (const raw of RAW.filter((each) => each !== '\x07')) {
      expect(terminal.written).not.toContain(raw);
    }
  });

  it('nothing hostile reaches it from a history that others have written', async () => {
    const file = `${temporaryFolder()}/history`;
    writeFileSync(file, `"${NAME}"\n"older"`);
    const terminal = new Terminal([...command], {
      ...(await hostileServer()),
      HYPCHAT_HISTORY: file,
    });
    await terminal.shows(/hypchat>$/);
    terminal.type(keys.up);
    await terminal.shows('u202e');
    terminal.type(keys.up);
    await terminal.endsWith('"older"');

    for (const raw of RAW) expect(terminal.written).not.toContain(raw);
    expect(readFileSync(file, 'utf8')).not.toContain('\u202e');
  });
});

describe('a table', () => {
  it('shows a value whose `toString` is none', () => {
    const odd = Object.assign(new AggregateError([], 'toString'), { toString: 'toString' });

    expect(toTable([odd], { colors: picocolors.createColors(false), columns: 80 })).toContain(
      'toString',
    );
  });
});
