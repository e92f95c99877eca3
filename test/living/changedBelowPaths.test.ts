/** What an action does to a thing that is reached by a path, and goes by an address of its own. */
import { describe, expect, it } from 'vitest';
import { type Action, type Chain, type LinkMap, member } from '../../src/index.ts';
import { living, madeUp } from './madeUp.ts';

interface Person extends Chain<{ readonly name: string; readonly self: Person }> {
  readonly name: Chain<string>;
  rename(): Action<unknown>;
}
interface Book extends Chain<BookHeld> {
  readonly author: Person;
  readonly editor: Person;
}
interface BookHeld {
  readonly self: Book;
  readonly author: Person;
  readonly editor: Person;
  readonly critic: { readonly name: string; rename(): Action<unknown> };
}
interface Api {
  book(id: number): Book;
  person(id: number): Person;
}

const person = 'person';
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        book: member.lookup('book', 'books/{id}'),
        person: member.lookup(person, 'people/{id}'),
      },
    },
    book: {
      address: 'books/{id}',
      members: {
        self: member.link('book', { rel: 'self', path: '' }),
        title: member.field('string', 'stub'),
        author: member.link(person, { path: 'author' }),
        editor: member.ref(person, 'expansion', 'editor'),
        critic: member.ref(person, 'whole'),
      },
    },
    person: {
      address: 'people/{id}',
      members: {
        self: member.link(person, { rel: 'self', path: '' }),
        name: member.field('string', 'stub'),
        rename: member.action('POST', 'rename'),
      },
    },
  },
};

const addressOf = (name: string): string => (name === 'critic' ? '/people/5' : `/books/1/${name}`);

/** A server on which Ann changes her name with each call. */
const open = () => {
  let changes = 0;
  return living<Api>(madeUp, map, ({ path }) => {
    if (path.endsWith('/rename')) changes += 1;
    const ann = { '@': '/people/5', name: changes === 0 ? 'Ann' : `Ann the ${changes}.` };
    return path === '/books/1' ? { '@': path, title: 'One', critic: ann } : ann;
  });
};

describe('an action on a thing that is reached by a path, and goes by an address of its own', () => {
  it.each(['author', 'editor', 'critic'] as const)(
    'is seen by its walk, which read the %s by that address',
    async (name) => {
      const { root, requests } = open();
      const [book, person] = await Promise.all([root.book(1), root.person(5)]);

      await book[name].rename();

      expect(await person.self.name).toBe('Ann the 1.');
      expect(requests.slice(2)).toEqual([`POST ${addressOf(name)}/rename`, 'GET /people/5']);
    },
  );

  it('is seen in a document that names it', async () => {
    const { root } = open();
    const book = await root.book(1);

    await book.editor.rename();

    expect((await book.self).critic.name).toBe('Ann the 1.');
  });
});
