/**
 * Turns the database's times (whole seconds or microseconds since 1970) into HipChat's texts and back.
 *
 * HipChat had four formats. Three are made here: seconds with an offset (`created`), microseconds
 * with an offset (a message's `date`), and epoch seconds as text (a user's `last_active`).
 * Where time comes from is decided in `clock.ts`.
 */

const offsetFormats = new Map<string, Intl.DateTimeFormat>();

/** `2013-11-07T17:57:11+00:00` for seconds since 1970, `null` for `null`. */
export function formatSeconds(seconds: number): string;
export function formatSeconds(seconds: number | null): string | null;
export function formatSeconds(seconds: number | null): string | null {
  if (seconds === null) return null;
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}+00:00`;
}

/** `1421029691` as text, which is how HipChat gave a user's `last_active`; `null` for `null`. */
export function formatEpochText(seconds: number | null): string | null {
  return seconds === null ? null : String(seconds);
}

/**
 * `2018-01-04T10:16:02.809766+00:00` for microseconds since 1970.
 *
 * @param timezone - A name that `isTimezone` accepts; its offset at that moment is written.
 */
export function formatMicros(micros: number, timezone = 'UTC'): string {
  const millis = Math.floor(micros / 1000);
  const fraction = String(micros - millis * 1000).padStart(3, '0');
  const minutes = timezone === 'UTC' ? 0 : offsetMinutes(millis, timezone);
  const local = new Date(millis + minutes * 60_000).toISOString().slice(0, 23);
  return `${local}${fraction}${formatOffset(minutes)}`;
}

/** Whether the name is a time zone, such as `Europe/Berlin` or `UTC`. */
export function isTimezone(name: string): boolean {
  try {
    offsetFormat(name);
    return true;
  } catch {
    return false;
  }
}

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * Microseconds since 1970 for an ISO-8601 text, `undefined` where it is none.
 *
 * A date alone is its first moment. A time without an offset is read in `timezone`.
 */
export function parseIso(text: string, timezone = 'UTC'): number | undefined {
  const match = iso.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', offset] =
    match;
  const wall = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // `Date.parse` lets 31 February through as 3 March.
  if (Number.isNaN(wall) || new Date(wall).getUTCDate() !== Number(day)) return undefined;
  const micros = Number(fraction.padEnd(6, '0').slice(0, 6));
  const minutes = offset === undefined ? wallOffset(wall, timezone) : parseOffset(offset);
  return (wall - minutes * 60_000) * 1000 + micros;
}

/** The offset of a wall-clock time: that of the instant it names, found in two steps. */
function wallOffset(wall: number, timezone: string): number {
  if (timezone === 'UTC') return 0;
  const guess = offsetMinutes(wall, timezone);
  return offsetMinutes(wall - guess * 60_000, timezone);
}

function parseOffset(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  return sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2)));
}

function formatOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${hours}:${String(size % 60).padStart(2, '0')}`;
}

function offsetMinutes(millis: number, timezone: string): number {
  const parts = offsetFormat(timezone).formatToParts(millis);
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  // `GMT`, `GMT+05:30`, and before standard time `GMT-00:01:15`, whose seconds no offset can carry.
  const offset = /^GMT([+-]\d\d:\d\d)/.exec(name)?.[1];
  return offset === undefined ? 0 : parseOffset(offset);
}

function offsetFormat(timezone: string): Intl.DateTimeFormat {
  const known = offsetFormats.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    timeZoneName: 'longOffset',
  });
  // Spellings differ in case, so the number of names has no bound of its own.
  if (offsetFormats.size > 1000) offsetFormats.clear();
  offsetFormats.set(timezone, format);
  return format;
}
