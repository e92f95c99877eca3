/** What an operation within a lambda gives is an array, and has what collections have besides. */
import { describe, expect, it } from 'vitest';
import type { HypChat } from '../../src/index.ts';
import { failure, fake, refusal } from '../attacks/helpers.ts';

function failed(): never {
  throw new Error('there is none');
}

describe('the array that an operation within a lambda gives', () => {
  it('is taken from and counted like a collection, also once it was read', async () => {
    const server = fake({ rooms: 1 });

    const [got] = await server.hc.rooms.map((room) => {
      const people = room.participants.filter((user) => user.id > 0);
      const { length } = people;
      const names = (users: readonly { readonly name: string }[]) => users.map(({ name }) => name);
      return {
        length,
        first: names(people.take(1)),
        rest: names(people.drop(1)),
        all: names(people.contents()),
        array: names(people.toArray()),
        count: people.count(),
        last: people.at(-1)?.name,
      };
    });

    expect(got).toEqual({
      length: 2,
      first: ['User 1'],
      rest: ['User 2'],
      all: ['User 1', 'User 2'],
      array: ['User 1', 'User 2'],
      count: 2,
      last: 'User 2',
    });
    expect(server.lines()).toHaveLength(2);
  });

  it('gives the actions of all its items to be sent, also once it was read', async () => {
    const server = fake({ rooms: 1 });

    await server.hc.rooms.forEach((room) => {
      const people = room.participants.filter((user) => user.id > 0);
      return people.length < 2 ? null : people.forEach((user) => user.message('hi'));
    });

    expect(server.lines().slice(2)).toEqual(['POST /v2/user/1/message', 'POST /v2/user/2/message']);
  });

  it.each<readonly [string, (hc: HypChat) => PromiseLike<unknown>]>([
    [
      'reduce',
      ({ rooms }) =>
        rooms.reduce(
          (byRoom, { name, participants }) =>
            byRoom.set(
              name,
              participants.map((user) => user.email),
            ),
          new Map<string, unknown>(),
        ),
    ],
    [
      'map',
      async ({ rooms }) => {
        const maps = rooms.map((room) => {
          const emails = room.participants.map((user) => user.email);
          return new Map([[room.name, { within: new Set([emails]) }]]);
        });
        const [[name, { within }] = failed()] = (await maps)[0] ?? failed();
        return new Map([[name, [...within][0]]]);
      },
    ],
  ])('holds what it gives also in a map that a %s gives', async (_name, walk) => {
    const server = fake({ rooms: 1 });

    expect(await walk(server.hc)).toEqual(
      new Map([['Room 1', ['user1@example.com', 'user2@example.com']]]),
    );
    expect(server.lines()).toHaveLength(2);
  });

  it('may stand in maps that hold each other', async () => {
    const [got] = await fake({ rooms: 1 }).hc.rooms.map((room) => {
      const around = new Map<string, unknown>();
      around.set('within', new Map([['around', around]]));
      return around.set(
        'names',
        room.participants.map((user) => user.name),
      );
    });

    expect(got?.get('names')).toEqual(['User 1', 'User 2']);
  });

  it('is the lambda’s own: it may be changed, and gives what it holds then', async () => {
    const [got] = await fake({ rooms: 1 }).hc.rooms.map((room) => {
      const names = room.participants.map((user) => user.name);
      names[2] = 'Ann';
      const how = { enumerable: true, writable: true, configurable: true };
      Object.defineProperty(names, '3', { value: 'Bob', ...how });
      Reflect.deleteProperty(names, '0');
      names.sort();
      return { names: [...names], keys: Object.keys(names), entries: { ...names } };
    });

    expect(got).toEqual({
      names: ['Ann', 'Bob', 'User 2', undefined],
      keys: ['0', '1', '2'],
      entries: { 0: 'Ann', 1: 'Bob', 2: 'User 2' },
    });
  });

  it('is looked over like an array before anything else was read of it', async () => {
    const [got] = await fake({ rooms: 1 }).hc.rooms.map((room) => {
      const names = () => room.participants.map((user) => user.name);
      return [
        Object.getOwnPropertyDescriptor(names(), '1')?.value,
        '2' in names(),
        Reflect.ownKeys(names()),
      ];
    });

    expect(got).toEqual(['User 2', false, ['0', '1', 'length']]);
  });

  it('is no promise, which is known without asking for it', async () => {
    const server = fake({ rooms: 1 });

    const got = await server.hc.rooms.map((room) =>
      Reflect.get(
        room.participants.map((user) => user.name),
        'then',
      ),
    );

    expect(got).toEqual([undefined]);
    expect(server.lines()).toHaveLength(1);
  });

  it('stands as an array in the body of an action', async () => {
    const server = fake({ rooms: 1 });

    await server.hc.rooms.forEach((room) =>
      server.hc.request('POST', '/names', {
        body: { names: room.participants.map((user) => user.name) },
      }),
    );

    expect(server.asked.at(-1)?.body).toBe('{"names":["User 1","User 2"]}');
  });
});

describe('a collection within a lambda', () => {
  it('is reduced to one value, which may decide', async () => {
    const server = fake({ rooms: 3 });

    const got = await server.hc.rooms
      .filter((room) => room.participants.reduce((sum, user) => sum + user.id, room.id) > 4)
      .map((room) => room.participants.reduce((names, user) => `${names} ${user.email}`, ''));

    expect(got).toEqual(Array(2).fill(' user1@example.com user2@example.com'));
    expect(server.lines()).toHaveLength(4);
  });

  it('is reduced to one of its items, of which more is read, without a further request', async () => {
    const server = fake({ rooms: 1 });

    const got = await server.hc.rooms.map(
      (room) => room.participants.reduce((one, other) => (other.id > one.id ? other : one)).email,
    );

    expect(got).toEqual(['user2@example.com']);
    expect(server.lines()).toHaveLength(2);
  });

  it('is not waited for: an async lambda goes no further than its first `await`', async () => {
    const server = fake({ rooms: 2 });
    const reached: string[] = [];
    const chains = [
      server.hc.rooms.map((async (room: { readonly participants: PromiseLike<unknown> }) => {
        reached.push('begun');
        await room.participants;
        reached.push('awaited');
      }) as never),
      server.hc.rooms.map((async (room: { readonly participants: AsyncIterable<unknown> }) => {
        for await (const user of room.participants) reached.push(String(user));
      }) as never),
    ];

    for (const chain of chains) {
      expect((await failure(chain)).message).toContain('the lambda is async');
    }

    expect(reached).toEqual(['begun']);
    expect(server.lines()).toEqual([]);
  });
});

describe('a list that one lambda made, and another reads', () => {
  const FIRST = ['User 1', 'User 2'];
  const LISTS = [FIRST, FIRST];
  const people = () =>
    fake({ rooms: 2 }).hc.rooms.map((room) => room.participants.map((user) => user.name));
  const rows = () => fake({ rooms: 2 }).hc.rooms.map((room) => room.participants.take(2));
  const names = (lists: readonly (readonly { readonly name: string }[])[]) =>
    lists.map((list) => list.map(({ name }) => name));

  it('holds what the collection does, in a sort and in a reduce', async () => {
    expect(await people().sort()).toEqual(LISTS);
    expect(await people().sort((a, b) => a.length - b.length)).toEqual(LISTS);
    expect(await people().reduce<string[]>((all, each) => all.concat(each), [])).toEqual(
      LISTS.flat(),
    );
    expect(await people().reduce((a, b) => (a.length > b.length ? a : b))).toEqual(FIRST);
  });

  it('holds the items as they are shown everywhere', async () => {
    expect(names(await rows().sort())).toEqual(LISTS);
    expect(names(await rows().sort((a, b) => a.length - b.length))).toEqual(LISTS);
    expect(names([await rows().reduce((a, b) => (a.length > b.length ? a : b))])).toEqual([FIRST]);
  });

  it('holds what the collection does in a lambda within the lambda, whose list is given unread', async () => {
    const { hc } = fake({ rooms: 2 });
    const listed = hc.rooms.map((room) => {
      const present = room.participants.map((user) => user.name);
      return room.participants.filter((user) => present.includes(user.name));
    });

    expect(names(await listed)).toEqual(LISTS);
  });

  it('is refused each time it is read where its collection is, and not empty after the first', async () => {
    const { hc } = fake({
      rooms: 2,
      instead: ({ path }) =>
        path === '/v2/room/2/participant' ? refusal(403, 'not there') : undefined,
    });
    const names = hc.rooms.map((room) => {
      const present = room.participants.map((user) => user.name);
      try {
        return present.length;
      } catch {
        return present.length;
      }
    });

    expect((await failure(names)).message).toContain('not there');
  });
});
