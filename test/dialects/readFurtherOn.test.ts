/** What the rest of a chain reads of items that came with their owners, and of what items name. */
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  explain,
  type Json,
  type LinkMap,
  member,
  type RowOperations,
  type Sequence,
} from '../../src/index.ts';
import { odata } from '../../src/odata.ts';
import { answering, ORIGIN } from './answering.ts';

interface Genre {
  readonly ID: number;
  readonly name: string;
}
interface Book {
  readonly title: string;
  readonly genre: Genre;
  readonly reviews: RowOperations<{ readonly by: Genre }>;
}
interface NamedGenre {
  readonly genre: { readonly name: Chain<string> };
}
interface Author {
  readonly books: RowOperations<Book>;
}
interface Shop {
  readonly authors: Sequence<Author, unknown>;
  readonly books: Sequence<Book, unknown>;
}

const map: LinkMap = {
  root: 'shop',
  kinds: {
    shop: {
      members: {
        authors: member.collection('Authors', { path: 'Authors', indexed: true }),
        books: member.collection('Books', { path: 'Books', indexed: true }),
      },
    },
    Authors: {
      address: 'Authors({ID})',
      members: {
        books: member.collection('Books', { path: 'books', indexed: true, embedded: 'expansion' }),
      },
    },
    Books: {
      address: 'Books({ID})',
      members: {
        title: member.field('string', 'stub'),
        genre: member.ref('Genres', 'stub', { by: 'genre_ID' }),
        reviews: member.collection('Reviews', {
          path: 'reviews',
          indexed: true,
          embedded: 'expansion',
        }),
      },
    },
    Reviews: {
      address: 'Reviews({ID})',
      members: { by: member.ref('Genres', 'stub', { by: 'by_ID' }) },
    },
    Genres: {
      address: 'Genres({ID})',
      members: { ID: member.field('number', 'ref'), name: member.field('string', 'stub') },
    },
  },
};
const genre = (ID: number): Json => ({ ID, name: `G${ID}` });
const book = (ID: number): Json => ({
  ID,
  title: `B${ID}`,
  genre_ID: ID,
  genre: genre(ID),
  reviews: [{ ID, by_ID: ID, by: genre(ID) }],
});
const authors: Json = {
  value: [
    { ID: 1, books: [book(1), book(2)] },
    { ID: 2, books: [book(3)] },
  ],
};
const books: Json = { value: [book(1), book(2)] };

/** What came of a chain, and what was sent for it, which has to be what its plan says. */
async function reading(
  expand: string,
  read: (shop: Shop) => PromiseLike<unknown>,
  page = '/Authors?$skip=0&$top=100',
): Promise<unknown> {
  const asked = `${page}&$expand=${expand}`;
  const { root, requests } = answering<Shop>(odata({ pageSize: 100 }), map, {
    [asked]: page.startsWith('/Books') ? books : authors,
  });
  const planned = explain(read(root) as never).requests;
  const came = await read(root);
  expect(requests).toEqual([`GET ${asked}`]);
  expect(planned.map(({ url }) => decodeURIComponent(url))).toEqual([ORIGIN + asked]);
  return came;
}

describe('what is read of items that came with their owners', () => {
  it('comes with them where a `flatMap` gave these', async () => {
    const ofEach = ({ genre: { name } }: Book): string => name;
    const expand = 'books($expand=genre)';
    for (const read of [
      (shop: Shop) => shop.authors.flatMap(({ books }) => books).map(ofEach),
      (shop: Shop) => shop.authors.flatMap(({ books }) => books.map((each) => each)).map(ofEach),
      (shop: Shop) => shop.authors.flatMap(({ books }) => [...books.take(9)]).map(ofEach),
    ]) {
      expect(await reading(expand, read)).toEqual(['G1', 'G2', 'G3']);
    }
  });

  it('comes with them where another lambda gave one', async () => {
    const first = (shop: Shop) =>
      shop.authors.map(({ books }) => books.find(() => true)).map((each) => each?.genre.name);
    expect(await reading('books($expand=genre)', first)).toEqual(['G1', 'G3']);
  });

  it('comes with them behind `at` and `find`', async () => {
    const books = (shop: Shop) => shop.authors.flatMap(({ books }) => books);
    for (const read of [
      (shop: Shop) => books(shop).at(-1),
      (shop: Shop) => books(shop).find(({ title }) => title === 'B3'),
    ]) {
      const name = (shop: Shop) => (read(shop) as unknown as NamedGenre).genre.name;
      expect(await reading('books($expand=genre)', name)).toBe('G3');
    }
  });

  it('comes with them from any depth', async () => {
    const expand = 'books($expand=reviews($expand=by))';
    for (const read of [
      (shop: Shop) =>
        shop.authors
          .flatMap(({ books }) => books)
          .flatMap(({ reviews }) => reviews)
          .map(({ by }) => by.name),
      (shop: Shop) =>
        shop.authors
          .flatMap(({ books }) => books.flatMap(({ reviews }) => reviews))
          .map(({ by }) => by.name),
    ]) {
      expect(await reading(expand, read)).toEqual(['G1', 'G2', 'G3']);
    }
    const found = (shop: Shop) =>
      shop.authors.map(({ books }) => books.find(() => true)?.reviews.find(() => true)?.by.name);
    expect(await reading(expand, found)).toEqual(['G1', 'G3']);
  });
});

describe('what is read of one thing that items name by its id', () => {
  const genres = (shop: Shop) => shop.books.map((each) => each.genre);
  const found = (shop: Shop) => genres(shop).find(({ ID }) => ID === 2);

  it('comes with the page, behind `at` and `find`', async () => {
    for (const [read, name, page] of [
      [(shop: Shop) => genres(shop).at(0), 'G1', '/Books?$skip=0&$top=1'],
      [(shop: Shop) => genres(shop).at(-1), 'G2', '/Books?$skip=0&$top=100'],
      [found, 'G2', '/Books?$skip=0&$top=100'],
    ] as const) {
      expect(await reading('genre', read, page)).toMatchObject({ name });
      const named = (shop: Shop) => (read(shop) as unknown as { name: Chain<string> }).name;
      expect(await reading('genre', named, page)).toBe(name);
    }
  });

  it('is not asked for where that is its id', async () => {
    const page = '/Books?$skip=0&$top=1';
    const { root, requests } = answering<Shop>(odata({ pageSize: 100 }), map, { [page]: books });
    const first = genres(root).at(0) as unknown as { ID: Chain<number> };

    expect(await first.ID).toBe(1);
    expect(requests).toEqual([`GET ${page}`]);
  });
});
