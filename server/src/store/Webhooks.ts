/** Webhooks of rooms: which event is told to which address. Delivery is in `webhooks/`. */
import type { Database } from '../database.ts';

export interface WebhookRow {
  readonly id: number;
  readonly room_id: number;
  readonly key: string;
  readonly name: string;
  readonly event: string;
  readonly pattern: string | null;
  readonly url: string;
  readonly authentication: 'none' | 'jwt';
  /** Who made it: a person or an add-on. */
  readonly user_id: number | null;
  readonly client_id: number | null;
  readonly created: number;
}

/** What is written of a webhook. */
export interface WebhookFields {
  readonly key: string;
  readonly name: string;
  readonly event: string;
  readonly pattern: string | null;
  readonly url: string;
  readonly authentication: 'none' | 'jwt';
}

export class Webhooks {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(roomId: number, id: number): WebhookRow | undefined {
    return this.#database.get<WebhookRow>(
      'SELECT * FROM webhooks WHERE id = :id AND room_id = :roomId',
      { id, roomId },
    );
  }

  /** Of whatever room. */
  findById(id: number): WebhookRow | undefined {
    return this.#database.get<WebhookRow>('SELECT * FROM webhooks WHERE id = :id', { id });
  }

  /** @param clientId - Each add-on has keys of its own; `null` for the webhooks that people made. */
  findByKey(roomId: number, clientId: number | null, key: string): WebhookRow | undefined {
    return this.#database.get<WebhookRow>(
      `SELECT * FROM webhooks
       WHERE room_id = :roomId AND key = :key AND client_id IS :clientId LIMIT 1`,
      { roomId, clientId, key },
    );
  }

  list(filter: { roomId: number; limit: number; offset: number }): WebhookRow[] {
    return this.#database.all<WebhookRow>(
      `SELECT * FROM webhooks WHERE room_id = :roomId
       ORDER BY id LIMIT :limit OFFSET :offset`,
      filter,
    );
  }

  /** Those that an event in the room is told. */
  listOf(roomId: number, event: string): WebhookRow[] {
    return this.#database.all<WebhookRow>(
      'SELECT * FROM webhooks WHERE room_id = :roomId AND event = :event ORDER BY id',
      { roomId, event },
    );
  }

  count(roomId: number): number {
    const row = this.#database.get<{ count: number }>(
      'SELECT count(*) AS count FROM webhooks WHERE room_id = :roomId',
      { roomId },
    );
    return row?.count ?? 0;
  }

  add(
    webhook: WebhookFields & {
      readonly roomId: number;
      readonly userId: number | null;
      readonly clientId: number | null;
      readonly created: number;
    },
  ): number {
    return this.#database.run(
      `INSERT INTO webhooks (room_id, key, name, event, pattern, url, authentication, user_id,
         client_id, created)
       VALUES (:roomId, :key, :name, :event, :pattern, :url, :authentication, :userId,
         :clientId, :created)`,
      { ...webhook },
    );
  }

  update(id: number, webhook: Omit<WebhookFields, 'key'>): void {
    const { name, event, pattern, url, authentication } = webhook;
    this.#database.run(
      `UPDATE webhooks SET name = :name, event = :event, pattern = :pattern, url = :url,
         authentication = :authentication WHERE id = :id`,
      { id, name, event, pattern, url, authentication },
    );
  }

  delete(id: number): void {
    this.#database.run('DELETE FROM webhooks WHERE id = :id', { id });
  }
}
