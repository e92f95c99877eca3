/** What each kind of step gives, by the types, and what must not compile. */
import type { Temporal } from 'temporal-polyfill';
import { describe, expectTypeOf, it } from 'vitest';
import {
  type Action,
  type Box,
  box,
  type Chain,
  type Doc,
  explain,
  field,
  fresh,
  HypChat,
  href,
  type Message,
  type MessageSent,
  type Page,
  type Pages,
  type Plan,
  parent,
  type Room,
  type RoomChain,
  type RoomSelf,
  type RoomStub,
  type Trace,
  trace,
  type User,
  type UserChain,
  type UserRow,
  type UserStub,
  within,
} from '../../src/index.ts';
import type { MessageForms } from '../../src/types/message.ts';
import type { RoomForms } from '../../src/types/room.ts';
import type { UserForms } from '../../src/types/user.ts';

const hc = new HypChat('token');

describe('an index', () => {
  it('of 0 to 99 is there for a strict compiler, any other may not be', () => {
    expectTypeOf(hc.rooms.items[0].name).toEqualTypeOf<Chain<string>>();
    expectTypeOf(hc.rooms.items[99].owner.email).toEqualTypeOf<Chain<string | null>>();
    // @ts-expect-error -- 100 is not spelled out
    hc.rooms.items[100].owner;
    expectTypeOf(hc.rooms.items[100]).toEqualTypeOf<RoomChain | undefined>();
    expectTypeOf(hc.rooms.items[100]?.name).toEqualTypeOf<Chain<string> | undefined>();
  });

  it('is of the items, and of no collection or resource', () => {
    // @ts-expect-error -- a collection has items
    hc.rooms[0];
    // @ts-expect-error -- a room has no index
    hc.room(42)[0];
  });

  it('of a page that is in hand may be undefined: it is an array', async () => {
    const { items } = await hc.rooms;
    expectTypeOf(items[0]).toEqualTypeOf<RoomStub | undefined>();
    // @ts-expect-error -- the page may be empty
    items[0].name;
  });
});

describe('a reference', () => {
  it('is a chain on a chain, a stub on the whole, a row in a lambda', async () => {
    expectTypeOf(hc.room(42).owner).toEqualTypeOf<UserChain>();
    expectTypeOf((await hc.room(42)).owner).toEqualTypeOf<UserStub>();
    expectTypeOf(hc.rooms.map((room) => room.owner)).resolves.toEqualTypeOf<UserStub[]>();
  });

  it('of a stub is a chain, which knows the whole by `self`', async () => {
    const stub = await hc.rooms.items[0];
    expectTypeOf(stub.owner).toEqualTypeOf<UserChain>();
    expectTypeOf(stub.owner.self).resolves.toEqualTypeOf<User>();
  });

  it('that may be null gives null for all that is behind it', () => {
    const { from } = hc.room(42).history.items[0];
    expectTypeOf(from.email).resolves.toEqualTypeOf<string | null>();
    expectTypeOf(from.name).resolves.toEqualTypeOf<string | null>();
    expectTypeOf(from.group.name).resolves.toEqualTypeOf<string | null>();
    expectTypeOf<null>().toExtend<Awaited<typeof from>>();
  });

  it('that may be a label, a user or nothing has to be told apart', async () => {
    const { from } = (await hc.room(42).history).items[0] ?? { from: null };
    // @ts-expect-error -- a label has no name, and nothing has none
    from.name;
    if (from !== null && typeof from !== 'string') {
      expectTypeOf(from.name).toEqualTypeOf<string>();
    }
  });
});

describe('a field', () => {
  it('gives its value, which a chain is not', () => {
    expectTypeOf(hc.room(42).created).toEqualTypeOf<Chain<Temporal.Instant>>();
    expectTypeOf(hc.room(42).last_active).resolves.toEqualTypeOf<Temporal.Instant | null>();
    // @ts-expect-error -- a chain is no text
    hc.room(42).name.toUpperCase();
    // @ts-expect-error -- a chain is no number
    hc.room(42).id + 1;
    // @ts-expect-error -- a chain is no text
    const text: string = hc.room(42).name;
    void text;
  });

  it('and an action of one name are a chain when read, an action when called', async () => {
    expectTypeOf(hc.room(42).topic).resolves.toEqualTypeOf<string>();
    expectTypeOf(hc.room(42).topic('x')).toEqualTypeOf<Action<undefined>>();
    expectTypeOf((await hc.rooms.items[0]).topic).resolves.toEqualTypeOf<string>();
    expectTypeOf((await hc.room(42)).topic).toEqualTypeOf<string>();
    // @ts-expect-error -- on the whole, the topic is a text: the action is at `self`
    (await hc.room(42)).topic('x');
    // @ts-expect-error -- JavaScript's own length is not the topic's
    hc.room(42).topic.length + 1;
  });

  it('cannot be called, nor set', async () => {
    // @ts-expect-error -- a name is no action
    hc.room(42).name();
    const room = await hc.room(42);
    // @ts-expect-error -- a snapshot cannot be changed
    room.name = 'x';
    // @ts-expect-error -- a chain cannot be changed
    hc.room(42).name = room.name;
  });
});

describe('a collection', () => {
  it('is a page, with options or without, and its items are that page’s', () => {
    expectTypeOf(hc.rooms).resolves.toEqualTypeOf<Page<RoomForms>>();
    expectTypeOf(hc.rooms({ maxResults: 5 })).toEqualTypeOf<Pages<RoomForms>>();
    expectTypeOf(hc.rooms({ maxResults: 5 }).items).resolves.toEqualTypeOf<readonly RoomStub[]>();
    expectTypeOf(hc.room(42).participants.items[0]).resolves.toEqualTypeOf<UserStub>();
  });

  it('is of stubs where nothing is expanded, and of either where that is seen later', async () => {
    const expand = Math.random() < 0.5 ? 'items' : undefined;
    expectTypeOf(hc.rooms({ expand: undefined })).toEqualTypeOf<Pages<RoomForms>>();
    expectTypeOf(hc.rooms({ expand: [] })).toEqualTypeOf<Pages<RoomForms>>();
    expectTypeOf((await hc.rooms({ expand })).items).toEqualTypeOf<
      readonly RoomStub[] | readonly Room[]
    >();
    expectTypeOf(hc.rooms.map((room) => room.participants({ expand: [] }))).resolves.toEqualTypeOf<
      Page<UserForms>[]
    >();
  });

  it('has pages beside it whose items are what its own are', async () => {
    const { next } = hc.rooms({ expand: 'items', maxResults: 2 });
    expectTypeOf((await next).items).toEqualTypeOf<readonly Room[]>();
    expectTypeOf((await next.items[0]).topic).toEqualTypeOf<string>();
    expectTypeOf((await (await next).prev().items[0]).topic).toEqualTypeOf<string>();
    expectTypeOf(hc.rooms.next.items[0]).toEqualTypeOf<RoomChain>();
    expectTypeOf(
      hc.rooms.map((room) => room.participants({ expand: 'items' }).items[0]),
    ).resolves.toEqualTypeOf<User[]>();
  });

  it('takes the options that it has, and no others', () => {
    // @ts-expect-error -- the wire name is not the option's
    hc.rooms({ 'max-results': 5 });
    // @ts-expect-error -- a number is due
    hc.rooms({ maxResults: '5' });
    // @ts-expect-error -- rooms have no offline ones
    hc.rooms({ includeOffline: true });
    hc.room(42).participants({ includeOffline: true });
    // @ts-expect-error -- options take no second call
    hc.rooms({ maxResults: 5 })({ maxResults: 6 });
  });
});

describe('a lookup', () => {
  it('takes one id or name, and gives the whole', () => {
    expectTypeOf(hc.room(42)).toEqualTypeOf<RoomChain<Room>>();
    expectTypeOf(hc.room('Ops')).resolves.toEqualTypeOf<Room>();
    // @ts-expect-error -- an id is due
    hc.room();
    // @ts-expect-error -- one id is due
    hc.room(1, 2);
    // @ts-expect-error -- a chain is no id
    hc.room(hc.room(1).id);
  });
});

describe('an action', () => {
  it('gives what the server answers, and is told from a read', () => {
    expectTypeOf(hc.room(42).message('hi')).resolves.toEqualTypeOf<MessageSent>();
    expectTypeOf(hc.room(42).delete()).toEqualTypeOf<Action<undefined>>();
    expectTypeOf(hc.room(42).owner).not.toExtend<Action<unknown>>();
    // @ts-expect-error -- an action has no fields
    hc.room(42).message('hi').id;
  });

  it('takes a chain or a snapshot of the right kind', async () => {
    const room = hc.room(42);
    room.invite(hc.user('@ann'));
    room.invite(hc.rooms.items[0].owner, 'reason');
    room.invite(await hc.user('@ann'));
    room.invite((await hc.room(1)).owner);
    // @ts-expect-error -- a room is no user
    room.invite(hc.rooms.items[0]);
    // @ts-expect-error -- a page is no user
    room.invite(hc.users);
    // @ts-expect-error -- a name is no user
    room.invite(hc.user('@ann').name);
    // @ts-expect-error -- a text with a chain in it would hold a mark: a chain is no text
    room.message(hc.room(1).topic);
  });

  it('on a collection that was narrowed by options is not there', () => {
    // @ts-expect-error -- creating is of the whole collection
    hc.rooms({ maxResults: 5 }).create({ name: 'x' });
  });
});

describe('a row', () => {
  it('reads as values, whatever the representation', () => {
    const given = hc.rooms.map((room, index) => ({
      index,
      created: room.created,
      email: room.owner.email,
      topic: room.topic,
      self: room.self,
      all: [room.owner],
    }));
    expectTypeOf(given).resolves.toEqualTypeOf<
      {
        index: number;
        created: Temporal.Instant;
        email: string | null;
        topic: string;
        self: Room;
        all: UserStub[];
      }[]
    >();
  });

  it('is spread into a record of what it holds, with what is put beside that', async () => {
    const [room] = await hc.rooms.map((row) => ({ ...row, people: row.participants.count() }));
    expectTypeOf(room?.people).toEqualTypeOf<number | undefined>();
    expectTypeOf(room?.topic).toEqualTypeOf<string | undefined>();
    expectTypeOf(room?.owner).toEqualTypeOf<UserStub | undefined>();
    const [rest] = await hc.rooms.map(({ owner: { id: _id, ...owner } }) => owner);
    expectTypeOf(rest?.email).toEqualTypeOf<string | null | undefined>();
    // @ts-expect-error -- it was taken out
    rest?.id;
  });

  it('knows no name that the resource does not have, and cannot be set', () => {
    // @ts-expect-error -- a room has an owner
    hc.rooms.map((room) => room.ownr);
    hc.rooms.map((room) => {
      // @ts-expect-error -- a row only reads
      room.name = 'x';
      return room.name;
    });
  });

  it('gives what its chains lead to', () => {
    const given = hc.rooms.map((room) => ({
      at: room.history,
      people: room.participants.map((user) => user.email),
    }));
    expectTypeOf(given).resolves.toEqualTypeOf<
      { at: Page<MessageForms>; people: (string | null)[] }[]
    >();
  });

  it('is what a filter says that it is, where that is told by its type', () => {
    const emails = hc.rooms.map((room) => room.owner.email).filter((email) => email !== null);
    expectTypeOf(emails).resolves.toEqualTypeOf<string[]>();
    expectTypeOf(emails.at(0)).resolves.toEqualTypeOf<string | undefined>();
    const senders = hc
      .room(42)
      .history.map((message) => message.from)
      .filter((from) => from !== null && typeof from !== 'string');
    expectTypeOf(senders).resolves.toEqualTypeOf<UserStub[]>();
    expectTypeOf(senders.at(0)).toEqualTypeOf<UserChain<UserStub | undefined>>();
    // @ts-expect-error -- a promise is neither true nor false
    hc.rooms.filter(async (room) => room.is_archived);
  });

  it('reads what operations over a collection below it give, as values', () => {
    hc.rooms.map((room) => {
      expectTypeOf(
        room.participants.map((user) => user.email).includes('a'),
      ).toEqualTypeOf<boolean>();
      expectTypeOf(room.participants.some((user) => user.id > 1)).toEqualTypeOf<boolean>();
      expectTypeOf(room.history.every((message) => message.type === '')).toEqualTypeOf<boolean>();
      expectTypeOf(
        room.participants.filter((user) => user.is_guest).take(2).length,
      ).toEqualTypeOf<number>();
      expectTypeOf(room.participants.find((user) => user.id > 1)?.email).toEqualTypeOf<
        string | null | undefined
      >();
      expectTypeOf(room.participants({ maxResults: 5 }).toArray()[0]?.email).toEqualTypeOf<
        string | null | undefined
      >();
      expectTypeOf(room.history('recent').drop(1).at(-1)?.message).toEqualTypeOf<
        string | null | undefined
      >();
      // @ts-expect-error -- a user has an email
      room.participants.some((user) => user.emial);
      // @ts-expect-error -- a chain is neither true nor false
      room.participants.filter((user) => user.history);
      for (const user of room.participants) expectTypeOf(user).toEqualTypeOf<UserRow>();
      // What is given for a list goes on as a list, and those of arrays go on as these.
      expectTypeOf(
        room.participants
          .filter((user) => user.is_guest)
          .map((user) => user.email)
          .filter((email) => email !== null)
          .take(2),
      ).toExtend<string[]>();
      expectTypeOf(
        room.participants
          .take(3)
          .flatMap((user) => user.autoJoin)
          .drop(1)[0]?.topic,
      ).toEqualTypeOf<string | undefined>();
      expectTypeOf(
        room.participants.take(3).map((_user, index, all) => all.length - index)[0],
      ).toEqualTypeOf<number | undefined>();
      // The items of its page can be counted and gone through as well.
      expectTypeOf(room.participants.items.length).toEqualTypeOf<number>();
      for (const user of room.participants.items) expectTypeOf(user).toEqualTypeOf<UserRow>();
      // Another page of it is no less a collection below the row.
      const { next, prev } = room.participants({ maxResults: 5 });
      expectTypeOf(next.some((user) => user.is_guest)).toEqualTypeOf<boolean>();
      expectTypeOf(prev().map((user) => user.name)[0]).toEqualTypeOf<string | undefined>();
      for (const user of next) expectTypeOf(user).toEqualTypeOf<UserRow>();
      return room.participants.length;
    });
    expectTypeOf(hc.rooms.flatMap((room) => room.history)).resolves.toEqualTypeOf<Message[]>();
    expectTypeOf(
      hc.rooms.flatMap((room) => room.participants.filter((user) => user.is_guest)),
    ).resolves.toEqualTypeOf<UserStub[]>();
    expectTypeOf(
      hc.rooms.map((room) => ({
        by: room.participants.take(2),
        who: room.members.find(() => true),
      })),
    ).resolves.toEqualTypeOf<{ by: UserStub[]; who: UserStub | undefined }[]>();
    hc.rooms.forEach((room) =>
      room.participants.filter((user) => user.is_guest).forEach((user) => user.message('hi')),
    );
    hc.rooms.forEach((room) => room.participants.map((user) => user.message('hi')));
    hc.rooms.forEach(
      (room) => room.participants.find((user) => user.id > 1)?.message('hi') ?? null,
    );
  });

  it('sends nothing but in forEach', () => {
    // @ts-expect-error -- an action is sent by forEach
    hc.rooms.map((room) => room.message('hi'));
    // @ts-expect-error -- a chain is neither true nor false
    hc.rooms.filter((room) => room.participants);
    // @ts-expect-error -- an async lambda is no reading
    hc.rooms.filter(async (room) => room.is_archived);
  });
});

describe('items and what lambdas make of them', () => {
  it('are gathered as arrays gather them', () => {
    expectTypeOf(hc.rooms.count()).resolves.toEqualTypeOf<number>();
    expectTypeOf(hc.rooms.at(-1)).resolves.toEqualTypeOf<RoomStub | undefined>();
    expectTypeOf(hc.rooms.at(-1).owner.email).resolves.toEqualTypeOf<string | null>();
    expectTypeOf(hc.rooms.map((room) => room.name).at(0)).resolves.toEqualTypeOf<
      string | undefined
    >();
    expectTypeOf(
      hc.rooms.reduce((sum, room) => sum + room.topic.length, 0),
    ).resolves.toEqualTypeOf<number>();
    expectTypeOf(
      hc.rooms.reduce((names, room) => names.concat(room.name), [] as string[]),
    ).resolves.toEqualTypeOf<string[]>();
    expectTypeOf(
      hc.rooms.reduce((a, b) => (a.id > b.id ? a : b)),
    ).resolves.toEqualTypeOf<RoomStub>();
    expectTypeOf(
      hc.rooms.sort((a, b) => a.topic.localeCompare(b.topic)).take(3),
    ).resolves.toEqualTypeOf<RoomStub[]>();
    expectTypeOf(hc.rooms.map((room) => room.name).toSorted()).resolves.toEqualTypeOf<string[]>();
    hc.rooms.map((room) => {
      expectTypeOf(room.participants.count()).toEqualTypeOf<number>();
      expectTypeOf(room.participants.at(-1)?.email).toEqualTypeOf<string | null | undefined>();
      expectTypeOf(
        room.participants.reduce((sum, user) => sum + user.id, 0),
      ).toEqualTypeOf<number>();
      expectTypeOf(
        room.participants.sort((a, b) => a.id - b.id).map((user) => user.name)[0],
      ).toEqualTypeOf<string | undefined>();
      return room.id;
    });
    // @ts-expect-error -- a lambda of `sort` says by a number what comes first
    hc.rooms.sort((a, b) => a.name < b.name);
  });

  it('stay rows until they are given', () => {
    const sequence = hc.rooms.filter((room) => room.is_archived).map((room) => room.owner);
    expectTypeOf(sequence).resolves.toEqualTypeOf<UserStub[]>();
    expectTypeOf(sequence.map((user) => user.email)).resolves.toEqualTypeOf<(string | null)[]>();
    expectTypeOf(hc.rooms.take(3).drop(1)).resolves.toEqualTypeOf<RoomStub[]>();
    expectTypeOf(hc.rooms.toArray()).resolves.toEqualTypeOf<RoomStub[]>();
    expectTypeOf(hc.rooms.flatMap((room) => [room, room])).resolves.toEqualTypeOf<RoomStub[]>();
  });

  it('are one thing, or a yes or no, for those that stop', () => {
    const found = hc.rooms.find((room) => room.name === 'Ops');
    expectTypeOf(found).resolves.toEqualTypeOf<RoomStub | undefined>();
    expectTypeOf(found.owner.email).resolves.toEqualTypeOf<string | null>();
    expectTypeOf(found.message('hi')).toExtend<Promise<unknown>>();
    expectTypeOf(hc.rooms.some((room) => room.is_archived)).resolves.toEqualTypeOf<boolean>();
    expectTypeOf(hc.rooms.map((room) => room.name).find((name) => name)).resolves.toEqualTypeOf<
      string | undefined
    >();
  });

  it('are gone through one by one', async () => {
    for await (const room of hc.rooms) expectTypeOf(room).toEqualTypeOf<RoomStub>();
    for await (const user of hc.rooms.map((room) => room.owner)) {
      expectTypeOf(user).toEqualTypeOf<UserStub>();
    }
  });

  it('are acted on by a lambda that returns actions, and nothing else', () => {
    const sent = hc.rooms.forEach((room) => (room.is_archived ? room.message('hi') : null));
    expectTypeOf(sent).resolves.toEqualTypeOf<(MessageSent | null)[]>();
    const both = hc.rooms.forEach((room) => [room.message('hi'), room.self.topic('hi')]);
    expectTypeOf(both).resolves.toEqualTypeOf<[MessageSent, undefined][]>();
    const within = hc.rooms.forEach((room) =>
      room.participants.forEach((user) => user.message('hi')),
    );
    expectTypeOf(within).resolves.toEqualTypeOf<undefined[][]>();
    // @ts-expect-error -- it has to return the action
    hc.rooms.forEach((room) => {
      room.message('hi');
    });
    // @ts-expect-error -- an async lambda is no list of actions
    hc.rooms.forEach(async (room) => room.message('hi'));
    // @ts-expect-error -- a name is no action
    hc.rooms.forEach((room) => room.name);
  });
});

describe('an operation', () => {
  it('gives what its chain gives', async () => {
    const room = await hc.room(42);
    expectTypeOf(box(hc.rooms)).toEqualTypeOf<Box<typeof hc.rooms>>();
    expectTypeOf(within(hc, { budget: 1 })).toEqualTypeOf<HypChat>();
    expectTypeOf(within(hc.room(42), { budget: 1 })).toEqualTypeOf<RoomChain<Room>>();
    const stub = await hc.rooms.items[0];
    expectTypeOf(within(stub, { budget: 1 })).toEqualTypeOf<RoomSelf>();
    expectTypeOf(within(stub.self.message('hi'), { budget: 1 })).toExtend<Action<MessageSent>>();
    expectTypeOf(fresh(hc.room(42))).toEqualTypeOf<RoomChain<Room>>();
    expectTypeOf(fresh(room)).resolves.toEqualTypeOf<Room>();
    expectTypeOf(fresh(room.owner)).resolves.toEqualTypeOf<User>();
    expectTypeOf(trace(hc.room(42).topic)).resolves.toEqualTypeOf<Trace<string>>();
    expectTypeOf(trace(hc.room(42).topic('x'))).resolves.toEqualTypeOf<Trace<undefined>>();
    expectTypeOf(explain(hc.rooms)).toEqualTypeOf<Plan>();
    expectTypeOf(href(room)).resolves.toEqualTypeOf<string>();
    expectTypeOf(field(hc.room(42), 'then')).toEqualTypeOf<Chain<unknown>>();
    expectTypeOf(parent(hc.room(42).owner)).toEqualTypeOf<Chain<unknown> | undefined>();
  });

  it('takes chains, and no data', () => {
    // @ts-expect-error -- a text is no chain
    explain('hc.rooms');
    // @ts-expect-error -- the root has no plan
    explain(hc);
    // @ts-expect-error -- a page is no resource
    fresh({ items: [] });
    // @ts-expect-error -- there is no such limit
    within(hc.rooms, { timeout: 5 });
    expectTypeOf<Doc>().not.toExtend<Chain<unknown>>();
  });
});
