/**
 * A made-up Stripe, as strict as the one that it stands for: what cannot be expanded, or lies deeper than four names, is a 400.
 *
 * @see https://docs.stripe.com/api/expanding_objects
 */
import type { Json, JsonObject } from '../../src/index.ts';
import { type Answer, isObject } from '../living/madeUp.ts';

/** What stands where in Stripe's objects. */
const EXPANDABLE: Readonly<Record<string, readonly string[]>> = {
  customer: ['sources', 'subscriptions'],
  card: ['customer'],
  charge: ['customer', 'invoice'],
  refund: ['charge'],
  price: ['product'],
  subscription: ['customer', 'latest_invoice'],
};

/** A list as it stands in an object. */
export const listOf = (url: string, data: readonly Json[], hasMore = false): JsonObject => ({
  object: 'list',
  url,
  has_more: hasMore,
  data,
});

/** Its objects by id; what is `hidden` of one comes only expanded. */
export interface Stored {
  readonly [id: string]: { readonly json: JsonObject; readonly hidden?: JsonObject };
}

/** A customer. */
export const customer = (id: string, email: string): JsonObject => ({
  ...{ id, object: 'customer', email, name: null, description: null, created: 1_700_000_000 },
  metadata: { tier: 'gold' },
});
const price: JsonObject = { id: 'price_1', object: 'price', unit_amount: 500, product: 'prod_1' };
const item: JsonObject = { id: 'si_1', object: 'subscription_item', quantity: 2, price };
const subscription: JsonObject = {
  ...{ id: 'sub_1', object: 'subscription', status: 'active', customer: 'cus_1' },
  items: listOf('/v1/subscription_items?subscription=sub_1', [item]),
};
const charge = (
  id: string,
  of: string | null,
  refunds: readonly JsonObject[] = [],
  more = false,
) => ({
  ...{ id, object: 'charge', amount: 900, currency: 'usd', customer: of, created: 1_700_000_000 },
  refunds: listOf(`/v1/charges/${id}/refunds`, refunds, more),
});
/** A refund of a charge. */
export const refund = (id: string, of: string): JsonObject => ({
  ...{ id, object: 'refund', amount: 50, status: 'succeeded', charge: of },
});

/** A small shop. */
export const STORED: Stored = {
  cus_1: {
    json: customer('cus_1', 'ann@example.com'),
    hidden: {
      sources: listOf('/v1/customers/cus_1/sources', [
        { id: 'card_1', object: 'card', brand: 'Visa', last4: '4242', customer: 'cus_1' },
      ]),
      subscriptions: listOf('/v1/customers/cus_1/subscriptions', [subscription]),
    },
  },
  cus_2: {
    json: customer('cus_2', 'bo@example.com'),
    hidden: { sources: listOf('/v1/customers/cus_2/sources', []) },
  },
  cus_3: { json: { id: 'cus_3', object: 'customer', deleted: true } },
  ch_1: { json: charge('ch_1', 'cus_1', [refund('re_1', 'ch_1')]) },
  ch_2: { json: charge('ch_2', 'cus_2', [refund('re_2', 'ch_2')], true) },
  ch_3: { json: charge('ch_3', null) },
  ch_4: { json: charge('ch_4', 'cus_3') },
  re_1: { json: refund('re_1', 'ch_1') },
  re_2: { json: refund('re_2', 'ch_2') },
  re_3: { json: refund('re_3', 'ch_2') },
  prod_1: { json: { id: 'prod_1', object: 'product', name: 'Tea', active: true } },
  price_1: { json: price },
  acct_1: { json: { id: 'acct_1', object: 'account', country: 'NL' } },
  sub_1: { json: subscription },
};

class Refused extends Error {}

/** Answers a request for an object, or for a list of those of a kind. */
export function answerOf(stored: Stored, path: string, query: URLSearchParams): Answer {
  const paths = query.getAll('expand[]');
  const [, , kinds = '', id] = path.split('/');
  return checked(paths, () => {
    if (id !== undefined) {
      const found = stored[id];
      if (found === undefined) return refusal(404, `No such ${kinds.slice(0, -1)}: '${id}'`, 'id');
      return expanded(stored, found.json, paths);
    }
    const all = Object.values(stored).filter(({ json }) => `${json.object}s` === kinds);
    const after = all.findIndex(({ json }) => json.id === query.get('starting_after')) + 1;
    const end = after + Number(query.get('limit') ?? 10);
    const data = all.slice(after, end).map(({ json }) => json);
    return expanded(stored, listOf(path, data, end < all.length), paths);
  });
}

/** An answer, or that these paths cannot be expanded. */
function checked(paths: readonly string[], answer: () => Answer): Answer {
  try {
    for (const each of paths) {
      if (each.split('.').length > 4) throw new Refused('You cannot expand more than 4 levels');
    }
    return answer();
  } catch (error) {
    if (error instanceof Refused) return refusal(400, error.message, 'expand');
    throw error;
  }
}

function refusal(status: number, message: string, param: string): Answer {
  const error = { type: 'invalid_request_error', code: 'resource_missing', message, param };
  return { answer: Response.json({ error }, { status }) };
}

function expanded(stored: Stored, json: JsonObject, paths: readonly string[]): JsonObject {
  const { object, id } = json;
  const hidden = typeof id === 'string' ? (stored[id]?.hidden ?? {}) : {};
  const found: Record<string, Json> = { ...json };
  const names = new Set(paths.map((path) => path.split('.', 1)[0] ?? ''));
  for (const name of names) {
    const deeper = paths
      .filter((path) => path.startsWith(`${name}.`))
      .map((path) => path.slice(name.length + 1));
    const value = Object.hasOwn(found, name) ? found[name] : hidden[name];
    const mayBe = EXPANDABLE[String(object)]?.includes(name) ?? false;
    if (paths.includes(name) && !mayBe) {
      throw new Refused(`This property cannot be expanded (${name}).`);
    }
    const whole = typeof value === 'string' ? stored[value]?.json : value;
    if (whole === undefined) throw new Refused(`This property cannot be expanded (${name}).`);
    if (Array.isArray(whole)) {
      found[name] = whole.map((each: Json) =>
        isObject(each) ? expanded(stored, each, deeper) : each,
      );
    } else found[name] = isObject(whole) ? expanded(stored, whole, deeper) : whole;
  }
  return found;
}

/** Answers a request of the shop, also one that changes something: what it changes stays as it was. */
export async function answerStripe(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method === 'GET') {
    const answer = answerOf(STORED, pathname, searchParams);
    return answer.answer instanceof Response ? answer.answer : Response.json(answer);
  }
  const form = new URLSearchParams(await request.text());
  const paths = form.getAll('expand[]');
  form.delete('expand[]');
  const fields = Object.fromEntries(form);
  const [, , kinds = '', id] = pathname.split('/');
  const before = id === undefined ? { id: 're_new', object: kinds.slice(0, -1) } : STORED[id]?.json;
  const amount = fields.amount === undefined ? {} : { amount: Number(fields.amount) };
  const made = { ...before, ...fields, ...amount };
  // What cannot be expanded is refused, and nothing is made.
  const answer = checked(paths, () => expanded(STORED, made, paths));
  return answer.answer instanceof Response ? answer.answer : Response.json(answer);
}
