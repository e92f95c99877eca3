/**
 * The operations on a collection, in the manner of JavaScript's iterator helpers, as data.
 */

import type { Wish } from '../known/wish.ts';
import { copyParts } from '../map/copyParts.ts';
import { show } from '../map/given.ts';

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

/** A stage for which all items have to be there that come to it; of `at`, only one that counts from the end. */
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

/** The stage itself, where all items have to be there for it; `undefined` where not. */
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

/** What is said of an operation by its name. */
interface Operation {
  /** What it is called with. A `reducer` and a `comparer` are what an array takes, and are given all of the items. */
  readonly takes: 'lambda' | 'number' | 'options' | 'nothing' | 'reducer' | 'comparer';
  /** What it gives: items in their order, one thing of them all, or nothing but what its actions did. */
  readonly gives: 'items' | 'one' | 'nothing';
}

const TABLE: Readonly<Record<string, Operation>> = {
  map: { takes: 'lambda', gives: 'items' },
  flatMap: { takes: 'lambda', gives: 'items' },
  filter: { takes: 'lambda', gives: 'items' },
  find: { takes: 'lambda', gives: 'one' },
  some: { takes: 'lambda', gives: 'one' },
  every: { takes: 'lambda', gives: 'one' },
  forEach: { takes: 'lambda', gives: 'nothing' },
  take: { takes: 'number', gives: 'items' },
  drop: { takes: 'number', gives: 'items' },
  at: { takes: 'number', gives: 'one' },
  contents: { takes: 'options', gives: 'items' },
  toArray: { takes: 'options', gives: 'items' },
  count: { takes: 'nothing', gives: 'one' },
  reduce: { takes: 'reducer', gives: 'one' },
  sort: { takes: 'comparer', gives: 'items' },
  toSorted: { takes: 'comparer', gives: 'items' },
};

/** Every name that is an operation on a collection. */
export const OPERATIONS: readonly string[] = Object.keys(TABLE);

/** What is said of an operation by its name; `undefined` for what is none. */
export function operationOf(name: string): Operation | undefined {
  return Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
}

/** Whether the name is an operation on a collection. */
export function isOperation(name: string): boolean {
  return operationOf(name) !== undefined;
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

/** How an operation is called: `map((item) => …)`. */
export function usageOf(name: string): string {
  switch (operationOf(name)?.takes) {
    case 'lambda':
      return `${name}((item) => …)`;
    case 'reducer':
      return `${name}((sum, item) => …, 0)`;
    case 'comparer':
      return `${name}((a, b) => …)`;
    case 'number':
      return name === 'at' ? 'at(-1)' : `${name}(10)`;
    default:
      return `${name}()`;
  }
}

/** Reads the call of an operation. @throws {TypeError | RangeError} When it is misused. */
export function readStage(name: string, args: readonly unknown[]): Stage {
  const [first, second] = args;
  const most = (count: number, what: string): void => {
    if (args.length > count)
      throw new TypeError(`\`${name}\` takes ${what}, got ${args.length} arguments`);
  };
  const notCallable = (): TypeError =>
    new TypeError(`\`${name}\` takes a function: write \`${usageOf(name)}\``);
  switch (operationOf(name)?.takes) {
    case 'lambda': {
      if (typeof first !== 'function') throw notCallable();
      const run = first as Reading;
      if (name === 'forEach') {
        most(2, 'a function and options');
        return { is: name, run, concurrency: readConcurrency(name, second, ACTIONS_AT_ONCE) };
      }
      most(1, 'one function');
      return { is: name as 'map', run };
    }
    case 'number': {
      most(1, 'one number');
      // All there are, as iterators give them: nothing ends such a reading early. Without these, there is nothing to read.
      if (name !== 'at' && first === Number.POSITIVE_INFINITY)
        return name === 'take' ? { is: 'contents', concurrency: 1 } : { is: 'take', count: 0 };
      const least = name === 'at' ? Number.MIN_SAFE_INTEGER : 0;
      if (typeof first !== 'number' || !Number.isInteger(first) || first < least) {
        const from = name === 'at' ? '' : ' from 0 on';
        throw new RangeError(`\`${name}\` takes a whole number${from}, got ${show(first)}`);
      }
      return name === 'at' ? { is: name, index: first } : { is: name as 'take', count: first };
    }
    case 'reducer': {
      most(2, 'a function and what it starts with');
      if (typeof first !== 'function') throw notCallable();
      const initial = args.length > 1 ? { value: second } : undefined;
      const reduce = first as Extract<Stage, { is: 'reduce' }>['reduce'];
      return { is: 'reduce', reduce, initial };
    }
    case 'comparer':
      most(1, 'one function');
      if (first !== undefined && typeof first !== 'function') throw notCallable();
      return { is: 'sort', compare: first as Extract<Stage, { is: 'sort' }>['compare'] };
    case 'nothing':
      most(0, 'nothing: write `filter((item) => …).count()`');
      return { is: name as 'count' };
    default:
      most(1, 'one object of options');
      return { is: name as 'contents', concurrency: readConcurrency(name, first, 1) };
  }
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
      `\`${name}\`: \`concurrency\` has to be 1 to ${MOST_AT_ONCE}, got ${show(concurrency)}`,
    );
  }
  return concurrency;
}

/** What a stage starts with, as if nobody had had it in hand: a lambda may put into it what it is then thrown away with. */
export function copyOf(initial: unknown, made: Map<unknown, unknown> = new Map()): unknown {
  return copyParts(initial, (each) => copyOf(each, made), made);
}

/** Whether a stage has a lambda that reads what comes to it. */
export function readsItems(stage: Stage): boolean {
  return 'run' in stage || 'reduce' in stage || ('compare' in stage && stage.compare !== undefined);
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
