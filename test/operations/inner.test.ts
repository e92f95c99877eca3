/**
 * Operations over a collection below an item, wherever a lambda reads what they give.
 */
import { describe, expect, it } from 'vitest';
import { type Chain, explain, type HypChat, within } from '../../src/index.ts';
import { failure, fake, refusal } from '../attacks/helpers.ts';
import { liveServer } from '../helpers/live.ts';

type RoomsInHand = ReturnType<HypChat['rooms']['filter']>;
type UsersInHand = ReturnType<HypChat['users']['filter']>;

describe('an operation within a lambda', () => {
  it('says yes or no in the condition of a filter', async () => {
    const server = fake({ rooms: 4 });

    const got = await server.hc.rooms
      .filter((room) =>
        room.participants.some((user) => user.email === `user${room.id}@example.com`),
      )
      .map((room) => room.name);

    expect(got).toEqual(['Room 1', 'Room 2']);
    expect(server.lines()).toEqual([
      'GET /v2/room?start-index=0&max-results=1000',
      ...[1, 2, 3, 4].map(
        (id) => `GET /v2/room/${id}/participant?start-index=0&max-results=1000&expand=items`,
      ),
    ]);
  });

  it('gives an array, with all that arrays have', async () => {
    const server = fake({ rooms: 2 });

    const got = await server.hc.rooms.map((room) => {
      const names = room.participants.map((user) => user.name);
      return {
        count: room.participants.filter((user) => user.id > 1).length,
        line: `${room.name}: ${names.join(', ')}`,
        has: names.includes('User 2'),
        last: names.at(-1),
        sum: room.participants.contents().reduce((sum, user) => sum + user.id, 0),
        sorted: room.participants.toArray().toSorted((a, b) => b.id - a.id)[0]?.name,
      };
    });

    expect(got).toEqual(
      [1, 2].map((id) => ({
        count: 1,
        line: `Room ${id}: User 1, User 2`,
        has: true,
        last: 'User 2',
        sum: 3,
        sorted: 'User 2',
      })),
    );
    expect(server.lines()).toHaveLength(3);
  });

  it('is not even needed to count a collection, or to go through it', async () => {
    const server = fake({ rooms: 2 });

    const got = await server.hc.rooms
      .filter((room) => room.participants.length > 1)
      .map((room) => {
        const emails: (string | null)[] = [];
        for (const user of room.participants) emails.push(user.email);
        return [room.participants.length, ...emails, ...new Set(room.participants)];
      });

    expect(got).toMatchObject(
      [1, 2].map(() => [
        2,
        'user1@example.com',
        'user2@example.com',
        { name: 'User 1' },
        { name: 'User 2' },
      ]),
    );
    expect(server.lines()).toHaveLength(3);
  });

  it('costs as one where two are over one collection, and brings what both read', async () => {
    const server = fake({ rooms: 3 });

    const got = await server.hc.rooms.map((room) => ({
      name: room.name,
      people: room.participants.filter((user) => user.id > 0).length,
      emails: room.participants.map((user) => user.email),
    }));

    expect(got[2]).toEqual({
      name: 'Room 3',
      people: 2,
      emails: ['user1@example.com', 'user2@example.com'],
    });
    expect(server.lines().slice(1)).toEqual(
      [1, 2, 3].map(
        (id) => `GET /v2/room/${id}/participant?start-index=0&max-results=1000&expand=items`,
      ),
    );
  });

  it('asks for nothing that its lambda closes over where there is nothing to run it on', async () => {
    const server = fake({
      rooms: 2,
      edit: (document, { path }) =>
        path.endsWith('/participant') ? { ...document, items: [] } : document,
    });

    const got = await server.hc.rooms.map((room) =>
      room.id > 0 ? room.participants.filter((user) => user.name === room.topic).length : -1,
    );

    expect(got).toEqual([0, 0]);
    expect(server.lines()).toHaveLength(3);
  });

  it('flattens a collection, or what was made of it', async () => {
    const server = fake({ rooms: 2 });

    const got = await server.hc.rooms
      .flatMap((room) => room.participants)
      .map((user) => user.email);
    const made = await server.hc.rooms.flatMap((room) => room.participants.map((user) => user.id));

    expect(got).toEqual([1, 2, 1, 2].map((id) => `user${id}@example.com`));
    expect(made).toEqual([1, 2, 1, 2]);
  });

  it.each<readonly [string, (users: UsersInHand) => Chain<unknown>]>([
    ['a lambda reads with an index', (users) => users.map((user, at) => `${at} ${user.email}`)],
    ['a lambda adds up', (users) => users.reduce((sum, user) => `${sum}${user.email}`, '')],
    [
      'a comparison reads',
      (users) => users.sort((a, b) => (a.email ?? '').localeCompare(b.email ?? '')),
    ],
    ['is read of what was found', (users) => users.find((user) => user.id === 2).email],
    ['is read of one by its index', (users) => users.at(1).email],
    ['is read of the last one', (users) => users.at(-1).email],
  ])('comes, flattened, with what %s', async (_what, read) => {
    const server = fake({ rooms: 2 });
    const chain = read(server.hc.rooms.flatMap((room) => room.participants));
    const planned = String(await explain(chain));
    await chain;
    const [, ...lines] = server.lines();

    expect(planned).toContain('/participant?start-index=0&max-results=1000&expand=items');
    expect(lines[0]).toContain('/room/1/participant?');
    expect(
      lines.every((line) =>
        line.endsWith('/participant?start-index=0&max-results=1000&expand=items'),
      ),
    ).toBe(true);
  });

  it('is an argument of an action, and picks who gets one', async () => {
    const server = fake({ rooms: 2 });

    await server.hc.rooms.forEach(
      (room) => [
        room.message(`${room.participants.filter((user) => user.id > 1).length} of you`),
        room.participants.find((user) => user.email === 'user2@example.com')?.message('hi') ?? null,
        ...room.participants.map((user) => user.message('all')),
      ],
      { concurrency: 1 },
    );

    expect(server.lines().filter((line) => line.startsWith('POST'))).toEqual([
      'POST /v2/room/1/message',
      'POST /v2/user/2/message',
      'POST /v2/user/1/message',
      'POST /v2/user/2/message',
      'POST /v2/room/2/message',
      'POST /v2/user/2/message',
      'POST /v2/user/1/message',
      'POST /v2/user/2/message',
    ]);
  });

  it('within an operation within a lambda reads what both close over', async () => {
    const server = fake({ rooms: 3 });

    const got = await server.hc.rooms.map(
      (room) =>
        room.participants.filter((user) =>
          room.participants.some((other) => other.email !== room.topic && other.id > user.id),
        ).length,
    );

    expect(got).toEqual([1, 1, 1]);
    expect(server.lines()).toHaveLength(4);
  });

  it('is foretold for each item', () => {
    const server = fake();

    const plan = explain(
      server.hc.rooms
        .filter((room) => room.participants.some((user) => user.email === 'a'))
        .map((room) => room.topic),
    );

    expect(String(plan).split('\n')).toEqual([
      expect.stringMatching(
        /^1 {2}round 1 {2}GET {2}\/v2\/room\?start-index=0&max-results=1000&expand=items /,
      ),
      expect.stringMatching(
        /^2 {2}round 2 {2}GET {2}\/v2\/room\/\{1\.items\[\*\]\.id\}\/participant\?.*&expand=items /,
      ),
      '1 request, and one for each further page, and one for each item',
    ]);
    expect(plan.bill).toEqual({ least: 1, most: null });
  });

  it('fails with the words of the server, for the item at its turn', async () => {
    const server = fake({
      rooms: 3,
      instead: ({ path }) =>
        path === '/v2/room/2/participant' ? refusal(403, 'not there') : undefined,
    });
    const chain = server.hc.rooms.map((room) => room.participants.map((user) => user.id).length);

    expect((await failure(chain)).message).toContain('not there');
    expect(await server.hc.rooms.take(1).map((room) => room.participants.toArray().length)).toEqual(
      [2],
    );
  });

  it('goes through by `for await` what reads it, and through each page once', async () => {
    const server = fake({ rooms: 3, cap: 2 });
    const counts: number[] = [];

    for await (const count of server.hc.rooms.map(
      (room) => room.participants.filter((user) => user.email !== null).length,
    )) {
      counts.push(count);
    }

    expect(counts).toEqual([2, 2, 2]);
    expect(new Set(server.lines()).size).toBe(server.lines().length);
  });

  it('throws what its own lambda throws', async () => {
    const own = new Error('mine');
    const chain = fake({ rooms: 2 }).hc.rooms.filter((room) =>
      room.participants.some((user) => {
        if (user.name !== '') throw own;
        return false;
      }),
    );

    expect(await failure(chain)).toBe(own);
  });

  it('says before anything is sent what a name within it most likely meant', async () => {
    const server = fake();
    const chain = server.hc.rooms.filter((room) =>
      room.participants.some((user) => (user as unknown as { emial: string }).emial.length > 0),
    );

    expect((await failure(chain)).message).toContain('did you mean "email"?');
    expect(server.lines()).toEqual([]);
  });

  it('refuses a chain where it has to say yes or no', async () => {
    const chain = fake().hc.rooms.filter((room) =>
      room.participants.some(((user: { history: unknown }) => user.history) as never),
    );

    expect((await failure(chain)).message).toContain('takes a lambda that says yes or no');
  });

  it('is bound by the budget, and told no less than it costs', async () => {
    const server = fake({ rooms: 3 });
    const chain = server.hc.rooms.filter((room) =>
      room.participants.some((user) => user.email === room.owner.email),
    );

    const { bill } = explain(chain);
    expect((await failure(within(chain, { budget: 2 }))).name).toBe('BudgetError');
    expect(server.lines().length).toBeLessThanOrEqual(2);
    server.clear();
    await chain;
    expect(bill.least).toBeLessThanOrEqual(server.lines().length);
  });
});

describe('an operation over histories', () => {
  const live = liveServer();
  const one = (): RoomsInHand => live.hc.rooms.filter((room) => room.id === 42);

  it('reads no page that it does not need', async () => {
    const got = await one().map((room) => ({
      some: room.history.some((message) => message.message !== null),
      three: room.history.filter((message) => message.message !== null).take(3).length,
      last: room.history.take(1)[0]?.message,
    }));

    expect(got).toEqual([{ some: true, three: 3, last: expect.any(String) }]);
    expect(live.requests()).toHaveLength(2);
  });

  it('goes back to the first message where all of it is read', async () => {
    const all = await live.hc.room(42).history.toArray();
    const before = live.requests().length;

    const [count] = await one().map((room) => room.history.contents().length);
    const flat = await one().flatMap((room) => room.history);

    expect(count).toBe(all.length);
    expect(flat.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(live.requests().length - before).toBe(2 * (1 + before));
  });
});
