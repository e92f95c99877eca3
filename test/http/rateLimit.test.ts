/** Rule 16: rate limits are waited for, visibly, in one queue. */
import { describe, expect, it, vi } from 'vitest';
import {
  connect,
  type HypChat,
  hipchat,
  hipchatMap,
  RateLimitError,
  type RateRules,
  TooManyRequestsError,
  within,
} from '../../src/index.ts';
import { quiet } from '../helpers/heldApi.ts';
import { settle } from '../helpers/settle.ts';
import {
  dateHeader,
  moment,
  pass,
  room,
  stopClock,
  timedApi,
  tooMany,
} from '../helpers/timedApi.ts';

stopClock();

/** What the headers of an answer say is left. */
const left = (remaining: number, seconds: number, offByS = 0): Record<string, string> => ({
  ...dateHeader(offByS),
  'x-ratelimit-limit': '3',
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': moment(seconds, offByS),
});

/** How a chain ended, once it did. */
const outcome = (chain: PromiseLike<unknown>): { is?: unknown } => {
  const found: { is?: unknown } = {};
  settle(chain).then(
    (value) => {
      found.is = value;
    },
    (error: unknown) => {
      found.is = error;
    },
  );
  return found;
};

describe('a refusal (429)', () => {
  it('with a reset in 2 s is waited for, and the request sent again', async () => {
    const { hc, asked, waits } = timedApi(({ count }) =>
      count === 1 ? tooMany({ ...dateHeader(), 'x-ratelimit-reset': moment(2) }) : room(),
    );
    const got = outcome(hc.room(1).name);

    await pass(3000);

    expect(got.is).toBe('Ops');
    expect(asked).toEqual(['0 GET /v2/room/1', '2000 GET /v2/room/1']);
    expect(waits).toMatchObject([{ ms: 2000, reason: 'refused' }]);
  });

  it('of an action is waited for as well, and the action is sent once more', async () => {
    const { hc, asked } = timedApi(({ count }) =>
      count === 1 ? tooMany({ 'x-ratelimit-reset': '2' }) : new Response(null, { status: 204 }),
    );
    const got = outcome(hc.room(1).topic('new'));

    await pass(3000);

    expect(got).toHaveProperty('is', undefined);
    expect(asked).toEqual(['0 PUT /v2/room/1/topic', '2000 PUT /v2/room/1/topic']);
  });

  it('without headers is waited for longer each time, and given up after five', async () => {
    const { hc, asked } = timedApi(() => tooMany());
    const got = outcome(hc.room(1).name);

    await pass(60_000);

    expect(got.is).toBeInstanceOf(TooManyRequestsError);
    expect(asked.map((line) => Number(line.split(' ')[0]))).toEqual([0, 1000, 3000, 7000, 15_000]);
  });

  it('holds the other requests back, and one goes ahead of them', async () => {
    const { hc, asked } = timedApi(({ count }) =>
      count === 1 ? tooMany({ 'retry-after': '5' }) : room(),
    );
    outcome(hc.room(1).name);
    await quiet();
    const others = [2, 3, 4].map((id) => outcome(hc.room(id).name));
    await pass(4900);
    expect(asked).toHaveLength(1);

    await pass(200);

    expect(others.map(({ is }) => is)).toEqual(['Ops', 'Ops', 'Ops']);
    expect(asked.map((line) => line.split(' ')[0])).toEqual(['0', '5000', '5000', '5000', '5000']);
  });

  it('lets the others wait for what becomes of the first that comes back', async () => {
    const first = Promise.withResolvers<Response>();
    const { hc, asked } = timedApi(({ count }) =>
      count === 1 ? tooMany({ 'retry-after': '5' }) : count === 2 ? first.promise : room(),
    );
    for (const id of [1, 2, 3]) {
      outcome(hc.room(id).name);
      await quiet();
    }
    await pass(6000);
    expect(asked).toHaveLength(2);

    first.resolve(tooMany({ 'retry-after': '5' }));
    await pass(4000);
    expect(asked).toHaveLength(2);
    await pass(2000);
    expect(asked).toHaveLength(5);
  });

  it('of many requests at once is one, and the wait grows with those in a row', async () => {
    const { hc, asked } = timedApi(({ count }) => (count <= 6 ? tooMany() : room()));
    const got = [1, 2, 3, 4].map((id) => outcome(hc.room(id).name));

    await pass(9000);

    expect(got.map(({ is }) => is)).toEqual(['Ops', 'Ops', 'Ops', 'Ops']);
    const moments = asked.map((line) => Number(line.split(' ')[0]));
    expect(moments).toEqual([0, 0, 0, 0, 1000, 3000, 7000, 7000, 7000, 7000]);
  });

  it('whose reset lies in the past is not asked again at once', async () => {
    const { hc, asked } = timedApi(({ count }) =>
      count === 1 ? tooMany({ ...dateHeader(), 'x-ratelimit-reset': moment(-60) }) : room(),
    );
    outcome(hc.room(1).name);

    await pass(2000);

    expect(asked).toEqual(['0 GET /v2/room/1', '1000 GET /v2/room/1']);
  });
});

describe('a reset', () => {
  it('that is too small to be a date is seconds', async () => {
    const { hc, waits } = timedApi(({ count }) =>
      count === 1 ? tooMany({ 'x-ratelimit-reset': '60' }) : room(),
    );
    outcome(hc.room(1).name);

    await pass(61_000);

    expect(waits).toMatchObject([{ ms: 60_000, reason: 'refused' }]);
  });

  it.each([-86_400, -30, 30, 86_400])(
    'is measured by the answer’s date, though the clocks differ by %i s',
    async (offByS) => {
      const { hc, asked } = timedApi(({ count }) =>
        count === 1
          ? tooMany({ ...dateHeader(offByS), 'x-ratelimit-reset': moment(2, offByS) })
          : room(),
      );
      outcome(hc.room(1).name);

      await pass(3000);

      expect(asked).toEqual(['0 GET /v2/room/1', '2000 GET /v2/room/1']);
    },
  );

  it('of 13 digits is in milliseconds', async () => {
    const { hc, asked } = timedApi(({ count }) =>
      count === 1 ? tooMany({ ...dateHeader(), 'x-ratelimit-reset': `${moment(2)}000` }) : room(),
    );
    outcome(hc.room(1).name);

    await pass(3000);

    expect(asked).toEqual(['0 GET /v2/room/1', '2000 GET /v2/room/1']);
  });

  it('of 13 digits tells when the window of a budget ends', async () => {
    const { hc, asked } = timedApi(({ count }) =>
      room(count === 1 ? { ...left(0, 5), 'x-ratelimit-reset': `${moment(5)}000` } : {}),
    );
    await hc.room(0).name;
    outcome(hc.room(1).name);

    await pass(6000);

    expect(asked).toEqual(['0 GET /v2/room/0', '5000 GET /v2/room/1']);
  });

  it.each(['', 'soon', '-5', 'NaN', '1e99'])(
    'that is no number counts for none: %j',
    async (reset) => {
      const { hc, asked } = timedApi(({ count }) =>
        count === 1 ? tooMany({ 'x-ratelimit-reset': reset }) : room(),
      );
      outcome(hc.room(1).name);

      await pass(1500);

      expect(asked).toEqual(['0 GET /v2/room/1', '1000 GET /v2/room/1']);
    },
  );
});

describe('the budget that the headers declare', () => {
  it('is not gone over: what is too much waits for the next window', async () => {
    let spent = 0;
    const { hc, asked, waits } = timedApi(() => {
      spent += 1;
      return room(left(Math.max(0, 3 - spent), 10));
    });
    await hc.room(0).name;
    const got = [1, 2, 3, 4].map((id) => outcome(hc.room(id).name));
    await pass(9000);
    expect(asked).toHaveLength(3);

    spent = 0;
    await pass(1500);

    expect(got.map(({ is }) => is)).toEqual(['Ops', 'Ops', 'Ops', 'Ops']);
    expect(asked.map((line) => line.split(' ')[0])).toEqual(['0', '0', '0', '10000', '10000']);
    expect(waits).toMatchObject([{ ms: 10_000, reason: 'spent' }]);
  });

  it('is forgotten when its window is over', async () => {
    const { hc, asked } = timedApi(({ count }) => room(count === 1 ? left(0, 5) : {}));
    await hc.room(0).name;
    await pass(20_000);
    for (const id of [1, 2, 3]) outcome(hc.room(id).name);
    await quiet();

    expect(asked).toHaveLength(4);
  });

  it('is kept in the order in which the requests came', async () => {
    const { hc, asked } = timedApi(({ count }) => room(left(count === 1 ? 0 : 1, 5)));
    await hc.room(0).name;
    for (const id of [1, 2, 3]) outcome(hc.room(id).name);

    await pass(6000);

    expect(asked.slice(1, 3)).toEqual(['5000 GET /v2/room/1', '5000 GET /v2/room/2']);
  });

  it('takes no notice of an answer that is older than what is known', async () => {
    const late = Promise.withResolvers<Response>();
    const { hc, asked } = timedApi(({ count }) => {
      if (count === 1) return late.promise;
      return room(left(0, 10));
    });
    outcome(hc.room(1).name);
    await quiet();
    await hc.room(2).name;
    late.resolve(room(left(2, 10)));
    await quiet();
    outcome(hc.room(3).name);

    await pass(9000);

    expect(asked).toHaveLength(2);
  });

  it('takes no notice of an answer of the window before, which was overtaken', async () => {
    const late = Promise.withResolvers<Response>();
    const { hc, asked } = timedApi(({ count }) => (count === 1 ? late.promise : room(left(3, 60))));
    outcome(hc.room(1).name);
    await quiet();
    const spent = room(left(0, 2));
    await pass(5000);
    await hc.room(2).name;
    late.resolve(spent);
    await quiet();
    await hc.room(3).name;

    expect(asked.map((line) => line.split(' ')[0])).toEqual(['0', '5000', '5000']);
  });

  it('without headers holds nothing back', async () => {
    const { hc, asked } = timedApi(() => room());
    await Promise.all(Array.from({ length: 20 }, (_, id) => hc.room(id).name));

    expect(asked).toHaveLength(20);
  });
});

describe('flood control', () => {
  const flood = (seconds: number): Record<string, string> => ({
    ...dateHeader(),
    ...left(100, 300),
    'x-floodcontrol-limit': '30',
    'x-floodcontrol-remaining': '0',
    'x-floodcontrol-reset': moment(seconds),
  });

  it('holds back what goes to that room, and nothing else', async () => {
    const { hc, asked, waits } = timedApi(({ count, line }) =>
      count === 1
        ? tooMany(flood(20))
        : line.startsWith('GET')
          ? room(left(90, 300))
          : Response.json({}),
    );
    outcome(hc.room(1).message('hi'));
    await quiet();
    outcome(hc.room(1).notification('ho'));
    // A read of the same tick would wait for the action.
    await quiet();
    await hc.room(1).name;
    await hc.room(2).message('hi');
    await hc.user(1).message('hi');

    await pass(21_000);

    expect(asked).toEqual([
      '0 POST /v2/room/1/message',
      '0 GET /v2/room/1',
      '0 POST /v2/room/2/message',
      '0 POST /v2/user/1/message',
      '20000 POST /v2/room/1/message',
      '20000 POST /v2/room/1/notification',
    ]);
    expect(waits).toMatchObject([{ ms: 20_000, reason: 'refused', of: 'room 1' }]);
  });

  it('is waited for before the room refuses', async () => {
    const { hc, asked, waits } = timedApi(() => Response.json({}, { headers: flood(30) }));
    await hc.room(1).message('the last that is taken');
    outcome(hc.room(1).message('too much'));

    await pass(31_000);

    expect(asked).toEqual(['0 POST /v2/room/1/message', '30000 POST /v2/room/1/message']);
    expect(waits[0]).toMatchObject({ ms: 30_000, reason: 'spent', of: 'room 1' });
  });
});

describe('flood control of a thousand rooms', () => {
  it('is forgotten of those alone to which nothing is held back', async () => {
    const spent = { ...dateHeader(), 'x-floodcontrol-remaining': '0' };
    const { hc, asked } = timedApi(({ line }) => {
      const headers = { ...spent, 'x-floodcontrol-reset': moment(30) };
      return Response.json({}, line.includes('/room/1/') ? { headers } : {});
    });
    await hc.room(1).message('the last that is taken');
    const others = Array.from({ length: 1100 }, (_, id) => hc.room(id + 2).message('hi'));
    await Promise.all(others);
    outcome(hc.room(1).message('too much'));

    await pass(31_000);

    expect(asked).toHaveLength(1102);
    expect(asked.at(-1)).toBe('30000 POST /v2/room/1/message');
  });
});

describe('a wait', () => {
  const DAY_S = 86_400;

  it.each([
    ['`Retry-After` in seconds', () => ({ 'retry-after': String(DAY_S + 1) })],
    [
      '`Retry-After` by a date',
      () => ({ ...dateHeader(), 'retry-after': dateHeader(2 * DAY_S).date ?? '' }),
    ],
    ['a reset in seconds', () => ({ 'x-ratelimit-reset': String(DAY_S + 1) })],
    ['a reset at a moment', () => ({ ...dateHeader(), 'x-ratelimit-reset': moment(2 * DAY_S) })],
    [
      'a flood control’s reset',
      () => ({ 'x-floodcontrol-remaining': '0', 'x-floodcontrol-reset': String(DAY_S + 1) }),
    ],
  ])('of more than a day by %s is not believed', async (_by, headers) => {
    const { hc, asked, waits } = timedApi(
      ({ count }) => (count === 1 ? tooMany(headers()) : room()),
      { longestWaitMs: 2 ** 31 - 1 },
    );
    const got = outcome(hc.room(1).message('hi'));

    await pass(1500);

    expect(got).toHaveProperty('is');
    expect(asked).toEqual(['0 POST /v2/room/1/message', '1000 POST /v2/room/1/message']);
    expect(waits.map(({ ms }) => ms)).toEqual([1000]);
  });

  it('of more than a day for the next window is not believed', async () => {
    const { hc, asked } = timedApi(() => room(left(0, DAY_S + 60)));
    await hc.room(0).name;
    await hc.room(1).name;

    expect(asked).toHaveLength(2);
  });

  it('of a day, to the second, is believed', async () => {
    const { hc } = timedApi(() => tooMany({ 'retry-after': String(DAY_S) }));
    const got = outcome(hc.room(1).name);

    await quiet();

    expect(got.is).toMatchObject({ waitMs: DAY_S * 1000 });
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY, 86_400_001])(
    'that a dialect gives and nobody can mean is not believed: %d ms',
    async (forMs) => {
      const rate: RateRules = {
        counts: () => undefined,
        allowances: () => [{ left: 0, forMs }],
        hold: ({ status }) => (status === 429 ? { forMs } : undefined),
      };
      const asked: number[] = [];
      const fetch: typeof globalThis.fetch = async () => {
        asked.push(Math.round(performance.now() - start));
        return asked.length === 1 ? tooMany() : room();
      };
      const start = performance.now();
      const options = { endpoint: 'https://api.hipchat.com/v2', fetch };
      const hc = connect<HypChat>({ ...hipchat, rate }, hipchatMap, options);
      outcome(hc.room(1).name);
      await pass(1500);
      await hc.room(1).name;

      expect(asked).toEqual([0, 1000, 1500]);
    },
  );

  it('until a moment that `Retry-After` names in seconds or milliseconds since 1970 ends then', async () => {
    for (const zeros of ['', '000']) {
      const { hc, asked } = timedApi(({ count }) =>
        count === 1 ? tooMany({ ...dateHeader(), 'retry-after': `${moment(2)}${zeros}` }) : room(),
      );
      outcome(hc.room(1).name);
      await pass(3000);

      expect(asked.map((line) => line.split(' ')[0])).toEqual(['0', '2000']);
    }
  });

  it('longer than allowed rejects with the server’s refusal, which says how long it would be', async () => {
    const { hc, asked } = timedApi(() => tooMany({ 'retry-after': '3600' }));
    const got = outcome(hc.room(1).name);

    await quiet();

    expect(got.is).toMatchObject({ name: 'TooManyRequestsError', status: 429, waitMs: 3_600_000 });
    expect(asked).toHaveLength(1);
  });

  it('is none with `longestWaitMs: 0`: what is held back rejects unsent, with its step', async () => {
    const { hc, asked, waits } = timedApi(() => tooMany({ 'retry-after': '5' }), {
      longestWaitMs: 0,
    });
    const first = outcome(hc.room(1).name);
    await quiet();
    const second = outcome(hc.room(2).topic('new'));
    await quiet();

    expect(first.is).toBeInstanceOf(TooManyRequestsError);
    expect(second.is).toBeInstanceOf(RateLimitError);
    expect((second.is as Error).message.split('\n')).toEqual([
      'the rate limit leaves nothing for 5000 ms, and 0 ms is the longest wait: nothing was sent',
      "  hc.room(2).topic('new')",
      '             ^^^^^^^^^^^^',
      '  PUT https://api.hipchat.com/v2/room/2/topic',
    ]);
    expect([asked.length, waits]).toEqual([1, []]);
  });

  it('is ended by an abort, and what waited is not sent', async () => {
    const { hc, asked } = timedApi(({ count }) =>
      count === 1 ? tooMany({ 'retry-after': '5' }) : room(),
    );
    const controller = new AbortController();
    const got = outcome(within(hc, { signal: controller.signal }).room(1).name);
    await pass(1000);
    controller.abort();
    await quiet();
    // No timer is left that would keep the process.
    expect(vi.getTimerCount()).toBe(0);
    await pass(10_000);

    expect(got.is).toMatchObject({ name: 'AbortError' });
    expect(asked).toHaveLength(1);
  });

  it('of an action is ended by an abort, and the action is not sent afterwards', async () => {
    const { hc, asked } = timedApi(({ count }) =>
      count === 1 ? tooMany({ 'retry-after': '5' }) : Response.json({}),
    );
    outcome(hc.room(1).name);
    await quiet();
    const controller = new AbortController();
    const got = outcome(within(hc, { signal: controller.signal }).room(1).message('hi'));
    await pass(1000);
    controller.abort();
    await pass(10_000);

    expect(got.is).toMatchObject({ name: 'AbortError' });
    expect(asked).toEqual(['0 GET /v2/room/1', '5000 GET /v2/room/1']);
  });

  it('goes on while one of those who wait still wants it', async () => {
    const { hc, asked } = timedApi(({ count }) =>
      count === 1 ? tooMany({ 'retry-after': '5' }) : room(),
    );
    outcome(hc.room(9).name);
    await quiet();
    const controller = new AbortController();
    const chain = hc.rooms.create({ name: 'New' });
    const given = outcome(within(chain, { signal: controller.signal }).name);
    const wanted = outcome(chain);
    await quiet();
    outcome(hc.room(8).name);
    await pass(1000);
    controller.abort();
    await pass(10_000);

    expect(given.is).toMatchObject({ name: 'AbortError' });
    expect(wanted.is).toMatchObject({ id: 1 });
    // It kept its place.
    expect(asked.slice(2)).toEqual(['5000 POST /v2/room', '5000 GET /v2/room/8']);
  });

  it('that was given up leaves the action to be sent by a chain that goes on from it', async () => {
    const { hc, asked } = timedApi(({ count }) =>
      count === 1 ? tooMany({ 'retry-after': '5' }) : room(),
    );
    outcome(hc.room(9).name);
    await quiet();
    const controller = new AbortController();
    const created = hc.rooms.create({ name: 'New' });
    outcome(within(created, { signal: controller.signal }).name);
    await quiet();
    controller.abort();
    await quiet();
    const got = outcome(created.name);
    await pass(10_000);

    expect(got.is).toBe('Ops');
    expect(asked.filter((line) => line.includes('POST'))).toEqual(['5000 POST /v2/room']);
  });

  it('shorter than a moment is told to nobody', async () => {
    const { hc, waits } = timedApi(({ count }) =>
      count === 1 ? new TypeError('fetch failed') : room(left(3, 1)),
    );
    await Promise.all([pass(1000), hc.room(1).name]);

    expect(waits.map(({ reason }) => reason)).toEqual(['failed']);
  });
});
