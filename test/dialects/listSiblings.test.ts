/** What is beside one another in the lists that the items of a page name is loaded together, as what they name one by one is. */
import { describe, expect, it } from 'vitest';
import { type Chain, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering } from './answering.ts';

interface Comment {
  readonly text: Chain<string>;
  readonly user: { readonly name: Chain<string> };
}
interface Post {
  readonly comments: readonly Comment[];
}
interface Api {
  readonly posts: Chain<{ readonly items: readonly Post[] }> & AsyncIterable<Post>;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { posts: member.collection('post', { path: 'posts', indexed: false }) } },
    post: {
      address: 'posts/{id}',
      members: { comments: member.list('comment', 'stub', { by: 'commentIds' }) },
    },
    comment: {
      address: 'comments/{id}',
      many: { path: 'comments', most: 50 },
      members: {
        text: member.field('string', 'stub'),
        user: member.ref('user', 'stub', { by: 'userId' }),
      },
    },
    user: {
      address: 'users/{id}',
      many: { path: 'users', most: 50 },
      members: { name: member.field('string', 'stub') },
    },
  },
};
const IDS = [2, 3, 4, 5];
const api = (): ReturnType<typeof answering<Api>> =>
  answering<Api>(rest({ ids: 'id' }), map, {
    '/posts': [
      { id: 1, commentIds: [2, 3] },
      { id: 2, commentIds: [4, 5] },
    ],
    '/comments?id=2&id=3&id=4&id=5': IDS.map((id) => ({ id, text: `C${id}`, userId: id })),
    '/users?id=2&id=3&id=4&id=5': IDS.map((id) => ({ id, name: `U${id}` })),
  });

describe('what the lists of a page name', () => {
  it('comes together in a loop, however deep it is read', async () => {
    const { root, requests } = api();
    const found: string[] = [];
    for await (const { comments } of root.posts) {
      for (const { text, user } of comments) found.push(`${await text} by ${await user.name}`);
    }

    expect(found).toEqual(IDS.map((id) => `C${id} by U${id}`));
    expect(requests).toEqual([
      'GET /posts',
      'GET /comments?id=2&id=3&id=4&id=5',
      'GET /users?id=2&id=3&id=4&id=5',
    ]);
  });

  it('comes together for the snapshot of a page', async () => {
    const { root, requests } = api();
    const found: string[] = [];
    for (const { comments } of (await root.posts).items) {
      for (const { text } of comments) found.push(await text);
    }

    expect(found).toEqual(IDS.map((id) => `C${id}`));
    expect(requests).toHaveLength(2);
  });
});
