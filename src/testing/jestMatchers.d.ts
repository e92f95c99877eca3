/**
 * The types of `hypchat/testing/jest`, as they are shipped: the matchers, for `@types/jest` and for `@jest/globals`, whose
 * own matchers are declared in `expect`.
 */
import type { ChainMatchers } from 'hypchat/testing';

declare global {
  namespace jest {
    interface Matchers<R, T> extends ChainMatchers<R> {}
  }
}

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends ChainMatchers<R> {}
}
