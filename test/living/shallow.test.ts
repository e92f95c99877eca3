/** A server that knows what lies below a thing by that thing's own address alone, and not by a path that leads to it. */
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  fresh,
  type LinkMap,
  member,
  NotFoundError,
  type Sequence,
} from '../../src/index.ts';
import { type Answer, living, madeUp } from './madeUp.ts';

interface Person extends Chain<{ readonly name: string; readonly self: Person }> {
  readonly name: Chain<string>;
  readonly boss: Person;
  readonly books: Sequence<{ readonly title: string }, unknown> & {
    readonly items: readonly { readonly title: Chain<string> }[];
  };
}
interface Book extends Chain<{ readonly author: Person }> {
  readonly author: Person;
  readonly editor: Person;
}
interface BookRow {
  readonly author: { readonly boss: { readonly name: string } };
  readonly editor: { readonly boss: { readonly name: string }; readonly books: readonly unknown[] };
}
interface Api {
  book(id: number): Book;
  readonly books: Sequence<BookRow, unknown>;
}

const person = 'person';
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        books: member.collection('book', { path: 'books', indexed: false }),
        book: member.lookup('book', 'books/{id}'),
      },
    },
    book: {
      address: 'books/{id}',
      members: {
        title: member.field('string', 'stub'),
        author: member.link(person, { path: 'author' }),
        editor: member.ref(person, 'expansion', 'editor'),
      },
    },
    person: {
      address: 'people/{id}',
      members: {
        name: member.field('string', 'whole'),
        boss: member.link(person, { path: 'boss' }),
        books: member.collection('book', { path: 'books', indexed: false }),
      },
    },
  },
};

const ann = { '@': '/people/5', name: 'Ann' };
const book = { '@': '/books/1', title: 'One' };
const DOCUMENTS: Readonly<Record<string, Answer>> = {
  '/books': { data: [book, { '@': '/books/2', title: 'Two' }] },
  '/books/1': book,
  '/books/1/author': ann,
  '/books/1/editor': ann,
  '/books/2/author': ann,
  '/books/2/editor': ann,
  '/people/5': ann,
  '/people/5/boss': { '@': '/people/6', name: 'Bo' },
  '/people/5/books': { data: [book] },
};
const open = () => living<Api>(madeUp, map, ({ path }) => DOCUMENTS[path]);

describe('what lies below a thing that is reached by a path', () => {
  it.each([
    ['a link', 'author'],
    ['a reference', 'editor'],
  ] as const)('is found at its own address, behind %s', async (_by, name) => {
    const { root, requests } = open();

    expect(await root.book(1)[name].boss.name).toBe('Bo');
    expect(requests).toEqual([
      `GET /books/1/${name}/boss`,
      `GET /books/1/${name}`,
      'GET /people/5/boss',
    ]);
  });

  it('is found there where it is a collection', async () => {
    const { root } = open();
    const titles: string[] = [];
    for await (const { title } of root.book(1).author.books) titles.push(title);

    expect(titles).toEqual(['One']);
    expect(await root.book(1).author.books.items[0]?.title).toBe('One');
    expect(await root.book(1).editor.books.map(({ title }) => title)).toEqual(['One']);
  });

  it('is found there by lambdas', async () => {
    const { root } = open();

    expect(await root.books.map(({ author }) => author.boss.name)).toEqual(['Bo', 'Bo']);
    expect(await root.books.map(({ editor }) => editor.boss.name)).toEqual(['Bo', 'Bo']);
    expect(await root.books.map(({ editor }) => editor.books.length)).toEqual([1, 1]);
  });

  it.each(['author', 'editor'] as const)('is found beside the %s itself', async (name) => {
    const { root } = open();
    const { boss, books } = root.book(1)[name];

    const [person, own, first] = await Promise.all([
      root.book(1)[name].name,
      boss.name,
      books.items[0]?.title,
    ]);

    expect([person, own, first]).toEqual(['Ann', 'Bo', 'One']);
  });

  it('is found there in a loop', async () => {
    const { root, requests } = open();
    const names: string[] = [];
    for await (const { author } of root.books) names.push(String(await author.boss.name));

    expect(names).toEqual(['Bo', 'Bo']);
    // What the server is like is known once one of them has shown it.
    expect(requests.filter((request) => /books.\d.author.boss/.test(request))).toHaveLength(1);
  });

  it('is found there afresh behind a snapshot', async () => {
    const { root } = open();
    const editor = await root.book(1).editor;

    expect(await fresh(editor).boss.name).toBe('Bo');
  });

  it('is not there where its own address says so too', async () => {
    const { root, requests } = open();

    const read = async (chain: PromiseLike<unknown>): Promise<unknown> => await chain;

    await expect(read(root.book(1).author.boss.boss.name)).rejects.toThrow(NotFoundError);
    await expect(read(root.book(3).author.boss.name)).rejects.toThrow(NotFoundError);
    expect(requests.slice(-2)).toEqual(['GET /books/3/author/boss', 'GET /books/3/author']);
  });
});
