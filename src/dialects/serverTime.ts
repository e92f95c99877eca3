/**
 * Moments that headers name, as lengths from the moment of the answer on.
 *
 * They are measured by the answer's own `Date`, so that a local clock that is wrong does no harm.
 */

/** Fewer seconds than that are no moment since 1970 that a server could mean, but a length. */
const LEAST_MOMENT_S = 100_000_000;
/** From there on, with 13 digits, a moment is in milliseconds: as seconds it would be some 30,000 years from now. */
const LEAST_MOMENT_MS = 1_000_000_000_000;
/** No API has a longer window: what is said to last longer was misread, or is wrong. */
const LONGEST_MS = 86_400_000;

/** When the server answered, in milliseconds since 1970; by the local clock where it does not say. */
function answeredAt(headers: Headers): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? Date.now() : date;
}

/** Whether a server can mean that somebody waits for as long: a day at most, in milliseconds. */
export function isBelievable(ms: number): boolean {
  return ms >= 0 && ms <= LONGEST_MS;
}

/**
 * How long it is until a reset.
 *
 * @param reset - Seconds since 1970, or milliseconds where it has 13 digits, or seconds from now where the number is
 *   too small for either.
 * @returns Milliseconds, 0 for what is past; `undefined` for what is no number, or more than a day.
 */
export function untilReset(reset: string | null, headers: Headers): number | undefined {
  const number = toNumber(reset);
  if (number === undefined) return undefined;
  if (number < LEAST_MOMENT_S) return believed(number * 1000);
  const moment = number < LEAST_MOMENT_MS ? number * 1000 : number;
  return believed(Math.max(0, moment - answeredAt(headers)));
}

/**
 * What `Retry-After` says: seconds, or a date. Some servers write the moment as a number, as resets are written.
 *
 * @returns Milliseconds; `undefined` without the header, or for more than a day.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after');
  if (toNumber(text) !== undefined) return untilReset(text, headers);
  const date = Date.parse(text ?? '');
  return Number.isNaN(date) ? undefined : believed(Math.max(0, date - answeredAt(headers)));
}

const believed = (ms: number): number | undefined => (isBelievable(ms) ? ms : undefined);

/** A number from 0 on, with digits only: `Number` also reads `''`, `0x10` and `1e9`. */
export function toNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}
