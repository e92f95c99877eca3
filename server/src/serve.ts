/** Listens: puts a server on a port. What it answers is decided in `server.ts`. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Arrival, originIn, plainAddress } from './address.ts';
import { checkNames } from './checkNames.ts';
import { type ApiError, badRequest, errorDocument } from './errors.ts';
import { ConnectionDropped, cutOf } from './faults/Faults.ts';
import { toPrettyJson } from './json.ts';
import { lightResponse } from './lightResponse.ts';
import { keepPace, type Pace } from './pace.ts';
import type { HypchatServer } from './server.ts';

/** Where to listen. */
export interface ServeOptions {
  /** Default 0: any port that is free. */
  readonly port?: number;
  /** Default `127.0.0.1`, which no other machine reaches. */
  readonly hostname?: string;
  /** What links are made on, unless the server itself has a `publicUrl`. Default: the address that is listened on. */
  readonly publicUrl?: string | undefined;
  /** A certificate and its key in PEM, for https. Default: http. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** How fast a body has to come; slower ones are cut off. Default: a minute, then 16 KiB a second. */
  readonly pace?: Pace;
}

/** A server that listens. */
export interface Served {
  /** Its address without `/v2`, `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Stops listening, once the requests under way are answered. Leaves the server itself open. */
  close(): Promise<void>;
  /** Lets the process end once nothing but listening is left to do, as `unref` of Node's servers does. */
  unref(): void;
}

const names = { port: true, hostname: true, publicUrl: true, tls: true, pace: true } as const;

/** How long requests under way have to end when the server closes. */
const graceMs = 5000;

/**
 * Listens for a server's requests.
 *
 * @throws {Error} Where the port is taken (`code` is `EADDRINUSE`) or the host unknown.
 * @throws {RangeError} For a public URL that is no address.
 * @throws {TypeError} For an option that there is not.
 */
export async function serve(server: HypchatServer, options: ServeOptions = {}): Promise<Served> {
  checkNames<ServeOptions>('serve', options, names);
  const { port = 0, hostname = '127.0.0.1', tls, publicUrl } = options;
  const said = publicUrl === undefined ? undefined : originIn(publicUrl);
  const scheme = tls === undefined ? 'http' : 'https';
  let listened: string | undefined;
  const listener = createAdaptorServer({
    fetch: (request, bindings) => {
      const { incoming, outgoing } = bindings as HttpBindings;
      const origin = said ?? listened ?? `${scheme}://${localAddress(incoming)}`;
      return answer(server, request, incoming, outgoing, origin);
    },
    // Whoever embeds the server keeps their own `Request` and `Response`.
    overrideGlobalObjects: false,
    ...(tls === undefined
      ? {}
      : { createServer: createHttpsServer, serverOptions: { cert: tls.cert, key: tls.key } }),
  }) as Server;
  keepPace(listener, options.pace);
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(port, hostname, () => {
      listener.off('error', reject);
      resolve();
    });
  });
  const address = listener.address() as AddressInfo;
  const url = `${scheme}://${bracketed(hostname)}:${address.port}`;
  // Where every address is listened on, links lead to the one that a request came in on.
  if (!isEvery(address.address)) listened = url;
  return {
    url,
    close: () => closeListener(listener),
    unref: () => void listener.unref(),
  };
}

/** Whether it stands for all addresses of this machine. */
const isEvery = (address: string): boolean => address === '0.0.0.0' || address === '::';

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** The address of this machine that a connection came in on, with its port. */
function localAddress({ socket }: IncomingMessage): string {
  const address = plainAddress(socket.localAddress ?? '127.0.0.1');
  return `${bracketed(address)}:${socket.localPort}`;
}

/** How many of its headers say which host is meant: proxies and servers differ in which of two counts. */
const hostsIn = ({ rawHeaders }: IncomingMessage): number =>
  rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;

/** The server's answer; where a fault says so, the connection breaks instead or in the middle. */
async function answer(
  server: HypchatServer,
  request: Request,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  origin: string,
): Promise<Response> {
  if (hostsIn(incoming) > 1) return refuse(badRequest('A request has one Host header'));
  try {
    const arrival: Arrival = { origin, peer: incoming.socket.remoteAddress };
    const response = await server.fetch(request, { Response: lightResponse(), ...arrival });
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

function refuse(error: ApiError): Response {
  const headers = { 'Content-Type': 'application/json' };
  return new Response(toPrettyJson(errorDocument(error)), { status: error.status, headers });
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
