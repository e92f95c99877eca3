/** The judges share nothing with what they judge: whatever they import, and what that imports, stands here. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const HERE = new URL('./', import.meta.url);

/** A module and all that it imports, types left out or not: by their addresses. */
function closureOf(module: string): readonly string[] {
  const found = new Set([new URL(module, HERE).href]);
  for (const url of found) {
    // A package imports what it likes.
    if (!url.startsWith('file:')) continue;
    const text = readFileSync(new URL(url), 'utf8');
    for (const [, from = ''] of text.matchAll(/(?:\bfrom |^import |\bimport\()'([^'\n]+)'/gm)) {
      if (from.startsWith('.')) found.add(new URL(from, url).href);
      else found.add(from);
    }
  }
  return [...found];
}

describe.each(['oracle.ts', 'plain.ts', 'brute.ts', 'answer.ts', 'byHand.test.ts'])(
  '%s',
  (module) => {
    it('imports nothing of the library', () => {
      const foreign = closureOf(module).filter(
        (url) => !url.startsWith(HERE.href) && url !== 'vitest' && url !== 'fast-check',
      );

      expect(foreign).toEqual([]);
    });
  },
);

it('would find what the one that is judged imports', () => {
  expect(closureOf('compare.ts').some((url) => url.includes('/src/plan/'))).toBe(true);
});
