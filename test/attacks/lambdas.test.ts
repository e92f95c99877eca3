/** Rule 11: lambdas are read before they run. */

import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { HypchatError, type RoomRow } from '../../src/index.ts';
import { failure, fake, wait } from './helpers.ts';

/** What rows hold, for steps that the types do not know. */
const loose = (row: object): Record<string, unknown> => row as Record<string, unknown>;

describe('a branch that the recorder did not take', () => {
  it('is found on data, and costs the page once more, with its expansion', async () => {
    const server = fake();
    const got = await server.hc.rooms.map((room) =>
      room.name.startsWith('Room') ? room.owner.email : 'none',
    );
    expect(got.slice(0, 2)).toEqual(['user1@example.com', 'user2@example.com']);
    expect(server.lines().length).toBeLessThanOrEqual(2);
  });

  it('is learned to its end before the next ask', async () => {
    const server = fake();
    const got = await server.hc.rooms.map((room) =>
      room.id === 0
        ? ''
        : `${room.topic} ${room.owner.email} ${room.owner.group.domain} ${room.statistics.messages_sent}`,
    );
    expect(got[0]).toBe('Topic 1 user1@example.com works.test 10');
    expect(server.lines()).toHaveLength(2);
  });

  it('behind another costs one request for each answer that reveals one, at most', async () => {
    const server = fake();
    const got = await server.hc.rooms.map((room) => {
      if (room.id === 0) return 'sample';
      if (room.topic === '') return 'no topic';
      if (room.owner.title === '') return 'no title';
      return String(room.statistics.messages_sent);
    });
    expect(got[11]).toBe('120');
    expect(server.lines().length).toBeLessThanOrEqual(4);
  });

  it('that only one of 300 items takes is one request more, not 300', async () => {
    const server = fake({ rooms: 300 });
    const got = await server.hc.rooms.map((room) => (room.id === 250 ? room.owner.email : ''));
    expect(got[249]).toBe('user1@example.com');
    expect(server.lines()).toHaveLength(2);
  });

  it('on later pages only is found there', async () => {
    const server = fake({ cap: 5 });
    const got = await server.hc.rooms.map((room) => (room.id > 5 ? room.owner.email : room.name));
    expect(got[0]).toBe('Room 1');
    expect(got[11]).toBe('user3@example.com');
    expect(server.lines().length).toBeLessThanOrEqual(5);
  });

  it('is learned on one page for all pages behind it', async () => {
    const server = fake({ cap: 5, owners: 12 });
    const got = await server.hc.rooms.map((room) => (room.topic === '' ? '' : room.owner.email));
    expect(got[11]).toBe('user12@example.com');
    // Three pages, and the first of them again.
    expect(server.lines().length, server.lines().join('\n')).toBeLessThanOrEqual(4);
  });

  it('is followed where the server does not expand, within the bound of the plain walk', async () => {
    const server = fake({ expandDepth: 0, owners: 2, rooms: 6 });
    const got = await server.hc.rooms.map((room) =>
      room.privacy === 'private' ? room.owner.email : room.name,
    );
    expect(got[3]).toBe('user2@example.com');
    expect(server.lines().length).toBeLessThanOrEqual(1 + 1 + 1 + 1);
  });

  it('may be different in every run, and the walk still ends', async () => {
    const server = fake();
    let turn = 0;
    const got = await server.hc.rooms.map((room) => {
      turn += 1;
      return turn % 2 === 0 ? room.owner.email : room.topic;
    });
    expect(got).toHaveLength(12);
    expect(server.lines().length).toBeLessThanOrEqual(3);
  });

  it('to a name that is always new ends as well', async () => {
    const server = fake();
    let turn = 0;
    const [result] = await Promise.allSettled([
      server.hc.rooms.map((room) => {
        turn += 1;
        return loose(room)[`field${turn}`];
      }),
    ]);
    expect(result.status).toBeTypeOf('string');
    expect(server.lines().length).toBeLessThanOrEqual(12 + 2);
  });
});

describe('a run that missed something', () => {
  it('is discarded whole, even if the lambda caught the signal', async () => {
    const { hc } = fake();
    const got = await hc.rooms.map((room) => {
      if (room.id === 0) return 'sample';
      try {
        return String(room.owner.email).toUpperCase();
      } catch {
        return 'caught';
      }
    });
    expect(got[0]).toBe('USER1@EXAMPLE.COM');
    expect(got).not.toContain('caught');
  });

  it('is discarded, though a `finally` returned something else', async () => {
    const { hc } = fake();
    const got = await hc.rooms.map((room) => {
      let result = 'nothing';
      try {
        if (room.id !== 0) result = String(room.owner.email);
      } catch {}
      return result;
    });
    expect(got[2]).toBe('user3@example.com');
  });

  it('is discarded, though the lambda wrapped the signal in an error of its own', async () => {
    const { hc } = fake();
    const got = await hc.rooms.map((room) => {
      if (room.id === 0) return '';
      try {
        return room.owner.email;
      } catch (error) {
        throw new Error('mine', { cause: error });
      }
    });
    expect(got[0]).toBe('user1@example.com');
  });
});

describe("a lambda's own exception", () => {
  it('is given as it is', async () => {
    const { hc } = fake();
    const mine = new RangeError('mine');
    const chain = hc.rooms.map((room) => {
      if (room.id === 3) throw mine;
      return room.name;
    });
    expect(await failure(chain)).toBe(mine);
  });

  it('on sample values only is no error', async () => {
    const { hc } = fake();
    const got = await hc.rooms.map((room) => {
      const first = room.name.split(' ')[1];
      if (first === undefined) throw new Error('no second word');
      return `${first} ${room.owner.email}`;
    });
    expect(got[0]).toBe('1 user1@example.com');
  });

  it('as a falsy value is given as well', async () => {
    const { hc } = fake();
    const [result] = await Promise.allSettled([
      hc.rooms.map((room) => {
        if (room.id > 0) throw undefined;
        return 1;
      }),
    ]);
    expect(result).toEqual({ status: 'rejected', reason: undefined });
  });
});

describe('how a lambda reads', () => {
  it('by destructuring, deep, costs one request', async () => {
    const server = fake();
    const got = await server.hc.rooms.map(
      ({
        name,
        owner: {
          email,
          group: { name: works },
        },
        statistics: { messages_sent: sent },
      }) => `${name} ${email} ${works} ${sent}`,
    );
    expect(got[1]).toBe('Room 2 user2@example.com Works 20');
    expect(server.lines()).toHaveLength(1);
  });

  it('by spread takes the whole resource', async () => {
    const { hc } = fake();
    const got = await hc.rooms.map((room) => ({ ...room }));
    expect(got[0]).toMatchObject({ id: 1, name: 'Room 1', topic: 'Topic 1' });
  });

  it('by rest takes the whole resource but what was named', async () => {
    const { hc } = fake();
    const got = await hc.rooms.map(({ name, ...rest }) => ({ name, rest }));
    expect(got[0]).toMatchObject({ name: 'Room 1', rest: { topic: 'Topic 1' } });
    expect(loose(loose(got[0] ?? {}).rest as object).name).toBeUndefined();
  });

  it('by keys and `in` sees what is there', async () => {
    const { hc } = fake();
    const got = await hc.rooms.map((room) => ({
      keys: Object.keys(room).includes('name'),
      has: 'name' in room,
    }));
    expect(got[4]).toEqual({ keys: true, has: true });
  });

  it('by keys sees the data of the whole resource, and nothing that leads on for ever', async () => {
    const { hc } = fake();
    const keys = await hc.rooms.map((room) => Object.keys(room).join());
    expect(keys[0]?.split(',').toSorted()).toEqual(Object.keys(await hc.room(1)).toSorted());
  });

  it('by JSON sees what is there, and ends', async () => {
    const { hc } = fake();
    const got = await hc.rooms.map((room) => {
      let steps = 0;
      const text = JSON.stringify(room, (_key, value: unknown) => {
        steps += 1;
        if (steps > 500) throw new Error('JSON.stringify of a row goes on and on');
        return value;
      });
      return (JSON.parse(text) as { name?: string }).name;
    });
    expect(got[4]).toBe('Room 5');
  });

  it('by moments compares, formats and chains them', async () => {
    const { hc } = fake();
    const limit = Temporal.Instant.from('2014-06-01T00:00:00Z');
    const got = await hc.rooms.map((room) => ({
      later: Temporal.Instant.compare(room.created, limit) > 0,
      text: room.created.toString(),
      last: room.last_active?.epochMilliseconds ?? 'never',
    }));
    expect(got[0]).toEqual({
      later: true,
      text: '2015-01-01T00:00:00Z',
      last: Date.parse('2016-01-01T00:00:00Z'),
    });
    expect(got[1]?.last).toBe('never');
  });

  it('by methods of texts and numbers', async () => {
    const server = fake();
    const got = await server.hc.rooms.map((room, index) =>
      [room.name.toUpperCase().padEnd(9, '.'), room.id.toFixed(1), room.id * 2, index].join(' '),
    );
    expect(got[11]).toBe('ROOM 12.. 12.0 24 11');
    expect(server.lines()).toEqual(['GET /v2/room?start-index=0&max-results=1000']);
  });

  it('by `self` costs no more than the resource', async () => {
    const server = fake();
    expect((await server.hc.rooms.map((room) => room.self.topic))[0]).toBe('Topic 1');
    expect(server.lines()).toHaveLength(1);
  });

  it('by `then` and `constructor` meets no link and no chain', async () => {
    const server = fake();
    const got = await server.hc.rooms.map((room) => typeof loose(room).then);
    expect(got[0]).toBe('undefined');
    expect(server.lines()).toHaveLength(1);
  });

  it('of null past null gives null', async () => {
    const { hc } = fake({
      edit: (document) =>
        'items' in document
          ? {
              ...document,
              items: (document.items as Record<string, never>[]).map((item, index) =>
                index === 0 ? { ...item, owner: null } : item,
              ),
            }
          : document,
    });
    const got = await hc.rooms.map(
      (room) => (room.owner as RoomRow['owner'] | null)?.email ?? 'nobody',
    );
    expect(got.slice(0, 2)).toEqual(['nobody', 'user2@example.com']);
  });
});

describe('what a lambda returns', () => {
  it('may be any plain value', async () => {
    const { hc } = fake({ rooms: 1 });
    const moment = new Date(0);
    expect(await hc.rooms.map(() => undefined)).toEqual([undefined]);
    expect(await hc.rooms.map(() => null)).toEqual([null]);
    expect((await hc.rooms.map(() => moment))[0]).toBe(moment);
    expect(await hc.rooms.map((room) => new Map([[room.id, room.name]]))).toEqual([
      new Map([[1, 'Room 1']]),
    ]);
    expect(await hc.rooms.map((room) => 10n + BigInt(room.id))).toEqual([11n]);
  });

  it('becomes stubs where it is rows: at top level, in lists and in records', async () => {
    const server = fake();
    const rooms = await server.hc.rooms.map((room) => room);
    expect(rooms[0]?.name).toBe('Room 1');
    expect(Object.isFrozen(rooms[0])).toBe(true);
    const records = await server.hc.rooms.map((room) => ({ room, list: [room, [room.owner]] }));
    expect(server.lines()).toEqual([
      'GET /v2/room?start-index=0&max-results=1000',
      'GET /v2/room?start-index=0&max-results=1000&expand=items',
    ]);
    const [record] = records;
    expect(record?.room.name).toBe('Room 1');
    expect(record?.list[0]).toMatchObject({ id: 1 });
    expect(record?.list[1]).toMatchObject([{ name: 'User 1' }]);
    await record?.room.owner.message('hi');
    expect(server.lines().at(-1)).toBe('POST /v2/user/1/message');
  });

  it('as a stub knows what the walk fetched', async () => {
    const server = fake();
    const got = await server.hc.rooms.map((room) => ({ room, email: room.owner.email }));
    server.clear();
    expect(await got[0]?.room.owner.email).toBe('user1@example.com');
    expect(await got[1]?.room.topic).toBe('Topic 2');
    expect(server.lines()).toEqual([]);
  });

  it('may not be a promise: an async lambda is a TypeError that says what to write', async () => {
    const server = fake();
    const seen: unknown[] = [];
    const listen = (reason: unknown): void => void seen.push(reason);
    process.on('unhandledRejection', listen);
    const read = (async (room: RoomRow) => room.owner.email) as unknown as (
      room: RoomRow,
    ) => string;
    const error = await failure(server.hc.rooms.map(read));
    const throwing = (async () => {
      throw new Error('inside');
    }) as unknown as () => string;
    await failure(server.hc.rooms.map(throwing));
    await wait(10);
    process.off('unhandledRejection', listen);
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toMatch(/async/);
    expect(seen).toEqual([]);
    expect(server.lines()).toEqual([]);
  });

  it('may not be a promise in a branch that only data takes either', async () => {
    const { hc } = fake();
    const read = ((room: RoomRow) =>
      room.id === 0 ? '' : Promise.resolve(room.name)) as unknown as (room: RoomRow) => string;
    expect(await failure(hc.rooms.map(read))).toBeInstanceOf(TypeError);
  });

  it('is not shared between runs: what an earlier run left behind is not in the result', async () => {
    const { hc } = fake();
    const got = await hc.rooms.map((room) => {
      const words: unknown[] = [];
      words.push(room.name);
      if (room.id !== 0) words.push(room.owner.email);
      return words;
    });
    expect(got[0]).toEqual(['Room 1', 'user1@example.com']);
  });

  it('may hold itself without the walk running for ever', async () => {
    const { hc } = fake({ rooms: 2 });
    interface Ring {
      id: number;
      next?: Ring;
    }
    const [result] = await Promise.allSettled([
      hc.rooms.map((room) => {
        const ring: Ring = { id: room.id };
        ring.next = ring;
        return ring as unknown as number;
      }),
    ]);
    expect(['fulfilled', 'rejected']).toContain(result.status);
    if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(Error);
  });
});

describe('a lambda that is none', () => {
  it.each([undefined, null, 'name', 42, {}])('is refused at the await: %s', async (value) => {
    const server = fake();
    const error = await failure(server.hc.rooms.map(value as unknown as () => string));
    expect(error).toBeInstanceOf(TypeError);
    expect(error).not.toBeInstanceOf(HypchatError);
    expect(server.lines()).toEqual([]);
  });
});

describe('two lambdas of one tick', () => {
  it('miss separately and are learned together', async () => {
    const server = fake();
    const { rooms } = server.hc;
    const [emails, topics] = await Promise.all([
      rooms.map((room) => (room.id === 0 ? '' : room.owner.email)),
      rooms.map((room) => (room.id === 0 ? '' : room.topic)),
    ]);
    expect(emails[0]).toBe('user1@example.com');
    expect(topics[0]).toBe('Topic 1');
    expect(server.lines()).toHaveLength(2);
  });
});

describe('messages in a lambda', () => {
  const messages = [
    { id: 'a', date: '2016-01-01T00:00:00.5+00:00', from: 'Monitor', message: 'x', mentions: [] },
    {
      id: 'b',
      date: '2016-01-02T00:00:00+00:00',
      from: { id: 1, name: 'User 1', links: { self: 'https://api.test/v2/user/1' } },
      message: null,
      mentions: [{ id: 2, name: 'User 2', links: { self: 'https://api.test/v2/user/2' } }],
    },
    { id: 'c', date: '2016-01-02T00:00:00+00:00', from: null, message: 'z', mentions: [] },
  ];
  const history = () =>
    fake({
      instead: ({ path }) =>
        path.includes('history') ? Response.json({ items: messages, links: {} }) : undefined,
    });

  it('have senders that are rows, labels or nothing', async () => {
    const { hc } = history();
    const got = await hc.room(1).history.map((message) => {
      const { from } = message;
      if (from === null) return 'nobody';
      return typeof from === 'string' ? from : from.name;
    });
    expect(got).toEqual(['Monitor', 'User 1', 'nobody']);
  });

  it('have mentions that can be mapped, counted and indexed', async () => {
    const { hc } = history();
    const got = await hc
      .room(1)
      .history.map((message) => [
        message.mentions.length,
        message.mentions.map((user) => user.name).join(),
        message.mentions[0]?.name ?? 'none',
        message.mentions.some((user) => user.id === 2),
        [...message.mentions].length,
      ]);
    expect(got[0]).toEqual([0, '', 'none', false, 0]);
    expect(got[1]).toEqual([1, 'User 2', 'User 2', true, 1]);
  });

  it('reach the whole of who was mentioned', async () => {
    const server = history();
    const got = await server.hc
      .room(1)
      .history.map((message) => message.mentions.map((user) => user.email));
    expect(got).toEqual([[], ['user2@example.com'], []]);
    expect(server.lines().filter((line) => line.includes('/user/'))).toHaveLength(1);
  });

  it('give null for a message that was deleted and undefined for what is absent', async () => {
    const { hc } = history();
    const got = await hc.room(1).history.map((message) => [message.message, message.color]);
    expect(got[1]).toEqual([null, undefined]);
  });
});
