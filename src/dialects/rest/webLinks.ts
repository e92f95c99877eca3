/**
 * The header `Link`, as links by their relation.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8288
 */
// @ts-types="npm:@types/http-link-header@1.0.7"
import LinkHeader from 'http-link-header';

/** What the header declares. */
export interface WebLinks {
  /** Absolute addresses by their relation; of two with one relation, the first. */
  readonly links: ReadonlyMap<string, string>;
  /** The header, where it cannot be read as one, or the `next` in it is no address. */
  readonly unreadable?: string;
}

/** The links in the headers of an answer. @param base - The address that answered. */
export function webLinks(headers: Headers, base: string): WebLinks {
  const text = headers.get('link') ?? '';
  const links = new Map<string, string>();
  const references = parsed(text);
  if (references === undefined) return { links, unreadable: text };
  let isReadable = true;
  for (const { rel, uri, anchor } of references) {
    // With an anchor, it is a link of something else.
    if (typeof rel !== 'string' || anchor !== undefined) continue;
    const isAddress = URL.canParse(uri, base);
    for (const written of rel.split(/\s+/)) {
      // Its case says nothing (RFC 8288, 2.1.1); of other relations, the map has them as they are written.
      const each = written.toLowerCase() === 'next' ? 'next' : written;
      if (isAddress && !links.has(each)) links.set(each, new URL(uri, base).href);
      if (each === 'next') isReadable &&= isAddress;
    }
  }
  return { links, ...(!isReadable && { unreadable: text }) };
}

function parsed(text: string): readonly LinkHeader.Reference[] | undefined {
  try {
    return LinkHeader.parse(withoutEmpty(text)).refs;
  } catch {
    return undefined;
  }
}

/** One element of a list in a header: addresses in angle brackets and quoted texts may hold commas. */
const ELEMENT = /(?:<[^<>]*>|"(?:[^"\\]|\\[\s\S]?)*"?|[^,"])+/g;

/** A list in a header without its empty elements, which are to be ignored (RFC 9110, 5.6.1.2). */
const withoutEmpty = (text: string): string =>
  (text.match(ELEMENT) ?? []).filter((each) => each.trim() !== '').join(',');
