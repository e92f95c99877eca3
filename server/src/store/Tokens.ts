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
  readonly expires: number | null;
}

/** What can be exchanged for a token. */
export interface GrantRow {
  readonly client_id: number;
  readonly user_id: number;
  readonly scopes: string;
  readonly redirect_url: string | null;
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

  /** Adds a token, and forgets those that have expired. */
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
  }): void {
    const { text, scopes, ...rest } = token;
    this.#database.run('DELETE FROM tokens WHERE expires <= :now', { now: token.created });
    this.#database.run(
      `INSERT INTO tokens (hash, kind, user_id, client_id, app_id, name, scopes, created, expires)
       VALUES (:hash, :kind, :userId, :clientId, :appId, :name, :scopes, :created, :expires)`,
      {
        ...rest,
        appId: token.appId ?? null,
        name: token.name ?? null,
        hash: hashOf(text),
        scopes: scopes.join(' '),
      },
    );
  }

  delete(token: string): void {
    this.#database.run('DELETE FROM tokens WHERE hash = :hash', { hash: hashOf(token) });
  }

  /** Adds a code or a refresh token, and forgets those that have expired. */
  addGrant(grant: {
    text: string;
    kind: 'code' | 'refresh';
    clientId: number;
    userId: number;
    scopes: string;
    redirectUrl?: string | null;
    expires: number | null;
    now: number;
  }): void {
    const { text, now, ...rest } = grant;
    this.#database.run('DELETE FROM grants WHERE expires <= :now', { now });
    this.#database.run(
      `INSERT INTO grants (hash, kind, client_id, user_id, scopes, redirect_url, expires)
       VALUES (:hash, :kind, :clientId, :userId, :scopes, :redirectUrl, :expires)`,
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
