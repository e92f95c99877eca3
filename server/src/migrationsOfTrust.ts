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
