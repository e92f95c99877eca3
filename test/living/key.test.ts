/** Idempotency keys: one for each action, the same for each request of it. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Action,
  type Chain,
  type ConnectOptions,
  explain,
  type LinkMap,
  member,
  within,
} from '../../src/index.ts';
import { uuid } from '../../src/values/uuid.ts';
import { madeUp } from './madeUp.ts';
import { errorOf, type Received, sending } from './sending.ts';

const amount = { parameters: { amount: { type: 'integer' } }, positional: ['amount'] } as const;
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        card: member.lookup('card', 'cards/{id}'),
        cards: member.collection('card', {
          path: 'cards',
          indexed: false,
          actions: {
            add: member.action('POST', '', { key: 'X-Request-Key', creates: 'card' }).call,
          },
        }),
      },
    },
    card: {
      address: 'cards/{id}',
      members: {
        number: member.field('string', 'whole'),
        pay: member.action('POST', 'payments', { ...amount, key: true }),
        refund: member.action('POST', 'refunds', amount),
      },
    },
  },
};
interface Keyed {
  readonly idempotencyKey?: unknown;
}
interface Card {
  readonly number: Chain<string>;
  pay(amount: number, options?: Keyed): Action<undefined>;
  refund(amount: number, options?: Keyed): Action<undefined>;
}
interface Api {
  card(id: number): Card;
  readonly cards: {
    add(options?: Keyed): Action<object> & { readonly number: Chain<string> };
    forEach(each: (card: Card) => Action<unknown>): Action<unknown>;
  };
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const keysOf = (received: readonly Received[]): readonly (string | undefined)[] =>
  received
    .filter(({ method }) => method === 'POST')
    .map(({ headers }) => headers['idempotency-key']);

const done = (): Response => new Response(null, { status: 201, headers: { location: '/cards/9' } });
function bank(
  answer: (received: Received) => Response = done,
  options: Partial<ConnectOptions> = {},
) {
  const client = sending<Api>(
    madeUp,
    map,
    (request) => {
      if (request.path === '/cards' && request.method === 'GET') {
        return Response.json({ data: [{ '@': '/cards/1' }, { '@': '/cards/2' }] });
      }
      if (request.method === 'GET') return Response.json({ '@': request.path, number: 'n-77' });
      return answer(request);
    },
    options,
  );
  return { ...client, keys: () => keysOf(client.received) };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('an action with an idempotency key', () => {
  it('has one of its own, which nobody can guess', async () => {
    const { root, keys } = bank();

    for (let count = 0; count < 20; count += 1) await root.card(1).pay(3);
    await root.cards.forEach((card) => card.pay(1));

    expect(keys().every((key) => UUID.test(key ?? ''))).toBe(true);
    expect(new Set(keys()).size).toBe(22);
  });

  it('bears it in the header that the map names, and others bear none', async () => {
    const { root, received } = bank();

    await root.cards.add();
    await root.card(1).refund(3);

    expect(received[0]?.headers['x-request-key']).toMatch(UUID);
    expect(received.some(({ headers }) => 'idempotency-key' in headers)).toBe(false);
    expect(received[1]?.headers).not.toHaveProperty('x-request-key');
  });

  it('is one action with one key, however often it is awaited or planned', async () => {
    const { root, keys } = bank();
    const paying = root.card(1).pay(3);

    explain(paying);
    await Promise.all([paying, paying]);
    await paying;

    expect(keys()).toHaveLength(1);
  });

  it('keeps it when its request is repeated after a refusal', async () => {
    let count = 0;
    const { root, keys } = bank(() => {
      count += 1;
      return count < 2
        ? new Response(null, { status: 429, headers: { 'retry-after': '0' } })
        : done();
    });

    await root.card(1).pay(3);

    expect(keys()).toHaveLength(2);
    expect(new Set(keys()).size).toBe(1);
  });

  it('keeps it with a new token', async () => {
    let made = 0;
    const { root, keys } = bank(
      ({ headers }) =>
        headers.authorization === 'Bearer token-1' ? new Response(null, { status: 401 }) : done(),
      {
        token: async () => {
          made += 1;
          return `token-${made}`;
        },
      },
    );

    await root.card(1).pay(3);

    expect(keys()).toHaveLength(2);
    expect(new Set(keys()).size).toBe(1);
  });

  it('keeps it where it is given up while it waits, and sent for somebody else later', async () => {
    const controller = new AbortController();
    const waited = Promise.withResolvers<void>();
    let count = 0;
    const { root, received } = bank(
      () => {
        count += 1;
        return count === 1
          ? new Response(null, { status: 429, headers: { 'retry-after': '1' } })
          : done();
      },
      { on: { wait: () => waited.resolve() } },
    );
    const adding = root.cards.add();
    const limited = errorOf(within(adding.number, { signal: controller.signal }));
    await waited.promise;
    controller.abort();
    await limited;

    await adding;

    const keys = received.map(({ headers }) => headers['x-request-key']);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
  });
});

describe('a key that is given', () => {
  it('is sent as it is, and stands in no body', async () => {
    const { root, received, keys } = bank();

    await root.card(1).pay(3, { idempotencyKey: 'order-7/payment' });
    await root.card(1).pay(3, { idempotencyKey: root.card(2).number });

    expect(keys()).toEqual(['order-7/payment', 'n-77']);
    expect(received[0]?.body).toBe('{"amount":3}');
  });

  it.each([
    ['', RangeError],
    ['x'.repeat(256), RangeError],
    ['a\r\nx-admin: 1', RangeError],
    ['zwölf', RangeError],
    ['a b', RangeError],
    [7, TypeError],
  ])(
    'is refused before anything is sent where it can be none: %j',
    async (idempotencyKey, sort) => {
      const { root, received } = bank();

      const error = await errorOf(root.card(1).pay(3, { idempotencyKey }));

      expect(error).toBeInstanceOf(sort);
      expect(error.message).toContain('`idempotencyKey`');
      expect(received).toEqual([]);
    },
  );

  it('is no option of an action without one', async () => {
    const { root, received } = bank();

    const error = await errorOf(root.card(1).refund(3, { idempotencyKey: 'a' }));

    expect(error).toBeInstanceOf(TypeError);
    expect(received).toEqual([]);
  });

  it('cannot be sent in the place of credentials', async () => {
    const pay = member.action('POST', 'payments', { key: 'Authorization' });
    const { api } = map.kinds;
    const kinds = { api: api as never, card: { address: 'cards/{id}', members: { pay } } };
    const { root, received } = sending<Api>(madeUp, { root: 'api', kinds }, done);

    const error = await errorOf(root.card(1).pay(3 as never));

    expect(error).toBeInstanceOf(TypeError);
    expect(received).toEqual([]);
  });
});

describe('a random UUID', () => {
  it('needs no secure context', () => {
    const { getRandomValues } = crypto;
    vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(crypto) });

    const all = Array.from({ length: 1000 }, () => uuid());

    expect(all.every((each) => UUID.test(each))).toBe(true);
    expect(new Set(all).size).toBe(1000);
  });
});
