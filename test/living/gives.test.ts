/** What an action answers: the resource itself, or what it made, as much of it as the map says. */
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Chain,
  type Dialect,
  explain,
  type LinkMap,
  member,
  trace,
} from '../../src/index.ts';
import { madeUp, ORIGIN } from './madeUp.ts';
import { lines, type Received, sending } from './sending.ts';

const title = { parameters: { title: { type: 'string' } }, positional: ['title'] } as const;
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        book: member.lookup('book', 'books/{id}'),
        newest: member.link('book', { path: 'newest' }),
        books: member.collection('book', {
          path: 'books',
          indexed: false,
          actions: {
            add: member.action('POST', '', { ...title, creates: 'book', gives: 'whole' }).call,
          },
        }),
      },
    },
    book: {
      address: 'books/{id}',
      members: {
        id: member.field('number', 'ref'),
        title: member.field('string', 'stub'),
        pages: member.field('number', 'whole'),
        author: member.ref('person', 'whole'),
        self: member.link('book', { rel: 'self', path: '' }),
        newest: member.link('book', { rel: 'newest' }),
        rename: member.action('PUT', '', { ...title, gives: 'whole' }),
        touch: member.action('POST', 'touch', { gives: 'stub' }),
      },
    },
    person: {
      address: 'people/{id}',
      members: { name: member.field('string', 'stub'), age: member.field('number', 'whole') },
    },
  },
};

interface Person {
  readonly name: string;
}
interface Whole {
  readonly id: number;
  readonly title: string;
  readonly pages: number;
  readonly author: Person;
  readonly self: Book;
}
interface Given extends Action<Whole> {
  readonly id: Chain<number>;
  readonly pages: Chain<number>;
  readonly author: { readonly name: Chain<string>; readonly age: Chain<number> };
}
interface Book extends Chain<Whole> {
  readonly title: Chain<string>;
  readonly pages: Chain<number>;
  readonly author: { readonly name: Chain<string>; readonly age: Chain<number> };
  readonly newest: Book;
  rename(title: string): Given;
  touch(): Action<{ readonly title: string; readonly pages: Chain<number> }>;
}
interface Api {
  book(id: number): Book;
  readonly newest: Book;
  readonly books: { add(title: string): Given };
}

const whole = (path: string, more: object = {}): object => ({
  '@': path,
  id: 1,
  title: 'Tea',
  pages: 80,
  author: { '@': '/people/3', name: 'Ada' },
  ...more,
});

describe('an action that gives the whole', () => {
  it('of its resource is that resource, and costs no request more', async () => {
    const { root, received } = sending<Api>(madeUp, map, () =>
      Response.json(whole('/books/1', { title: 'Tee' })),
    );

    const book = await root.book(1).rename('Tee');

    expect([book.id, book.title, book.pages, book.author.name]).toEqual([1, 'Tee', 80, 'Ada']);
    expect(await book.self.title).toBe('Tee');
    expect(lines(received)).toEqual(['PUT /books/1 {"title":"Tee"}']);
  });

  it('of what it makes is that, and costs no request more', async () => {
    const { root, received } = sending<Api>(madeUp, map, () =>
      Response.json(whole('/books/9', { id: 9 }), { status: 201 }),
    );

    const book = await root.books.add('Tea');

    expect([book.id, book.pages]).toEqual([9, 80]);
    expect(lines(received)).toEqual(['POST /books {"title":"Tea"}']);
  });

  it('can be walked on from, with what it gave', async () => {
    const { root, received } = sending<Api>(madeUp, map, ({ path }) =>
      Response.json(path === '/people/3' ? { '@': path, name: 'Ada', age: 36 } : whole('/books/1')),
    );

    expect(await root.book(1).rename('Tea').author.name).toBe('Ada');
    expect(await root.book(1).rename('Tea').author.age).toBe(36);

    expect(lines(received)).toEqual([
      'PUT /books/1 {"title":"Tea"}',
      'PUT /books/1 {"title":"Tea"}',
      'GET /people/3',
    ]);
  });

  it('gives of two on one thing in one tick what each was answered', async () => {
    const { root } = sending<Api>(madeUp, map, ({ body }) =>
      Response.json(whole('/books/1', JSON.parse(body))),
    );

    const both = await Promise.all([root.book(1).rename('Tee'), root.book(1).rename('Mate')]);

    expect(both.map(({ title }) => title)).toEqual(['Tee', 'Mate']);
  });

  /** A server that is slow to do, or to answer, what renames the book to `Tee`. */
  const slow = (is: 'doing' | 'answering') => {
    let title = 'Tea';
    return sending<Api>(madeUp, map, async ({ body }) => {
      const given = body === '' ? undefined : JSON.parse(body).title;
      const late = () => given === 'Tee' && new Promise((resolve) => setTimeout(resolve, 10));
      if (is === 'doing') await late();
      title = given ?? title;
      const answer = Response.json(whole('/books/1', { title }));
      if (is === 'answering') await late();
      return answer;
    });
  };

  it('is not what is read on behind two snapshots that changed one thing at once', async () => {
    const { root } = slow('doing');
    const [one, other] = [await root.book(1), await root.book(1)];

    await Promise.all([one.self.rename('Tee'), other.self.rename('Mate')]);

    expect(await Promise.all([one.self.title, other.self.title])).toEqual(['Tee', 'Tee']);
  });

  it('is not what is read on behind two of one snapshot that were on their way at once', async () => {
    const { root, received } = slow('doing');
    const one = await root.book(1);

    const both = await Promise.all([one.self.rename('Tee'), one.self.rename('Mate')]);

    expect(both.map(({ title }) => title)).toEqual(['Tee', 'Mate']);
    expect(await Promise.all([one.self.title, both[0].self.title])).toEqual(['Tee', 'Tee']);
    expect(lines(received)).toHaveLength(4);
  });

  it('is not what is read on behind one that began later and was answered sooner', async () => {
    const { root, received } = slow('answering');
    const one = await root.book(1);

    const tee = Promise.resolve(one.self.rename('Tee'));
    await new Promise((resolve) => setTimeout(resolve));
    await one.self.rename('Mate');
    await tee;

    expect(await one.self.title).toBe('Mate');
    expect(lines(received)).toHaveLength(4);
  });

  it('is what is read on behind two of which one was answered before the other began', async () => {
    const { root, received } = slow('doing');
    const one = await root.book(1);

    await one.self.rename('Tee');
    await one.self.rename('Mate');

    expect(await one.self.title).toBe('Mate');
    expect(lines(received)).toHaveLength(3);
  });

  it('is planned so', () => {
    const { root } = sending<Api>(madeUp, map, () => undefined);
    const plans = [
      explain(root.book(1).rename('Tea')),
      explain(root.book(1).rename('Tea').pages),
      explain(root.books.add('Tea').pages),
      explain(root.book(1).rename('Tea').author.age),
    ];

    expect(plans.map(({ bill }) => bill)).toEqual([
      { least: 1, most: 1 },
      { least: 1, most: 1 },
      { least: 1, most: 1 },
      { least: 2, most: 2 },
    ]);
    expect(plans[3]?.requests[1]?.url).toBe(`${ORIGIN}/people/{1.author.id}`);
  });

  it.each([
    ['nothing', () => new Response(null, { status: 204 })],
    ['a stub', () => Response.json({ '@': '/books/1', id: 1, title: 'Tee' })],
    ['something else', () => Response.json(['done'])],
  ])('is asked for where the server gave %s', async (_what, answer) => {
    const { root, received } = sending<Api>(madeUp, map, ({ method }) =>
      method === 'PUT' ? answer() : Response.json(whole('/books/1', { title: 'Tee' })),
    );

    const { value, requests } = await trace(root.book(1).rename('Tee'));

    expect([value.title, value.pages]).toEqual(['Tee', 80]);
    expect(lines(received)).toEqual(['PUT /books/1 {"title":"Tee"}', 'GET /books/1']);
    expect(requests).toHaveLength(2);
  });

  it('makes what was known of it old', async () => {
    let name = 'Tea';
    const { root, received } = sending<Api>(madeUp, map, ({ method, body }: Received) => {
      if (method === 'PUT') name = JSON.parse(body).title;
      return Response.json(whole('/books/1', { title: name }));
    });

    const before = await root.book(1);
    await before.self.rename('Tee');

    expect(await before.self.title).toBe('Tee');
    // The answer of the action said so already.
    expect(lines(received)).toEqual(['GET /books/1', 'PUT /books/1 {"title":"Tee"}']);
  });
});

describe('what is read of what an action gives', () => {
  const told: (readonly string[])[] = [];
  const expanding: Dialect = {
    ...madeUp,
    write: ({ body, paths, gives }) => {
      expect(gives).toBe('book');
      return paths.length === 0 ? {} : { body: { ...body, include: paths }, asked: paths };
    },
    document(response, asked) {
      if (asked.of === 'action') told.push(asked.paths);
      return madeUp.document(response, asked);
    },
  };
  const ada = { '@': '/people/3', name: 'Ada', age: 36 };

  it('is asked for with it, once for all who go on from it, and told where the answer is read', async () => {
    const { root, received } = sending<Api>(expanding, map, () =>
      Response.json(whole('/books/1', { author: ada })),
    );
    const renamed = root.book(1).rename('Tea');

    expect(await Promise.all([renamed.pages, renamed.author.name, renamed.author.age])).toEqual([
      80,
      'Ada',
      36,
    ]);
    expect(lines(received)).toEqual(['PUT /books/1 {"title":"Tea","include":["author"]}']);
    expect(told).toEqual([['author']]);
  });

  it('is asked for by itself where the answer leaves it out', async () => {
    const { root, received } = sending<Api>(expanding, map, ({ path }) =>
      Response.json(path === '/people/3' ? ada : whole('/books/1')),
    );

    expect(await root.book(1).rename('Tea').author.age).toBe(36);
    expect(lines(received)[1]).toBe('GET /people/3');
  });

  it('is not asked for where nothing of it is read, or its stub is enough', async () => {
    const { root, received } = sending<Api>(expanding, map, () => Response.json(whole('/books/1')));

    await root.book(1).rename('Tea');
    await root.book(1).rename('Tea').author.name;
    expect(received.some(({ body }) => body.includes('include'))).toBe(false);
  });
});

describe('an action that gives less', () => {
  it('gives values as far as that goes, and chains for the rest', async () => {
    const { root, received } = sending<Api>(madeUp, map, ({ method }) =>
      Response.json(
        method === 'POST' ? { '@': '/books/1', id: 1, title: 'Tee' } : whole('/books/1'),
      ),
    );

    const stub = await root.book(1).touch();

    expect(stub.title).toBe('Tee');
    expect(await stub.pages).toBe(80);
    expect(lines(received)).toEqual(['POST /books/1/touch', 'GET /books/1']);
  });
});

const { book: named } = map.kinds;
const { address: _known, ...unnamed } = named as NonNullable<typeof named>;

describe.each([
  ['where the map knows of what form those of its kind are', map],
  ['where the map does not', { ...map, kinds: { ...map.kinds, book: unnamed } }],
])('an action whose answer bears another address, %s', (_, mapped) => {
  // The newest book is number 7.
  const answer = ({ method }: Received, state: { title: string }): Response => {
    if (method === 'PUT') state.title = 'Tee';
    const links = { newest: '/newest' };
    return Response.json(whole('/books/7', { id: 7, title: state.title, links }));
  };

  it('changes what its walk knows under both', async () => {
    const state = { title: 'Tea' };
    const { root, received } = sending<Api>(madeUp, mapped, (request) => answer(request, state));
    const seventh = await root.book(7);

    const renamed = await seventh.self.newest.rename('Tee');

    expect([renamed.title, await seventh.self.title]).toEqual(['Tee', 'Tee']);
    expect(lines(received)).toEqual(['GET /books/7', 'PUT /newest {"title":"Tee"}']);
  });

  it('is read anew by what is awaited after it, in another walk as well', async () => {
    const state = { title: 'Tea' };
    const { root, received } = sending<Api>(madeUp, mapped, (request) => answer(request, state));
    const seventh = await root.book(7);

    const [, title] = await Promise.all([root.newest.rename('Tee'), seventh.self.title]);

    expect(title).toBe('Tee');
    expect(lines(received)).toEqual([
      'GET /books/7',
      'PUT /newest {"title":"Tee"}',
      'GET /books/7',
    ]);
  });
});
