/**
 * Sends one delivery: a POST, retried a few times where it is worth it.
 *
 * Follows no redirect: a redirect leads away from the address that was allowed.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** What is posted, where. */
export interface Letter {
  readonly url: URL;
  readonly body: string;
  /** Made anew for each try, because a signature's time runs out. */
  readonly headers: () => Record<string, string>;
  /** Asked before each further try: who may be told now may be told no more in a while. */
  readonly isWanted: () => boolean;
}

/** How it is sent. */
export interface Sending {
  /** How long to wait before each further try, in milliseconds. */
  readonly retryDelaysMs: readonly number[];
  readonly timeoutMs: number;
  /** Ends the waiting: the server closes. */
  readonly signal: AbortSignal;
}

/** What came of it. */
export interface Outcome {
  /** Of the last try; 0 where there was no answer. */
  readonly status: number;
  readonly tries: number;
  /** The answer's JSON; `undefined` where it has none. */
  readonly answer: unknown;
}

/** The longest answer that is read, in bytes. */
const longestAnswer = 65_536;

/** Posts until an answer settles it. Never fails. */
export async function post(letter: Letter, sending: Sending): Promise<Outcome> {
  const { retryDelaysMs, signal } = sending;
  for (let tries = 1; ; tries += 1) {
    const { status, answer } = await once(letter, sending);
    const delay = retryDelaysMs[tries - 1];
    const again = status === 0 || status === 429 || status >= 500;
    if (!again || delay === undefined || signal.aborted) return { status, tries, answer };
    await sleep(delay, undefined, { signal }).catch(() => undefined);
    if (signal.aborted || !letter.isWanted()) return { status, tries, answer };
  }
}

async function once(
  { url, body, headers }: Letter,
  { timeoutMs, signal }: Sending,
): Promise<{ status: number; answer: unknown }> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', ...headers() },
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    return { status: response.status, answer: response.ok ? await readJson(response) : undefined };
  } catch {
    return { status: 0, answer: undefined };
  }
}

async function readJson(response: Response): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop ends the reading.
    if (size > longestAnswer) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  try {
    return JSON.parse(text + decoder.decode());
  } catch {
    return undefined;
  }
}
