/** What a server says of its own addresses may be odd; the answer is right, and the work bounded. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HypChat, type Json, type JsonObject } from '../../src/index.ts';

const ORIGIN = 'https://chat.test';

/** A client of a server that answers each address, query aside, with that document; counts what is asked. */
function client(documents: Readonly<Record<string, JsonObject>>) {
  const asked: string[] = [];
  const hc = new HypChat('token', {
    endpoint: ORIGIN,
    fetch: async (input) => {
      const request = new Request(input);
      const url = new URL(request.url);
      asked.push(`${request.method} ${request.url.slice(ORIGIN.length)}`);
      if (asked.length > 200) throw new Error('asked for ever');
      if (request.method !== 'GET') return new Response(null, { status: 204 });
      const document = documents[url.pathname] ?? documents[url.pathname.replace(/\/+$/, '')];
      return document === undefined
        ? Response.json({ error: { code: 404, message: url.pathname, type: 'x' } }, { status: 404 })
        : Response.json(document);
    },
  });
  return { hc, asked };
}

const user = (id: number, more: JsonObject = {}): JsonObject => ({
  id,
  name: `User ${id}`,
  links: { self: `${ORIGIN}/v2/user/${id}` },
  ...more,
});

const room = (self: Json, more: JsonObject = {}): JsonObject => ({
  id: 1,
  name: 'Ops',
  topic: 'Deploying',
  owner: user(7),
  links: { self },
  ...more,
});

describe('a room whose self has a slash more, or a version', () => {
  it.each([`${ORIGIN}/v2/room/1/`, `${ORIGIN}/v2/room/1?v=1`, `${ORIGIN}/v2/room/1/?v=1#top`])(
    'lets its owner be written to, below %s',
    async (self) => {
      const { hc, asked } = client({ '/v2/room/1': room(self) });

      await hc.room(1).owner.message('x');

      expect(asked).toEqual(['GET /v2/room/1', 'POST /v2/user/7/message']);
    },
  );

  it.each([`${ORIGIN}/v2/room/1/`, `${ORIGIN}/v2/room/1?v=1`])(
    'has what lies below it at the path of %s',
    async (self) => {
      const participants = {
        items: [user(7)],
        startIndex: 0,
        maxResults: 100,
        links: { self: 'x' },
      };
      const { hc, asked } = client({
        '/v2/room/1': room(self),
        '/v2/room/1/participant': participants,
      });

      const [topic, page] = await Promise.all([hc.room(1).topic, hc.room(1).participants]);
      await (await hc.room(1)).self.topic('New');

      expect(topic).toBe('Deploying');
      expect(page.items[0]?.name).toBe('User 7');
      const paths = asked.map((line) => line.replace(/\?.*/, ''));
      expect([...paths.slice(0, 2).sort(), ...paths.slice(2)]).toEqual([
        'GET /v2/room/1',
        'GET /v2/room/1/participant',
        'GET /v2/room/1',
        'PUT /v2/room/1/topic',
      ]);
    },
  );
});

describe('an address with a fragment', () => {
  it.each(['#x', '#'])('is the address without it: …%s', async (fragment) => {
    const stub = { id: 1, name: 'Ops', links: { self: `${ORIGIN}/v2/room/1${fragment}` } };
    const { hc, asked } = client({
      '/v2/room': { items: [stub], startIndex: 0, maxResults: 100, links: {} },
      '/v2/room/1': room(`${ORIGIN}/v2/room/1`),
    });
    const item = await hc.rooms.items[0];

    expect(await item.topic).toBe('Deploying');
    await item.message('x');
    await hc.at(`${ORIGIN}/v2/room/1${fragment}`, 'room').message('y');

    expect(asked.slice(1)).toEqual([
      'GET /v2/room/1',
      'POST /v2/room/1/message',
      'POST /v2/room/1/message',
    ]);
  });

  it('that is nothing else is no address', async () => {
    const stub = { id: 1, name: 'Ops', links: { self: '' } };
    const { hc, asked } = client({
      '/v2/user/7': user(7, { things: [stub] }),
      '/v2/room': { items: [{ name: 'Ops', links: { self: '' } }], links: {} },
    });

    const item = await hc.rooms.items[0];

    expect(item.name).toBe('Ops');
    await expect(async () => await item.message('x')).rejects.toThrow(/without an address/);
    expect(asked).toHaveLength(1);
  });
});

/** What a document may say of its own address, and how two of them may be said to be each other. */
const selves: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    '',
    '#',
    '/',
    null,
    7,
    `${ORIGIN}/v2/room/1/`,
    `${ORIGIN}/v2/room/1//`,
    `${ORIGIN}/v2/room/1?v=1`,
    `${ORIGIN}/v2/room/1?`,
    `${ORIGIN}/v2/room/1#x`,
    `${ORIGIN}/v2/Room/1`,
    `${ORIGIN.toUpperCase()}/v2/room/1`,
    `${ORIGIN}:443/v2/room/1`,
    `${ORIGIN}/v2/room/%31`,
    `${ORIGIN}/v2/room/2`,
    `${ORIGIN}/v2/room/3/`,
    `${ORIGIN}/v2/room`,
    `${ORIGIN}/v2`,
    `${ORIGIN}/v2/room/1/participant`,
    `${ORIGIN}/v2/room/2/owner`,
    `${ORIGIN}/v2/user/7`,
    '../room/1',
    './',
  ),
  fc.webPath().map((path) => `${ORIGIN}/v2${path}`),
);

describe('whatever documents say of their own addresses', () => {
  it('a walk comes to its end in a bounded number of requests', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(selves, { minLength: 6, maxLength: 6 }), async (said) => {
        const [one, two, three, page, item, owner] = said as [Json, Json, Json, Json, Json, Json];
        const stub = (id: number, self: Json): JsonObject => ({
          id,
          name: `R${id}`,
          links: { self },
        });
        const { hc, asked } = client({
          '/v2/room': { items: [stub(1, one), stub(2, item)], links: { self: page } },
          '/v2/room/1': room(one, { owner: user(7, { links: { self: owner } }) }),
          '/v2/room/2': room(two, { id: 2 }),
          '/v2/room/3': room(three, { id: 3 }),
          '/v2/user/7': user(7, { email: 'a@b.c', links: { self: owner } }),
          '/v2/room/1/participant': { items: [user(7)], links: { self: page } },
        });
        const settled = (chains: readonly PromiseLike<unknown>[]): Promise<unknown> =>
          Promise.allSettled(chains);

        await settled([
          hc.room(1).topic,
          hc.room(1).participants,
          hc.room(2).owner.email,
          hc.room(3).participants.items[0],
          hc.rooms.items[1].owner.email,
          hc.rooms.map((each) => each.owner.email),
        ]);
        await settled([hc.room(1).owner.message('x'), hc.room(2).topic('y'), hc.room(2).topic]);
        const items: unknown[] = [];
        try {
          for await (const each of hc.rooms) items.push(await each.topic);
        } catch {
          // That something is not there is an answer.
        }

        expect(asked.length).toBeLessThan(60);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
