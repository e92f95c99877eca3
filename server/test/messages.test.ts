import { describe, expect, it } from 'vitest';
import { base, testApi } from './helpers/testApi.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/;

describe('POST /room/{r}/message', () => {
  it('answers with the id and the time under which history has the message', async () => {
    const api = testApi();
    const { status, body } = await api.post('/room/Ops/message', { message: 'hi @Bo, @nobody' });

    expect(status).toBe(201);
    expect(body).toEqual({
      id: expect.stringMatching(uuid),
      timestamp: expect.stringMatching(date),
    });
    expect((await api.get(`/room/42/history/${body.id}`)).body).toEqual({
      message: {
        date: body.timestamp,
        from: expect.objectContaining({ id: 1, mention_name: 'gil' }),
        id: body.id,
        mentions: [expect.objectContaining({ id: 3 })],
        message: 'hi @Bo, @nobody',
        type: 'message',
      },
    });
  });

  it('makes the sender and the room active', async () => {
    const api = testApi({ now: () => Date.parse('2017-08-01T12:00:00Z') });
    await api.post('/room/52/message', { message: 'shh' });

    expect((await api.get('/user/1')).body.last_active).toBe('1501588800');
    expect((await api.get('/room/52')).body.last_active).toBe('2017-08-01T12:00:00+00:00');
  });

  it.each([
    { name: 'nothing', body: {}, validation: 'required' },
    { name: 'an empty message', body: { message: '' }, validation: 'minLength' },
    { name: 'over 1000 characters', body: { message: 'x'.repeat(1001) }, validation: 'maxLength' },
    { name: 'a number', body: { message: 1 }, validation: 'type' },
    { name: 'null', body: { message: null }, validation: 'type' },
  ])('refuses $name', async ({ body, validation }) => {
    const reply = await testApi().post('/room/42/message', body);

    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({ field: 'message', validation });
  });

  it('is for people', async () => {
    const api = testApi();
    const addon = api.server.mintToken({ kind: 'client' });

    expect((await api.post('/room/42/message', { message: 'beep' }, addon)).status).toBe(403);
  });
});

describe('POST /room/{r}/notification', () => {
  const latest = async (api: ReturnType<typeof testApi>) =>
    (await api.get('/room/42/history/latest?max-results=1')).body.items[0];

  it('is yellow HTML of the sender, unless it says otherwise', async () => {
    const api = testApi();
    const { status, text } = await api.post('/room/42/notification', { message: '<b>up</b>' });

    expect([status, text]).toEqual([204, '']);
    expect(await latest(api)).toEqual({
      color: 'yellow',
      date: expect.stringMatching(date),
      from: 'Gil Harper',
      id: expect.stringMatching(uuid),
      mentions: [],
      message: '<b>up</b>',
      message_format: 'html',
      notification_sender: { id: '1', type: 'user' },
      type: 'notification',
    });
  });

  it('is shown under the label it gives, as sent by its add-on', async () => {
    const api = testApi();
    const addon = api.server.mintToken({ kind: 'client', name: 'Build Bot' });
    const body = { message: 'm', from: 'CI', color: 'red', notify: true, message_format: 'text' };
    await api.post('/room/42/notification', body, addon);

    expect(await latest(api)).toMatchObject({
      color: 'red',
      from: 'CI',
      message_format: 'text',
      notification_sender: {
        client_id: expect.stringMatching(uuid),
        id: 'build-bot',
        type: 'addon',
      },
    });
  });

  it('draws a real colour for a random one', async () => {
    const api = testApi();
    await api.post('/room/42/notification', { message: 'm', color: 'random' });

    expect(['yellow', 'green', 'red', 'purple', 'gray']).toContain((await latest(api)).color);
  });

  it('keeps a card as text, with a note of what has to be made safe', async () => {
    const api = testApi();
    const card = {
      style: 'application',
      id: 'card-1',
      title: 'Deploy',
      description: { value: '<i>2.8</i>', format: 'html' },
      attributes: [{ label: 'env', value: { label: 'prod', style: 'lozenge-error' } }],
    };
    await api.post('/room/42/notification', { message: 'm', card, attach_to: 'abc' });

    const item = await latest(api);
    expect(item.attach_to).toBe('abc');
    expect(JSON.parse(item.card)).toEqual({
      ...card,
      validation: { safehtmls: ['activity.html'], safeurls: expect.any(Array) },
    });
  });

  it.each([
    { type: 'application/x-www-form-urlencoded', body: 'message=a+b&notify=true&color=green' },
    { type: 'text/plain; charset=UTF-8', body: 'a b' },
    { type: 'text/html', body: 'a b' },
  ])('is understood as $type', async ({ type, body }) => {
    const api = testApi();
    const headers = { 'content-type': type };
    const { status } = await api.call('POST', '/room/42/notification', { headers, body });

    expect(status).toBe(204);
    expect(await latest(api)).toMatchObject({
      message: 'a b',
      message_format: type.startsWith('text/plain') ? 'text' : 'html',
      color: type.includes('form') ? 'green' : 'yellow',
    });
  });

  it.each([
    {
      body: { message: 'm', notify: 'true' },
      message: "Value u'true' for field 'notify' is not of type 'boolean'",
      rest: { field: 'notify', validation: 'type', value: 'true', expected_type: 'boolean' },
    },
    {
      body: { message: 'm', color: 'blue' },
      message:
        "Value u'blue' for field 'color' is not in the enumeration: [u'yellow', u'green', u'red', u'purple', u'gray', u'random']",
      rest: { field: 'color', validation: 'enum', value: 'blue' },
    },
    {
      body: { message: 'x', from: 'y'.repeat(65) },
      message: `Length of value u'${'y'.repeat(65)}' for field 'from' must be less than or equal to 64`,
      rest: { field: 'from', validation: 'maxLength' },
    },
    {
      body: {},
      message: "Required field 'message' is missing",
      rest: { field: 'message', validation: 'required' },
    },
    {
      body: { message: 'm', card: { style: 'link', id: 7, title: 't' } },
      message: "Value 7 for field 'card.id' is not of type 'string'",
      rest: { field: 'card.id', expected_type: 'string' },
    },
    {
      body: {
        message: 'm',
        card: { style: 'link', id: '7', title: 't', activity: { html: 'h', x: 1 } },
      },
      message:
        "additional property u'x' not defined by 'properties' are not allowed in field 'card.activity'",
      rest: { field: 'card.activity.x', validation: 'additionalProperties' },
    },
    {
      body: { message: 'm', card: { style: 'link', id: '7', title: 't', icon: 5 } },
      message: "Value 5 for field 'card.icon' is not of type 'string | object'",
      rest: { field: 'card.icon' },
    },
  ])('is refused with: $message', async ({ body, message, rest }) => {
    const reply = await testApi().post('/room/42/notification', body);

    expect(reply.status).toBe(400);
    expect(reply.body.error).toMatchObject({ code: 400, type: 'Bad Request', message, ...rest });
  });
});

describe('private messages', () => {
  it('are read by the two of them, and by nobody else', async () => {
    const api = testApi();
    const [noor, milo, lena] = [15, 14, 13].map((user) => api.server.mintToken({ user }));
    const sent = await api.post('/user/@milo/message', { message: 'psst' }, noor);
    expect([sent.status, sent.text]).toEqual([204, '']);

    const seenByNoor = (await api.get('/user/14/history', noor)).body;
    const seenByMilo = (await api.get('/user/@noor/history', milo)).body;
    expect(seenByNoor.links.self).toBe(`${base}/user/14/history`);
    expect(seenByMilo.items).toEqual(seenByNoor.items);
    expect(seenByMilo.items).toMatchObject([{ message: 'psst', from: { id: 15 } }]);
    expect((await api.get('/user/14/history', lena)).body.items).toEqual([]);
    expect((await api.get('/user/14/history')).body.items).toEqual([]);

    const { id } = seenByMilo.items[0];
    expect((await api.get(`/user/15/history/${id}`, milo)).body.message.id).toBe(id);
    expect((await api.get(`/user/15/history/${id}`, lena)).status).toBe(404);
    expect((await api.get(`/room/41/history/${id}`, milo)).status).toBe(404);
  });

  it('can be 10000 characters long, and sent to oneself', async () => {
    const api = testApi();

    expect((await api.post('/user/1/message', { message: 'x'.repeat(10_000) })).status).toBe(204);
    expect((await api.post('/user/1/message', { message: 'x'.repeat(10_001) })).status).toBe(400);
    expect((await api.get('/user/1/history/latest')).body.items).toHaveLength(1);
  });

  it('can be read from one of them on', async () => {
    const api = testApi();
    for (const message of ['one', 'two', 'three']) await api.post('/user/14/message', { message });
    const { items } = (await api.get('/user/14/history/latest')).body;
    const { body } = await api.get(`/user/14/history/latest?not-before=${items[1].id}`);

    expect(body.items).toEqual(items.slice(1));
  });
});
