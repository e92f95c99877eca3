/** Walks of `a12n-server`, which has a hundred users on a page. Beside each stands why fewer requests cannot do. */
import { hal } from '../../../src/hal.ts';
import { connect, type LinkMap } from '../../../src/index.ts';
import { type Accounts, accountsMap } from '../accounts.ts';
import { startHal } from '../hal.ts';
import type { RunningServer } from '../startServer.ts';
import type { Get, ServerWalk, Suite } from './serverWalk.ts';

/** What its documents hold, as far as the programs by hand read it. */
interface Link {
  readonly href: string;
  readonly title: string;
}
interface Principal {
  readonly nickname: string;
  readonly active: boolean;
  readonly name: string | null;
  readonly type: string;
  readonly isPrimary: boolean;
  readonly _links: Readonly<Record<'group' | 'member', readonly Link[]>> & {
    readonly 'identity-collection': Link;
  };
}
interface Page {
  readonly _links: { readonly item: readonly Link[]; readonly next?: Link };
  readonly _embedded?: { readonly item: readonly Principal[] };
}

/** All pages from that one on. */
async function pages(get: Get, path: string): Promise<readonly Page[]> {
  const page = await get<Page>(path);
  const { next } = page._links;
  const embed = path.includes('embed=') ? '&embed=item' : '';
  return next === undefined ? [page] : [page, ...(await pages(get, next.href + embed))];
}
const links = async (get: Get, path: string): Promise<readonly Link[]> =>
  (await pages(get, path)).flatMap(({ _links }) => _links.item);
const users = async (get: Get): Promise<readonly Principal[]> =>
  (await pages(get, '/user?embed=item')).flatMap(({ _embedded }) => _embedded?.item ?? []);
const read = (get: Get, { href }: Link): Promise<Principal> => get<Principal>(href);
const ops = async (get: Get): Promise<Link> =>
  (await links(get, '/group')).find(({ title }) => title === 'Ops') as Link;

const walks: readonly ServerWalk<Accounts>[] = [
  {
    // A title stands in a link: one for each of the two pages.
    run: (accounts) => accounts.users.map((user) => user.title),
    plain: async (get) => (await links(get, '/user')).map(({ title }) => title),
    hand: async (get) => (await links(get, '/user')).map(({ title }) => title),
  },
  {
    // The page embeds the users: one.
    run: (accounts) => accounts.users.take(3).map((user) => user.name),
    async plain(get) {
      const { _links } = await get<Page>('/user');
      return Promise.all(_links.item.slice(0, 3).map(async (link) => (await read(get, link)).name));
    },
    async hand(get) {
      const { _embedded } = await get<Page>('/user?embed=item');
      return _embedded?.item.slice(0, 3).map(({ name }) => name);
    },
  },
  {
    // Each page embeds its users: one for each of the two.
    run: (accounts) => accounts.users.filter((user) => user.active).count(),
    async plain(get) {
      const all = await links(get, '/user');
      const found = await Promise.all(all.map(async (link) => (await read(get, link)).active));
      return found.filter(Boolean).length;
    },
    hand: async (get) => (await users(get)).filter(({ active }) => active).length,
  },
  {
    // The groups stand in the users, by their links: one for each page.
    run: (accounts) =>
      accounts.users
        .filter((user) => user.group.length > 0)
        .map((user) => [user.nickname, user.group.map((group) => group.title)]),
    async plain(get) {
      const all = await links(get, '/user');
      const found = await Promise.all(all.map((link) => read(get, link)));
      return groupsOf(found);
    },
    hand: async (get) => groupsOf(await users(get)),
  },
  {
    // The list names the group, and the group its members: two.
    run: (accounts) => accounts.groups.find((group) => group.title === 'Ops').member,
    plain: async (get) =>
      (await read(get, await ops(get)))._links.member.map(({ title }) => ({ title })),
    hand: async (get) =>
      (await read(get, await ops(get)))._links.member.map(({ title }) => ({ title })),
  },
  {
    // No page embeds a group: one for the list, and one for each of the three.
    run: (accounts) =>
      accounts.groups
        .filter((group) => group.title !== 'All Users')
        .map((group) => group.member.map((user) => user.title)),
    async plain(get) {
      const all = await links(get, '/group');
      const groups = await Promise.all(
        all.filter(({ title }) => title !== 'All Users').map((link) => read(get, link)),
      );
      return groups.map(({ _links }) => _links.member.map(({ title }) => title));
    },
    async hand(get) {
      const all = await links(get, '/group');
      const groups = await Promise.all(
        all.filter(({ title }) => title !== 'All Users').map((link) => read(get, link)),
      );
      return groups.map(({ _links }) => _links.member.map(({ title }) => title));
    },
  },
  {
    // The list, the group, and each of its three members: five.
    run: (accounts) =>
      accounts.groups
        .filter((group) => group.title === 'Ops')
        .map((group) => group.member.map((user) => user.nickname)),
    async plain(get) {
      const { _links } = await read(get, await ops(get));
      const all = await Promise.all(_links.member.map((link) => read(get, link)));
      return [all.map(({ nickname }) => nickname)];
    },
    async hand(get) {
      const { _links } = await read(get, await ops(get));
      const all = await Promise.all(_links.member.map((link) => read(get, link)));
      return [all.map(({ nickname }) => nickname)];
    },
  },
  {
    // The list, the group, the identities of its first member, and each of these: four.
    run: (accounts) =>
      accounts.groups
        .find((group) => group.title === 'Ops')
        .member[0]?.identities.map((identity) => identity.title),
    async plain(get) {
      const { _links } = await read(get, await ops(get));
      const user = await read(get, _links.member[0] as Link);
      return (await links(get, user._links['identity-collection'].href)).map(({ title }) => title);
    },
    async hand(get) {
      const { _links } = await read(get, await ops(get));
      // A user's identities lie below the user, who need not be read for it.
      return (await links(get, `${_links.member[0]?.href}/identity`)).map(({ title }) => title);
    },
  },
  {
    // The pages are of a hundred, and can be asked for by their number: one.
    run: (accounts) => accounts.users.items[105]?.title,
    plain: async (get) => (await links(get, '/user'))[105]?.title,
    hand: async (get) => (await get<Page>('/user?page=2'))._links.item[5]?.title,
  },
  {
    // That page embeds its users: one.
    run: (accounts) => accounts.users.items[105]?.nickname,
    async plain(get) {
      const link = (await links(get, '/user'))[105] as Link;
      return (await read(get, link)).nickname;
    },
    hand: async (get) => (await get<Page>('/user?page=2&embed=item'))._embedded?.item[5]?.nickname,
  },
  {
    // Nobody knows on which page it stands: one for each up to that.
    run: (accounts) => accounts.users.find((user) => user.title === 'user-100').nickname,
    async plain(get) {
      const found = (await links(get, '/user')).find(({ title }) => title === 'user-100');
      return (await read(get, found as Link)).nickname;
    },
    async hand(get) {
      const first = await get<Page>('/user?embed=item');
      const second = await get<Page>('/user?page=2&embed=item');
      return [first, second]
        .flatMap(({ _embedded }) => _embedded?.item ?? [])
        .find(({ nickname }) => nickname === 'user-100')?.nickname;
    },
  },
  {
    // How many there are stands on each page: one.
    run: async (accounts) => Object(await accounts.users).total as unknown,
    plain: async (get) => (await get<{ readonly total: unknown }>('/user')).total,
    hand: async (get) => (await get<{ readonly total: unknown }>('/user?page=2')).total,
  },
  {
    because:
      'a loop learns only at its first item what it reads of each: the page is asked again, once',
    run: async (accounts) => {
      let active = 0;
      for await (const user of accounts.users) active += (await user.active) ? 1 : 0;
      return active;
    },
    async plain(get) {
      let active = 0;
      for (const link of await links(get, '/user'))
        active += (await read(get, link)).active ? 1 : 0;
      return active;
    },
    hand: async (get) => (await users(get)).filter(({ active }) => active).length,
  },
];

function groupsOf(all: readonly Principal[]): readonly unknown[] {
  return all
    .filter(({ _links }) => _links.group.length > 0)
    .map(({ nickname, _links }) => [nickname, _links.group.map(({ title }) => title)]);
}

/** A client of its administrator. */
export function openAccounts({ origin, said: token }: RunningServer, map: LinkMap): Accounts {
  const dialect = hal({
    name: 'The accounts',
    // Only its lists of users embed, and only the users.
    embed: (_paths, ofItems) =>
      ofItems ? { query: [['embed', 'item']], asked: [''] } : { query: [], asked: [] },
    embeds: 'whole',
    paging: { by: 'page', start: 'page' },
    pageSize: 100,
    defaultPageSize: 100,
  });
  return connect<Accounts>(dialect, map, { endpoint: origin, token, name: 'accounts' });
}

export const halSuite: Suite<Accounts> = {
  name: 'a12n-server (HAL)',
  needs: '@curveball/a12n-server',
  start: startHal,
  open: (server) => openAccounts(server, accountsMap),
  headers: ({ said }) => ({ authorization: `Bearer ${said}` }),
  reach: (address, { origin }) => origin + address,
  walks,
};
