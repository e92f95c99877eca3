/** Many by id: what several chains, or the items of a page, need of one kind is one request for up to so many of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type Dialect,
  Doc,
  explain,
  type JsonObject,
  type LinkMap,
  member,
  type Sequence,
  trace,
} from '../../src/index.ts';
import { collect } from '../helpers/collect.ts';
import { type Answer, type Asked, living, madeUp, refused } from './madeUp.ts';

interface User {
  readonly name: string;
}
interface Comment {
  readonly text: string;
  readonly post: { readonly title: string; readonly author: User };
}
interface Api {
  readonly comments: Sequence<Comment, unknown> &
    AsyncIterable<{ readonly post: { readonly author: { readonly name: Chain<string> } } }>;
  user(id: number | string): { readonly name: Chain<string> };
  post(id: number): { readonly author: { readonly name: Chain<string> } };
}

const mapOf = (most: number): LinkMap => ({
  root: 'api',
  kinds: {
    api: {
      members: {
        comments: member.collection('comment', { path: 'comments', indexed: false }),
        user: member.lookup('user', 'users/{id}'),
        post: member.lookup('post', 'posts/{id}'),
      },
    },
    comment: {
      address: 'comments/{id}',
      members: {
        text: member.field('string', 'stub'),
        post: member.ref('post', 'stub', { by: 'postId' }),
      },
    },
    post: {
      address: 'posts/{id}',
      many: { path: 'posts', most },
      members: {
        title: member.field('string', 'stub'),
        author: member.ref('user', 'stub', { by: 'userId' }),
      },
    },
    user: {
      address: 'users/{id}',
      many: { path: 'users', most },
      members: { name: member.field('string', 'stub') },
    },
  },
});

/** Foreign keys, one level of expansion, and many by their ids. */
const dialect: Dialect = {
  ...madeUp,
  limits: { pageSize: 100, defaultPageSize: 100, expandDepth: 2 },
  expand: (paths, ofItems) => {
    const names = paths.flatMap((path) => (path.includes('.') || path === '' ? [] : [path]));
    const asked = ofItems ? names : paths.map((path) => path.split('.')[0] ?? '');
    const query = [...new Set(asked)].map((name) => ['_expand', name] as const);
    return { query, asked: [...new Set(asked)] };
  },
  many: (ids) => ids.map((id) => ['id', id]),
};

const user = (id: number): JsonObject => ({ '@': `/users/${id}`, id, name: `U${id}` });
const post = (id: number): JsonObject => ({
  '@': `/posts/${id}`,
  id,
  title: `P${id}`,
  userId: (id % 3) + 1,
});

/** What the server has at an address, and how it lets that be changed. */
const open = (
  most = 20,
  comments = 7,
  change: (asked: Asked, answer: Answer | undefined) => Answer | undefined = (_asked, answer) =>
    answer,
) =>
  living<Api>(dialect, mapOf(most), (asked) => {
    const { path, query } = asked;
    const [, kind, id] = path.split('/');
    const isExpanded = query.get('_expand') === 'post';
    const find = { users: user, posts: post }[kind ?? ''];
    const isThere = (each: number) => each >= 1 && each <= 20;
    const answer = (): Answer | undefined => {
      if (kind === 'comments') {
        const all = Array.from({ length: comments }, (_, at) => at + 1);
        return {
          data: all.map((each) => ({
            '@': `/comments/${each}`,
            text: `C${each}`,
            postId: each,
            ...(isExpanded && { post: post(each) }),
          })),
        };
      }
      if (find === undefined) return undefined;
      const shown = (each: number): JsonObject => ({
        ...find(each),
        ...(query.get('_expand') === 'author' && { author: user((each % 3) + 1) }),
      });
      if (id !== undefined) return isThere(Number(id)) ? shown(Number(id)) : undefined;
      return { data: query.getAll('id').map(Number).filter(isThere).map(shown) };
    };
    return change(asked, answer());
  });

const names = (count: number) => Array.from({ length: count }, (_, at) => `U${((at + 1) % 3) + 1}`);

describe('what is needed of one kind', () => {
  it('is one request for all items of a page', async () => {
    const { root, requests } = open();

    expect(await root.comments.map((comment) => comment.post.author.name)).toEqual(names(7));
    expect(requests).toEqual(['GET /comments?_expand=post', 'GET /users?id=2&id=3&id=1']);
  });

  it('is one request for as many as it may ask for', async () => {
    const { root, requests } = open(2);

    expect(await root.comments.map((comment) => comment.post.author.name)).toEqual(names(7));
    expect(requests).toEqual([
      'GET /comments?_expand=post',
      'GET /users/2',
      'GET /users?id=3&id=1',
    ]);
  });

  it('is asked for one by one where one request may ask for no more', async () => {
    const { root, requests } = open(1);
    const all = root.comments.map((comment) => comment.post.author.name);

    expect(await all).toEqual(names(7));
    expect(requests).toHaveLength(4);
    expect(explain(all).requests[1]?.url).toBe(
      'https://living.test/users/{1.items[*].post.userId}',
    );
  });

  it('is one request for several chains of one tick', async () => {
    const { root, requests } = open();

    expect(await Promise.all([1, 2, 3, 3].map((id) => root.user(id).name))).toEqual([
      'U1',
      'U2',
      'U3',
      'U3',
    ]);
    expect(requests).toEqual(['GET /users?id=1&id=2&id=3']);
  });

  it('is asked for at its own address where it is one alone', async () => {
    const { root, requests } = open();

    expect(await root.user(2).name).toBe('U2');
    expect(requests).toEqual(['GET /users/2']);
  });

  it('is one request for a hundred chains, and another for the rest', async () => {
    const { root, requests } = living<Api>(dialect, mapOf(100), ({ query }) => ({
      data: query.getAll('id').map((id) => user(Number(id))),
    }));
    const ids = Array.from({ length: 150 }, (_, at) => at + 1);

    expect(await Promise.all(ids.map((id) => root.user(id).name))).toEqual(
      ids.map((id) => `U${id}`),
    );
    expect(requests).toHaveLength(2);
  });

  it('is planned so, and traced as it was planned', async () => {
    const { root, requests } = open();
    const all = root.comments.map((comment) => comment.post.author.name);
    const planned = explain(all);

    expect(planned.requests.map(({ url, repeats }) => [url, repeats])).toEqual([
      ['https://living.test/comments?_expand=post', 'a page'],
      ['https://living.test/users?id={1.items[*].post.userId}', 'a batch'],
    ]);
    expect(planned.bill).toEqual({ least: 1, most: null });
    expect(String(planned)).toContain('one for each batch of items');

    const traced = await trace(all);
    expect(traced.requests.map(({ url }) => url)).toEqual([
      'https://living.test/comments?_expand=post',
      'https://living.test/users?id=2&id=3&id=1',
    ]);
    expect(requests).toHaveLength(2);
  });
});

describe('what an answer for many lacks', () => {
  it('is asked for at its own address, and its error is its own', async () => {
    const { root, requests } = open();
    const results = await Promise.allSettled([1, 99, 2].map((id) => root.user(id).name));

    expect(results).toMatchObject([
      { value: 'U1' },
      { reason: { name: 'NotFoundError', status: 404 } },
      { value: 'U2' },
    ]);
    expect(requests).toEqual(['GET /users?id=1&id=99&id=2', 'GET /users/99']);
  });

  it.each([400, 404, 500])('is all of them, where the server answers %d to it', async (status) => {
    const { root, requests } = open(20, 7, ({ path }, answer) =>
      path === '/users' ? refused(status, 'no') : answer,
    );

    expect(await Promise.all([1, 2].map((id) => root.user(id).name))).toEqual(['U1', 'U2']);
    const own = requests.filter((each) => !each.startsWith('GET /users?'));
    expect(own).toEqual(['GET /users/1', 'GET /users/2']);
  });

  it('is not asked for in vain again, where the server does not look at ids', async () => {
    const { root, requests } = open(2, 7, ({ path }, answer) =>
      path === '/users' || path === '/posts' ? { data: [user(17), post(18)] } : answer,
    );

    expect(await root.comments.map((comment) => comment.post.author.name)).toEqual(names(7));
    const vain = requests.filter((each) => /(users|posts)\?/.test(each));
    expect(vain).toEqual(['GET /users?id=3&id=1', 'GET /posts?id=5&id=6&_expand=author']);
  });

  it('is what stands there in part, where more of it is needed', async () => {
    const partial: Dialect = {
      ...dialect,
      page(response, asked) {
        const page = dialect.page(response, asked);
        const items = page?.items.map((item) =>
          item instanceof Doc ? new Doc(item.address, item.links, new Map(), 'stub') : item,
        );
        return page && items && { ...page, items };
      },
    };
    const { root, requests, faults } = living<Api>(partial, mapOf(5), ({ path, query }) =>
      path === '/users' ? { data: query.getAll('id').map((id) => user(Number(id))) } : user(1),
    );

    await Promise.all([1, 2].map((id) => root.user(id).name));
    expect(requests).toEqual(['GET /users?id=1&id=2', 'GET /users/1', 'GET /users/2']);
    expect(faults).toEqual([]);
  });

  it('is asked for by itself where something else stands in its place, or nothing', async () => {
    const { root, requests, faults } = open(20, 7, ({ path }, answer) =>
      path === '/users' ? { data: [user(1), null, 'U2'] } : answer,
    );

    expect(await Promise.all([1, 2].map((id) => root.user(id).name))).toEqual(['U1', 'U2']);
    expect(requests).toEqual(['GET /users?id=1&id=2', 'GET /users/2']);
    expect(faults).toEqual([]);
  });

  it('is asked for again without the expansions that the server refuses', async () => {
    const { root, requests } = open(20, 7, ({ query }, answer) =>
      query.has('_expand') ? refused(400, 'nothing is expanded') : answer,
    );
    const authors = await Promise.all([1, 2].map((id) => root.post(id).author.name));

    expect(authors).toEqual(['U2', 'U3']);
    expect(requests).toEqual([
      'GET /posts?id=1&id=2&_expand=author',
      'GET /posts?id=1&id=2',
      'GET /users?id=2&id=3',
    ]);
  });

  it('is each of them an error, where none may be asked for at all', async () => {
    const { root, requests } = open(20, 7, () => refused(401, 'who?'));
    const results = await Promise.allSettled([1, 2].map((id) => root.user(id).name));

    expect(results).toMatchObject([{ reason: { status: 401 } }, { reason: { status: 401 } }]);
    expect(requests).toEqual(['GET /users?id=1&id=2']);
  });

  it('changes nothing of what is given, whatever order, repetition and strangers it has', async () => {
    const drawn = fc.record({
      ids: fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 8 }),
      most: fc.integer({ min: 2, max: 5 }),
      left: fc.func(fc.boolean()),
      strangers: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 2 }),
      isTurned: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(drawn, async ({ ids, most, left, strangers, isTurned }) => {
        const { root, requests, faults } = open(most, 7, ({ path, query }, answer) => {
          if (path !== '/users') return answer;
          const came = query.getAll('id').map(Number);
          const there = came.filter((id) => id <= 20 && !left(id));
          const all = [...there, ...strangers, ...there.slice(0, 1)];
          return { data: (isTurned ? all.reverse() : all).map(user) };
        });
        const results = await Promise.allSettled(ids.map((id) => root.user(id).name));

        expect(results.map((each) => (each.status === 'fulfilled' ? each.value : 404))).toEqual(
          ids.map((id) => (id > 20 ? 404 : `U${id}`)),
        );
        expect(faults).toEqual([]);
        const own = requests.filter((each) => !each.startsWith('GET /users?'));
        expect(new Set(own).size).toBe(own.length);
        expect(requests.length - own.length).toBeLessThanOrEqual(Math.ceil(ids.length / most));
      }),
    );
  });
});

describe('a loop over a page', () => {
  it('asks for what one item names, and with it for what the others name', async () => {
    const { root, requests } = open();
    const found: string[] = [];

    for (const comment of await collect(root.comments)) found.push(await comment.post.author.name);

    expect(found).toEqual(names(7));
    expect(requests).toEqual([
      'GET /comments',
      'GET /posts?id=1&id=2&id=3&id=4&id=5&id=6&id=7&_expand=author',
    ]);
  });
});
