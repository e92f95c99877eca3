import { describe, expect, it } from 'vitest';
import { field, href, within } from '../../src/index.ts';
import { mockApi, page, roomStub, userStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';

const api = mockApi();
const BASE = 'https://api.hipchat.com/v2';

describe('href', () => {
  it('of a page is the address of that page, and costs nothing', async () => {
    const { hc } = api;

    expect(await href(hc.rooms)).toBe(`${BASE}/room`);
    expect(await href(hc.rooms.items)).toBe(`${BASE}/room`);
    expect(await href(hc.room(42).history({ date: 'recent', reverse: false }))).toBe(
      `${BASE}/room/42/history?date=recent&reverse=false`,
    );
    expect(api.asked).toEqual([]);
  });

  it('of what is derived from an id encodes it', async () => {
    expect(await href(api.hc.room('Ops & Dev/1'))).toBe(`${BASE}/room/Ops%20%26%20Dev%2F1`);
    expect(await href(api.hc.user('@ann'))).toBe(`${BASE}/user/@ann`);
  });

  it('of a link from a snapshot is the declared address, which may differ from a derived one', async () => {
    const links = { self: `${BASE}/room/42`, participants: `${BASE}/elsewhere` };
    api.on('GET', '/v2/room/42', { ...wholeRoom(42), links });
    const room = await api.hc.room(42);

    expect(await href(room.participants)).toBe(`${BASE}/elsewhere`);
    expect(api.asked).toHaveLength(1);
  });

  it('of an item fetches the page that names it, and no item', async () => {
    api.on('GET', '/v2/room?start-index=3&max-results=1', page([roomStub(9)], { startIndex: 3 }));

    expect(await href(api.hc.rooms.items[3])).toBe(`${BASE}/room/9`);
    expect(api.asked).toHaveLength(1);
  });

  it('of what was created sends the creation, once, and fetches nothing', async () => {
    const self = `${BASE}/room/9`;
    api.on('POST', '/v2/room', { id: 9, links: { self } }, { status: 201 });
    const created = api.hc.rooms.create({ name: 'Nine' });

    expect(await href(created)).toBe(self);
    expect(await href(created.participants)).toBe(`${self}/participant`);
    expect(await href(await created)).toBe(self);
    expect(api.asked).toEqual(['POST /v2/room']);
  });

  it('of an item of a short list is its own address', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42, null, { participants: [userStub(3)] }));
    // No type knows the list that a link hides.
    const list = field(api.hc.room(42), 'participants') as unknown as { readonly 0: object };

    expect(await href(list[0])).toBe(`${BASE}/user/3`);
  });

  it('of a link that no document declares says so', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    // @ts-expect-error -- a room has an owner, not owners
    const owners = api.hc.room(42).owners as object;

    await expect(href(owners)).rejects.toThrow('no "owners" on room 42: it has');
  });

  it('of a value, of null and of a list of results is an error that names the chain', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42, null));
    api.on('GET', '/v2/room/42', wholeRoom(42, null));
    const message = (what: string): string =>
      `what ${what} gives has no address of its own: it is a value`;

    await expect(href(api.hc.room(42).topic)).rejects.toThrow(message('hc.room(42).topic'));
    await expect(href(api.hc.room(42).owner)).rejects.toThrow(message('hc.room(42).owner'));
  });

  it('keeps to the limits of its chain', async () => {
    await expect(href(within(api.hc.rooms.items[0], { budget: 0 }))).rejects.toThrow(
      'the walk needs at least 1, and 0 requests are allowed',
    );
  });

  it('refuses the root and what is no chain', async () => {
    const words = '`href` takes a chain or a snapshot of a resource';

    await expect(href(api.hc)).rejects.toThrow(new TypeError(words));
    await expect(href({ href: 'x' })).rejects.toThrow(new TypeError(words));
  });

  it('costs no more than it needs where a neighbour asks for the whole', async () => {
    api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42, wholeUser(7)));

    const [address, email] = await Promise.all([
      href(api.hc.room(42).owner),
      api.hc.room(42).owner.email,
    ]);

    expect([address, email]).toEqual([`${BASE}/user/7`, 'user7@example.com']);
    expect(api.asked).toHaveLength(1);
  });
});
