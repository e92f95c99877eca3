/** JSON:API, on the example of jsonapi-server. */
import { afterAll, beforeAll } from 'vitest';
import { isInstalled } from './isInstalled.ts';
import type { RunningServer } from './startServer.ts';
import { checkWalks } from './walks/checkSuite.ts';
import { jsonApiSuite as suite } from './walks/jsonapi.ts';

let server: RunningServer;
beforeAll(async () => {
  if (isInstalled(suite.needs)) server = await suite.start();
});
afterAll(() => server?.close());

checkWalks(suite, () => server);
