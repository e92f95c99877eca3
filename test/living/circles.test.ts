/** Things that name one another, round in a circle. */
import { describe, expect, it } from 'vitest';
import { hal } from '../../src/hal.ts';
import { type Chain, type Json, type LinkMap, member, type Sequence } from '../../src/index.ts';
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

describe('things that lead to one another by links that say nothing else', () => {
  interface Step {
    readonly n: number;
    readonly later?: Step | undefined;
    readonly earlier?: Step | undefined;
    readonly like?: Step | undefined;
  }
  interface Way {
    readonly steps: Sequence<Step, unknown> & PromiseLike<{ readonly items: readonly Step[] }>;
    step(n: number): Chain<Step>;
  }
  const map: LinkMap = {
    root: 'way',
    kinds: {
      way: {
        members: {
          steps: member.collection('step', { path: 'steps', indexed: false }),
          step: member.lookup('step', 'steps/{n}'),
        },
      },
      step: {
        address: 'steps/{n}',
        members: {
          n: member.field('number', 'stub'),
          later: member.ref('step', 'stub'),
          earlier: member.ref('step', 'stub'),
          like: member.ref('step', 'stub'),
        },
      },
    },
  };
  const linksOf = (links: Readonly<Record<string, number>>) =>
    Object.fromEntries(
      Object.entries(links).map(([rel, n]) => [rel, { href: `/steps/${n}` }] as const),
    );
  const step = (n: number, links: Readonly<Record<string, number>>): Json => ({
    _links: linksOf({ self: n, ...links }),
    n,
  });
  const items = [
    step(1, { later: 2, like: 1 }),
    step(2, { later: 3, earlier: 1 }),
    step(3, { earlier: 2 }),
  ];
  const open = () =>
    answering<Way>(hal(), map, {
      '/steps': { _links: { self: { href: '/steps' } }, _embedded: { step: items } },
      '/steps/1': items[0] as Json,
      '/steps/2': items[1] as Json,
      '/steps/3': items[2] as Json,
    }).root;

  it('are shown as a page, a list and a loop, each with what it leads to', async () => {
    const page = await open().steps;
    const list = await open().steps.toArray();
    const looped: Step[] = [];
    for await (const each of open().steps) looped.push(each);

    for (const shown of [page.items, list, looped]) {
      expect(shown.map(({ n }) => n)).toEqual([1, 2, 3]);
      expect(shown.map(({ later }) => later?.n)).toEqual([2, 3, undefined]);
      expect(shown[2]?.earlier?.earlier?.n).toBe(1);
    }
  });

  it('are shown where one leads to itself', async () => {
    const shown = await open().step(1);

    expect(shown.n).toBe(1);
    expect(shown.like?.n).toBe(1);
  });
});
