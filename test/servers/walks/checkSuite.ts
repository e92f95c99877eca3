/** Tests of a server: all of its walks. */
import { describe, expect } from 'vitest';
import { itOn } from '../itOn.ts';
import type { RunningServer } from '../startServer.ts';
import { measureWalk, type ServerWalk, type Suite, textOf } from './serverWalk.ts';

/** Tests each walk of a suite. @param server - Gives the server, once it runs. */
export function checkWalks<Root>(suite: Suite<Root>, server: () => RunningServer): void {
  describe(`${suite.name} is walked with as few requests as by hand`, () => {
    for (const walk of suite.walks) {
      itOn(suite.needs)(textOf(walk), () => checkWalk(walk, suite, server()));
    }
  });
}

/** Holds that a walk gives in each hand the same, and costs no more than is said. */
async function checkWalk<Root>(
  walk: ServerWalk<Root>,
  suite: Suite<Root>,
  server: RunningServer,
): Promise<void> {
  const { costs, gave } = await measureWalk(walk, suite, server);
  expect(gave.plain).toEqual(gave.here);
  expect(gave.again).toEqual(gave.here);
  expect(gave.hand).toEqual(gave.here);
  if (walk.because === undefined) expect(costs.here).toBe(costs.hand);
  else expect(costs.here).toBeGreaterThan(costs.hand);
  expect(costs.here).toBeLessThanOrEqual(costs.once);
}
