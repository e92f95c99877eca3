/**
 * The walks that the library exists for, over real HTTP against the real server, with their counts.
 */
import { describe, expect, it } from 'vitest';
import { explain, trace } from '../src/index.ts';
import { liveServer } from './helpers/live.ts';

const live = liveServer();

describe('the flagship', () => {
  it('is two requests, and the message arrives', async () => {
    const { hc } = live;
    await hc.rooms.items[0].owner.message('hi from the flagship');

    expect(live.requests()).toEqual([
      'GET /v2/room?start-index=0&max-results=1&expand=items',
      expect.stringMatching(/^POST \/v2\/user\/\d+\/message$/),
    ]);
    const owner = await hc.rooms.items[0].owner;
    const texts = await hc.user(owner.id).latest.map((message) => message.message);
    expect(texts).toContain('hi from the flagship');
  });

  it('is planned as it is sent, with a hole where the owner goes', async () => {
    const { hc } = live;

    expect(String(explain(hc.rooms.items[0].owner.message('hi')))).toBe(
      [
        "1  round 1  GET   /v2/room?start-index=0&max-results=1&expand=items  the owner is not in a room's stub",
        '2  round 2  POST  /v2/user/{1.items[0].owner.id}/message             {"message":"hi"}',
        '2 requests',
      ].join('\n'),
    );
    expect(live.requests()).toEqual([]);
  });

  it('is traced with the requests that the server counted', async () => {
    const { requests } = await trace(live.hc.rooms.items[0].owner.message('hi'));

    const paths = requests.map(({ method, url }) => `${method} ${url.slice(live.url.length)}`);
    expect(paths).toEqual(live.requests());
  });
});

describe('the examples of the design', () => {
  it('ask for a room with its owner in one request', async () => {
    expect(await live.hc.room('Ops').owner.email).toMatch(/@/);

    expect(live.requests()).toEqual(['GET /v2/room/Ops?expand=owner']);
  });

  it('read every room and its owner in one request a page', async () => {
    const lines = await live.hc.rooms.map((room) => `${room.name}: ${room.owner.email}`);

    expect(lines.length).toBeGreaterThan(5);
    expect(lines.every((line) => /.+: .+@.+/.test(line))).toBe(true);
    expect(live.requests()).toEqual([
      'GET /v2/room?start-index=0&max-results=1000&expand=items.owner',
    ]);
  });

  it('give a stub whose missing fields are chains, and whose references walk on', async () => {
    const room = await live.hc.rooms.items[0];
    expect(typeof room.name).toBe('string');
    expect(typeof (await room.topic)).toBe('string');
    expect(live.requests()).toEqual([
      'GET /v2/room?start-index=0&max-results=1',
      `GET /v2/room/${room.id}`,
    ]);
  });

  it('give a whole room by `self`, with moments and stubs as values', async () => {
    const whole = await live.hc.rooms.items[0].self;

    expect(whole.created.epochMilliseconds).toBeGreaterThan(0);
    expect(typeof whole.owner.name).toBe('string');
    expect(live.requests()).toEqual(['GET /v2/room?start-index=0&max-results=1&expand=items']);
  });

  it('set a topic, where a field is a value, at `self`, and read it back', async () => {
    const { hc } = live;
    const whole = await hc.room('Ops');

    await whole.self.topic('Deploying');

    expect(await whole.self.topic).toBe('Deploying');
    expect(await hc.room('Ops').topic).toBe('Deploying');
    await hc.room('Ops').topic('Deployed');
    expect(await hc.room('Ops').topic).toBe('Deployed');
  });
});
