/** All servers with their walks, for who counts them (`bench/servers.ts`). */
import { halSuite } from './walks/hal.ts';
import { jsonApiSuite } from './walks/jsonapi.ts';
import { odataSuite } from './walks/odata.ts';
import { measureWalk, type Suite, type WalkCosts } from './walks/serverWalk.ts';

/** A server whose walks can be counted. */
export interface Counting {
  readonly name: string;
  readonly needs: string;
  /** What each walk costs, on a server that was started for that, and why it costs more here where it does. */
  count(): Promise<readonly (WalkCosts & { readonly because?: string })[]>;
}

export const SUITES: readonly Counting[] = [
  counting(jsonApiSuite),
  counting(odataSuite),
  counting(halSuite),
];

function counting<Root>(suite: Suite<Root>): Counting {
  const { name, needs, walks } = suite;
  return {
    name,
    needs,
    async count() {
      const server = await suite.start();
      try {
        const all: (WalkCosts & { readonly because?: string })[] = [];
        for (const walk of walks) {
          const { costs } = await measureWalk(walk, suite, server);
          const { because } = walk;
          all.push({ ...costs, ...(because !== undefined && { because }) });
        }
        return all;
      } finally {
        await server.close();
      }
    },
  };
}
