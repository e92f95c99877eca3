import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createServer, type RequestLine, selfSigned } from '../src/index.ts';
import { testApi } from './helpers/testApi.ts';

const send = (api: ReturnType<typeof testApi>, path: string, init: RequestInit = {}) =>
  api.server.fetch(new Request(`http://localhost${path}`, init));

describe('/health', () => {
  it('says that the server is well, to anyone, and counts for nobody', async () => {
    const api = testApi();
    const response = await send(api, '/health');

    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
    expect(api.server.requestCount).toBe(0);
    expect((await send(api, '/health', { method: 'DELETE' })).status).toBe(405);
  });
});

describe('cross-origin requests', () => {
  const origin = 'https://app.example.com';

  it('are answered to the origins that are allowed, errors and headers included', async () => {
    const api = testApi({ cors: [origin] });
    const reply = await api.call('GET', '/room/nowhere', { headers: { origin } });

    expect(reply.status).toBe(404);
    expect(reply.headers.get('access-control-allow-origin')).toBe(origin);
    expect(reply.headers.get('vary')).toBe('Origin');
    const exposed = reply.headers.get('access-control-expose-headers')?.split(', ');
    expect(exposed).toContain('X-Ratelimit-Remaining');
    expect(exposed).toContain('X-FloodControl-Reset');
    expect(reply.headers.get('x-ratelimit-limit')).not.toBeNull();
    const { headers } = await api.call('GET', '/room', {
      headers: { origin: 'https://evil.test' },
    });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  it('are asked for beforehand without a token, and without counting', async () => {
    const api = testApi({ cors: [origin] });
    const ask = (from: string) =>
      send(api, '/v2/room', {
        method: 'OPTIONS',
        headers: { origin: from, 'access-control-request-method': 'PUT' },
      });
    const allowed = await ask(origin);

    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(allowed.headers.get('access-control-allow-headers')).toContain('Authorization');
    expect((await ask('https://evil.test')).headers.get('access-control-allow-methods')).toBeNull();
    expect(api.server.requestCount).toBe(0);
  });

  it('can be open to all, and are to nobody by default', async () => {
    const open = testApi({ cors: ['*'] });
    const headers = { origin };
    const any = (await open.call('GET', '/room', { headers })).headers;
    expect(any.get('access-control-allow-origin')).toBe('*');
    const none = (await testApi().call('GET', '/room', { headers })).headers;
    expect(none.get('access-control-allow-origin')).toBeNull();
    expect(() => createServer({ cors: ['example.com'] })).toThrow(RangeError);
  });
});

describe('what is told of a request', () => {
  it('is who, what, and what came of it', async () => {
    const lines: RequestLine[] = [];
    const api = testApi({ onRequest: (line) => lines.push(line) });
    await api.get('/room?auth_token=x&max-results=1');
    await api.get('/room', null);
    await api.get('/room', 'wrong');
    await api.get('/room/42', api.server.mintToken({ kind: 'client' }));
    await send(api, '/health');

    expect(lines.map(({ path, status, by }) => [path, status, by])).toEqual([
      ['/v2/room?max-results=1', 200, 'user 1'],
      ['/v2/room', 401, 'nobody'],
      ['/v2/room', 401, 'unknown'],
      ['/v2/room/42', 200, 'add-on 1'],
      ['/health', 200, 'nobody'],
    ]);
    expect(lines[0]).toMatchObject({ method: 'GET', ms: expect.any(Number) });
    expect(new Date(lines[0]?.time ?? '').getTime()).toBeGreaterThan(0);
  });
});

describe('a self-signed certificate', () => {
  it.each(['192.168.0.7', 'chat.example.com', '::1', 'fe80::1:2'])('is good for %s', (host) => {
    const { cert, key } = selfSigned(host);
    const [certificate, authority] = cert
      .split(/(?<=-----END CERTIFICATE-----\n)/)
      .map((pem) => new X509Certificate(pem)) as [X509Certificate, X509Certificate];

    expect([certificate.ca, authority.ca]).toEqual([false, true]);
    expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(
      true,
    );
    expect(authority.checkIssued(authority) && authority.verify(authority.publicKey)).toBe(true);
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    const named =
      host.includes(':') || /^\d/.test(host)
        ? certificate.checkIP(host)
        : certificate.checkHost(host);
    expect(named).toBe(host);
    expect(Date.parse(certificate.validTo)).toBeGreaterThan(Date.now() + 300 * 86_400_000);
    expect(Date.parse(certificate.validFrom)).toBeLessThan(Date.now());
    expect(key).toContain('PRIVATE KEY');
  });
});
