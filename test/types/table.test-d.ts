/** What the types say of expansion by hand, of updates, and of the other resources. */
import { Temporal } from 'temporal-polyfill';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type Action,
  type AddonStub,
  type Chain,
  type Emoticon,
  type Group,
  type GroupStub,
  HypChat,
  type Room,
  type RoomStub,
  type Statistics,
  type StatisticsStub,
  type User,
  type UserStub,
  type Webhook,
  type WebhookRef,
  type WebhookStub,
} from '../../src/index.ts';

const hc = new HypChat('token');

describe('expansion by hand', () => {
  it('widens the items of a page to the whole', async () => {
    const { items } = await hc.rooms({ expand: 'items' });
    expectTypeOf(items).toEqualTypeOf<readonly Room[]>();
    expectTypeOf(hc.rooms({ expand: 'items' }).items).resolves.toEqualTypeOf<readonly Room[]>();
    expectTypeOf(hc.rooms({ expand: 'items' }).items[0]).resolves.toEqualTypeOf<Room>();
    expectTypeOf(hc.rooms({ expand: 'items' }).items[0].owner).resolves.toEqualTypeOf<UserStub>();
    expectTypeOf((await hc.rooms).items).toEqualTypeOf<readonly RoomStub[]>();
  });

  it('widens what it names, one or two references deep', async () => {
    const [room] = (await hc.rooms({ expand: 'items.owner' })).items;
    expectTypeOf(room?.owner).toEqualTypeOf<User | undefined>();
    expectTypeOf(room?.topic).toEqualTypeOf<string | undefined>();
    expectTypeOf(room?.statistics).toEqualTypeOf<StatisticsStub | undefined>();
    const deep = await hc.room(42, { expand: 'owner.group' });
    expectTypeOf(deep.owner.email).toEqualTypeOf<string | null>();
    expectTypeOf(deep.owner.group).toEqualTypeOf<Group>();
    expectTypeOf((await hc.user('@ann', { expand: 'group' })).group).toEqualTypeOf<Group>();
    expectTypeOf((await hc.user('@ann')).group).toEqualTypeOf<GroupStub>();
  });

  it('takes a list of paths', async () => {
    const room = await hc.room(42).self({ expand: ['owner', 'statistics'] });
    expectTypeOf(room.owner).toEqualTypeOf<User>();
    expectTypeOf(room.statistics).toEqualTypeOf<Statistics>();
  });

  it('keeps a label, null and lists around what it names', async () => {
    const { items } = await hc.room(42).history({ expand: ['items.from', 'items.mentions'] });
    expectTypeOf(items[0]?.from).toEqualTypeOf<User | string | null | undefined>();
    expectTypeOf(items[0]?.mentions).toEqualTypeOf<readonly User[] | undefined>();
    const emoticon = (await hc.emoticons({ expand: 'items.creator' })).items[0];
    expectTypeOf(emoticon?.creator).toEqualTypeOf<User | null | undefined>();
  });

  it('knows no path that names nothing', () => {
    // @ts-expect-error -- a room has an owner
    hc.rooms({ expand: 'items.ownr' });
    // @ts-expect-error -- of a collection, items come first
    hc.rooms({ expand: 'owner' });
    // @ts-expect-error -- a user has no owner
    hc.room(42, { expand: 'owner.owner' });
    // @ts-expect-error -- one of the paths names nothing
    hc.rooms({ expand: ['items', 'items.topic'] });
    // @ts-expect-error -- a field is no reference
    hc.user(1).self({ expand: 'email' });
  });

  it('stays a resource that an action can be given', async () => {
    const room = await hc.room(42, { expand: 'owner.group' });
    hc.room(1).invite(room.owner);
    hc.room(1).update({ owner: room.owner });
  });
});

describe('history', () => {
  it('takes a moment in any form, by position or as an option', () => {
    const room = hc.room(42);
    room.history('recent', 50);
    room.history(Temporal.Now.instant(), 50, { reverse: false });
    room.history({ date: new Date(), endDate: Temporal.Now.plainDateTimeISO() });
    room.history(Temporal.Now.zonedDateTimeISO());
    room.latest('an-id', { maxResults: 10 });
    // @ts-expect-error -- the number comes second
    room.history(50);
    // @ts-expect-error -- it was given by position
    room.history('recent', 50, { date: 'recent' });
  });
});

describe('the other resources', () => {
  it('are stubs in a list, and whole by id', () => {
    expectTypeOf(hc.emoticon('yey')).resolves.toEqualTypeOf<Emoticon>();
    expectTypeOf(hc.room(42).webhooks.items[0]).resolves.toEqualTypeOf<WebhookStub>();
    expectTypeOf(hc.room(42).webhook(1)).resolves.toEqualTypeOf<Webhook>();
    expectTypeOf(hc.room(42).webhook(1).room.owner.name).toEqualTypeOf<Chain<string>>();
    expectTypeOf(hc.room(42).webhook(1).creator.email).resolves.toEqualTypeOf<string | null>();
    expectTypeOf(hc.room(42).webhook(1).creator.id).resolves.toEqualTypeOf<
      number | string | null
    >();
    expectTypeOf(hc.group(1).statistics.messages_sent).resolves.toEqualTypeOf<number>();
    expectTypeOf(hc.user(1).autoJoin.items[0]).resolves.toEqualTypeOf<RoomStub>();
  });

  it('tell who made a webhook: a user, or an add-on', () => {
    const { creator } = {} as Webhook;
    expectTypeOf(creator).toEqualTypeOf<UserStub | AddonStub | null>();
    // @ts-expect-error -- an add-on is sent no message
    creator?.message('hi');
  });

  it('are created where they are listed', () => {
    const created = hc.room(42).webhooks.create({ url: 'https://x.test', event: 'room_message' });
    expectTypeOf(created).resolves.toEqualTypeOf<WebhookRef>();
    expectTypeOf(created.name).resolves.toEqualTypeOf<string>();
    // @ts-expect-error -- there is no such event
    hc.room(42).webhooks.create({ url: 'https://x.test', event: 'message' });
    // @ts-expect-error -- nobody is created in a room
    hc.room(42).participants.create({ name: 'x' });
  });

  it('take users by chain, snapshot or id', () => {
    const room = hc.room(42);
    room.members.add(hc.user('@ann'), { roomRoles: new Set(['room_admin']) });
    room.members.remove(7);
    hc.rooms.create({ name: 'New', owner: room.owner });
    hc.rooms.create({ name: 'New', owner: null });
    // @ts-expect-error -- a room owns nothing
    hc.rooms.create({ name: 'New', owner: room });
    // @ts-expect-error -- there is no such role
    room.members.add(7, { roomRoles: ['owner'] });
  });
});

describe('an update', () => {
  it('takes what can be written, and no more', () => {
    expectTypeOf(hc.room(42).update({ topic: 'x' })).toEqualTypeOf<Action<undefined>>();
    hc.user(1).update({ presence: { status: 'out' }, password: 'x' });
    // @ts-expect-error -- the server gives the version
    hc.room(42).update({ version: 'x' });
    // @ts-expect-error -- a room is public or private
    hc.room(42).update({ privacy: 'secret' });
  });
});
