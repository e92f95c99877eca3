/**
 * A made-up API of another dialect, for the seam: a library with books and authors.
 *
 * Links stand under `rels`, a stub is nothing but an address, expansion is asked by `with[]`, pages go by a
 * cursor, and an error has the status 200. Everything about it is defined here.
 */
import {
  type Dialect,
  type DialectResponse,
  Doc,
  type Item,
  type Json,
  type JsonObject,
  type LinkMap,
  linkTo,
  member,
} from '../../src/index.ts';

const ORIGIN = 'https://library.test';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const toItem = (value: Json, base: string): Item => {
  if (typeof value === 'string' && value.startsWith(`${ORIGIN}/`)) {
    return new Doc(value, new Map(), new Map());
  }
  if (Array.isArray(value)) return value.map((each: Json) => toItem(each, base));
  return isObject(value) && typeof value['@id'] === 'string' ? toDoc(value, base) : value;
};

const toDoc = (json: JsonObject, base: string): Doc => {
  const links = new Map<string, string>();
  const fields = new Map<string, Item>();
  for (const [name, value] of Object.entries(json)) {
    if (name === 'rels' && isObject(value)) {
      for (const [rel, href] of Object.entries(value)) {
        const address = linkTo(href, base);
        if (address !== undefined) links.set(rel, address);
      }
    } else if (name !== '@id') {
      fields.set(name, toItem(value, base));
    }
  }
  return new Doc(linkTo(json['@id'], base), links, fields);
};

const body = (response: DialectResponse): JsonObject =>
  isObject(response.json) ? response.json : {};

/** How the library spells things. */
export const libraryDialect: Dialect = {
  name: 'The library',
  limits: { pageSize: 50, defaultPageSize: 2 },
  expands: 'whole',
  credentials: (token) => ({ 'x-card': token }),
  document: (response) => toDoc(body(response), response.url),
  page(response) {
    const { data, cursor, ...rest } = body(response);
    if (!Array.isArray(data)) return undefined;
    const after = isObject(cursor) ? cursor.after : undefined;
    const next = new URL(response.url);
    next.search = '';
    if (typeof after === 'string') next.searchParams.set('after', after);
    return {
      items: data.map((each: Json) => toItem(each, response.url)),
      ...(typeof after === 'string' && { next: next.href }),
      doc: toDoc(rest, response.url),
    };
  },
  refusal(response) {
    const { problem } = body(response);
    if (typeof problem === 'string') return { message: problem };
    return response.status < 400 ? undefined : { message: '' };
  },
  expand: (paths, ofItems) =>
    paths.map((path) => [
      'with[]',
      ofItems ? ['data', path].filter((part) => part !== '').join('.') : path,
    ]),
  window: () => [],
};

/** What is known of the library beforehand. */
export const libraryMap: LinkMap = {
  root: 'library',
  kinds: {
    library: {
      members: {
        books: member.collection('book', { rel: 'books', path: 'books', indexed: false }),
        book: member.lookup('book', 'books/{id}'),
      },
    },
    book: {
      address: 'books/{id}',
      members: {
        title: member.field('string', 'whole'),
        printed: member.field('instant', 'whole'),
        author: member.ref('author', 'whole'),
        self: member.link('book', { path: '', rel: 'self' }),
        review: {
          call: {
            is: 'action',
            method: 'POST',
            path: 'reviews',
            parameters: { stars: { type: 'number', required: true } },
            positional: ['stars'],
          },
        },
      },
    },
    author: {
      address: 'authors/{id}',
      members: {
        name: member.field('string', 'whole'),
        self: member.link('author', { path: '', rel: 'self' }),
      },
    },
  },
};

const AUTHORS: Record<string, JsonObject> = {
  3: { name: 'Ada' },
  4: { name: 'Bo' },
};
const BOOKS: Record<string, JsonObject> = {
  1: { title: 'One', printed: '2001-01-01', author: 3 },
  2: { title: 'Two', printed: '2002-01-01', author: 4 },
  3: { title: 'Three', printed: '2003-01-01', author: 3 },
  4: { title: 'Four', printed: '2004-01-01', author: 4 },
  5: { title: 'Five', printed: null, author: 3 },
};

/** A server of the library, as a `fetch`, and the requests that it got. */
export function createLibrary(expands: boolean): {
  readonly fetch: typeof fetch;
  readonly requests: string[];
  readonly cards: (string | null)[];
} {
  const requests: string[] = [];
  const cards: (string | null)[] = [];
  const author = (id: string): JsonObject => ({ '@id': `${ORIGIN}/authors/${id}`, ...AUTHORS[id] });
  const book = (id: string, wanted: readonly string[]): JsonObject => {
    const { author: by = 0, ...rest } = BOOKS[id] ?? {};
    const whole = expands && wanted.includes('author');
    return {
      '@id': `${ORIGIN}/books/${id}`,
      rels: { reviews: `${ORIGIN}/books/${id}/reviews` },
      ...rest,
      author: whole ? author(String(by)) : `${ORIGIN}/authors/${by}`,
    };
  };
  const answer = (method: string, url: URL): JsonObject => {
    const [, sort, id = '', more] = url.pathname.split('/');
    const wanted = url.searchParams.getAll('with[]');
    if (method === 'POST' && more === 'reviews') return {};
    if (sort === 'authors' && id in AUTHORS) return author(id);
    if (sort === 'books' && id in BOOKS) return book(id, wanted);
    if (sort === '') return { '@id': `${ORIGIN}/`, rels: { books: `${ORIGIN}/books` } };
    if (sort !== 'books' || id !== '') return { problem: `there is no ${sort} ${id}` };
    const from = Number(url.searchParams.get('after') ?? 0);
    const ids = Object.keys(BOOKS).slice(from, from + 2);
    const deeper = wanted.filter((path) => path.startsWith('data.')).map((path) => path.slice(5));
    const isWhole = expands && wanted.some((path) => path.startsWith('data'));
    return {
      data: ids.map((each) => (isWhole ? book(each, deeper) : `${ORIGIN}/books/${each}`)),
      shelf: 'A',
      cursor: from + 2 < Object.keys(BOOKS).length ? { after: String(from + 2) } : {},
    };
  };
  return {
    requests,
    cards,
    fetch: async (input) => {
      const request = new Request(input);
      const url = new URL(request.url);
      requests.push(`${request.method} ${decodeURIComponent(url.pathname + url.search)}`);
      cards.push(request.headers.get('x-card'));
      return Response.json(answer(request.method, url));
    },
  };
}
