import { describe, expect, it } from 'vitest';
import { testApi } from './helpers/testApi.ts';

const json = { 'content-type': 'application/json' };

describe('an error', () => {
  it('is pretty-printed JSON with its keys sorted', async () => {
    const { headers, text } = await testApi().get('/room/nope');

    expect(headers.get('content-type')).toBe('application/json');
    expect(text).toBe(
      '{\n  "error": {\n    "code": 404,\n    "message": "Room nope not found",\n    "type": "Not Found"\n  }\n}',
    );
  });

  it('of validation says which field, which rule, which value', async () => {
    const { text } = await testApi().post('/room/42/notification', {
      message: 'm',
      notify: 'true',
    });

    expect(JSON.parse(text)).toEqual({
      error: {
        code: 400,
        description: 'Whether this message should trigger a user notification',
        expected_type: 'boolean',
        field: 'notify',
        message: "Value u'true' for field 'notify' is not of type 'boolean'",
        type: 'Bad Request',
        validation: 'type',
        value: 'true',
      },
    });
    expect(Object.keys(JSON.parse(text).error)).toEqual(Object.keys(JSON.parse(text).error).sort());
  });

  it('is a 404 for a path that is not there, with a token or without', async () => {
    const api = testApi();

    for (const path of ['/', '/rooms', '/room/42/nothing', '/room/a/b/c/d']) {
      expect((await api.get(path)).status).toBe(404);
      expect((await api.get(path, null)).status).toBe(404);
    }
  });

  it('is a 405 for a method that a path does not have, and names those it has', async () => {
    const { status, headers, body } = await testApi().call('POST', '/room/42');

    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('GET, PUT, DELETE');
    expect(body.error).toMatchObject({ code: 405, type: 'Method Not Allowed' });
  });

  it('of the server itself tells nothing of it, but is told to whoever runs it', async () => {
    const told: unknown[] = [];
    let isBroken = false;
    const now = (): number => {
      if (isBroken) throw new Error('no clock, and no database either');
      return Date.now();
    };
    const api = testApi({ now, onError: (error) => told.push(error) });
    isBroken = true;
    const { status, body } = await api.get('/room');

    expect(status).toBe(500);
    expect(body.error).toMatchObject({ code: 500, type: 'Internal Server Error' });
    expect(JSON.stringify(body)).not.toContain('database');
    expect(told).toHaveLength(1);
  });
});

describe('an answer', () => {
  it('has its keys sorted, all the way down', async () => {
    const { text } = await testApi().get('/room?expand=items.owner');
    const check = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const keys = Object.keys(value);
      if (!Array.isArray(value)) expect(keys).toEqual([...keys].sort());
      for (const inner of Object.values(value)) check(inner);
    };

    check(JSON.parse(text));
    expect(text).not.toContain('\n');
  });

  it('to HEAD has the headers of GET and no body', async () => {
    const { status, headers, text } = await testApi().call('HEAD', '/room');

    expect([status, text]).toEqual([200, '']);
    expect(headers.get('content-type')).toBe('application/json');
  });
});

describe('a body', () => {
  it('that is no JSON is refused in the words of Python', async () => {
    const body = 'message=hi';
    const reply = await testApi().call('POST', '/room/42/message', { headers: json, body });

    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toBe(
      'The request body cannot be parsed as valid JSON: Expecting value: line 1 column 1 (char 0)',
    );
  });

  it('needs a type that is known', async () => {
    const api = testApi();
    const send = (headers: Record<string, string>) =>
      api.call('POST', '/room/42/message', { headers, body: '{"message":"x"}' });

    expect((await send({ 'content-type': 'text/xml' })).body.error.message).toMatch(
      /^Invalid content type/,
    );
    expect((await api.call('POST', '/room/42/message')).body.error.message).toBe(
      'Invalid content type: None',
    );
    expect((await send({ 'content-type': 'Application/JSON; charset=utf-8' })).status).toBe(201);
    expect((await send({ 'content-type': 'constructor' })).status).toBe(400);
  });

  it.each(['', 'null', '[]', '"text"', '1', '{', '{"message":}', '[[[', 'undefined'])(
    'has to be an object: %j',
    async (body) => {
      const { status } = await testApi().call('POST', '/room/42/message', { headers: json, body });

      expect(status).toBe(400);
    },
  );

  it('that is nested without end, or larger than anything meant, is refused', async () => {
    const api = testApi();
    const send = (body: string) => api.call('PUT', '/room/42', { headers: json, body });

    const nested = `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect((await send(nested)).status).toBe(400);
    expect((await send(`{"name":"${'x'.repeat(1_100_000)}"}`)).status).toBe(413);
  });
});

describe('hostile names', () => {
  const names = [
    'a/b',
    '../../etc/passwd',
    '%2F',
    '100%',
    '%zz',
    '?expand=items',
    '#fragment',
    '__proto__',
    'constructor',
    'toString',
    "Robert'); DROP TABLE rooms;--",
    '"quotes" \\back\\',
    '<script>',
    ' leading and trailing ',
    'new\nline',
    'nul\u0000byte',
    '名前',
    '👩‍👩‍👧‍👦',
    'e\u0301',
    '-1',
    '0',
    '9'.repeat(30),
  ];

  it.each(names)('are kept and found: %j', async (name) => {
    const api = testApi();
    const made = await api.post('/room', { name, topic: name });
    expect(made.status).toBe(201);

    const found = await api.get(`/room/${encodeURIComponent(name)}?expand=owner`);
    expect(found.body).toMatchObject({ id: made.body.id, name, topic: name, owner: { id: 1 } });
    expect((await api.post('/room', { name })).status).toBe(400);
    const path = `/room/${encodeURIComponent(name)}/message`;
    expect((await api.post(path, { message: name })).status).toBe(201);
    expect((await api.get('/room?expand=items.owner')).status).toBe(200);
    expect((await api.get('/room')).body.items).toHaveLength(13);
  });

  it.each(names)('are not found where they are not: %j', async (name) => {
    const api = testApi();

    expect((await api.get(`/room/${encodeURIComponent(name)}`)).status).toBe(404);
    expect((await api.get(`/user/${encodeURIComponent(name)}`)).status).toBe(404);
    expect((await api.get(`/user/${encodeURIComponent(`@${name}`)}`)).status).toBe(404);
    expect((await api.get(`/room/42/history/${encodeURIComponent(name)}`)).status).toBe(404);
  });

  it.each([
    { name: 1 },
    { name: null },
    { name: true },
    { name: {} },
    { name: ['x'] },
    { name: { __proto__: 'x' } },
    { name: '' },
    { name: 'x'.repeat(51) },
  ])('are refused when they are no names: %j', async (body) => {
    const reply = await testApi().post('/room', body);

    expect(reply.status).toBe(400);
    expect(reply.body.error.field).toBe('name');
  });

  it('of fields do nothing', async () => {
    const api = testApi();
    const body = '{"name":"P","__proto__":{"privacy":"private"},"constructor":{"prototype":{}}}';
    const made = await api.call('POST', '/room', { headers: json, body });

    expect((await api.get(`/room/${made.body.id}`)).body.privacy).toBe('public');
    const wrong = '{"name":{"__proto__":1,"a":"b"}}';
    const reply = await api.call('POST', '/room', { headers: json, body: wrong });
    expect(reply.text).toContain('"__proto__": 1');
  });

  it('in a token or a path are no way around it', async () => {
    const api = testApi();
    const paths = ['/room/42%2Fhistory', '/room//history', '/%72oom', '/room/42;x', '//room'];

    for (const path of paths) expect((await api.get(path, null)).status).toBeOneOf([401, 404]);
  });
});
