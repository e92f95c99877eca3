/**
 * A made-up server on a clock of its own: nothing waits in a test, and what was asked is known with its moment.
 *
 * The clock is that of timers, `performance` and `Date`; the tick's own `setImmediate` goes on.
 */
import { afterEach, beforeEach, vi } from 'vitest';
import { HypChat, type HypChatOptions, type WaitEvent } from '../../src/index.ts';
import { quiet } from './heldApi.ts';

export const TOKEN = 'secret-token-of-ann';

/** A request, as the server got it. */
export interface TimedRequest {
  readonly line: string;
  /** Which one it is, from 1 on. */
  readonly count: number;
}

export interface TimedApi {
  readonly hc: HypChat;
  /** What was asked, with the milliseconds since the test began: `0 GET /v2/room/1`. */
  readonly asked: string[];
  readonly waits: WaitEvent[];
}

/** What the server says; an error is a connection that breaks. */
export type Answering = (request: TimedRequest) => Response | Error | Promise<Response>;

/** Stops the clock for each test of a file. */
export function stopClock(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
}

/** Lets time pass, and everything happen that is due by then. */
export async function pass(ms: number): Promise<void> {
  await quiet();
  for (const end = performance.now() + ms; performance.now() < end; ) {
    const next = Math.min(250, end - performance.now());
    await vi.advanceTimersByTimeAsync(next);
    await quiet();
  }
}

/** A server that answers at once. */
export function timedApi(answer: Answering, options: HypChatOptions = {}): TimedApi {
  const start = performance.now();
  const asked: string[] = [];
  const waits: WaitEvent[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { method, url } = new Request(input, init);
    const { pathname, search } = new URL(url);
    const line = `${method} ${decodeURIComponent(pathname + search)}`;
    asked.push(`${Math.round(performance.now() - start)} ${line}`);
    const given = await answer({ line, count: asked.length });
    if (given instanceof Error) throw given;
    return given;
  };
  const on = { wait: (event: WaitEvent) => waits.push(event), unsent: () => {}, ...options.on };
  return { hc: new HypChat(TOKEN, { fetch, ...options, on }), asked, waits };
}

/** A room, whichever it is. */
export const room = (headers: Readonly<Record<string, string>> = {}): Response =>
  Response.json(
    { id: 1, name: 'Ops', links: { self: 'https://api.hipchat.com/v2/room/1' } },
    { headers },
  );

/** The moment `seconds` from now, by a clock that is wrong by `offByS`, as a server writes it. */
export const moment = (seconds: number, offByS = 0): string =>
  String(Math.floor(Date.now() / 1000) + offByS + seconds);

/** The `Date` of an answer, by a clock that is wrong by `offByS`. */
export const dateHeader = (offByS = 0): Record<string, string> => ({
  date: new Date(Date.now() + offByS * 1000).toUTCString(),
});

/** A refusal for too many requests. */
export const tooMany = (headers: Readonly<Record<string, string>> = {}): Response =>
  Response.json(
    { error: { code: 429, type: 'Too Many Requests', message: 'Rate Limit exceeded' } },
    { status: 429, headers },
  );
