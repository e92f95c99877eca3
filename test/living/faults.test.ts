/** Faults that living APIs showed at the seam, each on the smallest server that has it. */
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Chain,
  type LinkMap,
  member,
  type ResponseEvent,
} from '../../src/index.ts';
import { type Answer, type Asked, living, madeUp, refused } from './madeUp.ts';

interface Person extends Chain<{ readonly name: string }> {
  readonly name: Chain<string>;
  readonly email: Chain<string>;
}
interface PersonRow {
  readonly name: string;
  readonly email: string;
}
interface Article extends Chain<{ readonly title: string }> {
  readonly title: Chain<string>;
  readonly author: Person;
}
interface ArticleRow {
  readonly title: string;
  readonly author: PersonRow;
}
interface Api {
  article(id: number): Article;
  readonly articles: {
    readonly items: readonly Article[];
    map<T>(read: (article: ArticleRow) => T): Chain<T[]>;
    create(title: string): Action<{ readonly self: Article }>;
  };
}

const create = member.action('POST', '', {
  parameters: { title: { type: 'string' } },
  positional: ['title'],
  creates: 'article',
});
const map = {
  root: 'api',
  kinds: {
    api: {
      members: {
        articles: member.collection('article', {
          path: 'articles',
          indexed: true,
          actions: { create: create.call },
        }),
        article: member.lookup('article', 'articles/{id}'),
      },
    },
    article: {
      address: 'articles/{id}',
      members: {
        title: member.field('string', 'stub'),
        author: member.ref('person', 'stub'),
        self: member.link('article', { rel: 'self', path: '' }),
      },
    },
    person: {
      address: 'people/{id}',
      members: {
        name: member.field('string', 'stub'),
        email: member.field('string', 'whole'),
      },
    },
  },
} satisfies LinkMap;

const ada = { '@': '/people/1', name: 'Ada' };
const whole = { ...ada, email: 'ada@living.test' };
const articles = [1, 2].map((id) => ({ '@': `/articles/${id}`, title: `No. ${id}`, author: ada }));

describe('an expansion that the server refuses', () => {
  const open = (status: number) =>
    living<Api>(madeUp, map, ({ path, query }): Answer | undefined => {
      if (query.has('include')) return refused(status, 'there is no author to include');
      if (path === '/articles') return { data: articles };
      if (path === '/articles/1') return articles[0];
      return path === '/people/1' ? whole : undefined;
    });

  it.each([400, 403, 422])(
    'is done without, on a page as on a resource, after %i',
    async (status) => {
      const { root, requests } = open(status);

      expect(await root.articles.map(({ author }) => author.email)).toEqual([
        'ada@living.test',
        'ada@living.test',
      ]);
      expect(await open(status).root.article(1).author.email).toBe('ada@living.test');
      expect(await open(status).root.articles.items[1]?.author.email).toBe('ada@living.test');

      expect(new Set(requests).size).toBe(requests.length);
      expect(requests.length).toBeLessThanOrEqual(3);
    },
  );
});

describe('an answer that only says where the created is', () => {
  it('is believed, and what follows needs no other request', async () => {
    const { root, requests } = living<Api>(madeUp, map, ({ method, path }) => {
      if (path === '/articles/3') return { '@': '/articles/3', title: 'Three', author: ada };
      if (method !== 'POST') return undefined;
      return { answer: new Response(null, { status: 201, headers: { location: '/articles/3' } }) };
    });

    const created = await root.articles.create('Three');
    expect(requests).toEqual(['POST /articles']);

    expect(await created.self.title).toBe('Three');
    expect(requests).toEqual(['POST /articles', 'GET /articles/3']);
  });
});

describe('what a function of a dialect throws', () => {
  it('is what the chain rejects with, and holds no other request back', async () => {
    const own = new Error('no such header');
    const rate = {
      counts: () => undefined,
      allowances: () => [],
      hold({ url }: { readonly url: string }): undefined {
        if (url.endsWith('/1')) throw own;
      },
    };
    const told: (number | string | undefined)[] = [];
    const on = {
      response: ({ status, failure }: ResponseEvent) => void told.push(status ?? failure),
    };
    const answer = ({ path }: Asked) => ({ '@': path, title: `At ${path}` });
    const { root } = living<Api>({ ...madeUp, rate }, map, answer, { concurrency: 1, on });

    const results = await Promise.allSettled([root.article(1).title, root.article(2).title]);

    expect(results).toEqual([
      { status: 'rejected', reason: own },
      { status: 'fulfilled', value: 'At /articles/2' },
    ]);
    expect(told).toEqual([200, 200]);
  });
});
