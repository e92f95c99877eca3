/**
 * What happens in rooms, told to whoever listens.
 *
 * The one who does something says so here, and knows nothing of webhooks; who is told, and how, is
 * decided in `webhooks/Deliveries.ts`.
 */
import type { Call } from './endpoint.ts';
import type { Document } from './json.ts';
import type { Links } from './links.ts';
import { clientStub } from './represent/client.ts';
import { messageItem } from './represent/message.ts';
import { userStub } from './represent/user.ts';
import type { RoomRow } from './store/Rooms.ts';

/** The events that a webhook can be told. */
export const eventNames = [
  'room_archived',
  'room_created',
  'room_deleted',
  'room_enter',
  'room_exit',
  'room_file_upload',
  'room_message',
  'room_notification',
  'room_topic_change',
  'room_unarchived',
] as const;

export type EventName = (typeof eventNames)[number];

/** Something that happened in a room. */
export interface RoomEvent {
  readonly name: EventName;
  readonly room: RoomRow;
  /** What is told beside the room, with these links. Asked for only where somebody listens. */
  readonly fields: (links: Links) => Document;
  /** The text that patterns are applied to; where there is none, patterns are not. */
  readonly text?: string;
}

export interface Events {
  /**
   * Notes an event while the room still is as it was, and gives what tells it.
   *
   * @returns To be called once it has happened; tells it after the answer, never fails.
   */
  prepare(call: Call, event: RoomEvent): () => void;
}

/** Keeps what is told until it is certain that it has happened: until it is written. */
export class LaterEvents implements Events {
  readonly #events: Events;
  readonly #told: (() => void)[] = [];

  constructor(events: Events) {
    this.#events = events;
  }

  prepare(call: Call, event: RoomEvent): () => void {
    const tellIt = this.#events.prepare(call, event);
    return () => {
      this.#told.push(tellIt);
    };
  }

  /** Tells what has been kept. */
  tell(): void {
    for (const tellIt of this.#told.splice(0)) tellIt();
  }
}

/** Tells what has happened. */
export function tell(call: Call, event: RoomEvent): void {
  call.events.prepare(call, event)();
}

/** An event that names who did it and nothing else. */
export function bySender(call: Call, name: EventName, room: RoomRow): RoomEvent {
  return { name, room, fields: (links) => ({ sender: senderStub(call, links) }) };
}

/** A message that was just kept in a room. */
export function tellMessage(call: Call, room: RoomRow, id: string): void {
  const { store } = call;
  const conversation = store.messages.conversationOfRoom(room.id);
  const row = store.messages.find(conversation, id);
  if (row === undefined) return;
  tell(call, {
    name: row.type === 'notification' ? 'room_notification' : 'room_message',
    room,
    text: row.message,
    fields: (links) => {
      const message = messageItem(row, (user) => store.users.find(user), links, 'UTC');
      return { message };
    },
  });
}

/** Who calls: a person's stub, or the add-on. */
export function senderStub({ caller }: Call, links: Links): Document | null {
  if (caller.owner === 'user') return userStub(caller.user, links);
  return 'client' in caller ? clientStub(caller.client, links) : null;
}
