/**
 * Sends: keeps a message in its conversation, and counts it where it counts.
 *
 * Which messages there are and what their bodies look like is said in `routes/`; how they are
 * shown, in `represent/message.ts`.
 */
import { randomUUID } from 'node:crypto';
import type { Call } from './endpoint.ts';
import type { NewMessage } from './store/Messages.ts';
import type { RoomRow } from './store/Rooms.ts';
import type { Store } from './store/Store.ts';

/** What a message is, without what sending gives it. */
export type Draft = Omit<NewMessage, 'id' | 'conversationId' | 'sentAt' | 'senderId'>;

/** What is known of a message that was sent. */
export interface Sent {
  readonly id: string;
  /** Microseconds since 1970. */
  readonly sentAt: number;
}

/** Sends to a room. */
export function sendToRoom(call: Call, room: RoomRow, draft: Draft): Sent {
  const { store } = call;
  return store.transaction(() => {
    const sent = keep(call, store.messages.conversationOfRoom(room.id), draft);
    store.rooms.countMessage(room.id, seconds(sent));
    return sent;
  });
}

/** Sends to a person, in private. */
export function sendToPerson(call: Call, from: number, to: number, draft: Draft): Sent {
  const { store } = call;
  return store.transaction(() => keep(call, store.messages.openConversation(from, to), draft));
}

/** Records in the room's history that its topic changed. */
export function recordTopic(call: Call, room: RoomRow, topic: string): void {
  keep(call, call.store.messages.conversationOfRoom(room.id), { type: 'topic', message: topic });
}

/** The same of the access that guests have. */
export function recordGuestAccess(call: Call, room: RoomRow, isOn: boolean): void {
  const message = `Guest access was turned ${isOn ? 'on' : 'off'}`;
  const conversation = call.store.messages.conversationOfRoom(room.id);
  keep(call, conversation, { type: 'guest_access', message });
}

/** The ids of those whom a text mentions by `@name`, each once. */
export function mentionsIn(text: string, store: Store): number[] {
  const ids = new Set<number>();
  // Like HipChat's own messages, a text names only so many.
  const names = [...text.matchAll(/(?<![^\s(,;:!?])@([^\s@]{1,60})/g)].slice(0, 100);
  for (const [, name = ''] of names) {
    const user = store.users.findByMention(name) ?? store.users.findByMention(bare(name));
    if (user !== undefined) ids.add(user.id);
  }
  return [...ids];
}

/** `ann` for `ann,` and `ann).`: punctuation that ends a sentence ends a name. */
const bare = (name: string): string => /^[\p{L}\p{N}_.-]*[\p{L}\p{N}_]/u.exec(name)?.[0] ?? '';

function keep(call: Call, conversationId: number, draft: Draft): Sent {
  const { store, caller, clock } = call;
  // A clock that went back, or another server's that goes ahead, must not put what is said now
  // before what was said: history is in the order of its moments.
  const after = store.messages.newestMoment(conversationId) + 1;
  const sent = { id: randomUUID(), sentAt: Math.max(clock.micros(), after) };
  const person = caller.owner === 'user' ? caller.user : undefined;
  const addon = 'client' in caller ? caller.client.name : null;
  store.messages.add({
    senderName: addon,
    ...draft,
    ...sent,
    conversationId,
    senderId: person?.id ?? null,
  });
  if (person !== undefined) store.users.setLastActive(person.id, seconds(sent));
  return sent;
}

const seconds = (sent: Sent): number => Math.floor(sent.sentAt / 1_000_000);
