/** JSON:API in all that the format allows, and that no server at hand does. */
import { describe, expect, it } from 'vitest';
import { type Chain, type Json, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { answering } from './answering.ts';

interface Book extends Chain<Record<string, unknown>> {
  readonly title: Chain<string>;
  readonly links: Chain<string>;
  readonly author: Person;
  readonly editor: Person;
  readonly chapters: Sequence<{ readonly title: string }, unknown>;
  readonly tags: Chain<readonly unknown[]>;
}
interface Person extends Chain<Record<string, unknown>> {
  readonly name: Chain<string>;
  readonly books: Sequence<{ readonly title: string }, unknown>;
}
interface Library {
  book(id: string): Book;
  person(id: string): Person;
  readonly books: Sequence<
    {
      readonly title: string;
      readonly author: {
        readonly name: string;
        readonly books: readonly { readonly title: string }[];
      };
    },
    unknown
  > & { readonly items: readonly Book[] };
}

const map: LinkMap = {
  root: 'library',
  kinds: {
    library: {
      members: {
        books: member.collection('books', { path: 'books', indexed: true }),
        book: member.lookup('books', 'books/{id}'),
        person: member.lookup('person', 'people/{id}'),
      },
    },
    books: {
      address: 'books/{id}',
      members: {
        title: member.field('string', 'stub'),
        author: member.ref('person', 'stub', { as: 'ref' }),
        // Nothing stands in the book of it.
        editor: member.ref('person', 'expansion', { path: 'editor' }),
        tags: member.list('tags', 'stub', { as: 'ref' }),
        chapters: member.collection('chapters', {
          rel: 'chapters',
          path: 'chapters',
          indexed: false,
          embedded: 'expansion',
        }),
      },
    },
    person: {
      address: 'people/{id}',
      type: 'people',
      members: {
        name: member.field('string', 'stub'),
        books: member.list('books', 'stub', { as: 'ref' }),
        self: member.link('person', { rel: 'self', path: '' }),
      },
    },
    tags: { address: 'tags/{id}', members: { name: member.field('string', 'stub') } },
    chapters: { address: 'chapters/{id}', members: { title: member.field('string', 'stub') } },
  },
};
const open = (answers: Record<string, Json | Response>, options = {}) =>
  answering<Library>(jsonApi(options), map, answers);

const ann = { type: 'people', id: '9', attributes: { name: 'Ann' } };
const byAnn = { author: { data: { type: 'people', id: '9' } } };

describe('a resource of JSON:API', () => {
  it('is found by the map where it declares no address', async () => {
    const book = { type: 'books', id: '1', attributes: { title: 'One' }, relationships: byAnn };
    const { root, requests } = open({
      // It does not include what it was asked to.
      '/books/1?include=author': { data: book },
      '/people/9': { data: ann },
    });

    expect(await root.book('1').author.name).toBe('Ann');
    expect(requests).toEqual(['GET /books/1?include=author', 'GET /people/9']);
  });

  it('has names that are the engine’s own, or the format’s, elsewhere', async () => {
    const attributes = { next: 1, items: [3], data: 4, links: 'a text', meta: 'its own' };
    const { root } = open({
      '/books/1': { data: { type: 'books', id: '1', attributes, meta: { at: 'not shown' } } },
    });

    expect(JSON.parse(JSON.stringify(await root.book('1')))).toEqual({
      type: 'books',
      id: '1',
      ...attributes,
    });
    expect(await root.book('1').links).toBe('a text');
  });

  it('is `null` where a relationship leads to nothing, asked by its own address too', async () => {
    const { root, requests } = open({
      '/books/1?include=author': {
        data: { type: 'books', id: '1', relationships: { author: { data: null } } },
      },
      '/books/1/editor': { data: null },
    });

    expect(await root.book('1').author.name).toBeNull();
    expect(await root.book('1').editor.name).toBeNull();
    expect(requests).toEqual(['GET /books/1?include=author', 'GET /books/1/editor']);
  });

  it('goes by the address that it says itself, whatever led to it', async () => {
    const { root, requests } = open({
      '/books/1/editor': { data: { ...ann, links: { self: '/people/9' } } },
    });
    const editor = (await root.book('1').editor) as unknown as { readonly self: Person };
    requests.length = 0;

    expect(await editor.self.name).toBe('Ann');
    expect(requests).toEqual([]);
  });
});

describe('what is included', () => {
  it('may name what it is included in, in a circle', async () => {
    const book = { type: 'books', id: '1', attributes: { title: 'One' }, relationships: byAnn };
    const books = { data: [{ type: 'books', id: '1' }] };
    const { root, requests } = open({
      '/books?include=author.books': {
        data: [book],
        included: [{ ...ann, relationships: { books } }],
      },
    });
    const titles = root.books.map(({ author }) => author.books.map(({ title }) => title));

    expect(await titles).toEqual([['One']]);
    expect(requests).toEqual(['GET /books?include=author.books']);
  });

  it('is whole, and only a part where only some fields were asked for', async () => {
    const book = { type: 'books', id: '1', attributes: { title: 'One' }, relationships: byAnn };
    const { root, requests } = open({
      '/books/1?include=author': { data: book, included: [{ ...ann, attributes: {} }] },
    });

    // The server left out what it does not have: nobody asks for it again.
    expect(await root.book('1').author.name).toBeUndefined();
    expect(requests).toEqual(['GET /books/1?include=author']);
  });

  it('begins a collection, which goes on where the relationship says so', async () => {
    const chapter = (id: string) => ({ type: 'chapters', id, attributes: { title: `C${id}` } });
    const named = (...ids: readonly string[]) => ids.map((id) => ({ type: 'chapters', id }));
    const chapters = { data: named('1', '2'), links: { next: '/books/1/chapters?after=2' } };
    const one = {
      type: 'books',
      id: '1',
      attributes: { title: 'One' },
      relationships: { chapters },
    };
    const { root, requests } = open({
      '/books?include=chapters': { data: [one], included: [chapter('1'), chapter('2')] },
      '/books/1/chapters?after=2': { data: [chapter('3')] },
    });
    const books = root.books as unknown as Sequence<
      { readonly chapters: { map<T>(read: (each: { title: string }) => T): T[] } },
      unknown
    >;

    expect(await books.map((each) => each.chapters.map(({ title }) => title))).toEqual([
      ['C1', 'C2', 'C3'],
    ]);
    expect(requests).toEqual(['GET /books?include=chapters', 'GET /books/1/chapters?after=2']);
  });

  it('is asked for where a list only names', async () => {
    const chapters = { data: [{ type: 'chapters', id: '1' }] };
    const { root, requests } = open({
      '/books/1': { data: { type: 'books', id: '1', relationships: { chapters } } },
      '/books/1/chapters': { data: [{ type: 'chapters', id: '1', attributes: { title: 'C1' } }] },
    });
    const book = (await root.book('1')) as unknown as Book;

    expect(await book.chapters.map(({ title }) => title)).toEqual(['C1']);
    expect(requests).toEqual(['GET /books/1', 'GET /books/1/chapters']);
  });
});

describe('pages of JSON:API', () => {
  const books = (...ids: readonly number[]) =>
    ids.map((id) => ({ type: 'books', id: String(id), attributes: { title: `B${id}` } }));

  it('are picked by their number, the smallest that holds what is wanted', async () => {
    const { root, requests } = open(
      {
        '/books?page[number]=34&page[size]=1': { data: books(33) },
        '/books?page[number]=3&page[size]=4': { data: books(8, 9, 10, 11) },
      },
      { paging: 'page', pageSize: 10 },
    );

    expect(await root.books.items[33]?.title).toBe('B33');
    expect(
      await root.books
        .drop(8)
        .take(3)
        .map(({ title }) => title),
    ).toEqual(['B8', 'B9', 'B10']);
    expect(requests).toEqual([
      'GET /books?page[number]=34&page[size]=1',
      'GET /books?page[number]=3&page[size]=4',
    ]);
  });

  it('follow one another by links that are texts or objects, and repeat what was asked', async () => {
    const { root, requests } = open({
      '/books?include=author': {
        data: books(1),
        links: { next: { href: '/books?include=author&page[after]=x' } },
      },
      '/books?page[after]=x&include=author': { data: books(2), links: { next: null } },
    });

    expect(await root.books.map(({ title, author }) => [title, author?.name])).toHaveLength(2);
    expect(requests).toEqual([
      'GET /books?include=author',
      'GET /books?page[after]=x&include=author',
    ]);
  });

  it('end with an error where the next one cannot be read', async () => {
    const { root } = open({ '/books': { data: books(1), links: { next: { href: 7 } } } });

    await expect(Promise.resolve(root.books.map(({ title }) => title))).rejects.toThrow(
      '{"href":7}',
    );
  });
});

describe('errors of JSON:API', () => {
  const errors = [
    {
      status: '422',
      code: 'blank',
      title: 'Invalid',
      detail: 'title is blank',
      source: { pointer: '/data/attributes/title' },
    },
    { status: '422', title: 'Too long' },
  ];

  it('are all told, with what of the request they are about', async () => {
    const { root } = open({ '/books/1': Response.json({ errors }, { status: 422 }) });

    await expect(Promise.resolve(root.book('1').title)).rejects.toMatchObject({
      serverMessage: 'title is blank; Too long',
      type: 'blank',
      field: 'title',
      details: { errors },
    });
  });

  it('are errors with status 200 as well', async () => {
    const { root } = open({ '/books/1': { errors } });

    await expect(Promise.resolve(root.book('1').title)).rejects.toThrow('title is blank');
  });

  it('may be no JSON', async () => {
    const { root } = open({ '/books/1': new Response('Bad gateway', { status: 502 }) });

    await expect(Promise.resolve(root.book('1').title)).rejects.toThrow('answered 502');
  });
});

describe('several resources by their ids', () => {
  const { books, ...others } = map.kinds;
  const withMany: LinkMap = {
    ...map,
    kinds: {
      ...others,
      books: { members: {}, ...books, many: { path: 'books', most: 20 } },
    },
  };
  const book = (id: string): Json => ({ type: 'books', id, attributes: { title: `book ${id}` } });
  const read = (root: Library) => Promise.all([root.book('1').title, root.book('2').title]);

  it.each([
    ['offset', '/books?filter[id]=1,2&page[offset]=0&page[limit]=2'],
    ['page', '/books?filter[id]=1,2&page[number]=1&page[size]=2'],
    [undefined, '/books?filter[id]=1,2'],
  ] as const)('are one request and one page of them, with pages by %s', async (paging, address) => {
    const dialect = jsonApi({ many: 'filter[id]', ...(paging && { paging }) });
    const { root, requests } = answering<Library>(dialect, withMany, {
      [address]: { data: [book('2'), book('1')] },
    });

    expect(await read(root)).toEqual(['book 1', 'book 2']);
    expect(requests).toEqual([`GET ${address}`]);
  });

  it('are asked for one by one where the server refuses that, and ever after', async () => {
    const { root, requests } = answering<Library>(jsonApi({ many: 'filter[id]' }), withMany, {
      '/books?filter[id]=1,2': Response.json({ errors: [{ code: 'filter' }] }, { status: 400 }),
      '/books/1': { data: book('1') },
      '/books/2': { data: book('2') },
    });

    expect(await read(root)).toEqual(['book 1', 'book 2']);
    expect(requests).toHaveLength(3);
  });
});
