/** Actions below the rows of a lambda: what a collection calls like an operation, and what would go on from an action. */
import { describe, expect, it } from 'vitest';
import { type Action, type LinkMap, member, type ToSend } from '../../src/index.ts';
import { living, madeUp } from '../living/madeUp.ts';
import { errorOf } from '../living/sending.ts';

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: { articles: member.collection('article', { path: 'articles', indexed: false }) },
    },
    article: {
      address: 'articles/{id}',
      members: {
        title: member.field('string', 'stub'),
        copy: member.action('POST', 'copies', { creates: 'article' }),
        comments: member.collection('comment', {
          path: 'comments',
          indexed: false,
          actions: {
            find: member.action('POST', 'search', {
              parameters: { text: { type: 'string' } },
              positional: ['text'],
            }).call,
          },
        }),
      },
    },
    comment: { address: 'comments/{id}', members: { text: member.field('string', 'stub') } },
  },
};

interface Comments {
  find(text: string): Action<undefined>;
  filter(read: (comment: { readonly text: string }) => boolean): Comments & readonly object[];
}
interface Article {
  readonly title: string;
  readonly comments: Comments;
  copy(): Action<object> & { readonly comments: Comments };
}
interface Api {
  readonly articles: {
    map<T>(read: (article: Article) => T): PromiseLike<readonly T[]>;
    forEach(read: (article: Article) => ToSend): Action<unknown>;
  };
}

const open = () =>
  living<Api>(madeUp, map, ({ method, path }) => {
    if (method === 'POST') return { answer: new Response(null, { status: 204 }) };
    const [, , id] = path.split('/');
    const one = (each: number) => ({ '@': `/articles/${each}`, title: `No. ${each}` });
    return id === undefined ? { data: [1, 2].map(one) } : { data: [{ text: 'a' }, { text: 'b' }] };
  });

describe('an action of a collection below a row that has the name of an operation', () => {
  it('is sent by the `forEach` whose lambda returns it', async () => {
    const { root, requests } = open();

    await root.articles.forEach(({ title, comments }) => comments.find(title));

    expect(requests.toSorted()).toEqual([
      'GET /articles',
      'POST /articles/1/comments/search',
      'POST /articles/2/comments/search',
    ]);
  });

  it('leaves the others of the collection as they are', async () => {
    const { root } = open();

    expect(await root.articles.map(({ comments }) => comments.filter(() => true).length)).toEqual([
      2, 2,
    ]);
  });
});

describe('an operation behind an action of a row', () => {
  it('is refused, for the action is sent once the lambda is done', async () => {
    const { root, requests } = open();

    const error = await errorOf(
      root.articles.map((article) => article.copy().comments.filter(() => true).length),
    );

    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toBe(
      'only `forEach` sends actions: (article 1).copy().comments.filter(() => true) goes on from one',
    );
    expect(requests).toEqual(['GET /articles']);
  });
});
