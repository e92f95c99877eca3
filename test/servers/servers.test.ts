/** That each of the servers starts by itself, and is reached through the proxy that counts. */
import { describe, expect } from 'vitest';
import { startHal } from './hal.ts';
import { itOn } from './itOn.ts';
import { startJsonApi } from './jsonapi.ts';
import { startOData } from './odata.ts';
import type { RunningServer } from './startServer.ts';

interface Known {
  readonly name: string;
  start(): Promise<RunningServer>;
  readonly path: string;
  headers(server: RunningServer): Record<string, string>;
}

const SERVERS: readonly Known[] = [
  { name: 'jsonapi-server', start: startJsonApi, path: '/rest/articles', headers: () => ({}) },
  {
    name: '@sap/cds',
    start: startOData,
    path: '/odata/v4/admin/Books',
    headers: () => ({ authorization: `Basic ${btoa('alice:')}` }),
  },
  {
    name: '@curveball/a12n-server',
    start: startHal,
    path: '/user',
    headers: ({ said }) => ({ authorization: `Bearer ${said}` }),
  },
];

describe.each(SERVERS)('$name', ({ name, start, path, headers }) => {
  itOn(name)('answers, and what it is asked is counted', async () => {
    const server = await start();
    try {
      const answer = await fetch(server.origin + path, { headers: headers(server) });

      expect(answer.status).toBe(200);
      expect(server.requests).toEqual([`GET ${path}`]);
      expect(server.bytes()).toBe((await answer.arrayBuffer()).byteLength);
    } finally {
      await server.close();
    }
  });
});
