/** Stripe, on stripe-stateful-mock. */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type Shop, stripeMap } from '../../examples/maps/stripe.ts';
import { connect, PaymentRequiredError, TooManyRequestsError } from '../../src/index.ts';
import { stripe } from '../../src/stripe.ts';
import { settle } from '../helpers/settle.ts';
import { isInstalled } from './isInstalled.ts';
import { itOn } from './itOn.ts';
import type { RunningServer } from './startServer.ts';
import { KEY } from './stripe.ts';
import { checkWalks } from './walks/checkSuite.ts';
import { stripeSuite as suite } from './walks/stripe.ts';

let server: RunningServer;
beforeAll(async () => {
  if (isInstalled(suite.needs)) server = await suite.start();
});
afterAll(() => server?.close());

checkWalks(suite, () => server);

describe('an action on Stripe', () => {
  itOn(suite.needs)(
    'is written as a form, with brackets for what stands in one another',
    async () => {
      const shop = suite.open(server);
      server.forget();
      const update = { description: 'Pays late', metadata: { tier: 'gold' } };
      await shop.customer('cus_2').update(update);

      expect(server.sent[0]?.body).toBe('description=Pays+late&metadata%5Btier%5D=gold');
      expect(await shop.customer('cus_2')).toMatchObject(update);
    },
  );

  itOn(suite.needs)('takes an object as a chain, and gives what was made', async () => {
    const shop = suite.open(server);
    server.forget();
    const refund = await shop.refunds.create({ charge: shop.charges.items[1], amount: 60 });

    expect(refund).toMatchObject({ amount: 60, status: 'succeeded' });
    expect(server.requests).toEqual(['GET /v1/charges?limit=2', 'POST /v1/refunds']);
  });

  itOn(suite.needs)(
    'brings what is read of what it gives, expanded, by the same request',
    async () => {
      const shop = suite.open(server);
      server.forget();
      const cards = await shop.customer('cus_2').update({ description: 'Pays late' }).sources;

      expect(server.requests).toEqual(['POST /v1/customers/cus_2']);
      expect(server.sent[0]?.body).toContain('expand%5B%5D=sources');
      expect(cards.map(({ last4 }) => last4)).toEqual(
        (await shop.customer('cus_2').sources).map(({ last4 }) => last4),
      );
    },
  );

  itOn(suite.needs)('is done once for each idempotency key', async () => {
    const shop = suite.open(server);
    const customer = { email: 'once@example.com', idempotencyKey: 'order-12' };
    const first = await shop.customers.create(customer);
    const again = await shop.customers.create(customer);
    const other = await shop.customers.create({ email: 'once@example.com' });

    expect(again.id).toBe(first.id);
    expect(other.id).not.toBe(first.id);
  });

  itOn(suite.needs)('that is refused says why, in Stripe’s words', async () => {
    const shop = suite.open(server);
    const charge = shop.charges.create({
      amount: 500,
      currency: 'usd',
      source: 'tok_chargeDeclinedInsufficientFunds',
    });
    const error = await settle(charge).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(PaymentRequiredError);
    expect(error).toMatchObject({
      type: 'card_error',
      details: { code: 'card_declined', decline_code: 'insufficient_funds' },
    });
  });

  itOn(suite.needs)('is refused where there are too many', async () => {
    const options = { endpoint: server.origin, token: KEY, longestWaitMs: 0 };
    const shop = connect<Shop>(stripe, stripeMap, options);
    const charge = shop.charges.create({ amount: 500, currency: 'usd', source: 'tok_429' });

    await expect(settle(charge)).rejects.toBeInstanceOf(TooManyRequestsError);
  });
});
