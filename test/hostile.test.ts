/**
 * Every hostile and every broken server that is guarded against, by its title. What each does in detail is tested in
 * `attacks/` and `http/`; here each stands once, on a made-up server or on the embedded one with a fault.
 */
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { HypChat, HypchatError, type JsonObject, TooManyRequestsError } from '../src/index.ts';
import { BASE, failure, fake, ORIGIN, refusal, TOKEN, userStub } from './attacks/helpers.ts';
import { embedded } from './helpers/embedded.ts';
import { settle } from './helpers/settle.ts';
import { pass, stopClock } from './helpers/timedApi.ts';

const EVIL = 'https://evil.test';

/** What a chain gave or rejected with, after all its waits. */
async function ended(chain: PromiseLike<unknown>, ms = 10_000): Promise<unknown> {
  const end = settle(chain).catch((error: unknown) => error);
  await pass(ms);
  return end;
}

describe('a server that leads elsewhere', () => {
  it('by a link is not followed to another origin', async () => {
    const server = fake({
      expandDepth: 0,
      edit: (document) =>
        'topic' in document
          ? { ...document, owner: { ...userStub(1), links: { self: `${EVIL}/v2/user/1` } } }
          : document,
    });

    expect((await failure(server.hc.room(1).owner.email)).name).toBe('OriginError');
    expect((await failure(server.hc.room(1).owner.message('hi'))).name).toBe('OriginError');
    expect(server.asked.every(({ url }) => url.startsWith(ORIGIN))).toBe(true);
  });

  it('by a redirect is not followed to another origin, with an action to nowhere', async () => {
    const headers = { location: `${EVIL}/v2/room/1` };
    const server = fake({ instead: () => new Response(null, { status: 307, headers }) });

    expect((await failure(server.hc.room(1).topic)).name).toBe('OriginError');
    expect((await failure(server.hc.room(1).topic('new'))).message).toContain('is not followed');
    expect(server.asked.map(({ url }) => url)).toEqual([`${BASE}/room/1`, `${BASE}/room/1/topic`]);
  });

  it('by `next` is not followed to another origin', async () => {
    const server = fake({
      cap: 5,
      edit: (document) =>
        'items' in document ? { ...document, links: { next: `${EVIL}/v2/room` } } : document,
    });

    expect((await failure(server.hc.rooms.map((room) => room.name))).name).toBe('OriginError');
    expect(server.asked.every(({ url }) => url.startsWith(ORIGIN))).toBe(true);
  });

  it('by a `next` that loops is left after each page once', async () => {
    const server = fake({
      cap: 5,
      edit: (document) =>
        'items' in document
          ? {
              ...document,
              links: { next: `${BASE}/room?start-index=${document.startIndex === 0 ? 5 : 0}` },
            }
          : document,
    });
    await Promise.allSettled([server.hc.rooms.map((room) => room.name)]);

    expect(server.asked.length).toBeLessThanOrEqual(4);
  });

  it('by redirects in a circle is left after five', async () => {
    const server = fake({
      instead: () => new Response(null, { status: 302, headers: { location: `${BASE}/room/1` } }),
    });
    await failure(server.hc.room(1).topic);

    expect(server.asked).toHaveLength(6);
  });
});

describe('a server that breaks', () => {
  stopClock();

  it('off after an action was done gets that action once', async () => {
    const { hc, answered } = embedded({
      faults: [{ fault: 'drop', when: 'after', method: 'POST' }],
    });

    expect(await ended(hc.room('Ops').message('only once'))).toMatchObject({
      name: 'NetworkError',
      nothingSent: false,
    });
    expect(answered).toHaveLength(1);
    expect(
      (await hc.room('Ops').history).items.filter(({ message }) => message === 'only once'),
    ).toHaveLength(1);
  });

  it('off before a read is asked again', async () => {
    const { hc, answered } = embedded({ faults: [{ fault: 'drop', times: 2 }] });

    expect(await ended(hc.room('Ops').name)).toBe('Ops');
    expect(answered).toHaveLength(3);
  });

  it('off in the middle of an answer is asked again by a read, and not by an action', async () => {
    const { hc, answered } = embedded({ faults: [{ fault: 'cut', times: 2 }] });

    expect(await ended(hc.room('Ops').name)).toBe('Ops');
    expect(await ended(hc.rooms.create({ name: 'New' }))).toMatchObject({ id: expect.any(Number) });
    expect(answered.map((line) => line.slice(0, 8))).toEqual([
      '200 GET ',
      '200 GET ',
      '200 GET ',
      '201 POST',
    ]);
  });

  it('down for a moment (503) is asked again by a read, and not by an action', async () => {
    const { hc, answered } = embedded({
      faults: [
        { fault: 'status', status: 503, method: 'GET', times: 1 },
        { fault: 'status', status: 503, method: 'PUT' },
      ],
    });

    expect(await ended(hc.room('Ops').name)).toBe('Ops');
    expect(await ended(hc.room('Ops').topic('new'))).toMatchObject({ status: 503 });
    expect(answered.map((line) => line.slice(0, 7))).toEqual(['503 GET', '200 GET', '503 PUT']);
  });

  it('off for good is given up', async () => {
    const { hc, answered } = embedded({ faults: [{ fault: 'drop' }] });

    expect(await ended(hc.room('Ops').name)).toMatchObject({ name: 'NetworkError' });
    expect(answered).toHaveLength(3);
  });
});

describe('a server that has enough', () => {
  stopClock();

  it('refuses (429) with a reset in 2 s, and is left alone until then', async () => {
    const { hc, answered, waits } = embedded({
      faults: [{ fault: 'rate-limit', seconds: 2, times: 1 }],
    });

    expect(await ended(hc.room('Ops').topic('new'))).toBeUndefined();
    expect(answered).toEqual(['429 PUT /v2/room/Ops/topic', '204 PUT /v2/room/Ops/topic']);
    expect(waits).toHaveLength(1);
    expect(waits[0]?.ms).toBeGreaterThan(1000);
    expect(waits[0]?.ms).toBeLessThanOrEqual(2000);
  });

  it('refuses (429) without headers, and is asked five times at most', async () => {
    const server = fake({ instead: () => refusal(429, 'Rate Limit exceeded') });

    expect(await ended(server.hc.room(1).topic, 60_000)).toBeInstanceOf(TooManyRequestsError);
    expect(server.asked).toHaveLength(5);
  });

  it('is never asked for more than its headers leave', async () => {
    const { hc, answered, waits } = embedded({ rateLimit: 4 });
    await hc.room('Ops').name;
    const walk = Promise.allSettled([1, 2, 3, 4, 5, 6, 7, 8].map((id) => settle(hc.user(id).name)));
    await pass(16 * 60_000);
    await walk;

    expect(answered).toHaveLength(9);
    expect(answered).not.toContainEqual(expect.stringContaining('429'));
    expect(waits.map(({ reason }) => reason)).toEqual(['spent', 'spent']);
  });

  it('of messages in one room (flood control) is left alone there only', async () => {
    const { hc, answered, waits } = embedded({ floodLimit: 2 });
    const [first, second, third] = ['one', 'two', 'three'].map((text) =>
      hc.room('Ops').message(text),
    );
    await first;
    await second;
    const waiting = settle(third as PromiseLike<unknown>);
    await pass(1000);
    await hc.room('Lobby').message('elsewhere');
    await pass(61_000);
    await waiting;

    expect(answered.map((line) => line.slice(0, 3))).toEqual(['201', '201', '201', '201']);
    expect(answered[2]).toContain('/room/Lobby/');
    expect(waits).toMatchObject([{ reason: 'spent', of: 'room Ops' }]);
  });
});

describe('an answer that is none', () => {
  const answers: Readonly<Record<string, () => Response>> = {
    'HTML instead of JSON': () =>
      new Response('<html>log in</html>', { headers: { 'content-type': 'text/html' } }),
    'JSON that is cut': () => new Response('{"id": 1, "na'),
    'an empty 200': () => new Response(''),
    'a 204 where a document was due': () => new Response(null, { status: 204 }),
    null: () => Response.json(null),
    'a number': () => Response.json(7),
  };

  it.each(Object.keys(answers))(
    'is an AnswerError that names chain and request: %s',
    async (name) => {
      const { hc } = fake({ instead: () => answers[name]?.() });
      const error = await failure(hc.room(1).topic);

      expect(error.name).toBe('AnswerError');
      expect(error.message).toContain('hc.room(1).topic');
      expect(error.message).toContain(`GET ${BASE}/room/1`);
    },
  );

  it('is none of an action either: HTML is an error, an empty 200 is no value', async () => {
    const html = fake({ instead: () => new Response('<html>') });
    expect((await failure(html.hc.room(1).message('hi'))).name).toBe('AnswerError');
    const empty = fake({ instead: () => new Response('') });
    expect(await empty.hc.room(1).message('hi')).toBeUndefined();
  });
});

describe('an id', () => {
  it.each(['a/b', '%2e%2e', '@ann', 'Ünï cödé'])('is one segment of an address: %s', async (id) => {
    const server = fake();
    await Promise.allSettled([server.hc.room(id).topic, server.hc.room(id).message('x')]);

    const paths = server.asked.map(({ url }) => new URL(url).pathname.slice(1).split('/'));
    expect(paths.map((path) => path.map(decodeURIComponent))).toEqual([
      ['v2', 'room', id],
      ['v2', 'room', id, 'message'],
    ]);
  });

  it.each(['.', '..'])('that would climb is refused, and nothing is sent: %s', async (id) => {
    const server = fake();

    expect(await failure(server.hc.room(id).topic)).toBeInstanceOf(RangeError);
    expect(await failure(server.hc.room(id).message('x'))).toBeInstanceOf(RangeError);
    expect(server.asked).toEqual([]);
  });

  it('`then` is a room like any other', async () => {
    const server = fake({
      instead: ({ path }) =>
        path === '/v2/room/then' ? Response.json({ id: 7, name: 'then', topic: 'now' }) : undefined,
    });

    expect((await server.hc.room('then')).name).toBe('then');
  });
});

describe('a document with hostile names', () => {
  it('pollutes no prototype, and its snapshot is not thenable', async () => {
    const evil = `{"id": 1, "name": "x", "topic": "t", "then": "later", "constructor": "c",
      "links": {"self": "${BASE}/room/1", "__proto__": "${BASE}/user/1", "constructor": "${BASE}/user/2"},
      "__proto__": {"polluted": true}, "owner": {"id": 1, "__proto__": {"polluted": true}, "links": {}}}`;
    const { hc } = fake({ instead: () => new Response(evil) });
    const room = await hc.room(1);

    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Reflect.get(room, 'polluted')).toBeUndefined();
    expect(Reflect.get(room.owner, 'polluted')).toBeUndefined();
    expect(await room).toBe(room);
  });

  it('in an error pollutes no prototype either', async () => {
    const evil = `{"error": {"code": 400, "message": "no", "type": "x", "__proto__": {"polluted": true}}}`;
    const { hc } = fake({ instead: () => new Response(evil, { status: 400 }) });
    const error = await failure(hc.room(1).topic);

    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Reflect.get(Reflect.get(error, 'details') as JsonObject, 'polluted')).toBeUndefined();
  });

  it('in an error that is nested deeper than anybody reads is told down to there', async () => {
    const deep = `${'['.repeat(50)}${']'.repeat(50)}`;
    const evil = `{"error": {"code": 400, "message": "no", "type": "x", "value": ${deep}}}`;
    const { hc } = fake({ instead: () => new Response(evil, { status: 400 }) });
    const error = await failure(hc.room(1).topic);

    expect(JSON.stringify(Reflect.get(error, 'details'))).toMatch(/^\{"value":\[{19}"…"\]{19}\}$/);
  });

  it('in an error that is nested without end is told without it', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    const evil = `{"error": {"code": 400, "message": "no", "type": "x", "value": ${deep}}}`;
    const { hc } = fake({ instead: () => new Response(evil, { status: 400 }) });

    expect(await failure(hc.room(1).topic)).toBeInstanceOf(HypchatError);
  });
});

describe('the token', () => {
  it('is in no error, event or line of the log, whatever the server repeats', async () => {
    const told: unknown[] = [];
    const hear = (event: unknown): void => {
      told.push(event);
    };
    const { fetch } = fake({
      instead: ({ path }) =>
        path.includes('user')
          ? new Response(null, { status: 302, headers: { location: `${BASE}/room/${TOKEN}` } })
          : refusal(403, `${TOKEN} may not do that, Bearer ${TOKEN}`, TOKEN),
    });
    const hc = new HypChat(TOKEN, {
      endpoint: BASE,
      fetch,
      on: { request: hear, response: hear, wait: hear },
    });
    const errors = await Promise.all([
      failure(hc.room(1).topic),
      failure(hc.user(1).email),
      failure(hc.room(1).message('hi')),
    ]);

    expect(told.length).toBeGreaterThan(6);
    expect(inspect([told, ...errors], { depth: 20, showHidden: true })).not.toContain(TOKEN);
  });
});
