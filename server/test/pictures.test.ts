import { describe, expect, it } from 'vitest';
import { gif, png } from './helpers/pictures.ts';
import { type TestApi, testApi } from './helpers/testApi.ts';

const places = [
  {
    path: '/user/2/photo',
    read: '/user/2/photo/big',
    field: 'photo',
    whole: '/user/2',
    url: 'photo_url',
  },
  {
    path: '/room/42/avatar',
    read: '/room/42/avatar',
    field: 'avatar',
    whole: '/room/42',
    url: 'avatar_url',
  },
  {
    path: '/group/1/avatar',
    read: '/group/1/avatar',
    field: 'avatar',
    whole: '/group/1',
    url: 'avatar_url',
  },
];

const follow = async (api: TestApi, path: string) => {
  const reply = await api.call('GET', path);
  expect(reply.status).toBe(302);
  return api.server.fetch(new Request(reply.headers.get('location') ?? ''));
};

describe.each(places)('a picture at $path', ({ path, read, field, whole, url }) => {
  it('is set, led to, replaced and taken away', async () => {
    const api = testApi();
    expect((await api.get(whole)).body[url]).toBeNull();
    expect((await api.get(read)).status).toBe(404);

    expect((await api.put(path, { [field]: png.toString('base64') })).status).toBe(204);
    const first = await follow(api, read);
    expect(Buffer.from(await first.arrayBuffer())).toEqual(png);
    const before = (await api.get(whole)).body[url];

    await api.put(path, { [field]: gif.toString('base64') });
    expect((await follow(api, read)).headers.get('content-type')).toBe('image/gif');
    expect((await api.server.fetch(new Request(before))).status).toBe(404);
    expect((await api.get(whole)).body[url]).not.toBe(before);

    expect((await api.delete(path)).status).toBe(204);
    expect((await api.get(whole)).body[url]).toBeNull();
    expect((await api.get(read)).status).toBe(404);
  });

  it.each([
    { value: undefined, validation: 'required' },
    { value: 42, validation: 'type' },
    { value: '', validation: 'minLength' },
    { value: '*', validation: 'format' },
    { value: Buffer.from('<svg/>').toString('base64'), validation: 'format' },
  ])('is refused where it is none: $value', async ({ value, validation }) => {
    const reply = await testApi().put(path, { [field]: value });

    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({ field, validation });
  });
});

describe('a picture', () => {
  it('is changed by those who may', async () => {
    const api = testApi();
    const ann = api.server.mintToken({ user: '@ann' });
    const body = { photo: png.toString('base64'), avatar: png.toString('base64') };
    const erik = api.server.mintToken({ user: 6 });

    // One's own photo, and others' with administrator's rights.
    expect((await api.put('/user/6/photo', body, erik)).status).toBe(204);
    expect((await api.put('/user/3/photo', body, erik)).status).toBe(403);
    expect((await api.put('/room/42/avatar', body, erik)).status).toBe(403);
    expect((await api.put('/group/1/avatar', body, erik)).status).toBe(403);
    expect((await api.delete('/user/1/photo', ann)).status).toBe(403);
    expect((await api.get('/user/2/photo/huge')).status).toBe(400);
  });
});
