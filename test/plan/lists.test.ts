/** What is known of a collection that went by two names, once they turn out to be one. */
import { describe, expect, it } from 'vitest';
import { Brought } from '../../src/plan/known/Brought.ts';
import { newList, uniteLists } from '../../src/plan/known/lists.ts';

const listOf = (start: number, names: readonly string[]) => {
  const list = newList('user');
  list.items.put(start, new Brought(names), names.length);
  return list;
};

describe('two lists that are one', () => {
  it('go on behind what the server leaves out of either', () => {
    const [one, other] = [listOf(0, ['Ann', 'Bob']), listOf(4, ['Cid'])];
    one.prefix = 2;
    other.gaps.set(2, 4);

    expect(uniteLists(one, other).prefix).toBe(5);
    expect(uniteLists(other, one).prefix).toBe(5);
  });

  it('end at a page that declares no other, where pages of that size of either declared one', () => {
    const [one, other] = [listOf(0, ['Ann', 'Bob']), listOf(0, ['Ann', 'Bob'])];
    other.declaring.add(2);

    expect([...uniteLists(one, other).declaring]).toEqual([2]);
    expect([...uniteLists(other, one).declaring]).toEqual([2]);
  });
});
