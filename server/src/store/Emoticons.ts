/** The group's own emoticons. The stock, which every group has, is in `stock/`. */
import type { Database } from '../database.ts';
import { stockShortcutOf } from '../stock/ids.ts';

export interface EmoticonRow {
  readonly id: number;
  readonly shortcut: string;
  readonly file_key: string;
  readonly width: number;
  readonly height: number;
  readonly creator_id: number | null;
}

/** The first id that a group's own may have; those of the stock are passed over. */
export const firstGroupId = 10_000;

export class Emoticons {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  find(id: number): EmoticonRow | undefined {
    return this.#database.get<EmoticonRow>('SELECT * FROM emoticons WHERE id = :id', { id });
  }

  findByShortcut(shortcut: string): EmoticonRow | undefined {
    return this.#database.get<EmoticonRow>('SELECT * FROM emoticons WHERE shortcut = :shortcut', {
      shortcut,
    });
  }

  list(filter: { limit: number; offset: number }): EmoticonRow[] {
    return this.#database.all<EmoticonRow>(
      'SELECT * FROM emoticons WHERE id > 0 ORDER BY id LIMIT :limit OFFSET :offset',
      filter,
    );
  }

  add(emoticon: {
    shortcut: string;
    fileKey: string;
    width: number;
    height: number;
    creatorId: number | null;
  }): number {
    const { last } = this.#database.get<{ last: number | null }>(
      'SELECT max(id) AS last FROM emoticons WHERE id > 0',
    ) ?? { last: null };
    let id = (last ?? firstGroupId) + 1;
    while (stockShortcutOf(id) !== undefined) id += 1;
    return this.#database.run(
      `INSERT INTO emoticons (id, shortcut, file_key, width, height, creator_id)
       VALUES (:id, :shortcut, :fileKey, :width, :height, :creatorId)`,
      { ...emoticon, id },
    );
  }
}
