import { siteAbove } from '../proxy/site.ts';
import type { Action, Chain } from '../types/chain.ts';
import type { SentRequest } from '../walk/sentRequest.ts';
import { table, withoutOrigin } from '../walk/table.ts';
import { readChained } from './readChained.ts';

/** What a chain gave, and the requests that were really sent for it. */
export interface Trace<T> {
  readonly value: T;
  readonly requests: readonly SentRequest[];
  /** The requests as a table. */
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
  const text = (): string =>
    table(
      requests.map(({ method, url, body, status, reason }, index) => [
        String(index + 1),
        method,
        withoutOrigin(url),
        [
          String(status ?? 'no answer'),
          ...(body === undefined ? [] : [JSON.stringify(body)]),
          ...(reason === '' ? [] : [reason]),
        ].join(' · '),
      ]),
    ).join('\n');
  return Object.defineProperty({ value, requests }, 'toString', { value: text, enumerable: false });
}
