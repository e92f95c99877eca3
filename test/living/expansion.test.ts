/** What only an expansion brings: a list or a reference that no representation holds by itself. */
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type Dialect,
  explain,
  type JsonObject,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { collect } from '../helpers/collect.ts';
import { type Answer, living, madeUp } from './madeUp.ts';

interface BookRow {
  readonly title: string;
  readonly pages: number;
}
interface Shown {
  readonly name: string;
  readonly books: Chain<readonly { readonly title: string }[]>;
  readonly awards?: readonly object[];
}
interface Author extends Chain<Shown> {
  readonly books: Chain<readonly { readonly title: string }[] | undefined> &
    readonly { readonly title: Chain<string>; readonly pages: Chain<number> }[];
  readonly genre: { readonly name: Chain<string> };
}
interface Prizes {
  readonly keeper: { readonly name: string; readonly prizes: Chain<readonly object[]> };
}
interface Api {
  author(id: number): Author;
  shelf(id: number): Chain<Prizes> & Prizes;
  readonly authors: Sequence<
    {
      readonly name: string;
      readonly books: readonly BookRow[];
      readonly genre: { readonly name: string };
      readonly critic?: { readonly name: string };
    },
    unknown
  > &
    AsyncIterable<Author & Shown>;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        authors: member.collection('author', { path: 'authors', indexed: false }),
        author: member.lookup('author', 'authors/{id}'),
        shelf: member.lookup('shelf', 'shelves/{id}'),
      },
    },
    shelf: {
      address: 'shelves/{id}',
      members: { keeper: member.ref('author', 'stub') },
    },
    author: {
      address: 'authors/{id}',
      members: {
        name: member.field('string', 'stub'),
        books: member.list('book', 'expansion'),
        awards: member.list('award', 'whole', { absent: 'empty' }),
        prizes: member.list('award', 'expansion', { absent: 'empty' }),
        genre: member.ref('genre', 'expansion', 'genre'),
        critic: member.ref('genre', 'expansion'),
      },
    },
    book: {
      address: 'books/{id}',
      members: { title: member.field('string', 'stub'), pages: member.field('number', 'whole') },
    },
    award: { members: { name: member.field('string', 'stub') } },
    genre: { members: { name: member.field('string', 'whole') } },
  },
};

const ofItems: Dialect = {
  ...madeUp,
  expand: (paths, isOfItems) => {
    const names = isOfItems ? paths.filter((path) => path !== '') : paths;
    return names.length === 0 ? [] : [['include', names.join(',')]];
  },
};

const BOOKS: Readonly<Record<string, readonly number[]>> = { 1: [11, 12], 2: [], 3: [13] };
const book = (id: number) => ({ '@': `/books/${id}`, title: `B${id}`, pages: id * 10 });

/** A server that has these names to include, and leaves out what nobody asks for. */
const open = (includes: readonly string[] = ['books', 'genre']) =>
  living<Api>(ofItems, map, ({ path, query }): Answer | undefined => {
    const [, kind, id = '', more] = path.split('/');
    const asked = (query.get('include') ?? '').split(',').filter((name) => includes.includes(name));
    if (more === 'genre') return { '@': `/genres/${id}`, name: `G${id}` };
    if (kind === 'books') return book(Number(id));
    const author = (each: string): JsonObject => ({
      '@': `/authors/${each}`,
      name: `A${each}`,
      ...(asked.includes('books') && { books: (BOOKS[each] ?? []).map(book) }),
      ...(asked.includes('genre') && { genre: { '@': `/genres/${each}`, name: `G${each}` } }),
    });
    return id === '' ? { data: ['1', '2', '3'].map(author) } : author(id);
  });

describe('what only an expansion brings', () => {
  it('is asked for, where a chain ends at it or goes on from it', async () => {
    const { root, requests } = open();

    expect((await root.author(1).books)?.map(({ title }) => title)).toEqual(['B11', 'B12']);
    expect(await root.author(1).books[1]?.pages).toBe(120);
    expect(await root.author(2).books).toEqual([]);

    expect(requests).toEqual([
      'GET /authors/1?include=books',
      'GET /authors/1?include=books',
      'GET /authors/2?include=books',
    ]);
  });

  it('comes with the page whose items a lambda reads', async () => {
    const { root, requests } = open();

    expect(
      await root.authors.map(({ name, books }) => `${name}: ${books.map(({ pages }) => pages)}`),
    ).toEqual(['A1: 110,120', 'A2: ', 'A3: 130']);
    expect(await root.authors.map(({ books }) => books.length)).toEqual([2, 0, 1]);

    expect(requests).toEqual(['GET /authors?include=books', 'GET /authors?include=books']);
  });

  it('is a chain in what is shown, which asks for it', async () => {
    const { root, requests } = open();

    const shown = await root.author(1);
    expect((await shown.books).map(({ title }) => title)).toEqual(['B11', 'B12']);
    expect(requests).toEqual(['GET /authors/1', 'GET /authors/1?include=books']);
  });

  it('is learned for all items of a page, where code goes through them', async () => {
    const { root, requests } = open();
    const counts: (number | undefined)[] = [];

    for (const author of await collect(root.authors)) counts.push((await author.books)?.length);

    expect(counts).toEqual([2, 0, 1]);
    expect(requests).toEqual(['GET /authors', 'GET /authors?include=books']);
  });

  it('comes from its own address where it has one and the server does not expand it', async () => {
    const { root, requests } = open([]);

    expect(await root.author(1).genre.name).toBe('G1');
    expect(await root.authors.map(({ genre }) => genre.name)).toEqual(['G1', 'G2', 'G3']);

    expect(requests.slice(1)).toEqual([
      'GET /authors?include=genre',
      'GET /authors/1/genre',
      'GET /authors/2/genre',
      'GET /authors/3/genre',
    ]);
  });

  it('comes from there as well where a lambda gives the thing itself', async () => {
    const { root, requests } = open([]);

    const genres = await root.authors.map(({ name, genre }) => ({ name, genre }));
    expect(requests).toEqual([
      'GET /authors?include=genre',
      'GET /authors/1/genre',
      'GET /authors/2/genre',
      'GET /authors/3/genre',
    ]);

    // What is read of it then is in hand.
    const names = await Promise.all(genres.map(({ genre }) => Reflect.get(genre, 'name')));
    expect(names).toEqual(['G1', 'G2', 'G3']);
    expect(requests).toHaveLength(4);
  });

  it('is absent to a lambda where it has no address and the server does not expand it', async () => {
    const { root, requests } = open([]);

    expect(await root.authors.map(({ critic }) => critic === undefined)).toEqual([
      true,
      true,
      true,
    ]);
    expect(requests).toEqual([
      'GET /authors?include=critic',
      ...[1, 2, 3].map((id) => `GET /authors/${id}?include=critic`),
    ]);
  });

  it('is absent once it was asked for in vain, and not asked for again', async () => {
    const { root, requests } = open([]);

    expect(await root.author(1).books).toBeUndefined();
    expect(requests).toEqual(['GET /authors/1?include=books']);

    expect(await root.authors.map(({ books }) => books === undefined)).toEqual([true, true, true]);
    expect(requests.slice(1)).toEqual([
      'GET /authors?include=books',
      'GET /authors/1?include=books',
      'GET /authors/2?include=books',
      'GET /authors/3?include=books',
    ]);
  });

  it('is asked of each where a page does not expand it', async () => {
    const { root } = living<Api>(ofItems, map, ({ path, query }) => {
      const author = (id: number) => ({ '@': `/authors/${id}`, name: `A${id}` });
      if (path === '/authors') return { data: [1, 2].map(author) };
      return { ...author(1), ...(query.has('include') && { books: [book(1)] }) };
    });

    expect(await root.authors.map(({ books }) => books.length)).toEqual([1, 1]);
  });

  it('is planned with the expansion', () => {
    const { root } = open();

    expect(explain(root.author(1).books[0]?.title as Chain<string>).bill.most).toBe(1);
    expect(explain(root.authors.map(({ books }) => books.length)).requests).toHaveLength(1);
  });
});

describe('a list that is left out where it is empty', () => {
  it('is empty, wherever it is read', async () => {
    const { root } = open();

    expect((await root.author(1)).awards).toEqual([]);
    expect(await root.authors.map((author) => Object(author).awards.length)).toEqual([0, 0, 0]);
  });
});

describe('a list that only an expansion brings, and that is left out where it is empty', () => {
  const openShelf = (prizes?: readonly JsonObject[]) =>
    living<Api>(ofItems, map, ({ path, query }): Answer | undefined => {
      const asked = (query.get('include') ?? '').split(',');
      const isAsked = asked.includes(path === '/shelves/1' ? 'keeper.prizes' : 'prizes');
      const keeper = {
        '@': '/authors/1',
        name: 'A1',
        ...(isAsked && prizes !== undefined && { prizes }),
      };
      return path === '/shelves/1' ? { '@': path, keeper } : keeper;
    });

  it('is empty where it was asked for of what names its owner', async () => {
    const { root, requests } = openShelf();

    expect(await root.shelf(1).keeper.prizes).toEqual([]);

    expect(requests).toEqual(['GET /shelves/1?include=keeper.prizes']);
  });

  it('is asked for at its owner where that came without it being asked for', async () => {
    const { root, requests } = openShelf([{ name: 'Best' }]);
    const { keeper } = await root.shelf(1);

    expect(await keeper.prizes).toEqual([{ name: 'Best' }]);
    expect(requests).toEqual(['GET /shelves/1', 'GET /authors/1?include=prizes']);
  });
});
