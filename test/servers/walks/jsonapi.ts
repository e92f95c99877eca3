/** Walks of `jsonapi-server`'s example. Beside each stands why fewer requests cannot do. */
import { connect, type LinkMap } from '../../../src/index.ts';
import { jsonApi } from '../../../src/jsonApi.ts';
import { type Blog, blogMap } from '../blog.ts';
import { LINK_BASE, startJsonApi } from '../jsonapi.ts';
import type { RunningServer } from '../startServer.ts';
import type { Get, ServerWalk, Suite } from './serverWalk.ts';

/** What its documents hold, as far as the programs by hand read it. */
interface Resource {
  readonly type: string;
  readonly id: string;
  readonly attributes: {
    readonly title: string;
    readonly name: string;
    readonly body: string;
    readonly timestamp: string;
    readonly email: string;
    readonly firstname: string;
  };
  readonly relationships: Readonly<
    Record<string, { readonly data: never; readonly links: { readonly related: string } }>
  >;
}
interface One {
  readonly data: Resource;
  readonly included: readonly Resource[];
}
interface Many {
  readonly data: readonly Resource[];
  readonly included: readonly Resource[];
  readonly links: { readonly next?: string };
}

const BEST = 'de305d54-75b4-431b-adb2-eb6b9e546014';
const LINUX = '1be0913c-3c25-4261-98f1-e41174025ed5';
const UNSIGNED = '2f716574-cef6-4238-8285-520911af86c1';
const OLI = 'cc5cca2e-0dd8-4b95-8cfc-a11230e73116';

/** What a relationship names. */
const named = (resource: Resource, name: string): readonly Resource[] => {
  const data: unknown = resource.relationships[name]?.data ?? [];
  return (Array.isArray(data) ? data : [data]) as readonly Resource[];
};
/** What was included, where a relationship names it. */
const includedIn = (
  { included }: { readonly included: readonly Resource[] },
  resource: Resource | undefined,
  name: string,
): readonly Resource[] =>
  (resource === undefined ? [] : named(resource, name)).map(
    ({ type, id }) => included.find((each) => each.type === type && each.id === id) as Resource,
  );
const pathOf = ({ type, id }: Resource): string => `/rest/${type}/${id}`;
/** What a relationship leads to, one by one. */
const follow = (get: Get, resource: Resource, name: string): Promise<readonly Resource[]> =>
  Promise.all(named(resource, name).map(async (each) => (await get<One>(pathOf(each))).data));

const walks: readonly ServerWalk<Blog>[] = [
  {
    // What is included in what is included comes with it: one.
    run: (blog) =>
      blog.articles.map((article) => article.comments.map((comment) => comment.author?.firstname)),
    async plain(get) {
      const { data } = await get<Many>('/rest/articles');
      return Promise.all(
        data.map(async (article) => {
          const comments = await follow(get, article, 'comments');
          return Promise.all(
            comments.map(
              async (each) => (await follow(get, each, 'author'))[0]?.attributes.firstname,
            ),
          );
        }),
      );
    },
    async hand(get) {
      const all = await get<Many>('/rest/articles?include=comments.author');
      return all.data.map((article) =>
        includedIn(all, article, 'comments').map(
          (each) => includedIn(all, each, 'author')[0]?.attributes.firstname,
        ),
      );
    },
  },
  {
    // What is asked for has to be asked for: one.
    run: (blog) => blog.article(BEST).title,
    plain: async (get) => (await get<One>(`/rest/articles/${BEST}`)).data.attributes.title,
    hand: async (get) => (await get<One>(`/rest/articles/${BEST}`)).data.attributes.title,
  },
  {
    // Their ids are known, and a filter gives both: one.
    run: (blog) => Promise.all([blog.article(BEST).author.email, blog.article(LINUX).title]),
    async plain(get) {
      const { data } = await get<One>(`/rest/articles/${BEST}`);
      const [author] = await follow(get, data, 'author');
      const linux = await get<One>(`/rest/articles/${LINUX}`);
      return [author?.attributes.email, linux.data.attributes.title];
    },
    async hand(get) {
      const all = await get<Many>(`/rest/articles?filter[id]=${BEST},${LINUX}&include=author`);
      const articleAt = (id: string): Resource | undefined =>
        all.data.find((each) => each.id === id);
      const [author] = includedIn(all, articleAt(BEST), 'author');
      return [author?.attributes.email, articleAt(LINUX)?.attributes.title];
    },
  },
  {
    // The author comes with the article: one.
    run: (blog) => blog.article(BEST).author.email,
    async plain(get) {
      const { data } = await get<One>(`/rest/articles/${BEST}`);
      return (await follow(get, data, 'author'))[0]?.attributes.email;
    },
    async hand(get) {
      const all = await get<One>(`/rest/articles/${BEST}?include=author`);
      return includedIn(all, all.data, 'author')[0]?.attributes.email;
    },
  },
  {
    // What is read together is included together: one.
    run: async (blog) => {
      const article = blog.article(BEST);
      const [title, author, tags] = await Promise.all([
        article.title,
        article.author.firstname,
        article.tags,
      ]);
      return [title, author, tags.length];
    },
    async plain(get) {
      const { data } = await get<One>(`/rest/articles/${BEST}`);
      const [author] = await follow(get, data, 'author');
      const tags = await follow(get, data, 'tags');
      return [data.attributes.title, author?.attributes.firstname, tags.length];
    },
    async hand(get) {
      const all = await get<One>(`/rest/articles/${BEST}?include=author,tags`);
      const [author] = includedIn(all, all.data, 'author');
      const tags = includedIn(all, all.data, 'tags');
      return [all.data.attributes.title, author?.attributes.firstname, tags.length];
    },
  },
  {
    // The page that begins there has it, with its photographer: one.
    run: (blog) => blog.photos.items[2].photographer.firstname,
    async plain(get) {
      const { data } = await get<Many>('/rest/photos');
      return (await follow(get, data[2] as Resource, 'photographer'))[0]?.attributes.firstname;
    },
    async hand(get) {
      const all = await get<Many>('/rest/photos?page[offset]=2&page[limit]=1&include=photographer');
      return includedIn(all, all.data[0], 'photographer')[0]?.attributes.firstname;
    },
  },
  {
    // A page may begin anywhere: one.
    run: (blog) =>
      blog.photos
        .drop(1)
        .take(2)
        .map((photo) => photo.title),
    async plain(get) {
      const { data } = await get<Many>('/rest/photos');
      return data.slice(1, 3).map(({ attributes }) => attributes.title);
    },
    async hand(get) {
      const { data } = await get<Many>('/rest/photos?page[offset]=1&page[limit]=2');
      return data.map(({ attributes }) => attributes.title);
    },
  },
  {
    // All authors of a page come with it: one.
    run: (blog) => blog.articles.find((article) => article.author.firstname === 'Mark').title,
    async plain(get) {
      const { data } = await get<Many>('/rest/articles');
      for (const article of data) {
        const [author] = await follow(get, article, 'author');
        if (author?.attributes.firstname === 'Mark') return article.attributes.title;
      }
      return undefined;
    },
    async hand(get) {
      const all = await get<Many>('/rest/articles?include=author');
      return all.data.find(
        (each) => includedIn(all, each, 'author')[0]?.attributes.firstname === 'Mark',
      )?.attributes.title;
    },
  },
  {
    // A path may lead through the same relationship twice: one. What is included never repeats the tags themselves.
    run: (blog) => blog.tags.map((tag) => tag.parent?.parent?.name ?? null),
    async plain(get) {
      const { data } = await get<Many>('/rest/tags');
      return Promise.all(
        data.map(async (tag) => {
          const [parent] = await follow(get, tag, 'parent');
          const [above] = parent === undefined ? [] : await follow(get, parent, 'parent');
          return above?.attributes.name ?? null;
        }),
      );
    },
    async hand(get) {
      const { data } = await get<Many>('/rest/tags');
      const parentOf = (tag: Resource | undefined): Resource | undefined => {
        const [parent] = tag === undefined ? [] : named(tag, 'parent');
        return data.find(({ id }) => id === parent?.id);
      };
      return data.map((tag) => parentOf(parentOf(tag))?.attributes.name ?? null);
    },
  },
  {
    // An article names its comments itself: one, with nothing included.
    run: (blog) => blog.articles.map((article) => article.comments.map((comment) => comment.id)),
    async plain(get) {
      const { data } = await get<Many>('/rest/articles');
      return data.map((each) => named(each, 'comments').map(({ id }) => id));
    },
    async hand(get) {
      const { data } = await get<Many>('/rest/articles');
      return data.map((each) => named(each, 'comments').map(({ id }) => id));
    },
  },
  {
    // What is named may be of one type or of the other, and comes all the same: one.
    run: (blog) => blog.tuples.map((tuple) => tuple.media.map(({ type, title }) => [type, title])),
    async plain(get) {
      const { data } = await get<Many>('/rest/tuples');
      return Promise.all(
        data.map(async (tuple) =>
          (await follow(get, tuple, 'media')).map((each) => [each.type, each.attributes.title]),
        ),
      );
    },
    async hand(get) {
      const all = await get<Many>('/rest/tuples?include=media');
      return all.data.map((tuple) =>
        includedIn(all, tuple, 'media').map((each) => [each.type, each.attributes.title]),
      );
    },
  },
  {
    // That nobody signed it stands in the comment: one.
    run: (blog) => blog.comment(UNSIGNED).author.email,
    async plain(get) {
      const { data } = await get<One>(`/rest/comments/${UNSIGNED}`);
      return (await follow(get, data, 'author'))[0]?.attributes.email ?? null;
    },
    async hand(get) {
      const { data } = await get<One>(`/rest/comments/${UNSIGNED}`);
      return named(data, 'author')[0] ?? null;
    },
  },
  {
    // The filter finds them: one.
    run: (blog) => blog.articles({ author: OLI }).map((article) => article.title),
    async plain(get) {
      const { data } = await get<One>(`/rest/people/${OLI}`);
      const { related = '' } = data.relationships.articles?.links ?? {};
      return (await get<Many>(related)).data.map(({ attributes }) => attributes.title);
    },
    async hand(get) {
      const { data } = await get<Many>(`/rest/articles?filter[author]=${OLI}`);
      return data.map(({ attributes }) => attributes.title);
    },
  },
  {
    // The map knows the filter that finds them by the id of the person, who is not asked: one.
    run: (blog) => blog.person(OLI).articles.map((article) => article.title),
    async plain(get) {
      const { data } = await get<One>(`/rest/people/${OLI}`);
      const { related = '' } = data.relationships.articles?.links ?? {};
      return (await get<Many>(related)).data.map(({ attributes }) => attributes.title);
    },
    async hand(get) {
      const { data } = await get<Many>(`/rest/articles?filter[author]=${OLI}`);
      return data.map(({ attributes }) => attributes.title);
    },
  },
  {
    because:
      'this server includes the articles without saying in the people which are whose, as the format wants it; who knows that an article names its author finds them from there, and no map says that these two are one relationship',
    run: (blog) => blog.people.map((person) => person.articles.map((article) => article.title)),
    async plain(get) {
      const { data } = await get<Many>('/rest/people');
      return Promise.all(
        data.map(async (person) => {
          const { related = '' } = person.relationships.articles?.links ?? {};
          return (await get<Many>(related)).data.map(({ attributes }) => attributes.title);
        }),
      );
    },
    async hand(get) {
      const { data, included } = await get<Many>('/rest/people?include=articles');
      return data.map(({ id }) =>
        included
          .filter((article) => named(article, 'author')[0]?.id === id)
          .map(({ attributes }) => attributes.title),
      );
    },
  },
  {
    because:
      'a loop learns only at its first item what it reads of each: the page is asked again, once',
    run: async (blog) => {
      const emails: string[] = [];
      for await (const article of blog.articles) emails.push(await article.author.self.email);
      return emails;
    },
    async plain(get) {
      const emails: (string | undefined)[] = [];
      for (const article of (await get<Many>('/rest/articles')).data) {
        emails.push((await follow(get, article, 'author'))[0]?.attributes.email);
      }
      return emails;
    },
    async hand(get) {
      const all = await get<Many>('/rest/articles?include=author');
      return all.data.map((each) => includedIn(all, each, 'author')[0]?.attributes.email);
    },
  },
];

/** A client of the example. */
export function openBlog(
  { origin }: RunningServer,
  map: LinkMap,
  pageSize: number = 50,
  select = false,
): Blog {
  const dialect = jsonApi({
    name: 'The blog',
    paging: 'offset',
    pageSize,
    defaultPageSize: 50,
    many: 'filter[id]',
    select,
  });
  // Its links name the port that the example was written for.
  const options = { endpoint: `${origin}/rest`, linkBase: LINK_BASE, name: 'blog' };
  return connect<Blog>(dialect, map, options);
}

export const jsonApiSuite: Suite<Blog> = {
  name: 'jsonapi-server’s example (JSON:API)',
  needs: 'jsonapi-server',
  start: startJsonApi,
  open: (server) => openBlog(server, blogMap),
  openSelecting: (server) => openBlog(server, blogMap, 50, true),
  headers: () => ({}),
  reach: (address, { origin }) =>
    address.startsWith('/') ? origin + address : address.replace(LINK_BASE, `${origin}/rest`),
  walks,
};
