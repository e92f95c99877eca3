import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer, serve } from '../src/index.ts';

describe('serve', () => {
  it('listens on a free port of this machine alone, and stops', async () => {
    const server = createServer({ sample: true });
    onTestFinished(() => server.close());
    const { url, close } = await serve(server);
    const headers = { authorization: `Bearer ${server.mintToken()}` };

    const response = await fetch(`${url}/v2/user/@ann`, { headers });
    expect(await response.json()).toMatchObject({ links: { self: `${url}/v2/user/2` } });
    await close();
    await close();
    await expect(fetch(`${url}/v2/capabilities`)).rejects.toThrow();
    expect(server.requestCount).toBe(1);
  });

  it('links to the address that it listens on, by whatever name it was called', async () => {
    const server = createServer();
    const { url, close } = await serve(server);
    onTestFinished(async () => {
      await close();
      server.close();
    });
    const local = url.replace('127.0.0.1', 'localhost');

    // Both names lead to the loopback address, one of them perhaps to another version of it first.
    const response = await fetch(`${local}/v2/capabilities`);
    expect(await response.json()).toMatchObject({ links: { self: `${url}/v2/capabilities` } });
  });

  it('answers those who are waiting before it stops', async () => {
    const server = createServer();
    const token = server.mintToken();
    const { url, close } = await serve({
      ...server,
      fetch: async (request) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return server.fetch(request);
      },
    });
    onTestFinished(() => server.close());
    const headers = { authorization: `Bearer ${token}` };
    const waiting = fetch(`${url}/v2/room`, { headers });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await close();

    expect((await waiting).status).toBe(200);
  });

  it('leaves the globals of whoever embeds it alone', async () => {
    const globals = [globalThis.Request, globalThis.Response];
    const server = createServer();
    const { close } = await serve(server);
    await close();
    server.close();

    expect([globalThis.Request, globalThis.Response]).toEqual(globals);
  });

  it('says when the port is taken', async () => {
    const server = createServer();
    const { url, close } = await serve(server);
    onTestFinished(async () => {
      await close();
      server.close();
    });

    await expect(serve(server, { port: Number(new URL(url).port) })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
