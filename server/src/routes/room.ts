/** Rooms themselves. The people in them are in `roomPeople.ts`, what is said in `roomMessages.ts`. */
import * as v from 'valibot';
import { asOfNow } from '../auth.ts';
import { actInSteps, actWith, type Call, created, done, type Endpoint, get } from '../endpoint.ts';
import { badRequest } from '../errors.ts';
import { bySender, senderStub, tell } from '../events.ts';
import { choice, flag, identifier, text } from '../fields.ts';
import type { Document } from '../json.ts';
import { readWindow, rowsFor, shownOf, toPage } from '../page.ts';
import { booleanParameter } from '../query.ts';
import {
  mostParticipants,
  roomPath,
  roomStatistics,
  roomStub,
  roomWhole,
} from '../represent/room.ts';
import { findUser, memberIdOf, requireRoomAdmin, roomOf, sees } from '../rights.ts';
import { recordGuestAccess, recordTopic } from '../send.ts';
import type { RoomRow } from '../store/Rooms.ts';
import type { UserRow } from '../store/Users.ts';
import { invalid } from '../validate.ts';
import { anyToken, groupToken } from './access.ts';

const name = text(1, 50, 'The name of the room');
const topic = text(0, 250, 'The topic of the room');
const privacy = choice(['public', 'private'], 'Whether the room is open to everyone in the group');
const visibility = v.nullish(flag('Whether delegated administrators see the room'), null);

const newRoom = v.object({
  name,
  privacy: v.optional(privacy, 'public'),
  topic: v.optional(topic, ''),
  owner_user_id: v.nullish(identifier("The owner's id, email or @mention name")),
  guest_access: v.optional(flag('Whether guests have access to the room'), false),
  delegate_admin_visibility: visibility,
});

const wholeRoom = v.object({
  name,
  privacy,
  is_archived: flag('Whether the room is archived'),
  is_guest_accessible: flag('Whether guests have access to the room'),
  topic,
  owner: v.object({ id: identifier("The owner's id, email or @mention name") }),
  delegate_admin_visibility: visibility,
});

export const roomEndpoints: readonly Endpoint[] = [
  get('/room', groupToken('view_group', 'view_room'), listRooms),

  actWith('POST', '/room', groupToken('manage_rooms'), { schema: newRoom }, (call, body) => {
    const { store, clock, links } = call;
    const owner = ownerOfNew(call, body.owner_user_id);
    requireFreeName(call, body.name);
    const id = store.rooms.create({
      name: body.name,
      topic: body.topic,
      privacy: body.privacy,
      isGuestAccessible: body.guest_access,
      delegateAdminVisibility: body.delegate_admin_visibility,
      ownerId: owner.id,
      created: clock.seconds(),
    });
    const room = store.rooms.find(id);
    if (room !== undefined) tell(call, bySender(call, 'room_created', room));
    return created(id, links.to(roomPath(id)));
  }),

  get('/room/:room', anyToken('view_group', 'view_room'), (call) => {
    const room = roomOf(call);
    const participants = call.store.people.listParticipants({
      roomId: room.id,
      limit: mostParticipants,
      offset: 0,
    });
    return roomWhole(room, call.store.users.find(room.owner_id), participants, call.links);
  }),

  actWith('PUT', '/room/:room', groupToken('admin_room'), { schema: wholeRoom }, (call, body) => {
    const room = roomOf(call);
    requireRoomAdmin(call, room);
    const owner = namedOwner(call, 'owner.id', body.owner.id);
    requireFreeName(call, body.name, room);
    call.store.rooms.update(room.id, {
      name: body.name,
      topic: body.topic,
      privacy: body.privacy,
      isGuestAccessible: body.is_guest_accessible,
      delegateAdminVisibility: body.delegate_admin_visibility,
      ownerId: owner.id,
      isArchived: body.is_archived,
    });
    if (body.topic !== room.topic) recordTopic(call, room, body.topic);
    if (body.is_guest_accessible !== (room.guest_key !== null)) {
      recordGuestAccess(call, room, body.is_guest_accessible);
    }
    tellOfChange(call, room);
    return done;
  }),

  actInSteps('DELETE', '/room/:room', groupToken('manage_rooms'), undefined, async (call) => {
    const { store, events, files } = call;
    const keys = await store.write(() => {
      const now = asOfNow(call);
      const room = roomOf(now);
      requireRoomAdmin(now, room);
      const telling = events.prepare(call, bySender(call, 'room_deleted', room));
      const shared = store.files.keysIn(store.messages.conversationOfRoom(room.id));
      store.rooms.delete(room.id);
      store.extensions.forgetRoom(room.id);
      telling();
      if (room.avatar_key === null) return shared;
      store.files.delete(room.avatar_key);
      return [...shared, room.avatar_key];
    });
    await files.delete(keys);
    return done;
  }),

  get('/room/:room/statistics', anyToken('view_group', 'view_room'), (call) =>
    roomStatistics(roomOf(call), call.links),
  ),

  actWith(
    'PUT',
    '/room/:room/topic',
    anyToken('admin_room'),
    { schema: v.object({ topic }) },
    (call, body) => {
      const room = roomOf(call);
      call.store.rooms.setTopic(room.id, body.topic);
      recordTopic(call, room, body.topic);
      tellTopic(call, room, body.topic);
      return done;
    },
  ),
];

/** Tells what became of a room that was written anew. */
function tellOfChange(call: Call, before: RoomRow): void {
  const room = call.store.rooms.find(before.id);
  if (room === undefined) return;
  if (room.topic !== before.topic) tellTopic(call, room, room.topic);
  if (room.is_archived === before.is_archived) return;
  const name = room.is_archived === 1 ? 'room_archived' : 'room_unarchived';
  tell(call, bySender(call, name, room));
}

function tellTopic(call: Call, room: RoomRow, topic: string): void {
  tell(call, {
    name: 'room_topic_change',
    room,
    fields: (links) => ({ sender: senderStub(call, links), topic }),
  });
}

function listRooms({ store, caller, links, query }: Call): Document {
  const window = readWindow(query);
  const rows = store.rooms.list({
    privateRooms: booleanParameter(query, 'include-private', true),
    archived: booleanParameter(query, 'include-archived', false),
    memberId: memberIdOf(caller),
    ...rowsFor(window),
  });
  const items = shownOf(rows, window).map((room) => roomStub(room, links));
  return toPage(items, rows.length > items.length, window, '/room', { links, query });
}

/** The owner of a room to be made: the caller, unless another is named. */
function ownerOfNew(call: Call, named: string | number | null | undefined): UserRow {
  if (named !== null && named !== undefined) return namedOwner(call, 'owner_user_id', named);
  if (call.caller.owner === 'user') return call.caller.user;
  // An add-on cannot own a room.
  throw invalid("Required field 'owner_user_id' is missing", {
    field: 'owner_user_id',
    validation: 'required',
  });
}

function namedOwner(call: Call, field: string, named: string | number): UserRow {
  const user = findUser(call.store, String(named));
  if (user !== undefined && user.is_deleted === 0) return user;
  const message = `User ${named} not found`;
  throw invalid(message, { field, validation: 'exists', value: named });
}

/** A name is taken by what the caller sees: a refusal must not tell of a room that they do not. */
function requireFreeName({ store, caller }: Call, wanted: string, own?: RoomRow): void {
  const others = store.rooms.listByName(wanted).filter((room) => room.id !== own?.id);
  if (!others.some((room) => sees(store, caller, room))) return;
  throw badRequest('Another room exists with that name.');
}
