/**
 * Lists every room with its owner's address, as CSV for a spreadsheet.
 *
 * node examples/ownersOfRooms.ts > rooms.csv
 */
import process from 'node:process';
import { HypChat } from 'hypchat';

const { HIPCHAT_TOKEN = '', HIPCHAT_ENDPOINT = 'https://api.hipchat.com' } = process.env;
const hc = new HypChat(HIPCHAT_TOKEN, { endpoint: HIPCHAT_ENDPOINT });

const rows = hc
  .rooms({ includeArchived: true })
  .map(({ name, topic, owner, is_archived }) => [
    name,
    topic,
    owner.name,
    owner.email,
    is_archived,
  ]);

const quoted = (value: unknown): string => `"${String(value ?? '').replaceAll('"', '""')}"`;
console.log('room,topic,owner,e-mail,archived');
for await (const row of rows) console.log(row.map(quoted).join(','));
