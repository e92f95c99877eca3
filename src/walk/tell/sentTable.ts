import type { RequestEvent, ResponseEvent } from '../../http/events.ts';
import { remarks, table, withoutOrigin } from './table.ts';

/** A request that was sent, which may be on its way still. */
export interface TableRequest
  extends RequestEvent,
    Partial<Pick<ResponseEvent, 'ms' | 'status' | 'failure'>> {
  readonly body?: unknown;
  readonly reason?: string;
}

/**
 * Requests that were sent, as a table: `2  round 2  +33 ms  12 ms  GET  /v2/user/7  200`.
 *
 * What stands behind the round is when it was sent, after the first of them, and how long it took.
 */
export function sentTable(requests: readonly TableRequest[]): readonly string[] {
  const start = Math.min(...requests.map(({ began }) => began.epochMilliseconds));
  const times = requests.map(({ began, ms }) => [
    `+${began.epochMilliseconds - start} ms`,
    ms === undefined ? '' : `${Math.round(ms)} ms`,
  ]);
  const widths = [0, 1].map((column) => Math.max(...times.map((row) => row[column]?.length ?? 0)));
  return table(
    requests.map(({ round, method, url, status, body, reason = '' }, index) => [
      String(index + 1),
      round === undefined ? '' : `round ${round}`,
      ...(times[index] ?? []).map((time, column) => time.padStart(widths[column] ?? 0)),
      method,
      withoutOrigin(url),
      remarks(String(status ?? 'no answer'), body, reason),
    ]),
  );
}
