/** OData v4 in all that the format allows, and that no service at hand does. */
import { describe, expect, it } from 'vitest';
import {
  type Action,
  at,
  type Chain,
  type Json,
  type LinkMap,
  member,
  type Sequence,
} from '../../src/index.ts';
import { odata } from '../../src/odata.ts';
import { answering, ORIGIN } from './answering.ts';

interface Product extends Chain<Record<string, unknown>> {
  readonly name: Chain<string>;
  readonly size: Chain<unknown>;
  readonly supplier: { readonly name: Chain<string>; readonly budget: Chain<number> };
}
interface Shop {
  product(id: string): Product;
  readonly products: Sequence<
    {
      readonly name: string;
      readonly parts: { map<T>(read: (part: { readonly name: string }) => T): T[] };
    },
    unknown
  > & { readonly items: readonly Product[] };
}

const map: LinkMap = {
  root: 'shop',
  kinds: {
    shop: {
      members: {
        products: member.collection('Products', { path: 'Products', indexed: true }),
        product: member.lookup('Products', "Products('{code}')"),
      },
    },
    Products: {
      address: "Products('{code}')",
      members: {
        name: member.field('string', 'stub'),
        size: member.field('json', 'stub'),
        supplier: member.ref('Person|Company', 'expansion', { path: 'supplier' }),
        parts: member.collection('Parts', { path: 'parts', indexed: true, embedded: 'expansion' }),
      },
    },
    Parts: {
      address: 'Parts(product={product},number={number})',
      members: { name: member.field('string', 'stub') },
    },
    Person: { address: 'People({id})', members: { name: member.field('string', 'stub') } },
    Company: {
      address: 'Companies({id})',
      members: { name: member.field('string', 'stub'), budget: member.field('number', 'stub') },
    },
  },
};
const open = (answers: Record<string, Json | Response>) => answering<Shop>(odata(), map, answers);

describe('an entity of OData', () => {
  it('lies at its key, in which a quote is written twice', async () => {
    const { root, requests } = open({
      '/Products?$skip=0&$top=1': { value: [{ code: "O'Neil", name: 'Bat' }] },
      "/Products('O''Neil')": { code: "O'Neil", name: 'Bat' },
    });
    const item = (await root.products.items[0]) as unknown as { readonly name: string };
    expect(item.name).toBe('Bat');

    expect(requests).toEqual(['GET /Products?$skip=0&$top=1']);
  });

  it('has objects that are no entities, and names with an annotation', async () => {
    const size = { width: 3, '@odata.type': '#Shop.Size' };
    const { root } = open({
      "/Products('a')": { code: 'a', name: 'A', 'name@Core.Language': 'en', size, tags: ['x'] },
    });

    expect(await root.product('a').size).toEqual(size);
    expect(JSON.parse(JSON.stringify(await root.product('a')))).toEqual({
      ...{ code: 'a', name: 'A', 'name@Core.Language': 'en', size, tags: ['x'] },
    });
  });

  it('is of the derived type that it says', async () => {
    const supplier = { '@odata.type': '#Shop.Company', id: 7, name: 'Acme', budget: 5 };
    const { root, requests } = open({
      "/Products('a')?$expand=supplier": { code: 'a', supplier },
      "/Products('b')?$expand=supplier": { code: 'b', supplier: null },
      "/Products('a')/supplier": supplier,
      "/Products('b')/supplier": new Response(null, { status: 204 }),
    });

    expect(await root.product('a').supplier.budget).toBe(5);
    expect(await root.product('b').supplier.name).toBeNull();
    expect(requests).toHaveLength(2);
  });

  it('is followed without a map by the links of full metadata', async () => {
    const { root, requests } = answering<{ readonly Products: Chain<unknown> }>(
      odata(),
      { root: '', kinds: {} },
      {
        '/Products(1)': {
          '@odata.context': `${ORIGIN}/$metadata#Products/$entity`,
          '@odata.id': 'Products(1)',
          'supplier@odata.navigationLink': 'Products(1)/supplier',
          name: 'A',
        },
        '/Products(1)/supplier': { '@odata.id': 'Companies(7)', name: 'Acme' },
      },
    );
    const product = at(root, `${ORIGIN}/Products(1)`) as unknown as Product;

    expect(await product.supplier.name).toBe('Acme');
    expect(requests).toEqual(['GET /Products(1)', 'GET /Products(1)/supplier']);
  });
});

describe('sets of OData', () => {
  it('go on where a nested one was cut, by an address that is relative to the metadata', async () => {
    const part = (number: number) => ({ product: 1, number, name: `P${number}` });
    const { root, requests } = open({
      '/Products?$skip=0&$top=1000&$expand=parts': {
        '@odata.context': '$metadata#Products',
        value: [
          {
            code: 'a',
            name: 'A',
            parts: [part(1), part(2)],
            'parts@odata.nextLink': "Products('a')/parts?$skiptoken=2",
          },
          { code: 'b', name: 'B', parts: [] },
        ],
      },
      "/Products('a')/parts?$skiptoken=2": {
        '@odata.context': '../$metadata#Parts',
        value: [part(3)],
        '@odata.nextLink': "Products('a')/parts?$skiptoken=3",
      },
      "/Products('a')/parts?$skiptoken=3": { value: [part(4)] },
    });

    expect(await root.products.map(({ parts }) => parts.map(({ name }) => name))).toEqual([
      ['P1', 'P2', 'P3', 'P4'],
      [],
    ]);
    expect(requests).toHaveLength(3);
  });

  it('end with an error where the next one cannot be read', async () => {
    const { root } = open({
      '/Products?$skip=0&$top=1000': { value: [{ code: 'a', name: 'A' }], '@odata.nextLink': 7 },
    });

    await expect(Promise.resolve(root.products.map(({ name }) => name))).rejects.toThrow('7');
  });

  it('write annotations in either way', async () => {
    const { root, requests } = open({
      '/Products?$skip=0&$top=1000': {
        '@context': `${ORIGIN}/$metadata#Products`,
        '@nextLink': 'Products?$skiptoken=x',
        value: [{ code: 'a', name: 'A' }],
      },
      '/Products?$skiptoken=x': { value: [{ code: 'b', name: 'B' }] },
    });

    expect(await root.products.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(requests).toHaveLength(2);
  });
});

describe('errors of OData', () => {
  it('say what of the request they are about', async () => {
    const details = [{ code: 'TooLong', message: 'name is too long' }];
    const error = { code: 'Invalid', message: 'Not like that', target: 'name', details };
    const { root } = open({ "/Products('a')": Response.json({ error }, { status: 400 }) });

    await expect(Promise.resolve(root.product('a').name)).rejects.toMatchObject({
      ...{ serverMessage: 'Not like that', type: 'Invalid', field: 'name', details: { details } },
    });
  });

  it('may be written as those of v2, or stand in a 200', async () => {
    const error = { code: '', message: { lang: 'en', value: 'Gone away' } };
    const { root } = open({ "/Products('a')": { error } });

    await expect(Promise.resolve(root.product('a').name)).rejects.toThrow('Gone away');
  });
});

describe('actions of OData', () => {
  interface Stock {
    product(code: string): { move(given: Record<string, unknown>): Action<unknown> };
    company(id: number): Chain<unknown>;
  }
  const guarded: LinkMap = {
    root: 'stock',
    kinds: {
      stock: {
        members: {
          product: member.lookup('Products', "Products('{code}')"),
          company: member.lookup('Company', 'Companies({id})'),
        },
      },
      Products: {
        address: "Products('{code}')",
        members: {
          move: member.action('PATCH', '', {
            guard: 'etag',
            parameters: {
              name: { type: 'string' },
              supplier: { wire: 'supplier@odata.bind', type: 'any', kind: 'Company' },
              parts: {
                wire: 'parts@odata.bind',
                type: 'any',
                each: { type: 'any', kind: 'Parts' },
              },
              twin: { wire: 'twin@odata.bind', type: 'any', kind: 'Products' },
            },
          }),
        },
      },
      Company: { address: 'Companies({id})', members: {} },
      Parts: { address: 'Parts(product={product},number={number})', members: {} },
    },
  };

  it('bind entities by their addresses, and are guarded by what the document says of itself', async () => {
    const { root, requests, sent } = answering<Stock>(odata(), guarded, {
      "/Products('a')": { code: 'a', '@odata.etag': 'W/"5"' },
    });

    await root.product('a').move({
      name: 'A',
      supplier: root.company(7),
      parts: ['a/1', 'Parts(2)'],
      twin: "O'Neil",
    });

    expect(requests).toEqual(["GET /Products('a')", "PATCH /Products('a')"]);
    expect(sent[1]?.headers.get('if-match')).toBe('W/"5"');
    expect(JSON.parse((await sent[1]?.text()) ?? '')).toEqual({
      name: 'A',
      'supplier@odata.bind': 'Companies(7)',
      'parts@odata.bind': ['Parts(product=a,number=1)', 'Parts(2)'],
      'twin@odata.bind': "Products('O''Neil')",
    });
  });

  it('say which version of the protocol they speak', async () => {
    const { root, sent } = open({ "/Products('a')": { code: 'a', name: 'A' } });
    await root.product('a').name;

    expect(sent[0]?.headers.get('odata-maxversion')).toBe('4.01');
    expect(sent[0]?.headers.get('accept')).toContain('odata.metadata=minimal');
  });
});

describe('several entities by their keys', () => {
  const { Products, Parts, shop } = map.kinds;
  const withMany: LinkMap = {
    root: 'shop',
    kinds: {
      shop: {
        members: {
          ...shop?.members,
          part: member.lookup('Parts', 'Parts(product={product},number={number})'),
        },
      },
      Products: { members: {}, ...Products, many: { path: 'Products', most: 20 } },
      Parts: { members: {}, ...Parts, many: { path: 'Parts', most: 20 } },
    },
  };
  interface Stock extends Shop {
    part(product: number, number: number): { readonly name: Chain<string> };
  }
  const bat = { code: "O'Neil", name: 'Bat' };
  const ball = { code: 'a,b', name: 'Ball' };

  it.each([
    ['in', "code in ('O''Neil','a,b')"],
    ['or', "code eq 'O''Neil' or code eq 'a,b'"],
  ] as const)(
    'are one request by `%s`, in which a quote is written twice',
    async (many, filter) => {
      const { root, requests } = answering<Shop>(odata({ many }), withMany, {
        [`/Products?$filter=${filter}&$top=2`]: { value: [ball, bat] },
      });

      expect(await Promise.all([root.product("O'Neil").name, root.product('a,b').name])).toEqual([
        'Bat',
        'Ball',
      ]);
      expect(requests).toHaveLength(1);
    },
  );

  it.each(['in', 'or'] as const)('have all their keys in it, by `%s` as well', async (many) => {
    const { root, requests } = answering<Stock>(odata({ many }), withMany, {
      '/Parts?$filter=(product eq 1 and number eq 2) or (product eq 1 and number eq 3)&$top=2': {
        value: [
          { product: 1, number: 2, name: 'Grip' },
          { product: 1, number: 3, name: 'Cap' },
        ],
      },
    });

    expect(await Promise.all([root.part(1, 2).name, root.part(1, 3).name])).toEqual([
      'Grip',
      'Cap',
    ]);
    expect(requests).toHaveLength(1);
  });

  it('are asked for one by one where nobody said how', async () => {
    const { root, requests } = answering<Shop>(odata(), withMany, {
      "/Products('a')": { code: 'a', name: 'A' },
      "/Products('b')": { code: 'b', name: 'B' },
    });

    await Promise.all([root.product('a').name, root.product('b').name]);
    expect(requests).toHaveLength(2);
  });
});
