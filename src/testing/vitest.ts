/**
 * hypchat/testing/vitest: a setup file for vitest. `setupFiles: ['hypchat/testing/vitest']` tells it how chains, snapshots and
 * moments are compared and printed, and adds `toCost`, `toCostAtMost` and `toSend`, with their types.
 */
import { expect } from 'vitest';
import type { ChainMatchers } from './matchers.ts';
import { register } from './register.ts';

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown>
    extends ChainMatchers<R> {}
}

register(expect);
