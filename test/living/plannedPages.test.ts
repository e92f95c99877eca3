/** What a plan says of collections whose pages are gone through in their order, and as what pages they are. */
import { describe, expect, it } from 'vitest';
import { hal } from '../../src/hal.ts';
import {
  type Action,
  BudgetError,
  type Chain,
  connect,
  type Dialect,
  explain,
  type LinkMap,
  member,
  trace,
  within,
} from '../../src/index.ts';
import { jsonApi } from '../../src/jsonApi.ts';
import { rest } from '../../src/rest.ts';
import { stripe } from '../../src/stripe.ts';
import { matchers } from '../../src/testing.ts';
import { settle } from '../helpers/settle.ts';
import { madeUp } from './madeUp.ts';

type Planned = Chain<unknown> | Action<unknown>;

interface Thing {
  readonly id: Chain<string>;
  readonly text: Chain<string>;
  readonly things: Things;
  close(): Action<void>;
  add(other: Thing): Action<void>;
}

interface Things extends PromiseLike<unknown> {
  readonly items: { readonly [index: number]: Thing };
  count(): Planned;
  toArray(): Planned;
  contents(): Planned;
  take(count: number): Things;
  drop(count: number): Things;
  at(index: number): Thing;
  filter(lambda: (thing: Thing) => unknown): Things;
  sort(lambda?: (one: Thing, other: Thing) => number): Things;
  reduce(lambda: (all: number) => number, start: number): Planned;
  forEach(lambda: (thing: Thing) => unknown): Planned;
}

interface Api {
  readonly things: Things;
  thing(id: number): Thing;
}

const mapOf = (listing: { readonly indexed?: boolean; readonly pageSize?: number }): LinkMap => {
  const things = member.collection('thing', { path: 'things', indexed: false, ...listing });
  return {
    root: 'api',
    kinds: {
      api: { members: { things, thing: member.lookup('thing', 'things/{id}') } },
      thing: {
        address: 'things/{id}',
        members: {
          ...{ id: member.field('string', 'ref'), text: member.field('string', 'stub') },
          things,
          close: member.action('POST', 'close'),
          add: member.action('POST', 'add/{other}', {
            parameters: { other: { type: 'any', kind: 'thing', required: true } },
            positional: ['other'],
          }),
        },
      },
    },
  };
};

/** A client whose server, if it is asked at all, has so many things on pages of ten. */
function open(
  listing: Parameters<typeof mapOf>[0] = {},
  dialect: Dialect = madeUp,
  count = 25,
): { readonly root: Api; readonly sent: string[] } {
  const sent: string[] = [];
  const fetching: typeof fetch = async (input, init) => {
    const { method, url } = new Request(input, init);
    const { pathname, search, searchParams } = new URL(url);
    sent.push(`${method} ${pathname}${search}`);
    const id = /^\/things\/(\d+)$/.exec(pathname)?.[1];
    if (id !== undefined) return Response.json({ '@': `/things/${id}` });
    const skip = Number(searchParams.get('skip') ?? 0);
    const top = Number(searchParams.get('top') ?? 10);
    const ids = Array.from({ length: count }, (_, each) => each).slice(skip, skip + top);
    return Response.json({
      data: ids.map((each) => ({ '@': `/things/${each}`, id: String(each), text: `T${each}` })),
      ...(skip + top < count && { next: `${pathname}?skip=${skip + top}&top=${top}` }),
    });
  };
  const options = { endpoint: 'https://living.test', fetch: fetching, name: 'api' };
  return { root: connect<Api>(dialect, mapOf(listing), options), sent };
}

/** The methods of what is planned, each with a plus where it is sent more than once. */
function outline(chain: Planned): string {
  const { bill, requests } = explain(chain);
  const each = requests.map(({ method, repeats }) => `${method}${repeats ? '+' : ''}`);
  return `${bill.least}-${bill.most ?? ''} ${each.join(' ')}`;
}

const dialects: readonly (readonly [string, Dialect])[] = [
  ['rest', rest()],
  ['rest with windows', rest({ window: { by: 'offset', start: 'skip', size: 'top' } })],
  ['hal', hal()],
  ['jsonApi', jsonApi()],
  ['stripe', stripe],
];

const listings = [{}, { pageSize: 100 }] as const;

const through: readonly (readonly [string, (root: Api) => Planned])[] = [
  ['count', ({ things }) => things.count()],
  ['toArray', ({ things }) => things.toArray()],
  ['contents', ({ things }) => things.contents()],
  ['take', ({ things }) => things.take(500).toArray()],
  ['drop', ({ things }) => things.drop(2).toArray()],
  ['reduce', ({ things }) => things.reduce((all) => all + 1, 0)],
  ['sort', ({ things }) => things.sort().toArray()],
  ['at the end', ({ things }) => things.at(-1).text],
  ['a far item', ({ things }) => things.items[900]?.text as Planned],
];

describe.each(dialects)('the plan of a list without an index in %s', (_name, dialect) => {
  it.each(through)('says that pages may follow the first: %s', (_what, chainOf) => {
    for (const listing of listings) {
      const plan = explain(chainOf(open(listing, dialect).root));

      expect(plan.bill).toEqual({ least: 1, most: null });
      expect(plan.requests).toMatchObject([{ repeats: 'a page' }]);
      expect(String(plan)).toMatch(/\n1 request, and one for each further page$/);
    }
  });

  it('has what follows an item, which may be on a later page', () => {
    for (const listing of listings) {
      const { things, thing } = open(listing, dialect).root;

      expect(outline(things.items[150]?.close() as Planned)).toBe('2- GET+ POST');
      expect(outline(things.items[150]?.things.count() as Planned)).toBe('2- GET+ GET+');
      expect(outline(things.items[0]?.close() as Planned)).toBe('2-2 GET POST');
      const added = thing(1).add(thing(2).things.items[150] as Thing);
      expect(outline(added)).toBe('2- GET+ POST');
    }
  });

  it('has what follows an item that operations come to', () => {
    for (const listing of listings) {
      const { things } = open(listing, dialect).root;

      expect(outline(things.at(3).close())).toBe('1- GET+ POST+');
      expect(
        outline(
          things
            .filter(({ id }) => id)
            .at(3)
            .close(),
        ),
      ).toBe('1- GET+ POST+');
      expect(
        outline(
          things
            .sort(() => 0)
            .at(3)
            .close(),
        ),
      ).toBe('1- GET+ POST+');
      expect(outline(things.drop(3).forEach((thing) => thing.close()))).toBe('1- GET+ POST+');
    }
  });

  it('is one request for the page that is awaited', () => {
    const { things } = open({}, dialect).root;

    expect(explain(things as unknown as Planned).bill).toEqual({ least: 1, most: 1 });
  });
});

describe('the plan of a list', () => {
  it('says of an index that no window leads to, that pages may follow', () => {
    const { things } = open({ indexed: true }, rest()).root;

    expect(outline(things.items[900]?.text as Planned)).toBe('1- GET+');
    expect(outline(things.items[900]?.close() as Planned)).toBe('2- GET+ POST');
    expect(outline(things.drop(3).forEach((thing) => thing.close()))).toBe('1- GET+ POST+');
  });

  it('refuses by a budget what it would send, before anything is sent', async () => {
    for (const listing of listings) {
      const { root, sent } = open(listing);
      const { things } = within(root, { budget: 1 });

      await expect(settle(things.items[3]?.close() as Action<void>)).rejects.toThrow(BudgetError);
      expect(sent).toEqual([]);
    }
  });

  it('passes for no number of requests in a test', () => {
    const { things } = open().root;
    const passes = (chain: Planned): boolean =>
      Reflect.apply(matchers.toCost, { isNot: false }, [chain, 1]).pass;

    for (const [, chainOf] of through) expect(passes(chainOf({ things } as Api))).toBe(false);
    expect(passes(things.items[0]?.text as Planned)).toBe(true);
  });

  it('goes on behind the pages that are in hand', async () => {
    const { root } = open();
    const { things } = (await (root.thing(1) as unknown as PromiseLike<Thing>)) as Thing;
    await things;

    expect(outline(things.items[3]?.close() as Planned)).toBe('1-1 POST');
    expect(outline(things.items[10]?.close() as Planned)).toBe('2-2 GET POST');
    expect(outline(things.items[12]?.close() as Planned)).toBe('2- GET+ POST');
    expect(outline(things.count())).toBe('1- GET+');
    expect(explain(things.count()).requests).toMatchObject([
      { url: 'https://living.test/things/1/things?skip=10&top=10' },
    ]);
  });

  it('has each of two items, of which the second is wanted only after the first', () => {
    const { things } = open().root;
    const added = (first: number, second: number): Planned =>
      things.items[first]?.things.forEach((each) =>
        each.add(things.items[second] as Thing),
      ) as Planned;

    expect(outline(added(3, 5))).toBe('2- GET+ GET+ POST+');
    expect(outline(added(0, 5))).toBe('2- GET GET+ GET+ POST+');
  });
});

describe('an item of a list without an index', () => {
  it('is asked for with as many before it as a page may have', async () => {
    const { root, sent } = open({ pageSize: 100 }, madeUp, 230);

    expect(await root.things.items[12]?.text).toBe('T12');
    expect(await root.things.items[150]?.text).toBe('T150');

    expect(sent).toEqual([
      'GET /things?skip=0&top=13',
      ...['GET /things?skip=0&top=100', 'GET /things?skip=100&top=100'],
    ]);
  });

  it('comes with others of one tick in the widest page of them', async () => {
    const { root, sent } = open({ pageSize: 100 }, madeUp, 230);
    const { things } = root;

    const texts = await Promise.all([things.items[5]?.text, things.items[55]?.text]);
    expect(texts).toEqual(['T5', 'T55']);
    expect(sent.splice(0)).toEqual(['GET /things?skip=0&top=56']);

    expect(await Promise.all([things.items[5]?.text, things.count()])).toEqual(['T5', 230]);
    expect(sent).toHaveLength(3);
  });

  it('comes with the page that is awaited in the same tick, where that has it', async () => {
    const { root, sent } = open({ pageSize: 100 });
    const [, text] = await Promise.all([root.things, root.things.items[3]?.text]);

    expect(text).toBe('T3');
    expect(sent).toEqual(['GET /things']);
  });

  it('is found on the pages that the server gives, where these have fewer', async () => {
    const { root, sent } = open({}, madeUp, 25);

    expect(await root.things.items[22]?.text).toBe('T22');
    expect(sent).toHaveLength(3);
    await expect(settle(root.things.items[25]?.text as Chain<string>)).rejects.toThrow(
      /no item 25/,
    );
  });

  it('is sent as it is planned', async () => {
    const { root } = open({ pageSize: 100 });
    const chain = root.things.items[12]?.text as Planned;
    const { bill, requests } = explain(chain);
    const traced = await trace(chain as Chain<unknown>);

    expect(bill).toEqual({ least: 1, most: null });
    expect(traced.requests.map(({ url }) => url)).toEqual(requests.map(({ url }) => url));
  });
});
