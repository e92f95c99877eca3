/**
 * A promise of what a chain gives. A chain is callable, and `expect(…).rejects` calls what it can, so that an
 * expectation has to be handed a promise.
 */
export function settle<T>(chain: PromiseLike<T>): Promise<T> {
  return Promise.resolve(chain);
}
