/**
 * Takes the guards of the kernel out, one at a time, and holds that a test falls for each: `npm run mutate`.
 *
 * A guard is a piece of text in a source file and what stands there without it: each room's are in `guards/`. Each is
 * taken out in a copy of the tree, and the tests of the kernel run there (`plant.ts`).
 */

import { globSync } from 'node:fs';
import { ACTION_GUARDS } from './guards/actions.ts';
import { DIALECT_GUARDS } from './guards/dialects.ts';
import { ENGINE_GUARDS } from './guards/engine.ts';
import { EXPLORER_GUARDS } from './guards/explorer.ts';
import type { Guard } from './guards/Guard.ts';
import { HTTP_GUARDS } from './guards/http.ts';
import { LAMBDA_GUARDS } from './guards/lambdas.ts';
import { LOOP_GUARDS } from './guards/loops.ts';
import { PROXY_GUARDS } from './guards/proxy.ts';
import { RATE_GUARDS } from './guards/rate.ts';
import { plantEach } from './plant.ts';

const GUARDS: readonly Guard[] = [
  ...EXPLORER_GUARDS,
  ...PROXY_GUARDS,
  ...HTTP_GUARDS,
  ...RATE_GUARDS,
  ...DIALECT_GUARDS,
  ...ENGINE_GUARDS,
  ...ACTION_GUARDS,
  ...LAMBDA_GUARDS,
  ...LOOP_GUARDS,
];

/** What holds the guards of chains and snapshots that name no tests. */
const OF_CHAINS = ['test/proxy', 'test/walk/snapshot.test.ts', 'test/walk/lambda.test.ts'];
/** What holds those of requests and of values: all that need no process of their own, which would be most of the time. */
const OF_REQUESTS = globSync('test/http/*.test.ts', { exclude: ['**/traceFile.test.ts'] });
// What chains cost the compiler is no matter of the kernel's guards, and slow.
const QUICK = '^(?!.*41 chain types)';

const testsOf = ({ file, tests }: Guard): readonly string[] =>
  tests ?? (file.startsWith('src/proxy/') ? OF_CHAINS : OF_REQUESTS);

const ALL = [...new Set(GUARDS.flatMap(testsOf))];
/** All of them at once, with browsers and commands among them, take their time on a busy machine. */
const LONGEST_OF_ALL_MS = 300_000;

await plantEach(
  GUARDS,
  (tree) => tree.run({ files: ALL, titles: QUICK }, LONGEST_OF_ALL_MS),
  (tree, guard) => tree.run({ files: testsOf(guard), titles: QUICK }),
);
