/** What Stripe is asked to expand while it makes or changes something. */
import { describe, expect, it } from 'vitest';
import { type Shop, stripeMap } from '../../examples/maps/stripe.ts';
import { BadRequestError, type Chain, connect, explain, member, trace } from '../../src/index.ts';
import { stripe } from '../../src/stripe.ts';
import { settle } from '../helpers/settle.ts';
import { errorOf } from '../living/sending.ts';
import { answerStripe } from './madeUpStripe.ts';

/** A client of the made-up Stripe, and what this was sent: `POST /v1/refunds charge=ch_1`. */
function open(map = stripeMap): { readonly root: Shop; readonly sent: string[] } {
  const sent: string[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const body = decodeURIComponent(await request.clone().text());
    sent.push(`${request.method} ${decodeURIComponent(pathname + search)} ${body}`.trimEnd());
    return answerStripe(request);
  };
  return { root: connect<Shop>(stripe, map, { endpoint: 'https://api.stripe.com', fetch }), sent };
}

describe('what is read of an object that is made', () => {
  it('comes with it, expanded', async () => {
    const { root, sent } = open();
    const made = root.refunds.create({ charge: 'ch_1', amount: 50 });

    expect(await made.charge.customer.email).toBe('ann@example.com');
    expect(sent).toEqual(['POST /v1/refunds charge=ch_1&amount=50&expand[]=charge.customer']);
  });

  it('comes for all chains that go on from it, by one request', async () => {
    const { root, sent } = open();
    const made = root.refunds.create({ charge: 'ch_1', amount: 50 });

    expect(
      await Promise.all([made.amount, made.charge.amount, made.charge.customer.email]),
    ).toEqual([50, 900, 'ann@example.com']);
    expect(sent).toHaveLength(1);
  });

  it('comes with what was changed as well, and as deep as Stripe goes', async () => {
    const { root, sent } = open();

    expect(await root.charge('ch_1').update({ description: 'Tea' }).customer.email).toBe(
      'ann@example.com',
    );
    expect(sent).toEqual(['POST /v1/charges/ch_1 description=Tea&expand[]=customer']);
  });

  it('is asked for later where the action was awaited by then', async () => {
    const { root, sent } = open();
    const made = await root.refunds.create({ charge: 'ch_1', amount: 50 });

    expect(await made.charge.amount).toBe(900);
    expect(sent).toEqual(['POST /v1/refunds charge=ch_1&amount=50', 'GET /v1/charges/ch_1']);
  });

  it('is foretold by a plan, and told by a trace, with the very request', async () => {
    const { root } = open();
    const chain = (): object => root.refunds.create({ charge: 'ch_1', amount: 50 }).charge.customer;
    const plan = explain(chain() as Chain<unknown>);
    const { requests } = await trace(chain() as Chain<unknown>);

    expect(plan.bill).toEqual({ least: 1, most: 1 });
    expect(plan.requests[0]?.body).toEqual({
      charge: 'ch_1',
      amount: '50',
      'expand[]': ['charge.customer'],
    });
    expect(requests).toHaveLength(1);
  });

  it('is not done without that where Stripe refuses it: what was made nobody knows', async () => {
    const { charge } = stripeMap.kinds;
    const members = { ...charge?.members, teller: member.ref('customer', 'expansion') };
    const { root, sent } = open({
      ...stripeMap,
      kinds: { ...stripeMap.kinds, charge: { ...charge, members } },
    });
    const made = Object(root.charge('ch_1').update({ description: 'Tea' }));
    const error = await settle(made.teller.email).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(BadRequestError);
    expect(String(error)).toContain('cannot be expanded (teller)');
    expect(sent).toHaveLength(1);
  });
});

describe('a chain that is given for an object', () => {
  it('expands nothing for its id', async () => {
    const { root, sent } = open();
    const { customer } = root.charge('ch_1');
    await root.charges.create({ amount: 5, currency: 'eur', customer });

    expect(sent).toEqual([
      'GET /v1/charges/ch_1',
      'POST /v1/charges amount=5&currency=eur&customer=cus_1',
    ]);
  });

  it('expands what leads there', async () => {
    const { root, sent } = open();
    const { customer } = root.refund('re_1').charge;
    await root.charges.create({ amount: 5, currency: 'eur', customer });

    expect(sent[0]).toBe('GET /v1/refunds/re_1?expand[]=charge');
  });

  it('is refused like null where it leads to nothing, and something is required', async () => {
    const { root, sent } = open();
    const { customer } = root.charge('ch_3');
    const error = await errorOf(root.subscriptions.create({ customer, items: [] }));

    expect(error).toMatchObject({ name: 'TypeError' });
    expect(String(error)).toContain('create: `customer` is required, and cannot be null');
    expect(sent).toEqual(['GET /v1/charges/ch_3']);
  });
});
