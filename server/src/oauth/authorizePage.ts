/**
 * `/users/authorize`: where a person signs in and lets an add-on act for them.
 *
 * One form and no session: the password is asked for each time. What comes of it is a code, sent to
 * an address that the add-on was installed with, which it exchanges by `POST /oauth/token`.
 */
import { newTokenText } from '../auth.ts';
import { readBytes } from '../body.ts';
import { codeSeconds } from '../choices/values.ts';
import type { Clock } from '../clock.ts';
import { ApiError } from '../errors.ts';
import type { RateLimit } from '../rateLimit.ts';
import type { Scope } from '../scopes.ts';
import type { ClientRow } from '../store/Clients.ts';
import type { Store } from '../store/Store.ts';
import { allowedTo, scopesOf } from './grants.ts';
import { isStillIn, login } from './login.ts';

/** The longest form that is read, in bytes: it has two fields. */
const longestForm = 16_384;

/** What the page is made of. */
export interface AuthorizeParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly logins: RateLimit;
}

/** Answers a GET with the form, and a POST of it with a redirect to the add-on. */
export async function authorizePage(request: Request, parts: AuthorizeParts): Promise<Response> {
  const url = new URL(request.url);
  const { store, clock, logins } = parts;
  try {
    const asked = readAsked(url.searchParams, store);
    if (request.method !== 'POST') return page(200, form(url, asked));
    const bytes = await readBytes(request, longestForm);
    const sent = new URLSearchParams(new TextDecoder().decode(bytes));
    const user = await login(store, logins, sent.get('username') ?? '', sent.get('password') ?? '');
    if (user === undefined) return page(403, form(url, asked, 'That is not right.'));
    const code = newTokenText('user');
    const created = clock.seconds();
    const isKept = await store.write(() => {
      // An add-on goes with its room.
      const isThere = store.clients.find(asked.client.id) !== undefined;
      if (!isThere || !isStillIn(store, user)) return false;
      store.tokens.forgetExpired(created);
      store.tokens.addGrant({
        text: code,
        kind: 'code',
        clientId: asked.client.id,
        userId: user.id,
        scopes: asked.scopes.join(' '),
        redirectUrl: asked.redirectUrl,
        expires: created + codeSeconds,
        created,
      });
      return true;
    });
    if (!isKept) return page(403, form(url, asked, 'That is not right.'));
    const target = new URL(asked.redirectUrl);
    target.searchParams.set('code', code);
    if (asked.state !== null) target.searchParams.set('state', asked.state);
    return new Response(null, { status: 302, headers: { ...headers, Location: target.href } });
  } catch (error) {
    if (error instanceof ApiError) return page(error.status, escaped(error.message));
    throw error;
  }
}

interface Asked {
  readonly client: ClientRow;
  readonly scopes: readonly Scope[];
  readonly redirectUrl: string;
  readonly state: string | null;
}

function readAsked(query: URLSearchParams, store: Store): Asked {
  const client = store.clients.findByOauthId(query.get('client_id') ?? '');
  if (client === undefined) throw new ApiError(400, 'There is no such add-on');
  const allowed: string[] = JSON.parse(client.redirect_urls);
  const wanted = query.get('redirect_url') ?? query.get('redirect_uri') ?? allowed[0];
  // Compared as it is written: a code must reach nobody else.
  if (wanted === undefined || !allowed.includes(wanted)) {
    throw new ApiError(400, 'The add-on was not installed with this redirect URL');
  }
  const scopes = scopesOf(query.get('scope'), allowedTo(client));
  return { client, scopes, redirectUrl: wanted, state: query.get('state') };
}

const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
};

function page(status: number, inner: string): Response {
  const html = `<!doctype html><meta charset="utf-8"><title>Authorize</title><style>body{font:16px sans-serif;max-width:30em;margin:4em auto}</style>${inner}\n`;
  const type = { 'Content-Type': 'text/html; charset=utf-8' };
  return new Response(html, { status, headers: { ...headers, ...type } });
}

function form(url: URL, { client, scopes }: Asked, error = ''): string {
  return [
    `<h1>${escaped(client.name)}</h1><p>would like to act for you:</p><ul>`,
    ...scopes.map((scope) => `<li>${scope}</li>`),
    `</ul><p>${error}</p><form method="post" action="${escaped(url.pathname + url.search)}">`,
    '<p><label>Email <input name="username" autocomplete="username"></label></p>',
    '<p><label>Password <input name="password" type="password"></label></p>',
    '<button>Allow</button></form>',
  ].join('\n');
}

const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
