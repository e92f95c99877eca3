/**
 * The operations on a collection, in the manner of JavaScript's iterator helpers, as data.
 */
import type { Reading, Recorded } from './rows.ts';

/** One stage of what is done with the items of a collection. */
export type Stage =
  | { readonly is: 'map' | 'flatMap' | 'filter' | 'find' | 'some' | 'every'; readonly run: Reading }
  | { readonly is: 'take' | 'drop'; readonly count: number }
  /** Every item. @property concurrency - How many pages may be asked for at once. */
  | { readonly is: 'contents' | 'toArray'; readonly concurrency: number }
  /** Sends the actions that the lambda returns. @property concurrency - How many at once. */
  | { readonly is: 'forEach'; readonly run: Reading; readonly concurrency: number };

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
const ALL: ReadonlySet<string> = new Set([...WITH_LAMBDA, 'take', 'drop', 'contents', 'toArray']);

/** Every name that is an operation on a collection. */
export const OPERATIONS: readonly string[] = [...ALL];

/** Whether the name is an operation on a collection. */
export function isOperation(name: string): boolean {
  return ALL.has(name);
}

/** Whether items may turn out not to be wanted: then none is asked for ahead of its turn. */
export function mayStop({ is }: Stage): boolean {
  return is === 'find' || is === 'some' || is === 'every' || is === 'take';
}

/** How the operation is called: `map((item) => …)`. */
export function usageOf(name: string): string {
  if (WITH_LAMBDA.has(name)) return `${name}((item) => …)`;
  return name === 'take' || name === 'drop' ? `${name}(10)` : `${name}()`;
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
  if (name === 'take' || name === 'drop') {
    takes(1, 'one number');
    if (typeof first !== 'number' || !Number.isInteger(first) || first < 0) {
      throw new RangeError(`\`${name}\` takes a whole number from 0 on, got ${String(first)}`);
    }
    return { is: name, count: first };
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

/** Refuses a chain where a lambda has to say yes or no. @throws {TypeError} */
export function refuseUndecided({ is }: Stage): void {
  if (!SAYS_YES_OR_NO.has(is)) return;
  throw new TypeError(
    `\`${is}\` takes a lambda that says yes or no: a chain is neither before it is awaited`,
  );
}
