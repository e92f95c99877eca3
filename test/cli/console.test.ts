/** The console as a person uses it: on a pseudo-terminal, by keys and by what the screen shows. */
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { bareServer } from '../helpers/bareServer.ts';
import { buildCommand, command, environmentFor, temporaryFolder } from '../helpers/command.ts';
import { liveServer } from '../helpers/live.ts';
import { keys, PATIENCE_MS, Terminal, wrapper } from '../helpers/terminal.ts';

vi.setConfig({ testTimeout: 3 * PATIENCE_MS });

const PROMPT = /hypchat>$/;

describe.skipIf(wrapper === undefined)('the console, on a pseudo-terminal', () => {
  buildCommand();
  const live = liveServer();

  /** Opens a console, and waits for its prompt. */
  async function open(
    env: Readonly<Record<string, string>> = environmentFor(live),
    ...args: string[]
  ): Promise<Terminal> {
    const terminal = new Terminal([...command, ...args], env);
    await terminal.shows(/>$/);
    return terminal;
  }

  /** Types a line, and gives the screen when the next prompt is there. */
  async function enter(terminal: Terminal, line: string): Promise<string> {
    terminal.type(line);
    await terminal.endsWith(line);
    terminal.type(keys.enter);
    return terminal.shows(PROMPT);
  }

  it('awaits a chain, prints its snapshot, and what it cost dimmed under it', async () => {
    const terminal = await open();
    const screen = await enter(terminal, 'rooms.items[0].owner.name');

    expect(screen).toMatch(/'Ann Okafor'\n1 request · \d+ ms\nhypchat>$/);
    expect(terminal.written).toContain('\x1b[2m1 request · ');
    expect(live.requests()).toEqual(['GET /v2/room?start-index=0&max-results=1&expand=items']);
  });

  it('sends nothing while a line is typed and completed, and an action once', async () => {
    const terminal = await open();
    terminal.type('room("Ops").message("hi")');
    await terminal.endsWith('.message("hi")');
    terminal.type(keys.tab);
    await terminal.endsWith('.message("hi")');
    terminal.type('.own');
    await terminal.endsWith('.own');
    terminal.type(keys.tab);
    terminal.type(keys.clearLine);
    await terminal.shows(PROMPT);
    expect(live.requests()).toEqual([]);
    const screen = await enter(terminal, 'room("Ops").message("hi")');

    expect(screen).toContain("id: '");
    expect(live.requests()).toEqual(['POST /v2/room/Ops/message']);
    await enter(terminal, '_.timestamp instanceof Temporal.Instant');
    expect(terminal.screen()).toContain('true');
    expect(live.requests()).toHaveLength(1);
  });

  it('tells how far a forEach is, and prints what was answered', async () => {
    const terminal = await open();
    const screen = await enter(terminal, 'rooms.take(2).forEach((room) => room.message("hi"))');

    expect(screen).toContain('1 of 2: (room ');
    expect(screen).toContain('2 of 2: (room ');
    expect(screen).toContain('timestamp: ');
  });

  it('sends an action that was kept in a name once, however often the name is entered', async () => {
    const terminal = await open();
    await enter(terminal, 'const hi = room("Ops").message("hi")');
    expect(live.requests()).toEqual([]);
    await enter(terminal, 'hi');
    await enter(terminal, 'hi');

    expect(live.requests()).toEqual(['POST /v2/room/Ops/message']);
  });

  it('has the names that HypChat had, and keeps what was declared with await', async () => {
    const terminal = await open();
    await enter(terminal, '[hc === hipchat, endpoint]');
    expect(terminal.screen()).toContain(`[ true, '${live.url}' ]`);
    await enter(terminal, 'const ops = await room("Ops")');
    const screen = await enter(terminal, 'ops.owner.name');

    expect(screen).toContain("'Bo Lindqvist'");
  });

  describe('Tab', () => {
    /** Types text and Tab, and gives the line as it then is. */
    async function complete(terminal: Terminal, text: string, expected: string): Promise<void> {
      terminal.type(text);
      await terminal.endsWith(text);
      terminal.type(keys.tab);
      await terminal.endsWith(expected);
    }

    it('completes links, fields, actions and options from the link map, without a request', async () => {
      const terminal = await open();
      await complete(terminal, 'rooms.ite', 'hypchat> rooms.items');
      await complete(terminal, '[0].own', 'hypchat> rooms.items[0].owner');
      await complete(terminal, '.mess', 'hypchat> rooms.items[0].owner.message');
      await complete(terminal, '("hi", { noti', '.message("hi", { notify: ');
      terminal.type(keys.clearLine);
      await terminal.shows(PROMPT);
      await complete(terminal, 'hc.rooms({ includeAr', 'hc.rooms({ includeArchived: ');
      await complete(terminal, 'true }).cre', '.create');
      await complete(terminal, '({ name: "x", privacy: "pri', 'privacy: "private"');

      expect(live.requests()).toEqual([]);
    });

    it('lists what there is when it is pressed twice', async () => {
      const terminal = await open();
      terminal.type('room(42).par');
      terminal.type(keys.tab);
      await terminal.shows('room(42).participants');
      terminal.type('.');
      await terminal.shows('participants.');
      terminal.type(keys.tab);
      terminal.type(keys.tab);
      const screen = await terminal.shows('forEach');

      for (const name of ['items', 'map', 'filter', 'contents']) expect(screen).toContain(name);
      expect(live.requests()).toEqual([]);
    });

    it('knows what the parameter of a lambda is', async () => {
      const terminal = await open();
      await complete(terminal, 'rooms.map((r) => r.own', 'rooms.map((r) => r.owner');
      await complete(terminal, '.mention', 'r.owner.mention_name');
    });

    it('knows what a name of the person holds: a chain, a snapshot', async () => {
      const terminal = await open();
      await enter(terminal, 'const boss = room("Ops").owner');
      await enter(terminal, 'const ops = await room("Ops")');
      await complete(terminal, 'boss.mention', 'boss.mention_name');
      await complete(terminal, '; ops.owner.mention', 'ops.owner.mention_name');

      expect(live.requests()).toHaveLength(1);
    });

    it('completes the names of rooms and people that were seen, and no others', async () => {
      const terminal = await open();
      terminal.type('room("Op');
      terminal.type(keys.tab);
      await terminal.shows('room("Op');
      terminal.type(keys.clearLine);
      await enter(terminal, '(await rooms).items.length');
      await enter(terminal, 'room("Ops").owner');
      await complete(terminal, 'room("Op', 'room("Ops"');
      await complete(terminal, '); user("@b', 'user("@bo"');
      await complete(terminal, "); room('Ann", "room('Ann\\'s corner'");

      expect(live.requests()).toHaveLength(2);
    });

    it('sends no chain that Node looks at to complete by', async () => {
      const terminal = await open();
      await enter(terminal, 'const kept = { hidden: [room(42).message("no")] }');
      await complete(terminal, 'kept.hid', 'kept.hidden');
      terminal.type(keys.clearLine);
      await enter(terminal, '6 * 7');

      expect(live.requests()).toEqual([]);
    });

    it('completes after .explain, and what is no chain as Node does', async () => {
      const terminal = await open();
      await complete(terminal, '.explain rooms.ite', '.explain rooms.items');
      terminal.type(keys.clearLine);
      await complete(terminal, 'JSON.strin', 'hypchat> JSON.stringify');
    });
  });

  describe('Ctrl-C', () => {
    /** A server that never answers, and tells of requests that were given up. */
    async function silent() {
      const given = { up: 0, got: 0 };
      const url = await bareServer((request) => {
        given.got += 1;
        request.socket.on('close', () => {
          given.up += 1;
        });
      });
      return { env: environmentFor({ url, token: 'token' }), given };
    }

    it.each([
      ['a chain', 'room(42).name'],
      ['what a line awaits itself', 'await Promise.all([room(42).name])'],
      ['a loop', 'for await (const room of rooms) console.log(room)'],
    ])('ends %s in flight, and the console goes on', async (_what, line) => {
      const { env, given } = await silent();
      const terminal = await open(env);
      terminal.type(`${line}${keys.enter}`);
      await expect.poll(() => given.got, { timeout: 10_000 }).toBe(1);
      terminal.type(keys.ctrlC);
      await terminal.shows(/interrupted\n1 request · \d+ ms\nhypchat>$/);
      await expect.poll(() => given.up, { timeout: 10_000 }).toBe(1);
      const screen = await enter(terminal, '6 * 7');

      expect(screen).toMatch(/42\nhypchat>$/);
      expect(given.got).toBe(1);
    });

    it('at the prompt leaves the line, and twice the console', async () => {
      const terminal = await open();
      terminal.type('room(');
      await terminal.shows('room(');
      terminal.type(keys.ctrlC);
      await terminal.shows(PROMPT);
      terminal.type(keys.ctrlC);
      await terminal.shows('To exit');
      terminal.type(keys.ctrlC);

      expect(await terminal.ended()).toBe(0);
    });
  });

  it('is left at once, whatever was begun in it and not awaited', async () => {
    const terminal = await open();
    await enter(terminal, 'const kept = setInterval(() => {}, 1000)');
    terminal.type(`.exit${keys.enter}`);

    expect(await terminal.ended()).toBe(0);
  });

  it('keeps keys that are typed while a walk is in flight for later', async () => {
    const terminal = await open();
    terminal.type(`room(42).name${keys.enter}room(43).name${keys.enter}`);
    const screen = await terminal.shows(/'Release Train'\n1 request · \d+ ms\nhypchat>$/);

    expect(screen).toMatch(/'Ops'\n1 request/);
  });

  it('shows errors by the chain and the mark, without a stack, and goes on', async () => {
    const terminal = await open();
    const screen = await enter(terminal, 'room("Nowhere").topic');

    expect(screen).toContain('404 Not Found');
    expect(screen).toContain("  hc.room('Nowhere').topic\n     ^^^^^^^^^^^^^^^");
    expect(screen).not.toContain('    at ');
    await enter(terminal, 'await room("Nowhere").topic');
    expect(terminal.screen()).not.toContain('    at ');
    expect(await enter(terminal, 'roms.items')).toMatch(
      /ReferenceError: roms is not defined; did you mean "rooms"\?\nhypchat>$/,
    );
    expect(await enter(terminal, '6 * 7')).toContain('42');
  });

  it('says what is wrong with what a command was given, and goes on', async () => {
    const terminal = await open();

    expect(await enter(terminal, '.explain room(')).toMatch(
      /SyntaxError: a \) is missing: this \( is not closed\n {2}room\(\n {6}\^\nhypchat>$/,
    );
    expect(await enter(terminal, '6 * 7')).toMatch(/42\nhypchat>$/);
  });

  it('sends nothing for .explain, whatever the text awaits', async () => {
    const terminal = await open();
    const shown = await enter(terminal, '.explain await room("Ops").topic("said by a plan")');

    expect(shown).toMatch(/the budget of 0 requests is spent: the PUT was not sent/);
    expect(live.requests()).toEqual([]);
    expect(await enter(terminal, 'room("Ops").name')).toContain("'Ops'");
  });

  it('shows by .explain what would be sent, sends it by .trace, and lists both by .help', async () => {
    const terminal = await open();
    const explained = await enter(terminal, '.explain room("Ops").owner.message("hi")');
    expect(explained).toMatch(/2 {2}round 2 {2}POST {2}\/v2\/user\/\{1\.owner\.id}\/message/);
    expect(live.requests()).toEqual([]);
    const traced = await enter(terminal, '.trace room("Ops").owner.name');
    expect(traced).toMatch(
      /'Bo Lindqvist'\n1 {2}round 1 {2}\+0 ms {2}\d+ ms {2}GET {2}\/v2\/room\/Ops +200/,
    );
    expect(live.requests()).toHaveLength(1);
    const wrong = await enter(terminal, '.explain 1 + 1');
    expect(wrong).toContain('`explain` takes a chain');
    const help = await enter(terminal, '.help');

    expect(help).toMatch(/\.explain +Show what an expression would send/);
    expect(help).toMatch(/\.trace +Await an expression/);
  });

  it('shows a table by .table, with the bill, and goes on after a mistake', async () => {
    const terminal = await open();
    const table = await enter(
      terminal,
      '.table rooms.take(2).map((r) => ({ id: r.id, at: r.created }))',
    );
    expect(table).toMatch(
      /id {2}at\n41 {2}2013-11-07T18:02:00Z\n42 {2}2013-11-08T09:30:12Z\n1 request · \d+ ms\nhypchat>$/,
    );
    expect(await enter(terminal, '.table room("Nowhere")')).toContain('404 Not Found');
    expect(await enter(terminal, '6 * 7')).toMatch(/42\nhypchat>$/);
  });

  it('says by .help NAME what a name is, in the words of the types, without a request', async () => {
    const terminal = await open();
    for (const [asked, help] of [
      ['room.topic', /room\.topic\n.*an action: PUT …\/topic\n {2}Up to 250 characters\./],
      ['rooms.create', /rooms\.create\(room: NewRoom\)\n {2}an action: POST\n {2}Creates a room\./],
      ['rooms.items[0].owner.message', /user\.message\(text: string.*\n {2}an action: POST/],
      ['room("Ops").participants.map', /items\.map\(/],
      ['map', /What the lambda gives for each item/],
      ['explain', /explain\(chain: .*\n {2}The plan of a chain/],
      ['room', /A room, by its id or name\.[\s\S]*What a room has: id, links, name/],
      ['nobody', /there is nothing called nobody: try \.help room/],
    ] as const) {
      expect(await enter(terminal, `.help ${asked}`)).toMatch(help);
    }
    expect(await enter(terminal, '.help')).toMatch(/\.table +Await an expression[\s\S]*Press/);
    expect(live.requests()).toEqual([]);
  });

  it('awaits each of several statements in its turn, loops too, and shows the value of the last', async () => {
    const terminal = await open();
    const text = 'room("Ops").message("a"); room("Lobby").message("b"); room(42).name';
    expect(await enter(terminal, text)).toMatch(/'Ops'\n3 requests · \d+ ms\nhypchat>$/);
    await enter(terminal, 'for (const id of [41, 42]) room(id).message("c")');
    await enter(terminal, 'const kept = room(42).message("d"); kept');
    await enter(terminal, 'const [one] = [1]; { let two = 2; one + two }');

    expect(live.requests()).toEqual([
      'POST /v2/room/Ops/message',
      'POST /v2/room/Lobby/message',
      'GET /v2/room/42',
      'POST /v2/room/41/message',
      'POST /v2/room/42/message',
      'POST /v2/room/42/message',
    ]);
    expect(await enter(terminal, 'one')).toMatch(/1\nhypchat>$/);
  });

  it('takes several lines for one expression', async () => {
    const terminal = await open();
    terminal.type(`room(${keys.enter}`);
    await terminal.shows('room(\n');
    terminal.type(`42).name${keys.enter}`);

    expect(await terminal.shows(PROMPT)).toContain("'Ops'");
  });

  it('keeps its history in a file that only its owner can read, for the next time', async () => {
    const { HYPCHAT_HISTORY: _none, ...env } = environmentFor(live);
    const first = await open(env);
    await enter(first, '"remembered"');
    first.type(keys.ctrlD);
    expect(await first.ended()).toBe(0);
    const file = join(env.HOME, '.hypchat_history');
    expect(readFileSync(file, 'utf8')).toContain('"remembered"');
    expect(statSync(file).mode & 0o077).toBe(0);

    const second = await open(env);
    second.type(keys.up);
    expect(await second.shows('hypchat> "remembered"')).toContain('remembered');
  });

  it('leaves out of its history what bears a secret, also over several lines and from earlier', async () => {
    const file = join(temporaryFolder(), 'history');
    writeFileSync(file, '"kept from earlier"\nconst token = "s3cret"');
    const env = { ...environmentFor(live), HYPCHAT_HISTORY: file };
    const terminal = await open(env);
    await enter(terminal, '"first"');
    await enter(terminal, 'const Password = "s3cret"');
    await enter(terminal, '({ headers: { Authorization: "Basic s3cret" } }).x');
    terminal.type(`({ token:${keys.enter}`);
    await terminal.shows('({ token:\n');
    terminal.type(`"s3cret" }).x${keys.enter}`);
    await terminal.shows(/s3cret" }\)\.x\n+hypchat>$/);
    await enter(terminal, '"last"');
    for (const line of ['"last"', '"first"', '"kept from earlier"']) {
      terminal.type(keys.up);
      await terminal.endsWith(`> ${line}`);
    }
    terminal.type(keys.clearLine);
    await terminal.shows(PROMPT);
    terminal.type(keys.ctrlD);
    expect(await terminal.ended()).toBe(0);

    expect(readFileSync(file, 'utf8')).toBe('"last"\n"first"\n"kept from earlier"');
  });

  it('opens on the embedded server by --demo', async () => {
    const terminal = await open(environmentFor(), '--demo');
    terminal.type(`room(42).name${keys.enter}`);
    const screen = await terminal.shows(/'Ops'\n1 request · \d+ ms\ndemo>$/);

    expect(screen).toMatch(/sample data on http:\/\/127\.0\.0\.1:\d+/);
    terminal.type(keys.ctrlD);
    expect(await terminal.ended()).toBe(0);
  });

  it('uses no colors by NO_COLOR', async () => {
    const plain = await open({ ...environmentFor(live), NO_COLOR: '1' });
    await enter(plain, 'room(42).name');

    expect(plain.written).not.toContain('\x1b[2m');
  });
});

describe.skipIf(wrapper === undefined)('a one-liner on a terminal', () => {
  buildCommand();
  const live = liveServer();

  it('prints in color, and writes out what a text would do to the terminal', async () => {
    const args = [...command, '[42, "\\x1b]0;title\\x07"].at(process.exitCode ?? 0)'];
    const number = new Terminal(args, environmentFor(live));
    const text = new Terminal([...command, '"\\x1b[31mred"'], environmentFor(live));
    await Promise.all([number.ended(), text.ended()]);
    await text.shows('red');

    expect(number.written).toContain('\x1b[33m42\x1b[39m');
    expect(text.screen()).toContain('\\u001b[31mred');
  });

  it('tells how far a forEach is, unless it is to be quiet', async () => {
    const act =
      'rooms.take(2).forEach((room) => room.message("hi"), { concurrency: 1 }).then(() => 1)';
    const told = new Terminal([...command, act], environmentFor(live));
    const quiet = new Terminal([...command, '-q', act], environmentFor(live));
    await Promise.all([told.ended(), quiet.ended()]);
    await told.shows('2 of 2');
    await quiet.shows('1');

    expect(told.screen()).toMatch(/1 of 2: \(room \d+\)\.message\('hi'\)\n2 of 2: /);
    expect(quiet.screen()).not.toContain(' of 2');
  });

  it('cuts a table to the width of the terminal', async () => {
    const terminal = new Terminal([...command, '-q', '--table', 'room(41).history'], {
      ...environmentFor(live),
    });
    await terminal.ended();
    const screen = await terminal.shows('message');
    const lines = screen.split('\n').filter((line) => line !== '');

    expect(lines.length).toBe(76);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
