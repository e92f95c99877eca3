/** GitHub's habits: documents that declare their addresses, links that are not for us, and two sorts of limits. */
import { describe, expect, it } from 'vitest';
import { githubMap } from '../../examples/maps/github.ts';
import { githubRate } from '../../src/dialects/rest/githubRate.ts';
import { type Chain, explain, ForbiddenError, field, type Sequence } from '../../src/index.ts';
import { github, rest } from '../../src/rest.ts';
import { settle } from '../helpers/settle.ts';
import { type Answer, type Asked, living, ORIGIN } from '../living/madeUp.ts';

interface User extends Chain<{ readonly login: string }> {
  readonly login: Chain<string>;
  readonly name: Chain<string | null>;
}
interface Issues extends Sequence<{ readonly number: number }, unknown> {
  readonly items: readonly { readonly number: Chain<number>; readonly user: User }[];
}
interface Repo extends Chain<{ readonly full_name: string; readonly owner: User }> {
  readonly full_name: Chain<string>;
  readonly owner: User;
  readonly issues: Issues;
}
interface Hub {
  repo(owner: string, name: string): Repo;
}

const user = { login: 'ann', id: 1, type: 'User', url: `${ORIGIN}/users/ann` };
const issue = (number: number) => ({
  ...{ id: number, number, title: `I${number}`, user, labels: [], assignee: null },
  url: `${ORIGIN}/repos/a/b/issues/${number}`,
});
const repo = {
  ...{ id: 1000, name: 'b', full_name: 'a/b', owner: user, url: `${ORIGIN}/repos/a/b` },
  issues_url: `${ORIGIN}/repos/a/b/issues`,
};

const open = (answer: (asked: Asked) => Answer | undefined) =>
  living<Hub>(rest(github), githubMap, answer);
const page = (numbers: readonly number[], headers: Record<string, string> = {}): Answer => ({
  answer: Response.json(numbers.map(issue), { headers }),
});

describe('a document of GitHub', () => {
  it('says its own address, and that of each whom it names', async () => {
    const { root, requests } = open(({ path }) =>
      path === '/users/ann' ? { ...user, name: 'Ann' } : repo,
    );

    expect(await root.repo('a', 'b').owner.login).toBe('ann');
    expect(await root.repo('a', 'b').owner.name).toBe('Ann');
    expect(requests).toEqual(['GET /repos/a/b', 'GET /repos/a/b', 'GET /users/ann']);
  });

  it('is not asked to expand anything', () => {
    const { root } = open(() => undefined);

    expect(explain(root.repo('a', 'b').owner.name).requests.map(({ url }) => url)).toEqual([
      `${ORIGIN}/repos/a/b`,
      expect.stringContaining('owner'),
    ]);
  });

  it('keeps a field apart from the link of that name', async () => {
    const both = { ...repo, issues: 'none of your business' };
    const noMap = { root: '', kinds: {} };
    const { root, requests } = living<{ readonly repo: Repo }>(rest(github), noMap, ({ path }) => {
      if (path === '/') return { repo_url: `${ORIGIN}/repos/a/b` };
      return path === '/repos/a/b' ? both : page([1]);
    });

    expect(await field(root.repo, 'issues_url')).toBe(`${ORIGIN}/repos/a/b/issues`);
    expect(requests).toHaveLength(2);
  });
});

describe('GitHub’s limits', () => {
  const date = 'Sat, 28 Nov 2026 09:00:00 GMT';
  const at = (seconds: number) => String(Date.parse(date) / 1000 + seconds);
  const response = (status: number, headers: Record<string, string>, message = '') => ({
    ...{ status, url: `${ORIGIN}/repos/a/b`, json: { message } },
    headers: new Headers({ date, ...headers }),
  });
  const spent = {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-limit': '60',
    'x-ratelimit-reset': at(90),
  };

  it.each([
    ['a quota that is used up', response(403, spent), { of: 'core', forMs: 90_000 }],
    ['the same with 429', response(429, spent), { of: 'core', forMs: 90_000 }],
    ['a wait that is named', response(403, { ...spent, 'retry-after': '5' }), { forMs: 5000 }],
    [
      'a secondary limit, told in words',
      response(403, { 'x-ratelimit-remaining': '12' }, 'You have exceeded a secondary rate limit.'),
      { forMs: 60_000 },
    ],
    ['429 without a word', response(429, {}), { forMs: 60_000 }],
    ['what is forbidden', response(403, { 'x-ratelimit-remaining': '12' }, 'Forbidden'), undefined],
    ['503 with a wait', response(503, { 'retry-after': '2' }), { forMs: 2000 }],
    ['an answer', response(200, spent), undefined],
  ])('hold back after %s', (_name, answer, held) => {
    expect(githubRate.hold(answer, 'core')).toEqual(held);
  });

  it('are counted for searches by themselves', () => {
    const counts = (path: string) => githubRate.counts({ method: 'GET', url: ORIGIN + path });

    expect(counts('/search/issues?q=a')).toBe('search');
    expect(counts('/search/code?q=a')).toBe('code_search');
    expect(counts('/repos/a/b')).toBe('core');
    const [allowance] = githubRate.allowances(
      response(200, { ...spent, 'x-ratelimit-remaining': '7' }),
      'search',
    );
    expect(allowance).toEqual({ of: 'search', left: 7, limit: 60, forMs: 90_000 });
  });

  it('never end a list early: who reads on is told', async () => {
    const { root, requests } = open(({ path }) => {
      if (path === '/repos/a/b/issues') {
        return page([1, 2], { link: `<${ORIGIN}/repositories/1000/issues?page=2>; rel="next"` });
      }
      const reset = String(Math.floor(Date.now() / 1000) + 3600);
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
      return {
        answer: Response.json({ message: 'API rate limit exceeded' }, { status: 403, headers }),
      };
    });

    const error = await settle(root.repo('a', 'b').issues.count()).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ForbiddenError);
    // Longer than the client waits by itself.
    expect((error as ForbiddenError).waitMs).toBeGreaterThan(600_000);
    expect(String(error)).toContain('API rate limit exceeded');
    expect(requests).toHaveLength(2);
  });
});

describe('a list of GitHub', () => {
  it('goes on where it says, at another address than it was asked at', async () => {
    const { root, requests } = open(({ path, query }) => {
      const number = Number(query.get('page') ?? 1);
      const next = `<${ORIGIN}/repositories/1000/issues?per_page=100&page=${number + 1}>; rel="next"`;
      const isKnown = path === (number === 1 ? '/repos/a/b/issues' : '/repositories/1000/issues');
      return isKnown ? page([number], number < 3 ? { link: next } : {}) : undefined;
    });

    expect(await root.repo('a', 'b').issues.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(requests).toEqual([
      'GET /repos/a/b/issues?per_page=100',
      'GET /repositories/1000/issues?per_page=100&page=2',
      'GET /repositories/1000/issues?per_page=100&page=3',
    ]);
  });

  it('is asked for the page on which an item is', async () => {
    const { root, requests } = open(({ query }) => page([Number(query.get('page'))]));

    expect(await root.repo('a', 'b').issues.items[41]?.number).toBe(42);
    expect(requests).toEqual(['GET /repos/a/b/issues?page=42&per_page=1']);
  });
});
