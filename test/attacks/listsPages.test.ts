/** What lists cost, and pages of servers that do as they like. */

import { describe, expect, it } from 'vitest';
import { type Action, type Chain, explain, type JsonObject, trace } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { type Asked, BASE, failure, fake, ORIGIN } from './helpers.ts';

const idsTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
const stub = (id: number): JsonObject => ({
  id,
  name: `Room ${id}`,
  is_archived: false,
  privacy: 'public',
  version: 'x',
  links: { self: `${BASE}/room/${id}` },
});
const pageOf = (items: readonly JsonObject[], start: number, next?: string): Response =>
  Response.json({
    items,
    startIndex: start,
    maxResults: items.length,
    links: { self: `${BASE}/room`, ...(next !== undefined && { next: `${BASE}/${next}` }) },
  });
const isList = ({ method, path }: Asked): boolean => method === 'GET' && path === '/v2/room';
const collect = async <T>(from: AsyncIterable<T>): Promise<T[]> => {
  const got: T[] = [];
  for await (const each of from) got.push(each);
  return got;
};

describe('what a list costs', () => {
  it('is one request a page, with references as deep as the lambda goes', async () => {
    const server = fake({ rooms: 40, cap: 10 });
    await server.hc.rooms.map((room) => ({
      name: room.name,
      mail: room.owner.email,
      domain: room.owner.group.domain,
    }));
    expect(server.lines()).toHaveLength(4);
  });

  it('is three owners for forty rooms, where the server expands nothing', async () => {
    const server = fake({ rooms: 40, owners: 3, expandDepth: 0 });
    const got = await server.hc.rooms.map((room) => room.owner.email);
    expect(got[39]).toBe('user1@example.com');
    const asked = server.lines();
    // The list, forty rooms and three owners; and one that was tried.
    expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(1 + 40 + 3 + 1);
    expect(asked.filter((line) => line.includes('/user/'))).toHaveLength(3);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('is no more than the plain walk and one, where the server expands one level', async () => {
    const server = fake({ rooms: 40, owners: 3, expandDepth: 1 });
    const got = await server.hc.rooms.map((room) => room.owner.email);
    expect(got[1]).toBe('user2@example.com');
    expect(server.lines().length, server.lines().join('\n')).toBeLessThanOrEqual(1 + 3 + 1);
  });

  it('is nothing more for what nobody reads', async () => {
    const server = fake();
    await server.hc.rooms.map((room) => room.name);
    expect(server.lines().join()).not.toContain('expand');
  });

  it('is one more for a branch that hides, and none on the pages behind it', async () => {
    const server = fake({ rooms: 30, cap: 10 });
    await server.hc.rooms.map((room) => (room.id > 0 ? room.owner.email : ''));
    expect(server.lines(), server.lines().join('\n')).toHaveLength(4);
  });

  it('is one request for the first items of many', async () => {
    const server = fake({ rooms: 500 });
    const got = await server.hc.rooms.take(3).map((room) => room.owner.email);
    expect(got).toHaveLength(3);
    expect(server.lines()).toEqual(['GET /v2/room?start-index=0&max-results=3&expand=items.owner']);
  });

  it('is no page before those that are dropped', async () => {
    const server = fake({ rooms: 2500 });
    expect((await server.hc.rooms.drop(2400).map((room) => room.id))[0]).toBe(2401);
    expect(server.lines()).toHaveLength(1);
    expect(server.asked[0]?.query.get('start-index')).toBe('2400');
  });

  it('is not a page too many where take ends on the end of a page', async () => {
    const server = fake({ rooms: 20, cap: 5 });
    expect(await server.hc.rooms.filter((room) => room.id > 0).take(10)).toHaveLength(10);
    expect(server.lines()).toHaveLength(2);
    server.clear();
    expect(await collect(server.hc.rooms.filter((room) => room.id > 0).take(10))).toHaveLength(10);
    expect(server.lines()).toHaveLength(2);
  });

  it('is no page too many for a find in a list that a filter thins', async () => {
    const server = fake({ rooms: 20, cap: 5 });
    const found = await server.hc.rooms
      .filter((room) => room.id % 2 === 0)
      .find((room) => room.topic === 'Topic 6');
    expect(found?.id).toBe(6);
    expect(server.lines().filter((line) => line.includes('start-index=10'))).toEqual([]);
  });

  it('is the pages once, for five sequences behind one another', async () => {
    const server = fake();
    const got = await server.hc.rooms
      .filter((room) => room.topic !== '')
      .map((room) => room.owner)
      .filter((owner) => owner.email !== null)
      .map((owner) => owner.group)
      .map((group) => group.domain);
    expect(got).toEqual(idsTo(12).map(() => 'works.test'));
    expect(server.lines(), server.lines().join('\n')).toHaveLength(1);
  });
});

describe('several pages at once', () => {
  it('come in their order, and no more than allowed are on their way', async () => {
    let now = 0;
    let most = 0;
    const server = fake({
      rooms: 60,
      cap: 5,
      delay: ({ query }) => (60 - Number(query.get('start-index') ?? 0)) / 10,
    });
    const counting = new Proxy(server.fetch, {
      apply: async (target, self, args) => {
        now += 1;
        most = Math.max(most, now);
        try {
          return await Reflect.apply(target, self, args);
        } finally {
          now -= 1;
        }
      },
    });
    const { HypChat } = await import('../../src/index.ts');
    const hc = new HypChat('t'.repeat(40), { endpoint: BASE, fetch: counting });
    const ids = await hc.rooms.contents({ concurrency: 4 }).map((room) => room.id);
    expect(ids).toEqual(idsTo(60));
    expect(most).toBeLessThanOrEqual(4);
    expect(most).toBeGreaterThan(1);
    const again = (await collect(hc.rooms.contents({ concurrency: 3 }))).map((room) => room.id);
    expect(again).toEqual(idsTo(60));
  });

  it('ask nothing twice, and little past the end', async () => {
    const server = fake({ rooms: 23, cap: 5 });
    expect(await server.hc.rooms.toArray({ concurrency: 4 })).toHaveLength(23);
    expect(new Set(server.lines()).size).toBe(server.lines().length);
    expect(server.lines().length).toBeLessThanOrEqual(5 + 3);
  });

  it('change nothing where take, find and some say when to stop', async () => {
    const server = fake({ rooms: 40, cap: 5 });
    const list = server.hc.rooms.contents({ concurrency: 4 });
    expect((await list.find((room) => room.id === 4))?.id).toBe(4);
    expect(server.lines()).toHaveLength(1);
    server.clear();
    expect(await list.take(5)).toHaveLength(5);
    expect(server.lines()).toHaveLength(1);
    server.clear();
    expect(await list.some((room) => room.id === 6)).toBe(true);
    expect(server.lines()).toHaveLength(2);
  });

  it('lose nothing of a server without windows', async () => {
    const server = fake({ rooms: 12, windows: false });
    expect(await server.hc.rooms.toArray({ concurrency: 4 })).toHaveLength(12);
  });

  it('are refused where their number is none', async () => {
    const { hc } = fake();
    for (const concurrency of [0, -1, 1.5, 101, Number.NaN]) {
      expect(await failure(hc.rooms.toArray({ concurrency }))).toBeInstanceOf(Error);
    }
  });

  it('end with the error of the page that failed, after the items before it', async () => {
    const server = fake({
      rooms: 40,
      cap: 5,
      retries: 0,
      instead: (one) =>
        one.query.get('start-index') === '15'
          ? Response.json({ error: { code: 403, message: 'no more' } }, { status: 403 })
          : undefined,
    });
    const seen: number[] = [];
    const error = await failure(
      (async () => {
        for await (const room of server.hc.rooms.contents({ concurrency: 3 })) seen.push(room.id);
      })(),
    );
    expect(error.message).toContain('no more');
    expect(seen).toEqual(idsTo(15));
  });
});

describe('pages that are not as they should be', () => {
  const both = async (
    make: () => ReturnType<typeof fake>,
    expected: readonly number[],
  ): Promise<void> => {
    expect(await make().hc.rooms.map((room) => room.id)).toEqual(expected);
    expect((await collect(make().hc.rooms)).map((room) => room.id)).toEqual(expected);
    expect((await make().hc.rooms.toArray({ concurrency: 3 })).map((room) => room.id)).toEqual(
      expected,
    );
  };

  it('with a `next` to themselves end', () =>
    both(
      () =>
        fake({
          instead: (one) => {
            if (!isList(one)) return undefined;
            return pageOf([stub(1), stub(2)], 0, `room${new URL(one.url).search}`);
          },
        }),
      [1, 2],
    ));

  it('whose `next` always is new but brings the same end', () =>
    both(() => {
      let turn = 0;
      return fake({
        instead: (one) => {
          if (!isList(one)) return undefined;
          turn += 1;
          if (turn > 200) throw new Error('it does not end');
          return pageOf([stub(1), stub(2)], 0, `room?start-index=2&turn=${turn}`);
        },
      });
    }, [1, 2]));

  it('that repeat some and bring new ones lose none', () =>
    both(
      () =>
        fake({
          instead: (one) => {
            if (!isList(one)) return undefined;
            const at = Number(one.query.get('page') ?? 0);
            const items = [stub(at * 2 + 1), stub(at * 2 + 2), stub(at * 2 + 3)];
            return pageOf(items, at * 2, at < 3 ? `room?page=${at + 1}` : undefined);
          },
        }),
      [1, 2, 3, 4, 5, 6, 7, 8, 9],
    ));

  it('that are empty three times in the middle lose none', () =>
    both(
      () =>
        fake({
          instead: (one) => {
            if (!isList(one)) return undefined;
            const at = Number(one.query.get('page') ?? 0);
            const items = at === 0 || at === 4 ? [stub(at + 1)] : [];
            return pageOf(items, at, at < 4 ? `room?page=${at + 1}` : undefined);
          },
        }),
      [1, 5],
    ));

  it('that come again a place further on, since something was put before them, repeat nothing', () =>
    both(() => {
      let lists = 0;
      return fake({
        instead: (one) => {
          if (!isList(one)) return undefined;
          lists += 1;
          // A room is put first after each page.
          const all = Array.from({ length: 9 + lists }, (_, index) => stub(index - lists + 2));
          const start = Number(one.query.get('start-index') ?? 0);
          const items = all.slice(start, start + 3);
          const next = start + 3 < all.length ? `room?start-index=${start + 3}` : undefined;
          return pageOf(items, start, next);
        },
      });
    }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));

  it('that the server caps at 7, whatever was asked, lose none', async () => {
    const server = fake({ rooms: 50, cap: 7, nextKeepsExpand: false });
    const got = await server.hc.rooms.map((room) => `${room.id} ${room.owner.email}`);
    expect(got[49]).toBe('50 user2@example.com');
    expect(got).toHaveLength(50);
    expect(server.lines(), server.lines().join('\n')).toHaveLength(8);
  });

  it('that name a `next` on another origin do not get the token', async () => {
    const server = fake({
      instead: (one) =>
        isList(one)
          ? Response.json({
              items: [stub(1)],
              startIndex: 0,
              maxResults: 1,
              links: { self: `${BASE}/room`, next: 'https://evil.test/v2/room?start-index=1' },
            })
          : undefined,
    });
    const error = await failure(server.hc.rooms.map((room) => room.id));
    expect(error.name).toBe('OriginError');
    expect(server.asked.every(({ url }) => url.startsWith(ORIGIN))).toBe(true);
  });

  it('that shift between two requests give every field of the right item', async () => {
    let lists = 0;
    const server = fake({
      rooms: 6,
      edit: (document, one) => {
        if (one.path !== '/v2/room') return document;
        lists += 1;
        // A room went from the front after the first reading.
        return lists === 1
          ? document
          : { ...document, items: (document.items as JsonObject[]).slice(1) };
      },
    });
    const got = await server.hc.rooms.map((room) => [room.id, room.id > 0 ? room.topic : '']);
    expect(got).toEqual(idsTo(6).map((id) => [id, `Topic ${id}`]));
    expect(server.lines().length).toBeLessThanOrEqual(3);
  });

  it('without addresses of items still give their fields', async () => {
    const server = fake({
      instead: (one) =>
        isList(one)
          ? pageOf(
              [
                { id: 1, name: 'a' },
                { id: 2, name: 'b' },
              ],
              0,
            )
          : undefined,
    });
    expect(await server.hc.rooms.map((room) => room.name)).toEqual(['a', 'b']);
  });

  it('that hold null where an item should be fail with words, or give null', async () => {
    const server = fake({
      instead: (one) =>
        isList(one)
          ? Response.json({ items: [stub(1), null, stub(3)], links: { self: `${BASE}/room` } })
          : undefined,
    });
    const [result] = await Promise.allSettled([server.hc.rooms.map((room) => room?.id ?? null)]);
    if (result.status === 'fulfilled') expect(result.value).toEqual([1, null, 3]);
    else expect((result.reason as Error).message).not.toMatch(/undefined \(reading|Cannot read/);
  });

  it('with an item that is gone once its field is asked for say which', async () => {
    const server = fake({
      rooms: 4,
      expandDepth: 0,
      instead: (one) =>
        one.path === '/v2/room/3'
          ? Response.json({ error: { code: 404, message: 'Room not found' } }, { status: 404 })
          : undefined,
    });
    const error = await failure(server.hc.rooms.map((room) => room.topic));
    expect(error.name).toBe('NotFoundError');
    expect(error.message).toContain('room/3');
  });
});

describe('the bill of a list', () => {
  const worlds = [
    { rooms: 12 },
    { rooms: 12, cap: 5 },
    { rooms: 0 },
    { rooms: 12, expandDepth: 0 },
    { rooms: 12, cap: 5, nextKeepsExpand: false },
  ];
  it.each(worlds)('is never contradicted by what was sent: %o', async (knobs) => {
    const { hc } = fake(knobs);
    const chains: readonly (Chain<unknown> | Action<unknown>)[] = [
      hc.rooms.map((room) => room.name),
      hc.rooms.map((room) => room.owner.email),
      hc.rooms.map((room) => (room.id > 2 ? room.topic : '')),
      hc.rooms.filter((room) => room.topic !== '').take(2),
      hc.rooms.take(3),
      hc.rooms.drop(3).toArray(),
      hc.rooms.take(0),
      hc.rooms.some((room) => room.id === 3),
      hc.rooms.every((room) => room.owner.email !== null),
      hc.rooms.find((room) => room.id === 3),
      hc.rooms.map((room) => room.participants.map((user) => user.email)),
      hc.rooms.filter((room) => room.participants.some((user) => user.email === '')),
      hc.rooms.map((room) => room.participants.filter((user) => user.id > room.id).length),
      hc.rooms.map((room) => (room.id > 2 ? room.participants.length : room.topic)),
      hc.rooms.flatMap((room) => room.participants).take(3),
      hc.rooms.find((room) => room.participants.every((user) => user.id === room.id)),
      hc.rooms.count(),
      hc.rooms.filter((room) => room.participants.length > 2).count(),
      hc.rooms.at(-1),
      hc.rooms.at(2),
      hc.rooms.reduce((sum, room) => sum + room.topic, ''),
      hc.rooms.sort((a, b) => b.participants.count() - a.participants.count()).take(1),
      hc.rooms.toSorted((a, b) => b.id - a.id).forEach((room) => room.message(room.topic)),
      hc.rooms.forEach((room) => room.participants.map((user) => user.message('hi'))),
      hc.rooms.forEach((room) => room.participants.forEach((user) => user.message('hi'))),
      hc.rooms.items.map((room) => room.owner.email),
      hc.rooms.items.map((room) => (room.id > 2 ? room.topic : '')),
      hc.rooms.toArray({ concurrency: 4 }),
      hc.rooms.map((room) => hc.user(room.owner.id).title),
      hc.rooms.forEach((room) => room.message('hi')),
      hc.rooms.forEach((room) => room.owner.message('hi')),
      hc.rooms.forEach(() => null),
      hc.rooms.take(2).forEach((room) => [room.message('a'), hc.room(9).topic('b')]),
      hc.rooms.filter(() => false).forEach((room) => room.delete()),
      hc.rooms.filter((room) => room.id === 2).forEach((room) => hc.room(1).invite(room.owner)),
    ];
    for (const chain of chains) {
      const plan = explain(chain);
      const { requests } = await trace(chain as Chain<unknown>);
      const told = `${plan}\n${requests.map(({ method, url }) => `${method} ${url}`).join('\n')}`;
      expect(plan.bill.least, told).toBeLessThanOrEqual(requests.length);
      if (plan.bill.most !== null) {
        expect(plan.bill.most, told).toBeGreaterThanOrEqual(requests.length);
      }
    }
  });

  it('sends nothing to be known', () => {
    const server = fake();
    explain(server.hc.rooms.filter((room) => room.id > 0).forEach((room) => room.delete()));
    explain(server.hc.rooms.map((room) => room.participants.map((user) => user.email)));
    expect(server.asked).toEqual([]);
  });

  it('names what the lambda read as the reason, and prints', () => {
    const { hc } = fake();
    const plan = explain(hc.rooms.map((room) => room.owner.email));
    expect(plan.requests[0]?.url).toContain('expand=items.owner');
    expect(plan.requests[0]?.reason).not.toBe('');
    expect(String(plan)).toContain('one for each further page');
  });

  it('holds as a budget for a list of one page, and stops one of more', async () => {
    const { within } = await import('../../src/index.ts');
    const one = fake();
    expect(await within(one.hc.rooms, { budget: 1 }).map((room) => room.owner.email)).toHaveLength(
      12,
    );
    const more = fake({ cap: 5 });
    const error = await failure(within(more.hc.rooms, { budget: 2 }).map((room) => room.id));
    expect(error.name).toBe('BudgetError');
    expect(more.lines()).toHaveLength(2);
  });
});

describe('on the real server', () => {
  const live = liveServer();

  it('expansions of lambdas agree with what the plain walk reads', async () => {
    const got = await live.hc.rooms({ includeArchived: true }).map((room) => ({
      id: room.id,
      topic: room.topic,
      owner: room.owner.name,
      sent: room.statistics.messages_sent,
    }));
    const some = got.slice(0, 3);
    for (const { id, topic, owner, sent } of some) {
      const room = await live.hc.room(id);
      expect([room.topic, room.owner.name]).toEqual([topic, owner]);
      expect(await room.statistics.messages_sent).toBe(sent);
    }
  });

  it('participants of every room are one request a room', async () => {
    const names = await live.hc.rooms.map((room) => room.participants.map((user) => user.name));
    expect(live.requests().length).toBeLessThanOrEqual(1 + names.length);
  });
});
