/** How much of a thing stands in the document of another: a foreign key, a part of it, or the whole. */
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type Dialect,
  Doc,
  explain,
  type Json,
  type JsonObject,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { type Answer, bodyOf, isObject, living, madeUp, ORIGIN, toDoc } from './madeUp.ts';
import { errorOf } from './sending.ts';

interface Author {
  readonly name: Chain<string>;
  readonly email: Chain<string>;
}
interface AuthorRow {
  readonly name: string;
  readonly email: string;
}
interface Api {
  readonly books: Sequence<{ readonly title: string; readonly author: AuthorRow | null }, unknown>;
  book(id: number): Chain<{ readonly author: Author }> & {
    readonly author: Chain<{ readonly name: string; readonly email: Chain<string> } | null> &
      Author;
  };
}

/** A map in which a book names its author in that way. */
const mapWith = (author: ReturnType<typeof member.ref<'author', 'stub'>>): LinkMap => ({
  root: 'api',
  kinds: {
    api: {
      members: {
        books: member.collection('book', { path: 'books', indexed: false }),
        book: member.lookup('book', 'books/{id}'),
      },
    },
    book: { address: 'books/{id}', members: { title: member.field('string', 'stub'), author } },
    author: {
      address: 'authors/{id}',
      members: { name: member.field('string', 'stub'), email: member.field('string', 'whole') },
    },
  },
});

/** Reads in every resource how much of it is there. */
const telling: Dialect = {
  ...madeUp,
  document: (response) => toTold(bodyOf(response) ?? {}),
  page(response) {
    const { data } = bodyOf(response) ?? {};
    if (!Array.isArray(data)) return undefined;
    const items = data.map((each: Json) => (isObject(each) ? toTold(each) : each));
    return { items, doc: toDoc({}) };
  },
};
function toTold({ '@': path, level, ...fields }: JsonObject): Doc {
  const items = Object.entries(fields).map(
    ([name, value]) => [name, isObject(value) ? toTold(value) : value] as const,
  );
  const told = level === 'ref' || level === 'stub' || level === 'whole' ? level : undefined;
  return new Doc(`${ORIGIN}${path}`, new Map(), new Map(items), told);
}

const NAMES: Readonly<Record<string, string>> = { 1: 'Ada', 2: 'Bo' };
const wholeAuthor = (id: string): JsonObject => ({
  '@': `/authors/${id}`,
  level: 'whole',
  name: NAMES[id] ?? '',
  email: `${NAMES[id]}@living.test`,
});

/** A server of four books, each with what is given of its author. */
const open = (
  dialect: Dialect,
  map: LinkMap,
  book: (author: string, isExpanded: boolean) => JsonObject,
) =>
  living<Api>(dialect, map, ({ path, query }): Answer | undefined => {
    const [, kind, id = ''] = path.split('/');
    if (kind === 'authors') return wholeAuthor(id);
    const isExpanded = query.get('include')?.endsWith('author') ?? false;
    const one = (each: number) => ({
      '@': `/books/${each}`,
      title: `B${each}`,
      ...book(String((each % 2) + 1), isExpanded),
    });
    return id === '' ? { data: [0, 1, 2, 3].map(one) } : one(Number(id));
  });

describe('what is named by a foreign key', () => {
  const book = (author: string, isExpanded: boolean): JsonObject => ({
    author: isExpanded ? wholeAuthor(author) : { '@': `/authors/${author}`, level: 'ref' },
  });
  const map = mapWith(member.ref('author', 'stub', { as: 'ref' }));

  it('is no stub: a chain that ends there asks for one', async () => {
    const { root, requests } = open(telling, mapWith(member.ref('author', 'stub')), book);

    expect((await root.book(1).author)?.name).toBe('Bo');

    expect(requests).toEqual(['GET /books/1', 'GET /authors/2']);
  });

  it('is expanded for what already a stub would hold', async () => {
    const { root, requests } = open(telling, map, book);

    expect(await root.book(1).author.name).toBe('Bo');
    expect(await root.books.map(({ author }) => author?.name)).toEqual(['Ada', 'Bo', 'Ada', 'Bo']);

    expect(requests).toEqual(['GET /books/1?include=author', 'GET /books?include=author']);
  });

  it('costs each of them once where the server does not expand', async () => {
    const { root, requests } = open(telling, map, (author) => book(author, false));

    expect(await root.books.map(({ author }) => author?.name)).toEqual(['Ada', 'Bo', 'Ada', 'Bo']);

    expect(requests).toEqual(['GET /books?include=author', 'GET /authors/1', 'GET /authors/2']);
  });

  it('is shown as such, with a chain in the place of what it lacks', async () => {
    const { root, requests } = open(telling, map, book);

    const shown = await root.book(1);
    expect(requests).toEqual(['GET /books/1']);

    expect(await shown.author.name).toBe('Bo');
    expect(requests).toHaveLength(2);
  });

  it('is planned with the expansion', () => {
    const { root } = open(telling, map, book);

    expect(explain(root.book(1).author.name).bill).toEqual({ least: 1, most: 1 });
    expect(explain(root.books.map(({ author }) => author?.name)).bill.least).toBe(1);
  });
});

describe('what is named by an id', () => {
  const map = mapWith(member.ref('author', 'stub', { by: 'authorId' }));
  const book = (author: string, isExpanded: boolean): JsonObject => ({
    authorId: Number(author),
    ...(isExpanded && { author: wholeAuthor(author) }),
  });

  it('is found at the address that its kind says, or expanded where the server does', async () => {
    const plain = open(madeUp, map, (author) => book(author, false));
    expect(await plain.root.book(1).author.email).toBe('Bo@living.test');
    expect(plain.requests).toEqual(['GET /books/1?include=author', 'GET /authors/2']);

    const { root, requests } = open(madeUp, map, book);
    expect(await root.books.map(({ author }) => author?.name)).toEqual(['Ada', 'Bo', 'Ada', 'Bo']);
    expect(requests).toEqual(['GET /books?include=author']);
  });

  it('is null where the id is', async () => {
    const { root } = open(madeUp, map, () => ({ authorId: null }));

    expect(await root.book(1).author.name).toBeNull();
    expect(await root.books.map(({ author }) => author)).toEqual([null, null, null, null]);
  });

  it('is nothing where the id is none', async () => {
    const { root } = open(madeUp, map, () => ({ authorId: '' }));

    expect(await root.books.map(({ author }) => author)).toEqual(Array(4).fill(undefined));
  });

  it('is nothing more than its id where that can be no part of an address', async () => {
    const { root, requests } = open(madeUp, map, () => ({ authorId: '..' }));
    const error = await errorOf(root.book(1).author.name);

    expect(String(error)).toContain("no address can hold '.' or '..'");
    expect(requests).toEqual(['GET /books/1?include=author']);
  });

  it('is planned by that id', () => {
    const { root } = open({ ...madeUp, limits: { ...madeUp.limits, expandDepth: 0 } }, map, book);

    expect(explain(root.book(1).author.name).requests.map(({ url }) => url)).toEqual([
      `${ORIGIN}/books/1`,
      `${ORIGIN}/authors/{1.authorId}`,
    ]);
  });
});

describe('what was embedded in part', () => {
  const book = (author: string, isExpanded: boolean): JsonObject => {
    const { email, ...rest } = wholeAuthor(author);
    const level = isExpanded ? 'stub' : 'ref';
    return { author: isExpanded ? { ...rest, level, bio: '…' } : { '@': rest['@'] ?? '', level } };
  };
  const kinds = mapWith(member.ref('author', 'stub', { as: 'ref' })).kinds;
  const members = { ...kinds.author?.members, bio: member.field('string', 'whole') };
  const map = { root: 'api', kinds: { ...kinds, author: { ...kinds.author, members } } };

  it('is asked for what it lacks, and not for what it has', async () => {
    const { root, requests } = open(telling, map, book);

    expect(await root.book(1).author.email).toBe('Bo@living.test');
    expect(requests).toEqual(['GET /books/1?include=author', 'GET /authors/2']);

    requests.splice(0);
    expect(await root.books.map(({ author }) => author?.name)).toEqual(['Ada', 'Bo', 'Ada', 'Bo']);
    expect(requests).toEqual(['GET /books?include=author']);
  });

  it('is no sign that the server does not expand', async () => {
    const { root, requests } = open(telling, map, book);

    expect(await root.books.map(({ author }) => `${author?.name} ${author?.email}`)).toEqual(
      ['Ada', 'Bo', 'Ada', 'Bo'].map((name) => `${name} ${name}@living.test`),
    );

    expect(requests).toEqual(['GET /books?include=author', 'GET /authors/1', 'GET /authors/2']);
  });
});

describe('what stands in the item of a page of a thing that is only named there', () => {
  it('is shown as no more than its name, and the rest is in hand', async () => {
    const map = mapWith(member.ref('author', 'stub', { as: 'ref' }));
    const books = [1, 2].map((id) => ({ id, title: `B${id}`, author: { id: 7, name: 'Ada' } }));
    const { root, requests } = living<{
      readonly books: { toArray(): PromiseLike<readonly { readonly author: Author }[]> };
    }>(rest(), map, () => ({ answer: Response.json(books) }));

    const [book] = await root.books.toArray();

    expect(Object.keys(book?.author ?? {})).toEqual(['id']);
    expect(await book?.author.name).toBe('Ada');
    expect(requests).toEqual(['GET /books']);
  });
});

describe('a list of what is only named', () => {
  const map: LinkMap = {
    root: 'api',
    kinds: {
      api: { members: { book: member.lookup('book', 'books/{id}') } },
      book: {
        address: 'books/{id}',
        members: { authors: member.list('author', 'stub', { by: 'authorIds' }) },
      },
      author: { address: 'authors/{id}', members: { name: member.field('string', 'stub') } },
    },
  };
  interface Books {
    book(id: number): { readonly authors: Chain<readonly Author[]> };
  }

  it('gives no more than the name of each, and the rest in chains', async () => {
    const { root, requests } = living<Books>(rest(), map, ({ path }) => ({
      answer: Response.json(path === '/books/1' ? { id: 1, authorIds: [7] } : { name: 'Ada' }),
    }));

    const [author] = await root.book(1).authors;

    expect(await author?.name).toBe('Ada');
    expect(requests).toEqual(['GET /books/1', 'GET /authors/7']);
  });

  it('gives it so whatever came with it', async () => {
    const books = { id: 1, authorIds: [7], authors: [{ id: 7, name: 'Ada' }] };
    const { root, requests } = living<Books>(rest({ expand: { one: 'with' } }), map, () => ({
      answer: Response.json(books),
    }));

    const [author] = await root.book(1).authors;

    expect(Object.keys(author ?? {})).toEqual(['id']);
    expect(await author?.name).toBe('Ada');
    expect(requests).toEqual(['GET /books/1?with=authors']);
  });
});
