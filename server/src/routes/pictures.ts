/** The pictures of people, rooms and the group: read, set, taken away. How is said in `picture.ts`. */
import { asOfNow } from '../auth.ts';
import { type Answer, actInSteps, type Call, type Endpoint, lead } from '../endpoint.ts';
import { badRequest, forbidden, notFound } from '../errors.ts';
import { leadTo, pictureBody, removePicture, replacePicture } from '../picture.ts';
import { requireGroupAdmin, requireRoomAdmin, roomOf, userOf } from '../rights.ts';
import type { RoomRow } from '../store/Rooms.ts';
import type { UserRow } from '../store/Users.ts';
import { anyToken, groupToken } from './access.ts';
import { groupOf } from './group.ts';

const avatar = pictureBody('avatar');
const photo = pictureBody('photo');
const photographer = groupToken('admin_group', 'admin_room');

export const pictureEndpoints: readonly Endpoint[] = [
  lead('/room/:room/avatar', anyToken('view_room', 'view_group'), (call) => {
    const room = roomOf(call);
    return leadTo(call, room.avatar_key, room.avatar_url, `room ${room.name}`);
  }),
  actInSteps('PUT', '/room/:room/avatar', groupToken('admin_room'), avatar, async (call, body) => {
    const room = administered(call);
    return replacePicture(call, 'avatar', body.avatar, {
      current: () => administered(asOfNow(call)).avatar_key,
      put: (key) => call.store.rooms.setAvatar(room.id, key),
    });
  }),
  actInSteps('DELETE', '/room/:room/avatar', groupToken('admin_room'), undefined, async (call) => {
    const room = administered(call);
    return removePicture(call, {
      current: () => administered(asOfNow(call)).avatar_key,
      clear: () => call.store.rooms.setAvatar(room.id, null),
    });
  }),

  lead('/group/:group/avatar', groupToken('view_group'), (call) => {
    const group = groupOf(call);
    return leadTo(call, group.avatar_key, group.avatar_url, `group ${group.name}`);
  }),
  actInSteps(
    'PUT',
    '/group/:group/avatar',
    groupToken('admin_group'),
    avatar,
    async (call, body) => {
      requireGroupAdmin(call.caller);
      groupOf(call);
      return replacePicture(call, 'avatar', body.avatar, {
        current: () => {
          requireGroupAdmin(asOfNow(call).caller);
          return groupOf(call).avatar_key;
        },
        put: (key) => call.store.groups.setAvatar(key),
      });
    },
  ),
  actInSteps(
    'DELETE',
    '/group/:group/avatar',
    groupToken('admin_group'),
    undefined,
    async (call) => {
      requireGroupAdmin(call.caller);
      return removePicture(call, {
        current: () => {
          requireGroupAdmin(asOfNow(call).caller);
          return groupOf(call).avatar_key;
        },
        clear: () => call.store.groups.setAvatar(null),
      });
    },
  ),

  lead('/user/:user/photo/:size', groupToken('view_group'), (call) => {
    const { size = '' } = call.params;
    if (size !== 'small' && size !== 'big') throw badRequest('A photo is either small or big');
    const user = userOf(call);
    return leadTo(call, user.photo_key, user.photo_url, `user ${user.name}`);
  }),
  actInSteps('PUT', '/user/:user/photo', photographer, photo, changePhoto),
  actInSteps('DELETE', '/user/:user/photo', photographer, undefined, async (call) => {
    const user = changeable(call);
    return removePicture(call, {
      current: () => changeable(asOfNow(call)).photo_key,
      clear: () => call.store.users.setPhoto(user.id, null),
    });
  }),
];

async function changePhoto(call: Call, body: { photo: string }): Promise<Answer> {
  const user = changeable(call);
  return replacePicture(call, 'photo', body.photo, {
    current: () => changeable(asOfNow(call)).photo_key,
    put: (key) => call.store.users.setPhoto(user.id, key),
  });
}

function administered(call: Call): RoomRow {
  const room = roomOf(call);
  requireRoomAdmin(call, room);
  return room;
}

/** The user whose photo it is: one's own, or anybody's but the owner's for administrators. */
function changeable(call: Call): UserRow {
  const { caller, store } = call;
  const user = userOf(call);
  if (user.is_deleted === 1) throw notFound('User', call.params.user ?? '');
  if (caller.owner === 'user' && caller.user.id === user.id) return user;
  requireGroupAdmin(caller);
  if (user.id === store.groups.first()?.owner_id) {
    throw forbidden("The profile of the group's owner cannot be changed");
  }
  return user;
}
