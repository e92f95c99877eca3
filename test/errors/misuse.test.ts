/** What is written wrongly rejects where it is awaited, with the chain, before anything is sent. */
import { describe, expect, it } from 'vitest';
import { explain, field, type HypChat } from '../../src/index.ts';
import { failure, fake } from '../attacks/helpers.ts';

type Call = (...args: readonly unknown[]) => PromiseLike<unknown>;
const called = (chain: unknown): PromiseLike<unknown> => (chain as Call)('hi');

describe('a call of what is no function', () => {
  const cases: readonly (readonly [string, (hc: HypChat) => unknown, string])[] = [
    ['a thing that was looked up', (hc) => hc.room(42), 'hc.room(42)'],
    ['an item', (hc) => hc.rooms.items[0], 'hc.rooms.items[0]'],
    ['a field that was named by `field`', (hc) => field(hc.room(42), 'topic'), 'hc.room(42).topic'],
    ['the root', (hc) => hc, 'hc'],
  ];

  it.each(cases)('says of %s that it is a place, and marks the call', async (_, chain, place) => {
    const server = fake();

    const error = await failure(called(chain(server.hc)));

    expect(error).toBeInstanceOf(TypeError);
    expect(error.message.split('\n')).toEqual([
      `${place} is a place, not a function`,
      `  ${place}('hi')`,
      `  ${' '.repeat(place.length)}^^^^^^`,
    ]);
    expect(server.lines()).toEqual([]);
  });

  it('shows where it was written', async () => {
    const { hc } = fake();
    const callOfRoom = (): PromiseLike<unknown> => called(hc.room(42));

    const { stack } = await failure(callOfRoom());

    expect(stack?.split('\n').find((line) => /^\s+at /.test(line))).toContain('called');
    expect(stack).toContain('callOfRoom');
  });

  it('is marked by `explain`, and within a lambda', async () => {
    const { hc } = fake({ rooms: 2 });

    expect(() => explain(called(hc.room(42)) as never)).toThrow("hc.room(42)('hi')\n");
    expect(
      (await failure(hc.rooms.map((room) => called(room.participants.items[0]) as never))).message,
    ).toContain("(room 1).participants.items[0]('hi')\n");
  });
});

describe('a page as an argument', () => {
  it('is refused, for it may be any of its items that was meant', async () => {
    const server = fake({ rooms: 2 });
    const page = await server.hc.users;

    const error = await failure(server.hc.room(1).invite(page as never));

    expect(error).toBeInstanceOf(TypeError);
    expect(error.message.split('\n')).toEqual([
      'a snapshot of a page cannot be an argument: give what is meant of it',
      '  hc.room(1).invite(UserPage)',
      '             ^^^^^^^^^^^^^^^^',
    ]);
    expect(server.lines()).toEqual(['GET /v2/user']);
  });
});

describe('what an argument throws that is no error', () => {
  class Odd {
    toJSON(): never {
      throw 'no JSON today';
    }
  }

  it('is what the chain rejects with', async () => {
    const server = fake();
    const chains = [
      server.hc.request('POST', '/odd', { body: new Odd() as never }),
      server.hc.request('POST', '/odd', { body: { inner: [new Odd()] } as never }),
    ];

    const results = await Promise.allSettled(chains);

    expect(results).toEqual(chains.map(() => ({ status: 'rejected', reason: 'no JSON today' })));
    expect(server.lines()).toEqual([]);
  });
});
