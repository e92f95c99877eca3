/**
 * What a read costs beside its request: `await hc.room(1)` against bare ky and bare fetch on the same server, at once
 * and after a few milliseconds as over a network; and the planning of a chain by itself.
 *
 * Run by `npm run bench:reads`. Only the ratios mean something, and only within one run.
 */

import { createServer, serve } from 'hypchat-server';
import ky from 'ky';
import { explain, HypChat } from '../src/index.ts';
import { compare, type Subject, toTable } from './ratio.ts';

/** A document of the size of a room. */
const ROOM = JSON.stringify({
  id: 42,
  name: 'Ops',
  topic: 'x'.repeat(250),
  links: { self: 'https://chat.example.com/v2/room/42' },
  owner: { id: 7, name: 'Bo', links: { self: 'https://chat.example.com/v2/user/7' } },
});

const LATENCY_MS = 5;

const repeat = (run: () => Promise<unknown>) => async (times: number) => {
  for (let turn = 0; turn < times; turn += 1) await run();
};

/** The same document, read in three ways. */
function readsOf(url: string, token: string): readonly Subject[] {
  const hc = new HypChat(token, { endpoint: url });
  const address = `${url}/v2/room/42`;
  const headers = { authorization: `Bearer ${token}` };
  const client = ky.create({ headers, retry: 0 });
  return [
    { name: 'ky.get(url).json()', run: repeat(() => client.get(address).json()) },
    {
      name: 'fetch(url), json()',
      run: repeat(async () => (await fetch(address, { headers })).json()),
    },
    { name: 'await hc.room(42)', run: repeat(async () => await hc.room(42)) },
  ];
}

const slow = { fault: 'latency', ms: LATENCY_MS, path: '/room/42' } as const;
for (const { faults, times, how } of [
  { faults: [], times: 100, how: 'at once' },
  { faults: [slow], times: 20, how: `after ${LATENCY_MS} ms` },
]) {
  const server = createServer({ sample: true, rateLimit: 0, faults });
  const served = await serve(server);
  try {
    const reads = await compare(readsOf(served.url, server.mintToken()), { times, rounds: 25 });
    console.log(`A whole read that is answered ${how}\n\n${toTable(reads)}\n`);
  } finally {
    await served.close();
    server.close();
  }
}

const flagship = new HypChat('token').rooms.items[0].owner.message('hi');
const plans = await compare(
  [
    {
      name: 'JSON.parse of a whole room',
      run: (times) => {
        for (let turn = 0; turn < times; turn += 1) JSON.parse(ROOM);
      },
    },
    {
      name: 'explain the flagship (compile, advance, unite, twice foretold)',
      run: (times) => {
        for (let turn = 0; turn < times; turn += 1) explain(flagship);
      },
    },
  ],
  { times: 2000 },
);
console.log(`Planning, against parsing one room\n\n${toTable(plans)}\n`);
