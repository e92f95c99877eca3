/** Collections that only an expansion brings with their owner: whoever asks for the owner may bring them for others. */
import { describe, expect, it } from 'vitest';
import { type Chain, connect, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';

interface BookFields {
  readonly title: string;
  readonly editor: { readonly name: string };
}
interface Book extends Chain<BookFields> {
  readonly title: Chain<string>;
}
interface Author extends Chain<{ readonly name: string; readonly books: Books }> {
  readonly name: Chain<string>;
  readonly books: Books;
}
type Books = Sequence<BookFields, Book> & Chain<unknown> & { readonly items: readonly Book[] };
interface Api {
  author(id: number): Author;
  readonly authors: Sequence<Author, Author> &
    Chain<{ readonly items: readonly Author[] }> & { readonly items: readonly Author[] };
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        authors: member.collection('author', { path: 'authors', indexed: true }),
        author: member.lookup('author', 'authors/{id}'),
      },
    },
    author: {
      address: 'authors/{id}',
      members: {
        name: member.field('string', 'stub'),
        books: member.collection('book', { path: 'books', indexed: true, embedded: 'expansion' }),
      },
    },
    book: {
      address: 'books/{id}',
      members: { title: member.field('string', 'stub'), editor: member.ref('editor', 'stub') },
    },
    editor: { address: 'editors/{id}', members: { name: member.field('string', 'whole') } },
  },
};

/** What the server is like. */
interface Traits {
  /** Whether it expands `books`; `refuses` with a 400. */
  readonly expands?: 'always' | 'never' | 'refuses';
  readonly hasWords?: boolean;
}

const AUTHORS = [1, 2, 3, 4, 5, 6, 7];
const idsOf = (author: number): readonly number[] => [1, 2, 3].map((each) => author * 10 + each);

/** A server of seven authors on pages of three, each with three books. */
const open = ({ expands = 'always', hasWords = true }: Traits = {}) => {
  const requests: string[] = [];
  const rounds: number[] = [];
  const bookOf = (id: number) => ({ id, title: `B${id}`, editor: { id: id % 10 } });
  const authorOf = (id: number, isExpanded: boolean) => ({
    id,
    name: `A${id}`,
    ...(isExpanded && { books: idsOf(id).map(bookOf) }),
  });
  const answer = ({ pathname, searchParams }: URL): unknown => {
    const [, kind, id, more] = pathname.split('/');
    const from = Number(searchParams.get('offset') ?? 0);
    const isExpanded = searchParams.get('expand')?.startsWith('books') === true;
    if (isExpanded && expands === 'refuses') return undefined;
    const isGranted = isExpanded && expands === 'always';
    if (kind === 'editors') return { id: Number(id), name: `E${id}` };
    if (more !== undefined) {
      const all = idsOf(Number(id)).map(bookOf);
      const books = all.slice(from, from + Number(searchParams.get('limit') ?? 3));
      return { items: books, total: 3 };
    }
    if (id !== undefined) return authorOf(Number(id), isGranted);
    const items = AUTHORS.slice(from, from + 3).map((each) => authorOf(each, isGranted));
    return { items, total: 7 };
  };
  const fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    requests.push(
      `${url.pathname}${url.search.replace(/\?offset=0&limit=100&?/, '?').replace(/\?$/, '')}`,
    );
    const json = answer(url);
    return Response.json(json ?? {}, { status: json === undefined ? 400 : 200 });
  };
  const dialect = rest({
    ...(hasWords && { expand: { one: 'expand', many: 'expand' } }),
    items: ['items'],
    total: 'total',
    window: { by: 'offset', start: 'offset', size: 'limit' },
  });
  const on = { walk: (event: { readonly rounds: number }) => rounds.push(event.rounds) };
  const api = connect<Api>(dialect, map, { endpoint: 'https://api.test', fetch, on });
  return { api, requests, rounds };
};

const TITLES = AUTHORS.flatMap((author) => idsOf(author).map((id) => `B${id}`));

/** Programs that read books of several authors, or beside their author. */
const PROGRAMS: readonly {
  readonly program: string;
  readonly run: (api: Api) => Promise<unknown>;
  readonly gives: unknown;
  readonly asks: readonly string[];
}[] = [
  {
    program: 'an author, and all of his books',
    run: ({ author }) => Promise.all([author(1).name, author(1).books.map((each) => each.title)]),
    gives: ['A1', ['B11', 'B12', 'B13']],
    asks: ['/authors/1?expand=books'],
  },
  {
    program: 'an author, and one of his books',
    run: ({ author }) => Promise.all([author(1).name, author(1).books.items[1]?.title]),
    gives: ['A1', 'B12'],
    asks: ['/authors/1?expand=books'],
  },
  {
    program: 'an author, and the editors of his books',
    run: ({ author }) =>
      Promise.all([author(1).name, author(1).books.map(({ editor }) => editor.name)]),
    gives: ['A1', ['E1', 'E2', 'E3']],
    asks: ['/authors/1?expand=books', '/editors/1', '/editors/2', '/editors/3'],
  },
  {
    program: 'the books of all on a page',
    run: async ({ authors }) =>
      Promise.all((await authors).items.map(({ books }) => books.count())),
    gives: [3, 3, 3],
    asks: ['/authors', '/authors?expand=books'],
  },
  {
    program: 'a book of each in a loop',
    run: async ({ authors }) => {
      const all: unknown[] = [];
      for await (const { books } of authors) all.push(await books.items[0]?.title);
      return all;
    },
    gives: AUTHORS.map((author) => `B${author}1`),
    asks: [
      '/authors',
      '/authors?expand=books',
      '/authors?offset=3&limit=100&expand=books',
      '/authors?offset=6&limit=100&expand=books',
    ],
  },
  {
    program: 'loops in a loop',
    run: async ({ authors }) => {
      const all: unknown[] = [];
      for await (const { books } of authors) for await (const { title } of books) all.push(title);
      return all;
    },
    gives: TITLES,
    asks: [
      '/authors',
      '/authors?expand=books',
      '/authors?offset=3&limit=100&expand=books',
      '/authors?offset=6&limit=100&expand=books',
    ],
  },
];

describe('a collection that an expansion brings with its owner', () => {
  it.each(PROGRAMS)('comes with those that are asked anyway: $program', async (each) => {
    const { api, requests } = open();

    expect(await each.run(api)).toEqual(each.gives);
    expect(requests).toEqual(each.asks);
  });

  it.each(PROGRAMS)('is asked by itself where it does not come: $program', async (each) => {
    for (const expands of ['never', 'refuses'] as const) {
      const { api } = open({ expands });

      expect(await each.run(api)).toEqual(each.gives);
    }
  });

  it('is asked by itself, and with the first, where its API has no words for it', async () => {
    const { api, requests, rounds } = open({ hasWords: false });
    const read = [api.author(1).name, api.author(1).books.count()] as const;

    expect(await Promise.all(read)).toEqual(['A1', 3]);
    expect(rounds).toEqual([1]);
    expect(requests.sort()).toEqual(['/authors/1', '/authors/1/books']);
  });

  it('is asked by itself where nothing else of its owner is', async () => {
    const { api, requests } = open();
    const read = [api.author(1).books.count(), api.author(2).books.count()] as const;

    expect(await Promise.all(read)).toEqual([3, 3]);
    expect(requests).toEqual(['/authors/1/books', '/authors/2/books']);
  });
});
