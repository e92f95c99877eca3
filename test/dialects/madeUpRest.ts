/** Made-up servers of plain REST: a blog as json-server serves it, and as much of GitHub as a page shows. */

const post = (id: number) => ({ id, title: `Post ${id}`, authorId: ((id - 1) % 3) + 1 });
const AUTHORS = ['Ada', 'Bo', 'Chidi'].map((name, index) => ({ id: index + 1, name }));
const COMMENTS = Array.from({ length: 45 }, (_, index) => ({
  ...{ id: index + 1, body: `Comment ${index + 1}`, postId: (index % 11) + 1 },
}));

/** The blog: comments, posts and authors. */
export async function answerBlog(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const [, kind = '', id] = pathname.split('/');
  if (kind === 'posts') return Response.json(post(Number(id)));
  if (kind === 'authors') {
    const ids = id === undefined ? searchParams.getAll('id') : [id];
    const found = AUTHORS.filter((author) => ids.includes(String(author.id)));
    return Response.json(id === undefined ? found : found[0]);
  }
  const expanded = COMMENTS.map((comment) =>
    searchParams.get('_expand') === 'post' ? { ...comment, post: post(comment.postId) } : comment,
  );
  if (id !== undefined) return Response.json(expanded[Number(id) - 1]);
  const start = Number(searchParams.get('_start') ?? 0);
  const end = start + Number(searchParams.get('_limit') ?? expanded.length);
  const headers = { 'x-total-count': String(expanded.length) };
  return Response.json(expanded.slice(start, end), { headers });
}

/** GitHub: the issues of a repository. */
export async function answerGithub(request: Request): Promise<Response> {
  const { origin, pathname, searchParams } = new URL(request.url);
  const size = Number(searchParams.get('per_page') ?? 30);
  const first = (Number(searchParams.get('page') ?? 1) - 1) * size + 1;
  const issues = Array.from({ length: size }, (_, index) => {
    const number = first + index;
    const login = number % 2 === 0 ? 'bo' : 'ann';
    return {
      ...{ id: number, number, title: ['Broken', 'Slow'][number - 1] ?? `Issue ${number}` },
      ...{
        url: `${origin}${pathname}/${number}`,
        user: { login, url: `${origin}/users/${login}` },
      },
    };
  });
  return Response.json(issues);
}
