/** An error in the place of an item, of a page or of a list: whoever reads that one hears of it, and nobody else. */
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type Dialect,
  Doc,
  type Item,
  type Json,
  type JsonObject,
  type LinkMap,
  member,
  REFUSED,
  Refused,
  type Sequence,
  type UnreadableEvent,
} from '../../src/index.ts';
import { settle } from '../helpers/settle.ts';
import { type Answer, bodyOf, isObject, living, madeUp, ORIGIN } from './madeUp.ts';

interface Reply {
  readonly text: string;
}
interface Post {
  readonly id: number;
  readonly title: string;
  readonly replies: readonly (Reply | null)[];
}
interface Posts
  extends Pick<Sequence<Post, unknown>, 'map' | 'count' | 'take'>,
    Chain<{ readonly items: readonly (Post | null)[] }>,
    AsyncIterable<Post | null> {
  readonly items: readonly { readonly title: Chain<string> }[];
}
interface Api {
  readonly posts: Posts;
  post(id: number): Chain<Post> & {
    readonly title: Chain<string>;
    readonly author: { readonly name: Chain<string> } & Chain<{ readonly name: string }>;
    readonly replies: Chain<readonly (Reply | null)[]> &
      readonly { readonly text: Chain<string> }[];
  };
}
const map: LinkMap = {
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
        id: member.field('number', 'stub'),
        title: member.field('string', 'stub'),
        author: member.ref('author', 'stub'),
        replies: member.list('reply', 'whole'),
      },
    },
    author: { address: 'authors/{id}', members: { name: member.field('string', 'stub') } },
    reply: { members: { text: member.field('string', 'stub') } },
  },
};

/** Reads `{ error }` as an error in the place of what is meant. */
const toItem = (json: Json): Item => {
  if (Array.isArray(json)) return json.map((each: Json) => toItem(each));
  if (!isObject(json)) return json;
  if (json.error === true) return REFUSED;
  if (typeof json.error === 'string') return new Refused({ message: json.error, type: 'secret' });
  return toDoc(json);
};
function toDoc({ '@': path, ...fields }: JsonObject): Doc {
  const items = Object.entries(fields).map(([name, value]) => [name, toItem(value)] as const);
  return new Doc(
    typeof path === 'string' ? `${ORIGIN}${path}` : undefined,
    new Map(),
    new Map(items),
  );
}
const dialect: Dialect = {
  ...madeUp,
  document: (response) => toDoc(bodyOf(response) ?? {}),
  page(response) {
    const { data } = bodyOf(response) ?? {};
    if (!Array.isArray(data)) return undefined;
    return { items: data.map(toItem), doc: new Doc(undefined, new Map(), new Map()) };
  },
  refusal: ({ status }) => (status < 400 ? undefined : { message: '' }),
};

const post = (id: number): JsonObject => ({ '@': `/posts/${id}`, id, title: `P${id}` });
const open = (answer: (path: string, include: string | null) => Answer | undefined) => {
  const told: UnreadableEvent[] = [];
  const { root, requests } = living<Api>(
    dialect,
    map,
    ({ path, query }) => answer(path, query.get('include')),
    { on: { unreadable: (event) => told.push(event) } },
  );
  return { root, requests, told };
};

describe('an error in the place of an item of a page', () => {
  const paged = () =>
    open((path) =>
      path === '/posts' ? { data: [post(0), { error: 'not for you' }, post(2)] } : undefined,
    );

  it('is an error of whoever reads that item, in the words of the server', async () => {
    const { root, requests } = paged();

    await expect(settle(root.posts.items[1]?.title as Chain<string>)).rejects.toThrow(
      'an error came in the place of post 1: not for you (secret)',
    );
    await expect(settle(root.posts.map(({ title }) => title))).rejects.toThrow('not for you');
    expect(await root.posts.items[2]?.title).toBe('P2');

    expect(new Set(requests)).toEqual(new Set(['GET /posts']));
  });

  it('is an error of whoever looks over all that it has, with no request for it', async () => {
    for (const read of [
      (row: object) => ({ ...row }),
      (row: object) => Object.keys(row).length,
      (row: object) => JSON.stringify(row),
    ]) {
      const { root, requests } = open((path) =>
        path === '/posts' ? { data: [post(0), { error: 'not for you' }] } : post(0),
      );

      await expect(settle(root.posts.map(read))).rejects.toThrow('not for you');
      expect(requests).toEqual(['GET /posts?include=items', 'GET /posts', 'GET /posts/0']);
    }
  });

  it('says nothing of the others, and is no resource', async () => {
    const { root, told } = paged();

    const { items } = await root.posts;

    expect(items.map((item) => item?.title)).toEqual(['P0', undefined, 'P2']);
    expect(items[1]).toBeNull();
    expect(told).toEqual([{ what: 'post 1', value: 'not for you (secret)' }]);
    const ids: unknown[] = [];
    for await (const item of root.posts) ids.push(item?.id);
    expect(ids).toEqual([0, undefined, 2]);
    expect(await root.posts.count()).toBe(3);
    expect((await root.posts.take(1)).map(({ title }) => title)).toEqual(['P0']);
  });

  it('is asked again without what was to be expanded, first', async () => {
    const { root, requests } = open((_path, include) => ({
      data: include === null ? [post(0), post(1)] : [post(0), { error: true }],
    }));

    expect(await root.posts.map(({ title, replies }) => [title, replies?.length])).toEqual([
      ['P0', undefined],
      ['P1', undefined],
    ]);
    expect(requests.slice(0, 2)).toEqual(['GET /posts?include=items', 'GET /posts']);
  });
});

describe('an error in a list of a document', () => {
  const whole = {
    ...post(1),
    replies: [{ text: 'first' }, { error: true }, { text: 'third' }],
    author: { error: 'nobody may know' },
  };

  it('is an error of whoever reads that one, and leaves the others', async () => {
    const { root, requests } = open(() => whole);

    expect(await root.post(1).replies[0]?.text).toBe('first');
    await expect(settle(root.post(1).replies[1]?.text as Chain<string>)).rejects.toThrow(
      'an error came in the place of reply 1',
    );
    const { replies, title } = await root.post(1);
    expect(title).toBe('P1');
    expect(replies.map((reply) => reply?.text)).toEqual(['first', undefined, 'third']);

    expect(requests.every((each) => each.startsWith('GET /posts/1'))).toBe(true);
  });

  it('is one in the place of a thing, where that was not to be expanded', async () => {
    const { root, requests } = open(() => whole);

    await expect(settle(root.post(1).author.name)).rejects.toThrow(
      'an error came in the place of author: nobody may know (secret)',
    );
    await expect(settle(root.post(1).author)).rejects.toThrow('nobody may know');
    expect(requests).toHaveLength(2);
  });
});
