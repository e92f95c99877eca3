/** HAL in all that the format allows, and that no server at hand does: WordPress’ and Spring’s habits among it. */
import { describe, expect, it } from 'vitest';
import { hal } from '../../src/hal.ts';
import {
  AnswerError,
  at,
  type Chain,
  type Json,
  type LinkMap,
  member,
  type Query,
  type Sequence,
  type Spelled,
} from '../../src/index.ts';
import type { JsonObject } from '../../src/values/json.ts';
import { answering, ORIGIN } from './answering.ts';

interface Post extends Chain<Record<string, unknown>> {
  readonly title: Chain<string>;
  readonly content: Chain<string>;
  readonly owner: Chain<string>;
  readonly author: { readonly name: Chain<string>; readonly content: Chain<string> };
  readonly featured: { readonly excerpt: Chain<string | null>; readonly content: Chain<string> };
  readonly replies: Sequence<{ readonly text: string }, unknown>;
}
interface Blog {
  post(id: number): Post;
  readonly posts: Sequence<
    {
      readonly title: string;
      readonly terms: readonly { readonly name: string }[];
      readonly replies: { map<T>(read: (reply: { readonly text: string }) => T): T[] };
    },
    unknown
  > & { readonly items: readonly Post[] };
}

const map: LinkMap = {
  root: 'blog',
  kinds: {
    blog: {
      members: {
        posts: member.collection('post', { path: 'posts', indexed: false }),
        post: member.lookup('post', 'posts/{id}'),
      },
    },
    post: {
      address: 'posts/{id}',
      members: {
        title: member.field('string', 'stub'),
        excerpt: member.field('string', 'stub'),
        content: member.field('string', 'whole'),
        owner: member.field('string', 'whole'),
        author: member.ref('author', 'whole'),
        featured: member.ref('post', 'whole'),
        terms: member.list('term', 'whole', { absent: 'empty' }),
        replies: member.collection('reply', {
          rel: 'replies',
          declaredIn: 'whole',
          indexed: false,
          embedded: 'expansion',
        }),
        self: member.link('post', { rel: 'self', path: '' }),
      },
    },
    author: { address: 'authors/{id}', members: { name: member.field('string', 'whole') } },
    term: { members: { name: member.field('string', 'stub') } },
    reply: { members: { text: member.field('string', 'stub') } },
  },
};
const embed = (paths: readonly string[], ofItems: boolean) =>
  [['_embed', paths.map((path) => (ofItems ? `item.${path}` : path)).join(',')]] as const;
const open = (answers: Record<string, Json | Response>, options = {}) =>
  answering<Blog>(hal({ embed, ...options }), map, answers);
const link = (href: string, more = {}) => ({ href, ...more });

describe('what HAL embeds', () => {
  it('is a part: what it lacks is asked for, and what is `null` in it is not', async () => {
    const featured = { _links: { self: link('/posts/2') }, title: 'Two', excerpt: null };
    const _links = { self: link('/posts/1'), featured: link('/posts/2') };
    const one = { _links, _embedded: { featured }, title: 'One' };
    const { root, requests } = open({
      '/posts/1?_embed=featured': one,
      '/posts/1': one,
      '/posts/2': { ...featured, content: 'All of it' },
    });

    expect(await root.post(1).featured.excerpt).toBeNull();
    expect(requests).toHaveLength(1);
    expect(await root.post(1).featured.content).toBe('All of it');
    expect(requests.slice(1)).toEqual(['GET /posts/1?_embed=featured', 'GET /posts/2']);
  });

  it('is whole where that is said of the server', async () => {
    const author = { _links: { self: link('/authors/2') }, name: 'Ann' };
    const one = { _links: { author: [link('/authors/2')] }, _embedded: { author: [author] } };
    const { root, requests } = open({ '/posts/1?_embed=author': one }, { embeds: 'whole' });

    expect(await root.post(1).author.name).toBe('Ann');
    expect(requests).toEqual(['GET /posts/1?_embed=author']);
  });

  it('may be the first items of a collection only, which are not taken for all of it', async () => {
    const reply = (id: number) => ({ _links: { self: link(`/replies/${id}`) }, text: `R${id}` });
    const _links = { self: link('/posts/1'), replies: [link('/replies?post=1')] };
    const post = { _links, _embedded: { replies: [[reply(1), reply(2)]] }, title: 'One' };
    const { root, requests } = open({
      '/posts?_embed=item.replies': { _embedded: { item: [post] } },
      '/replies?post=1': { _embedded: { item: [reply(1), reply(2), reply(3)] } },
    });

    expect(await root.posts.map(({ replies }) => replies.map(({ text }) => text))).toEqual([
      ['R1', 'R2', 'R3'],
    ]);
    expect(requests).toEqual(['GET /posts?_embed=item.replies', 'GET /replies?post=1']);
  });

  it('is a page where it says how it goes on', async () => {
    const reply = (id: number) => ({ text: `R${id}` });
    const replies = {
      _links: { self: link('/replies?post=1'), next: link('/replies?post=1&page=2') },
      _embedded: { item: [reply(1), reply(2)] },
    };
    const _links = { self: link('/posts/1'), replies: link('/replies?post=1') };
    const { root, requests } = open({
      '/posts?_embed=item.replies': { _embedded: { item: [{ _links, _embedded: { replies } }] } },
      '/replies?post=1&page=2': { _embedded: { item: [reply(3)] } },
    });

    expect(await root.posts.map((post) => post.replies.map(({ text }) => text))).toEqual([
      ['R1', 'R2', 'R3'],
    ]);
    expect(requests).toHaveLength(2);
  });

  it('may be an error in the place of a thing, which is then asked for by itself', async () => {
    const author = [{ code: 'cannot_view', message: 'Not for you', data: { status: 401 } }];
    const one = { _links: { author: [link('/authors/2')] }, _embedded: { author }, title: 'One' };
    const { root, requests } = open({
      '/posts/1?_embed=author': one,
      '/posts/1': one,
      '/authors/2': Response.json(author[0] as object, { status: 401 }),
    });

    await expect(Promise.resolve(root.post(1).author.name)).rejects.toThrow('Not for you');
    expect(requests.at(-1)).toBe('GET /authors/2');
  });

  it('may be a list for each of several links', async () => {
    const term = (name: string) => ({ _links: { self: link(`/terms/${name}`) }, name });
    const terms = [[term('news'), term('tea')], [term('green')]];
    const _links = { terms: [link('/categories?post=1'), link('/tags?post=1')] };
    const { root } = open(
      {
        '/posts?_embed=item.': {
          _embedded: { item: [{ _links, _embedded: { terms } }] },
        },
      },
      { embeds: 'whole' },
    );

    expect(await root.posts.map((post) => post.terms.map(({ name }) => name))).toEqual([
      ['news', 'tea', 'green'],
    ]);
  });
});

describe('a name of HAL', () => {
  it('that is both of the state and a link is what the map says', async () => {
    const _links = { owner: link('/authors/3'), author: link('/authors/2', { title: 'Ann' }) };
    const { root, requests } = open(
      {
        '/posts/1': { _links, owner: 'a text', author: 2 },
        '/authors/2': { name: 'Ann' },
      },
      { embed: undefined },
    );

    expect(await root.post(1).owner).toBe('a text');
    expect(await root.post(1).author.name).toBe('Ann');
    expect(requests).toEqual(['GET /posts/1', 'GET /posts/1', 'GET /authors/2']);
  });

  it('that leads elsewhere is data, and never asked for', async () => {
    const _links = {
      stream: link('ws://api.test/posts/1'),
      clone: link('git@api.test:posts.git'),
      mirror: null,
      approve: link('/posts/1/approve', { hints: { allow: ['POST'] } }),
    };
    const { root, requests } = answering<object>(
      hal(),
      { root: '', kinds: {} },
      {
        '/posts/1': { _links, title: 'One' },
      },
    );
    const post = at(root, `${ORIGIN}/posts/1`) as unknown as Record<string, Chain<unknown>>;

    for (const name of ['stream', 'approve']) {
      expect(await post[name]).toEqual(_links[name as 'stream']);
    }
    expect(new Set(requests)).toEqual(new Set(['GET /posts/1']));
  });
});

describe('pages of HAL', () => {
  const linked = {
    '/posts': { _links: { item: [1, 2].map((id) => link(`/posts/${id}`, { title: `P${id}` })) } },
    '/posts/1': { content: 'First', _links: { author: link('/authors/1') } },
    '/posts/2': { content: 'Second', _links: { author: link('/authors/1') } },
    '/posts/2?_embed=author': {
      content: 'Second',
      _links: { author: link('/authors/1') },
      _embedded: { author: { name: 'Ann' } },
    },
  };
  type Embed = (paths: readonly string[], ofItems: boolean) => Query | Spelled;
  const ofDocuments =
    (ofPages: Query | Spelled): Embed =>
    (paths, ofItems) =>
      ofItems ? ofPages : embed(paths, false);

  it.each([
    ['says so', ofDocuments({ query: [], asked: [] })],
    ['writes nothing', ofDocuments([])],
  ])(
    'are not asked for again where no items can be embedded, and the dialect %s',
    async (_, embed) => {
      const { root, requests } = open(linked, { embed });

      const contents: string[] = [];
      for await (const post of root.posts) contents.push(await (post as unknown as Post).content);
      expect(contents).toEqual(['First', 'Second']);
      expect(await root.posts.items[1]?.author.name).toBe('Ann');

      expect(requests).toEqual([
        ...['GET /posts', 'GET /posts/1', 'GET /posts/2'],
        ...['GET /posts', 'GET /posts/2?_embed=author'],
      ]);
    },
  );

  it('have their items under the one relation that embeds a list', async () => {
    const posts = [1, 2].map((id) => ({ _links: { self: link(`/posts/${id}`) }, title: `P${id}` }));
    const { root, requests } = open({
      '/posts': {
        _links: { self: link('/posts'), next: link('/posts?page=1') },
        _embedded: { postList: posts },
        page: { size: 2, totalElements: 2 },
      },
      // An empty page embeds nothing.
      '/posts?page=1': { _links: { self: link('/posts?page=1') }, page: { size: 2 } },
    });

    expect(await root.posts.map(({ title }) => title)).toEqual(['P1', 'P2']);
    expect(requests).toEqual(['GET /posts', 'GET /posts?page=1']);
  });

  describe('whose items stand under a name of their own', () => {
    const posts = [1, 2, 3].map((id) => ({
      ...{ _links: { self: link(`/posts/${id}`) }, title: `P${id}` },
    }));
    const tags = [{ name: 'new' }];
    const titlesOf = async (page: JsonObject, items?: string): Promise<readonly string[]> => {
      const answers = {
        '/posts': { _links: { self: link('/posts') }, ...page },
        '/posts/1': posts[0] as JsonObject,
      };
      const { root } = answering<Blog>(hal(items === undefined ? {} : { items }), map, answers);
      return await root.posts.map(({ title }) => title);
    };

    it.each([
      ['one alone, as an object', { posts: posts[0] as JsonObject }, ['P1']],
      ['a list beside an object', { posts, owner: { name: 'Ann' } }, ['P1', 'P2', 'P3']],
      ['no items in any of several lists', { posts: [], tags: [] }, []],
    ])('are there with %s', async (_title, _embedded, titles) => {
      expect(await titlesOf({ _embedded })).toEqual(titles);
      expect(await titlesOf({ _embedded }, 'posts')).toEqual(titles);
    });

    it.each([
      ['several lists', { _embedded: { posts, tags } }, 'posts, tags'],
      ['several lists, of which one is empty', { _embedded: { posts, tags: [] } }, 'posts, tags'],
      ['several objects', { _embedded: { posts: posts[0], tags: tags[0] } }, 'posts, tags'],
      ['nothing but links', { _links: { posts: [link('/posts/1')] } }, 'posts'],
    ] as readonly (readonly [string, JsonObject, string])[])(
      'are asked for by an error, of %s',
      async (_title, page, names) => {
        const error = await titlesOf(page).catch((thrown: unknown) => thrown);

        expect(error).toBeInstanceOf(AnswerError);
        expect(String(error)).toContain(
          `may have its items under ${names}: say which it is, as in hal({ items: 'posts' })`,
        );
        expect((await titlesOf(page, 'posts')).length).toBeGreaterThan(0);
      },
    );

    it.each([{ tags }, { tags: tags[0] as JsonObject }, {}])(
      'are nothing else where that name was said: %j',
      async (_embedded) => {
        expect(await titlesOf({ _embedded }, 'posts')).toEqual([]);
      },
    );
  });

  it('may link to their items, and embed some of them', async () => {
    const { root } = open({
      '/posts': {
        _links: { item: [link('/posts/1', { title: 'P1' }), link('/posts/2', { title: 'P2' })] },
        _embedded: { item: [{ _links: { self: link('/posts/2') }, title: 'Two' }] },
      },
    });

    expect(await root.posts.map(({ title }) => title)).toEqual(['P1', 'Two']);
  });

  it('may name their items by nothing but links, and are asked to embed them then', async () => {
    const item = [link('/posts/1'), link('/posts/2')];
    const posts = [1, 2].map((id) => ({ _links: { self: link(`/posts/${id}`) }, title: `P${id}` }));
    const { blog, ...others } = map.kinds;
    const collection = member.collection('post', { path: 'posts', indexed: false, as: 'ref' });
    const named: LinkMap = {
      root: 'blog',
      kinds: { ...others, blog: { members: { ...blog?.members, posts: collection } } },
    };
    const answers = {
      '/posts': { _links: { item } },
      '/posts?_embed=item.': { _links: { item }, _embedded: { item: posts } },
      '/posts/1': posts[0] ?? null,
      '/posts/2': posts[1] ?? null,
    };
    const read = ({ title }: { readonly title: string }): string => title;
    const embedding = answering<Blog>(hal({ embed }), named, answers);
    const linking = answering<Blog>(hal(), named, answers);

    expect(await embedding.root.posts.map(read)).toEqual(['P1', 'P2']);
    expect(await linking.root.posts.map(read)).toEqual(['P1', 'P2']);
    expect(embedding.requests).toEqual(['GET /posts?_embed=item.']);
    expect(linking.requests).toEqual(['GET /posts', 'GET /posts/1', 'GET /posts/2']);
  });
});

describe('errors of HAL', () => {
  it.each([
    {
      name: 'a problem',
      body: { type: 'https://api.test/out', title: 'Out', detail: 'None is left', status: 409 },
      says: { serverMessage: 'None is left', type: 'https://api.test/out' },
    },
    {
      name: 'one of WordPress',
      body: { code: 'rest_no', message: 'No.', data: { status: 409 } },
      says: { serverMessage: 'No.', type: 'rest_no' },
    },
    {
      name: 'one of Spring',
      body: { timestamp: 'now', status: 409, error: 'Conflict', path: '/posts/1' },
      says: { serverMessage: 'Conflict' },
    },
  ])('are told in the server’s words: $name', async ({ body, says }) => {
    const { root } = open({ '/posts/1': Response.json(body, { status: 409 }) });

    await expect(Promise.resolve(root.post(1).content)).rejects.toMatchObject(says);
  });
});

describe('the forms of HAL-FORMS', () => {
  const form = {
    method: 'POST',
    target: '/orders/7/ship',
    properties: [
      {
        name: 'carrier',
        required: true,
        options: { inline: ['DHL', { value: 'UPS' }], maxItems: 1 },
      },
      { name: 'boxes', type: 'number', min: 1, max: 9 },
      { name: 'code', regex: '[A-Z]{3}', maxLength: 3 },
      { name: 'tags', options: { inline: ['a', 'b'] } },
      { name: 'size', options: { inline: [{ id: 's' }, { id: 'l' }], valueField: 'id' } },
      { name: 'other', options: { link: { href: '/others' } } },
      { name: 'token', type: 'hidden', value: 'x' },
    ],
  };
  const plain = { method: 'DELETE', properties: [] };
  const written = { ...form, contentType: 'application/x-www-form-urlencoded' };
  const _templates = { ship: form, write: written, default: plain, broken: 7 };
  const openOrder = () => {
    const opened = answering<object>(
      hal(),
      { root: '', kinds: {} },
      {
        '/orders/7': { _links: { self: link('/orders/7') }, _templates, state: 'new' },
        '/orders/7/ship': {},
      },
    );
    const order = at(opened.root, `${ORIGIN}/orders/7`) as unknown as Record<
      'ship' | 'write' | 'default' | 'broken',
      (given?: object) => PromiseLike<unknown>
    >;
    return { ...opened, order };
  };

  it('are actions, with what is filled in already', async () => {
    const { order, requests, sent } = openOrder();

    await order.ship({ carrier: 'DHL', boxes: 2, tags: ['a'] });

    expect(requests).toEqual(['GET /orders/7', 'POST /orders/7/ship']);
    expect(JSON.parse((await sent[1]?.text()) ?? '')).toEqual({
      ...{ carrier: 'DHL', boxes: 2, tags: ['a'], token: 'x' },
    });
  });

  it('are sent as they say, and to their own document where they do not say where', async () => {
    const { order, requests, sent } = openOrder();

    await order.write({ carrier: 'UPS' });
    expect(sent[1]?.headers.get('content-type')).toContain('x-www-form-urlencoded');
    await order.default();
    expect(requests.at(-1)).toBe('DELETE /orders/7');
  });

  it.each([
    { given: {}, says: 'carrier' },
    { given: { carrier: 'Fox' }, says: 'DHL' },
    { given: { carrier: 'DHL', boxes: 10 }, says: 'boxes' },
    { given: { carrier: 'DHL', code: 'abc' }, says: 'code' },
    { given: { carrier: 'DHL', tags: 'c' }, says: "`tags` has to be one of a, b, got 'c'" },
    { given: { carrier: 'DHL', tags: ['a', 'c'] }, says: '`tags`[1] has to be one of a, b' },
    { given: { carrier: 'DHL', size: 'm' }, says: '`size` has to be one of s, l' },
  ])('are checked before anything is sent: $given', async ({ given, says }) => {
    const { order, requests } = openOrder();

    await expect(Promise.resolve(order.ship(given))).rejects.toThrow(says);
    expect(requests).toEqual(['GET /orders/7']);
  });

  it('take one of what may be chosen, or several, and anything where the form does not list it', async () => {
    const { order, sent } = openOrder();
    const given = { carrier: 'DHL', tags: 'a', size: ['s', 'l'], other: 'what' };
    await order.ship(given);

    expect(JSON.parse((await sent.at(-1)?.text()) ?? '')).toEqual({ ...given, token: 'x' });
  });

  it('send no body where there is nothing to send', async () => {
    const { order, sent } = openOrder();
    await order.default();

    expect(sent.at(-1)?.method).toBe('DELETE');
    expect(await sent.at(-1)?.text()).toBe('');
    expect(sent.at(-1)?.headers.get('content-type')).toBeNull();
  });

  it('are none where they cannot be read', async () => {
    const { order } = openOrder();

    await expect(Promise.resolve(order.broken())).rejects.toThrow('broken');
  });
});
