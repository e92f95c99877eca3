/** References to one of several kinds, and by keys of several parts: which thing is meant, the documents tell. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Chain,
  type Dialect,
  Doc,
  explain,
  href,
  type Item,
  type Json,
  type JsonObject,
  type LinkMap,
  member,
  type Sequence,
  wrap,
} from '../../src/index.ts';
import { type Answer, bodyOf, isObject, living, madeUp, ORIGIN } from './madeUp.ts';

interface Repo {
  readonly name: string;
  readonly size: number;
}
interface Person {
  readonly name: string;
  readonly email: string;
}
interface Event {
  readonly id: number;
  readonly subject: (Partial<Repo> & Partial<Person>) | null;
  readonly others: readonly { readonly name: string }[];
}
interface Subject {
  readonly name: Chain<string>;
  readonly email: Chain<string>;
  readonly size: Chain<number>;
  readonly stars: {
    map<T>(read: (item: { readonly name: string }) => T): Chain<T[]>;
  };
  poke(): Action<unknown>;
}
interface Api {
  readonly events: Sequence<Event, unknown>;
  event(id: number): Chain<{ readonly subject: Subject }> & {
    readonly subject: Chain<object | null> & Subject;
    readonly others: { readonly 1: Subject };
  };
  found(id: string): Chain<{ readonly name: string }> & Subject;
}

/** @param subject - How an event names what it is about. */
const mapWith = (subject: ReturnType<typeof member.ref<'person|repo', 'stub'>>): LinkMap => ({
  root: 'api',
  kinds: {
    api: {
      members: {
        event: member.lookup('event', 'events/{id}'),
        events: member.collection('event', { path: 'events', indexed: false }),
        found: member.lookup('person|repo', 'found/{id}'),
      },
    },
    event: {
      address: 'events/{id}',
      members: {
        id: member.field('number', 'stub'),
        subject,
        others: member.list('person|repo', 'stub', { as: 'ref' }),
      },
    },
    person: {
      type: 'Person',
      address: 'people/{id}',
      members: {
        name: member.field('string', 'stub'),
        email: member.field('string', 'whole'),
        stars: member.collection('repo', { path: 'stars', indexed: false }),
        poke: member.action('POST', 'poke'),
      },
    },
    repo: {
      address: 'repos/{id}',
      members: {
        name: member.field('string', 'stub'),
        size: member.field('number', 'whole'),
        stars: member.collection('person', { path: 'stargazers', indexed: false }),
        poke: member.action('PUT', 'poked'),
      },
    },
  },
});

const THINGS: Readonly<Record<string, JsonObject>> = {
  '/people/1': { type: 'Person', id: 1, name: 'Ada', email: 'ada@living.test' },
  '/people/2': { type: 'Person', id: 2, name: 'Bo', email: 'bo@living.test' },
  '/repos/1': { type: 'repo', id: 1, name: 'engine', size: 12 },
  '/repos/2': { type: 'repo', id: 2, name: 'loom', size: 7 },
};
const NAMED = ['/people/1', '/repos/1', '/people/2', '/repos/2'];

/** Reads `{ type, id }` as what is named, and what holds more as a part of it. */
const typed: Dialect = {
  ...madeUp,
  document: (response) => toTyped(bodyOf(response) ?? {}),
  page(response) {
    const { data } = bodyOf(response) ?? {};
    if (!Array.isArray(data)) return undefined;
    const items = data.map((each: Json) => (isObject(each) ? toTyped(each) : each));
    return { items, doc: new Doc(undefined, new Map(), new Map()) };
  },
};
function toTyped(json: JsonObject): Doc {
  const { type, ...fields } = json;
  const items = Object.entries(fields).map(([name, value]): readonly [string, Item] => {
    if (Array.isArray(value)) {
      return [name, value.map((each: Json) => (isObject(each) ? toTyped(each) : each))];
    }
    return [name, isObject(value) ? toTyped(value) : value];
  });
  const isBare = Object.keys(fields).join() === 'id';
  const kind = typeof type === 'string' ? type : undefined;
  return new Doc(undefined, new Map(), new Map(items), isBare ? 'ref' : undefined, kind);
}

/** A server of four events. @param write - How one names its subject, where that is not expanded. */
const open = (
  dialect: Dialect,
  map: LinkMap,
  write: (thing: JsonObject) => JsonObject,
  expands = true,
) =>
  living<Api>(dialect, map, ({ path, query }): Answer | undefined => {
    const [, kind, id = '', more] = path.split('/');
    if (more === 'stars') return { data: [THINGS['/repos/1'] ?? {}] };
    if (more === 'stargazers') return { data: [THINGS['/people/1'] ?? {}] };
    if (more !== undefined) return {};
    if (kind === 'found') return THINGS[`/${id.replace('-', 's/').replace('persons', 'people')}`];
    if (kind !== 'events') return THINGS[path];
    const isExpanded = expands && (query.get('include')?.includes('subject') ?? false);
    const one = (each: number): JsonObject => {
      const thing = THINGS[NAMED[each] ?? ''] ?? {};
      const others = NAMED.map((other) => THINGS[other] ?? {});
      return {
        id: each,
        ...(isExpanded ? { subject: thing } : write(thing)),
        others: others.map(({ type = '', id = '' }) => ({ type, id })),
      };
    };
    return id === '' ? { data: [0, 1, 2, 3].map(one) } : one(Number(id));
  });

const named = ({ type = '', id = '' }: JsonObject): JsonObject => ({ subject: { type, id } });
const byIds = ({ type = '', id = '' }: JsonObject): JsonObject => ({
  subjectType: type,
  subjectId: id,
});

describe.each([
  { how: 'by its type and id', by: {}, dialect: typed, write: named },
  {
    how: 'by ids in fields of their own',
    by: { by: 'subjectId', kindBy: 'subjectType' },
    dialect: madeUp,
    write: byIds,
  },
])('what may be of several kinds, named $how', ({ by, dialect, write }) => {
  const map = mapWith(member.ref('person|repo', 'stub', { as: 'ref', ...by }));
  // What is expanded bears its type, which only the one dialect reads; the other is told it beside.
  const writeBoth = dialect === typed ? write : (thing: JsonObject) => write(thing);

  it('is found where its own kind says', async () => {
    const { root, requests } = open(dialect, map, writeBoth, false);

    expect(await root.event(0).subject.email).toBe('ada@living.test');
    expect(await root.event(1).subject.size).toBe(12);
    expect(await root.event(2).subject.name).toBe('Bo');

    expect(requests.filter((each) => !each.includes('/events/'))).toEqual([
      'GET /people/1',
      'GET /repos/1',
      'GET /people/2',
    ]);
  });

  it('is read in a page, each as what it is', async () => {
    const { root, requests } = open(dialect, map, writeBoth, false);

    const read = await root.events.map(({ subject }) => subject?.email ?? subject?.size);

    expect(read).toEqual(['ada@living.test', 12, 'bo@living.test', 7]);
    expect(requests.slice(1).toSorted()).toEqual([
      'GET /people/1',
      'GET /people/2',
      'GET /repos/1',
      'GET /repos/2',
    ]);
  });

  it('leads on by the names of its own kind, though another kind means other things by them', async () => {
    const { root, requests } = open(dialect, map, writeBoth, false);

    expect(await root.event(0).subject.stars.map(({ name }) => name)).toEqual(['engine']);
    expect(await root.event(1).subject.stars.map(({ name }) => name)).toEqual(['Ada']);
    const poke = root.event(0).subject.poke();
    await poke;
    await poke;
    await root.event(1).subject.poke();

    expect(requests.filter((each) => !each.includes('/events/'))).toEqual([
      'GET /people/1/stars',
      'GET /repos/1/stargazers',
      'POST /people/1/poke',
      'PUT /repos/1/poked',
    ]);
  });

  it('is shown as what it is, and walks on from there', async () => {
    const { root } = open(dialect, map, writeBoth, false);

    const { subject } = await root.event(1);

    expect(await subject.size).toBe(12);
    expect(Object.hasOwn(subject, 'email')).toBe(false);
  });
});

describe('what may be of several kinds', () => {
  const map = mapWith(member.ref('person|repo', 'stub', { as: 'ref' }));

  it('is expanded as any other', async () => {
    const { root, requests } = open(typed, map, named);

    expect(await root.events.map(({ subject }) => subject?.name)).toEqual([
      'Ada',
      'engine',
      'Bo',
      'loom',
    ]);
    expect(await root.event(1).subject.size).toBe(12);

    expect(requests).toEqual(['GET /events?include=subject', 'GET /events/1?include=subject']);
  });

  it('stands in lists as well', async () => {
    const { root, requests } = open(typed, map, named, false);

    expect(await root.event(0).others[1].size).toBe(12);

    expect(requests).toEqual(['GET /events/0?include=others', 'GET /repos/1']);
  });

  it('may be what a lookup finds', async () => {
    const { root, requests } = open(typed, map, named);

    expect((await root.found('person-1')).name).toBe('Ada');
    expect(await root.found('repo-2').size).toBe(7);
    expect(await root.found('repo-2').stars.map(({ name }) => name)).toEqual(['Ada']);

    expect(requests).toEqual([
      'GET /found/person-1',
      'GET /found/repo-2',
      'GET /found/repo-2',
      'GET /found/repo-2/stargazers',
    ]);
  });

  it('is planned as far as the kinds agree', () => {
    const { root } = open(typed, map, named);

    expect(explain(root.event(1).subject.name).bill).toEqual({ least: 1, most: 1 });
    const without = open({ ...typed, limits: { ...typed.limits, expandDepth: 0 } }, map, named);
    expect(explain(without.root.event(1).subject.name).requests.map(({ url }) => url)).toEqual([
      `${ORIGIN}/events/1`,
      '{1.subject}',
    ]);
  });

  it('is what JSON says of itself that did not come as an answer', async () => {
    const { root, requests } = open(typed, map, named);

    const repo = wrap(root, { type: 'repo', id: 2, name: 'loom', size: 7 }) as Repo;

    expect(repo.name).toBe('loom');
    expect(await repo.size).toBe(7);
    expect(requests).toEqual([]);
    expect(await href(repo)).toBe(`${ORIGIN}/repos/2`);
  });

  it('costs no more than the kinds that it is of', async () => {
    const { root, requests } = open(typed, map, named);

    const { requests: planned } = explain(root.events.map(({ subject }) => subject?.name));
    await root.events.map(({ subject }) => subject?.name);

    expect(planned).toHaveLength(requests.length);
  });

  it('says which names there are where none of the kinds has one', async () => {
    const { root } = open(typed, map, named, false);
    const chain = Reflect.get(root.event(1).subject, 'colour') as Promise<unknown>;

    await expect(chain).rejects.toThrow('no "colour" on repo 1: it has name, size, stars, poke');
  });
});

describe('a key of several parts', () => {
  interface Keyed {
    change(owner: string, repo: string, sha: string): Chain<unknown>;
    commit(id: string): Chain<{ readonly parent: { readonly message: Chain<string> } }> & {
      readonly parent: { readonly message: Chain<string>; readonly owner: Chain<string> };
    };
    readonly commits: Sequence<
      { readonly parent: { readonly message: string; readonly owner: string } | null },
      unknown
    >;
  }
  const keyed: LinkMap = {
    root: 'api',
    kinds: {
      api: {
        members: {
          commit: member.lookup('commit', 'commits/{id}'),
          commits: member.collection('commit', { path: 'commits', indexed: false }),
          change: member.lookup('change', 'repos/{owner}/{repo}/changes/{sha}'),
        },
      },
      commit: {
        address: 'commits/{id}',
        members: {
          parent: member.ref('change', 'stub', { by: ['repoOwner', 'repoName', 'parentSha'] }),
        },
      },
      change: {
        address: 'repos/{owner}/{repo}/changes/{sha}',
        members: {
          owner: member.field('string', 'ref'),
          repo: member.field('string', 'ref'),
          sha: member.field('string', 'ref'),
          message: member.field('string', 'stub'),
        },
      },
    },
  };
  const server = (commit: JsonObject) =>
    living<Keyed>(madeUp, keyed, ({ path }): Answer | undefined => {
      if (path === '/commits') return { data: [commit, { ...commit, parentSha: 'b2' }] };
      if (path === '/commits/1') return commit;
      return { message: `what was changed in ${path.slice('/repos/'.length)}` };
    });
  const commit = { repoOwner: 'ada', repoName: 'engine/2', parentSha: 'a1' };

  it('is the address of what it names, each part in its own hole', async () => {
    const { root, requests } = server(commit);

    expect(await root.commit('1').parent.message).toContain('ada/engine%2F2/changes/a1');
    expect(await href((await root.commit('1')).parent)).toBe(
      `${ORIGIN}/repos/ada/engine%2F2/changes/a1`,
    );

    expect(requests[1]).toBe('GET /repos/ada/engine/2/changes/a1');
  });

  it('is known without a request, part by part', async () => {
    const { root, requests } = server(commit);

    expect(await root.commit('1').parent.owner).toBe('ada');
    expect(await root.commits.map(({ parent }) => parent?.owner)).toEqual(['ada', 'ada']);

    expect(requests).toEqual(['GET /commits/1', 'GET /commits']);
  });

  it('names nothing where one of its parts is null, and is unknown where one is not there', async () => {
    const none = server({ ...commit, parentSha: null });
    expect(await none.root.commit('1').parent.message).toBeNull();

    const { repoOwner, repoName } = commit;
    const partial = server({ repoOwner, repoName });
    expect(await partial.root.commits.map(({ parent }) => parent)).toEqual([
      undefined,
      expect.anything(),
    ]);
  });

  it('leads where a lookup by the same parts leads, whatever they are', async () => {
    const part = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((id) => !/^\.{1,2}$/.test(id));
    await fc.assert(
      fc.asyncProperty(part, part, part, async (repoOwner, repoName, parentSha) => {
        const { root } = server({ repoOwner, repoName, parentSha });

        const found = await href((await root.commit('1')).parent);

        expect(found).toBe(await href(root.change(repoOwner, repoName, parentSha)));
      }),
      { numRuns: 50 },
    );
  });

  it('is planned by its parts', () => {
    const { root } = living<Keyed>(
      { ...madeUp, limits: { ...madeUp.limits, expandDepth: 0 } },
      keyed,
      () => undefined,
    );

    expect(explain(root.commit('1').parent.message).requests.map(({ url }) => url)).toEqual([
      `${ORIGIN}/commits/1`,
      `${ORIGIN}/repos/{1.repoOwner}/{1.repoName}/changes/{1.parentSha}`,
    ]);
  });
});

describe('an id under another name', () => {
  interface Named {
    readonly issues: Sequence<
      { readonly key: string; readonly link: { readonly summary: string } | null },
      { readonly summary: Chain<string> }
    >;
  }
  const map: LinkMap = {
    root: 'api',
    kinds: {
      api: { members: { issues: member.collection('issue', { path: 'issues', indexed: false }) } },
      issue: {
        address: 'issues/{key}',
        members: {
          key: member.field('string', 'ref'),
          summary: member.field('string', 'whole'),
          link: member.ref('issue', 'stub', { by: 'linkKey' }),
        },
      },
    },
  };

  it('is the one that the address of its kind names', async () => {
    const { root, requests } = living<Named>(madeUp, map, ({ path }): Answer | undefined => {
      if (path === '/issues') return { data: [{ key: 'A-1', id: 7, linkKey: 'A-2' }] };
      return { key: path.slice('/issues/'.length), summary: `about ${path}` };
    });

    expect(await root.issues.map((issue) => issue.link?.summary)).toEqual(['about /issues/A-2']);
    expect(await root.issues.find(({ key }) => key === 'A-1').summary).toBe('about /issues/A-1');

    expect(requests.at(-1)).toBe('GET /issues/A-1');
  });
});

describe('an item that tells another kind than the map says of its collection', () => {
  interface Thing {
    readonly name: string;
    readonly stars?: unknown;
    readonly email?: unknown;
  }
  const map: LinkMap = {
    root: 'api',
    kinds: {
      ...mapWith(member.ref('person|repo', 'stub')).kinds,
      api: {
        members: { things: member.collection('person', { path: 'things', indexed: false }) },
      },
      repo: {
        address: 'repos/{id}',
        members: {
          name: member.field('string', 'stub'),
          forks: member.collection('repo', { path: 'forks', indexed: false }),
        },
      },
    },
  };
  const names = (thing: Thing): readonly boolean[] =>
    ['stars', 'email', 'forks'].map((name) => name in thing);

  it('is shown as that on its page, by its index, in a loop and in a list of all', async () => {
    const { root } = living<{
      readonly things: Sequence<Thing, unknown> & { readonly items: Chain<readonly Thing[]> };
    }>(typed, map, ({ path }): Answer | undefined =>
      path === '/things' ? { data: NAMED.flatMap((each) => THINGS[each] ?? []) } : THINGS[path],
    );
    const onPage = await root.things.items;
    const looped: Thing[] = [];
    for await (const thing of root.things) looped.push(thing);
    const all = await root.things.toArray();

    const [person, repo] = [
      [true, true, false],
      [false, false, true],
    ];
    expect(onPage.map(names)).toEqual([person, repo, person, repo]);
    expect(looped.map(names)).toEqual(onPage.map(names));
    expect(all.map(names)).toEqual(onPage.map(names));
  });
});
