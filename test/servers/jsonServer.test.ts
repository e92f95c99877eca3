/** Plain REST by foreign keys, on json-server. */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type Blog, blogMap } from '../../examples/maps/blog.ts';
import { connect, type Dialect, NotFoundError } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { settle } from '../helpers/settle.ts';
import { isInstalled } from './isInstalled.ts';
import { itOn } from './itOn.ts';
import type { RunningServer } from './startServer.ts';
import { checkWalks } from './walks/checkSuite.ts';
import { jsonServer, jsonServerSuite as suite } from './walks/jsonServer.ts';

let server: RunningServer;
beforeAll(async () => {
  if (isInstalled(suite.needs)) server = await suite.start();
});
afterAll(() => server?.close());

checkWalks(suite, () => server);

describe('a list of json-server', () => {
  const walk = async (dialect: Dialect, pageSize: number): Promise<readonly string[]> => {
    const blog = connect<Blog>(dialect, blogMap, { endpoint: server.origin, pageSize });
    server.forget();
    const titles = await blog.comments.map((comment) => comment.post.title);
    expect(titles).toHaveLength(45);
    return server.requests;
  };
  const numbered = { by: 'page', start: '_page', size: '_limit' } as const;
  const expand = { one: '_expand', many: '_embed' };

  itOn(suite.needs)(
    'ends where the last page is full, for it says how many there are',
    async () => {
      expect(await walk(jsonServer, 15)).toEqual([
        'GET /comments?_start=0&_limit=15&_expand=post',
        'GET /comments?_start=15&_limit=15&_expand=post',
        'GET /comments?_start=30&_limit=15&_expand=post',
      ]);
    },
  );

  itOn(suite.needs)('is asked for one page more, where nobody knows that header', async () => {
    const window = { by: 'offset', start: '_start', size: '_limit' } as const;
    const requests = await walk(rest({ window, expand }), 15);

    expect(requests).toHaveLength(4);
    expect(requests.at(-1)).toBe('GET /comments?_start=45&_limit=15&_expand=post');
  });

  itOn(suite.needs)('goes on by the links of its pages, which repeat the expansion', async () => {
    const paged = { ...rest({ window: numbered, expand }), name: 'By links' };
    // Its links are there only where a page is asked for by its number.
    const first: Dialect = {
      ...paged,
      window: () => [
        ['_page', '1'],
        ['_limit', '20'],
      ],
    };

    expect(await walk(first, 20)).toEqual([
      'GET /comments?_page=1&_limit=20&_expand=post',
      'GET /comments?_page=2&_limit=20&_expand=post',
      'GET /comments?_page=3&_limit=20&_expand=post',
    ]);
  });
});

describe('an error of json-server', () => {
  itOn(suite.needs)('is told by its status, for its body says nothing', async () => {
    const blog = suite.open(server);
    const error = await settle(blog.post(99).title).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(NotFoundError);
    expect(String(error)).toContain('The blog answered 404\n');
  });
});

describe('an action on json-server', () => {
  itOn(suite.needs)('is seen by who reads on', async () => {
    const blog = suite.open(server);
    const { id } = await blog.posts.create({ title: 'For a moment', authorId: 2 });
    const post = await blog.post(id);
    await blog.post(id).comments.add('First');
    expect(await blog.post(id).comments.map((comment) => comment.body)).toEqual(['First']);
    await post.delete();

    expect(await blog.posts.some((each) => each.title === 'For a moment')).toBe(false);
    await expect(settle(blog.post(id).title)).rejects.toBeInstanceOf(NotFoundError);
  });
});
