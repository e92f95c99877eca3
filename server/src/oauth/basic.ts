/** An add-on that signs in with HTTP Basic: its OAuth id and secret. */
import { Buffer } from 'node:buffer';
import { createHash, timingSafeEqual } from 'node:crypto';
import type { ClientRow } from '../store/Clients.ts';
import type { Store } from '../store/Store.ts';
import { wrongClient } from './errors.ts';

/**
 * The add-on; `undefined` where the header says nothing of one.
 *
 * @throws {ApiError} 401 for a wrong id or secret.
 */
export function basicClient(
  authorization: string | undefined,
  store: Store,
): ClientRow | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(/:(.*)/s);
  const client = store.clients.findByOauthId(id);
  if (client === undefined || !isEqual(secret, client.oauth_secret)) throw wrongClient();
  return client;
}

const isEqual = (given: string, right: string | null): boolean =>
  right !== null && timingSafeEqual(digest(given), digest(right));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
