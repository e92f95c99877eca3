/** GitHub, by what it once answered. */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { AnswerError, ApiError, type Chain, connect } from '../../src/index.ts';
import { github, rest } from '../../src/rest.ts';
import { settle } from '../helpers/settle.ts';
import { ACCEPT, loadRecording, TOKEN } from './github.ts';
import { isInstalled } from './isInstalled.ts';
import { itOn } from './itOn.ts';
import type { RunningServer } from './startServer.ts';
import { checkWalks } from './walks/checkSuite.ts';
import { githubSuite as suite } from './walks/github.ts';

let server: RunningServer;
beforeAll(async () => {
  if (isInstalled(suite.needs)) server = await suite.start();
});
afterAll(() => server?.close());

checkWalks(suite, () => server);

/** A client for one recording. */
const open = async (scenario: string) =>
  suite.open({ ...server, origin: await loadRecording(server, scenario) });

describe('what GitHub once answered', () => {
  itOn(suite.needs)('is refused for one request too many, and for one out of turn', async () => {
    const hub = await open('get-organization');
    expect(await hub.org('octokit-fixture-org').public_repos).toBe(42);

    await expect(settle(hub.org('octokit-fixture-org').public_repos)).rejects.toThrow('404');
    const other = (await open('labels')).repo('octokit-fixture-org/labels').label('test-label');
    await expect(settle(other.color)).rejects.toThrow('does not match');
  });

  itOn(suite.needs)('says what of a request it did not like', async () => {
    const repo = (await open('errors')).repo('octokit-fixture-org/errors');
    const error = await settle(repo.labels.create({ name: 'foo', color: 'invalid' })).catch(
      (reason: unknown) => reason,
    );

    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, field: 'color' });
    expect(String(error)).toContain('GitHub answered 422: Validation Failed');
  });

  itOn(suite.needs)('leads on from an action by no redirect: it may have been done', async () => {
    const repo = (await open('rename-repository')).repo('octokit-fixture-org/rename-repository');
    await repo.update({ name: 'rename-repository-newname' });
    await repo.full_name;
    const changes = { name: 'rename-repository-newname', description: 'test description' };

    await expect(settle(repo.update(changes))).rejects.toBeInstanceOf(AnswerError);
  });

  itOn(suite.needs)('declares links to what is not asked by HTTP, which are none', async () => {
    interface Found extends Chain<object> {
      readonly hello: Chain<object> & Readonly<Record<string, Chain<unknown>>>;
    }
    const endpoint = await loadRecording(server, 'get-repository');
    const map = {
      root: 'hub',
      kinds: {
        hub: {
          members: {
            hello: {
              read: { is: 'link', kind: 'repo', path: 'repos/octokit-fixture-org/hello-world' },
            },
          },
        },
        repo: { members: {} },
      },
    } as const;
    const dialect = {
      ...rest({ ...github, credentials: (token: string) => ({ authorization: `token ${token}` }) }),
      headers: () => ({ accept: ACCEPT }),
    };
    const hub = connect<Found>(dialect, map, { endpoint, token: TOKEN });
    const repo = (await hub.hello) as Readonly<Record<string, unknown>>;

    for (const name of ['html', 'git', 'ssh', 'clone', 'svn', 'mirror']) {
      expect(Object.keys(repo)).toContain(`${name}_url`);
      expect(name in repo, name).toBe(false);
    }
    expect('issues' in repo).toBe(true);
  });
});
