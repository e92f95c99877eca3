/**
 * Plain REST: resources at addresses that hold their ids, named in one another by ids, in pages that are arrays and go on by
 * the header `Link`. What each API does in its own way are options.
 */

import type { Limits } from '../../plan/ask/limits.ts';
import { Doc, type PageDoc } from '../../plan/known/document.ts';
import { type Query, type Spelled, toSpelled } from '../../plan/map/Spelled.ts';
import { isJsonObject, type Json, type JsonObject } from '../../values/json.ts';
import type { Asked } from '../Asked.ts';
import { checkOptions, checkPaging } from '../checkOptions.ts';
import type { Dialect, Refusal, Response } from '../Dialect.ts';
import { linkTo } from '../linkTo.ts';
import { type Paging, pickPage, sizeOf, startOf } from '../pageWindows.ts';
import { toNumber } from '../serverTime.ts';
import { membersOf, RestDoc, toItem } from './RestDoc.ts';
import type { RestOptions } from './RestOptions.ts';
import { toRefusal } from './toRefusal.ts';
import { webLinks } from './webLinks.ts';

const LIMITS = { pageSize: 100, defaultPageSize: 30 };
const OPTIONS: Readonly<Record<keyof RestOptions, true>> = {
  ...{ name: true, limits: true, items: true, next: true, window: true, total: true, expand: true },
  ...{ ids: true, self: true, links: true, templates: true, credentials: true, error: true },
  rate: true,
};

/**
 * A dialect for a plain REST API.
 *
 * @param options - What the API does in its own way.
 * @throws {TypeError} For an option that does not exist, or pages by something else.
 *
 * @example
 * ```ts
 * const blog = rest({ name: 'The blog', window: { by: 'offset', start: '_start', size: '_limit' }, total: 'X-Total-Count' });
 * ```
 */
export function rest(options: RestOptions = {}): Dialect {
  checkOptions('rest', options, OPTIONS);
  checkPaging('`rest`: `window`', options.window);
  checkItems(options.items);
  const {
    name = 'The API',
    limits = LIMITS,
    expand = {},
    window,
    ids,
    templates,
    credentials,
    rate,
  } = options;
  const expands = expand.one !== undefined || expand.many !== undefined;
  return {
    name,
    // One step from a resource; from a page, its items are one.
    limits: { ...limits, expandDepth: expands ? 2 : 0 },
    expands: 'whole',
    credentials: credentials ?? ((token) => ({ authorization: `Bearer ${token}` })),
    document({ status, json, headers, url }, asked): Doc | null | undefined {
      if (status === 204 && asked.of === 'resource') return null;
      if (!isJsonObject(json)) return undefined;
      const { links } = webLinks(headers, url);
      return new RestDoc(json, asked.kind, { options, asked, base: url }, links);
    },
    page: (response, asked) => toPage(response, asked, options),
    refusal({ status, json }): Refusal | undefined {
      if (status < 400) return undefined;
      if (!isJsonObject(json)) return { message: typeof json === 'string' ? json : '' };
      return (options.error ?? toRefusal)(json);
    },
    expand: (paths, _ofItems, asked) => expansionOf(paths, asked, options),
    window: (start, size) => (window ? pickedFrom(window, start, size, limits) : []),
    ...(ids !== undefined && {
      many: (all: readonly string[]) => all.map((id) => [ids, id] as const),
    }),
    ...(templates && { templates }),
    ...(rate && { rate }),
  };
}

/** @throws {TypeError} For names that are no list: a single one is a list of one. */
function checkItems(items: unknown): void {
  const isName = (each: unknown): boolean => typeof each === 'string';
  if (items === undefined || (Array.isArray(items) && items.every(isName))) return;
  throw new TypeError(
    `\`rest\`: \`items\` has to be a list of names, like ['items'], got ${JSON.stringify(items)}`,
  );
}

/** The page in an answer: an array, or an object with one in it. */
function toPage(
  { status, json, headers, url }: Response,
  asked: Asked,
  options: RestOptions,
): PageDoc | undefined {
  const { items = [], window, total } = options;
  const object = isJsonObject(json) ? json : {};
  const name = items.find((each) => Array.isArray(object[each]));
  // Some say so by a 204 where there are none.
  const isEmpty = status === 204 && asked.of === 'page';
  const held = isEmpty ? [] : name === undefined ? json : object[name];
  if (!Array.isArray(held)) return undefined;
  const { links, unreadable: header } = webLinks(headers, url);
  const said = beside(object, options.next);
  // A text of nothing, or `false`, is how some say that there is none.
  const declared = said === '' || said === false ? null : said;
  const next = links.get('next') ?? linkTo(declared, url);
  const isUnreadable = next === undefined && declared !== undefined && declared !== null;
  const unreadable = isUnreadable ? JSON.stringify(declared) : header;
  // Who declares the next page says of the last one that it is that.
  const isTold = declared !== undefined || window === undefined;
  const size = isTold
    ? undefined
    : sizeOf(window, url, held.length, {
        usual: options.limits?.defaultPageSize,
        most: options.limits?.pageSize,
      });
  const start = window && startOf(window, url);
  const all =
    total === undefined ? undefined : totalOf(headers.get(total) ?? beside(object, total));
  const others = Object.entries(object).filter(([each]) => each !== name);
  return {
    items: held.map((each: Json) => toItem(each, asked.kind, { options, asked, base: url })),
    ...(start !== undefined && { start }),
    ...(next !== undefined && { next }),
    ...(unreadable !== undefined && { unreadable }),
    ...(size !== undefined && { size }),
    ...(all !== undefined && { total: all }),
    doc: new Doc(undefined, links, new Map(others)),
  };
}

/** What stands beside the items of a page, under a name or on a path of names; `undefined` where nothing does. */
function beside(page: JsonObject, path: string | undefined): Json | undefined {
  let at: Json | undefined = path === undefined ? undefined : page;
  for (const name of path?.split('.') ?? []) {
    at = isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  }
  return at;
}

/** How many items a page says there are: a number, or its digits. */
function totalOf(said: Json | undefined): number | undefined {
  return typeof said === 'number' || typeof said === 'string' ? toNumber(String(said)) : undefined;
}

/** The query that picks a part of a collection. */
function pickedFrom(window: Paging, start: number, size: number, limits: Limits): Spelled {
  const spelled = toSpelled(pickPage(window, start, size, limits));
  // The first page is what is there without a number. Where that is all that is written, it tells the page from one that nobody picked.
  const first = String(window.first ?? 1);
  const isNeeded = ([name, value]: Query[number]): boolean =>
    window.by === 'offset' || window.size === undefined || name !== window.start || value !== first;
  return { ...spelled, query: spelled.query.filter(isNeeded) };
}

/** The query that puts others into a document: one step deep, and by another name for one and for many. */
function expansionOf(
  paths: readonly string[],
  asked: Asked,
  { expand = {} }: RestOptions,
): Spelled {
  const members = membersOf(asked.kind, asked);
  const steps = new Set(paths.map((path) => path.split('.', 1)[0] ?? ''));
  const query = [...steps].flatMap((step) => {
    const read = Object.hasOwn(members, step) ? members[step]?.read : undefined;
    // Those of a list that are named by ids do not name this one.
    const isNamed = read?.is === 'ref' || (read?.is === 'list' && read.by !== undefined);
    const by = isNamed ? expand.one : read && expand.many;
    return by === undefined ? [] : [[by, step] as const];
  });
  return { query, asked: query.map(([, step]) => step) };
}
