/**
 * The place that lies at an address: the map's templates say what it is.
 */
import type { LinkMap } from '../../types/linkMap.ts';
import { withHoles } from '../../values/foretold.ts';
import { hideSecrets } from '../../values/hideSecrets.ts';
import { withoutFragment, withoutQuery } from '../map/address.ts';
import { refuseBroken, refuseForced, show } from '../map/given.ts';
import { kindOf } from '../map/members.ts';
import { kindsIn } from '../map/oneOf.ts';
import { templateAt } from '../map/templates.ts';
import { collectionAt } from './collectionAt.ts';
import { type Place, wholeAt } from './place.ts';

/**
 * The place at an absolute address. What no template fits is a resource of no known kind: the documents decide.
 *
 * @param base - The root's address.
 */
export function placeAt(map: LinkMap, base: string, href: string): Place & { at: PlaceSort } {
  const whole = withoutFragment(withHoles(new URL(href, `${base}/`).href));
  const [path = '', query] = whole.split(/\?(.*)/s);
  const plain = path.replace(/\/+$/, '');
  const page = query === undefined || query === '' ? plain : `${plain}?${query}`;
  const found = templateAt(map, base, plain);
  if (found?.collection === undefined) {
    return wholeAt(page, found?.kind);
  }
  const place = collectionAt(found.collection, plain, [...new URLSearchParams(query ?? '')]);
  return { ...place, page };
}

/**
 * The place at what was given as an address.
 *
 * @throws {TypeError} When that is none, or none of the kind.
 * @throws {RangeError} When it holds half of a character.
 */
export function readPlace(map: LinkMap, base: string, address: unknown, kind: unknown): Place {
  // `URL` would make another character of it.
  if (typeof address === 'string') refuseBroken('`at`', address);
  const url =
    typeof address === 'string' && URL.canParse(address, `${base}/`)
      ? new URL(address, `${base}/`)
      : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    const given = typeof address === 'string' ? hideSecrets(address) : address;
    throw new TypeError(`\`at\` takes an http: or https: address, got ${show(given)}`);
  }
  refuseForced('at', url.href);
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('`at` takes an address without a name or a password in it');
  }
  if (kind !== undefined && typeof kind !== 'string') {
    throw new TypeError(`\`at\` takes the name of a kind, got ${show(kind)}`);
  }
  return kind === undefined
    ? placeAt(map, base, url.href)
    : placeOfKind(map, base, withHoles(url.href), kind);
}

type PlaceSort = 'resource' | 'collection';

/**
 * The place at an address, as a place of the kind that somebody says it is: `room`, or `rooms` for a collection.
 *
 * @throws {TypeError} When the address is known to be of another.
 */
export function placeOfKind(
  map: LinkMap,
  base: string,
  href: string,
  kind: string,
): Place & { at: PlaceSort } {
  const place = placeAt(map, base, href);
  const isResource = kindOf(map, kind) !== undefined;
  const items = kindOf(map, kind.replace(/s$/, '')) && kind.replace(/s$/, '');
  if (!isResource && items === undefined) {
    const kinds = Object.keys(map.kinds).filter((each) => each !== map.root);
    throw new TypeError(`there is no kind '${kind}': there are ${kinds.join(', ')}`);
  }
  const is = place.at === 'collection' ? `${place.kind}s` : place.kind;
  const isIt = place.at === 'resource' && is !== undefined && kindsIn(map, is).includes(kind);
  if (is !== undefined && is !== kind && !isIt) {
    const shown = hideSecrets(withoutQuery(href));
    throw new TypeError(`${shown} is the address of ${is}, not of ${kind}`);
  }
  if (isIt) return { ...place, kind };
  if (is !== undefined || place.at === 'collection') return place;
  if (isResource || items === undefined) return { ...place, kind };
  return collectionAt({ is: 'collection', kind: items, indexed: false }, place.address, []);
}
