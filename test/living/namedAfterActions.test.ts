/** What documents only name, by an id or where it was expanded, once an action has changed it. */
import { describe, expect, it } from 'vitest';
import { connect, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';

const ORIGIN = 'https://api.test';

interface Up {
  readonly n: PromiseLike<number>;
  touch(): PromiseLike<unknown>;
}
interface Items {
  drop(count: number): Items;
  map<T>(read: (item: { readonly up: Up }) => T): PromiseLike<T[]>;
}
interface Tree {
  readonly items: Items;
}

const MAP: LinkMap = {
  root: 'tree',
  kinds: {
    tree: { members: { items: member.collection('item', { path: 'items', indexed: false }) } },
    item: {
      address: 'items/{id}',
      members: {
        id: member.field('number', 'ref'),
        n: member.field('number', 'stub'),
        up: member.ref('item', 'stub', { by: 'upId' }),
        touch: member.action('POST', 'touch'),
      },
    },
  },
};

/** Four items, of which three name the first one. */
function tree() {
  const counts = new Map([1, 2, 3, 4].map((id) => [id, 10 * id]));
  const asked: string[] = [];
  const faults: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    const { method, url } = new Request(input);
    const { pathname, searchParams } = new URL(url);
    asked.push(`${method} ${pathname}`);
    const item = (id: number) => ({ id, n: counts.get(id), upId: id === 1 ? null : 1 });
    const whole = (id: number) => (id === 1 ? item(id) : { ...item(id), up: item(1) });
    const id = Number(pathname.split('/')[2]);
    if (method === 'POST') {
      counts.set(id, (counts.get(id) ?? 0) + 1);
      return new Response(null, { status: 204 });
    }
    if (!Number.isNaN(id)) return Response.json(item(id));
    return Response.json([1, 2, 3, 4].map(searchParams.has('expand') ? whole : item));
  };
  const options = {
    ...{ endpoint: ORIGIN, fetch, retries: 0 },
    on: { fault: ({ message }: { readonly message: string }) => void faults.push(message) },
  };
  return {
    tree: connect(rest({ expand: { one: 'expand' } }), MAP, options) as Tree,
    asked,
    faults,
  };
}

describe('a thing that documents name by its id', () => {
  it('is asked for at its own address, once an action has changed it', async () => {
    const { tree: root, asked, faults } = tree();
    const ups = await root.items.drop(1).map(({ up }) => up);
    await ups[1]?.touch();

    expect(await ups[2]?.n).toBe(11);
    expect(asked).toEqual(['GET /items', 'POST /items/1/touch', 'GET /items/1']);
    expect(faults).toEqual([]);
  });

  it('also where it was expanded', async () => {
    const { tree: root, asked, faults } = tree();
    const ups = await root.items.drop(1).map(({ up }) => ({ n: up.n, up }));
    await ups[1]?.up.touch();

    expect([ups[2]?.n, await ups[2]?.up.n]).toEqual([10, 11]);
    expect(asked).toEqual(['GET /items', 'POST /items/1/touch', 'GET /items/1']);
    expect(faults).toEqual([]);
  });
});
