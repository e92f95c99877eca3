/**
 * Walks of json-server 0.17, on a small blog by foreign keys. Beside each stands why fewer requests cannot do.
 *
 * By hand they are walked as they are written. All posts with their comments and authors (`_embed=comments&_expand=author`) would answer
 * most of them at once, from the other end, where one knows that no comment is without its post.
 */
import { type Blog, blogMap } from '../../../examples/maps/blog.ts';
import { connect, type Dialect } from '../../../src/index.ts';
import { rest } from '../../../src/rest.ts';
import { startServer } from '../startServer.ts';
import type { Get, ServerWalk, Suite } from './serverWalk.ts';

interface Author {
  readonly id: number;
  readonly name: string;
}
interface Post {
  readonly id: number;
  readonly title: string;
  readonly authorId: number;
}
interface Comment {
  readonly id: number;
  readonly body: string;
  readonly postId: number;
}
interface WithPost extends Comment {
  readonly post: Post;
}
interface WithComments extends Post {
  readonly comments: readonly Comment[];
}

/** How json-server spells things. */
export const jsonServer: Dialect = rest({
  name: 'The blog',
  window: { by: 'offset', start: '_start', size: '_limit' },
  total: 'X-Total-Count',
  expand: { one: '_expand', many: '_embed' },
  ids: 'id',
});

const postOf = (get: Get, { postId }: Comment): Promise<Post> => get<Post>(`/posts/${postId}`);
const authorOf = (get: Get, { authorId }: Post): Promise<Author> =>
  get<Author>(`/authors/${authorId}`);

/** The titles of all posts that are commented on, step by step. */
async function titles(get: Get): Promise<readonly string[]> {
  const found: string[] = [];
  for (const comment of await get<Comment[]>('/comments')) {
    found.push((await postOf(get, comment)).title);
  }
  return found;
}

const walks: readonly ServerWalk<Blog>[] = [
  {
    // Of the comments with their posts, all authors at once by their ids: two.
    run: (blog) => blog.comments.map((comment) => comment.post.author.name),
    async plain(get) {
      const names: string[] = [];
      for (const comment of await get<Comment[]>('/comments')) {
        names.push((await authorOf(get, await postOf(get, comment))).name);
      }
      return names;
    },
    async hand(get) {
      const comments = await get<WithPost[]>('/comments?_expand=post');
      const ids = [...new Set(comments.map(({ post }) => post.authorId))];
      const authors = await get<Author[]>(`/authors?${ids.map((id) => `id=${id}`).join('&')}`);
      return comments.map(({ post }) => authors.find(({ id }) => id === post.authorId)?.name);
    },
  },
  {
    // What is asked for has to be asked for: one.
    run: (blog) => blog.comment(1).body,
    plain: async (get) => (await get<Comment>('/comments/1')).body,
    hand: async (get) => (await get<Comment>('/comments/1')).body,
  },
  {
    // The post comes with the comment: one.
    run: (blog) => blog.comment(1).post.title,
    plain: async (get) => (await postOf(get, await get<Comment>('/comments/1'))).title,
    hand: async (get) => (await get<WithPost>('/comments/1?_expand=post')).post.title,
  },
  {
    // One step is expanded and no second one: two.
    run: (blog) => blog.comment(1).post.author.name,
    async plain(get) {
      const post = await postOf(get, await get<Comment>('/comments/1'));
      return (await authorOf(get, post)).name;
    },
    async hand(get) {
      const { post } = await get<WithPost>('/comments/1?_expand=post');
      return (await authorOf(get, post)).name;
    },
  },
  {
    // By its index, with its post: one.
    run: (blog) => blog.comments.items[41].post.title,
    async plain(get) {
      const comments = await get<Comment[]>('/comments');
      return (await postOf(get, comments[41] as Comment)).title;
    },
    hand: async (get) =>
      (await get<WithPost[]>('/comments?_start=41&_limit=1&_expand=post'))[0]?.post.title,
  },
  {
    // All of them with their posts on one page: one.
    run: (blog) => blog.comments.map((comment) => comment.post.title),
    plain: titles,
    hand: async (get) =>
      (await get<WithPost[]>('/comments?_expand=post')).map(({ post }) => post.title),
  },
  {
    // Each post with all of its comments: one.
    run: (blog) => blog.posts.map((post) => post.comments.map((comment) => comment.body)),
    async plain(get) {
      const bodies: string[][] = [];
      for (const { id } of await get<Post[]>('/posts')) {
        bodies.push((await get<Comment[]>(`/posts/${id}/comments`)).map(({ body }) => body));
      }
      return bodies;
    },
    hand: async (get) =>
      (await get<WithComments[]>('/posts?_embed=comments')).map(({ comments }) =>
        comments.map(({ body }) => body),
      ),
  },
  {
    // The first comment names the post, with which it comes, and that the author: two.
    run: (blog) => blog.post(2).comments.items[0].post.author.name,
    async plain(get) {
      const [first] = await get<Comment[]>('/posts/2/comments');
      return (await authorOf(get, await postOf(get, first as Comment))).name;
    },
    async hand(get) {
      const [first] = await get<WithPost[]>('/posts/2/comments?_start=0&_limit=1&_expand=post');
      return (await authorOf(get, (first as WithPost).post)).name;
    },
  },
  {
    // 45 comments, and 20 on a page: three. The last page says that there are no more.
    run: async (blog) => {
      const bodies = [];
      for await (const comment of blog.comments) bodies.push(comment.body);
      return bodies;
    },
    pageSize: 20,
    plain: pages,
    hand: pages,
  },
  {
    // All of them with their posts on one page: one.
    run: async (blog) => {
      const found = [];
      for await (const comment of blog.comments) found.push(await comment.post.title);
      return found;
    },
    plain: titles,
    hand: async (get) =>
      (await get<WithPost[]>('/comments?_expand=post')).map(({ post }) => post.title),
    because:
      'a loop learns only at its first item what it reads of each: the page is asked again, once',
  },
  {
    // Three of them by their index: one.
    run: (blog) =>
      blog.comments
        .drop(30)
        .take(3)
        .map((comment) => comment.id),
    plain: async (get) => (await get<Comment[]>('/comments')).slice(30, 33).map(({ id }) => id),
    hand: async (get) => (await get<Comment[]>('/comments?_start=30&_limit=3')).map(({ id }) => id),
  },
  {
    // What the server filters comes with its posts: one.
    run: (blog) => blog.comments({ likesFrom: 6 }).find((comment) => comment.id > 20).post.title,
    async plain(get) {
      const found = await get<Comment[]>('/comments?likes_gte=6');
      return (await postOf(get, found.find(({ id }) => id > 20) as Comment)).title;
    },
    async hand(get) {
      const found = await get<WithPost[]>('/comments?likes_gte=6&_expand=post');
      return found.find(({ id }) => id > 20)?.post.title;
    },
  },
  {
    // That there is none has to be asked: one.
    run: (blog) => blog.post(99).title,
    plain: (get) => get('/posts/99'),
    hand: (get) => get('/posts/99'),
  },
  {
    // An action needs an address and no post: one.
    run: (blog) => blog.post(1).retitle('Retitled'),
    async plain(get) {
      const { id } = await get<Post>('/posts/1');
      await get(`/posts/${id}`, { method: 'PATCH', body: { title: 'Retitled' } });
    },
    async hand(get) {
      await get('/posts/1', { method: 'PATCH', body: { title: 'Retitled' } });
    },
  },
  {
    // The post has to be made and its author to be read: two.
    run: (blog) => blog.posts.create({ title: 'New', authorId: 1 }).author.name,
    async plain(get) {
      const made = await get<Post>('/posts', {
        method: 'POST',
        body: { title: 'New', authorId: 1 },
      });
      return (await authorOf(get, await get<Post>(`/posts/${made.id}`))).name;
    },
    async hand(get) {
      const made = await get<Post>('/posts', {
        method: 'POST',
        body: { title: 'New', authorId: 1 },
      });
      return (await authorOf(get, made)).name;
    },
  },
  {
    // A page of two and a change of each: three.
    run: async (blog) => {
      const changed = await blog.posts.take(2).forEach((post) => post.retitle('Again'));
      return changed.length;
    },
    plain: (get) => retitled(get, '/posts'),
    hand: (get) => retitled(get, '/posts?_start=0&_limit=2'),
  },
];

async function pages(get: Get): Promise<readonly string[]> {
  const bodies: string[] = [];
  for (let page = 1; page <= 3; page += 1) {
    const found = await get<Comment[]>(`/comments?_page=${page}&_limit=20`);
    bodies.push(...found.map(({ body }) => body));
  }
  return bodies;
}

async function retitled(get: Get, path: string): Promise<number> {
  const found = (await get<Post[]>(path)).slice(0, 2);
  for (const { id } of found) {
    await get(`/posts/${id}`, { method: 'PATCH', body: { title: 'Again' } });
  }
  return found.length;
}

export const jsonServerSuite: Suite<Blog> = {
  name: 'json-server (plain REST)',
  needs: 'json-server',
  start: () => startServer('json.js'),
  open: ({ origin: endpoint }, { pageSize } = {}) =>
    connect<Blog>(jsonServer, blogMap, { endpoint, ...(pageSize && { pageSize }) }),
  headers: () => ({}),
  reach: (address, { origin }) => origin + address,
  walks,
};
