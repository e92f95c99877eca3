/**
 * How HAL spells links, embedded resources, pages and errors.
 *
 * A link is the stub of what it leads to: its `title` and whatever else it says stand as fields of that. What is embedded stands under
 * the relation that it is embedded by.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-kelly-json-hal
 */

import type { Limits } from '../plan/ask/limits.ts';
import type { Doc, PageDoc } from '../plan/known/document.ts';
import type { Query, Spelled } from '../plan/map/Spelled.ts';
import { isJsonObject } from '../values/json.ts';
import { checkOptions, checkPaging } from './checkOptions.ts';
import type { Dialect, Refusal, Response } from './Dialect.ts';
import { declaredRate } from './declaredRate.ts';
import { readHal, readHalPage } from './halDocument.ts';
import { linkTemplates } from './linkTemplates.ts';
import { type Paging, pickPage, placedBy } from './pageWindows.ts';

/** What HAL leaves to each server. */
export interface HalOptions {
  /** What people call the API: it stands in errors. Default: `The HAL server`. */
  readonly name?: string | undefined;
  /**
   * The relation under which a page has its items; then nothing else is an item. Default: `item`; where a page has nothing of that name,
   * the only relation under which it embeds a list, or anything at all. Where it may be one of several, that is an error that asks for this.
   */
  readonly items?: string | undefined;
  /**
   * How a server is asked to embed what lies at these paths of relations: `(paths) => [['embed', paths.map((path) => path || 'item').join(',')]]`. Of a page, they
   * start at its items, and `''` is the items themselves. Default: it cannot be asked.
   *
   * Where it takes only some of them, say which: `{ query, asked }`.
   */
  readonly embed?: ((paths: readonly string[], ofItems: boolean) => Query | Spelled) | undefined;
  /**
   * Whether what was asked to be embedded is all that its own address would give. Default `partial`: what is missing there is asked
   * for. What a server embeds by itself is taken for a part.
   */
  readonly embeds?: 'whole' | 'partial' | undefined;
  /** How a part of a collection is picked. Default: not at all, and pages follow one another by their links. */
  readonly paging?: Paging | undefined;
  /** The greatest number of items that a page may have; default 100. */
  readonly pageSize?: number | undefined;
  /** How many items a page has that is asked without a size; default 20. */
  readonly defaultPageSize?: number | undefined;
}

const OPTIONS: Readonly<Record<keyof HalOptions, true>> = {
  ...{ name: true, items: true, embed: true, embeds: true, paging: true },
  ...{ pageSize: true, defaultPageSize: true },
};

/**
 * The dialect of a HAL server.
 *
 * @example
 * ```ts
 * const embed = (paths: readonly string[]) => [['embed', paths.map((path) => path || 'item').join(',')]] as const;
 * const root = connect<Shop>(hal({ embed }), shopMap, { endpoint: 'https://shop.example.com' });
 * await root.order(7).customer.name;
 * // GET /orders/7?embed=customer
 * ```
 */
export function hal(options: HalOptions = {}): Dialect {
  checkOptions('hal', options, OPTIONS);
  checkPaging('`hal`: `paging`', options.paging);
  const { name = 'The HAL server', pageSize = 100, paging, embed, embeds = 'partial' } = options;
  const { items } = options;
  const defaultPageSize = options.defaultPageSize ?? Math.min(20, pageSize);
  const limits: Limits = {
    ...{ pageSize, defaultPageSize },
    ...(embed === undefined && { expandDepth: 0 }),
  };
  const isWhole = embeds === 'whole';
  const sizes = { usual: options.defaultPageSize, most: options.pageSize };
  return {
    name,
    limits,
    expands: embeds,
    headers: () => ({
      accept: 'application/prs.hal-forms+json, application/hal+json, application/json;q=0.9',
    }),
    credentials: (token) => ({ authorization: `Bearer ${token}` }),
    document(response, asked): Doc | null | undefined {
      if (response.status === 204) return null;
      const { json, url } = response;
      return isJsonObject(json)
        ? readHal(url, json, { asked, isWhole, itemsRel: items })
        : undefined;
    },
    page(response, asked): PageDoc | undefined {
      const { json, url } = response;
      if (!isJsonObject(json)) return undefined;
      const page = readHalPage(url, json, { asked, isWhole, itemsRel: items });
      if (page === undefined) return undefined;
      const links = isJsonObject(json._links) ? json._links : {};
      return {
        ...page,
        ...placedBy(paging, url, page.items.length, links, sizes),
      };
    },
    refusal: refusalIn,
    expand: (paths, ofItems) =>
      paths.length === 0 || embed === undefined ? [] : embed(paths, ofItems),
    rate: declaredRate,
    templates: linkTemplates,
    window: (start, size) => (paging === undefined ? [] : pickPage(paging, start, size, limits)),
  };
}

/**
 * The error in an answer: that of RFC 9457, or whatever a server says by the names that most use.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
function refusalIn({ json, status }: Response): Refusal | undefined {
  if (status < 400) return undefined;
  if (!isJsonObject(json)) return { message: '' };
  const { title, detail, message, code, error, type, status: _status, ...details } = json;
  const said = [detail, message, title, error].find((each) => typeof each === 'string');
  const named = [code, type === 'about:blank' ? undefined : type, title].find(
    (each) => typeof each === 'string' && each !== said,
  );
  return {
    message: String(said ?? ''),
    ...(named !== undefined && { type: String(named) }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}
