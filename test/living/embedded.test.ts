/** A collection whose first items stand in the document of its owner, with a mark of where they were cut. */
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  connect,
  type Dialect,
  type DialectResponse,
  Doc,
  explain,
  type Item,
  type Json,
  type JsonObject,
  type LinkMap,
  ListDoc,
  member,
  type RowOperations,
  type Sequence,
  type UnreadableEvent,
} from '../../src/index.ts';
import { collect } from '../helpers/collect.ts';
import { settle } from '../helpers/settle.ts';
import { type Answer, bodyOf, isObject, living, madeUp, ORIGIN } from './madeUp.ts';

interface Reply {
  readonly text: Chain<string>;
  readonly author: { readonly name: Chain<string> };
}
interface ReplyRow {
  readonly text: string;
  readonly author: { readonly name: string };
}
type Replies = Sequence<ReplyRow, unknown> & { readonly items: readonly Reply[] };
interface Post extends Chain<{ readonly title: string; readonly replies: Replies }> {
  readonly title: Chain<string>;
  readonly replies: Replies;
  readonly tags: Chain<readonly ReplyRow[]>;
}
interface Api {
  post(id: number): Post;
  readonly posts: Sequence<
    { readonly title: string; readonly replies: RowOperations<ReplyRow> },
    unknown
  > & { readonly items: readonly Post[] };
}

/** A list in a document is `{ list, next, more }`. */
const toItem = (json: Json): Item => {
  if (Array.isArray(json)) return json.map((each: Json) => toItem(each));
  if (!isObject(json)) return json;
  const { list, next, more } = json;
  if (!Array.isArray(list)) return toDoc(json);
  const items = list.map((each: Json) => toItem(each));
  const end = more === true ? 'cut' : 'whole';
  return new ListDoc(items, end, typeof next === 'string' ? `${ORIGIN}${next}` : undefined);
};
const toDoc = ({ '@': path, ...fields }: JsonObject): Doc => {
  const items = Object.entries(fields).map(([name, each]) => [name, toItem(each)] as const);
  const address = typeof path === 'string' ? `${ORIGIN}${path}` : undefined;
  return new Doc(address, new Map(), new Map(items));
};
const dialect: Dialect = {
  ...madeUp,
  document: (response: DialectResponse) => toDoc(bodyOf(response) ?? {}),
  page(response) {
    const { data, next } = bodyOf(response) ?? {};
    if (!Array.isArray(data)) return undefined;
    const items = data.map((each: Json) => toItem(each));
    const more = typeof next === 'string' ? { next: `${ORIGIN}${next}` } : {};
    return { items, ...more, doc: toDoc({}) };
  },
  expand: (paths) => {
    const names = paths.filter((path) => path !== '');
    return names.length === 0 ? [] : [['include', names.join(',')]];
  },
};

const mapWith = (embedded: 'stub' | 'expansion'): LinkMap => ({
  root: 'api',
  kinds: {
    api: {
      members: {
        posts: member.collection('post', { path: 'posts', indexed: false }),
        post: member.lookup('post', 'posts/{id}'),
      },
    },
    post: {
      address: 'posts/{id}',
      members: {
        title: member.field('string', 'stub'),
        tags: member.list('tag', 'stub'),
        replies: member.collection('reply', { path: 'replies', indexed: false, embedded }),
      },
    },
    tag: { members: { text: member.field('string', 'stub') } },
    reply: {
      address: 'replies/{id}',
      members: { text: member.field('string', 'stub'), author: member.ref('author', 'stub') },
    },
    author: { address: 'authors/{id}', members: { name: member.field('string', 'whole') } },
  },
});

const REPLIES: Readonly<Record<string, readonly number[]>> = { 1: [1, 2, 3, 4, 5], 2: [6], 3: [] };
const textsOf = (post: number): readonly string[] => (REPLIES[post] ?? []).map((id) => `R${id}`);

/** A server that embeds up to two replies, and has pages of two. */
const open = (embedded: 'stub' | 'expansion', hasNext = true) =>
  living<Api>(dialect, mapWith(embedded), ({ path, query }): Answer | undefined => {
    const [, , id = '', more] = path.split('/');
    const included = (query.get('include') ?? '').split(',');
    const author = (each: number): JsonObject => {
      const isWhole = included.includes('replies.author') || path.startsWith('/authors');
      return { '@': `/authors/${each}`, ...(isWhole && { name: `A${each}` }) };
    };
    const reply = (each: number): JsonObject => ({
      '@': `/replies/${each}`,
      text: `R${each}`,
      author: author(each),
    });
    const pageOf = (post: string, at: number) => {
      const all = REPLIES[post] ?? [];
      const isMore = at + 2 < all.length;
      const next = isMore ? { next: `/posts/${post}/replies?at=${at + 2}` } : {};
      return { items: all.slice(at, at + 2).map(reply), isMore, next };
    };
    if (path.startsWith('/authors/')) return author(Number(id));
    if (more === 'replies') {
      const { items, next } = pageOf(id, Number(query.get('at') ?? 0));
      return { data: items, ...next };
    }
    const post = (each: string): JsonObject => {
      const { items, isMore, next } = pageOf(each, 0);
      const list = { list: items, more: isMore, ...(hasNext && next) };
      const isThere = embedded === 'stub' || included.some((name) => name.startsWith('replies'));
      const tags = { list: [{ text: 'new' }], more: true };
      return { '@': `/posts/${each}`, title: `P${each}`, tags, ...(isThere && { replies: list }) };
    };
    return id === '' ? { data: ['1', '2', '3'].map(post) } : post(id);
  });
const ALL = [1, 2, 3].map((post) => `P${post}: ${textsOf(post)}`);

describe('a collection that stands in the document of its owner', () => {
  it('costs nothing where all of it does, and the rest of it where it was cut short', async () => {
    const { root, requests } = open('stub');

    const read = await root.posts.map(({ title, replies }) => ({
      title,
      texts: replies.map(({ text }) => text),
    }));

    expect(read.map(({ title, texts }) => `${title}: ${texts}`)).toEqual(ALL);
    expect(requests).toEqual([
      'GET /posts',
      'GET /posts/1/replies?at=2',
      'GET /posts/1/replies?at=4',
    ]);
  });

  it('is asked by itself where nothing says how it goes on', async () => {
    const { root, requests } = open('stub', false);

    const texts = await root.posts.flatMap(({ replies }) => replies.map(({ text }) => text));

    expect(texts).toEqual([...textsOf(1), ...textsOf(2), ...textsOf(3)]);
    expect(requests[1]).toBe('GET /posts/1/replies');
    expect(requests).toHaveLength(4);
  });

  it('is gone through, indexed and awaited from what is shown of its owner', async () => {
    const { root, requests } = open('stub');
    const post = await root.post(1);

    expect(await post.replies.items[1]?.text).toBe('R2');
    expect(requests).toEqual(['GET /posts/1']);
    expect((await collect(post.replies)).map(({ text }) => text)).toEqual(textsOf(1));
    expect(requests).toEqual([
      'GET /posts/1',
      'GET /posts/1/replies?at=2',
      'GET /posts/1/replies?at=4',
    ]);
    expect((await (await root.post(2)).replies.toArray()).map(({ text }) => text)).toEqual(['R6']);
  });

  it('brings what is read of its items with its owner', async () => {
    const { root, requests } = open('stub');
    const named = root.posts
      .filter(({ title }) => title === 'P2')
      .map(({ replies }) => replies.map(({ author }) => author.name));
    const planned = explain(named).requests.map(({ url }) => decodeURIComponent(url));

    expect(await named).toEqual([['A6']]);
    expect(await root.posts.items[0]?.replies.items[1]?.author.name).toBe('A2');

    expect(planned).toEqual([`${ORIGIN}/posts?include=replies.author`]);
    expect(requests).toEqual(Array(2).fill('GET /posts?include=replies.author'));
  });

  it('comes with the expansion that brings it', async () => {
    const { root, requests } = open('expansion');
    const chain = root.posts.map(({ title, replies }) => ({
      title,
      texts: replies.map(({ text }) => text),
    }));
    const planned = explain(chain).requests.map(({ url }) => decodeURIComponent(url));

    expect((await chain).map(({ title, texts }) => `${title}: ${texts}`)).toEqual(ALL);

    expect(planned).toEqual([`${ORIGIN}/posts?include=replies`]);
    expect(requests).toEqual([
      'GET /posts?include=replies',
      'GET /posts/1/replies?at=2',
      'GET /posts/1/replies?at=4',
    ]);
  });

  it('comes with what is read of its items', async () => {
    const { root, requests } = open('expansion');
    const named = root.posts
      .filter(({ title }) => title === 'P2')
      .map(({ replies }) =>
        replies.filter(({ text }) => text !== '').map(({ author }) => author.name),
      );
    const planned = explain(named).requests.map(({ url }) => decodeURIComponent(url));

    expect(await named).toEqual([['A6']]);

    expect(planned).toEqual([`${ORIGIN}/posts?include=replies.author`]);
    expect(requests).toEqual(['GET /posts?include=replies.author']);
  });

  it('comes with what is read of one of its items', async () => {
    const { root, requests } = open('expansion');
    const read = root.posts.filter(({ title }) => title === 'P2');

    expect(await read.map(({ replies }) => replies.at(0)?.author.name)).toEqual(['A6']);

    expect(requests).toEqual(['GET /posts?include=replies.author']);
  });

  it('comes with its owner, and with what is read of one of its items', async () => {
    const { root, requests } = open('expansion');

    expect(await root.posts.items[0]?.replies.items[1]?.author.name).toBe('A2');

    expect(requests).toEqual(['GET /posts?include=replies.author']);
  });

  it('is one request where nothing of its owner is wanted', async () => {
    const { root, requests } = open('expansion');

    expect(await root.post(2).replies.map(({ text }) => text)).toEqual(['R6']);

    expect(requests).toEqual(['GET /posts/2/replies']);
  });
});

describe('a list that was cut short, and is no collection', () => {
  it('is never passed off as whole', async () => {
    const { root } = open('stub');

    const cut = 'the tags of post 1 came cut short, with 1 of its items';
    await expect(settle(root.post(1).tags)).rejects.toThrow(cut);
    await expect(
      settle(root.posts.map((post) => Object(post).tags.length as number)),
    ).rejects.toThrow(cut);
  });

  it('is not shown, and told of', async () => {
    const told: UnreadableEvent[] = [];
    const fetching: typeof fetch = async () =>
      Response.json({ '@': '/posts/1', title: 'P1', tags: { list: [], more: true } });
    const on = { unreadable: (event: UnreadableEvent) => told.push(event) };
    const options = { endpoint: ORIGIN, fetch: fetching, on };
    const root = connect<Api>(dialect, mapWith('stub'), options);

    expect(await root.post(1)).not.toHaveProperty('tags');

    expect(told).toMatchObject([{ what: 'tags of post 1' }]);
  });
});
