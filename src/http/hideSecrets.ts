/**
 * Takes out of a text what nobody else may see. Every word that goes into an error, a plan or a trace passes
 * through here.
 */

import { hideSecrets, SECRET_NAME } from '../values/hideSecrets.ts';
import { Upload } from '../values/Upload.ts';

const SHORTEST_SECRET = 12;
const SHORTEST_WORD = 4;

/** Hides the client's own tokens, too, wherever a server repeats them. */
export function secretHider({
  given,
}: {
  readonly given: readonly string[];
}): (text: string) => string {
  return (text) =>
    given.reduce(
      (rest, token) =>
        // A short one is no secret, and stands in many a word.
        token.length < SHORTEST_SECRET
          ? rest
          : rest.replaceAll(token, '…').replaceAll(encodeURIComponent(token), '…'),
      hideSecrets(text),
    );
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

/** Whether a field of a body is secret: by its name, or as the code that OAuth exchanges for a token. */
function isSecret(name: string, body: object): boolean {
  return SECRET_NAME.test(name) || (name === 'code' && 'grant_type' in body);
}

function secretsIn(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null) return [];
  return fieldsOf(body).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' && isSecret(name, body) ? [value] : secretsIn(value),
  );
}

/** A body without the values of what is called a password, a token or a secret. */
export function hideInBody(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(hideInBody);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    fieldsOf(body).map(([name, value]) => [
      name,
      isSecret(name, body) && typeof value === 'string' ? '…' : hideInBody(value),
    ]),
  );
}

/** What stands in a body by name. A file is shown as what it is called, and not by what is in it. */
function fieldsOf(body: object): readonly (readonly [name: string, value: unknown])[] {
  if (!(body instanceof FormData)) return Object.entries(body);
  return [...body].map(([name, value]) => [
    name,
    typeof value === 'string' ? value : new Upload(value),
  ]);
}
