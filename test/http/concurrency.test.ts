import { describe, expect, it } from 'vitest';
import { HypChat, within } from '../../src/index.ts';
import { heldApi, quiet } from '../helpers/heldApi.ts';
import { wholeRoom } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

describe('requests on their way at once', () => {
  it('are no more than `concurrency` says, and go in their order', async () => {
    const held = heldApi({ concurrency: 2 });
    const rooms = Promise.all([1, 2, 3].map((id) => held.hc.room(id)));
    await held.arrival('GET /v2/room/2');
    await quiet();
    expect(held.asked).toEqual(['GET /v2/room/1', 'GET /v2/room/2']);

    await held.answer('GET /v2/room/2', wholeRoom(2));
    await held.answer('GET /v2/room/3', wholeRoom(3));
    await held.answer('GET /v2/room/1', wholeRoom(1));

    expect((await rooms).map((room) => room.id)).toEqual([1, 2, 3]);
  });

  it('are 16 where nothing is said', async () => {
    const held = heldApi();
    const rooms = Promise.all(Array.from({ length: 17 }, (_, id) => held.hc.room(id)));
    await held.arrival('GET /v2/room/15');
    await quiet();
    expect(held.asked).toHaveLength(16);

    for (let id = 0; id < 17; id += 1) await held.answer(`GET /v2/room/${id}`, wholeRoom(id));

    expect(await rooms).toHaveLength(17);
  });

  it('make room for others once they are given up, though `fetch` heeds no signal', async () => {
    const asked: string[] = [];
    const controller = new AbortController();
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const { url } = new Request(input, init);
      asked.push(url);
      return url.endsWith('/1') ? new Promise(() => {}) : Response.json(wholeRoom(2));
    };
    const hc = new HypChat('token', { fetch, concurrency: 1 });
    const given = settle(within(hc.room(1), { signal: controller.signal })).catch(String);
    await quiet();
    expect(asked).toHaveLength(1);

    controller.abort();

    expect(await given).toContain('AbortError');
    expect(await hc.room(2).name).toBe('Room 2');
  });

  it.each([
    [0, '1 to 1000, got 0'],
    [1001, '1 to 1000, got 1001'],
    [Number.NaN, 'a whole number, got NaN'],
  ])('cannot be %s', (concurrency, why) => {
    expect(() => new HypChat('token', { concurrency })).toThrow(`\`concurrency\` has to be ${why}`);
  });
});
