/** Holds a chain where a promise would send it. */
export interface Box<C> {
  /** The chain, as it was put in: nothing was sent for it. */
  readonly chain: C;
}

/**
 * Hands a chain through a promise unsent. An `async` function that returns a chain sends it, as `await` does;
 * one that returns a box does not.
 *
 * @example
 * ```ts
 * async function pick() {
 *   return box(hc.room('Ops'));
 * }
 * const { chain } = await pick(); // nothing sent
 * await chain.owner.email;
 * ```
 */
export function box<C>(chain: C): Box<C> {
  return Object.freeze({ chain });
}
