/**
 * HypChat's own spelling, wherever it is JavaScript: each example of its README, and each name of its list of types.
 *
 * @see https://github.com/RidersDiscountCom/HypChat
 */
import { describe, expectTypeOf, it } from 'vitest';
import {
  type Capabilities,
  type EmoticonStub,
  HypChat,
  type Message,
  type Page,
  type Room,
  type RoomForms,
  type RoomStub,
  Temporal,
  type User,
  type UserStub,
} from '../../src/index.ts';

const hc = new HypChat('mytoken');

describe('the README of HypChat', () => {
  it('has a client, with an endpoint of its own', () => {
    expectTypeOf(new HypChat('mytoken')).toEqualTypeOf<HypChat>();
    const other = new HypChat('mytoken', { endpoint: 'https://hipchat.example.com' });
    expectTypeOf(other).toEqualTypeOf<HypChat>();
  });

  it('calls root links', async () => {
    expectTypeOf(await hc.rooms()).toEqualTypeOf<Page<RoomForms>>();
    expectTypeOf((await hc.users()).items).toEqualTypeOf<readonly UserStub[]>();
    expectTypeOf((await hc.emoticons()).items).toEqualTypeOf<readonly EmoticonStub[]>();
    expectTypeOf(await hc.capabilities()).toEqualTypeOf<Capabilities>();
  });

  it('calls `self`', async () => {
    const room = await hc.rooms.items[0];
    expectTypeOf(await room.self()).toEqualTypeOf<Room>();
    expectTypeOf(await room.owner.self()).toEqualTypeOf<User>();
    expectTypeOf(await room.self({ expand: 'owner' }).owner.email).toEqualTypeOf<string | null>();
  });

  it('goes through rooms that are dead, and writes to their owners', async () => {
    const long = Temporal.Instant.from('2013-12-01T00:00Z');
    for (const room of (await hc.rooms({ expand: 'items' })).items) {
      const last = room.last_active;
      if (last !== null && Temporal.Instant.compare(last, long) < 0)
        await room.owner.message('Your room is dead; maybe archive it');
    }
  });

  it('downloads a history', async () => {
    const all = hc.room(1).history(Temporal.Now.instant()).contents();
    expectTypeOf(await all).toEqualTypeOf<Message[]>();
    expectTypeOf(await hc.room(1).history().contents()).toEqualTypeOf<Message[]>();
  });
});

describe("the list of HypChat's types", () => {
  it('has collections, with pages, items and contents', async () => {
    const page = await hc.rooms();
    expectTypeOf(page.items).toEqualTypeOf<readonly RoomStub[]>();
    expectTypeOf(page.maxResults).toEqualTypeOf<number>();
    expectTypeOf(page.startIndex).toEqualTypeOf<number>();
    expectTypeOf(await hc.rooms.contents()).toEqualTypeOf<RoomStub[]>();
  });

  it('has rooms, with links, methods and values', async () => {
    const room = await hc.room('Ops').self();
    expectTypeOf(room.webhooks()).resolves.toHaveProperty('items');
    expectTypeOf(room.members()).resolves.toHaveProperty('items');
    expectTypeOf(room.participants()).resolves.toHaveProperty('items');
    expectTypeOf(room.history()).resolves.toHaveProperty('items');
    expectTypeOf(room.latest()).resolves.toHaveProperty('items');
    expectTypeOf(room.message('x')).toExtend<Promise<unknown>>();
    expectTypeOf(room.notification('x')).toExtend<Promise<unknown>>();
    expectTypeOf(room.self.topic('x')).toExtend<Promise<unknown>>();
    expectTypeOf(room.invite(hc.user(1), 'reason')).toExtend<Promise<unknown>>();
    expectTypeOf(room).toHaveProperty('guest_access_url');
    expectTypeOf(room).toHaveProperty('is_archived');
    expectTypeOf(room).toHaveProperty('last_active');
    expectTypeOf(room).toHaveProperty('privacy');
    expectTypeOf(room).toHaveProperty('xmpp_jid');
    expectTypeOf(hc.rooms.create({ name: 'x' })).toExtend<Promise<unknown>>();
    expectTypeOf(room.members.add(hc.user(1))).toExtend<Promise<unknown>>();
    expectTypeOf(room.members.remove(hc.user(1))).toExtend<Promise<unknown>>();
    const hook = { url: 'https://example.com', event: 'room_message' } as const;
    expectTypeOf(room.webhooks.create(hook)).toExtend<Promise<unknown>>();
  });

  it('has users, with methods and values', async () => {
    const user = await hc.user('@ann').self();
    expectTypeOf(user.message('x')).toExtend<Promise<unknown>>();
    expectTypeOf(user.presence?.show).toEqualTypeOf<
      'away' | 'chat' | 'dnd' | 'xa' | null | undefined
    >();
    expectTypeOf(user.is_group_admin).toEqualTypeOf<boolean>();
    expectTypeOf(user.photo_url).toEqualTypeOf<string | null>();
    expectTypeOf(hc.users.create({ name: 'x', email: 'x' })).toExtend<Promise<unknown>>();
  });
});

describe('what lambdas make', () => {
  it('stays a tuple where it is one', async () => {
    const pairs = await hc.rooms.map((room): [string, number] => [room.name, room.id]);
    expectTypeOf(pairs).toEqualTypeOf<[string, number][]>();
    const rows = await hc.rooms.map((room) => [room.owner, room.created] as const);
    expectTypeOf(rows[0]?.[0]).toEqualTypeOf<UserStub | undefined>();
    expectTypeOf(rows[0]?.[1]).toEqualTypeOf<Temporal.Instant | undefined>();
  });

  it('can be walked on from where it was found', async () => {
    const owner = hc.rooms.map((room) => room.owner).find((user) => user.name === 'Ann');
    expectTypeOf(await owner).toEqualTypeOf<UserStub | undefined>();
    expectTypeOf(await owner.email).toEqualTypeOf<string | null>();
    const name = hc.rooms.map((room) => room.name).find((text) => text === 'Ops');
    expectTypeOf(await name).toEqualTypeOf<string | undefined>();
  });
});

describe('options', () => {
  it('that are `undefined` are left out', () => {
    expectTypeOf(hc.rooms({ maxResults: undefined })).resolves.toEqualTypeOf<Page<RoomForms>>();
    expectTypeOf(hc.room(1).notification('x', { color: undefined })).toExtend<Promise<unknown>>();
  });
});
