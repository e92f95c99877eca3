/** Tokens that renew themselves: one renewal, however many wait; nothing is sent twice that was acted on. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  AbortError,
  BadRequestError,
  type ClientToken,
  explain,
  HypChat,
  trace,
  UnauthorizedError,
  within,
} from '../../src/index.ts';
import { embedded } from '../helpers/embedded.ts';
import { wholeRoom } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

/** A server that knows some tokens, and what it got with which. */
function keeper(known: Set<string>, token: ClientToken) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const used = request.headers.get('authorization')?.replace('Bearer ', '') ?? 'nobody';
    asked.push(`${request.method} ${new URL(request.url).pathname} ${used}`);
    if (!known.has(used)) {
      const error = { code: 401, message: `Invalid OAuth session ${used}`, type: 'Unauthorized' };
      return Response.json({ error }, { status: 401 });
    }
    return request.method === 'GET'
      ? Response.json(wholeRoom(1))
      : new Response(null, { status: 204 });
  };
  return { asked, hc: new HypChat(token, { fetch }) };
}

describe('a token that a function gives', () => {
  it('is asked for once, however many requests wait for it, and kept', async () => {
    const source = vi.fn(async () => 'first');
    const { hc, asked } = keeper(new Set(['first']), source);

    await Promise.all([hc.room(1).name, hc.room(2).name, hc.room(3).topic('x')]);
    await hc.room(4).name;

    expect(source.mock.calls).toEqual([[undefined]]);
    expect(asked.every((line) => line.endsWith(' first'))).toBe(true);
    expect(asked).toHaveLength(4);
  });

  it('is asked for again once the server refuses it, once for all that it refused', async () => {
    const given = ['first', 'second'];
    const source = vi.fn(async () => given.shift() ?? 'none');
    const { hc, asked } = keeper(new Set(['second']), source);

    await Promise.all([hc.room(1).name, hc.room(2).name, hc.room(3).name]);

    expect(source.mock.calls).toEqual([[undefined], ['first']]);
    expect(asked.filter((line) => line.endsWith(' first'))).toHaveLength(3);
    expect(asked.filter((line) => line.endsWith(' second'))).toHaveLength(3);
  });

  it('is not asked for again where a refusal comes late: there is a new one already', async () => {
    const given = ['first', 'second'];
    const source = vi.fn(() => given.shift() ?? 'none');
    const { promise: renewed, resolve: letGo } = Promise.withResolvers<void>();
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      const isLate = request.url.endsWith('/room/2');
      if (request.headers.get('authorization') === 'Bearer second') {
        letGo();
        return Response.json(wholeRoom(isLate ? 2 : 1));
      }
      if (isLate) await renewed;
      const error = { code: 401, message: 'Invalid OAuth session', type: 'Unauthorized' };
      return Response.json({ error }, { status: 401 });
    };
    const hc = new HypChat(source, { fetch });

    expect(await Promise.all([hc.room(1).name, hc.room(2).name])).toEqual(['Room 1', 'Room 2']);
    expect(source).toHaveBeenCalledTimes(2);
  });

  it('is asked for again for an action as well, for a 401 says that nothing was done', async () => {
    const given = ['first', 'second'];
    const { hc, asked } = keeper(new Set(['second']), () => given.shift() ?? 'none');

    const { requests } = await trace(hc.room(1).topic('Deploying'));

    expect(asked).toEqual(['PUT /v2/room/1/topic first', 'PUT /v2/room/1/topic second']);
    expect(requests.map(({ status, reason }) => [status, reason])).toEqual([
      [401, ''],
      [204, 'again, with a new token'],
    ]);
  });

  it('that the server knows no better gives its refusal, after one more', async () => {
    const given = ['first', 'second', 'third'];
    const source = vi.fn(() => given.shift() ?? 'none');
    const { hc, asked } = keeper(new Set(), source);

    await expect(settle(hc.room(1).name)).rejects.toBeInstanceOf(UnauthorizedError);
    expect(asked).toHaveLength(2);
  });

  it('that is the same again is not sent again', async () => {
    const source = vi.fn(() => 'first');
    const { hc, asked } = keeper(new Set(), source);

    await expect(settle(hc.room(1).name)).rejects.toBeInstanceOf(UnauthorizedError);
    expect([source.mock.calls.length, asked.length]).toEqual([2, 1]);
  });

  it('is not sent again where no further request is allowed', async () => {
    const given = ['first', 'second'];
    const { hc, asked } = keeper(new Set(['second']), () => given.shift() ?? 'none');

    await expect(settle(within(hc.room(1), { budget: 1 }).name)).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });

  it('is asked for again after it failed, and the failure is that of all who waited', async () => {
    const source = vi.fn(async () => {
      if (source.mock.calls.length === 1) throw new Error('the safe is locked');
      return 'first';
    });
    const { hc } = keeper(new Set(['first']), source);

    const ends = await Promise.allSettled([hc.room(1).name, hc.room(2).name]);

    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(source).toHaveBeenCalledTimes(1);
    expect(await hc.room(1).name).toBe('Room 1');
  });

  it.each([undefined, '', 42, { access_token: 7 }, 'a\nb'])(
    'that is %j cannot be sent, and is not repeated',
    async (wrong) => {
      const { hc, asked } = keeper(new Set(), () => wrong as string);

      await expect(settle(hc.room(1).name)).rejects.toThrow(
        /`token` (?:has to be a text, got (?!a undefined)|holds)/,
      );
      expect(asked).toEqual([]);
    },
  );

  it('that is a number is told to be one', async () => {
    const { hc } = keeper(new Set(), () => 42 as unknown as string);

    await expect(settle(hc.room(1).name)).rejects.toThrow('`token` has to be a text, got a number');
  });

  it('keeps nobody waiting who has given up', async () => {
    const { hc, asked } = keeper(new Set(), () => new Promise<string>(() => {}));
    const controller = new AbortController();
    const waiting = settle(within(hc.room(1), { signal: controller.signal }).name);
    controller.abort('enough');

    await expect(waiting).rejects.toBeInstanceOf(AbortError);
    expect(asked).toEqual([]);
  });

  it.each([
    { when: 'at a refusal', expires_in: 3600, status: 401 },
    { when: 'at a redirect, where it is over by then', expires_in: 0, status: 302 },
  ])('fails unheard where everybody has given up $when', async ({ expires_in, status }) => {
    const controller = new AbortController();
    const unhandled: unknown[] = [];
    const listen = (reason: unknown): void => {
      unhandled.push(reason);
    };
    const source = vi
      .fn<() => Promise<{ access_token: string; expires_in: number }>>()
      .mockRejectedValue(new Error('the vault is shut'))
      .mockResolvedValueOnce({ access_token: 'first', expires_in });
    const headers = { location: '/v2/room/2' };
    const fetch = async () => new Response(null, { status, headers });
    const hc = new HypChat(source, { fetch, on: { response: () => controller.abort() } });
    process.on('unhandledRejection', listen);
    try {
      const name = settle(within(hc, { signal: controller.signal }).room(1).name);
      await expect(name).rejects.toBeInstanceOf(AbortError);
      await new Promise((resolve) => setTimeout(resolve, 10));

      expect(source).toHaveBeenCalledTimes(2);
      expect(unhandled).toEqual([]);
    } finally {
      process.off('unhandledRejection', listen);
    }
  });

  it('stands in no error, of whichever time', async () => {
    const given = ['the-first-token-of-all', 'the-second-token-of-all'];
    const { hc } = keeper(new Set(), () => given.shift() ?? 'none');

    const error = await settle(hc.room(1).name).catch((reason: unknown) => reason);

    expect(String((error as Error).message)).toContain('Invalid OAuth session …');
    expect(JSON.stringify(error)).not.toContain('token-of-all');
  });
});

describe('a token that says how long it is good', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    return () => vi.useRealTimers();
  });

  it.each([
    { expires_in: 3600, at: 3539, is: 1 },
    { expires_in: 3600, at: 3541, is: 2 },
    { expires_in: 60, at: 29, is: 1 },
    { expires_in: 60, at: 31, is: 2 },
    { expires_in: 0, at: 0, is: 2 },
  ])('for $expires_in s was made $is time(s) after $at s', async ({ expires_in, at, is }) => {
    let count = 0;
    const source = vi.fn(async () => {
      count += 1;
      return { access_token: `token-${count}`, expires_in };
    });
    const { hc } = keeper(new Set(['token-1', 'token-2']), source);

    await hc.room(1).name;
    vi.advanceTimersByTime(at * 1000);
    await hc.room(1).name;

    expect(source).toHaveBeenCalledTimes(is);
  });
});

describe('a grant in the place of a token', () => {
  const installed = () => {
    const { hc, answered, server } = embedded({});
    const addon = server.installAddon({ key: 'ci', name: 'CI' });
    const used: string[] = [];
    const client = (token: ClientToken): HypChat =>
      new HypChat(token, {
        endpoint: 'http://localhost',
        fetch: async (input, init) => {
          const request = new Request(input, init);
          used.push(request.headers.get('authorization')?.replace('Bearer ', '') ?? 'nobody');
          return server.fetch(request);
        },
      });
    const made = (): readonly string[] => answered.filter((line) => line.includes('oauth'));
    return { hc, used, made, client, oauthId: addon.oauthId, oauthSecret: addon.oauthSecret };
  };

  it('makes the add-on’s own, once, and another one once that has ended', async () => {
    const { hc, used, made, client, oauthId, oauthSecret } = installed();
    const ci = client({ grantType: 'client_credentials', oauthId, oauthSecret });

    await Promise.all([ci.room('Ops').name, ci.room('Lobby').name, ci.room(42).notification('up')]);
    expect(made()).toEqual(['200 POST /v2/oauth/token']);

    await hc.token(used.at(-1) ?? '').delete();
    await Promise.all([ci.room('Ops').name, ci.room(42).notification('up again')]);
    expect(made().filter((line) => line === '200 POST /v2/oauth/token')).toHaveLength(2);
  });

  it('of name and password through an add-on goes on with what refreshes it', async () => {
    const { hc, used, made, client, oauthId, oauthSecret } = installed();
    await hc.users.create({ name: 'Pat', email: 'pat@example.com', password: 'right horse' });
    const login = { username: 'pat@example.com', password: 'right horse' };
    const pat = client({ grantType: 'password', oauthId, oauthSecret, ...login });
    expect(await pat.room('Lobby').name).toBe('Lobby');

    const [first, ...more] = used.filter((token) => !token.startsWith('Basic '));
    await hc.token(first ?? '').delete();
    expect(await pat.room('Lobby').name).toBe('Lobby');

    expect(more).toEqual([]);
    expect(made().filter((line) => line === '200 POST /v2/oauth/token')).toHaveLength(2);
  });

  it('of a code exchanges it once, and goes on with what refreshes it', async () => {
    const { hc, server } = embedded({});
    await hc.users.create({ name: 'Pat', email: 'pat@example.com', password: 'right horse' });
    const redirectUrl = 'https://addon.example.com/back';
    const { oauthId, oauthSecret } = server.installAddon({
      key: 'ci',
      redirectUrls: [redirectUrl],
    });
    const query = new URLSearchParams({
      client_id: oauthId,
      redirect_uri: redirectUrl,
      scope: 'view_group',
    });
    const signedIn = await server.fetch(
      new Request(`http://localhost/users/authorize?${query}`, {
        method: 'POST',
        body: new URLSearchParams({ username: 'pat@example.com', password: 'right horse' }),
      }),
    );
    const code = new URL(signedIn.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const grants: (string | null)[] = [];
    const used: (string | undefined)[] = [];
    const pat = new HypChat(
      { grantType: 'authorization_code', oauthId, oauthSecret, code, redirectUrl },
      {
        endpoint: 'http://localhost',
        fetch: async (input, init) => {
          const request = new Request(input, init);
          if (request.url.endsWith('/oauth/token')) {
            grants.push(new URLSearchParams(await request.clone().text()).get('grant_type'));
          } else used.push(request.headers.get('authorization')?.replace('Bearer ', ''));
          return server.fetch(request);
        },
      },
    );

    expect(await pat.user('pat@example.com').name).toBe('Pat');
    await hc.token(used[0] ?? '').delete();
    expect(await pat.user('pat@example.com').name).toBe('Pat');

    expect(grants).toEqual(['authorization_code', 'refresh_token']);
  });

  it('that is refused is the error of whoever waits, without the secret', async () => {
    const { client, oauthId } = installed();
    const wrong = client({
      grantType: 'client_credentials',
      oauthId,
      oauthSecret: 'not-the-secret',
    });

    const error = await settle(wrong.room('Ops').name).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(UnauthorizedError);
    expect((error as Error).message).toContain('hc.room');
    expect(JSON.stringify(error) + (error as Error).message).not.toContain('not-the-secret');
  });

  it('of a code is wrong where the code is, and shows it nowhere', async () => {
    const { hc, oauthId, oauthSecret } = installed();
    const grant = {
      grantType: 'authorization_code',
      oauthId,
      oauthSecret,
      code: 'a-code',
    } as const;
    const action = hc.createToken(grant);

    expect(String(explain(action))).not.toMatch(/a-code|not-the-secret/);
    expect(String(action)).not.toContain('a-code');
    await expect(settle(action)).rejects.toBeInstanceOf(BadRequestError);
  });

  it('that makes a token to keep is refused', () => {
    expect(() => new HypChat({ grantType: 'personal' } as never)).toThrow(
      '`token` can be a grant of client_credentials, authorization_code, refresh_token, password',
    );
  });
});

describe('no token', () => {
  it('is enough for what needs none', async () => {
    const { server } = embedded({});
    const { oauthId, installablePath } = server.installAddon({ key: 'ci', name: 'CI' });
    const hc = new HypChat(null, {
      endpoint: 'http://localhost',
      fetch: async (input, init) => server.fetch(new Request(input, init)),
    });

    expect(await hc.capabilities.name).toBe('HipChat');
    const installation = hc.at(`http://localhost${installablePath}`, 'installable');
    expect(await installation.oauthId).toBe(oauthId);
    await expect(settle(hc.room(1).name)).rejects.toBeInstanceOf(UnauthorizedError);
  });
});
