/**
 * The explorer's server, on the loopback address: the files of the page, and an API that only the page may ask.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunLine } from '../../explorer/messages.ts';
import { UsageError } from '../UsageError.ts';
import { Guard, type Refused } from './Guard.ts';
import { HEADERS, readPageFiles } from './pageFiles.ts';

/** What can be asked, by the last part of the address. */
export interface ExplorerApi {
  /** Answers with one document; `undefined` for what there is not. @param asked - The JSON that was sent. */
  answer(name: string, asked: unknown): Promise<object | undefined>;
  /** Writes what is told, without what the page must not know. */
  toJson(told: object): string;
  /** Whether a run is on its way: then there is no other one. */
  readonly isRunning: boolean;
  /** Runs a text. @param signal - Is aborted when nobody listens any more. */
  run(
    asked: unknown,
    tools: { readonly signal: AbortSignal; tell(line: RunLine): void },
  ): Promise<void>;
}

/** A server that is up. */
export interface ServedExplorer {
  /** The address of the page, with its token. */
  readonly url: string;
  close(): Promise<void>;
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const MOST_BYTES = 1024 * 1024;

/** Starts the server. @param port - 0 for any that is free. @throws {UsageError} For a port that is taken. */
export async function serveExplorer(api: ExplorerApi, port: number): Promise<ServedExplorer> {
  const files = readPageFiles();
  let guard: Guard | undefined;
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (guard === undefined) return refuse(response, { status: 421, why: 'not ready' });
    answer(request, response, { guard, files, api }).catch((error: unknown) => {
      const words = error instanceof Error ? error.message : String(error);
      if (response.headersSent) response.destroy();
      else send(response, error instanceof BadRequest ? 400 : 500, { error: words });
    });
  });
  guard = new Guard(await listen(server, port));
  const { port: at } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${at}/#${guard.token}`,
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch (error) {
    throw new UsageError(
      `port ${port} cannot be had: ${error instanceof Error ? error.message : error}`,
    );
  }
  return (server.address() as AddressInfo).port;
}

interface Parts {
  readonly guard: Guard;
  readonly files: ReturnType<typeof readPageFiles>;
  readonly api: ExplorerApi;
}

/** What was asked is wrong. */
export class BadRequest extends Error {}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { guard, files, api }: Parts,
): Promise<void> {
  const refused = guard.request(request.headers);
  if (refused) return refuse(response, refused);
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (!pathname.startsWith('/api/')) {
    const file = files.get(pathname);
    if (request.method !== 'GET') return send(response, 405, { error: 'only GET' });
    if (file === undefined) return send(response, 404, { error: `there is no ${pathname}` });
    response.writeHead(200, { 'content-type': file.type }).end(file.bytes);
    return;
  }
  const unknown = guard.call(request.headers);
  if (unknown) return refuse(response, unknown);
  if (request.method !== 'POST') return send(response, 405, { error: 'only POST' });
  const asked = await readJson(request);
  const name = pathname.slice('/api/'.length);
  if (name === 'run') return stream(response, asked, api);
  const found = await api.answer(name, asked);
  if (found === undefined) return send(response, 404, { error: `there is no ${pathname}` });
  response.writeHead(200, JSON_TYPE).end(api.toJson(found));
}

/** Answers with lines of JSON, as they come. */
async function stream(response: ServerResponse, asked: unknown, api: ExplorerApi): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const tell = (line: RunLine): void => void response.write(`${api.toJson(line)}\n`);
  if (api.isRunning) return send(response, 409, { error: 'another run is on its way' });
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
  await api.run(asked, { signal: gone.signal, tell });
  response.end();
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    throw new BadRequest('a body of application/json is taken');
  }
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > MOST_BYTES) throw new BadRequest(`a body has at most ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw new BadRequest('the body is no JSON');
  }
}

function refuse(response: ServerResponse, { status, why }: Refused): void {
  send(response, status, { error: why });
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, JSON_TYPE);
  response.end(JSON.stringify(body));
}
