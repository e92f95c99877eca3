import { describe, expect, it } from 'vitest';
import given from './fixtures/stockIds.json' with { type: 'json' };
import { png } from './helpers/pictures.ts';
import { base, type Json, testApi } from './helpers/testApi.ts';

describe('emoticons', () => {
  it('are a stock that every group has, in pages', async () => {
    const api = testApi();
    const first = (await api.get('/emoticon?max-results=2')).body;
    expect(first).toEqual({
      items: [':)', ':-)'].map((shortcut, index) => ({
        id: 2_000_001 + index,
        links: { self: `${base}/emoticon/${2_000_001 + index}` },
        shortcut,
        type: 'global',
        url: `http://localhost/img/emoticons/${2_000_001 + index}.svg`,
      })),
      links: { next: `${base}/emoticon?start-index=2&max-results=2`, self: `${base}/emoticon` },
      maxResults: 2,
      startIndex: 0,
    });

    const all = (await api.get('/emoticon?max-results=1000')).body;
    const shortcuts = all.items.map((item: Json) => item.shortcut);
    expect(all.links).not.toHaveProperty('next');
    expect(shortcuts.length).toBeGreaterThan(200);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
    for (const known of ['allthethings', 'facepalm', 'tableflip', 'thumbsup', 'zzz']) {
      expect(shortcuts).toContain(known);
    }
  });

  it.each(['thumbsup', '(thumbsup)', '>:-(', ':/', '105216'])('are found by %s', async (which) => {
    const api = testApi();
    const { status, body } = await api.get(`/emoticon/${encodeURIComponent(which)}`);

    expect(status).toBe(200);
    expect(body).toMatchObject({ audio_path: null, creator: null, height: 30, width: 30 });
    const picture = await api.server.fetch(new Request(body.url));
    expect(picture.headers.get('content-type')).toBe('image/svg+xml');
    expect(await picture.text()).toMatch(/^<svg .*<\/svg>$/);
  });

  it('have the ids that they ever had, which are HipChat’s own where these are public', async () => {
    const { items } = (await testApi().get('/emoticon?max-results=1000')).body;
    const ids = new Map(items.map((item: Json) => [item.shortcut, item.id]));

    expect(new Set(ids.values()).size).toBe(items.length);
    expect([ids.get('allthethings'), ids.get('troll'), ids.get('facepalm')]).toEqual([
      105_216, 105_148, 5,
    ]);
    // Names may be added here; none may change or go.
    for (const [shortcut, id] of Object.entries(given))
      expect([shortcut, ids.get(shortcut)]).toEqual([shortcut, id]);
  });

  it('are never given to one of the group’s own', async () => {
    const api = testApi();
    const ids: number[] = [];
    for (let number = 0; number < 400; number += 1) {
      ids.push(await api.server.addEmoticon({ shortcut: `own${number}`, image: png }));
    }
    const stock = new Set(Object.values(given));

    expect(ids.filter((id) => stock.has(id))).toEqual([]);
    expect(new Set(ids).size).toBe(400);
  });

  it('are all drawn, each in its own way', async () => {
    const api = testApi();
    const { items } = (await api.get('/emoticon?max-results=1000')).body;
    const drawings = new Set<string>();
    for (const { url } of items) {
      drawings.add(await (await api.server.fetch(new Request(url))).text());
    }

    // A smiley is the same with and without a nose.
    expect(drawings.size).toBeGreaterThan(items.length - 20);
    expect((await api.get('/emoticon/nothing')).status).toBe(404);
    expect((await api.get('/emoticon/9999')).status).toBe(404);
    const none = new Request('http://localhost/img/emoticons/9999.svg');
    expect((await api.server.fetch(none)).status).toBe(404);
  });

  it("can be the group's own as well, after the stock", async () => {
    const api = testApi();
    const add = (shortcut: string) =>
      api.server.addEmoticon({ shortcut, image: png, creator: '@ann', width: 20 });
    const ids = [await add('shipped'), await add('lunch')];

    const own = (await api.get('/emoticon?type=group&expand=items.creator')).body.items;
    expect(own.map((item: Json) => [item.id, item.shortcut, item.type])).toEqual([
      [ids[0], 'shipped', 'group'],
      [ids[1], 'lunch', 'group'],
    ]);
    expect(own[0]).toMatchObject({ creator: { email: 'ann@example.com' }, height: 30, width: 20 });
    const stock = (await api.get('/emoticon?type=global&max-results=1000')).body.items;
    const last = (await api.get(`/emoticon?start-index=${stock.length - 1}&max-results=2`)).body;
    expect(last.items.map((item: Json) => item.id)).toEqual([stock.at(-1).id, ids[0]]);
    expect(last.links).toHaveProperty('next');
    expect((await api.server.fetch(new Request(own[0].url))).status).toBe(200);

    await expect(add('shipped')).rejects.toThrow(RangeError);
    await expect(add('thumbsup')).rejects.toThrow(RangeError);
    expect((await api.get('/emoticon?type=some')).body.error.validation).toBe('enum');
  });
});

describe('the group', () => {
  it('counts what its rooms have seen', async () => {
    const api = testApi();
    const before = (await api.get('/group/1/statistics')).body;
    await api.post('/room/42/message', { message: 'x' });
    const after = (await api.get('/group/1/statistics')).body;

    expect(before.links).toEqual({ self: `${base}/group/1/statistics` });
    expect(after.messages_sent).toBe(before.messages_sent + 1);
    expect((await api.get('/group/2/statistics')).status).toBe(404);
  });

  it('asks people to join', async () => {
    const api = testApi();
    const body = { email: 'new@example.com', name: 'New', title: 'Hand' };

    expect((await api.post('/invite/user', body)).status).toBe(200);
    expect((await api.post('/invite/user', { name: 'New' })).body.error.field).toBe('email');
    expect((await api.post('/invite/user', { email: 'n@example.com' })).body.error.field).toBe(
      'name',
    );
    expect((await api.post('/invite/user', { ...body, email: 'ann@example.com' })).status).toBe(
      400,
    );
    const erik = api.server.mintToken({ user: 6 });
    expect((await api.post('/invite/user', body, erik)).status).toBe(403);
  });
});

const glance = {
  key: 'build',
  content: {
    label: { type: 'html', value: '<b>4</b> failing' },
    status: { type: 'lozenge', value: { type: 'error', label: 'red' } },
    metadata: { failing: 4 },
  },
};

describe('an add-on', () => {
  it('reads once what it was installed with', async () => {
    const api = testApi();
    const { installablePath, oauthId, oauthSecret } = api.server.installAddon({
      key: 'ci',
      room: 'Ops',
    });
    const path = installablePath.replace('/v2', '');

    expect((await api.get(path.replace('/ci/', '/other/'), null)).status).toBe(404);
    const { status, body } = await api.get(path, null);
    expect([status, body]).toEqual([
      200,
      { capabilitiesUrl: `${base}/capabilities`, groupId: 1, oauthId, oauthSecret, roomId: 42 },
    ]);
    expect((await api.get(path, null)).status).toBe(404);
  });

  it('is installed only with what there is', () => {
    const { server } = testApi();

    expect(() => server.installAddon({ key: 'a b' })).toThrow(RangeError);
    expect(() => server.installAddon({ key: 'a', room: 'nowhere' })).toThrow(RangeError);
    expect(() => server.installAddon({ key: 'a', scopes: ['all'] as never })).toThrow(RangeError);
  });

  it('links to itself for a while', async () => {
    const api = testApi();
    const [token, other] = [0, 1].map(() => api.server.mintToken({ kind: 'client' }));
    const { status, body } = await api.post('/addon/link', { target: 'panel', ttl: 60 }, token);

    expect(status).toBe(200);
    expect((await api.delete(`/addon/link/${body.token}`, other)).status).toBe(404);
    expect((await api.delete(`/addon/link/${body.token}`, token)).status).toBe(204);
    expect((await api.delete(`/addon/link/${body.token}`, token)).status).toBe(404);
    expect((await api.post('/addon/link', { target: 'x' }, token)).body.error.field).toBe('ttl');
    expect((await api.post('/addon/link', { target: 'x', ttl: 1 })).status).toBe(403);
  });

  it.each(['', '/room/42', '/user/2', '/room/42/user/2'])(
    'shows glances at /addon/ui%s',
    async (place) => {
      const api = testApi();
      const token = api.server.mintToken({ kind: 'client' });
      const path = `/addon/ui${place}`;

      expect((await api.post(path, { glance: [glance] }, token)).status).toBe(204);
      expect((await api.post(path, { glance: [glance] })).status).toBe(403);
      const bad = { ...glance, content: { label: { type: 'html' } } };
      expect((await api.post(path, { glance: [bad] }, token)).status).toBe(400);
      expect((await api.post(path, {}, token)).body.error.field).toBe('glance');
    },
  );
});

const name = { value: 'Name' };
const extensions = {
  action: { key: 'k', name, location: 'hipchat.message.action', target: 'dialog', weight: 3 },
  glance: { name, icon: { url: 'https://example.com/i.png' } },
  webPanel: { name, url: 'https://example.com', location: 'hipchat.sidebar.right', extra: 1 },
  dialog: { url: 'https://example.com', title: name },
  externalPage: { url: 'https://example.com' },
};

describe.each(Object.entries(extensions))('an extension of type %s', (type, body) => {
  it.each(['', '/room/42'])("is put, read and deleted at '%s'", async (place) => {
    const api = testApi();
    const token = api.server.mintToken({ kind: 'client' });
    const other = api.server.mintToken({ kind: 'client' });
    const path = `${place}/extension/${type}/k`;

    expect((await api.get(path, token)).status).toBe(404);
    expect((await api.put(path, body, token)).status).toBe(201);
    const whole = { ...body, key: 'k', links: { self: base + path } };
    expect((await api.get(path, token)).body).toEqual(whole);
    expect((await api.get(path, other)).status).toBe(404);
    expect((await api.put(path, { ...body, key: 'other' }, token)).status).toBe(400);
    expect((await api.put(path, {}, token)).body.error.validation).toBe('required');
    expect((await api.delete(path, token)).status).toBe(204);
    expect((await api.delete(path, token)).status).toBe(404);
  });
});

describe('extensions', () => {
  it('go with their room, and a glance shows what was last put there', async () => {
    const api = testApi();
    const token = api.server.mintToken({ kind: 'client' });
    const { id } = (await api.post('/room', { name: 'Short' })).body;
    const path = `/room/${id}/extension/glance/build`;
    await api.put(path, extensions.glance, token);
    await api.post(`/addon/ui/room/${id}`, { glance: [glance] }, token);

    expect((await api.get(path, token)).body.content).toEqual(glance.content);
    await api.delete(`/room/${id}`);
    expect((await api.get(path, token)).status).toBe(404);
  });
});

describe('the schema of descriptors', () => {
  it('is told to anyone, in either draft', async () => {
    const api = testApi();
    const read = async (query: string) =>
      (await api.get(`/capabilities/addon/schema${query}`, null)).body;

    const four = await read('');
    expect(four).toMatchObject({
      $schema: 'http://json-schema.org/draft-04/schema#',
      required: ['name', 'key', 'description', 'links'],
      type: 'object',
    });
    expect(four.properties.capabilities.properties.webhook.items).toMatchObject({
      properties: { authentication: { default: 'none' } },
      required: ['url', 'event'],
    });
    expect(await read('?draft=v4')).toEqual(four);
    const two = await read('?draft=v2');
    expect(two.$schema).toContain('draft-02');
    expect(two).not.toHaveProperty('required');
    expect(two.properties.vendor.optional).toBe(true);
    expect(two.properties.name).not.toHaveProperty('optional');
    expect((await read('?draft=v3')).error.validation).toBe('enum');
  });
});
