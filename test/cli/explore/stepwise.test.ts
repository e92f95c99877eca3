/** The client that the explorer compares with: no worse than what somebody writes by hand, and no better than the library. */
import { describe, expect, it } from 'vitest';
import { plainRoot } from '../../../bench/plainWalk.ts';
import { walks } from '../../../bench/walks.ts';
import { createServer, serve } from '../../../server/src/index.ts';
import { createStepwise } from '../../../src/cli/explore/planners.ts';
import { HypChat } from '../../../src/index.ts';

type Root = (endpoint: string, token: string) => HypChat;

/** The requests of a walk on a server of its own. */
async function countOf(run: (root: HypChat) => readonly PromiseLike<unknown>[], root: Root) {
  const server = createServer({ sample: true, rateLimit: 0, floodLimit: 0 });
  const served = await serve(server);
  try {
    await Promise.all(run(root(served.url, server.mintToken())));
    return server.requestCount;
  } finally {
    await served.close();
    server.close();
  }
}

describe('a walk step by step', () => {
  it.each(walks.map((walk) => [walk.text, walk] as const))(
    'of %s sends no more than a loop by hand, and no less than one plan',
    async (_text, { run }) => {
      const [byHand, steps, planned] = await Promise.all([
        countOf(run, plainRoot),
        countOf(run, (endpoint, token) => createStepwise({ endpoint, token })),
        countOf(run, (endpoint, token) => new HypChat(token, { endpoint })),
      ]);

      expect(steps).toBeLessThanOrEqual(byHand);
      expect(steps).toBeGreaterThanOrEqual(planned);
    },
  );
});
