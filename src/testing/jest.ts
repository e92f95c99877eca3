/**
 * hypchat/testing/jest: a setup file for Jest. `setupFilesAfterEnv: ['hypchat/testing/jest']` tells it how chains, snapshots and
 * moments are compared and printed, and adds `toCost`, `toCostAtMost` and `toSend`.
 *
 * Its types stand in `jestMatchers.d.ts`, by hand: they add to those of Jest, which is not installed here.
 */
import { type Registering, register } from './register.ts';

const { expect } = globalThis as { readonly expect?: Registering };
if (expect === undefined) {
  throw new TypeError(
    '`hypchat/testing/jest` belongs into `setupFilesAfterEnv`, where Jest has its `expect`; ' +
      'with `injectGlobals: false`, call `register(expect)` of `hypchat/testing` instead',
  );
}
register(expect);
