/** Several by their ids, of which the server gives what its pages have, and not what the map promises. */
import { describe, expect, it } from 'vitest';
import { type Chain, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering } from './answering.ts';

interface Person {
  readonly name: string;
  readonly mail: string;
}
interface Api {
  person(id: number): { readonly name: Chain<string>; readonly mail: Chain<string> };
  readonly people: { map<T>(each: (person: Person) => T): Chain<readonly T[]> };
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        person: member.lookup('person', 'people/{id}'),
        people: member.collection('person', { path: 'people', indexed: false }),
      },
    },
    person: {
      address: 'people/{id}',
      many: { path: 'people', most: 50 },
      members: { name: member.field('string', 'stub'), mail: member.field('string', 'whole') },
    },
  },
};
const page = [
  { id: 1, name: 'Ann' },
  { id: 2, name: 'Bo' },
];
const answers = {
  '/people': page,
  '/people?id=1&id=2': page,
  '/people/1': { id: 1, name: 'Ann', mail: 'ann@example.com' },
  '/people/2': { id: 2, name: 'Bo', mail: 'bo@example.com' },
};
const MAILS = ['ann@example.com', 'bo@example.com'];

describe('what several by their ids do not bring', () => {
  it('is asked for at the address of each', async () => {
    const { root, requests } = answering<Api>(rest({ ids: 'id' }), map, answers);

    expect(await Promise.all([root.person(1).mail, root.person(2).mail])).toEqual(MAILS);
    expect(requests).toEqual(['GET /people?id=1&id=2', 'GET /people/1', 'GET /people/2']);
    expect(await root.people.map(({ mail }) => mail)).toEqual(MAILS);
  });

  it('is asked for only where it is read', async () => {
    const { root, requests } = answering<Api>(rest({ ids: 'id' }), map, answers);

    expect(await Promise.all([root.person(1).name, root.person(2).name])).toEqual(['Ann', 'Bo']);
    expect(await root.people.map(({ name }) => name)).toEqual(['Ann', 'Bo']);
    expect(requests).toEqual(['GET /people?id=1&id=2', 'GET /people']);
  });

  it('is not there where others have it', async () => {
    const { root, requests } = answering<Api>(rest({ ids: 'id' }), map, {
      '/people?id=1&id=2': [{ id: 1, name: 'Ann', mail: 'ann@example.com' }, page[1] ?? null],
    });

    const mails = await Promise.all([root.person(1).mail, root.person(2).mail]);
    expect(mails).toEqual(['ann@example.com', undefined]);
    expect(requests).toEqual(['GET /people?id=1&id=2']);
  });
});
