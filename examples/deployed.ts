/**
 * Tells a room that something was deployed: a green notification, and the version in the topic.
 *
 * node examples/deployed.ts 'Release Train' website 2.8.1
 */
import process from 'node:process';
import { HypChat } from 'hypchat';

const { HIPCHAT_TOKEN = '', HIPCHAT_ENDPOINT = 'https://api.hipchat.com' } = process.env;
const hc = new HypChat(HIPCHAT_TOKEN, { endpoint: HIPCHAT_ENDPOINT });
const [room = 'Release Train', product = 'website', version = '0.0.0'] = process.argv.slice(2);

const text = `${product} ${version} is deployed`;
await Promise.all([
  hc.room(room).notification(text, { color: 'green', messageFormat: 'text', notify: true }),
  hc.room(room).topic(`Now live: ${product} ${version}`),
]);
console.log(text);
