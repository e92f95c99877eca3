import { describe, expect, it } from 'vitest';
import { type Line, Writes } from '../../src/walk/run/Writes.ts';

const room = (id: number) => ({ changes: `/room/${id}`, isCollection: false });
const line = ({ count }: Writes): Line => ({ doubted: count });

describe('what the actions of a client have changed', () => {
  it('is heard by each line once, and what others did by hand only in doubt', () => {
    const writes = new Writes();
    const [own, other] = [line(writes), line(writes)];
    const heardBy = (count: number) =>
      writes.since(count, own)?.map(({ changes, isOfOthers }) => [changes, isOfOthers]);
    writes.note(own, [room(1)]);
    writes.note(other, [room(2), { ...room(3), byHand: true }]);
    const sure = heardBy(0);
    const { count } = writes;
    const nothing = heardBy(count);
    writes.doubt(own, 0);
    const perhaps = heardBy(count);
    const again = writes.count;
    writes.doubt(own, 0);

    expect(sure).toEqual([
      ['/room/1', undefined],
      ['/room/2', 'surely'],
    ]);
    expect(nothing).toBeUndefined();
    expect(perhaps).toEqual([
      ['/room/2', 'perhaps'],
      ['/room/3', 'perhaps'],
    ]);
    expect(heardBy(again)).toBeUndefined();
    expect(writes.since(count, other)).toEqual([]);
  });

  it('is not kept for ever: whoever missed what was dropped believes nothing, and whoever did not hears the rest', () => {
    const writes = new Writes();
    const [own, other] = [line(writes), line(writes)];
    for (let id = 0; id < 19_999; id += 1) writes.note(other, [room(id)]);
    const late = writes.count;
    for (let id = 0; id < 3; id += 1) writes.note(other, [room(id)]);

    expect(writes.since(0, own)).toEqual([{ changes: '', isCollection: false, byHand: true }]);
    expect(writes.since(late, own)?.map(({ changes }) => changes)).toEqual([
      '/room/0',
      '/room/1',
      '/room/2',
    ]);
  });
});
