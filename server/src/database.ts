/**
 * The one way to SQLite: a connection, statements that are prepared once, transactions.
 *
 * Knows no table. The schema is in `migrations.ts`, the questions in `store/`.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { migrate } from './migrations.ts';

/** What a statement's named parameters can be. */
export type Parameters = Readonly<Record<string, string | number | null>>;

export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #inTransaction = false;

  /**
   * Opens the database, and brings its schema up to date.
   *
   * @param location - A file, which is made where there is none, or `:memory:`.
   * @throws {Error} Where the file is no database, or one of a newer server.
   */
  constructor(location: string) {
    this.#connection = new DatabaseSync(location, { enableForeignKeyConstraints: true });
    try {
      this.#connection.exec('PRAGMA busy_timeout = 5000');
      // A killed process loses nothing that way; only a power cut could lose the last moments.
      this.#connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
      migrate(this.#connection);
    } catch (error) {
      this.#connection.close();
      throw error;
    }
  }

  /** The first row. */
  get<Row>(sql: string, parameters: Parameters = {}): Row | undefined {
    return this.#prepare(sql).get(parameters) as Row | undefined;
  }

  /** Every row. */
  all<Row>(sql: string, parameters: Parameters = {}): Row[] {
    return this.#prepare(sql).all(parameters) as Row[];
  }

  /** Runs a statement that changes something, and gives the id of the row it made. */
  run(sql: string, parameters: Parameters = {}): number {
    return Number(this.#prepare(sql).run(parameters).lastInsertRowid);
  }

  /** Does all of the work or none of it. Inside another transaction it is part of that one. */
  transaction<T>(work: () => T): T {
    if (this.#inTransaction) return work();
    this.#connection.exec('BEGIN IMMEDIATE');
    this.#inTransaction = true;
    try {
      const result = work();
      this.#connection.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  /** Every statement that was used so far: a test looks at how SQLite would answer each. */
  get statements(): readonly string[] {
    return [...this.#statements.keys()];
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const statement = this.#connection.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
