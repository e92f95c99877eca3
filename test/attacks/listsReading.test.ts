/** Lambdas over lists: what they read, what they return, and in which order operations stand. */

import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { box, field, fresh, HypchatError, within } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { failure, fake } from './helpers.ts';

/** The ids from 1 on for which something holds. */
const idsTo = (count: number, fits: (id: number) => boolean = () => true): number[] =>
  Array.from({ length: count }, (_, index) => index + 1).filter(fits);

describe('a lambda that is run more than once', () => {
  it('gives each item one result, whatever its closure counted', async () => {
    const { hc } = fake({ cap: 5 });
    let runs = 0;
    const got = await hc.rooms.map((room) => {
      runs += 1;
      return [room.id, room.id > 6 ? room.owner.email : null];
    });
    expect(runs).toBeGreaterThanOrEqual(12);
    expect(got.map(([id]) => id)).toEqual(idsTo(12));
    expect(got[6]).toEqual([7, 'user1@example.com']);
  });

  it('has one index for an item, in every run', async () => {
    const { hc } = fake({ cap: 5 });
    const seen = new Map<number, Set<number>>();
    const got = await hc.rooms.map((room, index) => {
      if (room.id !== 0) {
        const indices = seen.get(room.id) ?? new Set();
        seen.set(room.id, indices.add(index));
      }
      return room.id % 3 === 1 ? `${index} ${room.owner.email}` : `${index}`;
    });
    expect(got[3]).toBe('3 user1@example.com');
    expect([...seen].every(([id, indices]) => indices.size === 1 && indices.has(id - 1))).toBe(
      true,
    );
  });

  it('counts the index anew after a filter', async () => {
    const { hc } = fake({ cap: 5 });
    const got = await hc.rooms
      .filter((room) => room.topic !== 'Topic 1' && room.id % 2 === 1)
      .map((room, index) => `${index}:${room.id}`);
    expect(got).toEqual(['0:3', '1:5', '2:7', '3:9', '4:11']);
  });

  it('lets an index decide a branch that only page 3 takes', async () => {
    const server = fake({ cap: 5 });
    const got = await server.hc.rooms.map((room, index) => (index === 10 ? room.topic : null));
    expect(got[10]).toBe('Topic 11');
    expect(got.filter((each) => each !== null)).toHaveLength(1);
    expect(server.lines().length).toBeLessThanOrEqual(4);
  });
});

describe('an exception of the lambda', () => {
  it('before a miss of the same run is told, and the miss is not asked for', async () => {
    const server = fake();
    const mine = new Error('mine');
    const error = await failure(
      server.hc.rooms.map((room) => {
        if (room.id === 1) throw mine;
        return room.id > 1 ? room.owner.email : null;
      }),
    );
    expect(error).toBe(mine);
  });

  it('that comes of a signal that was caught is no exception', async () => {
    const { hc } = fake();
    const got = await hc.rooms.map((room) => {
      if (room.id === 0) return 'sample';
      let email: string | null = null;
      try {
        email = room.owner.email;
      } catch {}
      if (email === null) throw new Error('no address');
      return email;
    });
    expect(got[0]).toBe('user1@example.com');
  });

  it('on a late page is told when the loop comes there, after all items before it', async () => {
    const { hc } = fake({ cap: 5 });
    const mine = new Error('mine');
    const seen: number[] = [];
    const loop = (async () => {
      for await (const id of hc.rooms.map((room) => {
        if (room.id === 8) throw mine;
        return room.id;
      })) {
        seen.push(id);
      }
    })();
    expect(await failure(loop)).toBe(mine);
    expect(seen).toEqual(idsTo(7));
  });

  it('behind the item that a find stops at never happens', async () => {
    const { hc } = fake();
    const found = await hc.rooms.find((room) => {
      if (room.id > 3) throw new Error('too far');
      return room.id === 3;
    });
    expect(found?.id).toBe(3);
  });

  it('in a stage behind take never happens', async () => {
    const { hc } = fake();
    const got = await hc.rooms.take(2).map((room) => {
      if (room.id > 2) throw new Error('too far');
      return room.id;
    });
    expect(got).toEqual([1, 2]);
  });
});

describe('what a lambda does with values', () => {
  it('compares moments, cuts texts and reckons with samples without an error', async () => {
    const server = fake();
    const cutoff = Temporal.Instant.from('2015-06-01T00:00:00Z');
    const got = await server.hc.rooms
      .filter(
        (room) =>
          Temporal.Instant.compare(room.created, cutoff) < 0 &&
          room.name.split(' ').at(-1)?.padStart(3, '0') !== '002' &&
          room.created.toZonedDateTimeISO('UTC').year === 2015 &&
          room.created.until(cutoff).total('hours') > 1,
      )
      .map((room) => room.created.add({ hours: 1 }).toString());
    expect(got).toHaveLength(11);
    expect(got[0]).toBe('2015-01-01T01:00:00Z');
    expect(server.lines()).toHaveLength(1);
  });

  it('destructures in its parameters, with defaults and renames', async () => {
    const server = fake();
    const got = await server.hc.rooms.map(
      ({
        id,
        name: label = 'none',
        owner: {
          email: mail = 'no',
          group: { domain },
        },
      }) => `${id} ${label} ${mail} ${domain}`,
    );
    expect(got[0]).toBe('1 Room 1 user1@example.com works.test');
    expect(server.lines()).toHaveLength(1);
  });

  it('spreads a row into a record beside what was read', async () => {
    const { hc } = fake();
    const got = await hc.rooms.map((room) => ({ ...room, mail: room.owner.email }));
    expect(got[0]).toMatchObject({ id: 1, topic: 'Topic 1', mail: 'user1@example.com' });
    expect(JSON.parse(JSON.stringify(got[0]))).toMatchObject({ name: 'Room 1' });
  });

  it('tells rows apart in a Set, a Map and by ===', async () => {
    const { hc } = fake();
    const got = await hc.rooms.map((room) => [
      Object.is(room.owner, room.owner),
      new Set([room, room]).size,
    ]);
    expect(got[0]).toEqual([true, 1]);
  });
});

describe('what a lambda returns', () => {
  it('is stubs for rows deep in arrays and records, with values, nulls and chains beside them', async () => {
    const { hc } = fake();
    const got = await hc.rooms.take(2).map((room) => ({
      room,
      deep: { list: [room.owner, null, { again: room }], nothing: undefined },
      whole: room.owner.self,
      at: room.created,
    }));
    expect(got[0]?.room.name).toBe('Room 1');
    expect(got[0]?.deep.list).toHaveLength(3);
    expect(got[0]?.deep.list).toMatchObject([{ name: 'User 1' }, null, { again: { id: 1 } }]);
    expect(got[0]?.whole.email).toBe('user1@example.com');
    expect(got[0]?.at).toBeInstanceOf(Temporal.Instant);
    expect(await got[1]?.room.topic).toBe('Topic 2');
  });

  it('is a chain from another root as well, which all items share', async () => {
    const server = fake();
    const got = await server.hc.rooms.map((room) => [room.id, server.hc.user(2).email]);
    expect(got[4]).toEqual([5, 'user2@example.com']);
    expect(server.lines().filter((line) => line.includes('/user/2'))).toHaveLength(1);
  });

  it('is a chain whose address was read from the row', async () => {
    const server = fake({ rooms: 6, owners: 2 });
    const got = await server.hc.rooms.map((room) => server.hc.user(room.owner.id).title);
    expect(got).toEqual(['Title 1', 'Title 2', 'Title 1', 'Title 2', 'Title 1', 'Title 2']);
    expect(server.lines().length).toBeLessThanOrEqual(3);
  });

  it('is a chain that fails, which fails the whole with its own words', async () => {
    const server = fake();
    const error = await failure(
      server.hc.rooms.map((room) => [room.id, server.hc.room(999).topic]),
    );
    expect(error).toBeInstanceOf(HypchatError);
    expect(error.message).toContain('not found');
  });

  it('may be a sequence of the row, taken or not', async () => {
    const { hc } = fake();
    const got = await hc.rooms.take(2).map((room) => ({
      names: room.participants.map((user) => user.name),
      first: room.participants.take(1),
      is: room.participants.some((user) => user.id === 2),
      who: room.participants.find((user) => user.id === 2),
      all: room.participants.toArray(),
    }));
    expect(got[0]).toMatchObject({ names: ['User 1', 'User 2'], is: true });
    expect(got[0]?.first).toHaveLength(1);
    expect(got[0]?.who?.name).toBe('User 2');
    expect(got[1]?.all.map((user) => user.id)).toEqual([1, 2]);
  });

  it('of a nested list reads what the nested lambda reads, one request a room', async () => {
    const server = fake({ rooms: 4 });
    const got = await server.hc.rooms.map((room) =>
      room.participants.map((user) => `${room.name} ${user.email}`),
    );
    expect(got[3]).toEqual(['Room 4 user1@example.com', 'Room 4 user2@example.com']);
    expect(server.lines(), server.lines().join('\n')).toHaveLength(5);
  });

  it('in a nested list twice deep still comes', async () => {
    const server = fake({ rooms: 2 });
    const got = await server.hc.rooms.map((room) =>
      room.participants.map((user) => ({ user: user.name, room: room.owner.email })),
    );
    expect(got[1]?.[1]).toEqual({ user: 'User 2', room: 'user2@example.com' });
  });

  it('is no promise, even in a record or an array', async () => {
    const { hc } = fake();
    for (const give of [
      (): unknown => [Promise.resolve(1)],
      (): unknown => ({ deep: { later: Promise.resolve(1) } }),
    ]) {
      const chain = hc.rooms.map(() => give() as number);
      expect(await failure(chain)).toBeInstanceOf(TypeError);
    }
  });

  it('flattens one level only, and takes values among the arrays of flatMap', async () => {
    const { hc } = fake({ rooms: 2 });
    const got = await hc.rooms.flatMap((room) => [[room.id], [room.id * 10]]);
    expect(got).toEqual([[1], [10], [2], [20]]);
  });

  it('of flatMap may be rows, and none at all', async () => {
    const { hc } = fake({ rooms: 4 });
    const got = await hc.rooms.flatMap((room) => (room.id % 2 === 0 ? [room, room.owner] : []));
    expect(got.map((each) => each.id)).toEqual([2, 2, 4, 1]);
  });
});

describe('operations in every order', () => {
  const server = fake({ rooms: 23, cap: 5 });
  const { hc } = server;
  const odd = idsTo(23, (id) => id % 2 === 1);
  const ids = (rooms: readonly { readonly id: number }[]): number[] => rooms.map(({ id }) => id);

  it.each([
    ['filter, take', () => hc.rooms.filter((r) => r.id % 2 === 1).take(4), odd.slice(0, 4)],
    ['take, filter', () => hc.rooms.take(4).filter((r) => r.id % 2 === 1), [1, 3]],
    ['drop, take', () => hc.rooms.drop(3).take(4), [4, 5, 6, 7]],
    ['take, drop', () => hc.rooms.take(7).drop(4), [5, 6, 7]],
    ['take, take', () => hc.rooms.take(7).take(3), [1, 2, 3]],
    ['drop, drop', () => hc.rooms.drop(7).drop(13), [21, 22, 23]],
    [
      'filter, drop, take',
      () =>
        hc.rooms
          .filter((r) => r.id % 2 === 1)
          .drop(2)
          .take(3),
      [5, 7, 9],
    ],
    [
      'drop, filter, drop',
      () =>
        hc.rooms
          .drop(5)
          .filter((r) => r.id % 2 === 1)
          .drop(2),
      odd.slice(5),
    ],
    ['filter by index', () => hc.rooms.filter((_, i) => i % 10 === 0), [1, 11, 21]],
    ['drop, filter by index', () => hc.rooms.drop(3).filter((_, i) => i % 10 === 0), [4, 14]],
    ['filter by topic, take', () => hc.rooms.filter((r) => r.topic.endsWith('7')).take(2), [7, 17]],
    ['take more than there is', () => hc.rooms.take(1000), idsTo(23)],
    ['drop all', () => hc.rooms.drop(23), []],
    ['drop more than there is', () => hc.rooms.drop(1000), []],
    ['take none', () => hc.rooms.take(0), []],
    ['contents in the middle', () => hc.rooms.drop(20).contents().take(2), [21, 22]],
  ] as const)('%s', async (_, make, expected) => {
    expect(ids(await make())).toEqual(expected);
    const seen: number[] = [];
    for await (const room of make()) seen.push(room.id);
    expect(seen).toEqual(expected);
  });

  it('end in find, some and every', async () => {
    const late = hc.rooms.drop(10).filter((room) => room.topic !== '');
    const [found, some, every, none] = await Promise.all([
      late.find((room, index) => index === 3 && room.id === 14),
      late.some((room) => room.owner.email === 'user3@example.com'),
      late.every((room) => room.id > 10),
      late.take(2).find((room) => room.id === 13),
    ]);
    expect([found?.id, some, every, none]).toEqual([14, true, true, undefined]);
  });

  it('refuse counts that are none', async () => {
    for (const count of [-1, 1.5, Number.NaN, Number.NEGATIVE_INFINITY, '3' as unknown as number]) {
      const error = await failure(hc.rooms.take(count));
      expect(error, String(count)).toBeInstanceOf(Error);
      expect(error.message).toContain('take');
      expect((await failure(hc.rooms.drop(count))).message).toContain('drop');
    }
  });
});

describe('printing a sequence', () => {
  it('says what it is, and sends nothing', async () => {
    const server = fake();
    const list = server.hc.rooms.filter((room) => room.is_archived).map((room) => room.name);
    const { inspect } = await import('node:util');
    expect(inspect(list)).toContain('rooms.filter(');
    expect(JSON.stringify({ list })).toBeTypeOf('string');
    expect(inspect(server.hc.rooms.forEach((room) => room.delete()))).toContain('forEach');
    expect(server.asked).toEqual([]);
  });

  it('of what came serialises as the wire has it', async () => {
    const { hc } = fake({ rooms: 1 });
    const got = await hc.rooms.filter((room) => room.topic !== '');
    const [room] = JSON.parse(JSON.stringify(got)) as [Record<string, unknown>];
    expect(room.name).toBe('Room 1');
    expect(Object.keys(room)).not.toContain('topic');
  });
});

describe('lists of one tick', () => {
  it('share their pages', async () => {
    const server = fake({ cap: 5 });
    const [names, archived, some, all] = await Promise.all([
      server.hc.rooms.map((room) => room.name),
      server.hc.rooms.filter((room) => room.is_archived),
      server.hc.rooms.some((room) => room.id === 12),
      server.hc.rooms.toArray(),
    ]);
    expect(names).toHaveLength(12);
    expect(archived).toEqual([]);
    expect(some).toBe(true);
    expect(all).toHaveLength(12);
    expect(server.lines(), server.lines().join('\n')).toHaveLength(3);
  });

  it('unite what they read', async () => {
    const server = fake();
    const [mails, topics] = await Promise.all([
      server.hc.rooms.map((room) => room.owner.email),
      server.hc.rooms.map((room) => room.topic),
    ]);
    expect([mails[0], topics[0]]).toEqual(['user1@example.com', 'Topic 1']);
    expect(server.lines()).toHaveLength(1);
  });

  it('fail by themselves', async () => {
    const { hc } = fake();
    const [bad, good] = await Promise.allSettled([
      hc.rooms.map((room) => {
        if (room.id === 2) throw new Error('mine');
        return room.id;
      }),
      hc.rooms.map((room) => room.id),
    ]);
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled']);
  });
});

describe('lists with functions on chains', () => {
  it('can be made fresh, boxed, limited and asked for what bears an operation’s name', async () => {
    const server = fake();
    const list = server.hc.rooms.filter((room) => room.id < 3);
    expect(await fresh(list)).toHaveLength(2);
    const boxed = await Promise.resolve(box(list));
    expect(boxed).toBeDefined();
    expect(await within(list, { budget: 1 })).toHaveLength(2);
    const error = await failure(within(server.hc.rooms, { budget: 0 }).map((room) => room.id));
    expect(error.name).toBe('BudgetError');
    expect(await field(server.hc.room(1), 'name')).toBe('Room 1');
  });

  it('asks anew for a list from a snapshot when it is fresh, and not otherwise', async () => {
    const server = fake({ rooms: 3 });
    const page = await server.hc.rooms;
    server.clear();
    expect(await page.map((room) => room.name)).toEqual(['Room 1', 'Room 2', 'Room 3']);
    expect(server.asked).toHaveLength(0);
    expect(await page.contents().map((room) => room.name)).toHaveLength(3);
  });
});

describe('on the real server', () => {
  const live = liveServer();

  it('flags, owners and moments come with the pages', async () => {
    const pages = await live.hc.rooms({ includeArchived: true }).map((room) => ({
      name: room.name,
      mail: room.owner.email,
    }));
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.every(({ mail }) => mail === null || mail.includes('@'))).toBe(true);
    expect(live.requests()).toHaveLength(1);
  });

  it('mentions in a history can be mapped in a lambda', async () => {
    const got = await live.hc.room(42).history.map((message) => ({
      id: message.id,
      who: message.mentions.map((user) => user.mention_name),
    }));
    expect(got.some(({ who }) => who.length > 0)).toBe(true);
  });
});
