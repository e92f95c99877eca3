/** Plain REST: what its dialect reads and asks, by its options. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pickPage } from '../../src/dialects/pageWindows.ts';
import {
  type Chain,
  connect,
  explain,
  type Json,
  type LinkMap,
  member,
  NotFoundError,
  type Sequence,
} from '../../src/index.ts';
import { type RestOptions, rest } from '../../src/rest.ts';
import { settle } from '../helpers/settle.ts';
import { type Answer, type Asked, living, ORIGIN } from '../living/madeUp.ts';

interface Thing {
  readonly name: Chain<string>;
}
interface ThingRow {
  readonly name: string;
  readonly owner: { readonly name: string };
}
interface Api {
  thing(id: string | number): Chain<{ readonly name: string }> & Thing & { readonly owner: Owner };
  readonly things: Sequence<ThingRow, unknown> &
    Chain<{ readonly items: readonly { readonly name: string }[] }> & {
      readonly items: readonly (Thing & { readonly owner: Owner })[];
    };
}
interface Owner extends Chain<{ readonly name: string } | null> {
  readonly name: Chain<string | null>;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        things: member.collection('thing', { path: 'things', indexed: true }),
        thing: member.lookup('thing', 'things/{id}'),
      },
    },
    thing: {
      address: 'things/{id}',
      members: {
        name: member.field('string', 'stub'),
        owner: member.ref('owner', 'stub', { by: 'ownerId' }),
        parts: member.list('part', 'expansion'),
      },
    },
    owner: { address: 'owners/{id}', members: { name: member.field('string', 'stub') } },
    part: { address: 'parts/{id}', members: { name: member.field('string', 'stub') } },
  },
};
const unindexed: LinkMap = {
  ...map,
  kinds: {
    ...map.kinds,
    api: { members: { things: member.collection('thing', { path: 'things', indexed: false }) } },
  },
};

const array = (items: readonly object[], headers: Record<string, string> = {}): Answer => ({
  answer: Response.json(items, { headers }),
});
const things = (...ids: readonly number[]) => ids.map((id) => ({ id, name: `T${id}`, ownerId: 1 }));

const open = (
  options: RestOptions,
  answer: (asked: Asked) => Answer | undefined,
  known: LinkMap = map,
) => living<Api>(rest(options), known, answer);

describe('a page', () => {
  it('is an array, and goes on by the link that the header declares', async () => {
    const next = `</things?after=2>; title="a; b, \\"c\\""; rel="next last", </things>; rel=first`;
    const { root, requests } = open(
      {},
      ({ query }) => (query.has('after') ? array(things(3)) : array(things(1, 2), { link: next })),
      unindexed,
    );

    expect(await root.things.map(({ name }) => name)).toEqual(['T1', 'T2', 'T3']);
    expect(requests).toEqual(['GET /things', 'GET /things?after=2']);
  });

  it('takes a link of something else for none of its own', async () => {
    const link = `</others?page=2>; rel="next"; anchor="/others"`;
    const { root, requests } = open({}, () => array(things(1), { link }), unindexed);

    expect(await root.things.count()).toBe(1);
    expect(requests).toHaveLength(1);
  });

  it.each(['<http://[>; rel="next"', '/things?page=2; rel="next"', '</things?page=2; rel=next'])(
    'that declares another by what is no link is an error for who reads on, and no end: %s',
    async (link) => {
      const { root } = open({}, () => array(things(1), { link }), unindexed);

      await expect(settle(root.things.count())).rejects.toThrow(
        'declares a next one that cannot be read',
      );
    },
  );

  it('may be an object with its items under a name', async () => {
    const { root } = open(
      { items: ['results', 'data'] },
      () => ({ count: 2, results: null, data: things(1, 2) }),
      unindexed,
    );

    const page = await root.things;
    expect(page.items.map(({ name }) => name)).toEqual(['T1', 'T2']);
    expect(page).toMatchObject({ count: 2, results: null });
  });

  it.each([
    ['next', (next: string | null) => ({ next })],
    ['next', (next: string | null) => ({ next: next ?? false })],
    ['links.next', (next: string | null) => ({ links: { next } })],
  ])('may say beside its items where it goes on, under `%s`', async (next, saying) => {
    const window = { by: 'page', start: 'page', size: 'size' } as const;
    const options = { items: ['results'], next, limits: { pageSize: 100, defaultPageSize: 2 } };
    // It gives two at a time, whatever it is asked for.
    const answer = ({ query }: Asked): Answer => {
      const page = Number(query.get('page') ?? 1);
      const results = things(1, 2, 3, 4).slice(page * 2 - 2, page * 2);
      return { results, ...saying(page === 1 ? '/things?page=2' : null) };
    };
    const [plain, numbered] = [
      open(options, answer, unindexed),
      open({ ...options, window }, answer),
    ];
    const broken = open(options, () => ({ results: things(1), ...saying('http://[') }), unindexed);

    expect(await plain.root.things.map(({ name }) => name)).toEqual(['T1', 'T2', 'T3', 'T4']);
    expect(await numbered.root.things.count()).toBe(4);
    expect(plain.requests).toEqual(['GET /things', 'GET /things?page=2']);
    expect(numbered.requests).toEqual(['GET /things?size=100', 'GET /things?page=2']);
    await expect(settle(broken.root.things.count())).rejects.toThrow('cannot be read');
  });

  it('without content holds nothing', async () => {
    const { root } = open({}, () => ({ answer: new Response(null, { status: 204 }) }), unindexed);

    expect((await root.things).items).toEqual([]);
  });

  it('that is full is followed by another, unless it says how many there are', async () => {
    const window = { by: 'offset', start: 'from', size: 'max' } as const;
    const answer =
      (total: boolean) =>
      ({ query }: Asked): Answer => {
        const from = Number(query.get('from'));
        const found = things(1, 2, 3, 4).slice(from, from + Number(query.get('max')));
        return array(found, total ? { 'x-total-count': '4' } : {});
      };
    const limits = { pageSize: 2, defaultPageSize: 2 };
    const without = open({ window, limits }, answer(false));
    const withTotal = open({ window, limits, total: 'X-Total-Count' }, answer(true));

    expect(await without.root.things.count()).toBe(4);
    expect(await withTotal.root.things.count()).toBe(4);
    expect(without.requests).toHaveLength(3);
    expect(withTotal.requests).toHaveLength(2);
  });
});

describe('a page that says beside its items how many there are', () => {
  const answer =
    (saying: (total: Json) => Readonly<Record<string, Json>>, total: Json) =>
    ({ query }: Asked): Answer => {
      const from = Number(query.get('from'));
      // It gives two at a time, whatever it is asked for.
      return { values: things(1, 2, 3, 4, 5).slice(from, from + 2), ...saying(total) };
    };
  const window = { by: 'offset', start: 'from', size: 'max' } as const;

  it.each([
    ['total', 5, (total: Json) => ({ total })],
    ['meta.total', '5', (total: Json) => ({ meta: { total } })],
  ])('is followed by others though it is shorter than was asked, under `%s`', async (...told) => {
    const [total, count, saying] = told;
    const { root, requests } = open({ items: ['values'], window, total }, answer(saying, count));

    expect(await root.things.count()).toBe(5);
    expect(requests).toHaveLength(3);
  });
});

describe('a window by the number of a page', () => {
  const spelled = (start: number, size: number, most = 100) => {
    const limits = { pageSize: most, defaultPageSize: 30 };
    const found = pickPage({ by: 'page', start: 'page', size: 'per_page' }, start, size, limits);
    if (!('query' in found) || found.covers === undefined) throw new Error('it covers nothing');
    return { asked: Object.fromEntries(found.query), covers: found.covers };
  };

  it('is one page around what is wanted, no longer than it has to be', () => {
    expect(spelled(30, 7)).toEqual({
      asked: { per_page: '10', page: '4' },
      covers: { start: 30, size: 10 },
    });
    expect(spelled(41, 1).asked).toEqual({ per_page: '1', page: '42' });
  });

  it('holds the first item that is wanted, whatever is, and all where one page can', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        (start, size, more) => {
          const most = size + more;
          const { asked, covers } = spelled(start, size, most);
          expect(covers.size).toBe(Number(asked.per_page));
          expect(covers.start).toBe((Number(asked.page) - 1) * covers.size);
          expect(covers.size).toBeLessThanOrEqual(most);
          expect(covers.start).toBeLessThanOrEqual(start);
          expect(covers.start + covers.size).toBeGreaterThan(start);
          const sizes = Array.from({ length: more + 1 }, (_, index) => size + index);
          const fits = sizes.find(
            (each) => Math.floor(start / each) === Math.floor((start + size - 1) / each),
          );
          if (fits !== undefined) expect(covers.size).toBe(fits);
        },
      ),
    );
  });

  it('is named by no number where it is the first', async () => {
    const window = { by: 'page', start: 'page', size: 'per_page' } as const;
    const { root, requests } = open({ window }, () => array(things(0)));

    await root.things.take(3);
    expect(requests).toEqual(['GET /things?per_page=3']);
  });

  it('brings what is wanted of a list in one request', async () => {
    const { root, requests } = open(
      { window: { by: 'page', start: 'page', size: 'per_page' } },
      ({ query }) => {
        const size = Number(query.get('per_page'));
        const start = (Number(query.get('page') ?? 1) - 1) * size;
        return array(things(...Array.from({ length: size }, (_, index) => start + index)));
      },
    );

    expect(await root.things.drop(30).take(7)).toHaveLength(7);
    expect(await root.things.items[41]?.name).toBe('T41');

    expect(requests).toEqual(['GET /things?page=4&per_page=10', 'GET /things?page=42&per_page=1']);
  });
});

describe('a foreign key', () => {
  it('is expanded where the API does that, by its own name for one and for many', async () => {
    const { root, requests } = open({ expand: { one: 'with', many: 'all' } }, ({ query }) => ({
      ...things(1)[0],
      ...(query.has('with') && { owner: { id: 1, name: 'Ada' } }),
    }));

    expect(await root.thing(1).owner.name).toBe('Ada');
    expect(requests).toEqual(['GET /things/1?with=owner']);
    expect(explain(root.things.map((each) => each)).requests).toHaveLength(1);
  });

  it('is asked for by itself where it does not, and once', async () => {
    const { root, requests } = open({}, ({ path }) =>
      path === '/owners/1' ? { id: 1, name: 'Ada' } : array(things(1, 2)),
    );

    expect(await root.things.map(({ owner }) => owner.name)).toEqual(['Ada', 'Ada']);
    expect(requests).toEqual(['GET /things', 'GET /owners/1']);
  });

  it('that is null leads nowhere, and nothing is asked for it', async () => {
    const { root, requests } = open({}, () => ({ id: 1, name: 'T1', ownerId: null }));

    expect(await root.thing(1).owner.name).toBeNull();
    expect(requests).toEqual(['GET /things/1']);
  });

  it('is planned with no more than one step expanded', () => {
    const { root } = open({ expand: { one: 'with' } }, () => undefined);

    const plan = explain(root.things.map(({ owner }) => owner.name));
    expect(plan.requests.map(({ url }) => url)).toEqual([`${ORIGIN}/things?with=owner`]);
  });
});

describe('a document', () => {
  const noMap: LinkMap = { root: '', kinds: {} };
  const github: RestOptions = {
    self: 'url',
    links: { suffix: '_url', except: ['html'] },
  };
  interface Found {
    readonly repo: Chain<object> & { readonly issues: Chain<object>; readonly html: Chain<object> };
  }
  const repo = {
    url: `${ORIGIN}/repos/1`,
    name: 'one',
    issues_url: '/repos/1/issues',
    html_url: `${ORIGIN}/html/1`,
    git_url: 'git://living.test/1.git',
    ssh_url: 'git@living.test:1.git',
    clone_url: '',
    mirror_url: null,
    _url: '/nowhere',
  };
  const walk = () =>
    living<Found>(rest(github), noMap, ({ path }) => {
      if (path === '/') return { repo_url: '/repos/1' };
      return path === '/repos/1' ? repo : array([{ url: `${ORIGIN}/issues/1`, title: 'Broken' }]);
    });

  it('declares links by fields that end so, and by no others', async () => {
    const { root, requests } = walk();

    expect(await root.repo.issues).toMatchObject({ items: [{ title: 'Broken' }] });
    expect(requests).toEqual(['GET /', 'GET /repos/1', 'GET /repos/1/issues']);
    await expect(settle(root.repo.html)).rejects.toThrow(/no "html" .*: it has issues, url/);
  });

  it('has no links to what is not asked by HTTP, and to nothing', async () => {
    const { root } = walk();
    const names = root.repo as unknown as Record<string, Chain<unknown>>;

    for (const name of ['git', 'ssh', 'clone', 'mirror']) {
      await expect(settle(names[name] as Chain<unknown>)).rejects.toThrow(`no "${name}"`);
    }
  });

  it('declares links by the header as well', async () => {
    const { root } = living<Found>(rest(), noMap, ({ path }) => {
      const headers = { link: '</repos/1>; rel="repo"' };
      if (path === '/') return { answer: Response.json({ a: 1 }, { headers }) };
      return { id: 1, name: 'one' };
    });

    expect(await root.repo).toMatchObject({ name: 'one' });
  });

  it('without content is null in the place of a thing', async () => {
    const { root } = open({}, () => ({ answer: new Response(null, { status: 204 }) }));

    expect(await root.thing(1)).toBeNull();
  });
});

describe('an error', () => {
  const cases = {
    GitHub: {
      body: { message: 'Validation Failed', errors: [{ field: 'color', code: 'invalid' }] },
      says: { message: 'Validation Failed', field: 'color' },
    },
    'RFC 9457': {
      body: { type: 'https://example.com/gone', title: 'Gone', detail: 'It was deleted' },
      says: { message: 'It was deleted', type: 'https://example.com/gone' },
    },
    'OAuth 2': {
      body: { error: 'invalid_grant', error_description: 'The code is old' },
      says: { message: 'The code is old' },
    },
    'an object in `error`': {
      body: { error: { code: 'E7', message: 'No such thing' } },
      says: { message: 'No such thing', type: 'E7' },
    },
    'a word': { body: { error: 'no such thing' }, says: { message: 'no such thing' } },
    'nothing (json-server)': { body: {}, says: { message: '' } },
    'a list': { body: [], says: { message: '' } },
  };

  it.each(Object.entries(cases))('is told in the server’s words: %s', (_name, { body, says }) => {
    const response = { status: 404, headers: new Headers(), url: `${ORIGIN}/things/1`, json: body };
    const asked = { of: 'resource', address: response.url, paths: [], map } as const;
    const refusal = rest().refusal(response, { ...asked, addressOf: () => undefined });

    expect(refusal).toMatchObject(says);
  });

  it('is one by its status, whatever the body is', async () => {
    const answer = () => ({ answer: new Response('Not Found', { status: 404 }) });
    const error = await open({ name: 'PokeAPI' }, answer)
      .root.thing(1)
      .name.then(
        () => expect.unreachable(),
        (reason: unknown) => reason,
      );

    expect(error).toBeInstanceOf(NotFoundError);
    expect(String(error)).toContain('PokeAPI answered 404');
  });

  it('may be read by a function of one’s own', async () => {
    const error = (body: { readonly fault?: unknown }) => ({ message: String(body.fault) });
    const answer = () => ({ answer: Response.json({ fault: 'too late' }, { status: 409 }) });

    await expect(settle(open({ error }, answer).root.thing(1).name)).rejects.toThrow('too late');
  });
});

describe('a page of ids, or of addresses', () => {
  const { api, thing, ...others } = map.kinds;
  const listed = (many?: { readonly path: string; readonly most: number }): LinkMap => ({
    root: 'api',
    kinds: {
      ...others,
      api: {
        members: {
          ...api?.members,
          things: member.collection('thing', { path: 'things', indexed: false, as: 'ref' }),
        },
      },
      thing: { members: {}, ...thing, ...(many && { many }) },
    },
  });
  const answer =
    (items: readonly (string | number)[]) =>
    ({ path, query }: Asked): Answer => {
      const all = query.getAll('id');
      if (all.length > 0) return json(all.map((id) => ({ id: Number(id), name: `T${id}` })));
      return json(
        path === '/things' ? items : { id: Number(path.at(-1)), name: `T${path.at(-1)}` },
      );
    };
  const json = (value: unknown): Answer => ({ answer: Response.json(value) });

  it.each([
    ['ids', [1, 2]],
    ['ids as texts', ['1', '2']],
    ['paths', ['/things/1', '/things/2']],
    ['addresses', [`${ORIGIN}/things/1`, `${ORIGIN}/things/2`]],
  ])('names its items by %s, each of which is asked for what it is', async (_what, items) => {
    const { root, requests } = living<Api>(rest(), listed(), answer(items));

    expect(await root.things.map(({ name }) => name)).toEqual(['T1', 'T2']);
    expect(requests).toEqual(['GET /things', 'GET /things/1', 'GET /things/2']);
  });

  it('is followed by one request where several are given by their ids', async () => {
    const many = listed({ path: 'things', most: 10 });
    const { root, requests } = living<Api>(rest({ ids: 'id' }), many, answer([1, 2]));
    const chain = root.things.map(({ name }) => name);

    expect(explain(chain).requests).toHaveLength(2);
    expect(await chain).toEqual(['T1', 'T2']);
    expect(requests).toEqual(['GET /things', 'GET /things?id=1&id=2']);
  });
});

describe('credentials', () => {
  it('are a bearer’s, or what the option makes of the token', async () => {
    const sent: (string | null)[] = [];
    const fetching: typeof fetch = async (input, init) => {
      const { headers } = new Request(input, init);
      sent.push(headers.get('authorization'), headers.get('x-api-key'));
      return Response.json({ id: 1, name: 'T1' });
    };
    const options = { endpoint: ORIGIN, fetch: fetching, token: 'secret' };
    await connect<Api>(rest(), map, options).thing(1).name;
    const keyed = rest({ credentials: (token) => ({ 'x-api-key': token }) });
    await connect<Api>(keyed, map, options).thing(1).name;

    expect(sent).toEqual(['Bearer secret', null, null, 'secret']);
  });
});

describe('the names under which items lie', () => {
  it.each(['items', 7, ['items', 7]])('are a list of names, and not %j', (items) => {
    expect(() => rest({ items } as never)).toThrow(
      `\`rest\`: \`items\` has to be a list of names, like ['items'], got ${JSON.stringify(items)}`,
    );
  });
});

describe('a list that is named by ids', () => {
  it('is not expanded as those are that name its owner', async () => {
    const posts: LinkMap = {
      root: 'api',
      kinds: {
        api: { members: { post: member.lookup('post', 'posts/{id}') } },
        post: {
          address: 'posts/{id}',
          members: { tags: member.list('tag', 'stub', { by: 'tagIds' }) },
        },
        tag: { address: 'tags/{id}', members: { word: member.field('string', 'stub') } },
      },
    };
    interface Posts {
      post(id: number): { readonly tags: Chain<readonly { readonly word: Chain<string> }[]> };
    }
    const options = { expand: { many: '_embed' } };
    const { root, requests } = living<Posts>(rest(options), posts, ({ path }) => ({
      answer: Response.json(
        path.startsWith('/tags')
          ? { id: 7, word: 'tea' }
          : { id: 1, tagIds: [7], ...(path.includes('_embed') && { tags: [] }) },
      ),
    }));

    const [tag] = await root.post(1).tags;

    expect(await tag?.word).toBe('tea');
    expect(requests).toEqual(['GET /posts/1', 'GET /tags/7']);
  });
});
