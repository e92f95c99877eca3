import { describe, expect, it } from 'vitest';
import { type Json, testApi } from './helpers/testApi.ts';

const idsOf = (body: Json): number[] => body.items.map((item: Json) => item.id);

describe('members of a room', () => {
  it('are added, and see the room then', async () => {
    const api = testApi();
    const dana = api.server.mintToken({ user: '@dana' });
    const { id } = (await api.get('/user/@dana')).body;
    expect((await api.get('/room/45', dana)).status).toBe(404);

    expect((await api.call('PUT', '/room/45/member/@dana')).status).toBe(204);
    expect((await api.get('/room/45', dana)).status).toBe(200);
    expect(idsOf((await api.get('/room/45/member')).body)).toContain(id);
    expect((await api.delete('/room/45/member/@dana')).status).toBe(204);
    expect((await api.get('/room/45', dana)).status).toBe(404);
    expect((await api.delete('/room/45/member/@dana')).status).toBe(404);
  });

  it('may be made administrators of it, and unmade', async () => {
    const api = testApi();
    const dana = api.server.mintToken({ user: '@dana' });
    const change = () => api.put('/room/45/topic', { topic: 'x' }, dana);
    const remove = () => api.delete('/room/45/member/99', dana);

    await api.put('/room/45/member/@dana', { room_roles: ['room_member'] });
    expect((await remove()).status).toBe(403);
    await api.put('/room/45/member/@dana', { room_roles: ['room_admin', 'room_member'] });
    // A body that says nothing of roles leaves them as they are.
    await api.put('/room/45/member/@dana', {});
    expect((await remove()).status).toBe(404);
    await api.put('/room/45/member/@dana', { room_roles: ['room_member'] });
    expect((await remove()).status).toBe(403);
    expect((await change()).status).toBe(204);
  });

  it('are not what does not fit', async () => {
    const api = testApi();
    const { owner } = (await api.get('/room/45')).body;

    expect((await api.delete(`/room/45/member/${owner.id}`)).status).toBe(400);
    expect((await api.put('/room/45/member/2', { room_roles: ['king'] })).status).toBe(400);
    expect((await api.put('/room/45/member/9999', {})).status).toBe(404);
    const client = api.server.mintToken({ kind: 'client', room: 45 });
    expect((await api.put('/room/45/member/2', {}, client)).status).toBe(403);
  });

  it('leave a private room when they are taken off it, and may stay in a public one', async () => {
    const api = testApi();
    const present = idsOf((await api.get('/room/45/participant')).body);
    const { owner } = (await api.get('/room/45')).body;
    const leaving = present.find((id) => id !== owner.id);
    await api.delete(`/room/45/member/${leaving}`);

    expect(idsOf((await api.get('/room/45/participant')).body)).toEqual(
      present.filter((id) => id !== leaving),
    );
  });
});

describe('a reply', () => {
  it('names the message that it replies to', async () => {
    const api = testApi();
    const { id } = (await api.post('/room/42/message', { message: 'first' })).body;
    const sent = await api.post('/room/42/reply', { parentMessageId: id, message: 'second @ann' });

    expect(sent.status).toBe(204);
    expect(sent.headers.get('x-floodcontrol-limit')).not.toBeNull();
    const { items } = (await api.get('/room/42/history/latest?max-results=1')).body;
    expect(items[0]).toMatchObject({ attach_to: id, message: 'second @ann', type: 'message' });
    expect(items[0].mentions).toMatchObject([{ mention_name: 'ann' }]);
  });

  it('needs a message in the same room', async () => {
    const api = testApi();
    const { id } = (await api.post('/room/43/message', { message: 'elsewhere' })).body;

    const reply = (body: unknown) => api.post('/room/42/reply', body);
    expect((await reply({ parentMessageId: id, message: 'x' })).status).toBe(404);
    expect((await reply({ message: 'x' })).body.error).toMatchObject({
      field: 'parentMessageId',
      validation: 'required',
    });
    expect((await reply({ parentMessageId: id })).status).toBe(400);
  });
});
