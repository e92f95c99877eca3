/** An id in the very place of the thing that it names, as Stripe writes it: a whole thing stands there once it was expanded. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Chain,
  Doc,
  explain,
  href,
  type Json,
  type JsonObject,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { Knowledge } from '../../src/plan/known/known.ts';
import { WHOLE } from '../../src/plan/known/wish.ts';
import { absorbResource } from '../../src/walk/learn/absorb.ts';
import { type Answer, living, madeUp, ORIGIN } from './madeUp.ts';

interface Customer {
  readonly id: string;
  readonly name: string | undefined;
  readonly deleted: boolean | undefined;
}
interface Charge {
  readonly id: string;
  readonly customer: Customer | null;
  readonly refunds: readonly Customer[];
}
interface CustomerChain {
  readonly id: Chain<string>;
  readonly name: Chain<string | undefined>;
  readonly deleted: Chain<boolean | undefined>;
  remind(): Action<unknown>;
}
interface Page {
  readonly items: readonly {
    readonly id: string;
    readonly customer: { readonly name: Chain<string> };
  }[];
  readonly next: Chain<Page>;
}
interface Paged {
  readonly charges: Chain<Page>;
}
interface Api {
  readonly charges: Sequence<Charge, unknown>;
  charge(id: string): Chain<{
    readonly id: string;
    readonly customer: Customer & { readonly self: Chain<Customer> };
  }> & {
    readonly customer: CustomerChain & Chain<Customer | null>;
    readonly payers: Chain<readonly Customer[]> & { readonly 0: CustomerChain };
    readonly tags: Chain<readonly Customer[]>;
  };
  customer(id: string): CustomerChain;
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        charges: member.collection('charge', { path: 'charges', indexed: false }),
        charge: member.lookup('charge', 'charges/{id}'),
        customer: member.lookup('customer', 'customers/{id}'),
      },
    },
    charge: {
      address: 'charges/{id}',
      members: {
        id: member.field('string', 'ref'),
        customer: member.ref('customer', 'stub', { by: 'customer' }),
        payers: member.list('customer', 'stub', { by: 'payers' }),
        tags: member.list('customer', 'stub', { by: 'tagIds' }),
      },
    },
    customer: {
      address: 'customers/{id}',
      members: {
        id: member.field('string', 'ref'),
        name: member.field('string', 'stub'),
        deleted: member.field('boolean', 'whole'),
        self: member.link('customer', { rel: 'self', path: '' }),
        remind: member.action('POST', 'remind'),
      },
    },
  },
};

const NAMES: Readonly<Record<string, string>> = { cus_1: 'Ada', cus_2: 'Bo' };
const customer = (id: string): JsonObject => ({ id, name: NAMES[id] ?? id });

/** A server of charges, each with a customer, which it expands or not. */
const open = (
  expands: boolean,
  whole: (id: string) => JsonObject = customer,
  ofCharge: (id: string) => JsonObject = (id) => ({ customer: `cus_${(Number(id) % 2) + 1}` }),
) =>
  living<Api>(madeUp, map, ({ path, query }): Answer | undefined => {
    const [, kind, id = '', more] = path.split('/');
    if (more !== undefined) return {};
    if (kind === 'customers') return whole(decodeURIComponent(id));
    const isExpanded = expands && (query.get('include')?.endsWith('customer') ?? false);
    const one = (each: string): JsonObject => {
      const charge = ofCharge(each);
      const named = charge.customer;
      return {
        id: each,
        ...charge,
        ...(isExpanded && typeof named === 'string' && { customer: whole(named) }),
      };
    };
    return id === '' ? { data: ['0', '1', '2', '3'].map(one) } : one(id);
  });

describe('an id in the place of a thing', () => {
  it('is expanded for what it names, and asked by itself where the server does not expand', async () => {
    const expanding = open(true);
    expect(await expanding.root.charge('1').customer.name).toBe('Bo');
    expect(expanding.requests).toEqual(['GET /charges/1?include=customer']);

    const plain = open(false);
    expect(await plain.root.charge('1').customer.name).toBe('Bo');
    expect(plain.requests).toEqual(['GET /charges/1?include=customer', 'GET /customers/cus_2']);
  });

  it('costs each thing once in a page', async () => {
    const expanding = open(true);
    const names = ['Ada', 'Bo', 'Ada', 'Bo'];
    expect(await expanding.root.charges.map(({ customer }) => customer?.name)).toEqual(names);
    expect(expanding.requests).toEqual(['GET /charges?include=customer']);

    const plain = open(false);
    expect(await plain.root.charges.map(({ customer }) => customer?.name)).toEqual(names);
    expect(plain.requests).toEqual([
      'GET /charges?include=customer',
      'GET /customers/cus_1',
      'GET /customers/cus_2',
    ]);
  });

  it('costs as many requests as a thing that is named by its address, where nobody expands', async () => {
    const named = { ...map.kinds.charge?.members };
    named.customer = member.ref('customer', 'stub', { as: 'ref' });
    const byAddress = {
      ...map,
      kinds: { ...map.kinds, charge: { ...map.kinds.charge, members: named } },
    };
    const walk = async (of: LinkMap, write: (id: string) => Json): Promise<readonly string[]> => {
      const { root, requests } = living<Paged>(
        madeUp,
        of,
        ({ path, query }): Answer | undefined => {
          const [, kind, id = ''] = path.split('/');
          if (kind === 'customers') return { '@': path, ...customer(id) };
          const from = Number(query.get('from') ?? 0);
          const data = [0, 1, 2].map((each) => {
            const number = String(from + each);
            return { '@': `/charges/${number}`, id: number, customer: write(`cus_${number}`) };
          });
          const next = `/charges?from=${from + 3}`;
          return { data, ...(from < 9 && { next, links: { next } }) };
        },
      );
      for (let page = await root.charges; ; page = await page.next) {
        await Promise.all(page.items.map((charge) => charge.customer.name));
        if (page.items[0]?.id === '9') break;
      }
      return requests.toSorted();
    };

    const byId = await walk(map, (id) => id);

    expect(byId).toEqual(await walk(byAddress, (id) => ({ '@': `/customers/${id}` })));
  });

  it('tells of a server that was to expand it, and does not', () => {
    const known = new Knowledge();
    const ask = { of: 'resource', kind: 'charge', address: `${ORIGIN}/charges/1` } as const;
    const wish = { ...WHOLE, refs: new Map([['customer', WHOLE]]) };
    const doc = new Doc(ask.address, new Map(), new Map([['customer', 'cus_1']]));
    const { limits, expands } = madeUp;

    const intake = { map, base: ORIGIN, limits, expands, known };
    absorbResource(intake, { ...ask, wish, reasons: [] }, doc);

    expect(known.asked.ignoresExpansions).toBe(true);
    expect(known.asked.isUnexpanded(`${ORIGIN}/customers/cus_1`)).toBe(true);
  });

  it('is known without a request', async () => {
    const { root, requests } = open(true);

    expect(await root.charge('1').customer.id).toBe('cus_2');
    expect(await root.charges.map(({ customer }) => customer?.id)).toEqual([
      'cus_1',
      'cus_2',
      'cus_1',
      'cus_2',
    ]);

    expect(requests).toEqual(['GET /charges/1', 'GET /charges']);
  });

  it('is all that an action of the thing needs', async () => {
    const { root, requests } = open(true);

    await root.charge('1').customer.remind();

    expect(requests).toEqual(['GET /charges/1', 'POST /customers/cus_2/remind']);
  });

  it('is shown as the thing that it names, and written as it came', async () => {
    const { root, requests } = open(true);

    const charge = await root.charge('1');

    expect(charge.customer.id).toBe('cus_2');
    expect(JSON.stringify(charge)).toBe('{"id":"1","customer":"cus_2"}');
    expect(requests).toEqual(['GET /charges/1']);
    expect(await charge.customer.name).toBe('Bo');
    expect(requests).toEqual(['GET /charges/1', 'GET /customers/cus_2']);
  });

  it('is planned as it is asked', () => {
    const { root } = open(true);

    expect(explain(root.charge('1').customer.name).bill).toEqual({ least: 1, most: 1 });
    expect(explain(root.charge('1').customer.remind()).requests.map(({ url }) => url)).toEqual([
      `${ORIGIN}/charges/1`,
      `${ORIGIN}/customers/{1.customer}/remind`,
    ]);
  });

  it('may be null', async () => {
    const { root } = open(true, customer, () => ({ customer: null }));

    expect(await root.charge('1').customer).toBeNull();
    expect(await root.charge('1').customer.name).toBeNull();
    expect(await root.charges.map(({ customer }) => customer)).toEqual([null, null, null, null]);
  });

  it('may name what is deleted, which stands there once it was asked for', async () => {
    const gone = (id: string): JsonObject =>
      id === 'cus_2' ? { id, deleted: true } : customer(id);
    const { root, requests } = open(true, gone);

    expect(await root.charge('1').customer.deleted).toBe(true);
    expect(await root.charge('1').customer.name).toBeUndefined();
    expect(
      await root.charges.map(({ customer }) => (customer?.deleted ? 'gone' : customer?.name)),
    ).toEqual(['Ada', 'gone', 'Ada', 'gone']);

    expect(requests).toEqual([
      'GET /charges/1?include=customer',
      'GET /charges/1?include=customer',
      'GET /charges?include=customer',
    ]);
  });

  it('is all that there is of the thing where it can be no part of an address', async () => {
    const { root } = open(true, customer, () => ({ customer: '..' }));

    expect(await root.charges.map(({ customer }) => customer?.id)).toEqual(Array(4).fill('..'));
    expect(JSON.parse(JSON.stringify(await root.charge('1')))).toMatchObject({ customer: '..' });
  });

  it('is nothing but data where it is none', async () => {
    const { root } = open(true, customer, () => ({ customer: '' }));

    expect(await root.charges.map(({ customer }) => customer as unknown)).toEqual(
      Array(4).fill(''),
    );
  });

  it('stands in lists as well, and in lists of ids under another name', async () => {
    const { root, requests } = open(true, customer, () => ({
      payers: ['cus_1', 'cus_2'],
      tagIds: ['cus_2'],
    }));

    expect((await root.charge('1').payers).map(({ id }) => id)).toEqual(['cus_1', 'cus_2']);
    expect((await root.charge('1').tags).map(({ id }) => id)).toEqual(['cus_2']);
    expect(JSON.stringify(await root.charge('1'))).toBe(
      '{"id":"1","payers":["cus_1","cus_2"],"tagIds":["cus_2"]}',
    );
    requests.splice(0);
    expect(await root.charge('1').payers[0].name).toBe('Ada');
    expect(requests).toEqual(['GET /charges/1?include=payers', 'GET /customers/cus_1']);
  });

  it('stands in a list of no ids as an empty one', async () => {
    const { root, requests } = open(true, customer, () => ({ payers: [], tagIds: [] }));

    expect(await root.charge('1').payers).toEqual([]);
    expect(await root.charge('1').tags).toEqual([]);
    expect(requests).toEqual(['GET /charges/1?include=payers', 'GET /charges/1?include=tags']);
  });

  it('leads where a lookup by it leads', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (id) => {
        fc.pre(!/^\.{1,2}$/.test(id));
        const { root } = open(true, customer, () => ({ customer: id }));
        const charge = await root.charge('1');

        expect(await href(charge.customer)).toBe(await href(root.customer(id)));
      }),
    );
  });
});
