/**
 * Matchers for what a chain costs and sends, for `expect.extend` of vitest, Jest and whatever takes their matchers.
 *
 * They give their result at once, and send nothing: a chain is held by its plan. What was really sent is held by handing over
 * what `trace` gave.
 */
import { show } from '../plan/map/given.ts';
import type { EqualityContext } from './equality.ts';
import { type Measured, type MeasuredRequest, measure } from './measure.ts';

/** What a matcher gives to its runner. */
export interface MatcherResult {
  /** Whether what was expected is so. */
  readonly pass: boolean;
  /** Why it failed; with `.not`, why that did. */
  message(): string;
}

/** What a request has to be: its line, or that with its body. */
export type ExpectedRequest = string | { readonly request: string; readonly body: unknown };

/** The matchers, as a runner's `expect` has them once it is told: `expect(chain).toCost(2)`. */
export interface ChainMatchers<R> {
  /**
   * Holds how many requests a chain costs, by its plan; sends nothing. Of what `trace` gave, how many were sent.
   *
   * Where only the answers can tell (pages of a list, an item's own request), no number passes: hold what was sent, by
   * `expect(await trace(chain)).toCost(3)`.
   *
   * @throws {TypeError} When it is no chain, nor what `explain` or `trace` gave.
   */
  toCost(requests: number): R;
  /** Holds that a chain costs so many requests or fewer, whatever is answered; otherwise like `toCost`. */
  toCostAtMost(requests: number): R;
  /**
   * Holds which requests a chain sends, in their order, as its plan prints them; sends nothing. Of what `trace` gave, which were sent.
   *
   * `{id}`, or any other name in braces, stands for one segment or value that is not known beforehand:
   * `['GET /v2/room/Ops?expand=owner', 'POST /v2/user/{id}/message']`. What a plan sends once for each page or item stands once.
   *
   * @param requests - Lines, or `{ request, body }` where the body is to be held as well.
   */
  toSend(requests: readonly ExpectedRequest[]): R;
}

/** `expect.extend(matchers)`; `register(expect)` does it, too. */
export const matchers: {
  /** Whether a chain costs so many requests. */
  toCost(received: unknown, requests: number): MatcherResult;
  /** Whether it costs no more than that. */
  toCostAtMost(received: unknown, requests: number): MatcherResult;
  /** Whether it sends these, in this order. */
  toSend(
    this: EqualityContext,
    received: unknown,
    requests: readonly ExpectedRequest[],
  ): MatcherResult;
} = {
  toCost(received, requests) {
    checkCount('toCost', requests);
    const measured = measure(received, 'toCost');
    const { least, most } = measured.bill;
    const pass = least === requests && most === requests;
    return costed(measured, pass, `cost ${counted(requests)}`);
  },
  toCostAtMost(received, requests) {
    checkCount('toCostAtMost', requests);
    const measured = measure(received, 'toCostAtMost');
    const { most } = measured.bill;
    const pass = most !== null && most <= requests;
    return costed(measured, pass, `cost ${counted(requests)} or fewer`);
  },
  toSend(received, requests) {
    checkRequests(requests);
    const measured = measure(received, 'toSend');
    const isSame = (sent: MeasuredRequest | undefined, index: number): boolean => {
      const expected = requests[index];
      if (sent === undefined || expected === undefined) return false;
      if (typeof expected === 'string') return isLike(sent.line, expected);
      return isLike(sent.line, expected.request) && this.equals(sent.body, expected.body);
    };
    const pass = measured.requests.length === requests.length && measured.requests.every(isSame);
    const message = (): string => {
      if (pass) return said(measured, 'not to send these requests', true);
      const count = Math.max(requests.length, measured.requests.length);
      const lines = Array.from({ length: count }, (_, index) => {
        const sent = measured.requests[index];
        const expected = requests[index];
        if (isSame(sent, index)) return [`    ${sent?.line}`];
        return [
          ...(expected === undefined ? [] : [`  - ${shown(expected)}`]),
          ...(sent === undefined ? [] : [`  + ${shownSent(sent, expected)}`]),
        ];
      });
      return [
        said(measured, 'to send other requests', false),
        '',
        '  - expected',
        `  + ${measured.isPlanned ? 'planned' : 'sent'}`,
        '',
        ...lines.flat(),
      ].join('\n');
    };
    return { pass, message };
  },
};

function costed(measured: Measured, pass: boolean, cost: string): MatcherResult {
  const open =
    measured.bill.most === null && !pass
      ? '\n\nHow many it costs, only the answers can tell. What was sent can be held: expect(await trace(chain))'
      : '';
  return { pass, message: () => said(measured, `${pass ? 'not ' : ''}to ${cost}`, true) + open };
}

/** What was expected, and the requests below it. */
function said({ of, isPlanned, table }: Measured, expected: string, isWhole: boolean): string {
  const head = `expected ${of} ${expected}`;
  if (!isWhole) return head;
  const rows = table === '' ? 'nothing' : table;
  return `${head}, and ${isPlanned ? 'its plan is' : 'this was sent'}:\n\n${rows}`;
}

const shown = (expected: ExpectedRequest): string =>
  typeof expected === 'string'
    ? expected
    : `${expected.request}  ${JSON.stringify(expected.body) ?? 'without a body'}`;

/** With its body only where that was held: it may be long. */
const shownSent = ({ line, body }: MeasuredRequest, expected: ExpectedRequest | undefined) =>
  typeof expected === 'object' ? shown({ request: line, body }) : line;

const counted = (count: number): string => `${count} request${count === 1 ? '' : 's'}`;

/** A name in braces, as it is written by who expects it and by a plan. */
const HOLE = /\{[^{}]+\}/;

/** Whether a line is the one that is expected. A hole of a plan is all that a hole stands for, too. */
function isLike(line: string, expected: string): boolean {
  const parts = expected.split(new RegExp(HOLE, 'g')).map(escaped);
  return new RegExp(`^${parts.join(`(?:${HOLE.source}|[^/?&=,{}])+`)}$`).test(line);
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

function checkCount(matcher: string, count: unknown): void {
  if (Number.isInteger(count) && (count as number) >= 0) return;
  throw new TypeError(`\`${matcher}\` takes a number of requests, from 0 on, got ${show(count)}`);
}

const LINE = /^[A-Z]+ \//;

function checkRequests(requests: unknown): void {
  if (!Array.isArray(requests)) throw new TypeError('`toSend` takes a list of requests');
  for (const each of requests) {
    const line: unknown = typeof each === 'object' && each !== null ? each.request : each;
    if (typeof line === 'string' && LINE.test(line)) continue;
    throw new TypeError(
      `\`toSend\` takes requests like 'GET /v2/room/1', or { request, body }, got ${JSON.stringify(each)}`,
    );
  }
}
