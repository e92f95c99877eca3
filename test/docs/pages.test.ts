/** Every example of the README and of the pages on concepts is run, and what it says of itself is held. */
import { describe, it } from 'vitest';
import { liveServer } from '../helpers/live.ts';
import { examplesOf, runExample } from './examples.ts';

const PAGES = [
  'README.md',
  'docs/concepts/chains.md',
  'docs/concepts/requests.md',
  'docs/concepts/lambdas.md',
  'docs/concepts/errors.md',
];

describe.each(PAGES)('%s', (page) => {
  describe.each(examplesOf(page))('$title', (example) => {
    const live = liveServer();

    it('gives and sends what it says', async () => {
      await runExample(example, live);
    });
  });
});
