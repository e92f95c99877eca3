/** What a `forEach` gives, what it tells while it works, and what is known of it where it was ended. */
import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/http/log.ts';
import {
  type AbortError,
  HypChat,
  type ItemsError,
  type ProgressEvent,
  within,
} from '../../src/index.ts';
import { type Fake, failure, fake, ORIGIN, refusal, TOKEN } from '../attacks/helpers.ts';
import { liveServer } from '../helpers/live.ts';

/** A server that answers each message with its room's number. */
function answering(knobs: Parameters<typeof fake>[0] = {}): Fake {
  return fake({
    rooms: 4,
    ...knobs,
    instead: (asked) => {
      const other = knobs.instead?.(asked);
      if (other !== undefined || asked.method !== 'POST') return other;
      const [, id] = /^\/v2\/room\/(\d+)\/message$/.exec(asked.path) ?? [];
      if (id === undefined) return undefined;
      const answer = { id: `m${id}`, timestamp: '2017-01-01T00:00:00Z' };
      return Response.json(answer, { status: 201 });
    },
  });
}

/** A client of the same server that tells its progress. */
function listening({ fetch }: Fake): { readonly hc: HypChat; readonly events: ProgressEvent[] } {
  const events: ProgressEvent[] = [];
  const on = { progress: (event: ProgressEvent) => void events.push(event) };
  return { hc: new HypChat(TOKEN, { endpoint: ORIGIN, fetch, on }), events };
}

describe('forEach', () => {
  const live = liveServer();

  it('gives what its actions answered, one entry an item', async () => {
    const { hc } = answering();

    const sent = await hc.rooms.forEach((room) => (room.id === 2 ? null : room.message('hi')));

    expect(sent.map((each) => each?.id)).toEqual(['m1', undefined, 'm3', 'm4']);
    expect(sent[1]).toBeNull();
    expect(String(sent[0]?.timestamp)).toBe('2017-01-01T00:00:00Z');
    expect(sent.sort()).toHaveLength(4);
  });

  it('gives an array where the lambda gave one', async () => {
    const { hc } = answering();

    const sent = await hc.rooms
      .take(2)
      .forEach((room) => [room.message('a'), null, room.self.topic('b')]);

    expect(sent).toEqual(
      [1, 2].map((id) => [expect.objectContaining({ id: `m${id}` }), null, undefined]),
    );
  });

  it('gives in the order of the items what comes in any order', async () => {
    const { hc } = answering({
      delay: ({ path }) => (path === '/v2/room/1/message' ? 20 : 0),
    });

    const sent = await hc.rooms.forEach((room) => room.message('hi'));

    expect(sent.map(({ id }) => id)).toEqual(['m1', 'm2', 'm3', 'm4']);
  });

  it('gives what was created as a stub that leads on', async () => {
    const hooks = await live.hc.rooms
      .take(2)
      .forEach((room) =>
        room.webhooks.create({ url: 'https://example.com/hook', event: 'room_enter' }),
      );

    expect(hooks).toHaveLength(2);
    expect(await hooks[0]?.event).toBe('room_enter');
  });

  it('within a forEach gives lists of answers', async () => {
    const server = fake({ rooms: 2 });

    const sent = await server.hc.rooms.forEach((room) =>
      room.participants.forEach((user) => user.message(room.name)),
    );

    expect(sent).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
    expect(server.lines().filter((line) => line.startsWith('POST'))).toHaveLength(4);
  });

  it('gives nothing for no items', async () => {
    const { hc } = answering();

    expect(await hc.rooms.filter(() => false).forEach((room) => room.message('hi'))).toEqual([]);
  });
});

describe('progress', () => {
  it('is told of each action that came to its end, with its item', async () => {
    const { hc, events } = listening(answering());

    await hc.rooms.forEach((room) => (room.id === 2 ? null : room.message('hi')), {
      concurrency: 1,
    });

    expect(events.map(({ done, of, index, action }) => [done, of, index, action])).toEqual([
      [1, 3, 0, "(room 1).message('hi')"],
      [2, 3, 2, "(room 3).message('hi')"],
      [3, 3, 3, "(room 4).message('hi')"],
    ]);
    expect(events[0]?.item).toMatchObject({ id: 1, name: 'Room 1' });
    expect(events[0]?.chain).toContain('hc.rooms.forEach(');
    expect(events.every((event) => !('error' in event))).toBe(true);
  });

  it('tells what failed as what has failed', async () => {
    const { hc, events } = listening(
      answering({
        instead: ({ path }) => (path === '/v2/room/2/message' ? refusal(403, 'no') : undefined),
      }),
    );

    await failure(hc.rooms.forEach((room) => room.message('hi'), { concurrency: 1 }));

    expect(events.map(({ done, error }) => [done, (error as Error | undefined)?.name])).toEqual([
      [1, undefined],
      [2, 'ForbiddenError'],
      [3, undefined],
      [4, undefined],
    ]);
  });

  it('counts the last action of a chain alone', async () => {
    const { hc, events } = listening(fake({ rooms: 3 }));

    await hc.rooms.forEach((room) => room.self.update({ topic: `${room.name}!` }));

    expect(events.map(({ done, of }) => `${done} of ${of}`)).toEqual([
      '1 of 3',
      '2 of 3',
      '3 of 3',
    ]);
  });

  it('of a forEach within another names that one', async () => {
    const { hc, events } = listening(fake({ rooms: 1 }));

    await hc.rooms.forEach((room) => room.participants.forEach((user) => user.message('hi')));

    expect(events.map(({ done, of }) => [done, of])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    expect(events[0]?.chain).toContain('(room 1).participants.forEach(');
  });

  it('is told to nobody where nothing is sent', async () => {
    const { hc, events } = listening(answering());

    await hc.rooms.forEach(() => null);

    expect(events).toEqual([]);
  });

  it('is a line of the log', () => {
    const lines: string[] = [];
    const { progress } = createLog('hypchat', (line) => void lines.push(line));
    const event = {
      chain: '',
      done: 2,
      of: 3,
      item: {},
      index: 1,
      action: "(room 2).message('hi')",
    };

    progress(event);
    progress({ ...event, done: 3, error: new Error('no') });

    expect(lines).toEqual([
      "hypchat: 2 of 3: (room 2).message('hi')",
      "hypchat: 3 of 3: (room 2).message('hi') failed",
    ]);
  });
});

describe('what was done', () => {
  it('is in the error where others failed', async () => {
    const { hc } = answering({
      instead: ({ path }) => (path === '/v2/room/2/message' ? refusal(403, 'no') : undefined),
    });

    const error = (await failure(hc.rooms.forEach((room) => room.message('hi')))) as ItemsError;

    expect(error.failures.map(({ index }) => index)).toEqual([1]);
    expect(error.done).toEqual(
      [1, 3, 4].map((id) => ({
        item: expect.objectContaining({ name: `Room ${id}` }),
        index: id - 1,
        action: `(room ${id}).message('hi')`,
        answer: expect.objectContaining({ id: `m${id}` }),
      })),
    );
  });

  it('of a forEach within another is in the error of that one', async () => {
    const { hc } = answering({
      rooms: 1,
      instead: ({ path }) => (path === '/v2/user/2/message' ? refusal(403, 'no') : undefined),
    });

    const error = (await failure(
      hc.rooms.forEach((room) => room.participants.forEach((user) => user.message('hi'))),
    )) as ItemsError;

    expect(error.failures).toMatchObject([{ item: { name: 'Room 1' }, index: 0 }]);
    expect(error.failures[0]?.error).toMatchObject({
      failures: [{ item: { name: 'User 2' }, index: 1 }],
      done: [{ item: { name: 'User 1' }, index: 0 }],
      total: 2,
    });
  });

  it('is in the error of an abort, with how many there were', async () => {
    const controller = new AbortController();
    const { hc } = answering({
      instead: ({ path }) => {
        if (path === '/v2/room/3/message') controller.abort();
        return undefined;
      },
    });

    const error = (await failure(
      within(hc.rooms, { signal: controller.signal }).forEach((room) => room.message('hi'), {
        concurrency: 1,
      }),
    )) as AbortError;

    expect(error.name).toBe('AbortError');
    expect(error.reason).toBe(
      'the walk was aborted, with 2 of 4 actions done: the POST may have been done all the same',
    );
    expect(error.done?.map(({ answer }) => (answer as { id: string }).id)).toEqual(['m1', 'm2']);
    expect(Object.keys(error)).not.toContain('done');
  });

  it('is in the error of an abort, each action once where a forEach is within another', async () => {
    const controller = new AbortController();
    let sent = 0;
    const { hc } = answering({
      rooms: 2,
      instead: ({ method }) => {
        if (method === 'POST') sent += 1;
        if (sent === 3) controller.abort();
        return undefined;
      },
    });

    const error = (await failure(
      within(hc.rooms, { signal: controller.signal }).forEach(
        (room) => room.participants.forEach((user) => user.message('hi'), { concurrency: 1 }),
        { concurrency: 1 },
      ),
    )) as AbortError;

    expect(error.reason).toBe(
      'the walk was aborted, with 2 of 4 actions done: the POST may have been done all the same',
    );
  });

  it('is in the error of a budget that came to its end meanwhile', async () => {
    const { hc } = fake({ rooms: 2, expandDepth: 0 });

    const error = await failure(
      within(hc.rooms, { budget: 6 }).forEach((room) =>
        room.id === 1
          ? room.self.update({ topic: 'a' })
          : [room.self.update({ topic: 'b' }), room.self.update({ name: 'c' })],
      ),
    );

    expect(error.name).toBe('BudgetError');
    expect(error.message).toMatch(/with 2 of 3 actions done/);
  });

  it('is not there where no action was written', async () => {
    const controller = new AbortController();
    controller.abort();
    const { hc } = answering();

    const error = await failure(within(hc.rooms, { signal: controller.signal }).map(() => 1));

    expect(error).not.toHaveProperty('done');
    expect((error as AbortError).reason).toBe('the walk was aborted');
  });
});
