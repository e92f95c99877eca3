/** Keeps passwords as scrypt hashes, `scrypt$<salt>$<hash>`. */
import { Buffer } from 'node:buffer';
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);

/** A hash of the password, another one every time. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, 32);
  return `scrypt$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/**
 * Whether the password is the one of which this is the hash.
 *
 * @param hash - `null` for a user who has none; it takes as long to say no.
 */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [kind, salt = '', kept = ''] = (hash ?? '').split('$');
  const right = Buffer.from(kept, 'base64url');
  const given = await derive(password, Buffer.from(salt, 'base64url'), 32);
  return kind === 'scrypt' && right.length === given.length && timingSafeEqual(right, given);
}
