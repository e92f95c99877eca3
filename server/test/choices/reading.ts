/** Proofs of what the server does where nobody wrote it down: reading, rooms. */
import { expect } from 'vitest';
import { png } from '../helpers/pictures.ts';
import { base, type Json, testApi } from '../helpers/testApi.ts';
import type { Proofs } from './proofs.ts';

const far = 'date=2030-01-01';

export const readingProofs: Proofs<
  | 'nextCarries'
  | 'nextIsAbsolute'
  | 'order'
  | 'lastActive'
  | 'unknownExpansion'
  | 'expandByRule'
  | 'expandDepth'
  | 'expandLimit'
  | 'expandRights'
  | 'maxResults'
  | 'farOffsets'
  | 'timezoneAndEndDate'
  | 'latestOrder'
  | 'recentWindow'
  | 'privateRoom'
  | 'topicItems'
> = {
  nextCarries: async (api) => {
    const query = `expand=items&include-archived=true&x=y&max-results=1&auth_token=t`;
    const { next } = (await api.get(`/room?${query}`)).body.links;
    expect(next).toBe(`${base}/room?start-index=1&max-results=1&include-archived=true&x=y`);
  },
  nextIsAbsolute: async (api) => {
    expect((await api.get('/emoticon?max-results=1')).body.links.next).toMatch(/^http:\/\//);
  },
  order: async (api) => {
    const ids = (await api.get('/room')).body.items.map((item: Json) => item.id);
    expect(ids).toEqual(ids.toSorted((a: number, b: number) => a - b));
  },
  lastActive: async (api) => {
    expect((await api.get('/user/1')).body.last_active).toMatch(/^\d{10}$/);
    const { id } = (await api.post('/user', { name: 'N', email: 'n@example.com' })).body;
    expect((await api.get(`/user/${id}`)).body.last_active).toBeNull();
  },
  unknownExpansion: async (api) => {
    const plain = (await api.get('/room/42')).body;
    expect((await api.get('/room/42?expand=quake,owner2.x')).body).toEqual(plain);
  },
  expandByRule: async (api) => {
    const { body } = await api.get('/room/42?expand=owner.group,statistics');
    expect(body.owner.group).toHaveProperty('plan');
    expect(body.statistics).toHaveProperty('messages_sent');
  },
  expandDepth: async (api) => {
    const deep = (await api.get('/room/42?expand=owner.group.owner.group.owner')).body;
    expect(deep.owner.group.owner.group.owner).toHaveProperty('email');
    const flat = (await testApi({ expandDepth: 0 }).get('/room/42?expand=owner')).body;
    expect(flat.owner).not.toHaveProperty('email');
  },
  expandLimit: async () => {
    const { items } = (await testApi({ expandLimit: 2 }).get('/room?expand=items')).body;
    expect(items.map((item: Json) => 'topic' in item).slice(0, 3)).toEqual([true, true, false]);
  },
  expandRights: async (api) => {
    const token = api.server.mintToken({ scopes: ['view_room'] });
    const { status, body } = await api.get('/room/42?expand=owner', token);
    expect([status, 'email' in body.owner]).toEqual([200, false]);
  },
  maxResults: async (api) => {
    const { status, body } = await api.get('/room?max-results=1001');
    expect([status, body.error.field]).toEqual([400, 'max-results']);
  },
  farOffsets: async (api) => {
    const { status, body } = await api.get(`/room/42/history?${far}&start-index=20001`);
    expect([status, body.items]).toEqual([200, []]);
  },
  timezoneAndEndDate: async (api) => {
    const query = 'date=2016-10-01T02:00:00&end-date=2016-09-01T02:00:00&max-results=1000';
    const zoned = await api.get(`/room/42/history?${query}&timezone=Europe/Berlin`);
    const utc = await api.get(`/room/42/history?${query.replaceAll('T02:', 'T00:')}`);
    expect(zoned.status).toBe(200);
    expect(zoned.body.items.map((item: Json) => item.id)).toEqual(
      utc.body.items.map((item: Json) => item.id),
    );
  },
  latestOrder: async (api) => {
    const dates = (await api.get('/room/42/history/latest')).body.items.map(
      (item: Json) => item.date,
    );
    expect(dates).toEqual(dates.toSorted());
  },
  recentWindow: async (api) => {
    const { body } = await api.get('/room/42/history?max-results=3&start-index=5');
    expect([body.maxResults, body.startIndex]).toEqual([75, 0]);
    expect(body.items.length).toBeGreaterThan(3);
  },
  privateRoom: async (api) => {
    const dana = api.server.mintToken({ user: '@dana' });
    expect((await api.get('/room/45/history', dana)).status).toBe(404);
    expect((await api.get('/room/45/history')).status).toBe(200);
    const addon = api.server.mintToken({ kind: 'client' });
    expect((await api.get('/room/45/history', addon)).status).toBe(200);
  },
  topicItems: async (api) => {
    const room = (await api.get('/room/42')).body;
    await api.put('/room/42', { ...room, topic: 'New', is_guest_accessible: true });
    const { items } = (await api.get('/room/42/history/latest?max-results=2')).body;
    expect(items[0]).toMatchObject({ from: { id: 1 }, message: 'New', type: 'topic' });
    expect(items[1]).toMatchObject({ from: { id: 1 }, type: 'guest_access' });
    expect(items[1].message).toMatch(/ on$/);
  },
};

export const roomProofs: Proofs<
  | 'ownerForAddons'
  | 'roomAvatar'
  | 'roomAvatarScope'
  | 'memberOfPublic'
  | 'memberGone'
  | 'roomAdmin'
  | 'archived'
  | 'replyShape'
  | 'randomColor'
  | 'notificationFrom'
> = {
  ownerForAddons: async (api) => {
    const addon = api.server.mintToken({ kind: 'client' });
    const { status, body } = await api.post('/room', { name: 'N' }, addon);
    expect([status, body.error.field]).toEqual([400, 'owner_user_id']);
  },
  roomAvatar: async (api) => {
    expect((await api.get('/room/42/avatar')).status).toBe(404);
    await api.put('/room/42/avatar', { avatar: png.toString('base64') });
    for (const scope of ['view_room', 'view_group'] as const) {
      const token = api.server.mintToken({ scopes: [scope] });
      expect((await api.get('/room/42/avatar', token)).status).toBe(302);
    }
  },
  roomAvatarScope: async (api) => {
    const body = { avatar: png.toString('base64') };
    const fitting = api.server.mintToken({ scopes: ['admin_room'] });
    const other = api.server.mintToken({ scopes: ['manage_rooms', 'view_room'] });
    expect((await api.put('/room/42/avatar', body, other)).status).toBe(403);
    expect((await api.put('/room/42/avatar', body, fitting)).status).toBe(204);
    expect((await api.delete('/room/42/avatar', other)).status).toBe(403);
  },
  memberOfPublic: async (api) => {
    expect((await api.put('/room/42/member/6', {})).status).toBe(204);
  },
  memberGone: async (api) => {
    const { owner } = (await api.get('/room/45')).body;
    const members = (await api.get('/room/45/member')).body.items;
    const other = members.find((member: Json) => member.id !== owner.id);
    expect((await api.delete(`/room/45/member/${owner.id}`)).status).toBe(400);
    expect((await api.delete(`/room/45/member/${other.id}`)).status).toBe(204);
    expect((await api.delete(`/room/45/member/${other.id}`)).status).toBe(404);
    const { items } = (await api.get('/room/45/participant')).body;
    expect(items.map((item: Json) => item.id)).not.toContain(other.id);
  },
  roomAdmin: async (api) => {
    const erik = api.server.mintToken({ user: 6 });
    const room = (await api.get('/room/42')).body;
    expect((await api.put('/room/42', room, erik)).status).toBe(403);
    expect((await api.put('/room/42/topic', { topic: 'x' }, erik)).status).toBe(204);
    await api.put('/room/42/member/6', { room_roles: ['room_admin'] });
    expect((await api.put('/room/42', room, erik)).status).toBe(204);
  },
  archived: async (api) => {
    await api.put('/room/42', { ...(await api.get('/room/42')).body, is_archived: true });
    expect((await api.post('/room/42/message', { message: 'x' })).status).toBe(400);
    expect((await api.get('/room/42/member')).status).toBe(400);
  },
  replyShape: async (api) => {
    const { id } = (await api.post('/room/42/message', { message: 'x' })).body;
    await api.post('/room/42/reply', { parentMessageId: id, message: 'y' });
    const { items } = (await api.get('/room/42/history/latest?max-results=1')).body;
    expect(items[0]).toMatchObject({ attach_to: id, type: 'message' });
  },
  randomColor: async (api) => {
    await api.post('/room/42/notification', { message: 'x', color: 'random' });
    const read = async () =>
      (await api.get('/room/42/history/latest?max-results=1')).body.items[0].color;
    const color = await read();
    expect(['yellow', 'green', 'red', 'purple', 'gray']).toContain(color);
    expect(await read()).toBe(color);
  },
  notificationFrom: async (api) => {
    await api.post(
      '/room/42/notification',
      { message: 'x' },
      api.server.mintToken({ user: '@bo' }),
    );
    const { items } = (await api.get('/room/42/history/latest?max-results=1')).body;
    expect(items[0].from).toBe('Bo Lindqvist');
  },
};
