import { Doc, type Item } from '../../plan/known/document.ts';
import { addressById, holesOf } from '../../plan/map/ids.ts';
import type { Kit } from './Kit.ts';

/** The address of an item: its own, or the one that the map makes of its fields, as the client does. */
export function addressOf(kit: Kit, item: Item | undefined): string | undefined {
  if (!(item instanceof Doc)) return undefined;
  const { map, kind, endpoint } = kit.given;
  const template = kind === undefined ? undefined : map.kinds[kind]?.address;
  if (item.address !== undefined || template === undefined) return item.address;
  const ids = holesOf(template).map((hole) => item.field(hole));
  return addressById(map, endpoint, kind, ids);
}
