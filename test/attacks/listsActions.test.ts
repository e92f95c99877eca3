/** Actions for many items: order, failures, aborts, limits. */

import { describe, expect, it } from 'vitest';
import { explain, HypChat, ItemsError, trace, type UnsentEvent, within } from '../../src/index.ts';
import { embedded } from '../helpers/embedded.ts';
import { heldApi, quiet } from '../helpers/heldApi.ts';
import { liveServer } from '../helpers/live.ts';
import { page, roomStub } from '../helpers/mockApi.ts';
import { BASE, failure, fake, refusal } from './helpers.ts';

const sent = (server: ReturnType<typeof fake>): string[] =>
  server.asked.filter(({ method }) => method !== 'GET').map(({ line }) => line);

const garbageCollector = async (): Promise<() => void> => {
  const { setFlagsFromString } = await import('node:v8');
  const { runInNewContext } = await import('node:vm');
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
};

describe('forEach', () => {
  it('sends in the order of the items, over pages, with what was read in the bodies', async () => {
    const server = fake({ cap: 5 });
    await server.hc.rooms.forEach((room) => room.owner.message(`${room.name}: ${room.topic}`));
    const posts = server.asked.filter(({ method }) => method === 'POST');
    expect(posts.map(({ body }) => (JSON.parse(body) as { message: string }).message)).toEqual(
      Array.from({ length: 12 }, (_, index) => `Room ${index + 1}: Topic ${index + 1}`),
    );
  });

  it('gives an entry for each item, and sends nothing for nobody', async () => {
    const server = fake({ rooms: 2 });
    expect(await server.hc.rooms.filter(() => false).forEach((room) => room.delete())).toEqual([]);
    expect(await server.hc.rooms.forEach(() => null)).toEqual([null, null]);
    expect(await server.hc.rooms.forEach(() => [])).toEqual([[], []]);
    expect(await server.hc.rooms.take(0).forEach((room) => room.delete())).toEqual([]);
    expect(sent(server)).toEqual([]);
  });

  it('sends one action once that two items return, or one returns twice', async () => {
    const server = fake();
    const shared = server.hc.room(1).topic('same');
    await server.hc.rooms.take(3).forEach(() => shared);
    expect(sent(server)).toEqual(['PUT /v2/room/1/topic']);
    await server.hc.rooms.take(1).forEach((room) => {
      const action = room.message('twice');
      return [action, action];
    });
    expect(sent(server)).toHaveLength(2);
  });

  it('warns of no action that a lambda wrote on samples, or in a run that counts for nothing', async () => {
    const unsent: UnsentEvent[] = [];
    const { fetch } = fake();
    const hc = new HypChat('t'.repeat(40), {
      endpoint: BASE,
      fetch,
      on: { unsent: (event) => unsent.push(event) },
    });
    const collectGarbage = await garbageCollector();
    await hc.rooms.take(3).forEach((room) => {
      const action = hc.user(room.owner.id).message('hi');
      return room.id > 0 && room.owner.title === '' ? null : action;
    });
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve));
    await quiet();
    expect(unsent.map(({ chain }) => chain)).toEqual([]);
  });

  it('does not send the actions of a discarded run', async () => {
    const server = fake();
    await server.hc.rooms.forEach((room) => {
      const first = room.message('first');
      try {
        if (room.id !== 0 && room.owner.email === null) return null;
      } catch {
        return [first, room.message('wrong')];
      }
      return first;
    });
    expect(sent(server)).toHaveLength(12);
    expect(server.asked.some(({ body }) => body.includes('wrong'))).toBe(false);
  });

  it('takes actions of other roots, of rows and of chains, with chains as arguments', async () => {
    const server = fake({ rooms: 3 });
    await server.hc.rooms.forEach(
      (room) => [
        server.hc.user(room.owner.id).message('a'),
        server.hc.room(9).invite(room.owner),
        server.hc.room('Room 3').invite(server.hc.room(room.id).owner, 'come'),
      ],
      { concurrency: 1 },
    );
    const posts = sent(server);
    expect(posts).toHaveLength(9);
    expect(posts.slice(0, 2)).toEqual(['POST /v2/user/1/message', 'POST /v2/room/9/invite/1']);
    // A room may be named by its name or by its address.
    expect(posts.filter((line) => line.endsWith('/invite/3'))).toHaveLength(2);
  });

  it('takes an action with a chain in the argument that only the row knows', async () => {
    const server = fake({ rooms: 4, owners: 2 });
    await server.hc.rooms.forEach((room) => room.invite(room.owner.self));
    expect(sent(server)).toEqual([
      'POST /v2/room/1/invite/1',
      'POST /v2/room/2/invite/2',
      'POST /v2/room/3/invite/1',
      'POST /v2/room/4/invite/2',
    ]);
  });

  it('deletes all the rooms that it lists, though the list shifts under it', async () => {
    const server = fake({ rooms: 23, cap: 5 });
    await server.hc.rooms.forEach((room) => room.delete());
    expect(server.gone.size).toBe(23);
    expect(sent(server)).toHaveLength(23);
    expect(await server.hc.rooms.toArray()).toEqual([]);
  });

  it('is an own write: what is read after it sees it', async () => {
    const server = fake({ rooms: 3 });
    const before = server.hc.rooms.map((room) => room.topic);
    expect(await before).toEqual(['Topic 1', 'Topic 2', 'Topic 3']);
    const doing = server.hc.rooms.forEach((room) => room.self.topic(`new ${room.id}`));
    const [, after] = await Promise.all([doing, before]);
    expect(after).toEqual(['new 1', 'new 2', 'new 3']);
  });

  it('is one doing, however often it is awaited', async () => {
    const server = fake({ rooms: 3 });
    const doing = server.hc.rooms.forEach((room) => room.message('hi'));
    await Promise.all([doing, doing]);
    await doing;
    doing.then(() => {});
    await quiet();
    expect(sent(server)).toHaveLength(3);
  });

  it('of a page in hand sends for its items alone', async () => {
    const server = fake({ rooms: 12, cap: 5 });
    const first = await server.hc.rooms;
    await first.forEach((room) => room.message('hi'));
    expect(sent(server)).toHaveLength(5);
    await server.hc.rooms.items.forEach((room) => room.message('hi'));
    expect(sent(server)).toHaveLength(10);
  });

  it('traces what was really sent', async () => {
    const server = fake({ rooms: 3 });
    const { value, requests } = await trace(server.hc.rooms.forEach((room) => room.message('hi')));
    expect(value.map(({ id }) => id)).toEqual(['m2', 'm3', 'm4']);
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'POST', 'POST', 'POST']);
  });

  it('explains what it would send, with holes, and a least that holds', () => {
    const server = fake();
    const plan = explain(
      server.hc.rooms
        .filter((room) => room.owner.email !== null)
        .forEach((room) => room.owner.message(`${room.name} is dead`)),
    );
    expect(plan.requests.map(({ method, repeats }) => `${method} ${repeats}`)).toEqual([
      'GET a page',
      'POST an item',
    ]);
    expect(plan.bill.least).toBe(1);
    expect(plan.requests[1]?.url).toContain('{1.items[*].owner.id}');
    expect(server.asked).toEqual([]);
  });

  it('refuses chains, values and undefined as what to send, with words', async () => {
    const server = fake();
    for (const give of [
      (): unknown => undefined,
      (): unknown => 1,
      (): unknown => server.hc.room(1).topic,
      (): unknown => server.hc.rooms,
      (): unknown => Promise.resolve(),
      (): unknown => [undefined],
      (): unknown => ({ message: 1 }),
    ]) {
      const error = await failure(server.hc.rooms.forEach(() => give() as null));
      expect(error).toBeInstanceOf(TypeError);
    }
    expect(sent(server)).toEqual([]);
  });

  it('sends nothing where one lambda run throws', async () => {
    const server = fake({ cap: 5 });
    const mine = new Error('mine');
    const error = await failure(
      server.hc.rooms.forEach((room) => {
        if (room.id === 11) throw mine;
        return room.delete();
      }),
    );
    expect(error).toBe(mine);
    expect(sent(server)).toEqual([]);
  });

  it('does one thing after another of one address, in order', async () => {
    const server = fake({ rooms: 3, delay: ({ body }) => (body.includes('slow') ? 5 : 0) });
    await server.hc.rooms
      .take(1)
      .forEach((room) => [room.self.topic('slow'), room.self.topic('quick')]);
    expect(server.topics.get(1)).toBe('quick');
  });

  it('may create, and what is created may be acted on', async () => {
    const server = fake({ rooms: 2 });
    await server.hc.rooms.forEach((room) =>
      server.hc.rooms.create({ name: `copy of ${room.name}` }).message('hello'),
    );
    expect(sent(server).filter((line) => line === 'POST /v2/room')).toHaveLength(2);
    expect(
      sent(server)
        .filter((line) => line.endsWith('/message'))
        .toSorted(),
    ).toEqual(['POST /v2/room/3/message', 'POST /v2/room/4/message']);
  });

  it('of a nested list is one of each', async () => {
    const server = fake({ rooms: 2 });
    await server.hc.rooms
      .flatMap((room) => [room.owner, room.owner])
      .forEach((owner) => owner.message('hi'));
    expect(sent(server)).toHaveLength(4);
  });
});

describe('failures of a forEach', () => {
  const failing = (): ReturnType<typeof fake> =>
    fake({
      rooms: 12,
      retries: 0,
      instead: ({ method, path }) =>
        method === 'POST' && ['/v2/room/3/message', '/v2/room/7/message'].includes(path)
          ? refusal(403, `not in ${path}`)
          : undefined,
    });

  it('are told with their items, and the others are sent', async () => {
    const server = failing();
    const error = await failure(server.hc.rooms.forEach((room) => room.message('hi')));
    expect(error).toBeInstanceOf(ItemsError);
    const { failures, total } = error as ItemsError;
    expect(total).toBe(12);
    expect(failures.map(({ index }) => index)).toEqual([2, 6]);
    expect(failures.map(({ item }) => (item as { id: number }).id)).toEqual([3, 7]);
    expect(failures[0]?.error).toMatchObject({ name: 'ForbiddenError' });
    expect(failures[0]?.action).toContain('message');
    expect(sent(server)).toHaveLength(12);
  });

  it('are told again for a second await, and nothing is sent again', async () => {
    const server = failing();
    const doing = server.hc.rooms.forEach((room) => room.message('hi'));
    const first = await failure(doing);
    expect(await failure(doing)).toBe(first);
    expect(sent(server)).toHaveLength(12);
  });

  it('name the right one of several actions of one item', async () => {
    const server = failing();
    const error = await failure(
      server.hc.rooms
        .filter((room) => room.id === 3)
        .forEach((room) => [room.owner.message('first'), room.message('second')]),
    );
    const { failures, total } = error as ItemsError;
    expect([failures.length, total, failures[0]?.index]).toEqual([1, 2, 0]);
    expect(failures[0]?.action).toContain('second');
  });

  it('print without the token, and serialise', async () => {
    const server = failing();
    const error = await failure(server.hc.rooms.forEach((room) => room.message('hi')));
    const { inspect } = await import('node:util');
    expect(inspect(error, { depth: 9 })).not.toContain('sEcReT');
    expect(error.message).toContain('2 of 12');
    expect(JSON.stringify((error as ItemsError).failures)).toBeTypeOf('string');
  });

  it('of all items is an ItemsError as well', async () => {
    const server = fake({
      rooms: 2,
      instead: ({ method }) => (method === 'DELETE' ? refusal(404, 'gone') : undefined),
    });
    const error = await failure(server.hc.rooms.forEach((room) => room.delete()));
    expect((error as ItemsError).failures).toHaveLength(2);
  });

  it('of what an action leads on from fails that item alone', async () => {
    const server = fake({ rooms: 3 });
    const error = await failure(
      server.hc.rooms.forEach((room) =>
        room.id === 2 ? server.hc.room(999).owner.message('hi') : room.message('hi'),
      ),
    );
    expect(sent(server)).toHaveLength(2);
    expect((error as ItemsError).failures.map(({ index }) => index)).toEqual([1]);
  });
});

describe('an abort of a forEach', () => {
  it('in the middle stops what is not sent, and tells of it', async () => {
    const held = heldApi();
    const stop = new AbortController();
    const doing = within(held.hc.rooms, { signal: stop.signal }).forEach(
      (room) => room.message('hi'),
      { concurrency: 1 },
    );
    const told = failure(doing);
    await held.answer(
      'GET /v2/room?start-index=0&max-results=1000',
      page(
        [1, 2, 3].map((id) => roomStub(id)),
        {},
      ),
    );
    await held.answer('POST /v2/room/1/message', { id: 'a', timestamp: '2020-01-01T00:00:00Z' });
    await held.arrival('POST /v2/room/2/message');
    stop.abort(new Error('enough'));
    const error = await told;
    await quiet();
    expect(held.asked.filter((line) => line.startsWith('POST'))).toHaveLength(2);
    expect(['AbortError', 'ItemsError']).toContain(error.name);
    expect(`${error.message} ${(error.cause as Error | undefined)?.message}`).toMatch(
      /enough|abort/i,
    );
  });

  it('before the pages are there sends nothing', async () => {
    const held = heldApi();
    const stop = new AbortController();
    const doing = within(held.hc.rooms, { signal: stop.signal }).forEach((room) => room.delete());
    const told = failure(doing);
    await held.arrival('GET /v2/room?start-index=0&max-results=1000');
    stop.abort();
    expect((await told).name).toBe('AbortError');
    await quiet();
    expect(held.asked).toHaveLength(1);
  });
});

describe('a budget of a forEach', () => {
  it('counts the actions, and is not gone over', async () => {
    const server = fake({ rooms: 6 });
    await failure(within(server.hc.rooms, { budget: 3 }).forEach((room) => room.message('hi')));
    expect(server.asked.length).toBeLessThanOrEqual(3);
  });

  it('that is just enough is enough', async () => {
    const server = fake({ rooms: 6 });
    await within(server.hc.rooms, { budget: 7 }).forEach((room) => room.message('hi'));
    expect(server.asked).toHaveLength(7);
  });
});

describe('how many are sent at once', () => {
  it.each([
    [undefined, 4],
    [1, 1],
    [2, 2],
    [100, 12],
  ])('is as the option says: %s', async (concurrency, most) => {
    const held = heldApi();
    const doing = held.hc.rooms.forEach(
      (room) => room.message('hi'),
      concurrency === undefined ? undefined : { concurrency },
    );
    const done = Promise.resolve(doing);
    const rooms = Array.from({ length: 12 }, (_, index) => roomStub(index + 1));
    await held.answer('GET /v2/room?start-index=0&max-results=1000', page(rooms, {}));
    await held.arrival(`POST /v2/room/${most}/message`);
    await quiet();
    expect(held.asked.filter((line) => line.startsWith('POST'))).toHaveLength(most);
    for (let id = 1; id <= 12; id += 1) {
      await held.answer(`POST /v2/room/${id}/message`, {
        id: 'a',
        timestamp: '2020-01-01T00:00:00Z',
      });
    }
    await done;
    expect(held.asked.slice(1)).toEqual(rooms.map(({ id }) => `POST /v2/room/${id}/message`));
  });

  it('is refused where it is no number of them', async () => {
    const { hc } = fake();
    for (const concurrency of [0, -1, 1.5, 101, Number.NaN, '2' as unknown as number]) {
      const error = await failure(hc.rooms.forEach((room) => room.message('x'), { concurrency }));
      expect(error.message).toContain('concurrency');
    }
  });
});

describe('rate limits', () => {
  it('are waited for, and each action is done once', async () => {
    let refused = 0;
    const server = fake({
      rooms: 6,
      instead: ({ method, path }) => {
        if (method !== 'POST' || path !== '/v2/room/2/message' || refused > 1) return undefined;
        refused += 1;
        return Response.json(
          { error: { code: 429, message: 'slow down' } },
          { status: 429, headers: { 'retry-after': '0' } },
        );
      },
    });
    await server.hc.rooms.forEach((room) => room.message('hi'));
    expect(refused).toBe(2);
    expect(sent(server)).toHaveLength(8);
  });

  it('of the real server hold nothing back that was read', async () => {
    const { hc, answered } = embedded({ rateLimit: 0, floodLimit: 0 });
    await hc.rooms.forEach((room) => room.message('hi'));
    const posts = answered.filter((line) => line.includes('POST'));
    expect(posts.length).toBeGreaterThan(0);
    expect(posts.every((line) => line.startsWith('201'))).toBe(true);
  });
});

describe('a forEach that nobody awaits', () => {
  it('sends nothing, whatever is done with it but awaiting', async () => {
    const server = fake();
    const doing = server.hc.rooms.forEach((room) => room.delete());
    JSON.stringify({ doing });
    String(Object.prototype.toString.call(doing));
    explain(doing);
    await quiet();
    expect(server.asked).toEqual([]);
  });
});

describe('on the real server', () => {
  const live = liveServer();

  it('HypChat’s own example is one expression', async () => {
    const { Temporal } = await import('temporal-polyfill');
    const cutoff = Temporal.Instant.from('2030-01-01T00:00:00Z');
    await live.hc.rooms
      .filter(
        (room) =>
          room.last_active !== null && Temporal.Instant.compare(room.last_active, cutoff) < 0,
      )
      .forEach((room) => room.owner.message(`${room.name} is dead; maybe archive it`));
    const gets = live.requests().filter((line) => line.startsWith('GET'));
    const posts = live.requests().filter((line) => line.startsWith('POST'));
    expect(gets).toHaveLength(1);
    expect(posts.length).toBeGreaterThan(0);
    expect(posts.every((line) => /^POST \/v2\/user\/\d+\/message$/.test(line))).toBe(true);
  });
});
