/**
 * What a test says of chains, snapshots and moments, as plain cases for any runner that has Jest's `expect`: each says
 * which of them pass. `runners.test.ts` runs them in vitest and in Jest, in processes of their own.
 */
import { Temporal } from 'temporal-polyfill';
import { explain, HypChat, type Room, within } from '../../src/index.ts';
import { register } from '../../src/testing.ts';

/** What is used of a runner's `expect`. */
export interface Matchers {
  readonly not: Matchers;
  readonly resolves: Matchers;
  readonly rejects: Matchers;
  toBe(value: unknown): void | Promise<void>;
  toBeNull(): void;
  toEqual(value: unknown): void | Promise<void>;
  toStrictEqual(value: unknown): void;
  toMatchObject(value: unknown): void | Promise<void>;
  toContainEqual(value: unknown): void;
  toHaveBeenCalled(): void;
  toThrow(): void | Promise<void>;
  toMatchSnapshot(): void;
  toCost(requests: number): void;
  toCostAtMost(requests: number): void;
  toSend(requests: readonly unknown[]): void;
}
export interface Expect {
  (value: unknown): Matchers;
  any(type: unknown): unknown;
  addEqualityTesters(testers: unknown[]): void;
  addSnapshotSerializer(serializer: unknown): void;
}

/** What came of a case: `passed`, or the error's message. */
export type Outcomes = Readonly<Record<string, string>>;

const ORIGIN = 'https://api.hipchat.com/v2';
const room = (id: number, created: string) => ({
  id,
  name: 'Ops',
  created,
  links: { self: `${ORIGIN}/room/${id}`, mood: `${ORIGIN}/room/${id}/mood` },
  owner: { id: 7, name: 'Ann', links: { self: `${ORIGIN}/user/7` } },
});

/** A client whose rooms were made at that moment, and what it sent. */
function client(created: string): { readonly hc: HypChat; readonly sent: string[] } {
  const sent: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    const { pathname } = new URL(new Request(input).url);
    sent.push(pathname);
    const id = Number(pathname.split('/')[3]);
    return Number.isNaN(id)
      ? Response.json({ items: [room(1, created)], startIndex: 0, links: {} })
      : Response.json(room(id, created));
  };
  return { hc: new HypChat('token', { fetch, on: { unsent() {} } }), sent };
}

/** What the cases are about. */
interface Given {
  readonly expect: Expect;
  readonly hc: HypChat;
  /** Of another client. */
  readonly other: HypChat;
  /** A room, and the same read again. */
  readonly room: Room;
  readonly same: Room;
  /** The same room, but that it was made at another moment. */
  readonly later: Room;
  /** The same moment, and another, by Temporal itself and by the polyfill. */
  readonly moments: readonly (readonly [same: unknown, later: unknown])[];
}

type Case = (given: Given) => unknown;

/** Cases by name. What each comes to, says the table in `runners.test.ts`. */
export const CASES: Readonly<Record<string, Case>> = {
  'a chain equals itself': ({ expect, hc }) => {
    const chain = hc.room(1).owner;
    expect(chain).toBe(chain);
    expect(chain).toEqual(chain);
    expect(chain).toStrictEqual(chain);
    expect({ chain }).toEqual({ chain });
  },
  'a chain equals no other one': ({ expect, hc }) => {
    expect(hc.room(1)).not.toEqual(hc.room(2));
    expect(hc.room(1)).not.toStrictEqual(hc.room(1).owner);
    expect({ chain: hc.room(1) }).not.toEqual({ chain: hc.room('1') });
    expect(hc.rooms.items[0]).not.toEqual(hc.rooms.items[1]);
    expect(hc.rooms({ maxResults: 1 })).not.toEqual(hc.rooms({ maxResults: 2 }));
    expect(hc.room(1).message('a')).not.toEqual(hc.room(1).message('b'));
    expect(hc.room(1)).not.toEqual(within(hc, { budget: 1 }).room(1));
  },
  'a chain equals nothing that is none': ({ expect, hc }) => {
    for (const other of [{}, () => {}, null, undefined, 'hc.room(1)', { name: 'Ops' }]) {
      expect(hc.room(1)).not.toEqual(other);
      expect(other).not.toEqual(hc.room(1));
      expect({ chain: hc.room(1) }).not.toStrictEqual({ chain: other });
    }
    expect({ chain: hc.room(1) }).not.toMatchObject({ chain: { name: 'Ops' } });
  },
  'a chain equals one of another client never': ({ expect, hc, other }) => {
    expect(hc.room(1)).not.toEqual(other.room(1));
  },
  'a chain equals one that is written the same': ({ expect, hc, room, same, moments }) => {
    expect(hc.room(1).owner).toEqual(hc.room(1).owner);
    expect({ at: [hc.rooms.items[0]] }).toStrictEqual({ at: [hc.rooms.items[0]] });
    expect(hc.rooms({ maxResults: 1 })).toEqual(hc.rooms({ maxResults: 1 }));
    expect(room.participants).toEqual(same.participants);
    const [moment] = moments[0] ?? [];
    const history = (date: unknown): unknown => hc.room(1).history({ date: date as never });
    expect(history(moment)).toEqual(history(moments[0]?.[0]));
    expect(within(hc, { budget: 1 }).room(1)).toEqual(within(hc, { budget: 1 }).room(1));
  },
  'a chain is any function': ({ expect, hc }) => expect(hc.room(1)).toEqual(expect.any(Function)),
  'a failure prints the chain: toBe': ({ expect, hc }) => expect(hc.room(1)).toBe(1),
  'a failure prints the chain: toEqual': ({ expect, hc }) => expect(hc.room(1)).toEqual(1),
  'a failure prints the chain: within': ({ expect, hc }) =>
    expect({ at: hc.user(1) }).toEqual({ at: 1 }),
  'a failure prints the chain: toBeNull': ({ expect, hc }) => expect(hc.room(1)).toBeNull(),
  'a chain is no mock': ({ expect, hc }) => expect(hc.room(1)).toHaveBeenCalled(),

  'a cost is held by the plan': ({ expect, hc }) => {
    expect(hc.room(1).owner.email).toCost(1);
    expect(hc.rooms.items[0].owner.message('hi')).toCost(2);
    expect(hc.room(1).owner.email).not.toCost(2);
    expect(hc.rooms.map((each) => each.name)).not.toCostAtMost(1_000);
    expect(hc.room(1).message('hi')).toSend([
      { request: 'POST /v2/room/{id}/message', body: { message: 'hi' } },
    ]);
    expect(hc.room(1).message('hi')).not.toSend([
      { request: 'POST /v2/room/{id}/message', body: { message: 'ho' } },
    ]);
    expect(hc.room(1).history({ date: '2013-11-07T17:57:11Z' })).toSend([
      'GET /v2/room/1/history?date={moment}',
    ]);
  },
  'a cost that is another fails with the plan': ({ expect, hc }) => {
    const messageOf = (hold: () => void): string => {
      try {
        hold();
        return '';
      } catch (error) {
        return plain((error as Error).message);
      }
    };
    const plan = messageOf(() => expect(hc.room(1).owner.email).toCost(3));
    expect(plan.split('\n').slice(0, 2)).toEqual([
      'expected hc.room(1).owner.email to cost 3 requests, and its plan is:',
      "1  round 1  GET  /v2/room/1?expand=owner  the owner is not in a room's stub",
    ]);
    const lines = messageOf(() => expect(hc.room(1).message('hi')).toSend(['GET /v2/room/1']));
    expect(lines.split('\n').slice(-2)).toEqual(['- GET /v2/room/1', '+ POST /v2/room/1/message']);
  },
  'what `explain` and `trace` give is held as well': ({ expect, hc }) => {
    expect(explain(hc.room(1).name)).toCost(1);
    expect({ value: 1, requests: [] }).toCost(0);
  },
  'a snapshot has no cost': ({ expect, room }) => {
    let thrown: unknown;
    try {
      expect(room).not.toCost(1);
    } catch (error) {
      thrown = error;
    }
    expect(String(thrown)).toBe(
      'TypeError: `toCost` holds a chain, like `expect(hc.rooms.items[0])` without `await`, or what `explain(chain)` or `await trace(chain)` gave',
    );
  },

  'a snapshot equals what was read again': ({ expect, room, same }) => {
    expect(room).toEqual(same);
    expect(room).toStrictEqual(same);
    expect([room.owner]).toStrictEqual([same.owner]);
  },
  'a snapshot equals its data, and strictly only its like': ({ expect, room }) => {
    expect(room).toEqual({ ...room });
    expect(room).not.toStrictEqual({ ...room });
    expect(room).toMatchObject({ name: 'Ops', owner: { name: 'Ann' } });
  },
  'a snapshot with another moment is another: toEqual': ({ expect, room, later }) =>
    expect(room).not.toEqual(later),
  'a snapshot with another moment is another: toStrictEqual': ({ expect, room, later }) =>
    expect(room).not.toStrictEqual(later),
  'a snapshot with another moment is another: toMatchObject': ({ expect, room, later }) =>
    expect(room).not.toMatchObject({ created: later.created }),
  'a snapshot with another moment is another: in a list': ({ expect, room, later }) =>
    expect([room]).not.toContainEqual(later),

  'a moment equals the same one': ({ expect, moments, room, same }) => {
    expect(room.created).toEqual(same.created);
    expect(room.created).toStrictEqual(same.created);
    for (const [moment] of moments) expect(moment).toEqual(moment);
  },
  'a moment equals no other': ({ expect, room, later, moments }) => {
    expect(room.created).not.toEqual(later.created);
    for (const [moment, other] of moments) expect(moment).not.toStrictEqual(other);
  },
  'a moment equals no other: within': ({ expect, room, later }) => {
    expect({ at: [room.created] }).not.toEqual({ at: [later.created] });
    expect(new Map([['at', room.created]])).not.toEqual(new Map([['at', later.created]]));
    expect(new Set([room.created])).not.toEqual(new Set([later.created]));
  },
  'a moment is of no other type': ({ expect, moments }) => {
    const [one, other] = moments[0] ?? [];
    expect(one).not.toEqual(String(one));
    expect(one).not.toEqual({});
    expect(one).not.toEqual(Temporal.Duration.from('PT1S'));
    expect(other).not.toEqual(Temporal.PlainDate.from('2014-11-07'));
  },
  'a moment of the polyfill equals the same of the run-time': ({ expect, room }) => {
    const polyfilled = Temporal.Instant.from(String(room.created));
    expect(room.created).toEqual(polyfilled);
    expect(polyfilled).toEqual(room.created);
  },

  'resolves awaits what is in hand': async ({ expect, hc, room }) => {
    await expect(Promise.resolve(hc.room(1).name)).resolves.toBe('Ops');
    await expect(Promise.resolve(hc.room(1))).resolves.toEqual(room);
    await expect(Promise.resolve(hc.room(1))).resolves.toMatchObject({ owner: { name: 'Ann' } });
  },
  'resolves tells moments apart': async ({ expect, hc, later }) => {
    await expect(Promise.resolve(hc.room(1))).resolves.not.toEqual(later);
  },
  'resolves awaits a chain': async ({ expect, hc }) => {
    await expect(hc.room(1).name).resolves.toBe('Ops');
  },
  'rejects says nothing of a chain that was called': async ({ expect, hc }) => {
    await expect(hc.room(1).name).rejects.toThrow();
  },
  'rejects awaits what is in hand': async ({ expect, hc }) => {
    await expect(Promise.resolve(hc.room('').name)).rejects.toThrow();
  },

  'toMatchSnapshot: a chain': ({ expect, hc }) => expect(hc.room(1).owner).toMatchSnapshot(),
  'toMatchSnapshot: a chain within': ({ expect, hc }) =>
    expect({ at: hc.rooms.items[0] }).toMatchSnapshot(),
  'toMatchSnapshot: a room': ({ expect, room }) => expect(room).toMatchSnapshot(),
  'toMatchSnapshot: a moment': ({ expect, room }) => expect(room.created).toMatchSnapshot(),
  'toMatchSnapshot: an error': async ({ expect, hc }) => {
    const error: unknown = await Promise.resolve(hc.room('').name).catch((thrown) => thrown);
    expect((error as Error).name).toMatchSnapshot();
  },
};

/** Runs each case as a test of the runner, and hands over what came of them once all are done. */
export function run(
  { test, afterAll, expect }: Runner,
  isRegistered: boolean,
  done: (outcomes: Outcomes) => void,
): void {
  if (isRegistered) register(expect);
  const outcomes: Record<string, string> = {};
  for (const [name, runCase] of Object.entries(CASES)) {
    test(name, async () => {
      const first = client('2013-11-07T17:57:11+00:00');
      const second = client('2014-11-07T17:57:11+00:00');
      const [one, same, later] = [
        await first.hc.room(1),
        await first.hc.room(1),
        await second.hc.room(1),
      ];
      const given: Given = {
        expect,
        hc: first.hc,
        other: second.hc,
        room: one,
        same,
        later,
        moments: [
          [one.created, later.created],
          [Temporal.Instant.from('2013-11-07T00:00Z'), Temporal.Instant.from('2014-11-07T00:00Z')],
          [Temporal.PlainDate.from('2013-11-07'), Temporal.PlainDate.from('2014-11-07')],
          [Temporal.Duration.from('PT1S'), Temporal.Duration.from('PT2S')],
        ],
      };
      const before = first.sent.length;
      try {
        await runCase(given);
        outcomes[name] = 'passed';
      } catch (error) {
        outcomes[name] = plain((error as Error).message);
      }
      // A comparison, and a print, must send nothing.
      if (!name.startsWith('resolves') && first.sent.length > before) {
        outcomes[name] = `sent ${first.sent.slice(before).join()}`;
      }
    });
  }
  afterAll(() => done(outcomes));
}

/** What is used of a runner. */
export interface Runner {
  readonly expect: Expect;
  test(name: string, run: () => Promise<void>): void;
  afterAll(run: () => void): void;
}

/** A message without colors, and the lines of it that say something. */
function plain(message: string): string {
  const mark = String.fromCharCode(27);
  return message
    .split(mark)
    .map((part, index) => (index === 0 ? part : part.replace(/^\[[\d;]*m/, '')))
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
