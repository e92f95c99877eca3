import { siteAbove } from '../proxy/site.ts';
import type { Action, Chain } from '../types/chain.ts';
import type { SentRequest } from '../walk/run/sentRequest.ts';
import { sentTable } from '../walk/tell/sentTable.ts';
import { readChained } from './readChained.ts';

/** What a chain gave, and the requests that were really sent for it. */
export interface Trace<T> {
  /** What awaiting the chain gives. */
  readonly value: T;
  /** In the order in which they ended. */
  readonly requests: readonly SentRequest[];
  /** The requests as a table: the round of each, when it was sent after the first, how long it took, what, what came. */
  toString(): string;
}

/**
 * Sends a chain like `await` does, and gives what it gave with the requests that were really sent for it.
 *
 * A request that other chains of the same tick shared is listed for each of them. An action that was sent
 * before is not sent again, and its trace is empty.
 *
 * @throws What awaiting the chain would reject with.
 */
export async function trace<T>(chain: Chain<T> | Action<T>): Promise<Trace<T>> {
  const site = siteAbove(trace);
  const read = readChained(chain, 'trace');
  const requests: SentRequest[] = [];
  // What awaiting the chain gives is said by its type alone.
  const value = (await read.client.want(read, requests, 'value', site)) as T;
  const text = (): string => sentTable(requests).join('\n');
  return Object.defineProperty({ value, requests }, 'toString', { value: text, enumerable: false });
}
