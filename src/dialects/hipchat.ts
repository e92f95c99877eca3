/**
 * How HipChat's v2 API spells links, stubs, title expansion, pages and errors.
 *
 * What kinds of resource there are is not said here, but in `src/types`.
 *
 * @see https://www.hipchat.com/docs/apiv2
 */
import { Doc, type Item, type PageDoc, PlainDoc, REFUSED } from '../plan/document.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { Dialect, Refusal } from './Dialect.ts';
import { hipchatRate } from './hipchatRate.ts';

/** HipChat's v2 API. */
export const hipchat: Dialect = {
  name: 'HipChat',
  limits: { pageSize: 1000, defaultPageSize: 100 },
  expands: 'whole',
  credentials: (token) => ({ authorization: `Bearer ${token}` }),
  document({ json, url }): Doc | undefined {
    if (!isJsonObject(json)) return undefined;
    // One message by its id comes in an envelope: `{ "message": { … } }`.
    const { message, ...rest } = json;
    const isEnvelope = isJsonObject(message) && Object.keys(rest).length === 0;
    return toDoc(isEnvelope ? message : json, url);
  },
  page(response): PageDoc | undefined {
    if (!isJsonObject(response.json)) return undefined;
    const { items, ...rest } = response.json;
    if (!Array.isArray(items)) return undefined;
    const doc = toDoc(rest, response.url);
    const start = rest.startIndex;
    const next = doc.links.get('next');
    return {
      items: Array.isArray(items) ? items.map((item: Json) => toResource(item, response.url)) : [],
      ...(typeof start === 'number' && { start }),
      ...(next !== undefined && { next }),
      doc,
    };
  },
  refusal(response): Refusal | undefined {
    const error = isJsonObject(response.json) ? response.json.error : undefined;
    if (!isError(error)) return response.status < 400 ? undefined : { message: '' };
    const { message, type, code: _code, ...details } = error;
    return {
      message: typeof message === 'string' ? message : '',
      ...(typeof type === 'string' && { type }),
      ...(typeof details.field === 'string' && { field: details.field }),
      ...(Object.keys(details).length > 0 && { details }),
    };
  },
  expand(paths, ofItems) {
    if (paths.length === 0) return [];
    const names = paths.map((path) => (ofItems ? (path === '' ? 'items' : `items.${path}`) : path));
    return [['expand', names.join(',')]];
  },
  window: (start, size) => [
    ['start-index', String(start)],
    ['max-results', String(size)],
  ],
  rate: hipchatRate,
};

/** Every object with `links` is a resource, and its `self` is its address. */
function toDoc(json: JsonObject, base: string): Doc {
  if (isPlain(json)) return new PlainStub(json, base);
  const links = readLinks(json, base);
  const fields = new Map<string, Item>();
  for (const [name, value] of Object.entries(json)) {
    fields.set(name, name === 'links' ? value : toItem(value, base));
  }
  return new Doc(links.get('self'), links, fields);
}

/** Whether there is nothing but data in it. */
function isPlain(json: JsonObject): boolean {
  for (const name of Object.keys(json)) {
    if (typeof json[name] === 'object' && json[name] !== null && name !== 'links') return false;
  }
  return true;
}

/** A document with nothing but data in it. */
class PlainStub extends PlainDoc {
  readonly #base: string;

  constructor(json: JsonObject, base: string) {
    const links = linksOf(json);
    const self = Object.hasOwn(links, 'self') ? links.self : undefined;
    super(typeof self === 'string' ? toAddress(self, base) : undefined, json);
    this.#base = base;
  }

  get rels(): readonly string[] {
    return Object.keys(linksOf(this.data));
  }

  get links(): Map<string, string> {
    return readLinks(this.data, this.#base);
  }
}

const NO_LINKS: JsonObject = {};

/** What it declares, by relation. */
function linksOf(json: JsonObject): JsonObject {
  const links = Object.hasOwn(json, 'links') ? json.links : undefined;
  return isJsonObject(links) ? links : NO_LINKS;
}

function readLinks(json: JsonObject, base: string): Map<string, string> {
  const links = new Map<string, string>();
  for (const [rel, href] of Object.entries(linksOf(json))) {
    const address = typeof href === 'string' ? toAddress(href, base) : undefined;
    if (address !== undefined) links.set(rel, address);
  }
  return links;
}

/** An address as `URL` would write it. Most are written so already, and a page declares hundreds. */
const PLAIN = /^https?:\/\/[a-z0-9.-]+(?::\d+)?(?:\/[\w~@-]+)+$/;

function toAddress(href: string, base: string): string | undefined {
  if (PLAIN.test(href)) return href;
  return URL.canParse(href, base) ? new URL(href, base).href : undefined;
}

/** An item of a page is a resource even where it declares no links, as messages do. */
function toResource(value: Json, base: string): Item {
  return isJsonObject(value) ? toDoc(value, base) : toItem(value, base);
}

function toItem(value: Json, base: string): Item {
  if (Array.isArray(value)) return value.map((each: Json) => toItem(each, base));
  if (!isJsonObject(value)) return value;
  if (isError(value.error) && !Object.hasOwn(value, 'links')) return REFUSED;
  const doc = toDoc(value, base);
  const isResource = Object.hasOwn(value, 'links') && isJsonObject(value.links);
  return isResource || [...doc.fields.values()].some(holdsResource) ? doc : value;
}

/** What only contains resources, as the payload of a webhook does, is walked through on the way to them. */
function holdsResource(item: Item): boolean {
  return item instanceof Doc || (Array.isArray(item) && item.some(holdsResource));
}

/** Whether this is what HipChat says when it refuses: `{ code, message, type }`. */
function isError(value: Json | undefined): value is JsonObject {
  return isJsonObject(value) && typeof value.code === 'number' && typeof value.message === 'string';
}
