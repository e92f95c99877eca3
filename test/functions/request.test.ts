import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AbortError,
  BadRequestError,
  BudgetError,
  connect,
  explain,
  field,
  HypChat,
  type MultipartForm,
  NotFoundError,
  OriginError,
  type Requests,
  request,
  Temporal,
  trace,
  within,
} from '../../src/index.ts';
import { bareServer } from '../helpers/bareServer.ts';
import { createLibrary, libraryDialect, libraryMap } from '../helpers/library.ts';
import { liveServer } from '../helpers/live.ts';
import { mockApi, page, roomStub, wholeRoom } from '../helpers/mockApi.ts';

const API = 'https://api.hipchat.com/v2';

/** The error that a chain ends in. */
const failure = (chain: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(chain).then(
    () => 'no error',
    (error: unknown) => error,
  );

describe('the address of `hc.request`', () => {
  const api = mockApi();
  const urlOf = (address: string | object): string =>
    explain(api.hc.request('GET', address)).requests.at(-1)?.url ?? 'none';

  it.each([
    { name: 'a path below the root', address: '/room/42', url: `${API}/room/42` },
    { name: 'a path without a slash', address: 'room/42', url: `${API}/room/42` },
    { name: 'the path of the whole address', address: '/v2/room/42', url: `${API}/room/42` },
    { name: 'a name that only begins so', address: '/v2rooms', url: `${API}/v2rooms` },
    { name: 'the same below the root', address: 'v2/room', url: `${API}/v2/room` },
    { name: 'a whole address', address: `${API}/room/42`, url: `${API}/room/42` },
    {
      name: 'another place of the server',
      address: 'https://api.hipchat.com/status',
      url: 'https://api.hipchat.com/status',
    },
    { name: 'a URL', address: new URL(`${API}/room/42`), url: `${API}/room/42` },
    { name: 'the root', address: '', url: API },
    { name: 'a query', address: '/room?max-results=1', url: `${API}/room?max-results=1` },
    { name: 'spaces', address: '/room/The Ops', url: `${API}/room/The%20Ops` },
  ])('is taken as $name', ({ address, url }) => {
    expect(urlOf(address)).toBe(url);
  });

  it('is where a chain leads, which is asked for first where it has to be found', () => {
    const plan = explain(api.hc.request('DELETE', api.hc.rooms.items[3].owner));

    expect(plan.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET ${API}/room?start-index=3&max-results=1&expand=items`,
      `DELETE ${API}/user/{1.items[0].owner.id}`,
    ]);
  });

  it.each([
    { name: 'a resource', url: () => urlOf(api.hc.room('Ops')), to: `${API}/room/Ops` },
    { name: 'a collection', url: () => urlOf(api.hc.rooms), to: `${API}/room` },
    {
      name: 'a page with options',
      url: () => urlOf(api.hc.rooms({ includeArchived: true })),
      to: `${API}/room?include-archived=true`,
    },
  ])('costs nothing where it is known: $name', ({ url, to }) => {
    expect(url()).toBe(to);
  });

  it('is refused where a chain leads to a value, whatever that says, and nothing is sent', async () => {
    // @ts-expect-error -- a topic is no address
    const error = await failure(api.hc.request('DELETE', api.hc.room(42).topic));

    expect(String(error)).toContain(
      'what hc.room(42).topic gives has no address of its own: it is a value',
    );
    expect(api.asked).toEqual([]);
  });

  it.each([
    { name: '..', address: '/room/../user/1', says: "'..' cannot be part of an address" },
    { name: '%2e%2e', address: '/room/%2E%2e/user/1', says: 'cannot be part of an address' },
    { name: 'a dot in a whole address', address: `${API}/room/./1`, says: "'.' cannot be part" },
    { name: 'a backslash', address: '/room\\..\\user', says: 'has to be encoded' },
    { name: 'a line break', address: '/room/1\r\nX: y', says: 'has to be encoded' },
    { name: 'a fragment', address: '/room/C#', says: '`#` as `%23`' },
    { name: 'two slashes', address: '//evil.example.com/x', says: 'takes a path below' },
    { name: 'another scheme', address: 'file:///etc/passwd', says: 'takes a path below' },
    { name: 'a name in it', address: 'https://a:b@api.hipchat.com/v2', says: 'without a name' },
    { name: 'nothing', address: undefined as unknown as string, says: 'takes an address' },
    { name: 'a number', address: 42 as unknown as string, says: 'takes an address or a chain' },
    { name: 'half a character', address: '/room/\ud800', says: 'half of a character' },
    { name: 'an open bracket', address: 'https://[/v2', says: "'https://[/v2' is no address" },
  ])('is refused with $name, and nothing is sent', async ({ address, says }) => {
    const error = await failure(api.hc.request('DELETE', address));

    expect(String(error)).toContain(says);
    expect(api.asked).toEqual([]);
  });

  it('is refused where a chain leads to what has none, and only that is read', async () => {
    api.on('GET', '/v2/room/1/webhook/2', { id: 2, creator: null });

    const error = await failure(api.hc.request('DELETE', api.hc.room(1).webhook(2).creator));

    expect(String(error)).toContain(
      'hc.room(1).webhook(2).creator has no address, so there is nothing to send to\n  hc.request(',
    );
    expect(api.asked).toEqual(['GET /v2/room/1/webhook/2']);
  });

  it('is refused where only the answer tells that a chain leads to a value', async () => {
    api.on('GET', '/v2/room/1', { ...wholeRoom(1), mood: '/room/44' });

    const error = await failure(api.hc.request('DELETE', field(api.hc.room(1), 'mood') as object));

    expect(String(error)).toContain('has no address of its own: it is a value');
    expect(api.asked).toEqual(['GET /v2/room/1']);
  });

  it('is refused where a chain was made into text', async () => {
    const error = await failure(api.hc.request('GET', `/room/${String(api.hc.room(1).id)}`));

    expect(String(error)).toContain('await hc.room(1).id');
  });

  it('is refused on another origin, in whatever form', async () => {
    const error = await failure(api.hc.request('POST', 'https://evil.example.com/v2/room'));

    expect(error).toBeInstanceOf(OriginError);
    expect(api.asked).toEqual([]);
  });

  it('never leads away from the endpoint', async () => {
    const hc = new HypChat('secret-token', {
      endpoint: 'https://chat.example.com/chat',
      on: { unsent: () => {} },
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom(...'/.\\:@?%2eE#a ', 'https:', '//', 'evil.example.com', '\t', '\n'),
          { maxLength: 12 },
        ),
        async (parts) => {
          const text = parts.join('');
          let url: string | undefined;
          try {
            url = explain(hc.request('GET', text)).requests[0]?.url;
          } catch {
            return;
          }
          const { origin, pathname } = new URL(url ?? '');
          if (/^https?:/i.test(text)) return;
          expect(origin).toBe('https://chat.example.com');
          expect(`${pathname}/`.startsWith('/chat/v2/')).toBe(true);
        },
      ),
    );
  });

  it('is read as the endpoint’s own where the server calls itself otherwise', () => {
    const hc = new HypChat('secret-token', {
      endpoint: 'https://chat.example.com',
      linkBase: 'http://inside:8080',
    });

    const [asked] = explain(hc.request('GET', 'http://inside:8080/v2/room/42')).requests;

    expect(asked?.url).toBe('https://chat.example.com/v2/room/42');
  });
});

describe('`hc.request`', () => {
  const api = mockApi();

  it('gives the JSON of the answer as it came', async () => {
    api.on('GET', '/v2/odd', [{ created: '2013-11-07T17:57:11+00:00', links: { self: 'x' } }]);

    const answer = await api.hc.request<readonly unknown[]>('GET', '/odd');

    expect(answer).toEqual([{ created: '2013-11-07T17:57:11+00:00', links: { self: 'x' } }]);
  });

  it('gives `undefined` where the answer is empty', async () => {
    api.on('DELETE', '/v2/room/42', '', { status: 204 });

    expect(await api.hc.request('DELETE', '/room/42')).toBeUndefined();
  });

  it('walks on in what was answered', async () => {
    api.on('GET', '/v2/odd', { list: [{ deep: 7 }] });

    const chain = api.hc.request('GET', '/odd') as unknown as {
      readonly list: readonly { readonly deep: PromiseLike<number> }[];
    };

    expect(await chain.list[0]?.deep).toBe(7);
  });

  it('asks at each await what it reads, and sends once what it writes', async () => {
    api.on('GET', '/v2/odd', { at: 1 });
    api.on('GET', '/v2/odd', { at: 2 });
    api.on('POST', '/v2/odd', { at: 3 });
    const read = api.hc.request('GET', '/odd');
    const write = api.hc.request('POST', '/odd');

    expect([await read, await read, await write, await write]).toEqual([
      { at: 1 },
      { at: 2 },
      { at: 3 },
      { at: 3 },
    ]);
  });

  it('sends a query, a body and headers', async () => {
    api.on('PATCH', '/v2/odd?a=1&when=2017-06-01T08:00:00Z&b=1,2', '', { status: 204 });

    await api.hc.request('PATCH', '/odd?a=1', {
      query: { when: Temporal.Instant.from('2017-06-01T08:00Z'), b: [1, 2], c: undefined },
      body: { text: 'é', when: Temporal.Instant.from('2017-06-01T08:00Z') },
      headers: { 'X-Trace': 'abc' },
    });

    const [received] = api.received;
    expect(received?.headers).toMatchObject({
      'x-trace': 'abc',
      authorization: 'Bearer secret-token',
      'content-type': 'application/json',
    });
    expect(JSON.parse(received?.body ?? '')).toEqual({ text: 'é', when: '2017-06-01T08:00:00Z' });
  });

  it('takes a type of one’s own for JSON', async () => {
    api.on('POST', '/v2/odd', {});

    await api.hc.request('POST', '/odd', {
      body: [],
      headers: { 'Content-Type': 'application/merge-patch+json' },
    });

    expect(api.received[0]?.headers['content-type']).toBe('application/merge-patch+json');
    expect(api.received[0]?.body).toBe('[]');
  });

  it('takes chains in a body and a query', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1', page([roomStub(7)]));
    api.on('POST', '/v2/odd?room=7', {});

    const room = api.hc.rooms.items[0];
    await api.hc.request('POST', '/odd', { query: { room }, body: { id: room, of: [room.name] } });

    expect(JSON.parse(api.received[1]?.body ?? '')).toEqual({ id: 7, of: [roomStub(7).name] });
  });

  it('takes what it is given as it is when it is given', async () => {
    api.on('POST', '/v2/odd', {});
    const body = { a: 1 };
    const sent = api.hc.request('POST', '/odd', { body });
    body.a = 2;
    await sent;

    expect(api.received[0]?.body).toBe('{"a":1}');
  });

  it('takes a method in small letters', async () => {
    api.on('PATCH', '/v2/odd', {});

    await api.hc.request('patch' as 'PATCH', '/odd', { body: {} });

    expect(api.asked).toEqual(['PATCH /v2/odd']);
  });

  it('sends a form', async () => {
    api.on('POST', '/v2/oauth/token', { access_token: 'x' });

    await api.hc.request('POST', '/oauth/token', {
      form: 'form',
      body: { grant_type: 'password', scope: ['a', 'b'] },
    });

    expect(api.received[0]?.headers['content-type']).toContain('x-www-form-urlencoded');
    expect(api.received[0]?.body).toBe('grant_type=password&scope=a%2Cb');
  });

  it('sends parts, of which some are files', async () => {
    api.on('POST', '/v2/room/1/share/file', '', { status: 204 });
    const form: MultipartForm = { multipart: 'related', json: 'metadata', base64: true };

    await api.hc.request('POST', '/room/1/share/file', {
      form,
      body: { message: 'look', file: new File(['hi'], 'a.txt', { type: 'text/plain' }) },
    });

    const { headers, body } = api.received[0] ?? { body: '' };
    expect(headers?.['content-type']).toMatch(/^multipart\/related; boundary=/);
    expect(body).toContain('{"message":"look"}');
    expect(body).toContain('filename="a.txt"');
    expect(body).toContain(btoa('hi'));
  });

  it('sends a FormData as it is', async () => {
    api.on('POST', '/v2/odd', {});
    const body = new FormData();
    body.append('a', '1');
    body.append('file', new File(['hi'], 'a.txt'));

    await api.hc.request('POST', '/odd', { body });

    expect(api.received[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(api.received[0]?.body).toContain('name="file"; filename="a.txt"');
  });

  it.each([
    { name: 'a Blob', body: new Blob(['<a/>'], { type: 'text/xml' }), type: 'text/xml' },
    {
      name: 'bytes',
      body: new TextEncoder().encode('<a/>'),
      type: 'application/octet-stream',
    },
  ])('sends $name as it is', async ({ body, type }) => {
    api.on('PUT', '/v2/odd', {});

    await api.hc.request('PUT', '/odd', { body });

    expect(api.received[0]).toMatchObject({
      body: '<a/>',
      headers: expect.objectContaining({ 'content-type': type }) as unknown,
    });
  });

  it.each([
    { name: 'no method', args: ['FETCH', '/odd'], says: 'GET, POST, PUT, PATCH, DELETE' },
    { name: 'no text as the method', args: [7, '/odd'], says: 'as its method, got 7' },
    { name: 'a body to read', args: ['GET', '/odd', { body: {} }], says: 'a GET has no body' },
    { name: 'an option that is none', args: ['GET', '/odd', { json: {} }], says: 'option `json`' },
    {
      name: 'no options',
      args: ['GET', '/odd', 'x'],
      says: "object of options after the address, got 'x'",
    },
    { name: 'too much', args: ['GET', '/odd', {}, {}], says: 'got 4 arguments' },
    {
      name: 'a query that is none',
      args: ['GET', '/odd', { query: 'a=1' }],
      says: '`query` takes',
    },
    {
      name: 'an object in a query',
      args: ['GET', '/odd', { query: { a: {} } }],
      says: 'cannot be written into an address',
    },
    {
      name: 'the token’s header',
      args: ['GET', '/odd', { headers: { Authorization: 'Bearer sesame-open' } }],
      says: "is the client's to write",
    },
    {
      name: 'a header of the connection',
      args: ['GET', '/odd', { headers: { 'Content-Length': '3' } }],
      says: 'for the run-time to write',
    },
    {
      name: 'a line break in a header',
      args: ['GET', '/odd', { headers: { 'x-a': 'sesame-open\r\nx-b: c' } }],
      says: 'no header can hold',
    },
    {
      name: 'a line break in the name of a header',
      args: ['GET', '/odd', { headers: { 'x-a\r\nx-b': 'c' } }],
      says: 'no header can hold',
    },
    {
      name: 'a header that is no text',
      args: ['GET', '/odd', { headers: { 'x-a': 1 } }],
      says: 'has to be a text, got 1',
    },
    { name: 'no headers', args: ['GET', '/odd', { headers: 'a: b' }], says: '`headers` takes' },
    {
      name: 'a body that is no JSON',
      args: ['POST', '/odd', { body: { f: () => 1 } }],
      says: 'body`.f cannot be sent as JSON, got a function',
    },
    {
      name: 'a form for no values',
      args: ['POST', '/odd', { form: 'form', body: [1] }],
      says: 'has to be an object of named values',
    },
    { name: 'a form of no body', args: ['POST', '/odd', { form: 'form' }], says: 'there is none' },
    {
      name: 'a form that is none',
      args: ['POST', '/odd', { form: 'xml', body: {} }],
      says: "`form` has to be 'json', 'form' or",
    },
    {
      name: 'a form for a FormData',
      args: ['POST', '/odd', { form: 'form', body: new FormData() }],
      says: 'this is a FormData',
    },
    {
      name: 'the type of what has marks of its own',
      args: ['POST', '/odd', { body: new FormData(), headers: { 'content-type': 'a/b' } }],
      says: 'written with the body',
    },
  ])('refuses $name before anything is sent', async ({ args, says }) => {
    const error = await failure(
      Reflect.apply(api.hc.request, api.hc, args) as PromiseLike<unknown>,
    );

    expect(String(error)).toContain(says);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toContain('hc.request(');
    expect((error as Error).message + (error as Error).stack).not.toContain('sesame-open');
    expect((error as Error).stack?.split('\n').find((line) => /^\s+at /.test(line))).toContain(
      'request.test.ts',
    );
    expect(api.asked).toEqual([]);
  });

  it('names the chain, the step and the request in what goes wrong', async () => {
    api.on('POST', '/v2/odd', { error: { code: 400, message: 'no' } }, { status: 400 });

    const error = await failure(api.hc.request('POST', '/odd', { headers: { 'x-key': 'sesame' } }));

    expect(error).toBeInstanceOf(BadRequestError);
    expect((error as Error).message).toBe(
      [
        'HipChat answered 400: no',
        "  hc.request('POST', '/odd', { headers: … })",
        `     ${'^'.repeat("request('POST', '/odd', { headers: … })".length)}`,
        `  POST https://api.hipchat.com/v2/odd`,
      ].join('\n'),
    );
  });

  it('marks where the way to its address ends', async () => {
    api.on('GET', '/v2/room/Nowhere', { error: { code: 404, message: 'none' } }, { status: 404 });

    const error = await failure(api.hc.request('DELETE', api.hc.room('Nowhere').owner));

    expect(error).toBeInstanceOf(NotFoundError);
    expect(String(error)).toContain("hc.request('DELETE', hc.room('Nowhere').owner)");
  });

  it('keeps within its limits', async () => {
    const error = await failure(
      within(api.hc.request('DELETE', api.hc.rooms.items[0].owner), { budget: 1 }),
    );

    expect(error).toBeInstanceOf(BudgetError);
    expect(api.asked).toEqual([]);
  });

  it('is traced with what it sent, without secrets', async () => {
    api.on('POST', '/v2/odd', {});
    const body = new FormData();
    body.append('password', 'sesame');
    body.append('file', new File(['hi'], 'a.txt', { type: 'text/plain' }));

    const { requests } = await trace(api.hc.request('POST', '/odd', { body }));

    expect(requests).toMatchObject([
      { method: 'POST', body: { password: '…', file: { name: 'a.txt', size: 2 } }, status: 200 },
    ]);
  });
});

describe('what a request by hand may have changed', () => {
  const api = mockApi();

  it('is not believed any more by the walk that it went on from', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('PUT', '/v2/room/42', {});
    api.on('GET', '/v2/room/42', { ...wholeRoom(42), topic: 'new' });
    const room = await api.hc.room(42).self;
    await room.self.topic;
    expect(api.asked).toHaveLength(1);

    await api.hc.request('PUT', room);
    expect(await room.self.topic).toBe('new');
  });

  it('is read anew after it in its tick, whoever knew it', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('POST', '/v2/odd', {});
    api.on('GET', '/v2/room/42', { ...wholeRoom(42), topic: 'new' });
    const room = await api.hc.room(42).self;

    const [, topic] = await Promise.all([api.hc.request('POST', '/odd'), room.self.topic]);

    expect(topic).toBe('new');
  });

  it('is believed still after what only reads', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    api.on('GET', '/v2/room/42', {});
    const room = await api.hc.room(42).self;

    await api.hc.request('GET', room);
    await room.self.topic;

    expect(api.asked).toEqual(['GET /v2/room/42', 'GET /v2/room/42']);
  });

  it('can be all that a `forEach` does', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1000', page([roomStub(1), roomStub(2)]));
    api.on('POST', '/v2/room/1', {});
    api.on('POST', '/v2/room/2', {});

    await api.hc.rooms.forEach((room) => api.hc.request('POST', room, { body: { n: room.name } }));

    expect(api.received.map(({ body }) => body)).toEqual([
      '',
      JSON.stringify({ n: roomStub(1).name }),
      JSON.stringify({ n: roomStub(2).name }),
    ]);
  });

  it('is refused in a `forEach` where it only reads', async () => {
    api.on('GET', '/v2/room?start-index=0&max-results=1000', page([roomStub(1)]));

    const error = await failure(
      // @ts-expect-error -- a chain is no action
      api.hc.rooms.forEach((room) => api.hc.request('GET', room)),
    );

    expect(String(error)).toContain('reads only');
  });
});

describe('`request` of another API', () => {
  const open = () => {
    const { fetch, requests, cards } = createLibrary(true);
    const options = { endpoint: 'https://library.test', token: 'card-7', fetch };
    const root = connect<object>(libraryDialect, libraryMap, options);
    return { root, requests, cards };
  };

  it('asks below the root of that API, as whom the dialect says', async () => {
    const { root, requests, cards } = open();

    await request(root, 'POST', '/books/1/reviews', { body: { stars: 5 } });

    expect(requests).toEqual(['POST /books/1/reviews']);
    expect(cards).toEqual(['card-7']);
  });

  it('tells the errors of that API', async () => {
    const { root } = open();

    expect(String(await failure(request(root, 'GET', '/films/1')))).toContain(
      'The library answered 200: there is no films 1',
    );
  });

  it('leaves the header to the client in which that API has its token', async () => {
    const { root, requests } = open();
    const headers = { 'X-Card': 'card-8' };

    expect(String(await failure(request(root, 'GET', '/books/1', { headers })))).toContain(
      "`headers`: `X-Card` says who asks, and is the client's to write",
    );
    expect(requests).toEqual([]);
  });

  it('can be a shortcut of that root, under a name that its map does not have', async () => {
    const { fetch, requests } = createLibrary(true);
    const options = { endpoint: 'https://library.test', fetch };
    const root = connect<Requests>(libraryDialect, libraryMap, options, { request });

    await root.request('GET', '/books/1');

    expect(requests).toEqual(['GET /books/1']);
    expect(() => connect(libraryDialect, libraryMap, options, { book: request })).toThrow(
      "the map's root has a name `book`: call the shortcut otherwise",
    );
  });

  it('takes chains of that client, and of no other', async () => {
    const { root, requests } = open();
    const { book } = root as { book(id: number): { readonly author: object } };
    const other = (open().root as { book(id: number): object }).book(2);

    await request(root, 'GET', book(1).author);

    expect(requests).toEqual(['GET /books/1', 'GET /authors/3']);
    expect(String(await failure(request(root, 'GET', other)))).toContain(
      'belongs to another client',
    );
  });
});

describe('on a real server, `hc.request`', () => {
  const live = liveServer();

  it('reads and changes what is there', async () => {
    const { hc } = live;
    const room = await hc.room('Ops').self;

    await hc.request('POST', '/room/Ops/message', { body: { message: 'by hand' } });
    await hc.request('PUT', `/room/${room.id}/topic`, { body: { topic: 'by hand' } });

    expect(await hc.request('GET', '/room', { query: { 'max-results': 1 } })).toMatchObject({
      items: [{ id: expect.any(Number) as number }],
      maxResults: 1,
    });
    expect(await hc.room('Ops').topic).toBe('by hand');
  });

  it('shares a file as the action of that name does', async () => {
    const { hc } = live;

    await hc.request('POST', '/room/Ops/share/file', {
      form: { multipart: 'related', json: 'metadata', fileName: 'name', base64: true },
      body: { message: 'look', file: new Blob(['by hand']), name: 'hand.txt' },
    });

    const shared = (await hc.room('Ops').latest).items.at(-1);
    expect(shared).toMatchObject({ message: 'look', file: { name: 'hand.txt', size: 7 } });
  });

  it('leaves nothing out of a loop that deletes what it goes through', async () => {
    const { hc } = live;
    const names = Array.from({ length: 5 }, (_, index) => `Gone ${index}`);
    for (const name of names) await hc.rooms.create({ name });
    const seen: string[] = [];

    for await (const room of hc.rooms({ maxResults: 2 })) {
      if (!room.name.startsWith('Gone')) continue;
      seen.push(room.name);
      await hc.request('DELETE', room);
    }

    expect(seen.sort()).toEqual(names);
    expect(await hc.rooms.some((room) => room.name.startsWith('Gone'))).toBe(false);
  });

  it('repeats the server’s own words', async () => {
    const error = await failure(live.hc.request('POST', '/room', { body: { topic: 'x' } }));

    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ field: 'name' });
  });
});

describe('a loop whose body takes away by hand what it goes through', () => {
  it('leaves nothing out, whatever the request looks like', async () => {
    let ids = [1, 2, 3, 4, 5, 6, 7];
    const endpoint = await bareServer(({ method, url = '' }, response) => {
      const { pathname, searchParams } = new URL(url, 'http://server');
      if (method === 'POST') ids = ids.filter((id) => !pathname.includes(`/room/${id}/`));
      const start = Number(searchParams.get('start-index') ?? 0);
      const size = Number(searchParams.get('max-results') ?? 100);
      const items = ids.slice(start, start + size).map((id) => ({
        id,
        name: `Room ${id}`,
        links: { self: `http://${response.req.headers.host}/v2/room/${id}` },
      }));
      const json = { items, startIndex: start, maxResults: size, links: {} };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(json));
    });
    const hc = new HypChat('secret-token', { endpoint });
    const seen: number[] = [];

    for await (const { id } of hc.rooms({ maxResults: 2 })) {
      seen.push(id);
      await hc.request('POST', `/room/${id}/gone`);
    }

    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('a request by hand that is led elsewhere', () => {
  it('shows no more there than any other: neither the token nor its own headers', async () => {
    const seen: (string | undefined)[] = [];
    const elsewhere = await bareServer(({ headers }, response) => {
      seen.push(headers.authorization, headers['x-key'] as string | undefined);
      response.setHeader('content-type', 'application/json').end('{"led":true}');
    });
    const endpoint = await bareServer(({ headers }, response) => {
      seen.push(headers.authorization, headers['x-key'] as string | undefined);
      response.writeHead(302, { location: `${elsewhere}/there` }).end();
    });
    const origins = { [elsewhere]: 'anonymous' } as const;
    const hc = new HypChat('secret-token', { endpoint, origins });

    const led = await hc.request('GET', '/odd', { headers: { 'x-key': 'sesame' } });

    expect(led).toEqual({ led: true });
    expect(seen).toEqual(['Bearer secret-token', 'sesame', undefined, undefined]);
  });

  it('streams a body, and sends what was read of one no second time', async () => {
    const bodies: string[] = [];
    const endpoint = await bareServer(async (request, response) => {
      const type = request.headers['content-type'];
      bodies.push(`${type} ${await text(request)}`);
      response.writeHead(429, { 'content-type': 'application/json' }).end('{}');
    });
    const hc = new HypChat('secret-token', { endpoint });
    const body = new Blob(['as ', 'it ', 'comes']).stream();

    const error = await failure(
      hc.request('PUT', '/odd', { body, headers: { 'content-type': 'text/plain' } }),
    );

    expect(error).toMatchObject({ status: 429 });
    expect(bodies).toEqual(['text/plain as it comes']);
  });

  it('is given up where nobody waits for it any more, if it only reads', async () => {
    const controller = new AbortController();
    const closed = Promise.withResolvers<void>();
    const endpoint = await bareServer((_request, response) => {
      response.on('close', () => closed.resolve());
      controller.abort(new Error('enough'));
    });
    const hc = new HypChat('secret-token', { endpoint });

    const error = await failure(within(hc.request('GET', '/odd'), { signal: controller.signal }));

    expect(error).toBeInstanceOf(AbortError);
    await closed.promise;
  });

  it('is told by the same events as any other, and hides what is secret in its address', async () => {
    const told: string[] = [];
    const endpoint = await bareServer((_request, response) => {
      response.writeHead(204).end();
    });
    const hc = new HypChat('secret-token', {
      endpoint,
      on: {
        request: ({ method, url }) => told.push(`${method} ${url.slice(endpoint.length)}`),
        response: ({ status }) => told.push(String(status)),
      },
    });
    const chain = hc.request('DELETE', '/oauth/token/abcdefghijklmnop');
    await chain;

    expect(told).toEqual(['DELETE /v2/oauth/token/…', '204']);
    expect(String(chain) + String(explain(chain))).not.toContain('abcdefghijklmnop');
  });

  it('is sent again only as its method allows', async () => {
    let count = 0;
    const endpoint = await bareServer((_request, response) => {
      count += 1;
      response.writeHead(count % 2 === 1 ? 503 : 200, { 'content-type': 'application/json' });
      response.end('{}');
    });
    const hc = new HypChat('secret-token', { endpoint });

    expect(await hc.request('GET', '/odd')).toEqual({});
    expect(count).toBe(2);
    expect(await failure(hc.request('POST', '/odd'))).toMatchObject({ status: 503 });
    expect(count).toBe(3);
  });
});
