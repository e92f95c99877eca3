/** Rule 15: never twice by accident. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { BudgetError, HypChat, type HypchatError, trace, within } from '../../src/index.ts';
import { quiet } from '../helpers/heldApi.ts';
import { wholeRoom } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';
import { pass, room, stopClock, timedApi, tooMany } from '../helpers/timedApi.ts';

const broken = (code?: string): Error =>
  new TypeError('fetch failed', {
    cause: Object.assign(
      new Error(`it is ${code ?? 'broken'}`),
      code === undefined ? {} : { code },
    ),
  });
const refused = (status: number): Response =>
  Response.json({ error: { code: status, message: 'busy', type: 'Busy' } }, { status });

/** What a chain gave or rejected with, once all its repeats are over. */
async function ended(chain: PromiseLike<unknown>): Promise<unknown> {
  const end = settle(chain).catch((error: unknown) => error);
  await pass(5000);
  return end;
}

describe('a read', () => {
  stopClock();

  it.each([502, 503, 504])(
    'that a %i answers is sent again, three times in all',
    async (status) => {
      const { hc, asked, waits } = timedApi(() => refused(status));

      expect(await ended(hc.room(1).name)).toMatchObject({ status, serverMessage: 'busy' });
      expect(asked.map((line) => line.split(' ')[0])).toEqual(['0', '250', '1250']);
      expect(waits.map(({ ms, reason }) => `${ms} ${reason}`)).toEqual([
        '250 failed',
        '1000 failed',
      ]);
    },
  );

  it('that no answer came to is sent again', async () => {
    const { hc, asked } = timedApi(({ count }) => (count === 1 ? broken() : room()));

    expect(await ended(hc.room(1).name)).toBe('Ops');
    expect(asked).toHaveLength(2);
  });

  it('whose answer was cut in the middle is sent again', async () => {
    const cut = (): Response =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('{"id": 1, "na'));
            controller.error(new TypeError('terminated'));
          },
        }),
      );
    const { hc, asked } = timedApi(({ count }) => (count === 1 ? cut() : room()));

    expect(await ended(hc.room(1).name)).toBe('Ops');
    expect(asked).toHaveLength(2);
  });

  it.each([400, 401, 403, 404, 500, 501])('that a %i answers is not', async (status) => {
    const { hc, asked } = timedApi(() => refused(status));

    expect(await ended(hc.room(1).name)).toMatchObject({ status });
    expect(asked).toHaveLength(1);
  });

  it('that took too long is not', async () => {
    const { hc, asked } = timedApi(() => new Promise(() => {}), { timeoutMs: 1000 });

    expect(await ended(hc.room(1).name)).toMatchObject({ name: 'NetworkError', timedOut: true });
    expect(asked).toHaveLength(1);
  });

  it('whose body never ends took too long', async () => {
    const { hc } = timedApi(() => new Response(new ReadableStream()), { timeoutMs: 1000 });

    expect(await ended(hc.room(1).name)).toMatchObject({ name: 'NetworkError', timedOut: true });
  });

  it('is sent as often as `retries` says', async () => {
    const { hc, asked } = timedApi(() => broken(), { retries: 0 });
    await ended(hc.room(1).name);

    expect(asked).toHaveLength(1);
  });

  it('is not sent again once nobody waits for it', async () => {
    const controller = new AbortController();
    const { hc, asked } = timedApi(() => {
      controller.abort();
      return broken();
    });

    const { signal } = controller;
    expect(await ended(within(hc, { signal }).room(1).name)).toMatchObject({ name: 'AbortError' });
    expect(asked).toHaveLength(1);
  });

  it('is not sent again when nobody waits for it any more after a while', async () => {
    const controller = new AbortController();
    const { hc, asked } = timedApi(() => broken());
    const { signal } = controller;
    const end = settle(within(hc, { signal }).room(1).name).catch((error: unknown) => error);
    await pass(100);
    controller.abort();
    await quiet();

    // No timer is left that would keep the process.
    expect(vi.getTimerCount()).toBe(0);
    await pass(5000);
    expect(await end).toMatchObject({ name: 'AbortError' });
    expect(asked).toHaveLength(1);
  });
});

describe('an action', () => {
  stopClock();

  const acts: readonly [string, (hc: HypChat) => PromiseLike<unknown>][] = [
    ['POST', (hc) => hc.room(1).message('hi')],
    ['PUT', (hc) => hc.room(1).topic('new')],
    ['DELETE', (hc) => hc.room(1).delete()],
  ];

  it.each(acts)('whose connection breaks is not sent again: %s', async (_method, act) => {
    const { hc, asked } = timedApi(() => broken('ECONNRESET'));

    expect(await ended(act(hc))).toMatchObject({ name: 'NetworkError', nothingSent: false });
    expect(asked).toHaveLength(1);
  });

  it.each([500, 502, 503, 504])('that a %i answers is not sent again', async (status) => {
    const { hc, asked } = timedApi(() =>
      Response.json({}, { status, headers: { 'retry-after': '1' } }),
    );
    for (const [, act] of acts) await ended(act(hc));

    expect(asked).toHaveLength(3);
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
    'is sent again where nothing was sent: %s',
    async (code) => {
      const { hc, asked } = timedApi(({ count }) =>
        count === 1 ? broken(code) : new Response(null, { status: 204 }),
      );

      expect(await ended(hc.room(1).topic('new'))).toBeUndefined();
      expect(asked).toHaveLength(2);
    },
  );

  it('that was refused for too many requests is sent again', async () => {
    const { hc, asked } = timedApi(({ count }) =>
      count === 1 ? tooMany() : new Response(null, { status: 204 }),
    );

    expect(await ended(hc.room(1).topic('new'))).toBeUndefined();
    expect(asked).toHaveLength(2);
  });
});

describe('what is sent again', () => {
  stopClock();

  it('stands in the trace, each request with its status', async () => {
    const { hc, asked } = timedApi(({ count }) =>
      count === 1 ? broken() : count === 2 ? refused(503) : room(),
    );
    const traced = trace(hc.room(1).name);
    await pass(5000);

    const { requests } = await traced;
    expect(requests).toHaveLength(asked.length);
    expect(requests.map(({ status, reason }) => `${status} ${reason}`)).toEqual([
      "undefined the room's name",
      '503 again, for no answer came',
      '200 again, after a 503',
    ]);
  });

  it('of an action stands in the trace, with its body', async () => {
    const { hc } = timedApi(({ count }) =>
      count === 1 ? tooMany() : new Response(null, { status: 204 }),
    );
    const traced = trace(hc.room(1).topic('new'));
    await pass(5000);

    expect((await traced).requests).toMatchObject([
      { method: 'PUT', status: 429, body: { topic: 'new' } },
      { method: 'PUT', status: 204, body: { topic: 'new' }, reason: 'again, after a 429' },
    ]);
  });

  it('counts for the budget: what failed is reported where none is left', async () => {
    const { hc, asked } = timedApi(() => refused(503));

    expect(await ended(within(hc, { budget: 2 }).room(1).name)).toMatchObject({ status: 503 });
    expect(asked).toHaveLength(2);
  });

  it('counts for the budget of what comes after', async () => {
    const { hc, asked } = timedApi(({ count }) =>
      count === 1 ? refused(503) : Response.json(wholeRoom(1)),
    );

    const error = await ended(within(hc, { budget: 2 }).room(1).owner.email);
    expect(error).toBeInstanceOf(BudgetError);
    expect(error).toMatchObject({ sent: 2, needed: 3 });
    expect(asked).toHaveLength(2);
  });

  it('is not held up by the budget of a neighbour that waits no more', async () => {
    const controller = new AbortController();
    const { hc, asked } = timedApi(({ count }) => {
      controller.abort();
      return count === 1 ? refused(503) : room();
    });
    const limits = { budget: 1, signal: controller.signal };

    const [gone, name] = [ended(within(hc, limits).room(1).id), ended(hc.room(1).name)];

    expect(await gone).toMatchObject({ name: 'AbortError' });
    expect(await name).toBe('Ops');
    expect(asked).toHaveLength(2);
  });

  it('includes redirects, which stand in the trace as well', async () => {
    const { hc } = timedApi(({ count }) =>
      count === 1
        ? new Response(null, { status: 302, headers: { location: '/v2/room/1' } })
        : room(),
    );
    const { requests } = await trace(hc.room('Ops').name);

    expect(requests.map(({ url, status }) => `${new URL(url).pathname} ${status}`)).toEqual([
      '/v2/room/Ops 302',
      '/v2/room/1 200',
    ]);
  });

  it('is a redirect over the budget neither', async () => {
    const { hc, asked } = timedApi(
      () => new Response(null, { status: 302, headers: { location: '/v2/room/1' } }),
    );

    const error = (await ended(within(hc, { budget: 1 }).room('Ops').name)) as HypchatError;
    expect(error.reason).toBe('a redirect (302), and no further request is allowed');
    expect(asked).toHaveLength(1);
  });
});

describe('a server of the platform', () => {
  it('that reads an action and breaks off gets it once', async () => {
    let got = 0;
    const server = createServer((request) => {
      request.on('data', () => {});
      request.on('end', () => {
        got += 1;
        request.socket.destroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const hc = new HypChat('token', { endpoint: `http://127.0.0.1:${port}` });

    await expect(settle(hc.room(1).message('hi'))).rejects.toMatchObject({ nothingSent: false });

    server.close();
    expect(got).toBe(1);
  });

  it('that is not there is known to have got nothing', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const hc = new HypChat('token', { endpoint: `http://127.0.0.1:${port}`, retries: 0 });

    await expect(settle(hc.room(1).message('hi'))).rejects.toMatchObject({ nothingSent: true });
  });
});
