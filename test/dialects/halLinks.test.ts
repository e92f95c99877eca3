/** Links of HAL as Spring Data REST writes them: templates wherever there are projections, and paths below their owners. */
import { describe, expect, it } from 'vitest';
import { hal } from '../../src/hal.ts';
import {
  type Chain,
  connect,
  type Json,
  type LinkMap,
  member,
  NotFoundError,
} from '../../src/index.ts';
import { errorOf } from '../living/sending.ts';
import { answering, ORIGIN } from './answering.ts';

interface Author {
  readonly name: string;
}
interface Book {
  readonly title: string;
  readonly author: Author | null;
}
interface Library {
  book(id: number): Chain<Book> & {
    readonly author: Chain<Author | null> & { readonly name: Chain<string | null> };
  };
  author(id: number): { readonly name: Chain<string> };
  readonly books: {
    map<T>(each: (book: Book) => T): Chain<readonly T[]>;
    filter(each: (book: Book) => boolean): { toArray(): Chain<readonly Book[]> };
  };
}

const map: LinkMap = {
  root: 'library',
  kinds: {
    library: {
      members: {
        book: member.lookup('book', 'books/{id}'),
        author: member.lookup('author', 'authors/{id}'),
        books: member.collection('book', { path: 'books', indexed: false }),
      },
    },
    book: {
      address: 'books/{id}',
      members: { title: member.field('string', 'stub'), author: member.ref('author', 'stub') },
    },
    author: { address: 'authors/{id}', members: { name: member.field('string', 'stub') } },
  },
};

const withPath: LinkMap = {
  ...map,
  kinds: {
    ...map.kinds,
    book: {
      address: 'books/{id}',
      members: {
        title: member.field('string', 'stub'),
        author: member.ref('author', 'stub', { path: 'author' }),
      },
    },
  },
};

const templated = (path: string): Json => ({
  href: `${ORIGIN}${path}{?projection}`,
  templated: true,
});
const book = (id: number): Json => ({
  title: `Book ${id}`,
  _links: { self: templated(`/books/${id}`), author: templated(`/books/${id}/author`) },
});
const ANSWERS = {
  '/books': { _embedded: { books: [book(1), book(2)] }, _links: { self: templated('/books') } },
  '/books/1': book(1),
  '/books/1/author': new Response(null, { status: 204 }),
  '/books/2': book(2),
  '/books/2/author': { name: 'Ann', _links: { self: templated('/authors/9') } },
  '/authors/9': { name: 'Ann', _links: { self: templated('/authors/9') } },
};

describe.each([
  ['204', 204],
  ['404, as Spring Data REST answers', 404],
])('a link below its owner, which answers %s where there is nothing', (_, status) => {
  const answers = { ...ANSWERS, '/books/1/author': new Response(null, { status }) };
  const asked = ['GET /books', 'GET /books/1/author', 'GET /books/2/author'];
  it.each([
    [({ author }: Book): unknown => author === null, [true, false]],
    [({ author }: Book): unknown => author !== null, [false, true]],
    [({ author }: Book): unknown => author?.name, [undefined, 'Ann']],
    [({ author }: Book): unknown => (author === null ? 'none' : author.name), ['none', 'Ann']],
  ] as const)('may lead to nothing, also where a lambda only compares: %s', async (each, found) => {
    const { root, requests } = answering<Library>(hal(), map, answers);

    expect(await root.books.map(each)).toEqual(found);
    expect(requests).toEqual(asked);
  });

  it('gives null by itself', async () => {
    const { root } = answering<Library>(hal(), map, answers);

    expect(await root.book(1).author).toBeNull();
    expect(await root.book(2).author).toEqual({ name: 'Ann' });
  });

  it('gives null where the map says its path as well', async () => {
    const { root } = answering<Library>(hal(), withPath, answers);

    expect(await root.book(1).author).toBeNull();
    expect(await root.book(1).author.name).toBeNull();
    expect(await root.books.map(({ author }) => author?.name)).toEqual([undefined, 'Ann']);
  });

  it('is an error where its owner is not there', async () => {
    const { root } = answering<Library>(hal(), withPath, answers);

    expect(await errorOf(root.book(3).author.name)).toBeInstanceOf(NotFoundError);
    expect(await errorOf(root.author(3).name)).toBeInstanceOf(NotFoundError);
  });
});

describe('a link to what lies elsewhere', () => {
  it('is taken for something, and its id is read from it', async () => {
    const { root, requests } = answering<Library>(hal(), map, {
      '/books': {
        _embedded: {
          books: [{ title: 'One', _links: { author: { href: `${ORIGIN}/authors/9` } } }],
        },
      },
    });

    expect(await root.books.map(({ author }) => author !== null)).toEqual([true]);
    expect(requests).toEqual(['GET /books']);
  });
});

describe('a template', () => {
  it('is the address with nothing filled in, where it is that of a thing', async () => {
    const { root, requests } = answering<Library>(hal(), map, ANSWERS);
    const [one] = await root.books.filter(({ title }) => title === 'Book 2').toArray();

    const { author } = one as unknown as { author: { name: Chain<string> } };
    expect(await author.name).toBe('Ann');
    expect(requests).toEqual(['GET /books', 'GET /books/2/author']);
  });

  it('leads from the items of a page also where no map says so', async () => {
    interface Plain {
      readonly books: {
        readonly items: readonly { readonly author: { readonly name: Chain<string> } }[];
      };
    }
    const requests: string[] = [];
    const answers: Readonly<Record<string, Json | Response>> = {
      ...ANSWERS,
      '/': { _links: { books: templated('/books') } },
    };
    const plain = connect<Plain>(
      hal(),
      { root: '', kinds: {} },
      {
        endpoint: ORIGIN,
        fetch: async (input) => {
          const { pathname } = new URL(new Request(input).url);
          requests.push(pathname);
          const answer = answers[pathname];
          return answer instanceof Response ? answer.clone() : Response.json(answer);
        },
      },
    );

    expect(await plain.books.items[1]?.author.name).toBe('Ann');
    expect(requests).toEqual(['/', '/books', '/books/2/author']);
  });
});
