/** What each event says of its request: which it is, for whom and when it was sent, and what it weighed. */
import ky from 'ky';
import { describe, expect, it, vi } from 'vitest';
import { momentOf } from '../../src/http/clock.ts';
import {
  download,
  HypChat,
  type HypChatOptions,
  type RequestEvent,
  type ResponseEvent,
  type WaitEvent,
  type WalkEvent,
  within,
} from '../../src/index.ts';
import { heldApi, quiet } from '../helpers/heldApi.ts';
import { mockApi, userStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';
import { pass, room, stopClock, TOKEN, timedApi, tooMany } from '../helpers/timedApi.ts';

stopClock();

/** Keeps what is told, by name. */
function listening() {
  const requests: RequestEvent[] = [];
  const responses: ResponseEvent[] = [];
  const waits: WaitEvent[] = [];
  const walks: WalkEvent[] = [];
  const on: NonNullable<HypChatOptions['on']> = {
    request: (event) => requests.push(event),
    response: (event) => responses.push(event),
    wait: (event) => waits.push(event),
    walk: (event) => walks.push(event),
    unsent: () => {},
  };
  return { requests, responses, waits, walks, on };
}

describe('a request', () => {
  it('is told with its chain, its walk, its round, its try and its moment', async () => {
    const { requests, responses, walks, on } = listening();
    const { hc } = timedApi(() => room(), { on });
    vi.setSystemTime('2026-01-01T00:00:00Z');
    await hc.room('Ops').name;

    const request = {
      method: 'GET',
      url: 'https://api.hipchat.com/v2/room/Ops',
      id: expect.any(Number),
      chains: ["hc.room('Ops').name"],
      walk: walks[0]?.walk,
      round: 1,
      tries: 1,
      began: expect.anything(),
      waitedMs: 0,
    };
    expect(requests).toEqual([request]);
    expect(requests[0]?.began.toString()).toBe('2026-01-01T00:00:00Z');
    expect(responses).toEqual([
      {
        ...{ ...request, id: requests[0]?.id, began: requests[0]?.began },
        ...{ status: 200, ms: 0, sentBytes: 0, receivedBytes: (await room().bytes()).length },
      },
    ]);
  });

  it('bears one id however often it is sent, and the number of the try', async () => {
    const { requests, responses, waits, on } = listening();
    const location = '/v2/room/1';
    const answers = [
      () => tooMany({ 'retry-after': '2' }),
      () => new TypeError('x'),
      () => new Response(null, { status: 302, headers: { location } }),
      () => room(),
    ];
    const { hc } = timedApi(({ count }) => answers[count - 1]?.() ?? new Error('asked in vain'), {
      on,
    });
    await Promise.all([hc.room('Ops').name, pass(5000)]);

    const id = requests[0]?.id;
    expect(requests.map((event) => [event.id, event.tries])).toEqual(
      [1, 2, 3, 4].map((tries) => [id, tries]),
    );
    expect(responses.map((event) => [event.id, event.tries])).toEqual(
      [1, 2, 3, 4].map((tries) => [id, tries]),
    );
    expect(waits.map(({ reason, ids, chains }) => ({ reason, ids, chains }))).toEqual(
      ['refused', 'failed'].map((reason) => ({
        reason,
        ids: [id],
        chains: ["hc.room('Ops').name"],
      })),
    );
    expect(waits[1]?.request).toMatchObject({ id, tries: 2 });
  });

  it('has an id of its own among those of all clients', async () => {
    const { requests, walks, on } = listening();
    const one = timedApi(() => room(), { on });
    const other = timedApi(() => room(), { on });
    await Promise.all([one.hc.room(1).name, one.hc.room(2).name, other.hc.room(1).name]);
    await one.hc.room(1).name;

    expect(new Set(requests.map(({ id }) => id)).size).toBe(4);
    expect(new Set(walks.map(({ walk }) => walk)).size).toBe(3);
  });

  it('says how long it waited in the queue, and 0 where it did not', async () => {
    const { requests, responses, on } = listening();
    const slow = async (): Promise<Response> => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      return room();
    };
    const { hc } = timedApi(slow, { on, concurrency: 1 });
    await Promise.all([hc.room(1).name, hc.room(2).name, hc.room(3).name, pass(2000)]);

    expect(requests.map(({ waitedMs }) => waitedMs)).toEqual([0, 400, 800]);
    expect(responses.map(({ waitedMs, ms }) => [waitedMs, ms])).toEqual([
      [0, 400],
      [400, 400],
      [800, 400],
    ]);
    const [first, second] = requests.map(({ began }) => began.epochMilliseconds);
    expect((second ?? 0) - (first ?? 0)).toBe(400);
  });

  it('that waits is named by the event that tells of the wait', async () => {
    const { requests, waits, on } = listening();
    const { hc } = timedApi(
      ({ count }) => (count === 1 ? tooMany({ 'retry-after': '2' }) : room()),
      {
        on,
        concurrency: 1,
      },
    );
    await Promise.all([hc.room(1).name, hc.room(2).name, pass(5000)]);

    expect(waits).toHaveLength(1);
    // The first was refused, and its own answer says so: the second waits for it.
    const { id, chains } =
      requests.find(({ chains: [chain] }) => chain === 'hc.room(2).name') ?? {};
    expect(waits[0]).toMatchObject({ ids: [id], chains });
  });
});

describe('chains', () => {
  it('of one tick are all named by the request that they share', async () => {
    const { requests, responses, on } = listening();
    const { hc } = timedApi(() => room(), { on });
    await Promise.all([hc.room(1).name, hc.room(1).id]);

    const chains = ['hc.room(1).name', 'hc.room(1).id'];
    expect(requests.map((event) => event.chains)).toEqual([chains]);
    expect(responses.map((event) => event.chains)).toEqual([chains]);
  });

  it('that join a request on its way are named once it is answered', async () => {
    const { requests, responses, walks, on } = listening();
    const api = heldApi({ on });
    const first = settle(api.hc.room(1).name);
    await api.arrival('GET /v2/room/1');
    const second = settle(api.hc.room(1).id);
    await quiet();
    await api.answer('GET /v2/room/1', { id: 1, name: 'Ops', links: {} });
    await Promise.all([first, second]);

    expect(requests.map(({ chains }) => chains)).toEqual([['hc.room(1).name']]);
    expect(responses.map(({ chains }) => chains)).toEqual([['hc.room(1).name', 'hc.room(1).id']]);
    expect(walks).toHaveLength(2);
  });

  it('that await an action on its way are named once it is answered', async () => {
    const { responses, on } = listening();
    const api = heldApi({ on });
    const made = api.hc.rooms.create({ name: 'New' });
    const first = settle(made.name);
    await api.arrival('POST /v2/room');
    const second = settle(made);
    await quiet();
    const self = 'https://api.hipchat.com/v2/room/9';
    await api.answer('POST /v2/room', { id: 9, links: { self } }, 201);
    await api.answer('GET /v2/room/9', { id: 9, name: 'New', links: { self } });
    await Promise.all([first, second]);

    expect(responses[0]?.chains).toEqual([
      "hc.rooms.create({ name: 'New' }).name",
      "hc.rooms.create({ name: 'New' })",
    ]);
  });
});

describe('a walk', () => {
  const api = mockApi();

  it('is told once it is over, with its rounds, and its requests bear its number', async () => {
    const { requests, walks, on } = listening();
    const hc = new HypChat(TOKEN, { fetch: api.fetch, on });
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42, userStub(7)));
    api.on('GET', '/v2/user/7', wholeUser(7));
    await hc.room(42).owner.email;

    const { walk } = walks[0] ?? {};
    expect(requests.map((event) => [event.walk, event.round])).toEqual([
      [walk, 1],
      [walk, 2],
    ]);
    expect(walks).toEqual([
      {
        walk,
        chains: ['hc.room(42).owner.email'],
        rounds: 2,
        began: expect.anything(),
        ms: expect.any(Number),
      },
    ]);
  });

  it('is told as well where it fails', async () => {
    const { walks, on } = listening();
    const { hc } = timedApi(() => new TypeError('x'), { on, retries: 0 });
    await settle(hc.room(1).name).catch(() => {});

    expect(walks.map(({ chains, rounds }) => [chains, rounds])).toEqual([[['hc.room(1).name'], 1]]);
  });

  it('has no rounds where all is known', async () => {
    const { requests, walks, on } = listening();
    const hc = new HypChat(TOKEN, { fetch: api.fetch, on });
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const whole = await hc.room(42);
    await whole.self.topic;

    expect(requests).toHaveLength(1);
    expect(walks.map(({ rounds }) => rounds)).toEqual([1, 0]);
  });

  it('is over after the last of its requests, also where others go on waiting for that', async () => {
    const told: string[] = [];
    const api = heldApi({
      on: {
        response: ({ walk }) => told.push(`response of ${walk}`),
        walk: ({ walk, chains }) => told.push(`walk ${walk}: ${chains}`),
      },
    });
    const controller = new AbortController();
    const first = settle(within(api.hc, { signal: controller.signal }).room(1).name);
    await api.arrival('GET /v2/room/1');
    const second = settle(api.hc.room(1).id);
    await quiet();
    controller.abort();
    await expect(first).rejects.toThrow();
    await api.answer('GET /v2/room/1', { id: 1, name: 'Ops', links: {} });
    await second;
    await quiet();

    const walk = /\d+/.exec(told[0] ?? '')?.[0];
    expect(told[0]).toBe(`response of ${walk}`);
    expect(told.slice(1).toSorted()).toEqual([
      `walk ${walk}: hc.room(1).name`,
      `walk ${Number(walk) + 1}: hc.room(1).id`,
    ]);
  });

  it('has no part in what `download` fetches at last, which names its chain all the same', async () => {
    const { requests, responses, on } = listening();
    const hc = new HypChat(TOKEN, {
      fetch: async () => new Response('picture'),
      on,
    });
    await (await download(hc.at('https://api.hipchat.com/v2/user/1/photo/big', 'picture'))).text();

    expect(requests).toHaveLength(1);
    expect(requests[0]).not.toHaveProperty('walk');
    expect(requests[0]).not.toHaveProperty('round');
    expect(requests[0]?.chains).toHaveLength(1);
    expect(responses[0]).not.toHaveProperty('receivedBytes');
  });
});

describe('bytes', () => {
  const made = (): Response =>
    new Response('{"id":9,"links":{"self":"https://api.hipchat.com/v2/user/9"}}', { status: 201 });

  it('are those of the bodies, not the characters', async () => {
    const { responses, on } = listening();
    const text = JSON.stringify({ id: 1, name: 'Größe 😀', links: {} });
    const { hc } = timedApi(() => new Response(text), { on });
    await hc.room(1).name;
    await settle(hc.room(1).message('für 😀'));

    const sent = Buffer.byteLength(JSON.stringify({ message: 'für 😀' }));
    expect(responses.map(({ sentBytes, receivedBytes }) => [sentBytes, receivedBytes])).toEqual([
      [0, Buffer.byteLength(text)],
      [sent, Buffer.byteLength(text)],
    ]);
  });

  it('of a body are those that the `ky` makes of it that was given', async () => {
    const { responses, on } = listening();
    const bodies: string[] = [];
    const own = ky.create({
      stringifyJson: (data) => JSON.stringify(data, undefined, 8),
      fetch: async (input, init) => {
        bodies.push(await new Request(input, init).text());
        return made();
      },
    });
    await settle(new HypChat(TOKEN, { ky: own, on }).room(1).message('hi'));

    expect(bodies).toEqual(['{\n        "message": "hi"\n}']);
    expect(responses[0]?.sentBytes).toBe(bodies[0]?.length);
  });

  it('of an answer that never came are not told, and those that were sent are', async () => {
    const { responses, on } = listening();
    const { hc } = timedApi(() => new TypeError('x'), { on, retries: 0 });
    await settle(hc.room(1).message('hi')).catch(() => {});

    expect(responses[0]?.sentBytes).toBe('{"message":"hi"}'.length);
    expect(responses[0]).not.toHaveProperty('receivedBytes');
  });

  it('of an answer that breaks off are those that came', async () => {
    const { responses, on } = listening();
    let pulls = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulls += 1;
        if (pulls === 1) controller.enqueue(new Uint8Array(7));
        else controller.error(new TypeError('broken'));
      },
    });
    const { hc } = timedApi(() => new Response(body), { on, retries: 0 });
    await settle(hc.room(1).name).catch(() => {});

    expect(responses[0]).toMatchObject({ failure: 'no answer: broken', receivedBytes: 7 });
  });

  it('are told where a stand-in of `fetch` has no streams', async () => {
    const { responses, on } = listening();
    const { hc } = timedApi(
      () => Object.defineProperty(new Response('{"name":"Größe"}'), 'body', { value: null }),
      { on },
    );
    await hc.room(1).name;

    expect(responses[0]?.receivedBytes).toBe(Buffer.byteLength('{"name":"Größe"}'));
  });
});

describe('the clock', () => {
  it('goes on by what really passed, to the microsecond, where the other is set a little', () => {
    vi.setSystemTime(0);
    const first = momentOf(performance.now());
    vi.setSystemTime(Date.now() + 500);

    expect(momentOf(performance.now()).equals(first)).toBe(true);
    expect(momentOf(performance.now() + 0.25).epochNanoseconds - first.epochNanoseconds).toBe(
      250_000n,
    );
  });

  it.each([60_000, -60_000])('is set anew where the other is set by %i ms', (ms) => {
    vi.setSystemTime(0);
    const first = momentOf(performance.now());
    vi.setSystemTime(ms);

    expect(momentOf(performance.now()).epochMilliseconds - first.epochMilliseconds).toBe(ms);
  });
});
