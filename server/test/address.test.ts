import { createServer as createReceiver } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createAddressOf } from '../src/address.ts';
import { createServer, type FetchOptions, type ServeOptions, serve } from '../src/index.ts';
import type { ServerOptions } from '../src/ServerOptions.ts';
import { type Json, testApi } from './helpers/testApi.ts';

const lies = {
  host: 'evil.test',
  'x-forwarded-host': 'evil.test',
  'x-forwarded-proto': 'https',
  forwarded: 'host=evil.test;proto=https',
};

/** A server that listens, and how to send it bytes. */
async function listening(options: ServerOptions = {}, serving: ServeOptions = {}) {
  const server = createServer({ sample: true, rateLimit: 0, ...options });
  const served = await serve(server, serving);
  onTestFinished(async () => {
    await served.close();
    server.close();
  });
  const { port } = new URL(served.url);
  const token = server.mintToken();
  const send = async (
    lines: readonly string[],
    body = '',
  ): Promise<{ status: number; body: Json }> => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.end(
      `${[...lines, `Authorization: Bearer ${token}`, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`,
    );
    const [head = '', said = ''] = (await text(socket)).split('\r\n\r\n');
    const status = Number(head.split(' ')[1]);
    return { status, body: said.startsWith('{') ? JSON.parse(said) : said };
  };
  return { server, served, port, token, send };
}

/** Somebody whom webhooks are delivered to, and what they were told. */
async function receiver() {
  const told: Json[] = [];
  const listener = createReceiver(async (request, response) => {
    told.push(JSON.parse(await text(request)));
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    listener.close();
  });
  const host = `127.0.0.1:${(listener.address() as AddressInfo).port}`;
  return { told, host };
}

/** Every address in a document, but for the name of a client in somebody's presence. */
const originsIn = (document: Json): string[] => {
  const origins = JSON.stringify(document).match(/https?:\/\/[^/"]+/g) ?? [];
  return [...new Set(origins)].filter((origin) => origin !== 'http://hipchat.com');
};

describe('the address of links', () => {
  it('is the one that is listened on, whatever a request says', async () => {
    const { send, served } = await listening();
    const headers = Object.entries(lies).map(([name, value]) => `${name}: ${value}`);

    const plain = await send(['GET /v2/room/42?expand=owner HTTP/1.1', ...headers]);
    expect(plain.status).toBe(200);
    expect(plain.body.owner).toHaveProperty('email');
    expect(originsIn(plain.body)).toEqual([served.url]);
    const absolute = await send(['GET http://evil.test/v2/room/42 HTTP/1.1', ...headers]);
    expect(originsIn(absolute.body)).toEqual([served.url]);
    const page = await send(['GET /v2/room?max-results=1 HTTP/1.1', ...headers]);
    expect(originsIn(page.body)).toEqual([served.url]);
  });

  it('is the public one where that was said, to the server or where it listens', async () => {
    const publicUrl = 'https://chat.example.com/';
    const ours = await listening({ publicUrl });
    const theirs = await listening({}, { publicUrl });
    for (const { send } of [ours, theirs]) {
      const { body } = await send(['GET /v2/room/42?expand=owner HTTP/1.1', 'Host: evil.test']);
      expect(originsIn(body)).toEqual(['https://chat.example.com']);
      expect(body.owner).toHaveProperty('email');
    }
  });

  it('is the one that a request came in on, where every address is listened on', async () => {
    const { send, port } = await listening({}, { hostname: '0.0.0.0' });
    const { body } = await send(['GET /v2/room/42 HTTP/1.1', 'Host: evil.test']);

    expect(originsIn(body)).toEqual([`http://127.0.0.1:${port}`]);
  });

  it('is what a named proxy says last, and nobody else', async () => {
    const api = testApi({ trustedProxies: ['10.0.0.7', '192.168.0.0/16', 'fd00::/8'] });
    const token = api.server.mintToken();
    const self = async (
      headers: Record<string, string>,
      options: FetchOptions,
    ): Promise<string> => {
      const authorization = `Bearer ${token}`;
      const request = new Request('http://localhost/v2/room/42', {
        headers: { ...headers, authorization },
      });
      return (await (await api.server.fetch(request, options)).json()).links.self;
    };
    const origin = 'http://127.0.0.1:8080';
    const named = {
      'x-forwarded-host': 'evil.test, chat.example',
      'x-forwarded-proto': 'http, https',
    };
    for (const peer of ['10.0.0.7', '192.168.3.4', '::ffff:10.0.0.7', 'fd00::1']) {
      expect(await self(named, { origin, peer })).toBe('https://chat.example/v2/room/42');
      expect(await self({ host: 'Chat.example:81' }, { origin, peer })).toBe(
        'http://chat.example:81/v2/room/42',
      );
      expect(await self({ 'x-forwarded-host': 'x y' }, { origin, peer })).toBe(
        `${origin}/v2/room/42`,
      );
    }
    for (const peer of ['10.0.0.8', '192.169.0.1', '::1', 'fe80::1', '']) {
      expect(await self({ ...named, ...lies }, { origin, peer })).toBe(`${origin}/v2/room/42`);
    }
    expect(await self(lies, {})).toBe('http://localhost/v2/room/42');
  });

  it("is never the sender's in what a webhook's receiver gets", async () => {
    const { told, host } = await receiver();
    const trustedProxies = ['127.0.0.1'];
    const { send, server, served } = await listening({
      webhooks: { hosts: [host] },
      trustedProxies,
    });
    const post = (path: string, body: object) => {
      const json = JSON.stringify(body);
      const headers = [
        ...Object.entries(lies).map(([name, value]) => `${name}: ${value}`),
        'Content-Type: application/json',
        `Content-Length: ${json.length}`,
      ];
      return send([`POST /v2${path} HTTP/1.1`, ...headers], json);
    };
    for (const event of ['room_message', 'room_notification']) {
      const made = await post('/room/42/webhook', { event, url: `http://${host}/` });
      expect(originsIn(made.body)).toEqual(['https://evil.test']);
    }
    await post('/room/42/message', { message: 'x @ann' });
    await post('/room/42/notification', { message: 'x' });
    await server.delivered();

    expect(told).toHaveLength(2);
    expect(originsIn(told)).toEqual([served.url]);
  });

  it('is an address whatever a proxy says, and ours whatever anybody else does', () => {
    const home = 'http://127.0.0.1:8080';
    const addressOf = createAddressOf(undefined, ['10.0.0.0/8']);
    const odd = fc.constantFrom(
      'a',
      'B.test',
      ':80',
      ':99999',
      '[::1]',
      '[',
      ']',
      ',',
      ' ',
      '@',
      '/',
      '#',
    );
    const said = fc.option(
      fc.oneof(
        fc.string(),
        fc.array(odd).map((parts) => parts.join('')),
      ),
    );
    fc.assert(
      fc.property(said, said, said, fc.ipV4(), (host, forwardedHost, proto, peer) => {
        const headers: Record<string, string | null> = {
          host,
          'x-forwarded-host': forwardedHost,
          'x-forwarded-proto': proto,
        };
        const header = (name: string) => headers[name] ?? undefined;
        const ask = (from: string) => addressOf('http://x/', header, { origin: home, peer: from });
        const { answer } = ask('10.1.2.3');

        expect(new URL(answer).origin).toBe(answer);
        expect(ask('10.1.2.3').home).toBe(home);
        if (!peer.startsWith('10.')) expect(ask(peer)).toEqual({ answer: home, home });
      }),
    );
  });

  it.each([
    'chat.example.com',
    'ftp://chat.example.com',
    'https://chat.example.com/base',
    'https://chat.example.com/?x',
    'https://chat.example.com/#',
    'https://ann:secret@chat.example.com',
    '',
  ])('cannot be "%s"', (publicUrl) => {
    const make = () => createServer({ publicUrl });
    expect(make).toThrow('is no public URL: write an address without a path, such as https://');
    expect(make).not.toThrow('secret');
  });

  it.each(['proxy', '10.0.0.0/33', '10.0.0.0/', '::/129', '10.0.0.1/8/8', ''])(
    'has no proxy "%s"',
    (proxy) => {
      const make = () => createServer({ trustedProxies: [proxy] });
      expect(make).toThrow(
        `"${proxy}" is no proxy to be trusted: write an IP address or a network, such as 10.0.0.7`,
      );
    },
  );
});

describe('two Host headers', () => {
  it.each([
    ['Host: a.test', 'Host: a.test'],
    ['Host: a.test', 'hOST: b.test'],
  ])('are a 400: %s, %s', async (...hosts) => {
    const { send } = await listening();
    const { status, body } = await send(['GET /v2/room HTTP/1.1', ...hosts]);

    expect([status, body.error]).toEqual([
      400,
      { code: 400, message: 'A request has one Host header', type: 'Bad Request' },
    ]);
  });
});
