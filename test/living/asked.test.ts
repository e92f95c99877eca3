/** What a dialect is told of the request besides the answer, while it reads that or spells an expansion. */
import { describe, expect, it } from 'vitest';
import {
  type Asked,
  type Chain,
  type Dialect,
  Doc,
  type Item,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { type Answer, isObject, living, madeUp, ORIGIN, refused } from './madeUp.ts';

interface Book {
  readonly title: string;
  readonly author: { readonly name: string } | null;
}
interface Api {
  readonly books: Sequence<Book, unknown> & {
    add(title: string): Chain<{ readonly title: Chain<string> }>;
  };
  book(id: number): Chain<unknown> & {
    readonly title: Chain<string>;
    readonly author: { readonly name: Chain<string> };
    readonly elsewhere: Chain<unknown>;
  };
}
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        book: member.lookup('book', 'books/{id}'),
        books: member.collection('book', {
          path: 'books',
          indexed: false,
          actions: {
            add: member.action('POST', '', {
              parameters: { title: { type: 'string' } },
              positional: ['title'],
              creates: 'book',
            }).call,
          },
        }),
      },
    },
    book: {
      address: 'books/{id}',
      members: { title: member.field('string', 'stub'), author: member.ref('author', 'whole') },
    },
    author: { address: 'authors/{id}', members: { name: member.field('string', 'whole') } },
    page: { address: 'books/{book}/pages/{+place}', members: {} },
  },
};

/** The functions of a dialect that were called, and what each was told. */
type Told = readonly [by: 'document' | 'page' | 'expand' | 'refusal', asked: Asked];

function listening(answer: (path: string) => Answer | undefined): {
  readonly root: Api;
  readonly told: Told[];
} {
  const told: Told[] = [];
  const dialect: Dialect = {
    ...madeUp,
    document(response, asked) {
      told.push(['document', asked]);
      return madeUp.document(response, asked);
    },
    page(response, asked) {
      told.push(['page', asked]);
      return madeUp.page(response, asked);
    },
    refusal(response, asked) {
      told.push(['refusal', asked]);
      return madeUp.refusal(response, asked);
    },
    expand(paths, ofItems, asked) {
      told.push(['expand', asked]);
      return madeUp.expand(paths, ofItems, asked);
    },
  };
  const { root } = living<Api>(dialect, map, ({ path, query }) =>
    answer(`${path}${query.size === 0 ? '' : `?${query}`}`),
  );
  return { root, told };
}

/** What was told, each thing once, without what is the same for all of a client. */
const brief = (told: readonly Told[]) => [
  ...new Map(
    told.map(([by, { map: _map, addressOf: _addressOf, ...rest }]) => {
      const one = { by, ...rest };
      return [JSON.stringify(one), one] as const;
    }),
  ).values(),
];

const book = { '@': '/books/1', title: 'B1', author: { '@': '/authors/2', name: 'Ada' } };

describe('what a dialect is told', () => {
  it('is the kind, the address and the expansion of a resource, by each of its functions', async () => {
    const { root, told } = listening(() => book);

    await root.book(1).author.name;

    const asked = { of: 'resource', kind: 'book', address: `${ORIGIN}/books/1`, paths: ['author'] };
    expect(brief(told)).toEqual([
      { by: 'expand', ...asked },
      { by: 'refusal', ...asked },
      { by: 'document', ...asked },
    ]);
  });

  it('is the kind of the items of a page, and the address of the collection', async () => {
    const { root, told } = listening((path) =>
      path.includes('from')
        ? { data: [{ ...book, '@': '/books/2' }] }
        : { data: [book], next: '/books?from=2' },
    );

    await root.books.map(({ author }) => author?.name);

    const asked = { of: 'page', kind: 'book', address: `${ORIGIN}/books`, paths: ['author'] };
    expect(brief(told)).toEqual([
      { by: 'expand', ...asked },
      { by: 'refusal', ...asked },
      { by: 'page', ...asked },
    ]);
  });

  it('names no expansion where it was asked again without one', async () => {
    const { root, told } = listening((path) =>
      path.includes('include')
        ? refused(400, 'nobody expands here')
        : path === '/authors/2'
          ? { '@': '/authors/2', name: 'Ada' }
          : { '@': '/books/1', title: 'B1', author: { '@': '/authors/2' } },
    );

    await root.book(1).author.name;

    const read = brief(told).filter(({ by }) => by === 'refusal' || by === 'document');
    expect(read.map(({ by, kind, paths }) => [by, kind, paths])).toEqual([
      ['refusal', 'book', ['author']],
      ['refusal', 'book', []],
      ['document', 'book', []],
      ['refusal', 'author', []],
      ['document', 'author', []],
    ]);
  });

  it('is of no kind where no map foresees what is asked', async () => {
    const { root, told } = listening((path) =>
      path === '/books/1' ? { ...book, links: { elsewhere: '/x' } } : { '@': '/x' },
    );

    await root.book(1).elsewhere;

    const last = brief(told).filter(({ address }) => address.endsWith('/x'));
    expect(new Set(last.map(({ by }) => by))).toEqual(
      new Set(['expand', 'refusal', 'page', 'document']),
    );
    expect(last.every((one) => !('kind' in one))).toBe(true);
  });

  it('is what an action makes', async () => {
    const { root, told } = listening(() => ({ '@': '/books/3', title: 'B3' }));

    await root.books.add('B3');

    const asked = { of: 'action', kind: 'book', address: `${ORIGIN}/books`, paths: [] };
    expect(brief(told)).toEqual([
      { by: 'refusal', ...asked },
      { by: 'document', ...asked },
    ]);
  });

  it('has the map, and an address for each id that can be one', async () => {
    const { root, told } = listening(() => book);
    await root.book(1).title;
    const [, asked] = told[0] ?? [];
    const addressOf = (kind: string, ...ids: readonly (string | number)[]) =>
      asked?.addressOf(kind, ...ids)?.replace(ORIGIN, '');

    expect(asked?.map).toBe(map);
    expect(addressOf('book', 7)).toBe('/books/7');
    expect(addressOf('book', 'a/b c')).toBe('/books/a%2Fb%20c');
    expect(addressOf('page', 7, 'a/b c')).toBe('/books/7/pages/a/b%20c');
    const none = [
      addressOf('book'),
      addressOf('book', 1, 2),
      addressOf('book', '..'),
      addressOf('book', ''),
      addressOf('book', '\ud800'),
      addressOf('book', 2 ** 53),
      addressOf('page', 7, 'a/../b'),
      addressOf('api'),
      addressOf('toString', 1),
    ];
    expect(none).toEqual(none.map(() => undefined));
  });
});

describe('a dialect that knows what was asked', () => {
  it('reads an id in the place of a thing by the map', async () => {
    const byId: Dialect = {
      ...madeUp,
      document({ json }, asked) {
        if (!isObject(json)) return undefined;
        const fields = Object.entries(json).map(([name, value]) => {
          const read = asked.map.kinds[asked.kind ?? '']?.members[name]?.read;
          const address =
            read?.is === 'ref' && typeof value === 'string'
              ? asked.addressOf(read.kind, value)
              : undefined;
          const named = address && new Doc(address, new Map(), new Map(), 'ref');
          return [name, named || value] as const;
        });
        return new Doc(asked.address, new Map(), new Map<string, Item>(fields));
      },
    };
    const { root, requests } = living<Api>(byId, map, ({ path }) =>
      path === '/books/1' ? { title: 'B1', author: 'au_2' } : { name: 'Ada' },
    );

    expect(await root.book(1).author.name).toBe('Ada');
    expect(requests).toEqual(['GET /books/1?include=author', 'GET /authors/au_2']);
  });
});
