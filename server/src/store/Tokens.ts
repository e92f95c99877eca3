/**
 * Tokens and who they are of. Only a token's hash is kept: whoever reads the database can use none.
 */
import type { Database } from '../database.ts';
import { hashOf } from './hashOf.ts';

/** A token of a person (`personal`: made by hand for a script), or of an add-on. */
export type TokenKind = 'user' | 'personal' | 'client';

export interface TokenRow {
  readonly id: number;
  readonly kind: TokenKind;
  readonly user_id: number | null;
  readonly client_id: number | null;
  /** The add-on through which a person got it. */
  readonly app_id: number | null;
  /** What the person called it. */
  readonly name: string | null;
  /** Separated by spaces. */
  readonly scopes: string;
  readonly created: number;
  readonly expires: number | null;
  /** The token of which it was made. */
  readonly parent_id: number | null;
  /** Under which name its requests are counted; null for its own (`familyOf`). */
  readonly family: string | null;
  /** The hash of the refresh token of which it was made. */
  readonly refresh_hash: string | null;
  /** In which way it was made; null where that is not known. */
  readonly made: string | null;
}

/** What can be exchanged for a token. */
export interface GrantRow {
  readonly hash: string;
  readonly client_id: number;
  readonly user_id: number;
  readonly scopes: string;
  readonly redirect_url: string | null;
  readonly created: number | null;
}

export class Tokens {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(token: string): TokenRow | undefined {
    return this.#database.get<TokenRow>('SELECT * FROM tokens WHERE hash = :hash', {
      hash: hashOf(token),
    });
  }

  findById(id: number): TokenRow | undefined {
    return this.#database.get<TokenRow>('SELECT * FROM tokens WHERE id = :id', { id });
  }

  /**
   * Forgets tokens and grants that have expired, and the programs that people let into rooms whose
   * tokens are gone.
   */
  forgetExpired(now: number): void {
    this.#database.run('DELETE FROM tokens WHERE expires <= :now', { now });
    this.#database.run('DELETE FROM grants WHERE expires <= :now', { now });
    this.#database.run(
      `DELETE FROM clients WHERE creator_id > 0
         AND NOT EXISTS (SELECT 1 FROM tokens WHERE client_id = clients.id)`,
    );
  }

  add(token: {
    text: string;
    kind: TokenKind;
    userId: number | null;
    clientId: number | null;
    appId?: number | null;
    name?: string | null;
    scopes: readonly string[];
    created: number;
    expires: number | null;
    made: string;
    /** The token of which it is made. */
    parent?: TokenRow | undefined;
    /** The text of the refresh token of which it is made. */
    refreshToken?: string | undefined;
    /** Whether an add-on got it by its secret, by which it gets any number. */
    bySecret?: boolean;
  }): void {
    const { text, scopes, parent, refreshToken, bySecret, ...rest } = token;
    const refreshHash = refreshToken === undefined ? null : hashOf(refreshToken);
    this.#database.run(
      `INSERT INTO tokens (hash, kind, user_id, client_id, app_id, name, scopes, created, expires,
         made, parent_id, family, refresh_hash)
       VALUES (:hash, :kind, :userId, :clientId, :appId, :name, :scopes, :created, :expires,
         :made, :parentId, :family, :refreshHash)`,
      {
        ...rest,
        appId: token.appId ?? null,
        name: token.name ?? null,
        hash: hashOf(text),
        scopes: scopes.join(' '),
        parentId: parent?.id ?? null,
        family: familyOfNew(parent, refreshHash, bySecret === true ? token.clientId : null),
        refreshHash,
      },
    );
  }

  /** Ends a token, or a refresh token, with everything that was made of it. */
  delete(token: string): void {
    const hash = hashOf(token);
    this.#database.run('DELETE FROM tokens WHERE hash = :hash', { hash });
    this.#database.run("DELETE FROM grants WHERE hash = :hash AND kind = 'refresh'", { hash });
  }

  /** Ends those that were made in this way. */
  deleteMade(made: string): void {
    this.#database.run('DELETE FROM tokens WHERE made = :made', { made });
  }

  /** A page of all tokens, by id. */
  listAfter(id: number): TokenRow[] {
    return this.#database.all<TokenRow>(
      'SELECT * FROM tokens WHERE id > :id ORDER BY id LIMIT 1000',
      { id },
    );
  }

  /** A page of all refresh tokens, by hash. */
  listRefreshAfter(hash: string): GrantRow[] {
    return this.#database.all<GrantRow>(
      "SELECT * FROM grants WHERE hash > :hash AND kind = 'refresh' ORDER BY hash LIMIT 1000",
      { hash },
    );
  }

  /** How many tokens and refresh tokens there are. */
  count(): number {
    const row = this.#database.get<{ count: number }>(
      `SELECT (SELECT count(*) FROM tokens WHERE id > 0)
         + (SELECT count(*) FROM grants WHERE hash > '' AND kind = 'refresh') AS count`,
    );
    return row?.count ?? 0;
  }

  /**
   * Ends a token by its id, or a refresh token by `r` and the beginning of its hash.
   *
   * @returns Whether there was one.
   */
  deleteListed(id: string): boolean {
    const start = /^r([0-9a-f]{12})$/.exec(id)?.[1];
    if (start !== undefined) {
      const sql =
        "DELETE FROM grants WHERE hash BETWEEN :start AND :start || 'g' AND kind = 'refresh' RETURNING 1";
      return this.#database.get(sql, { start }) !== undefined;
    }
    if (!/^\d{1,15}$/.test(id)) return false;
    const sql = 'DELETE FROM tokens WHERE id = :id RETURNING 1';
    return this.#database.get(sql, { id: Number(id) }) !== undefined;
  }

  /** Adds a code or a refresh token. */
  addGrant(grant: {
    text: string;
    kind: 'code' | 'refresh';
    clientId: number;
    userId: number;
    scopes: string;
    redirectUrl?: string | null;
    expires: number | null;
    created: number;
  }): void {
    const { text, ...rest } = grant;
    this.#database.run(
      `INSERT INTO grants (hash, kind, client_id, user_id, scopes, redirect_url, expires, created)
       VALUES (:hash, :kind, :clientId, :userId, :scopes, :redirectUrl, :expires, :created)`,
      { ...rest, redirectUrl: grant.redirectUrl ?? null, hash: hashOf(text) },
    );
  }

  /** The code, which is gone with that: a code is good once, even where it is refused. */
  takeCode(text: string, now: number): GrantRow | undefined {
    return this.#database.get<GrantRow>(
      `DELETE FROM grants WHERE hash = :hash AND kind = 'code' AND expires > :now RETURNING *`,
      { hash: hashOf(text), now },
    );
  }

  findRefresh(text: string): GrantRow | undefined {
    return this.#database.get<GrantRow>(
      "SELECT * FROM grants WHERE hash = :hash AND kind = 'refresh'",
      { hash: hashOf(text) },
    );
  }
}

/** Of whom the requests of a token are counted: what can make tokens, and what it makes, are one. */
export const familyOf = (token: Pick<TokenRow, 'id' | 'family'>): string =>
  token.family ?? `t${token.id}`;

function familyOfNew(
  parent: TokenRow | undefined,
  refreshHash: string | null,
  clientId: number | null,
): string | null {
  if (parent !== undefined) return familyOf(parent);
  if (refreshHash !== null) return `r${refreshHash}`;
  return clientId === null ? null : `c${clientId}`;
}
