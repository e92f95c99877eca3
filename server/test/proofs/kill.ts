/**
 * Kills a server in the middle of writes, again and again: what was acknowledged has to be there,
 * and what is there has to be whole.
 *
 * `node test/proofs/kill.ts [times]`; the test suite does it a few times.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, cli, startChild, stopChild } from './child.ts';

/** What was seen. */
export interface KillReport {
  readonly kills: number;
  readonly acknowledged: number;
  /** What was acknowledged and is not there. */
  readonly lost: number;
  /** What is there and not whole. */
  readonly broken: readonly string[];
}

const writers = 8;

/** Does it so many times, on one database, whose server is killed at another moment each time. */
export async function killAgainAndAgain(times: number): Promise<KillReport> {
  const directory = mkdtempSync(join(tmpdir(), 'hypchat-kill-'));
  const file = join(directory, 'chat.db');
  const acknowledged = { messages: new Set<string>(), rooms: new Set<number>() };
  const broken: string[] = [];
  try {
    for (let kill = 0; kill < times; kill += 1) {
      const args = ['--port', '0', '--data', file, '--sample', '--log', 'none'];
      const server = await startChild(cli, ...args, '--rate-limit', '0', '--flood-limit', '0');
      const writing = Promise.all(
        Array.from({ length: writers }, (_, index) => write(server, index, acknowledged)),
      );
      await sleep(20 + ((kill * 37) % 180));
      await stopChild(server, 'SIGKILL');
      await writing;
    }
    const lost = inspect(file, acknowledged, broken);
    const count = acknowledged.messages.size + acknowledged.rooms.size;
    return { kills: times, acknowledged: count, lost, broken };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

type Acknowledged = { readonly messages: Set<string>; readonly rooms: Set<number> };

/** Writes until the server is gone. */
async function write(server: Child, writer: number, done: Acknowledged): Promise<void> {
  const headers = {
    authorization: `Bearer ${server.token}`,
    'content-type': 'application/json',
  };
  const post = async (path: string, body: unknown): Promise<{ id: string | number }> => {
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await fetch(`${server.url}/v2${path}`, init);
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as { id: string | number };
  };
  try {
    for (let turn = 0; ; turn += 1) {
      if (turn % 10 === 0) {
        // A room is four rows in three tables: all of them or none.
        const name = `${writer} ${crypto.randomUUID()}`;
        done.rooms.add(Number((await post('/room', { name, privacy: 'private' })).id));
      }
      const { id } = await post('/room/42/message', { message: `${writer} ${turn} @ann` });
      done.messages.add(String(id));
    }
  } catch (error) {
    // The server is gone, which is what this is about; whatever it refused is not.
    if (!(error instanceof TypeError) && !/abort|terminated|JSON/i.test(String(error))) throw error;
  }
}

function inspect(file: string, done: Acknowledged, broken: string[]): number {
  const database = new DatabaseSync(file);
  const rows = (sql: string) => database.prepare(sql).all();
  const [check] = rows('PRAGMA integrity_check');
  if (check?.integrity_check !== 'ok') broken.push(`integrity_check: ${check?.integrity_check}`);
  if (rows('PRAGMA foreign_key_check').length > 0) broken.push('foreign_key_check');
  const alone = rows(`SELECT id FROM rooms WHERE id NOT IN (SELECT room_id FROM conversations
    WHERE room_id IS NOT NULL) OR NOT EXISTS (SELECT 1 FROM room_members
    WHERE room_id = rooms.id AND user_id = rooms.owner_id)`);
  for (const { id } of alone) broken.push(`room ${id} is not whole`);
  const [room] = rows(`SELECT messages_sent, (SELECT count(*) FROM messages
    JOIN conversations ON conversations.id = conversation_id
    WHERE room_id = 42 AND type IN ('message', 'notification')) AS kept FROM rooms WHERE id = 42`);
  if (room?.messages_sent !== room?.kept) {
    broken.push(`room 42 counts ${room?.messages_sent} messages and has ${room?.kept}`);
  }
  const messages = new Set(rows('SELECT id FROM messages').map((row) => row.id));
  const rooms = new Set(rows('SELECT id FROM rooms').map((row) => row.id));
  database.close();
  const lost = [...done.messages].filter((id) => !messages.has(id)).length;
  return lost + [...done.rooms].filter((id) => !rooms.has(id)).length;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const report = await killAgainAndAgain(Number(process.argv[2] ?? 100));
  process.stdout.write(`${JSON.stringify(report)}\n`);
  if (report.lost > 0 || report.broken.length > 0 || report.acknowledged === 0)
    process.exitCode = 1;
}
