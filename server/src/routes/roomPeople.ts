/** Who is in a room, who belongs to it, and inviting somebody. */
import * as v from 'valibot';
import { act, actWith, type Call, done, type Endpoint, get } from '../endpoint.ts';
import { badRequest, notFound } from '../errors.ts';
import { tell } from '../events.ts';
import { choice, text } from '../fields.ts';
import type { Document } from '../json.ts';
import { readWindow, rowsFor, shownOf, toPage } from '../page.ts';
import { booleanParameter } from '../query.ts';
import { roomPath } from '../represent/room.ts';
import { userStub } from '../represent/user.ts';
import {
  openRoomOf,
  personOf,
  presentUserOf,
  requireRoomAdmin,
  roomOf,
  userOf,
} from '../rights.ts';
import type { UserStubRow } from '../store/Users.ts';
import { anyToken, groupToken, personToken } from './access.ts';

const invitation = v.object({
  reason: v.nullish(text(1, 250, 'Why the user is invited'), null),
});

const membership = v.object({
  room_roles: v.nullish(
    v.array(choice(['room_admin', 'room_member'], "The member's role in the room")),
    null,
  ),
});

export const roomPeopleEndpoints: readonly Endpoint[] = [
  get('/room/:room/participant', anyToken('view_room'), (call) => {
    const room = roomOf(call);
    const offline = booleanParameter(call.query, 'include-offline', false);
    const { people } = call.store;
    // Whoever belongs to a private room takes part in it, present or not.
    const everyone = offline && room.privacy === 'private';
    return pageOfPeople(call, `${roomPath(room.id)}/participant`, (rows) =>
      everyone
        ? people.listMembers({ roomId: room.id, ...rows })
        : people.listParticipants({ roomId: room.id, ...rows }),
    );
  }),

  get('/room/:room/member', anyToken('view_room', 'view_group'), (call) => {
    const room = roomOf(call);
    if (room.is_archived === 1) throw badRequest(`Room ${room.name} is archived`);
    return pageOfPeople(call, `${roomPath(room.id)}/member`, (rows) =>
      call.store.people.listMembers({ roomId: room.id, ...rows }),
    );
  }),

  actWith(
    'PUT',
    '/room/:room/member/:user',
    groupToken('admin_room'),
    { schema: membership, optional: true },
    (call, { room_roles: roles }) => {
      const room = openRoomOf(call);
      requireRoomAdmin(call, room);
      const user = presentUserOf(call);
      // The owner always administers the room.
      const isAdmin = roles === null ? undefined : roles.includes('room_admin');
      call.store.people.setMember(room.id, user.id, user.id === room.owner_id || isAdmin);
      return done;
    },
  ),

  act('DELETE', '/room/:room/member/:user', groupToken('admin_room'), (call) => {
    const room = openRoomOf(call);
    requireRoomAdmin(call, room);
    const user = userOf(call);
    if (user.id === room.owner_id)
      throw badRequest('The owner of a room cannot be removed from it');
    if (!call.store.people.isMember(room.id, user.id)) {
      throw notFound('Member', call.params.user ?? '');
    }
    call.store.people.removeMember(room.id, user.id);
    // Nobody stays in a private room who does not belong to it.
    if (room.privacy === 'private' && call.store.people.removeParticipant(room.id, user.id)) {
      tell(call, {
        name: 'room_exit',
        room,
        fields: (links) => ({ sender: userStub(user, links) }),
      });
    }
    return done;
  }),

  actWith(
    'POST',
    '/room/:room/invite/:user',
    personToken('admin_room'),
    { schema: invitation, optional: true },
    (call, { reason }) => {
      const room = roomOf(call);
      const user = presentUserOf(call);
      // Into a public room anyone may ask anyone.
      if (room.privacy === 'private') requireRoomAdmin(call, room);
      call.store.people.invite({
        roomId: room.id,
        userId: user.id,
        senderId: personOf(call).id,
        reason,
        sentAt: call.clock.micros(),
      });
      return done;
    },
  ),
];

function pageOfPeople(
  { links, query }: Call,
  path: string,
  list: (rows: { limit: number; offset: number }) => readonly UserStubRow[],
): Document {
  const window = readWindow(query);
  const rows = list(rowsFor(window));
  const items = shownOf(rows, window).map((user) => userStub(user, links));
  return toPage(items, rows.length > items.length, window, path, { links, query });
}
