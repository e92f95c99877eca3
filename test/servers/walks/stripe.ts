/** Walks of `stripe-stateful-mock`. Beside each stands why fewer requests cannot do. */
import { type Shop, stripeMap } from '../../../examples/maps/stripe.ts';
import { connect } from '../../../src/index.ts';
import { stripe } from '../../../src/stripe.ts';
import { KEY, startStripe } from '../stripe.ts';
import type { Get, ServerWalk, Suite } from './serverWalk.ts';

interface List<Item> {
  readonly data: readonly Item[];
  readonly has_more: boolean;
}
interface Thing {
  readonly id: string;
}
interface Customer extends Thing {
  readonly email: string;
  readonly sources: List<{ readonly last4: string }>;
  readonly subscriptions: List<Thing>;
}
interface Charge extends Thing {
  readonly amount: number;
  readonly customer: string | null;
  readonly refunds: List<Refund>;
}
interface Refund extends Thing {
  readonly amount: number;
  readonly charge: string;
}
interface Price extends Thing {
  readonly product: string;
}
interface Subscription extends Thing {
  readonly customer: string;
  readonly items: List<{ readonly price: Price }>;
}
interface Product extends Thing {
  readonly name: string;
}

const all = async <Item>(get: Get, path: string): Promise<readonly Item[]> =>
  (await get<List<Item>>(`/v1/${path}`)).data;
const customer = (get: Get, id: string): Promise<Customer> => get<Customer>(`/v1/customers/${id}`);
const cards = ({ sources }: Customer): readonly string[] => sources.data.map(({ last4 }) => last4);

/** Everybody, ten a page. */
async function emails(get: Get): Promise<readonly string[]> {
  const found: string[] = [];
  let after = '';
  for (;;) {
    const page = await get<List<Customer>>(`/v1/customers?limit=10${after}`);
    found.push(...page.data.map(({ email }) => email));
    if (!page.has_more) return found;
    after = `&starting_after=${page.data.at(-1)?.id}`;
  }
}

/** The cards of the first two. */
async function firstCards(get: Get): Promise<readonly (readonly string[])[]> {
  const two = await all<Customer>(get, 'customers?limit=2');
  return Promise.all(
    two.map(async ({ id }) => cards(await customer(get, `${id}?expand[]=sources`))),
  );
}

/** What every item names, each by itself, or each thing once. */
async function named<Item, Found>(
  get: Get,
  path: string,
  address: (item: Item) => string,
  isOnce: boolean,
): Promise<readonly Found[]> {
  const known = new Map<string, Found>();
  const found: Found[] = [];
  for (const item of await all<Item>(get, path)) {
    const at = address(item);
    const thing = (isOnce ? known.get(at) : undefined) ?? (await get<Found>(at));
    known.set(at, thing);
    found.push(thing);
  }
  return found;
}

const walks: readonly ServerWalk<Shop>[] = [
  {
    // They come with the customer, asked for: one.
    run: async (shop) => (await shop.customer('cus_0').sources).map((card) => card.last4),
    plain: async (get) => cards(await customer(get, 'cus_0?expand[]=sources')),
    hand: async (get) => cards(await customer(get, 'cus_0?expand[]=sources')),
  },
  {
    // What is asked for has to be asked for: one.
    run: (shop) => shop.customer('cus_0').email,
    plain: async (get) => (await customer(get, 'cus_0')).email,
    hand: async (get) => (await customer(get, 'cus_0')).email,
  },
  {
    // Both are expanded at once: one.
    run: async (shop) => {
      const found = await shop.customer('cus_1', { expand: ['sources', 'subscriptions'] });
      return [found.sources.length, found.subscriptions.length];
    },
    async plain(get) {
      const { sources } = await customer(get, 'cus_1?expand[]=sources');
      const { subscriptions } = await customer(get, 'cus_1?expand[]=subscriptions');
      return [sources.data.length, subscriptions.data.length];
    },
    async hand(get) {
      const path = 'cus_1?expand[]=sources&expand[]=subscriptions';
      const { sources, subscriptions } = await customer(get, path);
      return [sources.data.length, subscriptions.data.length];
    },
  },
  {
    // Unlike Stripe itself it gives all where nobody says how many: one.
    run: (shop) => shop.customers.items[12].email,
    plain: async (get) => (await all<Customer>(get, 'customers'))[12]?.email,
    hand: async (get) => (await all<Customer>(get, 'customers'))[12]?.email,
  },
  {
    // 23 of them, ten a page, and each page begins behind the last one: three.
    run: async (shop) => {
      const found = [];
      for await (const one of shop.customers({ limit: 10 })) found.push(one.email);
      return found;
    },
    plain: emails,
    hand: emails,
  },
  {
    // In a list it expands nothing: the list, and each of the two: three.
    run: (shop) =>
      shop
        .customers({ limit: 2 })
        .take(2)
        .map((each) => each.sources.map((card) => card.last4)),
    plain: firstCards,
    hand: firstCards,
  },
  {
    // It forgets whose a charge is: `null` leads nowhere, and costs nothing beside the list: one.
    run: (shop) => shop.charges.items[0].customer.email,
    plain: async (get) => (await all<Charge>(get, 'charges'))[0]?.customer,
    hand: async (get) => (await all<Charge>(get, 'charges'))[0]?.customer,
  },
  {
    // The refunds stand in their charges, and are all that there are: one.
    run: (shop) => shop.charges.map((charge) => charge.refunds.map((refund) => refund.amount)),
    async plain(get) {
      const amounts: number[][] = [];
      for (const { id } of await all<Charge>(get, 'charges')) {
        const refunds = await all<Refund>(get, `charges/${id}/refunds`);
        amounts.push(refunds.map(({ amount }) => amount));
      }
      return amounts;
    },
    hand: async (get) =>
      (await all<Charge>(get, 'charges')).map(({ refunds }) =>
        refunds.data.map(({ amount }) => amount),
      ),
  },
  {
    // Three refunds of one charge, which it does not expand: two.
    run: (shop) => shop.refunds.map((refund) => refund.charge.amount),
    plain: (get) => chargeAmounts(get, false),
    hand: (get) => chargeAmounts(get, true),
  },
  {
    // The id stands in the refund: one.
    run: async (shop) => (await shop.refunds.items[0].charge.id).slice(0, 3),
    async plain(get) {
      const [first] = await all<Refund>(get, 'refunds');
      return (await get<Charge>(`/v1/charges/${first?.charge}`)).id.slice(0, 3);
    },
    hand: async (get) => (await all<Refund>(get, 'refunds'))[0]?.charge.slice(0, 3),
  },
  {
    // Three subscriptions of two customers, whom it does not expand: three.
    run: (shop) => shop.subscriptions.map((subscription) => subscription.customer.email),
    plain: (get) => subscribers(get, false),
    hand: (get) => subscribers(get, true),
  },
  {
    // The price stands in the item; its product is deeper than a path may be, and the same in all: two.
    run: (shop) =>
      shop.subscriptions.map((each) => each.items.map((item) => item.price.product.name)),
    async plain(get) {
      const found: string[][] = [];
      for (const { items } of await all<Subscription>(get, 'subscriptions')) {
        const names: string[] = [];
        for (const { price } of items.data) {
          names.push((await get<Product>(`/v1/products/${price.product}`)).name);
        }
        found.push(names);
      }
      return found;
    },
    async hand(get) {
      const subscriptions = await all<Subscription>(get, 'subscriptions');
      const { name } = await get<Product>('/v1/products/prod_tea');
      return subscriptions.map(({ items }) => items.data.map(() => name));
    },
  },
  {
    // The product is named in the list, and not expanded: two.
    run: (shop) => shop.prices.items[0].product.name,
    plain: productName,
    hand: productName,
  },
  {
    // That there is none has to be asked: one.
    run: (shop) => shop.customer('cus_none').email,
    plain: (get) => customer(get, 'cus_none'),
    hand: (get) => customer(get, 'cus_none'),
  },
];

async function chargeAmounts(get: Get, isOnce: boolean): Promise<readonly number[]> {
  const at = ({ charge }: Refund): string => `/v1/charges/${charge}`;
  return (await named<Refund, Charge>(get, 'refunds', at, isOnce)).map(({ amount }) => amount);
}

async function subscribers(get: Get, isOnce: boolean): Promise<readonly string[]> {
  const at = ({ customer: id }: Subscription): string => `/v1/customers/${id}`;
  const found = await named<Subscription, Customer>(get, 'subscriptions', at, isOnce);
  return found.map(({ email }) => email);
}

async function productName(get: Get): Promise<string> {
  const [first] = await all<Price>(get, 'prices');
  return (await get<Product>(`/v1/products/${first?.product}`)).name;
}

export const stripeSuite: Suite<Shop> = {
  name: 'stripe-stateful-mock (Stripe)',
  needs: 'stripe-stateful-mock',
  start: startStripe,
  open: ({ origin }) => connect<Shop>(stripe, stripeMap, { endpoint: origin, token: KEY }),
  headers: () => ({ authorization: `Bearer ${KEY}` }),
  reach: (address, { origin }) => origin + address,
  walks,
};
