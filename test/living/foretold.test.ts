/** What plans foretell by a map alone. */
import { describe, expect, it } from 'vitest';
import { hal } from '../../src/hal.ts';
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

describe('a kind of which no map says where it lies', () => {
  const people: LinkMap = {
    root: 'api',
    kinds: {
      api: { members: { person: member.lookup('boss', 'people/{id}') } },
      boss: {
        members: {
          name: member.field('string', 'whole'),
          boss: member.ref('boss', 'whole'),
        },
      },
    },
  };

  it('leaves the end of its plan open: a link may lead there', async () => {
    const { root, requests } = living<Api>(hal(), people, ({ path }) => ({
      name: path,
      _links: { self: { href: path }, boss: { href: `${path}0` } },
    }));
    const named = root.person(1).boss.boss.name;

    const plan = explain(named);

    expect(plan.bill).toEqual({ least: 1, most: null });
    expect(String(plan)).toContain('1 request, and what follows: where the rest lies');
    expect(await named).toBe('/people/100');
    expect(requests).toHaveLength(3);
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

interface Shelf {
  readonly books: { count(): number };
}
interface Library {
  readonly shelves: Chain<{ contents(): Library['shelves'] }> & {
    toSorted(compare: (one: Shelf, other: Shelf) => number): Chain<readonly Shelf[]>;
    reduce(join: (one: Shelf, other: Shelf) => Shelf): Chain<Shelf>;
  };
}

const library: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { shelves: member.collection('shelf', { path: 'shelves', indexed: true }) } },
    shelf: {
      address: 'shelves/{id}',
      members: { books: member.collection('book', { path: 'books', indexed: true }) },
    },
    book: { address: 'books/{id}', members: { title: member.field('string', 'stub') } },
  },
};

describe('a lambda that is given two items at once', () => {
  const { root } = living<Library>(rest(), library, () => ({ answer: Response.json([{ id: 1 }]) }));
  const bySize = (one: Shelf, other: Shelf): number => one.books.count() - other.books.count();

  it('has in the plan what it asks for below them', () => {
    for (const chain of [
      root.shelves.toSorted(bySize),
      root.shelves.reduce((one, other) => (bySize(one, other) > 0 ? one : other)),
    ]) {
      const urls = explain(chain).requests.map(({ url }) => url);
      expect(urls[1]).toContain('/shelves/{1.items[*].id}/books');
    }
  });

  it('has nothing there where one item is in hand, and no other', async () => {
    const { contents } = await root.shelves;

    expect(explain(contents().toSorted(bySize)).requests).toEqual([]);
  });
});
