/** Links that a document declares below another address than its own: `/me/feed`, of what says that it is `/users/42`. */
import { describe, expect, it } from 'vitest';
import { hal } from '../../src/hal.ts';
import { type Json, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering, ORIGIN } from './answering.ts';

interface User {
  readonly name: string;
  readonly boss: User;
  readonly feed: {
    map<T>(each: (post: { readonly text: string }) => T): PromiseLike<readonly T[]>;
    at(index: number): unknown;
  };
}
interface Api {
  readonly me: User & PromiseLike<User>;
}

const links = (hrefs: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(Object.entries(hrefs).map(([rel, href]) => [rel, { href }]));
const ANSWERS = {
  '/': { _links: links({ self: '/', me: '/me' }) },
  '/me': {
    name: 'Ann',
    _links: links({ self: '/users/42', feed: '/me/feed', boss: `${ORIGIN}/me/boss` }),
  },
  '/me/feed': {
    _embedded: { item: [{ text: 'Hello', _links: links({ self: '/me/feed/1' }) }] },
    _links: links({ self: '/me/feed' }),
  },
  '/me/feed/1': { text: 'Hello', more: 'World', _links: links({ self: '/me/feed/1' }) },
  '/me/boss': { name: 'Bo', _links: links({ self: '/users/7', boss: '/me/boss/boss' }) },
  '/me/boss/boss': { name: 'Cy', _links: links({ self: '/users/1' }) },
};

const mapWith = (isPath: boolean): LinkMap => ({
  root: 'api',
  kinds: {
    api: { members: { me: member.link('user', { path: 'me' }) } },
    user: {
      address: 'users/{id}',
      members: {
        name: member.field('string', 'stub'),
        feed: member.collection('post', {
          ...{ rel: 'feed', indexed: false },
          ...(isPath && { path: 'feed' }),
        }),
        boss: member.link('user', { rel: 'boss', ...(isPath && { path: 'boss' }) }),
      },
    },
    post: { address: 'posts/{id}', members: { text: member.field('string', 'stub') } },
  },
});

describe.each([
  ['no map', { root: '', kinds: {} }],
  ['a map that has their relations', mapWith(false)],
  ['a map that has their paths as well', mapWith(true)],
] as const)('a link below an alias address, with %s', (_, map) => {
  const api = (): ReturnType<typeof answering<Api>> => answering<Api>(hal(), map, ANSWERS);

  it.each([
    ['a link', ({ me }: Api): unknown => me.boss.name, 'Bo', '/me/boss'],
    ['a link of a snapshot', async ({ me }: Api) => (await me).boss.name, 'Bo', '/me/boss'],
    ['a link below it', ({ me }: Api): unknown => me.boss.boss.name, 'Cy', '/me/boss/boss'],
    ['a collection', ({ me }: Api) => me.feed.map((post) => post.text), ['Hello'], '/me/feed'],
    [
      'a collection of a snapshot',
      async ({ me }: Api) => (await me).feed.map((post) => post.text),
      ['Hello'],
      '/me/feed',
    ],
  ] as const)('is asked for as it is written: %s', async (_, ask, expected, address) => {
    const { root, requests } = api();

    expect(await ask(root)).toEqual(expected);
    expect(requests.at(-1)).toBe(`GET ${address}`);
  });

  it('is asked for once, whatever chains lead to it', async () => {
    const { root, requests } = api();
    const me = await root.me;
    await Promise.all([me.boss.name, me.boss.boss.name]);
    await me.boss.name;

    expect(requests.filter((each) => each === 'GET /me/boss')).toHaveLength(1);
  });
});

describe('a thing that says that it lies below an alias address', () => {
  it('is asked for where it says', async () => {
    const { root, requests } = answering<Api>(hal(), mapWith(true), ANSWERS);
    const me = await root.me;
    const post = me.feed.at(0);

    expect(await (post as { readonly more: PromiseLike<string> }).more).toBe('World');
    expect(requests.at(-1)).toBe('GET /me/feed/1');
  });

  it('is asked for there where its page says that it is of another origin', async () => {
    const author = { _links: links({ self: '/authors/4', books: '/authors/4/books' }) };
    const { root, requests } = answering<{
      readonly authors: {
        readonly items: readonly { readonly name: unknown; readonly books: unknown }[];
      };
    }>(
      hal(),
      { root: '', kinds: {} },
      {
        '/': { _links: links({ authors: '/authors' }) },
        '/authors': {
          _embedded: { authors: [author] },
          _links: links({ self: 'https://within.test/authors' }),
        },
        '/authors/4': { name: 'Ann', ...author },
        '/authors/4/books': { count: 3 },
      },
    );

    expect(await root.authors.items[0]?.name).toBe('Ann');
    expect(await root.authors.items[0]?.books).toMatchObject({ count: 3 });
    expect(requests).toContain('GET /authors/4/books');
  });
});

describe('what was changed under one name', () => {
  it('is read anew below another one', async () => {
    const cart = { id: 7, url: `${ORIGIN}/carts/7`, lines_url: `${ORIGIN}/carts/current/lines` };
    interface Cart {
      readonly lines: { count(): PromiseLike<number> };
      clear(): PromiseLike<unknown>;
    }
    const { root, requests } = answering<{ cart(id: string): Cart & PromiseLike<Cart> }>(
      rest({ self: 'url', links: { suffix: '_url' } }),
      {
        root: 'shop',
        kinds: {
          shop: { members: { cart: member.lookup('cart', 'carts/{id}') } },
          cart: {
            address: 'carts/{id}',
            members: {
              lines: member.collection('line', { rel: 'lines', indexed: false }),
              clear: member.action('PUT', '', { positional: [], parameters: {} }),
            },
          },
          line: { members: { sku: member.field('string', 'stub') } },
        },
      },
      { '/carts/current': cart, '/carts/7': cart, '/carts/current/lines': [{ sku: 'live' }] },
    );
    const current = await root.cart('current');

    expect(await current.lines.count()).toBe(1);
    await current.clear();
    await current.lines.count();
    expect(requests).toEqual([
      'GET /carts/current',
      'GET /carts/current/lines',
      'PUT /carts/7',
      'GET /carts/7',
      'GET /carts/current/lines',
    ]);
  });
});
