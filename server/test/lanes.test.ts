import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../src/index.ts';
import { Lanes } from '../src/webhooks/Lanes.ts';
import { type TestApi, testApi } from './helpers/testApi.ts';

let receiver: Server;
let host: string;
/** What came, `/living first`, and who is told of it. */
let received: string[];
let onReceived: (what: string) => void;
/** Requests to `/dead…` are never answered. */
let dead: ServerResponse[];
let statuses: number[];

beforeEach(async () => {
  [received, dead, statuses, onReceived] = [[], [], [], () => undefined];
  receiver = createServer(async (request, response) => {
    const body = JSON.parse(await text(request));
    const what = `${request.url} ${body.item.message.message}`;
    received.push(what);
    if (request.url?.startsWith('/dead')) dead.push(response);
    else response.writeHead(statuses.shift() ?? 204).end();
    onReceived(what);
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});

afterEach(() => {
  receiver.closeAllConnections();
  receiver.close();
});

const say = (api: TestApi, message: string) => api.post('/room/42/message', { message });

const hook = async (api: TestApi, path: string): Promise<void> => {
  const url = `http://${host}${path}`;
  expect((await api.post('/room/42/webhook', { url, event: 'room_message' })).status).toBe(201);
};

const until = (wanted: string): Promise<void> =>
  new Promise((resolve) => {
    onReceived = (what) => {
      if (what === wanted) resolve();
    };
  });

describe('a webhook that is never answered', () => {
  it('holds up no other, however many there are', async () => {
    const api = testApi({ webhooks: { hosts: [host] } });
    for (let number = 0; number < 40; number += 1) await hook(api, `/dead${number}`);
    await hook(api, '/living');
    for (const message of ['first', 'second', 'third']) {
      const came = until(`/living ${message}`);
      await say(api, message);
      await came;
    }

    expect(received.filter((what) => what.startsWith('/living'))).toEqual([
      '/living first',
      '/living second',
      '/living third',
    ]);
    expect(received.filter((what) => what.startsWith('/dead')).length).toBeLessThanOrEqual(40);
  });

  it('is told no more than so much, and whoever runs the server of the rest', async () => {
    const deliveries: Delivery[] = [];
    const onDelivery = (delivery: Delivery) => deliveries.push(delivery);
    const api = testApi({ webhooks: { hosts: [host], onDelivery } });
    await hook(api, '/dead');
    for (let number = 0; number < 103; number += 1) await say(api, String(number));

    const dropped = { event: 'room_message', host, status: 0, tries: 0, webhook: 1 };
    expect(deliveries).toEqual([dropped, dropped]);
  });
});

describe('the deliveries of a webhook', () => {
  it('come in the order in which things happened, whatever has to be tried again', async () => {
    statuses = [503, 500];
    const api = testApi({ webhooks: { hosts: [host], retryDelaysMs: [1, 1] } });
    await hook(api, '/hook');
    for (const message of ['first', 'second', 'third']) await say(api, message);
    await api.server.delivered();

    expect(received).toEqual([
      '/hook first',
      '/hook first',
      '/hook first',
      '/hook second',
      '/hook third',
    ]);
  });
});

describe('a lane', () => {
  it('has room for the first of its work, however much waits elsewhere', async () => {
    const lanes = new Lanes(console.error);
    const forever = () => new Promise<void>(() => undefined);
    let taken = 0;
    for (let lane = 0; lane < 200; lane += 1) {
      for (let turn = 0; turn < 102; turn += 1) if (lanes.add(lane, forever)) taken += 1;
    }

    expect(taken).toBeLessThanOrEqual(10_000 + 200);
    expect(lanes.add(1000, forever)).toBe(true);
    expect(lanes.add(1000, forever)).toBe(false);
  });

  it('goes on after what failed, and is asked for anew when it was empty', async () => {
    const errors: unknown[] = [];
    const done: string[] = [];
    const lanes = new Lanes((error) => errors.push(error));
    lanes.add(1, () => Promise.reject('failed'));
    lanes.add(1, async () => void done.push('after'));
    await lanes.settled();
    lanes.add(1, async () => void done.push('anew'));
    await lanes.settled();

    expect([errors, done]).toEqual([['failed'], ['after', 'anew']]);
  });
});
