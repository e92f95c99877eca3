import type { Temporal } from 'temporal-polyfill';

/**
 * A moment that the API is told.
 *
 * A `PlainDateTime`, a `PlainDate` (its first moment), and a text without an offset, are meant as UTC. The name of a `ZonedDateTime`'s zone goes along
 * where the API takes a time zone.
 */
export type Moment =
  | Temporal.Instant
  | Temporal.ZonedDateTime
  | Temporal.PlainDateTime
  | Temporal.PlainDate
  | Date
  | string;
