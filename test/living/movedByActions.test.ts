/** What a loop goes through moves under it: its body takes items out by actions of the API's own, and others put some in front. */
import { describe, expect, it } from 'vitest';
import { connect, type LinkMap, member } from '../../src/index.ts';
import { type RestOptions, rest } from '../../src/rest.ts';

interface Issue {
  readonly id: number;
  close(): PromiseLike<unknown>;
  archive(): PromiseLike<unknown>;
  note(): PromiseLike<unknown>;
}
interface Api {
  issues(options: { readonly state: string }): AsyncIterable<Issue> & {
    count(): PromiseLike<number>;
    toArray(): PromiseLike<readonly Issue[]>;
  };
  issue(id: number): Issue;
  closeAll(options: { readonly issue: unknown }): PromiseLike<unknown>;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        issues: member.collection('issue', {
          path: 'issues',
          indexed: true,
          options: { state: { type: 'string' } },
        }),
        issue: member.lookup('issue', 'issues/{id}'),
        closeAll: member.action('POST', 'closed', {
          parameters: { issue: { type: 'integer', kind: 'issue', required: true } },
        }),
      },
    },
    issue: {
      address: 'issues/{id}',
      members: {
        id: member.field('number', 'ref'),
        close: member.action('POST', 'close'),
        archive: member.action('PUT', 'archived'),
        note: member.action('POST', 'notes', { stays: true }),
      },
    },
  },
};

type Window = NonNullable<RestOptions['window']>;
const WINDOWS: readonly (readonly [string, Window])[] = [
  ['by an offset', { by: 'offset', start: 'start', size: 'size' }],
  ['by a number', { by: 'page', start: 'page', size: 'size' }],
];

/** A server of issues, of which those that are open are in the list. @param size - Of its pages at most. */
const open = (window: Window, count: number, size: number) => {
  const issues = Array.from({ length: count }, (_, at) => ({ id: at + 1, state: 'open' }));
  const requests: string[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname, searchParams } = new URL(request.url);
    requests.push(`${request.method} ${pathname}`);
    const body = request.method === 'GET' ? '' : await request.text();
    const id = /\d+/.exec(pathname)?.[0] ?? /\d+/.exec(body)?.[0];
    const issue = issues.find((each) => String(each.id) === id);
    if (issue !== undefined && !pathname.endsWith('notes')) issue.state = 'closed';
    if (request.method !== 'GET') return new Response(undefined, { status: 204 });
    const limit = Math.min(Number(searchParams.get('size') ?? size), size);
    const page = searchParams.get('page');
    const start =
      page === null ? Number(searchParams.get('start') ?? 0) : (Number(page) - 1) * limit;
    const left = issues.filter(({ state }) => state === searchParams.get('state'));
    return Response.json(left.slice(start, start + limit));
  };
  const api = connect<Api>(rest({ window }), map, {
    endpoint: 'https://api.test',
    fetch,
    pageSize: size,
  });
  return { api, issues, requests };
};

const ACTS: readonly (readonly [string, (issue: Issue, api: Api) => PromiseLike<unknown>])[] = [
  ['a verb of its own', (issue) => issue.close()],
  ['what is put below it', (issue) => issue.archive()],
  ['the same, written from the root', ({ id }, api) => api.issue(id).close()],
  ['one that it is given to', (issue, api) => api.closeAll({ issue })],
];

describe.each(WINDOWS)('a loop over pages %s', (_, window) => {
  it.each(ACTS)('leaves none out where its body takes each away by %s', async (_action, act) => {
    const { api, issues } = open(window, 25, 10);
    for await (const issue of api.issues({ state: 'open' })) await act(issue, api);

    expect(issues.filter(({ state }) => state === 'open')).toEqual([]);
  });

  it('asks for no page twice for an action of which the map says that all stays', async () => {
    const { api, requests } = open(window, 25, 10);
    for await (const issue of api.issues({ state: 'open' })) await issue.note();

    expect(requests.filter((each) => each === 'GET /issues')).toHaveLength(3);
  });

  it.each([9, 10])('goes on where %i were put in front of a page of ten', async (count) => {
    const { api, issues } = open(window, 25, 10);
    const seen: number[] = [];
    for await (const { id } of api.issues({ state: 'open' })) {
      const more = Array.from({ length: count }, (_, at) => ({ id: 100 + at, state: 'open' }));
      if (seen.length === 0) issues.unshift(...more);
      seen.push(id);
    }

    expect(seen).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  });
});
