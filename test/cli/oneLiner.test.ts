import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bareServer } from '../helpers/bareServer.ts';
import { buildCommand, command, environmentFor, run, temporaryFolder } from '../helpers/command.ts';
import { liveServer } from '../helpers/live.ts';

buildCommand();
const live = liveServer();
const MAP = 'new Map([[1, "a"]])';
const hypchat = (...args: string[]) => run(args, { env: environmentFor(live) });

describe('a one-liner', () => {
  it('prints the value alone on the standard output, and what it cost on the standard error', async () => {
    const { code, out, err } = await hypchat('rooms.items[0].owner.name');

    expect(out).toBe('Ann Okafor\n');
    expect(err).toMatch(/^1 request · \d+ ms\n$/);
    expect(code).toBe(0);
    expect(live.requests()).toEqual(['GET /v2/room?start-index=0&max-results=1&expand=items']);
  });

  it('finds the client under both of its names, and all that starts from it', async () => {
    const { out } = await hypchat(
      '[hc === hipchat, rooms, users, emoticons, capabilities, room(42), endpoint, Temporal.Now].map(String)',
    );

    expect(out).toContain('true');
    expect(out).toContain('⟦chain hc.rooms⟧');
    expect(out).toContain('⟦chain hc.users⟧');
    expect(out).toContain('⟦chain hc.emoticons⟧');
    expect(out).toContain('⟦chain hc.capabilities⟧');
    expect(out).toContain('⟦chain hc.room(42)⟧');
    expect(out).toContain(live.url);
    expect(live.requests()).toEqual([]);
  });

  it('starts at any address, and goes on from what is kept as JSON', async () => {
    const found = await hypchat('-q', 'at("room/42").name');
    const line = JSON.stringify(JSON.stringify({ links: { self: `${live.url}/v2/room/43` } }));
    const wrapped = await hypchat('-q', `wrap(${line}, "room").self.name`);

    expect(found.out).toBe('Ops\n');
    expect(wrapped.out).toBe('Release Train\n');
  });

  it('sends a request that is written out by hand', async () => {
    const { out } = await hypchat('--json', 'request("GET", "/room/42/statistics")');
    await hypchat('request("PUT", room("Ops"), { body: {} })');

    expect(JSON.parse(out)).toMatchObject({ messages_sent: expect.any(Number) });
    expect(live.requests()).toEqual(['GET /v2/room/42/statistics', 'PUT /v2/room/Ops']);
  });

  it('sends an action once', async () => {
    const { code, out } = await hypchat('--json', 'room("Ops").message("once")');

    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ id: expect.any(String), timestamp: expect.any(String) });
    expect(live.requests()).toEqual(['POST /v2/room/Ops/message']);
  });

  it('takes options written as literals for what they are', async () => {
    await hypchat('rooms({ includeArchived: true, maxResults: 1 })');

    expect(live.requests()).toEqual(['GET /v2/room?include-archived=true&max-results=1']);
  });

  it('awaits what the expression awaits itself, and statements as well', async () => {
    const both = await hypchat('--json', 'await Promise.all([room(42).name, room(43).name])');
    const loop = await hypchat('for (const { name } of (await rooms).items) console.log(name)');

    expect(JSON.parse(both.out)).toEqual(['Ops', 'Release Train']);
    expect(both.err).toMatch(/^2 requests/);
    expect(loop.out.split('\n').slice(0, 2)).toEqual(['Lobby', 'Ops']);
    expect(loop.code).toBe(0);
  });

  it('awaits each of several statements in its turn, and prints the value of the last', async () => {
    const two = await hypchat(
      '-q',
      'room("Ops").message("a"); room("Lobby").topic("b"); room(42).name',
    );

    expect(two).toEqual({ code: 0, out: 'Ops\n', err: '' });
    expect(live.requests()).toEqual([
      'POST /v2/room/Ops/message',
      'PUT /v2/room/Lobby/topic',
      'GET /v2/room/42',
    ]);
  });

  it('sends each action of statements that end by lines, loops and conditions, in turn', async () => {
    const text = `
      const names = ["Ops", "Lobby"]
      for (const name of names) room(name).message("in a loop")
      if (names.length > 2) room("Ops").topic("no"); else { room("Ops").topic("yes") }
      "no directive"
      let i = 0, kept
      i++
      kept = room("Ops").message("kept in a name")
      ;[1, 2].map(String)
      room("Lobby").message("before")
      kept`;
    const { code, err } = await hypchat('-q', '--json', text);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(live.requests()).toEqual([
      'POST /v2/room/Ops/message',
      'POST /v2/room/Lobby/message',
      'PUT /v2/room/Ops/topic',
      'POST /v2/room/Lobby/message',
      'POST /v2/room/Ops/message',
    ]);
  });

  it.each([
    ['room(42).name; return room(43).name', 'Release Train\n'],
    ['if (Temporal) return await room(43).name\nelse return 1', 'Release Train\n'],
    ['for (const name of [1]) { return name } return', '1\n'],
    ['return', ''],
  ])('prints what a statement returns: %j', async (text, out) => {
    expect(await hypchat('-q', text)).toEqual({ code: 0, out, err: '' });
  });

  it.each([
    ['roms.items', 'ReferenceError: roms is not defined; did you mean "rooms"?\n'],
    ['room(Ops).topic', "ReferenceError: Ops is not defined; a text stands in quotes: 'Ops'\n"],
  ])('says of a name that there is not what was most likely meant: %s', async (text, words) => {
    expect(await hypchat(text)).toEqual({ code: 1, out: '', err: words });
  });

  it('stops at a statement that fails', async () => {
    const { code, out } = await hypchat('room("Nowhere").topic; room("Ops").message("b")');

    expect({ code, out }).toEqual({ code: 4, out: '' });
    expect(live.requests()).toEqual(['GET /v2/room/Nowhere']);
  });

  it.each([
    ['kept in a name', 'const a = room("Ops").message("a"); room(42).name', 'Ops\n', 1],
    ['in a list', '[room("Ops").message("a")].length', '1\n', 0],
    ['in a function', 'const go = () => { room("Ops").message("a") }; go()', '', 0],
  ])('fails where an action was written and never awaited: %s', async (_what, text, out, sent) => {
    const ended = await hypchat('-q', text);

    expect(ended).toEqual({
      code: 1,
      out,
      err: "hypchat: hc.room('Ops').message('a') was written and never awaited, so it was not sent\n",
    });
    expect(live.requests()).toHaveLength(sent);
  });

  it.each([
    ['room("Ops".name', 'a ) is missing: this ( is not closed', '  room("Ops".name\n      ^\n'],
    ['rooms.items[0', 'a ] is missing: this [ is not closed', '  rooms.items[0\n             ^\n'],
    [
      'rooms({ maxResults: 1 )',
      'a } is missing: this { is not closed',
      '\n                        ^\n',
    ],
    ['`${room(1).name`', 'a } is missing: this ${ is not closed', '\n   ^\n'],
    ['rooms.items[0]]', 'nothing is open that this ] closes', '\n                ^\n'],
    ['room("Ops', 'Unterminated string constant', '\n       ^\n'],
    ['rooms..items', 'Unexpected token', '\n        ^\n'],
    [
      'rooms\n  .items)\n  .name',
      'nothing is open that this ) closes',
      '\n          ^\n    .name\n',
    ],
  ])('says what is missing in %s, and where', async (text, what, mark) => {
    const { code, err } = await hypchat(text);

    expect(code).toBe(2);
    expect(err).toContain(`hypchat: the expression cannot be read: ${what}\n`);
    expect(err).toContain(mark);
  });

  it('reads the expression from the standard input, by - or when it is piped in', async () => {
    const env = environmentFor(live);
    const dash = await run(['--quiet', '-'], { env, input: 'room(42).name\n' });
    const piped = await run(['--quiet'], {
      env,
      input: '// the room of operations\nroom(42).name',
    });

    const asJson = await run(['--quiet', '--json'], { env, input: 'room(42).name' });

    expect(dash).toEqual({ code: 0, out: 'Ops\n', err: '' });
    expect(piped).toEqual(dash);
    expect(asJson).toEqual({ code: 0, out: '"Ops"\n', err: '' });
  });

  it('prints moments as text in records of its own, also by console.log', async () => {
    const record = 'rooms.take(1).map((room) => ({ at: room.created }))';
    const value = await hypchat(record);
    const logged = await hypchat(`console.log(await ${record})`);

    expect(value.out).toBe('[ { at: 2013-11-07T18:02:00Z } ]\n');
    expect(logged.out).toBe(value.out);
  });

  it('prints moments as text, and lists in full', async () => {
    const moment = await hypchat('room(42).created');
    const list = await hypchat('Array.from({ length: 150 }, (_, i) => i)');

    expect(moment.out).toBe('2013-11-08T09:30:12Z\n');
    expect(list.out).toContain('149');
  });

  it('leaves out what it cost by --quiet', async () => {
    expect((await hypchat('-q', 'room(42).name')).err).toBe('');
  });

  it('writes no colors where there is no terminal', async () => {
    const { out, err } = await hypchat('--trace', 'room(42)');

    expect(out + err).not.toContain('\x1b');
  });
});

describe('--json', () => {
  it('prints one document, as it was on the wire', async () => {
    const { out } = await hypchat('--json', 'room(42)');
    const answer = await fetch(`${live.url}/v2/room/42`, {
      headers: { authorization: `Bearer ${live.token}` },
    });
    const whole = (await answer.json()) as Record<string, unknown>;
    const printed = JSON.parse(out);

    expect(printed).toMatchObject({ name: 'Ops', owner: whole.owner });
    expect(Date.parse(printed.created)).toBe(Date.parse(String(whole.created)));
  });

  it('prints null where there is no value', async () => {
    expect((await hypchat('--json', 'undefined')).out).toBe('null\n');
  });

  it.each([
    [
      `${MAP}.set("b", new Set([2, { c: new Map([[4, 5]]) }]))`,
      { 1: 'a', b: [2, { c: { 4: 5 } }] },
    ],
    [
      `${MAP}.set({}, 2)`,
      [
        [1, 'a'],
        [{}, 2],
      ],
    ],
  ])('prints what maps and sets hold: %s', async (text, json) => {
    expect(JSON.parse((await hypchat('--json', text)).out)).toEqual(json);
  });

  it.each([
    ['--json', '({ topic: room(42).topic })'],
    ['--table', '[{ topic: room(42).topic }]'],
  ])('%s refuses a chain inside the value, which nobody awaited', async (option, text) => {
    const { code, out, err } = await hypchat(option, text);

    expect(out).toBe('');
    expect(err).toContain('hc.room(42).topic');
    expect(err).toContain('was not awaited: write `await` before it');
    expect(code).toBe(2);
  });

  it.each(['-q', '--json', '--table'])(
    '%s refuses a text into which a chain was made',
    async (option) => {
      const { code, out, err } = await hypchat(option, '"Topic: " + room(42).topic');

      expect(out).toBe('');
      expect(err).toContain(`write \`\${await hc.room(42).topic}\``);
      expect(code).toBe(2);
    },
  );
});

describe('--ndjson', () => {
  it('prints a line for each item of the whole collection', async () => {
    const { out } = await hypchat('--ndjson', 'users({ maxResults: 4 })');
    const names = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).name);

    expect(names).toHaveLength(15);
    expect(names[0]).toBe('Gil Harper');
  });

  it('prints what lambdas make of the items, the items of arrays, and a single value', async () => {
    const mapped = await hypchat('--ndjson', 'rooms.take(2).map((room) => room.name)');
    const array = await hypchat('--ndjson', '(await rooms).items.slice(0, 2).map((r) => r.id)');
    const single = await hypchat('--ndjson', 'room(42).name');

    expect(mapped.out).toBe('"Lobby"\n"Ops"\n');
    expect(array.out).toBe('41\n42\n');
    expect(single.out).toBe('"Ops"\n');
  });

  it('prints the items of a page before the next page has come', async () => {
    let answerSecond = (): void => {};
    const url = await bareServer((request, response) => {
      const start = Number(new URL(request.url ?? '', 'http://x').searchParams.get('start-index'));
      const page = pageOf(url, start, start === 0);
      const answer = (): void => void response.end(JSON.stringify(page));
      response.setHeader('content-type', 'application/json');
      if (start === 0) answer();
      else answerSecond = answer;
    });
    const [node, main] = command;
    const env = environmentFor({ url, token: 'token' });
    const child = spawn(node, [main, '--ndjson', 'rooms'], { env });
    onTestFinished(() => void child.kill('SIGKILL'));

    let early = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      early += chunk;
    });
    await expect.poll(() => early, { timeout: 10_000 }).toBe(`${line(url, 0)}\n`);
    await expect.poll(() => answerSecond.name, { timeout: 10_000 }).toBe('answer');
    answerSecond();
    await once(child, 'close');

    expect(early).toBe(`${line(url, 0)}\n${line(url, 1)}\n`);
  });

  it('ends without a word when the reader goes away', async () => {
    const [node, main] = command;
    const shell = `"$0" "$1" --ndjson 'Array.from({ length: 200_000 }, (_, i) => i)' | head -n 1`;
    const child = spawn('sh', ['-c', shell, node, main], { env: environmentFor(live) });
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);

    expect(out).toBe('0\n');
    expect(err).toBe('');
  });
});

describe.each(['--help', '--version'])('%s', (option) => {
  it('ends without a word when nobody reads it', async () => {
    const [node, main] = command;
    // The reader is gone before anything is written.
    const shell = `{ sleep 0.2; "$0" "$1" ${option}; } | exec true`;
    const child = spawn('sh', ['-c', shell, node, main], { env: environmentFor() });

    expect(await text(child.stderr)).toBe('');
  });
});

const room = (url: string, id: number) => ({
  id,
  links: { self: `${url}/v2/room/${id}` },
  name: `Room ${id}`,
});
const line = (url: string, id: number): string => JSON.stringify(room(url, id));
const pageOf = (url: string, start: number, hasNext: boolean) => ({
  items: [room(url, start)],
  startIndex: start,
  maxResults: 1,
  links: {
    self: `${url}/v2/room`,
    ...(hasNext && { next: `${url}/v2/room?start-index=${start + 1}&max-results=1` }),
  },
});

describe('--table', () => {
  it('prints one row for each item, in columns that also hold wide letters', async () => {
    const { out } = await hypchat('--table', 'rooms');
    const lines = out.trimEnd().split('\n');

    expect(lines[0]).toBe('id  is_archived  name              privacy  version');
    expect(lines[7]).toMatch(/^47 {2}false {8}Данные и 数据 {5}public/);
    expect(lines).toHaveLength(13);
  });

  it('prints one row for each field of a single resource, and what it names by its name', async () => {
    const { out } = await hypchat('--table', 'room(42)');

    expect(out).toMatch(/^field +value\n/);
    expect(out).toMatch(/^owner +Bo Lindqvist$/m);
    expect(out).not.toContain('http');
  });

  it('prints what maps and sets hold', async () => {
    const record = await hypchat('--table', `${MAP}.set("b", new Set([2, 3]))`);
    const items = await hypchat('--table', 'new Set([{ a: 1 }, { a: 2 }])');

    expect(record.out).toBe('field  value\n1      a\nb      2, 3\n');
    expect(items.out).toBe('a\n1\n2\n');
  });

  it('prints hundreds of thousands of rows', async () => {
    const { out } = await hypchat('--table', 'Array.from({ length: 200_000 }, (_, i) => i)');

    expect(out).toMatch(/^value\n0\n1\n/);
    expect(out).toMatch(/\n199999\n$/);
  });
});

describe('--explain', () => {
  it('prints the plan and sends nothing', async () => {
    const { code, out, err } = await hypchat('--explain', 'room("Ops").owner.message("hi")');

    expect(out).toBe(
      `1  round 1  GET   /v2/room/Ops                   the owner is not in a room's stub
2  round 2  POST  /v2/user/{1.owner.id}/message  {"message":"hi"}
2 requests
`,
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(live.requests()).toEqual([]);
  });

  it('prints the plan of each of several statements, and sends nothing', async () => {
    const text = 'room("Ops").message("a"); room("Lobby").message("b")';
    const { code, out, err } = await hypchat('--explain', text);
    const json = await hypchat('--explain', '--json', text);

    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/POST +\/v2\/room\/Ops\/message[\s\S]+POST +\/v2\/room\/Lobby\/message/);
    expect(JSON.parse(json.out)).toHaveLength(2);
    expect(live.requests()).toEqual([]);
  });

  it('needs no token', async () => {
    const { code, out } = await run(['--explain', 'rooms']);

    expect(out).toContain('GET  /v2/room');
    expect(code).toBe(0);
  });

  it('needs none where the environment holds an empty one, either', async () => {
    const { code } = await run(['--explain', 'rooms'], {
      env: { ...environmentFor(), HIPCHAT_TOKEN: '' },
    });

    expect(code).toBe(0);
  });

  it('sends nothing even where the expression awaits', async () => {
    const { code } = await hypchat('--explain', 'await rooms');

    expect(code).not.toBe(0);
    expect(live.requests()).toEqual([]);
  });

  it('prints the plan as JSON by --json', async () => {
    const { out } = await hypchat('--explain', '--json', 'room(42).topic');

    expect(JSON.parse(out)).toMatchObject({ bill: { least: 1, most: 1 } });
  });
});

describe('--trace', () => {
  it('tells on the standard error what was sent, also when it failed', async () => {
    const good = await hypchat('--trace', 'room("Ops").owner.name');
    const bad = await hypchat('--trace', 'room("Nowhere").owner.name');

    expect(good.out).toBe('Bo Lindqvist\n');
    expect(good.err).toMatch(
      /^1 {2}round 1 {2}\+0 ms {2}\d+ ms {2}GET {2}\/v2\/room\/Ops\S* {2}200\n1 request · /,
    );
    expect(bad.err).toMatch(
      /^1 {2}round 1 {2}\+0 ms {2}\d+ ms {2}GET {2}\/v2\/room\/Nowhere\S* {2}404$/m,
    );
  });
});

describe('HYPCHAT_TRACE', () => {
  it('writes what the command sends, also where it ends with an error', async () => {
    const path = join(temporaryFolder(), 'trace.json');
    const env = { ...environmentFor(live), HYPCHAT_TRACE: path };
    const { code } = await run(['room("Nowhere").owner.name'], { env });
    const events: { readonly ph: string; readonly args: object }[] = JSON.parse(
      readFileSync(path, 'utf8'),
    );

    expect(code).toBe(4);
    expect(events.filter(({ ph }) => ph === 'X')).toMatchObject([{ args: { status: 404 } }]);
  });
});

describe('--explain', () => {
  it.each([
    ['await room(42).topic("said by a plan")'],
    ['for await (const each of rooms) await each.message("hi")'],
    ['Promise.all([room(42).topic, room(43).topic])'],
  ])('sends nothing that the expression awaits itself, and says so: %s', async (text) => {
    const { code, err } = await hypchat('--explain', text);

    expect(err).toContain('--explain takes an expression that is a chain, and does not await it');
    expect(code).toBe(2);
    expect(live.requests()).toEqual([]);
  });
});

describe('--budget', () => {
  it('refuses a chain that needs more, before anything is sent', async () => {
    const { code, err } = await hypchat('--budget', '1', 'rooms.items[0].owner.message("hi")');

    expect(err).toContain('the walk needs at least 2, and 1 request is allowed: nothing was sent');
    expect(code).toBe(8);
    expect(live.requests()).toEqual([]);
  });

  it('counts all that an expression awaits', async () => {
    const { code, err } = await hypchat(
      '--budget',
      '1',
      '[await room(42).name, await room(43).name]',
    );

    expect(err).toMatch(/^AbortError: the walk was aborted: the budget of 1 request is spent\n/);
    expect(code).toBe(8);
    expect(live.requests()).toHaveLength(1);
  });

  it.each([43, 42])('says of an action beyond it that it was not sent: to room %d', async (id) => {
    const text = `room(42).topic("one"); room(${id}).topic("two")`;
    const { code, err } = await hypchat('--budget', '1', text);

    expect(err).toMatch(
      /^AbortError: .*: the PUT was not sent: the budget of 1 request is spent\n/,
    );
    expect(err).not.toContain('may have been done');
    expect(code).toBe(8);
    expect(live.requests()).toHaveLength(1);
  });
});

// Only Linux has a file that is always full.
describe.runIf(existsSync('/dev/full'))('what cannot be written', () => {
  it.each([['--help'], ['--version'], ['6 * 7']])('of %s is told in a line', async (asked) => {
    const [node, main] = command;
    const shell = '"$0" "$1" "$2" > /dev/full';
    const child = spawn('sh', ['-c', shell, node, main, asked], { env: environmentFor(live) });
    const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);

    expect(err).toMatch(/^hypchat: the output cannot be written: .*ENOSPC.*\n/);
    expect(code).toBe(1);
  });
});
