/** Several by their ids, of a server that spells the addresses of them otherwise than the map does. */
import { describe, expect, it } from 'vitest';
import { type Chain, type Json, type LinkMap, member } from '../../src/index.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { answering } from '../dialects/answering.ts';

interface Club {
  person(id: string): {
    readonly name: Chain<string>;
    readonly club: { readonly name: Chain<string> };
  };
}
const map: LinkMap = {
  root: 'root',
  kinds: {
    root: { members: { person: member.lookup('people', 'people/{id}') } },
    people: {
      address: 'people/{id}',
      many: { path: 'people', most: 10 },
      members: {
        name: member.field('string', 'stub'),
        club: member.link('club', { path: 'club' }),
      },
    },
    club: { members: { name: member.field('string', 'stub') } },
  },
};
const IDS = ['ü', 'b c', 'd'] as const;
const person = (id: string, self: string, type = 'people'): Json => ({
  ...{ type, id, attributes: { name: `N${id}` }, links: { self } },
});
const all = (people: readonly Json[]) => ({ '/people?filter[id]=ü,b c,d': { data: [...people] } });
const namesOf = (root: Club): Promise<readonly string[]> =>
  Promise.all(IDS.map((id) => root.person(id).name));

describe('several that are asked for by their ids', () => {
  it.each([
    ['with a slash at its end', (id: string) => `/people/${encodeURIComponent(id)}/`],
    ['with a query', (id: string) => `/people/${encodeURIComponent(id)}?v=1`],
    [
      'with small letters in its escapes',
      (id: string) => `/people/${encodeURIComponent(id).toLowerCase()}`,
    ],
    ['with more escaped', (id: string) => `/people/${encodeURIComponent(id).replace('d', '%64')}`],
    ['as another one altogether', (id: string) => `/v2/persons/x-${encodeURIComponent(id)}`],
  ])('are one request where each says its own address %s', async (_how, self) => {
    const people = IDS.map((id) => person(id, self(id)));
    const { root, requests } = answering<Club>(jsonApi({ many: 'filter[id]' }), map, all(people));

    expect(await namesOf(root)).toEqual(['Nü', 'Nb c', 'Nd']);
    expect(requests).toHaveLength(1);
  });

  it('are not taken for what bears their ids and is of another type', async () => {
    const people = IDS.map((id) => person(id, `/bots/${encodeURIComponent(id)}`, 'bots'));
    const { root, requests } = answering<Club>(
      jsonApi({ many: 'filter[id]' }),
      { ...map, kinds: { ...map.kinds, bots: { address: 'bots/{id}', members: {} } } },
      {
        ...all(people),
        ...Object.fromEntries(
          IDS.map((id) => [`/people/${id}`, { data: person(id, `/people/${id}`) }]),
        ),
      },
    );

    expect(await namesOf(root)).toEqual(['Nü', 'Nb c', 'Nd']);
    expect(requests).toHaveLength(4);
  });
});
