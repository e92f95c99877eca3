/** HAL, on a12n-server. */
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { at, type Chain, href, InternalServerError } from '../../src/index.ts';
import type { Accounts } from './accounts.ts';
import { failure } from './failure.ts';
import { isInstalled } from './isInstalled.ts';
import { itOn } from './itOn.ts';
import type { RunningServer } from './startServer.ts';
import { checkWalks } from './walks/checkSuite.ts';
import { openAccounts, halSuite as suite } from './walks/hal.ts';

let server: RunningServer;
beforeAll(async () => {
  if (isInstalled(suite.needs)) server = await suite.start();
});
afterAll(() => server?.close());

checkWalks(suite, () => server);

describe('a12n-server', () => {
  const open = (): Accounts => suite.open(server);
  const it = itOn(suite.needs);
  beforeEach(() => server?.forget());

  it('answers 500 for nobody, which is asked once', async () => {
    const error = await failure(open().user('none').nickname);

    expect(error).toBeInstanceOf(InternalServerError);
    expect(String(error)).toContain('The accounts answered 500: Internal Server Error');
    expect(server.requests).toEqual(['GET /user/none']);
  });

  it('is told to embed on each page, for its next one forgets it', async () => {
    expect(
      await open()
        .users.filter((user) => user.active)
        .count(),
    ).toBe(110);

    expect(server.requests).toEqual(['GET /user?page=1&embed=item', 'GET /user?page=2&embed=item']);
  });

  it('says where a collection ends', async () => {
    expect(await failure(open().groups.items[9] as Chain<unknown>)).toMatchObject({
      code: 'noSuchItem',
    });
    expect(await open().users.drop(109).count()).toBe(1);
  });

  it('changes who is in a group, and is asked anew for it', async () => {
    const root = open();
    const ops = await root.groups.find((group) => group.title === 'Ops').self;
    const apple = await root.users.find((user) => user.title === 'apple');
    const names = async (): Promise<readonly string[]> =>
      (await ops.self.member).map(({ title }) => title).toSorted();
    const before = await names();
    const member = new URL(await href(apple as never)).pathname;
    server.forget();

    await ops.self.change('add-member', member);
    expect(await names()).toEqual(['apple', ...before]);
    await ops.self.change('remove-member', member);
    expect(await names()).toEqual(before);

    const path = new URL(await href(ops)).pathname;
    expect(server.requests).toEqual([
      `PATCH ${path}`,
      `GET ${path}`,
      `PATCH ${path}`,
      `GET ${path}`,
    ]);
  });

  it('declares what can be done to a group, which is sent as the form says', async () => {
    const root = open();
    const sales = await root.groups.find((group) => group.title === 'Sales').self;
    const apple = await root.users.find((user) => user.title === 'apple');
    const memberHref = new URL(await href(apple as never)).pathname;
    const path = new URL(await href(sales)).pathname;
    server.forget();

    // What the form holds besides is sent as it is.
    await sales.self['add-member']({ memberHref });
    expect(server.requests).toEqual([`PATCH ${path}`]);
    expect(JSON.parse(server.sent[0]?.body ?? '')).toEqual({ operation: 'add-member', memberHref });
    await root.group(path.slice('/group/'.length))['remove-member']({ memberHref });
    expect(server.requests).toEqual([`PATCH ${path}`, `GET ${path}`, `PATCH ${path}`]);
  });

  it('has nothing to do where a document does not declare it', async () => {
    const all = await open().groups.find((group) => group.title === 'All Users').self;
    const error = await failure(all.self['remove-member']({ memberHref: '/user/x' }));

    expect(String(error)).toContain('remove-member');
    expect(server.requests.every((each) => each.startsWith('GET'))).toBe(true);
  });

  it('speaks HAL from its root on, without a map', async () => {
    const root = openAccounts(server, { root: '', kinds: {} }) as unknown as Record<
      'group-collection',
      { map<T>(read: (group: { readonly title: string }) => T): Chain<T[]> }
    >;

    expect(await root['group-collection'].map(({ title }) => title)).toContain('Ops');
    expect(server.requests).toEqual(['GET /', 'GET /group']);
  });

  it('makes a user, and says only where', async () => {
    const nickname = 'made by a test';
    const _links = { me: { href: 'mailto:made@example.com' } };
    const made = await open().users.add({ nickname, type: 'user', _links });

    expect(await made.self.nickname).toBe(nickname);
    expect(server.requests.map((each) => each.split(' ')[0])).toEqual(['POST', 'GET']);
  });

  it('has links that are not for a reader: to mail, to other methods, and templates', async () => {
    const root = openAccounts(server, { root: '', kinds: {} });
    const [first] = (await open().users.items) as readonly object[];
    server.forget();
    const user = at(root, await href(first as never)) as unknown as Record<string, Chain<unknown>>;

    // What leads to no document stands there as it came.
    expect(await user.me).toMatchObject([{ href: 'mailto:admin@example.com', title: 'admin' }]);
    expect(await user['access-token']).toMatchObject({ hints: { allow: ['POST'] } });
    expect(new Set(server.requests).size).toBe(1);
  });

  it('fills the links that are templates', async () => {
    const root = openAccounts(server, { root: '', kinds: {} });
    const privileges = at(root, `${server.origin}/privilege`) as unknown as {
      'search-resource-privileges'(values: { readonly resource: string }): Chain<unknown>;
    };

    await privileges['search-resource-privileges']({ resource: 'a b' });

    expect(server.requests).toEqual(['GET /privilege', 'GET /privilege-search?resource=a b']);
  });

  it('is read without a map, by its links', async () => {
    const root = openAccounts(server, { root: '', kinds: {} });
    const groups = at(root, `${server.origin}/group`) as unknown as {
      map<T>(read: (group: { readonly title: string }) => T): Chain<T[]>;
    };

    expect(await groups.map(({ title }) => title)).toEqual(['All Users', 'Ops', 'Design', 'Sales']);
  });
});
