/**
 * Each choice beside its row of the collected facts, and the proof that the server does it.
 *
 * A choice without a proof does not compile.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ChoiceName, choices } from '../src/choices/choices.ts';
import { addonProofs } from './choices/addons.ts';
import { fileProofs, oauthProofs, userProofs } from './choices/people.ts';
import type { Proofs } from './choices/proofs.ts';
import { readingProofs, roomProofs } from './choices/reading.ts';
import { testApi } from './helpers/testApi.ts';

const proofs: Proofs<ChoiceName> = {
  ...readingProofs,
  ...roomProofs,
  ...userProofs,
  ...fileProofs,
  ...oauthProofs,
  ...addonProofs,
};

describe('what nobody wrote down', () => {
  it.each(
    Object.keys(proofs).map((name) => ({
      name: name as ChoiceName,
      ...choices[name as ChoiceName],
    })),
  )('$row ($sure): $here', ({ name }) => proofs[name](testApi()));

  it('is all in the documentation, and nothing else is', () => {
    const docs = readFileSync(new URL('../../docs/server.md', import.meta.url), 'utf8');
    const rows = Object.values(choices).map(
      ({ row, sure, here }) => `| ${row} | ${sure} | ${here} |`,
    );

    expect(docs.split('\n').filter((line) => /^\| \d\.?\d* ?/.test(line))).toEqual(rows);
  });
});
