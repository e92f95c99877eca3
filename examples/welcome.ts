/**
 * Invites somebody who is new to the rooms that everybody should know, and says hello.
 *
 * node examples/welcome.ts @milo Lobby 'Release Train'
 */
import process from 'node:process';
import { HypChat, trace } from 'hypchat';

const { HIPCHAT_TOKEN = '', HIPCHAT_ENDPOINT = 'https://api.hipchat.com' } = process.env;
const hc = new HypChat(HIPCHAT_TOKEN, { endpoint: HIPCHAT_ENDPOINT });
const [who = '@milo', ...names] = process.argv.slice(2);
const person = hc.user(who);

// Only the address of the person is needed, so that none of this fetches anything.
const sent = await Promise.all([
  ...names.map((name) => trace(hc.room(name).invite(person, 'Good to have you here'))),
  trace(person.message(`Welcome! You find us in ${names.join(' and ')}.`)),
]);
for (const { requests } of sent) {
  for (const { method, url, status } of requests) console.log(`${status} ${method} ${url}`);
}
