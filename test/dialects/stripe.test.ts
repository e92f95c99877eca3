/** Stripe: ids in the place of objects, lists that go on by the last id, and what may be expanded. */
import { describe, expect, it } from 'vitest';
import { type Shop, stripeMap } from '../../examples/maps/stripe.ts';
import { stripeRate } from '../../src/dialects/stripe/stripeRate.ts';
import { BadRequestError, type Chain, member, NotFoundError } from '../../src/index.ts';
import { stripe } from '../../src/stripe.ts';
import { settle } from '../helpers/settle.ts';
import { type Answer, type Asked, living } from '../living/madeUp.ts';
import { answerOf, customer, listOf, refund, STORED, type Stored } from './madeUpStripe.ts';

const open = (
  answer: (asked: Asked) => Answer = ({ path, query }) => answerOf(STORED, path, query),
) => living<Shop>(stripe, stripeMap, answer);

/** The shop, with the rest of a list of which only the beginning stands in its object. */
const cutShort = ({ path, query }: Asked): Answer =>
  path === '/v1/charges/ch_2/refunds'
    ? listOf(path, [refund('re_3', 'ch_2')])
    : answerOf(STORED, path, query);

describe('an id in the place of an object', () => {
  it('is expanded by the request that brings it', async () => {
    const { root, requests } = open();

    expect(await root.charge('ch_1').customer.email).toBe('ann@example.com');
    expect(await root.refund('re_1').charge.customer.email).toBe('ann@example.com');

    expect(requests).toEqual([
      'GET /v1/charges/ch_1?expand[]=customer',
      'GET /v1/refunds/re_1?expand[]=charge.customer',
    ]);
  });

  it('is expanded in a list for all of its objects', async () => {
    const { root, requests } = open();

    expect(await root.charges.map(({ customer }) => customer?.email)).toEqual([
      'ann@example.com',
      'bo@example.com',
      undefined,
      undefined,
    ]);
    expect(requests).toEqual(['GET /v1/charges?limit=100&expand[]=data.customer']);
  });

  it('is known without that: nothing is asked for it, and it is written as it came', async () => {
    const { root, requests } = open();

    expect(await root.charge('ch_1').customer.id).toBe('cus_1');
    const shown = await root.charge('ch_1');
    expect(shown.customer?.id).toBe('cus_1');
    expect(JSON.parse(JSON.stringify(shown))).toMatchObject({ customer: 'cus_1' });
    expect(requests).toEqual(['GET /v1/charges/ch_1', 'GET /v1/charges/ch_1']);

    expect(await shown.customer?.email).toBe('ann@example.com');
    expect(requests).toHaveLength(3);
  });

  it('is expanded where no more is read of it than a list which comes along', async () => {
    const { root, requests } = open(cutShort);

    expect(await root.refund('re_1').charge.refunds.items[0].amount).toBe(50);
    expect(await root.refunds.map(({ charge }) => charge.refunds.length)).toEqual([1, 2, 2]);

    expect(requests).toEqual([
      'GET /v1/refunds/re_1?expand[]=charge',
      'GET /v1/refunds?limit=100&expand[]=data.charge',
      'GET /v1/charges/ch_2/refunds?starting_after=re_2',
    ]);
  });

  it('is expanded in a list that comes along with its object, as far as four names go', async () => {
    const { root, requests } = open(cutShort);
    const ofAll = root.charges.map(({ refunds }) => refunds.map(({ charge }) => charge.amount));

    expect(await ofAll).toEqual([[900], [900, 900], [], []]);
    expect(await root.refund('re_1').charge.refunds.items[0].charge.amount).toBe(900);

    expect(requests).toEqual([
      'GET /v1/charges?limit=100&expand[]=data.refunds.data.charge',
      'GET /v1/charges/ch_2/refunds?starting_after=re_2&expand[]=data.charge',
      'GET /v1/refunds/re_1?expand[]=charge.refunds.data.charge',
    ]);
  });

  it('may be null, and then there is nothing to ask', async () => {
    const { root, requests } = open();

    expect(await root.charge('ch_3').customer.email).toBeNull();
    expect((await root.charge('ch_3')).customer).toBeNull();
    expect(requests).toHaveLength(2);
  });

  it('may lead to what was deleted, of which nothing else is known', async () => {
    const { root, requests } = open();

    expect(await root.charge('ch_4').customer.deleted).toBe(true);
    expect(await root.charge('ch_4', { expand: 'customer' })).toMatchObject({
      customer: { id: 'cus_3', deleted: true },
    });
    expect(requests).toEqual(Array(2).fill('GET /v1/charges/ch_4?expand[]=customer'));
  });

  it('is asked by itself where the server leaves it', async () => {
    const { root, requests } = open(({ path }) => answerOf(STORED, path, new URLSearchParams()));

    expect(await root.charge('ch_1').customer.email).toBe('ann@example.com');
    expect(requests).toEqual(['GET /v1/charges/ch_1?expand[]=customer', 'GET /v1/customers/cus_1']);
  });
});

describe('an id of one of several kinds', () => {
  it('is expanded, and the object says which it is', async () => {
    const transaction = {
      address: 'v1/balance_transactions/{id}',
      members: { source: member.ref('charge|refund', 'stub', { by: 'source' }) },
    };
    const { shop, ...kinds } = stripeMap.kinds;
    const members = { txn: member.lookup('transaction', 'v1/balance_transactions/{id}') };
    interface Paid {
      txn(id: string): {
        readonly source: { readonly charge: { readonly amount: Chain<number> } };
      };
    }
    const map = { ...stripeMap, kinds: { ...kinds, shop: { ...shop, members }, transaction } };
    const { root, requests } = living<Paid>(stripe, map, ({ path, query }) =>
      path === '/v1/balance_transactions/txn_1'
        ? {
            ...{ id: 'txn_1', object: 'balance_transaction' },
            source: query.has('expand[]') ? refund('re_1', 'ch_1') : 're_1',
          }
        : answerOf(STORED, path, query),
    );

    expect(await root.txn('txn_1').source.charge.amount).toBe(900);
    expect(requests).toEqual([
      'GET /v1/balance_transactions/txn_1?expand[]=source.charge',
      'GET /v1/charges/ch_1',
    ]);
  });
});

describe('what only an expansion brings', () => {
  it('is asked for with its owner', async () => {
    const { root, requests } = open();

    expect((await root.customer('cus_1').sources).map(({ last4 }) => last4)).toEqual(['4242']);
    expect(requests).toEqual(['GET /v1/customers/cus_1?expand[]=sources']);
  });

  it('stands in the type of what was asked with it', async () => {
    const { root, requests } = open();

    const found = await root.customer('cus_1', { expand: ['sources', 'subscriptions'] });
    expect(found.sources[0]?.brand).toBe('Visa');
    expect(found.subscriptions[0]?.items[0]?.price.unit_amount).toBe(500);
    expect(requests).toEqual(['GET /v1/customers/cus_1?expand[]=sources&expand[]=subscriptions']);
  });
});

describe('a path of an expansion', () => {
  it('goes through a list by its data', async () => {
    const { root, requests } = open();

    const items = root.subscription('sub_1').items;
    expect(await items.then(([first]) => first?.price.product.name)).toBe('Tea');
    expect(await root.customer('cus_1').subscriptions.then(([one]) => one?.customer.id)).toBe(
      'cus_1',
    );
    expect(requests.slice(0, 2)).toEqual([
      'GET /v1/subscriptions/sub_1',
      'GET /v1/products/prod_1',
    ]);
    requests.splice(0);

    expect(
      await root.subscriptions.map(({ items }) => items.map(({ price }) => price.product.id)),
    ).toEqual([['prod_1']]);
    expect(requests).toEqual(['GET /v1/subscriptions?limit=100']);
  });

  it('has four names at most, and what is left is asked by itself', async () => {
    const { root, requests } = open();

    const names = root.subscriptions.map(({ items }) =>
      items.map(({ price }) => price.product.name),
    );
    expect(await names).toEqual([['Tea']]);
    expect(requests).toEqual(['GET /v1/subscriptions?limit=100', 'GET /v1/products/prod_1']);
  });

  it('that the server refuses is left out, and costs one request more', async () => {
    const { charge, ...others } = stripeMap.kinds;
    const currency = member.ref('product', 'stub', { by: 'currency' });
    const stale = { ...charge, members: { ...charge?.members, currency } };
    const { root, requests } = living<{
      charge(id: string): { readonly currency: { readonly name: Chain<string> } };
    }>(stripe, { ...stripeMap, kinds: { ...others, charge: stale } }, ({ path, query }) =>
      answerOf(
        { ...STORED, usd: { json: { id: 'usd', object: 'product', name: 'Dollar' } } },
        path,
        query,
      ),
    );

    expect(await root.charge('ch_1').currency.name).toBe('Dollar');
    expect(requests).toEqual([
      'GET /v1/charges/ch_1?expand[]=currency',
      'GET /v1/charges/ch_1',
      'GET /v1/products/usd',
    ]);
  });
});

describe('a list', () => {
  const many: Stored = Object.fromEntries(
    Array.from({ length: 23 }, (_, index) => [
      `cus_${index}`,
      { json: customer(`cus_${index}`, `${index}@example.com`) },
    ]),
  );
  const paged = () => open(({ path, query }) => answerOf(many, path, query));

  it('goes on behind its last object', async () => {
    const { root, requests } = paged();

    expect(await root.customers({ limit: 10 }).count()).toBe(23);
    expect(requests).toEqual([
      'GET /v1/customers?limit=10',
      'GET /v1/customers?limit=10&starting_after=cus_9',
      'GET /v1/customers?limit=10&starting_after=cus_19',
    ]);
  });

  it('goes on with what is expanded in it', async () => {
    const { root, requests } = paged();

    await settle(root.customers({ limit: 20 }).map(({ sources }) => sources.length)).catch(
      () => undefined,
    );
    expect(requests[0]).toBe('GET /v1/customers?limit=20&expand[]=data.sources');
  });

  it('says what it is, beside its objects', async () => {
    const page = await paged().root.customers;

    expect(page).toMatchObject({ object: 'list', has_more: true });
    expect(page.items).toHaveLength(10);
    expect(page.items[0]?.created.toString()).toBe('2023-11-14T22:13:20Z');
  });

  it('with more behind nothing is an error for who reads on', async () => {
    const { root } = open(() => listOf('/v1/customers', [], true));

    expect((await root.customers).items).toEqual([]);
    await expect(settle(root.customers.count())).rejects.toThrow('cannot be read');
  });

  it('that is found by a search goes on by its token, and one of the second version by its address', async () => {
    const search = open(({ query }) => ({
      ...{
        object: 'search_result',
        url: '/v1/customers/search',
        data: [customer(`cus_${query.get('page')}`, 'a@b.c')],
      },
      ...(query.has('page')
        ? { has_more: false, next_page: null }
        : { has_more: true, next_page: 'tok' }),
    }));
    const second = open(({ query }) => ({
      data: [customer(`cus_${query.get('page')}`, 'a@b.c')],
      next_page_url: query.has('page') ? null : '/v2/customers?page=2',
    }));

    expect(await search.root.customers.count()).toBe(2);
    expect(await second.root.customers.count()).toBe(2);
    expect(search.requests[1]).toBe('GET /v1/customers?limit=100&page=tok');
    expect(second.requests[1]).toBe('GET /v2/customers?page=2');
  });

  it('says of itself what it says at its own address, as its type has it', async () => {
    const { root, requests } = open();

    const page = await (await root.charge('ch_1')).refunds;

    expect({ ...page, items: page.items.length }).toEqual({
      ...{ object: 'list', url: '/v1/charges/ch_1/refunds', has_more: false },
      items: 1,
    });
    expect(requests).toEqual(['GET /v1/charges/ch_1']);
  });

  it('in an object costs nothing where it is whole, and goes on where it was cut', async () => {
    const { root, requests } = open(cutShort);

    expect(await root.charges.map(({ refunds }) => refunds.map(({ id }) => id))).toEqual([
      ['re_1'],
      ['re_2', 're_3'],
      [],
      [],
    ]);
    expect(requests).toEqual([
      'GET /v1/charges?limit=100',
      'GET /v1/charges/ch_2/refunds?starting_after=re_2',
    ]);
  });
});

describe('an error', () => {
  it('of a misspelt name at the root says what was meant, and nothing is sent', async () => {
    const { root, requests } = open();
    const { chrage } = root as unknown as {
      chrage(id: string): { readonly amount: Chain<number> };
    };

    await expect(settle(chrage('ch_1').amount)).rejects.toThrow('did you mean "charge"?');
    expect(requests).toEqual([]);
  });

  it('is told in Stripe’s words, with what it is about', async () => {
    const error = await settle(open().root.customer('cus_9').email).catch(
      (reason: unknown) => reason,
    );

    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({
      type: 'invalid_request_error',
      field: 'id',
      details: { code: 'resource_missing' },
    });
    expect(String(error)).toContain("No such customer: 'cus_9'");
  });

  it('is one by its status, whatever the body is', async () => {
    const { root } = open(() => ({ answer: new Response('<html>', { status: 400 }) }));

    await expect(settle(root.customer('cus_1').email)).rejects.toBeInstanceOf(BadRequestError);
  });
});

describe('Stripe’s limits', () => {
  const hold = (status: number, headers: Record<string, string>) =>
    stripeRate.hold({ status, headers: new Headers(headers), url: '', json: undefined }, undefined);

  it.each([
    [429, {}, {}],
    [429, { 'retry-after': '2' }, { forMs: 2000 }],
    [429, { 'stripe-should-retry': 'true' }, {}],
    [429, { 'stripe-should-retry': 'false', 'retry-after': '2' }, undefined],
    [409, { 'stripe-should-retry': 'true', 'retry-after': '1' }, { forMs: 1000 }],
    [409, {}, undefined],
    [402, {}, undefined],
    [200, { 'stripe-should-retry': 'true' }, undefined],
    [503, { 'retry-after': '3' }, { forMs: 3000 }],
  ])('hold back what is refused by %i with %j', (status, headers, held) => {
    expect(hold(status, headers)).toEqual(held);
  });
});
