/** When a wait ends that a limit was put on: each by its own limit, whoever waits for the same, or comes before it. */
import { describe, expect, it } from 'vitest';
import { AbortError, TimeoutError, within } from '../../src/index.ts';
import { heldApi, quiet } from '../helpers/heldApi.ts';
import { page, roomStub, userStub, wholeRoom } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

const errorOf = (chain: PromiseLike<unknown>): Promise<unknown> =>
  settle(chain).then(
    () => 'it did not reject',
    (error: unknown) => error,
  );

const MESSAGE = 'POST /v2/room/42/message';
const SENT = { id: 'm', timestamp: '2018-01-04T10:16:02Z' };

describe('one action that is awaited twice', () => {
  it('goes on for the one that wants it still, though the other, which came first, is aborted', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const message = api.hc.room(42).message('hi');
    const ended = errorOf(within(message, { signal: controller.signal }));
    const other = settle(message);
    await api.arrival(MESSAGE);

    controller.abort();
    expect(await ended).toBeInstanceOf(AbortError);
    await api.answer(MESSAGE, SENT);

    expect(await other).toMatchObject({ id: 'm' });
    expect(api.asked).toEqual([MESSAGE]);
  });

  it('keeps nobody waiting who is aborted, though the other, which came first, waits on', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const message = api.hc.room(42).message('hi');
    const first = settle(message);
    await api.arrival(MESSAGE);
    const ended = errorOf(within(message, { signal: controller.signal }));
    const late = errorOf(within(message, { timeoutMs: 1 }));

    controller.abort();
    expect(await ended).toMatchObject({
      name: 'AbortError',
      where: { chain: "hc.room(42).message('hi')" },
    });
    expect(await late).toBeInstanceOf(TimeoutError);
    await api.answer(MESSAGE, SENT);

    expect(await first).toMatchObject({ id: 'm' });
    expect(api.asked).toEqual([MESSAGE]);
  });

  it('gives its result to who waits longer after the time of the other was over', async () => {
    const api = heldApi();
    const message = api.hc.room(42).message('hi');
    const ended = errorOf(within(message, { timeoutMs: 1 }));
    await api.arrival(MESSAGE);
    expect(await ended).toBeInstanceOf(TimeoutError);

    const later = settle(message);
    await api.answer(MESSAGE, SENT);

    expect(await later).toMatchObject({ id: 'm' });
    expect(await within(message, { budget: 0 })).toMatchObject({ id: 'm' });
    expect(api.asked).toEqual([MESSAGE]);
  });

  it('is one `forEach`, whose actions are sent once, and keeps nobody waiting who is aborted', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const all = api.hc.rooms.forEach((room) => room.message('hi'));
    const first = settle(all);
    await api.answer('GET /v2/room?start-index=0&max-results=1000', page([roomStub(42)]));
    await api.arrival(MESSAGE);
    const ended = errorOf(within(all, { signal: controller.signal }));
    const other = settle(within(all, { timeoutMs: 100_000 }));

    controller.abort();
    expect(await ended).toMatchObject({
      name: 'AbortError',
      where: { chain: 'hc.rooms.forEach((room) => room.message("hi"))' },
    });
    await api.answer(MESSAGE, SENT);

    expect(await first).toMatchObject([{ id: 'm' }]);
    expect(await other).toBe(await first);
    expect(api.asked).toHaveLength(2);
  });
});

describe('a read that waits for an action of its tick', () => {
  it.each(['signal', 'timeoutMs'])('is ended by its `%s` all the same', async (limit) => {
    const api = heldApi();
    const controller = new AbortController();
    const limits = limit === 'signal' ? { signal: controller.signal } : { timeoutMs: 1 };
    const action = settle(api.hc.room(42).topic('new'));
    const ended = errorOf(within(api.hc.room(42).name, limits));
    await api.arrival('PUT /v2/room/42/topic');

    controller.abort();
    expect(await ended).toBeInstanceOf(limit === 'signal' ? AbortError : TimeoutError);
    await api.answer('PUT /v2/room/42/topic', undefined, 204);
    await action;
    await quiet();

    expect(api.asked).toEqual(['PUT /v2/room/42/topic']);
  });

  it('lets go of its signal once it is over', async () => {
    const api = heldApi();
    const { signal } = new AbortController();
    let heard = 0;
    const { addEventListener, removeEventListener } = signal;
    Object.assign(signal, {
      addEventListener(...args: Parameters<typeof addEventListener>) {
        heard += 1;
        addEventListener.apply(signal, args);
      },
      removeEventListener(...args: Parameters<typeof removeEventListener>) {
        heard -= 1;
        removeEventListener.apply(signal, args);
      },
    });
    const action = settle(api.hc.room(42).topic('new'));
    const name = settle(within(api.hc.room(42).name, { signal }));
    await api.answer('PUT /v2/room/42/topic', undefined, 204);
    await action;
    await api.answer('GET /v2/room/42', wholeRoom(42));

    expect(await name).toBe('Room 42');
    await quiet();
    expect(heard).toBe(0);
  });
});

describe('an action that is on its way when its wait ends', () => {
  it('has changed what is read next, for it may be done by then', async () => {
    const api = heldApi();
    const controller = new AbortController();
    const room = settle(api.hc.room(42));
    await api.answer('GET /v2/room/42', wholeRoom(42));
    const { self } = await room;
    const ended = errorOf(within(self.topic('new'), { signal: controller.signal }));
    await api.arrival('PUT /v2/room/42/topic');

    controller.abort();
    expect(await ended).toBeInstanceOf(AbortError);
    const topic = settle(self.topic);
    await api.answer('GET /v2/room/42', wholeRoom(42, userStub(7), { topic: 'new' }));

    expect(await topic).toBe('new');
    await api.answer('PUT /v2/room/42/topic', undefined, 204);
  });
});
