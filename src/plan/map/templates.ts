/**
 * The addresses that a map foresees, below the root's: by them the kind of what lies at an address is known.
 */

import type { LinkMap, Member } from '../../types/linkMap.ts';
import type { CollectionMember } from '../../types/readMember.ts';
import { stem } from './address.ts';
import { isHoleIn, isRestIn, patternOf } from './ids.ts';
import { onceFor } from './perKind.ts';

/** What lies at the addresses of one form. */
export interface Template {
  readonly kind: string;
  /** The collection that lies there, if it is one. */
  readonly collection?: CollectionMember;
  /** Whether it is the kind's own address, and not one below another's. */
  readonly isOwn: boolean;
  /** Whether the id stands in the query: `user?accountId={id}`. */
  readonly isInQuery: boolean;
}

interface Form extends Template {
  readonly segments: readonly string[];
  /** What matches those of them that have holes. */
  readonly patterns: readonly (RegExp | undefined)[];
  /** Whether its last hole takes as many segments as there are. */
  readonly isOpen: boolean;
}

/** What lies at an address, by the map. @param base - The root's address. */
export function templateAt(map: LinkMap, base: string, address: string): Template | undefined {
  const path = stem(address);
  if (!path.startsWith(base) || path.charAt(base.length) !== '/') return undefined;
  const fits = (segments: readonly string[], form: Form): boolean =>
    (form.isOpen
      ? form.segments.length <= segments.length
      : form.segments.length === segments.length) &&
    form.segments.every(
      (part, index) =>
        part === segments[index] || form.patterns[index]?.test(segments[index] ?? '') === true,
    );
  const forms = formsOf(map);
  // What has its id in the query is told by all of its address.
  const whole = address === path ? undefined : address.slice(base.length + 1).split('/');
  const own = whole && forms.find((form) => form.isInQuery && fits(whole, form));
  const segments = path.slice(base.length + 1).split('/');
  return own ?? forms.find((form) => fits(segments, form));
}

/** Whether two addresses are of one form, or the other is of that kind, so that they may be two names of one thing. */
export function areAlike(
  map: LinkMap,
  base: string,
): (one: string, other: string, kind: string | undefined) => boolean {
  return (one, other, kind) => {
    const form = templateAt(map, base, other);
    if (form === undefined) return false;
    const isOfKind = kind !== undefined && form.collection === undefined && form.kind === kind;
    return isOfKind || form === templateAt(map, base, one);
  };
}

/** Whether an address is not one of its kind's own: a path below another thing leads there, and it may go by its own as well. */
export function isReached(
  map: LinkMap,
  base: string,
  kind: string | undefined,
  address: string,
): kind is string {
  const hasOwn = kind !== undefined && map.kinds[kind]?.address !== undefined;
  return hasOwn && templateAt(map, base, address)?.isOwn !== true;
}

/** The kind of resource that lies at an address, by the map. @param base - The root's address. */
export function kindAt(map: LinkMap, base: string, address: string): string | undefined {
  const found = templateAt(map, base, address);
  return found?.collection === undefined ? found?.kind : undefined;
}

/** Taken apart once: every reference of every answer is held against them. Those with fewer ids come first, those that end in any path last. */
const formsOf = onceFor((map: LinkMap): readonly Form[] => {
  const forms = Object.entries(map.kinds)
    .flatMap(([kind, { address, members }]) => {
      if (kind !== map.root && address === undefined) return [];
      const own = address === undefined ? [] : [{ path: address, kind }];
      const below = Object.values(members).flatMap(belowOf);
      const prefix = address === undefined ? '' : `${address}/`;
      return [...own, ...below.map((each) => ({ ...each, path: prefix + each.path }))];
    })
    .map(({ path, ...template }) => {
      const segments = path.split('/');
      const isOwn = map.kinds[template.kind]?.address === path;
      const patterns = segments.map(patternOf);
      const isOpen = isRestIn(segments.at(-1) ?? '');
      const isInQuery = path.includes('?');
      return { ...template, segments, patterns, isOwn, isOpen, isInQuery };
    });
  const ids = ({ segments, patterns, isOpen }: Form): number =>
    // What stands beside a hole makes it fit less: such a segment counts as half of one.
    (segments.filter(isHoleIn).length + patterns.filter(Boolean).length) / 2 +
    (isOpen ? segments.length : 0);
  return forms.sort((a, b) => ids(a) - ids(b));
});

/** What lies at a path below a resource. */
type Below = Omit<Template, 'isOwn' | 'isInQuery'> & { readonly path: string };

/** What lies below a resource, under one of its names. */
function belowOf({ read, call }: Member): readonly Below[] {
  const templates: Below[] = [];
  const isBelow = read !== undefined && 'path' in read && read.path !== undefined;
  if (isBelow && read.path !== '') {
    const { path = '', kind } = read;
    templates.push({ path, kind, ...(read.is === 'collection' && { collection: read }) });
  }
  if (call?.is === 'lookup') templates.push({ path: call.path, kind: call.kind });
  return templates;
}
