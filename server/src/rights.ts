/**
 * What a caller may do to a particular room or user, and how both are found by what stands in a
 * path.
 *
 * The reference tells scopes, not this. The reading here: a person sees public rooms and the
 * private ones they belong to; a group's administrators and its add-ons see all; a room's add-on
 * sees its room. What a caller does not see is not found, so that a name tells nothing.
 */
import type { Caller } from './auth.ts';
import type { Call } from './endpoint.ts';
import { badRequest, forbidden, missingScope, notFound } from './errors.ts';
import { pythonRepr } from './pythonRepr.ts';
import type { ClientRow } from './store/Clients.ts';
import type { RoomRow } from './store/Rooms.ts';
import type { Store } from './store/Store.ts';
import type { UserRow } from './store/Users.ts';
import { invalid } from './validate.ts';

/** A room or a user in a path has at most that many characters. */
const longestName = 100;

const isId = (text: string): boolean => /^\d{1,15}$/.test(text);

/** The room that the path names, where the caller may see it. */
export function roomOf(call: Call): RoomRow {
  const { store, caller } = call;
  const which = nameIn(call, 'room', 'room_id_or_name');
  const room = roomsCalled(store, which).find((one) => sees(store, caller, one));
  if (room !== undefined) return room;
  if (caller.owner === 'room client') {
    throw forbidden('This token can only be used in the room it was made for');
  }
  throw notFound('Room', which);
}

/** The same for messages, which an archived room does not take. */
export function openRoomOf(call: Call): RoomRow {
  const room = roomOf(call);
  if (room.is_archived === 1) throw badRequest(`Room ${room.name} is archived`);
  return room;
}

/** The user that the path names. */
export function userOf(call: Call): UserRow {
  const which = nameIn(call, 'user', 'id_or_email');
  const user = findUser(call.store, which);
  if (user === undefined) throw notFound('User', which);
  return user;
}

/** The same for what only somebody who is still there can get. */
export function presentUserOf(call: Call): UserRow {
  const user = userOf(call);
  if (user.is_deleted === 1) throw notFound('User', call.params.user ?? '');
  return user;
}

/** The first room of that id or name, whoever sees it: for those who run the server. */
export const findRoom = (store: Store, which: string): RoomRow | undefined =>
  roomsCalled(store, which)[0];

/** The rooms of that id or name; where a room is named like another's id, the id goes first. */
function roomsCalled(store: Store, which: string): RoomRow[] {
  const byId = isId(which) ? store.rooms.find(Number(which)) : undefined;
  return [...(byId === undefined ? [] : [byId]), ...store.rooms.listByName(which)];
}

/** A user by id, e-mail address or @mention name. */
export function findUser(store: Store, which: string): UserRow | undefined {
  if (isId(which)) return store.users.find(Number(which));
  return which.startsWith('@')
    ? store.users.findByMention(which.slice(1))
    : store.users.findByEmail(which);
}

/** The person who calls; the endpoint lets no other in. */
export function personOf(call: Call): UserRow {
  if (call.caller.owner === 'user') return call.caller.user;
  throw forbidden('This action can only be performed by a user');
}

/** The add-on that calls; the endpoint lets no other in. */
export function clientOf(call: Call): ClientRow {
  if ('client' in call.caller) return call.caller.client;
  throw forbidden('This action can only be performed by an add-on');
}

/** Whether the caller sees everything in the group. */
export function seesAll(caller: Caller): boolean {
  return caller.owner === 'group client' || isGroupAdmin(caller);
}

/** Whose private rooms the caller sees, as the questions to the store want it; `null` is everybody's. */
export const memberIdOf = (caller: Caller): number | null =>
  caller.owner === 'user' && !seesAll(caller) ? caller.user.id : null;

/** @throws {ApiError} 403 for a person who does not administer the group, and for add-ons that may not. */
export function requireGroupAdmin(caller: Caller): void {
  if (isGroupAdmin(caller)) return;
  if ('client' in caller && caller.scopes.has('admin_group')) return;
  if ('client' in caller) throw missingScope(['admin_group']);
  throw forbidden('This action can only be performed by a group administrator');
}

/** @throws {ApiError} 403 for a person who administers neither the room nor the group. */
export function requireRoomAdmin({ store, caller }: Call, room: RoomRow): void {
  if (administersRoom(store, caller, room)) return;
  throw forbidden('This action can only be performed by a room administrator');
}

function isGroupAdmin(caller: Caller): boolean {
  return caller.owner === 'user' && caller.user.is_group_admin === 1;
}

/** Whether the caller sees the room. */
export function sees(store: Store, caller: Caller, room: RoomRow): boolean {
  if (caller.owner === 'room client') return caller.client.room_id === room.id;
  if (room.privacy === 'public' || seesAll(caller)) return true;
  return caller.owner === 'user' && store.people.isMember(room.id, caller.user.id);
}

/** Whether the caller sees the room and administers it: its owner, an administrator, an add-on in it. */
export function administersRoom(store: Store, caller: Caller, room: RoomRow): boolean {
  if (!sees(store, caller, room)) return false;
  if (caller.owner !== 'user' || isGroupAdmin(caller)) return true;
  return caller.user.id === room.owner_id || store.people.isAdmin(room.id, caller.user.id);
}

function nameIn(call: Call, param: string, field: string): string {
  const which = call.params[param] ?? '';
  if (which.length <= longestName) return which;
  const message = `Length of value ${pythonRepr(which)} for field '${field}' must be less than or equal to ${longestName}`;
  throw invalid(message, {
    field,
    validation: 'maxLength',
    value: which,
    expected_type: 'string',
  });
}
