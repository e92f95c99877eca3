/**
 * Tokens and who they are of. Only a token's hash is kept: whoever reads the database can use none.
 */
import { createHash } from 'node:crypto';
import type { Database } from '../database.ts';

/** A token of a person (`personal`: made by hand for a script), or of an add-on. */
export type TokenKind = 'user' | 'personal' | 'client';

export interface TokenRow {
  readonly id: number;
  readonly kind: TokenKind;
  readonly user_id: number | null;
  readonly client_id: number | null;
  /** Separated by spaces. */
  readonly scopes: string;
  readonly expires: number | null;
}

/** An add-on, installed in the whole group or in one room. */
export interface ClientRow {
  readonly id: number;
  readonly oauth_id: string;
  readonly room_id: number | null;
  readonly addon_key: string;
  readonly name: string;
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

  findClient(id: number): ClientRow | undefined {
    return this.#database.get<ClientRow>('SELECT * FROM clients WHERE id = :id', { id });
  }

  add(token: {
    text: string;
    kind: TokenKind;
    userId: number | null;
    clientId: number | null;
    scopes: readonly string[];
    created: number;
    expires: number | null;
  }): void {
    const { text, scopes, ...rest } = token;
    this.#database.run(
      `INSERT INTO tokens (hash, kind, user_id, client_id, scopes, created, expires)
       VALUES (:hash, :kind, :userId, :clientId, :scopes, :created, :expires)`,
      { ...rest, hash: hashOf(text), scopes: scopes.join(' ') },
    );
  }

  addClient(client: {
    oauthId: string;
    roomId: number | null;
    addonKey: string;
    name: string;
    created: number;
  }): number {
    return this.#database.run(
      `INSERT INTO clients (oauth_id, group_id, room_id, addon_key, name, created)
       VALUES (:oauthId, 1, :roomId, :addonKey, :name, :created)`,
      client,
    );
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
