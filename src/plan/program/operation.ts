/**
 * The operations on a collection, in the manner of JavaScript's iterator helpers, as data.
 */

import type { Wish } from '../known/wish.ts';
import { isRecord } from '../map/given.ts';

/** What a user's lambda is to the planner: a function of a value and its index. */
export type Reading = (value: unknown, index: number) => unknown;

/** What the stages before have come to, on samples. */
export interface Recorded {
  /** What was touched of an item so far. It grows while more stages are recorded. */
  readonly wish: Wish;
  /** What the next stage will get; `undefined` when the sample could not tell. */
  readonly sample: { readonly value: unknown } | undefined;
}

/** One stage of what is done with the items of a collection. */
export type Stage =
  | { readonly is: 'map' | 'flatMap' | 'filter' | 'find' | 'some' | 'every'; readonly run: Reading }
  | { readonly is: 'take' | 'drop'; readonly count: number }
  /** Every item. @property concurrency - How many pages may be asked for at once. */
  | { readonly is: 'contents' | 'toArray'; readonly concurrency: number }
  /** Sends the actions that the lambda returns. @property concurrency - How many at once. */
  | { readonly is: 'forEach'; readonly run: Reading; readonly concurrency: number }
  | Gathering;

/** A stage for which all items have to be there that come to it. */
export type Gathering =
  | { readonly is: 'count' }
  /** One item. @property index - From the end, where it is negative. */
  | { readonly is: 'at'; readonly index: number }
  | {
      readonly is: 'reduce';
      readonly reduce: (sum: unknown, value: unknown, index: number) => unknown;
      readonly initial: { readonly value: unknown } | undefined;
    }
  | {
      readonly is: 'sort';
      readonly compare: ((a: unknown, b: unknown) => number) | undefined;
    };

/** Whether all items have to be there; `undefined` where not. */
export function gatheringOf(stage: Stage): Gathering | undefined {
  switch (stage.is) {
    case 'count':
    case 'reduce':
    case 'sort':
      return stage;
    case 'at':
      return stage.index < 0 ? stage : undefined;
    default:
      return undefined;
  }
}

/** The greatest number of requests that an operation may send at once. */
const MOST_AT_ONCE = 100;
/** How many actions `forEach` sends at once, unless it is told otherwise. */
const ACTIONS_AT_ONCE = 4;

const WITH_LAMBDA: ReadonlySet<string> = new Set([
  'map',
  'flatMap',
  'filter',
  'find',
  'some',
  'every',
  'forEach',
]);
const WITH_NUMBER: ReadonlySet<string> = new Set(['take', 'drop', 'at']);
const ALL: ReadonlySet<string> = new Set([
  ...WITH_LAMBDA,
  ...WITH_NUMBER,
  'contents',
  'toArray',
  'count',
  'reduce',
  'sort',
  'toSorted',
]);

/** Every name that is an operation on a collection. */
export const OPERATIONS: readonly string[] = [...ALL];

/** Whether the name is an operation on a collection. */
export function isOperation(name: string): boolean {
  return ALL.has(name);
}

/** Whether items may turn out not to be wanted: then none is asked for ahead of its turn. */
export function mayStop(stage: Stage): boolean {
  return isSearch(stage) || stage.is === 'take';
}

/** Whether one item may be all that is wanted, and it is not known which. */
export function isSearch(stage: Stage): boolean {
  const { is } = stage;
  return is === 'find' || is === 'some' || is === 'every' || (is === 'at' && stage.index >= 0);
}

/** How the operation is called: `map((item) => …)`. */
export function usageOf(name: string): string {
  if (WITH_LAMBDA.has(name)) return `${name}((item) => …)`;
  if (name === 'reduce') return 'reduce((sum, item) => …, 0)';
  if (name === 'sort' || name === 'toSorted') return `${name}((a, b) => …)`;
  if (name === 'at') return 'at(-1)';
  return WITH_NUMBER.has(name) ? `${name}(10)` : `${name}()`;
}

/** Reads the call of an operation. @throws {TypeError | RangeError} When it is misused. */
export function readStage(name: string, args: readonly unknown[]): Stage {
  const [first, second] = args;
  const takes = (count: number, what: string): void => {
    if (args.length > count)
      throw new TypeError(`\`${name}\` takes ${what}, got ${args.length} arguments`);
  };
  if (WITH_LAMBDA.has(name)) {
    if (typeof first !== 'function') {
      throw new TypeError(`\`${name}\` takes a function: write \`${usageOf(name)}\``);
    }
    const run = first as Reading;
    if (name === 'forEach') {
      takes(2, 'a function and options');
      return { is: name, run, concurrency: readConcurrency(name, second, ACTIONS_AT_ONCE) };
    }
    takes(1, 'one function');
    return { is: name as 'map', run };
  }
  if (WITH_NUMBER.has(name)) {
    takes(1, 'one number');
    const least = name === 'at' ? Number.MIN_SAFE_INTEGER : 0;
    if (typeof first !== 'number' || !Number.isInteger(first) || first < least) {
      const from = name === 'at' ? '' : ' from 0 on';
      throw new RangeError(`\`${name}\` takes a whole number${from}, got ${String(first)}`);
    }
    return name === 'at' ? { is: name, index: first } : { is: name as 'take', count: first };
  }
  if (name === 'count') {
    takes(0, 'nothing: write `filter((item) => …).count()`');
    return { is: name };
  }
  if (name === 'reduce') {
    takes(2, 'a function and what it starts with');
    if (typeof first !== 'function') {
      throw new TypeError(`\`${name}\` takes a function: write \`${usageOf(name)}\``);
    }
    const initial = args.length > 1 ? { value: second } : undefined;
    return { is: name, reduce: first as Extract<Stage, { is: 'reduce' }>['reduce'], initial };
  }
  if (name === 'sort' || name === 'toSorted') {
    takes(1, 'one function');
    if (first !== undefined && typeof first !== 'function') {
      throw new TypeError(`\`${name}\` takes a function: write \`${usageOf(name)}\``);
    }
    return { is: 'sort', compare: first as Extract<Stage, { is: 'sort' }>['compare'] };
  }
  takes(1, 'one object of options');
  return { is: name as 'contents', concurrency: readConcurrency(name, first, 1) };
}

function readConcurrency(name: string, options: unknown, otherwise: number): number {
  if (options === undefined) return otherwise;
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`\`${name}\` takes an object of options: { concurrency: 4 }`);
  }
  for (const key of Object.keys(options)) {
    if (key === 'concurrency') continue;
    throw new TypeError(`\`${name}\` has no option \`${key}\`: it has concurrency`);
  }
  const { concurrency = otherwise } = options as { readonly concurrency?: unknown };
  if (
    typeof concurrency !== 'number' ||
    !Number.isInteger(concurrency) ||
    concurrency < 1 ||
    concurrency > MOST_AT_ONCE
  ) {
    throw new RangeError(
      `\`${name}\`: \`concurrency\` has to be 1 to ${MOST_AT_ONCE}, got ${String(concurrency)}`,
    );
  }
  return concurrency;
}

/** What a stage starts with, as if nobody had had it in hand: a lambda may put into it what it is then thrown away with. */
export function copyOf(initial: unknown): unknown {
  if (Array.isArray(initial)) return initial.map(copyOf);
  if (initial instanceof Map) return new Map([...initial].map(copyOf) as [unknown, unknown][]);
  if (initial instanceof Set) return new Set([...initial].map(copyOf));
  if (!isRecord(initial)) return initial;
  const entries = Object.entries(initial).map(([name, value]) => [name, copyOf(value)] as const);
  return Object.fromEntries(entries);
}

/** A stage as a reading of one item, to be recorded; `undefined` for one that reads nothing. */
export function readingOf(stage: Stage): Reading | undefined {
  if ('run' in stage) return stage.run;
  if (stage.is === 'sort') {
    const { compare } = stage;
    return compare && ((item) => compare(item, item));
  }
  if (stage.is !== 'reduce') return undefined;
  const { reduce, initial } = stage;
  return (item) => reduce(initial === undefined ? item : copyOf(initial.value), item, 0);
}

/** What a stage gives to the next one, on samples. */
export function afterStage(
  stage: Stage,
  recorded: Recorded,
  given: { readonly value: unknown } | undefined,
): Recorded {
  switch (stage.is) {
    case 'map':
      return { wish: recorded.wish, sample: given };
    case 'flatMap': {
      const first = Array.isArray(given?.value) ? { value: given.value[0] as unknown } : undefined;
      return { wish: recorded.wish, sample: first };
    }
    default:
      return recorded;
  }
}

const SAYS_YES_OR_NO: ReadonlySet<string> = new Set(['filter', 'find', 'some', 'every']);

/** Refuses a chain where a lambda has to say yes or no, or which comes first. @throws {TypeError} */
export function refuseUndecided({ is }: Stage): void {
  if (!SAYS_YES_OR_NO.has(is) && is !== 'sort') return;
  const says = is === 'sort' ? 'by a number what comes first' : 'yes or no';
  throw new TypeError(
    `\`${is}\` takes a lambda that says ${says}: a chain is neither before it is awaited`,
  );
}

/** Whether a stage gives each item as it is. */
export function isEvery({ is }: Stage): boolean {
  return is === 'contents' || is === 'toArray';
}
