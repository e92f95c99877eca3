/** An item of a loop is shown out of its page's JSON, an item of a page out of what is known: both are one thing to their user. */
import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HypChat } from '../../src/index.ts';
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

describe('an item of a loop', () => {
  const api = mockApi();

  it('is shown as the item of its page is, whatever a server puts into it', async () => {
    await fc.assert(
      fc.asyncProperty(document, fc.constantFrom('rooms', 'users'), async (item, list) => {
        const looped = await first(clientOf(item)[list]);
        const [paged] = await clientOf(item)[list].items;

        expect(told(looped)).toEqual(told(paged as object));
      }),
      { numRuns: 200 },
    );
  });

  it('is shown as the item of a list is, where it is a message', async () => {
    await fc.assert(
      fc.asyncProperty(document, async (item) => {
        const looped = await first(clientOf(item).room(1).history);
        const [listed] = await clientOf(item).room(1).history.toArray();

        expect(told(looped)).toEqual(told(listed as object));
      }),
      { numRuns: 200 },
    );
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
