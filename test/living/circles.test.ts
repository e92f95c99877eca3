/** Things that name one another, round in a circle. */
import { describe, expect, it } from 'vitest';
import { type Chain, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { odata } from '../../src/odata.ts';
import { answering } from '../dialects/answering.ts';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly boss: { readonly self: Chain<Person> };
  readonly self: Chain<Person> & { readonly boss: { readonly self: Chain<Person> } };
  rename(name: string): PromiseLike<unknown>;
}
interface Firm {
  person(id: string): Chain<Person>;
  readonly people: Sequence<Person, unknown>;
}

const NAMED = { parameters: { name: { type: 'string' } }, positional: ['name'] } as const;
const MAP: LinkMap = {
  root: 'firm',
  kinds: {
    firm: {
      members: {
        person: member.lookup('people', 'people({id})'),
        people: member.collection('people', { path: 'people', indexed: false }),
      },
    },
    people: {
      address: 'people({id})',
      members: {
        id: member.field('string', 'stub'),
        name: member.field('string', 'stub'),
        boss: member.ref('people', 'stub', { by: 'bossId' }),
        rename: member.action('PATCH', '', NAMED),
      },
    },
  },
};
const ANN = { id: '1', name: 'Ann', bossId: '1' };
const BEA = { id: '2', name: 'Bea', bossId: '3' };
const CID = { id: '3', name: 'Cid', bossId: '2' };
const ALL = { '/people': { value: [ANN, BEA, CID] } };

describe.each([
  ['itself', ANN],
  ['one that names it', BEA],
])('a thing that names %s by its id', (_, { id, name, bossId }) => {
  const changing = {
    ...ALL,
    [`/people(${bossId})`]: { id: bossId, name: 'Boss', bossId: id },
    [`/people(${id})`]: { id, name, bossId },
  };

  it('is shown', async () => {
    const { root } = answering<Firm>(odata(), MAP, changing);

    expect(await root.person(id)).toMatchObject({ id, name });
  });

  it('is shown after it was changed, with what leads there', async () => {
    const { root } = answering<Firm>(odata(), MAP, changing);
    for await (const person of root.people) {
      if (person.id !== id) continue;
      // The made-up server knows of no change, and refuses it.
      await person.rename('Dan').then(undefined, () => undefined);

      expect(await person.self).toMatchObject({ id });
      expect(await person.self.boss.self).toMatchObject({ id: bossId });
    }
  });
});
