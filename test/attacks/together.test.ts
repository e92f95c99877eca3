/** Rule 4: one tick, one plan. */
import { describe, expect, it, vi } from 'vitest';
import { ApiError, StepError } from '../../src/index.ts';
import { fake, refusal, step } from './helpers.ts';

describe('chains of one tick', () => {
  it('unite the windows of neighbours into one request', async () => {
    const server = fake();
    const { items } = server.hc.rooms;
    const [a, b, c] = await Promise.all([items[1].name, items[0].name, items[5].name]);
    expect([a, b, c]).toEqual(['Room 2', 'Room 1', 'Room 6']);
    expect(server.lines()).toHaveLength(1);
  });

  it('unite what fits into one page of 1000, and split what does not', async () => {
    const server = fake({ rooms: 1600 });
    const { items } = server.hc.rooms;
    await Promise.all([items[0].name, items[999]?.name]);
    expect(server.lines()).toHaveLength(1);
    server.clear();
    const names = await Promise.all([items[0].name, items[1500]?.name]);
    expect(names).toEqual(['Room 1', 'Room 1501']);
    expect(server.lines()).toHaveLength(2);
  });

  it('ask for an index by itself where the united page came short', async () => {
    const server = fake({ cap: 5 });
    const { items } = server.hc.rooms;
    expect(await Promise.all([items[0].name, items[11].topic])).toEqual(['Room 1', 'Topic 12']);
    expect(server.lines().length, server.lines().join('\n')).toBeLessThanOrEqual(2);
  });

  it('unite expansions of one resource', async () => {
    const server = fake();
    const room = server.hc.room(1);
    const got = await Promise.all([room.owner.email, room.statistics.messages_sent, room.topic]);
    expect(got).toEqual(['user1@example.com', 10, 'Topic 1']);
    expect(server.lines()).toHaveLength(1);
  });

  it('unite expansions, windows and lambdas of one collection', async () => {
    const server = fake();
    const { rooms } = server.hc;
    const [emails, sent, topic] = await Promise.all([
      rooms.map((room) => room.owner.email),
      rooms.map((room) => room.statistics.messages_sent),
      rooms.items[3].topic,
    ]);
    expect(emails).toHaveLength(12);
    expect(sent[11]).toBe(120);
    expect(topic).toBe('Topic 4');
    expect(server.lines()).toHaveLength(1);
  });

  it('unite a page with an item of it', async () => {
    const server = fake();
    const { rooms } = server.hc;
    const [page, items, topic] = await Promise.all([rooms, rooms.items, rooms.items[3].topic]);
    expect(page.items).toHaveLength(12);
    expect(items).toHaveLength(12);
    expect(topic).toBe('Topic 4');
    expect(server.lines()).toHaveLength(1);
  });

  it('give the default page its hundred items, though a lambda reads all', async () => {
    const { hc } = fake({ rooms: 150 });
    const [page, names, items] = await Promise.all([
      hc.rooms,
      hc.rooms.map((room) => room.name),
      hc.rooms.items,
    ]);
    expect(names).toHaveLength(150);
    expect(page.items).toHaveLength(100);
    expect(items).toHaveLength(100);
    expect(page.maxResults).toBe(100);
  });

  it('do not unite collections with other options', async () => {
    const server = fake();
    const { rooms } = server.hc;
    await Promise.all([rooms.items[0].name, rooms({ includeArchived: true }).items[0].name]);
    expect(server.lines()).toHaveLength(2);
  });

  it('have each its own result or error', async () => {
    const { hc } = fake();
    const results = await Promise.allSettled([
      hc.room(1).topic,
      hc.room('Nope').topic,
      step(hc.room(1), 'owners'),
      hc.room(1).owner.email,
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
    ]);
    expect(results[1]).toMatchObject({ reason: expect.any(ApiError) as unknown });
    expect(results[2]).toMatchObject({ reason: expect.any(StepError) as unknown });
  });

  it('that fail on one request have each an error with its own chain', async () => {
    const server = fake();
    const { hc } = server;
    const [one, other] = await Promise.allSettled([
      hc.room('Nope').topic,
      hc.room('Nope').owner.email,
    ]);
    expect(server.lines().length).toBeLessThanOrEqual(2);
    expect(one).toMatchObject({ reason: { where: { chain: "hc.room('Nope').topic" } } });
    expect(other).toMatchObject({ reason: { where: { chain: "hc.room('Nope').owner.email" } } });
  });

  it('do not fail because a neighbour wished for what the server refuses', async () => {
    const { hc } = fake({
      instead: ({ query }) =>
        (query.get('expand') ?? '').includes('statistics')
          ? refusal(403, 'no statistics for you')
          : undefined,
    });
    const [topic] = await Promise.allSettled([hc.room(1).topic, hc.room(1).statistics.last_active]);
    expect(topic).toMatchObject({ status: 'fulfilled', value: 'Topic 1' });
  });

  it('are all that were awaited until the promise jobs were done', async () => {
    const server = fake();
    const late = async (jobs: number): Promise<unknown> => {
      for (let job = 0; job < jobs; job += 1) await null;
      return server.hc.room(1).topic;
    };
    await Promise.all([late(0), late(3), late(20), server.hc.room(1).owner.email]);
    expect(server.lines()).toHaveLength(1);
  });

  it('end without a timer, so that fake timers do not catch them', async () => {
    const server = fake();
    vi.useFakeTimers({ toFake: ['setImmediate', 'setTimeout', 'setInterval', 'Date'] });
    try {
      expect(await server.hc.room(1).topic).toBe('Topic 1');
    } finally {
      vi.useRealTimers();
    }
  });

  it('share an owner that several of them need in full', async () => {
    const server = fake({ expandDepth: 0, owners: 1 });
    const { hc } = server;
    await Promise.all([hc.room(1).owner.email, hc.room(2).owner.title, hc.room(3).owner.email]);
    const users = server.lines().filter((line) => line.includes('/user/'));
    expect(users).toEqual(['GET /v2/user/1']);
  });

  it('of two clients are two plans', async () => {
    const [one, other] = [fake(), fake()];
    await Promise.all([one.hc.room(1).topic, other.hc.room(1).topic]);
    expect([one.lines().length, other.lines().length]).toEqual([1, 1]);
  });
});
