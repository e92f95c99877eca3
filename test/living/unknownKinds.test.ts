/** A map that names kinds which it does not have: what documents say is walked on all the same. */
import { describe, expect, it } from 'vitest';
import { type Action, type Chain, explain, type LinkMap, member } from '../../src/index.ts';
import { type Answer, living, madeUp } from './madeUp.ts';

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        books: member.collection('book', {
          path: 'books',
          indexed: false,
          options: { expand: { type: 'any', expands: true } },
        }),
        book: member.lookup('book', 'books/{id}'),
      },
    },
    book: {
      address: 'books/{id}',
      members: {
        lender: member.ref('person|ghost', 'stub'),
        ghost: member.ref('ghost', 'stub'),
      },
    },
    person: {
      address: 'people/{id}',
      members: {
        name: member.field('string', 'stub'),
        age: member.field('number', 'whole'),
        greet: member.action('POST', 'greet'),
      },
    },
  },
};

interface Named {
  readonly name: Chain<string>;
  readonly age: Chain<number>;
  greet(): Action<unknown>;
}
interface Api {
  readonly books: (options: object) => Chain<{ readonly items: readonly object[] }>;
  book(id: number): { readonly lender: Named; readonly ghost: Named };
}

const open = () =>
  living<Api>(madeUp, map, ({ method, path }): Answer | undefined => {
    const ann = { '@': '/people/1', name: 'Ann' };
    const boo = { '@': '/ghosts/1', name: 'Boo' };
    const book = { '@': '/books/1', lender: ann, ghost: boo };
    if (method === 'POST') return { done: true };
    if (path === '/books') return { data: [book] };
    if (path === '/books/1') return book;
    if (path === '/people/1') return { ...ann, age: 36 };
    return path === '/ghosts/1' ? { ...boo, age: 300 } : undefined;
  });

describe('a kind that the map lacks', () => {
  it('says nothing of what it is one of several of: the address of each does', async () => {
    const { root, requests } = open();

    expect(await root.book(1).lender.age).toBe(36);
    await root.book(1).lender.greet();

    expect(requests.filter((each) => !each.startsWith('GET /books/1'))).toEqual([
      'GET /people/1',
      'POST /people/1/greet',
    ]);
    expect(String(explain(root.book(1).lender.age))).toContain('what "age" is, the answer tells');
  });

  it('leads on by what documents say', async () => {
    const { root } = open();

    expect(await root.book(1).ghost.name).toBe('Boo');
    expect(await root.book(1).ghost.age).toBe(300);
  });

  it('is expanded as somebody writes it, for nobody knows what it names', async () => {
    const { root, requests } = open();

    await root.books({ expand: 'items.ghost.house' }).then(
      () => undefined,
      () => undefined,
    );

    expect(requests[0]).toBe('GET /books?include=ghost.house');
  });
});
