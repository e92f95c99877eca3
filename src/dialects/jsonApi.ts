/**
 * How JSON:API spells resources, relationships, inclusion, pages and errors.
 *
 * A resource's attributes and relationships stand as its own names, beside `id` and `type`, as they do in the API's documents:
 * `article.title`, `article.author`. What is included stands where it is named, and is looked for nowhere else.
 *
 * @see https://jsonapi.org/format/
 */

import type { Limits } from '../plan/ask/limits.ts';
import type { Doc, PageDoc } from '../plan/known/document.ts';
import { type Query, toSpelled } from '../plan/map/Spelled.ts';
import { selectFields } from '../plan/program/selectFields.ts';
import { isJsonObject } from '../values/json.ts';
import { checkOptions, checkPaging } from './checkOptions.ts';
import type { Dialect } from './Dialect.ts';
import { declaredRate } from './declaredRate.ts';
import { bodyOf, readJsonApi, refusalIn } from './jsonApiDocument.ts';
import { sparseFields } from './jsonApiFields.ts';
import { JSON_API, writeJsonApi } from './jsonApiWrite.ts';
import { type Paging, pickPage, placedBy } from './pageWindows.ts';

/** What JSON:API leaves to each server. */
export interface JsonApiOptions {
  /**
   * What people call the API: it stands in errors.
   *
   * Default: `The JSON:API server`.
   */
  readonly name?: string | undefined;
  /**
   * How a part of a collection is picked: `offset` by `page[offset]` and `page[limit]`, `page` by `page[number]` and `page[size]`,
   * or by other names. Default: not at all, and pages follow one another by their links.
   */
  readonly paging?: 'offset' | 'page' | Paging | undefined;
  /** The greatest number of items that a page may have; default 100. */
  readonly pageSize?: number | undefined;
  /** How many items a page has that is asked without a size; default 20. */
  readonly defaultPageSize?: number | undefined;
  /**
   * Whether resources are asked for no more than the fields that are read of them, by `fields[articles]`, where all that is read is known
   * before it is asked: by chains that end at a value, and by lambdas that give data. Default `false`: not every server knows it, and a
   * lambda that reads more on data than on samples, in a branch, then costs one request more.
   */
  readonly select?: boolean | undefined;
  /**
   * The name of the query by which the server gives several resources by their ids, with commas between: mostly `filter[id]`. It holds
   * for the kinds of which the map says `many`. Default: they are asked for one by one, for the format has no such thing.
   */
  readonly many?: string | undefined;
}

const PAGINGS: Readonly<Record<'offset' | 'page', Paging>> = {
  offset: { by: 'offset', start: 'page[offset]', size: 'page[limit]' },
  page: { by: 'page', start: 'page[number]', size: 'page[size]' },
};

const OPTIONS: Readonly<Record<keyof JsonApiOptions, true>> = {
  ...{ name: true, paging: true, pageSize: true, defaultPageSize: true, select: true, many: true },
};

/**
 * The dialect of a JSON:API server.
 *
 * The kinds of your link map have the names of the server's types, `articles`, or say these: `{ type: 'articles', … }`.
 *
 * @example
 * ```ts
 * const root = connect<Blog>(jsonApi({ paging: 'offset' }), blogMap, { endpoint: 'https://blog.example.com/api' });
 * await root.articles.map((article) => article.comments.map((comment) => comment.author.name));
 * // GET /api/articles?include=comments.author
 * ```
 */
export function jsonApi(options: JsonApiOptions = {}): Dialect {
  checkOptions('jsonApi', options, OPTIONS);
  const { name = 'The JSON:API server', pageSize = 100, many } = options;
  const defaultPageSize = options.defaultPageSize ?? Math.min(20, pageSize);
  const limits: Limits = { pageSize, defaultPageSize };
  const sizes = { usual: options.defaultPageSize, most: options.pageSize };
  const isNamed = options.paging === 'offset' || options.paging === 'page';
  const paging = isNamed ? PAGINGS[options.paging] : options.paging;
  checkPaging('`jsonApi`: `paging`', paging);
  return {
    name,
    limits,
    // What is included is all that its own address would give.
    expands: 'whole',
    headers: () => ({ accept: JSON_API }),
    write: writeJsonApi,
    credentials: (token) => ({ authorization: `Bearer ${token}` }),
    document(response, asked): Doc | null | undefined {
      const body = bodyOf(response);
      // A 204 without a body, or `data: null`: there is none.
      if (response.status === 204 || body?.data === null) return null;
      return body === undefined || Array.isArray(body.data)
        ? undefined
        : readJsonApi(response, body, asked).doc;
    },
    page(response, asked): PageDoc | undefined {
      const body = bodyOf(response);
      if (body === undefined || !Array.isArray(body.data)) return undefined;
      const { links } = body;
      const { items, doc, next, unreadable } = readJsonApi(response, body, asked);
      return {
        items,
        ...placedBy(paging, response.url, items.length, isJsonObject(links) ? links : {}, sizes),
        ...(next !== undefined && { next }),
        ...(unreadable !== undefined && { unreadable }),
        doc,
      };
    },
    refusal: refusalIn,
    selects: options.select ? selectFields : undefined,
    expand(paths, ofItems, asked): Query {
      // Items are whole by themselves.
      const names = ofItems ? paths.filter((path) => path !== '') : paths;
      const fields = [...sparseFields(asked)].map(
        ([type, own]) => [`fields[${type}]`, [...own.sent].join(',')] as const,
      );
      return names.length === 0 ? fields : [['include', names.join(',')], ...fields];
    },
    rate: declaredRate,
    window: (start, size) => (paging === undefined ? [] : pickPage(paging, start, size, limits)),
    ...(many !== undefined && {
      many: (ids) => {
        const all = paging && toSpelled(pickPage(paging, 0, ids.length, limits)).query;
        return [[many, ids.join(',')], ...(all ?? [])];
      },
    }),
  };
}
