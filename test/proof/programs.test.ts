/**
 * What is drawn as programs: that it means something, and holds what people write. That they give by the library what
 * they give by hand is held by `proof.test.ts`, with the other sorts of worlds.
 */
import { describe, expect, it } from 'vitest';
import { mixOfPrograms } from './programsMix.ts';
import { programs } from './programsProof.ts';
import { isSound } from './programsSorts.ts';

const RUNS = Number(process.env.PROOF_RUNS ?? 500);
const SEED = Number(process.env.PROOF_SEED ?? 202);
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
    expect(mix.many).toBeGreaterThanOrEqual(0.25);
    expect(mix.keyed).toBeGreaterThanOrEqual(0.15);
    expect(mix.beside).toBeGreaterThanOrEqual(0.1);
    expect(mix.elsewhere).toBeGreaterThanOrEqual(0.05);
    expect(mix.omitsNull).toBeGreaterThanOrEqual(0.05);
    expect(mix.wrongTotals).toBeGreaterThanOrEqual(0.05);
    expect(mix.keepsJson).toBeGreaterThanOrEqual(0.4);
    expect(mix.strangeServers).toBeGreaterThan(0.4);
  });
});
