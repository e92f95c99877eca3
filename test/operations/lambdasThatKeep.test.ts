/** Lambdas that do more than to read and return: what they keep of one run is another in the next. They come to an end all the same. */
import { describe, expect, it } from 'vitest';
import { HypChat } from '../../src/index.ts';

const ORIGIN = 'https://chat.example.com';

/** Five rooms, two a page. What deletes one takes it out. */
function clientOf() {
  const gone = new Set<string>();
  const stub = (id: number) => ({
    id,
    name: `Room ${id}`,
    links: { self: `${ORIGIN}/v2/room/${id}` },
  });
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { method, url } = new Request(input, init);
    const { pathname, searchParams } = new URL(url);
    if (method === 'DELETE') gone.add(pathname);
    if (method !== 'GET') return new Response(null, { status: 204 });
    const id = Number(pathname.split('/')[3]);
    if (!Number.isNaN(id)) return Response.json({ ...stub(id), topic: `Topic ${id}` });
    const start = Number(searchParams.get('start-index') ?? 0);
    const there = [1, 2, 3, 4, 5].filter((each) => !gone.has(`/v2/room/${each}`));
    const next = `${ORIGIN}/v2/room?start-index=${start + 2}&max-results=2`;
    return Response.json({
      items: there.slice(start, start + 2).map(stub),
      startIndex: start,
      maxResults: 2,
      links: start + 2 < there.length ? { next } : {},
    });
  };
  return new HypChat('token', { endpoint: ORIGIN, fetch, retries: 0 });
}

const MOST_RUNS = 500;

describe('a lambda that keeps the item before', () => {
  it.each(['topic', 'privacy'] as const)(
    'is told what that has, and ends, beside actions of its tick: %s',
    async (field) => {
      const hc = clientOf();
      let runs = 0;
      let last: { readonly topic: unknown; readonly privacy: unknown } | undefined;
      const kept = hc.rooms.drop(1).map((room) => {
        runs += 1;
        if (runs > MOST_RUNS) throw new Error('it runs for ever');
        const before = last;
        last = room;
        return before === undefined ? room[field] : before[field];
      });

      const [, given] = await Promise.allSettled([
        hc.rooms.forEach((room) => room.message('hi')),
        kept,
        hc.rooms.drop(0),
        hc.room(5).delete(),
      ]);

      expect(given.status).toBe('fulfilled');
      expect(runs).toBeLessThan(MOST_RUNS);
    },
  );
});
