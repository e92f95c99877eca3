import { describe, expect, it } from 'vitest';
import { Writes } from '../../src/walk/run/Writes.ts';

const room = (id: number) => ({ changes: `/room/${id}`, isCollection: false });

describe('what the actions of a client have changed', () => {
  it('is heard by each line once, and what others did by hand only in doubt', () => {
    const writes = new Writes();
    const [own, other] = [{}, {}];
    const start = writes.now;
    writes.note(own, [room(1)]);
    writes.note(other, [room(2), { ...room(3), byHand: true }]);

    const sure = writes.since(start, own, false);
    const heard = writes.heardBy(start, false);

    expect(sure?.map(({ changes, isOfOthers }) => [changes, isOfOthers])).toEqual([
      ['/room/1', undefined],
      ['/room/2', 'surely'],
    ]);
    expect(writes.since(heard, own, false)).toBeUndefined();
    expect(writes.since(heard, own, true)?.map(({ changes }) => changes)).toEqual([
      '/room/2',
      '/room/3',
    ]);
    expect(writes.since(writes.heardBy(heard, true), own, true)).toBeUndefined();
  });

  it('is not kept for ever: whoever missed what was dropped believes nothing, and whoever did not hears the rest', () => {
    const writes = new Writes();
    const [own, other] = [{}, {}];
    const start = writes.now;
    for (let id = 0; id < 19_999; id += 1) writes.note(other, [room(id)]);
    const late = writes.now;
    for (let id = 0; id < 3; id += 1) writes.note(other, [room(id)]);

    expect(writes.since(start, own, false)).toEqual([
      { changes: '', isCollection: false, byHand: true },
    ]);
    expect(writes.since(late, own, false)?.map(({ changes }) => changes)).toEqual([
      '/room/0',
      '/room/1',
      '/room/2',
    ]);
  });
});
