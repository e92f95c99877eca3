/**
 * The proof of pages: whatever habits a server has, what goes through a list gives what the server holds, nothing lost and
 * nothing twice, for as few requests as can be said.
 *
 * `PROOF_RUNS` is the number of worlds (150), `PROOF_SEED` draws other ones. A failure prints the smallest world that
 * shrinking finds. Results are compared with plain array operations on the server's own items.
 */
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { HypChat } from '../../src/index.ts';
import { messagesOf, momentOf, NOW, type PagesServer, pagesServer } from './pagesServer.ts';
import { isWholeInOrder, type PagesWorld, type Stage, type Written, worlds } from './pagesWorld.ts';

const RUNS = Number(process.env.PROOF_RUNS ?? 150);
const SEED = Number(process.env.PROOF_SEED ?? 202);
const TIMEOUT_MS = 60_000 + RUNS * 200;
const HOUR_MS = 3_600_000;
/** How many messages the newest page has at most. */
const RECENT = 75;
/** The largest page that the client asks for. */
const LARGEST = 1000;

/** An item, or what a `map` made of it. */
type Value = number | { readonly id: number | string };
const numberOf = (value: Value): number => {
  if (typeof value === 'number') return value;
  return typeof value.id === 'number' ? value.id : Number(value.id.slice(1));
};
const goesOn = (value: Value, by: number): boolean => numberOf(value) % by === 0;
const isSought = (value: Value, sought: number): boolean => numberOf(value) === sought;

/** What an operation on a list is called with, on arrays, iterators and chains alike. */
interface Sequence<T> {
  filter(run: (value: Value) => boolean): T;
  map(run: (value: Value) => number): T;
  flatMap(run: (value: Value) => number[]): T;
  take(count: number): T;
  drop(count: number): T;
}

function withStage<T extends Sequence<T>>(on: T, stage: Stage): T {
  switch (stage.is) {
    case 'filter':
      return on.filter((value) => goesOn(value, stage.by));
    case 'map':
      return on.map((value) => numberOf(value) + stage.by);
    case 'flatMap':
      return on.flatMap((value) => [numberOf(value), numberOf(value) + stage.by]);
    case 'take':
      return on.take(stage.count);
    case 'drop':
      return on.drop(stage.count);
  }
}

/** What a chain of any list can do, whatever its items. */
interface AnyChain extends Sequence<AnyChain>, PromiseLike<unknown>, AsyncIterable<Item> {
  readonly items: PromiseLike<readonly Item[]> & Readonly<Record<number, PromiseLike<Item>>>;
  toArray(options: { concurrency: number }): PromiseLike<readonly Item[]>;
  contents(options: { concurrency: number }): AnyChain;
  find(run: (value: Value) => boolean): PromiseLike<Value | undefined>;
  some(run: (value: Value) => boolean): PromiseLike<boolean>;
  every(run: (value: Value) => boolean): PromiseLike<boolean>;
}
interface Item {
  readonly id: number | string;
  readonly self: { update(changes: { isArchived: boolean }): PromiseLike<unknown> };
  delete(): PromiseLike<unknown>;
}

function chainOf(hc: HypChat, world: PagesWorld, one: Written): AnyChain {
  const { startIndex, maxResults, date, endDate } = one;
  const page = {
    ...(startIndex !== undefined && { startIndex }),
    ...(maxResults !== undefined && { maxResults }),
  };
  if (one.list === 'rooms') {
    const chain = Object.keys(page).length === 0 ? hc.rooms : hc.rooms(page);
    return chain as object as AnyChain;
  }
  const at = (index: number): Temporal.Instant =>
    Temporal.Instant.from(momentOf(microsAt(world, index)));
  return hc.room(1).history({
    ...page,
    ...(date !== undefined && { date: at(date) }),
    ...(endDate !== undefined && { endDate: at(endDate) }),
  }) as object as AnyChain;
}

/** The moment of a message, counted from the oldest; beyond them, one later than all. */
function microsAt(world: PagesWorld, index: number): number {
  return messagesOf(world)[index]?.at ?? NOW + 1_000_000;
}

/** What is there of a list, in the order in which it is gone through. */
function held(world: PagesWorld, one: Written): readonly number[] {
  const { startIndex = 0 } = one;
  if (one.list === 'rooms') {
    return Array.from({ length: world.count }, (_, index) => index).slice(startIndex);
  }
  return said(world, one, true).slice(startIndex);
}

/** The messages that the options let through, newest first. */
function said(world: PagesWorld, { date, endDate }: Written, isWhole: boolean): readonly number[] {
  const { grain } = world.habits;
  const until =
    date === undefined
      ? Number.POSITIVE_INFINITY
      : Math.floor(microsAt(world, date) / grain) * grain;
  // A page of the newest knows no oldest moment.
  const isBounded = endDate !== undefined && (isWhole || date !== undefined);
  const since = isBounded ? microsAt(world, endDate) : 0;
  return messagesOf(world)
    .filter(({ at }) => at <= until && at >= since)
    .map(({ id }) => id)
    .toReversed();
}

/** The page that awaiting the chain gives, as the server gives it. */
function pageOf(world: PagesWorld, one: Written): readonly number[] {
  const { habits } = world;
  const { startIndex = 0, maxResults = 100 } = one;
  if (one.list === 'rooms') {
    const given = Math.max(1, Math.min(habits.cap, maxResults) - habits.shorter) + habits.longer;
    return held(world, one).slice(0, given);
  }
  const isRecent = one.date === undefined;
  const start = isRecent ? 0 : startIndex;
  const size = Math.min(habits.cap, isRecent ? RECENT : maxResults);
  return said(world, one, false)
    .slice(start, start + size)
    .toReversed();
}

const ids = (items: readonly Value[]): number[] => items.map(numberOf);

/** What reading a chain gives. @returns Numbers, a word, or `none` where there is no such item. */
async function read(chain: AnyChain, { way }: Written): Promise<unknown> {
  switch (way.is) {
    case 'toArray':
      return ids(await chain.toArray({ concurrency: way.concurrency }));
    case 'contents':
      return ids((await chain.contents({ concurrency: way.concurrency })) as readonly Value[]);
    case 'loop':
      return loop(chain.contents({ concurrency: way.concurrency }), Number.POSITIVE_INFINITY);
    case 'break':
      return loop(chain, way.after);
    case 'page':
      return ids(await chain.items);
    case 'item':
      return Promise.resolve(chain.items[way.index] as PromiseLike<Item>).then(
        numberOf,
        (error) => {
          if (error.code === 'noSuchItem') return 'none';
          throw error;
        },
      );
    case 'pipeline': {
      const piped = way.stages.reduce(withStage<AnyChain>, chain.contents({ concurrency: 1 }));
      const isIt = (value: Value): boolean => isSought(value, way.sought);
      if (way.end === 'all') return ids((await piped) as readonly Value[]);
      if (way.end === 'loop') return loop(piped, Number.POSITIVE_INFINITY);
      if (way.end === 'some') return piped.some(isIt);
      if (way.end === 'every') return piped.every((value) => !isIt(value));
      const found = await piped.find(isIt);
      return found === undefined ? 'none' : numberOf(found);
    }
    case 'act':
      throw new Error('a loop that acts is told by what is left');
  }
}

async function loop(chain: AsyncIterable<Value>, after: number): Promise<number[]> {
  const all: number[] = [];
  for await (const value of chain) {
    all.push(numberOf(value));
    if (all.length >= after) break;
  }
  return all;
}

/** What plain operations on what is held give, and how many of its items they look at. */
function expected(
  world: PagesWorld,
  one: Written,
): { readonly value: unknown; readonly looked: number } {
  const all = held(world, one);
  const { way } = one;
  let looked = 0;
  const looking = function* (): Generator<Value, undefined> {
    for (const id of all) {
      looked += 1;
      yield id;
    }
  };
  switch (way.is) {
    case 'break':
      return { value: all.slice(0, way.after), looked: Math.min(all.length, way.after) };
    case 'page':
      return { value: pageOf(world, one), looked: 0 };
    case 'item': {
      const from = one.list === 'rooms' ? all : pageOf(world, one);
      return { value: from[way.index] ?? 'none', looked: 0 };
    }
    case 'pipeline': {
      const piped = way.stages.reduce(
        (on, stage) => withStage(on as object as LooseIterator, stage),
        looking() as object as LooseIterator,
      ) as object as Searched;
      const isIt = (value: Value): boolean => isSought(value, way.sought);
      let value: unknown;
      if (way.end === 'some') value = piped.some(isIt);
      else if (way.end === 'every') value = piped.every((each) => !isIt(each));
      else if (way.end === 'find') value = piped.find(isIt) ?? 'none';
      else value = ids(piped.toArray());
      return { value, looked };
    }
    default:
      return { value: all, looked: all.length };
  }
}
interface LooseIterator extends Sequence<LooseIterator> {}
interface Searched {
  some(run: (value: Value) => boolean): boolean;
  every(run: (value: Value) => boolean): boolean;
  find(run: (value: Value) => boolean): Value | undefined;
  toArray(): Value[];
}

/**
 * The most requests that reading a chain may take.
 *
 * A page of a list by index has `most` items at least, and the last one tells that it is the last: by declaring no other,
 * where one before it did; else by being shorter than `size`, so that a list that ends on a full page takes one more. What stops early takes the pages up to the last item that it looks at, and a loop one ahead of it. Of pages
 * that are asked for at once, all but one may lie behind the end; where such a page is cut short, what it left out takes
 * others, of one item at least. A page that came empty at first is one more (they are counted by the server).
 *
 * A history takes one page of the newest, and pages of which all but the first item are new. Where moments are shared, or
 * cut, items of a moment come again: then every page but the first moves on by an item at least, or behind a page of
 * those that came, of which there are no more than there are items.
 */
function mostRequests(world: PagesWorld, one: Written, looked: number): number {
  const { habits } = world;
  const { way } = one;
  if (way.is === 'page') return 1;
  const size = Math.min(habits.cap, one.maxResults ?? LARGEST);
  const count = held(world, one).length;
  if (one.list === 'history') {
    if (way.is === 'item') return 1;
    const first = Math.min(RECENT, habits.cap);
    const isApart = habits.grain === 1 && new Set(world.moments).size === world.moments.length;
    const isSimple = isApart && size > 1 && one.date === undefined && one.startIndex === undefined;
    if (!isSimple || one.endDate !== undefined) return 3 + 3 * messagesOf(world).length;
    // Whether the newest page has the size that was written, or its own, nobody knows beforehand.
    if (count < Math.min(first, size)) return 1;
    const left = Math.max(0, count - first);
    return 1 + pagesOf(left, size - 1, left + 1 >= size, habits.declares);
  }
  const most = Math.max(1, size - habits.shorter);
  const isFull = Math.min(count, most + habits.longer) >= size;
  const whole = pagesOf(count, most, isFull, habits.declares);
  switch (way.is) {
    case 'item':
      return 1;
    case 'break':
      return Math.min(whole, Math.max(1, Math.ceil(looked / most)) + 1);
    case 'pipeline': {
      const mayStop =
        way.stages.some(({ is }) => is === 'take') || (way.end !== 'all' && way.end !== 'loop');
      // No more are asked for than a `take` wants; a page that brings fewer brings one at least.
      const upTo = Math.max(1, habits.shorter > 0 ? looked : Math.ceil(looked / most));
      return mayStop && looked < count ? upTo : whole;
    }
    case 'act':
      return 0;
    default: {
      if (way.concurrency === 1) return whole;
      const isCut = habits.shorter > 0 || habits.longer > 0;
      return isCut ? count + way.concurrency : whole + way.concurrency;
    }
  }
}

/**
 * How many pages show all items, and that they are all.
 *
 * @param isFull - Whether the first page is full: if it is the only one, nobody knows yet that its server would declare another.
 */
function pagesOf(count: number, size: number, isFull: boolean, declares: boolean): number {
  if (!declares) return Math.floor(count / size) + 1;
  const pages = Math.max(1, Math.ceil(count / size));
  return pages === 1 && isFull ? 2 : pages;
}

/** Runs the loop that takes away what it goes through. */
async function act(hc: HypChat, chain: AnyChain, { way }: Written): Promise<number[]> {
  if (way.is !== 'act') throw new Error('it takes nothing away');
  const seen: number[] = [];
  const waiting: PromiseLike<unknown>[] = [];
  for await (const item of chain.contents({ concurrency: way.concurrency })) {
    const id = numberOf(item);
    seen.push(id);
    if (way.marks[id % way.marks.length] !== true) continue;
    if (way.how === 'delete') await item.delete();
    else if (way.how === 'archive') await item.self.update({ isArchived: true });
    else if (way.how === 'by address') await hc.room(id).delete();
    else waiting.push(Promise.resolve(item.delete()));
  }
  await Promise.all(waiting);
  return seen;
}

/**
 * The most pages of a loop that takes away what it goes through, and awaits each action.
 *
 * The first page, and those that were on their way when the first action began, count for nothing more. Every other one
 * begins with an item that came already, if anything before it is left. Where it is not known whether an action took
 * something away, the place is looked for twice as far back each time, a page at a time.
 */
function mostPages(world: PagesWorld, one: Written): number {
  const { way } = one;
  if (way.is !== 'act') return 0;
  const size = Math.min(world.habits.cap, one.maxResults ?? LARGEST);
  const count = held(world, one).length;
  if (size === 1 || way.how === 'archive' || way.how === 'not awaited') {
    return 4 + way.concurrency + count * (count + 2);
  }
  return 2 + way.concurrency + Math.ceil(count / (size - 1));
}

const mix = { worlds: 0, chains: 0, requests: 0, histories: 0, acting: 0, silent: 0, empty: 0 };

async function holds(world: PagesWorld): Promise<void> {
  const server: PagesServer = pagesServer(world);
  const faults: string[] = [];
  vi.useFakeTimers({ now: NOW / 1000 + world.clock * HOUR_MS, toFake: ['Date'] });
  const hc = new HypChat('token', {
    endpoint: 'https://pages.test',
    fetch: server.fetch,
    retries: 0,
    on: {
      unsent: () => {},
      fault: ({ message }) => {
        faults.push(message);
      },
    },
  });
  mix.worlds += 1;
  mix.chains += world.written.length;
  if (world.written.some(({ list }) => list === 'history')) mix.histories += 1;
  if (!world.habits.declares) mix.silent += 1;
  const [first] = world.written;
  if (first?.way.is === 'act') {
    mix.acting += 1;
    const { marks } = first.way;
    const all = held(world, first);
    const before = Array.from({ length: world.count }, (_, index) => index);
    expect(await act(hc, chainOf(hc, world, first), first)).toEqual(all);
    expect(server.rooms()).toEqual(
      before.filter((id) => !all.includes(id) || marks[id % marks.length] !== true),
    );
    const pages = server.log.filter((line) => line.startsWith('GET /v2/room?')).length;
    expect(pages).toBeLessThanOrEqual(mostPages(world, first));
    expect(faults).toEqual([]);
    mix.requests += server.log.length;
    return;
  }
  const results = await Promise.all(world.written.map((one) => read(chainOf(hc, world, one), one)));
  // What another chain of the tick brought from the middle of a page leaves pieces of pages before and behind it: of one
  // that is asked for by itself, and of each of those that are asked for at once.
  const atOnce = world.written.map(({ way }) => ('concurrency' in way ? way.concurrency : 1));
  let most = (world.written.length - 1) * (1 + Math.max(...atOnce));
  for (const [index, one] of world.written.entries()) {
    const { value, looked } = expected(world, one);
    most += mostRequests(world, one, looked);
    const result = results[index];
    const isPage = one.way.is === 'page' || (one.way.is === 'item' && one.list === 'history');
    // A page that the server gives empty is an empty page.
    const isEmpty = Array.isArray(result) ? result.length === 0 : result === 'none';
    if (isPage && isEmpty && server.empties > 0) continue;
    // What comes while the list is read may be there or not.
    const isOld = (id: number): boolean => id < 1000;
    if (world.arrivals !== undefined && isWholeInOrder(one.way)) {
      const got = result as readonly number[];
      expect(got.filter(isOld)).toEqual(value);
      expect(new Set(got).size).toBe(got.length);
      most += world.arrivals.count;
    } else expect(result).toEqual(value);
  }
  if (server.empties > 0) mix.empty += 1;
  mix.requests += server.log.length;
  expect(faults).toEqual([]);
  expect(server.log.length).toBeLessThanOrEqual(most + server.empties);
}

afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => {
  console.info(`proof of pages: PROOF_SEED=${SEED}`, mix);
});

describe('what goes through pages', () => {
  it(
    'gives what the server holds, nothing lost and nothing twice, for as few requests as can be said',
    () => fc.assert(fc.asyncProperty(worlds, holds), { numRuns: RUNS, seed: SEED }),
    TIMEOUT_MS,
  );
});
