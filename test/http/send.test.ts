import { describe, expect, it } from 'vitest';
import { AnswerError, ApiError, HypChat, NetworkError, OriginError } from '../../src/index.ts';
import { mockApi, wholeRoom } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

const api = mockApi();

/** The error that a chain rejects with. */
const errorOf = (chain: PromiseLike<unknown>): Promise<Error> =>
  settle(chain).then(
    () => new Error('it did not reject'),
    (error: unknown) => error as Error,
  );

describe('the token', () => {
  it('goes with every request to the endpoint', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    await api.hc.room(42);

    expect(api.received[0]?.headers.authorization).toBe('Bearer secret-token');
    expect(api.received[0]?.path).not.toContain('secret');
  });

  it('goes to no other origin by a link, and nothing else does', async () => {
    const links = {
      self: 'https://api.hipchat.com/v2/room/42',
      participants: 'https://evil.test/v2/user',
    };
    api.on('GET', '/v2/room/42', { ...wholeRoom(42), links });
    const room = await api.hc.room(42);

    expect(await errorOf(room.participants)).toBeInstanceOf(OriginError);
    expect(api.received).toHaveLength(1);
  });

  it('goes to no other origin by a redirect', async () => {
    api.on('GET', '/v2/room/42', '', {
      status: 302,
      headers: { location: 'https://evil.test/v2/room/42' },
    });

    const error = await errorOf(api.hc.room(42));

    expect(error).toBeInstanceOf(OriginError);
    expect(error.message).toContain(
      'https://evil.test is another origin than https://api.hipchat.com',
    );
    expect(api.received).toHaveLength(1);
  });

  it('stands in no error, nor in anything that hangs on one', async () => {
    const hc = new HypChat('secret-token', {
      retries: 0,
      fetch: async () => {
        throw new TypeError('fetch failed');
      },
    });
    const error = await errorOf(hc.room(42));
    const seen = new Set<unknown>();
    const texts: string[] = [];
    const look = (value: unknown): void => {
      if (seen.has(value)) return;
      seen.add(value);
      if (typeof value === 'string') texts.push(value);
      if (value instanceof Headers) texts.push(...[...value].flat());
      if (typeof value !== 'object' || value === null) return;
      for (const key of Reflect.ownKeys(value)) look(Reflect.get(value, key));
      if (value instanceof Request) look(value.headers);
    };
    look(error);

    expect(error).toBeInstanceOf(NetworkError);
    expect(texts.filter((text) => text.includes('secret'))).toEqual([]);
  });
});

describe('a redirect', () => {
  it('within the origin is followed', async () => {
    api.on('GET', '/v2/room/Ops', '', { status: 302, headers: { location: '/v2/room/42' } });
    api.on('GET', '/v2/room/42', wholeRoom(42));

    expect(await api.hc.room('Ops').topic).toBe('Topic 42');
  });

  it('that a browser hides is an error that says so, of an action as well', async () => {
    // What `fetch` gives there for `redirect: 'manual'` has the status 0 and no body, as this has.
    const hc = new HypChat('secret-token', { fetch: async () => Response.error() });

    for (const chain of [hc.room(42).name, hc.room(42).message('hi')]) {
      expect((await errorOf(chain)).message).toContain(
        'a redirect that the run-time hides cannot be followed',
      );
    }
  });

  it('of an action is not followed, for it would be sent twice', async () => {
    api.on('POST', '/v2/room/42/message', '', {
      status: 307,
      headers: { location: '/v2/room/43/message' },
    });

    expect((await errorOf(api.hc.room(42).message('hi'))).message).toContain('is not followed');
  });
});

describe('redirects', () => {
  it('are followed five times', async () => {
    for (let hop = 0; hop <= 5; hop += 1) {
      const headers = { location: `/v2/room/${hop + 1}` };
      api.on('GET', `/v2/room/${hop}`, '', { status: 302, headers });
    }

    expect((await errorOf(api.hc.room(0))).message).toContain('more than 5 redirects');
    expect(api.asked).toHaveLength(6);
  });
});

describe('an answer', () => {
  it('that repeats the token is told without it', async () => {
    const message = 'secret-token may not do that';
    api.on(
      'GET',
      '/v2/room/42',
      { error: { code: 403, message, type: 'Forbidden' } },
      { status: 403 },
    );

    const error = (await errorOf(api.hc.room(42))) as ApiError;

    expect([error.serverMessage, error.message.includes('secret')]).toEqual([
      '… may not do that',
      false,
    ]);
  });

  it('that is an error carries the server’s own words, by fields as well', async () => {
    api.on(
      'POST',
      '/v2/room/42/notification',
      {
        error: {
          code: 400,
          message: "Value u'x' for field 'card' is wrong",
          type: 'Bad Request',
          field: 'card',
        },
      },
      { status: 400 },
    );

    const error = (await errorOf(api.hc.room(42).notification('hi', { card: {} }))) as ApiError;

    expect(error).toBeInstanceOf(ApiError);
    expect(error.message).toBe(
      [
        "HipChat answered 400 Bad Request: Value u'x' for field 'card' is wrong",
        "  hc.room(42).notification('hi', { card: {} })",
        '              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '  POST https://api.hipchat.com/v2/room/42/notification',
      ].join('\n'),
    );
    expect([error.status, error.type, error.details]).toEqual([
      400,
      'Bad Request',
      { field: 'card' },
    ]);
  });

  it('that is HTML is an error that says so', async () => {
    api.on('GET', '/v2/room/42', '<html>login</html>', {
      headers: { 'content-type': 'text/html' },
    });

    const error = await errorOf(api.hc.room(42));

    expect(error).toBeInstanceOf(AnswerError);
    expect(error.message).toContain(
      'the answer (200, text/html) is not JSON: "<html>login</html>"',
    );
  });

  it('that is HTML with a status keeps the status', async () => {
    api.on('GET', '/v2/room/42', '<html>bad gateway</html>', { status: 502 });

    expect(await errorOf(api.hc.room(42))).toMatchObject({ name: 'BadGatewayError', status: 502 });
  });

  it('that is cut short is an error', async () => {
    api.on('GET', '/v2/room/42', '{"id": 42, "na');

    expect(await errorOf(api.hc.room(42))).toBeInstanceOf(AnswerError);
  });
});

describe('an action whose connection fails', () => {
  it('is not sent again', async () => {
    let sent = 0;
    const hc = new HypChat('secret-token', {
      fetch: async () => {
        sent += 1;
        throw new TypeError('fetch failed', { cause: new Error('other side closed') });
      },
    });

    const error = await errorOf(hc.room(42).message('hi'));

    expect(error.message).toContain('no answer: other side closed');
    expect(sent).toBe(1);
    await errorOf(hc.room(42).topic('new'));
    expect(sent).toBe(2);
  });
});
