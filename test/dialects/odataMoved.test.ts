/** Loops over sets of OData whose bodies act: a page that comes again in part is as long as it was asked to be. */
import { describe, expect, it } from 'vitest';
import { type Action, type Chain, connect, type LinkMap, member } from '../../src/index.ts';
import { odata } from '../../src/odata.ts';

interface Book {
  readonly ID: number;
  remove(): Action<undefined>;
  restock(by: number): Action<undefined>;
}
interface Shop {
  readonly books: AsyncIterable<Book> & { readonly items: Record<number, Chain<Book>> };
}

const acting = { parameters: { by: { type: 'integer' } }, positional: ['by'] } as const;
const map: LinkMap = {
  root: 'shop',
  kinds: {
    shop: { members: { books: member.collection('Books', { path: 'Books', indexed: true }) } },
    Books: {
      address: 'Books({ID})',
      members: {
        ID: member.field('number', 'stub'),
        remove: member.action('DELETE', '', { parameters: {}, positional: [] }),
        restock: member.action('PATCH', '', acting),
      },
    },
  },
};

/** A shop with 20 books, which gives at most six at once. @param isDeclared - Whether it says where the next ones are. */
function shop(isDeclared: boolean): Shop {
  let ids = Array.from({ length: 20 }, (_, index) => index + 1);
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { origin, pathname, searchParams } = new URL(request.url);
    if (request.method !== 'GET') {
      const id = Number(/\((\d+)\)/.exec(pathname)?.[1]);
      if (request.method === 'DELETE') ids = ids.filter((each) => each !== id);
      return new Response(null, { status: 204 });
    }
    const [skip, top] = [
      Number(searchParams.get('$skip') ?? 0),
      Number(searchParams.get('$top') ?? 99),
    ];
    const count = Math.min(top, isDeclared ? 4 : top);
    const value = ids.slice(skip, skip + count).map((ID) => ({ ID }));
    const [from, left] = [skip + count, top - count];
    const isMore = isDeclared && left > 0 && from < ids.length;
    const next = `${origin}${pathname}?$skip=${from}&$top=${left}`;
    return Response.json({ value, ...(isMore && { '@odata.nextLink': next }) });
  };
  return connect<Shop>(odata({ pageSize: 6 }), map, { endpoint: 'https://shop.test', fetch });
}

const bodies: Readonly<Record<string, (book: Book) => Promise<unknown> | undefined>> = {
  'removes all': (book) => book.remove(),
  'removes every other one': (book) => (book.ID % 2 === 0 ? book.remove() : undefined),
  'removes the first of each page': (book) => (book.ID % 6 === 1 ? book.remove() : undefined),
  'removes the last of each page': (book) => (book.ID % 6 === 0 ? book.remove() : undefined),
  'changes all': (book) => book.restock(5),
  'changes the first': (book) => (book.ID === 1 ? book.restock(5) : undefined),
};

describe.each([
  ['pages as long as they are asked for', false],
  ['pages that the service cuts shorter', true],
] as const)('a loop over %s', (_pages, isDeclared) => {
  it.each(Object.entries(bodies))('leaves out none where its body %s', async (_what, body) => {
    const found: number[] = [];
    for await (const book of shop(isDeclared).books) {
      found.push(book.ID);
      await body(book);
    }
    expect(found).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });
});
