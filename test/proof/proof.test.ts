/**
 * The proof: in drawn worlds the planner sends the fewest requests, and gives what the plain walk gives.
 *
 * `PROOF_RUNS` is the number of worlds (1,000), `PROOF_SEED` draws other ones, `PROOF_SHOW` asks for more counterexamples
 * (1). They are shrunk, and shown with their chains, map, the documents that matter, what was sent, and what would have
 * been enough.
 */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { MISBEHAVIOURS } from './answer.ts';
import { differenceFromLeast, differenceFromPlain, walkWell } from './compare.ts';
import { worlds } from './draw.ts';
import { mixOf } from './mix.ts';
import { shrink, sizeOf, sortOf } from './shrink.ts';
import type { World } from './world.ts';

const RUNS = Number(process.env.PROOF_RUNS ?? 1000);
const SEED = Number(process.env.PROOF_SEED ?? 202);
/** How many counterexamples a failure shows; with 0, it shows the first as it was drawn, and looks no further. */
const SHOWN = Number(process.env.PROOF_SHOW ?? 1);
const TIMEOUT_MS = 60_000 + RUNS * 60;

const drawn: readonly World[] = fc.sample(worlds, { numRuns: RUNS, seed: SEED });

/** Fails with the smallest counterexamples that shrinking finds. */
async function holdsInAll(
  difference: (world: World) => Promise<string | undefined>,
): Promise<void> {
  const isOne = async (world: World): Promise<boolean> => (await difference(world)) !== undefined;
  const found: World[] = [];
  for (const world of drawn) {
    if (!(await isOne(world))) continue;
    if (SHOWN === 0) throw new Error(await difference(world));
    found.push(world);
  }
  if (found.length === 0) return;
  const shrunk: World[] = [];
  for (const world of found.slice(0, 20 * SHOWN)) shrunk.push(await shrink(world, isOne));
  shrunk.sort((one, other) => sizeOf(one) - sizeOf(other));
  const sorts = new Map(shrunk.toReversed().map((world) => [sortOf(world), world]));
  const texts: string[] = [];
  for (const world of [...sorts.values()].reverse().slice(0, SHOWN))
    texts.push((await difference(world)) ?? '');
  throw new Error(`${found.length} of ${RUNS} worlds (PROOF_SEED=${SEED}):\n${texts.join('\n\n')}`);
}

beforeAll(() => {
  console.info(`proof: ${RUNS} worlds, PROOF_SEED=${SEED}`);
});

describe('the drawn worlds', () => {
  it(
    'are hard enough',
    async () => {
      // What the planner spends is the least: that is what the proof is about.
      const costs = [];
      for (const world of drawn) {
        const { log, rounds } = await walkWell(world);
        costs.push({ requests: log.length, rounds });
      }
      const mix = mixOf(drawn, costs);
      console.info(mix);

      expect(mix.threeRequests).toBeGreaterThanOrEqual(0.3);
      expect(mix.limitExpansion).toBeGreaterThanOrEqual(0.3);
      expect(mix.argumentsOfActions).toBeGreaterThanOrEqual(0.06);
      expect(mix.pipelines).toBeGreaterThanOrEqual(0.2);
      expect(mix.severalStages).toBeGreaterThanOrEqual(0.1);
      expect(mix.searches).toBeGreaterThanOrEqual(0.07);
      expect(mix.forEach).toBeGreaterThanOrEqual(0.01);
      expect(mix.loops).toBeGreaterThanOrEqual(0.05);
    },
    TIMEOUT_MS,
  );
});

describe('the planner', () => {
  it(
    'sends the fewest requests in the fewest rounds',
    () => holdsInAll((world) => differenceFromLeast(world)),
    TIMEOUT_MS,
  );

  it(
    'gives what the plain walk gives, and costs no more',
    () => holdsInAll((world) => differenceFromPlain(world, undefined)),
    TIMEOUT_MS,
  );

  it.each(MISBEHAVIOURS)(
    'gives what the plain walk gives, for one request more at most, where the server %s',
    (fault) => holdsInAll((world) => differenceFromPlain(world, fault)),
    TIMEOUT_MS,
  );
});
