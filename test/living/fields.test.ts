/** Only some fields: what a chain reads is all that is asked for, where all that it reads is known before. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type Dialect,
  Doc,
  explain,
  type Item,
  type Json,
  type JsonObject,
  type LinkMap,
  ListDoc,
  member,
  type Sequence,
  selectFields,
  trace,
} from '../../src/index.ts';
import { collect } from '../helpers/collect.ts';
import { type Answer, type Asked, isObject, living, madeUp, ORIGIN, refused } from './madeUp.ts';

interface Book {
  readonly title: string;
  readonly stock: number;
  readonly blurb: string | undefined;
  readonly author: Author;
  readonly tags: Tags;
}
interface Tags {
  map<T>(read: (tag: { readonly name: string }) => T): T[];
  count(): number;
}
interface Author {
  readonly name: string;
  readonly born: number;
}
type Books = Sequence<Book, unknown> &
  AsyncIterable<Book> & { readonly items: readonly Chain<Book>[] } & PromiseLike<{
    readonly items: readonly Book[];
  }>;
interface Shop {
  readonly books: Books;
  book(id: number): Chain<Book> & {
    readonly title: Chain<string>;
    readonly blurb: Chain<string | undefined>;
    readonly stock: Chain<number>;
    readonly author: Chain<Author> & { readonly name: Chain<string> };
    rename(title: string): Promise<unknown>;
  };
}

const map: LinkMap = {
  root: 'shop',
  kinds: {
    shop: {
      members: {
        books: member.collection('book', { path: 'books', indexed: true }),
        book: member.lookup('book', 'books/{id}'),
      },
    },
    book: {
      address: 'books/{id}',
      members: {
        id: member.field('number', 'stub'),
        title: member.field('string', 'stub'),
        stock: member.field('number', 'stub'),
        blurb: member.field('string', 'stub'),
        author: member.ref('author', 'stub', { by: 'authorId' }),
        tags: member.collection('tag', {
          path: 'tags',
          indexed: false,
          embedded: 'stub',
          absent: 'empty',
        }),
        rename: member.action('POST', 'rename', {
          parameters: { title: { type: 'string', required: true } },
          positional: ['title'],
        }),
      },
    },
    author: {
      address: 'authors/{id}',
      members: {
        id: member.field('number', 'stub'),
        name: member.field('string', 'stub'),
        born: member.field('number', 'stub'),
      },
    },
    tag: { address: 'tags/{id}', members: { name: member.field('string', 'stub') } },
  },
};

/** What is asked of each kind, as it stands in a query. */
const onlyOf = (kind: string, names: ReadonlySet<string>): string =>
  [...names].map((name) => (kind === 'book' && name === 'author' ? 'authorId' : name)).join(',');

/** The made-up dialect, which asks for `only[book]=title`; each document tells what it was asked for. */
const choosing: Dialect = {
  ...madeUp,
  limits: { pageSize: 2, defaultPageSize: 2 },
  selects: selectFields,
  expand(paths, _ofItems, { fields }) {
    const include = paths.filter((path) => path !== '');
    return [
      ...(include.length === 0 ? [] : [['include', include.join(',')] as const]),
      ...[...(fields ?? [])]
        .filter(([kind]) => kind !== 'shop')
        .map(([kind, names]) => [`only[${kind}]`, onlyOf(kind, names)] as const),
    ];
  },
  document: ({ json }) => (isObject(json) ? toDoc(json) : undefined),
  page({ json }) {
    const { data, next } = isObject(json) ? json : {};
    if (!Array.isArray(data)) return undefined;
    return {
      items: data.map(toItem),
      ...(typeof next === 'string' && { next: `${ORIGIN}${next}` }),
      doc: new Doc(undefined, new Map(), new Map()),
    };
  },
};

const toItem = (json: Json): Item => {
  if (Array.isArray(json)) return json.map((each: Json) => toItem(each));
  return isObject(json) && '@' in json ? toDoc(json) : json;
};

function toDoc({ '@': path, only, ...json }: JsonObject): Doc {
  const fields = new Map(
    Object.entries(json).map(([name, value]) => {
      const item = toItem(value);
      return [name, Array.isArray(item) ? new ListDoc(item, 'whole') : item] as const;
    }),
  );
  const names = typeof only === 'string' ? new Set(only.split(',')) : undefined;
  return new (class extends Doc {
    override get selected(): ReadonlySet<string> | undefined {
      return names;
    }
  })(`${ORIGIN}${path}`, new Map(), fields, 'whole');
}

const TITLES = ['Emma', 'Ulysses', 'Walden', 'Dune', 'Middlemarch'];

interface Table {
  readonly [path: string]: JsonObject;
}
const TABLE: Table = Object.fromEntries([
  ...TITLES.map((title, index) => [
    `/books/${index + 1}`,
    {
      '@': `/books/${index + 1}`,
      id: index + 1,
      title,
      stock: index * 10,
      authorId: 1 + (index % 2),
      // What is null is left out, and so are tags that there are none of.
      ...(index % 2 === 0 && { blurb: `About ${title}` }),
      ...(index === 3 && { tags: [{ '@': '/tags/1', name: 'sand' }] }),
    },
  ]),
  ['/authors/1', { '@': '/authors/1', id: 1, name: 'Ada', born: 1815 }],
  ['/authors/2', { '@': '/authors/2', id: 2, name: 'Bob', born: 1900 }],
]);

const kindOf = (path: string): string => path.split('/')[1]?.slice(0, -1) ?? '';

/** A document, with what is included in it, and of each kind no more than was asked for. */
function render(path: string, query: URLSearchParams): JsonObject {
  const { '@': at = path, ...fields } = TABLE[path] ?? {};
  const only = query.get(`only[${kindOf(path)}]`);
  const isAny = query.toString().includes('only');
  const names = only?.split(',') ?? [];
  const own = Object.entries(fields).filter(([name]) => !isAny || names.includes(name));
  const author = query.get('include') === 'author' && kindOf(path) === 'book';
  return {
    '@': at,
    ...Object.fromEntries(own),
    ...(author && { author: render(`/authors/${fields.authorId}`, query) }),
    ...(isAny && { only: [...names, ...(names.includes('authorId') ? ['author'] : [])].join(',') }),
  };
}

function answer({ method, path, query }: Asked): Answer | undefined {
  if (method === 'POST') return { done: true };
  if (path === '/books') {
    const start = Number(query.get('skip') ?? 0);
    const end = start + Math.min(Number(query.get('top') ?? 2), 2);
    const data = TITLES.slice(start, end).map((_, at) => render(`/books/${start + at + 1}`, query));
    return { data, ...(end < TITLES.length && { next: `/books?skip=${end}&top=2` }) };
  }
  if (path.endsWith('/tags')) {
    const { tags = [] } = TABLE[path.slice(0, -'/tags'.length)] ?? {};
    return { data: tags };
  }
  return TABLE[path] && render(path, query);
}

const open = (answers = answer) => living<Shop>(choosing, map, answers);
/** The same without a choice. */
const openWhole = () => {
  const { selects: _none, ...plain } = choosing;
  return living<Shop>(plain, map, answer);
};
const isSome = (request: string): boolean => request.includes('only');

describe('what is read is all that is asked for', () => {
  it('of a chain that ends at a value', async () => {
    const { root, requests } = open();
    expect(await root.book(1).title).toBe('Emma');
    expect(await root.book(2).author.name).toBe('Bob');

    expect(requests).toEqual([
      'GET /books/1?only[book]=title',
      'GET /books/2?include=author&only[book]=authorId&only[author]=name',
    ]);
  });

  it('of the items of a pipeline, page by page', async () => {
    const { root, requests } = open();
    const named = await root.books
      .filter((book) => book.stock !== 10)
      .map((book) => `${book.title} by ${book.author.name}`);

    expect(named).toEqual(['Emma by Ada', 'Walden by Ada', 'Dune by Bob', 'Middlemarch by Ada']);
    expect(requests).toHaveLength(3);
    const query = 'include=author&only[book]=stock,title,authorId&only[author]=name';
    for (const [page, request] of requests.entries()) {
      expect(request).toBe(`GET /books?skip=${page * 2}&top=2&${query}`);
    }
  });

  it('together with what other chains of the tick read of such things', async () => {
    const { root, requests } = open();
    const [title, stocks] = await Promise.all([
      root.book(1).title,
      root.books.take(2).map((book) => book.stock),
    ]);

    expect([title, stocks]).toEqual(['Emma', [0, 10]]);
    expect(requests).toHaveLength(2);
    expect(requests).toContain('GET /books?skip=0&top=2&only[book]=title,stock');
    expect(requests).toContain('GET /books/1?only[book]=title,stock');
  });

  it('of a loop over data', async () => {
    const { root, requests } = open();
    expect(await collect(root.books.map((book) => book.title))).toEqual(TITLES);
    expect(requests.every((each) => each.endsWith('&only[book]=title'))).toBe(true);
  });

  it('of what all items come to', async () => {
    const { root, requests } = open();
    expect(await root.books.reduce((sum, book) => sum + book.stock, 0)).toBe(100);
    expect(requests.every((each) => each.endsWith('&only[book]=stock'))).toBe(true);
  });

  it('as the plan says it before', async () => {
    for (const chain of [
      open().root.book(1).title,
      open().root.book(2).author.name,
      open()
        .root.books.take(2)
        .map((book) => book.author.name),
    ]) {
      const planned = explain(chain as Chain<unknown>).requests.map(({ url }) => url);
      const { requests } = await trace(chain as Chain<unknown>);
      expect(requests.map(({ url }) => url)).toEqual(planned);
      expect(planned.every(isSome)).toBe(true);
    }
  });
});

const renamed = (book: object, title: string): null =>
  (book as { rename(title: string): null }).rename(title);

describe('all fields are asked for', () => {
  it.each<[string, (shop: Shop) => unknown]>([
    ['where a snapshot is given', (shop) => shop.book(1)],
    ['where the author is, whose book could be asked for next', (shop) => shop.book(1).author],
    ['where a page is', (shop) => shop.books],
    [
      'where items are let through as they are',
      (shop) => shop.books.filter((book) => book.stock > 5),
    ],
    ['where an item is found', (shop) => shop.books.find((book) => book.stock > 5)],
    [
      'where a lambda gives what leads on',
      (shop) => shop.books.map((book) => ({ by: book.author })),
    ],
    [
      'where one of all items is given',
      (shop) => shop.books.reduce((most, book) => (book.stock > most.stock ? book : most)),
    ],
    [
      'where items may be acted on',
      (shop) => shop.books.forEach((book) => (book.stock > 0 ? renamed(book, 'x') : null)),
    ],
    ['where a lambda reads all', (shop) => shop.books.map((book) => JSON.stringify(book))],
    ['where a lambda spreads all', (shop) => shop.books.map((book) => Object.keys({ ...book }))],
    [
      'where a lambda fails on samples, so that nobody knows what else it reads',
      (shop) => shop.books.map((book) => [new URL(book.title).pathname, book.blurb]),
    ],
    ['beside an action', (shop) => Promise.all([shop.book(2).title, shop.book(1).rename('Emma')])],
    ['beside a snapshot', (shop) => Promise.all([shop.book(2).title, shop.book(1)])],
    ['in a loop over snapshots', (shop) => collect(shop.books)],
  ])('%s', async (_, run) => {
    const { root, requests } = open();
    await Promise.resolve(run(root)).catch(() => {});

    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter(isSome)).toEqual([]);
  });

  it('of a snapshot, and what it is walked on to', async () => {
    const { root, requests } = open();
    const book = await root.book(1);
    expect(book.title).toBe('Emma');
    expect(await book.author.name).toBe('Ada');

    expect(requests).toEqual(['GET /books/1', 'GET /authors/1']);
  });
});

describe('a field that is not there', () => {
  it('is absent where it was asked for, and is not asked for again', async () => {
    const { root, requests } = open();
    expect(await root.book(2).blurb).toBeUndefined();
    expect(await root.books.take(2).map((book) => book.blurb)).toEqual(['About Emma', undefined]);

    expect(requests).toHaveLength(2);
  });

  it('is asked for where a branch reads it that only data takes: the page once more, and all from then on', async () => {
    const { root, requests, faults } = open();
    const given = await root.books.map((book) =>
      book.stock > 0 && book.stock < 30 ? `${book.title}: ${book.blurb}` : book.stock,
    );

    expect(given).toEqual([0, 'Ulysses: undefined', 'Walden: About Walden', 30, 40]);
    expect(requests).toEqual([
      'GET /books?skip=0&top=2&only[book]=stock',
      'GET /books?skip=2&top=2',
      'GET /books?skip=0&top=2',
      'GET /books?skip=4&top=2',
    ]);
    expect(faults).toEqual([]);
  });

  it('is no sign that a collection is empty, where that was not asked for', async () => {
    const { root } = open();
    const given = await root.books.map((book) =>
      book.title === 'Dune' ? book.tags.map((tag) => tag.name) : book.stock,
    );

    expect(given).toEqual([0, 10, 20, ['sand'], 40]);
  });

  it.each<[string, (book: Book) => unknown]>([
    ['a thing that a lambda gives on data alone', (book) => book],
    ['what it names', (book) => [book.author]],
    ['what is found below it', (book) => [book.tags.map((tag) => tag)]],
    ['what it leads to', (book) => book.tags],
    ['its text', (book) => JSON.parse(JSON.stringify(book))],
    ['a copy of it', (book) => ({ ...book })],
  ])('is in %s', async (_, read) => {
    const reading = (book: Book): unknown => (book.title === 'Dune' ? read(book) : book.stock);
    const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
    const whole = json(await openWhole().root.books.map(reading));

    expect(json(await open().root.books.map(reading))).toEqual(whole);
    expect(json(await collect(open().root.books.map(reading)))).toEqual(whole);
  });
});

describe('a server that refuses to choose', () => {
  const refusing = (status: number) => (asked: Asked) =>
    asked.query.toString().includes('only')
      ? refused(status, 'there are no fields')
      : answer(asked);

  it.each([400, 403, 501])(
    'by a %s is asked for all, and is not asked to choose again',
    async (status) => {
      const { root, requests } = open(refusing(status));
      expect(await root.book(1).title).toBe('Emma');
      expect(await root.book(2).stock).toBe(10);

      expect(requests).toEqual(['GET /books/1?only[book]=title', 'GET /books/1', 'GET /books/2']);
    },
  );

  it('is still asked to include', async () => {
    const { root, requests } = open(refusing(400));
    expect(await root.book(2).author.name).toBe('Bob');

    expect(requests.at(-1)).toBe('GET /books/2?include=author');
  });

  it('is told from one that refuses the thing itself', async () => {
    const { root, requests } = open(() => refused(403, 'closed'));
    const first = Promise.resolve(root.book(1).title);
    await expect(first).rejects.toThrow('closed');
    await expect(Promise.resolve(root.book(1).title)).rejects.toThrow('closed');

    expect(requests.filter(isSome)).toHaveLength(2);
    expect(requests).toHaveLength(4);
  });
});

describe('whatever lambdas read', () => {
  type Reading = (book: Book) => unknown;
  const leaf: fc.Arbitrary<Reading> = fc.constantFrom<Reading>(
    (book) => book.title,
    (book) => book.stock,
    (book) => book.blurb ?? null,
    (book) => book.author.name,
    (book) => book.author.born,
    (book) => book.tags.count(),
    (book) => book.tags.map((tag) => tag.name),
    (book) => ({ ...book }).title,
  );
  const reading: fc.Arbitrary<Reading> = fc.oneof(
    leaf,
    fc.tuple(fc.constantFrom(...TITLES, ''), leaf, leaf).map(
      ([title, then, otherwise]): Reading =>
        (book) =>
          book.title === title ? then(book) : otherwise(book),
    ),
    fc.tuple(leaf, leaf).map(
      ([one, other]): Reading =>
        (book) => [one(book), other(book)],
    ),
  );

  it('it is what they read of whole things, for twice the requests at most', () =>
    fc.assert(
      fc.asyncProperty(fc.array(reading, { minLength: 1, maxLength: 3 }), async (readings) => {
        const run = async ({ root, requests, faults }: ReturnType<typeof open>) => {
          const given = await Promise.all(readings.map((read) => root.books.map(read)));
          return { given, count: requests.length, faults };
        };
        const chosen = await run(open());
        const whole = await run(openWhole());

        expect(chosen.given).toEqual(whole.given);
        expect(chosen.faults).toEqual([]);
        expect(chosen.count).toBeLessThanOrEqual(2 * whole.count);
      }),
      { numRuns: 150 },
    ));
});
