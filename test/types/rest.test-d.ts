/** Plain REST: the options of its dialect, and the example maps. */
import { type Chain, connect, type Dialect, type Temporal } from 'hypchat';
import { hal } from 'hypchat/hal';
import { jsonApi } from 'hypchat/json-api';
import { odata } from 'hypchat/odata';
import { github, type RestOptions, rest } from 'hypchat/rest';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type Author,
  type AuthorRef,
  type Blog,
  blogMap,
  type Comment,
  type Post,
  type PostRef,
} from '../../examples/maps/blog.ts';
import { githubMap, type Hub, type UserStub } from '../../examples/maps/github.ts';

const blog = connect<Blog>(rest(), blogMap, { endpoint: 'https://blog.test' });
const hub = connect<Hub>(rest(github), githubMap, { endpoint: 'https://api.github.com' });

describe('rest', () => {
  it('makes a dialect of options, of which none is needed', () => {
    expectTypeOf(rest).returns.toEqualTypeOf<Dialect>();
    expectTypeOf(github).toEqualTypeOf<RestOptions>();
    rest({ ...github, window: { by: 'offset', start: 'from', size: 'max' } });
    // What is `undefined` is as if it were left out.
    rest({ name: undefined, window: undefined, expand: { one: undefined }, rate: undefined });
    hal({ embed: undefined, embeds: undefined, paging: undefined, pageSize: undefined });
    jsonApi({ paging: undefined, select: undefined, many: undefined });
    odata({ pageSize: undefined, select: undefined, many: undefined });
    // @ts-expect-error -- a window is by index or by page
    rest({ window: { size: 'max' } });
    // @ts-expect-error -- no such option
    rest({ pages: 3 });
  });
});

describe('a collection below a row', () => {
  it('has the actions that its map has there', () => {
    blog.posts.forEach((post) => post.comments.add('hi'));
    // @ts-expect-error -- a comment is a text
    blog.posts.forEach((post) => post.comments.add(3));
  });
});

describe('what a foreign key names', () => {
  it('holds no more than its id, until it is read, expanded, or read by a lambda', async () => {
    const comment = await blog.comment(1);
    expectTypeOf(comment.post).toEqualTypeOf<PostRef>();
    expectTypeOf(comment.post.id).toEqualTypeOf<number>();
    expectTypeOf(comment.post.title).toEqualTypeOf<Chain<string>>();
    expectTypeOf(blog.comment(1).post.author).resolves.toEqualTypeOf<Author>();
    const expanded = await blog.comment(1, { expand: 'post' });
    expectTypeOf(expanded.post.title).toEqualTypeOf<string>();
    expectTypeOf(expanded.post.author).toEqualTypeOf<AuthorRef>();
    expectTypeOf(blog.comments.map(({ post }) => post.author.name)).resolves.toEqualTypeOf<
      string[]
    >();
  });

  it('is whole in each item of a list that was asked with it', async () => {
    const page = await blog.comments({ expand: 'items.post', likesFrom: 3 });
    expectTypeOf(page.items[0]?.post.title).toEqualTypeOf<string | undefined>();
    expectTypeOf((await blog.comments({ expand: undefined })).items).toEqualTypeOf<
      readonly Comment[]
    >();
    // @ts-expect-error -- no such option
    blog.comments({ likes: 3 });
  });

  it('is no more than that where a lambda returns it, and all of it where it is looked for', async () => {
    const [post = null] = await blog.comments.map((comment) => comment.post);
    expectTypeOf(post).toEqualTypeOf<PostRef | null>();
    expectTypeOf(blog.comments.map(({ post: of }) => ({ of }))).resolves.toEqualTypeOf<
      { of: PostRef }[]
    >();
    expectTypeOf(
      blog.comments.map((comment) => comment.post).reduce((a) => a),
    ).resolves.toEqualTypeOf<PostRef>();
    expectTypeOf(blog.comments.map((comment) => comment.post).at(0)).resolves.toEqualTypeOf<
      Post | undefined
    >();
    for await (const named of blog.posts.map((each) => each.author)) {
      expectTypeOf(named).toEqualTypeOf<AuthorRef>();
    }
  });
});

describe('a collection below a row', () => {
  it('comes as a list, or as the page that it is', async () => {
    expectTypeOf(
      blog.posts.map(({ comments }) => comments.map(({ body }) => body)),
    ).resolves.toEqualTypeOf<string[][]>();
    const [page] = await blog.posts.map(({ comments }) => comments);
    expectTypeOf(page?.items).toEqualTypeOf<readonly Comment[] | undefined>();
    // @ts-expect-error -- only HipChat's pages say where they start
    page?.startIndex;
    // @ts-expect-error -- the map has no options of it
    blog.posts.map(({ comments }) => comments({ expand: 'items.post' }));
  });
});

describe('GitHub', () => {
  it('tells stubs from wholes, and what may be null', async () => {
    const issue = await hub.repo('denoland', 'deno').issue(1);
    expectTypeOf(issue.user).toEqualTypeOf<UserStub>();
    expectTypeOf(issue.user.name).toEqualTypeOf<Chain<string | null>>();
    expectTypeOf(issue.assignee).toEqualTypeOf<UserStub | null>();
    const listed = await hub.repo('denoland', 'deno').issues.items[0];
    expectTypeOf(listed.assignee).toEqualTypeOf<UserStub | null>();
    expectTypeOf(issue.created_at).toEqualTypeOf<Temporal.Instant>();
    expectTypeOf((await issue.repository).subscribers_count).toEqualTypeOf<number>();
  });

  it('finds by parts of an id, by search and by number', async () => {
    expectTypeOf(hub.repo('denoland/deno').issues.items[0].title).resolves.toEqualTypeOf<string>();
    expectTypeOf((await hub.foundIssues({ q: 'sesame' })).total_count).toEqualTypeOf<number>();
    // @ts-expect-error -- a search looks for something
    hub.foundIssues({ page: 2 });
    // @ts-expect-error -- an issue is found by its number
    hub.repo('denoland/deno').issue('one');
  });
});
