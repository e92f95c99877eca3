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

/**
 * Tests each walk of a suite with a client that chooses fields: it gives the same by as many requests, and all of those that choose
 * are answered by fewer bytes. One answer alone may be longer: it may repeat its own address.
 *
 * @param isChosen - Whether a request chooses.
 */
export function checkSelecting<Root>(
  suite: Suite<Root>,
  server: () => RunningServer,
  isChosen: (request: string) => boolean,
): void {
  const { openSelecting } = suite;
  if (openSelecting === undefined) throw new Error(`${suite.name} chooses no fields`);
  const count = async (
    { run }: ServerWalk<Root>,
    open: (server: RunningServer) => Root,
  ): Promise<{ given: unknown; requests: readonly string[]; bytes: number }> => {
    server().forget();
    const given: unknown = JSON.parse(JSON.stringify((await run(open(server()))) ?? null));
    return { given, requests: [...server().requests], bytes: server().bytes() };
  };
  describe(`${suite.name} where fields are chosen`, () => {
    for (const walk of suite.walks) {
      itOn(suite.needs)(`gives the same by as many requests: ${textOf(walk)}`, async () => {
        const whole = await count(walk, suite.open);
        const chosen = await count(walk, openSelecting);

        expect(chosen.given).toEqual(whole.given);
        expect(chosen.requests).toHaveLength(whole.requests.length);
      });
    }

    itOn(suite.needs)('answers by fewer bytes', async () => {
      let [whole, chosen, walks] = [0, 0, 0];
      for (const walk of suite.walks) {
        const { requests, bytes } = await count(walk, openSelecting);
        if (!requests.some(isChosen)) continue;
        walks += 1;
        chosen += bytes;
        whole += (await count(walk, suite.open)).bytes;
      }

      // The others end at a thing, or at a loop over things, or ask for several by their ids, which come whole.
      expect(walks).toBeGreaterThanOrEqual(suite.walks.length - 3);
      expect(chosen).toBeLessThan(whole);
    });
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
