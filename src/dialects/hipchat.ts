/**
 * How HipChat's v2 API spells links, stubs, title expansion, pages and errors.
 *
 * What kinds of resource there are is not said here, but in `src/types`.
 *
 * @see https://www.hipchat.com/docs/apiv2
 */
import { Doc, type Item, type PageDoc, REFUSED } from '../plan/document.ts';
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
  const links = new Map<string, string>();
  const fields = new Map<string, Item>();
  for (const [name, value] of Object.entries(json)) {
    fields.set(name, name === 'links' ? value : toItem(value, base));
  }
  const declared = Object.hasOwn(json, 'links') ? json.links : undefined;
  if (isJsonObject(declared)) {
    for (const [rel, href] of Object.entries(declared)) {
      const address = typeof href === 'string' ? toAddress(href, base) : undefined;
      if (address !== undefined) links.set(rel, address);
    }
  }
  return new Doc(links.get('self'), links, fields);
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
