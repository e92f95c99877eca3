/**
 * Makes a page of all emoticons, to be looked at: HypChat's third example.
 *
 * node examples/emoticons.ts > emoticons.html
 */
import process from 'node:process';
import { HypChat } from 'hypchat';

const { HIPCHAT_TOKEN = '', HIPCHAT_ENDPOINT = 'https://api.hipchat.com' } = process.env;
const hc = new HypChat(HIPCHAT_TOKEN, { endpoint: HIPCHAT_ENDPOINT });

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

console.log('<!doctype html><meta charset="utf-8"><title>Emoticons</title>');
for await (const { shortcut, url } of hc.emoticons) {
  const name = escaped(`(${shortcut})`);
  console.log(
    `<figure><img src="${escaped(url)}" alt="${name}"><figcaption>${name}</figcaption></figure>`,
  );
}
