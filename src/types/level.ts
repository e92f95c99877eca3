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
