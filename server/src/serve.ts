/** Listens: puts a server on a port. What it answers is decided in `server.ts`. */
import type { Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { ConnectionDropped, cutOf } from './faults/Faults.ts';
import { lightResponse } from './lightResponse.ts';
import type { HypchatServer } from './server.ts';

/** Where to listen. */
export interface ServeOptions {
  /** Default 0: any port that is free. */
  readonly port?: number;
  /** Default `127.0.0.1`, which no other machine reaches. */
  readonly hostname?: string;
  /** A certificate and its key in PEM, for https. Default: http. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
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
  const { port = 0, hostname = '127.0.0.1', tls } = options;
  const listener = createAdaptorServer({
    fetch: (request, bindings) => answer(server, request, (bindings as HttpBindings).outgoing),
    // Whoever embeds the server keeps their own `Request` and `Response`.
    overrideGlobalObjects: false,
    ...(tls === undefined
      ? {}
      : { createServer: createHttpsServer, serverOptions: { cert: tls.cert, key: tls.key } }),
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
  const scheme = tls === undefined ? 'http' : 'https';
  return { url: `${scheme}://${host}:${address.port}`, close: () => closeListener(listener) };
}

/** The server's answer; where a fault says so, the connection breaks instead or in the middle. */
async function answer(
  server: HypchatServer,
  request: Request,
  outgoing: ServerResponse,
): Promise<Response> {
  try {
    const response = await server.fetch(request, { Response: lightResponse() });
    const cut = cutOf(response);
    if (cut === undefined) return response;
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    // What was sent before has to be out when the connection breaks.
    outgoing.write(cut, () => outgoing.destroy());
    return RESPONSE_ALREADY_SENT;
  } catch (error) {
    if (!(error instanceof ConnectionDropped)) throw error;
    outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
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
