/** What stands in a document under a name that the map leaves out, or has as data, beside what it knows of the same thing. */
import { describe, expect, it } from 'vitest';
import { type Chain, type LinkMap, type Member, member, type Sequence } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import type { Json } from '../../src/values/json.ts';
import { answering, ORIGIN } from './answering.ts';

interface Person {
  readonly id: number;
  readonly name: string;
}
interface Thing {
  readonly id: number;
  readonly owner: Person;
  readonly maker?: Person;
}
interface ThingChain extends Chain<Thing> {
  readonly owner: Chain<Person> & { readonly name: Chain<string> };
  readonly maker: Chain<Person> & { readonly name: Chain<string> };
}
interface Api {
  readonly things: Sequence<Thing, { readonly owner: Chain<Person> }> & {
    readonly items: readonly ThingChain[];
  };
  thing(id: number): ThingChain;
}

const person = (id: number): { readonly id: number; readonly url: string } => ({
  id,
  url: `${ORIGIN}/people/${id}`,
});

const isKnown: Readonly<Record<string, { readonly address?: string }>> = {
  'with an address': { address: 'people/{id}' },
  'without one': {},
};
const isMapped: Readonly<Record<string, Readonly<Record<string, Member>>>> = {
  'the map leaves out': {},
  'the map calls data': { maker: member.field('json', 'stub') },
};
const isNamed = { 'only named': { as: 'ref' }, 'named by an id': { by: 'owner' } } as const;
const order = {
  'behind it': { owner: person(5), maker: person(5) },
  'in front of it': { maker: person(5), owner: person(5) },
};

const open = (
  thing: Readonly<Record<string, Json>>,
  {
    members = {},
    about = isNamed['only named'],
    kind = {},
  }: {
    readonly members?: Readonly<Record<string, Member>>;
    readonly about?: object;
    readonly kind?: { readonly address?: string };
  },
) => {
  const map: LinkMap = {
    root: 'api',
    kinds: {
      api: {
        members: {
          thing: member.lookup('thing', 'things/{id}'),
          things: member.collection('thing', { path: 'things', indexed: false }),
        },
      },
      thing: {
        address: 'things/{id}',
        members: {
          id: member.field('number', 'ref'),
          owner: member.ref('person', 'stub', about),
          ...members,
        },
      },
      person: {
        ...kind,
        members: {
          id: member.field('number', 'ref'),
          name: member.field('string', 'stub'),
          age: member.field('number', 'whole'),
        },
      },
    },
  };
  const answers = {
    ...{ '/things/1': { id: 1, ...thing }, '/things': [{ id: 1, ...thing }] },
    '/people/5': { ...person(5), name: 'Ann', age: 50 },
  };
  return answering<Api>(rest({ self: 'url' }), map, answers);
};

const cases = Object.entries(isKnown).flatMap(([known, kind]) =>
  Object.entries(isMapped).flatMap(([mapped, members]) =>
    Object.entries(isNamed).flatMap(([named, about]) =>
      Object.entries(order).map(
        ([where, thing]) => [named, where, mapped, known, thing, { members, about, kind }] as const,
      ),
    ),
  ),
);

describe.each(cases)('what is %s, and stands %s under a name that %s, of a kind %s', (...drawn) => {
  const [, , , , thing, how] = drawn;
  const ways: readonly (readonly [string, (root: Api) => Promise<{ readonly name: unknown }>])[] = [
    ['awaited', async (root) => await root.thing(1).owner],
    ['of what was awaited', async (root) => (await root.thing(1)).owner],
    ['of an item by its index', async (root) => (await root.things.items[0]?.owner) as Person],
    ['of what was found', async (root) => await root.things.find(({ id }) => id === 1).owner],
  ];

  it.each(ways)('is read, %s', async (_way, read) => {
    // Without an address of the kind, an id names nobody.
    if (how.kind.address === undefined && 'by' in how.about) return;
    const { root, requests } = open(thing, how);

    expect(await (await read(root)).name).toBe('Ann');
    expect(requests).toHaveLength(2);
  });
});

describe.each(Object.entries(isMapped))('what stands under a name that %s', (_title, members) => {
  const how = { members, kind: { address: 'people/{id}' } };

  it('is shown as it stands there, without a request', async () => {
    const { root, requests } = open({ owner: person(6), maker: { ...person(5), name: 'A.' } }, how);

    expect(await root.thing(1).maker).toMatchObject({ id: 5, name: 'A.' });
    expect(await root.thing(1).maker.name).toBe('A.');
    expect((await root.thing(1)).maker).toMatchObject({ id: 5, name: 'A.' });
    expect(new Set(requests)).toEqual(new Set(['GET /things/1']));
  });

  it('is asked for what it does not tell, where its address tells its kind', async () => {
    const { root, requests } = open({ owner: person(6), maker: person(5) }, how);
    const inHand = await root.thing(1);

    expect(await inHand.maker?.name).toBe('Ann');
    expect(await (await root.thing(1).maker).name).toBe('Ann');
    expect(requests).toEqual(['GET /things/1', 'GET /people/5', 'GET /things/1', 'GET /people/5']);
  });
});
