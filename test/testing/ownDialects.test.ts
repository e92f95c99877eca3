/** The dialects that there are, held by the kit that checks dialects: those of the package, and the made-up ones of the tests. */
import { describe, expect, it } from 'vitest';
import { githubMap } from '../../examples/maps/github.ts';
import { stripeMap } from '../../examples/maps/stripe.ts';
import { hal } from '../../src/hal.ts';
import {
  type Dialect,
  hipchat,
  hipchatMap,
  type Json,
  type JsonObject,
  type LinkMap,
  member,
} from '../../src/index.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { odata } from '../../src/odata.ts';
import { github, rest } from '../../src/rest.ts';
import { stripe } from '../../src/stripe.ts';
import { type CheckOptions, checkDialect, type FetchSample, fakeApi } from '../../src/testing.ts';
import { answerBlog } from '../dialects/madeUpRest.ts';
import { answerOf, type Stored } from '../dialects/madeUpStripe.ts';
import { createLibrary, libraryDialect, libraryMap } from '../helpers/library.ts';
import { madeUp } from '../living/madeUp.ts';

const ORIGIN = 'https://api.test';

/** One dialect, with the samples of its API. */
interface Own {
  readonly dialect: Dialect;
  readonly options: CheckOptions;
  readonly fetchSample: FetchSample;
  /** What cannot be checked of it, besides what it is `without`. */
  readonly unchecked: readonly string[];
}

type Answers = Readonly<Record<string, Json | { readonly answer: Response }>>;

/** Samples by where they lie; what is at no address of the table was not recorded. */
function recorded(
  at: Readonly<Record<string, string>>,
  answers: Answers,
  origin: string = ORIGIN,
): FetchSample {
  return (sample) => {
    const url = new URL(at[sample] ?? sample, origin);
    const path = decodeURIComponent(url.pathname + url.search);
    if (!Object.hasOwn(answers, path)) return undefined;
    const body = answers[path] ?? null;
    if (
      typeof body === 'object' &&
      body !== null &&
      'answer' in body &&
      body.answer instanceof Response
    ) {
      const { status, headers } = body.answer;
      return body.answer
        .clone()
        .text()
        .then((text) => ({
          url: url.href,
          status,
          headers: Object.fromEntries(headers),
          body: text,
        }));
    }
    return { url: url.href, body: body as Json };
  };
}
/** Samples of a server that is a function. */
function served(
  at: Readonly<Record<string, string>>,
  answer: typeof fetch,
  origin: string = ORIGIN,
): FetchSample {
  return async (sample) => {
    const url = new URL(at[sample] ?? sample, origin).href;
    const response = await answer(url);
    return {
      url,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
}
const failing = (
  status: number,
  json: Json | undefined,
  headers = {},
): { readonly answer: Response } => ({
  answer: new Response(json === undefined ? null : JSON.stringify(json), { status, headers }),
});

const rooms = Array.from({ length: 150 }, (_, index) => ({
  ...{ name: `Room ${index}`, topic: 'Quiet', owner: (index % 2) + 1 },
}));
const users = [1, 2].map((id) => ({ id, name: `User ${id}`, email: `${id}@example.com` }));

const shop: LinkMap = {
  root: 'shop',
  kinds: {
    shop: { members: { books: member.collection('book', { path: 'books', indexed: true }) } },
    book: {
      address: 'books/{id}',
      type: 'books',
      members: {
        title: member.field('string', 'stub'),
        author: member.ref('author', 'stub'),
        retitle: member.action('PATCH', '', { parameters: { title: { type: 'string' } } }),
      },
    },
    author: {
      address: 'authors/{id}',
      type: 'authors',
      members: { name: member.field('string', 'stub') },
    },
  },
};

const entity = (id: number, more: JsonObject = {}): JsonObject => ({
  ID: id,
  title: `Book ${id}`,
  ...more,
});
const entities: LinkMap = {
  root: 'shop',
  kinds: {
    shop: { members: { books: member.collection('book', { path: 'Books', indexed: true }) } },
    book: {
      address: 'Books({ID})',
      members: { title: member.field('string', 'stub'), author: member.ref('author', 'expansion') },
    },
    author: { address: 'Authors({ID})', members: { name: member.field('string', 'stub') } },
  },
};

const article = (id: number): JsonObject => ({
  ...{ type: 'books', id: String(id), attributes: { title: `Book ${id}` } },
  relationships: {
    author: { data: { type: 'authors', id: '9' }, links: { related: `/books/${id}/author` } },
  },
  links: { self: `/books/${id}` },
});
const ada: JsonObject = {
  type: 'authors',
  id: '9',
  attributes: { name: 'Ada' },
  links: { self: '/authors/9' },
};

const halBook = (id: number, author?: JsonObject): JsonObject => ({
  ...{
    _links: { self: { href: `/books/${id}` }, author: { href: '/authors/9' } },
    title: `Book ${id}`,
  },
  ...(author && { _embedded: { author } }),
});
const halAda: JsonObject = { _links: { self: { href: '/authors/9' } }, name: 'Ada', born: 1815 };

const issue = (number: number): JsonObject => ({
  ...{ id: number, number, title: `Issue ${number}`, url: `${ORIGIN}/repos/d/e/issues/${number}` },
  ...{ user: { login: 'ann', url: `${ORIGIN}/users/ann` }, labels: [], assignee: null },
  repository_url: `${ORIGIN}/repos/d/e`,
});
const linked = (json: Json, link: string): { readonly answer: Response } => ({
  answer: Response.json(json, { headers: { link } }),
});

const stored: Stored = Object.fromEntries(
  Array.from({ length: 12 }, (_, index) => `cus_${index}`).flatMap((id, index) => [
    [id, { json: { id, object: 'customer', email: `${id}@example.com` } }],
    [
      `ch_${index}`,
      {
        json: {
          id: `ch_${index}`,
          object: 'charge',
          amount: 900,
          customer: id,
          refunds: { object: 'list', has_more: false, data: [] },
        },
      },
    ],
  ]),
);

const blogMap: LinkMap = {
  root: 'blog',
  kinds: {
    blog: {
      members: { comments: member.collection('comment', { path: 'comments', indexed: true }) },
    },
    comment: {
      address: 'comments/{id}',
      members: {
        body: member.field('string', 'stub'),
        post: member.ref('post', 'stub', { by: 'postId' }),
      },
    },
    post: { address: 'posts/{id}', members: { title: member.field('string', 'stub') } },
  },
};
const authorsMap: LinkMap = {
  root: 'blog',
  kinds: {
    blog: { members: { authors: member.collection('author', { path: 'authors', indexed: true }) } },
    author: {
      address: 'authors/{id}',
      many: { path: 'authors', most: 50 },
      members: { name: member.field('string', 'stub') },
    },
  },
};
const AUTHORS: readonly JsonObject[] = [1, 2, 3].map((id) => ({ id, name: `Author ${id}` }));

const book = (id: number, author: Json = { '@': '/authors/9' }): JsonObject => ({
  ...{ '@': `/books/${id}`, title: `Book ${id}`, author },
  links: { author: '/authors/9' },
});

const OWN: Readonly<Record<string, Own>> = {
  hipchat: {
    dialect: hipchat,
    options: {
      map: hipchatMap,
      kind: 'room',
      endpoint: `${ORIGIN}/v2`,
      expands: ['owner'],
      without: ['nothing', 'refusal in a success'],
    },
    fetchSample: served(
      {
        document: '/v2/room/1',
        page: '/v2/room',
        'last page': '/v2/room?start-index=100',
        refusal: '/v2/room/none',
      },
      fakeApi(hipchatMap, { rooms, users }).fetch,
    ),
    unchecked: ['`many`', '`headers`', '`write`'],
  },
  'json-api': {
    dialect: jsonApi({ paging: 'offset', select: true }),
    options: { map: shop, kind: 'book', endpoint: ORIGIN, without: ['refusal in a success'] },
    fetchSample: recorded(
      {
        document: '/books/1',
        page: '/books',
        'last page': '/books?page[offset]=2',
        nothing: '/books/3/author',
        refusal: '/books/99',
      },
      {
        '/books/1': { data: article(1) },
        '/books/1?fields[books]=title': { data: { ...article(1), relationships: {} } },
        '/books/1?include=author': { data: article(1), included: [ada] },
        '/books': { data: [article(1), article(2)], links: { next: '/books?page[offset]=2' } },
        '/books?include=author': { data: [article(1), article(2)], included: [ada] },
        '/books?page[offset]=0&page[limit]=1': { data: [article(1)] },
        '/books?page[offset]=1&page[limit]=1': { data: [article(2)] },
        '/books?page[offset]=2': { data: [article(3)], links: { next: null } },
        '/books/3/author': { data: null },
        '/books/99': failing(404, {
          errors: [{ status: '404', title: 'Not Found', detail: 'no such book' }],
        }),
      },
    ),
    unchecked: ['`many`'],
  },
  odata: {
    dialect: odata({ select: true }),
    options: {
      map: entities,
      kind: 'book',
      endpoint: `${ORIGIN}/shop`,
      without: ['refusal in a success'],
    },
    fetchSample: recorded(
      {
        document: '/shop/Books(1)',
        page: '/shop/Books',
        'last page': '/shop/Books?$skiptoken=2',
        nothing: '/shop/Books(3)/author',
        refusal: '/shop/Books(99)',
      },
      {
        '/shop/Books(1)': { '@odata.context': '$metadata#Books/$entity', ...entity(1) },
        '/shop/Books(1)?$select=ID,title': {
          '@odata.context': '$metadata#Books(ID,title)/$entity',
          ...entity(1),
        },
        '/shop/Books(1)?$expand=author': {
          '@odata.context': '$metadata#Books(author())/$entity',
          ...entity(1, { author: { ID: 9, name: 'Ada' } }),
        },
        '/shop/Books': {
          '@odata.context': '$metadata#Books',
          value: [entity(1), entity(2)],
          '@odata.nextLink': 'Books?$skiptoken=2',
        },
        '/shop/Books?$expand=author': {
          '@odata.context': '$metadata#Books(author())',
          value: [1, 2].map((id) => entity(id, { author: { ID: 9, name: 'Ada' } })),
        },
        '/shop/Books?$skip=0&$top=1': { '@odata.context': '$metadata#Books', value: [entity(1)] },
        '/shop/Books?$skip=1&$top=1': { '@odata.context': '$metadata#Books', value: [entity(2)] },
        '/shop/Books?$skiptoken=2': { '@odata.context': '$metadata#Books', value: [entity(3)] },
        '/shop/Books(3)/author': failing(204, undefined),
        '/shop/Books(99)': failing(404, { error: { code: '404', message: 'Not Found' } }),
      },
    ),
    unchecked: ['`many`'],
  },
  hal: {
    dialect: hal({
      defaultPageSize: 20,
      embed: (paths) => {
        const names = paths.filter((path) => path !== '');
        return names.length === 0 ? [] : [['embed', names.join(',')]];
      },
      paging: { by: 'page', start: 'page', size: 'size' },
    }),
    options: { map: shop, kind: 'book', endpoint: ORIGIN, without: ['refusal in a success'] },
    fetchSample: recorded(
      {
        document: '/books/1',
        page: '/books',
        'last page': '/books?page=2',
        nothing: '/books/3/author',
        refusal: '/books/99',
      },
      {
        '/books/1': halBook(1),
        '/books/1?embed=author': halBook(1, halAda),
        '/books': {
          _links: { self: { href: '/books' }, next: { href: '/books?page=2' } },
          _embedded: { item: [halBook(1), halBook(2)] },
        },
        '/books?embed=author': {
          _links: { self: { href: '/books' } },
          _embedded: { item: [halBook(1, halAda), halBook(2, halAda)] },
        },
        '/books?page=1&size=1': {
          _links: { self: { href: '/books?page=1&size=1' } },
          _embedded: { item: [halBook(1)] },
        },
        '/books?page=2&size=1': {
          _links: { self: { href: '/books?page=2&size=1' } },
          _embedded: { item: [halBook(2)] },
        },
        '/books?page=2': {
          _links: { self: { href: '/books?page=2' } },
          _embedded: { item: [halBook(3)] },
        },
        '/books/3/author': failing(204, undefined),
        '/books/99': failing(404, { title: 'Not Found', detail: 'no such book' }),
      },
    ),
    unchecked: ['`many`', '`write`'],
  },
  "rest, with GitHub's options": {
    dialect: rest(github),
    options: {
      map: githubMap,
      kind: 'issue',
      endpoint: ORIGIN,
      without: ['nothing', 'refusal in a success'],
    },
    fetchSample: recorded(
      {
        document: '/repos/d/e/issues/1',
        page: '/repos/d/e/issues',
        'last page': '/repos/d/e/issues?page=2',
        refusal: '/repos/d/none',
      },
      {
        '/repos/d/e/issues/1': issue(1),
        '/repos/d/e/issues': linked(
          [issue(1), issue(2)],
          `<${ORIGIN}/repos/d/e/issues?page=2>; rel="next"`,
        ),
        '/repos/d/e/issues?per_page=1': linked(
          [issue(1)],
          `<${ORIGIN}/repos/d/e/issues?per_page=1&page=2>; rel="next"`,
        ),
        '/repos/d/e/issues?page=2&per_page=1': [issue(2)],
        '/repos/d/e/issues?page=2': linked([issue(3)], `<${ORIGIN}/repos/d/e/issues>; rel="first"`),
        '/repos/d/none': failing(404, {
          message: 'Not Found',
          documentation_url: 'https://docs.github.com',
        }),
      },
    ),
    unchecked: ['what is asked comes expanded', '`many`', '`headers`', '`write`'],
  },
  "rest, with json-server's options": {
    dialect: rest({
      ...{
        name: 'The blog',
        window: { by: 'offset', start: '_start', size: '_limit' },
        total: 'X-Total-Count',
      },
      ...{ expand: { one: '_expand', many: '_embed' }, ids: 'id' },
    }),
    options: {
      map: blogMap,
      kind: 'comment',
      endpoint: ORIGIN,
      without: ['page', 'nothing', 'refusal', 'refusal in a success'],
    },
    fetchSample: served(
      { document: '/comments/1', 'last page': '/comments?_start=40&_limit=30' },
      (input) => answerBlog(new Request(input)),
    ),
    unchecked: ['many gives what was asked', '`headers`', '`write`', '`rate`'],
  },
  'rest, which gives several by their ids': {
    dialect: rest({
      ids: 'id',
      window: { by: 'page', start: '_page', size: '_limit' },
      limits: { pageSize: 100, defaultPageSize: 10 },
    }),
    options: {
      map: authorsMap,
      kind: 'author',
      endpoint: ORIGIN,
      without: ['nothing', 'refusal', 'refusal in a success'],
    },
    fetchSample: recorded(
      { document: '/authors/1', page: '/authors', 'last page': '/authors?_page=2' },
      {
        '/authors/1': AUTHORS[0] ?? null,
        '/authors': linked(AUTHORS.slice(0, 2), `<${ORIGIN}/authors?_page=2>; rel="next"`),
        '/authors?_limit=1': AUTHORS.slice(0, 1),
        '/authors?_page=2&_limit=1': AUTHORS.slice(1, 2),
        '/authors?_page=2': AUTHORS.slice(2),
        '/authors?id=1&id=2': AUTHORS.slice(0, 2),
      },
    ),
    unchecked: ['what is asked comes expanded', '`headers`', '`write`', '`rate`'],
  },
  stripe: {
    dialect: stripe,
    options: {
      map: stripeMap,
      kind: 'charge',
      endpoint: ORIGIN,
      expands: ['customer'],
      without: ['nothing', 'refusal in a success'],
    },
    fetchSample: served(
      {
        document: '/v1/charges/ch_0',
        page: '/v1/charges',
        'last page': '/v1/charges?starting_after=ch_9',
        refusal: '/v1/charges/ch_99',
      },
      async (input) => {
        const { pathname, searchParams } = new URL(new Request(input).url);
        const answer = answerOf(stored, pathname, searchParams);
        return answer.answer instanceof Response ? answer.answer : Response.json(answer);
      },
    ),
    unchecked: [
      'a next that cannot be read is told',
      'a window gives its items, from 1 on',
      '`many`',
      '`headers`',
    ],
  },
  'the library of the tests': {
    dialect: libraryDialect,
    options: {
      map: libraryMap,
      kind: 'book',
      endpoint: 'https://library.test',
      without: ['nothing', 'refusal'],
    },
    fetchSample: served(
      {
        document: '/books/1',
        page: '/books',
        'last page': '/books?after=4',
        'refusal in a success': '/shelves/9',
      },
      createLibrary(true).fetch,
      'https://library.test',
    ),
    unchecked: [
      'a next that cannot be read is told',
      'a window gives its items, from 1 on',
      '`many`',
      '`headers`',
      '`write`',
      '`rate`',
    ],
  },
  'the made-up API of the tests': {
    dialect: madeUp,
    options: {
      map: shop,
      kind: 'book',
      endpoint: 'https://living.test',
      without: ['nothing', 'refusal in a success'],
    },
    fetchSample: recorded(
      { document: '/books/1', page: '/books', 'last page': '/books?skip=2', refusal: '/books/99' },
      {
        '/books/1': book(1),
        '/books/1?include=author': book(1, { '@': '/authors/9', name: 'Ada' }),
        '/books': { data: [book(1), book(2)], next: '/books?skip=2' },
        '/books?include=items': { data: [book(1), book(2)] },
        '/books?include=author': {
          data: [1, 2].map((id) => book(id, { '@': '/authors/9', name: 'Ada' })),
        },
        '/books?skip=0&top=1': { data: [book(1)] },
        '/books?skip=1&top=1': { data: [book(2)] },
        '/books?skip=2': { data: [book(3)] },
        '/books/99': failing(404, { error: 'no such book' }),
      },
      'https://living.test',
    ),
    unchecked: ['`many`', '`headers`', '`write`', '`rate`'],
  },
};

describe.each(Object.entries(OWN))(
  'the dialect %s',
  (_name, { dialect, options, fetchSample, unchecked }) => {
    it('has no fault that the kit finds', async () => {
      const report = await checkDialect(dialect, fetchSample, options);

      const without = (options.without ?? []).map((name) => `the sample "${name}"`);
      expect(report.unchecked.map(({ what }) => what)).toEqual([...without, ...unchecked]);
    });
  },
);
