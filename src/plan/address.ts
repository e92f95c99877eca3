/**
 * Addresses as texts: absolute, and possibly with holes like `{1.items[0].owner.id}` in a foretold walk.
 *
 * `URL` would write the holes out, so paths and queries are joined by hand.
 */
import type { LinkMap } from '../types/linkMap.ts';

/** The address below another: `''` is the other itself. */
export function below(address: string, path: string): string {
  return path === '' ? address : `${address}/${path}`;
}

/** The address with more in its query. */
export function withQuery(
  address: string,
  query: readonly (readonly [name: string, value: string])[],
): string {
  if (query.length === 0) return address;
  const text = query
    .map(
      ([name, value]) =>
        `${encodeURIComponent(name)}=${isHole(value) ? value : encodeURIComponent(value)}`,
    )
    .join('&');
  return `${address}${address.includes('?') ? '&' : '?'}${text}`;
}

/** Whether it stands for what only an answer, or the moment, will tell. */
function isHole(value: string): boolean {
  return /^\{[^{}]*\}$/.test(value);
}

/** The address without its query. */
export function withoutQuery(address: string): string {
  const at = address.indexOf('?');
  return at < 0 ? address : address.slice(0, at);
}

/** The last segment of an address's path, as it was before it was written into an address: an id, mostly. */
export function lastSegment(address: string): string {
  const path = withoutQuery(address);
  const last = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

/** The kind of resource that lies at an address, by the map. @param base - The root's address. */
export function kindAt(map: LinkMap, base: string, address: string): string | undefined {
  const path = withoutQuery(address);
  if (!path.startsWith(base) || path.charAt(base.length) !== '/') return undefined;
  const segments = path.slice(base.length + 1).split('/');
  return templatesOf(map).find(
    ({ template }) =>
      template.length === segments.length &&
      template.every((part, index) => part === '{id}' || part === segments[index]),
  )?.kind;
}

interface Template {
  readonly kind: string;
  readonly template: readonly string[];
}

const TEMPLATES = new WeakMap<LinkMap, readonly Template[]>();

/** The addresses of a map's kinds, taken apart once: every reference of every answer is held against them. */
function templatesOf(map: LinkMap): readonly Template[] {
  const known = TEMPLATES.get(map);
  if (known !== undefined) return known;
  const templates = Object.entries(map.kinds).flatMap(([kind, { address }]) =>
    address === undefined ? [] : [{ kind, template: address.split('/') }],
  );
  TEMPLATES.set(map, templates);
  return templates;
}

/** What a person would call the resource at an address: `room 42`. */
export function titleAt(kind: string | undefined, address: string): string {
  return `${kind ?? 'resource'} ${lastSegment(address)}`.trimEnd();
}
