import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { endpoints } from '../src/endpoints.ts';
import { readMultipart } from '../src/multipart.ts';
import { type TestApi, testApi } from './helpers/testApi.ts';

/** A body that never ends, and how much of it was taken. */
function endless(): { body: ReadableStream<Uint8Array>; taken: () => number } {
  let taken = 0;
  const piece = new Uint8Array(65_536).fill(0x2d);
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        taken += piece.byteLength;
        // What takes all of it is to fail by this, not by the end of memory.
        if (taken > 256 * 1024 * 1024) controller.error(new Error('Everything was taken'));
        else controller.enqueue(piece);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, taken: () => taken };
}

async function sendEndless(
  api: TestApi,
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; taken: number }> {
  const { body, taken } = endless();
  const init = { method, headers, body, duplex: 'half' } as RequestInit;
  const response = await api.server.fetch(new Request(`http://localhost${path}`, init));
  return { status: response.status, taken: taken() };
}

const withBody = endpoints.filter((endpoint) => 'body' in endpoint && endpoint.body !== undefined);
const paths = withBody.map(({ method, path }) => ({
  method,
  path: path
    .replace(':room', '42')
    .replace(':user', '2')
    .replace(':group', '1')
    .replace(':key', 'k')
    .replace(/:\w+/, 'x'),
}));

describe('a body without an end', () => {
  it.each(paths)('is left alone after some megabytes: $method $path', async ({ method, path }) => {
    const api = testApi({ fileLimit: 1_000_000 });
    const headers = {
      authorization: `Bearer ${api.server.mintToken()}`,
      'content-type': 'application/json',
    };
    const { status, taken } = await sendEndless(api, method, `/v2${path}`, headers);

    expect([403, 413]).toContain(status);
    expect(taken).toBeLessThan(4 * 1024 * 1024);
  });

  it('is left alone where a person signs in', async () => {
    const api = testApi();
    const { oauthId } = api.server.installAddon({
      key: 'ci',
      redirectUrls: ['https://a.test/'],
    });
    const path = `/users/authorize?client_id=${oauthId}`;
    const { status, taken } = await sendEndless(api, 'POST', path);

    expect(status).toBe(413);
    expect(taken).toBeLessThan(1024 * 1024);
  });

  it('is left alone where faults are set', async () => {
    const api = testApi({ faultRoute: true });
    const headers = { authorization: `Bearer ${api.server.testToken}` };
    const { status, taken } = await sendEndless(api, 'PUT', '/test/faults', headers);

    expect(status).toBe(413);
    expect(taken).toBeLessThan(4 * 1024 * 1024);
  });
});

describe('what is refused without its body', () => {
  it.each([
    { method: 'POST', path: '/room/42/message' },
    { method: 'POST', path: '/room/42/notification' },
    { method: 'POST', path: '/room/42/reply' },
    { method: 'POST', path: '/room/42/share/file' },
    { method: 'POST', path: '/room/42/share/link' },
  ])('is refused by flood control before any of it is read: $path', async ({ method, path }) => {
    const api = testApi({ floodLimit: 1 });
    const headers = { authorization: `Bearer ${api.server.mintToken()}` };
    await api.post('/room/42/message', { message: 'x' });

    expect(await sendEndless(api, method, `/v2${path}`, headers)).toEqual({
      status: 429,
      taken: 0,
    });
  });

  it.each(['/user/3/message', '/user/3/share/file', '/user/3/share/link'])(
    'is refused by flood control before any of it is read: %s',
    async (path) => {
      const api = testApi({ floodLimit: 1 });
      const headers = { authorization: `Bearer ${api.server.mintToken()}` };
      await api.post('/user/3/message', { message: 'x' });

      expect(await sendEndless(api, 'POST', `/v2${path}`, headers)).toEqual({
        status: 429,
        taken: 0,
      });
    },
  );

  it('is refused without a good token, by the rate limit, and for its length', async () => {
    const api = testApi({ rateLimit: 1 });
    const headers = { authorization: `Bearer ${api.server.mintToken()}` };
    const path = '/v2/room/42/message';

    expect(await sendEndless(api, 'POST', path)).toEqual({ status: 401, taken: 0 });
    const long = { ...headers, 'content-length': '999999999' };
    expect(await sendEndless(api, 'POST', path, long)).toEqual({ status: 413, taken: 0 });
    expect(await sendEndless(api, 'POST', path, headers)).toEqual({ status: 429, taken: 0 });
  });
});

describe('JSON of a file’s size', () => {
  it('is refused unread where it is a million things and no file', async () => {
    const api = testApi();
    const parse = vi.spyOn(JSON, 'parse');
    const body = `{"photo":[${'[],'.repeat(1_000_000)}0]}`;
    const headers = { 'content-type': 'application/json' };

    expect((await api.call('PUT', '/user/2/photo', { headers, body })).status).toBe(413);
    expect(parse.mock.calls.map(([text]) => text.length)).not.toContain(body.length);
    parse.mockRestore();
  });
});

describe('a multipart body', () => {
  const bytes = fc
    .array(fc.constantFrom('-', '--', 'b', '\n', '\r\n', '--b', '\n--b', '--b--', 'x', '\n\n'), {
      maxLength: 60,
    })
    .map((pieces) => pieces.join(''));

  it('is cut at the boundaries that begin a line, and nowhere else', () => {
    const cut = (files: readonly string[], end: string): void => {
      const wanted = files.map((file) => file.split('\n--b').join('\n -b').replace(/^--b/, ' -b'));
      const parts = wanted.map((file) => `--b${end}Name: x${end}${end}${file}${end}`);
      const body = Buffer.from(`${parts.join('')}--b--${end}`);

      const read = readMultipart(body, 'multipart/related; boundary=b');
      expect(read.map((part) => Buffer.from(part.bytes).toString())).toEqual(wanted);
    };

    fc.assert(fc.property(fc.array(bytes, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), cut));
  });

  it('has no more headers in a part than a client would write', () => {
    const body = Buffer.from(`--b\n${'a: b\n'.repeat(100_000)}\nx\n--b--`);

    expect(() => readMultipart(body, 'multipart/related; boundary=b')).toThrow(
      'no end of its headers',
    );
  });
});
