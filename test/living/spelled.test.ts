/** What a server makes of what was wished: windows in whole pages, and expansions that end earlier or stay in `next`. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type Dialect,
  explain,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { collect } from '../helpers/collect.ts';
import { living, madeUp } from './madeUp.ts';

interface BookRow {
  readonly title: string;
  readonly author: { readonly name: string; readonly country: { readonly name: string } };
}
interface Book {
  readonly title: Chain<string>;
}
interface Api {
  readonly books: Sequence<BookRow, unknown> & { readonly items: readonly Book[] };
  book(id: number): {
    readonly author: {
      readonly name: Chain<string>;
      readonly country: { readonly name: Chain<string> };
    };
  };
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        books: member.collection('book', { path: 'books', indexed: true }),
        book: member.lookup('book', 'books/{id}'),
      },
    },
    book: {
      address: 'books/{id}',
      members: { title: member.field('string', 'stub'), author: member.ref('author', 'stub') },
    },
    author: {
      address: 'authors/{id}',
      members: { name: member.field('string', 'whole'), country: member.ref('country', 'whole') },
    },
    country: {
      address: 'countries/{id}',
      members: { name: member.field('string', 'whole') },
    },
  },
};

/** A dialect that knows pages of one size, by their number. */
const inPagesOf = (size: number, isSaid: boolean): Dialect => ({
  ...madeUp,
  limits: { pageSize: size, defaultPageSize: size },
  page(response, asked) {
    const page = madeUp.page(response, asked);
    const number = Number(new URL(response.url).searchParams.get('page') ?? 1);
    return page && { ...page, size, ...(isSaid && { start: (number - 1) * size }) };
  },
  window(start) {
    const page = Math.floor(start / size);
    return { query: [['page', String(page + 1)]], covers: { start: page * size, size } };
  },
});

/** A server of so many books in such pages. */
const paged = (count: number, size: number, isSaid = false) =>
  living<Api>(inPagesOf(size, isSaid), map, ({ query }) => {
    const from = (Number(query.get('page') ?? 1) - 1) * size;
    const ids = Array.from({ length: count }, (_, id) => id).slice(from, from + size);
    return { data: ids.map((id) => ({ '@': `/books/${id}`, title: `B${id}` })) };
  });
const titles = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => `B${from + at}`);

describe('a window that the server rounds to whole pages', () => {
  it.each([true, false])(
    'is no window that it ignores (says where it starts: %s)',
    async (isSaid) => {
      const { root, requests } = paged(80, 5, isSaid);

      expect(
        await root.books
          .drop(32)
          .take(7)
          .map(({ title }) => title),
      ).toEqual(titles(32, 39));

      expect(requests).toEqual(['GET /books?page=7', 'GET /books?page=8']);
    },
  );

  it('brings an item by its index, wherever that stands on its page', async () => {
    const { root, requests } = paged(80, 5);

    expect(await root.books.items[33]?.title).toBe('B33');
    const both = await Promise.all([root.books.items[41]?.title, root.books.items[46]?.title]);
    expect(both).toEqual(['B41', 'B46']);

    expect(requests).toEqual(['GET /books?page=7', 'GET /books?page=9', 'GET /books?page=10']);
  });

  it('is planned as it is rounded', () => {
    const { root } = paged(80, 5);
    const planned = explain(root.books.items[33]?.title as Chain<string>);

    expect(planned.bill).toEqual({ least: 1, most: 1 });
    expect(planned.requests[0]?.url).toContain('page=7');
  });

  it('gives what there is, and asks for no page twice and for none that is not wanted', async () => {
    const drawn = fc.record({
      count: fc.nat(40),
      size: fc.integer({ min: 1, max: 9 }),
      from: fc.nat(45),
      most: fc.integer({ min: 1, max: 20 }),
      isSaid: fc.boolean(),
      isLoop: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(drawn, async ({ count, size, from, most, isSaid, isLoop }) => {
        const { root, requests } = paged(count, size, isSaid);
        const wanted = root.books
          .drop(from)
          .take(most)
          .map(({ title }) => title);

        const end = Math.min(from + most, count);
        expect(isLoop ? await collect(wanted) : await wanted).toEqual(titles(from, end));

        // The page behind a last one that is full says that there is no more.
        const isAtEnd = end === count && end < from + most;
        const last = Math.floor((isAtEnd ? Math.max(from, end) : end - 1) / size);
        const first = Math.floor(from / size);
        const pages = Array.from({ length: last - first + 1 }, (_, at) => first + at + 1);
        expect(requests).toEqual(pages.map((page) => `GET /books?page=${page}`));
      }),
    );
  });
});

const AUTHORS: Readonly<Record<string, string>> = { 1: 'Ada', 2: 'Bo' };
const author = (id: string, isCountryWhole: boolean) => ({
  '@': `/authors/${id}`,
  name: AUTHORS[id] ?? '',
  country: { '@': '/countries/9', ...(isCountryWhole && { name: 'Elsewhere' }) },
});

/** A server that expands authors, and keeps in `next` whatever it was asked. */
const keeping = (dialect: Dialect) =>
  living<Api>(dialect, { ...map, kinds: { ...map.kinds, api: byNext } }, ({ path, query }) => {
    const [, kind, id = ''] = path.split('/');
    if (kind === 'authors') return author(id, false);
    if (kind === 'countries') return { '@': path, name: 'Elsewhere' };
    const names = [...query.keys()];
    const isWhole = names.some((name) => name.startsWith('fields[author'));
    const book = (each: number) => ({
      '@': `/books/${each}`,
      title: `B${each}`,
      author: isWhole
        ? author(String((each % 2) + 1), false)
        : { '@': `/authors/${(each % 2) + 1}` },
    });
    if (id !== '') return book(Number(id));
    const at = Number(query.get('at') ?? 0);
    const kept = [...query].filter(([name]) => name !== 'at');
    const next = new URLSearchParams([...kept, ['at', String(at + 2)]]);
    return { data: [at, at + 1].map(book), ...(at < 4 && { next: `/books?${next}` }) };
  });
const byNext = {
  members: {
    books: member.collection('book', { path: 'books', indexed: false }),
    book: member.lookup('book', 'books/{id}'),
  },
};
/** Each path is a name of its own, as `fields[Owner]` is. */
const nested: Dialect = {
  ...madeUp,
  expand: (paths) => paths.map((path) => [`fields[${path}]`, 'all'] as const),
};

describe('an expansion that `next` repeats', () => {
  it('is asked once on each page, whatever it is spelled as', async () => {
    const { root, requests } = keeping(nested);

    expect(await root.books.map((book) => book.author.name)).toEqual([
      'Ada',
      'Bo',
      'Ada',
      'Bo',
      'Ada',
      'Bo',
    ]);

    expect(requests).toEqual([
      'GET /books?fields[author]=all',
      'GET /books?at=2&fields[author]=all',
      'GET /books?at=4&fields[author]=all',
    ]);
  });
});

describe('an expansion of which a server takes less than was wished', () => {
  /** Expands one level, and says so. */
  const shallow: Dialect = {
    ...nested,
    expand(paths) {
      const asked = [...new Set(paths.map((path) => path.split('.')[0] ?? ''))];
      return { query: asked.map((path) => [`fields[${path}]`, 'all'] as const), asked };
    },
  };

  it('is planned as what is really sent', async () => {
    const { root, requests } = keeping(shallow);
    const chain = root.book(1).author.country.name;
    const planned = explain(chain).requests.map(({ url }) =>
      decodeURIComponent(new URL(url).pathname),
    );

    expect(await chain).toBe('Elsewhere');

    expect(planned).toHaveLength(2);
    expect(requests).toEqual(['GET /books/1?fields[author]=all', 'GET /countries/9']);
  });

  it('does not count as ignored: other expansions are asked for all the same', async () => {
    const { root, requests } = keeping(shallow);

    expect(
      await root.books.map((book) => `${book.author.name} ${book.author.country.name}`),
    ).toEqual(['Ada', 'Bo', 'Ada', 'Bo', 'Ada', 'Bo'].map((name) => `${name} Elsewhere`));

    expect(requests.filter((request) => request.startsWith('GET /authors'))).toEqual([]);
    expect(requests.filter((request) => request.startsWith('GET /countries'))).toHaveLength(1);
  });
});
