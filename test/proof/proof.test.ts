/**
 * The proof: in drawn worlds the planner sends the fewest requests, and gives what the plain walk gives.
 *
 * Here in short, by one seed; `npm run proof` draws by many (`scripts/proof.ts`). `PROOF_RUNS` is the number of worlds
 * (80), `PROOF_SEED` draws other ones.
 */
import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { walkWell } from './compare.ts';
import { worlds } from './draw.ts';
import { mixOf } from './mix.ts';
import { MOST_UNSEARCHED, type Tally, titleOf } from './sort.ts';
import { sorts } from './sorts.ts';

const RUNS = Number(process.env.PROOF_RUNS ?? 80);
/** Of fewer worlds, a share says little. */
const MANY = 500;
const SEED = Number(process.env.PROOF_SEED ?? 202);
/** Whether a failure is shown as it was drawn, and nothing is looked for behind it. */
const IS_QUICK = process.env.PROOF_SHOW === '0';
const TIMEOUT_MS = 60_000 + RUNS * 60;

interface Kept {
  readonly sort: string;
  /** What the world showed when it was found. */
  readonly shows: string;
  readonly world: unknown;
}

const lines = await readFile(new URL('kept.jsonl', import.meta.url), 'utf8');
const kept = lines
  .trim()
  .split('\n')
  .map((line): Kept => JSON.parse(line));

describe.each(sorts)('the drawn worlds: $name', ({ name, prove, replay }) => {
  it(
    'are read as the plain walk reads them, by the least that the oracle finds',
    async () => {
      let tally: Tally = { worlds: 0, unsearched: 0, wrong: [] };
      // Where one is enough, no more are looked for than it takes to find it.
      await prove(SEED, RUNS, RUNS);
      for (let from = 0; from < RUNS; from += 100) {
        const { worlds, unsearched, wrong } = await prove(SEED, from, Math.min(RUNS, from + 100));
        tally = {
          worlds: tally.worlds + worlds,
          unsearched: tally.unsearched + unsearched,
          wrong: [...tally.wrong, ...wrong],
        };
        const [first] = wrong;
        if (IS_QUICK && first !== undefined) throw new Error(titleOf(first.what));
      }
      const [first] = tally.wrong;
      if (first !== undefined) {
        const command = `npm run proof -- --sort ${name} --seed ${SEED} --world ${first.index}`;
        const found = await replay(SEED, first.index);
        throw new Error(
          `${tally.wrong.length} of ${RUNS} worlds, the first by\n${command}\n${found?.text}`,
        );
      }

      console.info(`${name}: ${RUNS} worlds by the seed ${SEED}, ${tally.unsearched} not searched`);
      expect(tally.unsearched).toBeLessThanOrEqual(Math.ceil(RUNS * MOST_UNSEARCHED));
    },
    TIMEOUT_MS,
  );
});

describe('the worlds that showed something once', () => {
  it.each(kept)('hold: $shows', async ({ sort, world }) => {
    expect(await sorts.find(({ name }) => name === sort)?.checkKept(world)).toBeUndefined();
  });
});

const isByIds = (url: string): boolean => url.includes('?id=');
const isOfFields = (url: string): boolean => /[?&]only=/.test(url);

describe('the walks that are drawn', () => {
  it(
    'are hard enough',
    async () => {
      const drawn = fc.sample(worlds, { numRuns: Math.max(RUNS, MANY), seed: SEED });
      // What the planner spends is the least: that is what the proof is about.
      const costs = [];
      for (const world of drawn) {
        const { log, rounds } = await walkWell(world);
        const [byIds, ofFields] = [log.filter(isByIds).length, log.filter(isOfFields).length];
        costs.push({ requests: log.length, rounds, byIds, ofFields });
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
      expect(mix.many).toBeGreaterThanOrEqual(0.2);
      expect(mix.leavesOut).toBeGreaterThanOrEqual(0.08);
      expect(mix.keyed).toBeGreaterThanOrEqual(0.15);
      expect(mix.beside).toBeGreaterThanOrEqual(0.1);
      expect(mix.embeds).toBeGreaterThanOrEqual(0.02);
      expect(mix.elsewhere).toBeGreaterThanOrEqual(0.03);
      expect(mix.toNothing).toBeGreaterThanOrEqual(0.01);
      expect(mix.wrongTotals).toBeGreaterThanOrEqual(0.08);
      expect(mix.omitsNull).toBeGreaterThanOrEqual(0.1);
      expect(mix.keepsJson).toBeGreaterThanOrEqual(0.4);
      expect(mix.askedForMany).toBeGreaterThanOrEqual(0.03);
      expect(mix.selects).toBeGreaterThanOrEqual(0.3);
      expect(mix.selected).toBeGreaterThanOrEqual(0.2);
      expect(mix.selectedInVain).toBeGreaterThanOrEqual(0.01);
    },
    TIMEOUT_MS,
  );
});
