/**
 * What a document means by the address in a link.
 */
import { withoutFragment } from '../plan/map/address.ts';

/** An address as `URL` would write it. Most are written so already, and a page declares hundreds. */
const PLAIN =
  /^https?:\/\/[a-z0-9.-]+(?::(?!80\/|443\/)(?:[1-5]\d{4}|[1-9]\d{1,3}))?(?:\/[\w~@-]+)+$/;

/** What is no more than a fragment names no place but the one that it stands in. */
const NOWHERE = /^\s*(?:#|$)/;
/** How git names what lies at another host: `git@host:path`. */
const OF_GIT = /^[^/?#:]*@[^/?#:]*:/;

/** The absolute address of any scheme, where every link is of the API: one that is not to be followed is an error then. */
export function absolute(href: string, base: string): string | undefined {
  if (PLAIN.test(href)) return href;
  if (NOWHERE.test(href) || !URL.canParse(href, base)) return undefined;
  return withoutFragment(new URL(href, base).href);
}

/**
 * The absolute address that a link leads to.
 *
 * `undefined` for what is none of an API's: `null`, `mailto:`, `ws:`, `git:`, a mere fragment. Whatever such a link says is
 * data. A template of RFC 6570 keeps its braces.
 *
 * @param base - Absolute: the address of the answer, or what the document or the API says that links are relative to.
 *
 * @example
 * ```ts
 * linkTo('Books?$skip=20', 'https://shop.test/catalog/$metadata#Books'); //=> 'https://shop.test/catalog/Books?$skip=20'
 * linkTo('issues{/number}', 'https://hub.test/repos/'); //=> 'https://hub.test/repos/issues{/number}'
 * linkTo('mailto:ann@hub.test', 'https://hub.test/'); //=> undefined
 * ```
 */
export function linkTo(href: unknown, base: string): string | undefined {
  if (typeof href !== 'string' || OF_GIT.test(href)) return undefined;
  const at = href.indexOf('{');
  const fixed = at < 0 ? href : href.slice(0, at);
  const address = absolute(fixed, base);
  if (address === undefined || !/^https?:/.test(address)) return undefined;
  if (at < 0 || fixed.includes('#')) return address;
  // `URL` gives a slash to what has no path: `https://hub.test{/id}` has its own.
  const start = fixed.endsWith('/') ? address : address.replace(/\/$/, '');
  return withoutFragment(start + href.slice(at));
}
