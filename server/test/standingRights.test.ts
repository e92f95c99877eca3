/**
 * What stands by somebody's rights: webhooks, programs in rooms, links to files, requests under way.
 * Each is made while its maker may, and tried when its maker may no more.
 */
import { createServer as createReceiver } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FileStore } from '../src/files/FileStore.ts';
import type { ServerOptions } from '../src/index.ts';
import { png } from './helpers/pictures.ts';
import { base, type Json, type Reply, type TestApi, testApi } from './helpers/testApi.ts';

/** A server whose webhooks come here, and what came. */
async function hooked(
  options: ServerOptions = {},
  statuses: number[] = [],
  whenTold: () => unknown = () => undefined,
) {
  const told: Json[] = [];
  const receiver = createReceiver(async (request, response) => {
    told.push(JSON.parse(await text(request)));
    await whenTold();
    const status = statuses.shift() ?? 204;
    response.writeHead(status).end(status === 200 ? '{"message":"answered"}' : undefined);
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    receiver.close();
  });
  const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const api = testApi({ ...options, webhooks: { hosts: [host], retryDelaysMs: [1, 1, 1] } });
  const hook = (room: number, token: string, event = 'room_message') =>
    api.post(`/room/${room}/webhook`, { event, url: `http://${host}/` }, token);
  return { api, told, hook };
}

/** Room 45 is private and belongs to 12; 8 (Goran) is made an administrator of it. */
async function withGoran(...more: Parameters<typeof hooked>) {
  const world = await hooked(...more);
  await world.api.put('/room/45/member/8', { room_roles: ['room_admin'] });
  const goran = world.api.server.mintToken({ user: 8 });
  return { ...world, goran };
}

/** What ends the right of Goran to a webhook in room 45. */
const ends: { name: string; end: (api: TestApi) => Promise<unknown> }[] = [
  { name: 'was put out of the room', end: (api) => api.delete('/room/45/member/8') },
  { name: 'was deleted', end: (api) => api.delete('/user/8') },
  {
    name: 'administers the room no more',
    end: (api) => api.put('/room/45/member/8', { room_roles: ['room_member'] }),
  },
];

describe('a webhook', () => {
  it.each(ends)('is told nothing once its maker $name', async ({ end }) => {
    const { api, told, hook, goran } = await withGoran();
    expect((await hook(45, goran)).status).toBe(201);
    await api.post('/room/45/message', { message: 'before' });
    await api.server.delivered();
    await end(api);
    await api.post('/room/45/message', { message: 'after' });
    await api.server.delivered();

    expect(told.map(({ item }) => item.message.message)).toEqual(['before']);
  });

  it('is told by the right of its own maker, whatever others of the room have lost', async () => {
    const { api, told, hook, goran } = await withGoran();
    await hook(45, goran);
    await hook(45, api.server.mintToken());
    await api.delete('/room/45/member/8');
    await api.post('/room/45/message', { message: 'x' });
    await api.server.delivered();

    expect(told.map(({ webhook_id }) => webhook_id)).toEqual([2]);
  });

  it('of who was an administrator of the group is told nothing that others of them are', async () => {
    const { api, told, hook } = await hooked();
    expect((await hook(45, api.server.mintToken({ user: '@ann' }))).status).toBe(201);
    const ann = (await api.get('/user/@ann')).body;
    await api.put('/user/@ann', { ...ann, presence: null, is_group_admin: false });
    await api.post('/room/45/message', { message: 'x' });
    await api.server.delivered();

    expect(told).toEqual([]);
  });

  it('in a room that was made private is told nothing for who is outside', async () => {
    const { api, told, hook } = await hooked();
    await api.put('/room/42/member/8', { room_roles: ['room_admin'] });
    await hook(42, api.server.mintToken({ user: 8 }));
    await api.delete('/room/42/member/8');
    const room = (await api.get('/room/42')).body;
    await api.put('/room/42', { ...room, privacy: 'private' });
    await api.post('/room/42/message', { message: 'x' });
    await api.server.delivered();

    expect(told).toEqual([]);
  });

  it('is not tried again for who lost the right between two tries', async () => {
    let api: TestApi | undefined;
    const end = () => api?.delete('/room/45/member/8');
    const world = await withGoran({}, [500, 500, 500, 500], end);
    api = world.api;
    await world.hook(45, world.goran);
    await api.post('/room/45/message', { message: 'x' });
    await api.server.delivered();

    expect(world.told).toHaveLength(1);
  });

  it.each([
    { name: 'still may', end: async () => undefined, last: 'answered' },
    { name: 'may no more', end: (api?: TestApi) => api?.delete('/room/45/member/8'), last: 'x' },
  ])('is answered in the room for who $name when the answer comes', async ({ end, last }) => {
    let api: TestApi | undefined;
    const world = await withGoran({}, [200], () => end(api));
    api = world.api;
    await world.hook(45, world.goran);
    await api.post('/room/45/message', { message: 'x' });
    await api.server.delivered();

    const { items } = (await api.get('/room/45/history/latest?max-results=1')).body;
    expect([items[0].message, world.told.length]).toEqual([last, 1]);
  });

  it('that was taken away is told nothing that waited', async () => {
    const { api, told, hook } = await hooked();
    const { id } = (await hook(42, api.server.mintToken())).body;
    await api.post('/room/42/message', { message: 'x' });
    await api.delete(`/room/42/webhook/${id}`);
    await api.server.delivered();

    expect(told).toEqual([]);
  });

  it('of a person who is still there is told of the end of the room', async () => {
    const { api, told, hook, goran } = await withGoran();
    await hook(45, goran, 'room_deleted');
    await api.delete('/room/45');
    await api.server.delivered();

    expect(told).toMatchObject([{ event: 'room_deleted' }]);
  });

  it('of an add-on is told by what the add-on may, in its room alone', async () => {
    const { api, told, hook } = await hooked();
    const own = api.server.mintToken({ kind: 'client', room: 45 });
    const all = api.server.mintToken({ kind: 'client' });
    expect([(await hook(45, own)).status, (await hook(45, all)).status]).toEqual([201, 201]);
    expect((await hook(42, own)).status).toBe(403);
    await api.post('/room/45/message', { message: 'x' });
    await api.server.delivered();

    expect(told).toHaveLength(2);
  });
});

describe('a program in a room, let in by a person', () => {
  it.each(ends)('is out once that person $name', async ({ end }) => {
    const { api, goran } = await withGoran();
    const granted = await api.post(
      '/oauth/token',
      { grant_type: 'room_notification', room_id: 45 },
      goran,
    );
    const notify = () =>
      api.post('/room/45/notification', { message: 'x' }, granted.body.access_token);
    expect((await notify()).status).toBe(204);
    await end(api);

    expect((await notify()).status).toBe(401);
  });
});

describe('a link to a file', () => {
  const share = (api: TestApi, path: string, token: string) =>
    api.call('POST', `${path}/share/file`, {
      token,
      headers: { 'content-type': 'multipart/related; boundary=b' },
      body: '--b\nContent-Disposition: x; name="file"; filename="a"\n\nx\n--b--',
    });
  const open = async (api: TestApi, url: string) =>
    (await api.server.fetch(new Request(url))).status;
  const linkIn = async (api: TestApi, path: string, token: string): Promise<string> =>
    (await api.get(`${path}/history/latest?max-results=1`, token)).body.items[0].file.url;

  it.each([
    ...ends.slice(0, 2),
    {
      name: 'ended the session in which it was made',
      end: (api: TestApi, token: string) => api.delete(`/oauth/token/${token}`, null),
    },
  ])('leads nowhere once the one for whom it was made $name', async ({ end }) => {
    const { api, goran } = await withGoran();
    await share(api, '/room/45', goran);
    const link = await linkIn(api, '/room/45', goran);
    const owners = await linkIn(api, '/room/45', api.server.mintToken());
    expect([await open(api, link), await open(api, owners)]).toEqual([200, 200]);
    await end(api, goran);

    expect([await open(api, link), await open(api, owners)]).toEqual([403, 200]);
  });

  it('is good no longer than the token by which it was got', async () => {
    let now = Date.parse('2018-01-01T00:00:00Z');
    const api = testApi({ now: () => now });
    await share(api, '/room/42', api.server.mintToken());
    const short = api.server.mintToken({ expiresIn: 60 });
    const link = await linkIn(api, '/room/42', short);
    expect(await open(api, link)).toBe(200);
    now += 60_000;
    expect(await open(api, link)).toBe(403);
    // Whoever comes next has another id, and does not inherit it.
    api.server.mintToken();
    expect(await open(api, link)).toBe(403);
  });

  it('cannot be made into one for somebody else', async () => {
    const { api, goran } = await withGoran();
    await share(api, '/room/45', goran);
    const link = await linkIn(api, '/room/45', goran);
    await api.delete('/room/45/member/8');
    for (const viewer of ['t1', 't2', 'w1', 'nobody', '', 't01', 't1\n']) {
      const other = new URL(link);
      other.searchParams.set('for', viewer);
      expect(await open(api, other.href)).toBe(403);
    }
  });

  it("in what a webhook's receiver gets is good as long as the webhook stands", async () => {
    const { api, told, hook, goran } = await withGoran();
    await hook(45, goran);
    await share(api, '/room/45', api.server.mintToken());
    await api.server.delivered();
    const link = told[0].item.message.file.url;
    expect(await open(api, link)).toBe(200);
    await api.delete('/room/45/member/8');

    expect(await open(api, link)).toBe(403);
  });

  it('is another one for each webhook that is told of it', async () => {
    const { api, told, hook, goran } = await withGoran();
    await hook(45, goran);
    await hook(45, api.server.mintToken());
    await share(api, '/room/45', api.server.mintToken());
    await api.server.delivered();
    await api.delete('/room/45/member/8');

    const links = told.sort((one, other) => one.webhook_id - other.webhook_id);
    const statuses = links.map(({ item }) => open(api, item.message.file.url));
    expect(await Promise.all(statuses)).toEqual([403, 200]);
  });

  it('to the avatar of a private room is for who sees the room', async () => {
    const { api, goran } = await withGoran();
    await api.put('/room/45/avatar', { avatar: png.toString('base64') });
    await api.put('/user/8/photo', { photo: png.toString('base64') });
    const avatar = (await api.get('/room/45', goran)).body.avatar_url;
    const photo = (await api.get('/user/8', goran)).body.photo_url;
    expect([await open(api, avatar), await open(api, photo)]).toEqual([200, 200]);
    await api.delete('/room/45/member/8');

    expect([await open(api, avatar), await open(api, photo)]).toEqual([403, 200]);
  });
});

describe('a request whose body took its time', () => {
  /** A request of Goran's that has come as far as its head. */
  function begun(api: TestApi, token: string, method: string, path: string, json: unknown) {
    let send: (() => void) | undefined;
    const body = new ReadableStream({
      start(controller) {
        send = () => {
          controller.enqueue(new TextEncoder().encode(JSON.stringify(json)));
          controller.close();
        };
      },
    });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const init = { method, body, headers, duplex: 'half' } as RequestInit;
    const answer = api.server.fetch(new Request(base + path, init));
    return { answer, send: () => send?.() };
  }

  it.each([
    { name: 'deleted', end: (api: TestApi) => api.delete('/user/8') },
    {
      name: 'signed out',
      end: (api: TestApi, token: string) => api.delete(`/oauth/token/${token}`, null),
    },
  ])('is refused for who was $name meanwhile', async ({ end }) => {
    const { api, goran } = await withGoran();
    const request = begun(api, goran, 'POST', '/room/42/message', { message: 'late' });
    await end(api, goran);
    request.send();

    expect((await request.answer).status).toBe(401);
    const last = (await api.get('/room/42/history/latest?max-results=1')).body.items[0];
    expect(last.message).not.toBe('late');
  });

  it('is decided by the rights at its end, not at its beginning', async () => {
    const { api } = await hooked();
    const ann = api.server.mintToken({ user: '@ann' });
    const made = begun(api, ann, 'POST', '/user', { name: 'Late', email: 'late@example.com' });
    const person = (await api.get('/user/@ann')).body;
    await api.put('/user/@ann', { ...person, presence: null, is_group_admin: false });
    made.send();

    expect((await made.answer).status).toBe(403);
  });
});

describe('a file that took its time to be kept', () => {
  const multipart = {
    headers: { 'content-type': 'multipart/related; boundary=b' },
    body: '--b\nContent-Disposition: x; name="file"; filename="a"\n\nx\n--b--',
  };
  const picture = png.toString('base64');

  it.each<{ what: string; send: (api: TestApi, token: string) => Promise<Reply> }>([
    {
      what: 'a file for a room',
      send: (api, token) => api.call('POST', '/room/45/share/file', { token, ...multipart }),
    },
    {
      what: 'a file for a person',
      send: (api, token) => api.call('POST', '/user/2/share/file', { token, ...multipart }),
    },
    {
      what: "a room's avatar",
      send: (api, token) => api.put('/room/45/avatar', { avatar: picture }, token),
    },
    { what: 'a photo', send: (api, token) => api.put('/user/8/photo', { photo: picture }, token) },
  ])('is thrown away where whoever sent it signed out meanwhile: $what', async ({ send }) => {
    const { api, goran } = await withGoran();
    const thrownAway = vi.spyOn(FileStore.prototype, 'delete');
    const { put } = FileStore.prototype;
    let isReached: (() => void) | undefined;
    const reached = new Promise<void>((resolve) => {
      isReached = resolve;
    });
    let goOn: (() => void) | undefined;
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slow = vi.spyOn(FileStore.prototype, 'put').mockImplementation(async function (
      this: FileStore,
      bytes,
    ) {
      isReached?.();
      await gate;
      return put.call(this, bytes);
    });
    onTestFinished(() => {
      slow.mockRestore();
      thrownAway.mockRestore();
    });
    const sending = send(api, goran);
    await reached;
    await api.delete(`/oauth/token/${goran}`, null);
    goOn?.();

    expect((await sending).status).toBe(401);
    expect(thrownAway).toHaveBeenCalledTimes(1);
    expect((await api.get('/file/1')).status).toBe(404);
    expect((await api.get('/room/45')).body.avatar_url).toBeNull();
    expect((await api.get('/user/8')).body.photo_url).toBeNull();
  });
});
