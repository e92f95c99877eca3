/**
 * The schema, as numbered steps that every database goes through once, in order.
 *
 * A step that was ever released is never changed: what comes later is a new step.
 * Times are whole seconds since 1970, except `sent_at`, which is microseconds. Texts that are
 * looked up without regard to case have a `_key` beside them, folded by `store/fold.ts`, because
 * SQLite itself folds ASCII only.
 */
import type { DatabaseSync } from 'node:sqlite';
import { addons, filesAndPictures, oauth, webhooks } from './migrationsOfTheRest.ts';
import { roomNames, standingRights, tokenFamilies } from './migrationsOfTrust.ts';
import { rollBack } from './rollBack.ts';

/** The steps, in order. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE groups (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    domain TEXT,
    subdomain TEXT NOT NULL,
    created INTEGER NOT NULL,
    avatar_url TEXT,
    owner_id INTEGER REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED,
    plan_id INTEGER NOT NULL,
    plan_type TEXT NOT NULL
  ) STRICT;
  CREATE INDEX groups_by_owner ON groups (owner_id);

  CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    name TEXT NOT NULL,
    mention_name TEXT NOT NULL,
    mention_key TEXT NOT NULL,
    email TEXT,
    email_key TEXT,
    title TEXT NOT NULL,
    timezone TEXT NOT NULL,
    created INTEGER NOT NULL,
    last_active INTEGER,
    is_deleted INTEGER NOT NULL DEFAULT 0,
    is_group_admin INTEGER NOT NULL DEFAULT 0,
    is_guest INTEGER NOT NULL DEFAULT 0,
    photo_url TEXT,
    presence TEXT,
    roles TEXT NOT NULL,
    atlassian_id TEXT,
    password_hash TEXT,
    version TEXT NOT NULL
  ) STRICT;
  CREATE INDEX users_by_group ON users (group_id);
  CREATE UNIQUE INDEX users_by_mention ON users (mention_key) WHERE is_deleted = 0;
  CREATE UNIQUE INDEX users_by_email ON users (email_key) WHERE is_deleted = 0;

  CREATE TABLE rooms (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    xmpp_name TEXT NOT NULL UNIQUE,
    topic TEXT NOT NULL,
    privacy TEXT NOT NULL CHECK (privacy IN ('public', 'private')),
    is_archived INTEGER NOT NULL DEFAULT 0,
    guest_key TEXT,
    avatar_url TEXT,
    delegate_admin_visibility INTEGER,
    owner_id INTEGER NOT NULL REFERENCES users (id),
    created INTEGER NOT NULL,
    last_active INTEGER,
    messages_sent INTEGER NOT NULL DEFAULT 0,
    version TEXT NOT NULL
  ) STRICT;
  CREATE INDEX rooms_by_group ON rooms (group_id);
  CREATE INDEX rooms_by_owner ON rooms (owner_id);

  CREATE TABLE room_members (
    room_id INTEGER NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id),
    is_admin INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (room_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX room_members_by_user ON room_members (user_id);

  CREATE TABLE room_participants (
    room_id INTEGER NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id),
    PRIMARY KEY (room_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX room_participants_by_user ON room_participants (user_id);

  CREATE TABLE auto_joins (
    user_id INTEGER NOT NULL REFERENCES users (id),
    room_id INTEGER NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, room_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX auto_joins_by_room ON auto_joins (room_id);

  CREATE TABLE invitations (
    id INTEGER PRIMARY KEY,
    room_id INTEGER NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id),
    sender_id INTEGER NOT NULL REFERENCES users (id),
    reason TEXT,
    sent_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX invitations_by_room ON invitations (room_id);
  CREATE INDEX invitations_by_user ON invitations (user_id);

  -- Where messages are: a room, or two people's private chat (the lower id first).
  CREATE TABLE conversations (
    id INTEGER PRIMARY KEY,
    room_id INTEGER UNIQUE REFERENCES rooms (id) ON DELETE CASCADE,
    low_user_id INTEGER REFERENCES users (id),
    high_user_id INTEGER REFERENCES users (id),
    CHECK ((room_id IS NULL) = (low_user_id IS NOT NULL AND high_user_id IS NOT NULL)),
    UNIQUE (low_user_id, high_user_id)
  ) STRICT;

  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    sent_at INTEGER NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('message', 'notification', 'topic', 'guest_access')),
    is_deleted INTEGER NOT NULL DEFAULT 0,
    sender_id INTEGER REFERENCES users (id),
    sender_name TEXT,
    message TEXT NOT NULL,
    message_format TEXT NOT NULL CHECK (message_format IN ('html', 'text')),
    mentions TEXT NOT NULL DEFAULT '[]',
    color TEXT,
    attach_to TEXT,
    card TEXT,
    notification_sender TEXT
  ) STRICT;
  CREATE INDEX messages_by_time ON messages (conversation_id, sent_at, seq);

  CREATE TABLE clients (
    id INTEGER PRIMARY KEY,
    oauth_id TEXT NOT NULL UNIQUE,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    room_id INTEGER REFERENCES rooms (id) ON DELETE CASCADE,
    addon_key TEXT NOT NULL,
    name TEXT NOT NULL,
    created INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX clients_by_room ON clients (room_id);

  CREATE TABLE tokens (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('user', 'personal', 'client')),
    user_id INTEGER REFERENCES users (id),
    client_id INTEGER REFERENCES clients (id) ON DELETE CASCADE,
    scopes TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER,
    CHECK ((user_id IS NULL) <> (client_id IS NULL))
  ) STRICT;
  CREATE INDEX tokens_by_user ON tokens (user_id);
  CREATE INDEX tokens_by_client ON tokens (client_id);
  `,
  filesAndPictures,
  oauth,
  addons,
  webhooks,
  standingRights,
  roomNames,
  tokenFamilies,
];

/**
 * Brings the schema up to date.
 *
 * @throws {Error} Where the database is ahead of this server, or refers to what is not there.
 */
export function migrate(connection: DatabaseSync): void {
  connection.exec(
    'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, applied TEXT NOT NULL) STRICT',
  );
  // A table that is made anew would take along what refers to it.
  connection.exec('PRAGMA foreign_keys = OFF');
  connection.exec('BEGIN IMMEDIATE');
  try {
    const row = connection.prepare('SELECT max(number) AS done FROM migrations').get();
    const done = Number(row?.done ?? 0);
    if (done > migrations.length) {
      throw new Error(
        `The database is of a newer hypchat-server: its schema is number ${done}, this server knows ${migrations.length}`,
      );
    }
    const record = connection.prepare('INSERT INTO migrations VALUES (?, ?)');
    for (const [index, sql] of migrations.entries()) {
      if (index < done) continue;
      connection.exec(sql);
      record.run(index + 1, new Date().toISOString());
    }
    if (done < migrations.length) checkReferences(connection);
    connection.exec('COMMIT');
  } catch (error) {
    rollBack(connection);
    throw error;
  } finally {
    connection.exec('PRAGMA foreign_keys = ON');
  }
}

function checkReferences(connection: DatabaseSync): void {
  const [broken] = connection.prepare('PRAGMA foreign_key_check').all();
  if (broken !== undefined) {
    throw new Error(`The database is not whole: a row of ${broken.table} refers to none`);
  }
}
