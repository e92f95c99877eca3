/** Who may open which file: asked when one is read by id, and again when a link to it is followed. */
import { type Caller, callerOfToken } from '../auth.ts';
import type { Clock } from '../clock.ts';
import { sees } from '../rights.ts';
import type { FileRow } from '../store/Files.ts';
import type { Store } from '../store/Store.ts';
import { makerOf, mayBeTold } from '../webhooks/standing.ts';

/** Whether the caller sees the conversation in which the file was shared, or what the picture is of. */
export function seesFile(store: Store, caller: Caller, file: FileRow): boolean {
  if (caller.owner === 'nobody' || caller.owner === 'unknown') return false;
  if (file.conversation_id === null) return seesPicture(store, caller, file);
  const place = store.messages.place(file.conversation_id);
  if (place === undefined) return false;
  if (place.room_id === null) {
    if (caller.owner !== 'user') return false;
    return [place.low_user_id, place.high_user_id].includes(caller.user.id);
  }
  return seesRoom(store, caller, place.room_id);
}

/** People and the group are seen by everybody in it; a private room is not, nor is its avatar. */
function seesPicture(store: Store, caller: Caller, file: FileRow): boolean {
  const room = store.rooms.findByAvatar(file.key);
  return room === undefined || seesRoom(store, caller, room.id);
}

function seesRoom(store: Store, caller: Caller, roomId: number): boolean {
  const room = store.rooms.find(roomId);
  return room !== undefined && sees(store, caller, room);
}

/** Whether the one for whom a link was made may open the file now. */
export function mayFollow(store: Store, clock: Clock, viewer: string, file: FileRow): boolean {
  const [, kind, id] = /^([tw])(\d{1,15})$/.exec(viewer) ?? [];
  if (kind === 't') {
    return seesFile(store, callerOfToken(store.tokens.findById(Number(id)), store, clock), file);
  }
  const webhook = kind === 'w' ? store.webhooks.findById(Number(id)) : undefined;
  if (webhook === undefined || !mayBeTold(store, webhook)) return false;
  const maker = makerOf(store, webhook);
  return maker !== undefined && seesFile(store, maker, file);
}
