/**
 * The one way to SQLite: a connection, statements that are prepared once, transactions.
 *
 * Knows no table. The schema is in `migrations.ts`, the questions in `store/`.
 */
import type { StatementSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrate } from './migrations.ts';
import { rollBack } from './rollBack.ts';
import { DatabaseSync } from './sqlite.ts';
import { isBusy, isDiskError } from './writeRefusal.ts';

/** What a statement's named parameters can be. */
export type Parameters = Readonly<Record<string, string | number | null>>;

interface Prepared {
  readonly statement: StatementSync;
  readonly writes: boolean;
}

/** How long one who can wait lets everybody wait for another process's write, in milliseconds. */
const patienceMs = 5000;

/** How long a request waits for it, and after how much of that it looks again, in milliseconds. */
const writeWaitMs = 1000;
const lookAgainMs = 5;

export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, Prepared>();
  /** Asks whether another connection has written; in memory there is none. */
  readonly #dataVersion: StatementSync | undefined;
  #generation = 0;
  #lastDataVersion = 0;
  #inTransaction = false;
  /** Whether something could not be written to the disk, and nothing of that size was since. */
  #isFailing = false;

  /**
   * Opens the database, and brings its schema up to date.
   *
   * @param location - A file, which is made where there is none, or `:memory:`.
   * @param image - What `image` gave of another database: this one begins as its copy.
   * @throws {Error} Where the file is no database, or one of a newer server.
   */
  constructor(location: string, image?: Uint8Array) {
    this.#connection = new DatabaseSync(location, { enableForeignKeyConstraints: true });
    try {
      if (image !== undefined) {
        this.#connection.deserialize(image);
        return;
      }
      this.#wait(patienceMs);
      // A killed process loses nothing that way; only a power cut could lose the last moments.
      this.#connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
      migrate(this.#connection);
      if (location !== ':memory:') {
        this.#dataVersion = this.#connection.prepare('PRAGMA data_version');
      }
      this.#wait(0);
    } catch (error) {
      this.#connection.close();
      throw error;
    }
  }

  /**
   * A number that is another one whenever something may have been written since, here or by
   * another process: what was read under the same number is still true.
   */
  get generation(): number {
    const row = this.#dataVersion?.get();
    if (row !== undefined && row.data_version !== this.#lastDataVersion) {
      this.#lastDataVersion = Number(row.data_version);
      this.#generation += 1;
    }
    return this.#generation;
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

  /**
   * Does all of the work or none of it. Inside another transaction, and inside `write`, it is part
   * of that one.
   *
   * Where another process writes, the whole server stands still until that is done: for what is
   * done at a start or by a command, never for a request.
   */
  transaction<T>(work: () => T): T {
    if (this.#inTransaction) return work();
    this.#wait(patienceMs);
    try {
      this.#connection.exec('BEGIN IMMEDIATE');
    } finally {
      this.#wait(0);
    }
    return this.#finish(work);
  }

  /**
   * Does all of the work or none of it, as soon as no other process writes. Until then everything
   * else goes on.
   *
   * @throws {Error} Where the other process takes longer than a second: see `writeRefusal`.
   */
  async write<T>(work: () => T): Promise<T> {
    const end = performance.now() + writeWaitMs;
    for (;;) {
      try {
        this.#connection.exec('BEGIN IMMEDIATE');
        break;
      } catch (error) {
        if (!isBusy(error) || performance.now() >= end) throw error;
      }
      await sleep(lookAgainMs);
    }
    return this.#finish(work);
  }

  /** Does the work in the transaction that was begun, and ends it. */
  #finish<T>(work: () => T): T {
    this.#inTransaction = true;
    try {
      const result = work();
      this.#connection.exec('COMMIT');
      return result;
    } catch (error) {
      this.#isFailing ||= isDiskError(error);
      rollBack(this.#connection);
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  /**
   * Writes the one number in a database that nobody reads, to see whether anything can be written.
   * Does not wait for other processes.
   *
   * @throws {Error} Where nothing can.
   */
  tryWriting(): void {
    this.#connection.exec('PRAGMA user_version = 1');
    if (!this.#isFailing) return;
    // A page may find room where what was wanted found none.
    this.#connection.exec('BEGIN IMMEDIATE');
    this.#finish(() => {
      this.#connection.exec(`DROP TABLE IF EXISTS trial; CREATE TABLE trial (x);
        INSERT INTO trial VALUES (zeroblob(65536))`);
    });
    this.#connection.exec('DROP TABLE trial');
    this.#isFailing = false;
  }

  /** Every statement that was used so far: a test looks at how SQLite would answer each. */
  get statements(): readonly string[] {
    return [...this.#statements.keys()];
  }

  /** All that is in it, as bytes; `undefined` where this Node cannot tell. */
  image(): Uint8Array | undefined {
    // Newer than the oldest Node on which this runs.
    const { serialize } = this.#connection as Partial<DatabaseSync>;
    return serialize?.call(this.#connection);
  }

  close(): void {
    this.#statements.clear();
    this.#connection.close();
  }

  /** How long SQLite waits for another process, in which time nothing else is done here. */
  #wait(ms: number): void {
    this.#connection.exec(`PRAGMA busy_timeout = ${ms}`);
  }

  #prepare(sql: string): StatementSync {
    let prepared = this.#statements.get(sql);
    if (prepared === undefined) {
      const writes = !/^\s*(?:SELECT|EXPLAIN)\b/i.test(sql);
      prepared = { statement: this.#connection.prepare(sql), writes };
      this.#statements.set(sql, prepared);
    }
    if (prepared.writes) this.#generation += 1;
    return prepared.statement;
  }
}
