/**
 * A token that renews itself, from what is exchanged for one.
 */
import type { TokenSource } from './http/Tokens.ts';
import { show } from './plan/map/given.ts';
import type { Action } from './types/chain.ts';
import type {
  AuthorizationCodeGrant,
  ClientCredentialsGrant,
  Grant,
  IssuedToken,
  PasswordGrant,
  RefreshTokenGrant,
} from './types/token.ts';

/** What can be exchanged for a token again and again; a code once, and then what came with its token. */
export type RenewableGrant =
  | ClientCredentialsGrant
  | AuthorizationCodeGrant
  | RefreshTokenGrant
  | PasswordGrant;

const RENEWABLE: readonly string[] = [
  'client_credentials',
  'authorization_code',
  'refresh_token',
  'password',
] satisfies readonly RenewableGrant['grantType'][];

/**
 * What gives a client its token, made by this grant.
 *
 * @param createToken - Sends the exchange, with no token of its own.
 * @throws {TypeError} For another grant: a personal token is made once, and kept.
 */
export function renewToken(
  grant: RenewableGrant,
  createToken: (grant: Grant) => Action<IssuedToken>,
): TokenSource {
  if (!RENEWABLE.includes(grant.grantType)) {
    throw new TypeError(
      `\`token\` can be a grant of ${RENEWABLE.join(', ')}: make a token by any other with \`createToken\`, and give that; got ${show(grant.grantType)}`,
    );
  }
  let next = grant;
  return async () => {
    const issued = await createToken(next);
    const { oauthId, oauthSecret } = next;
    const { refresh_token: refreshToken } = issued;
    if (refreshToken !== undefined && oauthId !== undefined && oauthSecret !== undefined) {
      next = { grantType: 'refresh_token', oauthId, oauthSecret, refreshToken };
    }
    return issued;
  };
}
