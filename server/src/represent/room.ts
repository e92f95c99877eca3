/** A room as HipChat showed one: its stub, the whole, and its statistics. */
import type { Document } from '../json.ts';
import type { Links } from '../links.ts';
import type { RoomRow } from '../store/Rooms.ts';
import type { UserRow, UserStubRow } from '../store/Users.ts';
import { formatSeconds } from '../time.ts';
import { userStub } from './user.ts';

/** A whole room shows at most that many participants. */
export const mostParticipants = 50;

export const roomPath = (id: number): string => `/room/${id}`;

export function roomStub(room: RoomRow, links: Links): Document {
  const self = links.to(roomPath(room.id));
  const members = room.privacy === 'private' ? { members: `${self}/member` } : {};
  return {
    id: room.id,
    is_archived: room.is_archived === 1,
    links: {
      ...members,
      participants: `${self}/participant`,
      self,
      webhooks: `${self}/webhook`,
    },
    name: room.name,
    privacy: room.privacy,
    version: room.version,
  };
}

export function roomWhole(
  room: RoomRow,
  owner: UserRow | undefined,
  participants: readonly UserStubRow[],
  links: Links,
): Document {
  const visibility = room.delegate_admin_visibility;
  return {
    ...roomStub(room, links),
    avatar_url: links.toFile(room.avatar_key) ?? room.avatar_url,
    created: formatSeconds(room.created),
    delegate_admin_visibility: visibility === null ? null : visibility === 1,
    guest_access_url: room.guest_key === null ? null : `${links.origin}/${room.guest_key}`,
    is_guest_accessible: room.guest_key !== null,
    last_active: formatSeconds(room.last_active),
    owner: owner === undefined ? null : userStub(owner, links),
    participants: participants.map((user) => userStub(user, links)),
    statistics: { links: { self: links.to(`${roomPath(room.id)}/statistics`) } },
    topic: room.topic,
    xmpp_jid: `${room.group_id}_${room.xmpp_name}@conf.hipchat.com`,
  };
}

export function roomStatistics(room: RoomRow, links: Links): Document {
  return {
    last_active: formatSeconds(room.last_active),
    links: { self: links.to(`${roomPath(room.id)}/statistics`) },
    messages_sent: room.messages_sent,
  };
}
