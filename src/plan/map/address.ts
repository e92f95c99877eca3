/**
 * Addresses as texts: absolute, and possibly with holes like `{1.items[0].owner.id}` in a foretold walk.
 *
 * `URL` would write the holes out, so paths and queries are joined by hand.
 */

import { besideHoles } from '../../values/foretold.ts';
import { hideSecrets } from '../../values/hideSecrets.ts';
import type { Query } from './Spelled.ts';

/** The address below another: `''` is the other itself. What lies below is named by the path, its query aside. */
export function below(address: string, path: string): string {
  return path === '' ? address : `${isUnaddressed(address) ? address : stem(address)}/${path}`;
}

/** The path of an address, without its query and its trailing slashes: what lies below it begins with that. */
export function stem(address: string): string {
  const path = withoutQuery(address);
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return end === path.length ? path : path.slice(0, end);
}

/** The address without its fragment, which is never sent: it says nothing of what is there. */
export function withoutFragment(address: string): string {
  const at = address.indexOf('#');
  if (at < 0) return address;
  // A template may leave it open: `…/page{#section}`.
  return address.slice(0, address[at - 1] === '{' ? at - 1 : at);
}

/** The address with more in its query. */
export function withQuery(address: string, query: Query): string {
  if (query.length === 0) return address;
  const text = query
    .map(([name, value]) => `${encodeURIComponent(name)}=${besideHoles(value, encodeURIComponent)}`)
    .join('&');
  return `${address}${address.includes('?') ? '&' : '?'}${text}`;
}

/** The address without its query. */
export function withoutQuery(address: string): string {
  const at = address.indexOf('?');
  return at < 0 ? address : address.slice(0, at);
}

/** The last segment of an address's path, as it was before it was written into an address: an id, mostly. */
export function lastSegment(address: string): string {
  const path = stem(address);
  const last = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** Whether it only says where something stood that has no address of its own: then nothing can be asked there. */
export function isUnaddressed(address: string): boolean {
  return address.includes('#');
}

/** What a person would call the resource at an address: `room 42`. @param last - Its id, where that is not the last segment. */
export function titleAt(
  kind: string | undefined,
  address: string,
  last: string = lastSegment(hideSecrets(address)),
): string {
  // What has no address of its own has nothing else to be told by.
  return `${kind ?? 'resource'} ${isUnaddressed(address) ? '' : last}`.trimEnd();
}

/** Whether an address stands for those of many items, of which none is there yet. */
export function isSeveral(address: string): boolean {
  return address.includes('[*]');
}
