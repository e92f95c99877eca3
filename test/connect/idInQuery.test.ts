/** Kinds of which the id stands in the query of their address, as Jira has its users. */
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Chain,
  connect,
  type Kind,
  type LinkMap,
  type Member,
  member,
} from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { answering } from '../dialects/answering.ts';

interface User {
  readonly accountId: Chain<string>;
  readonly name: Chain<string>;
}
interface Issue {
  readonly assignee: User & Chain<{ readonly accountId: string }>;
  assign(user: unknown): Action<undefined>;
}
interface Api {
  issue(key: string): Issue & Chain<{ readonly assignee: { readonly accountId: string } }>;
  user(id: string): User & Chain<object>;
}

const user: Kind = {
  address: 'user?accountId={accountId}',
  many: { path: 'users', most: 10 },
  members: {
    accountId: member.field('string', 'ref'),
    name: member.field('string', 'stub'),
  },
};
const map: LinkMap = {
  root: 'jira',
  kinds: {
    jira: {
      members: {
        issue: member.lookup('issue', 'issue/{key}'),
        user: member.lookup('user', 'user?accountId={accountId}'),
      },
    },
    issue: {
      address: 'issue/{key}',
      members: {
        assignee: member.ref('user', 'stub', { by: 'assigneeId' }),
        assign: member.action('PUT', 'assignee', {
          parameters: { accountId: { type: 'string', kind: 'user' } },
          positional: ['accountId'],
        }),
      },
    },
    user,
  },
};
const answers = {
  '/issue/AB-3': { key: 'AB-3', assigneeId: '5b' },
  '/issue/AB-3/assignee': {},
  '/user?accountId=5a': { accountId: '5a', name: 'Ann' },
  '/user?accountId=5b': { accountId: '5b', name: 'Bo' },
  '/users?accountId=5a&accountId=5b': [
    { accountId: '5b', name: 'Bo' },
    { accountId: '5a', name: 'Ann' },
  ],
};
const jira = (): ReturnType<typeof answering<Api>> =>
  answering<Api>(rest({ ids: 'accountId' }), map, answers);

describe('an id in the query of an address', () => {
  it.each<[string, string, (api: Api) => Promise<unknown>]>([
    ['a lookup', '5a', async (api) => api.issue('AB-3').assign(api.user('5a'))],
    ['a snapshot', '5a', async (api) => api.issue('AB-3').assign(await api.user('5a'))],
    ['a reference', '5b', async (api) => api.issue('AB-3').assign(api.issue('AB-3').assignee)],
    [
      'what a snapshot names',
      '5b',
      async (api) => api.issue('AB-3').assign((await api.issue('AB-3')).assignee),
    ],
  ])('is sent of %s that is an argument', async (_what, accountId, send) => {
    const { root, sent, requests } = jira();
    await send(root);

    expect(requests.at(-1)).toBe('PUT /issue/AB-3/assignee');
    expect(await sent.at(-1)?.json()).toEqual({ accountId });
  });

  it('costs no request where it is all that is sent', async () => {
    const { root, requests } = jira();
    await root.issue('AB-3').assign(root.user('5a'));

    expect(requests).toEqual(['PUT /issue/AB-3/assignee']);
  });

  it('is read from the document that names it', async () => {
    const { root, requests } = jira();

    expect(await root.issue('AB-3').assignee.accountId).toBe('5b');
    expect(requests).toEqual(['GET /issue/AB-3']);
  });

  it('is one of several that are asked for together', async () => {
    const { root, requests } = jira();

    expect(await Promise.all([root.user('5a').name, root.user('5b').name])).toEqual(['Ann', 'Bo']);
    expect(requests).toEqual(['GET /users?accountId=5a&accountId=5b']);
  });

  it('has what lies below it where something else stands in its query', async () => {
    const asked: string[] = [];
    const lock = member.action('POST', 'lock', { parameters: {}, positional: [] });
    const page: LinkMap = {
      root: 'api',
      kinds: {
        api: { members: { page: member.lookup('page', 'pages/{id}?full=true') } },
        page: { address: 'pages/{id}?full=true', members: { lock } },
      },
    };
    const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
      const { method, url } = new Request(input, init);
      asked.push(`${method} ${url}`);
      return new Response(null, { status: 204 });
    };
    const api = connect<{ page(id: number): { lock(): PromiseLike<unknown> } }>(rest(), page, {
      ...{ endpoint: 'https://api.test', fetch },
    });
    await api.page(7).lock();

    expect(asked).toEqual(['POST https://api.test/pages/7/lock']);
  });

  it.each<[string, Member]>([
    ['collection', member.collection('issue', { path: 'issues', indexed: false })],
    ['ref', member.ref('issue', 'whole', { path: 'current' })],
    ['action', member.action('POST', 'lock', { parameters: {}, positional: [] })],
  ])('has nothing below it: a %s there is refused', (_is, below) => {
    const kinds = { ...map.kinds, user: { ...user, members: { ...user.members, below } } };
    const options = { endpoint: 'https://api.test' };

    expect(() => connect<Api>(rest(), { ...map, kinds }, options)).toThrow(
      /^`below` of the kind `user` cannot lie at '\w+' below 'user\?accountId={accountId}', which has the id in its query/,
    );
  });
});
