/** Every method of the API, by the expression that reaches it, against the real server. */
import { beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../server/src/endpoints.ts';
import { HypChat } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { expressions, type World } from './expressions.ts';
import { type Method, methods } from './methods.ts';

/** A path without the names of what is filled in. */
const shape = (path: string): string => path.replace(/\{\w+\}|:\w+/g, '*');

/** Whether a request is one of that method. */
const isOf = (method: string, request: string): boolean => {
  const [verb, path = ''] = method.split(' ');
  const pattern = shape(path).replaceAll('*', '[^/]+');
  return new RegExp(`^${verb} /v2${pattern}$`).test(request.replace(/\?.*$/, ''));
};

/** What the server has besides: no page of the API lists it. */
const UNLISTED: readonly string[] = [
  'GET /addon/*',
  'GET /extension/glance/*',
  'PUT /extension/glance/*',
  'DELETE /extension/glance/*',
  'GET /room/*/extension/glance/*',
  ...['dialog', 'externalPage', 'webPanel'].flatMap((type) =>
    ['', '/room/*'].flatMap((place) =>
      ['GET', 'PUT', 'DELETE'].map((verb) => `${verb} ${place}/extension/${type}/*`),
    ),
  ),
];

describe('the list of methods', () => {
  it('names each once', () => {
    expect(new Set(methods).size).toBe(methods.length);
  });

  it('is all that the server serves, but for what no page of the API lists', () => {
    const served = endpoints.map(({ method, path }) => `${method} ${shape(path)}`);

    expect([...methods.map(shape), ...UNLISTED].sort()).toEqual(served.sort());
  });

  it('has an expression for each', () => {
    expect(Object.keys(expressions).sort()).toEqual([...methods].sort());
  });
});

describe('the method', () => {
  const live = liveServer();
  const found = new Map<string, string>();
  let world: World;
  beforeAll(() => {
    const installed = live.installAddon({ key: 'ci', name: 'CI' });
    const { oauthId, oauthSecret, installablePath } = installed;
    const grant = { grantType: 'client_credentials', oauthId, oauthSecret } as const;
    world = {
      hc: live.hc,
      addon: new HypChat(grant, { endpoint: live.url }),
      installed: { oauthId, oauthSecret, token: installablePath.split('/').at(-1) ?? '' },
      found,
    };
  });

  it.each(Object.keys(expressions) as Method[])('%s is reached', async (method) => {
    await expressions[method](world);

    expect(live.requests().filter((request) => isOf(method, request))).not.toEqual([]);
  });
});

describe('a token', () => {
  const live = liveServer();

  it('of a person says whose it is and what it is called, and both can be walked on from', async () => {
    const { access_token: text } = await live.hc.createToken({
      grantType: 'personal',
      clientName: 'My laptop',
      scopes: new Set(['view_group', 'send_message'] as const),
    });
    const token = await live.hc.token(text);

    expect([token.owner_type, token.owner?.name, token.scopes]).toEqual([
      'user',
      'Gil Harper',
      ['view_group', 'send_message'],
    ]);
    expect([token.client.name, token.client.room]).toEqual(['My laptop', null]);
    expect(await token.owner?.email).toBe('gil@example.com');
  });

  it('for notifications in one room says which, and is good for no other', async () => {
    const { hc } = live;
    const { access_token: text } = await hc.createToken({
      grantType: 'room_notification',
      room: hc.room('Ops'),
    });
    const token = await hc.token(text);

    expect([token.owner_type, token.scopes]).toEqual(['client', ['send_notification']]);
    expect([token.client.room?.id, await token.client.room?.topic]).toEqual([
      42,
      await hc.room(42).topic,
    ]);
    const notifier = new HypChat(text, { endpoint: live.url });
    expect(await notifier.room(42).notification('up')).toBeUndefined();
    await expect(notifier.room(43).notification('up').then()).rejects.toMatchObject({
      status: 403,
    });
  });
});
