/** `toCost`, `toCostAtMost` and `toSend`, by the plan of a chain and by what was sent for it. */
import { describe, expect, it } from 'vitest';
import { explain, HypChat, trace } from '../../src/index.ts';
import { matchers } from '../../src/testing.ts';
import '../../src/testing/vitest.ts';
import { mockApi, page, roomStub, userStub, wholeRoom } from '../helpers/mockApi.ts';

/** A client that fails as soon as anything is sent. */
const silent = (): HypChat =>
  new HypChat('secret-token', {
    fetch: () => Promise.reject(new Error('something was sent')),
    retries: 0,
  });

/** What a matcher says, which did not pass or was not meant to. */
const messageOf = (result: { message(): string }): string => result.message();
const toSend = (received: unknown, requests: Parameters<typeof matchers.toSend>[1]) =>
  matchers.toSend.call(
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
    received,
    requests,
  );

describe('toCost, of a chain', () => {
  const hc = silent();

  it('holds what its plan costs, and sends nothing', () => {
    expect(hc.rooms.items[0].owner.message('hi')).toCost(2);
    expect(hc.room('Ops').owner.email).toCost(1);
    expect(hc.room('Ops').owner.email).not.toCost(2);
  });

  it('shows the plan where it fails', () => {
    const chain = hc.rooms.items[0].owner.message('hi');

    expect(messageOf(matchers.toCost(chain, 1))).toBe(
      [
        "expected hc.rooms.items[0].owner.message('hi') to cost 1 request, and its plan is:",
        '',
        "1  round 1  GET   /v2/room?start-index=0&max-results=1&expand=items  the owner is not in a room's stub",
        '2  round 2  POST  /v2/user/{1.items[0].owner.id}/message             {"message":"hi"}',
        '2 requests',
      ].join('\n'),
    );
    expect(messageOf(matchers.toCost(chain, 2))).toMatch(/^expected .+ not to cost 2 requests, /);
    expect(() => expect(chain).toCost(1)).toThrow('to cost 1 request, and its plan is');
    expect(() => expect(chain).not.toCost(2)).toThrow('not to cost 2 requests');
  });

  it('takes no number for one whose cost only the answers can tell, and says what can be held', () => {
    const chain = hc.rooms.map((room) => room.owner.email);

    for (const cost of [0, 1, 2]) {
      expect(chain).not.toCost(cost);
      expect(messageOf(matchers.toCost(chain, cost))).toContain('expect(await trace(chain))');
    }
    expect(chain).not.toCostAtMost(1_000_000);
  });

  it('takes what a walk has in hand for free', async () => {
    const api = new HypChat('token', {
      fetch: async () => Response.json(wholeRoom(1)),
    });
    const room = await api.room(1);

    expect(room.owner.self.email).toCost(1);
    expect(room.self.topic).toCost(0);
  });

  it('takes a plan as well', () => {
    expect(explain(hc.room(1).topic)).toCost(1);
    expect(explain(hc.room(1).topic)).toSend(['GET /v2/room/1']);
  });

  it('holds a bound with toCostAtMost', () => {
    expect(hc.room(1).topic).toCostAtMost(1);
    expect(hc.room(1).topic).toCostAtMost(2);
    expect(hc.room(1).topic).not.toCostAtMost(0);
    expect(messageOf(matchers.toCostAtMost(hc.room(1).topic, 0))).toContain(
      'to cost 0 requests or fewer, and its plan is:',
    );
  });

  it('can stand in another comparison', () => {
    expect({ chain: hc.room(1).topic }).toEqual({ chain: expect.toCost(1) });
  });
});

describe('what is no chain', () => {
  const hc = silent();
  const nothing = [undefined, null, 1, 'hc.room(1)', {}, { requests: [] }, () => {}, hc];

  it.each(['toCost', 'toCostAtMost'] as const)('%s refuses, and says what it takes', (name) => {
    for (const value of nothing) {
      expect(() => matchers[name](value, 1)).toThrow(`\`${name}\` holds a chain`);
      expect(() => expect(value).not[name](1)).toThrow(TypeError);
    }
    for (const count of [-1, 0.5, Number.NaN, '1', undefined]) {
      expect(() => matchers[name](hc.room(1), count as number)).toThrow('a number of requests');
    }
    const text: unknown = '1';
    expect(() => matchers[name](hc.room(1), text as number)).toThrow("from 0 on, got '1'");
  });

  it('toSend refuses, and what is no list of requests', () => {
    for (const value of nothing) {
      expect(() => toSend(value, [])).toThrow('`toSend` holds a chain');
    }
    for (const requests of ['GET /v2/room', ['/v2/room'], [1], [{ body: 1 }], [null]]) {
      expect(() => toSend(hc.room(1), requests as string[])).toThrow('`toSend` takes');
    }
  });
});

describe('toSend, of a chain', () => {
  const hc = silent();
  const chain = hc.rooms.items[0].owner.message('hi');
  const list = 'GET /v2/room?start-index=0&max-results=1&expand=items';

  it('holds the requests of its plan, in their order', () => {
    expect(chain).toSend([list, 'POST /v2/user/{1.items[0].owner.id}/message']);
    expect(chain).toSend([list, 'POST /v2/user/{id}/message']);
    expect(chain).not.toSend([list]);
    expect(chain).not.toSend(['POST /v2/user/{id}/message', list]);
    expect(chain).not.toSend([list, 'POST /v2/user/{id}/message', list]);
  });

  it('takes a name in braces for one segment or one value, and all else as it is written', () => {
    const read = hc.room('Ops').history({ date: '2024-01-01T00:00:00Z', maxResults: 5 });

    expect(read).toSend(['GET /v2/room/{room}/history?date={date}&max-results=5']);
    expect(read).not.toSend(['GET /v2/room/{room}']);
    expect(read).not.toSend(['GET /v2/{all}']);
    expect(hc.room('a.b').topic).not.toSend(['GET /v2/room/a+b']);
    expect(hc.room('axb').topic).not.toSend(['GET /v2/room/a.b']);
  });

  it('holds bodies where they are written', () => {
    expect(chain).toSend([
      list,
      { request: 'POST /v2/user/{id}/message', body: { message: 'hi' } },
    ]);
    expect(chain).not.toSend([
      list,
      { request: 'POST /v2/user/{id}/message', body: { message: 'ho' } },
    ]);
    expect(chain).not.toSend([{ request: list, body: {} }, 'POST /v2/user/{id}/message']);
  });

  it('shows line by line what differs', () => {
    const message = messageOf(
      toSend(chain, [list, { request: 'POST /v2/user/{id}/message', body: {} }, 'GET /v2/user']),
    );

    expect(message).toBe(
      [
        "expected hc.rooms.items[0].owner.message('hi') to send other requests",
        '',
        '  - expected',
        '  + planned',
        '',
        `    ${list}`,
        '  - POST /v2/user/{id}/message  {}',
        '  + POST /v2/user/{1.items[0].owner.id}/message  {"message":"hi"}',
        '  - GET /v2/user',
      ].join('\n'),
    );
    expect(messageOf(toSend(chain, []))).toContain(`  + ${list}`);
    expect(messageOf(toSend(chain, [list, 'POST /v2/user/{id}/message']))).toMatch(
      /^expected .+ not to send these requests, and its plan is:\n\n1 {2}round 1 .*GET/,
    );
  });
});

describe('of what `trace` gave', () => {
  const api = mockApi();
  const traced = async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1&expand=items', page([wholeRoom(4)]));
    api.on('POST', '/v2/user/7/message', { id: '1' });
    return trace(api.hc.rooms.items[0].owner.message('hi'));
  };

  it('holds what was sent', async () => {
    const sent = await traced();

    expect(sent).toCost(2);
    expect(sent).toCostAtMost(2);
    expect(sent).not.toCost(1);
    expect(sent).toSend([
      'GET /v2/room?start-index=0&max-results=1&expand=items',
      { request: 'POST /v2/user/{id}/message', body: { message: 'hi' } },
    ]);
    expect(messageOf(matchers.toCost(sent, 1))).toMatch(
      /^expected what was sent to cost 1 request, and this was sent:\n\n1 {2}round 1 .*GET .+ 200/,
    );
    expect(messageOf(toSend(sent, []))).toContain('  + sent\n');
  });

  it('holds one whose cost no plan can tell', async () => {
    api.on(
      'GET',
      '/v2/room?start-index=0&max-results=1000',
      page([roomStub(1)], { maxResults: 1000 }),
    );

    expect(await trace(api.hc.rooms.map((room) => room.name))).toCost(1);
  });
});

describe('a chain that was held', () => {
  const api = mockApi();

  it('gives what it gives otherwise: an action is sent once it is awaited, and once', async () => {
    const chain = api.hc.user(7).message('hi');
    expect(chain).toCost(1);
    expect(chain).toSend(['POST /v2/user/7/message']);
    expect(api.asked).toEqual([]);

    api.on('POST', '/v2/user/7/message');
    await chain;
    expect(chain).toCost(0);
    await chain;
    expect(api.asked).toEqual(['POST /v2/user/7/message']);
  });

  it('gives what it gives otherwise: a read', async () => {
    const chain = api.hc.user(7);
    expect(chain).toCost(1);

    api.on('GET', '/v2/user/7', userStub(7));
    expect(await chain).toMatchObject({ name: 'User 7' });
  });
});
