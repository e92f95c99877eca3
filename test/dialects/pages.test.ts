/** Where a list ends, and how it goes on, for servers that page in each of the ways that there are. */
import { describe, expect, it } from 'vitest';
import { hal } from '../../src/hal.ts';
import { type Dialect, explain } from '../../src/index.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { odata } from '../../src/odata.ts';
import { rest } from '../../src/rest.ts';
import { ORIGIN } from './answering.ts';
import { type Listing, type Numbered, numbered, numberIn, paging } from './paging.ts';

describe('an OData service', () => {
  /** @param most - How many entities it gives in one answer. Within what `$top` limits, it goes on by itself. */
  const open = (count: number, most: number) => {
    const all = numbered(count);
    return paging(odata(), all, (url) => {
      const [skip, top] = [numberIn(url, '$skip', 0), numberIn(url, '$top', count)];
      const from = numberIn(url, '$skiptoken', 0);
      const chosen = all.slice(skip, skip + top);
      url.searchParams.set('$skiptoken', String(from + most));
      const next = from + most < chosen.length ? { '@odata.nextLink': url.href } : {};
      return { value: chosen.slice(from, from + most), ...next };
    });
  };

  it('is asked for more where as many came as were asked for, whatever its pages', async () => {
    const whole = open(2500, 5000);
    expect(await whole.root.items.count()).toBe(2500);
    expect(whole.requests).toEqual([
      'GET /items?$skip=0&$top=1000',
      'GET /items?$skip=1000&$top=1000',
      'GET /items?$skip=2000&$top=1000',
    ]);

    // The last of the pages that it goes on by has 100.
    const inPages = open(2500, 300);
    expect(await inPages.root.items.count()).toBe(2500);
    expect(inPages.requests[4]).toBe('GET /items?$skip=1000&$top=1000');
    expect(inPages.requests).toHaveLength(10);
  });

  it('is asked for no more where fewer came', async () => {
    const { root, requests } = open(1150, 300);
    expect(await root.items.count()).toBe(1150);
    expect(requests).toHaveLength(5);
  });

  it('says by its silence that there are no more where it was asked for all', async () => {
    const { root, requests } = open(100, 300);
    const page = await root.items;
    expect(await page.contents().toArray()).toHaveLength(100);
    expect(requests).toEqual(['GET /items']);
  });

  it('may name what is left of the limit in what it goes on by', async () => {
    const all = numbered(2500);
    const { root } = paging(odata(), all, (url) => {
      const [skip, top] = [numberIn(url, '$skip', 0), numberIn(url, '$top', 2500)];
      const value = all.slice(skip, skip + Math.min(top, 300));
      const isMore = top > 300 && skip + 300 < all.length;
      const next = `items?$skip=${skip + 300}&$top=${top - 300}`;
      return { value, ...(isMore && { '@odata.nextLink': next }) };
    });

    expect(await root.items.count()).toBe(2500);
    expect(await root.items.drop(1200).count()).toBe(1300);
  });
});

type Root = ReturnType<typeof paging>['root'];

/** One way to page, in the words of one dialect. */
interface Way {
  readonly name: string;
  readonly dialect: Dialect;
  readonly start: string;
  readonly size: string;
  /** The number of the first page; default 1. */
  readonly first?: 0;
  /** The body of a page. */
  write(items: readonly Numbered[], url: URL, next: string | undefined): object;
}

const writeRest: Way['write'] = (items, _url, next) =>
  Response.json(items, { headers: next === undefined ? {} : { link: `<${next}>; rel="next"` } });
const writeJsonApi: Way['write'] = (items, _url, next) => ({
  data: items.map(({ id, n }) => ({ type: 'item', id: String(id), attributes: { n } })),
  ...(next !== undefined && { links: { next } }),
});
const writeHal: Way['write'] = (items, url, next) => ({
  _links: { self: { href: url.href }, ...(next !== undefined && { next: { href: next } }) },
  _embedded: {
    item: items.map((item) => ({ _links: { self: { href: `/items/${item.id}` } }, ...item })),
  },
});

const OFFSETS: readonly Way[] = [
  {
    name: 'plain REST',
    dialect: rest({ window: { by: 'offset', start: 'from', size: 'count' } }),
    ...{ start: 'from', size: 'count', write: writeRest },
  },
  {
    name: 'JSON:API',
    dialect: jsonApi({ paging: 'offset' }),
    ...{ start: 'page[offset]', size: 'page[limit]', write: writeJsonApi },
  },
  {
    name: 'HAL',
    dialect: hal({ paging: { by: 'offset', start: 'from', size: 'count' } }),
    ...{ start: 'from', size: 'count', write: writeHal },
  },
];

const PAGES: readonly Way[] = [
  {
    name: 'plain REST',
    dialect: rest({ window: { by: 'page', start: 'page', size: 'size' } }),
    ...{ start: 'page', size: 'size', write: writeRest },
  },
  {
    name: 'JSON:API',
    dialect: jsonApi({ paging: 'page' }),
    ...{ start: 'page[number]', size: 'page[size]', write: writeJsonApi },
  },
  {
    name: 'HAL',
    dialect: hal({ paging: { by: 'page', start: 'page', size: 'size' } }),
    ...{ start: 'page', size: 'size', write: writeHal },
  },
  {
    name: 'HAL, which counts them from 0,',
    dialect: hal({ paging: { by: 'page', start: 'page', size: 'size', first: 0 } }),
    ...{ start: 'page', size: 'size', first: 0, write: writeHal },
  },
];

describe.each(OFFSETS)('a $name server with offsets that declares no next page', (way) => {
  const { dialect, start, size, write } = way;
  const open = (count: number) => {
    const all = numbered(count);
    return paging(dialect, all, (url) => {
      const from = numberIn(url, start, 0);
      return write(all.slice(from, from + Math.min(100, numberIn(url, size, 10))), url, undefined);
    });
  };

  it('is gone through to its end', async () => {
    const { root, requests } = open(250);
    expect(await root.items.count()).toBe(250);
    expect(requests).toHaveLength(3);
  });

  it('is gone through to its end beside a page that was asked for without a size', async () => {
    const { root } = open(250);
    const [page, count, numbers, found, last, rest] = await Promise.all([
      root.items,
      root.items.count(),
      root.items.map(({ n }) => n),
      root.items.find(({ n }) => n === 200).n,
      root.items.at(-1).n,
      root.items.drop(120).count(),
    ]);

    expect(page.items).toHaveLength(10);
    expect([count, numbers.length, found, last, rest]).toEqual([250, 250, 200, 249, 130]);
  });

  it('is gone through from a page in hand to its end', async () => {
    const { root } = open(250);
    const page = await root.items;
    expect(await page.contents().count()).toBe(250);
  });
});

describe.each([
  ...OFFSETS.map((way) => ({ ...way, by: 'offsets' })),
  ...PAGES.map((way) => ({ ...way, by: 'numbered pages' })),
])('a $name server with $by that declares each next page', (way) => {
  const { dialect, start, size, write, by } = way;
  const first = by === 'offsets' ? 0 : (way.first ?? 1);

  it('is asked for no page behind the last one, though that is full and has no links to others', async () => {
    const all = numbered(200);
    const { root, requests } = paging(dialect, all, (url) => {
      const [at, count] = [numberIn(url, start, first), numberIn(url, size, 10)];
      const step = by === 'offsets' ? count : 1;
      const from = ((at - first) / step) * count;
      url.searchParams.set(start, String(at + step));
      return write(all.slice(from, from + count), url, from + count < 200 ? url.href : undefined);
    });

    expect(await root.items.count()).toBe(200);
    expect(requests).toHaveLength(2);
  });
});

describe('a JSON:API server that tells of other pages', () => {
  it('says by leaving out the next one that there is none', async () => {
    const all = numbered(10);
    const { root, requests } = paging(jsonApi({ paging: 'offset' }), all, () => ({
      data: all.map(({ id, n }) => ({ type: 'item', id: String(id), attributes: { n } })),
      links: { first: '/items', next: null },
    }));

    const page = await root.items;
    expect(await page.contents().count()).toBe(10);
    expect(requests).toEqual(['GET /items']);
  });
});

describe('a plain REST server', () => {
  const cut = (all: readonly Numbered[], url: URL, most: number) => {
    const from = numberIn(url, 'from', 0);
    return all.slice(from, from + Math.min(most, numberIn(url, 'count', 30)));
  };
  const counted = (most: number, count: number, listing?: Listing, told = count) => {
    const all = numbered(count);
    const window = { by: 'offset', start: 'from', size: 'count' } as const;
    const serve = (url: URL) =>
      Response.json(cut(all, url, most), { headers: { 'x-total-count': String(told) } });
    return paging(rest({ window, total: 'X-Total-Count' }), all, serve, listing);
  };

  it('is asked for as many as it says that there are, though it gives fewer at once', async () => {
    const { root, requests } = counted(50, 120);
    expect(await root.items.count()).toBe(120);
    expect(requests).toEqual([
      'GET /items?from=0&count=100',
      'GET /items?from=50&count=100',
      'GET /items?from=100&count=100',
    ]);
  });

  it('is asked for no more than it says that there are', async () => {
    const { root, requests } = counted(100, 200);
    expect(await root.items.count()).toBe(200);
    expect(requests).toHaveLength(2);
  });

  it('is asked for no more than it says that there are, though pages are asked for ahead', async () => {
    const { root, requests } = counted(50, 120);
    expect(await root.items.toArray({ concurrency: 4 })).toHaveLength(120);
    expect(requests).toHaveLength(3);
  });

  it.each([0, 150])('is asked for more where more came than it says: %d', async (told) => {
    const { root, requests } = counted(100, 250, undefined, told);
    expect(await root.items.count()).toBe(250);
    expect(requests).toHaveLength(3);
  });

  it('is asked for all that there are where the map does not say that an index can be asked for', async () => {
    const { root } = counted(100, 250, { indexed: false, pageSize: 100 });
    expect(await root.items.count()).toBe(250);
  });

  it('is gone through by the numbers of pages that have the size which it gives by itself', async () => {
    const all = numbered(70);
    const dialect = rest({
      window: { by: 'page', start: 'page' },
      limits: { pageSize: 30, defaultPageSize: 30 },
    });
    const { root, requests } = paging(dialect, all, (url) => {
      const page = numberIn(url, 'page', 1);
      return all.slice((page - 1) * 30, page * 30);
    });

    expect(await root.items.count()).toBe(70);
    expect(requests).toEqual(['GET /items?page=1', 'GET /items?page=2', 'GET /items?page=3']);

    const [page, left, count] = await Promise.all([
      root.items,
      root.items.drop(2).count(),
      root.items.count(),
    ]);
    expect([page.items.length, left, count]).toEqual([30, 68, 70]);
    // Both lie on the second page.
    const both = [
      root.items.items[35]?.n,
      root.items
        .drop(40)
        .take(2)
        .map(({ n }) => n),
    ];
    expect(await Promise.all(both)).toEqual([35, [40, 41]]);
  });

  it('is asked for no page behind the last one where it declares the next of others', async () => {
    const all = numbered(200);
    const window = { by: 'page', start: 'page', size: 'size' } as const;
    const { root, requests } = paging(rest({ window }), all, (url) => {
      const [page, size] = [numberIn(url, 'page', 1), numberIn(url, 'size', 30)];
      url.searchParams.set('page', String(page + 1));
      // The case of a relation says nothing, and neither do empty elements of a list in a header.
      const rel = page === 1 ? 'Next' : 'next';
      const next = page * size < 200 ? { link: `, <${url.href}>; rel="${rel}",` } : {};
      return Response.json(all.slice((page - 1) * size, page * size), { headers: next as never });
    });

    expect(await root.items.count()).toBe(200);
    expect(requests).toHaveLength(2);
  });
});

/** What is read of 250 items in each way, with what has to come of it. */
const READS: readonly {
  readonly read: string;
  readonly by: (items: Root['items']) => PromiseLike<unknown>;
  readonly gives: unknown;
}[] = [
  { read: 'all', by: (items) => items.count(), gives: 250 },
  {
    read: 'from an index on',
    by: (items) => items.drop(120).map(({ n }) => n),
    gives: Array.from({ length: 130 }, (_, at) => at + 120),
  },
  {
    read: 'from an index on that is on no boundary',
    by: (items) =>
      items
        .drop(95)
        .take(3)
        .map(({ n }) => n),
    gives: [95, 96, 97],
  },
  {
    read: 'two indices',
    by: (items) => Promise.all([items.items[40]?.n, items.items[95]?.n]),
    gives: [40, 95],
  },
  {
    read: 'all, and beside it from an index on',
    by: async (items) => {
      const [count, left] = await Promise.all([items.count(), items.drop(120).map(({ n }) => n)]);
      return [count, left[0], left.length];
    },
    gives: [250, 120, 130],
  },
  {
    read: 'several pages at once',
    by: (items) => items.contents({ concurrency: 4 }).map(({ n }) => n),
    gives: Array.from({ length: 250 }, (_, at) => at),
  },
];

describe.each(PAGES)('a $name server with numbered pages, which are shorter than asked', (way) => {
  const { dialect, start, size, write, first = 1 } = way;

  it.each(READS)('gives $read as step by step', async ({ by, gives }) => {
    const all = numbered(250);
    const { root } = paging(dialect, all, (url) => {
      const [page, count] = [numberIn(url, start, first), Math.min(30, numberIn(url, size, 20))];
      url.searchParams.set(start, String(page + 1));
      const [from, to] = [(page - first) * count, (page - first + 1) * count];
      return write(all.slice(from, to), url, to < all.length ? url.href : undefined);
    });

    expect(await by(root.items)).toEqual(gives);
  });
});

describe.each(PAGES)('a loop over numbered pages of a $name server', (way) => {
  const { dialect, start, size, write, first = 1 } = way;

  it.each([
    { what: 'all', isTaken: () => true },
    { what: 'every second', isTaken: (n: number) => n % 2 === 1 },
    { what: 'the first of each ten', isTaken: (n: number) => n % 10 === 0 },
  ])('leaves none out where it deletes $what that it goes through', async ({ isTaken }) => {
    for (const declares of [true, false]) {
      const all = numbered(250);
      const { root } = paging(dialect, all, (url) => {
        const [page, count] = [numberIn(url, start, first), Math.min(100, numberIn(url, size, 20))];
        url.searchParams.set(start, String(page + 1));
        const [from, to] = [(page - first) * count, (page - first + 1) * count];
        const isFollowed = declares && to < all.length;
        return write(all.slice(from, to), url, isFollowed ? url.href : undefined);
      });

      const seen: number[] = [];
      for await (const item of root.items) {
        seen.push(item.n);
        if (isTaken(item.n)) await item.delete();
      }
      expect(seen).toEqual(numbered(250).map(({ n }) => n));
      expect(all.filter(({ n }) => isTaken(n))).toEqual([]);
    }
  });
});

describe('a server with numbered pages that are shorter than asked, and a total', () => {
  it.each(READS)('gives $read as step by step', async ({ by, gives }) => {
    const all = numbered(250);
    const window = { by: 'page', start: 'page', size: 'size' } as const;
    const { root } = paging(rest({ window, total: 'X-Total-Count' }), all, (url) => {
      const [page, count] = [numberIn(url, 'page', 1), Math.min(30, numberIn(url, 'size', 20))];
      const items = all.slice((page - 1) * count, page * count);
      return Response.json(items, { headers: { 'x-total-count': '250' } });
    });

    expect(await by(root.items)).toEqual(gives);
  });
});

/** What an API says whose pages follow one another by links that only it can make. */
const CURSORS: readonly (Pick<Way, 'name' | 'dialect' | 'write'> & {
  readonly listing: Listing;
})[] = [
  { name: 'plain REST', dialect: rest(), write: writeRest, listing: {} },
  { name: 'JSON:API', dialect: jsonApi(), write: writeJsonApi, listing: {} },
  { name: 'HAL', dialect: hal(), write: writeHal, listing: {} },
  // The map says a size for which nothing can be written.
  {
    name: 'plain REST',
    dialect: rest(),
    write: writeRest,
    listing: { indexed: false, pageSize: 100 },
  },
];

const IN_ORDER = ['GET /items', 'GET /items?cursor=10', 'GET /items?cursor=20'];

/** A server of 25 items whose pages of ten lead on to one another. */
const withCursors = ({ dialect, write, listing }: (typeof CURSORS)[number]) => {
  const all = numbered(25);
  return paging(
    dialect,
    all,
    (url) => {
      const from = numberIn(url, 'cursor', 0);
      const next = from + 10 < all.length ? `/items?cursor=${from + 10}` : undefined;
      return write(all.slice(from, from + 10), url, next);
    },
    listing,
  );
};

describe.each(CURSORS)('a $name server that can be asked for no part of a list', (way) => {
  it.each([
    {
      read: 'what is left behind some',
      by: (items: Root['items']) => items.drop(3).map(({ n }) => n),
      gives: Array.from({ length: 22 }, (_, at) => at + 3),
    },
    {
      read: 'more of the first than are on a page',
      by: (items: Root['items']) => items.take(12).count(),
      gives: 12,
    },
    {
      read: 'a page, and all beside it',
      by: async (items: Root['items']) => {
        const [page, count] = await Promise.all([items, items.count()]);
        return [page.items.length, count];
      },
      gives: [10, 25],
    },
    {
      read: 'several pages at once',
      by: (items: Root['items']) => items.contents({ concurrency: 4 }).count(),
      gives: 25,
    },
  ])('gives $read, page by page', async ({ by, gives }) => {
    const { root, requests } = withCursors(way);
    expect(await by(root.items)).toEqual(gives);
    expect(requests).toEqual(IN_ORDER.slice(0, requests.length));
  });
});

describe.each(CURSORS.filter(({ listing }) => listing.indexed !== false))(
  'a $name server that can be asked for no part of a list that has an index',
  (way) => {
    it('gives items by their indices over the whole list', async () => {
      const { root, requests } = withCursors(way);
      expect(await Promise.all([root.items.items[12]?.n, root.items.items[3]?.n])).toEqual([12, 3]);
      expect(requests).toEqual(IN_ORDER.slice(0, 2));
    });

    it('is foretold what it will surely be asked', async () => {
      const { root } = withCursors(way);
      const page = await root.items;
      const { requests } = await explain(page.contents().count());
      expect(requests.map(({ url }) => url)).toEqual([`${ORIGIN}/items?cursor=10`]);
    });
  },
);

describe('a dialect of its own', () => {
  it.each(['', '/items?page=2'])(
    'whose next page is %j fails with that, behind the page',
    async (next) => {
      const plain = rest();
      const page: Dialect['page'] = (response, asked) => {
        const found = plain.page(response, asked);
        return found && { ...found, next };
      };
      const { root } = paging({ ...plain, page }, numbered(3), () => numbered(3), {
        indexed: false,
      });

      const count = Promise.resolve(root.items.count());
      await expect(count).rejects.toThrow(
        `the page declares a next one that cannot be read: '${next}'`,
      );
      expect(await root.items.items[2]?.n).toBe(2);
    },
  );
});
