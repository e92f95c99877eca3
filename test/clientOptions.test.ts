import { inspect } from 'node:util';
import ky from 'ky';
import { describe, expect, it, vi } from 'vitest';
import {
  AbortError,
  connect,
  HypChat,
  type HypChatOptions,
  type HypchatError,
  hipchat,
  hipchatMap,
  NetworkError,
  within,
} from '../src/index.ts';
import { settle } from './helpers/settle.ts';

const TOKEN = 'secret-token-of-ann';
const room = { id: 1, name: 'Ops', links: {} };

/** A `fetch` that gives a room, and the addresses and tokens that it was called with. */
function recording(answer: (url: string) => Response = () => Response.json(room)) {
  const asked: string[] = [];
  const tokens: (string | null)[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    asked.push(request.url);
    tokens.push(request.headers.get('authorization'));
    return answer(request.url);
  };
  return { fetch, asked, tokens };
}

describe('the endpoint', () => {
  it.each([
    ['https://chat.example.com', 'https://chat.example.com/v2/room/1'],
    ['https://chat.example.com/', 'https://chat.example.com/v2/room/1'],
    ['https://chat.example.com//', 'https://chat.example.com/v2/room/1'],
    ['https://chat.example.com/v2', 'https://chat.example.com/v2/room/1'],
    ['https://chat.example.com/v2/', 'https://chat.example.com/v2/room/1'],
    ['https://example.com/hipchat', 'https://example.com/hipchat/v2/room/1'],
    ['https://example.com/hipchat/v2/', 'https://example.com/hipchat/v2/room/1'],
    ['https://example.com/a%20b/', 'https://example.com/a%20b/v2/room/1'],
    ['HTTPS://Chat.Example.com:443', 'https://chat.example.com/v2/room/1'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/v2/room/1'],
    ['http://[::1]:8080/', 'http://[::1]:8080/v2/room/1'],
    [new URL('https://chat.example.com/v2'), 'https://chat.example.com/v2/room/1'],
  ])('may be written %s', async (endpoint, url) => {
    const { fetch, asked } = recording();
    await new HypChat(TOKEN, { endpoint, fetch }).room(1);

    expect(asked).toEqual([url]);
  });

  it.each(['chat.example.com', 'ftp://chat.example.com', '', 'https://', '/v2', 42, null])(
    'that is none is a TypeError that names it: %j',
    (endpoint) => {
      expect(() => new HypChat(TOKEN, { endpoint: endpoint as string })).toThrow(
        `\`endpoint\` has to be an http: or https: address, got ${JSON.stringify(endpoint)}`,
      );
    },
  );

  it.each([
    'https://ann:hunter2@chat.example.com',
    'https://chat.example.com?auth_token=hunter2',
    'https://chat.example.com#hunter2',
  ])('that holds more than an address is refused, and not repeated: %s', (endpoint) => {
    let error: unknown;
    try {
      new HypChat(TOKEN, { endpoint });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TypeError);
    expect(inspect(error)).not.toContain('hunter2');
  });
});

describe('the token', () => {
  it.each([undefined, '', ' ', 42, {}])('that is no text is a TypeError: %j', (token) => {
    expect(() => new HypChat(token as string)).toThrow('`token` has to be a text');
  });

  it.each(['a\nb', 'a\r\nx: y', 'ключ'])('that no header can hold is a TypeError: %j', (token) => {
    expect(() => new HypChat(token)).toThrow('cannot be sent');
  });

  it('can be left out with `connect`', async () => {
    const { fetch, tokens } = recording();
    const options = { endpoint: 'https://chat.example.com/v2', fetch };
    await connect<HypChat>(hipchat, hipchatMap, options).room(1);

    expect(tokens).toEqual([null]);
  });
});

describe('the dialect', () => {
  it.each<[string, unknown, string]>([
    ['the function that makes one', () => hipchat, 'got a function: call it, for it makes one'],
    ['an object', {}, 'got an object'],
    ['nothing', undefined, 'got undefined'],
  ])('that is %s is a TypeError', (_name, dialect, got) => {
    const endpoint = 'https://chat.example.com/v2';
    const words = `the first argument of \`connect\` has to be a dialect, ${got}`;
    expect(() => connect(dialect as typeof hipchat, hipchatMap, { endpoint })).toThrow(words);
  });
});

describe('an option', () => {
  it.each<[string, object, string]>([
    ['that does not exist', { timeout: 5 }, 'there is no option `timeout`: there are endpoint,'],
    ['`timeoutMs` of 0', { timeoutMs: 0 }, '`timeoutMs` has to be 1 to 2147483647, got 0'],
    [
      '`timeoutMs` of a text',
      { timeoutMs: '5' },
      '`timeoutMs` has to be 1 to 2147483647, got a string',
    ],
    ['`retries` below 0', { retries: -1 }, '`retries` has to be 0 to 10, got -1'],
    [
      '`retries` of no number',
      { retries: Number.NaN },
      '`retries` has to be a whole number, got NaN',
    ],
    ['`retries` of a half', { retries: 0.5 }, '`retries` has to be a whole number, got 0.5'],
    ['`concurrency` of a half', { concurrency: 1.5 }, '`concurrency` has to be a whole number'],
    ['`maxBodyBytes` of 0', { maxBodyBytes: 0 }, '`maxBodyBytes` has to be 1 to'],
    ['`longestWaitMs` below 0', { longestWaitMs: -1 }, '`longestWaitMs` has to be 0 to'],
    ['`pageSize` of 0', { pageSize: 0 }, '`pageSize` has to be 1 to 1000, got 0'],
    [
      '`pageSize` beyond what the API allows',
      { pageSize: 1001 },
      '`pageSize` has to be 1 to 1000, got 1001',
    ],
    ['`pageSize` of a half', { pageSize: 1.5 }, '`pageSize` has to be a whole number, got 1.5'],
    [
      '`pageSize` of a text',
      { pageSize: '9' },
      '`pageSize` has to be a whole number, got a string',
    ],
    [
      '`fetch` of a text',
      { fetch: TOKEN },
      '`fetch` has to be a function like the global one, got a string',
    ],
    ['`ky` of a function', { ky: () => {} }, '`ky` has to be an instance that `ky.create()` gives'],
    ['`ky` and `fetch`', { ky, fetch }, '`ky` and `fetch` exclude each other'],
    [
      '`on` of a function',
      { on: () => {} },
      '`on` has to be an object of functions, got a function',
    ],
    ['`on` with an event that does not exist', { on: { error() {} } }, 'there is no event `error`'],
    [
      '`on` with no function',
      { on: { wait: true } },
      '`on.wait` has to be a function, got a boolean',
    ],
    [
      '`origins` of a text',
      { origins: 'x' },
      '`origins` has to be an object of origins, got a string',
    ],
    [
      '`origins` with an address',
      { origins: { 'https://a.test/v2': 'token' } },
      '`origins` names origins like https://files.example.com, got "https://a.test/v2"',
    ],
    [
      '`origins` with another access',
      { origins: { 'https://a.test': true } },
      "`origins` gives https://a.test 'token' or 'anonymous', got true",
    ],
  ])('%s is refused, by its name', (_which, options, words) => {
    let error: unknown;
    try {
      new HypChat(TOKEN, options as HypChatOptions);
    } catch (thrown) {
      error = thrown;
    }
    expect(String(error)).toContain(words);
    expect(String(error)).not.toContain(TOKEN);
  });

  it.each([null, 'https://chat.example.com'])('has to stand in an object: %j', (options) => {
    expect(() => new HypChat(TOKEN, options as unknown as HypChatOptions)).toThrow(
      /^the options have to be an object, like \{ endpoint: .* \}, got (null|a string)$/,
    );
  });

  it('that is `undefined` was not given', async () => {
    const { fetch } = recording();
    const options = { fetch, timeoutMs: undefined, on: undefined, origins: undefined };
    const hc = new HypChat(TOKEN, options as unknown as HypChatOptions);

    expect(await hc.room(1).name).toBe('Ops');
  });
});

describe('a token that is none', () => {
  it.each([
    [undefined, 'got none'],
    ['', 'got an empty one'],
    [' ', 'got an empty one'],
    [{ token: TOKEN }, 'got an object'],
    [42, 'got a number'],
    ['a\nb', 'holds a character that cannot be sent'],
    ['a\u001b[31m', 'holds a character that cannot be sent'],
    ['a\u007f', 'holds a character that cannot be sent'],
    ['токен', 'holds a character that cannot be sent'],
    [{ grantType: 'client_credential' }, "got 'client_credential'"],
  ])('is refused with what was given: %j', (token, words) => {
    expect(() => new HypChat(token as unknown as string)).toThrow(words);
  });
});

describe('a ky instance', () => {
  it('is what requests go through, with its hooks and headers', async () => {
    const { fetch, asked, tokens } = recording();
    const seen: (string | null)[] = [];
    const own = ky.create({
      fetch,
      headers: { 'x-who': 'ann' },
      hooks: { beforeRequest: [({ request }) => void seen.push(request.headers.get('x-who'))] },
    });

    expect(await new HypChat(TOKEN, { ky: own }).room(1).name).toBe('Ops');
    expect([asked.length, tokens, seen]).toEqual([1, [`Bearer ${TOKEN}`], ['ann']]);
  });

  it('neither sends again, nor follows, nor throws by itself, nor changes addresses', async () => {
    const { fetch, asked } = recording((url) =>
      url.endsWith('/1')
        ? new Response(null, { status: 302, headers: { location: 'https://evil.test/' } })
        : Response.json({ error: { code: 500, message: 'no', type: 'x' } }, { status: 500 }),
    );
    const own = ky.create({
      fetch,
      retry: 5,
      prefix: 'https://elsewhere.test',
      throwHttpErrors: true,
    });
    const hc = new HypChat(TOKEN, { ky: own, retries: 0 });

    await expect(settle(hc.room(2).delete())).rejects.toMatchObject({
      name: 'InternalServerError',
    });
    await expect(settle(hc.room(1).name)).rejects.toMatchObject({ name: 'OriginError' });
    expect(asked).toEqual([
      'https://api.hipchat.com/v2/room/2',
      'https://api.hipchat.com/v2/room/1',
    ]);
  });
});

describe('the timeout and the signal of a ky instance', () => {
  /** A server that never answers, and how often it was asked. */
  function silent(obeys = true) {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      const request = new Request(input, init);
      asked.push(request.method);
      const { signal } = request;
      return new Promise((_resolve, reject) => {
        if (!obeys) return;
        if (signal.aborted) reject(signal.reason);
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    };
    return { fetch, asked };
  }
  const errorOf = (chain: PromiseLike<unknown>): Promise<HypchatError> =>
    settle(chain).then(
      () => expect.unreachable('it did not reject'),
      (error: HypchatError) => error,
    );

  it('end what takes longer, and are told as what they are', async () => {
    const { fetch, asked } = silent();
    const hc = new HypChat(TOKEN, { ky: ky.create({ fetch, timeout: 1 }) });
    const error = await errorOf(hc.room(1).name);

    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ timedOut: true, nothingSent: false });
    expect(asked).toEqual(['GET']);
    expect(error.message.split('\n')).toEqual([
      'no answer within 1 ms, the timeout of the `ky` that was given',
      '  hc.room(1).name',
      '     ^^^^^^^',
      '  GET https://api.hipchat.com/v2/room/1',
    ]);
  });

  it('are not named where a `fetch` has a timeout of its own', async () => {
    const fetch = () => Promise.reject(new DOMException('after a second', 'TimeoutError'));
    const error = await errorOf(new HypChat(TOKEN, { fetch }).room(1).name);

    expect(error).toMatchObject({ timedOut: true, reason: 'no answer: after a second' });
  });

  it('leave our own timeout what it is', async () => {
    const { fetch } = silent();
    const hc = new HypChat(TOKEN, { ky: ky.create({ fetch }), timeoutMs: 1 });

    expect((await errorOf(hc.room(1).name)).reason).toBe('no answer within 1 ms');
  });

  it.each([true, false])(
    'abort a read that is on its way, once and for all (a fetch that obeys: %j)',
    async (obeys) => {
      const { fetch, asked } = silent(obeys);
      const controller = new AbortController();
      const hc = new HypChat(TOKEN, { ky: ky.create({ fetch, signal: controller.signal }) });
      const failing = errorOf(hc.room(1).name);
      await vi.waitFor(() => expect(asked).toHaveLength(1));
      const reason = new Error('the server shuts down');
      controller.abort(reason);
      const error = await failing;

      expect(error).toBeInstanceOf(AbortError);
      expect([error.cause, asked]).toEqual([reason, ['GET']]);
      expect(error.message.split('\n')).toEqual([
        'the signal of the `ky` that was given was aborted',
        '  hc.room(1).name',
        '     ^^^^^^^',
        '  GET https://api.hipchat.com/v2/room/1',
      ]);
    },
  );

  it('abort an action that is on its way, which may have been done', async () => {
    const { fetch, asked } = silent();
    const controller = new AbortController();
    const hc = new HypChat(TOKEN, { ky: ky.create({ fetch, signal: controller.signal }) });
    const failing = errorOf(hc.room(1).message('hi'));
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    controller.abort();

    expect((await failing).reason).toBe(
      'the signal of the `ky` that was given was aborted: the POST may have been done all the same',
    );
  });

  it('let nothing be sent that were aborted before', async () => {
    const { fetch } = silent();
    const signal = AbortSignal.abort(new DOMException('too late', 'TimeoutError'));
    const own = ky.create({ fetch, signal });
    const error = await errorOf(new HypChat(TOKEN, { ky: own }).room(1).message('hi'));

    expect(error).toBeInstanceOf(AbortError);
    expect(error.cause).toMatchObject({ name: 'TimeoutError' });
    expect(error.reason).toBe(
      'the signal of the `ky` that was given was aborted: nothing was sent',
    );
  });

  it('leave a signal of the walk what it is', async () => {
    const { fetch, asked } = silent();
    const controller = new AbortController();
    const own = ky.create({ fetch, signal: new AbortController().signal });
    const hc = within(new HypChat(TOKEN, { ky: own }), { signal: controller.signal });
    const failing = errorOf(hc.room(1).name);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    controller.abort();

    expect((await failing).reason).toBe('the walk was aborted');
  });
});

describe('another origin', () => {
  const owner = (self: string) => ({ id: 7, name: 'Ann', links: { self } });
  const away = 'https://files.example.com/v2/user/7';

  /** Asks for the owner of a room, who lives elsewhere. */
  function withOwnerAt(self: string, options: HypChatOptions) {
    const server = recording((url) =>
      url.includes('/user/')
        ? Response.json({ ...owner(self), email: 'ann@example.com' })
        : Response.json({ ...room, topic: '', owner: owner(self) }),
    );
    return { ...server, hc: new HypChat(TOKEN, { fetch: server.fetch, ...options }) };
  }

  it('gets nothing, unless an option allows it', async () => {
    const { hc, asked } = withOwnerAt(away, {});

    await expect(settle(hc.room(1).owner.email)).rejects.toMatchObject({ name: 'OriginError' });
    expect(asked.filter((url) => url.startsWith('https://files'))).toEqual([]);
  });

  it('is none where a link holds no address at all', async () => {
    const { hc, asked } = withOwnerAt('https://api.hipchat.com:80800/v2/user/7', {});

    expect(await hc.room(1).owner.email).toBe('ann@example.com');
    expect(asked.at(-1)).toBe('https://api.hipchat.com/v2/user/7');
  });

  it('that is allowed gets requests without the token', async () => {
    const { hc, asked, tokens } = withOwnerAt(away, {
      origins: { 'https://files.example.com': 'anonymous' },
    });

    expect(await hc.room(1).owner.email).toBe('ann@example.com');
    expect([asked.at(-1), tokens.at(-1)]).toEqual([away, null]);
    await hc.room(1).owner.message('hi');
    expect([asked.at(-1), tokens.at(-1)]).toEqual([`${away}/message`, null]);
  });

  it('gets the token where the option says so', async () => {
    const { hc, tokens } = withOwnerAt(away, {
      origins: { 'https://files.example.com/': 'token' },
    });
    await hc.room(1).owner.email;

    expect(tokens.at(-1)).toBe(`Bearer ${TOKEN}`);
  });

  it.each([
    'https://files.example.com:8443/v2/user/7',
    'http://files.example.com/v2/user/7',
    'https://x.files.example.com/v2/user/7',
    'blob:https://files.example.com/7',
  ])('is another one than the allowed one: %s', async (self) => {
    const { hc, asked } = withOwnerAt(self, {
      origins: { 'https://files.example.com': 'token' },
    });

    await expect(settle(hc.room(1).owner.email)).rejects.toMatchObject({ name: 'OriginError' });
    expect(asked.every((url) => url.startsWith('https://api.hipchat.com'))).toBe(true);
  });

  it('to which a redirect leads gets no token, and the way back brings it again', async () => {
    const { fetch, asked, tokens } = recording((url) => {
      const to = (location: string) => new Response(null, { status: 302, headers: { location } });
      if (url.endsWith('/room/1')) return to('https://files.example.com/there');
      if (url.endsWith('/there')) return to('https://api.hipchat.com/v2/room/2');
      return Response.json(room);
    });
    const origins = { 'https://files.example.com': 'anonymous' } as const;
    await new HypChat(TOKEN, { fetch, origins }).room(1);

    expect(asked).toHaveLength(3);
    expect(tokens).toEqual([`Bearer ${TOKEN}`, null, `Bearer ${TOKEN}`]);
  });

  it('cannot take the endpoint’s own token away', async () => {
    const { fetch, tokens } = recording();
    const origins = { 'https://api.hipchat.com': 'anonymous' } as const;
    await new HypChat(TOKEN, { fetch, origins }).room(1);

    expect(tokens).toEqual([`Bearer ${TOKEN}`]);
  });
});
