import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer, serve } from '../src/index.ts';
import type { Pace } from '../src/pace.ts';

async function served(pace?: Pace): Promise<{ port: number; token: string }> {
  const server = createServer({ sample: true });
  const { url, close } = await serve(server, pace === undefined ? {} : { pace });
  onTestFinished(async () => {
    await close();
    server.close();
  });
  return { port: Number(new URL(url).port), token: server.mintToken() };
}

/** Sends the head of a request, and gives the connection and what comes back in all. */
async function begin(
  { port, token }: { port: number; token: string },
  path: string,
  length: string,
): Promise<{ socket: Socket; answer: Promise<string> }> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  const answer = new Promise<string>((resolve) => {
    socket.on('close', () => resolve(text));
  });
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
      `Content-Type: application/json\r\n${length}\r\n\r\n`,
  );
  return { socket, answer };
}

const dripping = { graceMs: 50, bytesPerSecond: 1_000_000 };

describe('a body that drips', () => {
  it.each([
    { name: 'that says how long it is', length: 'Content-Length: 1000', drop: ' ' },
    { name: 'in chunks', length: 'Transfer-Encoding: chunked', drop: '1\r\n \r\n' },
  ])('is cut off: one $name', async ({ length, drop }) => {
    const target = await served(dripping);
    const { socket, answer } = await begin(target, '/v2/room/42/message', length);
    const drips = setInterval(() => socket.write(drop), 10);
    const text = await answer;
    clearInterval(drips);

    // A drop that meets the end of the connection may take the answer with it.
    expect(text).toMatch(/^$|^HTTP\/1\.1 408 Request Timeout\r\n/);
  });

  it('is told why', async () => {
    const target = await served(dripping);
    const { answer } = await begin(target, '/v2/room/42/message', 'Content-Length: 1000');
    const text = await answer;

    expect(text).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(text).toContain('Connection: close');
    expect(text).toContain('"message": "The request body came too slowly"');
  });

  it('is cut off where nobody reads it as well', async () => {
    const target = await served(dripping);
    const { answer } = await begin(target, '/v2/nowhere', 'Content-Length: 1000');

    expect(await answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('is cut off where it has been silent from the beginning', async () => {
    const target = await served(dripping);
    const { answer } = await begin(target, '/users/authorize', 'Content-Length: 1000');

    expect(await answer).toMatch(/^HTTP\/1\.1 4\d\d /);
  });
});

describe('a body that comes on', () => {
  it('is read however slow, as long as it is not slower than a line that nobody has', async () => {
    // Each byte buys a minute.
    const target = await served({ graceMs: 60_000, bytesPerSecond: 1 / 60 });
    const json = JSON.stringify({ message: 'slow' });
    const length = `Content-Length: ${json.length}\r\nConnection: close`;
    const { socket, answer } = await begin(target, '/v2/room/42/message', length);
    for (const character of json) {
      socket.write(character);
      await new Promise((resolve) => setImmediate(resolve));
    }

    expect(await answer).toMatch(/^HTTP\/1\.1 201 /);
  });
});
