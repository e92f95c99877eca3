/** What hosts do to chains and snapshots: print, compare, spread, clone, probe. Rules 1, 18 and 21. */
import assert from 'node:assert';
import { format, inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/index.ts';
import { failure, fake, step, TOKEN, wait } from './helpers.ts';

const silent = async (server: ReturnType<typeof fake>): Promise<void> => {
  await wait(5);
  expect(server.lines()).toEqual([]);
};

describe('printing a chain', () => {
  it('sends nothing and says what the chain is', async () => {
    const server = fake();
    const chain = server.hc.rooms.items[0].owner;

    expect(inspect(chain)).toContain('hc.rooms.items[0].owner');
    expect(`${chain}`).toContain('hc.rooms.items[0].owner');
    expect(JSON.stringify({ chain })).toContain('hc.rooms.items[0].owner');
    format('%s %o %O %j %d', chain, chain, chain, chain, chain);

    await silent(server);
  });

  it('never shows the token, however deep a host looks', async () => {
    const server = fake();
    const room = await server.hc.room(1);
    for (const value of [server.hc, server.hc.room(1).owner, room, room.owner.email]) {
      for (const showProxy of [true, false]) {
        const text = inspect(value, { depth: 30, showHidden: true, showProxy, getters: true });
        expect(text).not.toContain(TOKEN);
      }
    }
  });

  it('can be coerced in any way without an error, and is no number', async () => {
    const server = fake();
    const chain = server.hc.room(1).name as unknown as number;
    expect(+chain).toBeNaN();
    expect(chain > 100).toBe(false);
    expect(`${chain}`).toBeTypeOf('string');
    expect(typeof `${chain as unknown as string}!`).toBe('string');
    await silent(server);
  });
});

describe('comparing a chain', () => {
  it('sends nothing, and a chain equals no plain object', async () => {
    const server = fake();
    const chain = server.hc.rooms.items[0];
    expect(chain).not.toEqual({});
    expect(chain).not.toEqual({ name: 'x' });
    expect(chain).not.toMatchObject({ name: 'x' });
    expect({ a: chain }).not.toStrictEqual({ a: {} });
    expect(chain).toBe(chain);
    expect(() => assert.deepStrictEqual(chain, {})).toThrow();
    expect(() => assert.deepEqual({ name: 'x' }, chain)).toThrow();
    await silent(server);
  });

  it('survives a failing assertion that prints it', async () => {
    const server = fake();
    const chain = server.hc.room(1).name;
    const fails = (): void => expect({ a: 1, chain }).toEqual({ a: 2, chain: 3 });
    expect(fails).toThrow(/expected/);
    await silent(server);
  });
});

describe('taking a chain apart', () => {
  it('by spread or keys gives nothing and sends nothing', async () => {
    const server = fake();
    const chain = server.hc.room(1);
    expect({ ...chain }).toEqual({});
    expect(Object.keys(chain)).toEqual([]);
    expect(Object.entries(chain)).toEqual([]);
    await silent(server);
  });

  it('by iteration throws a sentence, never gives an empty list', async () => {
    const server = fake();
    const { rooms } = server.hc;
    const iterable = rooms as unknown as Iterable<unknown>;
    expect(() => [...iterable]).toThrow(/await/);
    expect(() => Array.from(iterable)).toThrow(/await/);
    expect(() => new Set(iterable)).toThrow(/await/);
    expect(() => {
      const [first] = rooms.items as unknown as Iterable<unknown>;
      return first;
    }).toThrow(/await/);
    await silent(server);
  });

  it('by `in` says no to what the map does not know', async () => {
    const server = fake();
    const chain = server.hc.room(1);
    expect('asymmetricMatch' in chain).toBe(false);
    expect('nodeType' in chain).toBe(false);
    await silent(server);
  });

  it('by structuredClone fails, and sends nothing', async () => {
    const server = fake();
    expect(() => structuredClone(server.hc.room(1))).toThrow();
    await silent(server);
  });
});

describe('changing a chain', () => {
  it('throws a sentence: set, delete and define are no steps', async () => {
    const server = fake();
    const chain = server.hc.room(1);
    expect(() => Reflect.set(chain, 'name', 'x') || assert.fail('refused')).toThrow();
    expect(() => Object.assign(chain, { name: 'x' })).toThrow(/\w/);
    expect(() => Object.defineProperty(chain, 'name', { value: 'x' })).toThrow();
    expect(() => Object.freeze(chain)).toThrow();
    await silent(server);
  });
});

describe('hosts that probe', () => {
  const names = [
    '$$typeof',
    'nodeType',
    'tagName',
    'hasAttribute',
    'asymmetricMatch',
    '_isMockFunction',
    '@@__IMMUTABLE_ITERABLE__@@',
    '@@__IMMUTABLE_RECORD__@@',
    'toJSON',
    'then',
    'constructor',
    'prototype',
    'length',
    'name',
    'valueOf',
    'displayName',
    '__esModule',
    'default',
  ] as const;

  it.each(names)('read %s, and coerce it, without an error or a request', async (name) => {
    const server = fake();
    for (const chain of [server.hc.rooms, server.hc.room(1), server.hc.rooms.items[0].owner]) {
      const found: unknown = Reflect.get(chain, name);
      String(found);
      inspect(found);
    }
    await silent(server);
  });

  it('find no unknown symbol, so `using` has nothing to dispose of', () => {
    const chain = fake().hc.rooms.items[0];
    for (const symbol of [Symbol.dispose, Symbol.asyncDispose, Symbol('x'), Symbol.for('y')]) {
      expect(Reflect.get(chain, symbol)).toBeUndefined();
    }
  });

  it('get the methods of functions from the prototype, so that they are no links', () => {
    const { hc } = fake();
    const topic = hc.room(1).topic as unknown as (text: string) => PromiseLike<unknown>;
    const bound = topic.bind(undefined);
    expect(String(explain(bound('x') as never))).toContain('PUT');
    expect(String(explain(topic.call(undefined, 'x') as never))).toContain('PUT');
  });
});

describe('the root', () => {
  it('can be awaited, returned and passed about freely', async () => {
    const server = fake();
    const give = async (): Promise<unknown> => server.hc;
    expect(await server.hc).toBe(server.hc);
    expect(await give()).toBe(server.hc);
    expect(await Promise.all([server.hc])).toEqual([server.hc]);
    expect(Reflect.get(server.hc, 'then')).toBeUndefined();
    await silent(server);
  });
});

describe('a chain that nobody awaits', () => {
  it('never rejects and never sends, not even with bad arguments', async () => {
    const server = fake();
    const seen: unknown[] = [];
    const listen = (reason: unknown): void => void seen.push(reason);
    process.on('unhandledRejection', listen);
    void server.hc.room(1).message('');
    void step(server.hc.room(1), 'no', 'such', 'thing');
    [1, 2].forEach(server.hc.room(1).message as unknown as (each: number) => void);
    await wait(20);
    process.off('unhandledRejection', listen);
    expect(seen).toEqual([]);
    expect(server.lines()).toEqual([]);
  });

  it('as a timer callback or with a foreign argument sends nothing', async () => {
    const server = fake();
    const remove = server.hc.room(1).delete as unknown as (event: Event) => PromiseLike<unknown>;
    setTimeout(remove as unknown as () => void, 0);
    expect((await failure(remove(new Event('click')))).name).toBe('TypeError');
    await wait(10);
    expect(server.lines()).toEqual([]);
  });
});

describe('then, catch and finally', () => {
  it('all send, and `finally` swallows no error', async () => {
    const server = fake();
    const ran: string[] = [];
    await expect(
      Promise.resolve(server.hc.room('Nope').topic.finally(() => void ran.push('settled'))),
    ).rejects.toThrow(/Nope/);
    expect(ran).toEqual(['settled']);
    expect(await server.hc.room('Nope').topic.catch(() => 'caught')).toBe('caught');
    expect(await server.hc.room(1).topic.then(null, null)).toBe('Topic 1');
  });
});

describe('a snapshot', () => {
  it('is never thenable, and awaiting it again gives it itself', async () => {
    const { hc } = fake();
    const room = await hc.room(1);
    expect('then' in room).toBe(false);
    expect(Reflect.get(room, 'then')).toBeUndefined();
    expect(await room).toBe(room);
    expect(await (async () => room)()).toBe(room);
  });

  it('is frozen, through and through', async () => {
    const { hc } = fake();
    const page = await hc.rooms;
    const user = await hc.user(1);
    for (const value of [page, page.items, page.items[0], page.links, user, user.roles]) {
      expect(Object.isFrozen(value)).toBe(true);
    }
  });

  it('spreads into its data and serialises to the wire form of its fields', async () => {
    const { hc } = fake();
    const room = await hc.room(1);
    expect({ ...room }).toMatchObject({ id: 1, name: 'Room 1', topic: 'Topic 1' });
    expect(JSON.parse(JSON.stringify(room))).toMatchObject({
      created: '2015-01-01T00:00:00+00:00',
      owner: { id: 1, name: 'User 1' },
    });
  });

  it('of a stub serialises a stub, though a neighbour brought the whole room along', async () => {
    const server = fake();
    const [stub] = await Promise.all([server.hc.rooms.items[0], server.hc.rooms.items[0].topic]);
    expect(server.lines()).toHaveLength(1);
    expect(Object.keys(JSON.parse(JSON.stringify(stub)) as object)).not.toContain('topic');
    expect(Object.keys(stub)).not.toContain('topic');
    expect(await stub.topic).toBe('Topic 1');
    expect(server.lines()).toHaveLength(1);
  });

  it('of the same data equals another', async () => {
    const { hc } = fake();
    expect(await hc.rooms.items[0]).toEqual(await hc.rooms.items[0]);
    expect(await hc.rooms.items[0]).not.toEqual(await hc.rooms.items[1]);
  });

  it('prints its data, and sends nothing when it is printed', async () => {
    const server = fake();
    const room = await server.hc.room(1);
    server.clear();
    expect(inspect(room)).toContain('Topic 1');
    inspect(room, { showHidden: true, getters: true, depth: 9 });
    format('%o %O %s', room, room, room);
    await wait(5);
    expect(server.lines()).toEqual([]);
  });
});
