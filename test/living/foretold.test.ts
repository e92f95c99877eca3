/** Plans of maps in which kinds name themselves. */
import { describe, expect, it } from 'vitest';
import { type Chain, explain, type LinkMap, member } from '../../src/index.ts';
import { living, madeUp } from './madeUp.ts';

interface Person {
  readonly name: Chain<string>;
  readonly boss: Person;
}
interface Api {
  person(id: number): Person;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { person: member.lookup('person', 'people/{id}') } },
    person: {
      address: 'people/{id}',
      members: {
        name: member.field('string', 'whole'),
        boss: member.ref('person', 'stub'),
        peers: member.list('person', 'stub'),
        staff: member.collection('person', { path: 'staff', indexed: false, embedded: 'stub' }),
      },
    },
  },
};

describe('a kind whose stub names its own kind', () => {
  it('is planned as far as the chain goes', () => {
    const { root } = living<Api>(madeUp, map, () => undefined);

    expect(explain(root.person(1).boss.boss.name).bill).toEqual({ least: 1, most: 1 });
  });
});
