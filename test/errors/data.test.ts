/** What is told of a step into data, where there is no such step: what stands there, and what that has. */
import { describe, expect, it } from 'vitest';
import { HypChat, type Json } from '../../src/index.ts';
import { mockApi, wholeRoom } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

const api = mockApi();

/** As somebody writes who has no compiler. */
interface Wild extends PromiseLike<unknown> {
  (...args: readonly unknown[]): Wild;
  readonly odd: Wild;
  readonly inner: Wild;
  readonly missing: Wild;
  readonly owner: Wild;
  readonly message: Wild;
}
const wild = (chain: unknown): Wild => chain as Wild;

const room = (more: Record<string, Json>): Wild => {
  api.on('GET', '/v2/room/42', wholeRoom(42, 'ann', more));
  return wild(api.hc.room(42));
};

describe('a step into data', () => {
  it.each<[string, Json, (odd: Wild) => Wild, string]>([
    [
      'a name that an object lacks',
      { inner: 1, other: 2 },
      (odd) => odd.missing,
      'no "missing" in odd of room 42: it has inner, other\n  hc.room(42).odd.missing\n                  ^^^^^^^',
    ],
    [
      'a name in an empty object',
      {},
      (odd) => odd.missing,
      'no "missing" in odd of room 42: it has nothing\n',
    ],
    [
      'a name behind a number',
      { inner: { inner: 1 } },
      (odd) => odd.inner.inner.missing,
      'inner of inner of odd of room 42 is a number: it has no "missing"',
    ],
    [
      'a call of what an object has',
      { inner: { missing: 1 } },
      (odd) => odd.inner('x'),
      'inner of odd of room 42 is data, which cannot be called\n',
    ],
    [
      'a call of what an object lacks',
      { inner: 1 },
      (odd) => odd.missing('x'),
      'odd of room 42 is an object: it has no "missing"\n',
    ],
  ])('that is not there says what is: %s', async (_what, odd, read, says) => {
    await expect(settle(read(room({ odd }).odd))).rejects.toThrow(says);
  });

  it('behind an action that answered nothing says so, once that is done', async () => {
    api.on('PUT', '/v2/room/42/topic', undefined, { status: 204 });

    await expect(settle(wild(api.hc.room(42).topic('x')).missing)).rejects.toThrow(
      'the answer is not there: it has no "missing"',
    );
  });
});

describe('an index of what is no list', () => {
  it('is told as a name that is not there', async () => {
    await expect(settle(Reflect.get(room({}), 0) as Wild)).rejects.toThrow(
      'no "0" on room 42: it has id, ',
    );
  });
});

describe('the id in an address that cannot be decoded', () => {
  it('is told as it stands there', async () => {
    const hc = new HypChat('token', { fetch: async () => Response.json({ inner: 1 }) });

    await expect(settle(wild(hc.at('odd/%zz')).missing)).rejects.toThrow(
      'no "missing" on resource %zz: it has inner',
    );
  });
});

describe('an action on what should be a resource, and is none', () => {
  it('says what stands there, and is not sent', async () => {
    await expect(settle(room({}).owner.message('hi'))).rejects.toThrow(
      'owner of room 42 is text: it has no "message"',
    );

    expect(api.asked).toEqual(['GET /v2/room/42']);
  });
});
