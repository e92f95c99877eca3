/** However a document names what it does not hold, the same chains give the same. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { worlds } from './draw.ts';
import { type Naming, walkNamed } from './named.ts';
import { showWorld } from './show.ts';
import { endOf } from './world.ts';

const drawn = fc.sample(worlds, { numRuns: Number(process.env.PROOF_RUNS ?? 400) / 10, seed: 1 });
const FAULTS = [undefined, 'ignores expansions', 'errors'] as const;

describe('what is named by no more than an id', () => {
  it.each<Naming>(['by an id beside', 'by an id in its place'])(
    'gives and costs %s what it does by its address',
    async (naming) => {
      for (const world of drawn) {
        for (const fault of FAULTS) {
          const named = await walkNamed(world, naming, fault);

          expect(named, showWorld(world)).toEqual(await walkNamed(world, 'by address', fault));
        }
      }
    },
  );

  it('gives on pages what it does where these hold more of their items, but for the pages themselves', async () => {
    for (const world of drawn) {
      // What is refused at its own address stands as a stub on other pages.
      for (const fault of [undefined, 'ignores expansions'] as const) {
        const { outcomes } = await walkNamed(world, 'on pages', fault);
        const byAddress = await walkNamed(world, 'by address', fault);
        const isShown = (_outcome: unknown, index: number): boolean =>
          ['page', 'items'].includes(endOf(world, world.chains[index] ?? []).ends);

        expect(
          outcomes.filter((each, index) => !isShown(each, index)),
          showWorld(world),
        ).toEqual(byAddress.outcomes.filter((each, index) => !isShown(each, index)));
      }
    }
  });

  it('gives by its type and id what it does by its address, though a plan cannot foresee its kind', async () => {
    for (const world of drawn) {
      for (const fault of FAULTS) {
        const { outcomes } = await walkNamed(world, 'by type and id', fault);
        const byAddress = await walkNamed(world, 'by address', fault);

        expect(outcomes, showWorld(world)).toEqual(byAddress.outcomes);
      }
    }
  });
});
