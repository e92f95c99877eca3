/**
 * An item of a loop, of a page or of a list of all is shown out of its page's JSON; one that a lambda gave, out of what is known: both
 * are one thing to their user.
 */
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Chain,
  connect,
  type DeclaredAction,
  type Dialect,
  HypChat,
  hipchat,
  type Item,
  type Json,
  JsonDoc,
  type JsonObject,
  type LinkMap,
  ListDoc,
  member,
  Refused,
  type Sequence,
} from '../../src/index.ts';
import { isSnapshot } from '../../src/proxy/snapshot.ts';
import { mockApi, page, roomStub } from '../helpers/mockApi.ts';

const ENDPOINT = 'https://chat.example.com';

const user = fc.record({
  id: fc.integer({ min: 1, max: 3 }),
  links: fc.constantFrom({ self: `${ENDPOINT}/v2/user/1` }, { self: '/v2/user/2', more: 'x' }, {}),
  name: fc.constantFrom('Ann', null, 7),
  email: fc.constantFrom('ann@example.com', undefined),
});
const refusal = fc.constant({ error: { code: 404, message: 'no such user', type: 'Not Found' } });
const value = fc.oneof(
  fc.constantFrom('text', '', 0, 1.5, null, true, '2014-01-13T11:34:45+00:00', '1389612885'),
  fc.constantFrom([], {}, [1, [2]], { a: { b: [null] } }, [{ c: 1 }], { links: 'none' }),
  user,
  fc.array(user, { maxLength: 2 }),
  fc.array(fc.oneof(user, refusal, fc.constant(3)), { maxLength: 2 }),
  refusal,
);
const NAMES = [
  ...['name', 'privacy', 'is_archived', 'version', 'created', 'owner', 'participants', 'topic'],
  ...['from', 'mentions', 'date', 'message', 'type', 'color', 'file'],
  ...['constructor', '__proto__', 'then', 'toJSON', 'toString', 'self', 'unheard', '7'],
] as const;
/** What is a value of a room, if it is there. */
const VALUES: ReadonlySet<string> = new Set(NAMES.slice(0, 5));
const links = fc.constantFrom(
  undefined,
  null,
  {},
  { self: 'room/42', webhooks: `${ENDPOINT}/v2/room/42/webhook` },
  { self: `${ENDPOINT}/v2/room/42`, unheard: 'room/42/unheard', toJSON: 'room/42/x', odd: 7 },
);
const document = fc
  .tuple(links, fc.array(fc.tuple(fc.constantFrom(...NAMES), value), { maxLength: 6 }))
  .map(([declared, fields]) => {
    const named = [...(declared === undefined ? [] : [['links', declared] as const]), ...fields];
    const texts = named.map(([name, each]) => `${JSON.stringify(name)}:${JSON.stringify(each)}`);
    return `{${['"id":42', ...texts].join(',')}}`;
  });

function clientOf(item: string): HypChat {
  const body = `{"items":[${item}],"links":{"self":"${ENDPOINT}/v2/list"},"startIndex":0}`;
  const fetch = async (): Promise<Response> => new Response(body);
  return new HypChat('token', { endpoint: ENDPOINT, fetch });
}

/** All that can be told of a snapshot, and of those in it. */
function told(snapshot: object): unknown {
  const chains = Object.getOwnPropertyNames(Object.getPrototypeOf(snapshot));
  const { self } = snapshot as { readonly self?: unknown };
  return {
    data: Object.entries(snapshot).map(([name, each]) => [name, inner(each)]),
    json: JSON.stringify(snapshot),
    shown: inspect(snapshot, { depth: 9 }),
    isFrozen: Object.isFrozen(snapshot),
    isSnapshot: isSnapshot(snapshot),
    chains,
    self: chains.includes('self') ? String(self) : undefined,
  };
}

function inner(shown: unknown): unknown {
  if (Array.isArray(shown)) return [Object.isFrozen(shown), shown.map(inner)];
  if (typeof shown !== 'object' || shown === null) return shown;
  return isSnapshot(shown) ? told(shown) : [Object.isFrozen(shown), inspect(shown)];
}

async function first(all: AsyncIterable<object>): Promise<object> {
  for await (const item of all) return item;
  throw new Error('there is no item');
}

/** What a thing of the made-up API can hold. */
const map: LinkMap = {
  root: 'api',
  kinds: {
    api: {
      members: {
        things: member.collection('thing', { path: 'things', indexed: true }),
        mixed: member.collection('thing|part', { path: 'mixed', indexed: true }),
        bare: member.collection('bare', { path: 'bare', indexed: true }),
        named: member.collection('named', { path: 'named', indexed: true }),
      },
    },
    thing: {
      address: 'things/{id}',
      type: 'Thing',
      members: {
        id: member.field('number', 'ref'),
        maker: member.ref('part', 'stub'),
        parts: member.list('part', 'stub', { absent: 'empty' }),
        one: member.ref('thing|part', 'stub'),
        some: member.list('thing|part', 'stub'),
        ref: member.ref('part', 'stub', { as: 'ref' }),
        when: member.field('instant', 'stub'),
        notes: member.collection('part', { path: 'notes', indexed: false }),
      },
    },
    part: {
      address: 'parts/{id}',
      type: 'Part',
      members: { id: member.field('number', 'ref'), name: member.field('string', 'stub') },
    },
    named: {
      address: 'named/{id}',
      members: {
        id: member.field('number', 'ref'),
        maker: member.ref('part', 'stub', { by: 'maker' }),
        one: member.ref('part', 'stub', { by: 'when' }),
        parts: member.list('part', 'stub', { by: 'parts' }),
        some: member.list('part', 'stub', { by: 'ref' }),
      },
    },
    bare: {
      members: {
        maker: member.ref('part', 'stub'),
        parts: member.list('part', 'stub'),
      },
    },
  },
};

/** The same, where leaving a collection out says that it is empty. */
const notes = member.collection('part', { rel: 'notes', indexed: false, absent: 'empty' });
const silent: LinkMap = { ...map, kinds: { ...map.kinds, bare: { members: { notes } } } };

/** Says what a document is in all the ways that a dialect has, and keeps its JSON. */
class ToldDoc extends JsonDoc {
  constructor(json: JsonObject) {
    const { at, level, type } = json;
    const inner = Object.entries(json).flatMap(([name, each]): readonly [string, Item][] => {
      const item = toItem(each);
      return item === each ? [] : [[name, item]];
    });
    super(
      typeof at === 'string' ? `${ENDPOINT}${at}` : undefined,
      json,
      inner.length === 0 ? undefined : new Map(inner),
      level === 'ref' || level === 'stub' ? level : undefined,
      typeof type === 'string' ? type : undefined,
    );
  }

  get rels(): readonly string[] {
    return [...this.links.keys()];
  }

  get links(): Map<string, string> {
    return new Map('rel' in this.data ? [[String(this.data.rel), `${ENDPOINT}/more`]] : []);
  }

  override get actions(): ReadonlyMap<string, DeclaredAction> | undefined {
    const { can } = this.data;
    if (typeof can !== 'string') return undefined;
    return new Map([[can, { method: 'POST', url: `${ENDPOINT}/${can}` }]]);
  }
}

const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

function toItem(json: Json): Item {
  // A resource in the place of its id.
  if (typeof json === 'string' && json.startsWith('#')) return new ToldDoc({ at: json.slice(1) });
  if (Array.isArray(json)) {
    const items = json.map((each: Json) => toItem(each));
    return items.every((item, at) => item === json[at]) ? json : items;
  }
  if (!isObject(json)) return json;
  if (typeof json.refused === 'string') return new Refused({ message: json.refused });
  if (Array.isArray(json.cut)) return new ListDoc(json.cut.map(toItem), 'cut');
  return 'at' in json ? new ToldDoc(json) : json;
}

const outspoken: Dialect = {
  ...hipchat,
  page({ json }) {
    if (!isObject(json) || !Array.isArray(json.items)) return undefined;
    const items = json.items.map((each: Json) => (isObject(each) ? toThing(each) : each));
    return { items, start: 0, doc: new ToldDoc({}) };
  },
};

/** An item of a page is a thing even where it has no address. */
const toThing = (json: JsonObject): Item =>
  typeof json.refused === 'string' ? toItem(json) : new ToldDoc(json);

/** A part, or a thing; the words for it are told, or left to the map. */
const kinds = [
  { at: '/parts/1', id: 1, name: 'bolt' },
  { at: '/parts/2', type: 'Part', name: null },
  { at: '/parts/2', level: 'ref' },
  { at: '/things/2', type: 'Thing', id: 2 },
  { at: '/parts/1', level: 'stub', type: 'unheard' },
] as const;
const part = fc.oneof(
  fc.constantFrom<JsonObject>(...kinds),
  fc.record({ id: fc.integer({ min: 1, max: 2 }) }),
);
const anything = fc.oneof(
  part,
  fc.array(part, { maxLength: 2 }),
  fc.constantFrom(1, 'x', null, '#/parts/3', [1, 2], ['#/parts/3'], [null, 1]),
  fc.constantFrom<Json>({ refused: 'not yours' }, [{ refused: 'not yours' }], { cut: [{ id: 1 }] }),
);
const AT_MOST = {
  at: fc.constantFrom('/things/1', '/elsewhere'),
  id: fc.constantFrom(1, 'a/b', null),
  type: fc.constantFrom('unheard'),
  level: fc.constantFrom('ref', 'stub'),
  rel: fc.constantFrom('notes', 'unheard'),
  can: fc.constantFrom('paint', 'id'),
  when: fc.constantFrom('2014-01-13T11:34:45+00:00', 7, null),
  maker: anything,
  parts: anything,
  one: anything,
  some: anything,
  ref: anything,
  other: anything,
};
const NAMED = Object.keys(AT_MOST) as (keyof typeof AT_MOST)[];
/** Mostly with a few of these names: with each one more, it takes more than a look. */
const thing = fc
  .tuple(fc.record(AT_MOST), fc.subarray(NAMED, { maxLength: 4 }))
  .map(([all, names]): JsonObject => Object.fromEntries(names.map((name) => [name, all[name]])));

interface Outspoken {
  readonly [list: string]: Sequence<object, unknown> & { readonly items: Chain<readonly object[]> };
}

/** The client of an API whose lists all hold one item; what it says that the server did wrong goes into a list. */
function outspokenClient(item: JsonObject, faults: string[] = [], by = map): Outspoken {
  const fetch = async (): Promise<Response> => Response.json({ items: [item] });
  const on = { fault: ({ message }: { readonly message: string }) => faults.push(message) };
  return connect<Outspoken>(outspoken, by, { endpoint: ENDPOINT, fetch, name: 'api', on });
}

describe('an item of a loop', () => {
  const api = mockApi();

  it('is shown as the item of its page is, whatever a server puts into it', async () => {
    await fc.assert(
      fc.asyncProperty(document, fc.constantFrom('rooms', 'users'), async (item, list) => {
        const looped = await first(clientOf(item)[list]);
        const [paged] = await clientOf(item)[list].items;
        const { rooms, users } = clientOf(item);
        // What stands in a list that a lambda gives is known before it is shown.
        const reading =
          list === 'rooms' ? rooms.map((each) => [each]) : users.map((each) => [each]);
        const [[read] = []] = (await reading) as readonly (readonly object[])[];

        expect(told(looped)).toEqual(told(read as object));
        expect(told(paged as object)).toEqual(told(read as object));
      }),
      { numRuns: 200 },
    );
  });

  it('is read by lambdas as it is shown, and shown where they give it', async () => {
    await fc.assert(
      fc.asyncProperty(document, async (item) => {
        const [paged] = await clientOf(item).rooms.items;
        const shown = Object.entries(paged as object).filter(
          ([name, each]) => VALUES.has(name) && typeof each !== 'object',
        );
        const isAll = (room: object): boolean =>
          shown.every(([name, each]) => room[name as keyof typeof room] === each);
        const read = clientOf(item).rooms.map(isAll);
        const [given] = await clientOf(item).rooms.filter(isAll);

        expect(await read).toEqual([true]);
        expect(told(given as object)).toEqual(told(paged as object));
      }),
      { numRuns: 200 },
    );
  });

  it('is shown as the item of a list is, where it is a message', async () => {
    await fc.assert(
      fc.asyncProperty(document, async (item) => {
        const looped = await first(clientOf(item).room(1).history);
        const [listed] = await clientOf(item).room(1).history.toArray();
        const [[read] = []] = await clientOf(item)
          .room(1)
          .history.map((message) => [message]);

        expect(told(looped)).toEqual(told(read as object));
        expect(told(listed as object)).toEqual(told(read as object));
      }),
      { numRuns: 200 },
    );
  });

  it.each(['things', 'mixed', 'named', 'bare'])(
    'is shown as the item of its page is, whatever a dialect and a map say of it: %s',
    async (list) => {
      await fc.assert(
        fc.asyncProperty(thing, async (item) => {
          const [ofLoop, ofPage]: [string[], string[]] = [[], []];
          const own = list === 'mixed' && 'type' in item ? { ...item, type: 'Thing' } : item;
          const looped = await first(outspokenClient(own, ofLoop)[list] as AsyncIterable<object>);
          const all = outspokenClient(own, ofPage)[list] as Outspoken[string];
          const [paged] = await all.items;
          const [listed] = await (outspokenClient(own)[list] as Outspoken[string]).toArray();
          const [[read] = []] = await (outspokenClient(own)[list] as Outspoken[string]).map(
            (each) => [each],
          );

          expect(told(looped)).toEqual(told(read as object));
          expect(told(paged as object)).toEqual(told(read as object));
          expect(told(listed as object)).toEqual(told(read as object));
          expect(ofLoop).toEqual(ofPage);
        }),
        { numRuns: 300 },
      );
    },
  );

  it('is read by lambdas as what its document says it is, whatever the map promises', async () => {
    const when = '2014-01-13T11:34:45+00:00';
    const things = (): Outspoken[string] =>
      outspokenClient({ at: '/parts/1', type: 'Part', when }).things as Outspoken[string];

    const [shown] = (await things().items) as readonly { readonly when?: unknown }[];
    const [read] = await things().map((each) => (each as { readonly when?: unknown }).when);

    expect(shown?.when).toBe(when);
    expect(read).toBe(when);
  });

  it('has no more of a list than its page tells, where leaving it out says that it is empty', async () => {
    const item = await first(
      outspokenClient({ maker: null }, [], silent).bare as AsyncIterable<object>,
    );
    const { notes } = item as { readonly notes: Sequence<object, unknown> };

    expect(await notes.toArray()).toEqual([]);
  });

  it('walks on by its address once the loop has forgotten it', async () => {
    const rooms = (from: number) => [roomStub(from), roomStub(from + 1)];
    const at = (start: number) => `room?start-index=${start}&max-results=1000`;
    for (const start of [0, 2, 4, 6]) {
      const more = start === 6 ? {} : { next: at(start + 2) };
      api.on('GET', `/v2/${at(start)}`, page(rooms(start + 1), { startIndex: start, ...more }));
    }
    api.on('GET', '/v2/room/1', { ...roomStub(1), topic: 'kept' });
    const kept = [];
    for await (const room of api.hc.rooms) if (room.id === 1) kept.push(room);

    expect(await kept[0]?.topic).toBe('kept');
  });
});
