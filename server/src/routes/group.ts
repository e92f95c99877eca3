/** The group, its statistics, and asking somebody to join it. Its avatar is in `pictures.ts`. */
import * as v from 'valibot';
import { actWith, type Call, type Endpoint, get } from '../endpoint.ts';
import { badRequest, notFound } from '../errors.ts';
import { email, text } from '../fields.ts';
import { groupWhole } from '../represent/group.ts';
import { userStub } from '../represent/user.ts';
import { memberIdOf, requireGroupAdmin } from '../rights.ts';
import type { GroupRow } from '../store/Groups.ts';
import { formatSeconds } from '../time.ts';
import { groupToken } from './access.ts';

const invitation = v.object({
  email: email(),
  name: text(1, 50, 'The full name of whom to invite'),
  title: v.nullish(text(0, 50, 'Their title'), ''),
});

export const groupEndpoints: readonly Endpoint[] = [
  get('/group/:group', groupToken('view_group'), (call) => {
    const { store, links } = call;
    const group = groupOf(call);
    const owner = group.owner_id === null ? undefined : store.users.find(group.owner_id);
    return groupWhole(group, owner === undefined ? null : userStub(owner, links), links);
  }),

  get('/group/:group/statistics', groupToken('view_group'), (call) => {
    const group = groupOf(call);
    const { messages, last_active } = call.store.rooms.totals(memberIdOf(call.caller));
    return {
      last_active: formatSeconds(last_active),
      links: { self: call.links.to(`/group/${group.id}/statistics`) },
      messages_sent: messages,
    };
  }),

  actWith(
    'POST',
    '/invite/user',
    groupToken('admin_group'),
    { schema: invitation },
    (call, body) => {
      requireGroupAdmin(call.caller);
      const { store, clock, caller } = call;
      if (store.users.findByEmail(body.email) !== undefined) {
        throw badRequest('Another user exists with that email.');
      }
      const senderId = caller.owner === 'user' ? caller.user.id : null;
      store.groups.invite({ ...body, senderId, sentAt: clock.seconds() });
      return { status: 200, body };
    },
  ),
];

/** The group that the path names. */
export function groupOf({ store, params }: Call): GroupRow {
  const which = params.group ?? '';
  const group = /^\d{1,15}$/.test(which) ? store.groups.find(Number(which)) : undefined;
  if (group === undefined) throw notFound('Group', which);
  return group;
}
