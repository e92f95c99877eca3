/** What has to be true in every database of a server, whatever happened to it. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What each of these finds is broken. */
const questions: Readonly<Record<string, string>> = {
  'a room without a conversation': `SELECT id FROM rooms WHERE id NOT IN (
    SELECT room_id FROM conversations WHERE room_id IS NOT NULL)`,
  'a room whose owner is no member': `SELECT id FROM rooms WHERE NOT EXISTS (
    SELECT 1 FROM room_members WHERE room_id = rooms.id AND user_id = rooms.owner_id)`,
  'a room that counts other messages than it has': `SELECT id FROM rooms WHERE messages_sent <> (
    SELECT count(*) FROM messages JOIN conversations ON conversations.id = conversation_id
    WHERE room_id = rooms.id AND type IN ('message', 'notification'))`,
  'a picture without a file': `SELECT key AS id FROM (SELECT avatar_key AS key FROM rooms
    UNION ALL SELECT photo_key FROM users UNION ALL SELECT avatar_key FROM groups)
    WHERE key IS NOT NULL AND key NOT IN (SELECT key FROM files)`,
  'a file in a message that is not there': `SELECT id FROM messages WHERE file IS NOT NULL
    AND coalesce(json_extract(file, '$.key'), '') NOT IN (SELECT key FROM files)`,
  'a message that is not in the order of its moments': `SELECT later.id FROM messages AS later
    WHERE sender_id = 1 AND sent_at <= (SELECT max(sent_at) FROM messages AS earlier
      WHERE earlier.conversation_id = later.conversation_id AND earlier.seq < later.seq)`,
};

/** What is broken in a database that no server has open, each in a few words. */
export function brokenIn(file: string): string[] {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    return look(database, `${file}-files`);
  } catch (error) {
    return [String(error)];
  } finally {
    database?.close();
  }
}

function look(database: DatabaseSync, directory: string): string[] {
  const rows = (sql: string) => database.prepare(sql).all();
  const [check] = rows('PRAGMA integrity_check(1)');
  if (check?.integrity_check !== 'ok') return [`integrity_check: ${check?.integrity_check}`];
  const broken = rows('PRAGMA foreign_key_check').map((row) => `foreign key in ${row.table}`);
  for (const [what, sql] of Object.entries(questions)) {
    for (const { id } of rows(sql)) broken.push(`${what}: ${id}`);
  }
  for (const { key, size } of rows('SELECT key, size FROM files')) {
    const kept = statSync(join(directory, String(key)), { throwIfNoEntry: false })?.size;
    if (kept !== size) broken.push(`file ${key} is of ${kept} bytes and not ${size}`);
  }
  return broken;
}
