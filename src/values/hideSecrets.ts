/**
 * Takes secrets out of an address, wherever one is written: into a chain's text, a plan, a trace, an error.
 */

/** Names of what is secret. */
export const SECRET_NAME: RegExp = /password|token|secret/i;

/** Queries whose values are secret. */
const IN_QUERY = /([?&](?:auth_token|access_token|token|password|secret|signature)=)[^&#\s]*/gi;

/** What lies at addresses that name the token itself: sessions, and what an add-on may read or use once. A hole of a plan is none. */
const NAMED_BY_TOKEN =
  /\b((?:oauth\d?\/tokens?|addon\/(?:link|[^/?#\s]{1,300}\/installable))\/)[^/?#\s{}'"]+/gi;

/** A segment after such a word is taken for a secret where it is as long as one: a room may be called `token`. */
const LONG_SEGMENT = /(\/(?:\w{0,20}token|password|secret)s?\/)[^/?#\s{}'"]{16,}/gi;

/** User data before the host. Bounded, for a server may send a text on which an unbounded pattern takes for ever. */
const USER_DATA = /\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^/@\s]{0,300}@/gi;

/** Code that names something secret: each text in it may be that. */
const IS_SECRET_CODE = /passw|token|secret|headers|authorization|grantType/i;

/** A text in code, be it cut. */
const TEXT_IN_CODE = /(['"`])(?:\\.|(?!\1)[^\\])*\1?/g;

/** Code without the texts in it that may be secret. @param callees - The names of what may be given one. */
export function hideInCode(code: string, callees: readonly string[] = []): string {
  const isSecret = IS_SECRET_CODE.test(code) || callees.some((name) => code.includes(name));
  return hideSecrets(isSecret ? code.replace(TEXT_IN_CODE, '$1…$1') : code);
}

/** The text without what is secret in an address: tokens and passwords in its path or query, user data before its host. */
export function hideSecrets(text: string): string {
  return text
    .replace(IN_QUERY, '$1…')
    .replace(NAMED_BY_TOKEN, '$1…')
    .replace(LONG_SEGMENT, '$1…')
    .replace(USER_DATA, '$1…@');
}
