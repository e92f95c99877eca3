/**
 * Kills servers in the middle of writes, again and again, two at work on one database: what was
 * acknowledged has to be there, what is there has to be whole, and what both would create at once is
 * there once.
 *
 * `node test/proofs/kill.ts [times]`; the test suite does it a few times. A process that is killed
 * seldom ends inside a write: that it may is proved by `crash.ts`.
 */
import { Buffer } from 'node:buffer';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, cli, lastingToken, startChild, stopChild } from './child.ts';
import {
  type Ask,
  askBy,
  type Reply,
  steps,
  Unexpected,
  type Written,
  write,
} from './everything.ts';
import { brokenIn } from './whole.ts';

/** What was seen. */
export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** Names that two servers were asked for at once. */
  readonly contested: number;
  /** What was acknowledged and is not there. */
  readonly lost: readonly string[];
  /** What is there and not whole, and answers that nobody should have got. */
  readonly broken: readonly string[];
}

const writers = 4;
const options = [
  '--port',
  '0',
  '--sample',
  '--log',
  'none',
  '--rate-limit',
  '0',
  '--flood-limit',
  '0',
];

/** Does it so many times, on one database, whose servers are killed at another moment each time. */
export async function killAgainAndAgain(times: number): Promise<KillReport> {
  const directory = mkdtempSync(join(tmpdir(), 'hypchat-kill-'));
  const file = join(directory, 'chat.db');
  const acknowledged: Written[] = [];
  const [contested, broken]: [number[][], string[]] = [[], []];
  const start = () => startChild(cli, ...options, '--data', file);
  try {
    await stopChild(await start());
    const token = lastingToken(file);
    const askOf = ({ url }: Child): Ask => askBy(fetch, url, token);
    for (let kill = 0; kill < times; kill += 1) {
      const servers = await Promise.all([start(), start()]);
      const asks = servers.map(askOf);
      const working = Promise.all([
        ...asks.flatMap((ask, server) =>
          Array.from({ length: writers }, (_, index) => {
            const name = `${kill} ${server} ${index}`;
            return keepWriting(ask, kill * 5 + server * 7 + index * 3, name, acknowledged, broken);
          }),
        ),
        contest(asks, kill, contested, broken),
      ]);
      // On a busy machine nothing may be done by then, and what nobody acknowledged cannot be lost.
      while (acknowledged.length === 0 && broken.length === 0) await sleep(5);
      await sleep(20 + ((kill * 37) % 180));
      // The second goes on for a moment without the first.
      await stopChild(servers[kill % 2] as Child, 'SIGKILL');
      await sleep((kill * 13) % 40);
      await stopChild(servers[(kill + 1) % 2] as Child, 'SIGKILL');
      await working;
    }
    const last = await start();
    const lost = await lookFor(acknowledged, askOf(last));
    await stopChild(last);
    broken.push(...brokenIn(file));
    for (const statuses of contested) {
      // One has it, and the other is told so: by HipChat's 400, or a 409 in the very moment.
      if (/^201,4(00|09)$/.test([...statuses].sort().join())) continue;
      broken.push(`one name for two at once: ${statuses}`);
    }
    const report = { kills: times, acknowledged: acknowledged.length, contested: contested.length };
    return { ...report, lost, broken: broken.slice(0, 10) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Writes one of everything after another until the server is gone. */
async function keepWriting(
  ask: Ask,
  first: number,
  name: string,
  acknowledged: Written[],
  broken: string[],
): Promise<void> {
  for (let number = first; ; number += 1) {
    try {
      acknowledged.push(await write(ask, number, `${name} ${number}`));
    } catch (error) {
      // The server is gone, which is what this is about; whatever it refused is not.
      if (!(error instanceof Unexpected)) return;
      broken.push(error.message);
    }
  }
}

/** Asks both servers at once for one name after another, until one of them is gone. */
async function contest(
  asks: readonly Ask[],
  kill: number,
  contested: number[][],
  broken: string[],
): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const bytes = Buffer.from(JSON.stringify({ name: `Contested ${kill} ${turn}` }));
    const body = { type: 'application/json', bytes };
    const settled = await Promise.allSettled(asks.map((ask) => ask('POST', '/v2/room', body)));
    const replies = settled.flatMap((each): Reply[] =>
      each.status === 'fulfilled' ? [each.value] : [],
    );
    for (const { status, bytes: said } of replies) {
      if (status >= 500) broken.push(`a contested name: ${status} ${said}`);
    }
    if (replies.length < asks.length) return;
    contested.push(replies.map(({ status }) => status));
  }
}

/** What of the acknowledged is not there. */
async function lookFor(acknowledged: readonly Written[], ask: Ask): Promise<string[]> {
  const lost: string[] = [];
  for (const { what, isThere } of acknowledged) if (!(await isThere(ask))) lost.push(what);
  return lost;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const report = await killAgainAndAgain(Number(process.argv[2] ?? 100));
  process.stdout.write(`${JSON.stringify(report)}\n`);
  const { lost, broken, acknowledged } = report;
  if (lost.length > 0 || broken.length > 0 || acknowledged < Object.keys(steps).length) {
    process.exitCode = 1;
  }
}
