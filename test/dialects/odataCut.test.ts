/** Expanded collections of OData that a service cuts short, with links to what follows. */
import { describe, expect, it } from 'vitest';
import { type Chain, type LinkMap, member } from '../../src/index.ts';
import { odata } from '../../src/odata.ts';
import { answering, ORIGIN } from './answering.ts';

interface Book {
  readonly title: string;
  readonly genre: { readonly name: string };
}
interface Author {
  readonly books: { map<T>(each: (book: Book) => T): readonly T[] };
}
interface Service {
  readonly authors: { map<T>(each: (author: Author) => T): Chain<readonly T[]> };
}

const map: LinkMap = {
  root: 'service',
  kinds: {
    service: {
      members: { authors: member.collection('Authors', { path: 'Authors', indexed: true }) },
    },
    Authors: {
      address: 'Authors({ID})',
      members: {
        books: member.collection('Books', { path: 'books', indexed: true, embedded: 'expansion' }),
      },
    },
    Books: {
      address: 'Books({ID})',
      members: { title: member.field('string', 'stub'), genre: member.ref('Genres', 'expansion') },
    },
    Genres: { address: 'Genres({ID})', members: { name: member.field('string', 'stub') } },
  },
};
const book = (ID: number): { ID: number; title: string; genre: { ID: number; name: string } } => ({
  ID,
  title: `Book ${ID}`,
  genre: { ID: 1, name: 'Drama' },
});

describe('a link to the rest of an expanded collection', () => {
  it('is asked with what is wanted of it once, though it says so itself', async () => {
    const next = `${ORIGIN}/Authors(1)/books?$skip=1&$expand=genre`;
    const author = { ID: 1, books: [book(1)], 'books@odata.nextLink': next };
    const { root, requests } = answering<Service>(odata(), map, {
      '/Authors?$skip=0&$top=1000&$expand=books($expand=genre)': { value: [author] },
      '/Authors?$skip=0&$top=1000&$expand=books': { value: [author] },
      '/Authors(1)/books?$skip=1&$expand=genre': { value: [book(2)] },
      '/Authors(1)/books?$skip=1': { value: [book(2)] },
    });

    expect(await root.authors.map(({ books }) => books.map(({ genre }) => genre.name))).toEqual([
      ['Drama', 'Drama'],
    ]);
    expect(requests).toEqual([
      'GET /Authors?$skip=0&$top=1000&$expand=books($expand=genre)',
      'GET /Authors(1)/books?$skip=1&$expand=genre',
    ]);
  });
});
