/**
 * How much of a resource a representation holds, as link maps say it.
 */

/** A named form in which a resource arrives, from the least to the fullest. */
export type Level = 'ref' | 'stub' | 'whole';

/** What holds a name: a representation from there on, or none before it was asked to be expanded. */
export type Held = Level | 'expansion';

/** The least representation of its owner that a name comes with. */
export function levelOf({ in: held }: { readonly in: Held }): Level {
  return held === 'expansion' ? 'whole' : held;
}

/** In their order: each holds what those before it hold. */
const SCALE: readonly (Held | undefined)[] = ['ref', 'stub', 'whole', 'expansion'];

/** Whether a representation holds what some representation holds first. */
export function holds(level: Level, held: Held): boolean {
  return SCALE.indexOf(held) <= SCALE.indexOf(level);
}

/** The one of two that comes later on the scale; the other one, where one is not there. */
export function fullerOf<T extends Held | undefined>(one: T, other: T): T {
  return SCALE.indexOf(one) < SCALE.indexOf(other) ? other : one;
}
