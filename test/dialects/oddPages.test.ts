/** Pages that hold fewer things than they were asked for, though others follow: an index is not where the server counts it. */
import { describe, expect, it } from 'vitest';
import { type Chain, connect, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { type RestOptions, rest } from '../../src/rest.ts';
import { numberIn } from './paging.ts';

interface Thing {
  readonly id: number;
}
type Things = Sequence<Thing, { readonly id: Chain<number> }> & {
  readonly items: readonly { readonly id: Chain<number> }[];
};

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { things: member.collection('thing', { path: 'things', indexed: true }) } },
    thing: { address: 'things/{id}', members: { id: member.field('number', 'stub') } },
  },
};
const ALL = Array.from({ length: 23 }, (_, at) => at + 1);
const MOST = 10;
const CAP = 4;

/** A page: where it starts, and how many of the things it looks at. */
interface Window {
  readonly start: number;
  readonly size: number;
}
interface Server {
  readonly by: 'page' | 'offset';
  window(url: URL): Window;
  /** What there is for who asks. */
  readonly there?: readonly number[];
  readonly total?: boolean;
  /** How its header says where it goes on. */
  readonly next?: (window: Window) => string;
}

/** A server of 23 things, and a client that was told that pages have ten. */
function open({ by, window, there = ALL, total, next }: Server): {
  readonly things: Things;
  readonly requests: string[];
} {
  const requests: string[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = new URL(new Request(input, init).url);
    requests.push(url.search);
    const { start, size } = window(url);
    const items = ALL.slice(start, start + size).filter((id) => there.includes(id));
    const isLast = start + size >= ALL.length;
    const link = next && !isLast && `<${next({ start, size })}>; rel="next"`;
    return Response.json(
      items.map((id) => ({ id })),
      { headers: { ...(total && { 'x-total': String(ALL.length) }), ...(link && { link }) } },
    );
  };
  const options: RestOptions = {
    window: { by, start: 'at', size: 'size' },
    limits: { pageSize: MOST, defaultPageSize: MOST },
    ...(total && { total: 'X-Total' }),
  };
  const client = { endpoint: 'https://api.test', fetch, name: 'api', retries: 0 };
  return {
    things: connect<{ readonly things: Things }>(rest(options), map, client).things,
    requests,
  };
}

const numberedBy = (size: number, url: URL): Window => ({
  start: (numberIn(url, 'at', 1) - 1) * size,
  size,
});
const capped: Server = {
  by: 'page',
  window: (url) => numberedBy(Math.min(CAP, numberIn(url, 'size', CAP)), url),
  total: true,
};
const fixed: Server = { by: 'page', window: (url) => numberedBy(CAP, url), total: true };
const hiding: Server = {
  by: 'offset',
  window: (url) => ({ start: numberIn(url, 'at', 0), size: numberIn(url, 'size', MOST) }),
  there: ALL.filter((id) => id < 9 || id > 20),
  next: ({ start, size }) => `/things?at=${start + size}&size=${size}`,
};
const SERVERS: readonly (readonly [what: string, server: Server])[] = [
  ['numbers pages of fewer than it is asked for', capped],
  ['numbers pages of one size, whatever it is asked for', fixed],
  ['leaves things out of its pages, and counts them', hiding],
];

describe.each(SERVERS)('a server that %s', (_what, server) => {
  const { there = ALL } = server;

  it('gives all of it, with several pages at once as well', async () => {
    const given: number[] = [];
    for await (const { id } of open(server).things.contents({ concurrency: 3 })) given.push(id);

    expect(given).toEqual(there);
    expect(await open(server).things.map(({ id }) => id)).toEqual(there);
  });

  it('gives all of it beside an item by its index', async () => {
    const { things } = open(server);
    const [ids, count, item] = await Promise.all([
      things.map(({ id }) => id),
      things.count(),
      things.items[12]?.id,
    ]);

    expect([ids, count]).toEqual([there, there.length]);
    expect(item).toBe(there === ALL ? 13 : 21);
  });
});

describe.each(SERVERS.slice(0, 2))('a server that %s', (_what, server) => {
  it('gives what is behind those that are left out', async () => {
    expect(
      await open(server)
        .things.drop(20)
        .map(({ id }) => id),
    ).toEqual([21, 22, 23]);
    expect(await open(server).things.items[12]?.id).toBe(13);
  });
});

describe('a server that numbers pages of fewer than it is asked for', () => {
  it('is asked for each of them once', async () => {
    const { things, requests } = open(capped);
    await Promise.all([things.count(), things.items[12]?.id]);

    expect(new Set(requests).size).toBe(requests.length);
    expect(requests).toHaveLength(7);
  });
});
