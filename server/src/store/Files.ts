/** What was uploaded: names and sizes. The bytes are in `files/FileStore.ts`, under the key. */
import type { Database } from '../database.ts';

export interface FileRow {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly media_type: string;
  readonly size: number;
  /** Where it was shared; null for pictures, which everybody sees. */
  readonly conversation_id: number | null;
}

export class Files {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(id: number): FileRow | undefined {
    return this.#database.get<FileRow>('SELECT * FROM files WHERE id = :id', { id });
  }

  findByKey(key: string): FileRow | undefined {
    return this.#database.get<FileRow>('SELECT * FROM files WHERE key = :key', { key });
  }

  /** The keys of what was shared in a conversation. */
  keysIn(conversationId: number): string[] {
    const rows = this.#database.all<{ key: string }>(
      'SELECT key FROM files WHERE conversation_id = :conversationId',
      { conversationId },
    );
    return rows.map((row) => row.key);
  }

  add(file: {
    key: string;
    name: string;
    mediaType: string;
    size: number;
    conversationId: number | null;
    created: number;
  }): number {
    return this.#database.run(
      `INSERT INTO files (key, name, media_type, size, conversation_id, created)
       VALUES (:key, :name, :mediaType, :size, :conversationId, :created)`,
      file,
    );
  }

  delete(key: string): void {
    this.#database.run('DELETE FROM files WHERE key = :key', { key });
  }

  /** The secret of that name, made by `make` at the first call. */
  secret(name: string, make: () => string): string {
    const find = (): string | undefined =>
      this.#database.get<{ value: string }>('SELECT value FROM secrets WHERE name = :name', {
        name,
      })?.value;
    const known = find();
    if (known !== undefined) return known;
    this.#database.run('INSERT OR IGNORE INTO secrets VALUES (:name, :value)', {
      name,
      value: make(),
    });
    return find() ?? '';
  }
}
