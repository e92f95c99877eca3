/** A made-up server of one collection, `/items`, whose pages are made as its test says; and a client of it. */
import {
  type Action,
  type Chain,
  connect,
  type Dialect,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { ORIGIN } from './answering.ts';

/** An item of it. */
export type Numbered = { readonly id: number; readonly n: number };

interface Item {
  readonly n: number;
  delete(): Action<void>;
}

interface Page {
  readonly items: readonly Item[];
  contents(): Items;
}

type Items = Omit<Sequence<Item, { readonly n: Chain<number> }>, 'then'> &
  Chain<Page> & { readonly items: readonly { readonly n: Chain<number> }[] };

interface Start {
  readonly items: Items;
}

/** How the map says it of the collection. */
export type Listing = Partial<Parameters<typeof member.collection>[1]>;

/** Items by their number, from 0 on. */
export function numbered(count: number): Numbered[] {
  return Array.from({ length: count }, (_, n) => ({ id: n + 1, n }));
}

/** What stands in a query as a number. */
export function numberIn(url: URL, name: string, usual: number): number {
  return Number(url.searchParams.get(name) ?? usual);
}

/**
 * A client of such a server, and what this one was asked.
 *
 * @param all - Its items; a DELETE takes one away.
 * @param serve - What it answers to a page.
 */
export function paging(
  dialect: Dialect,
  all: Numbered[],
  serve: (url: URL) => object,
  listing: Listing = {},
): { readonly root: Start; readonly requests: string[] } {
  const map: LinkMap = {
    root: 'start',
    kinds: {
      start: {
        members: {
          items: member.collection('item', { path: 'items', indexed: true, ...listing }),
        },
      },
      item: {
        address: 'items/{id}',
        members: {
          id: member.field('json', 'ref'),
          n: member.field('number', 'stub'),
          delete: member.action('DELETE', ''),
        },
      },
    },
  };
  const requests: string[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    requests.push(`${request.method} ${decodeURIComponent(url.pathname + url.search)}`);
    if (request.method === 'DELETE') {
      const id = Number(url.pathname.split('/')[2]);
      const at = all.findIndex((item) => item.id === id);
      all.splice(at, 1);
      return new Response(null, { status: 204 });
    }
    const answer = serve(url);
    return answer instanceof Response ? answer : Response.json(answer);
  };
  const options = { endpoint: ORIGIN, fetch, name: 'api', retries: 0 };
  return { root: connect<Start>(dialect, map, options), requests };
}
