/**
 * What a read costs beside its request: `await hc.room(42)` against bare ky, bare fetch and other clients on the same server,
 * at once and after a few milliseconds as over a network. Run by `npm run bench:reads`.
 */
import { Octokit } from '@octokit/core';
import { Hono } from 'hono';
import { hc as honoClient } from 'hono/client';
import ky from 'ky';
import { HypChat } from '../../src/index.ts';
import { compare, type Measured, type Subject } from '../ratio.ts';
import { withSampleServer } from '../sampleServer.ts';
import { ratioOf, repeat, report, timedTable } from '../section.ts';
import { kettingClient } from './ketting.ts';

const LATENCY_MS = 5;
const OURS = 'await hc.room(42)';

/** What Hono's client takes its types of, as it would of the server's own code. */
type Api = typeof api;
const api = new Hono().get('/v2/room/:id', (context) => context.json({ id: 42, name: 'Ops' }));

/** The same document, read in several ways. */
function readsOf(url: string, token: string): readonly Subject[] {
  const hc = new HypChat(token, { endpoint: url });
  const address = `${url}/v2/room/42`;
  const headers = { authorization: `Bearer ${token}` };
  const client = ky.create({ headers, retry: 0 });
  const hono = honoClient<Api>(url, { headers });
  // Its own way of signing in is GitHub's: the header is given to each request, as it documents for any header.
  const octokit = new Octokit({ baseUrl: url });
  const ketting = kettingClient(url, token);
  return [
    { name: 'ky.get(url).json()', run: repeat(() => client.get(address).json()) },
    {
      name: 'fetch(url), json()',
      run: repeat(async () => (await fetch(address, { headers })).json()),
    },
    {
      name: "Hono: client.v2.room[':id'].$get(…), json()",
      run: repeat(async () => (await hono.v2.room[':id'].$get({ param: { id: '42' } })).json()),
    },
    {
      name: "Octokit: octokit.request('GET /v2/room/{id}', …)",
      run: repeat(
        async () => (await octokit.request('GET /v2/room/{id}', { id: 42, headers })).data,
      ),
    },
    {
      name: 'Ketting: resource.refresh()',
      run: repeat(async () => (await ketting.go('room/42').refresh()).data),
    },
    { name: OURS, run: repeat(async () => await hc.room(42)) },
  ];
}

const isOurs = (name: string): boolean => name === OURS;
const read = (latencyMs: number, times: number): Promise<readonly Measured[]> =>
  withSampleServer(latencyMs, (url, token) => compare(readsOf(url, token), { times, rounds: 25 }));
const near = await read(0, 100);
const far = await read(LATENCY_MS, 20);

report('reads', {
  tables: [
    timedTable(near, { title: 'A read that is answered at once', plot: 'reads', isOurs }),
    timedTable(far, {
      title: `A read that is answered after ${LATENCY_MS} ms`,
      plot: 'reads-latency',
      isOurs,
      drawn: 'wall',
    }),
  ],
  figures: { read: ratioOf(near, OURS), readWall: ratioOf(near, OURS, 'wall') },
});
