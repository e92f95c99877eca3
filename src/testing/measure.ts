/**
 * What is held of a chain's requests: by its plan, or by what was really sent.
 *
 * A chain is never awaited here, nor asked for its `then`: whoever holds the cost of an action has not sent it.
 */
import { explain } from '../functions/explain.ts';
import type { Trace } from '../functions/trace.ts';
import { readChain } from '../proxy/chain.ts';
import type { Action, Chain } from '../types/chain.ts';
import type { Bill, Plan } from '../walk/tell/planned.ts';
import { withoutOrigin } from '../walk/tell/table.ts';

/** What can be measured. */
export type Measurable = Chain<unknown> | Action<unknown> | Plan | Trace<unknown>;

/** One request, as far as a test holds it. */
export interface MeasuredRequest {
  /** As a plan prints it, in one space: `POST /v2/user/{1.items[0].owner.id}/message`. */
  readonly line: string;
  readonly body?: unknown;
}

/** The requests of a chain. */
export interface Measured {
  /** What they are of, for messages: `hc.room(1)`, or `what was sent`. */
  readonly of: string;
  readonly isPlanned: boolean;
  readonly bill: Bill;
  readonly requests: readonly MeasuredRequest[];
  /** All of them as a table. */
  readonly table: string;
}

/**
 * Measures a chain by its plan, which sends nothing; what `explain` gave as it is; and what `trace` gave by what was sent.
 *
 * @throws {TypeError} When it is none of these, or a chain with an argument that is wrong.
 */
export function measure(value: unknown, matcher: string): Measured {
  const read = readChain(value);
  const isRoot = read?.source.kind === 'root' && read.steps.length === 0;
  if (read !== undefined && !isRoot) return measurePlan(explain(value as Chain<unknown>));
  if (isPlan(value)) return measurePlan(value);
  if (isTrace(value)) {
    const { requests } = value;
    const bill = { least: requests.length, most: requests.length };
    const of = 'what was sent';
    return { of, isPlanned: false, bill, requests: requests.map(toMeasured), table: `${value}` };
  }
  throw new TypeError(
    `\`${matcher}\` holds a chain, like \`expect(hc.rooms.items[0])\` without \`await\`, ` +
      'or what `explain(chain)` or `await trace(chain)` gave',
  );
}

const measurePlan = (plan: Plan): Measured => ({
  of: plan.chain,
  isPlanned: true,
  bill: plan.bill,
  requests: plan.requests.map(toMeasured),
  table: `${plan}`,
});

const toMeasured = (request: {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
}): MeasuredRequest => ({
  line: `${request.method} ${withoutOrigin(request.url)}`,
  ...('body' in request && { body: request.body }),
});

const isPlan = (value: unknown): value is Plan =>
  isObject(value) && 'bill' in value && 'chain' in value && 'requests' in value;

const isTrace = (value: unknown): value is Trace<unknown> =>
  isObject(value) && 'value' in value && 'requests' in value && Array.isArray(value.requests);

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
