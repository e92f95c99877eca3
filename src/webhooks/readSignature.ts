/**
 * Signatures: what HipChat sends to an add-on bears a JSON Web Token, signed by HS256 with the add-on's own secret.
 *
 * @see https://developer.atlassian.com/server/hipchat/jwt-authentication-for-add-ons/
 */
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { SignatureError } from '../errors/SignatureError.ts';
import { sortOf } from '../values/sortOf.ts';

/** An add-on's secret, or what finds it by the OAuth id of an installation; `undefined` or `null` where nobody knows that. */
export type SecretOf =
  | string
  | ((oauthId: string) => string | null | undefined | PromiseLike<string | null | undefined>);

/** How strictly a signature is looked at. */
export interface SignatureOptions {
  /** How far the server's clock and this one may differ, in seconds; default 30. */
  readonly clockToleranceSeconds?: number | undefined;
  /** The time; default now. */
  readonly now?: Date | undefined;
}

/** What a good signature says. */
export interface Signature {
  /** The installation whose secret it is signed with. */
  readonly oauthId: string;
  /** The user who did what is told; `undefined` where no user did. */
  readonly userId: string | undefined;
  /** The room that it is about; `undefined` where it is about none. */
  readonly roomId: number | undefined;
  /** The user's IANA time zone. */
  readonly timezone: string | undefined;
  /** Differs from that of any other signature: who must not do a thing twice keeps it until it has expired. */
  readonly id: string | undefined;
  /** All that it says. */
  readonly claims: Readonly<Record<string, unknown>>;
}

const CLOCK_TOLERANCE_SECONDS = 30;

/**
 * Checks a signature, and gives what it says.
 *
 * It says who sent something, and when; it says nothing of a body that came with it.
 *
 * @param signed - The `Authorization` header of a webhook (`JWT …`), or the `signed_request` in the query of a page.
 * @throws {SignatureError} For what is not signed, or not by that secret, or not for now.
 * @throws {TypeError} When the secret is empty, or no text.
 *
 * @example
 * ```ts
 * const { roomId } = await readSignature(request.headers.get('authorization'), secret);
 * ```
 */
export async function readSignature(
  signed: string | null | undefined,
  secret: SecretOf,
  options: SignatureOptions = {},
): Promise<Signature> {
  const token = /^\s*(?:JWT\s+)?(\S+)\s*$/i.exec(signed ?? '')?.[1];
  if (token === undefined) {
    const code = (signed ?? '').trim() === '' ? 'missing' : 'malformed';
    throw new SignatureError(code, `the signature is ${code}`);
  }
  const oauthId = issuerOf(token);
  const own = typeof secret === 'function' ? await secret(oauthId) : secret;
  if (own == null && typeof secret === 'function') {
    throw new SignatureError('unknown', 'the signature is of an installation that nobody knows');
  }
  // Written as a text, `null` would be a secret that anybody could sign with.
  if (typeof own !== 'string') {
    throw new TypeError(`the secret has to be a text, got ${own == null ? 'none' : sortOf(own)}`);
  }
  if (own === '') throw new TypeError('the secret is empty, so that anybody could sign with it');
  const { clockToleranceSeconds = CLOCK_TOLERANCE_SECONDS, now } = options;
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(own), {
      algorithms: ['HS256'],
      issuer: oauthId,
      // One without an end would be good for ever.
      requiredClaims: ['iss', 'exp'],
      clockTolerance: clockToleranceSeconds,
      ...(now !== undefined && { currentDate: now }),
    });
    return signatureOf(oauthId, payload);
  } catch (error) {
    throw toSignatureError(error);
  }
}

/** The installation that a token says it is of: it decides which secret is tried, and nothing else. */
function issuerOf(token: string): string {
  let issuer: unknown;
  try {
    issuer = decodeJwt(token).iss;
  } catch {
    throw new SignatureError('malformed', 'the signature is no JSON Web Token');
  }
  if (typeof issuer === 'string' && issuer !== '') return issuer;
  throw new SignatureError('malformed', 'the signature does not say of which installation it is');
}

function signatureOf(oauthId: string, payload: JWTPayload): Signature {
  const { sub, jti } = payload;
  const context = isRecord(payload.context) ? payload.context : {};
  const { room_id: room, user_tz: timezone } = context;
  return {
    oauthId,
    // JSON of other makers says by `null` that there is none.
    userId: sub == null ? undefined : String(sub),
    roomId: roomIdOf(room),
    timezone: typeof timezone === 'string' ? timezone : undefined,
    id: jti ?? undefined,
    claims: payload,
  };
}

/** A number, or a text of one. */
function roomIdOf(room: unknown): number | undefined {
  const isText = typeof room === 'string' && room.trim() !== '';
  const id = isText || typeof room === 'number' ? Number(room) : Number.NaN;
  return Number.isSafeInteger(id) ? id : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** In words of our own: those of `jose` may hold what was signed. */
function toSignatureError(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    return new SignatureError('expired', 'the signature has expired');
  }
  if (error instanceof errors.JWTClaimValidationFailed) {
    const isTime = error.claim === 'nbf' || error.claim === 'iat';
    return isTime
      ? new SignatureError('expired', 'the signature is for a later time')
      : new SignatureError('malformed', `the signature has no right \`${error.claim}\``);
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return new SignatureError('wrong', 'the signature is by another secret');
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return new SignatureError('wrong', 'the signature is not by HS256');
  }
  if (error instanceof errors.JOSEError) {
    return new SignatureError('malformed', 'the signature cannot be read');
  }
  return error;
}
