/** What stands in a document without an address, of which the map says that there is more. */
import { describe, expect, it } from 'vitest';
import { type Chain, explain, type Json, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { errorOf } from '../living/sending.ts';
import { answering } from './answering.ts';

interface Author {
  readonly name: string;
  readonly email?: string;
}
interface Article {
  readonly id: number;
  readonly author: Author;
}
interface Api {
  article(id: number): Chain<Article> & {
    author: Chain<Author> & { email: Chain<string | undefined> };
  };
  articles: Chain<{ readonly items: readonly Article[] }> & {
    map<T>(each: (article: Article) => T): Chain<readonly T[]>;
  };
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        article: member.lookup('article', 'articles/{id}'),
        articles: member.collection('article', { path: 'articles', indexed: false }),
      },
    },
    article: {
      address: 'articles/{id}',
      members: { id: member.field('number', 'stub'), author: member.ref('author', 'stub') },
    },
    author: {
      members: { name: member.field('string', 'stub'), email: member.field('string', 'whole') },
    },
  },
};
const api = (author: Json): ReturnType<typeof answering<Api>> =>
  answering<Api>(rest(), map, {
    '/articles/1': { id: 1, author },
    '/articles': [{ id: 1, author }],
  });

const WHERE =
  "no more can be asked of the author, of which nothing says where it lies: give the kind `author` an `address` in the map or, if all of it stands there, say 'stub' of its fields";

describe('what has no address', () => {
  it('is an error where a chain reads what is not there of it', async () => {
    const { root, requests } = api({ name: 'Ann' });

    expect(await root.article(1).author).toEqual({ name: 'Ann' });
    expect(String(await errorOf(root.article(1).author.email))).toContain(WHERE);
    expect(requests).toEqual(['GET /articles/1', 'GET /articles/1']);
  });

  it('is an error where a lambda does', async () => {
    const { root, requests } = api({ name: 'Ann' });

    expect(await root.articles.map(({ author }) => author.name)).toEqual(['Ann']);
    const error = await errorOf(root.articles.map(({ author }) => author.email));
    expect(String(error)).toContain(WHERE);
    expect(requests).toEqual(['GET /articles', 'GET /articles']);
  });

  it('is an error where a snapshot is walked further', async () => {
    const { root } = api({ name: 'Ann' });
    const { author } = await root.article(1);

    const email = (author as unknown as { email: Chain<string> }).email;
    expect(String(await errorOf(email))).toContain(WHERE);
  });

  it('is all there where anything is that only the whole has', async () => {
    const { root } = api({ name: 'Ann', email: 'ann@example.com' });

    expect(await root.article(1).author.email).toBe('ann@example.com');
    expect(await root.articles.map(({ author }) => author.email)).toEqual(['ann@example.com']);
  });

  it('is asked for by no plan', async () => {
    const { root } = api({ name: 'Ann' });

    const plan = await explain(root.article(1).author.email);
    expect(plan.requests.map(({ url }) => new URL(url).pathname)).toEqual(['/articles/1']);
  });
});
