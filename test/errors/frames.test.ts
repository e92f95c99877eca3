/** Rule 17: the stack of an error shows the caller's frames, not ours. */
import { describe, expect, it } from 'vitest';
import {
  BudgetError,
  download,
  HypChat,
  HypchatError,
  href,
  trace,
  within,
} from '../../src/index.ts';

const hc = new HypChat('token', {
  endpoint: 'https://chat.test',
  fetch: async () =>
    Response.json({ error: { code: 404, message: 'gone', type: 'Not Found' } }, { status: 404 }),
});

/** What a function rejects with. */
async function errorOf(run: () => Promise<unknown>): Promise<HypchatError> {
  try {
    await run();
  } catch (error) {
    if (error instanceof HypchatError) return error;
    throw error;
  }
  throw new Error('it did not reject');
}

const ways: readonly (readonly [name: string, run: () => Promise<unknown>])[] = [
  [
    'an await of properties alone',
    async function loadOwner() {
      return (await hc.rooms.items[0].owner.email) ?? '';
    },
  ],
  [
    'an await behind a call',
    async function loadOwner() {
      const { email } = await hc.room('Nowhere').owner;
      return email;
    },
  ],
  [
    'chains that are awaited together',
    async function loadOwner() {
      return await Promise.all([hc.room(1).topic, hc.room(2).topic]);
    },
  ],
  [
    'a chain that is returned',
    async function loadOwner() {
      return hc.room(1).topic;
    },
  ],
  [
    'a `then`',
    async function loadOwner() {
      await hc.room(1).then(() => 'there');
    },
  ],
  [
    'a `finally`',
    async function loadOwner() {
      await hc.room(1).finally(() => {});
    },
  ],
  [
    'an action',
    async function loadOwner() {
      await hc.room(1).message('x');
    },
  ],
  [
    'a loop',
    async function loadOwner() {
      for await (const room of hc.rooms) expect(room).toBeUndefined();
    },
  ],
  [
    'a loop that goes over its budget',
    async function loadOwner() {
      for await (const room of within(hc.rooms, { budget: 0 })) expect(room).toBeUndefined();
    },
  ],
  [
    'an operation',
    async function loadOwner() {
      await hc.rooms.map((room) => room.owner.email);
    },
  ],
  [
    'actions for each',
    async function loadOwner() {
      await hc.rooms.forEach((room) => room.message('x'));
    },
  ],
  [
    'a trace',
    async function loadOwner() {
      await trace(hc.room(1).topic);
    },
  ],
  [
    'an address',
    async function loadOwner() {
      await href(hc.rooms.items[0].owner);
    },
  ],
  [
    'a download that is refused',
    async function loadOwner() {
      await download(hc.room(1).avatar);
    },
  ],
  [
    'a download of what is not reached',
    async function loadOwner() {
      await download(hc.rooms.items[0].owner.photo_url);
    },
  ],
  [
    'a budget',
    async function loadOwner() {
      await within(hc.room(1).topic, { budget: 0 });
    },
  ],
];

describe('the stack of an error', () => {
  it.each(ways)('of %s names the function that waits and who called it', async (_name, load) => {
    async function main(): Promise<unknown> {
      return await load();
    }

    const { name, message, stack = '' } = await errorOf(main);
    const frames = stack.slice(`${name}: ${message}\n`.length).split('\n');

    expect(stack.startsWith(`${name}: ${message}\n`)).toBe(true);
    // `Promise.all` stands before who called it.
    expect(frames.slice(0, 2).join('\n')).toContain('loadOwner');
    expect(stack).toContain('main');
    expect(frames.filter((frame) => /\/src\/(?:proxy|plan|walk|http)\//.test(frame))).toEqual([]);
  });

  it('is of each who waits for one request', async () => {
    const chain = hc.room(1).topic;
    const first = async (): Promise<unknown> => await chain;
    const second = async (): Promise<unknown> => await chain;
    const errors = await Promise.all([errorOf(first), errorOf(second)]);

    expect(errors.map(({ stack }) => /first|second/.exec(stack ?? '')?.[0])).toEqual([
      'first',
      'second',
    ]);
  });

  it('says in words what it says in the message', async () => {
    const error = await errorOf(async () => await within(hc.room(1), { budget: 0 }));

    expect(error).toBeInstanceOf(BudgetError);
    expect(error.stack).toContain(error.reason);
  });
});
