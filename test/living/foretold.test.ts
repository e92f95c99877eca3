/** What plans foretell by a map alone. */
import { describe, expect, it } from 'vitest';
import { type Chain, explain, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { living, madeUp } from './madeUp.ts';

interface Person {
  readonly name: Chain<string>;
  readonly boss: Person;
}
interface Api {
  person(id: number): Person;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { person: member.lookup('person', 'people/{id}') } },
    person: {
      address: 'people/{id}',
      members: {
        name: member.field('string', 'whole'),
        boss: member.ref('person', 'stub'),
        peers: member.list('person', 'stub'),
        staff: member.collection('person', { path: 'staff', indexed: false, embedded: 'stub' }),
      },
    },
  },
};

describe('a kind whose stub names its own kind', () => {
  it('is planned as far as the chain goes', () => {
    const { root } = living<Api>(madeUp, map, () => undefined);

    expect(explain(root.person(1).boss.boss.name).bill).toEqual({ least: 1, most: 1 });
  });
});

interface Company {
  readonly name: string;
}
interface Author {
  readonly company: Company;
}
interface Article {
  readonly author: Author;
  readonly editors: readonly Author[];
}
interface News {
  readonly articles: { map<T>(read: (article: Article) => T): Chain<readonly T[]> };
}

const news: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: { articles: member.collection('article', { path: 'articles', indexed: true }) },
    },
    article: {
      address: 'articles/{id}',
      members: { author: member.ref('author', 'whole'), editors: member.list('author', 'whole') },
    },
    author: { address: 'authors/{id}', members: { company: member.ref('company', 'whole') } },
    company: { address: 'companies/{id}', members: { name: member.field('string', 'whole') } },
  },
};

describe('what follows from what is asked for each item', () => {
  it('is one for each item as well, and no certain request', () => {
    const { root } = living<News>(rest(), news, () => undefined);

    const plan = explain(root.articles.map((article) => article.author.company.name));

    expect(plan.bill).toEqual({ least: 1, most: null });
    expect(plan.requests.map(({ repeats }) => repeats)).toEqual([
      'a page',
      'an item',
      'an item',
      'an item',
    ]);
  });
});
