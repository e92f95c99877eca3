/**
 * Which properties of an entity are asked for, by `$select`: those that are read, with its keys.
 */
import type { LinkMap } from '../types/linkMap.ts';
import type { Asked } from './Asked.ts';
import type { ExpansionTree } from './expansionTree.ts';
import { readMember, selectOf } from './selectOf.ts';

/**
 * The properties; `undefined` where all are asked for.
 *
 * @param tree - What is expanded there.
 */
export function selectedAt(
  asked: Asked,
  kind: string | undefined,
  tree: ExpansionTree,
): readonly string[] | undefined {
  // What is chosen by hand holds.
  if (asked.fields === undefined || asked.address.includes('$select=')) return undefined;
  const selected = selectOf(asked, kind);
  if (selected === undefined) return undefined;
  const { fields, others } = selected;
  // What is there only unasked cannot be asked for: what leads to others and is not expanded, and what is said of a property.
  const isUnasked = [...others].some((name) => {
    const read = readMember(asked.map, kind, name);
    if (read === undefined || read.is === 'field' || tree.has(name)) return false;
    return !('by' in read) && (!('path' in read) || read.path === undefined);
  });
  return isUnasked || [...fields].some((name) => name.includes('@')) ? undefined : [...fields];
}

/** The kind that a name leads to. */
export function ledTo(map: LinkMap, kind: string | undefined, name: string): string | undefined {
  const read = readMember(map, kind, name);
  const isOther = read?.is === 'ref' || read?.is === 'list' || read?.is === 'collection';
  return isOther ? read.kind : undefined;
}
