/** What a path leads to that goes by an address of its own, or that is not there, though only the document above it says so. */
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Chain,
  type Dialect,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { type Answer, living, madeUp } from './madeUp.ts';

interface Person extends Chain<{ readonly name: string } | null> {
  readonly name: Chain<string | null>;
  readonly boss: Person;
}
interface Row {
  readonly editor: { readonly name: string } | null;
}
interface Api {
  book(id: number): { readonly author: Person; readonly editor: Person };
  readonly books: Sequence<Row, unknown>;
  invite(person: Person): Action<unknown>;
}

const person = 'person';
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        book: member.lookup('book', 'books/{id}'),
        books: member.collection('book', { path: 'books', indexed: false }),
        invite: member.action('POST', 'invite', {
          parameters: { person: { type: 'any' } },
          positional: ['person'],
        }),
      },
    },
    book: {
      address: 'books/{id}',
      members: {
        title: member.field('string', 'stub'),
        author: member.link(person, { path: 'author' }),
        editor: member.ref(person, 'whole', 'editor'),
      },
    },
    person: {
      address: 'people/{id}',
      members: {
        name: member.field('string', 'stub'),
        boss: member.ref(person, 'whole', 'boss'),
      },
    },
  },
};

const ann = { '@': '/people/5', name: 'Ann' };
const book = (id: number) => ({ '@': `/books/${id}`, title: `No. ${id}` });
const DOCUMENTS: Readonly<Record<string, Answer>> = {
  '/books': { data: [book(1), book(2), book(3)] },
  '/books/1': { ...book(1), editor: ann },
  '/books/2': { ...book(2), editor: null },
  // This editor is named, and nobody may read him.
  '/books/3': { ...book(3), editor: { '@': '/people/7', name: 'Cy' } },
  '/books/1/author': ann,
  '/books/1/editor': ann,
  '/people/5': { ...ann, boss: null },
};

const open = (dialect: Dialect = madeUp) =>
  living<Api>(dialect, map, ({ path }) => (path === '/invite' ? {} : DOCUMENTS[path]));

describe('a reference that is refused at its path', () => {
  it('is null where the document above it says so, and so is what lies behind it', async () => {
    const { root, requests } = open();

    expect(await root.book(2).editor).toBeNull();
    expect(await root.book(2).editor.name).toBeNull();
    expect(await root.book(2).editor.boss.name).toBeNull();
    expect(requests.slice(0, 2)).toEqual(['GET /books/2/editor', 'GET /books/2']);
  });

  it('is what the document above it names', async () => {
    const { root } = open();

    expect(await root.book(3).editor.name).toBe('Cy');
    await expect(Promise.resolve(root.book(3).editor.boss)).rejects.toThrow('people/7');
  });

  it('is the same in lambdas', async () => {
    const { root } = open();

    expect(await root.books.map(({ editor }) => editor?.name ?? 'nobody')).toEqual([
      'Ann',
      'nobody',
      'Cy',
    ]);
  });

  it('is an error where the one above it is not there either', async () => {
    const { root, requests } = open();

    await expect(Promise.resolve(root.book(9).editor)).rejects.toThrow('404');
    expect(requests).toEqual(['GET /books/9/editor', 'GET /books/9']);
  });
});

describe('what a path leads to, as the argument of an action', () => {
  it.each([
    ['author', '/books/1/author'],
    ['editor', '/books/1'],
  ] as const)('is the id of the %s, and no part of the path', async (name, asked) => {
    const sent = new Set<unknown>();
    const { root, requests } = open({
      ...madeUp,
      write({ body }) {
        sent.add(body?.person);
        return {};
      },
    });

    await root.invite(root.book(1)[name]);

    expect([...sent]).toEqual([5]);
    expect(requests).toEqual([`GET ${asked}`, 'POST /invite']);
  });
});
