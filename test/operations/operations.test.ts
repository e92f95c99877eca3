import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { explain, ItemsError, trace } from '../../src/index.ts';
import { mockApi, page, roomStub, wholeRoom, wholeUser } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

const api = mockApi();
const API = 'https://api.hipchat.com/v2';
const ALL = 'start-index=0&max-results=1000';
const ARCHIVED = { is_archived: true };
const OLD = { last_active: '2020-01-01T00:00:00Z' };
const rooms = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => roomStub(from + index));

/** Prepares all rooms as one page of stubs. */
const stubs = (...items: ReturnType<typeof roomStub>[]): void =>
  api.on('GET', `/v2/room?${ALL}`, page(items, { maxResults: 1000 }));

describe('filter', () => {
  it('keeps the items for which the lambda says something truthy', async () => {
    stubs(roomStub(1), { ...roomStub(2), ...ARCHIVED });

    const archived = await api.hc.rooms.filter((room) => room.is_archived);

    expect(archived.map((room) => room.name)).toEqual(['Room 2']);
  });

  it('and what follows share one reading of the pages', async () => {
    api.on(
      'GET',
      `/v2/room?${ALL}&expand=items.owner`,
      page([wholeRoom(1, wholeUser(7)), wholeRoom(2, wholeUser(8), ARCHIVED)], {
        maxResults: 1000,
      }),
    );

    const emails = await api.hc.rooms
      .filter((room) => room.is_archived)
      .map((room) => room.owner)
      .map((owner) => owner.email);

    expect(emails).toEqual(['user8@example.com']);
  });

  it('counts for the next stage only what it let through', async () => {
    stubs(roomStub(1), { ...roomStub(2), ...ARCHIVED }, { ...roomStub(3), ...ARCHIVED });

    const numbered = await api.hc.rooms
      .filter((room) => room.is_archived)
      .map((room, index) => `${index}: ${room.name}`);

    expect(numbered).toEqual(['0: Room 2', '1: Room 3']);
  });

  it('does not let a branch of a later stage ask for items whose turn is not sure', async () => {
    // Whether room 1 stays is not known yet, so whether room 2 is the second is not either: it is not.
    api.on('GET', `/v2/room?${ALL}`, page([roomStub(1), roomStub(2)], { maxResults: 1000 }));
    api.on('GET', '/v2/room/1', wholeRoom(1));

    const seen = await api.hc.rooms
      .filter((room) => (room.name === 'Room 1' ? room.topic === '' : true))
      .map((room, index) => (index === 1 ? room.topic : room.name));

    expect(seen).toEqual(['Room 2']);
    expect(api.asked).toHaveLength(2);
  });
});

describe('flatMap', () => {
  it('puts the items of arrays in their place', async () => {
    stubs(...rooms(2));

    expect(await api.hc.rooms.flatMap((room) => [room.id, room.name])).toEqual([
      1,
      'Room 1',
      2,
      'Room 2',
    ]);
  });

  it('goes on with what it gave', async () => {
    api.on(
      'GET',
      `/v2/room?${ALL}&expand=items.owner`,
      page([wholeRoom(1, wholeUser(7))], { maxResults: 1000 }),
    );

    const emails = await api.hc.rooms.flatMap((room) => [room.owner]).map((user) => user.email);

    expect(emails).toEqual(['user7@example.com']);
  });
});

describe('find', () => {
  it('gives the first item that fits, and asks for no page after its own', async () => {
    api.on(
      'GET',
      `/v2/room?${ALL}`,
      page(rooms(2), { maxResults: 1000, next: 'room?start-index=2&max-results=1000' }),
    );

    expect((await api.hc.rooms.find((room) => room.id === 2))?.name).toBe('Room 2');
  });

  it('gives undefined when there is none', async () => {
    stubs(roomStub(1));

    expect(await api.hc.rooms.find((room) => room.id === 2)).toBeUndefined();
  });

  it('leads on, with what follows expanded on the way', async () => {
    api.on(
      'GET',
      `/v2/room?${ALL}&expand=items.owner`,
      page([wholeRoom(1, wholeUser(7))], { maxResults: 1000 }),
    );

    expect(await api.hc.rooms.find((room) => room.id === 1).owner.email).toBe('user7@example.com');
  });

  it('is an error where something should be done to what was not found', async () => {
    stubs(roomStub(1));

    const sent = settle(api.hc.rooms.find((room) => room.id === 2).message('hi'));

    await expect(sent).rejects.toThrow('there is no room for which the lambda holds');
  });

  it('acts on what it found', async () => {
    stubs(roomStub(1));
    api.on('POST', '/v2/room/1/message', { id: 'x', timestamp: '2020-01-01T00:00:00Z' });

    await api.hc.rooms.find((room) => room.name === 'Room 1').message('hi');

    expect(api.asked).toHaveLength(2);
  });

  it('of what another lambda gave is that', async () => {
    stubs(...rooms(3));

    expect(await api.hc.rooms.map((room) => room.name).find((name) => name.endsWith('2'))).toBe(
      'Room 2',
    );
  });
});

describe('some and every', () => {
  it('stop at the first item that decides', async () => {
    const first = page(rooms(2), {
      maxResults: 1000,
      next: 'room?start-index=2&max-results=1000',
    });
    api.on('GET', `/v2/room?${ALL}`, first);
    api.on('GET', `/v2/room?${ALL}`, first);

    expect(await api.hc.rooms.some((room) => room.id === 2)).toBe(true);
    expect(await api.hc.rooms.every((room) => room.id === 1)).toBe(false);
  });

  it('say what an empty collection says', async () => {
    stubs();
    stubs();

    expect(await api.hc.rooms.some(() => true)).toBe(false);
    expect(await api.hc.rooms.every(() => false)).toBe(true);
  });
});

describe('take and drop', () => {
  it('ask for no more than is taken', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=2', page(rooms(2), { maxResults: 2 }));

    expect(await api.hc.rooms.take(2).map((room) => room.id)).toEqual([1, 2]);
  });

  it('do not ask for what is dropped, where items have an index', async () => {
    api.on(
      'GET',
      '/v2/room?start-index=5&max-results=2',
      page(rooms(2, 6), { startIndex: 5, maxResults: 2 }),
    );

    expect(
      await api.hc.rooms
        .drop(5)
        .take(2)
        .map((room) => room.id),
    ).toEqual([6, 7]);
  });

  it('of nothing ask for nothing', async () => {
    expect(await api.hc.rooms.take(0)).toEqual([]);
    expect(api.asked).toEqual([]);
  });

  it('after a filter count what it let through', async () => {
    stubs(roomStub(1), { ...roomStub(2), ...ARCHIVED }, { ...roomStub(3), ...ARCHIVED });

    const ids = await api.hc.rooms
      .filter((room) => room.is_archived)
      .drop(1)
      .take(5)
      .map((room) => room.id);

    expect(ids).toEqual([3]);
  });

  it.each([-1, 1.5, Number.NaN])('refuse %s', async (count) => {
    await expect(settle(api.hc.rooms.take(count))).rejects.toThrow(
      'takes a whole number from 0 on',
    );
  });
});

describe('toArray and contents', () => {
  it('give every item of every page', async () => {
    const next = 'room?start-index=2&max-results=1000';
    for (let turn = 0; turn < 2; turn += 1) {
      api.on('GET', `/v2/room?${ALL}`, page(rooms(2), { maxResults: 1000, next }));
      api.on('GET', `/v2/${next}`, page(rooms(1, 3), { startIndex: 2, maxResults: 1000 }));
    }

    expect((await api.hc.rooms.toArray()).map((room) => room.id)).toEqual([1, 2, 3]);
    expect((await api.hc.rooms.contents()).map((room) => room.id)).toEqual([1, 2, 3]);
  });

  it('ask for several pages at once by option, once the first has told their size', async () => {
    const next = (start: number) => `room?start-index=${start}&max-results=2`;
    api.on('GET', `/v2/room?${ALL}`, page(rooms(2), { maxResults: 1000, next: next(2) }));
    api.on('GET', `/v2/${next(2)}`, page(rooms(2, 3), { startIndex: 2, next: next(4) }));
    api.on('GET', `/v2/${next(4)}`, page(rooms(1, 5), { startIndex: 4 }));

    const all = await trace(api.hc.rooms.toArray({ concurrency: 2 }));

    expect(all.value.map((room) => room.id)).toEqual([1, 2, 3, 4, 5]);
    expect(all.requests).toHaveLength(3);
  });

  it('of a page in hand are about the whole collection', async () => {
    api.on(
      'GET',
      '/v2/room?max-results=1',
      page(rooms(1), { maxResults: 1, next: 'room?start-index=1' }),
    );
    for (const start of [1, 2]) {
      const onward = start < 2 ? { next: `room?start-index=${start + 1}&max-results=1` } : {};
      const more = { startIndex: start, maxResults: 1, ...onward };
      api.on('GET', `/v2/room?start-index=${start}&max-results=1`, page(rooms(1, start + 1), more));
    }
    const first = await api.hc.rooms({ maxResults: 1 });

    expect((await first.contents()).map((room) => room.id)).toEqual([1, 2, 3]);
  });

  it('refuse what is no option', async () => {
    // @ts-expect-error -- there is no such option
    await expect(settle(api.hc.rooms.toArray({ parallel: 4 }))).rejects.toThrow(
      '`toArray` has no option `parallel`: it has concurrency',
    );
    await expect(settle(api.hc.rooms.toArray({ concurrency: 0 }))).rejects.toThrow(
      '`concurrency` has to be 1 to 100, got 0',
    );
  });
});

describe('a lambda that gives chains', () => {
  it('is given what they lead to, all of them in one round', async () => {
    stubs(...rooms(2));
    for (const id of [1, 2]) {
      api.on(
        'GET',
        `/v2/room/${id}/participant?${ALL}`,
        page([{ ...wholeUser(id), name: `P${id}` }]),
      );
    }

    const people = await api.hc.rooms.map((room) => ({
      room: room.name,
      people: room.participants.map((user) => user.name),
    }));

    expect(people).toEqual([
      { room: 'Room 1', people: ['P1'] },
      { room: 'Room 2', people: ['P2'] },
    ]);
  });

  it('has whole items expanded on the page', async () => {
    api.on('GET', `/v2/room?${ALL}&expand=items`, page([wholeRoom(1)], { maxResults: 1000 }));

    const [room] = await api.hc.rooms.map((each) => each.self);

    expect(room?.topic).toBe('Topic 1');
  });

  it('is no condition, which is told before anything is sent', async () => {
    // @ts-expect-error -- it does not compile either
    const kept = settle(api.hc.rooms.filter((room) => room.participants));

    await expect(kept).rejects.toThrow('`filter` takes a lambda that says yes or no');
    expect(api.asked).toEqual([]);
  });

  it('says what is wrong with one, and marks it there and here', async () => {
    stubs(roomStub(1));
    const chains = settle(
      // @ts-expect-error -- a user has no such reference
      api.hc.rooms.map((room) => room.participants({ expand: 'items.boss' })),
    );

    await expect(chains).rejects.toThrow(
      /'boss' names nothing that a user could expand: it has group\n {2}\(room 1\)\.participants\(.*\n.*\n {2}hc\.rooms\.map\(/,
    );
    expect(api.asked).toHaveLength(1);
  });

  it('cannot act but in forEach', async () => {
    stubs(roomStub(1));
    // @ts-expect-error -- it does not compile either
    const sent = settle(api.hc.rooms.map((room) => room.message('hi')));

    await expect(sent).rejects.toThrow('only `forEach` sends actions');
    expect(api.asked).toHaveLength(1);
  });
});

describe('forEach', () => {
  const cutoff = Temporal.Instant.from('2021-01-01T00:00:00Z');
  const sentTo = () => api.asked.filter((line) => line.startsWith('POST'));

  it('sends what the lambda returns, in the order of the items', async () => {
    api.on(
      'GET',
      `/v2/room?${ALL}&expand=items`,
      page([wholeRoom(1, undefined, OLD), wholeRoom(2), wholeRoom(3, undefined, OLD)], {
        maxResults: 1000,
      }),
    );
    for (let turn = 0; turn < 2; turn += 1)
      api.on('POST', '/v2/user/7/message', undefined, { status: 204 });

    const sent = await api.hc.rooms
      .filter((room) => room.last_active && Temporal.Instant.compare(room.last_active, cutoff) < 0)
      .forEach((room) => room.owner.message(`${room.name} is dead`));

    expect(sent).toEqual([undefined, undefined]);
    expect(api.received.slice(1).map(({ body }) => JSON.parse(body).message)).toEqual([
      'Room 1 is dead',
      'Room 3 is dead',
    ]);
  });

  it('reads everything before it sends anything', async () => {
    const next = 'room?start-index=1&max-results=1000';
    api.on('GET', `/v2/room?${ALL}`, page(rooms(1), { maxResults: 1000, next }));
    api.on('GET', `/v2/${next}`, page(rooms(1, 2), { startIndex: 1 }));
    api.on('DELETE', '/v2/room/1', undefined, { status: 204 });
    api.on('DELETE', '/v2/room/2', undefined, { status: 204 });

    await api.hc.rooms.forEach((room) => room.delete());

    expect(api.asked.map((line) => line.split(' ')[0])).toEqual(['GET', 'GET', 'DELETE', 'DELETE']);
  });

  it('takes null, and several actions for one item', async () => {
    stubs(...rooms(2));
    api.on('POST', '/v2/room/2/message', { id: 'x', timestamp: '2020-01-01T00:00:00Z' });
    api.on('PUT', '/v2/room/2/topic', undefined, { status: 204 });

    await api.hc.rooms.forEach((room) =>
      room.id === 1 ? null : [room.message('hi'), room.self.topic('new')],
    );

    expect(api.asked).toHaveLength(3);
  });

  it('takes rows as arguments', async () => {
    api.on('GET', `/v2/room?${ALL}&expand=items`, page([wholeRoom(1)], { maxResults: 1000 }));
    api.on('POST', '/v2/room/9/invite/7', undefined, { status: 204 });

    await api.hc.rooms.forEach((room) => api.hc.room(9).invite(room.owner, room.name));

    expect(JSON.parse(api.received[1]?.body ?? '')).toEqual({ reason: 'Room 1' });
  });

  it('goes on after a failure, and tells each with its item at the end', async () => {
    stubs(...rooms(3));
    for (const id of [1, 3]) {
      api.on('DELETE', `/v2/room/${id}`, undefined, { status: 204 });
    }
    const error = { code: 403, type: 'Forbidden', message: 'not yours' };
    api.on('DELETE', '/v2/room/2', { error }, { status: 403 });

    const sent = await settle(api.hc.rooms.forEach((room) => room.delete())).catch(
      (thrown: unknown) => thrown,
    );

    expect(sent).toBeInstanceOf(ItemsError);
    expect(sent).toMatchObject({
      message: expect.stringContaining(
        '1 of 3 actions failed:\n  1: HipChat answered 403 Forbidden: not yours',
      ),
      total: 3,
      failures: [{ index: 1, item: { name: 'Room 2' }, error: { status: 403 } }],
    });
    expect(api.asked).toHaveLength(4);
  });

  it('sends nothing where an argument is wrong', async () => {
    stubs(...rooms(2));

    const sent = settle(api.hc.rooms.forEach((room) => room.message(room.id === 2 ? '' : 'hi')));

    await expect(sent).rejects.toThrow(
      'message: `message` has to be 1 to 1,000 characters long, got 0',
    );
    expect(api.asked).toHaveLength(1);
  });

  it('sends nothing where the lambda gives what is no action', async () => {
    stubs(roomStub(1));
    // @ts-expect-error -- a name is no action
    const sent = settle(api.hc.rooms.forEach((room) => room.name));

    await expect(sent).rejects.toThrow('`forEach` takes a lambda that returns actions or null');
  });

  it('throws the actions of a discarded run away', async () => {
    stubs({ ...roomStub(1), ...ARCHIVED }, { ...roomStub(2), ...ARCHIVED });
    api.on(
      'GET',
      `/v2/room?${ALL}&expand=items`,
      page([wholeRoom(1, null, ARCHIVED), wholeRoom(2, null, ARCHIVED)], { maxResults: 1000 }),
    );
    for (const id of [1, 2]) {
      api.on('POST', `/v2/room/${id}/message`, { id: 'x', timestamp: '2020-01-01T00:00:00Z' });
    }

    await api.hc.rooms.forEach((room) =>
      room.is_archived ? room.message(`was: ${room.topic}`) : null,
    );

    expect(sentTo()).toHaveLength(2);
    expect(api.received.slice(2).map(({ body }) => JSON.parse(body).message)).toEqual([
      'was: Topic 1',
      'was: Topic 2',
    ]);
  });

  it('is sent once, however often it is awaited', async () => {
    stubs(roomStub(1));
    api.on('DELETE', '/v2/room/1', undefined, { status: 204 });
    const deletion = api.hc.rooms.forEach((room) => room.delete());

    await Promise.all([deletion, deletion]);
    await deletion;

    expect(api.asked).toHaveLength(2);
  });

  it('sends a few at once, and those of one address one after the other', async () => {
    let atOnce = 0;
    let most = 0;
    stubs(...rooms(6));
    for (const room of rooms(6)) {
      api.on('DELETE', `/v2/room/${room.id}`, undefined, { status: 204, delayMs: 5 });
    }
    const watched = api.hc.rooms.forEach((room) => room.delete(), { concurrency: 2 });
    const watch = setInterval(() => {
      atOnce = sentTo().length;
      most = Math.max(most, atOnce);
    }, 1);
    await watched;
    clearInterval(watch);

    expect(api.asked).toHaveLength(7);
  });

  it('writes nothing back that another of its actions changed', async () => {
    api.on('GET', `/v2/room?${ALL}&expand=items`, page([wholeRoom(1)], { maxResults: 1000 }));
    api.on('PUT', '/v2/room/1/topic', undefined, { status: 204 });
    api.on('GET', '/v2/room/1', wholeRoom(1, undefined, { topic: 'new' }));
    api.on('PUT', '/v2/room/1', undefined, { status: 204 });

    await api.hc.rooms.forEach((room) => [
      room.self.topic('new'),
      room.update({ name: 'Renamed' }),
    ]);

    expect(JSON.parse(api.received[3]?.body ?? '')).toMatchObject({
      name: 'Renamed',
      topic: 'new',
    });
  });

  it('is planned for the items in hand, though its lambda cannot run on those that are foretold', async () => {
    api.on('GET', '/v2/room', page([roomStub(1), roomStub(2)], { next: 'room?start-index=2' }));
    const rooms = (await api.hc.rooms).contents();

    const plan = explain(
      rooms.forEach((room) => room.message((room.name.split(' ')[1] as string).trim())),
    );

    expect(plan.requests.map(({ method, url }) => `${method} ${url.slice(API.length)}`)).toEqual([
      'GET /room?start-index=2&max-results=1000',
      'POST /room/1/message',
      'POST /room/2/message',
    ]);
  });

  it('of a few items shows one page in its plan', () => {
    const plan = explain(api.hc.rooms.take(3).forEach((room) => room.message('hi')));

    expect(plan.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  it('shows in its plan what each item will be sent, and sends nothing', () => {
    const plan = explain(
      api.hc.rooms
        .filter((room) => room.is_archived)
        .forEach((room) => room.owner.message(`${room.name} is archived`)),
    );

    expect(String(plan)).toBe(
      [
        '1  round 1  GET   /v2/room?start-index=0&max-results=1000&expand=items  what the lambda reads of every room',
        '2  round 2  POST  /v2/user/{1.items[*].owner.id}/message                {"message":"{1.items[*].name} is archived"}',
        '1 request, and one for each further page, and one for each item',
      ].join('\n'),
    );
  });
});

describe('an operation', () => {
  it.each([
    ['filter', 'filter((item) => …)'],
    ['reduce', 'reduce((sum, item) => …, 0)'],
    ['sort', 'sort((a, b) => …)'],
    ['toSorted', 'toSorted((a, b) => …)'],
    ['at', 'at(-1)'],
    ['take', 'take(10)'],
    ['count', 'count()'],
  ] as const)('that is not called says how to: %s', async (name, usage) => {
    const chain = api.hc.rooms[name] as unknown as PromiseLike<unknown>;

    await expect(settle(chain)).rejects.toThrow(
      `\`${name}\` is no place to go: write \`${usage}\``,
    );
  });

  it.each([
    ['map', ['name'], '`map` takes a function: write `map((item) => …)`'],
    ['reduce', [], '`reduce` takes a function: write `reduce((sum, item) => …, 0)`'],
    ['sort', ['name'], '`sort` takes a function: write `sort((a, b) => …)`'],
    ['toArray', [4], '`toArray` takes an object of options: { concurrency: 4 }'],
    ['contents', [[4]], '`contents` takes an object of options: { concurrency: 4 }'],
    ['forEach', [() => null, 4], '`forEach` takes an object of options: { concurrency: 4 }'],
  ] as const)('that is given something else says what it takes: %s', async (name, args, says) => {
    const chain: unknown = Reflect.apply(api.hc.rooms[name] as () => unknown, undefined, args);

    await expect(settle(chain as PromiseLike<unknown>)).rejects.toThrow(says);
    expect(api.asked).toEqual([]);
  });

  it('gives a list, in which no step leads on', async () => {
    // @ts-expect-error -- a list of results has no index yet
    const step = settle(api.hc.rooms.filter(() => true)[0]);

    await expect(step).rejects.toThrow(
      'a list of results has no [0]: take one by `at(0)`, or await it first',
    );
  });

  it('leads no further from data that a lambda made', async () => {
    api.on('GET', `/v2/room?${ALL}&expand=items`, page([wholeRoom(1)]));
    const made = api.hc.rooms.map(({ name }) => ({ name })).find(() => true) as unknown;

    await expect(settle((made as { name: PromiseLike<string> }).name)).rejects.toThrow(
      'what a lambda gave has no steps of its own: await it first\n',
    );
  });

  it('reads each item once, however many pages there are', async () => {
    const ran: number[] = [];
    for (let start = 0; start < 5; start += 1) {
      const next = `room?start-index=${start + 1}&max-results=1000`;
      const path =
        start === 0 ? `/v2/room?${ALL}` : `/v2/room?start-index=${start}&max-results=1000`;
      api.on(
        'GET',
        path,
        page(rooms(1, start + 1), { startIndex: start, ...(start < 4 && { next }) }),
      );
    }

    await api.hc.rooms.map((room) => {
      if (room.name !== '') ran.push(room.id);
    });

    expect(ran).toEqual([1, 2, 3, 4, 5]);
  });
});
