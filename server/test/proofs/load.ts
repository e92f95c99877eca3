/**
 * Holds a server under load, and compares it with a bare hono handler, in one run.
 *
 * `node test/proofs/load.ts [seconds]`: 64 connections; a mixture of reading and writing for a
 * minute, of which none may fail and in which memory has to stay; then `GET /room/{id}` and the
 * bare handler in turns. Prints what it measured as JSON, and fails where it does not hold.
 */
import process from 'node:process';
import { bare, cli, memoryOf, startChild, stopChild } from './child.ts';
import { getRequest, load, postRequest } from './client.ts';

const seconds = Number(process.argv[2] ?? 60);
const least = 0.5;
const connections = 64;

const limits = ['--rate-limit', '0', '--flood-limit', '0', '--log', 'none'];
const server = await startChild(cli, '--port', '0', '--sample', ...limits);
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
const before = memoryOf(server);
const held = await load(url, mixture, { connections, seconds });
const after = memoryOf(server);
process.stdout.write(`${JSON.stringify({ held, memoryMiB: { before, after } })}\n`);

const size = await (
  await fetch(`${url}/v2/room/42`, { headers: { authorization: `Bearer ${token}` } })
).arrayBuffer();
const other = await startChild(bare, String(size.byteLength));
const ratios: number[] = [];
let failed = held.failed;
for (let round = 0; round < 5; round += 1) {
  const turn = { connections, seconds: Math.max(1, seconds / 20) };
  const bareRun = await load(other.url, [room], turn);
  const ownRun = await load(url, [room], turn);
  failed += bareRun.failed + ownRun.failed;
  ratios.push(ownRun.perSecond / bareRun.perSecond);
  const shown = { bare: Math.round(bareRun.perSecond), room: Math.round(ownRun.perSecond) };
  process.stdout.write(`${JSON.stringify({ round, ...shown, ratio: ratios.at(-1) })}\n`);
}
await stopChild(other);
await stopChild(server);

// The middle one: a neighbour's burst of work spoils one turn, not the measure.
const ratio = [...ratios].sort((a, b) => a - b)[2] ?? 0;
const growth = after / before;
process.stdout.write(`${JSON.stringify({ ratio, failed, growth })}\n`);
if (failed > 0) process.stderr.write(`${failed} requests failed\n`);
if (ratio < least) process.stderr.write(`The ratio ${ratio} is under ${least}\n`);
// What is written stays: the database itself grows, in memory. Half as much again is no leak.
if (growth > 1.5) process.stderr.write(`Memory grew from ${before} to ${after} MiB\n`);
if (failed > 0 || ratio < least || growth > 1.5) process.exitCode = 1;
