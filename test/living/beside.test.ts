/** Collections that lie beside their owner, found by its id. */
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type Dialect,
  explain,
  type JsonObject,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { fakeApi } from '../../src/testing.ts';
import { type Answer, type Asked, living, madeUp } from './madeUp.ts';

interface Article {
  readonly title: string;
}
interface Articles extends Sequence<Article, unknown> {
  (options: { readonly state: string }): Articles;
  add(title: string): Promise<unknown>;
}
interface Person extends Chain<{ readonly id: number; readonly name: string }> {
  readonly name: Chain<string>;
  readonly articles: Articles;
  rename(name: string): Promise<unknown>;
}
interface Row {
  readonly articles: { map<T>(read: (article: Article) => T): readonly T[] };
}
interface Api {
  readonly people: Sequence<Row, unknown>;
  readonly newest: { readonly author: Person };
  person(id: number | string): Person;
  repo(owner: string, name: string): { readonly issues: Sequence<Article, unknown> };
}

const articles = (address: string, more: Partial<Parameters<typeof member.collection>[1]> = {}) =>
  member.collection('article', {
    address,
    indexed: true,
    options: { state: { type: 'string' } },
    actions: {
      add: member.action('POST', '', {
        parameters: { title: { type: 'string' } },
        positional: ['title'],
      }).call,
    },
    ...more,
  });

const mapWith = (of: ReturnType<typeof articles>): LinkMap => ({
  root: 'api',
  kinds: {
    api: {
      members: {
        people: member.collection('person', { path: 'people', indexed: true }),
        newest: member.link('article', { path: 'newest' }),
        person: member.lookup('person', 'people/{id}'),
        repo: member.lookup('repo', 'repos/{owner}/{name}'),
      },
    },
    person: {
      address: 'people/{id}',
      members: {
        id: member.field('number', 'ref'),
        name: member.field('string', 'stub'),
        articles: of,
        rename: member.action('PATCH', '', {
          parameters: { name: { type: 'string' } },
          positional: ['name'],
        }),
      },
    },
    repo: {
      address: 'repos/{owner}/{name}',
      members: {
        issues: member.collection('article', {
          address: 'search/issues?q=repo:{owner}/{name}&sort=created',
          indexed: true,
        }),
      },
    },
    article: {
      address: 'articles/{id}',
      members: {
        title: member.field('string', 'stub'),
        author: member.ref('person', 'stub', { path: 'author' }),
      },
    },
  },
});

const titles = (...all: readonly string[]): JsonObject => ({
  data: all.map((title, index) => ({ '@': `/articles/${title}${index}`, title })),
});
const person = (id: number): JsonObject => ({ '@': `/people/${id}`, id, name: `person ${id}` });

const answer = ({ method, path, query }: Asked): Answer | undefined => {
  if (method !== 'GET') return {};
  const author = query.get('filter[author]');
  if (path === '/articles' && author !== null) return titles(`by ${author}`);
  if (path === '/search/issues') return titles(String(query.get('q')));
  if (path === '/people') return { data: [person(1), person(2)] };
  if (path === '/newest') return { '@': '/articles/9', title: 'newest' };
  if (path.endsWith('/author') || path === '/people/me') return person(3);
  const [, , id = ''] = path.split('/');
  return person(Number(id));
};

const BY_AUTHOR = articles('articles?filter[author]={id}');
/** Nobody picks a part of a collection here. */
const dialect: Dialect = { ...madeUp, window: () => [] };
const connectTo = (of = BY_AUTHOR, answers = answer) => living<Api>(dialect, mapWith(of), answers);
const titleOf = ({ title }: Article): string => title;

describe('a collection beside its owner', () => {
  it('is asked for by the id in the address of its owner, who is not asked', async () => {
    const { root, requests } = connectTo();

    expect(await root.person(1).articles.map(titleOf)).toEqual(['by 1']);
    expect(requests).toEqual(['GET /articles?filter[author]=1']);
  });

  it('is foretold by a plan with the request that is sent', async () => {
    const { root, requests } = connectTo();
    const chain = root.person(1).articles.map(titleOf);

    const planned = explain(chain).requests.map(
      ({ url }) => `GET ${decodeURIComponent(new URL(url).pathname + new URL(url).search)}`,
    );
    await chain;
    expect(planned).toEqual(requests);
  });

  it('is asked for once for each item, whose id an answer tells', async () => {
    const { root, requests } = connectTo();
    const chain = root.people.map(({ articles: own }) => own.map(titleOf));

    expect(explain(chain).requests.map(({ url }) => decodeURIComponent(url))).toContain(
      'https://living.test/articles?filter[author]={1.items[*].id}',
    );
    expect(await chain).toEqual([['by 1'], ['by 2']]);
    expect(requests).toEqual([
      'GET /people',
      'GET /articles?filter[author]=1',
      'GET /articles?filter[author]=2',
    ]);
  });

  it('is written with its options behind the id, and what stands in the id as it is meant', async () => {
    const { root, requests } = connectTo();

    expect(explain(root.person('a&b c').articles({ state: 'open' })).requests[0]?.url).toBe(
      'https://living.test/articles?filter%5Bauthor%5D=a%26b%20c&state=open',
    );
    expect(requests).toEqual([]);
  });

  it('takes the parts of an id by their names', async () => {
    const { root, requests } = connectTo();

    await root.repo('ann', 'site').issues.map(titleOf);
    expect(requests).toEqual(['GET /search/issues?q=repo:ann/site&sort=created']);
  });

  it('waits for the document of an owner whose address does not tell the id', async () => {
    const { root, requests } = connectTo();

    expect(await root.newest.author.articles.map(titleOf)).toEqual(['by 3']);
    expect(requests.at(-1)).toBe('GET /articles?filter[author]=3');
  });

  it('says that there is none where even that does not tell it', async () => {
    const { root } = connectTo(BY_AUTHOR, (asked) =>
      asked.path.endsWith('/author') ? { '@': asked.path } : answer(asked),
    );

    await expect(Promise.resolve(root.newest.author.articles.map(titleOf))).rejects.toThrow(
      'no "articles"',
    );
  });

  it('is none where its address asks for what is no part of the id', async () => {
    const { root } = connectTo(articles('articles?filter[author]={nick}'));

    await expect(Promise.resolve(root.person(1).articles.map(titleOf))).rejects.toThrow(
      'no "articles" on person 1',
    );
  });

  it('is not asked for again once its owner turns out to go by another name', async () => {
    const { root, requests } = connectTo();
    const me = root.person('me');

    expect(await Promise.all([me.name, me.articles.map(titleOf)])).toEqual(['person 3', ['by me']]);
    expect(requests).toHaveLength(2);
  });

  it.each([1, 'me'])('is read anew after an action on its owner, by %s', async (id) => {
    const { root, requests } = connectTo();
    const owner = root.person(id);
    const snapshot = await owner;
    const before = requests.length;

    await owner.articles.map(titleOf);
    await owner.rename('Ann');
    await (snapshot as unknown as Person).articles.map(titleOf);
    expect(requests.slice(before).filter((each) => /articles/.test(each))).toHaveLength(2);
  });

  it('is sent what is added to it where it lies, without the id', async () => {
    const { root, requests } = connectTo();

    await root.person(1).articles.add('New');
    expect(requests).toEqual(['POST /articles']);
  });

  it('takes what stands in its owner’s document, once that was asked for', async () => {
    const { root, requests } = connectTo(
      articles('articles?filter[author]={id}', { embedded: 'stub', absent: 'empty' }),
    );

    expect(await root.people.map(({ articles: own }) => own.map(titleOf))).toEqual([[], []]);
    expect(requests).toEqual(['GET /people']);
  });

  it('is answered by a made-up server of the map', async () => {
    const map = mapWith(BY_AUTHOR);
    const api = fakeApi(map, {
      person: [
        { id: 1, name: 'Ann', articles: [{ title: 'One' }] },
        { id: 2, name: 'Bo', articles: [{ title: 'Two' }] },
      ],
    });
    const at = (path: string): Promise<Response> => api.fetch(`https://living.test/v2/${path}`);

    const page = await (await at('articles?filter%5Bauthor%5D=2')).json();
    expect(page).toMatchObject({ items: [{ title: 'Two' }] });
  });
});
