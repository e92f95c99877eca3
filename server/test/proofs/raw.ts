/** Sockets that send what no client would, and ask again and again how long an answer takes. */
import type { Buffer } from 'node:buffer';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.ts';

/**
 * Sends pieces one after another, and gives what came back when the connection ends; it does not
 * fail where the server breaks it.
 *
 * @param pauseMs - Between two pieces; after the last the connection is closed from here.
 */
export async function sendRaw(
  url: string,
  pieces: Iterable<string | Buffer>,
  { pauseMs = 0 }: { pauseMs?: number } = {},
): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  socket.on('data', (chunk) => {
    text += chunk;
  });
  for (const piece of pieces) {
    if (socket.destroyed) break;
    if (!socket.write(piece))
      await Promise.race([once(socket, 'drain').catch(() => undefined), closed]);
    if (pauseMs > 0) await sleep(pauseMs);
    // Whoever has been answered has no reason to go on.
    if (text !== '') break;
  }
  if (pauseMs > 0) socket.destroy();
  else if (text !== '') socket.end();
  await closed;
  return text;
}

/**
 * How long each of the answers took, in milliseconds, asked for one after another on one connection
 * until the work is done: the last one began before that.
 *
 * Time in which the target wanted to run and got no processor does not count: what else the machine
 * has to do is no fault of the target. A target that sleeps or works does count.
 */
export async function latencies(
  { url, process: { pid } }: Child,
  request: Buffer,
  work: Promise<unknown>,
): Promise<number[]> {
  let isDone = false;
  const end = (): void => {
    isDone = true;
  };
  void work.then(end, end);
  const taken: number[] = [];
  let socket = await open(url);
  do {
    const [start, waited] = [performance.now(), waitedMs(pid)];
    socket.write(request);
    // A connection that breaks was held for so long that it was given up: that counts as well.
    const isBroken = await once(socket, 'data').then(
      () => false,
      () => true,
    );
    taken.push(Math.max(0, performance.now() - start - (waitedMs(pid) - waited)));
    if (isBroken) socket = await open(url);
    await sleep(5);
  } while (!isDone);
  socket.destroy();
  return taken;
}

async function open(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  await once(socket, 'connect');
  // Between two requests nobody else listens for it.
  socket.on('error', () => undefined);
  return socket;
}

/**
 * How long a process's main thread has waited for a processor since it began, in milliseconds; 0 where
 * the system does not tell.
 */
function waitedMs(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
    return Number(fields[1]) / 1_000_000;
  } catch {
    return 0;
  }
}
