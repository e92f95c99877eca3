/** One thing may stand in an answer twice, and otherwise each time: an archive says what was so when it was written. */
import { describe, expect, it } from 'vitest';
import { HypChat, type JsonObject } from '../../src/index.ts';

const ORIGIN = 'https://chat.test';

const ann = (name: string, more: JsonObject = {}): JsonObject => ({
  id: 7,
  name,
  mention_name: 'ann',
  links: { self: `${ORIGIN}/v2/user/7` },
  ...more,
});

const message = (
  id: string,
  from: JsonObject,
  mentions: readonly JsonObject[] = [],
): JsonObject => ({
  id,
  message: id,
  type: 'message',
  date: `2014-01-0${id.slice(1)}T00:00:00+00:00`,
  from,
  mentions,
});

const MESSAGES = [
  message('m1', ann('Ann Old'), [ann('Ann New', { version: 'B' })]),
  message('m2', ann('Ann New', { version: 'B' })),
];

function client(): HypChat {
  return new HypChat('token', {
    endpoint: ORIGIN,
    fetch: async (input) => {
      const url = new URL(new Request(input).url);
      if (url.pathname === '/v2/user/7') {
        return Response.json(ann('Ann Newest', { email: 'ann@chat.test' }));
      }
      return Response.json({ items: MESSAGES, startIndex: 0, maxResults: 100, links: {} });
    },
  });
}

type Person = { readonly name: string; readonly version?: string };
const nameOf = (from: unknown): string | undefined => (from as Person).name;

describe('an author who goes by two names in one answer', () => {
  it('is named on a page as each message names her', async () => {
    const { items } = await client().room(1).history;

    expect(items.map(({ from }) => nameOf(from))).toEqual(['Ann Old', 'Ann New']);
    expect(items[0]?.mentions.map(nameOf)).toEqual(['Ann New']);
  });

  it('is named in a loop, in a lambda and in a list as each message names her', async () => {
    const looped: unknown[] = [];
    for await (const { id, from } of client().room(1).history) looped.push([id, nameOf(from)]);
    const mapped = await client()
      .room(1)
      .history.map(({ id, from }) => [id, from && typeof from === 'object' ? from.name : from]);
    const listed = await client().room(1).history.toArray();

    const right = [
      ['m1', 'Ann Old'],
      ['m2', 'Ann New'],
    ];
    expect([...looped].sort()).toEqual(right);
    expect([...mapped].sort()).toEqual(right);
    expect(listed.map(({ id, from }) => [id, nameOf(from)]).sort()).toEqual(right);
  });

  it('is named by a chain as the message names her to which it leads', async () => {
    const names = await Promise.all([
      client().room(1).history.items[0].from.name,
      client().room(1).history.items[1].from.name,
    ]);

    expect(names).toEqual(['Ann Old', 'Ann New']);
  });

  it('lends a field of one place to no other, where the map knows none', async () => {
    const { items } = await client().room(1).history;

    expect(items.map(({ from }) => (from as Person).version)).toEqual([undefined, 'B']);
  });

  it('is one person all the same: what no place holds is asked for once', async () => {
    const hc = client();
    const { items } = await hc.room(1).history;

    const emails = await Promise.all(
      items.map(({ from }) => (from && typeof from === 'object' ? from.email : null)),
    );

    expect(emails).toEqual(['ann@chat.test', 'ann@chat.test']);
    expect(items.map(({ from }) => nameOf(from))).toEqual(['Ann Old', 'Ann New']);
  });

  it('is named in the payload of a webhook as each place names her', () => {
    const wrapped = client().wrap({
      event: 'room_message',
      item: { message: MESSAGES[0] as JsonObject, room: { id: 1, name: 'Ops', links: {} } },
    });

    expect(JSON.parse(JSON.stringify(wrapped))).toMatchObject({
      item: { message: { from: { name: 'Ann Old' }, mentions: [{ name: 'Ann New' }] } },
    });
  });
});
