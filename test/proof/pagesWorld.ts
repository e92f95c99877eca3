/**
 * Drawn worlds of paged and keyed lists: what the server holds, its habits, and what is written of them.
 *
 * Where a habit and a way of reading leave more than one result right, they are not drawn together; `worlds` says why.
 */
import * as fc from 'fast-check';

/** How a server gives its pages. */
export interface Habits {
  /** The most items of a page, whatever is asked; it is told in `maxResults`. */
  readonly cap: number;
  /** Whether a page that is followed by another declares it. */
  readonly declares: boolean;
  readonly saysStart: boolean;
  /** How many items more than were asked for a page brings, and how many fewer. */
  readonly longer: number;
  readonly shorter: number;
  /** With how many items of the page before a declared one begins. */
  readonly repeats: number;
  /** Which pages of seven come empty at first, and declare where the same place comes full. */
  readonly empties: readonly number[];
  /** To how many microseconds a history cuts the date that it is asked. */
  readonly grain: number;
}

/** Something that is listed: a room by its place, or a message. */
export interface Listed {
  readonly id: number;
  /** Microseconds since 1970. */
  readonly at: number;
}

/** A stage of a pipeline. Values are items at first, and numbers behind a `map`. */
export type Stage =
  | { readonly is: 'filter' | 'flatMap' | 'map'; readonly by: number }
  | { readonly is: 'take' | 'drop'; readonly count: number };

/** What is done with a list. */
export type Way =
  | { readonly is: 'toArray' | 'contents' | 'loop'; readonly concurrency: number }
  /** A loop that is left once so many items came. */
  | { readonly is: 'break'; readonly after: number }
  | {
      readonly is: 'pipeline';
      readonly stages: readonly Stage[];
      readonly end: 'all' | 'loop' | 'find' | 'some' | 'every';
      /** What the end looks for. */
      readonly sought: number;
    }
  | { readonly is: 'page' }
  | { readonly is: 'item'; readonly index: number }
  /** A loop that takes away the items whose number is marked. */
  | {
      readonly is: 'act';
      readonly how: 'delete' | 'archive' | 'by address' | 'not awaited';
      readonly marks: readonly boolean[];
      readonly concurrency: number;
    };

/** What is written: the options, and what is done. */
export interface Written {
  readonly list: 'rooms' | 'history';
  readonly startIndex: number | undefined;
  readonly maxResults: number | undefined;
  /** Of a history: the message at whose moment it starts, and that at whose moment it ends, counted from the oldest. */
  readonly date: number | undefined;
  readonly endDate: number | undefined;
  readonly way: Way;
}

export interface PagesWorld {
  /** How many rooms there are. */
  readonly count: number;
  /** When each message was said, in `spread`s; several may share a moment. */
  readonly moments: readonly number[];
  /** How many microseconds lie between two moments. */
  readonly spread: number;
  readonly habits: Habits;
  /** What comes once so many pages were given. */
  readonly arrivals: { readonly after: number; readonly count: number } | undefined;
  /** By how many hours the client's clock is off. */
  readonly clock: number;
  /** All of one tick. */
  readonly written: readonly Written[];
}

const stage: fc.Arbitrary<Stage> = fc.oneof(
  fc.record({
    is: fc.constantFrom('filter' as const, 'flatMap' as const, 'map' as const),
    by: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ is: fc.constantFrom('take' as const, 'drop' as const), count: fc.nat({ max: 12 }) }),
);

const concurrency = fc.integer({ min: 1, max: 4 });

const reading: fc.Arbitrary<Way> = fc.oneof(
  fc.record({
    is: fc.constantFrom('toArray' as const, 'contents' as const, 'loop' as const),
    concurrency,
  }),
  fc.record({ is: fc.constant('break' as const), after: fc.integer({ min: 1, max: 15 }) }),
  fc.record({
    is: fc.constant('pipeline' as const),
    stages: fc.array(stage, { maxLength: 4 }),
    end: fc.constantFrom(
      'all' as const,
      'loop' as const,
      'find' as const,
      'some' as const,
      'every' as const,
    ),
    sought: fc.nat({ max: 40 }),
  }),
  fc.record({ is: fc.constant('page' as const) }),
  fc.record({ is: fc.constant('item' as const), index: fc.nat({ max: 20 }) }),
);

const acting: fc.Arbitrary<Way> = fc.record({
  is: fc.constant('act' as const),
  how: fc.constantFrom(
    'delete' as const,
    'archive' as const,
    'by address' as const,
    'not awaited' as const,
  ),
  marks: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
  concurrency,
});

const rarely = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });

const written = (way: fc.Arbitrary<Way>, list: fc.Arbitrary<Written['list']>) =>
  fc.record({
    list,
    startIndex: rarely(fc.nat({ max: 12 })),
    maxResults: rarely(fc.integer({ min: 1, max: 9 })),
    date: rarely(fc.nat({ max: 100 })),
    endDate: rarely(fc.nat({ max: 100 })),
    way,
  });

const habits = fc.record({
  cap: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constant(1000)),
  declares: fc.boolean(),
  saysStart: fc.boolean(),
  longer: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })),
  shorter: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })),
  repeats: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })),
  empties: fc.oneof(
    { weight: 2, arbitrary: fc.constant([]) },
    fc.uniqueArray(fc.nat({ max: 6 }), { maxLength: 3 }),
  ),
  grain: fc.constantFrom(1, 1000, 1_000_000),
});

const anything = fc.record({
  count: fc.nat({ max: 45 }),
  moments: fc.oneof(
    fc.array(fc.nat({ max: 60 }), { maxLength: 40 }),
    fc.array(fc.nat({ max: 200 }), { minLength: 70, maxLength: 170 }),
  ),
  spread: fc.constantFrom(1_000, 400_123, 1_000_000),
  habits,
  arrivals: rarely(
    fc.record({ after: fc.integer({ min: 1, max: 4 }), count: fc.integer({ min: 1, max: 3 }) }),
  ),
  clock: fc.constantFrom(-1, 0, 1),
});

/** Worlds in which several chains of one tick read, or one loop takes away what it goes through. */
export const worlds: fc.Arbitrary<PagesWorld> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        anything,
        fc.array(written(reading, fc.constantFrom('rooms' as const, 'history' as const)), {
          minLength: 1,
          maxLength: 3,
        }),
      )
      .map(([world, all]) => settled({ ...world, written: all })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(anything, written(acting, fc.constant('rooms' as const)))
      .map(([world, one]) => settled({ ...world, written: [one] })),
  },
);

/** The world without what leaves more than one result right. */
function settled(world: PagesWorld): PagesWorld {
  const isActing = world.written.some(({ way }) => way.is === 'act');
  const isPlain = (one: Written): boolean =>
    one.startIndex === undefined && isWholeInOrder(one.way);
  // What comes while a list is read moves it: where a window begins by then, nobody can say.
  const mayArrive = !isActing && world.written.length === 1 && world.written.every(isPlain);
  const { habits } = world;
  // Nor where a page begins that is longer than its server counts, once its list has moved.
  const isCounted = habits.longer === 0;
  return {
    ...world,
    arrivals: mayArrive && isCounted ? world.arrivals : undefined,
    habits: {
      ...habits,
      // A page that is shorter than was asked is the last one, unless it declares another.
      shorter: habits.declares && !isActing ? habits.shorter : 0,
      // Pages that do not say where they start, and begin elsewhere, put no item at its index.
      // One that is the same as the page before it may be the same for ever.
      saysStart:
        habits.saysStart || isActing || mayArrive || habits.longer > 0 || habits.repeats > 0,
      repeats: isActing ? 0 : habits.repeats,
      longer: isActing ? 0 : habits.longer,
      empties: isActing ? [] : habits.empties,
    },
  };
}

/** Whether every item is wanted, one page after another. */
export function isWholeInOrder(way: Way): boolean {
  if (way.is === 'pipeline') return false;
  return (
    (way.is === 'toArray' || way.is === 'contents' || way.is === 'loop') && way.concurrency === 1
  );
}
