/** How the shed spells things: the dialect of its API. */
import {
  bracketed,
  type Dialect,
  Doc,
  type Item,
  type Json,
  type JsonObject,
  ListDoc,
  linkTo,
  type Refusal,
  Refused,
  retryAfter,
} from '../../src/index.ts';

const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** The links of an object, absolute. */
function linksOf({ _url }: JsonObject, base: string): Map<string, string> {
  const links = new Map<string, string>();
  for (const [rel, href] of Object.entries(isObject(_url) ? _url : {})) {
    const address = linkTo(href, base);
    if (address !== undefined) links.set(rel, address);
  }
  return links;
}

/** A resource, as the client takes it. */
function toDoc(json: JsonObject, base: string): Doc {
  const { _url, ...rest } = json;
  const links = linksOf(json, base);
  const fields = new Map<string, Item>();
  for (const [name, value] of Object.entries(rest)) {
    const item = toItem(value, base);
    // A list with the name of a link is the collection which that leads to.
    fields.set(name, Array.isArray(item) && links.has(name) ? new ListDoc(item, 'whole') : item);
  }
  return new Doc(links.get('self'), links, fields);
}

/** A value: a resource, an error in the place of one, a list of such, or data. */
function toItem(json: Json, base: string): Item {
  if (Array.isArray(json)) return json.map((each: Json) => toItem(each, base));
  if (!isObject(json)) return json;
  const refusal = faultIn(json);
  if (refusal !== undefined) return new Refused(refusal);
  return isObject(json._url) ? toDoc(json, base) : json;
}

/** What the shed says where it refuses: `{ fault: { code, what, where } }`. */
function faultIn({ fault }: JsonObject): Refusal | undefined {
  if (!isObject(fault)) return undefined;
  const { what, code, where } = fault;
  return {
    message: typeof what === 'string' ? what : '',
    ...(typeof code === 'string' && { type: code }),
    ...(typeof where === 'string' && { field: where }),
  };
}

export const shedDialect: Dialect = {
  name: 'The shed',
  limits: { pageSize: 4, defaultPageSize: 2, expandPaths: 2 },
  expands: 'whole',
  credentials: (token) => ({ 'x-shed-key': token }),
  headers: () => ({ 'x-shed-version': '2' }),
  document({ json, status, url }, asked) {
    if (status === 204 && asked.of === 'resource') return null;
    return isObject(json) ? toDoc(json, url) : undefined;
  },
  page({ json, url }) {
    if (!isObject(json) || !Array.isArray(json.entries)) return undefined;
    const { entries, more, ...rest } = json;
    const next = new URL(url);
    if (typeof more === 'string') next.searchParams.set('after', more);
    return {
      items: entries.map((each: Json) => toItem(each, url)),
      ...(typeof more === 'string' && { next: next.href }),
      doc: toDoc(rest, url),
    };
  },
  refusal({ json, status }) {
    const refusal = isObject(json) ? faultIn(json) : undefined;
    return refusal ?? (status < 400 ? undefined : { message: '' });
  },
  expand(paths) {
    if (paths.length === 0) return [];
    return [['with', paths.map((path) => (path === '' ? 'self' : path)).join(',')]];
  },
  window: (start, size) => (start === 0 ? [['take', String(size)]] : []),
  many: (ids) => [['ids', ids.join('~')]],
  write: ({ body }) => (body === undefined ? {} : { form: 'form', body: bracketed(body) }),
  rate: {
    counts: () => undefined,
    allowances({ headers }) {
      const left = Number(headers.get('x-shed-left') ?? Number.NaN);
      const seconds = Number(headers.get('x-shed-pause') ?? Number.NaN);
      return left >= 0 && seconds >= 0 ? [{ left, forMs: seconds * 1000 }] : [];
    },
    hold({ status, headers }) {
      if (status !== 429) return undefined;
      const forMs = retryAfter(headers);
      return forMs === undefined ? {} : { forMs };
    },
  },
};
