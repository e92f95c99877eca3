/**
 * How HipChat's v2 API spells links, stubs, title expansion, pages and errors.
 *
 * What kinds of resource there are is not said here, but in `src/types`.
 *
 * @see https://www.hipchat.com/docs/apiv2
 */
import { Doc, type Item, JsonDoc, type PageDoc, REFUSED } from '../plan/known/document.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { Dialect, Refusal } from './Dialect.ts';
import { hipchatRate } from './hipchatRate.ts';
import { absolute } from './linkTo.ts';

/** HipChat's v2 API. */
export const hipchat: Dialect = {
  name: 'HipChat',
  limits: { pageSize: 1000, defaultPageSize: 100 },
  expands: 'whole',
  silence: (url) =>
    url.includes('//api.hipchat.com/')
      ? "HipChat's own service ended in 2019: say by `endpoint` which server is meant"
      : undefined,
  credentials: (token) => ({ authorization: `Bearer ${token}` }),
  document({ json, url }): Doc | undefined {
    if (!isJsonObject(json)) return undefined;
    // One message by its id comes in an envelope: `{ "message": { … } }`.
    const { message } = json;
    const isEnvelope = isJsonObject(message) && Object.keys(json).length === 1;
    return new HipchatDoc(isEnvelope ? message : json, url);
  },
  page(response): PageDoc | undefined {
    if (!isJsonObject(response.json)) return undefined;
    const { items, ...rest } = response.json;
    if (!Array.isArray(items)) return undefined;
    const doc = new HipchatDoc(rest, response.url);
    const start = rest.startIndex;
    const next = doc.links.get('next');
    const declared = linksOf(rest).next;
    const isUnreadable = next === undefined && declared !== undefined && declared !== null;
    return {
      items: items.map((item: Json) => toResource(item, response.url)),
      ...(typeof start === 'number' && { start }),
      ...(next !== undefined && { next }),
      ...(isUnreadable && { unreadable: JSON.stringify(declared) }),
      size: sizeOf(rest, response.url),
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
  expand(paths, ofItems, { of, kind }) {
    if (paths.length === 0) return [];
    // What is expanded in one message is expanded in its envelope.
    const within = ofItems ? 'items' : of === 'resource' && kind === 'message' ? 'message' : '';
    const names = paths.map((path) => [within, path].filter((name) => name !== '').join('.'));
    return [['expand', names.join(',')]];
  },
  window: (start, size) => [
    ['start-index', String(start)],
    ['max-results', String(size)],
  ],
  rate: hipchatRate,
};

/** How many items a page may have: what was asked, or what the server says that it allows, whichever is less. */
function sizeOf({ maxResults }: JsonObject, url: string): number {
  const asked = Number(new URL(url).searchParams.get('max-results') ?? Number.NaN);
  const sizes = [asked, maxResults].filter((size) => typeof size === 'number' && size > 0);
  return sizes.length === 0 ? hipchat.limits.defaultPageSize : Math.min(...(sizes as number[]));
}

/** Every object with `links` is a resource, and its `self` is its address. */
class HipchatDoc extends JsonDoc {
  readonly #base: string;
  #inner: Map<string, Item> | undefined | typeof UNREAD = UNREAD;

  constructor(json: JsonObject, base: string) {
    super(undefined, json, undefined);
    this.#base = base;
  }

  // Most items of a page are only shown: then nobody asks where they lie, nor what stands in them.
  override get address(): string | undefined {
    const self = this.identity;
    return typeof self === 'string' ? absolute(self, this.#base) : undefined;
  }

  override get inner(): Map<string, Item> | undefined {
    if (this.#inner === UNREAD) this.#inner = innerOf(this.data, this.#base);
    return this.#inner;
  }

  override get isInPlace(): boolean {
    return true;
  }

  override get identity(): unknown {
    return linksOf(this.data).self;
  }

  override field(name: string): Item | undefined {
    const value = Object.hasOwn(this.data, name) ? this.data[name] : undefined;
    if (typeof value !== 'object' || value === null || name === 'links') return value;
    return this.inner?.get(name) ?? value;
  }

  get rels(): readonly string[] {
    return Object.keys(linksOf(this.data));
  }

  override namesOnly(rels: ReadonlySet<string>): boolean {
    for (const rel in linksOf(this.data)) if (!rels.has(rel)) return false;
    return true;
  }

  get links(): Map<string, string> {
    const links = new Map<string, string>();
    for (const [rel, href] of Object.entries(linksOf(this.data))) {
      const address = typeof href === 'string' ? absolute(href, this.#base) : undefined;
      if (address !== undefined) links.set(rel, address);
    }
    return links;
  }
}

/** Stands for what nobody has asked for yet. */
const UNREAD: unique symbol = Symbol('unread');

/** What stands in it besides scalars and its links. */
function innerOf(json: JsonObject, base: string): Map<string, Item> | undefined {
  let inner: Map<string, Item> | undefined;
  for (const name of Object.keys(json)) {
    const value = json[name];
    if (typeof value !== 'object' || value === null || name === 'links') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    inner ??= new Map();
    inner.set(name, toItem(value, base));
  }
  return inner;
}

const NO_LINKS: JsonObject = {};

/** What it declares, by relation. */
function linksOf(json: JsonObject): JsonObject {
  const { links } = json;
  return isJsonObject(links) ? links : NO_LINKS;
}

/** An item of a page is a resource even where it declares no links, as messages do. */
function toResource(value: Json, base: string): Item {
  return isJsonObject(value) && !isRefusal(value)
    ? new HipchatDoc(value, base)
    : toItem(value, base);
}

function toItem(value: Json, base: string): Item {
  if (Array.isArray(value)) return value.map((each: Json) => toItem(each, base));
  if (!isJsonObject(value)) return value;
  if (isRefusal(value)) return REFUSED;
  const doc = new HipchatDoc(value, base);
  const isResource = Object.hasOwn(value, 'links') && isJsonObject(value.links);
  return isResource || [...(doc.inner?.values() ?? [])].some(holdsResource) ? doc : value;
}

/** What only contains resources, as the payload of a webhook does, is walked through on the way to them. */
function holdsResource(item: Item): boolean {
  return item instanceof Doc || (Array.isArray(item) && item.some(holdsResource));
}

/** Whether an error stands in the place of a thing. */
function isRefusal(value: JsonObject): boolean {
  return isError(value.error) && !Object.hasOwn(value, 'links');
}

/** Whether this is what HipChat says when it refuses: `{ code, message, type }`. */
function isError(value: Json | undefined): value is JsonObject {
  return isJsonObject(value) && typeof value.code === 'number' && typeof value.message === 'string';
}
