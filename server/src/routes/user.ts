/** People themselves. What is said to them in private is in `userMessages.ts`. */
import * as v from 'valibot';
import { asOfNow, newPassword } from '../auth.ts';
import { act, actInSteps, type Call, created, done, type Endpoint, get } from '../endpoint.ts';
import { badRequest, forbidden } from '../errors.ts';
import { choice, email, flag, mentionName, password, roles, text, timezone } from '../fields.ts';
import type { Document } from '../json.ts';
import { readWindow, rowsFor, shownOf, toPage } from '../page.ts';
import { hashPassword } from '../password.ts';
import { booleanParameter } from '../query.ts';
import { roomStub } from '../represent/room.ts';
import { userPath, userStub, userWhole } from '../represent/user.ts';
import { memberIdOf, requireGroupAdmin, userOf } from '../rights.ts';
import type { Store } from '../store/Store.ts';
import type { UserFields, UserRow } from '../store/Users.ts';
import { firstVersion } from '../store/version.ts';
import { groupToken } from './access.ts';

const name = text(1, 50, "The user's full name");
const optional = {
  title: v.nullish(text(0, 50, "The user's title"), ''),
  is_group_admin: v.nullish(flag('Whether the user administers the group'), false),
  timezone: v.nullish(timezone(), 'UTC'),
  // Clients that were given none send an empty one.
  password: v.pipe(
    v.nullish(password(), null),
    v.transform((given) => (given === '' ? null : given)),
  ),
  roles: v.nullish(roles(), null),
};

const newUser = v.object({
  name,
  email: email(),
  mention_name: v.nullish(mentionName(), null),
  ...optional,
});

const presence = v.object({
  status: v.nullish(text(0, 50, 'The status message')),
  show: choice(['away', 'chat', 'dnd', 'xa'], 'How the user is shown'),
});

const wholeUser = v.object({
  name,
  mention_name: mentionName(),
  email: email(),
  // Checked, and then left alone: HipChat never acted on it either.
  presence: v.nullish(presence),
  ...optional,
});

export const userEndpoints: readonly Endpoint[] = [
  get('/user', groupToken('view_group'), listUsers),

  actInSteps(
    'POST',
    '/user',
    groupToken('admin_group'),
    { schema: newUser },
    async (call, body) => {
      requireGroupAdmin(call.caller);
      const { store, clock } = call;
      const made = body.password === null ? newPassword() : undefined;
      const passwordHash = await hashPassword(body.password ?? made ?? '');
      const id = await store.write(() => {
        // The rights that count are those when it is done: hashing takes its time.
        requireGroupAdmin(asOfNow(call).caller);
        const fields = fieldsOf(body, body.mention_name ?? freeMentionName(store, body.name));
        requireFree(store, fields);
        const rest = { passwordHash, created: clock.seconds(), version: firstVersion };
        return store.users.create({ ...fields, ...rest });
      });
      return created(id, call.links.to(userPath(id)), made === undefined ? {} : { password: made });
    },
  ),

  get('/user/:user', groupToken('view_group'), (call) => {
    const user = userOf(call);
    const group = call.store.groups.find(user.group_id);
    if (group === undefined) throw new Error(`User ${user.id} has no group`);
    return userWhole(user, group, call.links);
  }),

  actInSteps(
    'PUT',
    '/user/:user',
    groupToken('admin_group'),
    { schema: wholeUser },
    async (call, body) => {
      requireChangeable(call);
      const passwordHash = body.password === null ? null : await hashPassword(body.password);
      await call.store.write(() => {
        // Asked again, because somebody else may have changed things while the password was hashed.
        const user = requireChangeable(asOfNow(call));
        if (user.is_deleted === 1) throw badRequest('Deleted users cannot be updated');
        if (user.is_guest === 1) throw badRequest('Guests cannot be updated');
        const isOwner = user.id === call.store.groups.first()?.owner_id;
        const fields = fieldsOf(body, body.mention_name, isOwner);
        requireFree(call.store, fields, user);
        call.store.users.update(user.id, fields, passwordHash);
      });
      return done;
    },
  ),

  act('DELETE', '/user/:user', groupToken('admin_group'), (call) => {
    const user = requireChangeable(call);
    if (user.id === call.store.groups.first()?.owner_id) {
      throw forbidden('The owner of the group cannot be deleted');
    }
    call.store.users.delete(user.id);
    return done;
  }),

  get('/user/:user/preference/auto-join', groupToken('view_group'), (call) => {
    const { store, caller, links, query } = call;
    const user = userOf(call);
    const window = readWindow(query);
    const rows = store.rooms.listAutoJoin({
      userId: user.id,
      memberId: memberIdOf(caller),
      ...rowsFor(window),
    });
    const items = shownOf(rows, window).map((room) => roomStub(room, links));
    const path = `${userPath(user.id)}/preference/auto-join`;
    return toPage(items, rows.length > items.length, window, path, { links, query });
  }),
];

function listUsers({ store, caller, links, query }: Call): Document {
  const window = readWindow(query);
  const deleted = booleanParameter(query, 'include-deleted', false);
  if (deleted) requireGroupAdmin(caller);
  const rows = store.users.list({
    guests: booleanParameter(query, 'include-guests', false),
    deleted,
    ...rowsFor(window),
  });
  const items = shownOf(rows, window).map((user) => userStub(user, links));
  return toPage(items, rows.length > items.length, window, '/user', { links, query });
}

/** The user in the path, whom the caller may change: the group's owner is changed by nobody else. */
function requireChangeable(call: Call): UserRow {
  const { caller, store } = call;
  requireGroupAdmin(caller);
  const user = userOf(call);
  const isOwner = user.id === store.groups.first()?.owner_id;
  if (isOwner && !(caller.owner === 'user' && caller.user.id === user.id)) {
    throw forbidden("The profile of the group's owner cannot be changed");
  }
  return user;
}

function requireFree(store: Store, fields: UserFields, own?: UserRow): void {
  const byMention = store.users.findByMention(fields.mentionName);
  if (byMention !== undefined && byMention.id !== own?.id) {
    throw badRequest('Another user exists with that mention name.');
  }
  const byEmail = store.users.findByEmail(fields.email ?? '');
  if (byEmail !== undefined && byEmail.id !== own?.id) {
    throw badRequest('Another user exists with that email.');
  }
}

/** The name without spaces, with a number behind it where that is taken. */
function freeMentionName(store: Store, fullName: string): string {
  const base = fullName.replace(/[\s@]+/g, '').slice(0, 40) || 'user';
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? base : `${base}${number}`;
    if (store.users.findByMention(candidate) === undefined) return candidate;
  }
}

function fieldsOf(
  body: v.InferOutput<typeof newUser> | v.InferOutput<typeof wholeUser>,
  mention: string,
  isOwner = false,
): UserFields {
  // A group whose owner is no administrator could not be administered any more.
  const isGroupAdmin = body.is_group_admin || isOwner;
  return {
    name: body.name,
    mentionName: mention,
    email: body.email,
    title: body.title,
    timezone: body.timezone,
    isGroupAdmin,
    roles: body.roles ?? [isOwner ? 'owner' : isGroupAdmin ? 'admin' : 'user'],
  };
}
