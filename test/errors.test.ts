// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what an error says to write.
/** What a person reads who meets an error: the exact text of each, by the situation. */
import { describe, expect, it } from 'vitest';
import { HypChat, type HypchatError, within } from '../src/index.ts';
import { heldApi } from './helpers/heldApi.ts';
import { mockApi, page, roomStub, userStub, wholeRoom } from './helpers/mockApi.ts';
import { settle } from './helpers/settle.ts';

const api = mockApi();

/** The error that a chain rejects with. */
const errorOf = (chain: PromiseLike<unknown>): Promise<HypchatError> =>
  settle(chain).then(
    () => expect.unreachable('it did not reject'),
    (error: HypchatError) => error,
  );

const refusal = (code: number, type: string, message: string) =>
  [{ error: { code, type, message } }, { status: code }] as const;

const messageFrom = (from: unknown): Record<string, never> =>
  ({
    id: 'm',
    date: '2018-01-04T10:16:02.809766+00:00',
    from,
    message: 'x',
    mentions: [],
    type: 'message',
  }) as never;

interface Situation {
  readonly when: string;
  readonly name: string;
  /** Prepares the server, and gives what is awaited. */
  run(): PromiseLike<unknown>;
  readonly text: readonly string[];
}

const SITUATIONS: readonly Situation[] = [
  {
    when: 'there is no item of that index',
    name: 'StepError',
    run: () => {
      api.on('GET', '/v2/room?start-index=7&max-results=1', page([], { startIndex: 7 }));
      return api.hc.rooms.items[7].name;
    },
    text: [
      'no item 7 of the rooms: they end before',
      '  hc.rooms.items[7].name',
      '                ^^^',
    ],
  },
  {
    when: 'there is no item of that index, in one of many collections',
    name: 'StepError',
    run: () => {
      api.on('GET', '/v2/room?start-index=0&max-results=1000', page([roomStub(41)]));
      api.on('GET', '/v2/room/41/webhook?start-index=0&max-results=1', page([]));
      return api.hc.rooms.map((room) => room.webhooks.items[0].name);
    },
    text: [
      'no item 0 of the webhooks: there are 0, at /room/41/webhook',
      '  hc.rooms.map((room) => room.webhooks.items[0].name)',
      '           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
    ],
  },
  {
    when: 'there is no item of that index, and the page that is in hand says so',
    name: 'StepError',
    run: () => {
      api.on('GET', '/v2/room/42/history', page([messageFrom(userStub(7))]));
      return api.hc.room(42).history.items[3].message;
    },
    text: [
      'no item 3 on this page, which has 1 message: loops, `toArray()` and `drop(…)` go through all of them, newest first',
      '  hc.room(42).history.items[3].message',
      '                           ^^^',
    ],
  },
  {
    when: 'there is no link of that name',
    name: 'StepError',
    run: () => {
      api.on('GET', '/v2/room/42', wholeRoom(42));
      // @ts-expect-error -- a room has an owner, not owners
      return api.hc.room(42).owners.name as PromiseLike<unknown>;
    },
    text: [
      'no "owners" on room 42: it has id, links, name, is_archived, privacy, version, xmpp_jid, created, last_active, is_guest_accessible, guest_access_url, avatar_url, delegate_admin_visibility, owner, statistics, participants, members, history, latest, webhooks, messageById, webhook, avatar, extensionAction, extensionGlance, extensionWebhook, self, message, notification, topic, invite, reply, shareLink, setAvatar, deleteAvatar, update, delete, shareFile; did you mean "owner"?',
      '  hc.room(42).owners.name',
      '              ^^^^^^',
    ],
  },
  {
    when: 'an action is called on null',
    name: 'StepError',
    run: () => {
      api.on('GET', '/v2/room/42/history', page([messageFrom(null)]));
      return api.hc.room(42).history.items[0].from.message('hi');
    },
    text: [
      'from of message is null, so there is nothing to message',
      "  hc.room(42).history.items[0].from.message('hi')",
      '                                    ^^^^^^^^^^^^^',
    ],
  },
  {
    when: 'a step goes past a text',
    name: 'StepError',
    run: () => {
      api.on('GET', '/v2/room/42', wholeRoom(42));
      // @ts-expect-error -- a name is a text
      return api.hc.room(42).name.first as PromiseLike<unknown>;
    },
    text: [
      'name of room 42 is text: it has no "first"',
      '  hc.room(42).name.first',
      '                   ^^^^^',
    ],
  },
  {
    when: 'a step goes past what a server left out',
    name: 'StepError',
    run: () => {
      const { owner: _gone, ...room } = wholeRoom(42);
      api.on('GET', '/v2/room/42', room);
      return api.hc.room(42).owner.name;
    },
    text: ['there is no owner of room 42', '  hc.room(42).owner.name', '              ^^^^^'],
  },
  {
    when: 'an argument is of the wrong type',
    name: 'TypeError',
    // @ts-expect-error -- a message is a text
    run: () => api.hc.room(42).message(42),
    text: [
      'message: `message` has to be a string, got 42',
      '  hc.room(42).message(42)',
      '              ^^^^^^^^^^^',
    ],
  },
  {
    when: 'an argument is too long',
    name: 'RangeError',
    run: () => api.hc.room(42).topic('x'.repeat(251)),
    text: [
      'topic: `topic` has to be 0 to 250 characters long, got 251',
      "  hc.room(42).topic('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…')",
      '              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
    ],
  },
  {
    when: 'an argument is missing',
    name: 'TypeError',
    // @ts-expect-error -- a room has a name
    run: () => api.hc.rooms.create({ topic: 'new' }),
    text: [
      '`create` needs `name`',
      "  hc.rooms.create({ topic: 'new' })",
      '           ^^^^^^^^^^^^^^^^^^^^^^^^',
    ],
  },
  {
    when: 'an option is misspelt',
    name: 'TypeError',
    // @ts-expect-error -- there is no such option
    run: () => api.hc.room(42).notification('hi', { colour: 'red' }),
    text: [
      '`notification` has no option `colour`: it has from, messageFormat, color, notify, attachTo, card',
      "  hc.room(42).notification('hi', { colour: 'red' })",
      '              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
    ],
  },
  {
    when: 'a resource of another kind is given',
    name: 'TypeError',
    // @ts-expect-error -- a room is no user
    run: () => api.hc.room(42).invite(api.hc.room(1)),
    text: [
      'invite: `user` has to be a user, got hc.room(1), a room',
      '  hc.room(42).invite(hc.room(1))',
      '              ^^^^^^^^^^^^^^^^^^',
    ],
  },
  {
    when: 'an argument holds itself',
    name: 'TypeError',
    run: () => {
      const card: Record<string, unknown> = {};
      card.card = card;
      return api.hc.room(42).notification('hi', { card });
    },
    text: [
      'an argument that holds itself cannot be sent as JSON',
      "  hc.room(42).notification('hi', { card: { card: { card: {…} } } })",
      '              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
    ],
  },
  {
    when: 'a chain was forced into text',
    name: 'TypeError',
    run: () => api.hc.room(42).message(`by ${api.hc.room(1).owner.name}`),
    text: [
      'message: `message` holds a chain that was made into text: write `${await hc.room(1).owner.name}` to send what it gives',
      "  hc.room(42).message('by ⟦chain hc.room(1).owner.name⟧')",
      '              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
    ],
  },
  {
    when: 'a collection is not named by its items',
    name: 'TypeError',
    // @ts-expect-error -- an index is of the items
    run: () => api.hc.rooms[0] as PromiseLike<unknown>,
    text: ['`0` is no place to go: write `items[0]`', '  hc.rooms[0]', '          ^^^'],
  },
  {
    when: 'an action of a collection is not called',
    name: 'TypeError',
    run: () => api.hc.rooms.create as unknown as PromiseLike<unknown>,
    text: [
      '`create` is no place to go: write `create(…)`',
      '  hc.rooms.create',
      '           ^^^^^^',
    ],
  },
  {
    when: 'an id is missing',
    name: 'TypeError',
    // @ts-expect-error -- a room is asked for by its id
    run: () => api.hc.room as PromiseLike<unknown>,
    text: ['`room` is no place to go: write `room(id)`', '  hc.room', '     ^^^^'],
  },
  {
    when: 'a field is called',
    name: 'TypeError',
    // @ts-expect-error -- a name cannot be called
    run: () => api.hc.room(42).name('x') as PromiseLike<unknown>,
    text: [
      '`name` cannot be called: name is a field',
      "  hc.room(42).name('x')",
      '              ^^^^^^^^^',
    ],
  },
  {
    when: 'the server knows no such thing (404)',
    name: 'NotFoundError',
    run: () => {
      api.on('GET', '/v2/room/Opps', ...refusal(404, 'Not Found', 'Room not found'));
      return api.hc.room('Opps').topic;
    },
    text: [
      'HipChat answered 404 Not Found: Room not found',
      "  hc.room('Opps').topic",
      '     ^^^^^^^^^^^^',
      '  GET https://api.hipchat.com/v2/room/Opps',
    ],
  },
  {
    when: 'the token is not accepted (401)',
    name: 'UnauthorizedError',
    run: () => {
      api.on('GET', '/v2/room', ...refusal(401, 'Unauthorized', 'Invalid OAuth session'));
      return api.hc.rooms;
    },
    text: [
      'HipChat answered 401 Unauthorized: Invalid OAuth session',
      '  hc.rooms',
      '     ^^^^^',
      '  GET https://api.hipchat.com/v2/room',
    ],
  },
  {
    when: 'the token may not do this (403)',
    name: 'ForbiddenError',
    run: () => {
      const words = "This token has no 'admin_room' scope";
      api.on('PUT', '/v2/room/42/topic', ...refusal(403, 'Forbidden', words));
      return api.hc.room(42).topic('new');
    },
    text: [
      "HipChat answered 403 Forbidden: This token has no 'admin_room' scope",
      "  hc.room(42).topic('new')",
      '              ^^^^^^^^^^^^',
      '  PUT https://api.hipchat.com/v2/room/42/topic',
    ],
  },
  {
    when: 'an action in the middle is refused',
    name: 'BadRequestError',
    run: () => {
      api.on('POST', '/v2/room', ...refusal(400, 'Bad Request', 'Name is taken'));
      return api.hc.rooms.create({ name: 'Ops' }).message('hi');
    },
    text: [
      'HipChat answered 400 Bad Request: Name is taken',
      "  hc.rooms.create({ name: 'Ops' }).message('hi')",
      '           ^^^^^^^^^^^^^^^^^^^^^^^',
      '  POST https://api.hipchat.com/v2/room',
    ],
  },
  {
    when: 'the answer is HTML',
    name: 'AnswerError',
    run: () => {
      const headers = { 'content-type': 'text/html; charset=utf-8' };
      api.on('GET', '/v2/room/42', '<!doctype html><title>Log in</title>', { headers });
      return api.hc.room(42).name;
    },
    text: [
      'the answer (200, text/html) is not JSON: "<!doctype html><title>Log in</title>"',
      '  hc.room(42).name',
      '     ^^^^^^^^',
      '  GET https://api.hipchat.com/v2/room/42',
    ],
  },
  {
    when: 'the answer is HTML with an error’s status',
    name: 'BadGatewayError',
    run: () => {
      const headers = { 'content-type': 'text/html' };
      api.on('GET', '/v2/room/42', '<h1>Bad gateway</h1>', { status: 502, headers });
      return api.hc.room(42).name;
    },
    text: [
      'HipChat answered 502',
      '  hc.room(42).name',
      '     ^^^^^^^^',
      '  GET https://api.hipchat.com/v2/room/42',
    ],
  },
  {
    when: 'the answer is JSON that was cut',
    name: 'AnswerError',
    run: () => {
      api.on('GET', '/v2/room/42', '{"id": 42, "na');
      return api.hc.room(42).name;
    },
    text: [
      'the answer (200, application/json) is not JSON: "{\\"id\\": 42, \\"na"',
      '  hc.room(42).name',
      '     ^^^^^^^^',
      '  GET https://api.hipchat.com/v2/room/42',
    ],
  },
  {
    when: 'the answer is empty',
    name: 'AnswerError',
    run: () => {
      api.on('GET', '/v2/room/42', undefined, { status: 204 });
      return api.hc.room(42).name;
    },
    text: [
      'the answer holds no resource',
      '  hc.room(42).name',
      '     ^^^^^^^^',
      '  GET https://api.hipchat.com/v2/room/42',
    ],
  },
  {
    when: 'the answer is a list where a page was due',
    name: 'AnswerError',
    run: () => {
      api.on('GET', '/v2/room', '[]');
      return api.hc.rooms.items;
    },
    text: [
      'the answer holds no page',
      '  hc.rooms.items',
      '           ^^^^^',
      '  GET https://api.hipchat.com/v2/room',
    ],
  },
  {
    when: 'the server cannot be reached',
    name: 'NetworkError',
    run: () => {
      const cause = new Error('getaddrinfo ENOTFOUND chat.example.com');
      const hc = new HypChat('token', {
        endpoint: 'https://chat.example.com',
        retries: 0,
        fetch: () => Promise.reject(new TypeError('fetch failed', { cause })),
      });
      return hc.room(42).name;
    },
    text: [
      'no answer: getaddrinfo ENOTFOUND chat.example.com',
      '  hc.room(42).name',
      '     ^^^^^^^^',
      '  GET https://chat.example.com/v2/room/42',
    ],
  },
  {
    when: 'the server does not speak TLS',
    name: 'NetworkError',
    run: () => {
      const cause = new Error(
        '407303EBCC7F0000:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../deps/openssl/openssl/ssl/record/methods/tlsany_meth.c:78:\n',
      );
      const hc = new HypChat('token', {
        endpoint: 'https://chat.example.com',
        retries: 0,
        fetch: () => Promise.reject(new TypeError('fetch failed', { cause })),
      });
      return hc.room(42).name;
    },
    text: [
      'no answer: TLS failed: wrong version number, as where the server speaks http: alone',
      '  hc.room(42).name',
      '     ^^^^^^^^',
      '  GET https://chat.example.com/v2/room/42',
    ],
  },
  {
    when: 'the server takes longer than a request may',
    name: 'NetworkError',
    run: () => {
      const fetch = (): Promise<Response> => new Promise(() => {});
      return new HypChat('token', { fetch, timeoutMs: 1 }).room(42).name;
    },
    text: [
      'no answer within 1 ms',
      '  hc.room(42).name',
      '     ^^^^^^^^',
      '  GET https://api.hipchat.com/v2/room/42',
    ],
  },
  {
    when: 'the answer to an action is lost',
    name: 'NetworkError',
    run: () => {
      const fetch = (): Promise<Response> => Promise.reject(new TypeError('other side closed'));
      return new HypChat('token', { fetch }).room(42).message('hi');
    },
    text: [
      'no answer: other side closed: the POST may have been done all the same',
      "  hc.room(42).message('hi')",
      '              ^^^^^^^^^^^^^',
      '  POST https://api.hipchat.com/v2/room/42/message',
    ],
  },
  {
    when: 'a link leads to another origin',
    name: 'OriginError',
    run: () => {
      const links = { self: 'https://api.hipchat.com/v2/room/42', mood: 'https://evil.test/mood' };
      api.on('GET', '/v2/room/42', { ...wholeRoom(42), links });
      // @ts-expect-error -- no map knows this link
      return api.hc.room(42).mood.color as PromiseLike<unknown>;
    },
    text: [
      'https://evil.test is another origin than https://api.hipchat.com: the option `origins` allows it; a server behind a proxy should be told its public address, or `linkBase` what it calls itself',
      '  hc.room(42).mood.color',
      '              ^^^^',
      '  GET https://evil.test/mood',
    ],
  },
  {
    when: 'the walk takes longer than its limit',
    name: 'TimeoutError',
    run: () => within(heldApi().hc.room(42).owner, { timeoutMs: 1 }).name,
    text: [
      'the walk took longer than 1 ms',
      '  hc.room(42).owner.name',
      '  ^^^^^^^^^^^^^^^^^^^^^^',
    ],
  },
  {
    when: 'the walk is aborted',
    name: 'AbortError',
    run: () => within(heldApi().hc.room(42), { signal: AbortSignal.abort() }).owner.name,
    text: ['the walk was aborted', '  hc.room(42).owner.name', '  ^^^^^^^^^^^^^^^^^^^^^^'],
  },
  {
    when: 'the plan is over the budget',
    name: 'BudgetError',
    run: () => within(api.hc, { budget: 1 }).rooms.items[0].owner.message('hi'),
    text: [
      'the walk needs at least 2, and 1 request is allowed: nothing was sent',
      "  hc.rooms.items[0].owner.message('hi')",
      '  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
    ],
  },
  {
    when: 'the walk comes to its budget',
    name: 'BudgetError',
    run: () => {
      api.on('GET', '/v2/room/42?expand=owner', wholeRoom(42));
      return within(api.hc.room(42), { budget: 1 }).owner.email;
    },
    text: [
      'the walk needs at least 2, and 1 request is allowed: 1 was sent',
      '  hc.room(42).owner.email',
      '  ^^^^^^^^^^^^^^^^^^^^^^^',
    ],
  },
  {
    when: 'a chain goes on from a snapshot',
    name: 'NotFoundError',
    run: async () => {
      api.on('GET', '/v2/room?start-index=0&max-results=1', page([roomStub(42)]));
      api.on('GET', '/v2/room/42', ...refusal(404, 'Not Found', 'Room not found'));
      const room = await api.hc.rooms.items[0];
      return await room.topic;
    },
    text: [
      'HipChat answered 404 Not Found: Room not found',
      '  (room 42).topic',
      '            ^^^^^',
      '  GET https://api.hipchat.com/v2/room/42',
    ],
  },
];

describe('an error', () => {
  it.each(SITUATIONS)('says what happened when $when', async ({ name, run, text }) => {
    const error = await errorOf(run());

    expect([error.name, ...error.message.split('\n')]).toEqual([name, ...text]);
  });

  it('is none where a read goes past null: that gives null', async () => {
    api.on('GET', '/v2/room/42/history', page([messageFrom(null)]));

    expect(await api.hc.room(42).history.items[0].from.name).toBeNull();
  });
});
