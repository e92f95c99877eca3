/**
 * Downloads what was said in a room, the newest message first, one line of JSON each: HypChat's second example.
 *
 * node examples/history.ts Ops > ops.ndjson
 */
import process from 'node:process';
import { HypChat } from 'hypchat';
import { Temporal } from 'temporal-polyfill';

const { HIPCHAT_TOKEN = '', HIPCHAT_ENDPOINT = 'https://api.hipchat.com' } = process.env;
const hc = new HypChat(HIPCHAT_TOKEN, { endpoint: HIPCHAT_ENDPOINT });
const room = hc.room(process.argv[2] ?? 'Ops');

// Pages come as they are needed, so that a room of any age can be downloaded.
for await (const message of room.history({ date: Temporal.Now.instant(), reverse: false })) {
  console.log(JSON.stringify(message));
}
