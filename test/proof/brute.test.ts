/**
 * The judge is judged: the oracle against brute force, which tries every set of requests, in worlds small enough.
 */
import { describe, expect, it } from 'vitest';
import { BruteForce } from './brute.ts';
import { drawTiny } from './drawTiny.ts';
import type { Cost } from './free.ts';
import { worstCost } from './oracle.ts';
import { showWorld } from './show.ts';
import { NotSearched } from './sort.ts';
import { numbersOf } from './tape.ts';
import type { World } from './world.ts';

const RUNS = Number(process.env.BRUTE_RUNS ?? 20);
const SEED = Number(process.env.PROOF_SEED ?? 202);
/** Where there are more sets of requests, a world is left out, and counted. */
const MOST_SETS = 5000;

function leastOf(worlds: readonly World[], most: number): Cost | undefined | 'too much' {
  try {
    return new BruteForce(worlds, MOST_SETS).least(most);
  } catch (error) {
    if (error instanceof NotSearched) return 'too much';
    throw error;
  }
}

describe('the oracle', () => {
  it('finds what brute force finds', () => {
    const costs = new Map<string, number>();
    let compared = 0;
    let left = 0;
    for (let seed = SEED * 100_000; compared < RUNS; seed += 1) {
      const worlds = drawTiny(numbersOf(seed));
      const [free] = worlds ?? [];
      if (worlds === undefined || free === undefined) continue;
      const worst = worstCost(free);
      const least = leastOf(worlds, worst.requests);
      if (least === 'too much') {
        left += 1;
        continue;
      }
      compared += 1;
      const cost = `${worst.requests} in ${worst.rounds}`;
      costs.set(cost, 1 + (costs.get(cost) ?? 0));
      expect(least, `drawn by ${seed}\n${showWorld(free)}`).toEqual(worst);
    }
    console.info(
      `${compared} worlds, ${left} left out; requests in rounds:`,
      Object.fromEntries(costs),
    );
    // Worlds in which nothing can be chosen prove little.
    const one = costs.get('1 in 1') ?? 0;
    expect(compared - one).toBeGreaterThan(compared / 4);
  }, 600_000);
});
