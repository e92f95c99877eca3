import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../src/http/log.ts';
import {
  type HypChatOptions,
  type RequestEvent,
  type ResponseEvent,
  type UnsentEvent,
  type WaitEvent,
  within,
} from '../../src/index.ts';
import { settle } from '../helpers/settle.ts';
import { pass, room, stopClock, TOKEN, timedApi, tooMany } from '../helpers/timedApi.ts';

stopClock();

const sizeOf = async (answer: Response): Promise<number> => (await answer.bytes()).length;

/** What is told, by name. */
function listening() {
  const told: [string, RequestEvent | ResponseEvent | WaitEvent | UnsentEvent][] = [];
  const hear =
    (name: string) =>
    (event: RequestEvent | ResponseEvent | WaitEvent | UnsentEvent): void => {
      told.push([name, event]);
    };
  const names = ['request', 'response', 'wait', 'unsent'];
  return { told, on: Object.fromEntries(names.map((name) => [name, hear(name)])) };
}

describe('a listener', () => {
  it('is told of each request, answer and wait, in their order', async () => {
    const { told, on } = listening();
    const { hc } = timedApi(
      ({ count }) => (count === 1 ? tooMany({ 'retry-after': '2' }) : room()),
      {
        on,
      },
    );
    const url = 'https://api.hipchat.com/v2/room/1';
    await Promise.all([hc.room(1).name, pass(3000)]);

    expect(told).toMatchObject([
      ['request', { method: 'GET', url }],
      ['response', { method: 'GET', url, status: 429, ms: expect.any(Number) }],
      ['wait', { ms: 2000, reason: 'refused' }],
      ['request', { method: 'GET', url }],
      ['response', { method: 'GET', url, status: 200, ms: expect.any(Number) }],
    ]);
  });

  it('is told why no answer came', async () => {
    const { told, on } = listening();
    const { hc } = timedApi(() => new TypeError('fetch failed'), { on, retries: 0 });
    await settle(hc.room(1).name).catch(() => {});

    expect(told.at(-1)).toMatchObject(['response', { failure: 'no answer: fetch failed' }]);
  });

  it('is told what is sent again, and when', async () => {
    const { told, on } = listening();
    const { hc } = timedApi(({ count }) => (count === 1 ? new TypeError('x') : room()), { on });
    await Promise.all([hc.room(1).name, pass(3000)]);

    const request = { method: 'GET', url: 'https://api.hipchat.com/v2/room/1' };
    expect(told[2]).toMatchObject(['wait', { ms: 250, reason: 'failed', request }]);
  });

  it('is told of no wait where what failed is not sent again, for nobody waits for it', async () => {
    const { told, on } = listening();
    const ended = new AbortController();
    const { hc } = timedApi(
      () => {
        ended.abort();
        return new TypeError('x');
      },
      { on },
    );
    const chain = within(hc, { signal: ended.signal }).room(1).name;
    await Promise.all([settle(chain).catch(() => {}), pass(3000)]);

    expect(told.map(([name]) => name)).toEqual(['request', 'response']);
  });

  it('gets no token, password or secret, wherever it stands', async () => {
    const { told, on } = listening();
    const { hc } = timedApi(
      ({ line }) => {
        if (!line.includes('/room/Ops')) throw new TypeError(`no way for Bearer ${TOKEN}`);
        const location = `/v2/room/1?auth_token=other-secret&x=${TOKEN}`;
        return new Response(null, { status: 302, headers: { location } });
      },
      { on, retries: 0 },
    );
    await settle(hc.room('Ops').name).catch(() => {});
    await settle(
      hc.users.create({ name: 'Ann', email: 'a@example.com', password: 'hunter2-secret' }),
    ).catch(() => {});

    expect(told).toHaveLength(6);
    const text = inspect(told, { depth: 20, showHidden: true });
    for (const secret of [TOKEN, 'other-secret', 'hunter2']) expect(text).not.toContain(secret);
  });

  it('that throws spoils no request', async () => {
    const uncaught: unknown[] = [];
    const queue = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((task) => {
      try {
        task();
      } catch (error) {
        uncaught.push(error);
      }
    });
    const failing = (): never => {
      throw new Error('of the listener');
    };
    const { hc } = timedApi(() => room(), { on: { request: failing, response: failing } });

    expect(await hc.room(1).name).toBe('Ops');
    expect(uncaught.map(String)).toEqual(['Error: of the listener', 'Error: of the listener']);
    queue.mockRestore();
  });
});

describe('the log', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  /** What a walk writes to the console. */
  async function logOf(options: HypChatOptions = {}): Promise<string[]> {
    const lines: string[] = [];
    vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
    const { hc } = timedApi(
      ({ count }) =>
        count === 1 ? tooMany({ 'retry-after': '2' }) : count === 2 ? new TypeError('x') : room(),
      options,
    );
    await Promise.all([hc.room('Ops?auth_token=abc').name, pass(5000)]);
    return lines;
  }

  it('is a line for each request, answer and wait, where the environment asks for it', async () => {
    vi.stubEnv('HYPCHAT_LOG', '1');
    const url = 'https://api.hipchat.com/v2/room/Ops%3Fauth_token%3Dabc';
    const lines = await logOf();
    const id = /#\d+/.exec(lines[0] ?? '')?.[0];
    const chain = "hc.room('Ops?auth_token=…').name";

    expect(lines).toEqual([
      `hypchat: → GET ${url} (${id}, round 1, ${chain})`,
      `hypchat: ← 429 GET ${url} (${id}, 0 ms, ${await sizeOf(tooMany())} bytes)`,
      'hypchat: waits 2000 ms, the server refused more requests',
      `hypchat: → GET ${url} (${id}, try 2, waited 2000 ms, round 1, ${chain})`,
      `hypchat: ← no answer: x GET ${url} (${id}, 0 ms)`,
      `hypchat: waits 250 ms, a request failed: GET ${url} is sent again (${id})`,
      `hypchat: → GET ${url} (${id}, try 3, round 1, ${chain})`,
      `hypchat: ← 200 GET ${url} (${id}, 0 ms, ${await sizeOf(room())} bytes)`,
    ]);
  });

  it('goes beside the listeners', async () => {
    vi.stubEnv('HYPCHAT_LOG', '1');
    const { told, on } = listening();

    expect(await logOf({ on })).toHaveLength(8);
    expect(told).toHaveLength(8);
  });

  it('is silent otherwise', async () => {
    vi.stubEnv('HYPCHAT_LOG', '');

    expect(await logOf()).toEqual([]);
  });

  it.each([
    ['without a process', { process: undefined }],
    ['without an environment', { process: {} }],
    [
      'whose environment may not be read',
      {
        process: {
          get env(): never {
            throw new Error('not allowed');
          },
        },
      },
    ],
    [
      'that would ask the person at the keyboard',
      { Deno: { permissions: { querySync: () => ({ state: 'prompt' }) } } },
    ],
  ])('is silent in a run-time %s', async (_which, globals) => {
    vi.stubEnv('HYPCHAT_LOG', '1');
    const lines: string[] = [];
    vi.spyOn(console, 'error').mockImplementation((line: string) => lines.push(line));
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
    const { hc } = timedApi(() => room());
    vi.unstubAllGlobals();
    await hc.room(1).name;

    expect(lines).toEqual([]);
  });

  it('tells what could not be read, and where the engine went on step by step', () => {
    const lines: string[] = [];
    const log = createLog('x', (line) => lines.push(line));

    log.unreadable({ what: 'created of room 42', value: 'soon' });
    log.fault({ message: 'asked for nothing' });

    expect(lines).toEqual([
      'x: cannot read created of room 42: "soon"',
      'x: a fault of its own (asked for nothing): the walk goes on step by step',
    ]);
  });

  it('names what a limit counts', () => {
    const lines: string[] = [];
    const wait = { ms: 1.2, reason: 'spent', of: 'room 42', ids: [3], chains: [] } as const;
    createLog('x', (line) => lines.push(line)).wait(wait);

    expect(lines).toEqual(['x: waits 2 ms, nothing is left of the rate limit (room 42)']);
  });
});
