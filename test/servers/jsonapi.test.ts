/** JSON:API, on the example of jsonapi-server. */
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { at, type Chain, member, NotFoundError, type Sequence } from '../../src/index.ts';
import { type Blog, blogMap } from './blog.ts';
import { failure } from './failure.ts';
import { isInstalled } from './isInstalled.ts';
import { itOn } from './itOn.ts';
import type { RunningServer } from './startServer.ts';
import { checkSelecting, checkWalks } from './walks/checkSuite.ts';
import { openBlog, jsonApiSuite as suite } from './walks/jsonapi.ts';

let server: RunningServer;
beforeAll(async () => {
  if (isInstalled(suite.needs)) server = await suite.start();
});
afterAll(() => server?.close());

checkWalks(suite, () => server);
checkSelecting(
  suite,
  () => server,
  (request) => request.includes('fields['),
);

describe('jsonapi-server', () => {
  const open = (): Blog => suite.open(server);
  const it = itOn(suite.needs);
  beforeEach(() => server?.forget());

  it('is believed in what it refuses, in its own words', async () => {
    const error = await failure(open().article('none').title);

    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({
      type: 'ENOTFOUND',
      serverMessage: 'There is no articles with id none',
    });
    expect(String(error)).toContain('The blog answered 404');
    expect(server.requests).toEqual(['GET /rest/articles/none']);
  });

  it('is asked for no more than what a lambda reads, of each type', async () => {
    const blog = openBlog(server, blogMap, 50, true);
    expect(
      await blog.articles.take(1).map((article) => [article.title, article.author.firstname]),
    ).toEqual([['NodeJS Best Practices', 'Oli']]);

    expect(server.requests).toEqual([
      'GET /rest/articles?page[offset]=0&page[limit]=1&include=author&fields[articles]=title,author&fields[people]=firstname',
    ]);
  });

  it('refuses to choose what it does not know, is asked for all then, and not asked to choose again', async () => {
    const { articles } = blogMap.kinds;
    const members = { ...articles?.members, colour: member.field('string', 'stub') };
    const kinds = { ...blogMap.kinds, articles: { ...articles, members } };
    const blog = openBlog(server, { ...blogMap, kinds }, 50, true);
    const colour = (article: object): unknown => Object(article).colour ?? 'none';

    expect(await blog.articles.take(1).map(colour)).toEqual(['none']);
    expect(await blog.articles.take(1).map((article) => article.title)).toHaveLength(1);
    expect(server.requests.filter((each) => each.includes('fields['))).toHaveLength(1);
  });

  it('refuses what it cannot include, and the walk goes on without', async () => {
    const { articles } = blogMap.kinds;
    const members = { ...articles?.members, editor: member.ref('people', 'expansion') };
    const kinds = { ...blogMap.kinds, articles: { ...articles, members } };
    const root = openBlog(server, { ...blogMap, kinds });
    const read = root.articles.map((article) => [article.title, Object(article).editor as unknown]);

    expect(await read.take(1)).toEqual([['NodeJS Best Practices', undefined]]);
    expect(server.requests.slice(0, 2).map((each) => each.split('&').at(-1))).toEqual([
      'include=editor',
      'page[limit]=1',
    ]);
  });

  it('says where a collection ends', async () => {
    const error = await failure(open().articles.items[7]);

    expect(error).toMatchObject({ name: 'StepError', code: 'noSuchItem' });
    expect(await open().articles.drop(3).count()).toBe(1);
    expect(await open().articles.items[3].title).toBe('Tea for Beginners');
  });

  it('has pages of any size, gone through one after the other', async () => {
    const root = openBlog(server, blogMap, 2);

    expect(await root.articles.map((article) => article.author.firstname)).toEqual([
      'Oli',
      'Mark',
      'Pedro',
      'Rahul',
    ]);
    expect(server.requests).toEqual([
      'GET /rest/articles?page[offset]=0&page[limit]=2&include=author',
      'GET /rest/articles?page[offset]=2&page[limit]=2&include=author',
    ]);
  });

  it('takes what is made and changed as documents, with relationships', async () => {
    const root = open();
    const made = await root.tags.add({ name: 'tea', parent: root.tag(LIVE) });

    expect([made.name, made.parent]).toMatchObject(['tea', { type: 'tags', id: LIVE }]);
    expect((await made.self.rename('green tea')).name).toBe('green tea');
    await root.article(BEST).tag({ tags: [LIVE, made] });
    const [live, tea] = await root.article(BEST).tags;
    expect([live?.id, await tea?.name]).toEqual([LIVE, 'green tea']);
    await made.self.remove();
    expect(await failure(root.tag(made.id).name)).toBeInstanceOf(NotFoundError);

    expect(server.requests).toEqual([
      'POST /rest/tags',
      `PATCH /rest/tags/${made.id}`,
      `PATCH /rest/articles/${BEST}/relationships/tags`,
      `GET /rest/articles/${BEST}?include=tags`,
      `DELETE /rest/tags/${made.id}`,
      `GET /rest/tags/${made.id}`,
    ]);
    expect(server.sent.map(({ body }) => body && JSON.parse(body))).toEqual([
      {
        data: {
          type: 'tags',
          attributes: { name: 'tea' },
          relationships: { parent: { data: { type: 'tags', id: LIVE } } },
        },
      },
      { data: { type: 'tags', id: made.id, attributes: { name: 'green tea' } } },
      {
        data: [
          { type: 'tags', id: LIVE },
          { type: 'tags', id: made.id },
        ],
      },
      ...['', '', ''],
    ]);
    expect(new Set(server.sent.map(({ headers }) => headers.accept))).toEqual(
      new Set(['application/vnd.api+json']),
    );
  });

  it('says what of a document it does not like', async () => {
    const error = await failure(open().tags.add({ name: 7 as unknown as string }));
    expect(String(error)).toContain('`name`');
    const wrong = await failure(open().tag('none').rename('x'));
    expect(wrong).toBeInstanceOf(NotFoundError);
  });

  it('is read without a map, by its links and names', async () => {
    const root = openBlog(server, { root: '', kinds: {} });
    const article = at(root, `${server.origin}/rest/articles/${BEST}`) as unknown as UnmappedOne;

    expect(await article.title).toBe('NodeJS Best Practices');
    expect(await article.author.email).toBe('oliver.rumbelow@example.com');
    expect(await article.author.articles.map((each) => each.title)).toEqual([
      'NodeJS Best Practices',
    ]);
  });
});

interface UnmappedOne extends Chain<{ readonly id: string; readonly self: UnmappedOne }> {
  readonly title: Chain<string>;
  readonly email: Chain<string>;
  readonly author: UnmappedOne;
  readonly articles: Sequence<{ readonly title: string }, unknown>;
}

const LIVE = '7541a4de-4986-4597-81b9-cf31b6762486';
const BEST = 'de305d54-75b4-431b-adb2-eb6b9e546014';
