/**
 * Moments that headers name, as lengths from the moment of the answer on.
 *
 * They are measured by the answer's own `Date`, so that a local clock that is wrong does no harm.
 */

/** Fewer seconds than that are no moment since 1970 that a server could mean, but a length. */
const LEAST_MOMENT_S = 100_000_000;

/** When the server answered, in milliseconds since 1970; by the local clock where it does not say. */
export function answeredAt(headers: Headers): number {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? Date.now() : date;
}

/**
 * How long it is until a reset.
 *
 * @param reset - Seconds since 1970, or seconds from now where the number is too small for that.
 * @returns Milliseconds, 0 for what is past; `undefined` for what is no number.
 */
export function untilReset(reset: string | null, headers: Headers): number | undefined {
  const seconds = toNumber(reset);
  if (seconds === undefined) return undefined;
  if (seconds < LEAST_MOMENT_S) return seconds * 1000;
  return Math.max(0, seconds * 1000 - answeredAt(headers));
}

/**
 * What `Retry-After` says: seconds, or a date.
 *
 * @returns Milliseconds; `undefined` without the header.
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after');
  const seconds = toNumber(text);
  if (seconds !== undefined) return seconds * 1000;
  const date = Date.parse(text ?? '');
  return Number.isNaN(date) ? undefined : Math.max(0, date - answeredAt(headers));
}

/** A number from 0 on, with digits only: `Number` also reads `''`, `0x10` and `1e9`. */
export function toNumber(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}
