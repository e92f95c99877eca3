/** HAL, on a12n-server. */
import { afterAll, beforeAll } from 'vitest';
import { isInstalled } from './isInstalled.ts';
import type { RunningServer } from './startServer.ts';
import { checkWalks } from './walks/checkSuite.ts';
import { halSuite as suite } from './walks/hal.ts';

let server: RunningServer;
beforeAll(async () => {
  if (isInstalled(suite.needs)) server = await suite.start();
});
afterAll(() => server?.close());

checkWalks(suite, () => server);
