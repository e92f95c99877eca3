/**
 * What can be made to go wrong, as data: from an option, the command line, or the route.
 */
import * as v from 'valibot';

const when = v.optional(v.picklist(['before', 'after']), 'before');

const kinds = v.variant('fault', [
  v.object({
    fault: v.literal('latency'),
    ms: v.pipe(v.number(), v.minValue(0), v.maxValue(600_000)),
  }),
  v.object({ fault: v.literal('drop'), when }),
  v.object({
    fault: v.literal('cut'),
    bytes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  v.object({
    fault: v.literal('status'),
    status: v.pipe(v.number(), v.integer(), v.minValue(500), v.maxValue(599)),
    when,
  }),
  v.object({
    fault: v.literal('rate-limit'),
    seconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 60),
  }),
  v.object({ fault: v.literal('ignore-expand') }),
  v.object({ fault: v.literal('ignore-window') }),
  v.object({
    fault: v.literal('cap-page'),
    most: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
  }),
]);

const which = v.object({
  method: v.optional(v.pipe(v.string(), v.toUpperCase())),
  path: v.optional(v.pipe(v.string(), v.startsWith('/'))),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  skip: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  chance: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
});

/** Which requests a fault meets: those that fit everything that is named. */
export interface FaultMatch {
  /** The HTTP method, in capitals; any, where it is left out. */
  readonly method?: string | undefined;
  /** The beginning of the path, without `/v2`: `/room` meets `/v2/room/42` too. */
  readonly path?: string | undefined;
  /** How often it happens; then it is over. */
  readonly times?: number | undefined;
  /** How many requests that fit are let through first. */
  readonly skip?: number | undefined;
  /** How likely it is, from 0 to 1. The same requests meet the same luck at every start. */
  readonly chance?: number | undefined;
}

/** What goes wrong. */
export type FaultKind =
  /** The request waits. */
  | { readonly fault: 'latency'; readonly ms: number }
  /** The connection breaks, `before` (the default) the work is done or after it. */
  | { readonly fault: 'drop'; readonly when?: 'before' | 'after' | undefined }
  /** The body breaks off after so many bytes, or in the middle. */
  | { readonly fault: 'cut'; readonly bytes?: number | undefined }
  /** An error of the server, `before` (the default) the work is done or after it. */
  | {
      readonly fault: 'status';
      readonly status: number;
      readonly when?: 'before' | 'after' | undefined;
    }
  /** A 429 whose window ends in so many seconds (60). */
  | { readonly fault: 'rate-limit'; readonly seconds?: number | undefined }
  /** `expand` is not looked at. */
  | { readonly fault: 'ignore-expand' }
  /** `start-index` and `max-results` are not looked at. */
  | { readonly fault: 'ignore-window' }
  /** Pages hold at most so many items, whatever is asked for. */
  | { readonly fault: 'cap-page'; readonly most: number };

/** What goes wrong, and with which requests. */
export type Fault = FaultKind & FaultMatch;

/** What is read as faults: one of them, or a list. */
export const faultSchema: v.GenericSchema<unknown, Fault> = v.intersect([kinds, which]);
export const faultsSchema: v.GenericSchema<unknown, { faults: Fault[] }> = v.object({
  faults: v.pipe(v.array(faultSchema), v.maxLength(100)),
});

/**
 * A fault written on one line: `drop when=after method=POST path=/room times=1`.
 *
 * @throws {RangeError} For what is no fault.
 */
export function parseFault(line: string): Fault {
  const [fault = '', ...pairs] = line.trim().split(/\s+/);
  const fields = pairs.map((pair): [string, unknown] => {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    return [name, /^\d+(\.\d+)?$/.test(value) ? Number(value) : value];
  });
  return checkFault({ fault, ...Object.fromEntries(fields) }, line);
}

/** @throws {RangeError} For what is no fault. */
export function checkFault(value: unknown, shown: string = JSON.stringify(value)): Fault {
  const result = v.safeParse(faultSchema, value);
  if (!result.success) throw new RangeError(`"${shown}" is no fault: ${wrongOf(result.issues[0])}`);
  // What is not read would count for nothing: a misspelt `times` would let it happen for ever.
  const unread = Object.keys(Object(value)).find((name) => !Object.hasOwn(result.output, name));
  if (unread !== undefined) {
    throw new RangeError(`"${shown}" is no fault: \`${result.output.fault}\` has no \`${unread}\``);
  }
  return result.output;
}

function wrongOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  if (path === null) return issue.message;
  return issue.received === 'undefined' ? `\`${path}\` is missing` : `${path}: ${issue.message}`;
}
