/** OData v4, on SAP CAP's sample. */
import { afterAll, beforeAll } from 'vitest';
import { isInstalled } from './isInstalled.ts';
import type { RunningServer } from './startServer.ts';
import { checkWalks } from './walks/checkSuite.ts';
import { odataSuite as suite } from './walks/odata.ts';

let server: RunningServer;
beforeAll(async () => {
  if (isInstalled(suite.needs)) server = await suite.start();
});
afterAll(() => server?.close());

checkWalks(suite, () => server);
