import { equality } from './equality.ts';
import { matchers } from './matchers.ts';
import { serializer } from './serializer.ts';

/** What is used of the `expect` of a runner. */
export interface Registering {
  /** Takes testers for `toEqual`, as Jest's and vitest's `expect` do. */
  addEqualityTesters?(testers: (typeof equality)[]): void;
  /** Takes a serializer for failures and snapshots. */
  addSnapshotSerializer?(serializer: unknown): void;
  /** Takes matchers by their names. */
  extend?(
    added: Record<string, (this: never, received: never, ...expected: never[]) => unknown>,
  ): void;
}

/**
 * Tells a runner all of this: when two chains or moments are equal, how they are printed, and `toCost`, `toCostAtMost` and `toSend`.
 * Once for each file of tests: in a setup file, or at the top of one.
 *
 * The setup files `hypchat/testing/vitest` and `hypchat/testing/jest` do it, and bring the types of the matchers.
 *
 * @param expect - That of vitest or of Jest.
 * @throws {TypeError} When it cannot be told how to compare.
 *
 * @example
 * ```ts
 * import { expect } from 'vitest';
 * import { register } from 'hypchat/testing';
 *
 * register(expect);
 * ```
 */
export function register(expect: Registering): void {
  if (typeof expect?.addEqualityTesters !== 'function') {
    throw new TypeError(
      '`register` takes the `expect` of a test runner that has `addEqualityTesters`',
    );
  }
  expect.addEqualityTesters([equality]);
  expect.addSnapshotSerializer?.(serializer);
  expect.extend?.({ ...matchers });
}
