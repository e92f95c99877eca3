/**
 * A client that costs next to nothing: raw sockets, one request at a time on each, the same bytes
 * again and again. What is measured with it is the server.
 */
import { Buffer } from 'node:buffer';
import { connect } from 'node:net';

/** What came of a run. */
export interface Run {
  readonly requests: number;
  /** Answers with another status than 2xx, and connections that broke. */
  readonly failed: number;
  readonly perSecond: number;
}

/**
 * Calls an address for so long.
 *
 * @param requests - The heads of the requests that are sent in turn; see `getRequest`.
 */
export async function load(
  url: string,
  requests: readonly Buffer[],
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Run> {
  const { hostname, port } = new URL(url);
  const start = performance.now();
  const end = start + seconds * 1000;
  const counts = await Promise.all(
    Array.from({ length: connections }, (_, index) =>
      keepCalling(hostname, Number(port), requests, index, end),
    ),
  );
  const sum = (field: 'done' | 'failed') =>
    counts.reduce((total, count) => total + count[field], 0);
  const took = (performance.now() - start) / 1000;
  return { requests: sum('done'), failed: sum('failed'), perSecond: sum('done') / took };
}

/** The bytes of a GET. */
export const getRequest = (path: string, token: string): Buffer =>
  Buffer.from(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n\r\n`);

/** The bytes of a POST of JSON. */
export const postRequest = (path: string, token: string, body: unknown): Buffer => {
  const json = JSON.stringify(body);
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  );
};

function keepCalling(
  host: string,
  port: number,
  requests: readonly Buffer[],
  offset: number,
  end: number,
): Promise<{ done: number; failed: number }> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    let received: Buffer = Buffer.alloc(0);
    // Each begins elsewhere, so that not all ask the same at once.
    let turn = offset * 997;
    let done = 0;
    let failed = 0;
    const send = () => {
      const next = requests[turn % requests.length];
      turn += 1;
      if (next !== undefined) socket.write(next);
    };
    const finish = () => {
      socket.destroy();
      resolve({ done, failed });
    };
    socket.setNoDelay(true);
    socket.on('connect', send);
    socket.on('error', () => {
      failed += 1;
      finish();
    });
    socket.on('close', () => {
      if (performance.now() < end) failed += 1;
      finish();
    });
    socket.on('data', (chunk) => {
      const bytes = Buffer.from(chunk);
      received = received.length === 0 ? bytes : Buffer.concat([received, bytes]);
      const size = sizeOfAnswer(received);
      if (size === undefined || received.length < size) return;
      done += 1;
      // `HTTP/1.1 200`
      if (received[9] !== 0x32) failed += 1;
      received = received.subarray(size);
      if (performance.now() >= end) finish();
      else send();
    });
  });
}

/** How long the answer is whose beginning this is; `undefined` while its head is not there. */
function sizeOfAnswer(bytes: Buffer): number | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = bytes.toString('latin1', 0, end);
  const length = /content-length: (\d+)/i.exec(head)?.[1];
  // Without a length it is an answer without a body: nothing here is sent in chunks.
  return end + 4 + Number(length ?? 0);
}
