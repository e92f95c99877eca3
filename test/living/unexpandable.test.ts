/** What by the map only an expansion brings, where no request can expand it: it may stand in its owner's own document all the same. */
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type KindLimits,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering } from '../dialects/answering.ts';
import { errorOf } from './sending.ts';

interface Person {
  readonly name: string;
}
interface Api {
  readonly books: Sequence<
    { readonly title: string; readonly author?: Person; readonly tags?: readonly Person[] },
    unknown
  >;
  book(id: number): { readonly author: { readonly name: Chain<string> } };
}
const mapOf = (limits?: KindLimits): LinkMap => ({
  root: 'api',
  kinds: {
    api: {
      members: {
        books: member.collection('book', { path: 'books', indexed: false }),
        book: member.lookup('book', 'books/{id}'),
      },
    },
    book: {
      address: 'books/{id}',
      ...(limits && { limits }),
      members: {
        title: member.field('string', 'stub'),
        author: member.ref('person', 'expansion'),
        tags: member.list('person', 'expansion'),
      },
    },
    person: { address: 'people/{id}', members: { name: member.field('string', 'stub') } },
  },
});
const ANSWERS = {
  '/books': [
    { id: 1, title: 'One' },
    { id: 2, title: 'Two' },
  ],
  '/books/1': { id: 1, title: 'One' },
  '/books/2': { id: 2, title: 'Two', author: { id: 7, name: 'Ann' }, tags: [{ id: 8, name: 'T' }] },
};

describe.each([
  ['a dialect that expands nothing', rest(), mapOf()],
  [
    'a kind of which the map says that it expands something else',
    rest({ expand: { one: '_expand', many: '_embed' } }),
    mapOf({ expands: ['publisher'], ofItems: { expands: [] } }),
  ],
])('what only an expansion would bring, of %s', (_, dialect, map) => {
  it('is read where it stands at the own address of its owner', async () => {
    const { root, requests } = answering<Api>(dialect, map, ANSWERS);

    expect(await root.book(2).author.name).toBe('Ann');
    expect(await root.books.map(({ author }) => author?.name ?? 'nobody')).toEqual([
      'nobody',
      'Ann',
    ]);
    expect(await root.books.map(({ tags }) => tags?.length)).toEqual([undefined, 1]);
    expect(requests.filter((line) => line === 'GET /books/1')).toHaveLength(2);
  });

  it('is not there where it does not', async () => {
    const { root, requests } = answering<Api>(dialect, map, ANSWERS);

    const error = await errorOf(root.book(1).author.name);
    expect(error.message).toContain('there is no author of book 1');
    expect(requests).toEqual(['GET /books/1']);
  });
});
