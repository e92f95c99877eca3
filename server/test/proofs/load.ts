/**
 * Holds a server under load, and compares it with a bare hono handler, in one run.
 *
 * `node test/proofs/load.ts [seconds]`: 64 connections; a mixture of reading and writing for a
 * minute, of which none may fail and in which memory has to stay; then `GET /room/{id}` and the
 * bare handler in turns. Prints what it measured as JSON. A failed request and memory that grows fail the proof;
 * the ratio is a measure with an aim, which another machine may miss, and fails nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { bare, cli, memoryOf, startChild, stopChild } from './child.ts';
import { getRequest, load, postRequest } from './client.ts';

const seconds = Number(process.argv[2] ?? 60);
const aim = 0.5;
const connections = 64;

const limits = ['--rate-limit', '0', '--flood-limit', '0', '--log', 'none'];
const directory = mkdtempSync(join(tmpdir(), 'hypchat-load-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
const data = join(directory, 'chat.db');
const server = await startChild(cli, '--port', '0', '--data', data, '--sample', ...limits);
const { url, token } = server;

const room = getRequest('/v2/room/42', token);
const mixture = [
  room,
  getRequest('/v2/room?expand=items.owner&max-results=20', token),
  getRequest('/v2/user/@ann', token),
  postRequest('/v2/room/42/notification', token, { message: 'built' }),
  getRequest('/v2/room/43/history?date=2018-01-01&max-results=20', token),
  room,
  room,
  room,
];

// The first seconds fill caches and let the engine compile: what is held then is the measure.
await load(url, mixture, { connections, seconds: Math.max(3, seconds / 6) });
const memory = [memoryOf(server)];
const held = { requests: 0, failed: 0 };
for (let part = 0; part < 3; part += 1) {
  const run = await load(url, mixture, { connections, seconds: seconds / 3 });
  held.requests += run.requests;
  held.failed += run.failed;
  memory.push(memoryOf(server));
}
const perSecond = Math.round(held.requests / seconds);
process.stdout.write(
  `${JSON.stringify({ ...held, perSecond, memoryMiB: memory.map(Math.round) })}\n`,
);

const size = await (
  await fetch(`${url}/v2/room/42`, { headers: { authorization: `Bearer ${token}` } })
).arrayBuffer();
const other = await startChild(bare, String(size.byteLength));
// Another address each time: none of these is answered from memory.
const others = Array.from({ length: 60_000 }, (_, index) =>
  getRequest(`/v2/room/42?n=${index}`, token),
);
const ratios: number[] = [];
const readRatios: number[] = [];
let failed = held.failed;
for (let round = 0; round < 5; round += 1) {
  const turn = { connections, seconds: Math.max(1, seconds / 20) };
  const bareRun = await load(other.url, [room], turn);
  const ownRun = await load(url, [room], turn);
  const readRun = await load(url, others, turn);
  failed += bareRun.failed + ownRun.failed + readRun.failed;
  ratios.push(ownRun.perSecond / bareRun.perSecond);
  readRatios.push(readRun.perSecond / bareRun.perSecond);
  const perSecond = {
    bare: Math.round(bareRun.perSecond),
    room: Math.round(ownRun.perSecond),
    roomReadAnew: Math.round(readRun.perSecond),
  };
  process.stdout.write(`${JSON.stringify({ round, perSecond })}\n`);
}
await stopChild(other);
await stopChild(server);

// The middle one: a neighbour's burst of work spoils one turn, not the measure.
const middle = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[2] ?? 0;
const ratio = middle(ratios);
const growth = (memory.at(-1) ?? 0) / (memory[1] ?? 1);
const measured = { ratio, ratioReadAnew: middle(readRatios), failed, growth };
process.stdout.write(`${JSON.stringify(measured)}\n`);
if (failed > 0) process.stderr.write(`${failed} requests failed\n`);
if (ratio < aim) process.stderr.write(`The ratio ${ratio} misses the aim of ${aim}\n`);
// From the first third to the last: what grows with the requests would have tripled.
if (growth > 1.25) process.stderr.write(`Memory grew: ${memory.join(', ')} MiB\n`);
if (failed > 0 || growth > 1.25) process.exitCode = 1;
