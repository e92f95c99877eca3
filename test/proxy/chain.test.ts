import { format, inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HypChat } from '../../src/index.ts';
import { createChain, readChain } from '../../src/proxy/chain.ts';
import type { Source } from '../../src/proxy/source.ts';

/** A chain of anything, and what was wanted of its source. */
function record() {
  const wanted: string[] = [];
  const source: Source = {
    kind: 'root',
    text: 'api',
    want: async (steps) => {
      wanted.push(String(readChain(createChain(source, steps))?.text));
      return wanted.length;
    },
  };
  // The tests reach for names that no type knows.
  return { api: createChain(source) as Node, wanted };
}

type Node = PromiseLike<unknown> & { readonly [name: string]: Node } & ((
    ...args: unknown[]
  ) => Node);

/** What JavaScript and its tools read by themselves. */
const READ_BY_HOSTS =
  /^(then|catch|finally|toJSON|call|apply|bind|constructor|length|prototype|\$\$typeof|@@.*)$/;

describe('a chain', () => {
  it('records names, indices and calls, and sends nothing', async () => {
    const { api, wanted } = record();
    const chain = api.rooms?.items?.[0]?.owner?.message?.('hi', { notify: true });
    await new Promise((resolve) => setImmediate(resolve));

    expect(readChain(chain)?.text).toBe("api.rooms.items[0].owner.message('hi', { notify: true })");
    expect(wanted).toEqual([]);
  });

  it('asks its source at each await', async () => {
    const { api, wanted } = record();
    const chain = api.rooms as Node;

    expect([await chain, await chain]).toEqual([1, 2]);
    expect(wanted).toEqual(['api.rooms', 'api.rooms']);
  });

  it('is a new chain at every step, and leaves the one before as it is', () => {
    const { api } = record();
    const rooms = api.rooms as Node;
    void rooms.items;

    expect(readChain(rooms)?.text).toBe('api.rooms');
    expect(readChain(rooms.next)?.text).toBe('api.rooms.next');
  });

  it('writes any steps as JavaScript would read them', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 6 }), (names) => {
        const { api } = record();
        const steps = names.filter(
          (name) => !(name in {}) && !READ_BY_HOSTS.test(name) && !/^\d/.test(name),
        );
        const chain = steps.reduce((node, name) => node[name] ?? node, api);
        const read = readChain(chain);
        const text = steps
          .map((name) =>
            /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)
              ? `.${name}`
              : `[${JSON.stringify(name)}]`,
          )
          .join('');
        expect(read?.text).toBe(`api${text}`);
      }),
    );
  });

  it('takes whole numbers for indices, and any other digits for a name', () => {
    const { api } = record();
    const names = ['0', '42', '01', '1e3', '-1', '1.5', '9'.repeat(16)];

    expect(names.map((name) => readChain(api[name])?.text)).toEqual([
      'api[0]',
      'api[42]',
      'api["01"]',
      'api["1e3"]',
      'api["-1"]',
      'api["1.5"]',
      'api["9999999999999999"]',
    ]);
  });

  it('keeps its arguments as they were when it was called', () => {
    const { api } = record();
    const options = { card: { title: 'one' }, to: ['a'] };
    const chain = api.room?.message?.('hi', options);
    options.card.title = 'two';
    options.to.push('b');

    expect(readChain(chain)?.text).toBe(
      "api.room.message('hi', { card: { title: 'one' }, to: ['a'] })",
    );
  });

  it('can be written with an argument that holds itself', () => {
    const { api } = record();
    const card: Record<string, unknown> = {};
    card.card = card;

    expect(readChain(api.room?.message?.(card))?.text).toContain('api.room.message({ card: {');
  });

  it('is one line of text, whatever its arguments hold', () => {
    const { api } = record();

    expect(readChain(api.room?.message?.('a\nb\u2028c\t"\\'))?.text).toBe(
      String.raw`api.room.message('a\nb\u2028c\t"\\')`,
    );
  });

  it('hides what is secret in its arguments, and cuts what is long', () => {
    const { api } = record();
    const chain = api.users?.create?.({ name: 'x'.repeat(80), password: 'hunter2' });

    expect(readChain(chain)?.text).toBe(
      `api.users.create({ name: '${'x'.repeat(39)}…', password: … })`,
    );
  });

  it.each([
    { give: (u: Node) => u.update?.({ password: 'hunter2 of old' }) },
    { give: (u: Node) => u.update?.({ password: "hunter2's" }) },
    { give: (u: Node) => u.update?.({ 'client-secret': `hunter2 ${1}` }) },
    { give: (u: Node) => u.installableByToken?.('hunter2') },
    { give: (u: Node) => u.shareLink?.('https://a.test/?token=hunter2') },
    { give: (u: Node) => u.update?.({ name: 'a name of some length', password: 'hunter2' }) },
  ])('quotes no secret that stands in the text of a lambda: $give', ({ give }) => {
    const { api } = record();

    const text = readChain(api.users?.forEach?.(give))?.text;

    expect(text).toMatch(/^api\.users\.forEach\(\(u\) => u\./);
    expect(text).not.toContain('hunter');
  });

  it('hides all of a grant but its sort, for a secret may stand under a misspelt name', () => {
    const { api } = record();
    const chain = api.createToken?.({ grantType: 'password', username: 'a', pasword: 'hunter2' });

    expect(readChain(chain)?.text).toBe(
      "api.createToken({ grantType: 'password', username: …, pasword: … })",
    );
  });
});

describe('a host that looks a chain over', () => {
  const looks: Record<string, (chain: Node) => unknown> = {
    'reading `then`': (chain) => typeof chain.then,
    'JSON.stringify': (chain) => JSON.stringify({ chain }),
    'a template literal': (chain) => `${chain}`,
    'a comparison': (chain) => (chain as unknown as number) > 1,
    'util.inspect': (chain) => inspect(chain, { depth: 9, showHidden: true }),
    'util.inspect with Proxies shown': (chain) => inspect(chain, { showProxy: true }),
    'util.format %s %o %j %d': (chain) => format('%s %o %j %d', chain, chain, chain, chain),
    'Object.keys and spread': (chain) => [Object.keys(chain), { ...chain }],
    'in and hasOwn': (chain) => ['asymmetricMatch' in chain, Object.hasOwn(chain, 'name')],
    'a comparison by vitest': (chain) => expect(chain).not.toEqual({ a: 1 }),
    'a comparison with itself': (chain) => expect(chain).toEqual(chain),
    'React-like probes': (chain) => [
      chain.$$typeof,
      chain['@@__IMMUTABLE_ITERABLE__@@'],
      chain.nodeType,
    ],
    'Array.isArray, concat and flat': (chain) => [
      Array.isArray(chain),
      [1].concat(chain as never),
      [chain].flat(),
    ],
    'Promise.resolve of something that holds it': (chain) => Promise.resolve({ chain }),
    instanceof: (chain) => chain instanceof Promise,
    'Object.prototype.toString': (chain) => Object.prototype.toString.call(chain),
    'a Map key': (chain) => new Map([[chain, 1]]).get(chain),
  };

  it.each(Object.entries(looks))('sends nothing and throws nothing: %s', async (_name, look) => {
    const { api, wanted } = record();
    look(api.rooms as Node);
    await new Promise((resolve) => setImmediate(resolve));

    expect(wanted).toEqual([]);
  });

  it('prints what it is', () => {
    const { api } = record();

    expect(inspect(api.rooms?.items?.[0])).toBe('[Chain: api.rooms.items[0]]');
    expect(Reflect.get(Object(api.rooms), Symbol.for('nodejs.util.inspect.custom'))()).toBe(
      '[Chain: api.rooms]',
    );
    expect(String(api.rooms)).toBe('⟦chain api.rooms⟧');
    expect(JSON.stringify({ at: api.rooms })).toBe('{"at":"⟦chain api.rooms⟧"}');
  });

  it('is told in a sentence why a chain cannot be gone through or changed', () => {
    const { api } = record();
    const rooms = api.rooms as Node;

    expect(() => [...(rooms as unknown as Iterable<unknown>)]).toThrow(
      'api.rooms is not in hand yet',
    );
    expect(() => Array.from(rooms as unknown as Iterable<unknown>)).toThrow('await it');
    expect(() => Object.assign(rooms, { name: 'x' })).toThrow('a chain cannot be changed');
    expect(() => Object.freeze(rooms)).toThrow('a chain is frozen as it is');
    expect(() => structuredClone(rooms)).toThrow('could not be cloned');
  });

  it('finds no symbol that would run it', () => {
    const { api } = record();
    const rooms = api.rooms as unknown as Record<symbol, unknown>;

    expect([rooms[Symbol.dispose], rooms[Symbol.asyncDispose], rooms[Symbol.hasInstance]]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('may call `call`, `apply` and `bind` on it as on any function', () => {
    const { api } = record();
    const room = api.room as Node;

    expect(readChain(room.call?.(null, 42))?.text).toBe('api.room(42)');
    expect(readChain(Reflect.apply(room, undefined, [42]))?.text).toBe('api.room(42)');
  });
});

describe('the root', () => {
  it('can be awaited, returned and passed about', async () => {
    const hc = new HypChat('token');
    const give = async (): Promise<HypChat> => hc;

    expect(await give()).toBe(hc);
    expect(await Promise.resolve(hc)).toBe(hc);
  });

  it('never shows its token', () => {
    const hc = new HypChat('secret-token');

    expect(inspect(hc, { showProxy: true, depth: 12, showHidden: true })).not.toContain('secret');
    expect(inspect(hc.rooms, { showProxy: true, depth: 12, showHidden: true })).not.toContain(
      'secret',
    );
  });

  it('refuses a token or an endpoint that cannot be one', () => {
    expect(() => new HypChat('')).toThrow('`token` has to be a text');
    expect(() => new HypChat('token', { endpoint: 'api.hipchat.com' })).toThrow(
      '`endpoint` has to be an http: or https: address',
    );
  });
});
