/** What is read behind an action, after another one on the same thing. */
import { describe, expect, it } from 'vitest';
import { type Action, type Chain, connect, fresh, type LinkMap, member } from '../../src/index.ts';
import { rest } from '../../src/rest.ts';
import { errorOf } from './sending.ts';

interface Thing {
  readonly id: number;
  readonly name: string;
}
interface ThingChain {
  readonly id: Chain<number>;
  readonly name: Chain<string>;
  readonly self: { readonly name: Chain<string> };
  rename(name: string): Action<Thing> & ThingChain;
}
interface Api {
  create(name: string): Action<Thing> & ThingChain;
  thing(id: number): ThingChain;
}

const named = { parameters: { name: { type: 'string' } }, positional: ['name'] } as const;
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        create: member.action('POST', 'things', { ...named, creates: 'thing', gives: 'whole' }),
        thing: member.lookup('thing', 'things/{id}'),
      },
    },
    thing: {
      address: 'things/{id}',
      members: {
        id: member.field('number', 'ref'),
        name: member.field('string', 'whole'),
        self: member.link('thing', { rel: 'self', path: '' }),
        rename: member.action('PATCH', '', { ...named, gives: 'whole' }),
      },
    },
  },
};

/** A client of a server with one thing, which has the name that it was given last. */
function open(): { readonly api: Api; readonly sent: string[] } {
  const sent: string[] = [];
  let name = 'old';
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    sent.push(request.method);
    if (request.method !== 'GET') ({ name } = (await request.json()) as Thing);
    return Response.json({ id: 1, name });
  };
  return { api: connect<Api>(rest(), map, { endpoint: 'https://api.test', fetch }), sent };
}

describe('what is read behind an action', () => {
  it('is what that answered, and costs no request', async () => {
    const { api, sent } = open();
    const made = api.create('A');

    expect([await made.name, await made.name, await made.id]).toEqual(['A', 'A', 1]);
    expect(sent).toEqual(['POST']);
  });

  it.each<[string, (made: ThingChain, api: Api) => Promise<unknown>]>([
    ['by the same chain', async (made) => made.rename('B')],
    ['by its address', async (_made, api) => api.thing(1).rename('B')],
  ])('is read anew after another action, %s', async (_by, act) => {
    const { api, sent } = open();
    const made = api.create('A');
    await made;
    await act(made, api);

    expect(await made.name).toBe('B');
    expect(await made.self.name).toBe('B');
    expect(sent).toEqual(['POST', 'PATCH', 'GET', 'GET']);
  });

  it('is what the last one answered where that is what the chain goes on from', async () => {
    const { api, sent } = open();
    const made = api.create('A');
    const renamed = made.rename('B');

    expect([await renamed.name, (await renamed).name]).toEqual(['B', 'B']);
    expect(sent).toEqual(['POST', 'PATCH']);
  });

  it('is as it is behind what was awaited before it in the same tick', async () => {
    const { api, sent } = open();
    const made = api.create('A');
    const [renamed, name] = await Promise.all([made.rename('B'), made.name]);

    expect([renamed.name, name]).toEqual(['B', 'B']);
    expect(sent).toEqual(['POST', 'PATCH', 'GET']);
  });

  it('is its own answer still where it is awaited itself', async () => {
    const { api, sent } = open();
    const made = api.create('A');
    await made.rename('B');

    expect((await made).name).toBe('A');
    expect(sent).toEqual(['POST', 'PATCH']);
  });
});

interface Counter {
  readonly id: number;
  readonly n: number;
}
interface CounterChain {
  readonly n: Chain<number>;
  readonly self: Chain<Counter> & CounterChain;
  readonly notes: { readonly items: readonly Chain<string>[] };
  add(): Action<undefined>;
  zero(): Action<undefined>;
  set(n: number): Action<Counter> & CounterChain;
}
interface Counters {
  create(n: number): Action<Counter> & CounterChain;
  counter(
    id: number,
  ): Chain<Counter & { readonly self: Chain<Counter> & CounterChain }> & CounterChain;
}

const counted = { parameters: { n: { type: 'integer' } }, positional: ['n'] } as const;
const countersMap: LinkMap = {
  root: 'counters',
  kinds: {
    counters: {
      members: {
        // The map does not say that its answer holds all of it.
        create: member.action('POST', 'counters', { ...counted, creates: 'counter' }),
        counter: member.lookup('counter', 'counters/{id}'),
      },
    },
    counter: {
      address: 'counters/{id}',
      members: {
        id: member.field('number', 'ref'),
        n: member.field('number', 'stub'),
        self: member.link('counter', { rel: 'self', path: '' }),
        notes: member.collection('note', { path: 'notes', indexed: false }),
        add: member.action('POST', 'add'),
        zero: member.action('POST', 'zero', { guard: 'etag' }),
        set: member.action('PATCH', '', { ...counted, gives: 'whole' }),
      },
    },
    note: { members: {} },
  },
};

/** A client of a server with one counter, whose ETag tells how often it was changed, and its hand on that. */
function openCounter() {
  const sent: string[] = [];
  const counter = { n: 0, version: 0 };
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { method, url, headers } = request;
    const path = new URL(url).pathname;
    sent.push(`${method} ${path}`);
    if (path.endsWith('/notes')) return Response.json([]);
    const match = headers.get('if-match');
    if (match !== null && match !== `"${counter.version}"`) {
      return Response.json({}, { status: 412 });
    }
    if (method !== 'GET') counter.version += 1;
    if (path.endsWith('/add')) counter.n += 1;
    else if (path.endsWith('/zero')) counter.n = 0;
    else if (method !== 'GET') counter.n = ((await request.json()) as Counter).n;
    const etag = `"${counter.version}"`;
    return Response.json({ id: 1, n: counter.n }, { headers: { etag } });
  };
  const options = { endpoint: 'https://api.test', fetch };
  return { api: connect<Counters>(rest(), countersMap, options), sent, counter };
}

describe('what an action answered', () => {
  it('is old after another one, though the map does not say that it holds so much', async () => {
    const { api, sent } = openCounter();
    const made = api.create(5);
    await made;

    expect(await made.n).toBe(5);
    await made.add();
    expect(await made.n).toBe(6);
    expect(sent).toEqual(['POST /counters', 'POST /counters/1/add', 'GET /counters/1']);
  });

  it('is not believed by a chain that knows nothing', async () => {
    const { api, counter } = openCounter();
    const made = api.create(5);
    await made;
    counter.n = 7;

    expect([await made.n, await fresh(made).n]).toEqual([5, 7]);
  });

  it.each<[string, (set: CounterChain) => PromiseLike<unknown>]>([
    ['a value', (set) => set.n],
    ['a collection', (set) => set.notes.items[0] as PromiseLike<unknown>],
    ['the answer itself', (set) => set as unknown as PromiseLike<unknown>],
  ])(
    'spoils nothing of a snapshot that knows better by then, where %s is read',
    async (_, read) => {
      const { api, counter } = openCounter();
      const snapshot = await api.counter(1);
      const set = snapshot.self.set(5);
      await set;
      await snapshot.self.add();
      await Promise.resolve(read(set)).catch(() => undefined);

      expect([await snapshot.self.n, counter.n]).toEqual([6, 6]);
    },
  );

  it('guards no action by an ETag that another one of the client made old', async () => {
    const { api, sent, counter } = openCounter();
    const set = api.counter(1).set(5);
    await set;
    await set.add();
    await set.zero();

    expect(counter.n).toBe(0);
    expect(sent.slice(1)).toEqual([
      'POST /counters/1/add',
      'GET /counters/1',
      'POST /counters/1/zero',
    ]);
  });

  it('guards an action for as long as nobody has read what somebody else made of it', async () => {
    const { api, counter } = openCounter();
    const set = api.counter(1).set(5);
    await set;
    counter.version += 1;

    expect(await errorOf(set.zero())).toMatchObject({ status: 412 });
    expect(await errorOf(set.zero())).toMatchObject({ status: 412 });
    await fresh(set).zero();
    expect(counter.n).toBe(0);
  });
});
