/** Resources that stand where the map foresees no more than data: what documents say of them is walked on all the same. */
import { describe, expect, it } from 'vitest';
import { type Action, type Chain, type LinkMap, member } from '../../src/index.ts';
import { madeUp } from './madeUp.ts';
import { errorOf, lines, sending } from './sending.ts';

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
        readers: member.field('json', 'whole'),
        lend: member.action('POST', 'lend', {
          parameters: { to: { type: 'any', required: true } },
          positional: ['to'],
        }),
      },
    },
    person: {
      address: 'people/{id}',
      members: {
        name: member.field('string', 'stub'),
        born: member.field('instant', 'whole'),
        greet: member.action('POST', 'greet'),
      },
    },
  },
};

interface Person extends Chain<{ readonly name: string }> {
  readonly name: Chain<string>;
  readonly born: Chain<object>;
  greet(): Action<void>;
}
interface Api {
  readonly books: Chain<unknown> & { readonly curator: Person };
  book(id: number): {
    readonly readers: { readonly [index: number]: Person };
    lend(to: Person): Action<void>;
  };
}

const ann = { '@': '/people/1', name: 'Ann' };

const open = () =>
  sending<Api>(madeUp, map, ({ method, path }) => {
    if (method === 'POST') return new Response(null, { status: 204 });
    if (path === '/people/1') return Response.json({ ...ann, born: '1990-01-01T00:00:00Z' });
    if (path === '/books') return Response.json({ data: [], curator: ann });
    return path === '/books/1' ? Response.json({ '@': '/books/1', readers: [ann] }) : undefined;
  });

describe('a resource that a page itself names', () => {
  it('leads on to what stands there of it, and to the rest at its own address', async () => {
    const { root, received } = open();

    expect(await root.books.curator).toEqual({ name: 'Ann' });
    expect(await root.books.curator.name).toBe('Ann');
    expect(String(await root.books.curator.born)).toBe('1990-01-01T00:00:00Z');
    expect(lines(received)).toEqual(['GET /books', 'GET /books', 'GET /books', 'GET /people/1']);
  });

  it('can be acted on, and be given to an action', async () => {
    const { root, received } = open();
    await root.books.curator.greet();
    await root.book(1).lend(root.books.curator);

    expect(lines(received)).toEqual([
      'GET /books',
      'POST /people/1/greet',
      'GET /books',
      'POST /books/1/lend {"to":1}',
    ]);
  });
});

describe('a call of what only an answer leads to', () => {
  it('is held to the map once that is known, and marked where it stands', async () => {
    const { root, received } = open();
    const greeted = Reflect.apply(root.books.curator.greet, undefined, ['hi', 'there']);

    expect((await errorOf(greeted)).message).toContain(
      '`greet` takes 0 arguments, got 2\n  api.books.curator.greet(',
    );
    expect(lines(received)).toEqual(['GET /books']);
  });
});

describe('a resource in a list that the map has as data', () => {
  it('is one of the kind that its address tells', async () => {
    const { root, received } = open();
    await root.book(1).readers[0]?.greet();

    expect(String(await root.book(1).readers[0]?.born)).toBe('1990-01-01T00:00:00Z');
    expect(lines(received)).toEqual([
      'GET /books/1',
      'POST /people/1/greet',
      'GET /books/1',
      'GET /people/1',
    ]);
  });
});
