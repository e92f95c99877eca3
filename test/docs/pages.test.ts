/**
 * Every example of the README and of the pages is run, unless its page has a test of its own, and what it says of itself is held. All of
 * them compile as well, with what the page takes as given.
 */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { liveServer } from '../helpers/live.ts';
import { show } from '../types/languageServer.ts';
import { blocksOf, isRunWithPages, PAGES } from './blocks.ts';
import { runExample } from './examples.ts';
import { given, programOf } from './given.ts';

const HERE = fileURLToPath(new URL('examples.ts', import.meta.url));
const pages = PAGES.map((page) => ({ page, examples: blocksOf(page).filter(isRunWithPages) }));

describe.each(pages.filter(({ examples }) => examples.length > 0))('$page', ({ examples }) => {
  describe.each(examples)('$title', (example) => {
    const live = liveServer();

    it('gives and sends what it says', async () => {
      await runExample(example, live, given(live));
    });
  });
});

it('compiles, every block of it', { timeout: 300_000 }, async () => {
  const examples = pages.flatMap((page) => page.examples);
  const { errors } = await show(HERE, programOf(examples.map(({ code }) => code)), []);
  // An example may name what its reader goes on with.
  const isUnused = /is declared but its value is never read|elements are unused/;

  expect(errors.filter(({ message }) => !isUnused.test(message))).toEqual([]);
});
