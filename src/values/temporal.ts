/**
 * The one Temporal of the program: the run-time's own, or else the polyfill that the main entry brings.
 *
 * The engine takes it from here and imports no polyfill, so that `hypchat/native` contains none.
 */
import type { Temporal } from 'temporal-polyfill';
import { tagOf } from './tagOf.ts';

/** What `Temporal` is, natively or not. */
export type TemporalNamespace = typeof Temporal;

let brought: TemporalNamespace | undefined;
let chosen: TemporalNamespace | undefined;

/** Gives a Temporal for run-times that have none. Where there is one, it is not used. */
export function bringTemporal(polyfill: TemporalNamespace): void {
  brought ??= polyfill;
}

/**
 * The Temporal whose classes all values have. Once it was asked for it stays, whatever is installed later.
 *
 * @throws {TypeError} When there is none, and nobody brought one.
 */
export function temporal(): TemporalNamespace {
  chosen ??= (globalThis as { Temporal?: TemporalNamespace }).Temporal ?? brought;
  if (chosen !== undefined) return chosen;
  throw new TypeError(
    "this run-time has no Temporal, and `hypchat/native` brings none: import from 'hypchat' instead",
  );
}

/** Whether the value is one of Temporal's, native or not. */
export function isTemporal(value: unknown): boolean {
  return tagOf(value).startsWith('Temporal.');
}
