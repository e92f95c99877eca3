/**
 * A blog on json-server: a map with foreign keys, and the types that go with it.
 *
 * Authors write posts, posts have comments, and each names the other by an id: `post.authorId`, `comment.postId`.
 */
import {
  type Action,
  type ById,
  type Collection,
  type Forms,
  type InRow,
  type KindFor,
  type LinkMap,
  type Listing,
  member,
  type NamedRef,
  type PageOf,
  type Parameters,
  type Ref,
  type Representation,
  type ResourceChain,
  type Row,
  type RowCollection,
  type Stub,
} from 'hypchat';

/** Somebody who writes. */
export interface AuthorIn<R extends Representation> {
  readonly id: Ref<R, number>;
  readonly name: Stub<R, string>;
  readonly email: Stub<R, string>;
  readonly posts: InRow<
    R,
    RowCollection<PostForms, PageOf<PostForms>>,
    Collection<PostForms, PageOf<PostForms>>
  >;
  readonly self: AuthorChain<Author>;
}
export interface AuthorRef extends AuthorIn<'ref'> {}
export interface Author extends AuthorIn<'stub'> {}
export interface AuthorRow extends AuthorIn<'row'>, Row<Author, AuthorChain<Author | undefined>> {}
export interface AuthorChain<T = Author> extends AuthorIn<'chain'>, ResourceChain<'author', T> {}
export interface MaybeAuthorChain
  extends AuthorIn<'maybe'>,
    ResourceChain<'author', Author | null> {}
export interface AuthorForms extends Forms {
  readonly kind: 'author';
  readonly ref: AuthorRef;
  readonly stub: Author;
  readonly row: AuthorRow;
  readonly chain: AuthorChain;
  readonly maybe: MaybeAuthorChain;
  readonly whole: Author;
  readonly walk: AuthorIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: AuthorChain<Author | undefined>;
}

/** What somebody wrote. */
export interface PostIn<R extends Representation> {
  readonly id: Ref<R, number>;
  readonly title: Stub<R, string>;
  readonly authorId: Stub<R, number>;
  readonly author: NamedRef<R, AuthorForms>;
  readonly comments: InRow<
    R,
    RowCollection<CommentForms, PageOf<CommentForms>> & Pick<Comments, 'add'>,
    Comments
  >;
  readonly self: PostChain<Post>;
  /** Gives it another title. */
  retitle(title: string): Action<undefined>;
  delete(): Action<undefined>;
}
export interface PostRef extends PostIn<'ref'> {}
export interface Post extends PostIn<'stub'> {}
export interface PostRow extends PostIn<'row'>, Row<Post, PostChain<Post | undefined>> {}
export interface PostChain<T = Post> extends PostIn<'chain'>, ResourceChain<'post', T> {}
export interface MaybePostChain extends PostIn<'maybe'>, ResourceChain<'post', Post | null> {}
export interface PostForms extends Forms {
  readonly kind: 'post';
  readonly ref: PostRef;
  readonly stub: Post;
  readonly row: PostRow;
  readonly chain: PostChain;
  readonly maybe: MaybePostChain;
  readonly whole: Post;
  readonly walk: PostIn<'chain'>;
  readonly refs: { readonly author: AuthorForms };
  readonly found: PostChain<Post | undefined>;
}

/** What somebody said of a post. */
export interface CommentIn<R extends Representation> {
  readonly id: Ref<R, number>;
  readonly body: Stub<R, string>;
  readonly likes: Stub<R, number>;
  readonly postId: Stub<R, number>;
  readonly post: NamedRef<R, PostForms>;
  readonly self: CommentChain<Comment>;
}
export interface Comment extends CommentIn<'stub'> {}
export interface CommentRow
  extends CommentIn<'row'>,
    Row<Comment, CommentChain<Comment | undefined>> {}
export interface CommentChain<T = Comment>
  extends CommentIn<'chain'>,
    ResourceChain<'comment', T> {}
export interface MaybeCommentChain
  extends CommentIn<'maybe'>,
    ResourceChain<'comment', Comment | null> {}
export interface CommentForms extends Forms {
  readonly kind: 'comment';
  readonly stub: Comment;
  readonly row: CommentRow;
  readonly chain: CommentChain;
  readonly maybe: MaybeCommentChain;
  readonly whole: Comment;
  readonly walk: CommentIn<'chain'>;
  readonly refs: { readonly post: PostForms };
  readonly found: CommentChain<Comment | undefined>;
}

/** The comments of a post, to which one can be added. */
export interface Comments extends Collection<CommentForms, PageOf<CommentForms>> {
  add(body: string): CreatedComment;
}
/** A post that is being made: awaited, it is its id; a chain goes on from it. */
export interface CreatedPost extends Action<PostRef>, PostIn<'chain'> {}
/** A comment that is being made. */
export interface CreatedComment extends Action<CommentIn<'ref'>>, CommentIn<'chain'> {}

/** Which comments are listed. */
export interface CommentsOptions {
  /** Those with at least as many likes. */
  readonly likesFrom?: number;
  /** By which field they are sorted. */
  readonly sort?: string;
}

/** Where every chain starts. */
export interface Blog {
  readonly posts: Listing<PostForms> & { create(post: NewPost): CreatedPost };
  readonly authors: Listing<AuthorForms>;
  readonly comments: Listing<CommentForms, CommentsOptions>;
  readonly post: ById<PostForms, number>;
  readonly author: ById<AuthorForms, number>;
  readonly comment: ById<CommentForms, number>;
}

/** What a new post is like. */
export interface NewPost {
  readonly title: string;
  readonly authorId: number;
}

const expand: Parameters = { expand: { type: 'any', expands: true } };

const author: KindFor<AuthorIn<'chain'>, AuthorIn<'stub'>, AuthorIn<'ref'>> = {
  address: 'authors/{id}',
  // Several at once, where their ids are known: `authors?id=1&id=2`.
  many: { path: 'authors', most: 50 },
  members: {
    id: member.field('number', 'ref'),
    name: member.field('string', 'stub'),
    email: member.field('string', 'stub'),
    posts: member.collection('post', { path: 'posts', indexed: true }),
    self: member.link('author', { path: '' }),
  },
};

const post: KindFor<PostIn<'chain'>, PostIn<'stub'>, PostIn<'ref'>> = {
  address: 'posts/{id}',
  many: { path: 'posts', most: 50 },
  members: {
    id: member.field('number', 'ref'),
    title: member.field('string', 'stub'),
    authorId: member.field('number', 'stub'),
    author: member.ref('author', 'stub', { by: 'authorId' }),
    // They stand in the post where `_embed=comments` asks for that.
    comments: member.collection('comment', {
      path: 'comments',
      indexed: true,
      embedded: 'expansion',
      actions: {
        add: member.action('POST', '', {
          parameters: { body: { type: 'string', required: true } },
          positional: ['body'],
          creates: 'comment',
        }).call,
      },
    }),
    self: member.link('post', { path: '' }),
    retitle: member.action('PATCH', '', {
      parameters: { title: { type: 'string', required: true } },
      positional: ['title'],
    }),
    delete: member.action('DELETE', ''),
  },
};

const comment: KindFor<CommentIn<'chain'>, CommentIn<'stub'>, CommentIn<'ref'>> = {
  address: 'comments/{id}',
  members: {
    id: member.field('number', 'ref'),
    body: member.field('string', 'stub'),
    likes: member.field('number', 'stub'),
    postId: member.field('number', 'stub'),
    post: member.ref('post', 'stub', { by: 'postId' }),
    self: member.link('comment', { path: '' }),
  },
};

/** What is known of it beforehand. */
export const blogMap: LinkMap = {
  root: 'blog',
  kinds: {
    blog: {
      members: {
        posts: member.collection('post', {
          path: 'posts',
          indexed: true,
          options: expand,
          actions: {
            create: member.action('POST', '', {
              parameters: {
                title: { type: 'string', required: true },
                authorId: { type: 'integer', required: true },
              },
              creates: 'post',
            }).call,
          },
        }),
        authors: member.collection('author', { path: 'authors', indexed: true, options: expand }),
        comments: member.collection('comment', {
          path: 'comments',
          indexed: true,
          options: {
            ...expand,
            likesFrom: { wire: 'likes_gte', type: 'integer' },
            sort: { wire: '_sort', type: 'string' },
          },
        }),
        post: member.lookup('post', 'posts/{id}', expand),
        author: member.lookup('author', 'authors/{id}', expand),
        comment: member.lookup('comment', 'comments/{id}', expand),
      },
    },
    post,
    author,
    comment,
  },
};
