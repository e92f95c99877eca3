/** Signs what an add-on is sent: JSON Web Tokens by HS256, with the add-on's own secret. */
import { Buffer } from 'node:buffer';
import { createHmac, randomBytes } from 'node:crypto';
import { jwtSeconds } from '../choices/values.ts';

/** What a signature says. */
export interface Claims {
  /** The add-on's OAuth id. */
  readonly issuer: string;
  readonly secret: string;
  /** The user who did what is told; `undefined` where no user did. */
  readonly userId: number | undefined;
  readonly timezone: string;
  readonly roomId: number;
  /** Seconds since 1970. */
  readonly now: number;
}

export function signJwt(claims: Claims): string {
  const { issuer, secret, userId, timezone, roomId, now } = claims;
  const payload = {
    iss: issuer,
    ...(userId === undefined ? {} : { sub: String(userId) }),
    iat: now,
    exp: now + jwtSeconds,
    // 20 characters.
    jti: randomBytes(15).toString('base64url'),
    context: { user_tz: timezone, room_id: roomId },
  };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
