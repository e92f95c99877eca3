/** Everything that is kept, by the resource it is of. */
import type { Database } from '../database.ts';
import { Clients } from './Clients.ts';
import { Emoticons } from './Emoticons.ts';
import { Extensions } from './Extensions.ts';
import { Files } from './Files.ts';
import { Groups } from './Groups.ts';
import { Messages } from './Messages.ts';
import { RoomPeople } from './RoomPeople.ts';
import { Rooms } from './Rooms.ts';
import { Tokens } from './Tokens.ts';
import { Users } from './Users.ts';
import { Webhooks } from './Webhooks.ts';

export class Store {
  readonly groups: Groups;
  readonly users: Users;
  readonly rooms: Rooms;
  readonly people: RoomPeople;
  readonly messages: Messages;
  readonly tokens: Tokens;
  readonly clients: Clients;
  readonly files: Files;
  readonly emoticons: Emoticons;
  readonly webhooks: Webhooks;
  readonly extensions: Extensions;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    this.groups = new Groups(database);
    this.users = new Users(database);
    this.rooms = new Rooms(database);
    this.people = new RoomPeople(database);
    this.messages = new Messages(database);
    this.tokens = new Tokens(database);
    this.clients = new Clients(database);
    this.files = new Files(database);
    this.emoticons = new Emoticons(database);
    this.webhooks = new Webhooks(database);
    this.extensions = new Extensions(database);
  }

  /** Another number whenever something may have been written: see `Database`. */
  get generation(): number {
    return this.#database.generation;
  }

  /** Whether there is no group: a server always begins with one. */
  isEmpty(): boolean {
    return this.groups.first() === undefined;
  }

  /**
   * Writes what means nothing, to see whether anything can be written.
   *
   * @throws {Error} Where nothing can.
   */
  tryWriting(): void {
    this.#database.tryWriting();
  }

  /** Does all of the work or none of it; part of `write` where it is done in one. */
  transaction<T>(work: () => T): T {
    return this.#database.transaction(work);
  }

  /** The same for a request: it waits for other processes, and nobody else has to. */
  write<T>(work: () => T): Promise<T> {
    return this.#database.write(work);
  }
}
