import { describe, expect, it, vi } from 'vitest';
import {
  AbortError,
  BudgetError,
  download,
  fresh,
  type HypChat,
  isChain,
  type RoomStub,
  TimeoutError,
  trace,
  within,
} from '../../src/index.ts';
import { heldApi, quiet } from '../helpers/heldApi.ts';
import { mockApi, page, roomStub, userStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

const errorOf = (chain: PromiseLike<unknown>): Promise<unknown> =>
  settle(chain).then(
    () => 'it did not reject',
    (error: unknown) => error,
  );

/** A server without expansion: the owner is a request of its own. */
const OWNER_LAST = ['GET /v2/room/42?expand=owner', 'GET /v2/user/7'] as const;

describe('a signal', () => {
  it('that was aborted before sends nothing, and the error has its reason', async () => {
    const api = heldApi();
    const reason = new Error('no time');

    const error = await errorOf(within(api.hc.room(42), { signal: AbortSignal.abort(reason) }));

    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ cause: reason, where: { chain: 'hc.room(42)' } });
    expect(api.asked).toEqual([]);
  });

  it('ends the wait while a request is on its way, and the request with it', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const end = errorOf(within(api.hc.room(42), { signal: controller.signal }));
    await api.arrival('GET /v2/room/42');

    controller.abort();

    expect(await end).toBeInstanceOf(AbortError);
    expect(api.aborted).toEqual(['GET /v2/room/42']);
  });

  it('ends the walk between two requests', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const end = errorOf(within(api.hc.room(42).owner.email, { signal: controller.signal }));
    await api.arrival(OWNER_LAST[0]);
    const answered = api.answer(OWNER_LAST[0], wholeRoom(42));

    controller.abort();
    await answered;
    await quiet();

    expect(await end).toBeInstanceOf(AbortError);
    expect(api.asked).toEqual([OWNER_LAST[0]]);
  });

  it('ends the walk in the middle of a later request', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const end = errorOf(within(api.hc.room(42).owner.email, { signal: controller.signal }));
    await api.answer(OWNER_LAST[0], wholeRoom(42));
    await api.arrival(OWNER_LAST[1]);

    controller.abort();

    expect(await end).toMatchObject({ name: 'AbortError' });
    expect(api.aborted).toEqual([OWNER_LAST[1]]);
  });

  it('that is aborted after the end changes nothing', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const topic = settle(within(api.hc.room(42).topic, { signal: controller.signal }));
    await api.answer('GET /v2/room/42', wholeRoom(42));
    expect(await topic).toBe('Topic 42');

    controller.abort();
    await quiet();

    expect(api.aborted).toEqual([]);
  });

  it('of one tick ends its own wait alone: the shared request goes on for the others', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const ended = errorOf(within(api.hc.room(42).topic, { signal: controller.signal }));
    const other = settle(api.hc.room(42).name);
    await api.arrival('GET /v2/room/42');

    controller.abort();
    expect(await ended).toBeInstanceOf(AbortError);
    await api.answer('GET /v2/room/42', wholeRoom(42));

    expect(await other).toBe('Room 42');
    expect(api.asked).toHaveLength(1);
    expect(api.aborted).toEqual([]);
  });

  it('of a later tick that joined a request ends its own wait alone', async () => {
    const api = heldApi();
    const [first, second] = [new AbortController(), new AbortController()];
    const one = errorOf(within(api.hc.room(42), { signal: first.signal }));
    await api.arrival('GET /v2/room/42');
    const two = settle(within(api.hc.room(42), { signal: second.signal }));
    await quiet();

    first.abort();
    expect(await one).toBeInstanceOf(AbortError);
    await api.answer('GET /v2/room/42', wholeRoom(42));

    expect((await two).name).toBe('Room 42');
    expect(api.asked).toHaveLength(1);
  });

  it('of the last one who waited ends the shared request', async () => {
    const api = heldApi();
    const [first, second] = [new AbortController(), new AbortController()];
    const ends = [
      errorOf(within(api.hc.room(42).topic, { signal: first.signal })),
      errorOf(within(api.hc.room(42).name, { signal: second.signal })),
    ];
    await api.arrival('GET /v2/room/42');

    first.abort();
    await quiet();
    expect(api.aborted).toEqual([]);
    second.abort();

    expect(await Promise.all(ends)).toEqual([expect.any(AbortError), expect.any(AbortError)]);
    expect(api.aborted).toEqual(['GET /v2/room/42']);
  });

  it('that several chains share ends what they share', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const hc = within(api.hc, { signal: controller.signal });
    const ends = [errorOf(hc.room(42).topic), errorOf(hc.room(42).name)];
    await api.arrival('GET /v2/room/42');

    controller.abort();
    await Promise.all(ends);

    expect(api.aborted).toEqual(['GET /v2/room/42']);
  });

  it('that gave a request up does not spoil it for one who comes later', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const ended = errorOf(within(api.hc.room(42), { signal: controller.signal }));
    await api.arrival('GET /v2/room/42');
    controller.abort();
    const later = settle(api.hc.room(42));
    await ended;

    await api.answer('GET /v2/room/42', wholeRoom(42));

    expect((await later).name).toBe('Room 42');
    expect(api.asked).toHaveLength(2);
  });

  it('does not take back an action that was sent', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const message = within(api.hc.room(42).message('hi'), { signal: controller.signal });
    const end = errorOf(message);
    await api.arrival('POST /v2/room/42/message');

    controller.abort();
    const error = await end;
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({
      reason: 'the walk was aborted: the POST may have been done all the same',
      mayBeDone: true,
      request: { method: 'POST', url: 'https://api.hipchat.com/v2/room/42/message' },
    });
    await api.answer('POST /v2/room/42/message', { id: 'm', timestamp: '2018-01-04T10:16:02Z' });
    await quiet();

    expect(api.aborted).toEqual([]);
    expect(api.asked).toEqual(['POST /v2/room/42/message']);
  });

  it('keeps an action from being sent that was not sent yet', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const end = errorOf(
      within(api.hc.rooms.items[0].owner.message('hi'), { signal: controller.signal }),
    );
    await api.arrival('GET /v2/room?start-index=0&max-results=1&expand=items');

    controller.abort();
    await quiet();

    const error = await end;
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ mayBeDone: false, request: undefined });
    expect(api.asked).toHaveLength(1);
  });

  it('says of an action that the server put off that it is not done', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const message = within(api.hc.room(42).message('hi'), { signal: controller.signal });
    const end = errorOf(message);
    await api.answer('POST /v2/room/42/message', {}, 429);
    await quiet();

    controller.abort();

    expect(await end).toMatchObject({ name: 'AbortError', mayBeDone: false });
  });

  it('says of an action that another chain had sent that it may be done', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const message = api.hc.room(42).message('hi');
    const first = settle(message);
    await api.arrival('POST /v2/room/42/message');
    const end = errorOf(within(message, { signal: controller.signal }));
    await quiet();

    controller.abort();

    expect(await end).toMatchObject({ name: 'AbortError', mayBeDone: true });
    await api.answer('POST /v2/room/42/message', { id: 'm', timestamp: '2018-01-04T10:16:02Z' });
    expect(await first).toMatchObject({ id: 'm' });
  });

  it('says so of the actions of a `forEach`, and nothing of what waits its turn', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const { signal } = controller;
    const each = within(api.hc.rooms, { signal }).forEach((room) => room.message('hi'));
    const end = errorOf(each);
    await api.arrival('GET /v2/room?start-index=0&max-results=1000');
    const rooms = page([roomStub(42), roomStub(43)]);
    await api.answer('GET /v2/room?start-index=0&max-results=1000', rooms);
    await api.arrival('POST /v2/room/42/message');

    controller.abort();

    expect(await end).toMatchObject({
      reason:
        'the walk was aborted, with 0 of 2 actions done: the POST may have been done all the same',
      mayBeDone: true,
    });
  });
});

describe('`timeoutMs`', () => {
  it('ends the walk with an error that names it', async () => {
    const api = heldApi();

    const error = await errorOf(within(api.hc.room(42), { timeoutMs: 1 }));

    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ timeoutMs: 1, where: { chain: 'hc.room(42)' } });
    expect(api.aborted).toEqual(api.asked);
  });

  it('says of an action that was on its way that it may be done', async () => {
    const api = heldApi();
    const time = new AbortController();
    const spy = vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(time.signal);
    const end = errorOf(within(api.hc.room(42).message('hi'), { timeoutMs: 40 }));
    await api.arrival('POST /v2/room/42/message');

    time.abort();
    spy.mockRestore();

    expect(await end).toMatchObject({
      reason: 'the walk took longer than 40 ms: the POST may have been done all the same',
      mayBeDone: true,
      request: { method: 'POST' },
    });
  });

  it.each([
    ['an await', (hc: HypChat) => hc.room(42)],
    ['a loop', (hc: HypChat) => hc.rooms[Symbol.asyncIterator]().next()],
    ['a download', (hc: HypChat) => download(hc.room(42).avatar)],
  ])('need not be a whole number: %s', async (_, waiting) => {
    const api = heldApi();

    expect(await errorOf(waiting(within(api.hc, { timeoutMs: 0.5 })))).toMatchObject({
      name: 'TimeoutError',
      timeoutMs: 0.5,
    });
  });

  it('beside a signal is told apart from it', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const end = errorOf(within(api.hc.room(42), { timeoutMs: 100_000, signal: controller.signal }));
    await api.arrival('GET /v2/room/42');

    controller.abort();

    expect(await end).toBeInstanceOf(AbortError);
  });
});

const BAD = { status: 400 };
const NO = { status: 403 };

describe('a budget', () => {
  const api = mockApi();

  it('refuses before the first request what the plan cannot do within it', async () => {
    const chain = within(api.hc.rooms.items[0].owner.message('hi'), { budget: 1 });

    const error = await errorOf(chain);

    expect(error).toBeInstanceOf(BudgetError);
    expect(error).toMatchObject({ budget: 1, sent: 0, needed: 2 });
    expect(api.asked).toEqual([]);
  });

  it('of nothing refuses every request, but not what is in hand', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const room = await api.hc.room(42);

    expect(await errorOf(within(room.owner.email, { budget: 0 }))).toBeInstanceOf(BudgetError);
    expect(await within(room.self.topic, { budget: 0 })).toBe('Topic 42');
  });

  it('of a snapshot holds for the chain to the whole, as its type has it', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('GET', '/v2/user/7', wholeUser(7));
    const { owner } = await api.hc.room(42);

    expect(isChain(within(owner, { budget: 0 }).name)).toBe(true);
    expect(await within(owner, { budget: 0 }).name).toBe(owner.name);
    expect(await errorOf(within(owner, { budget: 0 }))).toBeInstanceOf(BudgetError);
    expect((await within(owner, { budget: 1 })).email).toBe('user7@example.com');
  });

  it('counts nothing for the items of a page in hand that the stages leave out', async () => {
    api.on('GET', '/v2/room', page([roomStub(41), roomStub(42)]));
    const rooms = await api.hc.rooms;

    const behind = rooms.drop(2).map((room) => room.topic);
    expect(await within(behind, { budget: 0 })).toEqual([]);
    const last = rooms.drop(1).map((room) => room.topic);
    expect(await errorOf(within(last, { budget: 0 }))).toBeInstanceOf(BudgetError);
  });

  it('stops at the limit where only data could tell', async () => {
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42));

    const error = await errorOf(within(api.hc.room(42).owner.email, { budget: 1 }));

    expect(error).toMatchObject({ name: 'BudgetError', budget: 1, sent: 1, needed: 2 });
    expect(api.asked).toHaveLength(1);
  });

  it('that is enough changes nothing', async () => {
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42, wholeUser(7)));

    expect(await within(api.hc.room(42).owner.email, { budget: 1 })).toBe('user7@example.com');
  });

  it('is counted for each chain by itself, though a neighbour of the tick needs more', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('GET', '/v2/room/43', wholeRoom(43));

    const [topic, topics] = await Promise.all([
      within(api.hc.room(42).topic, { budget: 1 }),
      Promise.all([api.hc.room(42).topic, api.hc.room(43).topic]),
    ]);

    expect([topic, topics]).toEqual(['Topic 42', ['Topic 42', 'Topic 43']]);
  });

  it('is not spent by a neighbour that asks for another part of the same collection', async () => {
    const all = Array.from({ length: 100 }, (_, index) => roomStub(index + 1));
    api.on('GET', '/v2/room', page(all, { next: 'room?start-index=100' }));
    const window = '/v2/room?start-index=200&max-results=1';
    api.on('GET', window, page([roomStub(201)], { startIndex: 200 }));

    const hc: HypChat = within(api.hc, { budget: 1 });

    const [rooms, last] = await Promise.all([hc.rooms, hc.rooms.items[200]]);

    expect([rooms.items[0]?.name, last?.name]).toEqual(['Room 1', 'Room 201']);
  });

  it('is not spent by a neighbour that asks for the page of an item, where that brings only stubs', async () => {
    api.on('GET', '/v2/room', page([roomStub(42)]));
    api.on('GET', '/v2/room', page([roomStub(42)]));
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const [stub] = await api.hc.rooms.items;

    const [, room] = await Promise.all([
      api.hc.rooms,
      within(fresh(stub as RoomStub), { budget: 1 }),
    ]);

    expect(room.topic).toBe('Topic 42');
  });

  it('does not stop a neighbour that shared the request before it', async () => {
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42));
    api.on('GET', '/v2/user/7', wholeUser(7));

    const [stopped, email] = await Promise.all([
      errorOf(within(api.hc.room(42).owner.title, { budget: 1 })),
      settle(api.hc.room(42).owner.email),
    ]);

    expect(stopped).toBeInstanceOf(BudgetError);
    expect(email).toBe('user7@example.com');
  });

  it('is kept to where the server refuses what was asked besides, which would be asked without', async () => {
    api.on('GET', '/v2/room/42?expand=owner', { error: { code: 400, message: 'what?' } }, BAD);

    const error = await errorOf(within(api.hc.room(42).owner.email, { budget: 1 }));

    expect(error).toMatchObject({ name: 'BudgetError', sent: 1, needed: 2 });
    expect(api.asked).toHaveLength(1);
  });

  it('leaves a refusal as it is that may well be of the thing itself', async () => {
    api.on('GET', '/v2/room/42?expand=owner', { error: { code: 403, message: 'no' } }, NO);

    const error = await errorOf(within(api.hc.room(42).owner.email, { budget: 1 }));

    expect(error).toMatchObject({ name: 'ForbiddenError', serverMessage: 'no' });
    expect(api.asked).toHaveLength(1);
  });

  it('is not spent by a neighbour whose expansion the server refuses', async () => {
    api.on('GET', '/v2/room/42?expand=owner', { error: { code: 400, message: 'what?' } }, BAD);
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('GET', '/v2/user/7', wholeUser(7));

    const both = [within(api.hc.room(42).topic, { budget: 1 }), api.hc.room(42).owner.email];

    expect(await Promise.all(both)).toEqual(['Topic 42', 'user7@example.com']);
  });

  it('keeps an action from being sent that would go over it', async () => {
    const rooms = '/v2/room?start-index=0&max-results=1&expand=items';
    api.on('GET', rooms, page([roomStub(42)]));
    api.on('GET', '/v2/room/42', wholeRoom(42, userStub(7)));

    const error = await errorOf(within(api.hc.rooms.items[0].owner.message('hi'), { budget: 2 }));

    expect(error).toMatchObject({ name: 'BudgetError', sent: 2, needed: 3 });
  });

  it('counts an action', async () => {
    expect(await errorOf(within(api.hc.room(42).topic('new'), { budget: 0 }))).toMatchObject({
      name: 'BudgetError',
      needed: 1,
    });
  });
});

describe('limits', () => {
  const api = mockApi();

  it('hold for every step that is taken from the chain', async () => {
    const room = within(api.hc.room(42), { budget: 0 });

    expect(await errorOf(room.owner.email)).toBeInstanceOf(BudgetError);
    expect(await errorOf(room.message('hi'))).toBeInstanceOf(BudgetError);
  });

  it('of the root hold for all that starts there, and the root stays no chain', async () => {
    const hc: HypChat = within(api.hc, { budget: 0 });

    expect(await hc).toBe(hc);
    expect(await errorOf(hc.rooms)).toBeInstanceOf(BudgetError);
    expect(await errorOf(hc.rooms.map((room) => room.name))).toBeInstanceOf(BudgetError);
  });

  it('leave the chain that they were put on as it was', async () => {
    const { hc } = api;
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const room = hc.room(42);
    within(room, { budget: 0 });

    expect((await room).name).toBe('Room 42');
  });

  it('add up, and the later of two of a sort holds', async () => {
    const controller = new AbortController();
    controller.abort();
    const { hc } = api;

    const both = within(within(hc.room(42), { signal: controller.signal }), { budget: 5 });
    const later = within(within(hc.room(42), { budget: 5 }), { budget: 0 });

    expect(await errorOf(both)).toBeInstanceOf(AbortError);
    expect(await errorOf(later)).toMatchObject({ budget: 0 });
  });

  it('that are `undefined` change nothing', async () => {
    const chain = within(within(api.hc.room(42), { budget: 0 }), { budget: undefined });

    expect(await errorOf(chain)).toMatchObject({ budget: 0 });
  });

  it('hold for `trace`, too, and for `fresh`', async () => {
    const chain = within(api.hc.room(42), { budget: 0 });

    expect(await errorOf(trace(chain))).toBeInstanceOf(BudgetError);
    expect(await errorOf(fresh(chain))).toBeInstanceOf(BudgetError);
  });

  it('can be put on what a snapshot leads to', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1', page([roomStub(42)]));
    const room = await api.hc.rooms.items[0];

    expect(await errorOf(within(room.topic, { budget: 0 }))).toBeInstanceOf(BudgetError);
  });

  it('are refused when they cannot be meant', () => {
    const { hc } = api;

    expect(() => within(hc.room(42), { budget: -1 })).toThrow(
      new RangeError('`budget` has to be a whole number from 0 on, got -1'),
    );
    expect(() => within(hc.room(42), { budget: 1.5 })).toThrow(RangeError);
    expect(() => within(hc.room(42), { timeoutMs: Number.NaN })).toThrow(
      new RangeError('`timeoutMs` has to be 0 to 2147483647, got NaN'),
    );
    expect(() => within(hc.room(42), { timeoutMs: 2 ** 31 })).toThrow(RangeError);
    // @ts-expect-error -- a text is no number
    expect(() => within(hc.room(42), { timeoutMs: '5' })).toThrow(
      new RangeError("`timeoutMs` has to be 0 to 2147483647, got '5'"),
    );
    // @ts-expect-error -- a controller is no signal
    expect(() => within(hc.room(42), { signal: new AbortController() })).toThrow(
      new TypeError('`signal` has to be an AbortSignal'),
    );
    expect(() => within({ room: 42 }, { budget: 1 })).toThrow(
      new TypeError('`within` takes a chain, a snapshot or the root'),
    );
    // @ts-expect-error -- there is no such limit
    expect(() => within(hc.room(42), { timeout: 5 })).toThrow(
      new TypeError('`within` has no limit `timeout`: it has signal, timeoutMs, budget'),
    );
    // @ts-expect-error -- limits are an object
    expect(() => within(hc.room(42))).toThrow('`within` takes an object of limits');
  });
});
