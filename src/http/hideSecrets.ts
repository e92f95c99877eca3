/**
 * Takes out of a text what nobody else may see. Every word that goes into an error, a plan or a trace passes
 * through here.
 */

import { hideSecrets } from '../values/hideSecrets.ts';

export { hideSecrets };

const SECRET_NAME = /password|token|secret/i;
const SHORTEST_SECRET = 12;
const SHORTEST_WORD = 4;

/** Hides the client's own token, too, wherever a server repeats it. */
export function secretHider(token: string | undefined): (text: string) => string {
  // A short one is no secret, and stands in many a word.
  if (token === undefined || token.length < SHORTEST_SECRET) return hideSecrets;
  const written = encodeURIComponent(token);
  return (text) => hideSecrets(text).replaceAll(token, '…').replaceAll(written, '…');
}

/**
 * Hides what a body calls a password, a token or a secret, too: a server that does not like it may repeat it.
 *
 * @param hide - Hides all else.
 */
export function hideWordsOf(
  body: unknown,
  hide: (text: string) => string,
): (text: string) => string {
  const secrets = secretsIn(body);
  if (secrets.length === 0) return hide;
  return (text) =>
    secrets.reduce(
      (rest, secret) =>
        // A very short one stands in many a word, so that it is hidden only where it stands alone.
        secret.length < SHORTEST_WORD && rest !== secret ? rest : rest.replaceAll(secret, '…'),
      hide(text),
    );
}

function secretsIn(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' && SECRET_NAME.test(name)
      ? [value]
      : secretsIn(value),
  );
}

/** A body without the values of what is called a password, a token or a secret. */
export function hideInBody(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(hideInBody);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      SECRET_NAME.test(name) && typeof value === 'string' ? '…' : hideInBody(value),
    ]),
  );
}
