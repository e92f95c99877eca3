/** Answers that are none, or more than anybody means: each is an error that says so, and what became of an action. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AnswerError,
  HypChat,
  type HypChatOptions,
  type HypchatError,
  type ResponseEvent,
} from '../../src/index.ts';
import { settle } from '../helpers/settle.ts';

const ENDPOINT = 'https://chat.test';
const self = `${ENDPOINT}/v2/room/1`;

/** A client whose server says nothing but this. */
function client(answer: () => Response, options: HypChatOptions = {}): HypChat {
  const on = { unsent: () => {}, ...options.on };
  const fetch = async (): Promise<Response> => answer();
  return new HypChat('token', { endpoint: ENDPOINT, retries: 0, fetch, ...options, on });
}

const saying = (body: string, options: HypChatOptions = {}): HypChat =>
  client(() => new Response(body, { headers: { 'content-type': 'application/json' } }), options);

const errorOf = (chain: PromiseLike<unknown>): Promise<HypchatError> =>
  settle(chain).then(
    () => expect.unreachable('it did not reject'),
    (error: HypchatError) => error,
  );

describe('a refusal that says nothing in the form of its API', () => {
  it.each([
    { name: 'words', body: 'Cannot GET /v2/room/1\n', says: ': Cannot GET /v2/room/1' },
    { name: 'lists by field', body: '{"name":["is taken"]}', says: ': {"name":["is taken"]}' },
    { name: 'a list', body: '["is taken"]', says: ': ["is taken"]' },
    { name: 'a page for people', body: '\n<!doctype html><h1>Bad gateway</h1>', says: '' },
    { name: 'an empty object', body: '{ }', says: '' },
    { name: 'empty words', body: '{"message":""}', says: '' },
    { name: 'null', body: 'null', says: '' },
    { name: 'nothing', body: '', says: '' },
  ])('is told as it came: $name', async ({ body, says }) => {
    const { room } = client(() => new Response(body, { status: 400 }));
    const error = await errorOf(room(1).name);

    expect(error.reason).toBe(`HipChat answered 400${says}`);
  });

  it('repeats no token that stands in its sort', async () => {
    const token = 'a-token-of-some-length';
    const headers = { 'content-type': `text/${token}; charset=utf-8` };
    const fetch = async (): Promise<Response> => new Response('no', { headers });
    const { room } = new HypChat(token, { endpoint: ENDPOINT, fetch });
    const error = await errorOf(room(1).name);

    expect(error.reason).toMatch(/^the answer \(200, text\/…\) /);
  });

  it('repeats no secret of the request', async () => {
    const hc = client(() => new Response('who is user-password-12?', { status: 400 }));
    const body = { password: 'user-password-12' };
    const { message } = await errorOf(hc.request('POST', '/user', { body }));

    expect(message).toContain('who is …?');
  });
});

describe('an answer that nothing has changed', () => {
  it('is not taken for a redirect, but says that nothing came', async () => {
    const hc = client(() => new Response(null, { status: 304 }));
    const headers = { 'if-none-match': '"1"' };
    const error = await errorOf(hc.request('GET', '/room/1', { headers }));

    expect(error).toBeInstanceOf(AnswerError);
    expect(error.reason).toBe('nothing has changed (304), so that nothing came');
  });
});

describe('an answer to an action that is no JSON', () => {
  it.each(['ok', '  ', '\n', '<html>Log in</html>', '{"id": 1'])(
    'says that the action may have been done: %j',
    async (body) => {
      const { room } = saying(body);
      const error = await errorOf(room(1).topic('new'));

      expect(error).toBeInstanceOf(AnswerError);
      expect(error).toMatchObject({ mayBeDone: true });
      expect(error.reason).toBe(
        `the answer (200, application/json) is not JSON: ${JSON.stringify(body)}: the PUT may have been done all the same`,
      );
    },
  );

  it('says so wherever an answer cannot be made use of', async () => {
    const away = { status: 303, headers: { location: '/v2/room' } };
    const redirecting = client(() => new Response(null, away));

    expect((await errorOf(redirecting.room(1).message('hi'))).reason).toBe(
      'a redirect (303) of a POST is not followed: the POST may have been done all the same',
    );
    expect((await errorOf(saying('{}').rooms.create({ name: 'New' }))).reason).toBe(
      'the answer does not say what was created: the POST may have been done all the same',
    );
  });

  it('says nothing of the kind of a read', async () => {
    const error = await errorOf(saying('ok').room(1).name);

    expect(error).toMatchObject({ mayBeDone: false });
    expect(error.reason).toBe('the answer (200, application/json) is not JSON: "ok"');
  });
});

describe('a number beyond 2^53', () => {
  it('keeps its digits, in whatever field', async () => {
    const hc = saying(`{"id": 9007199254740993, "name": "Ops", "links": {"self": "${self}"}}`);

    expect(await hc.room(1).id).toBe('9007199254740993');
    expect(JSON.stringify(await hc.room(1))).toContain('"9007199254740993"');
  });

  it('makes up the address of what declares none', async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = async (input) => {
      asked.push(new URL(new Request(input).url).pathname);
      const stub = '{"id": 9007199254740993, "name": "Ann", "mention_name": "ann", "links": {}}';
      return asked.length === 1
        ? new Response(`{"id": 1, "name": "Ops", "links": {}, "owner": ${stub}}`)
        : new Response('{"id": 9007199254740993, "links": {}, "email": "ann@chat.test"}');
    };
    const hc = new HypChat('token', { endpoint: ENDPOINT, fetch });
    const room = await hc.room(1);
    await room.owner.self.email;

    expect(asked.at(-1)).toBe('/v2/user/9007199254740993');
  });

  it('is read as the same digits, and every other value as JSON has it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          number: fc.oneof(
            fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
            fc.double({ noNaN: true, noDefaultInfinity: true }),
          ),
          text: fc.oneof(fc.string(), fc.stringMatching(/^[:, [{"\\]{0,3}\d{14,20}$/)),
        }),
        fc.constantFrom('', ' ', '\n'),
        async ({ number, text }, space) => {
          const written = `{"id":${space}${number},"topic":${space}${JSON.stringify(text)},"members":[${number},${number}]}`;
          const room = await saying(written).room(1);
          const digits = /^-?\d+$/.test(String(number)) ? String(number) : undefined;
          const isLong = digits !== undefined && !Number.isSafeInteger(Number(digits));
          const value = isLong ? digits : Number(String(number));

          expect([room.id, room.topic]).toEqual([value, text]);
        },
      ),
    );
  });

  it('is sent back as it came where an update keeps it', async () => {
    const bodies: unknown[] = [];
    const user = `{"id": 9007199254740993, "links": {"self": "${ENDPOINT}/v2/user/9007199254740993"}}`;
    const fetch: typeof globalThis.fetch = async (input) => {
      const request = new Request(input);
      if (request.method === 'PUT') bodies.push(await request.json());
      return new Response(`{"id": 1, "name": "Ops", "topic": "", "owner": ${user}, "links": {}}`);
    };
    const hc = new HypChat('token', { endpoint: ENDPOINT, fetch });
    await hc.room(1).update({ topic: 'new' });

    expect(bodies).toMatchObject([{ owner: { id: '9007199254740993' } }]);
  });

  it.each([2 ** 53, -(2 ** 53), 1e300])(
    'is no id that could be meant, and is refused unsent: %d',
    async (id) => {
      const { room } = saying('{}');
      const words = `an id beyond 2^53 has to be a text, for as a number it may be another one: got ${id}`;

      expect((await errorOf(room(id))).message.split('\n')[0]).toBe(`\`room\`: ${words}`);
      expect((await errorOf(room(1).invite(id))).message).toContain(`invite: \`user\`: ${words}`);
    },
  );

  it('is an error where the run-time tells nothing of the text', async () => {
    const { parse } = JSON;
    JSON.parse = (text: string, reviver?: (name: string, value: unknown) => unknown) =>
      parse(text, reviver && ((name: string, value: unknown) => reviver(name, value)));
    try {
      const error = await errorOf(saying('{"id": 9007199254740993}').room(1).name);

      expect(error).toBeInstanceOf(AnswerError);
      expect(error.reason).toContain('holds a number beyond 2^53, which this run-time cannot read');
    } finally {
      JSON.parse = parse;
    }
  });
});

describe('an answer that is nested deeper than anybody means', () => {
  const nested = (levels: number, open: string, close: string): string =>
    `{"id": 1, "deep": ${open.repeat(levels)}1${close.repeat(levels)}}`;

  it.each([
    ['[', ']'],
    ['{"a":', '}'],
    ['{"items":[', ']}'],
    ['{"links":{},"a":', '}'],
  ])('is an AnswerError, whatever it is made of: %s', async (open, close) => {
    for (const levels of [101, 10_000]) {
      const hc = saying(nested(levels, open, close));
      for (const chain of [hc.room(1), hc.rooms, hc.room(1).name, hc.room(1).topic('new')]) {
        expect(await errorOf(chain as PromiseLike<unknown>)).toBeInstanceOf(AnswerError);
      }
    }
    expect((await errorOf(saying(nested(101, open, close)).room(1).name)).reason).toContain(
      'is nested deeper than 100 levels',
    );
  });

  it('is what its status says where it refuses', async () => {
    const hc = client(() => new Response(nested(10_000, '[', ']'), { status: 404 }));

    expect((await errorOf(hc.room(1).name)).name).toBe('NotFoundError');
  });

  it('is read, and shown, up to there', async () => {
    const room = await saying(nested(90, '[', ']')).room(1);

    expect(JSON.stringify(room)).toContain('['.repeat(90));
  });

  it('is refused by `wrap` as well', () => {
    const { wrap } = saying('');
    const text = nested(10_000, '{"a":', '}');

    expect(() => wrap(text)).toThrow('it was given JSON that is nested deeper than 100 levels');
    expect(() => wrap(JSON.parse(text))).toThrow(TypeError);
  });
});

describe('an answer that is longer than `maxBodyBytes`', () => {
  /** A body that never ends, and how much of it was taken. */
  function endless(): {
    readonly body: ReadableStream<Uint8Array>;
    taken: number;
    isLeft: boolean;
  } {
    const chunk = new TextEncoder().encode('x'.repeat(1000));
    const found = {
      taken: 0,
      isLeft: false,
      body: new ReadableStream<Uint8Array>({
        pull(controller) {
          found.taken += chunk.length;
          controller.enqueue(chunk);
        },
        cancel() {
          found.isLeft = true;
        },
      }),
    };
    return found;
  }

  it('is an AnswerError while it streams, and the rest is not read', async () => {
    const server = endless();
    const told: ResponseEvent[] = [];
    const on = { response: (event: ResponseEvent) => told.push(event) };
    const hc = client(() => new Response(server.body), { maxBodyBytes: 5000, on });
    const error = await errorOf(hc.room(1).name);

    expect(error).toBeInstanceOf(AnswerError);
    expect(error.message.split('\n')).toEqual([
      'the answer (200, no content type) is longer than 5000 bytes, which is as much as `maxBodyBytes` allows',
      '  hc.room(1).name',
      '     ^^^^^^^',
      `  GET ${self}`,
    ]);
    expect(server.isLeft).toBe(true);
    expect(server.taken).toBeLessThan(10_000);
    expect(told).toMatchObject([{ status: 200 }]);
  });

  it('is read where it has just as many bytes', async () => {
    const body = JSON.stringify({ id: 1, name: 'Ünïcode ☃', links: {} });
    const { length } = new TextEncoder().encode(body);

    expect(await saying(body, { maxBodyBytes: length }).room(1).name).toBe('Ünïcode ☃');
    expect(await errorOf(saying(body, { maxBodyBytes: length - 1 }).room(1).name)).toBeInstanceOf(
      AnswerError,
    );
  });

  it('says of an action that it may have been done', async () => {
    const hc = client(() => new Response(endless().body), { maxBodyBytes: 10 });

    expect(await errorOf(hc.room(1).message('hi'))).toMatchObject({ mayBeDone: true });
  });

  it('is what its status says where it refuses', async () => {
    const hc = client(() => new Response(endless().body, { status: 403 }), { maxBodyBytes: 10 });

    expect((await errorOf(hc.room(1).name)).name).toBe('ForbiddenError');
  });

  it('is 64 MiB where nothing else is said', async () => {
    const mebibyte = new Uint8Array(1024 * 1024).fill(32);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(mebibyte);
      },
    });
    const error = await errorOf(client(() => new Response(body)).room(1).name);

    expect(error.reason).toContain('is longer than 67108864 bytes');
    expect(sent).toBeGreaterThan(64);
  });

  it('comes whole where characters are cut by the pieces it comes in', async () => {
    const body = JSON.stringify({ id: 1, name: '☃ Ünïcode 🦄', links: {} });
    const bytes = new TextEncoder().encode(`\uFEFF${body}`);
    const pieces = (): ReadableStream<Uint8Array> =>
      new ReadableStream({
        start(controller) {
          for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
          controller.close();
        },
      });

    expect(await client(() => new Response(pieces())).room(1).name).toBe('☃ Ünïcode 🦄');
  });

  it('is noticed where a run-time has no streams', async () => {
    const bare = (body: string): Response =>
      Object.defineProperty(new Response(body), 'body', { value: undefined });
    const hc = client(() => bare('{"id": 1, "name": "Ops"}'), { maxBodyBytes: 10 });

    expect(await errorOf(hc.room(1).name)).toBeInstanceOf(AnswerError);
    expect(await client(() => bare('{"id": 1, "name": "Ops"}')).room(1).name).toBe('Ops');
  });
});

describe('an address at which nothing is reached', () => {
  const dead = (options: HypChatOptions): HypChat =>
    new HypChat('token', {
      retries: 0,
      fetch: () => Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' })),
      ...options,
    });

  it('is said to be that of a service which is no more, where it is HipChat’s own', async () => {
    const { message } = await errorOf(dead({}).room(1).name);
    expect(message).toContain(
      "no answer: not found; HipChat's own service ended in 2019: say by `endpoint` which",
    );
  });

  it('is said to be nothing more anywhere else', async () => {
    const { message } = await errorOf(dead({ endpoint: ENDPOINT }).room(1).name);
    expect(message).not.toContain('2019');
  });
});
