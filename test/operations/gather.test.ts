/**
 * What needs all items: `count`, `at` from the end, `reduce`, `sort`. What they give is drawn in `pipelines.test.ts`.
 */
import { describe, expect, it } from 'vitest';
import { explain, type RoomRow, within } from '../../src/index.ts';
import { failure, fake, refusal } from '../attacks/helpers.ts';
import { liveServer } from '../helpers/live.ts';

const PAGES = [
  'start-index=0&max-results=1000',
  'start-index=3&max-results=3',
  'start-index=6&max-results=3',
];
const pages = (expand = ''): readonly string[] =>
  PAGES.map((page) => `GET /v2/room?${page}${expand}`);

describe('count', () => {
  const live = liveServer();

  it('asks for the largest pages, with nothing expanded', async () => {
    const server = fake({ rooms: 7, cap: 3 });

    expect(await server.hc.rooms.count()).toBe(7);
    expect(server.lines()).toEqual(pages());
  });

  it('of what a filter lets through expands what that reads', async () => {
    const server = fake({ rooms: 7, cap: 3 });

    expect(
      await server.hc.rooms.filter((room) => room.owner.email === 'user1@example.com').count(),
    ).toBe(3);
    expect(server.lines()).toEqual(pages('&expand=items.owner'));
  });

  it('asks for several pages at once where that is said', async () => {
    const server = fake({ rooms: 7, cap: 3 });

    expect(await server.hc.rooms.contents({ concurrency: 4 }).count()).toBe(7);
  });

  it('of a history goes back to the first message', async () => {
    expect(await live.hc.room(42).history.count()).toBe(
      (await live.hc.room(42).history.toArray()).length,
    );
  });

  it('of a page that is in hand sends nothing', async () => {
    const server = fake({ rooms: 7 });
    const page = await server.hc.rooms({ maxResults: 5 });

    expect(await page.count()).toBe(5);
    expect(server.lines()).toHaveLength(1);
  });

  it('takes nothing, and has to be called', async () => {
    const { hc } = fake();

    expect(
      (await failure(Reflect.apply(hc.rooms.count, undefined, [() => true]))).message,
    ).toContain('write `filter((item) => …).count()`');
    expect((await failure(hc.rooms.count as never)).message).toContain('write `count()`');
  });
});

describe('take', () => {
  const ALL = Number.POSITIVE_INFINITY;

  it('of Infinity takes all, page after page, and says that further pages may follow', async () => {
    const server = fake({ rooms: 7, cap: 3 });
    const names = server.hc.rooms.take(ALL).map((room) => room.name);

    expect(explain(names).bill).toEqual({ least: 1, most: null });
    expect(await names).toHaveLength(7);
    expect(server.lines()).toEqual(pages());
    expect((await server.hc.rooms.filter((room) => room.id > 5).take(ALL)).length).toBe(2);
    expect(await server.hc.rooms.take(ALL).take(2)).toHaveLength(2);
    expect(server.lines().at(-1)).toBe('GET /v2/room?start-index=0&max-results=2');
  });

  it('of Infinity takes all within a lambda too, of a collection and of a list that was read', async () => {
    const { hc } = fake({ rooms: 2 });

    const counts = await hc.rooms.map((room) => {
      const people = room.participants.filter((user) => user.id > 0);
      const { length } = people;
      return [length, people.take(ALL).length, room.participants.take(ALL).count()];
    });

    expect(counts).toEqual([
      [2, 2, 2],
      [2, 2, 2],
    ]);
    expect((await failure(hc.rooms.take(-ALL))).message).toContain('from 0 on');
  });
});

describe('drop', () => {
  it('of Infinity leaves out all, and asks for nothing; within a lambda, it leaves out all as well', async () => {
    const { hc, lines } = fake({ rooms: 2 });
    const { POSITIVE_INFINITY: all } = Number;

    expect(await hc.rooms.drop(all).map((room) => room.name)).toEqual([]);
    expect(await hc.rooms.drop(all).count()).toBe(0);
    expect(lines()).toEqual([]);
    expect(await hc.rooms.map((room) => room.participants.drop(all).length)).toEqual([0, 0]);
  });
});

describe('at', () => {
  const live = liveServer();

  it('from the end reads all pages, and expands what the chain goes on to', async () => {
    const server = fake({ rooms: 7, cap: 3 });

    expect(await server.hc.rooms.at(-1).owner.email).toBe('user1@example.com');
    expect(server.lines()).toEqual(pages('&expand=items.owner'));
  });

  it('from the start asks for that one item', async () => {
    const server = fake({ rooms: 7, cap: 3 });

    expect(await server.hc.rooms.at(4).name).toBe('Room 5');
    expect(server.lines()).toEqual(['GET /v2/room?start-index=4&max-results=1']);
  });

  it('behind a filter asks for no page too many', async () => {
    const server = fake({ rooms: 7, cap: 3 });

    expect((await server.hc.rooms.filter((room) => room.id > 1).at(1))?.name).toBe('Room 3');
    expect(server.lines()).toEqual(pages().slice(0, 1));
  });

  it('of nothing is undefined, and an error for a chain that goes on', async () => {
    const { hc } = fake({ rooms: 2 });

    expect(await hc.rooms.at(-3)).toBeUndefined();
    expect((await failure(hc.rooms.at(-3).owner)).message).toContain(
      'there is no room at index -3',
    );
    expect((await failure(hc.rooms.at(7).owner)).message).toContain('there is no room at index 7');
  });

  it('can be acted on', async () => {
    const server = fake({ rooms: 4 });

    await server.hc.rooms.at(-1).message('hi');

    expect(server.lines().at(-1)).toBe('POST /v2/room/4/message');
  });

  it('of a history is the first message from its end', async () => {
    const all = await live.hc.room(42).history.toArray();

    expect((await live.hc.room(42).history.at(-1))?.id).toBe(all.at(-1)?.id);
    expect((await live.hc.room(42).history.at(0))?.id).toBe(all[0]?.id);
  });
});

describe('reduce', () => {
  it('expands what its lambda reads, on one request a page', async () => {
    const server = fake({ rooms: 7, cap: 3 });

    expect(await server.hc.rooms.reduce((sum, room) => sum + room.topic.length, 0)).toBe(49);
    expect(server.lines()).toEqual(pages('&expand=items'));
  });

  it('begins with a copy each time that it begins anew', async () => {
    const server = fake({ rooms: 4 });

    const by = await server.hc.rooms.reduce(
      (sum, room) => {
        const name = room.id > 2 ? room.owner.name : 'early';
        const before = sum.get(name) ?? new Set<number>();
        return sum.set(name, before.add(room.id));
      },
      new Map<string, Set<number>>([['none', new Set()]]),
    );

    expect(by).toEqual(
      new Map([
        ['none', new Set()],
        ['early', new Set([1, 2])],
        ['User 3', new Set([3])],
        ['User 1', new Set([4])],
      ]),
    );
    expect(server.lines()).toHaveLength(2);
  });

  it('asks at once for what all items lack', async () => {
    const server = fake({ rooms: 5, expandDepth: 0 });

    await server.hc.rooms.reduce((sum, room) => sum + room.topic, '');

    expect(server.lines()).toEqual([
      'GET /v2/room?start-index=0&max-results=1000&expand=items',
      ...[1, 2, 3, 4, 5].map((id) => `GET /v2/room/${id}`),
    ]);
  });

  it('gives rows as stubs, and what chains lead to', async () => {
    const { hc } = fake({ rooms: 3 });

    const last = await hc.rooms.reduce((_, room) => room);
    const { room, of } = await hc.rooms.reduce(
      (_, each) => ({ room: each.name, of: each.participants }),
      { room: '', of: undefined as unknown },
    );

    expect(last.name).toBe('Room 3');
    expect(room).toBe('Room 3');
    expect(of).toMatchObject({ items: [{ name: 'User 1' }, { name: 'User 2' }] });
  });

  it('may start with what holds itself', async () => {
    interface Tree {
      readonly self?: Tree;
      readonly names: string[];
    }
    const start: { self?: Tree; names: string[] } = { names: [] };
    start.self = start;
    const { hc } = fake({ rooms: 2 });

    const tree = await hc.rooms.reduce((all: Tree, room) => {
      all.names.push(room.name);
      return all;
    }, start);

    expect(tree.names).toHaveLength(2);
    expect(tree.self?.names).toBeDefined();
    expect(start.names).toEqual([]);
  });

  it('of nothing is what it starts with, or a TypeError', async () => {
    const { hc } = fake({ rooms: 0 });

    expect(await hc.rooms.reduce((sum) => sum + 1, 0)).toBe(0);
    expect((await failure(hc.rooms.reduce((_, room) => room))).name).toBe('TypeError');
  });

  it('of nothing is planned all the same, with nothing to start with', () => {
    const { hc } = fake();

    expect(explain(hc.rooms.take(0).reduce((_, room) => room)).requests).toEqual([]);
  });

  it('is planned by what it reads of a sample, and asks for the rest once it has data', async () => {
    const server = fake({ rooms: 2 });
    const topics = server.hc.rooms.reduce(
      (all, room) => (room.name === '' ? all : `${all} ${room.topic}`),
      '',
    );

    const asked = ['/v2/room?start-index=0&max-results=1000'];
    expect(
      explain(topics).requests.map(({ url }) => new URL(url).pathname + new URL(url).search),
    ).toEqual(asked);
    expect(await topics).toBe(' Topic 1 Topic 2');
    expect(server.lines()).toEqual([`GET ${asked[0]}`, `GET ${asked[0]}&expand=items`]);
  });

  it('throws what its lambda throws, and is refused an async one', async () => {
    const own = new Error('mine');
    const { hc } = fake({ rooms: 2 });

    expect(
      await failure(
        hc.rooms.reduce((sum, room) => {
          if (room.name !== '') throw own;
          return sum;
        }, 0),
      ),
    ).toBe(own);
    const later = hc.rooms.reduce((async () => 1) as never, 0);
    expect((await failure(later)).message).toContain('async');
  });
});

describe('sort', () => {
  it('can be gone on from: what follows reads the sorted ones alone', async () => {
    const server = fake({ rooms: 7, cap: 3 });

    const got = await server.hc.rooms
      .sort((a, b) => b.id - a.id)
      .take(2)
      .map((room) => room.participants.map((user) => user.email).length);

    expect(got).toEqual([2, 2]);
    expect(server.lines().slice(3)).toEqual(
      [7, 6].map(
        (id) => `GET /v2/room/${id}/participant?start-index=0&max-results=1000&expand=items`,
      ),
    );
  });

  it('expands what its lambda reads', async () => {
    const server = fake({ rooms: 7, cap: 3 });

    const got = await server.hc.rooms
      .toSorted((a, b) => (b.owner.email ?? '').localeCompare(a.owner.email ?? ''))
      .map((room) => room.id);

    expect(got).toEqual([3, 6, 2, 5, 1, 4, 7]);
    expect(server.lines()).toEqual(pages('&expand=items.owner'));
  });

  it('asks at once for what all items lack', async () => {
    const server = fake({ rooms: 5, expandDepth: 0 });

    await server.hc.rooms.sort((a, b) => a.topic.localeCompare(b.topic));

    expect(server.lines()).toHaveLength(6);
  });

  it('asks for the page anew where all of its items turn out to lack something', async () => {
    const server = fake({ rooms: 5 });

    await server.hc.rooms.sort((a, b) => (a.id > 0 ? a.topic.localeCompare(b.topic) : 0));

    expect(server.lines()).toEqual([
      'GET /v2/room?start-index=0&max-results=1000',
      'GET /v2/room?start-index=0&max-results=1000&expand=items',
    ]);
  });

  it('without a lambda is that of an array', async () => {
    const { hc } = fake({ rooms: 12 });

    expect(await hc.rooms.map((room) => room.id).sort()).toEqual([
      1, 10, 11, 12, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });

  it('sends the actions of what follows in its order', async () => {
    const server = fake({ rooms: 3 });

    await server.hc.rooms
      .sort((a, b) => b.id - a.id)
      .forEach((room) => room.message(room.topic), { concurrency: 1 });

    expect(server.lines().slice(-3)).toEqual([3, 2, 1].map((id) => `POST /v2/room/${id}/message`));
  });

  it('fails with the item that follows it, and tells which', async () => {
    const server = fake({
      rooms: 3,
      instead: ({ path, method }) =>
        method === 'POST' && path.startsWith('/v2/room/2/') ? refusal(403, 'no') : undefined,
    });

    const error = await failure(
      server.hc.rooms.sort((a, b) => b.id - a.id).forEach((room) => room.message('hi')),
    );

    expect(error).toMatchObject({ failures: [{ index: 1, item: { name: 'Room 2' } }] });
  });

  it('refuses chains, which are in no order before they are awaited', async () => {
    const { hc } = fake({ rooms: 2 });

    const compared = hc.rooms.sort(
      ((room: { participants: unknown }) => room.participants) as never,
    );
    const onData = hc.rooms.sort(((room: { name: string; participants: unknown }) =>
      room.name === '' ? 0 : room.participants) as never);
    const bare = hc.rooms.map((room) => room.participants).sort();

    expect((await failure(compared)).message).toContain('says by a number what comes first');
    expect((await failure(onData)).message).toContain('says by a number what comes first');
    expect((await failure(bare)).message).toContain('write `map` before it');
  });

  it('takes an order that operations within its lambda give', async () => {
    const server = fake({ rooms: 4 });
    const has = ({ id, participants }: RoomRow): number =>
      Number(participants.some((user) => user.id === id - 3));

    const got = await server.hc.rooms
      .filter((room) => room.id > 2)
      .sort((a, b) => has(b) - has(a))
      .map((room) => room.id);

    expect(got).toEqual([4, 3]);
    expect(server.lines().slice(1).toSorted()).toEqual(
      [3, 4].map((id) => `GET /v2/room/${id}/participant?start-index=0&max-results=1000`),
    );
  });

  it('is gone through by a loop, and holds to a budget', async () => {
    const server = fake({ rooms: 7, cap: 3 });
    const names: string[] = [];
    for await (const room of server.hc.rooms.sort((a, b) => b.id - a.id)) names.push(room.name);

    expect(names).toHaveLength(7);
    expect(names[0]).toBe('Room 7');
    const error = await failure(within(server.hc.rooms, { budget: 2 }).sort((a, b) => b.id - a.id));
    expect(error.name).toBe('BudgetError');
  });
});

describe('explain', () => {
  it('tells each of them as what it asks for', () => {
    const { hc } = fake();
    const told = (chain: Parameters<typeof explain>[0]): readonly unknown[] => [
      ...explain(chain).requests.map(({ url }) => new URL(url).search),
      explain(chain).bill,
    ];
    const one = { least: 1, most: null };

    expect(told(hc.rooms.count())).toEqual(['?start-index=0&max-results=1000', one]);
    expect(told(hc.rooms.at(-1).owner.email)).toEqual([
      '?start-index=0&max-results=1000&expand=items.owner',
      one,
    ]);
    expect(told(hc.rooms.sort((a, b) => a.topic.length - b.topic.length).take(1))).toEqual([
      '?start-index=0&max-results=1000&expand=items',
      one,
    ]);
    expect(told(hc.rooms.reduce((sum, room) => sum + room.topic, ''))).toEqual([
      '?start-index=0&max-results=1000&expand=items',
      one,
    ]);
  });
});
