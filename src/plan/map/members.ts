/**
 * What a link map says of a name.
 */
import type { ActionMember } from '../../types/callMember.ts';
import { holds, type Level } from '../../types/level.ts';
import type { Kind, LinkMap, Member } from '../../types/linkMap.ts';
import { isOneOf, oneOf } from './oneOf.ts';

/** The kind of that name, if the map has it; for `user|bot`, what can be said of either. */
export function kindOf(map: LinkMap, name: string | undefined): Kind | undefined {
  if (name === undefined) return undefined;
  if (Object.hasOwn(map.kinds, name)) return map.kinds[name];
  return isOneOf(map, name) ? oneOf(map, name) : undefined;
}

/** Whether a representation holds a member as a value. What no map knows is shown as it came. */
export function isHeld(member: Member | undefined, level: Level): boolean {
  const read = member?.read;
  if (read === undefined) return member?.call === undefined;
  return 'in' in read && holds(level, read.in);
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
