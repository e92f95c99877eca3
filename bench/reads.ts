/**
 * What a read costs beside its request: `await hc.room(1)` against bare ky and bare fetch on the same server,
 * and the planning of one chain and of a hundred by themselves.
 *
 * Run by `npm run bench:reads`. Only the ratios mean something, and only within one run.
 */

import { createServer, serve } from 'hypchat-server';
import ky from 'ky';
import { explain, HypChat } from '../src/index.ts';
import { compare, toTable } from './ratio.ts';

/** A document of the size of a room. */
const ROOM = JSON.stringify({
  id: 42,
  name: 'Ops',
  topic: 'x'.repeat(250),
  links: { self: 'https://chat.example.com/v2/room/42' },
  owner: { id: 7, name: 'Bo', links: { self: 'https://chat.example.com/v2/user/7' } },
});

const server = createServer({ sample: true, rateLimit: 0 });
const served = await serve(server);
try {
  const token = server.mintToken();
  const hc = new HypChat(token, { endpoint: served.url });
  const url = `${served.url}/v2/room/42`;
  const headers = { authorization: `Bearer ${token}` };
  const client = ky.create({ headers, retry: 0 });
  const repeat = (run: () => Promise<unknown>) => async (times: number) => {
    for (let turn = 0; turn < times; turn += 1) await run();
  };
  const reads = await compare(
    [
      { name: 'ky.get(url).json()', run: repeat(() => client.get(url).json()) },
      {
        name: 'fetch(url), json()',
        run: repeat(async () => (await fetch(url, { headers })).json()),
      },
      { name: 'await hc.room(42)', run: repeat(async () => await hc.room(42)) },
    ],
    { times: 100, rounds: 25 },
  );
  console.log(`A whole read, against ky on the same server\n\n${toTable(reads)}\n`);

  const flagship = hc.rooms.items[0].owner.message('hi');
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
} finally {
  await served.close();
  server.close();
}
