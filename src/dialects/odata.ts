/**
 * How OData v4 spells entities, navigation, expansion, pages and errors.
 *
 * What an entity is, and where it lies, the documents themselves hardly say: the kinds of the link map do, whose addresses are those
 * of entities by their keys (`Books({ID})`), with a hole for each key named as the property that holds it.
 *
 * @see https://docs.oasis-open.org/odata/odata-json-format/v4.01/odata-json-format-v4.01.html
 */

import type { Limits } from '../plan/ask/limits.ts';
import type { Doc, PageDoc } from '../plan/known/document.ts';
import { filled, holesOf, patternOf } from '../plan/map/ids.ts';
import { kindOf } from '../plan/map/members.ts';
import { isOneOf, kindsIn } from '../plan/map/oneOf.ts';
import { selectFields } from '../plan/program/selectFields.ts';
import type { LinkMap } from '../types/linkMap.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { ActionRequest, GivenKind, WrittenAction } from './ActionRequest.ts';
import type { Asked } from './Asked.ts';
import { checkOptions } from './checkOptions.ts';
import type { Dialect, Refusal, Response } from './Dialect.ts';
import { declaredRate } from './declaredRate.ts';
import { type ExpansionTree, expansionTree } from './expansionTree.ts';
import { readEntity, readEntitySet } from './odataDocument.ts';
import { ledTo, selectedAt } from './odataSelect.ts';
import { type Paging, pickPage, startOf } from './pageWindows.ts';

/** What differs from one OData service to another. */
export interface ODataOptions {
  /** What people call the API: it stands in errors. Default: `The OData service`. */
  readonly name?: string | undefined;
  /** The greatest number of items that is asked for at once; default 1000. A service may give fewer, and says how it goes on. */
  readonly pageSize?: number | undefined;
  /** How many items a page has that is asked without a size; default 100. */
  readonly defaultPageSize?: number | undefined;
  /**
   * Whether entities are asked for no more than the properties that are read of them, by `$select`, where all that is read is known
   * before it is asked: by chains that end at a value, and by lambdas that give data. Default `false`: a lambda that reads more on data than
   * on samples, in a branch, then costs one request more.
   */
  readonly select?: boolean | undefined;
  /**
   * How several entities are asked for by their keys, of kinds of which the map says `many`: `in` by `ID in (1,2)`, which came with
   * OData 4.01, or `or` by `ID eq 1 or ID eq 2`. Default: they are asked for one by one.
   */
  readonly many?: 'in' | 'or' | undefined;
}

const OPTIONS: Readonly<Record<keyof ODataOptions, true>> = {
  ...{ name: true, pageSize: true, defaultPageSize: true, select: true, many: true },
};
const PAGING: Paging = { by: 'offset', start: '$skip', size: '$top' };

/**
 * The dialect of an OData v4 service.
 *
 * @example
 * ```ts
 * const root = connect<Bookshop>(odata(), bookshopMap, { endpoint: 'https://shop.example.com/odata/v4/admin' });
 * await root.books.map((book) => book.author.name);
 * // GET /odata/v4/admin/Books?$skip=0&$top=1000&$expand=author
 * ```
 */
export function odata(options: ODataOptions = {}): Dialect {
  checkOptions('odata', options, OPTIONS);
  const { name = 'The OData service', pageSize = 1000, many } = options;
  const defaultPageSize = options.defaultPageSize ?? Math.min(100, pageSize);
  const limits: Limits = { pageSize, defaultPageSize };
  return {
    name,
    limits,
    // What is expanded without a choice of properties is all that its own address would give.
    expands: 'whole',
    headers: () => ({
      accept: 'application/json;odata.metadata=minimal',
      'odata-maxversion': '4.01',
    }),
    write: bindReferences,
    credentials: (token) => ({ authorization: `Bearer ${token}` }),
    document(response, asked): Doc | null | undefined {
      // What a to-one navigation leads to, where it leads to nothing.
      if (response.status === 204) return null;
      const { json } = response;
      if (!isJsonObject(json)) return undefined;
      return readEntity(response.url, json, asked);
    },
    page(response, asked): PageDoc | undefined {
      const { json, url } = response;
      if (!isJsonObject(json) || !Array.isArray(json.value)) return undefined;
      // It limits what comes altogether: its silence says nothing of what lies behind.
      const top = Number(new URL(url).searchParams.get('$top'));
      const limit = top > 0 ? { limit: Math.min(top, options.pageSize ?? top) } : {};
      const page = { ...readEntitySet(url, json, asked), ...limit };
      // Where a service goes on by a token, only it knows where it is.
      const isByToken = new URL(url).searchParams.has('$skiptoken');
      const start = isByToken ? undefined : startOf(PAGING, url);
      return start === undefined ? page : { ...page, start };
    },
    refusal: refusalIn,
    selects: options.select ? selectFields : undefined,
    expand(paths, _ofItems, asked) {
      const tree = expansionTree(paths);
      const names = selectedAt(asked, asked.kind, tree);
      return [
        ...(names === undefined ? [] : [['$select', names.join(',')] as const]),
        ...(tree.size === 0 ? [] : [['$expand', expandQuery(tree, asked.kind, asked)] as const]),
      ];
    },
    rate: declaredRate,
    window: (start, size) => pickPage(PAGING, start, size, limits),
    ...(many !== undefined && {
      many: (ids, kind, { map }) => [
        ['$filter', filterOf(ids, map.kinds[kind]?.address ?? '', many)],
        ['$top', String(ids.length)],
      ],
    }),
  };
}

/** Writes what an action gives a navigation property: `author@odata.bind` takes the address of an entity, below the root. */
function bindReferences({ action, body, kinds, map }: ActionRequest): WrittenAction {
  if (body === undefined) return {};
  const bound = Object.entries(action.parameters).flatMap(([name, parameter]) => {
    const { wire = name, kind = parameter.each?.kind } = parameter;
    if (!/@(?:odata\.)?bind$/.test(wire) || !Object.hasOwn(body, wire)) return [];
    const toAddress = (id: unknown, given: GivenKind): unknown =>
      typeof id === 'string' || typeof id === 'number'
        ? addressOf(wire, String(id), typeof given === 'string' ? given : kind, map)
        : id;
    const value = body[wire];
    const given = kinds[wire];
    const all = Array.isArray(value)
      ? value.map((each, at) => toAddress(each, Array.isArray(given) ? given[at] : undefined))
      : toAddress(value, given);
    return [[wire, all] as const];
  });
  return bound.length === 0 ? {} : { body: { ...body, ...Object.fromEntries(bound) } };
}

/**
 * The address of an entity, by its key; what is an address already stays one.
 *
 * @throws {TypeError} Where entities of several kinds may be meant that lie at addresses of several forms: a key does not say which.
 */
function addressOf(wire: string, id: string, kind: string | undefined, map: LinkMap): string {
  const template = kindOf(map, kind)?.address;
  if (template !== undefined) return addressIn(template, id);
  if (!isOneOf(map, kind)) return id;
  const forms = kindsIn(map, kind).flatMap((each) => kindOf(map, each)?.address ?? []);
  if (forms.length === 0 || forms.some((form) => patternOf(form)?.test(id))) return id;
  throw new TypeError(
    `\`${wire}\` may be of several kinds, of which a key does not say which it is: give the entity itself, or its address, such as ${forms.join(' or ')}`,
  );
}

/** A template with an id in it, whose parts have slashes between. What has another number of parts is an address already. */
function addressIn(template: string, id: string): string {
  const count = holesOf(template).length;
  const parts = count === 1 ? [id] : id.split('/');
  if (parts.length !== count) return id;
  return filled(template, () => encodeURIComponent(parts.shift() ?? ''));
}

/** A tree as the value of `$expand`: `author($select=name;$expand=books),genre`. */
function expandQuery(tree: ExpansionTree, kind: string | undefined, asked: Asked): string {
  return [...tree]
    .map(([name, inner]) => {
      const to = ledTo(asked.map, kind, name);
      const names = selectedAt(asked, to, inner);
      const options = [
        ...(names === undefined ? [] : [`$select=${names.join(',')}`]),
        ...(inner.size === 0 ? [] : [`$expand=${expandQuery(inner, to, asked)}`]),
      ];
      return options.length === 0 ? name : `${name}(${options.join(';')})`;
    })
    .join(',');
}

/** A key in an address: `{ID}` in `Books({ID})`; with what it is written in, and its name where that stands before it. */
const KEY = /('?)\{\+?(\w+)\}\1/g;

/** The filter that entities with these keys pass. @param address - Of their kind: it says what the keys are called, and which are texts. */
function filterOf(ids: readonly string[], address: string, many: 'in' | 'or'): string {
  const keys = [...address.matchAll(KEY)].map(([, quote = '', name = '']) => ({ quote, name }));
  const [first] = keys;
  const { quote = '', name = '' } = first ?? {};
  if (many === 'in' && keys.length === 1) {
    return `${name} in (${ids.map((id) => literal(id, quote)).join(',')})`;
  }
  const all = ids.map((id) => {
    const parts = keys.length === 1 ? [id] : id.split('/');
    const each = keys.map(({ quote, name }, at) => `${name} eq ${literal(parts[at] ?? '', quote)}`);
    return each.length === 1 ? each.join() : `(${each.join(' and ')})`;
  });
  return all.join(' or ');
}

/** A key in a filter. Within quotes, a quote is written twice. */
function literal(key: string, quote: string): string {
  return quote === '' ? key : `'${key.replaceAll("'", "''")}'`;
}

/** The error in an answer. Some services write its message as an object, as OData v2 did. */
function refusalIn({ json, status }: Response): Refusal | undefined {
  const error = isJsonObject(json) ? json.error : undefined;
  if (!isJsonObject(error)) return status < 400 ? undefined : { message: '' };
  const { message, code, target, ...rest } = error;
  const details = Object.fromEntries(
    Object.entries(rest).filter(([name]) => name === 'details' || name === 'innererror'),
  );
  return {
    message: messageOf(message),
    ...(typeof code === 'string' && code !== '' && { type: code }),
    ...(typeof target === 'string' && { field: target }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}

function messageOf(message: Json | undefined): string {
  if (typeof message === 'string') return message;
  const value = isJsonObject(message) ? (message as JsonObject).value : undefined;
  return typeof value === 'string' ? value : '';
}
