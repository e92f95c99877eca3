/** OData v4, on SAP CAP's sample. */
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import {
  type Action,
  type Chain,
  ConflictError,
  ForbiddenError,
  href,
  member,
  NotFoundError,
} from '../../src/index.ts';
import { type Bookshop, bookshopMap } from './bookshop.ts';
import { failure } from './failure.ts';
import { isInstalled } from './isInstalled.ts';
import { itOn } from './itOn.ts';
import type { RunningServer } from './startServer.ts';
import { checkSelecting, checkWalks } from './walks/checkSuite.ts';
import { openShop, odataSuite as suite } from './walks/odata.ts';

let server: RunningServer;
beforeAll(async () => {
  if (isInstalled(suite.needs)) server = await suite.start();
});
afterAll(() => server?.close());

checkWalks(suite, () => server);
checkSelecting(
  suite,
  () => server,
  (request) => request.includes('$select='),
);

describe('SAP CAP', () => {
  const open = (): Bookshop => suite.open(server);
  const it = itOn(suite.needs);
  beforeEach(() => server?.forget());

  it('is believed in what it refuses, in its own words, and without a body', async () => {
    const error = await failure(open().book(7).title);

    expect(error).toBeInstanceOf(NotFoundError);
    expect(String(error)).toContain('The bookshop answered 404');
    const stranger = openShop(server, bookshopMap, 'nobody:wrong');
    expect(await failure(stranger.book(201).title)).toBeInstanceOf(ForbiddenError);
  });

  it('is asked for no more than what a lambda reads, at every place, with the keys of each', async () => {
    const shop = openShop(server, bookshopMap, 'alice:', 'admin', true);
    expect(await shop.books.take(2).map((book) => `${book.title}: ${book.author.name}`)).toEqual([
      'Wuthering Heights: Emily Brontë',
      'Jane Eyre: Charlotte Brontë',
    ]);
    const chosen = server.bytes();
    expect(server.requests).toEqual([
      'GET /odata/v4/admin/Books?$skip=0&$top=2&$select=ID,title,author_ID&$expand=author($select=ID,name)',
    ]);

    server.forget();
    await open()
      .books.take(2)
      .map((book) => `${book.title}: ${book.author.name}`);
    expect(4 * chosen).toBeLessThan(server.bytes());
  });

  it('refuses to choose what it does not know, is asked for all then, and not asked to choose again', async () => {
    const { Books } = bookshopMap.kinds;
    const members = { ...Books?.members, colour: member.field('string', 'stub') };
    const kinds = { ...bookshopMap.kinds, Books: { ...Books, members } };
    const shop = openShop(server, { ...bookshopMap, kinds }, 'alice:', 'admin', true);
    const colour = (book: object): unknown => Object(book).colour ?? 'none';

    expect(await shop.books.take(1).map(colour)).toEqual(['none']);
    expect(await shop.book(201).title).toBe('Wuthering Heights');
    expect(server.requests.map((each) => each.replace('/odata/v4/admin', ''))).toEqual([
      'GET /Books?$skip=0&$top=1&$select=ID,colour',
      'GET /Books?$skip=0&$top=1',
      'GET /Books(201)',
    ]);
  });

  it('refuses what it cannot expand, and the walk goes on without', async () => {
    const { Books } = bookshopMap.kinds;
    const members = { ...Books?.members, editor: member.ref('Authors', 'expansion') };
    const root = openShop(server, {
      ...bookshopMap,
      kinds: { ...bookshopMap.kinds, Books: { ...Books, members } },
    });
    const read = root.books.map((book) => [book.title, Object(book).editor as unknown]);

    expect(await read.take(1)).toEqual([['Wuthering Heights', undefined]]);
    expect(server.requests.slice(0, 2).map((each) => each.split('?')[1])).toEqual([
      '$skip=0&$top=1&$expand=editor',
      '$skip=0&$top=1',
    ]);
  });

  it('goes on by addresses that are relative to the root, and not to the page', async () => {
    const fantasy = open().genre('14aaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa');

    expect(await fantasy.children.count()).toBe(4);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]).toMatch(/^GET \/odata\/v4\/admin\/Genres\(14a.*\)\/children\?/);
  });

  it('says where a collection ends', async () => {
    expect(await failure(open().books.items[5])).toMatchObject({ code: 'noSuchItem' });
    expect(await open().books.count()).toBe(5);
    expect(await open().books.drop(4).toArray()).toHaveLength(1);
  });

  it('has what stands in hand as values, moments among them, and `null` where it has nothing', async () => {
    const book = await open().book(201);

    expect([book.title, book.stock, book.price, typeof book.createdAt.epochMilliseconds]).toEqual([
      ...['Wuthering Heights', 12, '11.11', 'number'],
    ]);
    const fiction = await open().genre('10aaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa');
    expect(fiction.parent).toBeNull();
  });

  it('knows an entity by its key, whatever path led to it', async () => {
    const root = open();
    const author = await root.book(251).author.self;
    server.forget();

    expect(await author.books.map((book) => book.title)).toEqual(['The Raven', 'Eleonora']);
    expect(await href(author)).toBe(`${server.origin}/odata/v4/admin/Authors(150)`);
    expect(server.requests).toEqual(['GET /odata/v4/admin/Authors(150)/books?$skip=0&$top=1000']);
  });

  it('takes actions of the service, and says what they answer', async () => {
    const catalog = openShop(
      server,
      {
        root: 'catalog',
        kinds: {
          catalog: {
            members: {
              submitOrder: member.action('POST', 'submitOrder', {
                parameters: {
                  book: { type: 'integer', kind: 'Books', required: true },
                  quantity: { type: 'integer', required: true },
                },
                positional: ['book', 'quantity'],
                answers: { stock: 'number' },
              }),
              book: member.lookup('Books', 'Books({ID})'),
            },
          },
          Books: { address: 'Books({ID})', members: { stock: member.field('number', 'stub') } },
        },
      },
      'alice:',
      'catalog',
    ) as unknown as Catalog;

    const { stock } = await catalog.submitOrder(catalog.book(207), 2);

    expect(stock).toBe(9);
    expect(server.sent[0]).toMatchObject({ body: '{"book":207,"quantity":2}' });
    const error = await failure(catalog.submitOrder(207, 99));
    expect(error).toBeInstanceOf(ConflictError);
    expect(String(error)).toContain('99 exceeds stock for book #207');
  });

  it('makes and changes an entity, and answers with it', async () => {
    const root = open();

    const { stock } = await root.book(252);
    expect((await root.book(252).restock(7)).stock).toBe(7);
    expect((await root.book(252).restock(stock ?? 0)).stock).toBe(stock);
    const made = await root.books.add({ ID: 7, title: 'Another', author: root.author(150) });
    expect([made.title, made.author_ID, made.genre]).toEqual(['Another', 150, null]);

    expect(server.requests).toEqual([
      'GET /odata/v4/admin/Books(252)',
      'PATCH /odata/v4/admin/Books(252)',
      'PATCH /odata/v4/admin/Books(252)',
      'POST /odata/v4/admin/Books',
    ]);
    expect(server.sent.at(-1)?.body).toBe('{"ID":7,"title":"Another","author_ID":150}');
  });

  it('is read without a map as far as its documents say what leads where', async () => {
    const root = openShop(server, { root: '', kinds: {} }) as unknown as {
      readonly Books: Chain<unknown>;
    };

    // Its root names its sets in a list of its own, and no document has a link.
    await expect(Promise.resolve(root.Books)).rejects.toThrow('no "Books"');
  });
});

interface Catalog {
  book(id: number): Chain<unknown>;
  submitOrder(book: Chain<unknown> | number, quantity: number): Action<{ readonly stock: number }>;
}
