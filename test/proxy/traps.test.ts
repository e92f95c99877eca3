/**
 * What bites in chains, trap by trap. The numbers are those of the list that the kernel was built by; the last
 * test holds that none is missing. What differs between run-times is run under each in `../runtimes`.
 */
import assert from 'node:assert';
import { AsyncLocalStorage } from 'node:async_hooks';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, inspect, promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  AbortError,
  type Action,
  box,
  type Chain,
  explain,
  field,
  type HypChat,
  hipchatMap,
  within,
} from '../../src/index.ts';
import { readChain } from '../../src/proxy/chain.ts';
import { heldApi, quiet } from '../helpers/heldApi.ts';
import { mockApi, page, roomStub, userStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

const api = mockApi();
const ROOM = 'GET /v2/room/42';

/** What a host does that no type allows. */
const wild = (value: unknown): Record<string | symbol, never> => value as never;
const written = (chain: unknown): string | undefined => readChain(chain)?.text;

const answersRoom = (times = 1): void => {
  for (let time = 0; time < times; time += 1) api.on('GET', '/v2/room/42', wholeRoom(42));
};

/** Holds that nothing was sent. */
const silent = async (): Promise<void> => {
  await quiet();
  expect(api.asked).toEqual([]);
};

describe('awaiting', () => {
  it('1 the root is not thenable, and passes through promises as it is', async () => {
    const { hc } = api;

    expect(await (async () => hc)()).toBe(hc);
    expect(await new Promise<HypChat>((resolve) => resolve(hc))).toBe(hc);
    expect([wild(hc).then, wild(hc).catch, wild(hc).finally]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('2 what a chain gives is never thenable, so that it is awaited once', async () => {
    const text = JSON.stringify(wholeRoom(42)).replaceAll('"participants"', '"then"');
    api.on('GET', '/v2/room/42', text);
    api.on('GET', '/v2/room', page([roomStub(42)]));

    const given: unknown[] = [await api.hc.room(42), await api.hc.rooms];

    for (const each of given) expect(typeof wild(each).then).not.toBe('function');
    expect(api.asked).toHaveLength(2);
  });

  it('3 a chain that is returned or resolved is sent once; a box hands it through', async () => {
    answersRoom(3);
    const chain = api.hc.room(42);

    await (async () => chain)();
    await Promise.resolve().then(() => chain);
    await new Promise((resolve) => resolve(chain));
    expect(api.asked).toEqual([ROOM, ROOM, ROOM]);
    expect((await (async () => box(chain))()).chain).toBe(chain);

    expect(api.asked).toHaveLength(3);
  });

  it('4 reading `then` gives one shared function, and does nothing', async () => {
    const { hc } = api;

    expect(wild(hc.room(42)).then).toBe(wild(hc.rooms.items[0].owner).then);
    await silent();
  });

  it('5 two awaits of a read are two reads, of an action one action', async () => {
    answersRoom();
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { topic: 'later' }));
    api.on('PUT', '/v2/room/42/topic', undefined, { status: 204 });
    const { topic } = api.hc.room(42);
    const set = api.hc.room(42).topic('new');

    expect([await topic, await topic]).toEqual(['Topic 42', 'later']);
    await Promise.all([set, set]);
    await set;

    expect(api.asked).toEqual([ROOM, ROOM, 'PUT /v2/room/42/topic']);
  });

  it('6 an action that nobody awaits is not sent by itself', async () => {
    api.hc.room(42).message('hi');

    await silent();
  });

  it('7 an action is a promise to linters, a read is not', () => {
    expectTypeOf(api.hc.room(42).topic('new')).toExtend<Promise<undefined>>();
    expectTypeOf(api.hc.room(42).topic('new')).toEqualTypeOf<Action<undefined>>();
    expectTypeOf(api.hc.room(42).owner).not.toExtend<Promise<unknown>>();
  });

  it('8 `catch` and `finally` send, and `finally` swallows nothing', async () => {
    const refusal = { error: { code: 404, message: 'Room not found', type: 'Not Found' } };
    for (const _ of [1, 2, 3]) api.on('GET', '/v2/room/42', refusal, { status: 404 });
    const ends: string[] = [];

    expect(await api.hc.room(42).catch(() => 'caught')).toBe('caught');
    await expect(settle(api.hc.room(42).finally(() => ends.push('end')))).rejects.toThrow('404');
    await expect(api.hc.room(42).then()).rejects.toThrow('404');
    const { then } = api.hc.room(42);
    expect(() => Reflect.apply(then, undefined, [])).toThrow('`then` was called on no chain');

    expect(ends).toEqual(['end']);
  });

  it('9 a chain that nobody awaits never rejects, and a shared failure is told to each who waits', async () => {
    const seen: unknown[] = [];
    const listen = (reason: unknown): void => void seen.push(reason);
    process.on('unhandledRejection', listen);
    api.on('GET', '/v2/room/42?expand=owner', '', { status: 500 });
    api.on('GET', '/v2/room/42', '', { status: 500 });
    void api.hc.room(42).message('');
    const { hc } = api;

    const ends = await Promise.allSettled([hc.room(42).topic, hc.room(42).owner.email]);
    await quiet();
    process.off('unhandledRejection', listen);

    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const [first, second] = ends.map((end) => (end.status === 'rejected' ? end.reason : end));
    expect(first).not.toBe(second);
    expect([first.where.chain, second.where.chain]).toEqual([
      'hc.room(42).topic',
      'hc.room(42).owner.email',
    ]);
    expect(seen).toEqual([]);
  });

  it('10 chains that are awaited some promise jobs apart are one tick', async () => {
    answersRoom();
    const late = async (jobs: number): Promise<string> => {
      for (let job = 0; job < jobs; job += 1) await null;
      return api.hc.room(42).topic;
    };

    expect(await Promise.all([late(0), late(1), late(9)])).toEqual(Array(3).fill('Topic 42'));
    expect(api.asked).toEqual([ROOM]);
  });

  it('11 what runs after an await runs in the context of its own caller', async () => {
    answersRoom();
    const context = new AsyncLocalStorage<string>();
    const ask = (name: string): Promise<unknown> =>
      context.run(name, async () => {
        await api.hc.room(42).topic;
        const inHandler = await api.hc.room(42).topic.then(() => context.getStore());
        return [context.getStore(), inHandler];
      });
    answersRoom();

    expect(await Promise.all([ask('a'), ask('b')])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ]);
    expect(api.asked).toEqual([ROOM, ROOM]);
  });

  it('12 `Promise.all` of chains is one plan, `Promise.all` of one chain says what to write', async () => {
    answersRoom();
    const { hc } = api;

    expect(await Promise.all([hc.room(42).topic, hc.room(42).name])).toEqual([
      'Topic 42',
      'Room 42',
    ]);
    expect(api.asked).toEqual([ROOM]);
    await expect(Promise.all(wild(hc.rooms) as never)).rejects.toThrow(
      'hc.rooms is not in hand yet: await it, or go through it by `for await`',
    );
  });

  it('13 the loser of a race runs on until its signal ends it', async () => {
    const held = heldApi();
    const controller = new AbortController();
    const chain = within(held.hc.room(42), { signal: controller.signal });
    const lost = settle(chain);

    expect(await Promise.race([lost, held.arrival(ROOM).then(() => 'first')])).toBe('first');
    expect(held.aborted).toEqual([]);
    controller.abort();

    await expect(lost).rejects.toBeInstanceOf(AbortError);
    expect(held.aborted).toEqual([ROOM]);
  });

  it('14 `for await` over one resource says what to write, over a list of chains takes each in turn', async () => {
    api.on('GET', '/v2/room/1', wholeRoom(1));
    api.on('GET', '/v2/room/2', wholeRoom(2));
    const each = async (source: unknown): Promise<unknown[]> => {
      const found: unknown[] = [];
      for await (const item of source as AsyncIterable<unknown>) found.push(item);
      return found;
    };

    await expect(each(api.hc.room(1))).rejects.toThrow(
      /this is no collection to go through: await it\n {2}hc\.room\(1\)/,
    );
    expect(await each([api.hc.room(1).name, api.hc.room(2).name])).toEqual(['Room 1', 'Room 2']);
  });
});

describe('taking apart', () => {
  it('15 going through a chain says what to write, and is never an empty list', async () => {
    const items = wild(api.hc.rooms.items) as unknown as Iterable<unknown>;
    const words = 'hc.rooms.items is not in hand yet: await it, or go through it by `for await`';

    expect(() => [...items]).toThrow(words);
    expect(() => Array.from(items)).toThrow(words);
    expect(() => new Set(items)).toThrow(words);
    expect(() => {
      for (const each of items) void each;
    }).toThrow(words);
    await silent();
  });

  it('16 a chain is no array: `concat` and `flat` take it whole', async () => {
    const { items } = api.hc.rooms;

    expect(Array.isArray(items)).toBe(false);
    expect([1].concat(items as never)).toHaveLength(2);
    expect([[items]].flat(9)).toHaveLength(1);
    await silent();
  });

  it('17 spread and keys find nothing', async () => {
    const chain = api.hc.room(42);
    const { ...rest } = chain;

    expect([{ ...chain }, rest, Object.keys(chain), Object.entries(chain)]).toEqual([
      {},
      {},
      [],
      [],
    ]);
    await silent();
  });

  it('18 `in` is true for what a chain has itself, and for nothing else', () => {
    const chain = api.hc.room(42);

    expect(['then', 'toString'].map((name) => name in chain)).toEqual([true, true]);
    expect(['asymmetricMatch', 'nodeType', 'name', 'x'].filter((name) => name in chain)).toEqual(
      [],
    );
    expect(Object.hasOwn(chain, 'then')).toBe(false);
  });

  it('19 a chain does not pass for a Promise', () => {
    const chain: unknown = api.hc.room(42);

    expect(chain instanceof Promise).toBe(false);
    expect(Object.getPrototypeOf(chain).constructor.name).toBe('Chain');
    expect(wild(chain).constructor).toBe(Object.getPrototypeOf(chain).constructor);
  });
});

describe('coercing', () => {
  it('20 a chain becomes a text with a mark, and never a number', async () => {
    const chain = api.hc.room(42).name as never as number;

    expect([`${chain}`, `a${chain as never as string}`, Object.keys({ [chain]: 1 })]).toEqual([
      '⟦chain hc.room(42).name⟧',
      'a⟦chain hc.room(42).name⟧',
      ['⟦chain hc.room(42).name⟧'],
    ]);
    expect([+chain, chain > 100, chain < 100, Math.max(chain, 1)]).toEqual([
      Number.NaN,
      false,
      false,
      Number.NaN,
    ]);
    expect(() => new URL(wild(chain) as never)).toThrow('Invalid URL');
    const address = new URL(`?name=${chain}`, 'https://example.com');
    await expect(settle(api.hc.room(1).message(address.href))).rejects.toThrow(
      /write `\$\{await hc\.room\(42\)\.name\}` to send what it gives/,
    );
    await silent();
  });

  it('21 a condition cannot see a chain, so the types refuse it and lambdas run on data', async () => {
    const rooms = [
      wholeRoom(1, userStub(7), { is_archived: true }),
      wholeRoom(2, userStub(8), { is_archived: false }),
    ];
    api.on(
      'GET',
      '/v2/room?start-index=0&max-results=1000&expand=items',
      page(rooms, { maxResults: 1000 }),
    );

    const given = await api.hc.rooms.map((room) => (room.is_archived ? 'old' : room.owner.name));

    expect(given).toEqual(['old', 'User 8']);
    // @ts-expect-error -- a chain is never equal to a text
    expect(api.hc.room(42).name === 'Ops').toBe(false);
  });
});

describe('looking over', () => {
  it('22 consoles print what the chain is, and no token, however deep they look', async () => {
    const chain = api.hc.rooms.items[0].owner;
    const options = { showHidden: true, depth: 20, getters: true } as const;

    expect([inspect(chain), inspect(chain, options), format(chain), format('%O', chain)]).toEqual(
      Array(4).fill('[Chain: hc.rooms.items[0].owner]'),
    );
    expect(format('%s %j', chain, chain)).toContain('⟦chain hc.rooms.items[0].owner⟧');
    for (const showProxy of [true, false]) {
      for (const value of [api.hc, chain, { chain }]) {
        expect(inspect(value, { ...options, showProxy })).not.toContain('secret');
      }
    }
    expect(inspect(Object.getPrototypeOf(chain))).toBeTypeOf('string');
    // Assertion libraries read the symbol from the chain itself.
    expect(wild(api.hc.room(42))[Symbol.for('nodejs.util.inspect.custom')]).toBeTypeOf('function');
    const secret = api.hc.users.create({ name: 'N', email: 'n@example.com', password: 'hunter2' });
    expect(inspect(secret, { ...options, showProxy: true })).not.toContain('hunter2');
    await silent();
  });

  it('23 what a framework reads to label a value can be coerced, under any name', async () => {
    const { hc } = api;
    for (const chain of [hc.room(42), hc.room(42).name, hc.rooms.items[0].name]) {
      for (const name of ['name', 'displayName', 'type', '_owner', 'ref', 'key', 'props']) {
        expect(`${String(wild(chain)[name])}() {}`).toContain('⟦chain hc.');
      }
      expect(chain.valueOf()).toBe(`${chain}`);
    }
    await silent();
  });

  it('24 matchers find no method of theirs on a chain, so that they call none', async () => {
    const chain = api.hc.room(42);
    const names = ['asymmetricMatch', 'tagName', 'hasAttribute', 'nodeType', '_isMockFunction'];

    expect(names.map((name) => wild(chain)[name])).toEqual(names.map(() => undefined));
    // By this mark, printers ask the chain for its text; it has no function by which it would match anything.
    expect(wild(chain).$$typeof).toBe(Symbol.for('jest.asymmetricMatcher'));
    expect(chain).not.toEqual({ name: 'Ops' });
    expect({ chain }).not.toMatchObject({ chain: { name: 'Ops' } });
    expect(chain).toEqual(chain);
    await silent();
  });

  it('25 a chain has a tag, and a failing assertion that prints it fails as itself', async () => {
    const chain = api.hc.room(42);

    expect(wild(chain)[Symbol.toStringTag]).toBe('Chain');
    expect(Object.prototype.toString.call(chain)).toBe('[object Chain]');
    expect(() => expect({ chain }).toEqual({ chain: 1 })).toThrow(
      'expected { chain: [Chain ⟦chain hc.room(42…] } to deeply equal { chain: 1 }',
    );
    expect(chain).toMatchInlineSnapshot('[Chain: hc.room(42)]');
    await silent();
  });

  it('the name of a chain that was printed is the chain to its name all the same', async () => {
    const chain = api.hc.room(42);
    // As chai prints what is callable.
    const printed = (): unknown => wild(chain)[Symbol.toStringTag] && wild(chain).name;

    expect(String(printed())).toBe('⟦chain hc.room(42)⟧');
    expect(written(printed())).toBe('hc.room(42).name');
    expect(String(wild(chain).name)).toBe('⟦chain hc.room(42).name⟧');
    wild(chain)[Symbol.toStringTag];
    expect(String(wild(api.hc.room(1)).name)).toBe('⟦chain hc.room(1).name⟧');
    expect(String(wild(chain).name)).toBe('⟦chain hc.room(42).name⟧');
    api.on('GET', '/v2/room/42', wholeRoom(42));
    expect(await printed()).toBe('Room 42');
  });

  it('26 a chain equals no plain object', () => {
    expect(typeof api.hc.rooms).toBe('function');
    for (const compare of [assert.deepStrictEqual, assert.deepEqual]) {
      expect(() => compare(api.hc.room(42), {})).toThrow(assert.AssertionError);
    }
    expect(api.hc.room(42)).not.toEqual({});
  });

  it('27 a chain cannot be cloned, but its plan travels', async () => {
    const chain = api.hc.room(42).owner.email;

    expect(() => structuredClone(chain)).toThrow('could not be cloned');
    expect(() => new MessageChannel().port1.postMessage(chain)).toThrow('could not be cloned');
    const plan = JSON.parse(JSON.stringify(explain(chain)));
    expect(structuredClone(plan).requests[0].url).toBe(
      'https://api.hipchat.com/v2/room/42?expand=owner',
    );
    await silent();
  });

  it('28 JSON holds the mark, never data and never nothing', async () => {
    const chain = api.hc.room(42).owner;

    expect(JSON.stringify({ chain, list: [chain] })).toBe(
      '{"chain":"⟦chain hc.room(42).owner⟧","list":["⟦chain hc.room(42).owner⟧"]}',
    );
    await silent();
  });
});

describe('names', () => {
  it('29 no name of the link map is taken by the chain itself, and `field` reaches any other', () => {
    for (const [kind, { members }] of Object.entries(hipchatMap.kinds)) {
      const actions = Object.values(members).flatMap(({ read }) =>
        read?.is === 'collection' ? Object.keys(read.actions ?? {}) : [],
      );
      for (const name of [...Object.keys(members), ...actions]) {
        expect(written(wild(api.hc.room(42))[name]), `${kind}.${name}`).toBe(`hc.room(42).${name}`);
      }
    }
    for (const name of ['then', 'catch', 'toJSON', 'constructor', 'length', 'call', 'bind']) {
      expect(written(field(api.hc.room(42), name))).toBe(`hc.room(42).${name}`);
    }
  });

  it('30 the target owns nothing that a Proxy may not hide', () => {
    const chain = wild(api.hc.room(42));

    for (const name of ['arguments', 'caller', 'prototype', 'length', 'name']) void chain[name];
    expect(Reflect.ownKeys(chain)).toEqual([]);
    for (const name of ['prototype', 'length', 'name']) {
      expect(Object.getOwnPropertyDescriptor(chain, name)).toBeUndefined();
    }
    expect(Object.getOwnPropertyNames(chain)).toEqual([]);
  });

  it('31 no name and no symbol throws when it is read', async () => {
    const chain = wild(api.hc.room(42));
    const symbols = [...Reflect.ownKeys(Symbol)].flatMap((key) => {
      const value: unknown = Reflect.get(Symbol, key);
      return typeof value === 'symbol' ? [value] : [];
    });

    for (const symbol of symbols) void chain[symbol];
    fc.assert(fc.property(fc.string(), (name) => void wild(chain[name])?.[name]));
    await silent();
  });

  it('32 two reads of one name are two chains of one text: the text is the key', () => {
    const { hc } = api;
    const [one, two] = [hc.rooms.items[0], hc.rooms.items[0]];

    expect(Object.is(one, two)).toBe(false);
    expect(`${one}`).toBe(`${two}`);
  });

  it('33 nothing remembers a chain that was dropped', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const dropped = ((): WeakRef<object>[] => {
      const chain = api.hc.rooms.items[0];
      return [chain, chain.owner, api.hc.room('Ops'), wild(chain)['a.b'] as unknown as object].map(
        (each) => new WeakRef(each),
      );
    })();
    for (let turn = 0; turn < 5; turn += 1) {
      await quiet();
      collect();
    }

    expect(dropped.map((each) => each.deref())).toEqual(dropped.map(() => undefined));
  });

  it('34 a chain cannot be changed, and says so', async () => {
    const chain = api.hc.room(42);
    const words = 'of hc.room(42) was not';

    expect(() => Object.assign(chain, { name: 'x' })).toThrow(`name ${words} set`);
    expect(() => Object.defineProperty(chain, 'name', { value: 'x' })).toThrow(`name ${words} set`);
    expect(() => Reflect.deleteProperty(chain, 'name')).toThrow(`name ${words} deleted`);
    expect(() => Object.setPrototypeOf(chain, {})).toThrow('hc.room(42) keeps its prototype');
    expect(() => Object.freeze(chain)).toThrow('a chain is frozen as it is: hc.room(42)');
    await silent();
  });

  it('35 as a callback, an action refuses what it was not meant to get', async () => {
    const refused: unknown[] = [];
    const callback = wild(api.hc.room(42)).delete as unknown as (...args: unknown[]) => Promise<1>;
    for (const args of [[new Event('click')], [1, 0, [1]]]) {
      refused.push(await settle(callback(...args)).catch((error: unknown) => String(error)));
    }

    expect(refused).toEqual([
      expect.stringContaining('TypeError: `delete` takes 0 arguments, got 1'),
      expect.stringContaining('TypeError: `delete` takes 0 arguments, got 3'),
    ]);
    await silent();
  });

  it('36 `call`, `apply` and `bind` are those of functions', async () => {
    const { topic } = api.hc.room(42) as unknown as { topic: (text?: string) => unknown };

    for (const chain of [
      topic.call(null, 'x'),
      topic.apply(null, ['x']),
      topic.bind(null, 'x')(),
      Reflect.apply(topic, null, ['x']),
    ]) {
      expect(written(chain)).toMatch(/^hc\.room\(42\)\.topic\('x'/);
    }
    expect(() => Reflect.construct(topic as never, [])).toThrow('not a constructor');
    await silent();
  });

  it('37 leaving a `using` block sends nothing: there is nothing to dispose of', async () => {
    const chain = wild(api.hc.room(42));

    expect([chain[Symbol.dispose], chain[Symbol.asyncDispose]]).toEqual([undefined, undefined]);
    await silent();
  });
});

describe('chains in chains', () => {
  it('38 a chain as an argument is what it leads to, never its text', async () => {
    api.on('GET', '/v2/room/1', wholeRoom(1));
    api.on('PUT', '/v2/room/42/topic', undefined, { status: 204 });

    // Types want a text here; a chain to one stands for it.
    await api.hc.room(42).topic(api.hc.room(1).topic as never);

    expect(api.received.at(-1)?.body).toBe('{"topic":"Topic 1"}');
  });

  it('39 an async lambda is refused, and records nothing of what comes after', async () => {
    const words = 'async';
    // @ts-expect-error -- an async lambda returns a promise
    const chain = api.hc.rooms.map(async (room) => room.owner.email);

    await expect(settle(chain)).rejects.toThrow(words);
    await expect(settle(chain)).rejects.toBeInstanceOf(TypeError);
    expect(written(api.hc.rooms)).toBe('hc.rooms');
    await silent();
  });

  it('40 a lambda runs as often as it takes, and gives one result an item', async () => {
    const rooms = [wholeRoom(1, wholeUser(7)), wholeRoom(2, wholeUser(8))];
    api.on(
      'GET',
      '/v2/room?start-index=0&max-results=1000&expand=items.owner',
      page(rooms, { maxResults: 1000 }),
    );
    let runs = 0;

    const emails = await api.hc.rooms.map((room) => {
      runs += 1;
      return room.owner.email;
    });

    expect(emails).toEqual(['user7@example.com', 'user8@example.com']);
    expect(runs).toBeGreaterThan(emails.length);
  });

  it('41 chain types stay shallow: a chain costs the compiler few instantiations', async () => {
    const compiler = fileURLToPath(
      new URL('../../node_modules/typescript-7/bin/tsc', import.meta.url),
    );
    const count = async (name: string): Promise<number> => {
      const file = fileURLToPath(new URL(`fixtures/${name}.ts`, import.meta.url));
      const options = '--noEmit --strict --skipLibCheck --extendedDiagnostics --module nodenext';
      const more = '--target es2024 --lib es2024,dom,esnext.disposable --types node';
      const flags = `${options} ${more} --allowImportingTsExtensions --ignoreConfig`.split(' ');
      const { stdout } = await promisify(execFile)(process.execPath, [compiler, ...flags, file]);
      return Number(/Instantiations:\s+(\d+)/.exec(stdout)?.[1]);
    };
    const [none, twoHundred] = await Promise.all([count('noChain'), count('chains')]);

    expect(twoHundred - none).toBeLessThan(200 * 10);
    // Two compilers at once, on a machine that may be busy.
  }, 30_000);

  it('42 no step changes the chain that it was taken from', () => {
    const rooms = api.hc.rooms;
    const before = written(rooms);
    void rooms.items[0].owner.message('hi');
    void rooms({ includeArchived: true });
    expectTypeOf(rooms.items[0].owner.name).toEqualTypeOf<Chain<string>>();

    expect(written(rooms)).toBe(before);
    expect(written(rooms.items)).toBe('hc.rooms.items');
  });
});

describe('the list', () => {
  it('has every trap from 1 to 42, each once', () => {
    const source = readFileSync(fileURLToPath(import.meta.url), 'utf8');
    const numbers = [...source.matchAll(/^ {2}it\(\s*'(\d+) /gm)].map(([, number]) =>
      Number(number),
    );

    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 42 }, (_, i) => i + 1));
  });
});
