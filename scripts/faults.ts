/**
 * Plants faults into the planner, one at a time, and holds that the proof falls for each: `npm run proof:faults`.
 *
 * What is planted is in `planted.ts`. The proof runs over a hundred drawn worlds first, and over others only where
 * it did not fall; the column says what fell, and after how many worlds at most.
 */
import { NO_END, plantEach, type Tree } from './plant.ts';
import { FAULTS, type Planted } from './planted.ts';
import type { Result } from './testRunner.ts';

/** Where thousands of worlds are drawn beside other work, that takes its time. */
const LONGEST_MS = 900_000;

/** A hundred worlds are enough for most. Of others, those are tried first that showed something once. */
const STAGES = [
  { worlds: 100, tests: 'the drawn worlds' },
  { worlds: 100, tests: 'the worlds that showed something once' },
  { worlds: 1000, tests: 'the drawn worlds' },
  { worlds: 3000, tests: 'the drawn worlds' },
];

function prove(
  tree: Tree,
  { worlds, tests: titles }: (typeof STAGES)[number],
  fault?: Planted,
): Promise<Result> {
  const env = { PROOF_RUNS: String(worlds), PROOF_SHOW: '0' };
  const tests = fault?.isOfPages
    ? { files: ['test/proof/pages.test.ts'] }
    : { files: ['test/proof/proof.test.ts'], titles };
  return tree.run({ ...tests, env }, LONGEST_MS);
}

await plantEach(
  FAULTS,
  async (tree) => {
    let result: Result = { code: 0, by: '' };
    for (const stage of STAGES.slice(0, 2))
      if (result.code === 0) result = await prove(tree, stage);
    return result;
  },
  async (tree, fault) => {
    let result: Result = { code: 0, by: '' };
    for (const stage of STAGES) {
      result = await prove(tree, stage, fault);
      // A proof that came to no end has proved nothing.
      if (result.by === NO_END) return { ...result, code: 0 };
      if (result.code !== 0) return { ...result, by: `${stage.worlds} worlds: ${result.by}` };
    }
    return result;
  },
);
