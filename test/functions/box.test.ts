import { describe, expect, it } from 'vitest';
import { box } from '../../src/index.ts';
import { mockApi, wholeRoom } from '../helpers/mockApi.ts';

const api = mockApi();

describe('box', () => {
  it('hands the very chain through `return`, `resolve` and `then`, unsent', async () => {
    const chain = api.hc.room(42);
    const returned = await (async () => box(chain))();
    const resolved = await new Promise<ReturnType<typeof box<typeof chain>>>((resolve) =>
      resolve(box(chain)),
    );
    const then = await Promise.resolve().then(() => box(chain));

    expect([returned.chain === chain, resolved.chain === chain, then.chain === chain]).toEqual([
      true,
      true,
      true,
    ]);
    expect(api.asked).toEqual([]);
  });

  it('is what an async function needs: without it, the chain is sent', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const room = await (async () => api.hc.room(42))();

    expect(room.name).toBe('Room 42');
    expect(api.asked).toHaveLength(1);
  });

  it('holds an action, too, unsent until it is awaited', async () => {
    api.on('PUT', '/v2/room/42/topic', undefined, { status: 204 });
    const { chain } = await (async () => box(api.hc.room(42).topic('new')))();
    expect(api.asked).toEqual([]);

    await chain;

    expect(api.asked).toEqual(['PUT /v2/room/42/topic']);
  });

  it('cannot be changed, and prints as what it holds', () => {
    const held = box(api.hc.room(42));

    expect(() => Object.assign(held, { chain: undefined })).toThrow(TypeError);
    expect(JSON.stringify(held)).toBe('{"chain":"⟦chain hc.room(42)⟧"}');
  });
});
