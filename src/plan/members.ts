/**
 * What a link map says of a name.
 */
import type { ActionMember, Kind, Level, LinkMap, Member } from '../types/linkMap.ts';

/** The kind of that name, if the map has it. */
export function kindOf(map: LinkMap, name: string | undefined): Kind | undefined {
  return name !== undefined && Object.hasOwn(map.kinds, name) ? map.kinds[name] : undefined;
}

/** Whether a representation holds a member as a value. What no map knows is shown as it came. */
export function isHeld(member: Member | undefined, level: Level): boolean {
  const read = member?.read;
  if (read === undefined) return member?.call === undefined;
  if (!('in' in read) || read.in === 'expansion') return false;
  return level === 'whole' || read.in === 'ref' || (read.in === 'stub' && level === 'stub');
}

/** What the map says of that name on that kind. */
export function memberOf(map: LinkMap, kind: string | undefined, name: string): Member | undefined {
  const members = kindOf(map, kind)?.members;
  return members !== undefined && Object.hasOwn(members, name) ? members[name] : undefined;
}

/** The kind of resource that an action gives, if it gives one. @param kind - That of the resource that it is an action of. */
export function givenBy(
  { creates, gives }: Pick<ActionMember, 'creates' | 'gives'>,
  kind: string | undefined,
): string | undefined {
  return creates ?? (gives === undefined ? undefined : kind);
}
