/** Walks of what GitHub once answered. Beside each stands why fewer requests cannot do; a request that was not recorded fails. */
import { githubMap, type Hub } from '../../../examples/maps/github.ts';
import { connect, type Dialect } from '../../../src/index.ts';
import { github, rest } from '../../../src/rest.ts';
import { ACCEPT, loadRecording, startGitHub, TOKEN, TYPE } from '../github.ts';
import type { Get, ServerWalk, Suite } from './serverWalk.ts';

/** As those asked whose requests were recorded. */
const dialect: Dialect = {
  ...rest({ ...github, credentials: (token) => ({ authorization: `token ${token}` }) }),
  headers: () => ({ accept: ACCEPT }),
  write: () => ({ headers: { 'content-type': TYPE } }),
};

interface Issue {
  readonly url: string;
  readonly number: number;
  readonly title: string;
  readonly user: { readonly login: string };
}
interface Label {
  readonly name: string;
  readonly color: string;
}
interface Release {
  readonly assets: readonly Label[];
}
interface Repo {
  readonly full_name: string;
  readonly owner: { readonly login: string };
}

const ORG = '/repos/octokit-fixture-org';

/** The pages of issues, as each declares the next one. */
const PAGES: readonly string[] = [
  `${ORG}/paginate-issues/issues?per_page=3`,
  ...[2, 3, 4, 5].map((page) => `/repositories/1000/issues?per_page=3&page=${page}`),
];

async function issues(get: Get, most: number = PAGES.length): Promise<readonly Issue[]> {
  const found: Issue[] = [];
  for (const page of PAGES.slice(0, most)) found.push(...(await get<Issue[]>(page)));
  return found;
}

const walks: readonly ServerWalk<Hub>[] = [
  {
    // 13 issues, three a page: five. The pages are declared at another address than the first one has.
    scenario: 'paginate-issues',
    pageSize: 3,
    run: (hub) =>
      hub
        .repo('octokit-fixture-org', 'paginate-issues')
        .issues.map((issue) => [issue.title, issue.user.login]),
    plain: async (get) => (await issues(get)).map(({ title, user }) => [title, user.login]),
    hand: async (get) => (await issues(get)).map(({ title, user }) => [title, user.login]),
  },
  {
    // The same, gone through: five.
    scenario: 'paginate-issues',
    pageSize: 3,
    run: async (hub) => {
      const numbers = [];
      for await (const issue of hub.repo('octokit-fixture-org/paginate-issues').issues) {
        numbers.push(issue.number);
      }
      return numbers;
    },
    plain: async (get) => (await issues(get)).map(({ number }) => number),
    hand: async (get) => (await issues(get)).map(({ number }) => number),
  },
  {
    // It is on the second page, and no third is read: two.
    scenario: 'paginate-issues',
    pageSize: 3,
    run: (hub) =>
      hub.repo('octokit-fixture-org/paginate-issues').issues.find((issue) => issue.number < 10)
        .title,
    plain: async (get) => (await issues(get, 2)).find(({ number }) => number < 10)?.title,
    hand: async (get) => (await issues(get, 2)).find(({ number }) => number < 10)?.title,
  },
  {
    // What is asked for has to be asked for: one.
    scenario: 'get-organization',
    run: (hub) => hub.org('octokit-fixture-org').public_repos,
    plain: async (get) =>
      (await get<{ readonly public_repos: number }>('/orgs/octokit-fixture-org')).public_repos,
    hand: async (get) =>
      (await get<{ readonly public_repos: number }>('/orgs/octokit-fixture-org')).public_repos,
  },
  {
    // The owner's login stands in the repository: one, for both.
    scenario: 'get-repository',
    run: (hub) => {
      const repo = hub.repo('octokit-fixture-org', 'hello-world');
      return Promise.all([repo.full_name, repo.owner.login]);
    },
    plain: nameAndOwner,
    hand: nameAndOwner,
  },
  {
    // What is found stands in the answer: one.
    scenario: 'search-issues',
    run: (hub) =>
      hub
        .foundIssues({ q: 'sesame repo:octokit-fixture-org/search-issues' })
        .items.map((issue) => issue.title),
    plain: found,
    hand: found,
  },
  {
    // Its files stand in the release, which was found by its tag: one.
    scenario: 'release-assets',
    run: (hub) =>
      hub
        .repo('octokit-fixture-org/release-assets')
        .release('v1.0.0')
        .assets.map((asset) => asset.name),
    plain: assets,
    hand: assets,
  },
  {
    // Read, made, read, changed, deleted: five, and no label is read for what is done to it.
    scenario: 'labels',
    run: async (hub) => {
      const repo = hub.repo('octokit-fixture-org/labels');
      const before = (await repo.labels).items.length;
      await repo.labels.create({ name: 'test-label', color: '663399' });
      const color = await repo.label('test-label').color;
      await repo.label('test-label').update({ newName: 'test-label-updated', color: 'BADA55' });
      await repo.label('test-label-updated').delete();
      return [before, color];
    },
    plain: labels,
    hand: labels,
  },
  {
    // The issue has to be there before it has labels: two. Its address is in the answer.
    scenario: 'add-labels-to-issue',
    run: (hub) =>
      hub
        .repo('octokit-fixture-org/add-labels-to-issue')
        .issues.create({ title: 'Issue without a label' })
        .addLabels(['Foo', 'bAr', 'baZ']),
    plain: labelled,
    hand: labelled,
  },
  {
    // Two actions, for which no issue is read: two.
    scenario: 'lock-issue',
    run: async (hub) => {
      const issue = hub.repo('octokit-fixture-org/lock-issue').issue(1);
      await issue.lock();
      await issue.unlock();
    },
    plain: locked,
    hand: locked,
  },
  {
    // By its old name it is found at another address: the change, what was asked, and where that leads: three.
    scenario: 'rename-repository',
    run: async (hub) => {
      const repo = hub.repo('octokit-fixture-org/rename-repository');
      await repo.update({ name: 'rename-repository-newname' });
      return repo.full_name;
    },
    plain: renamed,
    hand: renamed,
  },
  {
    // It takes a request to be refused: one.
    scenario: 'errors',
    run: (hub) =>
      hub.repo('octokit-fixture-org/errors').labels.create({ name: 'foo', color: 'invalid' }),
    plain: (get) => get(`${ORG}/errors/labels`, post({ name: 'foo', color: 'invalid' })),
    hand: (get) => get(`${ORG}/errors/labels`, post({ name: 'foo', color: 'invalid' })),
  },
  {
    // That there is none has to be asked: one.
    scenario: 'branch-protection',
    run: (hub) =>
      hub.repo('octokit-fixture-org/branch-protection').protection('main').enforce_admins,
    plain: (get) => get(`${ORG}/branch-protection/branches/main/protection`),
    hand: (get) => get(`${ORG}/branch-protection/branches/main/protection`),
  },
];

const post = (body: object) => ({ method: 'POST', body });

async function nameAndOwner(get: Get): Promise<readonly string[]> {
  const repo = await get<Repo>(`${ORG}/hello-world`);
  return [repo.full_name, repo.owner.login];
}

async function found(get: Get): Promise<readonly string[]> {
  const q = encodeURIComponent('sesame repo:octokit-fixture-org/search-issues');
  const { items } = await get<{ readonly items: Issue[] }>(`/search/issues?q=${q}`);
  return items.map(({ title }) => title);
}

async function assets(get: Get): Promise<readonly string[]> {
  const release = await get<Release>(`${ORG}/release-assets/releases/tags/v1.0.0`);
  return release.assets.map(({ name }) => name);
}

async function labels(get: Get): Promise<readonly (string | number)[]> {
  const all = `${ORG}/labels/labels`;
  const before = (await get<Label[]>(all)).length;
  await get(all, post({ name: 'test-label', color: '663399' }));
  const { color } = await get<Label>(`${all}/test-label`);
  const changes = { new_name: 'test-label-updated', color: 'BADA55' };
  await get(`${all}/test-label`, { method: 'PATCH', body: changes });
  await get(`${all}/test-label-updated`, { method: 'DELETE' });
  return [before, color];
}

async function labelled(get: Get): Promise<void> {
  const path = `${ORG}/add-labels-to-issue/issues`;
  const { url } = await get<Issue>(path, post({ title: 'Issue without a label' }));
  await get(`${url}/labels`, post({ labels: ['Foo', 'bAr', 'baZ'] }));
}

async function locked(get: Get): Promise<void> {
  const lock = `${ORG}/lock-issue/issues/1/lock`;
  await get(lock, { method: 'PUT' });
  await get(lock, { method: 'DELETE' });
}

async function renamed(get: Get): Promise<string> {
  const path = `${ORG}/rename-repository`;
  await get(path, { method: 'PATCH', body: { name: 'rename-repository-newname' } });
  return (await get<Repo>(path)).full_name;
}

export const githubSuite: Suite<Hub> = {
  name: '@octokit/fixtures-server (GitHub)',
  needs: '@octokit/fixtures-server',
  start: startGitHub,
  prepare: loadRecording,
  open: ({ origin: endpoint }, { pageSize } = {}) =>
    connect<Hub>(dialect, githubMap, { endpoint, token: TOKEN, ...(pageSize && { pageSize }) }),
  headers: () => ({ accept: ACCEPT, authorization: `token ${TOKEN}` }),
  writes: TYPE,
  reach: (address, { origin }) => (URL.canParse(address) ? address : origin + address),
  walks,
};
