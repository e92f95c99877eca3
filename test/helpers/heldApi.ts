/**
 * A made-up server whose answers wait until the test gives them, so that what happens while a request is on
 * its way can be tested without a clock.
 */
import { HypChat, type HypChatOptions, type Json } from '../../src/index.ts';

export interface HeldApi {
  readonly hc: HypChat;
  /** What was asked, in order: `GET /v2/room/42`, decoded. */
  readonly asked: readonly string[];
  /** Of these, what was given up before its answer. */
  readonly aborted: readonly string[];
  /** Waits until this was asked, and not answered yet. */
  arrival(line: string): Promise<void>;
  /** Answers what was asked, once it is. */
  answer(line: string, body?: Json, status?: number): Promise<void>;
}

interface Pending {
  readonly line: string;
  readonly answer: (response: Response) => void;
}

// Taken when this module loads, so that a test's fake timers do not catch it.
const { setTimeout, clearTimeout } = globalThis;
/** Only what is never asked takes so long: a busy machine may take its time to load a module first. */
const LONGEST_MS = 60_000;

/** A server that answers when it is told to. */
export function heldApi(options: HypChatOptions = {}): HeldApi {
  const asked: string[] = [];
  const aborted: string[] = [];
  const pending = new Set<Pending>();
  const waiting = new Set<() => void>();
  const fetch: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const line = `${request.method} ${decodeURIComponent(url.pathname + url.search)}`;
    asked.push(line);
    return new Promise((resolve, reject) => {
      const held = { line, answer: resolve };
      pending.add(held);
      for (const look of [...waiting]) look();
      request.signal.addEventListener('abort', () => {
        if (!pending.delete(held)) return;
        aborted.push(line);
        reject(request.signal.reason);
      });
    });
  };
  const arrived = (line: string): Promise<Pending> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        waiting.delete(look);
      };
      const look = (): void => {
        const held = [...pending].find((each) => each.line === line);
        if (held === undefined) return;
        end();
        resolve(held);
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`nobody asked ${line}, but ${asked.join(', ') || 'nothing'}`));
      }, LONGEST_MS);
      waiting.add(look);
      look();
    });
  return {
    hc: new HypChat('token', { ...options, fetch }),
    asked,
    aborted,
    arrival: async (line) => {
      await arrived(line);
    },
    answer: async (line, body, status = 200) => {
      const held = await arrived(line);
      pending.delete(held);
      held.answer(new Response(body === undefined ? null : JSON.stringify(body), { status }));
    },
  };
}

/** Lets everything happen that is due, without a clock. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await turnOver();
}

const turnOver = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
