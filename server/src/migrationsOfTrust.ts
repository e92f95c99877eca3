/** Steps of the schema that what stands by somebody's rights needs. See `migrations.ts`. */

export const standingRights = `
  -- Anew, so that the id of a token that was revoked is never another's: links to files name it.
  CREATE TABLE tokens_anew (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('user', 'personal', 'client')),
    user_id INTEGER REFERENCES users (id),
    client_id INTEGER REFERENCES clients (id) ON DELETE CASCADE,
    scopes TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER,
    app_id INTEGER REFERENCES clients (id) ON DELETE CASCADE,
    name TEXT,
    CHECK ((user_id IS NULL) <> (client_id IS NULL))
  ) STRICT;
  INSERT INTO tokens_anew (id, hash, kind, user_id, client_id, scopes, created, expires, app_id, name)
    SELECT id, hash, kind, user_id, client_id, scopes, created, expires, app_id, name FROM tokens;
  DROP TABLE tokens;
  ALTER TABLE tokens_anew RENAME TO tokens;
  CREATE INDEX tokens_by_user ON tokens (user_id);
  CREATE INDEX tokens_by_client ON tokens (client_id);
  CREATE INDEX tokens_by_app ON tokens (app_id);
  CREATE INDEX tokens_by_expiry ON tokens (expires);

  -- By whose rights a program is in its room; NULL where it was installed.
  ALTER TABLE clients ADD COLUMN creator_id INTEGER REFERENCES users (id);
  CREATE INDEX clients_by_creator ON clients (creator_id);

  CREATE INDEX rooms_by_avatar ON rooms (avatar_key);
`;

export const roomNames = `
  -- Anew, because a name may be that of several rooms: of one that is public, and of private ones
  -- that whoever made the room does not see.
  CREATE TABLE rooms_anew (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES groups (id),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    xmpp_name TEXT NOT NULL,
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
    version TEXT NOT NULL,
    avatar_key TEXT
  ) STRICT;
  INSERT INTO rooms_anew SELECT id, group_id, name, name_key, xmpp_name, topic, privacy,
    is_archived, guest_key, avatar_url, delegate_admin_visibility, owner_id, created, last_active,
    messages_sent, version, avatar_key FROM rooms;
  -- The id of a room that was deleted is given to no other.
  DELETE FROM sqlite_sequence WHERE name = 'rooms_anew';
  INSERT INTO sqlite_sequence (name, seq)
    SELECT 'rooms_anew', seq FROM sqlite_sequence WHERE name = 'rooms';
  DROP TABLE rooms;
  ALTER TABLE rooms_anew RENAME TO rooms;
  CREATE INDEX rooms_by_group ON rooms (group_id);
  CREATE INDEX rooms_by_owner ON rooms (owner_id);
  CREATE INDEX rooms_by_avatar ON rooms (avatar_key);
  CREATE INDEX rooms_by_name ON rooms (name_key, id);
  CREATE INDEX rooms_by_xmpp_name ON rooms (xmpp_name);
  CREATE UNIQUE INDEX rooms_by_public_name ON rooms (name_key) WHERE privacy = 'public';
`;

export const tokenFamilies = `
  -- Of what a token was made: it goes with that. NULL where it was made by a password, a secret, or
  -- by whoever runs the server.
  ALTER TABLE tokens ADD COLUMN parent_id INTEGER REFERENCES tokens (id) ON DELETE CASCADE;
  ALTER TABLE tokens ADD COLUMN refresh_hash TEXT REFERENCES grants (hash) ON DELETE CASCADE;
  CREATE INDEX tokens_by_parent ON tokens (parent_id);
  CREATE INDEX tokens_by_refresh ON tokens (refresh_hash);
  -- Under which name its requests are counted, where that is not its own: of what it was made.
  ALTER TABLE tokens ADD COLUMN family TEXT;
  -- In which way it was made: a type of grant, or a word of ours.
  ALTER TABLE tokens ADD COLUMN made TEXT;
  CREATE INDEX tokens_by_made ON tokens (made);
  ALTER TABLE grants ADD COLUMN created INTEGER;
`;
