import { describe, expect, it } from 'vitest';
import { at, explain, href, OriginError, within } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { mockApi, page, roomStub, userStub, wholeRoom } from '../helpers/mockApi.ts';
import { settle } from '../helpers/settle.ts';

describe('`at`', () => {
  const api = mockApi();
  const API = 'https://api.hipchat.com/v2';

  it('finds the kind of a resource from its address', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));

    const room = await api.hc.at(`${API}/room/42`, 'room');

    expect(room.created.toString()).toBe('2013-11-07T17:57:11Z');
  });

  it('writes out in its text what a terminal would obey of an address', () => {
    const text = `${api.hc.at('room/1?x=\u001b[2J\u2028', 'room').name}`;

    expect(text).toContain('\\u001b[2J\\u2028');
    expect(text).not.toMatch(/[\p{Cc}\p{Zl}]/u);
  });

  it('finds a collection, which starts where its address says', async () => {
    api.on(
      'GET',
      '/v2/room?include-archived=true&start-index=7&max-results=2',
      page([roomStub(8)], { startIndex: 7 }),
    );

    const url = `${API}/room?include-archived=true&start-index=5&max-results=2`;
    const room = await api.hc.at(url, 'rooms').items[2];

    expect(room.id).toBe(8);
  });

  it('is a collection where that is said of an address that no map has', async () => {
    api.on('GET', '/v2/odd/users', page([userStub(7)]));
    api.on('POST', '/v2/user/7/message', {}, { status: 204 });
    const message = api.hc.at(`${API}/odd/users`, 'users').items[0].message('hi');

    expect(explain(message).requests.map(({ url }) => url)).toEqual([
      `${API}/odd/users`,
      `${API}/user/{1.items[0].id}/message`,
    ]);
    await message;
    expect(api.asked).toEqual(['GET /v2/odd/users', 'POST /v2/user/7/message']);
  });

  it('gives the page of the address when the collection is awaited', async () => {
    api.on('GET', '/v2/room?start-index=5&max-results=2', page([roomStub(6)], { startIndex: 5 }));

    const rooms = await api.hc.at(`${API}/room?start-index=5&max-results=2`, 'rooms');

    expect(rooms.startIndex).toBe(5);
  });

  it('knows what lies below a resource', async () => {
    const texts = await Promise.all(
      [
        api.hc.at(`${API}/room/42/participant`, 'users').items[0].message('hi'),
        api.hc.at(`${API}/room/42/webhook/5`, 'webhook').delete(),
        api.hc.at(`${API}/room/42/statistics`, 'statistics').messages_sent,
        api.hc.at(`${API}/room/42/history/latest`, 'messages').items[0].message,
        api.hc.at(`${API}/room/42/history/some-id`, 'message').message,
        api.hc.at(`${API}/user/1/preference/auto-join`, 'rooms').items[0].topic,
      ].map((chain) => explain(chain).requests.map(({ method, url }) => `${method} ${url}`)),
    );

    expect(texts).toEqual([
      [
        `GET ${API}/room/42/participant?start-index=0&max-results=1`,
        `POST ${API}/user/{1.items[0].id}/message`,
      ],
      [`DELETE ${API}/room/42/webhook/5`],
      [`GET ${API}/room/42/statistics`],
      [`GET ${API}/room/42/history/latest`],
      [`GET ${API}/room/42/history/some-id`],
      [`GET ${API}/user/1/preference/auto-join?start-index=0&max-results=1&expand=items`],
    ]);
  });

  it('sends nothing until it is awaited, and knows its address without a request', async () => {
    const chain = api.hc.at(`${API}/user/7#top`, 'user');

    expect(await href(chain)).toBe(`${API}/user/7`);
    expect(String(chain)).toBe(`⟦chain hc.at('${API}/user/7#top')⟧`);
    expect(api.asked).toEqual([]);
  });

  it('is refused at another origin, and sends nothing there', async () => {
    await expect(settle(api.hc.at('https://evil.test/v2/room/42'))).rejects.toThrow(OriginError);
    await expect(
      settle(api.hc.at('https://evil.test/v2/room/42', 'room').message('hi')),
    ).rejects.toThrow(OriginError);

    expect(api.asked).toEqual([]);
  });

  it('rejects at the await what is no address, and one of another kind', async () => {
    const { hc } = api;

    await expect(settle(hc.at('https://[', 'room'))).rejects.toThrow(TypeError);
    await expect(settle(hc.at('file:///etc/passwd'))).rejects.toThrow(
      "`at` takes an http: or https: address, got 'file:///etc/passwd'",
    );
    await expect(settle(hc.at('https://ann:pw@api.hipchat.com/v2/room/1'))).rejects.toThrow(
      'without a name or a password',
    );
    await expect(settle(hc.at(`${API}/user/7`, 'room'))).rejects.toThrow(
      `${API}/user/7 is the address of user, not of room`,
    );
    await expect(settle(hc.at(`${API}/room`, 'room'))).rejects.toThrow('is the address of rooms');
    // @ts-expect-error -- there is no such kind
    await expect(settle(hc.at(`${API}/room/1`, 'rom') as Promise<never>)).rejects.toThrow(
      "there is no kind 'rom'",
    );
    // @ts-expect-error -- a kind is a text
    await expect(settle(hc.at(`${API}/room/1`, 7) as Promise<never>)).rejects.toThrow(
      '`at` takes the name of a kind, got 7',
    );

    expect(api.asked).toEqual([]);
  });

  it('keeps the limits of the root that it was taken from', async () => {
    await expect(
      settle(within(api.hc, { budget: 0 }).at(`${API}/room/42`, 'room').topic),
    ).rejects.toThrow('0 requests are allowed');
  });

  it('is a function, too, for any API', async () => {
    api.on('GET', '/v2/user/7', userStub(7));

    expect(await (at(api.hc, 'user/7') as PromiseLike<object>)).toMatchObject({ id: 7 });
  });

  it('hides a secret that the address holds', async () => {
    const chain = api.hc.at(`${API}/room/42?auth_token=abcdefghijklmnop`);

    expect(String(chain)).not.toContain('abcdefghijklmnop');
  });
});

describe('on a real server, `at`', () => {
  const live = liveServer();

  it('follows an address over http, as the server wrote it', async () => {
    const { links } = await live.hc.room('Ops');

    const members = await live.hc.at(links.participants ?? '', 'users');
    const room = await live.hc.at(links.self, 'room');

    expect(members.items.map(({ mention_name }) => mention_name)).toContain('ann');
    expect(await room.owner.message('hi')).toBeUndefined();
  });
});
