/** Everything that is kept, by the resource it is of. */
import type { Database } from '../database.ts';
import { Groups } from './Groups.ts';
import { Messages } from './Messages.ts';
import { RoomPeople } from './RoomPeople.ts';
import { Rooms } from './Rooms.ts';
import { Tokens } from './Tokens.ts';
import { Users } from './Users.ts';

export class Store {
  readonly groups: Groups;
  readonly users: Users;
  readonly rooms: Rooms;
  readonly people: RoomPeople;
  readonly messages: Messages;
  readonly tokens: Tokens;
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
    this.groups = new Groups(database);
    this.users = new Users(database);
    this.rooms = new Rooms(database);
    this.people = new RoomPeople(database);
    this.messages = new Messages(database);
    this.tokens = new Tokens(database);
  }

  /** Does all of the work or none of it. */
  transaction<T>(work: () => T): T {
    return this.#database.transaction(work);
  }
}
