import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Action,
  at,
  type ByParts,
  type Chain,
  connect,
  explain,
  type LinkMap,
  leadsTo,
  member,
} from '../../src/index.ts';
import { libraryDialect } from '../helpers/library.ts';

const ORIGIN = 'https://hub.test';

interface Repo extends Chain<unknown> {
  readonly title: Chain<string>;
  readonly parent: Repo;
  readonly issues: { readonly items: readonly Chain<unknown>[] };
  issue(id: number): Chain<unknown>;
  file(path: string): Chain<unknown>;
  rename(title: string): Action<undefined>;
}
interface Hub {
  readonly repo: ByParts<[owner: string, name: string], Repo>;
  readonly repos: { readonly items: readonly Repo[] };
  readonly me: { star(repo: Repo | string): Action<undefined>; pin(repo: Repo): Action<undefined> };
}

const map: LinkMap = {
  root: 'hub',
  kinds: {
    hub: {
      members: {
        repo: member.lookup('repo', 'repos/{owner}/{name}'),
        repos: member.collection('repo', { path: 'repos', indexed: true }),
        me: member.link('me', { path: 'me' }),
      },
    },
    me: {
      address: 'me',
      members: {
        star: member.action('PUT', 'starred/{+repo}', {
          parameters: { repo: { type: 'string', kind: 'repo', required: true } },
          positional: ['repo'],
        }),
        pin: member.action('PUT', 'pinned', {
          parameters: { repo: { type: 'string', kind: 'repo', required: true } },
          positional: ['repo'],
        }),
      },
    },
    repo: {
      address: 'repos/{owner}/{name}',
      members: {
        owner: member.field('string', 'stub'),
        name: member.field('string', 'stub'),
        title: member.field('string', 'whole'),
        parent: member.ref('repo', 'whole'),
        issues: member.collection('issue', { path: 'issues', indexed: false }),
        issue: member.lookup('issue', 'issues/{id}'),
        file: member.lookup('file', 'contents/{+path}'),
        rename: member.action('PATCH', '', {
          parameters: { title: { type: 'string', required: true } },
          positional: ['title'],
        }),
      },
    },
    issue: { address: 'repos/{owner}/{name}/issues/{id}', members: {} },
    file: { address: 'repos/{owner}/{name}/contents/{+path}', members: {} },
  },
};

/** What a server of such an API has, by path. */
const DOCUMENTS: Record<string, object> = {
  '/repos/a/b': {
    '@id': `${ORIGIN}/repos/a/b`,
    title: 'One',
    parent: { owner: 'x', name: '.y' },
  },
  '/repos/x/.y': { title: 'Two' },
};

function open() {
  const requests: string[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    requests.push(`${request.method} ${pathname} ${await request.text()}`.trim());
    return Response.json(DOCUMENTS[pathname] ?? {});
  };
  const hub = connect<Hub>(libraryDialect, map, { endpoint: ORIGIN, fetch, on: { unsent() {} } });
  return { hub, requests };
}

const failure = (chain: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(chain).then(
    () => 'no error',
    (error: unknown) => error,
  );
const urlOf = (chain: Chain<unknown>): string =>
  (explain(chain).requests.at(-1)?.url ?? 'none').slice(ORIGIN.length);

describe('an id of several parts', () => {
  const { hub } = open();

  it('is given part by part, or as one text', () => {
    expect(urlOf(hub.repo('a', 'b').title)).toBe('/repos/a/b');
    expect(urlOf(hub.repo('a/b').title)).toBe('/repos/a/b');
  });

  it('is one thing, however it was given', async () => {
    const { hub: own, requests } = open();

    expect(await Promise.all([own.repo('a', 'b').title, own.repo('a/b').title])).toEqual([
      'One',
      'One',
    ]);
    expect(requests).toEqual(['GET /repos/a/b']);
  });

  it('takes options after it', () => {
    const repo = hub.repo as unknown as (...args: readonly unknown[]) => Chain<unknown>;

    expect(urlOf(repo('a', 'b', { page: 2 }))).toBe('/repos/a/b?page=2');
    expect(urlOf(repo('a/b', { page: 2 }))).toBe('/repos/a/b?page=2');
  });

  it('has each part escaped as a segment of its own', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, unit: 'binary' }), { minLength: 2, maxLength: 2 }),
        ([owner = '', name = '']) => {
          fc.pre([owner, name].every((part) => part.isWellFormed() && !/^\.\.?$/.test(part)));
          const [, first, second, ...more] = urlOf(hub.repo(owner, name)).slice(1).split('/');
          expect([first, second].map((part) => decodeURIComponent(part ?? ''))).toEqual([
            owner,
            name,
          ]);
          expect(more).toEqual([]);
        },
      ),
    );
  });

  it.each([
    { name: 'one part', args: ['a'], got: "got 'a'" },
    { name: 'three parts', args: ['a/b/c'], got: "got 'a/b/c'" },
    { name: 'three arguments', args: ['a', 'b', 'c'], got: 'got 3 arguments' },
    { name: 'no argument', args: [], got: 'got 0 arguments' },
    { name: 'no text', args: [7], got: 'got 7' },
  ])('is refused with $name, with what would be right', async ({ args, got }) => {
    const { hub: own, requests } = open();
    const error = await failure(
      (own.repo as unknown as (...args: readonly unknown[]) => Repo)(...args),
    );

    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(
      `\`repo\` takes an id of 2 parts: write repo(owner, name) or repo('owner/name'), ${got}`,
    );
    expect(requests).toEqual([]);
  });

  it.each([
    { name: 'an empty part', args: ['a/'], says: 'takes an id or a name' },
    { name: 'a way up', args: ['a', '..'], says: "'..' cannot be part of an address" },
    { name: 'a way up in a text', args: ['../b'], says: "'..' cannot be part of an address" },
    { name: 'an object', args: ['a', []], says: 'takes an id or a name, got an array' },
    { name: 'a BigInt', args: ['a', 7n], says: 'takes an id or a name, got 7n, a BigInt' },
    { name: 'a number too great', args: ['a', 2 ** 53], says: 'beyond 2^53' },
  ])('is refused with $name', async ({ args, says }) => {
    const { hub: own, requests } = open();

    expect(
      String(
        await failure((own.repo as unknown as (...args: readonly unknown[]) => Repo)(...args)),
      ),
    ).toContain(says);
    expect(requests).toEqual([]);
  });

  it('tells the kind of an address, and of what lies below it', () => {
    const kinds = ['repos/a/b', 'repos/a/b/issues/7', 'repos/a/b/contents/src/index.ts'].map(
      (address) => leadsTo(at(hub, `${ORIGIN}/${address}`) as Chain<unknown>),
    );

    expect(kinds).toEqual([
      { is: 'resource', kind: 'repo' },
      { is: 'resource', kind: 'issue' },
      { is: 'resource', kind: 'file' },
    ]);
  });

  it('keeps the slashes of what is a path', () => {
    expect(urlOf(hub.repo('a/b').file('src/a b.ts'))).toBe('/repos/a/b/contents/src/a%20b.ts');
  });

  it('is found in the fields of what declares no address', async () => {
    const { hub: own, requests } = open();

    expect(await own.repo('a/b').parent.title).toBe('Two');
    expect(requests).toEqual(['GET /repos/a/b', 'GET /repos/x/.y']);
  });

  it('is told whole in what goes wrong', async () => {
    const { hub: own } = open();
    const repo = own.repo('a/b') as unknown as { readonly titel: Chain<string> };

    expect(String(await failure(repo.titel))).toContain('no "titel" on repo a/b: it has');
  });

  it('stands for the resource where it is an argument', async () => {
    const { hub: own, requests } = open();

    await own.me.pin(own.repo('a', 'b'));
    await own.me.star(own.repo('a', 'b'));
    await own.me.star('x/y');
    await own.me.pin(own.repo('a/b').parent);

    expect(requests).toEqual([
      'PUT /me/pinned {"repo":"a/b"}',
      'PUT /me/starred/a/b',
      'PUT /me/starred/x/y',
      'GET /repos/a/b',
      'PUT /me/pinned {"repo":"x/.y"}',
    ]);
  });

  it('is foretold by its parts', () => {
    expect(urlOf(hub.repos.items[0]?.rename('x') as Action<undefined> & Chain<unknown>)).toBe(
      '/repos/{1.items[0].owner}/{1.items[0].name}',
    );
  });
});
