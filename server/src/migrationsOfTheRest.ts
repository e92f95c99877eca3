/** Later steps of the schema: files and pictures, OAuth, add-ons, webhooks. See `migrations.ts`. */

export const filesAndPictures = `
  CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  -- What was uploaded. The bytes are elsewhere, under the key. Pictures have no conversation.
  CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    conversation_id INTEGER REFERENCES conversations (id) ON DELETE CASCADE,
    created INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX files_by_conversation ON files (conversation_id);

  ALTER TABLE messages ADD COLUMN file TEXT;
  ALTER TABLE messages ADD COLUMN message_links TEXT;
  ALTER TABLE users ADD COLUMN photo_key TEXT;
  ALTER TABLE rooms ADD COLUMN avatar_key TEXT;
  ALTER TABLE groups ADD COLUMN avatar_key TEXT;

  -- The group's own emoticons; the stock is not in the database, and its ids are never theirs.
  CREATE TABLE emoticons (
    id INTEGER PRIMARY KEY,
    shortcut TEXT NOT NULL UNIQUE,
    file_key TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    creator_id INTEGER REFERENCES users (id)
  ) STRICT;
  CREATE INDEX emoticons_by_creator ON emoticons (creator_id);

  CREATE TABLE group_invitations (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    sender_id INTEGER REFERENCES users (id),
    sent_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX group_invitations_by_sender ON group_invitations (sender_id);
`;

export const oauth = `
  ALTER TABLE clients ADD COLUMN oauth_secret TEXT;
  ALTER TABLE clients ADD COLUMN allowed_scopes TEXT NOT NULL DEFAULT '';
  ALTER TABLE clients ADD COLUMN redirect_urls TEXT NOT NULL DEFAULT '[]';
  CREATE INDEX clients_by_key ON clients (addon_key, id);

  -- Through which add-on a person got the token, and what the person called it.
  ALTER TABLE tokens ADD COLUMN app_id INTEGER REFERENCES clients (id) ON DELETE CASCADE;
  ALTER TABLE tokens ADD COLUMN name TEXT;
  CREATE INDEX tokens_by_app ON tokens (app_id);
  CREATE INDEX tokens_by_expiry ON tokens (expires);

  -- What is exchanged for a token: a code once, a refresh token again and again.
  CREATE TABLE grants (
    hash TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('code', 'refresh')),
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id),
    scopes TEXT NOT NULL,
    redirect_url TEXT,
    expires INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX grants_by_client ON grants (client_id);
  CREATE INDEX grants_by_user ON grants (user_id);
  CREATE INDEX grants_by_expiry ON grants (expires);
`;

export const addons = `
  -- Read once, by the add-on that is being installed.
  CREATE TABLE installables (
    hash TEXT PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX installables_by_client ON installables (client_id);

  CREATE TABLE addon_links (
    hash TEXT PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    target TEXT NOT NULL,
    expires INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX addon_links_by_client ON addon_links (client_id);
  CREATE INDEX addon_links_by_expiry ON addon_links (expires);

  -- Actions, glances and the like. Room 0 is the whole group.
  CREATE TABLE extensions (
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    room_id INTEGER NOT NULL,
    type TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (client_id, room_id, type, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX extensions_by_room ON extensions (room_id);

  -- What a glance shows now: to everyone (room 0, user 0), in a room, to a user, or to a user in a room.
  CREATE TABLE glances (
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    room_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    content TEXT NOT NULL,
    updated INTEGER NOT NULL,
    PRIMARY KEY (client_id, key, room_id, user_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX glances_by_room ON glances (room_id);
`;

export const webhooks = `
  CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    room_id INTEGER NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    event TEXT NOT NULL,
    pattern TEXT,
    url TEXT NOT NULL,
    authentication TEXT NOT NULL CHECK (authentication IN ('none', 'jwt')),
    user_id INTEGER REFERENCES users (id),
    client_id INTEGER REFERENCES clients (id) ON DELETE CASCADE,
    created INTEGER NOT NULL,
    CHECK ((user_id IS NULL) <> (client_id IS NULL))
  ) STRICT;
  CREATE INDEX webhooks_by_key ON webhooks (room_id, key, client_id);
  CREATE INDEX webhooks_by_event ON webhooks (room_id, event, id);
  CREATE INDEX webhooks_by_room ON webhooks (room_id, id);
  CREATE INDEX webhooks_by_user ON webhooks (user_id);
  CREATE INDEX webhooks_by_client ON webhooks (client_id);
`;
