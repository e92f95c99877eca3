/** What operations further on read of items that came with their owners. */
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
import { answering } from './answering.ts';

interface Genre {
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
}

const map: LinkMap = {
  root: 'shop',
  kinds: {
    shop: {
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
    Genres: { address: 'Genres({ID})', members: { name: member.field('string', 'stub') } },
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
const page = '/Authors?$skip=0&$top=100';

/** What came of a chain, and what was sent for it, which has to be what its plan says. */
async function reading(
  expand: string,
  read: (shop: Shop) => PromiseLike<unknown>,
): Promise<unknown> {
  const { root, requests } = answering<Shop>(odata({ pageSize: 100 }), map, {
    [`${page}&$expand=${expand}`]: authors,
  });
  const planned = explain(read(root) as never).requests;
  const came = await read(root);
  expect(requests).toEqual([`GET ${page}&$expand=${expand}`]);
  expect(planned.map(({ url }) => new URL(decodeURIComponent(url)).search)).toEqual([
    `?$skip=0&$top=100&$expand=${expand}`,
  ]);
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
