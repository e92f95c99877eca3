/** A to-one that is null, asked by its own address: the server answers 204. */
import { describe, expect, it } from 'vitest';
import { type Action, type Chain, type LinkMap, member } from '../../src/index.ts';
import { settle } from '../helpers/settle.ts';
import { living, nothing, withNothing } from './madeUp.ts';

interface Person extends Chain<{ readonly name: string } | null> {
  readonly name: Chain<string | null>;
  readonly boss: Person;
  readonly rivals: Chain<unknown> & AsyncIterable<unknown>;
  rename(name: string): Action<undefined>;
}
interface Article extends Chain<{ readonly author: Person }> {
  readonly author: Person;
  readonly editor: Person;
}
interface ArticleRow {
  readonly author: Person;
  readonly critic: { readonly name: string; readonly rivals: readonly unknown[] } | null;
}
interface Api {
  article(id: number): Article;
  readonly articles: {
    map<T>(read: (article: ArticleRow) => T): Chain<unknown[]>;
  };
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        articles: member.collection('article', { path: 'articles', indexed: false }),
        article: member.lookup('article', 'articles/{id}'),
      },
    },
    article: {
      address: 'articles/{id}',
      members: {
        title: member.field('string', 'stub'),
        author: member.link('person', { path: 'author' }),
        editor: member.ref('person', 'whole', 'editor'),
        critic: member.ref('person', 'expansion', 'critic'),
      },
    },
    person: {
      members: {
        name: member.field('string', 'whole'),
        boss: member.link('person', { path: 'boss' }),
        rivals: member.collection('person', { path: 'rivals', indexed: false }),
        rename: member.action('PUT', '', {
          parameters: { name: { type: 'string' } },
          positional: ['name'],
        }),
      },
    },
  },
};

const open = (isThere: (path: string) => boolean = () => true) =>
  living<Api>(withNothing, map, ({ path }) => {
    if (!isThere(path)) return undefined;
    if (/^\/articles\/2\/(author|critic)$/.test(path)) return { '@': '/people/1', name: 'Ada' };
    if (/\/(author|editor|critic|boss)$/.test(path)) return nothing();
    if (path.endsWith('/rivals')) return { data: [{ name: 'Bo' }, { name: 'Cy' }] };
    const article = (id: number) => ({ '@': `/articles/${id}`, title: `No. ${id}` });
    return path === '/articles' ? { data: [1, 2].map(article) } : article(1);
  });

describe('a resource of which its own address says that there is none', () => {
  it('is null, and so is whatever lies behind it', async () => {
    const { root, requests } = open();

    expect(await root.article(1).author).toBeNull();
    expect(await root.article(1).author.name).toBeNull();
    expect(await root.article(1).author.boss.boss.name).toBeNull();
    expect(await root.article(1).editor).toBeNull();
    expect(await root.article(2).author.boss).toBeNull();

    expect(new Set(requests.slice(0, 2))).toEqual(new Set(['GET /articles/1/author']));
  });

  it('is asked for once in a tick', async () => {
    const { root, requests } = open();
    const { author } = root.article(1);

    expect(await Promise.all([author, author.name, author.boss.name])).toEqual([null, null, null]);

    expect(requests.filter((request) => request === 'GET /articles/1/author')).toHaveLength(1);
  });

  it('is null in what a lambda gives', async () => {
    const { root } = open();

    expect(await root.articles.map(({ author }) => author.name)).toEqual([null, 'Ada']);
    expect(await root.articles.map(({ critic }) => critic?.name)).toEqual([undefined, 'Ada']);
    expect(await root.articles.map(({ critic }) => [critic, critic?.name])).toEqual([
      [null, undefined],
      [expect.any(Object), 'Ada'],
    ]);
    expect(await root.articles.map(({ critic }) => critic)).toEqual([null, expect.any(Object)]);
    expect(await root.articles.map(({ critic }) => JSON.stringify({ critic }))).toEqual([
      '{"critic":null}',
      '{"critic":{"name":"Ada"}}',
    ]);
  });

  it('is no error of what would lie behind it', async () => {
    const { root, requests } = open((path) => !/1\/(author|editor|critic)\/./.test(path));

    expect(await root.article(1).author.boss.name).toBeNull();
    expect(await root.article(1).editor.boss).toBeNull();
    expect(requests).toEqual([
      ...['GET /articles/1/author/boss', 'GET /articles/1/author'],
      ...['GET /articles/1/editor/boss', 'GET /articles/1/editor'],
    ]);
    expect(await root.articles.map(({ critic }) => critic?.rivals.length ?? 0)).toEqual([0, 2]);
  });

  it('is nothing to go through, and a loop says so', async () => {
    const { root } = open((path) => !path.includes('1/editor/'));
    const loop = async (): Promise<void> => {
      for await (const _ of root.article(1).editor.rivals);
    };

    await expect(loop()).rejects.toThrow('editor is null, so there is nothing to go through');
  });

  it('is null behind a snapshot of what leads to it, and cannot be acted on once that is known', async () => {
    const { root, requests } = open();
    const article = await root.article(1);

    expect(await article.author.name).toBeNull();
    expect(await article.author).toBeNull();
    await expect(settle(article.author.rename('Bo'))).rejects.toThrow('is null');

    expect(requests).toEqual(['GET /articles/1', 'GET /articles/1/author']);
  });
});
