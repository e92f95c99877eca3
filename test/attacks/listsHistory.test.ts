/** Histories of servers that do as they like. */

import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { HypChat, type JsonObject } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { BASE, failure, ORIGIN } from './helpers.ts';

interface Said {
  readonly id?: string;
  /** Seconds. */
  readonly at: number;
  readonly message?: string | null;
}

interface Habits {
  readonly cap?: number;
  /** Changes what is said after each request. */
  readonly after?: (said: Said[], asked: number) => void;
}

const START = Date.UTC(2018, 0, 1) / 1000;
const text = (at: number): string =>
  new Date((START + at) * 1000).toISOString().replace('Z', '+00:00');

/** A history as the real one behaves: `reverse` orders a page, `end-date` bounds it. */
function history(first: readonly Said[], { cap = 5, after }: Habits = {}) {
  const said = [...first];
  const asked: URLSearchParams[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(new Request(input, init).url);
    asked.push(url.searchParams);
    if (asked.length > 200) throw new Error('it does not end');
    const query = url.searchParams;
    const date = query.get('date') ?? 'recent';
    const end = query.get('end-date');
    const start = Number(query.get('start-index') ?? 0);
    const size = Math.min(cap, Number(query.get('max-results') ?? 100));
    const until = date === 'recent' ? Number.POSITIVE_INFINITY : Date.parse(date) / 1000 - START;
    const from = end === null ? Number.NEGATIVE_INFINITY : Date.parse(end) / 1000 - START;
    const found = said
      .map((each, index) => ({ ...each, index }))
      .filter(({ at }) => at <= until && at >= from)
      .filter(({ message }) => message !== null || query.get('include_deleted') !== 'false')
      .sort((a, b) => b.at - a.at || b.index - a.index);
    const page = found.slice(start, start + size);
    if (query.get('reverse') !== 'false') page.reverse();
    const items = page.map(({ id, at, message = 'hi' }) => ({
      ...(id !== undefined && { id }),
      date: text(at),
      message,
      type: 'message',
      from: null,
      mentions: [],
    })) as JsonObject[];
    const rest = new URLSearchParams(query);
    rest.set('start-index', String(start + size));
    const more = found.length > start + size;
    after?.(said, asked.length);
    return Response.json({
      items,
      startIndex: start,
      maxResults: size,
      links: {
        self: `${ORIGIN}${url.pathname}`,
        ...(more && { next: `${ORIGIN}${url.pathname}?${rest}` }),
      },
    });
  };
  return { hc: new HypChat('t'.repeat(40), { endpoint: BASE, fetch }), asked };
}

const many = (count: number, apart = 1): Said[] =>
  Array.from({ length: count }, (_, index) => ({ id: `m${index}`, at: index * apart }));
const newestFirst = (said: readonly Said[]): string[] =>
  said
    .map((each, index) => ({ ...each, index }))
    .sort((a, b) => b.at - a.at || b.index - a.index)
    .map(({ id }) => String(id));

describe('a history gone through', () => {
  it.each([
    ['all apart', many(23), {}],
    ['all of one moment', many(23, 0), {}],
    ['two a moment', many(24).map((each, index) => ({ ...each, at: Math.floor(index / 2) })), {}],
    [
      'a page of one moment in the middle',
      many(23).map((s, i) => ({ ...s, at: i > 7 && i < 16 ? 9 : i })),
      {},
    ],
    ['one a page', many(9), { cap: 1 }],
    ['one a page, of one moment', many(9, 0), { cap: 1 }],
    ['exactly a page', many(5), {}],
    ['exactly two pages', many(10), {}],
    ['nothing', [], {}],
  ] as const)('%s: none lost and none twice', async (_, said, habits) => {
    const { hc } = history(said, habits);
    const ids: string[] = [];
    for await (const message of hc.room(1).history) ids.push(message.id);
    expect(ids).toEqual(newestFirst(said));
    const { hc: again } = history(said, habits);
    expect(await again.room(1).history.map((message) => message.id)).toEqual(newestFirst(said));
    const { hc: third } = history(said, habits);
    const all = await third.room(1).history.toArray({ concurrency: 4 });
    expect(all.map(({ id }) => id)).toEqual(newestFirst(said));
  });

  it('comes to the same in one tick in pages of several sizes', async () => {
    const said = many(23, 0.4);
    const room = history(said).hc.room(1);
    const sized = (maxResults: number) => room.history({ maxResults });
    const chains = [room.history, sized(2), sized(3)].map((each) =>
      each.map(({ id }) => id).toArray(),
    );

    expect(await Promise.all(chains)).toEqual(Array(3).fill(newestFirst(said)));
  });

  it('gives no message twice while new ones arrive, and loses none of the old ones', async () => {
    const said = many(23);
    const { hc } = history(said, {
      after: (all, asked) => {
        for (let more = 0; more < 3; more += 1) all.push({ id: `new${asked}${more}`, at: 1e9 });
      },
    });
    const ids = await hc.room(1).history.map((message) => message.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id.startsWith('m'))).toEqual(newestFirst(said));
  });

  it('loses none of the rest while messages are deleted for good', async () => {
    const said = many(23);
    const { hc } = history(said, {
      after: (all, asked) => {
        // The newest one goes, after each page.
        if (asked < 4) all.splice(all.length - 1, 1);
      },
    });
    const ids = await hc.room(1).history.map((message) => message.id);
    expect(ids.filter((id) => Number(id.slice(1)) < 15)).toEqual(newestFirst(said.slice(0, 15)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives deleted messages without their text, unless they are not wanted', async () => {
    const said = many(12).map((each, index) => ({
      ...each,
      message: index % 3 === 0 ? null : 'hi',
    }));
    const { hc } = history(said);
    const all = await hc.room(1).history.map((message) => message.message);
    expect(all.filter((each) => each === null)).toHaveLength(4);
    const { hc: other } = history(said);
    const kept = await other.room(1).history({ includeDeleted: false }).toArray();
    expect(kept).toHaveLength(8);
  });

  it('of messages without ids loses none that differ', async () => {
    const said = many(13).map(({ at }, index) => ({ at, message: `say ${index}` }));
    const { hc } = history(said);
    const got = await hc.room(1).history.map((message) => message.message);
    expect(got).toEqual(said.map(({ message }) => message).toReversed());
  });

  it('ends at the end-date, and says it on every page', async () => {
    const said = many(23);
    const { hc, asked } = history(said);
    const endDate = Temporal.Instant.from(text(6));
    const ids = await hc
      .room(1)
      .history({ endDate })
      .map((message) => message.id);
    expect(ids).toEqual(newestFirst(said.slice(6)));
    expect(asked.every((query) => query.get('end-date') !== null)).toBe(true);
  });

  it('begins at a date, given as an instant, a zoned time, a Date or a text of one', async () => {
    const said = many(23);
    const date = Temporal.Instant.from(text(10));
    const wants = newestFirst(said.slice(0, 11));
    const { hc } = history(said);
    expect(
      await hc
        .room(1)
        .history({ date })
        .map((message) => message.id),
    ).toEqual(wants);
    for (const other of [date.toZonedDateTimeISO('Europe/Paris'), new Date(Date.parse(text(10)))]) {
      const chain = hc.room(1).history({ date: other as unknown as Temporal.Instant });
      const [result] = await Promise.allSettled([chain.map((message) => message.id)]);
      if (result.status === 'fulfilled') expect(result.value).toEqual(wants);
      else expect((result.reason as Error).message).toContain('date');
    }
  });

  it('stops early for take, find and some', async () => {
    const said = many(23);
    const { hc, asked } = history(said);
    expect(
      await hc
        .room(1)
        .history.take(3)
        .map((message) => message.id),
    ).toEqual(['m22', 'm21', 'm20']);
    expect(asked).toHaveLength(1);
    expect((await hc.room(1).history.find((message) => message.id === 'm19'))?.id).toBe('m19');
    expect(asked).toHaveLength(2);
    expect((await hc.room(1).history.drop(20).toArray()).map(({ id }) => id)).toEqual([
      'm2',
      'm1',
      'm0',
    ]);
  });

  it('of a user is gone through just like that of a room', async () => {
    const said = many(23);
    const { hc } = history(said);
    expect(await hc.user(1).history.map((message) => message.id)).toEqual(newestFirst(said));
    const ids: string[] = [];
    for await (const message of hc.user(1).history) ids.push(message.id);
    expect(ids).toEqual(newestFirst(said));
  });

  it('in a lambda over rooms is gone through for each', async () => {
    const { hc } = history(many(12));
    const [one, two] = await Promise.all([
      hc.room(1).history.map((message) => message.id),
      hc.room(2).history.map((message) => message.id),
    ]);
    expect([one.length, two.length]).toEqual([12, 12]);
  });

  it('awaited is one page, oldest first', async () => {
    const { hc, asked } = history(many(23));
    const page = await hc.room(1).history;
    expect(page.items.map(({ id }) => id)).toEqual(['m18', 'm19', 'm20', 'm21', 'm22']);
    expect(asked).toHaveLength(1);
  });

  it('whose dates cannot be read fails with words, or goes by what is there', async () => {
    const fetch: typeof globalThis.fetch = async () =>
      Response.json({ items: [{ id: 'a', date: 'yesterday', message: 'x' }], links: {} });
    const hc = new HypChat('t'.repeat(40), { endpoint: BASE, fetch });
    const [result] = await Promise.allSettled([hc.room(1).history.map((message) => message.id)]);
    if (result.status === 'rejected') expect((result.reason as Error).message).toContain('date');
  });

  it('whose server ignores the date and gives the same page for ever ends', async () => {
    let turns = 0;
    const fetch: typeof globalThis.fetch = async () => {
      turns += 1;
      if (turns > 50) throw new Error('it does not end');
      const items = [5, 4, 3].map((at) => ({ id: `m${at}`, date: text(at), message: 'x' }));
      return Response.json({ items, startIndex: 0, maxResults: 3, links: {} });
    };
    const hc = new HypChat('t'.repeat(40), { endpoint: BASE, fetch, retries: 0 });
    const [result] = await Promise.allSettled([hc.room(1).history.map((message) => message.id)]);
    expect(turns).toBeLessThan(20);
    if (result.status === 'fulfilled') expect(result.value).toEqual(['m5', 'm4', 'm3']);
  });

  it('on a room that is not there fails with its words', async () => {
    const fetch: typeof globalThis.fetch = async () =>
      Response.json({ error: { code: 404, message: 'Room not found' } }, { status: 404 });
    const hc = new HypChat('t'.repeat(40), { endpoint: BASE, fetch });
    expect((await failure(hc.room(1).history.map((message) => message.id))).message).toContain(
      'Room not found',
    );
  });
});

describe('on the real server', () => {
  const live = liveServer();

  it('a history of a private chat comes whole', async () => {
    const user = await live.hc.user('@ann');
    const texts = Array.from({ length: 90 }, (_, index) => `number ${index}`);
    const { hc } = live;
    for (const each of texts) await hc.user(user.id).message(each);
    const got = await hc.user(user.id).history.map((message) => message.message);
    expect(got.filter((each) => each?.startsWith('number '))).toEqual(texts.toReversed());
  });

  it('a history of a room with more than the recent ones comes whole', async () => {
    const texts = Array.from({ length: 120 }, (_, index) => `count ${index}`);
    for (const each of texts) await live.hc.room('Ops').message(each);
    const got = await live.hc
      .room('Ops')
      .history.filter((message) => message.message?.startsWith('count ') === true)
      .map((message) => message.message);
    expect(got).toEqual(texts.toReversed());
    const senders = await live.hc
      .room('Ops')
      .history.take(5)
      .map((message) => (typeof message.from === 'object' ? message.from?.email : message.from));
    expect(senders).toHaveLength(5);
  });
});
