/** The group, of which a database holds one: HipChat Server did the same. */
import type { Database } from '../database.ts';

export interface GroupRow {
  readonly id: number;
  readonly name: string;
  readonly domain: string | null;
  readonly subdomain: string;
  readonly created: number;
  readonly avatar_url: string | null;
  /** Of the avatar's file. */
  readonly avatar_key: string | null;
  readonly owner_id: number | null;
  readonly plan_id: number;
  readonly plan_type: string;
}

export class Groups {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** The group; `undefined` in a database that was just made. */
  first(): GroupRow | undefined {
    return this.#database.get<GroupRow>('SELECT * FROM groups WHERE id = 1');
  }

  find(id: number): GroupRow | undefined {
    return this.#database.get<GroupRow>('SELECT * FROM groups WHERE id = :id', { id });
  }

  create(group: { name: string; domain: string | null; subdomain: string; created: number }): void {
    this.#database.run(
      `INSERT INTO groups (id, name, domain, subdomain, created, plan_id, plan_type)
       VALUES (1, :name, :domain, :subdomain, :created, 1, 'plus')`,
      group,
    );
  }

  setOwner(ownerId: number): void {
    this.#database.run('UPDATE groups SET owner_id = :ownerId WHERE id = 1', { ownerId });
  }

  setAvatar(key: string | null): void {
    this.#database.run('UPDATE groups SET avatar_key = :key WHERE id = 1', { key });
  }

  /** Records that somebody was asked to join the group. */
  invite(invitation: {
    email: string;
    name: string;
    title: string;
    senderId: number | null;
    sentAt: number;
  }): void {
    this.#database.run(
      `INSERT INTO group_invitations (email, name, title, sender_id, sent_at)
       VALUES (:email, :name, :title, :senderId, :sentAt)`,
      invitation,
    );
  }
}
