/**
 * The map of `jsonapi-server`'s example, and its types: what a user of a JSON:API server writes once.
 *
 * A list brings resources whole, with what they name as `{ type, id }`. Its relationships that another resource holds
 * (`people.articles`) are only linked.
 */
import {
  type Action,
  type Collection,
  type Forms,
  type KindFor,
  type LinkMap,
  type MaybeNamedRef,
  member,
  type NamedList,
  type NamedRef,
  type Ref,
  type Representation,
  type ResourceChain,
  type Row,
  type RowCollection,
  type Stub,
} from '../../src/index.ts';

interface PageOf<Item> {
  readonly items: readonly Item[];
}
type Many<F extends Forms> = Collection<F, PageOf<F['stub']>>;
type Linked<R extends Representation, F extends Forms> = R extends 'row'
  ? RowCollection<F, PageOf<F['stub']>>
  : Many<F>;

interface ArticleIn<R extends Representation> {
  readonly type: Ref<R, 'articles'>;
  readonly id: Ref<R, string>;
  readonly title: Stub<R, string>;
  readonly content: Stub<R, string>;
  readonly created: Stub<R, string>;
  readonly status: Stub<R, string>;
  readonly views: Stub<R, number>;
  readonly author: NamedRef<R, PersonForms>;
  readonly tags: NamedList<R, TagForms>;
  readonly photos: NamedList<R, PhotoForms>;
  readonly comments: NamedList<R, CommentForms>;
  readonly self: ArticleChain<Article>;
  /** Gives it these tags, and no others. */
  tag(given: { readonly tags: readonly (TagChain | Tag | string)[] }): Action<undefined>;
}
interface ArticleRef extends ArticleIn<'ref'> {}
export interface Article extends ArticleIn<'stub'> {}
interface ArticleRow extends ArticleIn<'row'>, Row<Article, ArticleChain<Article | undefined>> {}
interface ArticleChain<T = Article> extends ArticleIn<'chain'>, ResourceChain<'articles', T> {}
interface MaybeArticle extends ArticleIn<'maybe'>, ResourceChain<'articles', Article | null> {}
interface ArticleForms extends Forms {
  readonly kind: 'articles';
  readonly ref: ArticleRef;
  readonly stub: Article;
  readonly row: ArticleRow;
  readonly chain: ArticleChain;
  readonly maybe: MaybeArticle;
  readonly whole: Article;
  readonly walk: ArticleIn<'chain'>;
  readonly refs: {
    readonly author: PersonForms;
    readonly tags: TagForms;
    readonly photos: PhotoForms;
    readonly comments: CommentForms;
  };
  readonly found: ArticleChain<Article | undefined>;
}

interface PersonIn<R extends Representation> {
  readonly type: Ref<R, 'people'>;
  readonly id: Ref<R, string>;
  readonly firstname: Stub<R, string>;
  readonly lastname: Stub<R, string>;
  readonly email: Stub<R, string>;
  readonly articles: Linked<R, ArticleForms>;
  readonly photos: Linked<R, PhotoForms>;
  readonly self: PersonChain<Person>;
}
interface PersonRef extends PersonIn<'ref'> {}
export interface Person extends PersonIn<'stub'> {}
interface PersonRow extends PersonIn<'row'>, Row<Person, PersonChain<Person | undefined>> {}
interface PersonChain<T = Person> extends PersonIn<'chain'>, ResourceChain<'people', T> {}
interface MaybePerson extends PersonIn<'maybe'>, ResourceChain<'people', Person | null> {}
interface PersonForms extends Forms {
  readonly kind: 'people';
  readonly ref: PersonRef;
  readonly stub: Person;
  readonly row: PersonRow;
  readonly chain: PersonChain;
  readonly maybe: MaybePerson;
  readonly whole: Person;
  readonly walk: PersonIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: PersonChain<Person | undefined>;
}

interface CommentIn<R extends Representation> {
  readonly type: Ref<R, 'comments'>;
  readonly id: Ref<R, string>;
  readonly body: Stub<R, string>;
  readonly timestamp: Stub<R, string>;
  /** `null` where nobody signed it. */
  readonly author: MaybeNamedRef<R, PersonForms>;
  readonly self: CommentChain<Comment>;
}
interface CommentRef extends CommentIn<'ref'> {}
export interface Comment extends CommentIn<'stub'> {}
interface CommentRow extends CommentIn<'row'>, Row<Comment, CommentChain<Comment | undefined>> {}
interface CommentChain<T = Comment> extends CommentIn<'chain'>, ResourceChain<'comments', T> {}
interface MaybeComment extends CommentIn<'maybe'>, ResourceChain<'comments', Comment | null> {}
interface CommentForms extends Forms {
  readonly kind: 'comments';
  readonly ref: CommentRef;
  readonly stub: Comment;
  readonly row: CommentRow;
  readonly chain: CommentChain;
  readonly maybe: MaybeComment;
  readonly whole: Comment;
  readonly walk: CommentIn<'chain'>;
  readonly refs: { readonly author: PersonForms };
  readonly found: CommentChain<Comment | undefined>;
}

interface PhotoIn<R extends Representation> {
  readonly type: Ref<R, 'photos'>;
  readonly id: Ref<R, string>;
  readonly title: Stub<R, string>;
  readonly url: Stub<R, string>;
  readonly height: Stub<R, number>;
  readonly width: Stub<R, number>;
  readonly photographer: NamedRef<R, PersonForms>;
  readonly self: PhotoChain<Photo>;
}
interface PhotoRef extends PhotoIn<'ref'> {}
export interface Photo extends PhotoIn<'stub'> {}
interface PhotoRow extends PhotoIn<'row'>, Row<Photo, PhotoChain<Photo | undefined>> {}
interface PhotoChain<T = Photo> extends PhotoIn<'chain'>, ResourceChain<'photos', T> {}
interface MaybePhoto extends PhotoIn<'maybe'>, ResourceChain<'photos', Photo | null> {}
interface PhotoForms extends Forms {
  readonly kind: 'photos';
  readonly ref: PhotoRef;
  readonly stub: Photo;
  readonly row: PhotoRow;
  readonly chain: PhotoChain;
  readonly maybe: MaybePhoto;
  readonly whole: Photo;
  readonly walk: PhotoIn<'chain'>;
  readonly refs: { readonly photographer: PersonForms };
  readonly found: PhotoChain<Photo | undefined>;
}

interface TagIn<R extends Representation> {
  readonly type: Ref<R, 'tags'>;
  readonly id: Ref<R, string>;
  readonly name: Stub<R, string>;
  readonly parent: MaybeNamedRef<R, TagForms>;
  readonly self: TagChain<Tag>;
  rename(name: string): Action<Tag>;
  remove(): Action<undefined>;
}
interface TagRef extends TagIn<'ref'> {}
export interface Tag extends TagIn<'stub'> {}
interface TagRow extends TagIn<'row'>, Row<Tag, TagChain<Tag | undefined>> {}
interface TagChain<T = Tag> extends TagIn<'chain'>, ResourceChain<'tags', T> {}
interface MaybeTag extends TagIn<'maybe'>, ResourceChain<'tags', Tag | null> {}
interface TagForms extends Forms {
  readonly kind: 'tags';
  readonly ref: TagRef;
  readonly stub: Tag;
  readonly row: TagRow;
  readonly chain: TagChain;
  readonly maybe: MaybeTag;
  readonly whole: Tag;
  readonly walk: TagIn<'chain'>;
  readonly refs: { readonly parent: TagForms };
  readonly found: TagChain<Tag | undefined>;
}

interface TupleIn<R extends Representation> {
  readonly type: Ref<R, 'tuples'>;
  readonly id: Ref<R, string>;
  /** Each is of one kind or the other. */
  readonly media: NamedList<R, ArticleForms | PhotoForms>;
  readonly preferred: NamedRef<R, ArticleForms | PhotoForms>;
  readonly self: TupleChain<Tuple>;
}
export interface Tuple extends TupleIn<'stub'> {}
interface TupleRow extends TupleIn<'row'>, Row<Tuple, TupleChain<Tuple | undefined>> {}
interface TupleChain<T = Tuple> extends TupleIn<'chain'>, ResourceChain<'tuples', T> {}
interface MaybeTuple extends TupleIn<'maybe'>, ResourceChain<'tuples', Tuple | null> {}
interface TupleForms extends Forms {
  readonly kind: 'tuples';
  readonly stub: Tuple;
  readonly row: TupleRow;
  readonly chain: TupleChain;
  readonly maybe: MaybeTuple;
  readonly whole: Tuple;
  readonly walk: TupleIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: TupleChain<Tuple | undefined>;
}

/** Articles, or those of one author alone. */
interface Articles extends Many<ArticleForms> {
  (options: { readonly author?: string }): Many<ArticleForms>;
}

interface Tags extends Many<TagForms> {
  /** Makes one, below another. */
  add(tag: {
    readonly name: string;
    readonly parent?: TagChain | Tag | string | null;
  }): Action<Tag>;
}

/** Where every chain of the blog starts. */
export interface Blog {
  readonly articles: Articles;
  readonly people: Many<PersonForms>;
  readonly comments: Many<CommentForms>;
  readonly photos: Many<PhotoForms>;
  readonly tags: Tags;
  readonly tuples: Many<TupleForms>;
  article(id: string): ArticleChain;
  person(id: string): PersonChain;
  comment(id: string): CommentChain;
  tag(id: string): TagChain;
}

const identified = {
  type: member.field('string', 'ref'),
  id: member.field('string', 'ref'),
} as const;

const articles: KindFor<ArticleIn<'chain'>, ArticleIn<'stub'>, ArticleIn<'ref'>> = {
  address: 'articles/{id}',
  many: { path: 'articles', most: 20 },
  members: {
    ...identified,
    title: member.field('string', 'stub'),
    content: member.field('string', 'stub'),
    created: member.field('string', 'stub'),
    status: member.field('string', 'stub'),
    views: member.field('number', 'stub'),
    author: member.ref('people', 'stub', { as: 'ref' }),
    tags: member.list('tags', 'stub', { as: 'ref' }),
    photos: member.list('photos', 'stub', { as: 'ref' }),
    comments: member.list('comments', 'stub', { as: 'ref' }),
    self: member.link('articles', { rel: 'self', path: '' }),
    tag: member.action('PATCH', 'relationships/tags', {
      parameters: { tags: { type: 'any', required: true, each: { type: 'any', kind: 'tags' } } },
    }),
  },
};
const people: KindFor<PersonIn<'chain'>, PersonIn<'stub'>, PersonIn<'ref'>> = {
  address: 'people/{id}',
  members: {
    ...identified,
    firstname: member.field('string', 'stub'),
    lastname: member.field('string', 'stub'),
    email: member.field('string', 'stub'),
    articles: member.collection('articles', {
      rel: 'articles',
      address: 'articles?filter[author]={id}',
      indexed: true,
    }),
    photos: member.collection('photos', {
      rel: 'photos',
      address: 'photos?filter[photographer]={id}',
      indexed: true,
    }),
    self: member.link('people', { rel: 'self', path: '' }),
  },
};
const comments: KindFor<CommentIn<'chain'>, CommentIn<'stub'>, CommentIn<'ref'>> = {
  address: 'comments/{id}',
  members: {
    ...identified,
    body: member.field('string', 'stub'),
    timestamp: member.field('string', 'stub'),
    author: member.ref('people', 'stub', { as: 'ref' }),
    self: member.link('comments', { rel: 'self', path: '' }),
  },
};
const photos: KindFor<PhotoIn<'chain'>, PhotoIn<'stub'>, PhotoIn<'ref'>> = {
  address: 'photos/{id}',
  members: {
    ...identified,
    title: member.field('string', 'stub'),
    url: member.field('string', 'stub'),
    height: member.field('number', 'stub'),
    width: member.field('number', 'stub'),
    photographer: member.ref('people', 'stub', { as: 'ref' }),
    self: member.link('photos', { rel: 'self', path: '' }),
  },
};
const tags: KindFor<TagIn<'chain'>, TagIn<'stub'>, TagIn<'ref'>> = {
  address: 'tags/{id}',
  members: {
    ...identified,
    name: member.field('string', 'stub'),
    parent: member.ref('tags', 'stub', { as: 'ref' }),
    self: member.link('tags', { rel: 'self', path: '' }),
    rename: member.action('PATCH', '', {
      parameters: { name: { type: 'string', required: true } },
      positional: ['name'],
      gives: 'whole',
    }),
    remove: member.action('DELETE', ''),
  },
};

const tuples: KindFor<TupleIn<'chain'>, TupleIn<'stub'>, TupleIn<'ref'>> = {
  address: 'tuples/{id}',
  members: {
    ...identified,
    media: member.list('articles|photos', 'stub', { as: 'ref' }),
    preferred: member.ref('articles|photos', 'stub', { as: 'ref' }),
    self: member.link('tuples', { rel: 'self', path: '' }),
  },
};

const addTag = member.action('POST', '', {
  parameters: { name: { type: 'string', required: true }, parent: { type: 'any', kind: 'tags' } },
  creates: 'tags',
  gives: 'whole',
}).call;

/** What is known of the blog beforehand. */
export const blogMap: LinkMap = {
  root: 'blog',
  kinds: {
    blog: {
      members: {
        articles: member.collection('articles', {
          path: 'articles',
          indexed: true,
          options: { author: { wire: 'filter[author]', type: 'string' } },
        }),
        people: member.collection('people', { path: 'people', indexed: true }),
        comments: member.collection('comments', { path: 'comments', indexed: true }),
        photos: member.collection('photos', { path: 'photos', indexed: true }),
        tags: member.collection('tags', { path: 'tags', indexed: true, actions: { add: addTag } }),
        tuples: member.collection('tuples', { path: 'tuples', indexed: true }),
        article: member.lookup('articles', 'articles/{id}'),
        person: member.lookup('people', 'people/{id}'),
        comment: member.lookup('comments', 'comments/{id}'),
        tag: member.lookup('tags', 'tags/{id}'),
      },
    },
    articles,
    people,
    comments,
    photos,
    tags,
    tuples,
  },
};
