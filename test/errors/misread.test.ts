/** A name that is misspelt is told by what there is, before anything is sent where the map can know. */
import { afterEach, describe, expect, it } from 'vitest';
import { HypChat } from '../../src/index.ts';

const ORIGIN = 'https://chat.test';
const asked: string[] = [];
const hc = new HypChat('token', {
  endpoint: ORIGIN,
  fetch: async (input) => {
    const { href, pathname } = new URL(new Request(input).url);
    asked.push(href.slice(ORIGIN.length));
    const room = { id: 1, name: 'Ops', topic: 'x', links: { self: `${ORIGIN}/v2/room/1` } };
    return Response.json(
      pathname === '/v2/room' ? { items: [{ ...room, odd: { x: 1 } }], links: {} } : room,
    );
  },
});
// What JavaScript may write, and the compiler would refuse.
type Loose = ((...args: unknown[]) => Loose) & { readonly [name: string]: Loose };
const loose = hc as unknown as { readonly [name: string]: Loose };
const errorOf = async (run: () => unknown): Promise<Error> => {
  try {
    await run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not reject');
};

afterEach(() => {
  asked.length = 0;
});

describe('a misspelt name', () => {
  it('in a lambda is told before anything is sent', async () => {
    const error = await errorOf(() =>
      loose.rooms?.map?.((room: Loose) => (room.ownr as Loose).email),
    );

    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toContain('no "ownr" on a room: it has id, links, name');
    expect(error.message).toContain('did you mean "owner"?');
    expect(asked).toEqual([]);
  });

  it('is told of a kind by the article that goes before it', async () => {
    const error = await errorOf(() =>
      loose.emoticons?.map?.((each: Loose) => (each.shortcutt as Loose).length),
    );

    expect(error.message).toContain('no "shortcutt" on an emoticon: it has id');
  });

  it('at the root is told before anything is sent', async () => {
    const read = await errorOf(() => loose.romms);
    const called = await errorOf(() => loose.romms?.({ maxResults: 1 }));

    for (const error of [read, called]) {
      expect(error.message).toContain('no "romms" on the root: it has rooms, users');
      expect(error.message).toContain('did you mean "rooms"?');
    }
    expect(asked).toEqual([]);
  });

  it('is told from what the server left out, where a lambda reads on from it', async () => {
    const error = await errorOf(() =>
      loose.rooms?.map?.((room: Loose) => (room.owner as Loose).email),
    );

    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toMatch(/undefined.*: there is no owner of room 1$/);
  });

  it('that only the server knows is read all the same', async () => {
    const lambda = (room: Loose): unknown => (room.odd as Loose | undefined)?.x;
    expect(await (loose.rooms as Loose).map?.(lambda)).toEqual([1]);
  });

  it('that nobody knows adds what there is to the error of the lambda, and keeps its frames', async () => {
    const lambda = function reading(room: Loose): unknown {
      return (room.whatever as Loose).x;
    };
    const error = await errorOf(() => (loose.rooms as Loose).map?.(lambda));

    expect(error.message).toContain("reading 'x'");
    expect(error.message).toContain('no "whatever" on a room: it has id, links');
    expect(error.stack).toContain('reading');
    expect(error.cause).toBeInstanceOf(TypeError);
  });
});

describe('an action where a value stands', () => {
  it('in a lambda says what to write', async () => {
    const error = await errorOf(() => loose.rooms?.map?.((room: Loose) => room.topic?.('x')));

    expect(error.message).toContain(
      '`topic` is a value where a lambda reads it: the action is `.self.topic(…)`',
    );
    expect(asked).toEqual([]);
  });
});

describe('an error of a lambda of its own', () => {
  it('is that very error', async () => {
    const own = new RangeError('mine');
    const thrown = await errorOf(() =>
      hc.rooms.map(() => {
        throw own;
      }),
    );

    expect(thrown).toBe(own);
  });
});

describe('a chain where a lambda has to say yes or no', () => {
  it.each(['filter', 'find', 'some', 'every'])(
    'is refused by `%s` before anything is sent',
    async (name) => {
      const error = await errorOf(() => loose.rooms?.[name]?.((room: Loose) => room.participants));

      expect(error.message).toContain(`\`${name}\` takes a lambda that says yes or no`);
      expect(asked).toEqual([]);
    },
  );
});
