/** Ids that are a part of a segment, as the keys of OData are: `Books(201)`, `Copies(book=201,number=3)`. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Action,
  at,
  type ByParts,
  type Chain,
  connect,
  explain,
  href,
  type LinkMap,
  leadsTo,
  member,
} from '../../src/index.ts';
import { libraryDialect } from '../helpers/library.ts';

const ORIGIN = 'https://shop.test';

interface Shop {
  book(id: number | string): Chain<unknown> & { readonly titel: Chain<string> };
  readonly copy: ByParts<[book: number, number: number], Chain<unknown>>;
  readonly shelf: Record<'put' | 'mark', (what: Chain<unknown>) => Action<undefined>>;
}

const map: LinkMap = {
  root: 'shop',
  kinds: {
    shop: {
      members: {
        book: member.lookup('book', 'Books({ID})'),
        copy: member.lookup('copy', 'Copies(book={book},number={number})'),
        shelf: member.link('shelf', { path: 'Shelf' }),
      },
    },
    book: {
      address: 'Books({ID})',
      members: {
        title: member.field('string', 'stub'),
        copies: member.collection('copy', { path: 'copies', indexed: false }),
      },
    },
    currency: { address: "Currencies('{code}')", members: {} },
    copy: { address: 'Copies(book={book},number={number})', members: {} },
    shelf: {
      address: 'Shelf',
      members: {
        put: member.action('POST', 'put', {
          parameters: { what: { type: 'any', kind: 'copy', required: true } },
          positional: ['what'],
        }),
        mark: member.action('POST', 'mark', {
          parameters: { what: { type: 'any', kind: 'book', required: true } },
          positional: ['what'],
        }),
      },
    },
  },
};

function open() {
  const requests: string[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    requests.push(`${request.method} ${decodeURIComponent(pathname)} ${await request.text()}`);
    return Response.json({ title: 'One' });
  };
  return { shop: connect<Shop>(libraryDialect, map, { endpoint: ORIGIN, fetch }), requests };
}
const kindAt = (path: string): string | undefined =>
  leadsTo(at(open().shop, `${ORIGIN}/${path}`) as Chain<unknown>).kind;

describe('an id within a segment', () => {
  it('tells the kind of an address, and of what lies below it', () => {
    expect(kindAt('Books(201)')).toBe('book');
    expect(kindAt("Currencies('USD')")).toBe('currency');
    expect(kindAt('Copies(book=201,number=3)')).toBe('copy');
    expect(leadsTo(at(open().shop, `${ORIGIN}/Books(201)/copies`))).toEqual({
      is: 'collection',
      kind: 'copy',
    });
  });

  it('is none where the rest of the segment is another', () => {
    for (const path of ['Books', 'Books()', 'Books(1', 'Bookss(1)', 'Currencies(USD)']) {
      expect(kindAt(path), path).toBeUndefined();
    }
  });

  it('is told alone in what goes wrong', async () => {
    const { shop } = open();

    await expect(Promise.resolve(shop.book(201).titel)).rejects.toThrow('no "titel" on book 201:');
  });

  it('stands for the resource where it is an argument, each part of it', async () => {
    const { shop, requests } = open();

    await shop.shelf.put(shop.copy(201, 3));

    expect(requests).toEqual(['POST /Shelf/put {"what":"201/3"}']);
  });

  it('keeps the zeros in front of it where it is an argument', async () => {
    const { shop, requests } = open();
    const book = (id: string) => shop.shelf.mark(shop.book(id));

    await Promise.all([book('0071'), book('0'), book('71')]);

    expect(requests.toSorted()).toEqual([
      'POST /Shelf/mark {"what":"0071"}',
      'POST /Shelf/mark {"what":0}',
      'POST /Shelf/mark {"what":71}',
    ]);
  });

  it('is read out of an address as it was written into it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, unit: 'grapheme' }).filter((id) => id.isWellFormed()),
        async (id) => {
          fc.pre(!/^\.\.?$/.test(id));
          const { shop } = open();
          const address = await href(shop.book(id));

          expect(kindAt(address.slice(ORIGIN.length + 1))).toBe('book');
          expect(explain(shop.book(id)).requests.map(({ url }) => url)).toEqual([address]);
        },
      ),
      { numRuns: 50 },
    );
  });
});
