/**
 * Add-ons as they are installed, in the whole group or in one room, and what they hand in.
 *
 * An add-on's secret is kept as it is, because the server signs with it. Links and installables
 * are found by hash alone, like tokens.
 */
import type { Database } from '../database.ts';
import { hashOf } from './hashOf.ts';

/** An add-on, installed in the whole group or in one room. */
export interface ClientRow {
  readonly id: number;
  readonly oauth_id: string;
  /** null for one that was made with a token, and has no secret. */
  readonly oauth_secret: string | null;
  readonly room_id: number | null;
  /** The person by whose rights it is in its room; null for one that was installed. */
  readonly creator_id: number | null;
  readonly addon_key: string;
  readonly name: string;
  /** Separated by spaces. */
  readonly allowed_scopes: string;
  /** A JSON array. */
  readonly redirect_urls: string;
}

export class Clients {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(id: number): ClientRow | undefined {
    return this.#database.get<ClientRow>('SELECT * FROM clients WHERE id = :id', { id });
  }

  findByOauthId(oauthId: string): ClientRow | undefined {
    return this.#database.get<ClientRow>('SELECT * FROM clients WHERE oauth_id = :oauthId', {
      oauthId,
    });
  }

  /** The first that was installed under the key. */
  findByKey(key: string): ClientRow | undefined {
    return this.#database.get<ClientRow>(
      'SELECT * FROM clients WHERE addon_key = :key ORDER BY id LIMIT 1',
      { key },
    );
  }

  add(client: {
    oauthId: string;
    oauthSecret?: string | null;
    roomId: number | null;
    creatorId?: number | null;
    addonKey: string;
    name: string;
    allowedScopes: readonly string[];
    redirectUrls?: readonly string[];
    created: number;
  }): number {
    return this.#database.run(
      `INSERT INTO clients (oauth_id, oauth_secret, group_id, room_id, creator_id, addon_key, name,
         allowed_scopes, redirect_urls, created)
       VALUES (:oauthId, :oauthSecret, 1, :roomId, :creatorId, :addonKey, :name,
         :allowedScopes, :redirectUrls, :created)`,
      {
        ...client,
        oauthSecret: client.oauthSecret ?? null,
        creatorId: client.creatorId ?? null,
        allowedScopes: client.allowedScopes.join(' '),
        redirectUrls: JSON.stringify(client.redirectUrls ?? []),
      },
    );
  }

  addInstallable(token: string, clientId: number): void {
    this.#database.run('INSERT INTO installables VALUES (:hash, :clientId)', {
      hash: hashOf(token),
      clientId,
    });
  }

  /** The add-on of this key that is to be installed; the second time it is not found. */
  takeInstallable(token: string, addonKey: string): number | undefined {
    return this.#database.get<{ client_id: number }>(
      `DELETE FROM installables WHERE hash = :hash AND client_id IN (
         SELECT id FROM clients WHERE addon_key = :addonKey) RETURNING client_id`,
      { hash: hashOf(token), addonKey },
    )?.client_id;
  }

  addLink(link: {
    token: string;
    clientId: number;
    target: string;
    expires: number;
    now: number;
  }): void {
    const { token, now, ...rest } = link;
    this.#database.run('DELETE FROM addon_links WHERE expires <= :now', { now });
    this.#database.run('INSERT INTO addon_links VALUES (:hash, :clientId, :target, :expires)', {
      ...rest,
      hash: hashOf(token),
    });
  }

  /** Whether there was such a link of this add-on. */
  deleteLink(token: string, clientId: number): boolean {
    const row = this.#database.get(
      'DELETE FROM addon_links WHERE hash = :hash AND client_id = :clientId RETURNING 1',
      { hash: hashOf(token), clientId },
    );
    return row !== undefined;
  }

  /** @param at - The room and the user it is for; 0 is everyone. */
  setGlance(
    at: { clientId: number; roomId: number; userId: number },
    glance: { key: string; content: string; updated: number },
  ): void {
    this.#database.run(
      `INSERT INTO glances VALUES (:clientId, :key, :roomId, :userId, :content, :updated)
       ON CONFLICT DO UPDATE SET content = :content, updated = :updated`,
      { ...at, ...glance },
    );
  }

  glance(at: { clientId: number; roomId: number; userId: number; key: string }): string | null {
    const row = this.#database.get<{ content: string }>(
      `SELECT content FROM glances
       WHERE client_id = :clientId AND key = :key AND room_id = :roomId AND user_id = :userId`,
      at,
    );
    return row?.content ?? null;
  }
}
