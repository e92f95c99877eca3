import { describe, expect, it } from 'vitest';
import { type ApiError, explain, HypChat, type ResponseEvent, trace } from '../../src/index.ts';
import { mockApi, page, roomStub, userStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

const api = mockApi();

describe('trace', () => {
  it('gives the value with the requests that were sent, in their order', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1&expand=items', page([wholeRoom(42)]));
    api.on('POST', '/v2/user/7/message', undefined, { status: 204 });

    const { value, requests } = await trace(api.hc.rooms.items[0].owner.message('hi'));

    expect(value).toBeUndefined();
    expect(requests).toMatchObject([
      {
        method: 'GET',
        url: 'https://api.hipchat.com/v2/room?start-index=0&max-results=1&expand=items',
        reason: expect.stringContaining('owner'),
        status: 200,
        round: 1,
      },
      {
        method: 'POST',
        url: 'https://api.hipchat.com/v2/user/7/message',
        reason: '',
        body: { message: 'hi' },
        status: 204,
        round: 2,
      },
    ]);
  });

  it('gives what the events tell of each request', async () => {
    const told: ResponseEvent[] = [];
    const hc = new HypChat('secret-token', {
      fetch: api.fetch,
      on: { response: (event) => told.push(event) },
    });
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42, userStub(7)));
    api.on('GET', '/v2/user/7', wholeUser(7));

    const { requests } = await trace(hc.room(42).owner.email);

    expect(requests.map(({ reason: _, ...rest }) => rest)).toEqual(told);
    expect(requests.map(({ reason }) => typeof reason)).toEqual(['string', 'string']);
  });

  it('prints as a table: of each request its round, when it was sent and how long it took', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1&expand=items', page([wholeRoom(42)]));
    api.on('POST', '/v2/user/7/message', undefined, { status: 204 });

    const text = String(await trace(api.hc.rooms.items[0].owner.message('hi')));
    const lines = text.split('\n');

    expect(lines).toEqual([
      expect.stringMatching(
        /^1 {2}round 1 {2} *\+0 ms {2} *\d+ ms {2}GET {3}\/v2\/room\?start-index=0&max-results=1&expand=items {2}200 · /,
      ),
      expect.stringMatching(
        /^2 {2}round 2 {2} *\+\d+ ms {2} *\d+ ms {2}POST {2}\/v2\/user\/7\/message +204 · \{"message":"hi"\}$/,
      ),
    ]);
    // In columns, however many digits a time has.
    expect(lines.map((line) => line.search(/GET|POST/))).toEqual([
      lines[0]?.indexOf('GET'),
      lines[0]?.indexOf('GET'),
    ]);
  });

  it('numbers the rounds as the plan does', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1&expand=items', page([wholeRoom(42)]));
    api.on('POST', '/v2/user/7/message', undefined, { status: 204 });
    const chain = api.hc.rooms.items[0].owner.message('hi');
    const planned = explain(chain).requests.map(({ round }) => round);

    const { requests } = await trace(chain);

    expect(planned).toEqual([1, 2]);
    expect(requests.map(({ round }) => round)).toEqual(planned);
  });

  it('lists what the plan foretold where the server does as the map says', async () => {
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42, wholeUser(7)));
    const chain = api.hc.room(42).owner.email;
    const planned = explain(chain).requests.map(({ method, url }) => `${method} ${url}`);

    const { requests } = await trace(chain);

    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual(planned);
  });

  it('lists what was really sent where the server does not', async () => {
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42, userStub(7)));
    api.on('GET', '/v2/user/7', wholeUser(7));

    const { value, requests } = await trace(api.hc.room(42).owner.email);

    expect([value, requests.length]).toEqual(['user7@example.com', 2]);
  });

  it('of chains of one tick lists a shared request for each of them', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));

    const traces = await Promise.all([trace(api.hc.room(42).topic), trace(api.hc.room(42).name)]);

    expect(traces.map(({ value, requests }) => [value, requests.length])).toEqual([
      ['Topic 42', 1],
      ['Room 42', 1],
    ]);
    expect(api.asked).toHaveLength(1);
  });

  it('of an action that was sent before is empty, and sends nothing', async () => {
    api.on('PUT', '/v2/room/42/topic', undefined, { status: 204 });
    const topic = api.hc.room(42).topic('new');
    await topic;

    expect((await trace(topic)).requests).toEqual([]);
    expect(api.asked).toHaveLength(1);
  });

  it('of a snapshot’s chain lists only what its walk did not know', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1', page([roomStub(42)]));
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const room = await api.hc.rooms.items[0];

    const first = await trace(room.topic);
    const second = await trace(room.topic);

    expect([first.requests.length, second.requests.length]).toEqual([1, 0]);
    expect(second.value).toBe('Topic 42');
  });

  it('rejects as awaiting the chain would', async () => {
    const body = { error: { code: 404, message: 'Room not found', type: 'Not Found' } };
    api.on('GET', '/v2/room/42', body, { status: 404 });
    api.on('GET', '/v2/room/42', body, { status: 404 });
    const errorOf = (promise: PromiseLike<unknown>): Promise<ApiError> =>
      settle(promise).then(
        () => expect.unreachable(),
        (error: ApiError) => error,
      );

    const [traced, awaited] = [
      await errorOf(trace(api.hc.room(42))),
      await errorOf(api.hc.room(42)),
    ];

    expect(traced.message).toBe(awaited.message);
  });

  it('shows no password', async () => {
    const self = 'https://api.hipchat.com/v2/user/9';
    api.on('POST', '/v2/user', { id: 9, links: { self } }, { status: 201 });

    const given = await trace(
      api.hc.users.create({ name: 'New', email: 'new@example.com', password: 'hunter2' }),
    );

    expect(`${given} ${JSON.stringify(given.requests)}`).not.toContain('hunter2');
  });

  it('refuses the root, a snapshot and what is no chain', async () => {
    const words = '`trace` takes a chain, like `hc.rooms.items[0]`';
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const room = await api.hc.room(42);

    for (const value of [api.hc, room, {}, 'hc.rooms']) {
      await expect(trace(value as never)).rejects.toThrow(new TypeError(words));
    }
  });
});

describe('explain', () => {
  it('sends nothing, however often it is asked', async () => {
    explain(api.hc.rooms.items[0].owner.message('hi'));
    explain(api.hc.rooms.map((room) => room.owner.email));
    await new Promise((resolve) => setImmediate(resolve));

    expect(api.asked).toEqual([]);
  });

  it('is data: it serialises, and names holes for what an earlier answer fills in', () => {
    const plan = explain(api.hc.rooms.items[0].owner.message('hi'));

    expect(
      JSON.parse(JSON.stringify(plan.requests)).map(({ url }: { url: string }) => url),
    ).toEqual([
      'https://api.hipchat.com/v2/room?start-index=0&max-results=1&expand=items',
      'https://api.hipchat.com/v2/user/{1.items[0].owner.id}/message',
    ]);
  });

  it('plans a snapshot’s chain with what its walk knows', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const room = await api.hc.room(42);

    expect(explain(room.self.topic).requests).toEqual([]);
    expect(explain(room.owner.email).requests).toHaveLength(1);
    expect(api.asked).toHaveLength(1);
  });

  it('throws for an argument that is wrong, with a mark under it', () => {
    expect(() => explain(api.hc.room(42).message(''))).toThrow(
      [
        'message: `message` has to be 1 to 1,000 characters long, got 0',
        "  hc.room(42).message('')",
        '              ^^^^^^^^^^^',
      ].join('\n'),
    );
  });

  it('refuses the root, a snapshot and what is no chain', () => {
    for (const value of [api.hc, {}, undefined]) {
      expect(() => explain(value as never)).toThrow(
        new TypeError('`explain` takes a chain, like `hc.rooms.items[0]`'),
      );
    }
  });
});
