/** The group. */
import { type Endpoint, get } from '../endpoint.ts';
import { notFound } from '../errors.ts';
import { groupWhole } from '../represent/group.ts';
import { userStub } from '../represent/user.ts';
import { groupToken } from './access.ts';

export const groupEndpoints: readonly Endpoint[] = [
  get('/group/:group', groupToken('view_group'), ({ store, links, params }) => {
    const which = params.group ?? '';
    const group = /^\d{1,15}$/.test(which) ? store.groups.find(Number(which)) : undefined;
    if (group === undefined) throw notFound('Group', which);
    const owner = group.owner_id === null ? undefined : store.users.find(group.owner_id);
    return groupWhole(group, owner === undefined ? null : userStub(owner, links), links);
  }),
];
