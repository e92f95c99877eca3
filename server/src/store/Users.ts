/**
 * People. A deleted user stays, because messages and rooms refer to it; only its mention name and
 * e-mail address are free again.
 */
import type { Database } from '../database.ts';
import { fold } from './fold.ts';
import { newVersion } from './version.ts';

export interface UserRow {
  readonly id: number;
  readonly group_id: number;
  readonly name: string;
  readonly mention_name: string;
  readonly email: string | null;
  readonly title: string;
  readonly timezone: string;
  readonly created: number;
  readonly last_active: number | null;
  readonly is_deleted: number;
  readonly is_group_admin: number;
  readonly is_guest: number;
  readonly photo_url: string | null;
  /** Of the photo's file. */
  readonly photo_key: string | null;
  /** JSON, or null for who is offline. */
  readonly presence: string | null;
  /** A JSON array. */
  readonly roles: string;
  readonly atlassian_id: string | null;
  readonly password_hash: string | null;
  readonly version: string;
}

/** What a user's stub is made of. */
export type UserStubRow = Pick<UserRow, 'id' | 'name' | 'mention_name' | 'version'>;

/** What can be written of a user. */
export interface UserFields {
  readonly name: string;
  readonly mentionName: string;
  readonly email: string | null;
  readonly title: string;
  readonly timezone: string;
  readonly isGroupAdmin: boolean;
  readonly roles: readonly string[];
}

export class Users {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(id: number): UserRow | undefined {
    return this.#database.get<UserRow>('SELECT * FROM users WHERE id = :id', { id });
  }

  /** Whoever goes by the mention name (without `@`) now. */
  findByMention(mentionName: string): UserRow | undefined {
    return this.#database.get<UserRow>(
      'SELECT * FROM users WHERE mention_key = :key AND is_deleted = 0',
      { key: fold(mentionName) },
    );
  }

  findByEmail(email: string): UserRow | undefined {
    return this.#database.get<UserRow>(
      'SELECT * FROM users WHERE email_key = :key AND is_deleted = 0',
      { key: fold(email) },
    );
  }

  list(filter: { guests: boolean; deleted: boolean; limit: number; offset: number }): UserRow[] {
    return this.#database.all<UserRow>(
      `SELECT * FROM users
       WHERE group_id = 1 AND (is_guest = 0 OR :guests) AND (is_deleted = 0 OR :deleted)
       ORDER BY id LIMIT :limit OFFSET :offset`,
      { ...filter, guests: Number(filter.guests), deleted: Number(filter.deleted) },
    );
  }

  create(
    user: UserFields & {
      readonly id?: number;
      readonly created: number;
      readonly version: string;
      readonly passwordHash: string | null;
      readonly isGuest?: boolean;
      readonly presence?: string | null;
    },
  ): number {
    return this.#database.run(
      `INSERT INTO users (id, group_id, name, mention_name, mention_key, email, email_key, title,
         timezone, created, is_group_admin, is_guest, presence, roles, password_hash, version)
       VALUES (:id, 1, :name, :mentionName, :mentionKey, :email, :emailKey, :title,
         :timezone, :created, :isGroupAdmin, :isGuest, :presence, :roles, :passwordHash, :version)`,
      {
        ...written(user),
        id: user.id ?? null,
        created: user.created,
        version: user.version,
        passwordHash: user.passwordHash,
        isGuest: Number(user.isGuest ?? false),
        presence: user.presence ?? null,
      },
    );
  }

  /** @param passwordHash - `null` keeps the password; another one ends what was got by the last. */
  update(id: number, user: UserFields, passwordHash: string | null): void {
    this.#database.transaction(() => {
      const before = passwordHash === null ? null : (this.find(id)?.password_hash ?? null);
      this.#write(id, user, passwordHash);
      if (before !== null) this.endSessions(id);
    });
  }

  #write(id: number, user: UserFields, passwordHash: string | null): void {
    this.#database.run(
      `UPDATE users SET name = :name, mention_name = :mentionName, mention_key = :mentionKey,
         email = :email, email_key = :emailKey, title = :title, timezone = :timezone,
         is_group_admin = :isGroupAdmin, roles = :roles, version = :version,
         password_hash = coalesce(:passwordHash, password_hash)
       WHERE id = :id`,
      { ...written(user), id, passwordHash, version: newVersion() },
    );
  }

  setPhoto(id: number, key: string | null): void {
    this.#database.run('UPDATE users SET photo_key = :key, version = :version WHERE id = :id', {
      id,
      key,
      version: newVersion(),
    });
  }

  setLastActive(id: number, seconds: number): void {
    this.#database.run(
      'UPDATE users SET last_active = max(coalesce(last_active, 0), :seconds) WHERE id = :id',
      { id, seconds },
    );
  }

  /** Marks the user as deleted, takes it out of every room and session, and ends what stood by its rights. */
  delete(id: number): void {
    this.#database.transaction(() => {
      this.#database.run(
        `UPDATE users SET is_deleted = 1, is_group_admin = 0, presence = NULL, version = :version
         WHERE id = :id`,
        { id, version: newVersion() },
      );
      this.#database.run('DELETE FROM room_members WHERE user_id = :id', { id });
      this.#database.run('DELETE FROM room_participants WHERE user_id = :id', { id });
      this.#database.run('DELETE FROM webhooks WHERE user_id = :id', { id });
      this.endSessions(id);
    });
  }

  /** Takes away every token of the user, what is exchanged for one, and the programs let in by it. */
  endSessions(id: number): void {
    this.#database.run('DELETE FROM tokens WHERE user_id = :id', { id });
    this.#database.run('DELETE FROM grants WHERE user_id = :id', { id });
    this.#database.run('DELETE FROM clients WHERE creator_id = :id', { id });
  }
}

function written(user: UserFields): Record<string, string | number | null> {
  return {
    name: user.name,
    mentionName: user.mentionName,
    mentionKey: fold(user.mentionName),
    email: user.email,
    emailKey: user.email === null ? null : fold(user.email),
    title: user.title,
    timezone: user.timezone,
    isGroupAdmin: Number(user.isGroupAdmin),
    roles: JSON.stringify(user.roles),
  };
}
