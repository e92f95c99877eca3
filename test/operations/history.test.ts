import fc from 'fast-check';
import * as polyfill from 'temporal-polyfill';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { explain, HypChat } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { settle } from '../helpers/settle.ts';

interface Said {
  readonly id: string;
  /** Microseconds since 1970. */
  readonly at: number;
}

interface Habits {
  /** How many messages a page has at most, whatever is asked. */
  readonly cap: number;
  /** To how many microseconds the server cuts the date that it is asked. */
  readonly grain: number;
  /** Whether no page declares another. */
  readonly isSilent?: boolean;
  /** A message that comes while the history is read, after so many requests. */
  readonly arrives?: number;
}

const START = Date.UTC(2018, 0, 1) * 1000;
const text = (at: number): string =>
  `${new Date(Math.floor(at / 1000)).toISOString().slice(0, 23)}${String(at % 1000).padStart(3, '0')}+00:00`;

/** A made-up room whose history has its habits. */
function room(said: readonly Said[], { cap, grain, arrives, isSilent = false }: Habits) {
  const messages = [...said];
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(new Request(input, init).url);
    asked.push(decodeURIComponent(url.search));
    // The next request finds it.
    const isArriving = asked.length === arrives;
    const query = url.searchParams;
    const date = query.get('date') ?? 'recent';
    const isRecent = date === 'recent';
    const micros = Date.parse(date) * 1000 + Number(/\.\d{3}(\d{3})/.exec(date)?.[1] ?? 0);
    const bound = isRecent ? Number.POSITIVE_INFINITY : Math.floor(micros / grain) * grain;
    const start = isRecent ? 0 : Number(query.get('start-index') ?? 0);
    const size = Math.min(cap, isRecent ? 75 : Number(query.get('max-results') ?? 100));
    const end = query.get('end-date');
    const oldest = isRecent || end === null ? 0 : Date.parse(end) * 1000;
    // The newest first; those of one moment in the reverse of the order in which they came.
    const found = messages
      .filter(({ at }) => at <= bound && at >= oldest)
      .map((message, index) => ({ ...message, index }))
      .sort((a, b) => b.at - a.at || b.index - a.index);
    const items = found
      .slice(start, start + size)
      [query.get('reverse') === 'false' ? 'slice' : 'reverse']()
      .map(({ id, at }) => ({ id, date: text(at), message: id, type: 'message' }));
    const more = !isSilent && !isRecent && found.length > start + size;
    const self = 'https://api.hipchat.com/v2/room/42/history';
    const next = more && { next: `${self}?start-index=${start + size}&max-results=${size}` };
    if (isArriving) messages.push({ id: 'late', at: Date.now() * 1000 + 1e9 });
    return Response.json({ items, startIndex: start, maxResults: size, links: { self, ...next } });
  };
  return { hc: new HypChat('token', { fetch }), asked };
}

const newestFirst = (said: readonly Said[]): string[] =>
  said
    .map((message, index) => ({ ...message, index }))
    .sort((a, b) => b.at - a.at || b.index - a.index)
    .map(({ id }) => id);

const walked = async (hc: HypChat): Promise<string[]> => {
  const ids: string[] = [];
  for await (const message of hc.room(42).history) ids.push(message.id);
  return ids;
};

describe('a history that is gone through', () => {
  it('comes from its newest message back to the first, none lost and none twice', async () => {
    const histories = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 30 });
    const habits = fc.record({
      cap: fc.integer({ min: 1, max: 6 }),
      grain: fc.constantFrom(1, 1000, 1_000_000),
      arrives: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(histories, habits, async (moments, habit) => {
        // Some 0.4 s apart, so that many share a second, and many a moment.
        const said = moments.map((moment, index) => ({
          id: `m${index}`,
          at: START + moment * 400_123,
        }));
        expect(await walked(room(said, habit).hc)).toEqual(newestFirst(said));
      }),
      { numRuns: 300 },
    );
  });

  it('passes a moment that more messages share than a page holds', async () => {
    const said = Array.from({ length: 9 }, (_, index) => ({ id: `m${index}`, at: START }));

    expect(await walked(room(said, { cap: 2, grain: 1 }).hc)).toEqual(newestFirst(said));
  });

  it('starts at the date that is given, and keeps the other options', async () => {
    const { hc, asked } = room([{ id: 'a', at: START }], { cap: 10, grain: 1 });
    const date = (await import('temporal-polyfill')).Temporal.Instant.from('2020-01-01T00:00:00Z');

    await hc.room(42).history({ date, timezone: 'Europe/Paris' }).toArray();

    expect(asked).toEqual([
      '?timezone=Europe/Paris&date=2020-01-01T00:00:00Z&reverse=false&start-index=0&max-results=1000',
    ]);
  });

  it('asks for no order of its own', async () => {
    const { hc, asked } = room([], { cap: 10, grain: 1 });

    await expect(settle(hc.room(42).history({ reverse: true }).toArray())).rejects.toThrow(
      '`reverse` is for one page: all messages are gone through newest first; leave it out',
    );
    // The order was written of the history, and not of what is done with it.
    await expect(
      settle(
        hc
          .room(42)
          .history({ reverse: true })
          .take(2)
          .map(({ id }) => id),
      ),
    ).rejects.toMatchObject({ message: expect.stringMatching(/history\(.*\n {14}\^{26}$/) });
    expect(asked).toEqual([]);
  });

  it('shows in its plan that it starts at the newest', () => {
    const { hc } = room([], { cap: 10, grain: 1 });

    expect(explain(hc.room(42).history.toArray()).requests).toMatchObject([
      {
        url: 'https://api.hipchat.com/v2/room/42/history?date=recent&reverse=false&start-index=0&max-results=1000',
        repeats: 'a page',
      },
    ]);
  });
});

describe('a history whose server says nothing of what follows', () => {
  it.each([0, 1, 74, 75, 76, 200, 1075, 2500])('of %i messages comes whole', async (count) => {
    const said = Array.from({ length: count }, (_, index) => ({
      id: `m${index}`,
      at: START + index * 1000,
    }));
    const make = () => room(said, { cap: 1000, grain: 1, isSilent: true }).hc;

    expect(await walked(make())).toEqual(newestFirst(said));
    expect(
      await make()
        .room(42)
        .history.map((message) => message.id),
    ).toEqual(newestFirst(said));
    expect(await make().room(42).history.toArray()).toHaveLength(count);
  });

  it('costs a page of the newest, and one for each thousand of the rest', async () => {
    const said = Array.from({ length: 2500 }, (_, index) => ({
      id: `m${index}`,
      at: START + index,
    }));
    const { hc, asked } = room(said, { cap: 1000, grain: 1, isSilent: true });

    await hc.room(42).history.toArray();

    expect(asked).toHaveLength(1 + 3);
  });

  it('ends where its server gives one page whatever it is asked', async () => {
    const said = Array.from({ length: 3 }, (_, index) => ({ id: `m${index}`, at: START }));
    let turns = 0;
    const page = () => {
      turns += 1;
      return { items: said.map(({ id }) => ({ id, date: text(START) })), maxResults: 3, links: {} };
    };
    const hc = new HypChat('token', { fetch: async () => Response.json(page()) });

    expect(await walked(hc)).toHaveLength(3);
    expect(turns).toBeLessThan(5);
  });
});

describe('the clock by which a history is walked', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([-1, 1])('is the server’s, where the client’s is off by %i hours', async (hours) => {
    const now = Date.UTC(2018, 5, 1);
    vi.useFakeTimers({ now: now + hours * 3_600_000, toFake: ['Date', 'Temporal'] });
    const said = [
      ...Array.from({ length: 90 }, (_, index) => ({
        id: `m${index}`,
        at: now * 1000 - 1e9 + index,
      })),
      { id: 'just sent', at: now * 1000 },
    ];
    const make = () => room(said, { cap: 1000, grain: 1 }).hc;

    expect((await walked(make()))[0]).toBe('just sent');
    expect(await walked(make())).toEqual(newestFirst(said));
    expect((await make().room(42).history.take(1))[0]?.id).toBe('just sent');
    expect(
      (
        await make()
          .room(42)
          .history.find((message) => message.id === 'just sent')
      )?.id,
    ).toBe('just sent');
  });
});

describe('what was written of a history', () => {
  const said = Array.from({ length: 120 }, (_, index) => ({
    id: `m${index}`,
    at: START + index * 1e6,
  }));
  const { Temporal } = polyfill;
  const at = (index: number) => Temporal.Instant.from(text(START + index * 1e6));
  const make = () => room(said, { cap: 1000, grain: 1 });

  it('stays on the request for one of its items, which is that of the page', async () => {
    const { hc, asked } = make();
    const history = hc.room(42).history({ date: at(50), maxResults: 2, reverse: false });
    const page = await history;

    expect((await history.items[0]).id).toBe(page.items[0]?.id);
    expect((await history.items[1]).id).toBe('m49');
    expect(new Set(asked)).toEqual(
      new Set(['?date=2018-01-01T00:00:50Z&max-results=2&reverse=false']),
    );
  });

  it('makes an index one on the page, and an error says what goes through all', async () => {
    const { hc } = make();

    expect((await hc.room(42).history.items[0]).id).toBe((await hc.room(42).history).items[0]?.id);
    await expect(hc.room(42).history.items[80].message.then()).rejects.toThrow(
      'no item 80 on this page, which has 75 messages: loops, `toArray()` and `drop(…)` go through all of them, newest first',
    );
    expect((await hc.room(42).history.drop(80).take(1))[0]?.id).toBe('m39');
  });

  it('is its oldest moment on every page, also on that of the newest, which takes none', async () => {
    const { hc, asked } = make();

    const ids = await hc
      .room(42)
      .history({ endDate: at(40) })
      .map((message) => message.id);

    expect(ids).toEqual(newestFirst(said.slice(40)));
    expect(asked.every((query) => query.includes('end-date='))).toBe(true);
  });

  it.each([0, 5, 80, 119, 120, 200])(
    'is its start, %i messages behind its newest',
    async (start) => {
      const { hc } = make();
      const { history } = hc.room(42);

      expect(await history({ startIndex: start }).map((message) => message.id)).toEqual(
        newestFirst(said).slice(start),
      );
      expect(
        await history({ date: at(99), startIndex: start }).map((message) => message.id),
      ).toEqual(newestFirst(said.slice(0, 100)).slice(start));
    },
  );

  it('is the size of its pages', async () => {
    const { hc, asked } = make();

    expect(
      await hc
        .room(42)
        .history({ date: at(20), maxResults: 6 })
        .toArray(),
    ).toHaveLength(21);
    expect(asked.every((query) => query.includes('max-results=6'))).toBe(true);
  });

  it('holds for one found by its address as well', async () => {
    const { hc } = make();

    expect(await hc.at('/v2/room/42/history', 'messages').toArray()).toHaveLength(120);
  });

  it('holds for two walks of one tick, each for itself', async () => {
    const { hc } = make();
    const { history } = hc.room(42);

    const [all, again, later, few] = await Promise.all([
      history.map((message) => message.id),
      history.toArray(),
      history({ startIndex: 7 }).map((message) => message.id),
      history.take(3),
    ]);

    expect(all).toEqual(newestFirst(said));
    expect(again.map(({ id }) => id)).toEqual(all);
    expect(later).toEqual(all.slice(7));
    expect(few.map(({ id }) => id)).toEqual(all.slice(0, 3));
  });
});

describe('a history of the real server', () => {
  const live = liveServer();

  it('has every message that its pages have', async () => {
    const ids: string[] = [];
    for await (const message of live.hc.room(42).history) ids.push(message.id);
    const read = await live.hc.room(42).history.map((message) => message.id);
    const recent = await live.hc.room(42).history.items;

    expect(read).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(recent.map((message) => message.id)));
  });

  it('when awaited is one page, as HipChat gives it', async () => {
    await live.hc.room(42).history;

    expect(live.requests()).toEqual(['GET /v2/room/42/history']);
  });
});
