import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer, type HypchatServer, type Served, serve } from '../../server/src/index.ts';
import { type Outcome, REFUSED } from './cases.ts';
import { MACHINES, missingMachines } from './machines.ts';

const CASES = fileURLToPath(new URL('cases.ts', import.meta.url));
/** Where every run-time has to be there, none may be skipped. */
const ALL = process.env.EVERY_RUNTIME === '1';

/** The bytes of files are no part of the API, and the server does not list who fetches them. */
const ofServer = (path: string): boolean =>
  !path.endsWith('/statistics') && !path.startsWith('GET /files/');

describe.each(MACHINES)('$name', (machine) => {
  let server: HypchatServer;
  let served: Served;
  beforeAll(async () => {
    server = createServer({
      sample: true,
      rateLimit: 0,
      floodLimit: 0,
      cors: ['*'],
      faults: [{ fault: 'latency', ms: 20_000, path: '/room/Lobby/statistics' }],
    });
    served = await serve(server);
  });
  afterAll(async () => {
    await served.close();
    server.close();
  });

  it.for(['main', 'native'] as const)(
    'walks, loops, acts, fails and aborts as everywhere, by the %s entry',
    { timeout: 60_000 },
    async (entry, { skip }) => {
      const missing = machine.missing();
      if (missing !== undefined && !ALL) skip(`not here: ${missing}`);
      const before = server.requestCount;

      const args = [entry, served.url, server.mintToken()];
      const { ran, failed, sent, temporal } = (await machine.run(CASES, args)) as Outcome;

      expect(failed).toEqual({});
      expect(temporal).toBe(machine.temporal);
      if (entry === 'native' && temporal === 'polyfill') expect(ran).toEqual([REFUSED]);
      else expect(ran.length).toBeGreaterThan(25);
      // What clients say that they send is what arrives, but for what was given up on the way.
      const came = server.requests
        .slice(server.requests.length - (server.requestCount - before))
        .filter(({ method }) => method !== 'OPTIONS')
        .map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
      expect(came.filter(ofServer)).toEqual(sent.filter(ofServer));
    },
  );
});

// A skipped test is easily overlooked.
afterAll(() => {
  if (!ALL) for (const line of missingMachines()) console.warn(`SKIPPED: ${line}`);
});
