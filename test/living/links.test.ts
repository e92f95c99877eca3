/** What a document means by the addresses in it: templates, what they are relative to, and what is no link of an API. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type Dialect,
  Doc,
  explain,
  href,
  type Item,
  type JsonObject,
  type LinkMap,
  linkTemplates,
  linkTo,
  member,
  type Sequence,
} from '../../src/index.ts';
import { settle } from '../helpers/settle.ts';
import { type Answer, isObject, living, madeUp, ORIGIN } from './madeUp.ts';

type Options = Readonly<Record<string, string | number>>;
interface Issue {
  readonly title: Chain<string>;
}
interface Repo {
  readonly issues: Chain<readonly unknown[]> &
    Sequence<{ readonly title: string }, unknown> &
    ((options: Options) => Issue & Sequence<{ readonly title: string }, unknown>);
  readonly compare: Chain<unknown> &
    ((options: Options) => Chain<unknown> & { readonly commits: Chain<number> });
  readonly contents: { readonly size: Chain<number> } & ((options: Options) => {
    readonly size: Chain<number>;
  });
  readonly changes: Chain<unknown>;
  readonly parent: Repo;
  readonly ssh: Chain<string>;
  readonly mirror: Chain<null>;
  readonly owner: { readonly mail: Chain<string> };
}
interface Api {
  readonly repo: Repo & Chain<{ readonly issues: Repo['issues']; readonly ssh: string }>;
}

/** Fields that end with `_url` are links, as GitHub's are; `url` is the address. */
const byFields: Dialect = {
  ...madeUp,
  templates: linkTemplates,
  document: ({ json, url }) => (isObject(json) ? toDoc(json, url) : undefined),
  page(response, asked) {
    if (!Array.isArray(response.json)) return madeUp.page(response, asked);
    const items = response.json.map((each) => (isObject(each) ? toDoc(each, response.url) : each));
    return { items, doc: new Doc(undefined, new Map(), new Map()) };
  },
};
function toDoc(json: JsonObject, base: string): Doc {
  const links = new Map<string, string>();
  const fields = new Map<string, Item>();
  for (const [name, value] of Object.entries(json)) {
    const rel = name.replace(/_url$/, '');
    const address = rel === name ? undefined : linkTo(value, base);
    if (address !== undefined) links.set(rel, address);
    else if (name !== 'url') fields.set(rel, isObject(value) ? toDoc(value, base) : value);
  }
  return new Doc(linkTo(json.url, base), links, fields);
}

const REPO: JsonObject = {
  url: '/repos/ada/engine',
  issues_url: 'engine/issues{/number}{?state,page}',
  compare_url: `${ORIGIN}/repos/ada/engine/compare/{base}...{head}`,
  contents_url: '/repos/ada/engine/contents/{+path}',
  ssh_url: 'git@living.test:ada/engine.git',
  git_url: 'git://living.test/ada/engine.git',
  mirror_url: null,
  owner: { url: '/people/ada', mail_url: 'mailto:ada@living.test' },
};
const NO_MAP: LinkMap = { root: '', kinds: {} };
const MAP: LinkMap = {
  root: 'api',
  kinds: {
    api: { members: { repo: member.link('repo', { rel: 'repo' }) } },
    repo: {
      address: 'repos/{owner}/{name}',
      members: {
        issues: member.collection('issue', {
          rel: 'issues',
          indexed: false,
          options: { state: { type: 'string' } },
        }),
        compare: member.link('diff', { rel: 'compare' }),
        changes: member.collection('issue', { rel: 'compare', indexed: false }),
        parent: member.link('repo', { rel: 'parent' }),
      },
    },
    diff: { members: { commits: member.field('number', 'whole') } },
    issue: { address: 'issues/{id}', members: { title: member.field('string', 'stub') } },
  },
};

const open = (map: LinkMap) =>
  living<Api>(byFields, map, ({ path }): Answer | undefined => {
    if (path === '/') return { repo_url: '/repos/ada/engine' };
    if (path === '/repos/ada/engine') return REPO;
    if (path.endsWith('/issues')) {
      return { answer: Response.json([{ url: '/issues/1', title: 'One' }]) };
    }
    if (/\/issues\/\d+$/.test(path)) return { title: `issue ${path.split('/').at(-1)}` };
    if (path.includes('/compare/')) return { commits: 3 };
    if (path.includes('/contents/')) return { size: path.length };
    return undefined;
  });
const behind = (requests: readonly string[]): readonly string[] =>
  requests.filter((each) => !['GET /', 'GET /repos/ada/engine'].includes(each));

describe('a link that is a template', () => {
  it.each([
    ['without a map', NO_MAP],
    ['with a map', MAP],
  ])('leads on without what may be left out, %s', async (_how, map) => {
    const { root, requests } = open(map);

    expect(await root.repo.issues.map(({ title }) => title)).toEqual(['One']);

    expect(behind(requests)).toEqual(['GET /repos/ada/engine/issues']);
  });

  it.each([
    ['without a map', NO_MAP],
    ['with a map', MAP],
  ])('is filled with the options that are given, %s', async (_how, map) => {
    const { root, requests } = open(map);

    expect(await root.repo.issues({ state: 'open' }).map(({ title }) => title)).toEqual(['One']);
    expect(await href(root.repo.issues({ state: 'open', per: 5 }))).toBe(
      `${ORIGIN}/repos/ada/engine/issues?state=open&per=5`,
    );

    expect(behind(requests)).toEqual(['GET /repos/ada/engine/issues?state=open']);
  });

  it('is filled in its path as well', async () => {
    const { root, requests } = open(NO_MAP);

    expect(await root.repo.issues({ number: 7 }).title).toBe('issue 7');
    expect(await root.repo.compare({ base: 'v1', head: 'a/b' }).commits).toBe(3);
    await root.repo.contents({ path: 'src/a b.ts' }).size;
    await root.repo.contents.size;

    expect(behind(requests)).toEqual([
      'GET /repos/ada/engine/issues/7',
      'GET /repos/ada/engine/compare/v1...a/b',
      'GET /repos/ada/engine/contents/src/a b.ts',
      'GET /repos/ada/engine/contents/',
    ]);
  });

  it('says what it needs and was not given', async () => {
    const { root, requests } = open(NO_MAP);

    await expect(settle(root.repo.compare({ head: 'v2' }))).rejects.toThrow(
      '`compare` needs `base`: write compare({ base: … })',
    );
    await expect(settle(root.repo.compare)).rejects.toThrow('`compare` needs `base` and `head`');
    expect(behind(requests)).toEqual([]);
  });

  it('says the same where a map has it, of one thing and of a collection', async () => {
    const { root, requests } = open(MAP);

    expect(await root.repo.compare({ base: 'v1', head: 'v2' }).commits).toBe(3);
    await expect(settle(root.repo.compare)).rejects.toThrow('`compare` needs `base` and `head`');
    await expect(settle(root.repo.changes)).rejects.toThrow('`changes` needs `base` and `head`');
    expect(behind(requests)).toEqual(['GET /repos/ada/engine/compare/v1...v2']);
  });

  it('leads nowhere else, whatever is given', async () => {
    const { root, requests } = open(NO_MAP);

    await expect(root.repo.issues({ number: '..' }).title).rejects.toThrow(RangeError);
    await expect(root.repo.contents({ path: 'a/../../b' }).size).rejects.toThrow(RangeError);
    expect(behind(requests)).toEqual([]);
  });

  it('stays below what stands before its first hole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (number) => {
        fc.pre(!/^\.{1,2}$/.test(number));
        const { root } = open(NO_MAP);

        const address = await href(root.repo.issues({ number }));

        expect(address).toMatch(/^https:\/\/living\.test\/repos\/ada\/engine\/issues\/[^/?#]+$/);
        expect(decodeURIComponent(address.slice(address.lastIndexOf('/') + 1))).toBe(number);
      }),
      { numRuns: 30 },
    );
  });

  it('is planned as it will be filled, once it is known', async () => {
    const { root } = open(MAP);
    const repo = await root.repo;

    expect(explain(repo.issues({ state: 'open' })).requests.map(({ url }) => url)).toEqual([
      `${ORIGIN}/repos/ada/engine/issues?state=open`,
    ]);
  });
});

describe('a link that a map has and a document lacks', () => {
  it('is an error that says what there is, and asks nothing more', async () => {
    const { root, requests } = open(MAP);

    await expect(settle(root.repo.parent.ssh)).rejects.toThrow(
      'no "parent" on repo ada/engine: it has issues, compare, changes, contents, ssh, git, mirror, owner',
    );
    expect(behind(requests)).toEqual([]);
  });
});

describe('what is no link of an API', () => {
  it('is data, and asks nothing of anybody', async () => {
    const { root, requests } = open(NO_MAP);

    expect(await root.repo.ssh).toBe('git@living.test:ada/engine.git');
    expect(await root.repo.mirror).toBeNull();
    expect(await root.repo.owner.mail).toBe('mailto:ada@living.test');
    expect((await root.repo).ssh).toBe('git@living.test:ada/engine.git');

    expect(behind(requests)).toEqual([]);
  });

  it('is data where a dialect gives it as a link, too', async () => {
    const raw: Dialect = {
      ...madeUp,
      document: () =>
        new Doc(`${ORIGIN}/`, new Map([['feed', 'ws://living.test/feed']]), new Map([['id', 1]])),
    };
    const { root, requests } = living<{ readonly feed: Chain<string> }>(raw, NO_MAP, () => ({}));

    expect(await root.feed).toBe('ws://living.test/feed');
    expect(requests).toEqual(['GET /']);
  });
});

describe('an address', () => {
  const root = 'https://shop.test/catalog';

  it.each([
    [
      'of the answer',
      'children?$skiptoken=3',
      `${root}/Genres(10)/`,
      `${root}/Genres(10)/children?$skiptoken=3`,
    ],
    [
      'of the service',
      'Genres(10)/children?$skiptoken=3',
      `${root}/$metadata#Genres`,
      `${root}/Genres(10)/children?$skiptoken=3`,
    ],
    [
      'of a site',
      '/rest/api/space?cursor=a%2Fb',
      'https://wiki.test/wiki/',
      'https://wiki.test/rest/api/space?cursor=a%2Fb',
    ],
    ['of nothing', 'https://other.test/x', root, 'https://other.test/x'],
    ['with a port and a dot', 'http://h.test:80/./a', root, 'http://h.test/a'],
    ['of a template', 'issues{/number}', `${root}/`, `${root}/issues{/number}`],
    ['of a template of the whole', 'https://h.test{/id}', root, 'https://h.test{/id}'],
    ['with a fragment to fill', 'a{#part}', `${root}/`, `${root}/a`],
  ])('is read against the address %s', (_what, given, base, expected) => {
    expect(linkTo(given, base)).toBe(expected);
  });

  it.each([
    null,
    undefined,
    7,
    '',
    '#top',
    ' #top',
    'mailto:ann@shop.test',
    'ws://shop.test/feed',
    'git://shop.test/a.git',
    'git@shop.test:a/b.git',
    'javascript:alert(1)',
    '{+anywhere}',
    'http://',
  ])('is none: %j', (given) => {
    expect(linkTo(given, root)).toBeUndefined();
  });

  it('that a page declares relative to its service is followed there, and not below the page', async () => {
    const odata: Dialect = {
      ...madeUp,
      page(response) {
        if (!isObject(response.json) || !Array.isArray(response.json.value)) return undefined;
        const { value, '@odata.context': context, '@odata.nextLink': next } = response.json;
        const service = linkTo(context, response.url) ?? response.url;
        const onward = linkTo(next, service);
        const doc = new Doc(undefined, new Map(), new Map());
        return { items: value, ...(onward !== undefined && { next: onward }), doc };
      },
    };
    const map: LinkMap = {
      root: 'api',
      kinds: {
        api: {
          members: {
            children: member.collection('genre', { path: 'Genres(10)/children', indexed: false }),
          },
        },
        genre: { members: { name: member.field('string', 'stub') } },
      },
    };
    const { root, requests } = living<{
      readonly children: Sequence<{ readonly name: string }, unknown>;
    }>(odata, map, ({ path, query }): Answer | undefined => {
      if (path !== '/Genres(10)/children') return undefined;
      const isFirst = !query.has('$skiptoken');
      return {
        '@odata.context': '../$metadata#Genres',
        value: [{ name: isFirst ? 'Crime' : 'Poems' }],
        ...(isFirst && { '@odata.nextLink': 'Genres(10)/children?$skiptoken=3' }),
      };
    });

    expect(await root.children.map(({ name }) => name)).toEqual(['Crime', 'Poems']);
    expect(requests).toEqual(['GET /Genres(10)/children', 'GET /Genres(10)/children?$skiptoken=3']);
  });
});
