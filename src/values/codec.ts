/**
 * The one place where text on the wire becomes a Temporal value, and a Temporal value becomes text.
 *
 * Which field has which codec stands in the link maps.
 */
import type { Temporal } from 'temporal-polyfill';
import type { Json } from './json.ts';
import { tagOf } from './tagOf.ts';
import { temporal } from './temporal.ts';

/** How a field's text on the wire becomes a value, and back. */
export type Codec = 'string' | 'number' | 'boolean' | 'instant' | 'json';

/**
 * The value that a field shows.
 *
 * @param json - As it came. A moment that cannot be read is `undefined`, for its type has no text in its place; one odd
 *   field of an old server must not hide the others.
 * @param unreadable - Is told of that.
 */
export function decode(codec: Codec, json: Json, unreadable?: () => void): unknown {
  if (codec !== 'instant' || json === null) return json;
  const instant = toInstant(json);
  if (instant === undefined) unreadable?.();
  return instant;
}

/**
 * The moment that a text or number means.
 *
 * @param json - ISO 8601 with or without an offset (without one, UTC is meant), the same with its microseconds
 *   behind it as exports have it, or the seconds since 1970-01-01T00:00:00Z as a number or digits, with or
 *   without a fraction; with 13 digits, the milliseconds.
 * @returns `undefined` when it is none of these.
 *
 * @example
 * ```ts
 * toInstant('2013-11-07T17:57:11+00:00')?.toString()
 * //=> '2013-11-07T17:57:11Z'
 * toInstant('1421029691')?.toString()
 * //=> '2015-01-12T02:28:11Z'
 * ```
 */
export function toInstant(json: Json): Temporal.Instant | undefined {
  const text = typeof json === 'number' ? String(json) : json;
  if (typeof text !== 'string') return undefined;
  try {
    // As nearly all moments are written.
    if (hasZone(text)) return temporal().Instant.from(text);
    const number = /^(-?)(\d{1,13})(?:\.(\d{1,9})\d*)?$/.exec(text);
    if (number) {
      const [, sign, whole = '', fraction = ''] = number;
      // In seconds, 13 digits would be some 30,000 years away.
      const digits = whole.length === 13 ? 6 : 9;
      const nanoseconds = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'));
      return temporal().Instant.fromEpochNanoseconds(sign ? -nanoseconds : nanoseconds);
    }
    // Exports write the microseconds behind it: `2018-08-08T14:23:54Z 626267`.
    const exported = /^(\S+\d)Z (\d{6})$/.exec(text);
    if (exported) return temporal().Instant.from(`${exported[1]}.${exported[2]}Z`);
    return temporal().PlainDateTime.from(text).toZonedDateTime('UTC').toInstant();
  } catch {
    return undefined;
  }
}

/** Whether a text says where on earth its time of day is meant. A date alone ends like an offset. */
function hasZone(text: string): boolean {
  return /\d[T ]\d.*(?:Z|[+-]\d\d(?::?\d\d)?)(?:\[[^\]]*\])*$/i.test(text);
}

/** Whether a moment is later than another one; where one of them is none, it is not. */
export function isLater(text: string, than: string): boolean {
  const [one, other] = [toInstant(text), toInstant(than)];
  return one !== undefined && other !== undefined && temporal().Instant.compare(one, other) > 0;
}

/** The moment a second after another one, as text, without a fraction; what is no moment stays as it is. */
export function aSecondLater(text: string): string {
  const instant = toInstant(text);
  if (instant === undefined) return text;
  return instant
    .round({ smallestUnit: 'second', roundingMode: 'floor' })
    .add({ seconds: 1 })
    .toString();
}

/** Whether the value is a moment that `encodeInstant` can write. */
export function isMoment(value: unknown): boolean {
  return MOMENTS.has(tagOf(value));
}

const MOMENTS: ReadonlySet<string> = new Set([
  'Temporal.Instant',
  'Temporal.ZonedDateTime',
  'Temporal.PlainDateTime',
  'Temporal.PlainDate',
  'Date',
]);

/**
 * The text of a moment, in UTC.
 *
 * @param value - An `Instant`, a `ZonedDateTime`, a `PlainDateTime` or `PlainDate` (meant as UTC), a `Date`, or what
 *   `toInstant` reads. A text with an offset is left as it is.
 */
export function encodeInstant(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') {
    const isWhole = typeof value === 'string' && hasZone(value) && value.includes('T');
    return isWhole ? value : String(toInstant(value) ?? value);
  }
  if (value instanceof Date) return value.toISOString();
  switch (tagOf(value)) {
    case 'Temporal.PlainDateTime':
      return `${String(value)}Z`;
    case 'Temporal.PlainDate':
      return `${String(value)}T00:00:00Z`;
    case 'Temporal.ZonedDateTime':
      return (value as Temporal.ZonedDateTime).toInstant().toString();
    default:
      return String(value);
  }
}

/** The name of the time zone in which a moment is given; `undefined` where it has none, or only an offset. */
export function zoneOf(value: unknown): string | undefined {
  if (tagOf(value) !== 'Temporal.ZonedDateTime') return undefined;
  const { timeZoneId } = value as Temporal.ZonedDateTime;
  return /^[+-]/.test(timeZoneId) ? undefined : timeZoneId;
}

/** A value of the codec's type for a lambda that is read before it runs. */
export function sampleOf(codec: Codec): unknown {
  switch (codec) {
    case 'string':
      return '';
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'instant':
      return temporal().Instant.fromEpochMilliseconds(0);
    case 'json':
      return Object.freeze({});
  }
}
