/**
 * Attacks a server that has one loop for all, and asks meanwhile whether it is well: `/health` has
 * to answer soon, whatever somebody else sends.
 *
 * `node test/proofs/attacks.ts`. Soon is 250 ms, beside what a bare handler takes at the same time: the
 * machine may have other things to do, and where it tells how long a process had to wait for its turn,
 * that does not count. First a handler that does hold its loop is measured, which has to be caught: a
 * proof that catches nothing proves nothing.
 */
import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { bare, type Child, cli, environment, memoryOf, startChild, stopChild } from './child.ts';
import { getRequest } from './client.ts';
import { latencies, sendRaw } from './raw.ts';

const soonMs = 250;
/** How many times what a bare handler takes the machine itself may add. */
const timesBare = 3;
/** After how long an attack has won, in milliseconds. */
const attackMs = 120_000;
/** How much more memory an attack may take, in MiB: some files on their way, and no body without an end. */
const mostMiB = 400;

/** How often an attack may be tried: a server that it holds is held each time, and a machine that halts for a moment is not. */
const tries = 3;

const mebibyte = 1024 * 1024;
const directory = mkdtempSync(join(tmpdir(), 'hypchat-attacks-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
const data = join(directory, 'chat.db');

/** Takes what it is sent, and never answers. */
const dead = createServer((request) => void request.resume());
await new Promise<void>((resolve) => dead.listen(0, '127.0.0.1', resolve));
const deadHost = `127.0.0.1:${(dead.address() as AddressInfo).port}`;

const options = ['--rate-limit', '0', '--flood-limit', '0', '--log', 'none'];
const server = await startChild(
  cli,
  ...['--port', '0', '--data', data, '--sample', '--webhook-hosts', deadHost, ...options],
);
const beside = await startChild(bare, '100');
const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };

const upload = (type: string, body: Buffer, path = '/room/42/share/file', method = 'POST') =>
  sendRaw(server.url, [
    `${method} /v2${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n` +
      `Authorization: Bearer ${server.token}\r\nContent-Type: ${type}\r\n` +
      `Content-Length: ${body.length}\r\n\r\n`,
    body,
  ]);

const related = (boundary: string, unit: string): (() => Promise<string>) => {
  const body = Buffer.alloc(25 * mebibyte, unit);
  return () => upload(`multipart/related; boundary="${boundary}"`, body);
};

const json = (unit: string, start: string, end: string): (() => Promise<string>) => {
  const body = Buffer.concat([
    Buffer.from(start),
    Buffer.alloc(25 * mebibyte - 4, unit),
    Buffer.from(end),
  ]);
  return () => upload('application/json', body, '/user/2/photo', 'PUT');
};

/** A body in chunks that goes on until the server has had enough, or so much of it was taken. */
function* chunked(path: string, most: number): Generator<string | Buffer> {
  yield `POST ${path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n` +
    'Content-Type: application/x-www-form-urlencoded\r\n\r\n';
  const piece = Buffer.alloc(65_536, 'a');
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')]);
  for (let sent = 0; sent < most; sent += piece.length) yield chunk;
}

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });

const many = (times: number, what: () => Promise<unknown>): Promise<unknown> =>
  Promise.all(Array.from({ length: times }, what));

const addon = ['addon', '--data', data, '--key', 'ci', '--redirect-url', 'http://a.test/'];
const installed = execFileSync(process.execPath, [cli, ...addon], { env: environment });
const authorize = `/users/authorize?client_id=${JSON.parse(String(installed)).oauthId}`;

/** What is done to the server, by what it was once held up by. */
const attacks: Readonly<Record<string, () => Promise<unknown>>> = {
  'a boundary of one dash in dashes': () => many(3, related('-', '-')),
  'a boundary like the whole body': () => many(3, related('a'.repeat(90), '\n--aaaaaaaaaa')),
  'a body of empty lines': () => many(3, related('b', '\n')),
  'a part that is all headers': () => many(3, related('b', '--b\nname: "name="name="\\"')),
  'JSON of a million lists': () => many(3, json('[],', '{"photo":[', '0]}')),
  'JSON of one long text': () => many(3, json('A', '{"photo":"', '"}')),
  'forms without an end': () =>
    many(10, () => sendRaw(server.url, chunked(authorize, 64 * mebibyte))),
  'tokens asked for without an end': () =>
    many(10, () => sendRaw(server.url, chunked('/v2/oauth/token', 64 * mebibyte))),
  'another process that writes': async () => {
    const other = new DatabaseSync(data);
    other.exec('PRAGMA busy_timeout = 5000; BEGIN IMMEDIATE');
    const writing = many(50, () => post('/v2/room/42/message', { message: 'x' }));
    await sleep(2000);
    other.exec('ROLLBACK');
    other.close();
    await writing;
  },
  'webhooks that nobody answers': async () => {
    const hook = { url: `http://${deadHost}/`, event: 'room_message' };
    for (let number = 0; number < 50; number += 1) await post('/v2/room/42/webhook', hook);
    await many(100, () => post('/v2/room/42/message', { message: 'x' }));
  },
  'bodies that drip': () =>
    many(200, () => sendRaw(server.url, drips('/v2/room/42/message'), { pauseMs: 20 })),
  'passwords that are guessed': () =>
    many(100, () =>
      post('/v2/oauth/token', {
        grant_type: 'password',
        username: `nobody${Math.random()}`,
        password: 'x',
      }),
    ),
};

function* drips(path: string): Generator<string> {
  yield `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n` +
    `Authorization: Bearer ${server.token}\r\nContent-Type: application/json\r\n\r\n`;
  for (let drop = 0; drop < 50; drop += 1) yield ' ';
}

interface Measured {
  readonly attack: string;
  readonly worstMs: number;
  readonly bareMs: number;
  readonly asked: number;
  readonly grewMiB: number;
  readonly holds: boolean;
}

/** Asks the target and a bare handler in turns for as long as the attack lasts. */
async function measure(
  attack: string,
  target: Child,
  path: string,
  work: () => Promise<unknown>,
): Promise<Measured> {
  const before = memoryOf(target);
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, memoryOf(target));
  }, 50);
  const done = Promise.race([
    work(),
    sleep(attackMs, undefined, { ref: false }).then(() => {
      throw new Error(`${attack}: not over after ${attackMs / 1000} s`);
    }),
  ]);
  const [own, others] = await Promise.all([
    latencies(target, getRequest(path, ''), done),
    latencies(beside, getRequest('/v2/room/1', ''), done),
  ]);
  clearInterval(watching);
  await done;
  const [worstMs, bareMs] = [Math.max(...own), Math.max(...others)].map(Math.round) as [
    number,
    number,
  ];
  const grewMiB = Math.round(most - before) || 0;
  const holds = worstMs <= soonMs + timesBare * bareMs && grewMiB <= mostMiB;
  return { attack, worstMs, bareMs, asked: own.length, grewMiB, holds };
}

const report = (measured: Measured): void => {
  process.stdout.write(`${JSON.stringify(measured)}\n`);
};

const planted = await startChild(bare, '100');
const caught = await measure('planted: a loop that is held', planted, '/v2/room/1', async () => {
  await sleep(100);
  await fetch(`${planted.url}/hold`);
});
await stopChild(planted);
report(caught);
if (caught.holds) {
  process.stderr.write('A loop that was held for a second went by unseen\n');
  process.exitCode = 1;
}
for (const [attack, work] of Object.entries(attacks)) {
  let measured: Measured;
  let left = tries;
  do {
    measured = await measure(attack, server, '/health', work);
    report(measured);
    left -= 1;
  } while (!measured.holds && measured.grewMiB <= mostMiB && left > 0);
  if (!measured.holds) process.exitCode = 1;
}
dead.closeAllConnections();
dead.close();
await stopChild(server, 'SIGKILL');
await stopChild(beside);
