/** Actions that documents declare, as HAL-FORMS' templates and Siren's actions do. */
import { describe, expect, it } from 'vitest';
import {
  type Action,
  type Chain,
  type DeclaredAction,
  type Dialect,
  Doc,
  explain,
  type Item,
  type Json,
  type JsonObject,
  type LinkMap,
  member,
  OriginError,
  StepError,
  trace,
} from '../../src/index.ts';
import { bodyOf, isObject, madeUp, ORIGIN, toDoc } from './madeUp.ts';
import { errorOf, lines, type Received, sending } from './sending.ts';

/** A document whose `actions` are templates: `{ name: { method, target, fields, values } }`. */
class Declaring extends Doc {
  override get actions(): ReadonlyMap<string, DeclaredAction> | undefined {
    const declared = this.field('actions');
    if (!isObject(declared as Json)) return undefined;
    return new Map(
      Object.entries(declared as JsonObject).map(([name, each]) => [name, toAction(each)]),
    );
  }
}
function toAction(json: Json): DeclaredAction {
  const { target, ...rest } = json as JsonObject & { readonly target: string };
  const url = URL.canParse(target) ? target : `${ORIGIN}${target}`;
  return { ...(rest as object as Omit<DeclaredAction, 'url'>), url };
}
const declaring = (item: Item): Item =>
  item instanceof Doc
    ? new Declaring(
        item.address,
        item.links,
        new Map([...item.fields].map(([name, each]) => [name, declaring(each)])),
        item.field('isWhole') === true ? 'whole' : undefined,
      )
    : Array.isArray(item)
      ? item.map((each: Item) => declaring(each))
      : item;
const dialect: Dialect = {
  ...madeUp,
  document: (response) => {
    const body = bodyOf(response);
    return body && (declaring(toDoc(body)) as Doc);
  },
  page: (response, asked) => {
    const page = madeUp.page(response, asked);
    return page && { ...page, items: page.items.map(declaring), doc: declaring(page.doc) as Doc };
  },
};

const order = (path: string, more: JsonObject = {}): JsonObject => ({
  '@': path,
  state: 'open',
  links: { self: path, customer: '/customers/1' },
  actions: {
    ship: {
      method: 'post',
      target: `${path}/shipments`,
      parameters: {
        carrier: { type: 'string', required: true, oneOf: ['DHL', 'UPS'] },
        weight: { type: 'number', wire: 'weight-kg' },
        token: { type: 'string', required: true },
      },
      values: { token: 'hidden-7', priority: 'normal' },
    },
    cancel: { method: 'DELETE', target: path },
    note: { method: 'POST', target: '/notes', form: 'form' },
    search: { method: 'GET', target: '/customers/1/orders' },
    export: { method: 'POST', target: 'https://elsewhere.test/export' },
  },
  ...more,
});

/** A shop that knows what it did. */
function shop(map: LinkMap, more: (received: Received) => Response | undefined = () => undefined) {
  return sending<Api>(dialect, map, (received) => {
    const own = more(received);
    if (own !== undefined) return own;
    const { method, path } = received;
    if (method !== 'GET') return new Response(null, { status: 204 });
    if (path === '/')
      return Response.json({ '@': '/', links: { orders: '/orders', first: '/orders/1' } });
    if (path === '/orders') {
      const data = [order('/orders/1'), order('/orders/2', { actions: {} })];
      return Response.json({
        data,
        actions: {
          create: { method: 'POST', target: '/orders', parameters: { item: { type: 'string' } } },
        },
      });
    }
    if (path.startsWith('/customers/1/orders')) return Response.json({ '@': path, found: path });
    return Response.json(order(path));
  });
}

interface Order extends Chain<OrderSnapshot> {
  readonly total: Chain<number>;
  readonly twin: Order;
  readonly state: Chain<string>;
  ship(options?: object): Action<unknown> & { readonly state: Chain<string> };
  cancel(): Action<unknown>;
  customer(options: object): Action<unknown>;
  note(options: object): Action<unknown>;
  search(options?: object): Chain<{ readonly found: string }>;
  export(): Action<unknown>;
  approve(options?: object): Action<unknown>;
}
interface OrderSnapshot {
  readonly state: string;
  readonly self: Order;
  ship(options?: object): Action<unknown>;
  approve?: unknown;
}
interface Api {
  readonly first: Order;
  order(id: number): Order;
  readonly orders: {
    create(options?: object): Action<unknown>;
    forEach(each: (order: Order) => Action<unknown> | null): Action<unknown>;
  };
}

interface Waving {
  wave(options: object): Action<unknown>;
}

const NO_MAP: LinkMap = { root: '', kinds: {} };
const options = {
  parameters: { carrier: { type: 'string' } },
  positional: ['carrier'],
} as const;
const MAP: LinkMap = {
  root: 'shop',
  kinds: {
    shop: {
      members: {
        first: member.link('order', { path: 'orders/1' }),
        order: member.lookup('order', 'orders/{id}'),
        orders: member.collection('order', {
          path: 'orders',
          indexed: false,
          actions: { create: member.declared({ creates: 'order' }).call },
        }),
      },
    },
    order: {
      address: 'orders/{id}',
      members: {
        state: member.field('string', 'stub'),
        total: member.field('number', 'whole'),
        twin: member.ref('order', 'whole'),
        self: member.link('order', { rel: 'self', path: '' }),
        ship: member.declared({ gives: 'whole' }),
        cancel: member.declared(),
        note: member.declared(),
        search: member.declared(),
        export: member.declared(),
        approve: member.declared(options),
      },
    },
  },
};

describe.each([
  ['without a map', NO_MAP, ['GET /', 'GET /orders/1']],
  ['with a map that names it', MAP, ['GET /orders/1']],
])('an action that a document declares, %s', (_how, map, reads) => {
  it('is sent where the document says, after that was read', async () => {
    const { root, received } = shop(map);

    await root.first.cancel();

    expect(lines(received)).toEqual([...reads, 'DELETE /orders/1']);
  });

  it('takes what is declared, and sends what is hidden besides', async () => {
    const { root, received } = shop(map, ({ method }) =>
      method === 'POST' ? Response.json(order('/orders/1', { state: 'shipped' })) : undefined,
    );

    expect(await root.first.ship({ carrier: 'DHL', weight: 3 }).state).toBe('shipped');

    expect(received.at(-1)).toMatchObject({ method: 'POST', path: '/orders/1/shipments' });
    expect(JSON.parse(received.at(-1)?.body ?? '')).toEqual({
      token: 'hidden-7',
      priority: 'normal',
      carrier: 'DHL',
      'weight-kg': 3,
    });
  });

  it('is held to its parameters before it is sent', async () => {
    const { root, received } = shop(map);

    const wrong = await Promise.all([
      errorOf(root.first.ship({ carrier: 'Pigeon' })),
      errorOf(root.first.ship({ carrier: 'DHL', wait: 1 })),
      errorOf(root.first.ship()),
    ]);

    expect(wrong.map(({ name }) => name)).toEqual(['RangeError', 'TypeError', 'TypeError']);
    expect(wrong[1]?.message).toContain(
      '`ship` has no option `wait`: it has carrier, weight, token',
    );
    expect(wrong[2]?.message).toContain('`ship` needs `carrier`');
    expect(received.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('is written as it says', async () => {
    const { root, received } = shop(map);

    await root.first.note({ text: 'a&b' });

    expect(received.at(-1)).toMatchObject({ path: '/notes', body: 'text=a%26b' });
    expect(received.at(-1)?.headers['content-type']).toContain('x-www-form-urlencoded');
  });

  it('that reads is a link with its values in the query', async () => {
    const { root, received } = shop(map);

    expect((await root.first.search({ state: 'open' })).found).toContain('state=open');

    expect(lines(received).at(-1)).toBe('GET /customers/1/orders?state=open');
  });

  it('that reads takes options alone, of what an address can hold', async () => {
    const { root, received } = shop(map);

    const errors = await Promise.all([
      errorOf(root.first.search({ state: new Map() })),
      errorOf(Reflect.apply(root.first.search, undefined, ['open'])),
    ]);

    expect(errors.map(({ name }) => name)).toEqual(['TypeError', 'TypeError']);
    expect(errors[0]?.message).toContain('search: `state` cannot be written into an address');
    expect(errors[1]?.message).toContain("`search` takes an object of options, got 'open'");
    expect(errors[1]?.message).toContain("  api.first.search('open')");
    expect(lines(received)).toEqual(reads);
  });

  it('is one action and one result, however often it is awaited', async () => {
    const { root, received } = shop(map);
    const cancelling = root.first.cancel();

    await Promise.all([cancelling, cancelling]);
    await cancelling;

    expect(received.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
  });

  it('is a StepError that says which there are, where it is not declared', async () => {
    const { root, received } = shop(map);

    const error = await errorOf(root.first.approve());

    expect(error).toBeInstanceOf(StepError);
    expect(error.message).toMatch(/no (action )?"approve" on .*1/);
    for (const name of ['ship', 'cancel', 'note', 'search']) expect(error.message).toContain(name);
    expect(error.message).toContain('first.approve()');
    expect(lines(received)).toEqual(reads);
  });

  it('leads to no other origin than links do', async () => {
    const { root, received } = shop(map);

    expect(await errorOf(root.first.export())).toBeInstanceOf(OriginError);

    expect(lines(received)).toEqual(reads);
  });

  it('is planned as what the answer will tell', async () => {
    const { root } = shop(map);

    const plan = explain(root.first.cancel());

    expect(plan.requests[0]?.method).toBe('GET');
    expect(plan.bill).toEqual({ least: plan.requests.length, most: null });
    expect(String(plan)).toContain('the answer tells');
  });

  it('costs what it sends where its document is in hand, and is planned so', async () => {
    const { root, received } = shop(map);
    const first = await root.first;
    const shipping = first.self.ship({ carrier: 'UPS' });

    const plan = explain(shipping);

    expect(plan.bill).toEqual({ least: 1, most: 1 });
    expect(plan.requests[0]).toMatchObject({ method: 'POST', url: `${ORIGIN}/orders/1/shipments` });
    const { requests } = await trace(first.ship({ carrier: 'UPS' }));
    expect(requests[0]?.method).toBe('POST');
    expect(received.length).toBeGreaterThan(reads.length);
  });

  it('makes old what is known of its resource, and of where it is sent', async () => {
    const { root, received } = shop(map);
    const first = await root.first;

    await first.self.note({ text: 'x' });
    await first.self.state;

    expect(lines(received)).toEqual([...reads, 'POST /notes text=x', 'GET /orders/1']);
  });
});

describe('a `forEach` over what declares its actions', () => {
  it('sends those that a map names, and fails for the items that do not declare them', async () => {
    const { root, received } = shop(MAP);

    const error = await errorOf(root.orders.forEach((each) => each.ship({ carrier: 'DHL' })));

    expect(error.message).toContain('1 of 2');
    expect(error.message).toContain('no action "ship" on order 2 now: it declares none');
    expect(lines(received).filter((line) => line.startsWith('POST'))).toHaveLength(1);
  });

  it('is planned as what each item will tell', () => {
    const { root } = shop(MAP);

    const plan = explain(root.orders.forEach((each) => each.ship({ carrier: 'DHL' })));

    expect(plan.requests.every(({ method }) => method === 'GET')).toBe(true);
    expect(plan.openEnd).toBe('what "ship" does, the answer tells');
  });

  it('sends those that no map names, where an item has them', async () => {
    const { root, received } = shop(NO_MAP);

    await root.orders.forEach((each: Partial<Order>) => each.ship?.({ carrier: 'DHL' }) ?? null);

    expect(lines(received).filter((line) => line.startsWith('POST'))).toHaveLength(1);
  });

  it('refuses a call that turns out to be a link', async () => {
    const { root, received } = shop(NO_MAP);

    const error = await errorOf(
      root.orders.forEach((each: Partial<Order>) => each.customer?.({ page: 2 }) ?? null),
    );

    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain('reads only');
    expect(received.every(({ method }) => method === 'GET')).toBe(true);
  });
});

describe('an action that the document of a collection declares', () => {
  it('is sent where the document says', async () => {
    const { root, received } = shop(MAP, ({ method }) =>
      method === 'POST'
        ? new Response(null, { status: 201, headers: { location: '/orders/9' } })
        : undefined,
    );

    await root.orders.create({ item: 'tea' });

    expect(lines(received)).toEqual(['GET /orders', 'POST /orders {"item":"tea"}']);
  });
});

describe('an action that only the document knows', () => {
  it('is not sent where it is given many things', async () => {
    const wave = { method: 'POST', target: '/orders/1/wave' };
    const { root, received } = shop(MAP, ({ path }) =>
      path === '/orders/1' ? Response.json(order('/orders/1', { actions: { wave } })) : undefined,
    );
    const first: unknown = root.order(1);

    const error = await errorOf((first as Waving).wave({ to: root.orders }));

    expect(error.message).toContain(
      '`wave` cannot be given all of api.orders: give it one of them',
    );
    expect(lines(received)).toEqual(['GET /orders/1']);
  });
});

describe('a document within another one that does not tell of its actions', () => {
  const bare = (path: string): JsonObject => {
    const { actions: _untold, ...rest } = order(path);
    return { ...rest, total: 3 };
  };

  it('is asked at its own address, once', async () => {
    const { root, received } = shop(MAP, ({ method, path }) => {
      if (method !== 'GET' || path.startsWith('/orders/2')) return undefined;
      const twin = path.includes('include=twin') ? bare('/orders/2') : { '@': '/orders/2' };
      return Response.json(order('/orders/1', { twin }));
    });
    const [total, first] = await Promise.all([root.order(1).twin.total, root.order(1)]);
    expect([total, first.state]).toEqual([3, 'open']);

    await first.self.twin.cancel();
    await errorOf(first.self.twin.approve());

    expect(lines(received).slice(1)).toEqual([
      'GET /orders/2',
      'DELETE /orders/2',
      'GET /orders/2',
    ]);
  });

  it('is asked at its own address where no map names the action, too', async () => {
    const { root, received } = shop(NO_MAP, ({ path }) =>
      path === '/orders/1'
        ? Response.json(order('/orders/1', { twin: { ...bare('/orders/2'), isWhole: true } }))
        : undefined,
    );

    await root.first.twin.cancel();

    expect(lines(received).slice(2)).toEqual(['GET /orders/2', 'DELETE /orders/2']);
  });
});

describe('what an action answers that no map knows', () => {
  it.each([
    ['a resource', () => Response.json(order('/orders/1', { state: 'shipped' })), 'shipped'],
    [
      'a resource elsewhere',
      () => new Response(null, { status: 201, headers: { location: '/orders/9' } }),
      'open',
    ],
  ])('is %s that it names', async (_what, answer, state) => {
    const { root } = shop(NO_MAP, ({ method }) => (method === 'POST' ? answer() : undefined));

    expect(await root.first.ship({ carrier: 'DHL' }).state).toBe(state);
  });

  it('is the JSON as it came, where that names none', async () => {
    const { root } = shop(NO_MAP, ({ method }) =>
      method === 'POST' ? Response.json({ queued: true }) : undefined,
    );

    expect(await root.first.ship({ carrier: 'DHL' })).toEqual({ queued: true });
    expect(await root.first.cancel()).toBeUndefined();
  });
});
