/**
 * The second proof: drawn programs give by the library what they give by hand, for no more requests.
 *
 * `PROOF_RUNS` is the number of worlds (500), `PROOF_SEED` draws other ones. A failure shows the smallest program found
 * that fails in the same way, as code, with what was sent.
 */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { mixOfPrograms } from './programsMix.ts';
import { programs } from './programsProof.ts';
import { isSound } from './programsSorts.ts';

const RUNS = Number(process.env.PROOF_RUNS ?? 500);
const SEED = Number(process.env.PROOF_SEED ?? 202);
const TIMEOUT_MS = 120_000 + RUNS * 200;

const lines = await readFile(new URL('programsKept.jsonl', import.meta.url), 'utf8');
const kept = lines
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

const titleOf = (what: string | undefined): string | undefined => what?.split('\n')[0];

describe('the drawn programs', () => {
  const drawn = programs.draw(SEED, RUNS);

  it('mean something, each statement of them', () => {
    expect(drawn.filter((world) => !isSound(world))).toEqual([]);
  });

  it('hold what people write', () => {
    const mix = mixOfPrograms(drawn);
    console.info(`programs: ${RUNS} worlds, PROOF_SEED=${SEED}`, mix);

    expect(mix.snapshots).toBeGreaterThan(0.4);
    expect(mix.actions).toBeGreaterThan(0.3);
    expect(mix.loops).toBeGreaterThan(0.15);
    expect(mix.lambdas).toBeGreaterThan(0.2);
    expect(mix.strangeServers).toBeGreaterThan(0.4);
  });

  it(
    'give what they give by hand, do it once, and cost no more',
    async () => {
      const wrong: number[] = [];
      for (const [index, world] of drawn.entries()) {
        if ((await programs.check(world)) !== undefined) wrong.push(index);
      }
      const [first] = wrong.flatMap((index) => drawn[index] ?? []);
      if (first === undefined) return;
      const title = titleOf(await programs.check(first));
      const small = await programs.shrink(
        first,
        async (world) => titleOf(await programs.check(world)) === title,
      );
      const count = `${wrong.length} of ${RUNS} worlds (PROOF_SEED=${SEED}): ${wrong.join(' ')}`;
      throw new Error(`${count}\n${await programs.check(small)}`);
    },
    TIMEOUT_MS,
  );
});

describe('the programs that showed something once', () => {
  it.each(kept)('hold: $shows', async ({ world }) => {
    expect(await programs.check(world)).toBeUndefined();
  });
});
