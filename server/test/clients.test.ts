/**
 * What clients send that nobody here wrote, and what they expect: calls as they arrive from the
 * libraries and scripts that people used with HipChat, in our own words. Where one of them sends what
 * the documentation did not foresee, HipChat took it: so does this server.
 */
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createServer, serve } from '../src/index.ts';
import { type Reply, type TestApi, testApi } from './helpers/testApi.ts';

interface Sent {
  readonly call: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** As it is sent; an object is JSON. */
  readonly body?: string | object;
  /** Default: JSON, where there is a body. */
  readonly type?: string;
  /** What the client takes for success. */
  readonly status: number;
  /** What it reads. */
  readonly reads?: (reply: Reply) => unknown;
  /** Where the token is: in the address, as the older ones have it, or in a header. */
  readonly token?: 'query' | 'header';
  /** What is asked before, where the call needs something. */
  readonly before?: (api: TestApi) => Promise<unknown>;
}

const corpus: Readonly<Record<string, readonly Sent[]>> = {
  'hipchat-rb': [
    {
      call: 'sends to a room',
      method: 'POST',
      path: '/room/Ops/notification',
      body: {
        room_id: 'Ops',
        from: 'Deploy',
        message: '<b>done</b>',
        message_format: 'html',
        color: 'yellow',
        notify: false,
      },
      status: 204,
    },
    {
      call: 'sets a topic, and says who',
      method: 'PUT',
      path: '/room/Ops/topic',
      body: { room_id: 'Ops', from: 'API', topic: 'Deploying' },
      status: 204,
    },
    {
      call: 'invites without a reason',
      method: 'POST',
      path: '/room/Ops/invite/3',
      body: { reason: '' },
      status: 204,
    },
    {
      call: 'updates a room with an owner by id',
      method: 'PUT',
      path: '/room/42',
      body: {
        name: 'Ops',
        topic: '',
        privacy: 'public',
        is_archived: false,
        is_guest_accessible: false,
        owner: { id: 2 },
      },
      status: 204,
    },
    {
      call: 'reads a history of the day',
      method: 'GET',
      path: '/room/Ops/history?room_id=Ops&date=recent&timezone=UTC&format=JSON&max-results=100',
      status: 200,
      reads: ({ body }) => body.items.length > 0,
    },
    {
      call: 'asks for statistics with nothing in its parameters',
      method: 'GET',
      path: '/room/Ops/statistics?room_id=Ops&date=&timezone=&format=',
      status: 200,
      reads: ({ body }) => body.messages_sent > 0,
    },
    {
      call: 'writes to a person',
      method: 'POST',
      path: '/user/@bo/message',
      body: { message: 'hi', message_format: 'text' },
      status: 204,
    },
    {
      call: 'sends a file with lines that end in a line feed',
      method: 'POST',
      path: '/user/@bo/share/file',
      type: 'multipart/related; boundary=sendfileboundary',
      body: [
        '--sendfileboundary',
        'Content-Type: application/json; charset=UTF-8',
        'Content-Disposition: attachment; name="metadata"',
        '',
        '{"message":"look"}',
        '',
        '--sendfileboundary',
        'Content-Type: text/plain; charset=UTF-8',
        'Content-Transfer-Encoding: base64',
        'Content-Disposition: attachment; name="file"; filename="a.txt"',
        '',
        'aGVsbG8=',
        '',
        '--sendfileboundary--',
      ].join('\n'),
      status: 204,
    },
  ],
  'a client in Go, of structs': [
    {
      call: 'creates a room with what it was given',
      method: 'POST',
      path: '/room',
      body: { name: 'From Go', privacy: 'private' },
      token: 'header',
      status: 201,
      reads: ({ body }) => Number.isInteger(body.id),
    },
    {
      call: 'updates a person, of whose presence it knows nothing',
      method: 'PUT',
      path: '/user/3',
      body: {
        name: 'Bo',
        presence: { status: '', show: '' },
        mention_name: 'bo',
        email: 'bo@example.com',
      },
      token: 'header',
      status: 204,
    },
    {
      call: 'invites with an empty reason',
      method: 'POST',
      path: '/room/42/invite/@bo',
      body: { reason: '' },
      token: 'header',
      status: 204,
    },
    {
      call: 'sends a notification without what is false',
      method: 'POST',
      path: '/room/42/notification',
      body: { message: 'built', color: 'green', message_format: 'text' },
      token: 'header',
      status: 204,
    },
    {
      call: 'asks for a page of rooms',
      method: 'GET',
      path: '/room?start-index=0&max-results=5&include-private=true',
      token: 'header',
      status: 200,
      reads: ({ body }) => [body.startIndex, body.maxResults, body.items.length].join(),
    },
    {
      call: 'adds a member without saying how',
      method: 'PUT',
      path: '/room/45/member/6',
      body: { room_roles: null },
      token: 'header',
      status: 204,
    },
  ],
  'another client in Go, of forms': [
    {
      call: 'sends a notification as a form',
      method: 'POST',
      path: '/room/42/notification',
      type: 'application/x-www-form-urlencoded',
      body: 'room_id=42&from=Go&message=hello+there&message_format=text&notify=1&color=red',
      status: 204,
    },
    {
      call: 'exchanges an id and a secret',
      method: 'POST',
      path: '/oauth/token',
      type: 'application/x-www-form-urlencoded',
      body: 'grant_type=personal&scope=send_notification',
      token: 'header',
      status: 200,
      reads: ({ body }) => body.token_type,
    },
  ],
  'a client in PHP': [
    {
      call: 'adds a member with an empty array',
      method: 'PUT',
      path: '/room/45/member/6',
      body: '[]',
      token: 'header',
      status: 204,
    },
    {
      call: 'invites with an empty array',
      method: 'POST',
      path: '/room/42/invite/6',
      body: '[]',
      token: 'header',
      status: 204,
    },
    {
      call: 'adds a member with nothing',
      method: 'PUT',
      path: '/room/45/member/6',
      body: 'null',
      token: 'header',
      status: 204,
    },
    {
      call: 'creates a person of whom it knows two things',
      method: 'POST',
      path: '/user',
      body: {
        name: 'New Person',
        email: 'new@example.com',
        title: '',
        mention_name: '',
        password: '',
        timezone: 'UTC',
        is_group_admin: false,
      },
      token: 'header',
      status: 201,
      // Who gets no password is given one, and told so.
      reads: ({ body }) => typeof body.password,
    },
    {
      call: 'creates a person with nulls',
      method: 'POST',
      path: '/user',
      body: {
        name: 'New Person',
        email: 'new@example.com',
        title: null,
        mention_name: null,
        timezone: 'UTC',
        is_group_admin: false,
      },
      token: 'header',
      status: 201,
    },
    {
      call: 'updates a person without a password and a title',
      method: 'PUT',
      path: '/user/3',
      body: {
        name: 'Bo',
        email: 'bo@example.com',
        mention_name: 'bo',
        title: '',
        password: '',
        timezone: '',
      },
      token: 'header',
      status: 204,
    },
    {
      call: 'ends its query with an ampersand',
      method: 'GET',
      path: '/room/42/history/latest?max-results=30&timezone=UTC&',
      token: 'header',
      status: 200,
    },
    {
      call: 'writes a date as it is',
      method: 'GET',
      path: '/room/42/history?date=2018-01-01T00:00:00+00:00&max-results=30&',
      token: 'header',
      status: 200,
      reads: ({ body }) => body.items.length,
    },
    {
      call: 'makes a webhook without a pattern and a name',
      method: 'POST',
      path: '/room/42/webhook',
      body: { url: 'http://a.test/', pattern: '', event: 'room_message', name: '' },
      token: 'header',
      status: 201,
    },
  ],
  HypChat: [
    {
      call: 'saves a room as it was read',
      method: 'PUT',
      path: '/room/42',
      body: {
        name: 'Ops',
        privacy: 'public',
        is_archived: false,
        is_guest_accessible: false,
        topic: 'Kept',
        owner: { id: 2 },
      },
      token: 'header',
      status: 204,
    },
    {
      call: 'reads a history by a moment with an encoded zone',
      method: 'GET',
      path: '/room/42/history?date=2018-01-01T00%3A00%3A00%2B00%3A00&timezone=UTC&max-results=100&start-index=0&reverse=True',
      token: 'header',
      status: 200,
    },
    {
      call: 'saves a person of whose presence it has a part',
      method: 'PUT',
      path: '/user/3',
      body: {
        name: 'Bo',
        mention_name: 'bo',
        email: 'bo@example.com',
        title: 'Dev',
        timezone: 'UTC',
        is_group_admin: false,
        presence: { show: 'chat', status: '' },
      },
      token: 'header',
      status: 204,
    },
  ],
  hipchatter: [
    {
      call: 'notifies, its token in the body as well',
      method: 'POST',
      path: '/room/42/notification',
      body: { message: 'done', color: 'green', token: 'x' },
      status: 204,
    },
    {
      call: 'asks for every emoticon',
      method: 'GET',
      path: '/emoticon?start-index=0&max-results=100&type=all',
      status: 200,
      reads: ({ body }) => body.items.length,
    },
    {
      call: 'makes a webhook of two fields',
      method: 'POST',
      path: '/room/42/webhook',
      body: { url: 'http://a.test/', event: 'room_message' },
      status: 201,
    },
  ],
  'hipchat-notifier': [
    {
      call: 'sends a notification with a label',
      method: 'POST',
      path: '/room/42/notification',
      body: {
        from: 'CI',
        message: 'failed',
        message_format: 'html',
        color: 'red',
        notify: true,
      },
      status: 204,
    },
    {
      call: 'sends a notification with nothing in its fields',
      method: 'POST',
      path: '/room/42/notification',
      body: { from: '', message: 'x', message_format: '', color: '' },
      status: 204,
    },
  ],
  'an exporter of rooms': [
    {
      call: 'walks back by the date of the last one, with no zone',
      method: 'GET',
      path: '/room/42/history?room_id=42&date=2018-01-01T00%3A00%3A00.000000Z&timezone=&format=JSON&max-results=1000&end-date=',
      status: 200,
      reads: ({ body }) => body.items.length > 0,
    },
    {
      call: 'begins with no date',
      method: 'GET',
      path: '/room/42/history?date=&timezone=&max-results=1000',
      status: 200,
    },
  ],
  'an exporter of private chats': [
    {
      call: 'asks by its own clock',
      method: 'GET',
      path: '/user/3/history?date=1514764800&reverse=false&max-results=500',
      token: 'header',
      status: 200,
    },
    {
      call: 'asks by its own clock with a fraction',
      method: 'GET',
      path: '/user/3/history?date=1514764800.123&reverse=false&start-index=0&max-results=500',
      token: 'header',
      status: 200,
    },
    {
      call: 'lists whom there is to ask',
      method: 'GET',
      path: '/user?start-index=0&max-results=1000&include-deleted=false&include-guests=false',
      token: 'header',
      status: 200,
      reads: ({ body }) => body.items[0].mention_name,
    },
  ],
  'an exporter to a database': [
    {
      call: 'writes the offset of its own zone',
      method: 'GET',
      path: '/user/3/history?max-results=1000&start-index=0&date=2018-01-01T09:00:00+0900&end-date=2016-01-01T00:00:00+0900',
      status: 200,
    },
  ],
};

const all = Object.entries(corpus).flatMap(([client, calls]) =>
  calls.map((sent) => ({ client, ...sent })),
);

describe('a client', () => {
  it.each(all)('$client $call', async ({ method, path, body, type, status, reads, ...how }) => {
    const api = testApi();
    const token = api.server.mintToken();
    const inQuery = how.token !== 'header';
    const separator = path.includes('?') ? '&' : '?';
    const reply = await api.call(
      method,
      inQuery ? `${path}${separator}auth_token=${token}` : path,
      {
        token: inQuery ? null : token,
        ...(body === undefined
          ? {}
          : {
              headers: { 'content-type': type ?? 'application/json' },
              body: typeof body === 'string' ? body : JSON.stringify(body),
            }),
      },
    );

    expect(reply.status, reply.text).toBe(status);
    if (reads !== undefined) expect(reads(reply)).toBeTruthy();
  });
});

describe('a date', () => {
  it.each([
    { written: '1500000000', means: '2017-07-14T02:40:00Z' },
    { written: '1500000000.5', means: '2017-07-14T02:40:00.500000Z' },
    { written: '2017-07-14T02:40:00+00:00', means: '2017-07-14T02:40:00Z' },
    { written: '2017-07-14T04:40:00+02:00', means: '2017-07-14T02:40:00Z' },
    { written: '2017-07-14T04:40:00.000000+0200', means: '2017-07-14T02:40:00Z' },
    { written: '2017-07-14 02:40:00', means: '2017-07-14T02:40:00Z' },
  ])('$written means $means', async ({ written, means }) => {
    const { get } = testApi();
    const read = async (date: string) =>
      (await get(`/room/42/history?date=${date}&max-results=1000`)).body.items;

    expect(await read(written)).toEqual(await read(means));
  });
});

describe('a HEAD', () => {
  it.each([
    '/v2/room/42',
    '/v2/room',
    '/v2/room/nope',
    '/v2/nowhere',
    '/health',
    '/v2/capabilities',
  ])('has the headers of a GET, to the letter: %s', async (path) => {
    const server = createServer({ sample: true, rateLimit: 0 });
    const { url, close } = await serve(server);
    onTestFinished(async () => {
      await close();
      server.close();
    });
    const port = Number(new URL(url).port);
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map((method) => rawAnswer(port, method, path, server.mintToken())),
    );

    expect(head?.body).toBe('');
    expect(get?.body).not.toBe('');
    expect(head?.headers.sort()).toEqual(get?.headers.sort());
  });

  it('is remembered as what it was', async () => {
    const { server, call } = testApi();
    const { status, text } = await call('HEAD', '/room/42');

    expect([status, text]).toEqual([200, '']);
    expect(server.requests).toMatchObject([{ method: 'HEAD', path: '/v2/room/42' }]);
  });
});

/** What comes over the wire, without what tells of the time. */
function rawAnswer(
  port: number,
  method: string,
  path: string,
  token: string,
): Promise<{ headers: string[]; body: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => {
      const [head = '', ...rest] = text.split('\r\n\r\n');
      const headers = head.split('\r\n').filter((line) => !/^(Date|X-Ratelimit-Reset):/.test(line));
      resolve({ headers, body: rest.join('\r\n\r\n') });
    });
    socket.write(
      `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n` +
        `Authorization: Bearer ${token}\r\n\r\n`,
    );
  });
}
