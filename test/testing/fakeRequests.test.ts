/** What a made-up server understands of requests: forms, patches, guards, keys, and what a dialect writes. */
import { describe, expect, it } from 'vitest';
import {
  type Action,
  bracketed,
  type Chain,
  connect,
  type Dialect,
  hipchat,
  type Json,
  type JsonObject,
  type LinkMap,
  member,
  PreconditionFailedError,
} from '../../src/index.ts';
import { fakeApi, hipchatSpelling, type Spelling } from '../../src/testing.ts';

const parameters = {
  title: { type: 'string' },
  pages: { type: 'integer' },
  lent: { type: 'boolean' },
  tags: { type: 'any' },
  author: { type: 'any', kind: 'person' },
  readers: { type: 'any', each: { type: 'any', kind: 'person' } },
} as const;
const map: LinkMap = {
  root: 'library',
  kinds: {
    library: {
      members: {
        books: member.collection('book', {
          path: 'books',
          indexed: true,
          actions: {
            add: member.action('POST', '', {
              parameters,
              creates: 'book',
              gives: 'whole',
              key: true,
            }).call,
          },
        }),
        book: member.lookup('book', 'books/{id}'),
      },
    },
    book: {
      address: 'books/{id}',
      members: {
        id: member.field('number', 'ref'),
        title: member.field('string', 'stub'),
        pages: member.field('number', 'whole'),
        lent: member.field('boolean', 'whole'),
        tags: member.field('json', 'whole'),
        author: member.ref('person', 'whole'),
        self: member.link('book', { rel: 'self', path: '' }),
        readers: member.list('person', 'whole', { absent: 'empty' }),
        retitle: member.action('PATCH', '', {
          parameters: { title: { type: 'string' } },
          positional: ['title'],
          gives: 'whole',
        }),
        change: member.action('PATCH', '', { parameters, gives: 'whole', guard: 'etag' }),
        close: member.declared(),
      },
    },
    person: {
      address: 'people/{id}',
      members: { id: member.field('number', 'ref'), name: member.field('string', 'stub') },
    },
  },
};
interface BookSnapshot {
  readonly title: string;
  readonly pages?: number;
  readonly lent?: boolean;
  readonly tags?: Json;
  readonly readers?: readonly { readonly name: string }[];
  readonly self: Book;
}
interface Book extends Chain<BookSnapshot> {
  change(changes: object): Action<BookSnapshot>;
  retitle(title: string): Action<BookSnapshot>;
}
interface Library {
  book(id: number): Book;
  readonly books: Chain<{ readonly items: readonly unknown[] }> & {
    add(book: object, options?: object): Action<BookSnapshot>;
  };
}
const DATA = {
  books: [{ id: 1, title: 'Tea', pages: 80, lent: false, tags: ['hot'], author: 3 }],
  person: [
    { id: 3, name: 'Ada' },
    { id: 4, name: 'Bo' },
  ],
};

function library(dialect: Dialect = hipchat, more: Partial<Spelling> = {}) {
  const api = fakeApi(map, DATA, { spelling: { ...hipchatSpelling, root: '', ...more } });
  const options = { endpoint: 'https://library.test', fetch: api.fetch };
  return { api, root: connect<Library>(dialect, map, options) };
}
const writing = (write: Dialect['write']): Dialect => ({
  ...hipchat,
  write: (action) => write?.(action) ?? {},
});

describe('a made-up server', () => {
  it('gives the whole that an action says it gives', async () => {
    const { api, root } = library();

    const added = await root.books.add({ title: 'Kaffee', pages: 3, author: 4 });
    const changed = await root.book(1).change({ title: 'Tee' });

    expect([added.title, added.pages, changed.title, changed.pages]).toEqual([
      'Kaffee',
      3,
      'Tee',
      80,
    ]);
    expect(api.requests).toEqual(['POST /books', 'GET /books/1', 'PATCH /books/1']);
  });

  it('refuses a guarded action of what was changed meanwhile', async () => {
    const { api, root } = library();
    const old = await root.book(1);
    // By another walk: the one of the snapshot decided before.
    await root.book(1).change({ title: 'Theirs' });

    await expect(Promise.resolve(old.self.change({ title: 'Mine' }))).rejects.toThrow(
      PreconditionFailedError,
    );

    expect((await root.book(1)).title).toBe('Theirs');
    expect(api.actions.map(({ isApplied }) => isApplied)).toEqual([true, false]);
  });

  it('does the one of the actions at an address that fits what was sent', async () => {
    const { api, root } = library();
    const old = await root.book(1);

    await root.book(1).retitle('Tee');
    const changed = await root.book(1).change({ pages: 90 });
    await expect(Promise.resolve(old.self.change({ title: 'Mine' }))).rejects.toThrow(
      PreconditionFailedError,
    );

    expect([changed.title, changed.pages]).toEqual(['Tee', 90]);
    expect(api.actions.map(({ isApplied }) => isApplied)).toEqual([true, true, false]);
  });

  it('keeps a list that an action was given', async () => {
    const { root } = library();

    const added = await root.books.add({ title: 'Kaffee', readers: [4, 3] });
    const changed = await root.book(1).change({ readers: [4] });

    expect([added, changed].map(({ readers }) => readers?.map(({ name }) => name))).toEqual([
      ['Bo', 'Ada'],
      ['Bo'],
    ]);
  });

  it('does once what bears one idempotency key', async () => {
    const { api, root } = library();
    const options = { idempotencyKey: 'order-7' };

    const first = await root.books.add({ title: 'One', ...options });
    const second = await root.books.add({ title: 'One', ...options });
    await root.books.add({ title: 'One' });

    expect(second).toEqual(first);
    expect((await root.books).items).toHaveLength(3);
    expect(api.actions.map(({ isApplied }) => isApplied)).toEqual([true, false, true]);
  });

  it('reads forms with brackets, and texts as what the map says they are', async () => {
    const { api, root } = library(
      writing(({ body }) => (body === undefined ? {} : { form: 'form', body: bracketed(body) })),
    );

    const changed = await root
      .book(1)
      .change({ pages: 90, lent: true, tags: [{ name: 'a' }, 'b'] });

    expect([changed.pages, changed.lent]).toEqual([90, true]);
    expect(changed.tags).toEqual([{ name: 'a' }, 'b']);
    expect(api.actions[0]?.body).toEqual({ pages: '90', lent: 'true', tags: [{ name: 'a' }, 'b'] });
  });

  it('takes away what a merge patch sets to null', async () => {
    const headers = { 'content-type': 'application/merge-patch+json' };
    const { root } = library(writing(({ method }) => (method === 'PATCH' ? { headers } : {})));

    await root.book(1).change({ pages: null, title: 'Tee' });
    const book = await root.book(1);

    expect([book.title, 'pages' in book]).toEqual(['Tee', false]);
  });

  it('reads the documents of a dialect, as the spelling says', async () => {
    const { api, root } = library(
      writing(({ body }) => (body === undefined ? {} : { body: { data: { attributes: body } } })),
      { sent: (body) => ((body as JsonObject).data as JsonObject).attributes ?? {} },
    );

    expect((await root.book(1).change({ title: 'Tee' })).title).toBe('Tee');
    expect(api.actions[0]?.body).toEqual({ data: { attributes: { title: 'Tee' } } });
  });

  it('knows no address of what only documents declare', async () => {
    const { api } = library();

    const answer = await api.fetch('https://library.test/books/1', { method: 'POST' });

    expect(answer.status).toBe(405);
  });
});
