/**
 * Pipelines drawn at random give what the same operations of JavaScript's arrays give on the whole documents, for no
 * more requests than a plain walk sends.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HypChat, RoomRow } from '../../src/index.ts';
import { fake, userWhole } from '../attacks/helpers.ts';
import { settle } from '../helpers/settle.ts';

/** What the lambdas read of a room, on a row and on a plain document alike. */
interface Read {
  readonly id: number;
  readonly name: string;
  readonly topic: string;
  readonly owner: { readonly name: string; readonly email: string | null };
  readonly participants: Pick<readonly Person[], 'filter' | 'map' | 'some' | 'every' | 'find'>;
}
interface Person {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
}
type Values = readonly unknown[];

/** A stage: how it is called, and what it does to an array. */
interface Stage {
  readonly text: string;
  on(items: Loose): Loose;
  of(items: Values): Values;
}
interface Loose {
  [operation: string]: (...args: unknown[]) => Loose;
}
interface Test {
  readonly text: string;
  readonly run: (room: Read, index: number) => boolean;
}

const tests: readonly Test[] = [
  { text: 'id % 2', run: (room) => room.id % 2 === 0 },
  { text: 'topic', run: (room) => room.topic.endsWith('1') || room.id > 3 },
  { text: 'owner', run: (room) => room.owner.name !== 'User 2' },
  { text: 'a hidden branch', run: (room) => (room.id % 3 === 2 ? room.topic !== '' : room.id < 9) },
  {
    text: 'an inner some',
    run: (room) => room.participants.some((user) => user.email === room.owner.email),
  },
  {
    text: 'an inner every, of what both close over',
    run: (room) =>
      room.participants.every(
        (user) => user.id !== room.id || room.participants.some((each) => each.name > user.name),
      ),
  },
  { text: 'the index', run: (_, index) => index % 3 !== 1 },
  {
    text: 'the index, and then the topic',
    run: (room, index) => (index === 1 ? room.topic.length > 0 : true),
  },
];
const reads: readonly {
  readonly text: string;
  readonly run: (room: Read, index: number) => unknown;
}[] = [
  { text: 'name', run: (room) => room.name },
  { text: 'topic', run: (room) => room.topic },
  { text: 'email', run: (room) => room.owner.email },
  { text: 'a record', run: (room, index) => ({ index, name: room.name, by: [room.owner.name] }) },
  {
    text: 'an inner record',
    run: (room) => ({
      line: `${room.name}: ${room.participants.filter((user) => user.id > 1).length}`,
      emails: room.participants.map((user) => user.email),
      names: room.participants.map((user) => user.name).join(', '),
      who: room.participants.find((user) => user.id === room.id)?.email,
    }),
  },
  {
    text: 'an inner late branch',
    run: (room) =>
      room.id > 4 ? room.participants.filter((user) => user.email !== room.topic).length : 0,
  },
  { text: 'a late branch', run: (room) => (room.id > 7 ? room.owner.email : room.id) },
];

/** What comes first: by what a stub has, by what only the whole has, and by what a branch hides. */
const orders: readonly {
  readonly text: string;
  readonly run?: (a: Read, b: Read) => number;
}[] = [
  { text: 'id, backwards', run: (a, b) => b.id - a.id },
  { text: 'owner', run: (a, b) => (a.owner.email ?? '').localeCompare(b.owner.email ?? '') },
  {
    text: 'a hidden branch',
    run: (a, b) =>
      a.id % 2 === b.id % 2 ? b.topic.localeCompare(a.topic) : (a.id % 2) - (b.id % 2),
  },
  {
    text: 'an inner count',
    run: (a, b) => {
      const of = (room: Read): number =>
        room.participants.filter((user) => user.id !== room.id).length;
      return of(a) - of(b);
    },
  },
];

const filter = ({ text, run }: Test): Stage => ({
  text: `filter(${text})`,
  on: (items) => items.filter?.(run) as Loose,
  of: (items) => items.filter((item, index) => run(item as Read, index)),
});
const stages: fc.Arbitrary<Stage> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...tests).map(filter) },
  {
    weight: 1,
    arbitrary: fc.nat(4).map(
      (count): Stage => ({
        text: `drop(${count})`,
        on: (items) => items.drop?.(count) as Loose,
        of: (items) => items.slice(count),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.nat(6).map(
      (count): Stage => ({
        text: `take(${count})`,
        on: (items) => items.take?.(count) as Loose,
        of: (items) => items.slice(0, count),
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant<Stage>({
      text: 'flatMap(twice)',
      on: (items) => items.flatMap?.((room: unknown) => [room, room]) as Loose,
      of: (items) => items.flatMap((room) => [room, room]),
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ by: fc.constantFrom(...orders), name: fc.constantFrom('sort', 'toSorted') })
      .map(
        ({ by, name }): Stage => ({
          text: `${name}(${by.text})`,
          on: (items) => items[name]?.(by.run) as Loose,
          of: (items) => [...items].sort(by.run as (a: unknown, b: unknown) => number),
        }),
      ),
  },
);

/** How a pipeline ends: in an array, or in one answer. */
interface End {
  readonly text: string;
  on(items: Loose): unknown;
  of(items: Values): unknown;
}
const ends: fc.Arbitrary<End> = fc.oneof(
  fc.constantFrom(...reads).map(
    ({ text, run }): End => ({
      text: `map(${text})`,
      on: (items) => items.map?.(run),
      of: (items) => items.map((item, index) => run(item as Read, index)),
    }),
  ),
  fc.constantFrom(...tests).map(
    ({ text, run }): End => ({
      text: `some(${text})`,
      on: (items) => items.some?.(run),
      of: (items) => items.some((item, index) => run(item as Read, index)),
    }),
  ),
  fc.constantFrom(...tests).map(
    ({ text, run }): End => ({
      text: `every(${text})`,
      on: (items) => items.every?.(run),
      of: (items) => items.every((item, index) => run(item as Read, index)),
    }),
  ),
  fc.constantFrom(...tests).map(
    ({ text, run }): End => ({
      text: `find(${text}).name`,
      on: (items) => (items.find?.(run) as Loose | undefined)?.name,
      of: (items) => (items.find((item, index) => run(item as Read, index)) as Read)?.name,
    }),
  ),
);

const sums: readonly {
  readonly text: string;
  readonly run: (sum: never, room: Read, index: number) => unknown;
  readonly initial: unknown;
}[] = [
  { text: 'topics', run: (sum: number, room) => sum + room.topic.length, initial: 0 },
  {
    text: 'a list that is added to',
    run: (sum: unknown[], room, index) => {
      sum.push([index, room.owner.email]);
      return sum;
    },
    initial: [],
  },
  {
    text: 'a record that is added to, of an inner find',
    run: (sum: Record<string, unknown>, room) => {
      sum[room.name] = room.participants.find((user) => user.id === room.id)?.email ?? null;
      return sum;
    },
    initial: {},
  },
  {
    text: 'a late branch',
    run: (sum: string, room) => (room.id > 6 ? sum + (room.owner.email ?? '') : sum),
    initial: 'from here: ',
  },
];
const gathered: fc.Arbitrary<End> = fc.oneof(
  fc.constant<End>({
    text: 'count()',
    on: (items) => items.count?.(),
    of: (items) => items.length,
  }),
  fc.integer({ min: -4, max: 5 }).map(
    (index): End => ({
      text: `at(${index}).topic`,
      on: (items) => (items.at?.(index) as Loose | undefined)?.topic,
      of: (items) => (items.at(index) as Read | undefined)?.topic,
    }),
  ),
  fc.constantFrom(...sums).map(
    ({ text, run, initial }): End => ({
      text: `reduce(${text})`,
      on: (items) => items.reduce?.(run, initial),
      of: (items) =>
        items.reduce<unknown>(
          (sum, item, index) => run(sum as never, item as Read, index),
          structuredClone(initial),
        ),
    }),
  ),
  fc.constant<End>({
    text: 'map(name).toSorted()',
    on: (items) => items.map?.((room: unknown) => (room as Read).name)?.toSorted?.(),
    of: (items) => items.map((room) => (room as Read).name).sort(),
  }),
  fc.constant<End>({
    text: 'map(id).reduce(without a start)',
    on: (items) =>
      items
        .map?.((room: unknown) => (room as Read).id)
        ?.reduce?.((sum: unknown, id: unknown) => (sum as number) * 2 - (id as number)),
    of: (items) =>
      items.length === 0
        ? new TypeError('nothing to start with')
        : items.map((room) => (room as Read).id).reduce((sum, id) => sum * 2 - id),
  }),
);

const servers = fc.record({
  rooms: fc.integer({ min: 0, max: 11 }),
  cap: fc.integer({ min: 1, max: 12 }),
  expandDepth: fc.constantFrom(0, 1, 9),
});

/** The rooms as a plain walk would have read them all. */
const documents = (rooms: number): Read[] =>
  Array.from({ length: rooms }, (_, index) => {
    const owner = userWhole((index % 3) + 1);
    return {
      id: index + 1,
      name: `Room ${index + 1}`,
      topic: `Topic ${index + 1}`,
      owner: { name: String(owner.name), email: String(owner.email) },
      participants: [1, 2].map((id) => ({
        id,
        name: `User ${id}`,
        email: `user${id}@example.com`,
      })),
    };
  });

describe('a pipeline', () => {
  it('gives what arrays give, for no more requests than a plain walk', async () => {
    await fc.assert(
      fc.asyncProperty(
        servers,
        fc.array(stages, { maxLength: 3 }),
        fc.oneof({ weight: 2, arbitrary: ends }, { weight: 1, arbitrary: gathered }),
        async (server, middle, end) => {
          const { hc, lines } = fake(server);
          const items = middle.reduce<Loose>(
            (before, stage) => stage.on(before),
            hc.rooms as unknown as Loose,
          );
          const expected = end.of(
            middle.reduce<Values>((before, stage) => stage.of(before), documents(server.rooms)),
          );
          const text = [...middle, end].map((each) => each.text).join('.');
          const given = await settle(end.on(items) as Promise<unknown>).catch((error: unknown) =>
            // Nothing was found, and a chain went on from it.
            expected === undefined || expected instanceof Error ? expected : Promise.reject(error),
          );

          expect(given, text).toEqual(expected);
          const pages = Math.max(1, Math.ceil(server.rooms / server.cap)) + 1;
          // Of each collection its pages, one of them anew, and its end.
          const inner = text.includes('inner') ? server.rooms * (server.cap === 1 ? 4 : 2) : 0;
          expect(lines().length, `${text}\n${lines().join('\n')}`).toBeLessThanOrEqual(
            pages + server.rooms + inner + 3 + 1,
          );
          expect(new Set(lines()).size, lines().join('\n')).toBe(lines().length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('goes through by `for await` what it gives as an array', async () => {
    await fc.assert(
      fc.asyncProperty(servers, fc.array(stages, { maxLength: 3 }), async (server, middle) => {
        const walk = (hc: HypChat) =>
          middle
            .reduce<Loose>((before, stage) => stage.on(before), hc.rooms as unknown as Loose)
            .map?.(((room: RoomRow) => room.name) as never) as unknown;
        const names: unknown[] = [];
        for await (const name of walk(fake(server).hc) as AsyncIterable<string>) names.push(name);

        expect(names).toEqual(await (walk(fake(server).hc) as PromiseLike<unknown>));
      }),
      { numRuns: 200 },
    );
  });
});
