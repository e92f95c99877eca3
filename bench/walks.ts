/**
 * The named walks of the table: at most five of a kind, over all resources.
 */
import type { HypChat } from '../src/index.ts';

/** A walk, as anybody would write it. Several chains are awaited in one tick. */
export interface NamedWalk {
  readonly kind: string;
  /** As it stands in the table. */
  readonly text: string;
  run(hc: HypChat): readonly PromiseLike<unknown>[];
}

const walk = (
  kind: string,
  text: string,
  run: (hc: HypChat) => PromiseLike<unknown> | readonly PromiseLike<unknown>[],
): NamedWalk => ({
  kind,
  text,
  run: (hc) => {
    const chains = run(hc);
    return Array.isArray(chains) ? chains : [chains as PromiseLike<unknown>];
  },
});

/** The walks, by kind. */
export const walks: readonly NamedWalk[] = [
  walk('a resource', "room('Ops')", (hc) => hc.room('Ops')),
  walk('a resource', "user('@ann').email", (hc) => hc.user('@ann').email),
  walk('a resource', 'group(1).name', (hc) => hc.group(1).name),
  walk(
    'a resource',
    'room(42).statistics.messages_sent',
    (hc) => hc.room(42).statistics.messages_sent,
  ),
  walk('a resource', 'room(42).self.topic', (hc) => hc.room(42).self.topic),
  walk('through references', 'room(42).owner.name', (hc) => hc.room(42).owner.name),
  walk('through references', 'room(42).owner.email', (hc) => hc.room(42).owner.email),
  walk(
    'through references',
    'room(42).owner.group.owner.email',
    (hc) => hc.room(42).owner.group.owner.email,
  ),
  walk(
    'through references',
    "user('@ann').group.owner.title",
    (hc) => hc.user('@ann').group.owner.title,
  ),
  walk('through references', 'room(42).owner.self', (hc) => hc.room(42).owner.self),
  walk('an item', 'rooms.items[0]', (hc) => hc.rooms.items[0]),
  walk('an item', 'rooms.items[5].topic', (hc) => hc.rooms.items[5].topic),
  walk('an item', 'rooms.items[0].owner.email', (hc) => hc.rooms.items[0].owner.email),
  walk('an item', 'users.items[14].email', (hc) => hc.users.items[14].email),
  walk(
    'an item',
    'rooms.items[3].statistics.messages_sent',
    (hc) => hc.rooms.items[3].statistics.messages_sent,
  ),
  walk(
    'below a resource',
    'room(42).participants.items[0].email',
    (hc) => hc.room(42).participants.items[0].email,
  ),
  walk(
    'below a resource',
    'room(42).history.items[0].from',
    (hc) => hc.room(42).history.items[0].from,
  ),
  walk(
    'below a resource',
    'room(42).latest.items[0].message',
    (hc) => hc.room(42).latest.items[0].message,
  ),
  walk(
    'below a resource',
    'rooms.items[1].participants.items[0].title',
    (hc) => hc.rooms.items[1].participants.items[0].title,
  ),
  walk(
    'below a resource',
    'rooms.items[1].owner.group.name',
    (hc) => hc.rooms.items[1].owner.group.name,
  ),
  walk('a page', 'rooms', (hc) => hc.rooms),
  walk('a page', 'rooms.items', (hc) => hc.rooms.items),
  walk('a page', 'users({ maxResults: 5 })', (hc) => hc.users({ maxResults: 5 })),
  walk('a page', 'room(42).participants', (hc) => hc.room(42).participants),
  walk(
    'a page',
    'rooms({ includeArchived: true }).items',
    (hc) => hc.rooms({ includeArchived: true }).items,
  ),
  walk('another list', "emoticons({ type: 'global' })", (hc) => hc.emoticons({ type: 'global' })),
  walk(
    'another list',
    'emoticons.items[3].creator.name',
    (hc) => hc.emoticons.items[3].creator.name,
  ),
  walk('another list', 'room(42).webhooks', (hc) => hc.room(42).webhooks),
  walk('another list', "user('@ann').autoJoin", (hc) => hc.user('@ann').autoJoin),
  walk('another list', 'capabilities.name', (hc) => hc.capabilities.name),
  walk('expanded by hand', "rooms({ expand: 'items' })", (hc) => hc.rooms({ expand: 'items' })),
  walk('expanded by hand', "rooms({ expand: 'items.owner' })", (hc) =>
    hc.rooms({ expand: 'items.owner' }),
  ),
  walk(
    'expanded by hand',
    "users({ expand: 'items.group' }).items",
    (hc) => hc.users({ expand: 'items.group' }).items,
  ),
  walk('an update', "room(42).update({ topic: 'Deploying' })", (hc) =>
    hc.room(42).update({ topic: 'Deploying' }),
  ),
  walk('an update', "rooms.items[1].update({ privacy: 'private' })", (hc) =>
    hc.rooms.items[1].update({ privacy: 'private' }),
  ),
  walk('an update', "user('@chidi').update({ title: 'Lead' })", (hc) =>
    hc.user('@chidi').update({ title: 'Lead' }),
  ),
  walk('a new thing', "rooms.create({ name: 'New' })", (hc) => hc.rooms.create({ name: 'New' })),
  walk('a new thing', "rooms.create({ name: 'New' }).message('hi')", (hc) =>
    hc.rooms.create({ name: 'New' }).message('hi'),
  ),
  walk(
    'a new thing',
    "rooms.create({ name: 'New' }).owner.email",
    (hc) => hc.rooms.create({ name: 'New' }).owner.email,
  ),
  walk('a new thing', "room(42).webhooks.create({ url, event: 'room_enter' })", (hc) =>
    hc.room(42).webhooks.create({ url: 'https://example.com/hook', event: 'room_enter' }),
  ),
  walk('an action', "room(42).topic('Deploying')", (hc) => hc.room(42).topic('Deploying')),
  walk('an action', "rooms.items[0].owner.message('hi')", (hc) =>
    hc.rooms.items[0].owner.message('hi'),
  ),
  walk('an action', "room('Ops').owner.message('hi')", (hc) => hc.room('Ops').owner.message('hi')),
  walk('an action', "rooms.items[4].message('hi')", (hc) => hc.rooms.items[4].message('hi')),
  walk('an action', "room(42).owner.group.owner.message('hi')", (hc) =>
    hc.room(42).owner.group.owner.message('hi'),
  ),
  walk('an argument', "room(42).invite(user('@ann'))", (hc) => hc.room(42).invite(hc.user('@ann'))),
  walk('an argument', 'room(42).invite(room(41).owner)', (hc) =>
    hc.room(42).invite(hc.room(41).owner),
  ),
  walk('an argument', 'rooms.items[0].invite(users.items[3])', (hc) =>
    hc.rooms.items[0].invite(hc.users.items[3]),
  ),
  walk('in one tick', 'room(42).topic, room(42).owner.email', (hc) => [
    hc.room(42).topic,
    hc.room(42).owner.email,
  ]),
  walk('in one tick', 'rooms.items[0].name, rooms.items[3].name', (hc) => [
    hc.rooms.items[0].name,
    hc.rooms.items[3].name,
  ]),
  walk('in one tick', 'rooms, rooms.items[2].topic', (hc) => [hc.rooms, hc.rooms.items[2].topic]),
  walk('in one tick', 'room(42), room(42).statistics.messages_sent', (hc) => [
    hc.room(42),
    hc.room(42).statistics.messages_sent,
  ]),
  walk('in one tick', 'the owners of rooms.items[0] to [4]', (hc) =>
    [0, 1, 2, 3, 4].map((index) => hc.rooms.items[index as 0].owner.email),
  ),
  walk('a lambda', 'rooms.map((room) => room.name)', (hc) => hc.rooms.map((room) => room.name)),
  walk('a lambda', 'rooms.map((room) => room.topic)', (hc) => hc.rooms.map((room) => room.topic)),
  walk('a lambda', 'rooms.map((room) => room.owner.email)', (hc) =>
    hc.rooms.map((room) => room.owner.email),
  ),
  walk('a lambda', 'users.map((user) => user.group.name)', (hc) =>
    hc.users.map((user) => user.group.name),
  ),
  walk(
    'a lambda',
    "rooms.map((room) => (room.privacy === 'private' ? room.owner.email : ''))",
    (hc) => hc.rooms.map((room) => (room.privacy === 'private' ? room.owner.email : '')),
  ),
  walk(
    'a list',
    "rooms.filter((room) => room.privacy === 'private').map((room) => room.owner.email)",
    (hc) => hc.rooms.filter((room) => room.privacy === 'private').map((room) => room.owner.email),
  ),
  walk(
    'a list',
    "rooms.find((room) => room.name === 'Ops').owner.email",
    (hc) => hc.rooms.find((room) => room.name === 'Ops').owner.email,
  ),
  walk('a list', 'rooms.take(3).map((room) => room.topic)', (hc) =>
    hc.rooms.take(3).map((room) => room.topic),
  ),
  walk('a list', "rooms.some((room) => room.topic === '')", (hc) =>
    hc.rooms.some((room) => room.topic === ''),
  ),
  walk('a list', 'users.toArray()', (hc) => hc.users.toArray()),
  walk('for each', "rooms.take(2).forEach((room) => room.message('hi'))", (hc) =>
    hc.rooms.take(2).forEach((room) => room.message('hi')),
  ),
  walk(
    'for each',
    "rooms.filter((room) => room.privacy === 'private').forEach((room) => room.owner.message('hi'))",
    (hc) =>
      hc.rooms
        .filter((room) => room.privacy === 'private')
        .forEach((room) => room.owner.message('hi')),
  ),
  walk('a loop', 'for await (const room of rooms) room.name', (hc) =>
    loop(hc.rooms, (room) => room.name),
  ),
  walk('a loop', 'for await (const room of rooms) await room.topic', (hc) =>
    loop(hc.rooms, (room) => room.topic),
  ),
  walk('a loop', 'for await (const email of rooms.map((room) => room.owner.email))', (hc) =>
    loop(
      hc.rooms.map((room) => room.owner.email),
      (email) => email,
    ),
  ),
];

/** Goes through everything, and awaits what is read of each. */
async function loop<T>(items: AsyncIterable<T>, read: (item: T) => unknown): Promise<void> {
  for await (const item of items) await read(item);
}
