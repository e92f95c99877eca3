import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_OF_STATUS } from '../../src/errors/status/toApiError.ts';
import * as hypchat from '../../src/index.ts';
import { settle } from '../helpers/settle.ts';

const { ApiError, ClientError, HypChat, HypchatError, ServerError } = hypchat;

const PAGE = readFileSync(new URL('../../docs/concepts/errors.md', import.meta.url), 'utf8');

/** The classes of HypChat for Python, by their statuses. */
const HYPCHAT: Readonly<Record<number, string>> = {
  400: 'HttpBadRequest',
  401: 'HttpUnauthorized',
  402: 'HttpPaymentRequired',
  403: 'HttpForbidden',
  404: 'HttpNotFound',
  405: 'HttpMethodNotAllowed',
  406: 'HttpNotAcceptable',
  407: 'HttpProxyAuthenticationRequired',
  408: 'HttpRequestTimeout',
  409: 'HttpConflict',
  410: 'HttpGone',
  411: 'HttpLengthRequired',
  412: 'HttpPreconditionFailed',
  413: 'HttpRequestEntityTooLarge',
  414: 'HttpRequestUriTooLong',
  415: 'HttpUnsupportedMediaType',
  416: 'HttpRequestedRangeNotSatisfiable',
  417: 'HttpExpectationFailed',
  500: 'HttpInternalServerError',
  501: 'HttpNotImplemented',
  502: 'HttpBadGateway',
  503: 'HttpServiceUnavailable',
  504: 'HttpGatewayTimeout',
  505: 'HttpVersionNotSupported',
};

/** What an action rejects with that a server answers like this. */
async function errorOf(status: number, body: object = {}): Promise<hypchat.ApiError> {
  const fetch = async () => Response.json(body, { status });
  const hc = new HypChat('token', { fetch, longestWaitMs: 0 });
  return settle(hc.room(1).topic('new')).then(
    () => expect.unreachable('it did not reject'),
    (error: unknown) => error as hypchat.ApiError,
  );
}

describe('the error of a status', () => {
  it.each(Object.keys(HYPCHAT).map(Number))(
    'is of a class of its own, as in HypChat: %i',
    async (status) => {
      const error = await errorOf(status);
      const Class = ERROR_OF_STATUS.get(status);

      expect(error.constructor).toBe(Class);
      expect(error.constructor).not.toBe(status < 500 ? ClientError : ServerError);
      expect(error).toBeInstanceOf(status < 500 ? ClientError : ServerError);
      expect(error).toBeInstanceOf(ApiError);
      expect(error).toBeInstanceOf(HypchatError);
      expect(error).toMatchObject({ status, name: Class?.name });
    },
  );

  it('that says “too many requests” has a class, which HypChat had not', async () => {
    expect(await errorOf(429)).toBeInstanceOf(hypchat.TooManyRequestsError);
  });

  it.each([418, 451, 499])('without a name is a ClientError: %i', async (status) => {
    expect((await errorOf(status)).name).toBe('ClientError');
  });

  it.each([506, 599])('without a name is a ServerError: %i', async (status) => {
    expect((await errorOf(status)).name).toBe('ServerError');
  });

  it('200 is an ApiError and no more', async () => {
    const error = await errorOf(200, { error: { code: 404, message: 'no', type: 'Not Found' } });

    expect([error.name, error.status, error.type]).toEqual(['ApiError', 200, 'Not Found']);
  });

  it('keeps its class for each chain that waited for the same request', async () => {
    const fetch = async () => Response.json({}, { status: 404 });
    const hc = new HypChat('token', { fetch });
    const results = await Promise.allSettled([hc.room(1).topic, hc.room(1).name]);

    expect(results).toMatchObject([
      { reason: { name: 'NotFoundError', where: { chain: 'hc.room(1).topic' } } },
      { reason: { name: 'NotFoundError', where: { chain: 'hc.room(1).name' } } },
    ]);
  });

  it('has HipChat’s own words as fields', async () => {
    const error = await errorOf(400, {
      error: {
        code: 400,
        type: 'Bad Request',
        message: "Value u'true' for field 'notify' is not of type 'boolean'",
        field: 'notify',
        validation: 'type',
        value: 'true',
        expected_type: 'boolean',
      },
    });

    expect(error).toMatchObject({
      status: 400,
      type: 'Bad Request',
      serverMessage: "Value u'true' for field 'notify' is not of type 'boolean'",
      field: 'notify',
      details: { validation: 'type', value: 'true', expected_type: 'boolean' },
    });
  });

  it('repeats no password that the server does not like', async () => {
    const password = 'hunter2-secret';
    const error = {
      code: 400,
      type: 'Bad Request',
      message: `Value u'${password}' for field 'password' is too simple`,
      field: 'password',
      value: password,
    };
    const fetch = async () => Response.json({ error }, { status: 400 });
    const hc = new HypChat('token', { fetch });
    const user = { name: 'Ann', email: 'ann@example.com', password };
    const [result] = await Promise.allSettled([hc.users.create(user)]);

    expect(result).toMatchObject({ reason: { field: 'password', details: { value: '…' } } });
    expect(String(Reflect.get(result, 'reason'))).not.toContain('hunter2');
  });
});

describe('every class of an error', () => {
  const files = ['', 'status/'].flatMap((folder) =>
    readdirSync(new URL(`../../src/errors/${folder}`, import.meta.url))
      .filter((file) => file.endsWith('Error.ts') && !file.startsWith('to'))
      .map((file) => file.replace('.ts', '')),
  );

  it.each(files)('is public: %s', (name) => {
    expect(Object.keys(hypchat)).toContain(name);
  });

  it.each(files)('is in the documentation: %s', (name) => {
    expect(PAGE).toContain(`\`${name}\``);
  });

  it.each(Object.entries(HYPCHAT))('stands beside its name in HypChat: %s %s', (status, was) => {
    const name = ERROR_OF_STATUS.get(Number(status))?.name;

    expect(PAGE).toContain(`| ${status} | \`${name}\` | \`${was}\` |`);
  });
});
