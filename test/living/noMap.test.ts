/** With no map, a link that turns out to lead to a page is a collection. */
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  type Dialect,
  type DialectResponse,
  Doc,
  type Json,
  type LinkMap,
  member,
} from '../../src/index.ts';
import { settle } from '../helpers/settle.ts';
import { type Answer, living, madeUp, ORIGIN, toItem } from './madeUp.ts';

interface Issue {
  readonly title: string;
  readonly user: { readonly login: string };
}
interface Issues
  extends Chain<{ readonly items: readonly Issue[]; readonly data?: unknown }>,
    AsyncIterable<Issue> {
  readonly items: Chain<readonly Issue[]> & readonly (Issue & { readonly title: Chain<string> })[];
  map<T>(read: (issue: Issue) => T): Issues & Chain<T[]>;
  filter(read: (issue: Issue) => boolean): Issues;
  find(read: (issue: Issue) => boolean): { readonly title: Chain<string> } & Chain<Issue>;
  take(count: number): Issues & Chain<Issue[]>;
  readonly labels: Chain<unknown>;
}
interface Api {
  readonly repo: { readonly issues: Issues };
}
const NO_MAP: LinkMap = { root: '', kinds: {} };

/** Pages are arrays at the top, and `Link` says how they go on. */
const ofArrays: Dialect = {
  ...madeUp,
  page(response: DialectResponse) {
    if (!Array.isArray(response.json)) return undefined;
    const [, next] = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '') ?? [];
    const items = response.json.map((each: Json) => toItem(each));
    return {
      items,
      ...(next !== undefined && { next }),
      doc: new Doc(undefined, new Map(), new Map()),
    };
  },
};

const issue = (id: number) => ({
  '@': `/issues/${id}`,
  title: `I${id}`,
  user: { '@': `/users/${id % 2}`, login: id % 2 === 0 ? 'ada' : 'bo' },
});
const root = { '@': '/', links: { repo: '/repos/1' } };
const repo = { '@': '/repos/1', links: { issues: '/repos/1/issues' } };

const answering =
  (page: (ids: readonly number[], next: string | undefined) => Answer) =>
  ({ path, query }: { readonly path: string; readonly query: URLSearchParams }) => {
    if (path === '/') return root;
    if (path === '/repos/1') return repo;
    if (path.startsWith('/issues/')) return issue(Number(path.slice(8)));
    const at = Number(query.get('at') ?? 1);
    return page([at, at + 1], at < 5 ? `/repos/1/issues?at=${at + 2}` : undefined);
  };
const KINDS = {
  'an array': () =>
    living<Api>(
      ofArrays,
      NO_MAP,
      answering((ids, next) => {
        const headers = new Headers(next ? { link: `<${ORIGIN}${next}>; rel="next"` } : {});
        return { answer: Response.json(ids.map(issue), { headers }) };
      }),
    ),
  'a document': () =>
    living<Api>(
      madeUp,
      NO_MAP,
      answering((ids, next) => ({ data: ids.map(issue), ...(next && { next }) })),
    ),
};
const WAY = ['GET /', 'GET /repos/1', 'GET /repos/1/issues'];
const ALL = [...WAY, 'GET /repos/1/issues?at=3', 'GET /repos/1/issues?at=5'];

describe.each(Object.entries(KINDS))('a link that leads to a page which is %s', (_kind, open) => {
  it('is gone through by a lambda, page by page', async () => {
    const { root, requests } = open();

    expect(await root.repo.issues.map(({ title, user }) => `${title} by ${user.login}`)).toEqual([
      'I1 by bo',
      'I2 by ada',
      'I3 by bo',
      'I4 by ada',
      'I5 by bo',
      'I6 by ada',
    ]);

    expect(requests).toEqual(ALL);
  });

  it('is gone through by a loop', async () => {
    const { root, requests } = open();
    const titles: string[] = [];

    for await (const { title } of root.repo.issues) {
      titles.push(title);
    }

    expect(titles).toEqual(['I1', 'I2', 'I3', 'I4', 'I5', 'I6']);
    expect(requests).toEqual(ALL);
  });

  it('has items by their index', async () => {
    const { root, requests } = open();

    expect(await root.repo.issues.items[3]?.title).toBe('I4');

    expect(requests).toEqual(ALL.slice(0, 4));
  });

  it('asks for no page that is not wanted', async () => {
    const { root, requests } = open();

    expect((await root.repo.issues.take(1)).map(({ title }) => title)).toEqual(['I1']);
    expect(await root.repo.issues.find(({ title }) => title === 'I2').title).toBe('I2');

    expect(requests).toEqual([...WAY, ...WAY]);
  });

  it('is one page when it is awaited', async () => {
    const { root, requests } = open();

    const page = await root.repo.issues;
    const items = (page.items ?? page.data) as readonly Issue[];
    expect(items.map(({ title }) => title)).toEqual(['I1', 'I2']);

    expect(requests).toEqual(WAY);
  });

  it('says what it has where a name leads nowhere', async () => {
    const { root } = open();

    await expect(settle(root.repo.issues.labels)).rejects.toThrow('no "labels"');
  });
});

describe('a map that has a kind called item', () => {
  it('says nothing of the items of a page that it does not foresee', async () => {
    const kinds = { item: { members: { title: member.field('string', 'whole') } } };
    const { root } = living<Api>(
      madeUp,
      { root: '', kinds },
      answering((ids) => ({ data: ids.map(issue) })),
    );

    const [first] = await root.repo.issues.take(1);
    expect(first?.title).toBe('I1');
  });
});
