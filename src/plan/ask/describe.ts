/**
 * Describes requests for a dialect: what it may have to know of one while it spells it, or reads the answer.
 */

import type { Asked } from '../../dialects/Asked.ts';
import type { Dialect } from '../../dialects/Dialect.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import type { Fields } from '../known/Selection.ts';
import { expansionsOf, NOTHING } from '../known/wish.ts';
import { addressById } from '../map/ids.ts';
import { kindOf, memberOf } from '../map/members.ts';
import type { Act, Ask } from '../need/request.ts';
import type { Spelling } from './addressOf.ts';

/** What a request is for, in the words of a client's map. */
export type Describe = (
  request: Pick<Asked, 'of' | 'address'> & {
    readonly kind: string | undefined;
    readonly paths?: readonly string[];
    readonly fields?: Fields | undefined;
  },
) => Asked;

/** @param base - The root's address. */
export function createDescribe(map: LinkMap, base: string): Describe {
  const ofClient: Pick<Asked, 'map' | 'addressOf'> = {
    map,
    addressOf: (kind, ...ids) => addressById(map, base, kind, ids),
  };
  return ({ of, kind, address, paths = [], fields }) => {
    const isKnown = kind !== undefined && kindOf(map, kind) !== undefined;
    const all = fields && withExpanded(fields, kind, paths, map);
    return {
      of,
      ...(isKnown && { kind }),
      address,
      paths,
      ...(all && { fields: all }),
      ...ofClient,
    };
  };
}

/** The fields, and what is expanded: it may come by a name that nobody reads. */
function withExpanded(
  fields: Fields,
  kind: string | undefined,
  paths: readonly string[],
  map: LinkMap,
): Fields {
  const all = new Map(fields);
  for (const path of paths) {
    let at = kind;
    for (const name of path === '' ? [] : path.split('.')) {
      const names = at === undefined ? undefined : all.get(at);
      if (at !== undefined && names?.has(name) === false) all.set(at, new Set([...names, name]));
      const read = memberOf(map, at, name)?.read;
      at = read !== undefined && 'kind' in read ? read.kind : undefined;
    }
  }
  return all;
}

/** What a read is for. @param paths - What it asks to be expanded. */
export function describeAsk(describe: Describe, ask: Ask, paths: readonly string[]): Asked {
  const of = ask.of === 'list' ? 'page' : ask.of;
  const { kind, address, fields } = ask;
  return describe({ of, kind, address, paths, fields });
}

/** How a dialect spells what a client asks for. */
export function createSpelling(dialect: Dialect, describe: Describe): Spelling {
  return {
    expand: (paths, ask) =>
      dialect.expand(paths, ask.of !== 'resource', describeAsk(describe, ask, paths)),
    window: (start, size) => dialect.window(start, size),
    ...(dialect.many !== undefined && {
      many: (ids, ask) => dialect.many?.(ids, ask.kind, describeAsk(describe, ask, [])) ?? [],
    }),
  };
}

/** What an action is for. */
export function describeAct(
  describe: Describe,
  { givesKind, address, asked = NOTHING }: Act,
): Asked {
  const paths = expansionsOf(asked);
  return describe({ of: 'action', kind: givesKind, address, paths });
}
