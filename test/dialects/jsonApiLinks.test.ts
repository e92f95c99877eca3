/** Relationships of JSON:API that say no more than where their resource lies: linkage may be left out. */
import { describe, expect, it } from 'vitest';
import { type Chain, type Json, type LinkMap, member, type Sequence } from '../../src/index.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { answering } from './answering.ts';

interface Article {
  readonly title: string;
  readonly author: { readonly name: string } | null;
}
interface Blog {
  article(id: string): Chain<Article> & {
    readonly title: Chain<string>;
    readonly author: { readonly name: Chain<string> };
  };
  readonly articles: Sequence<Article, unknown>;
}
const blog = (author: string, as?: 'ref'): LinkMap => ({
  root: 'blog',
  kinds: {
    blog: {
      members: {
        articles: member.collection('articles', { path: 'articles', indexed: false }),
        article: member.lookup('articles', 'articles/{id}'),
      },
    },
    articles: {
      address: 'articles/{id}',
      members: {
        title: member.field('string', 'stub'),
        author: member.ref(author, 'stub', as && { as }),
      },
    },
    people: { address: 'people/{id}', members: { name: member.field('string', 'stub') } },
    bots: { address: 'bots/{id}', members: { name: member.field('string', 'stub') } },
  },
});
const article = (id: string): Json => ({
  ...{ type: 'articles', id, attributes: { title: `T${id}` } },
  relationships: { author: { links: { related: `/articles/${id}/author` } } },
});
const REFUSED = {
  errors: [{ status: '400', title: 'No include', source: { parameter: 'include' } }],
};
const refused = (): Response => Response.json(REFUSED, { status: 400 });
const ann = { type: 'people', id: '9', attributes: { name: 'Ann' } };
const ANSWERS = {
  '/articles/1': { data: article('1') },
  '/articles': { data: [article('1'), article('2')] },
  '/articles/1/author': { data: ann },
  '/articles/2/author': { data: ann },
};
const REFUSING = {
  ...ANSWERS,
  '/articles/1?include=author': refused(),
  '/articles?include=author': refused(),
};
const IGNORING = {
  ...ANSWERS,
  '/articles/1?include=author': ANSWERS['/articles/1'],
  '/articles?include=author': ANSWERS['/articles'],
};

describe.each([
  ['refuses', REFUSING],
  ['ignores', IGNORING],
])('what is only linked to, of a server that %s `include`', (_, answers) => {
  it.each([
    ['as the map has it', blog('people', 'ref')],
    ['though the map has it as more', blog('people')],
    ['of one of several types', blog('people|bots', 'ref')],
  ])('is read by its link, %s', async (_how, map) => {
    const { root, requests } = answering<Blog>(jsonApi(), map, answers);

    expect(await root.article('1').author.name).toBe('Ann');
    expect(await root.articles.map(({ author }) => author?.name)).toEqual(['Ann', 'Ann']);
    expect(requests).toContain('GET /articles/1/author');
  });

  it.each([
    ['declare their own addresses', (id: string) => ({ self: `/articles/${id}` })],
    ['declare none', () => ({})],
  ])(
    'is read by its link where its id stands beside that, nobody knows where the kind lies, and articles %s',
    async (_how, linksOf) => {
      const map = blog('people', 'ref');
      const { people, ...kinds } = map.kinds;
      const { members = {} } = people ?? {};
      const named = (id: string): Json => ({
        ...{ type: 'articles', id, attributes: { title: `T${id}` }, links: linksOf(id) },
        relationships: {
          author: {
            data: { type: 'people', id: '9' },
            links: { related: `/articles/${id}/author` },
          },
        },
      });
      const { root } = answering<Blog>(
        jsonApi(),
        { ...map, kinds: { ...kinds, people: { members } } },
        {
          ...answers,
          '/articles/1': { data: named('1') },
          '/articles': { data: [named('1'), named('2')] },
          ...(answers === IGNORING && {
            '/articles/1?include=author': { data: named('1') },
            '/articles?include=author': { data: [named('1'), named('2')] },
          }),
        },
      );

      expect(await root.article('1').author.name).toBe('Ann');
      expect(await root.articles.map(({ author }) => author?.name)).toEqual(['Ann', 'Ann']);
    },
  );

  it('is nothing where nothing lies there', async () => {
    const { root } = answering<Blog>(jsonApi(), blog('people', 'ref'), {
      ...answers,
      '/articles/1/author': { data: null },
      '/articles/2/author': { data: null },
    });

    expect(await root.article('1').author.name).toBeNull();
    expect(await root.articles.map(({ author }) => author?.name ?? 'nobody')).toEqual([
      'nobody',
      'nobody',
    ]);
  });

  it.each([
    ['as the map has it', blog('people', 'ref')],
    ['though the map has it as more', blog('people')],
  ])('is asked for where a lambda only compares it, %s', async (_how, map) => {
    const { root } = answering<Blog>(jsonApi(), map, {
      ...answers,
      '/articles/2/author': { data: null },
    });

    const { articles } = root;
    expect(await articles.map(({ author }) => author !== null)).toEqual([true, false]);
    expect(await articles.filter(({ author }) => !author).map(({ title }) => title)).toEqual([
      'T2',
    ]);
    expect((await articles.map(({ author }) => author ?? 'nobody'))[1]).toBe('nobody');
  });
});

describe.each([
  ['refuses', refused()],
  ['ignores', undefined],
])('what by the map only an inclusion brings, of a server that %s `include`', (_, refusal) => {
  const map: LinkMap = {
    root: 'blog',
    kinds: {
      ...blog('people').kinds,
      articles: {
        address: 'articles/{id}',
        members: { author: member.ref('people', 'expansion') },
      },
      people: {
        address: 'people/{id}',
        members: { name: member.field('string', 'stub'), boss: member.ref('people', 'expansion') },
      },
    },
  };
  interface Person {
    readonly name: string;
    readonly boss: Person | null;
  }
  interface PersonChain {
    readonly name: Chain<string | null>;
    readonly boss: PersonChain;
  }
  interface Firm {
    article(id: string): { readonly author: PersonChain };
    readonly articles: Sequence<{ readonly author: Person | null }, unknown>;
  }
  const person = (id: string, name: string): Json => ({
    ...{ type: 'people', id, attributes: { name } },
    relationships: { boss: { links: { related: `/people/${id}/boss` } } },
  });
  const [first, second] = [{ data: person('9', 'Ann') }, { data: person('8', 'Bo') }];
  const answers = {
    ...ANSWERS,
    '/articles/1/author': first,
    '/articles/1/author?include=boss': refusal ?? first,
    '/articles/2/author': second,
    '/articles/2/author?include=boss': refusal ?? second,
    '/people/9/boss': second,
    '/people/8/boss': { data: null },
    '/articles/1?include=author.boss': refusal ?? ANSWERS['/articles/1'],
    '/articles?include=author.boss': refusal ?? ANSWERS['/articles'],
  };

  it('is read by its link, and what lies behind that by its own', async () => {
    const { root } = answering<Firm>(jsonApi(), map, answers);

    expect(await root.article('1').author.boss.name).toBe('Bo');
    expect(await root.articles.map(({ author }) => author?.boss?.name ?? 'nobody')).toEqual([
      'Bo',
      'nobody',
    ]);
  });
});

describe('what is only linked to, where it is included', () => {
  it('stands where it is named, and costs no request', async () => {
    const included = {
      data: {
        ...{ type: 'articles', id: '1', attributes: { title: 'T1' } },
        relationships: {
          author: { links: { related: '/articles/1/author' }, data: { type: 'people', id: '9' } },
        },
      },
      included: [ann],
    };
    const { root, requests } = answering<Blog>(jsonApi(), blog('people', 'ref'), {
      '/articles/1?include=author': included,
    });

    expect(await root.article('1').author.name).toBe('Ann');
    expect(requests).toHaveLength(1);
  });
});

describe('what is only linked to, where a link may lead to nothing', () => {
  const map = blog('people');
  const { articles } = map.kinds;
  const kinds = {
    ...map.kinds,
    articles: {
      ...articles,
      members: {
        ...articles?.members,
        author: member.ref('people', 'expansion', { path: 'author' }),
      },
    },
  };

  it('is what its own address says, whatever a lambda does with it', async () => {
    const { root, requests } = answering<Blog>(
      jsonApi(),
      { ...map, kinds },
      {
        ...IGNORING,
        '/articles/2/author': { data: null },
      },
    );

    expect(await root.articles.map(({ author }) => author)).toMatchObject([{ name: 'Ann' }, null]);
    expect(await root.articles.map(({ author }) => (author ? author.name.length : 0))).toEqual([
      3, 0,
    ]);
    expect(requests.slice(3)).toEqual([
      'GET /articles?include=author',
      'GET /articles/1/author',
      'GET /articles/2/author',
    ]);
  });

  it('costs beside other chains no more than by itself', async () => {
    const { root, requests } = answering<Blog>(
      jsonApi(),
      { ...map, kinds },
      { '/articles/1/author': { data: ann }, '/articles/2/author': { data: ann } },
    );
    const authors = [1, 2].map((id) => root.article(String(id)).author.name);

    expect(await Promise.all(authors)).toEqual(['Ann', 'Ann']);
    expect(requests).toEqual(['GET /articles/1/author', 'GET /articles/2/author']);
  });

  it('comes with its owner where that is read as well', async () => {
    const { root, requests } = answering<Blog>(
      jsonApi(),
      { ...map, kinds },
      {
        '/articles/1?include=author': {
          data: {
            ...{ type: 'articles', id: '1', attributes: { title: 'T1' } },
            relationships: { author: { data: { type: 'people', id: '9' } } },
          },
          included: [ann],
        },
      },
    );
    const article = root.article('1');

    expect(await Promise.all([article.author.name, article.title])).toEqual(['Ann', 'T1']);
    expect(requests).toEqual(['GET /articles/1?include=author']);
  });

  it('is found by its link where that is not below what names it', async () => {
    const author = { links: { related: '/people?of=1' } };
    const { root, requests } = answering<Blog>(
      jsonApi(),
      { ...map, kinds },
      {
        '/articles?include=author': {
          data: [{ type: 'articles', id: '1', relationships: { author } }],
        },
        '/people?of=1': { data: ann },
      },
    );

    expect(await root.articles.map(({ author }) => author?.name)).toEqual(['Ann']);
    expect(requests).toEqual(['GET /articles?include=author', 'GET /people?of=1']);
  });
});

describe('what is read two steps away, of a server that expands one', () => {
  it('is found by the links in between where nothing lies below them', async () => {
    const person = (id: string): Json => ({
      ...{ type: 'people', id, attributes: { name: `P${id}` } },
      relationships: { boss: { links: { related: `/people/${id}/boss` } } },
    });
    const { people, ...kinds } = blog('people').kinds;
    const deep: LinkMap = {
      root: 'blog',
      kinds: {
        ...kinds,
        articles: { members: { author: member.ref('people', 'expansion', { path: 'author' }) } },
        people: {
          ...people,
          members: {
            ...people?.members,
            boss: member.ref('people', 'expansion', { path: 'boss' }),
          },
        },
      },
    };
    const { root } = answering<Blog>(jsonApi(), deep, {
      ...{ '/articles': ANSWERS['/articles'], '/articles?include=author.boss': refused() },
      ...{ '/articles/1/author': { data: person('2') }, '/people/2/boss': { data: person('1') } },
      ...{ '/articles/2/author': { data: person('3') }, '/people/3/boss': { data: person('2') } },
    });
    const bossOf = (author: unknown): string => (author as { boss: { name: string } }).boss.name;

    expect(await root.articles.map(({ author }) => bossOf(author))).toEqual(['P1', 'P2']);
  });
});
