/** Listens: puts a server on a port. What it answers is decided in `server.ts`. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { HypchatServer } from './server.ts';

/** Where to listen. */
export interface ServeOptions {
  /** Default 0: any port that is free. */
  readonly port?: number;
  /** Default `127.0.0.1`, which no other machine reaches. */
  readonly hostname?: string;
}

/** A server that listens. */
export interface Served {
  /** Its address without `/v2`, `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Stops listening, once the requests under way are answered. Leaves the server itself open. */
  close(): Promise<void>;
}

/** How long requests under way have to end when the server closes. */
const graceMs = 5000;

/**
 * Listens for a server's requests.
 *
 * @throws {Error} Where the port is taken (`code` is `EADDRINUSE`) or the host unknown.
 */
export async function serve(server: HypchatServer, options: ServeOptions = {}): Promise<Served> {
  const { port = 0, hostname = '127.0.0.1' } = options;
  const listener = createAdaptorServer({
    fetch: server.fetch,
    // Whoever embeds the server keeps their own `Request` and `Response`.
    overrideGlobalObjects: false,
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, hostname, () => {
      listener.off('error', reject);
      resolve();
    });
  });
  const address = listener.address() as AddressInfo;
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return { url: `http://${host}:${address.port}`, close: () => closeListener(listener) };
}

async function closeListener(listener: Server): Promise<void> {
  if (!listener.listening) return;
  await new Promise<void>((resolve) => {
    // A connection that was busy a moment ago is idle when its answer is out.
    const idle = setInterval(() => listener.closeIdleConnections(), 20);
    const grace = setTimeout(() => listener.closeAllConnections(), graceMs);
    listener.close(() => {
      clearInterval(idle);
      clearTimeout(grace);
      resolve();
    });
    listener.closeIdleConnections();
  });
}
