/** Pages that were written by their number or their size, and what is gone through from there. */
import { describe, expect, it } from 'vitest';
import { hal } from '../../src/hal.ts';
import {
  type Chain,
  connect,
  type Dialect,
  type Json,
  type LinkMap,
  member,
  type Parameters,
  type Sequence,
} from '../../src/index.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { odata } from '../../src/odata.ts';
import { rest } from '../../src/rest.ts';

interface Thing {
  readonly n: number;
}
type Things = Chain<{ contents(): Sequence<Thing, unknown> }> & Sequence<Thing, unknown>;
interface Api {
  things(options: Readonly<Record<string, number>>): Things;
}

const mapWith = (options: Parameters): LinkMap => ({
  root: 'api',
  kinds: {
    api: {
      members: { things: member.collection('thing', { path: 'things', indexed: true, options }) },
    },
    thing: { address: 'things/{id}', members: { n: member.field('number', 'stub') } },
  },
});

/** How an API names a part of a list, and writes one. */
interface Spoken {
  readonly dialect: Dialect;
  readonly start: string;
  readonly size: string;
  write(numbers: readonly number[]): Json;
}
const MOST = 4;
const sizes = { pageSize: MOST, defaultPageSize: 3 };
const paging = (by: 'page' | 'offset') => ({ by, start: 'start', size: 'size' }) as const;
const spoken = (by: 'page' | 'offset'): Readonly<Record<string, Spoken>> => ({
  rest: {
    ...{ dialect: rest({ window: paging(by), limits: sizes }), start: 'start', size: 'size' },
    write: (numbers) => numbers.map((n) => ({ id: n, n })),
  },
  HAL: {
    ...{ dialect: hal({ paging: paging(by), ...sizes }), start: 'start', size: 'size' },
    write: (numbers) => ({
      _embedded: { item: numbers.map((n) => ({ n, _links: { self: { href: `/things/${n}` } } })) },
    }),
  },
  'JSON:API': {
    dialect: jsonApi({ paging: by, ...sizes }),
    ...{ start: by === 'page' ? 'page[number]' : 'page[offset]' },
    ...{ size: by === 'page' ? 'page[size]' : 'page[limit]' },
    write: (numbers) => ({
      data: numbers.map((n) => ({ type: 'thing', id: String(n), attributes: { n } })),
    }),
  },
});

const NUMBERS = Array.from({ length: 14 }, (_, index) => index + 1);

/** A client of a server that gives at most four at once, and three where nobody says how many. */
function api({ dialect, start, size, write }: Spoken, by: 'page' | 'offset'): Api {
  const options: Parameters = {
    start: { type: 'integer', wire: start, window: by === 'page' ? true : 'start' },
    size: { type: 'integer', wire: size, window: 'count' },
  };
  const fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const { searchParams } = new URL(new Request(input).url);
    const count = Math.min(MOST, Number(searchParams.get(size) ?? 3));
    const from = Number(searchParams.get(start) ?? (by === 'page' ? 1 : 0));
    const index = by === 'page' ? (from - 1) * count : from;
    return Response.json(write(NUMBERS.slice(index, index + count)));
  };
  return connect<Api>(dialect, mapWith(options), { endpoint: 'https://api.test', fetch });
}

describe.each(Object.entries(spoken('page')))('a page by its number, in %s', (_name, api_) => {
  it.each([{ start: 3, size: 3 }, { start: 2 }])(
    'is no beginning of its list: %j',
    async (which) => {
      const page = await api(api_, 'page').things(which);

      expect(await page.contents().map(({ n }) => n)).toEqual(NUMBERS);
      expect(await page.contents().count()).toBe(14);
    },
  );

  it('is not written as where it starts', () => {
    const start = { type: 'integer', wire: api_.start, window: 'start' } as const;

    expect(() =>
      connect(api_.dialect, mapWith({ start }), { endpoint: 'https://api.test' }),
    ).toThrow('counts pages, not items: say `window: true`');
  });

  it('is not written without a word of that', () => {
    const start = { type: 'integer', wire: api_.start } as const;

    expect(() =>
      connect(api_.dialect, mapWith({ start }), { endpoint: 'https://api.test' }),
    ).toThrow('by which pages are asked for: say with `window`');
  });
});

describe.each(Object.entries(spoken('offset')))(
  'a page by where it starts, in %s',
  (_name, api_) => {
    it.each([{ start: 6 }, { start: 0 }, { start: 6, size: 3 }])(
      'is followed by others where it is full, however many that are: %j',
      async (which) => {
        const page = await api(api_, 'offset').things(which);

        expect(await page.contents().map(({ n }) => n)).toEqual(NUMBERS.slice(which.start));
        expect(await page.contents().count()).toBe(NUMBERS.length - which.start);
      },
    );
  },
);

describe('a page that another links to, of a server that counts all items', () => {
  it('is followed by no more than there are', async () => {
    const asked: string[] = [];
    const fetch = async (input: RequestInfo | URL): Promise<Response> => {
      const url = new URL(new Request(input).url);
      asked.push(url.search);
      const from = Number(url.searchParams.get('start') ?? 0);
      url.searchParams.set('start', String(from + 3));
      const next = from + 3 < 14 && { link: `<${url.href}>; rel="next"` };
      return Response.json(
        NUMBERS.slice(from, from + 3).map((n) => ({ id: n, n })),
        { headers: { 'x-total': '14', ...next } },
      );
    };
    const dialect = rest({ window: paging('offset'), limits: sizes, total: 'X-Total' });
    const { things } = connect<Api>(dialect, mapWith({}), { endpoint: 'https://api.test', fetch });
    const behind = (things as unknown as { readonly next: Things }).next;

    expect(await behind.map(({ n }) => n)).toEqual(NUMBERS.slice(3));
    expect(asked).toEqual(['', '?start=3', '?start=6', '?start=9', '?start=12']);
  });
});

describe.each(['page', 'offset'] as const)('more items than a page may have, by %s', (by) => {
  it.each(Object.entries(spoken(by)))(
    'are no sign of an end where fewer come, in %s',
    async (_name, api_) => {
      expect(
        await api(api_, by)
          .things({ size: 20 })
          .map(({ n }) => n),
      ).toEqual(NUMBERS);
    },
  );
});

describe('more items than a service gives', () => {
  it('are no sign of an end where fewer come, in OData', async () => {
    const spokenOData: Spoken = {
      ...{ dialect: odata({ pageSize: MOST }), start: '$skip', size: '$top' },
      write: (numbers) => ({ value: numbers.map((n) => ({ id: n, n })) }),
    };

    expect(
      await api(spokenOData, 'offset')
        .things({ size: 20 })
        .map(({ n }) => n),
    ).toEqual(NUMBERS);
  });
});
