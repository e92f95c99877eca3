import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
  /** A message that comes while the history is read, after so many requests. */
  readonly arrives?: number;
}

const START = Date.UTC(2018, 0, 1) * 1000;
const text = (at: number): string =>
  `${new Date(Math.floor(at / 1000)).toISOString().slice(0, 23)}${String(at % 1000).padStart(3, '0')}+00:00`;

/** A made-up room whose history has its habits. */
function room(said: readonly Said[], { cap, grain, arrives }: Habits) {
  const messages = [...said];
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(new Request(input, init).url);
    asked.push(decodeURIComponent(url.search));
    if (asked.length === arrives) messages.push({ id: 'late', at: Date.now() * 1000 + 1e9 });
    const query = url.searchParams;
    const date = query.get('date') ?? '';
    const micros = Date.parse(date) * 1000 + Number(/\.\d{3}(\d{3})/.exec(date)?.[1] ?? 0);
    const bound = Math.floor(micros / grain) * grain;
    const start = Number(query.get('start-index') ?? 0);
    const size = Math.min(cap, Number(query.get('max-results') ?? 100));
    // The newest first; those of one moment in the reverse of the order in which they came.
    const found = messages
      .filter(({ at }) => at <= bound)
      .map((message, index) => ({ ...message, index }))
      .sort((a, b) => b.at - a.at || b.index - a.index);
    const items = found
      .slice(start, start + size)
      .map(({ id, at }) => ({ id, date: text(at), message: id, type: 'message' }));
    const more = found.length > start + size;
    const self = 'https://api.hipchat.com/v2/room/42/history';
    const next = more && { next: `${self}?start-index=${start + size}&max-results=${size}` };
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
    expect(asked).toEqual([]);
  });

  it('shows in its plan where it starts', () => {
    const { hc } = room([], { cap: 10, grain: 1 });

    expect(explain(hc.room(42).history.toArray()).requests).toMatchObject([
      {
        url: 'https://api.hipchat.com/v2/room/42/history?date={now}&reverse=false&start-index=0&max-results=1000',
        repeats: 'a page',
      },
    ]);
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
