/** Rule 17: errors name the step. Rule 1: a bad argument rejects at the await. Rule 15: never twice. */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  ApiError,
  explain,
  HypChat,
  HypchatError,
  NetworkError,
  StepError,
  trace,
} from '../../src/index.ts';
import { BASE, call, failure, fake, refusal, step, TOKEN, wait } from './helpers.ts';

/** The part of the chain that the error points at, checked against the lines of its message. */
function marked(error: Error): string {
  if (!(error instanceof HypchatError) || error.where === undefined) {
    throw new Error(`It says not where: ${error.message}`);
  }
  const { chain, step: at } = error.where;
  const lines = error.message.split('\n');
  const line = lines.indexOf(`  ${chain}`);
  expect(line, error.message).toBeGreaterThan(-1);
  const mark = lines[line + 1] ?? '';
  expect(mark.indexOf('^'), error.message).toBe(at[0] + 2);
  expect(mark.lastIndexOf('^'), error.message).toBe(at[1] + 1);
  return chain.slice(...at);
}

describe('an error', () => {
  it('of a step that does not exist says what there is instead', async () => {
    const { hc } = fake();
    const error = await failure(step(hc.room(4), 'owners'));
    expect(error).toBeInstanceOf(StepError);
    expect(error.message).toMatch(/no .*"owners" on room 4: it has /);
    for (const name of ['owner', 'members', 'webhooks']) expect(error.message).toContain(name);
    expect(marked(error)).toMatch(/^\.?owners$/);
  });

  it('of a resource that is not there marks it, not the field behind it', async () => {
    const { hc } = fake();
    const error = await failure(hc.room('Nope').owner.email);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 404, serverMessage: 'Room Nope not found' });
    expect(error.message).toContain(`GET ${BASE}/room/Nope`);
    expect(marked(error)).toMatch(/room\('Nope'\)/);
  });

  it('of an index beyond the end marks the index', async () => {
    const { hc } = fake();
    const error = await failure(hc.rooms.items[99].owner.email);
    expect(error).toMatchObject({ code: 'noSuchItem' });
    expect(marked(error)).toMatch(/\[99\]/);
  });

  it('of an owner that the server refuses marks the owner', async () => {
    const { hc } = fake({
      expandDepth: 0,
      instead: ({ path }) => (path.includes('/user/') ? refusal(403, 'not yours') : undefined),
    });
    const error = await failure(hc.room(1).owner.email);
    expect(error).toMatchObject({ status: 403 });
    expect(marked(error)).toMatch(/owner|email/);
    expect(marked(error)).not.toMatch(/room/);
  });

  it.each([
    ['filter', (hc: HypChat) => hc.rooms.filter(({ owner }) => owner.email !== '').map(String)],
    [
      'map',
      (hc: HypChat) =>
        hc.rooms
          .map(({ owner }) => owner.email)
          .filter(Boolean)
          .take(2),
    ],
    [
      'sort',
      (hc: HypChat) =>
        hc.rooms.sort((a, b) => (String(a.owner.email) < String(b.owner.email) ? -1 : 1)).take(1),
    ],
    ['reduce', (hc: HypChat) => hc.rooms.drop(1).reduce((all, { owner }) => all + owner.email, '')],
  ] as const)('of what a lambda reads marks the step of that lambda: `%s`', async (name, chain) => {
    const { hc } = fake({
      expandDepth: 0,
      instead: ({ path }) => (path.includes('/user/') ? refusal(403, 'not yours') : undefined),
    });
    const error = await failure(chain(hc));
    expect(error).toMatchObject({ status: 403 });
    expect(marked(error).startsWith(name)).toBe(true);
  });

  it('of an action marks the call', async () => {
    const { hc } = fake({
      instead: ({ method }) => (method === 'POST' ? refusal(403, 'no right') : undefined),
    });
    const error = await failure(hc.rooms.items[0].owner.message('hi'));
    expect(marked(error)).toMatch(/message\('hi'\)/);
    expect(error.message).toContain('no right');
  });

  it('of a chain from a snapshot shows where it began', async () => {
    const { hc } = fake();
    const room = await hc.rooms.items[1];
    const error = await failure(step(room.owner.group, 'nothing'));
    expect(marked(error)).toContain('nothing');
    expect(error.message).toContain('room');
  });

  it('in a lambda shows the chain', async () => {
    const { hc } = fake({
      expandDepth: 0,
      instead: ({ path }) => (path.includes('/user/') ? refusal(500, 'boom') : undefined),
    });
    const error = await failure(hc.rooms.map((room) => room.owner.email));
    expect(error).toBeInstanceOf(ApiError);
    expect(marked(error)).toContain('map');
  });

  it.each(['a\nb', 'a\tb', 'a\r\nb', "it's", 'a\u2028b'])(
    'keeps its mark in place, on one line: %j',
    async (name) => {
      const error = await failure(fake().hc.room(name).owner.email);
      expect(marked(error)).toContain('room(');
      expect((error as HypchatError).where?.chain).not.toMatch(/[\n\r\t\u2028]/);
    },
  );

  it('keeps long words of the server short, and long arguments too', async () => {
    const { hc } = fake({ instead: () => refusal(500, 'x'.repeat(100_000)) });
    const error = await failure(hc.room(1).message('y'.repeat(1000)));
    expect(error.message.length).toBeLessThan(4000);
  });

  it('keeps a long body that is no JSON short', async () => {
    const { hc } = fake({
      retries: 0,
      instead: () => new Response(`<html>${'z'.repeat(100_000)}`, { status: 502 }),
    });
    const error = await failure(hc.room(1).topic);
    expect(error).toMatchObject({ status: 502 });
    expect(error.message.length).toBeLessThan(4000);
  });

  it('shows no password that was given, in message, chain, trace and printing', async () => {
    const refusing = fake({ instead: () => refusal(400, 'no') });
    const user = { name: 'N', email: 'n@example.com', password: 'hunter2-secret' };
    const error = await failure(refusing.hc.users.create(user));
    expect(inspect(error, { depth: 9 })).not.toContain('hunter2');
    expect((error as HypchatError).where?.chain).toContain('password');
    const server = fake();
    expect(String(await trace(server.hc.users.create(user)))).not.toContain('hunter2');
    const chain = server.hc.users.create(user);
    for (const showProxy of [false, true]) {
      expect(inspect(chain, { depth: 9, showProxy })).not.toContain('hunter2');
    }
    expect(`${chain} ${JSON.stringify(chain)}`).not.toContain('hunter2');
    expect(server.asked[0]?.body).toContain('hunter2');
  });

  it('shows no password in a plan', () => {
    const user = { name: 'N', email: 'n@example.com', password: 'hunter2-secret' };
    expect(String(explain(fake().hc.users.create(user)))).not.toContain('hunter2');
  });

  it('for each of several chains is another one, with the same cause', async () => {
    const { hc } = fake();
    const chain = hc.room('Nope');
    const results = await Promise.allSettled([chain.topic, chain.name, chain.owner]);
    const chains = results.map((result) =>
      result.status === 'rejected' ? (result.reason as HypchatError).where?.chain : '',
    );
    expect(chains).toEqual([
      "hc.room('Nope').topic",
      "hc.room('Nope').name",
      "hc.room('Nope').owner",
    ]);
  });

  it('has the place of the await or of the chain in its stack', async () => {
    const { hc } = fake();
    const error = await failure(hc.room(1).message(''));
    expect(error.stack).toContain('errors.test.ts');
  });
});

describe('an answer that never comes', () => {
  it('is a NetworkError with its cause and the request', async () => {
    const cause = new TypeError('fetch failed');
    const hc = new HypChat(TOKEN, { endpoint: BASE, fetch: () => Promise.reject(cause) });
    const error = await failure(hc.room(1).message('hi'));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error.message).toContain(`POST ${BASE}/room/1/message`);
    expect(error.cause).toBeDefined();
  });

  it('is a NetworkError after the time that the client allows', async () => {
    const { hc } = fake({ timeoutMs: 30, delay: () => 300 });
    const error = await failure(hc.room(1).topic);
    expect(error).toBeInstanceOf(NetworkError);
  });

  it.each([500, 502, 503, 504])('as a %i does not repeat an action', async (status) => {
    const server = fake({ instead: () => refusal(status, 'busy') });
    await failure(server.hc.room(1).topic('x'));
    await failure(server.hc.room(1).delete());
    await failure(server.hc.room(1).message('x'));
    expect(server.lines()).toHaveLength(3);
  });

  it('as a broken connection does not repeat an action', async () => {
    let count = 0;
    const hc = new HypChat(TOKEN, {
      endpoint: BASE,
      fetch: () => {
        count += 1;
        return Promise.reject(new TypeError('socket hang up'));
      },
    });
    await failure(hc.room(1).topic('x'));
    await failure(hc.room(1).delete());
    expect(count).toBe(2);
  });

  it('as a timeout does not repeat an action', async () => {
    const server = fake({ timeoutMs: 20, delay: () => 60 });
    await failure(server.hc.room(1).delete());
    await wait(60);
    expect(server.lines()).toHaveLength(1);
  });
});

describe('a bad argument', () => {
  const { hc } = fake();
  const bad: readonly (readonly [string, () => PromiseLike<unknown>])[] = [
    ['an empty message', () => hc.room(1).message('')],
    ['a message that is too long', () => hc.room(1).message('x'.repeat(1001))],
    ['a message that is no text', () => call(hc.room(1), 'message', 42)],
    ['no message', () => call(hc.room(1), 'message')],
    ['too many arguments', () => call(hc.room(1), 'message', 'a', {}, 'b')],
    [
      'an option that does not exist',
      () => call(hc.room(1), 'notification', 'a', { colour: 'red' }),
    ],
    ['an option named like a method', () => call(hc.room(1), 'notification', 'a', { toString: 1 })],
    ['an option of a wrong sort', () => call(hc.room(1), 'notification', 'a', { notify: 'true' })],
    ['a color that does not exist', () => call(hc.room(1), 'notification', 'a', { color: 'blue' })],
    ['no id', () => call(hc, 'room')],
    ['an id that is undefined', () => call(hc, 'room', undefined)],
    ['an id that is null', () => call(hc, 'room', null)],
    ['an empty id', () => hc.room('')],
    ['an id that is NaN', () => hc.room(Number.NaN)],
    ['an id that is an object', () => call(hc, 'room', {})],
    ['two ids', () => call(hc, 'room', 1, 2)],
    ['a negative size', () => hc.rooms({ maxResults: -1 })],
    ['a size that is no number', () => call(hc, 'rooms', { maxResults: '5' })],
    ['a size of 1.5', () => hc.rooms({ maxResults: 1.5 })],
    ['a start of NaN', () => hc.rooms({ startIndex: Number.NaN })],
    ['options that are a list', () => call(hc, 'rooms', [1])],
    ['a body that lacks a field', () => call(hc.rooms, 'create', {})],
    ['no body', () => call(hc.rooms, 'create')],
    ['a moment that is none', () => call(hc.room(1), 'history', { date: 'yesterday' })],
    [
      'a moment that is a broken Date',
      () => call(hc.room(1), 'history', { date: new Date(Number.NaN) }),
    ],
    ['a user that is a room', () => call(hc.room(1), 'invite', hc.room(2))],
    ['a user that is nothing', () => call(hc.room(1), 'invite', undefined)],
    [
      'a card that holds itself',
      () => {
        const card: Record<string, unknown> = {};
        card.card = card;
        return hc.room(1).notification('x', { card });
      },
    ],
  ];

  it.each(bad)('rejects at the await and sends nothing: %s', async (_name, make) => {
    const server = fake();
    const chain = make();
    const error = await failure(chain);
    expect(error).toBeInstanceOf(Error);
    expect(error.message).not.toMatch(/Cannot read|is not a function|undefined is/);
    expect(server.lines()).toEqual([]);
    expect(error).not.toBeInstanceOf(ApiError);
    expect(error).not.toBeInstanceOf(NetworkError);
  });

  it('has the stack of its own call, not of the await', async () => {
    const write = function theCallItself() {
      return hc.room(1).message('');
    };
    const chain = write();
    await wait(1);
    expect((await failure(chain)).stack).toContain('theCallItself');
  });

  it('is changed by nobody after the call', async () => {
    const server = fake();
    const options: { color: 'red' | 'green' } = { color: 'red' };
    const action = server.hc.room(1).notification('y', options);
    options.color = 'green';
    await action;
    expect(server.asked[0]?.body).toContain('red');
  });

  it('is changed by nobody after the call, deep in it', async () => {
    const server = fake();
    const card = { style: 'file' };
    const action = server.hc.room(1).notification('x', { card });
    card.style = 'image';
    await action;
    expect(server.asked[0]?.body).toContain('file');
  });

  it('is changed by nobody after the call, nor is a set in it', async () => {
    const server = fake();
    const icon = { url: 'https://x.test/a.png' };
    const icons = new Set([icon]);
    const action = server.hc.room(1).notification('x', { card: { style: 'file', icons } as never });
    icons.add({ url: 'https://x.test/b.png' });
    icon.url = 'https://x.test/c.png';
    await action;
    expect(server.asked[0]?.body).toContain('"icons":[{"url":"https://x.test/a.png"}]');
  });
});
