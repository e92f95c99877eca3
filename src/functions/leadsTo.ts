import type { ActionMember } from '../types/callMember.ts';
import { readAny } from './readChained.ts';

/** Where a chain leads, as far as the link map can tell. */
export interface Destination {
  /**
   * `sequence` is what operations make of a collection, item by item: `map`, `filter`, `take`. `unknown` is what
   * only the server's answers can tell.
   */
  readonly is: 'resource' | 'collection' | 'items' | 'sequence' | 'list' | 'value' | 'unknown';
  /** The kind of the resource, or of the items, by the name that the link map uses. */
  readonly kind?: string;
  /** What can be called on the collection, such as `create`, as the link map describes it. */
  readonly actions?: Readonly<Record<string, ActionMember>>;
}

/**
 * Where a chain, a snapshot of a resource or the root leads by the link map: what tools complete and print
 * by. Sends nothing.
 *
 * @throws {TypeError} When the value is none of these, or the chain is wrong by the map.
 *
 * @example
 * ```ts
 * leadsTo(hc.rooms.items[0].owner);
 * //=> { is: 'resource', kind: 'user' }
 * ```
 */
export function leadsTo(reached: object): Destination {
  const read = readAny(reached, 'leadsTo');
  const ends = read.client.ends(read);
  switch (ends.on) {
    case 'resource':
      return ends.kind === undefined ? { is: 'unknown' } : { is: 'resource', kind: ends.kind };
    case 'collection':
      return ends.items
        ? { is: 'items', kind: ends.kind }
        : { is: 'collection', kind: ends.kind, ...(ends.actions && { actions: ends.actions }) };
    case 'sequence':
      return { is: 'sequence' };
    case 'list':
      return { is: 'list', kind: ends.kind };
    case 'results':
    case 'value':
      return { is: 'value' };
    case 'unforeseen':
      return { is: 'unknown' };
  }
}
