/** The worlds in which chains are awaited together, in one tick: the first sort of the proof. */
import * as fc from 'fast-check';
import { MISBEHAVIOURS } from './answer.ts';
import { differenceFromLeast, differenceFromPlain } from './compare.ts';
import { worlds } from './draw.ts';
import { differenceFromExplained } from './explained.ts';
import { shrink } from './shrink.ts';
import type { Sort } from './sort.ts';
import type { World } from './world.ts';

/** What is wrong in a world of this sort: with the results first, and with what they cost last. */
async function check(world: World): Promise<string | undefined> {
  const plain = await differenceFromPlain(world, undefined);
  if (plain !== undefined) return `gives or costs other than the plain walk\n${plain}`;
  for (const fault of MISBEHAVIOURS) {
    const difference = await differenceFromPlain(world, fault);
    if (difference === undefined) continue;
    return `gives or costs other than the plain walk where the server ${fault}\n${difference}`;
  }
  const least = await differenceFromLeast(world);
  if (least !== undefined) return `does not begin a least plan in each round\n${least}`;
  const explained = await differenceFromExplained(world);
  return explained === undefined ? undefined : `is not explained as it is sent\n${explained}`;
}

export const walks: Sort<World> = {
  name: 'walks',
  draw: (seed, count) => fc.sample(worlds, { numRuns: count, seed }),
  check,
  shrink,
};
