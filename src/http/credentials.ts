/**
 * What stands in the header that shows who asks: a token, or a name and its password.
 */
import type { Dialect } from '../dialects/Dialect.ts';
import { credentialsOf } from '../dialects/readHeaders.ts';
import { toBase64 } from '../values/base64.ts';
import { sortOf } from '../values/sortOf.ts';

/** The text that a token is. @throws {TypeError} For what cannot be sent. It is never repeated. */
export function checkToken(dialect: Dialect, token: unknown): string {
  if (typeof token !== 'string' || token.trim() === '') {
    throw new TypeError(`\`token\` has to be a text, got ${insteadOfToken(token)}`);
  }
  if (!isSendable(credentialsOf(dialect, token))) {
    throw new TypeError('`token` holds a character that cannot be sent, such as a line break');
  }
  return token;
}

/** Whether headers hold no control characters. Run-times refuse some of them at once, and some when they are sent. */
function isSendable(credentials: HeadersInit): boolean {
  try {
    return [...new Headers(credentials).values()].every((value) => !/[^\t\P{Cc}]/u.test(value));
  } catch {
    // The platform's own words would repeat the token.
    return false;
  }
}

/** What stands in the place of a token. It is not shown itself, for the token may be in it. */
export function insteadOfToken(given: unknown): string {
  if (typeof given === 'string') return 'an empty one';
  if (given == null) return 'none';
  return sortOf(given);
}

/** A name and its password as HTTP's Basic credentials. */
export const basicOf = (basic: readonly [name: string, password: string]): string =>
  `Basic ${toBase64(new TextEncoder().encode(basic.join(':')))}`;
