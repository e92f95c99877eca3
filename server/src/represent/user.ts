/** A user as HipChat showed one: its stub, and the whole. */
import type { Document } from '../json.ts';
import type { Links } from '../links.ts';
import type { GroupRow } from '../store/Groups.ts';
import type { UserRow, UserStubRow } from '../store/Users.ts';
import { formatEpochText, formatSeconds } from '../time.ts';
import { groupStub } from './group.ts';

export const userPath = (id: number): string => `/user/${id}`;

export function userStub(user: UserStubRow, links: Links): Document {
  return {
    id: user.id,
    links: { self: links.to(userPath(user.id)) },
    mention_name: user.mention_name,
    name: user.name,
    version: user.version,
  };
}

export function userWhole(user: UserRow, group: GroupRow, links: Links): Document {
  return {
    ...userStub(user, links),
    atlassian_id: user.atlassian_id,
    created: formatSeconds(user.created),
    email: user.email,
    group: groupStub(group, links),
    is_deleted: user.is_deleted === 1,
    is_group_admin: user.is_group_admin === 1,
    is_guest: user.is_guest === 1,
    last_active: formatEpochText(user.last_active),
    photo_url: links.toFile(user.photo_key) ?? user.photo_url,
    presence: user.presence === null ? null : JSON.parse(user.presence),
    roles: JSON.parse(user.roles),
    timezone: user.timezone,
    title: user.title,
    xmpp_jid: `${user.group_id}_${user.id}@chat.hipchat.com`,
  };
}
