/** An emoticon as the list shows it, and the whole. */
import type { Document } from '../json.ts';
import type { Links } from '../links.ts';
import { emoticonSize } from '../stock/drawEmoticon.ts';
import { stockShortcutOf } from '../stock/ids.ts';
import type { EmoticonRow } from '../store/Emoticons.ts';

export function stockItem(id: number, links: Links): Document {
  return {
    id,
    links: { self: links.to(`/emoticon/${id}`) },
    shortcut: stockShortcutOf(id),
    type: 'global',
    url: `${links.origin}/img/emoticons/${id}.svg`,
  };
}

export function stockWhole(id: number, links: Links): Document {
  const size = { height: emoticonSize, width: emoticonSize };
  return { ...stockItem(id, links), audio_path: null, creator: null, ...size };
}

export function groupEmoticonItem(emoticon: EmoticonRow, links: Links): Document {
  return {
    id: emoticon.id,
    links: { self: links.to(`/emoticon/${emoticon.id}`) },
    shortcut: emoticon.shortcut,
    type: 'group',
    url: links.toFile(emoticon.file_key),
  };
}

/** @param creator - The stub of whoever made it. */
export function groupEmoticonWhole(
  emoticon: EmoticonRow,
  creator: Document | null,
  links: Links,
): Document {
  const { height, width } = emoticon;
  return { ...groupEmoticonItem(emoticon, links), audio_path: null, creator, height, width };
}
