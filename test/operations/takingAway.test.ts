/** Loops whose body takes away what they go through. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HypChat, type Json } from '../../src/index.ts';

const ORIGIN = 'https://chat.test';

/** A group with so many rooms, in pages of at most `cap`. */
function group(count: number, cap = 1000, declares = true) {
  const rooms = Array.from({ length: count }, (_, index) => ({ id: index, isArchived: false }));
  const asked: string[] = [];
  const find = (id: number) => rooms.findIndex((each) => each.id === id);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const id = Number(url.pathname.split('/')[3]);
    asked.push(`${request.method} ${decodeURIComponent(url.pathname.slice(3) + url.search)}`);
    if (request.method === 'DELETE') {
      const at = find(id);
      if (at < 0) return Response.json({ error: { code: 404, message: 'gone' } }, { status: 404 });
      rooms.splice(at, 1);
      return new Response(null, { status: 204 });
    }
    if (request.method === 'POST')
      return Response.json({ id: 'm', timestamp: '' }, { status: 201 });
    if (request.method === 'PUT') {
      const body = (await request.json()) as { is_archived?: boolean };
      const room = rooms[find(id)];
      if (room !== undefined && body.is_archived) room.isArchived = true;
      return new Response(null, { status: 204 });
    }
    const whole = (each: number): Json => ({
      id: each,
      name: `Room ${each}`,
      is_archived: false,
      privacy: 'public',
      topic: '',
      owner: { id: 1, links: { self: `${ORIGIN}/v2/user/1` } },
      links: { self: `${ORIGIN}/v2/room/${each}` },
    });
    if (!Number.isNaN(id)) return Response.json(whole(id));
    const there = rooms.filter(({ isArchived }) => !isArchived);
    const start = Number(url.searchParams.get('start-index') ?? 0);
    const size = Math.min(cap, Number(url.searchParams.get('max-results') ?? 100));
    const next = `${ORIGIN}/v2/room?start-index=${start + size}&max-results=${size}`;
    return Response.json({
      items: there.slice(start, start + size).map((each) => whole(each.id)),
      startIndex: start,
      maxResults: size,
      links: declares && start + size < there.length ? { next } : {},
    });
  };
  const hc = new HypChat('token', { endpoint: ORIGIN, fetch, retries: 0 });
  const left = () => rooms.filter(({ isArchived }) => !isArchived).map(({ id }) => id);
  const pages = () => asked.filter((line) => line.startsWith('GET /room?')).length;
  return { hc, asked, left, pages };
}

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('a loop that deletes what it goes through', () => {
  it('comes to every room, and leaves none behind', async () => {
    const { hc, left, pages } = group(250, 100);
    const seen: number[] = [];

    for await (const room of hc.rooms) {
      seen.push(room.id);
      if (room.id % 2 === 0) await room.delete();
    }

    expect(seen).toEqual(range(250));
    expect(left()).toEqual(range(250).filter((id) => id % 2 === 1));
    // Three, and the one that was on its way when the first room went.
    expect(pages()).toBeLessThanOrEqual(4);
  });

  it('leaves what `drop` left out, where it deletes all others', async () => {
    const { hc, left } = group(12, 4);
    for await (const room of hc.rooms.drop(3)) await room.delete();

    expect(left()).toEqual([0, 1, 2]);
  });

  it.each(['all', 'none', 'the first', 'the last of each page'])(
    'whichever it deletes: %s',
    async (which) => {
      const { hc, left } = group(95, 10);
      const goes = (id: number): boolean =>
        which === 'all' ||
        (which === 'the first' && id === 0) ||
        (which.startsWith('the last') && id % 10 === 9);
      const seen: number[] = [];

      for await (const room of hc.rooms) {
        seen.push(room.id);
        if (goes(room.id)) await hc.room(room.id).delete();
      }

      expect(seen).toEqual(range(95));
      expect(left()).toEqual(range(95).filter((id) => !goes(id)));
    },
  );

  it('goes on for as many pages as there are, though nothing of the first ones is left', async () => {
    const { hc, left, pages } = group(600, 20);
    let seen = 0;

    for await (const room of hc.rooms) {
      seen += 1;
      if (room.id > 3) await room.delete();
    }

    expect(seen).toBe(600);
    expect(left()).toEqual([0, 1, 2, 3]);
    expect(pages()).toBeLessThanOrEqual(600 / 20 + 2);
  });

  it('does what forEach does, in whatever way it acts', async () => {
    const world = fc.record({
      count: fc.nat({ max: 40 }),
      cap: fc.integer({ min: 1, max: 9 }),
      declares: fc.boolean(),
      goes: fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
      way: fc.constantFrom(
        'delete',
        'archive',
        'by address',
        'unawaited',
        'all at once',
        'message',
      ),
      concurrency: fc.integer({ min: 1, max: 4 }),
      start: fc.nat({ max: 4 }),
      drops: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(world, async ({ count, cap, declares, goes, way, ...from }) => {
        const { concurrency, start, drops } = from;
        const { hc, left } = group(count, cap, declares);
        const isGoing = (id: number): boolean => goes[id % goes.length] === true;
        const seen: number[] = [];
        const waiting: PromiseLike<unknown>[] = [];
        const rooms = drops ? hc.rooms.drop(start) : hc.rooms({ startIndex: start });
        for await (const room of rooms.contents({ concurrency })) {
          seen.push(room.id);
          if (!isGoing(room.id)) continue;
          if (way === 'delete') await room.delete();
          else if (way === 'archive') await room.self.update({ isArchived: true });
          else if (way === 'by address') await hc.room(room.id).delete();
          else if (way === 'message') await room.message('hi');
          else if (way === 'unawaited') waiting.push(Promise.resolve(room.delete()));
          else if (waiting.push(room.delete()) > 3) await Promise.all(waiting.splice(0));
        }
        await Promise.all(waiting);

        const all = range(count);
        expect(seen).toEqual(all.slice(start));
        if (way === 'message') expect(left()).toEqual(all);
        else expect(left()).toEqual(all.filter((id) => id < start || !isGoing(id)));
      }),
      { numRuns: 200 },
    );
  }, 60_000);
});

describe('a loop whose actions take nothing away', () => {
  it('costs no more than one that acts on nothing, and has its pages ahead', async () => {
    const { hc, pages } = group(95, 10);

    for await (const room of hc.rooms) await room.message('hi');

    expect(pages()).toBe(10);
  });
});
