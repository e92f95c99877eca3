/** The group as HipChat showed it: its stub, and the whole. */
import type { Document } from '../json.ts';
import type { Links } from '../links.ts';
import type { GroupRow } from '../store/Groups.ts';
import { formatSeconds } from '../time.ts';

export function groupStub(group: GroupRow, links: Links): Document {
  return { id: group.id, links: { self: links.to(`/group/${group.id}`) }, name: group.name };
}

/** @param owner - The stub of its owner. */
export function groupWhole(group: GroupRow, owner: Document | null, links: Links): Document {
  return {
    ...groupStub(group, links),
    avatar_url: links.toFile(group.avatar_key) ?? group.avatar_url,
    created: formatSeconds(group.created),
    domain: group.domain,
    owner,
    plan: { id: group.plan_id, type: group.plan_type },
    subdomain: group.subdomain,
  };
}
