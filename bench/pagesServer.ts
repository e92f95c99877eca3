/**
 * A server of its own process for `pages.ts`: a list of users and a room's history, as long as it is told, with the
 * latency that it is told. It does no more than it has to, so that the client is what is measured.
 *
 * `node pagesServer.ts <items> <latency in ms>` prints the port on its first line.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';

const count = Number(process.argv[2]);
const latency = Number(process.argv[3]);
const NEWEST = Date.UTC(2018, 0, 1);
/** How many messages the newest are. */
const RECENT = 75;

const user = (id: number): string =>
  `{"id":${id},"links":{"self":"http://localhost/v2/user/${id}"},"mention_name":"user${id}","name":"User ${id}","version":"ABCDEFGH"}`;

/** The message so many before the newest. */
const message = (back: number): string =>
  `{"id":"message-${back}","date":"${new Date(NEWEST - back * 1000).toISOString()}","from":{"id":${back % 15},"links":{"self":"http://localhost/v2/user/${back % 15}"},"mention_name":"u","name":"User"},"mentions":[],"message":"Message number ${back}, of the length that messages have","type":"message"}`;

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const isHistory = url.pathname.endsWith('/history');
  // As HipChat has it: the newest, which know no window and declare no other page.
  const isRecent = isHistory && (url.searchParams.get('date') ?? 'recent') === 'recent';
  const size = isRecent ? RECENT : Number(url.searchParams.get('max-results') ?? 100);
  let start = Number(url.searchParams.get('start-index') ?? 0);
  if (isHistory && !isRecent) {
    const date = Date.parse(url.searchParams.get('date') ?? '');
    start += Math.max(0, Math.ceil((NEWEST - date) / 1000));
  }
  const end = Math.min(count, start + size);
  const items: string[] = [];
  for (let index = start; index < end; index += 1) {
    items.push(isHistory ? message(index) : user(index));
  }
  const self = `http://${request.headers.host}${url.pathname}`;
  const next =
    end < count && !isRecent ? `,"next":"${self}?start-index=${end}&max-results=${size}"` : '';
  const body = `{"items":[${items.join(',')}],"links":{"self":"${self}"${next}},"maxResults":${size},"startIndex":${isHistory ? 0 : start}}`;
  const answer = (): void => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  };
  if (latency === 0) answer();
  else setTimeout(answer, latency);
});

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
