/**
 * Fills a server's disk in the middle of writes: a bound on how large its files may grow (`ulimit -f`)
 * ends a write at that very byte, as a full or failing disk does. What cannot be written is a 503 and
 * no error of the server, reading goes on, and the server is not well; after it is killed and the disk
 * has room again, everything acknowledged is there and everything there is whole.
 *
 * `node test/proofs/disk.ts`; it needs a shell that has `ulimit -f`. How SQLite has to be set for that is
 * what `crash.ts` proves: a disk that is full ends a write where it grows, before the rest of it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, cli, lastingToken, startChild, startLimited, stopChild } from './child.ts';
import { askBy, Unexpected, type Written, write } from './everything.ts';
import { brokenIn } from './whole.ts';

/** What was seen. */
export interface DiskReport {
  readonly limitKiB: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly broken: readonly string[];
}

const options = ['--port', '0', '--rate-limit', '0', '--flood-limit', '0', '--log', 'none'];

/** Writes to a server until its files may not grow any more, and on from there. */
export async function fillDisk(limitKiB: number): Promise<DiskReport> {
  const directory = mkdtempSync(join(tmpdir(), 'hypchat-disk-'));
  const file = join(directory, 'chat.db');
  const args = [...options, '--data', file, '--sample'];
  const acknowledged: Written[] = [];
  const broken: string[] = [];
  let refused = 0;
  try {
    // The disk has room for a start.
    await stopChild(await startChild(cli, ...args));
    const token = lastingToken(file);
    const server = await startLimited(limitKiB, cli, ...args);
    const ask = askOf(server, token);
    // On past the first refusal: what comes after it must not make it worse.
    for (let number = 0; refused < 20 && number < 600; number += 1) {
      try {
        acknowledged.push(await write(ask, number, `Step ${number}`));
      } catch (error) {
        if (!(error instanceof Unexpected) || error.status !== 503) broken.push(String(error));
        refused += 1;
      }
    }
    if (refused === 0) broken.push('The disk was never full');
    const { status } = await ask('GET', '/v2/room/42');
    if (status !== 200) broken.push(`A reading on a full disk: ${status}`);
    // What it found out is told for a second.
    await sleep(1100);
    const health = await ask('GET', '/health');
    if (health.status !== 503) broken.push(`The health on a full disk: ${health.bytes}`);
    await stopChild(server, 'SIGKILL');
    broken.push(...(await look(args, token, acknowledged)), ...brokenIn(file));
  } catch (error) {
    broken.push(String(error));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return { limitKiB, acknowledged: acknowledged.length, refused, broken: broken.slice(0, 5) };
}

/** Starts the server with room on the disk, and says what of the acknowledged is not there. */
async function look(
  args: readonly string[],
  token: string,
  acknowledged: readonly Written[],
): Promise<string[]> {
  const server = await startChild(cli, ...args);
  const ask = askOf(server, token);
  const lost: string[] = [];
  for (const written of acknowledged) {
    if (!(await written.isThere(ask))) lost.push(`lost: ${written.what}`);
  }
  const health = await ask('GET', '/health');
  if (health.status !== 200) lost.push(`The health after it: ${health.bytes}`);
  await write(ask, 1, 'After it');
  await stopChild(server);
  return lost;
}

const askOf = ({ url }: Child, token: string) => askBy(fetch, url, token);

if (process.argv[1] === new URL(import.meta.url).pathname) {
  // The log ends at another place in a write each time, and before the database itself is written.
  for (const limitKiB of [450, 622, 803, 1000, 1202, 1777]) {
    const report = await fillDisk(limitKiB);
    process.stdout.write(`${JSON.stringify(report)}\n`);
    if (report.broken.length > 0 || report.acknowledged === 0) process.exitCode = 1;
  }
}
