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

/** A server that answers when it is told to. */
export function heldApi(options: HypChatOptions = {}): HeldApi {
  const asked: string[] = [];
  const aborted: string[] = [];
  const pending = new Set<Pending>();
  const fetch: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const line = `${request.method} ${decodeURIComponent(url.pathname + url.search)}`;
    asked.push(line);
    return new Promise((resolve, reject) => {
      const held = { line, answer: resolve };
      pending.add(held);
      request.signal.addEventListener('abort', () => {
        if (!pending.delete(held)) return;
        aborted.push(line);
        reject(request.signal.reason);
      });
    });
  };
  const arrived = async (line: string): Promise<Pending> => {
    for (let turn = 0; turn < 1000; turn += 1) {
      for (const held of pending) if (held.line === line) return held;
      await turnOver();
    }
    throw new Error(`nobody asked ${line}, but ${asked.join(', ')}`);
  };
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
