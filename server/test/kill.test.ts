import { describe, expect, it } from 'vitest';
import { killAgainAndAgain } from './proofs/kill.ts';

describe('a server that is killed in the middle of writes', () => {
  // A hundred times by `npm run prove:kill`.
  it('has what it acknowledged, and what it has is whole', async () => {
    const report = await killAgainAndAgain(3);

    expect(report).toMatchObject({ broken: [], kills: 3, lost: [] });
    expect(report.acknowledged).toBeGreaterThan(0);
  }, 120_000);
});
