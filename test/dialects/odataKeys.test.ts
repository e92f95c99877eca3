/** Keys of OData that are texts: how they stand in addresses, and what is bound by them. */
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Chain,
  href,
  type Json,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { odata } from '../../src/odata.ts';
import { answering, ORIGIN } from './answering.ts';

interface Customer extends Chain<unknown> {
  readonly name: Chain<string>;
  rename(name: string): Action<unknown>;
}
interface Order extends Chain<unknown> {
  readonly customer: Customer;
}
interface Shop {
  customer(code: string): Customer;
  order(id: number): Order;
  readonly best: Customer;
  readonly customers: Sequence<
    { readonly name: string; rename(name: string): Action<unknown> },
    unknown
  > & { readonly items: readonly Customer[] };
  readonly orders: { add(customer: unknown): Action<unknown> };
}

/** A shop whose customers are of these kinds, each with its address. */
function shopOf(addresses: Readonly<Record<string, string>>): LinkMap {
  const kinds = Object.keys(addresses);
  const customer = kinds.join('|');
  const [first = ''] = kinds;
  const members = {
    name: member.field('string', 'stub'),
    rename: member.action('PATCH', '', {
      parameters: { name: { type: 'string', required: true } },
      positional: ['name'],
    }),
  };
  return {
    root: 'shop',
    kinds: {
      shop: {
        members: {
          customer: member.lookup(first, addresses[first] ?? ''),
          order: member.lookup('Order', 'Orders({id})'),
          best: member.link(customer, { path: 'BestCustomer' }),
          customers: member.collection(customer, { path: 'Customers', indexed: true }),
          orders: member.collection('Order', {
            path: 'Orders',
            indexed: true,
            actions: {
              add: {
                is: 'action',
                method: 'POST',
                path: '',
                parameters: {
                  customer: { wire: 'customer@odata.bind', type: 'any', kind: customer },
                },
                positional: ['customer'],
              },
            },
          }),
        },
      },
      Order: {
        address: 'Orders({id})',
        members: { customer: member.ref(customer, 'stub', { by: 'customer_code' }) },
      },
      ...Object.fromEntries(
        Object.entries(addresses).map(([kind, address]) => [kind, { address, members }]),
      ),
    },
  };
}

const ONE = shopOf({ Person: "Customers('{code}')" });
const SEVERAL = shopOf({ Person: "Customers('{code}')", Company: "Customers('{code}')" });
const APART = shopOf({ Person: "People('{code}')", Company: "Companies('{code}')" });

const neil = { code: "O'Neil", name: 'Neil', '@odata.type': '#Shop.Company' };
const ANSWERS: Readonly<Record<string, Json | Response>> = {
  "/Customers('O''Neil')": neil,
  '/Customers?$skip=0&$top=1': { value: [neil] },
  '/Customers?$skip=0&$top=1000': { value: [neil] },
  '/Orders(1)': { id: 1, customer_code: "O'Neil" },
  '/Orders(1)?$expand=customer': { id: 1, customer_code: "O'Neil", customer: neil },
};
const open = (map: LinkMap, answers = ANSWERS) => answering<Shop>(odata(), map, answers);

describe.each([
  { of: 'one kind', map: ONE },
  { of: 'one of several kinds', map: SEVERAL },
])('an entity of $of whose key holds a quote', ({ map }) => {
  it('is asked for with the quote written twice', async () => {
    const { root, requests } = open(map);

    expect(await root.customer("O'Neil").name).toBe('Neil');
    expect(requests).toEqual(["GET /Customers('O''Neil')"]);
  });

  it('is the same thing where another names it by that key', async () => {
    const { root, requests } = open(map);
    const order = await root.order(1);

    expect(await (order as unknown as Order).customer.name).toBe('Neil');
    expect(requests.at(-1)).toBe("GET /Customers('O''Neil')");
  });

  it('has its address wherever it was found', async () => {
    const { root } = open(map);
    const address = `${ORIGIN}/Customers('O''Neil')`;

    expect(await href(root.order(1).customer)).toBe(address);
    expect(await href(root.customers.items[0] as Customer)).toBe(address);
  });

  it('can be acted on where it stands in a set', async () => {
    const { root, requests } = open(map, {
      ...ANSWERS,
      "/Customers('O''Neil')": new Response(null, { status: 204 }),
    });
    await root.customers.forEach((customer) => customer.rename('Nell'));

    expect(requests.at(-1)).toBe("PATCH /Customers('O''Neil')");
  });

  it.each([
    ['a chain', (root: Shop) => root.customer("O'Neil")],
    ['its key', () => "O'Neil"],
    ['an item of a set', (root: Shop) => root.customers.items[0]],
  ])('is bound by its address where it is given by %s', async (_by, given) => {
    const { root, sent } = open(map, { ...ANSWERS, '/Orders': { id: 5 } });
    await root.orders.add(given(root));

    expect(JSON.parse((await sent.at(-1)?.text()) ?? '')).toEqual({
      'customer@odata.bind': "Customers('O''Neil')",
    });
  });
});

describe('an entity of one of several kinds, each with addresses of its own', () => {
  const add = async (given: (root: Shop) => unknown): Promise<unknown> => {
    const { root, sent } = open(APART, { ...ANSWERS, '/Orders': { id: 5 } });
    await root.orders.add(given(root));
    return JSON.parse((await sent.at(-1)?.text()) ?? '')['customer@odata.bind'];
  };

  it('lies where the kind lies that it says it is', async () => {
    const { root } = open(APART);

    expect(await href(root.customers.items[0] as Customer)).toBe(`${ORIGIN}/Companies('O''Neil')`);
  });

  it('lies there too where another address was asked for it', async () => {
    const { root } = open(APART, { '/BestCustomer': neil });

    const best = (await root.best) as Customer;
    expect(await href(best)).toBe(`${ORIGIN}/Companies('O''Neil')`);
  });

  it('is bound by the address of the kind that was given', async () => {
    expect(await add((root) => root.customer('a'))).toBe("People('a')");
    expect(await add((root) => root.customers.items[0])).toBe("Companies('O''Neil')");
  });

  it('is bound by an address, and by no key, which does not say which it is', async () => {
    expect(await add(() => "Companies('a')")).toBe("Companies('a')");
    await expect(add(() => 'a')).rejects.toThrow(
      "`customer@odata.bind` may be of several kinds, of which a key does not say which it is: give the entity itself, or its address, such as People('{code}') or Companies('{code}')",
    );
  });
});

describe('a key of dots', () => {
  it('is a key like any other, for it is not all of its segment', async () => {
    const { root, requests } = open(ONE, { "/Customers('..')": { code: '..', name: 'Dots' } });

    expect(await root.customer('..').name).toBe('Dots');
    expect(requests).toEqual(["GET /Customers('..')"]);
  });
});
