/** Collections that an expansion brings, below the items of a page, whose own items name what lies deeper than one may expand. */
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  explain,
  type Json,
  type LinkMap,
  member,
  type RowOperations,
  type Sequence,
} from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering, ORIGIN } from './answering.ts';

interface Comment {
  readonly body: string;
  readonly author: { readonly name: string };
}
interface Comments {
  map<T>(each: (comment: Comment) => T): Chain<readonly T[]>;
}
interface Post {
  readonly comments: Comments;
}
interface PostRow {
  readonly title: string;
  readonly comments: RowOperations<Comment>;
}
interface Api {
  readonly posts: Chain<{ readonly items: readonly Post[] }> &
    AsyncIterable<Post> &
    Pick<Sequence<PostRow, unknown>, 'flatMap' | 'find'>;
}

const map: LinkMap = {
  root: 'blog',
  kinds: {
    blog: { members: { posts: member.collection('post', { path: 'posts', indexed: true }) } },
    post: {
      address: 'posts/{id}',
      members: {
        title: member.field('string', 'stub'),
        comments: member.collection('comment', {
          path: 'comments',
          indexed: true,
          embedded: 'expansion',
        }),
      },
    },
    comment: {
      address: 'comments/{id}',
      members: {
        body: member.field('string', 'stub'),
        author: member.ref('author', 'stub', { by: 'authorId' }),
      },
    },
    author: { address: 'authors/{id}', members: { name: member.field('string', 'stub') } },
  },
};
const comments = (id: number): Json => [{ id: 10 + id, body: `On ${id}`, authorId: 7 }];
const posts = (isExpanded: boolean): Json =>
  [1, 2, 3].map((id) => ({
    id,
    title: `Post ${id}`,
    ...(isExpanded && { comments: comments(id) }),
  }));

/** @param expands - Whether the server looks at what it is asked to expand. */
function blog(expands: boolean): ReturnType<typeof answering<Api>> {
  const dialect = rest({
    window: { by: 'offset', start: 'start', size: 'size' },
    limits: { pageSize: 10, defaultPageSize: 10 },
    expand: { one: '_expand', many: '_embed' },
  });
  const own = [1, 2, 3].flatMap((id) => [
    [`/posts/${id}`, { id }] as const,
    [`/posts/${id}?_embed=comments`, { id }] as const,
    [`/posts/${id}/comments?start=0&size=10`, comments(id)] as const,
    [`/posts/${id}/comments?start=0&size=10&_expand=author`, comments(id)] as const,
  ]);
  return answering<Api>(dialect, map, {
    ...Object.fromEntries(own),
    '/posts': posts(false),
    '/posts?start=0&size=10': posts(false),
    '/posts?_embed=comments': posts(expands),
    '/posts?start=0&size=10&_embed=comments': posts(expands),
    '/authors/7': { id: 7, name: 'Ann' },
  });
}
const names = ({ comments: all }: Post): Chain<readonly string[]> =>
  all.map(({ author }) => author.name);

describe('what the items of an expanded collection name', () => {
  it('is asked for behind one request for the collections of a whole page', async () => {
    const { root, requests } = blog(true);
    const found: (readonly string[])[] = [];
    for await (const post of root.posts) found.push(await names(post));

    expect(found).toEqual([['Ann'], ['Ann'], ['Ann']]);
    expect(requests).toEqual([
      'GET /posts?start=0&size=10',
      'GET /posts?start=0&size=10&_embed=comments',
      'GET /authors/7',
    ]);
  });

  it('is there also where the server does not expand', async () => {
    const { root } = blog(false);
    const found: (readonly string[])[] = [];
    for await (const post of root.posts) found.push(await names(post));
    expect(found).toEqual([['Ann'], ['Ann'], ['Ann']]);

    const [first] = (await blog(false).root.posts).items;
    expect(first && (await names(first))).toEqual(['Ann']);
  });
});

describe('collections of the items of a page, of which a few may be enough', () => {
  it('are asked for all at once where one request for the page brings them', async () => {
    const isLate = ({ title }: PostRow): boolean => title > 'Post 1';
    for (const read of [
      ({ posts: all }: Api) =>
        all
          .flatMap((post) => (isLate(post) ? post.comments : []))
          .take(2)
          .map(({ body }) => body),
      ({ posts: all }: Api) =>
        all.find(
          (post) => isLate(post) && post.comments.some(({ body }) => body.endsWith('3')),
        ) as PromiseLike<unknown>,
    ]) {
      const { root, requests } = blog(true);
      const planned = explain(read(root) as never).requests;
      await read(root);

      expect(requests).toEqual([
        'GET /posts?start=0&size=10',
        'GET /posts?start=0&size=10&_embed=comments',
      ]);
      expect(planned.map(({ url }) => `GET ${url.slice(ORIGIN.length)}`)).toEqual(requests);
    }
  });
});
