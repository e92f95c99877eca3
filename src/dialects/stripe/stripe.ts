/**
 * How Stripe's API spells objects, expansion, lists and errors.
 *
 * What kinds of object there are is the map's to say: Stripe has some 770, of which nobody uses all.
 *
 * @see https://docs.stripe.com/api
 */
import { Doc, type PageDoc } from '../../plan/known/document.ts';
import { isJsonObject, type JsonObject } from '../../values/json.ts';
import type { ActionRequest, WrittenAction } from '../ActionRequest.ts';
import { addressIn, idOf } from '../addressIn.ts';
import { bracketed } from '../bracketed.ts';
import type { Dialect, Refusal, Response } from '../Dialect.ts';
import { expansionOf } from './expansionOf.ts';
import { isList, type List, StripeDoc, toItem } from './StripeDoc.ts';
import { stripeRate } from './stripeRate.ts';

/** Stripe's API. */
export const stripe: Dialect = {
  name: 'Stripe',
  // Four names deep, that of a list's items counted.
  limits: { pageSize: 100, defaultPageSize: 10, expandDepth: 4 },
  expands: 'whole',
  credentials: (token) => ({ authorization: `Bearer ${token}` }),
  document({ json, url }, asked): Doc | undefined {
    if (!isJsonObject(json) || isList(json)) return undefined;
    return new StripeDoc(json, url, addressIn(json, asked.kind, asked));
  },
  page(response): PageDoc | undefined {
    const { json, url } = response;
    if (!isList(json)) return undefined;
    const { data, ...rest } = json;
    return {
      items: data.map((each) => toItem(each, url)),
      ...nextOf(json, url),
      doc: new Doc(undefined, new Map(), new Map(Object.entries(rest))),
    };
  },
  refusal: toRefusal,
  expand: expansionOf,
  // Nothing can be asked for by its index.
  window: (start, size) => (start === 0 ? [['limit', String(size)]] : []),
  write: writeForm,
  rate: stripeRate,
};

/** Writes an action as Rails and PHP read forms, `metadata[tier]=gold`, with what its answer is to bring expanded. */
function writeForm({ method, body, gives, paths, map }: ActionRequest): WrittenAction {
  // What is deleted names nobody any more.
  const wanted = method === 'DELETE' ? [] : paths;
  const { query, asked } = expansionOf(wanted, false, { kind: gives, map });
  if (query.length === 0) return body === undefined ? {} : { form: 'form', body: bracketed(body) };
  const expand = query.map(([, path]) => path);
  return { form: 'form', body: { ...bracketed(body ?? {}), 'expand[]': expand }, asked };
}

/** How a list goes on. */
function nextOf(list: List, base: string): Pick<PageDoc, 'next' | 'unreadable'> {
  const { has_more: hasMore, next_page: token, next_page_url: href, data } = list;
  const next = new URL(base);
  if (typeof href === 'string') {
    return URL.canParse(href, base)
      ? { next: new URL(href, base).href }
      : { unreadable: JSON.stringify(href) };
  }
  if (hasMore !== true) return {};
  if (typeof token === 'string') {
    next.searchParams.set('page', token);
    return { next: next.href };
  }
  const last = idOf(data.at(-1));
  // One that ends before an object goes on backwards, page by page, while the objects of each page stand in their order.
  if (last === undefined || next.searchParams.has('ending_before')) {
    const { data: _data, ...rest } = list;
    return { unreadable: JSON.stringify(rest) };
  }
  next.searchParams.set('starting_after', String(last));
  return { next: next.href };
}

/** What Stripe says when it refuses: `{ error: { type, code, message, param } }`. */
function toRefusal({ status, json }: Response): Refusal | undefined {
  if (status < 400) return undefined;
  const error = isJsonObject(json) && isJsonObject(json.error) ? json.error : NO_ERROR;
  const { message, type, param, ...details } = error;
  return {
    message: typeof message === 'string' ? message : '',
    ...(typeof type === 'string' && { type }),
    ...(typeof param === 'string' && param !== '' && { field: param }),
    ...(Object.keys(details).length > 0 && { details }),
  };
}

const NO_ERROR: JsonObject = {};
