/**
 * Counts who said how much in a room lately, and who was asked most.
 *
 * node examples/whoTalks.ts Ops
 */
import process from 'node:process';
import { HypChat } from 'hypchat';

const { HIPCHAT_TOKEN = '', HIPCHAT_ENDPOINT = 'https://api.hipchat.com' } = process.env;
const hc = new HypChat(HIPCHAT_TOKEN, { endpoint: HIPCHAT_ENDPOINT });

const said = new Map<string, number>();
const asked = new Map<string, number>();
const count = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};

// Counting is an effect, so it stands in a loop, and not in a lambda.
for (const { from, mentions } of (await hc.room(process.argv[2] ?? 'Ops').history).items) {
  count(said, typeof from === 'string' ? from : (from?.name ?? 'somebody'));
  for (const { name } of mentions) count(asked, name);
}

for (const [title, counts] of [
  ['Said most', said],
  ['Asked most', asked],
] as const) {
  console.log(title);
  const most = [...counts].sort(([a, one], [b, other]) => other - one || a.localeCompare(b));
  for (const [name, number] of most.slice(0, 5))
    console.log(`${String(number).padStart(5)}  ${name}`);
}
