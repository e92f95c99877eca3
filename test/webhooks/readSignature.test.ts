/** Signatures: what is believed, and what is not. */
import fc from 'fast-check';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { signJwt } from '../../server/src/webhooks/jwt.ts';
import { readSignature, readWebhook, SignatureError } from '../../src/webhooks.ts';

const SECRET = 'the-secret-of-the-add-on';
const OAUTH_ID = 'b0ac0000-0000-4000-8000-000000000001';
const NOW: Date = new Date('2017-06-01T10:00:00Z');
const seconds = NOW.getTime() / 1000;

/** As the server signs. */
const signed = (change: { readonly secret?: string; readonly now?: number } = {}): string =>
  signJwt({
    issuer: OAUTH_ID,
    secret: SECRET,
    userId: 7,
    timezone: 'Europe/Berlin',
    roomId: 42,
    now: seconds,
    ...change,
  });

/** A token with these claims, by this algorithm. */
const made = (claims: Record<string, unknown>, alg = 'HS256'): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(SECRET.repeat(3)));
const whole = { iss: OAUTH_ID, iat: seconds, exp: seconds + 60 };

const faultOf = async (reading: Promise<unknown>): Promise<string> => {
  const error = await reading.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(SignatureError);
  return (error as SignatureError).code;
};

describe('a signature', () => {
  it.each([
    { name: 'a header', text: `JWT ${signed()}` },
    { name: 'a header in small letters', text: `jwt  ${signed()} ` },
    { name: 'the query of a page', text: signed() },
  ])('as $name says who, where and when', async ({ text }) => {
    expect(await readSignature(text, SECRET, { now: NOW })).toMatchObject({
      oauthId: OAUTH_ID,
      userId: '7',
      roomId: 42,
      timezone: 'Europe/Berlin',
      id: expect.stringMatching(/^[\w-]{20}$/),
      claims: { iss: OAUTH_ID, exp: expect.any(Number) },
    });
  });

  it.each([[null], [''], [true], [[]], ['42nd']])(
    'names nobody and no room by %j',
    async (none) => {
      const claims = { ...whole, sub: null, jti: null, context: { room_id: none, user_tz: null } };

      expect(await readSignature(await made(claims), SECRET.repeat(3), { now: NOW })).toMatchObject(
        {
          userId: undefined,
          roomId: undefined,
          timezone: undefined,
          id: undefined,
        },
      );
    },
  );

  it('is looked at by the secret of the installation that it names', async () => {
    const asked: string[] = [];
    const secretOf = async (oauthId: string): Promise<string | undefined> => {
      asked.push(oauthId);
      return oauthId === OAUTH_ID ? SECRET : undefined;
    };

    expect((await readSignature(signed(), secretOf, { now: NOW })).oauthId).toBe(OAUTH_ID);
    expect(await faultOf(readSignature(signed(), () => undefined, { now: NOW }))).toBe('unknown');
    expect(asked).toEqual([OAUTH_ID]);
  });

  it('by the word null is of an installation that nobody knows, where that is what a database has', async () => {
    const text = signed({ secret: 'null' });
    expect(await faultOf(readSignature(text, async () => null, { now: NOW }))).toBe('unknown');
  });

  it.each([
    { name: 'none', secret: undefined },
    { name: 'an object', secret: () => ({ secret: SECRET }) },
    { name: 'a number', secret: 42 },
  ])('is not looked at by a secret that is no text: $name', async ({ name, secret }) => {
    // As a program without a compiler has it.
    const reading = readSignature(signed({ secret: String(secret) }), secret as unknown as string);

    await expect(reading).rejects.toThrow(`the secret has to be a text, got ${name}`);
  });

  it.each([
    { what: 'nothing', text: null, code: 'missing' },
    { what: 'an empty text', text: ' ', code: 'missing' },
    { what: 'a token of another sort', text: 'Bearer abc', code: 'malformed' },
    { what: 'no token', text: 'JWT abc', code: 'malformed' },
    { what: 'one by another secret', text: signed({ secret: 'another' }), code: 'wrong' },
    { what: 'one that is over', text: signed({ now: seconds - 100_000 }), code: 'expired' },
  ])('that is $what is $code', async ({ text, code }) => {
    expect(await faultOf(readSignature(text, SECRET, { now: NOW }))).toBe(code);
  });

  it.each([
    { what: 'no end', claims: { iss: OAUTH_ID }, code: 'malformed' },
    { what: 'no issuer', claims: { exp: seconds + 60 }, code: 'malformed' },
    {
      what: 'a beginning that is to come',
      claims: { ...whole, nbf: seconds + 999 },
      code: 'expired',
    },
    { what: 'an end that is no number', claims: { ...whole, exp: 'never' }, code: 'malformed' },
  ])('with $what is $code', async ({ claims, code }) => {
    const text = await made(claims);
    expect(await faultOf(readSignature(text, SECRET.repeat(3), { now: NOW }))).toBe(code);
  });

  it.each(['HS384', 'HS512'])('by %s is wrong, for nobody asked for that', async (alg) => {
    const text = await made(whole, alg);
    expect(await faultOf(readSignature(text, SECRET.repeat(3), { now: NOW }))).toBe('wrong');
  });

  it('by nothing at all is wrong', async () => {
    const part = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'none' })}.${part(whole)}.`;
    expect(await faultOf(readSignature(text, SECRET, { now: NOW }))).toMatch(/wrong|malformed/);
  });

  it('is good while the clocks differ by no more than is said', async () => {
    const at = (late: number, clockToleranceSeconds?: number): Promise<unknown> =>
      readSignature(made_, SECRET.repeat(3), {
        now: new Date((whole.exp + late) * 1000),
        clockToleranceSeconds,
      });
    const made_ = await made(whole);

    await at(29);
    expect(await faultOf(at(31))).toBe('expired');
    await at(119, 120);
    expect(await faultOf(at(1, 0))).toBe('expired');
  });

  it('is refused by an empty secret, which anybody has', async () => {
    await expect(readSignature(signed(), '', { now: NOW })).rejects.toThrow('the secret is empty');
  });

  it('of which any character was changed is not believed', async () => {
    const text = signed();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.constantFrom(...'ABCZabcz019-_.'),
        async (at, char) => {
          const changed = `${text.slice(0, at)}${char}${text.slice(at + 1)}`;
          fc.pre(changed !== text && !isSameLastCharacter(text, changed));
          await faultOf(readSignature(changed, SECRET, { now: NOW }));
        },
      ),
    );
  });

  it('stands in no error', async () => {
    const text = signed({ secret: 'another' });
    const error = await readSignature(text, SECRET, { now: NOW }).catch(
      (reason: unknown) => reason,
    );

    const shown = `${error} ${JSON.stringify(error)} ${(error as Error).stack}`;
    for (const secret of [text, text.split('.')[2] ?? '', SECRET])
      expect(shown).not.toContain(secret);
  });
});

/** The last character of base64 has bits that mean nothing. */
function isSameLastCharacter(one: string, other: string): boolean {
  const bytes = (text: string): string =>
    text
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('hex'))
      .join('.');
  return bytes(one) === bytes(other);
}

describe('a webhook', () => {
  const request = (body: BodyInit, text: string | undefined = `JWT ${signed()}`): Request =>
    new Request('https://addon.example.com/heard', {
      method: 'POST',
      body,
      headers: text === undefined ? {} : { authorization: text },
    });

  it('gives what it was posted, and who signed it', async () => {
    const json = { event: 'room_enter', oauth_client_id: OAUTH_ID, item: {} };
    const delivery = await readWebhook(request(JSON.stringify(json)), SECRET, { now: NOW });

    expect(delivery).toMatchObject({ json, signature: { roomId: 42 } });
  });

  it('gives a number that is too long for one as the text of its digits', async () => {
    const body = '{"item":{"id":9007199254740993,"count":3}}';
    const { json } = await readWebhook(request(body), SECRET, { now: NOW });

    expect(json).toEqual({ item: { id: '9007199254740993', count: 3 } });
  });

  it('that is nested deeper than anybody means is an error', async () => {
    const body = `{"item":${'['.repeat(200)}${']'.repeat(200)}}`;

    await expect(readWebhook(request(body), SECRET, { now: NOW })).rejects.toThrow(
      'what the webhook was posted is nested deeper than 100 levels',
    );
  });

  it('that nobody signed is not read', async () => {
    const forged = request('{}', 'JWT x.y.z');

    expect(await faultOf(readWebhook(forged, SECRET, { now: NOW }))).toBe('malformed');
    expect(forged.bodyUsed).toBe(false);
  });

  it('of another installation than signed is wrong', async () => {
    const json = JSON.stringify({ event: 'room_enter', oauth_client_id: 'another' });
    expect(await faultOf(readWebhook(request(json), SECRET, { now: NOW }))).toBe('wrong');
  });

  it.each([
    { what: 'no JSON', body: '{', message: 'is not JSON' },
    { what: 'a list', body: '[]', message: 'is no JSON object' },
    { what: 'nothing', body: '', message: 'is not JSON' },
    { what: 'more than may be', body: `"${'x'.repeat(200)}"`, message: 'is longer than 100 bytes' },
  ])('that was posted $what is an error', async ({ body, message }) => {
    const options = { now: NOW, maxBodyBytes: 100 };
    await expect(readWebhook(request(body), SECRET, options)).rejects.toThrow(message);
  });

  it('is as long as it likes by no limit that is none', async () => {
    for (const maxBodyBytes of [Number.NaN, 0, 0.5]) {
      await expect(readWebhook(request('{}'), SECRET, { now: NOW, maxBodyBytes })).rejects.toThrow(
        /^`maxBodyBytes` has to be a whole number from 1 on, got (?:NaN|0|0.5)$/,
      );
    }
  });

  it('and was read before is an error that says so', async () => {
    const read = request('{}');
    await read.text();

    await expect(readWebhook(read, SECRET, { now: NOW })).rejects.toThrow(
      'the body was read before: give `readWebhook` a `clone()` of the request',
    );
  });

  it('is a `Request` as Fetch has it, and of any other the words say what takes it', async () => {
    const ofNode: unknown = { method: 'POST', headers: { authorization: `JWT ${signed()}` } };
    for (const given of [ofNode, undefined]) {
      await expect(readWebhook(given as Request, SECRET)).rejects.toThrow(
        /^`readWebhook` takes a `Request` as Fetch has it: of any other, `readSignature` takes/,
      );
    }
  });
});
