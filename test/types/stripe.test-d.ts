/** Stripe's example map: the types follow what is expanded. */
import { type Action, type Chain, connect, type Temporal } from 'hypchat';
import { stripe } from 'hypchat/stripe';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type Charge,
  type Customer,
  type CustomerChain,
  type CustomerRef,
  type MaybeCustomerChain,
  type Product,
  type Refund,
  type Shop,
  stripeMap,
} from '../../examples/maps/stripe.ts';

const shop = connect<Shop>(stripe, stripeMap, { endpoint: 'https://api.stripe.com' });

describe('an object that is named by its id', () => {
  it('is a chain from the charge on, and may turn out to be null', async () => {
    expectTypeOf(shop.charge('ch_1').customer).toEqualTypeOf<MaybeCustomerChain>();
    expectTypeOf(shop.charge('ch_1').customer.email).resolves.toEqualTypeOf<string | null>();
    expectTypeOf(shop.refund('re_1').charge.customer.email).resolves.toEqualTypeOf<string | null>();
  });

  it('holds no more than its id in a charge that was read without it', async () => {
    const charge = await shop.charge('ch_1');
    expectTypeOf(charge).toEqualTypeOf<Charge>();
    expectTypeOf(charge.amount).toEqualTypeOf<number>();
    expectTypeOf(charge.created).toEqualTypeOf<Temporal.Instant>();
    expectTypeOf(charge.customer).toEqualTypeOf<CustomerRef | null>();
    expectTypeOf(charge.customer?.id).toEqualTypeOf<string | undefined>();
    expectTypeOf(charge.customer?.email).toEqualTypeOf<Chain<string | null> | undefined>();
  });

  it('is whole in a charge that was read with it', async () => {
    const charge = await shop.charge('ch_1', { expand: 'customer' });
    expectTypeOf(charge.customer?.email).toEqualTypeOf<string | null | undefined>();
    const refund = await shop.refund('re_1', { expand: 'charge.customer' });
    expectTypeOf(refund.charge.amount).toEqualTypeOf<number>();
    expectTypeOf(refund.charge.customer?.email).toEqualTypeOf<string | null | undefined>();
  });

  it('is whole in each item of a list that was read with it', async () => {
    const page = await shop.charges({ expand: 'items.customer', limit: 3 });
    expectTypeOf(page.has_more).toEqualTypeOf<boolean>();
    expectTypeOf(page.items[0]?.customer?.email).toEqualTypeOf<string | null | undefined>();
    for await (const charge of shop.charges({ expand: 'items.customer' })) {
      expectTypeOf(charge.customer?.name).toEqualTypeOf<string | null | undefined>();
    }
    const plain = await shop.charges({ limit: 3 });
    expectTypeOf(plain.items[0]?.customer).toEqualTypeOf<CustomerRef | null | undefined>();
  });

  it('goes on from what an action gave, which may be made and read by one request', () => {
    const refund = shop.refunds.create({ charge: 'ch_1' });
    expectTypeOf(refund.charge.customer.email).resolves.toEqualTypeOf<string | null>();
    const charge = shop.charge('ch_1').update({ description: 'Tea' });
    expectTypeOf(charge.customer.email).resolves.toEqualTypeOf<string | null>();
    expectTypeOf(charge).resolves.toEqualTypeOf<Charge>();
  });

  it('is a value where a lambda reads it', () => {
    expectTypeOf(shop.charges.map(({ customer }) => customer?.email)).resolves.toEqualTypeOf<
      (string | null | undefined)[]
    >();
    expectTypeOf(
      shop.subscriptions.map(({ items }) => items.map(({ price }) => price.product.name)),
    ).resolves.toEqualTypeOf<string[][]>();
  });

  it('is no more than its id where a lambda returns it, and all of it where it is looked for', () => {
    const customers = shop.charges.map(({ customer }) => customer);
    expectTypeOf(customers).resolves.toEqualTypeOf<(CustomerRef | null)[]>();
    expectTypeOf(customers.find((each) => each !== null)).resolves.toEqualTypeOf<
      Customer | null | undefined
    >();
  });

  it('is given to an action as a chain, as what was read, or as its id', () => {
    const create = { amount: 500, currency: 'usd' };
    expectTypeOf(shop.charges.create({ ...create, customer: 'cus_1' })).toExtend<Action<unknown>>();
    expectTypeOf(shop.charges.create({ ...create, customer: shop.customer('cus_1') })).toExtend<
      Action<unknown>
    >();
    // @ts-expect-error -- a product pays for nothing
    shop.charges.create({ ...create, customer: shop.product('prod_1') });
  });
});

describe('what only an expansion brings', () => {
  it('is a chain, until it was asked for', async () => {
    const customer = await shop.customer('cus_1');
    expectTypeOf(customer).toEqualTypeOf<Customer>();
    expectTypeOf(customer.sources).resolves.toExtend<readonly { readonly last4: string }[]>();
    const expanded = await shop.customer('cus_1', { expand: ['sources', 'subscriptions'] });
    expectTypeOf(expanded.sources[0]?.last4).toEqualTypeOf<string | undefined>();
    expectTypeOf(expanded.subscriptions[0]?.items[0]?.price.unit_amount).toEqualTypeOf<
      number | null | undefined
    >();
    const one = await shop.customer('cus_1', { expand: 'sources' });
    expectTypeOf(one.subscriptions).resolves.toExtend<readonly object[]>();
  });
});

describe('a path that cannot be expanded', () => {
  it('does not compile', () => {
    // @ts-expect-error -- an e-mail address is no object
    shop.customer('cus_1', { expand: 'email' });
    // @ts-expect-error -- a refund names a charge, and that its customer, who has no owner
    shop.refund('re_1', { expand: 'charge.owner' });
    // @ts-expect-error -- in a list, paths begin with its items
    shop.charges({ expand: 'customer' });
  });
});

describe('lists', () => {
  it('bear what stands beside their objects, and go by index, lambdas and loops', async () => {
    expectTypeOf(await shop.products).toHaveProperty('has_more');
    expectTypeOf(shop.products.items[0].name).resolves.toEqualTypeOf<string>();
    expectTypeOf(shop.products.find(({ active }) => active)).resolves.toEqualTypeOf<
      Product | undefined
    >();
    for await (const refund of shop.refunds) expectTypeOf(refund).toEqualTypeOf<Refund>();
    expectTypeOf(
      shop.charge('ch_1').refunds.items[0].charge.customer,
    ).toEqualTypeOf<MaybeCustomerChain>();
    expectTypeOf(shop.customers.items[3]).toEqualTypeOf<CustomerChain>();
  });
});
