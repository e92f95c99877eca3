/** What has no address, and names what only an expansion brings: the page or the collection that it came in is asked for it. */
import { describe, expect, it } from 'vitest';
import { type Chain, connect, type LinkMap, member } from '../../src/index.ts';
import { odata } from '../../src/odata.ts';

interface Product {
  readonly name: string;
}
interface Tag {
  readonly text: string;
}
interface Line {
  readonly count: number;
  readonly product?: Product | null;
  readonly tags?: readonly Tag[];
  readonly notes: { map<T>(each: (note: Tag) => T): readonly T[] };
}
interface Order {
  readonly lines: {
    map<T>(each: (line: Line) => T): readonly T[];
  };
}
interface Lines extends Chain<{ readonly items: readonly Line[] }>, AsyncIterable<Line> {
  readonly items: readonly (Chain<Line> & { product: { name: Chain<string> } })[];
  map<T>(each: (line: Line) => T): Chain<readonly T[]>;
  filter(each: (line: Line) => boolean): Chain<readonly Line[]>;
}
interface Api {
  readonly lines: Lines;
  readonly orders: { map<T>(each: (order: Order) => T): Chain<readonly T[]> };
  order(id: number): { readonly lines: Lines };
}

const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        lines: member.collection('line', { path: 'lines', indexed: true }),
        orders: member.collection('order', { path: 'orders', indexed: true }),
        order: member.lookup('order', 'orders({id})'),
      },
    },
    order: {
      address: 'orders({id})',
      members: {
        id: member.field('number', 'ref'),
        lines: member.collection('line', { path: 'lines', indexed: true, embedded: 'expansion' }),
      },
    },
    line: {
      members: {
        count: member.field('number', 'stub'),
        product: member.ref('product', 'expansion', { path: 'product' }),
        tags: member.list('tag', 'expansion', { absent: 'empty' }),
        notes: member.collection('tag', { path: 'notes', indexed: true, embedded: 'expansion' }),
      },
    },
    product: {
      address: 'products({id})',
      members: { id: member.field('number', 'ref'), name: member.field('string', 'stub') },
    },
    tag: { members: { text: member.field('string', 'stub') } },
  },
};

/** A service of two orders, with two lines each: the first has no product. */
function service(): { readonly root: Api; readonly asked: string[] } {
  const asked: string[] = [];
  const fetch = async (input: RequestInfo | URL): Promise<Response> => {
    const { pathname, search } = new URL(new Request(input).url);
    const query = decodeURIComponent(search);
    asked.push(pathname + query.replace(/\$(?:skip|top)=\d+&?/g, '').replace(/\?$/, ''));
    const line = (count: number): object => ({
      count,
      ...(query.includes('product') && {
        product: count === 1 ? null : { id: count, name: `P${count}` },
      }),
      ...(query.includes('notes') && { notes: [{ text: `n${count}` }] }),
      ...(query.includes('tags') && { tags: count === 1 ? [] : [{ text: `t${count}` }] }),
    });
    const lines = [line(1), line(2)];
    const orders = [1, 2].map((id) => ({ id, ...(query.includes('lines') && { lines }) }));
    const value = pathname === '/orders' ? orders : lines;
    return Response.json({ value });
  };
  const options = { endpoint: 'https://api.test', fetch, retries: 0 };
  return { root: connect<Api>(odata(), map, options), asked };
}

const productOf = (line: Line): string | null =>
  line.count > 1 ? (line.product?.name ?? 'none') : null;

describe('what only an expansion brings of a thing without an address', () => {
  it('is asked for of its page where a lambda reads it in a branch that no sample took', async () => {
    const { root, asked } = service();

    expect(await root.lines.map(productOf)).toEqual([null, 'P2']);
    expect(asked).toEqual(['/lines', '/lines?$expand=product']);
  });

  it('is so in a condition, and where the map says that an empty list is left out', async () => {
    const { root } = service();
    const found = await root.lines.filter(
      ({ count, product }) => count > 1 && product?.name === 'P2',
    );

    expect(found.map(({ count }) => count)).toEqual([2]);
    expect(
      await root.lines.map((line) => (line.count > 0 ? line.tags?.map(({ text }) => text) : null)),
    ).toEqual([[], ['t2']]);
  });

  it.each([
    ['in each', -1, ['n1', 'n2'], ['/lines?$expand=notes']],
    ['in a branch', 1, ['', 'n2'], ['/lines', '/lines?$expand=notes']],
  ])(
    'may be a collection, which is read where it stands: %s',
    async (_how, above, texts, requests) => {
      const { root, asked } = service();
      const found = await root.lines.map((line) =>
        line.count > above ? line.notes.map(({ text }) => text).join() : '',
      );

      expect(found).toEqual(texts);
      expect(asked).toEqual(requests);
    },
  );

  it('is nothing where the page says so', async () => {
    const { root, asked } = service();

    expect(await root.lines.map(({ product }) => product?.name ?? 'none')).toEqual(['none', 'P2']);
    expect(asked).toEqual(['/lines?$expand=product']);
  });

  it('is asked for of its page behind snapshots and in loops', async () => {
    const { root, asked } = service();
    const line = (await root.lines).items[1] as unknown as { product: { name: Chain<string> } };

    expect(await line.product.name).toBe('P2');
    expect(asked).toEqual(['/lines', '/lines?$expand=product']);
  });

  it('is asked for of its collection where that came in the document of its owner', async () => {
    const { root, asked } = service();

    expect(await root.orders.map(({ lines }) => lines.map(productOf))).toEqual([
      [null, 'P2'],
      [null, 'P2'],
    ]);
    expect(asked).toEqual([
      '/orders?$expand=lines',
      '/orders(1)/lines?$expand=product',
      '/orders(2)/lines?$expand=product',
    ]);
  });

  it('comes with the page of one chain also where another one of the tick brings it without', async () => {
    const { root } = service();
    const [counts, products] = await Promise.all([
      root.orders.map(({ lines }) => lines.map(({ count }) => count)),
      root.order(1).lines.map(({ product }) => product?.name ?? 'none'),
    ]);

    expect(counts).toEqual([
      [1, 2],
      [1, 2],
    ]);
    expect(products).toEqual(['none', 'P2']);
  });
});
