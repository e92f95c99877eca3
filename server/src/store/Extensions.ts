/** What add-ons put into the clients' windows: actions, glances, panels, dialogs, pages. */
import type { Database } from '../database.ts';

/** Which extension: whose, where (room 0 is the whole group), of what type. */
export type ExtensionName = {
  readonly clientId: number;
  readonly roomId: number;
  readonly type: string;
  readonly key: string;
};

export class Extensions {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Its JSON. */
  find(name: ExtensionName): string | undefined {
    return this.#database.get<{ body: string }>(
      `SELECT body FROM extensions
       WHERE client_id = :clientId AND room_id = :roomId AND type = :type AND key = :key`,
      name,
    )?.body;
  }

  put(name: ExtensionName, body: string): void {
    this.#database.run(
      `INSERT INTO extensions VALUES (:clientId, :roomId, :type, :key, :body)
       ON CONFLICT DO UPDATE SET body = :body`,
      { ...name, body },
    );
  }

  delete(name: ExtensionName): void {
    this.#database.run(
      `DELETE FROM extensions
       WHERE client_id = :clientId AND room_id = :roomId AND type = :type AND key = :key`,
      name,
    );
  }

  /** Takes away what was put into a room that is no more. */
  forgetRoom(roomId: number): void {
    this.#database.run('DELETE FROM extensions WHERE room_id = :roomId', { roomId });
    this.#database.run('DELETE FROM glances WHERE room_id = :roomId', { roomId });
  }
}
