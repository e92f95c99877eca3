/**
 * Makes a page of all emoticons, to be looked at: HypChat's third example.
 *
 * node examples/emoticons.ts > emoticons.html
 */
import process from 'node:process';
import { connect, hipchat, hipchatMap, type LinkMap, member } from 'hypchat';

/** What this page needs to know of emoticons. */
interface WithEmoticons {
  readonly emoticons: AsyncIterable<{ readonly shortcut: string; readonly url: string }>;
}

// The link map is data: a kind that it has not yet is written down where it is needed.
const { root } = hipchatMap.kinds;
const map: LinkMap = {
  ...hipchatMap,
  kinds: {
    ...hipchatMap.kinds,
    root: {
      members: {
        ...root?.members,
        emoticons: member.collection('emoticon', { path: 'emoticon', indexed: true }),
      },
    },
    emoticon: {
      address: 'emoticon/{id}',
      members: {
        id: member.field('number', 'ref'),
        links: member.field('json', 'ref'),
        shortcut: member.field('string', 'stub'),
        url: member.field('string', 'stub'),
      },
    },
  },
};

const { HIPCHAT_TOKEN = '', HIPCHAT_ENDPOINT = 'https://api.hipchat.com' } = process.env;
const endpoint = `${HIPCHAT_ENDPOINT.replace(/\/(?:v2\/?)?$/, '')}/v2`;
const hc = connect<WithEmoticons>(hipchat, map, { endpoint, token: HIPCHAT_TOKEN });

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

console.log('<!doctype html><meta charset="utf-8"><title>Emoticons</title>');
for await (const { shortcut, url } of hc.emoticons) {
  const name = escaped(`(${shortcut})`);
  console.log(
    `<figure><img src="${escaped(url)}" alt="${name}"><figcaption>${name}</figcaption></figure>`,
  );
}
