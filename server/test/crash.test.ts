import { describe, expect, it } from 'vitest';
import { crashInWrites, own } from './proofs/crash.ts';
import { faults } from './proofs/planted.ts';

// All kinds of writing, several times, by `npm run prove:crash`.
describe('a server that ends inside a write', () => {
  it('has what it acknowledged, and what it has is whole', async () => {
    const report = await crashInWrites(4, own);

    expect(report.broken).toEqual([]);
    expect(report.images).toBeGreaterThan(20);
  }, 120_000);

  it.each(faults)(
    'would be seen to lose something with journal_mode=$journal and synchronous=$synchronous',
    async (fault) => {
      const { broken } = await crashInWrites(16, { checkpoint: 30, ...fault }, true);

      expect(broken).not.toEqual([]);
    },
    120_000,
  );
});
