/**
 * Fills a history with a million messages, and reads its pages: the first one in milliseconds, and
 * each by an index, whatever the machine makes of it.
 *
 * `node test/proofs/million.ts [messages]`. Prints the middle of several readings of each. First an
 * index is missing, which has to be caught: a proof that catches nothing proves nothing.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { DatabaseSync } from 'node:sqlite';
import { Database } from '../../src/database.ts';
import { createServer } from '../../src/index.ts';

const count = Number(process.argv[2] ?? 1_000_000);
// A page takes a few; a scan of all messages takes longer than this on any machine.
const mostMs = 100;
const directory = mkdtempSync(join(tmpdir(), 'hypchat-million-'));
const file = join(directory, 'chat.db');

/** What the server asks of the database. */
const asked = new Set<string>();
const { prepare } = DatabaseSync.prototype;
DatabaseSync.prototype.prepare = function (...given: Parameters<typeof prepare>) {
  asked.add(given[0]);
  return prepare.apply(this, given);
};

const server = createServer({ database: file, sample: true, rateLimit: 0 });
try {
  fill(file);
  const authorization = `Bearer ${server.mintToken()}`;
  const read = async (path: string): Promise<number> => {
    const times: number[] = [];
    for (let turn = 0; turn < 15; turn += 1) {
      // Another address each time, so that none is answered from memory.
      const request = new Request(`http://localhost/v2${path}&turn=${turn}`, {
        headers: { authorization },
      });
      const start = performance.now();
      const response = await server.fetch(request);
      await response.text();
      times.push(performance.now() - start);
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
    }
    return times.sort((a, b) => a - b)[7] ?? 0;
  };
  const day = '2030-01-01T00:00:00Z';
  const measured = {
    messages: count,
    recentMs: await read('/room/42/history?date=recent'),
    firstPageMs: await read(`/room/42/history?date=${day}&max-results=100`),
    firstPageOf1000Ms: await read(`/room/42/history?date=${day}&max-results=1000`),
    latestMs: await read('/room/42/history/latest?x=1'),
    middleByDateMs: await read('/room/42/history?date=2005-01-01T00:00:00Z&max-results=100'),
    offset20000Ms: await read(`/room/42/history?date=${day}&start-index=20000&max-results=100`),
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
  // What is asked when something is said counts as well.
  const said = await server.fetch(
    new Request('http://localhost/v2/room/42/message', {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ message: 'one more' }),
    }),
  );
  if (said.status !== 201) throw new Error(`A message: ${said.status}`);
  const slow = measured.recentMs > mostMs || measured.firstPageMs > mostMs;
  if (slow) process.exitCode = 1;

  const database = new DatabaseSync(file);
  const scans = scansIn(database);
  database.exec('BEGIN; DROP INDEX messages_by_time');
  const planted = scansIn(database);
  database.exec('ROLLBACK');
  database.close();
  process.stdout.write(
    `${JSON.stringify({ statements: asked.size, scans, planted: planted.length })}\n`,
  );
  if (scans.length > 0 || asked.size === 0) process.exitCode = 1;
  if (planted.length === 0) {
    process.stderr.write('A missing index went by unseen\n');
    process.exitCode = 1;
  }
} finally {
  server.close();
  rmSync(directory, { recursive: true, force: true });
}

/**
 * The statements that would go through a whole table, or sort what they found, at this size. Whether
 * the middle of a history of a million is found in milliseconds is a matter of the machine; by which
 * way it is looked for is not.
 */
function scansIn(database: DatabaseSync): string[] {
  return [...asked].filter((sql) => {
    if (!/^\s*SELECT/i.test(sql) || /\bmigrations\b/.test(sql)) return false;
    const plan = prepare.call(database, `EXPLAIN QUERY PLAN ${sql}`);
    const nothing = [...sql.matchAll(/:([a-zA-Z]+)/g)].map(([, name = '']) => [name, null]);
    return plan
      .all(Object.fromEntries(nothing))
      .some((step) => /^SCAN (?!CONSTANT)|TEMP B-TREE/.test(String(step.detail)));
  });
}

/** Straight into the table: what is asked here is how it is read. */
function fill(location: string): void {
  const database = new Database(location);
  const start = Date.parse('1999-01-01T00:00:00Z') * 1000;
  const step = Math.floor((Date.parse('2010-01-01T00:00:00Z') * 1000 - start) / count);
  database.transaction(() => {
    database.run(
      `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count)
       INSERT INTO messages (id, conversation_id, sent_at, type, sender_id, message, message_format)
       SELECT 'message-' || n, (SELECT id FROM conversations WHERE room_id = 42),
         :start + n * :step, 'message', 1 + n % 15, 'Message number ' || n, 'text' FROM numbers`,
      { count, start, step },
    );
  });
  database.close();
}
