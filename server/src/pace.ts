/**
 * Cuts off a request whose body does not come on: who sends a byte a minute holds a connection, and
 * what was read so far, for ever. Headers that drip are cut off by Node itself, after a minute.
 */
import { Buffer } from 'node:buffer';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { errorDocument, requestTimeout } from './errors.ts';
import { toPrettyJson } from './json.ts';

/** How fast a body has to come. */
export interface Pace {
  /** How long it may take whatever comes, in milliseconds. */
  readonly graceMs: number;
  /** How many bytes buy it another second. */
  readonly bytesPerSecond: number;
}

/** As long as headers may take; a file of 20 MiB by a line of 256 kbit/s comes through. */
const usualPace: Pace = { graceMs: 60_000, bytesPerSecond: 16_384 };

/** Has a listener cut off what drips. */
export function keepPace(listener: Server, pace: Pace = usualPace): void {
  // Node's own bound is one time for all sizes: too long for a form, too short for a file.
  listener.requestTimeout = 0;
  listener.prependListener('request', (incoming, outgoing) => watch(incoming, outgoing, pace));
}

function watch(incoming: IncomingMessage, outgoing: ServerResponse, pace: Pace): void {
  const { 'content-length': length, 'transfer-encoding': coding } = incoming.headers;
  if (coding === undefined && Number(length ?? 0) === 0) return;
  const { socket } = incoming;
  const [start, before] = [performance.now(), socket.bytesRead];
  let timer: NodeJS.Timeout;
  const look = (): void => {
    const received = socket.bytesRead - before;
    const allowed = pace.graceMs + (received / pace.bytesPerSecond) * 1000;
    const left = start + allowed - performance.now();
    if (left > 0) timer = setTimeout(look, left + 1).unref();
    // What has come and was not taken is not the sender's to hurry.
    else if (incoming.readableLength > 0) timer = setTimeout(look, pace.graceMs).unref();
    else cutOff(outgoing);
  };
  timer = setTimeout(look, pace.graceMs).unref();
  const stop = (): void => clearTimeout(timer);
  incoming.once('end', stop).once('close', stop);
}

function cutOff(outgoing: ServerResponse): void {
  const { socket } = outgoing;
  if (socket === null) return;
  if (!outgoing.headersSent) {
    const body = toPrettyJson(errorDocument(requestTimeout()));
    const head = `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}`;
    socket.write(`HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n${head}\r\n\r\n${body}`);
  }
  socket.destroySoon();
}
