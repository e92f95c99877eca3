/**
 * Payloads: what a webhook is posted. They have no address; the resources in them do.
 *
 * @see https://developer.atlassian.com/server/hipchat/webhooks/
 */
import type { ResourceChain } from './chain.ts';
import type { KindFor } from './keepInStep.ts';
import { field, ref } from './members.ts';
import type { FromChain, Message, MessageFile, MessageForms } from './message.ts';
import type { Forms, Representation, Stub } from './representation.ts';
import type { RoomForms, RoomStub } from './room.ts';
import type { UserStub } from './user.ts';
import type { WebhookEventName } from './webhook.ts';

/** A resource in a payload. */
type Held<R extends Representation, F extends Forms> = R extends 'chain' | 'ref'
  ? F['chain']
  : F['stub'];

/** What happened. */
export interface PayloadItemIn<R extends Representation> {
  /** The room that it happened in. */
  readonly room: Held<R, RoomForms>;
  /** What was said: of `room_message` and `room_notification`. */
  readonly message: R extends 'chain' | 'ref'
    ? MessageForms['chain']
    : MessageForms['stub'] | undefined;
  /** Who did it, where it is no message; a label where it was no user. */
  readonly sender: R extends 'chain' | 'ref' ? FromChain : UserStub | string | undefined;
  /** The new topic: of `room_topic_change`. */
  readonly topic: Stub<R, string | undefined>;
  /** The file: of `room_file_upload`. */
  readonly file: Stub<R, MessageFile | undefined>;
}

/** What a webhook is posted. */
export interface PayloadIn<R extends Representation> {
  /** What happened. */
  readonly event: Stub<R, WebhookEventName>;
  /** The number of the webhook that posts it. */
  readonly webhook_id: Stub<R, number>;
  /** Of the add-on that made the webhook. */
  readonly oauth_client_id: Stub<R, string | undefined>;
  /** What it happened to; which names are there, the event says. */
  readonly item: R extends 'chain' | 'ref' ? PayloadItemChain : PayloadItem;
}

/** What happened, as a chain. */
export interface PayloadItemChain
  extends PayloadItemIn<'chain'>,
    ResourceChain<'payloadItem', PayloadItem> {}
/** What happened, as a payload has it: which of it is there depends on the event. */
export interface PayloadItem extends PayloadItemIn<'stub'> {}

/** Something was said, by a person or an add-on. */
export interface MessageItem {
  /** Where it was said. */
  readonly room: RoomStub;
  /** What was said. */
  readonly message: Message;
  /** Not there: who said it is in the message. */
  readonly sender?: undefined;
  /** Not there with this event. */
  readonly topic?: undefined;
  /** Not there with this event. */
  readonly file?: undefined;
}
/** Somebody did something to the room, or came or went. */
export interface SenderItem {
  /** Where it happened. */
  readonly room: RoomStub;
  /** Who did it; a label where it was no user. */
  readonly sender: UserStub | string;
  /** Not there with this event. */
  readonly message?: undefined;
  /** Not there with this event. */
  readonly topic?: undefined;
  /** Not there with this event. */
  readonly file?: undefined;
}
/** Somebody changed the topic. */
export interface TopicItem extends Omit<SenderItem, 'topic'> {
  /** The new topic. */
  readonly topic: string;
}
/** Somebody shared a file. */
export interface FileItem extends Omit<SenderItem, 'file'> {
  /** What was shared. */
  readonly file: MessageFile;
}

/** What a webhook is posted of one event. */
export interface PayloadOf<Event extends WebhookEventName, Item> {
  /** What happened. */
  readonly event: Event;
  /** The number of the webhook that posts it. */
  readonly webhook_id: number;
  /** Of the add-on that made the webhook. */
  readonly oauth_client_id: string | undefined;
  /** What it happened to. */
  readonly item: Item;
}

/** Somebody said something. */
export interface RoomMessagePayload extends PayloadOf<'room_message', MessageItem> {}
/** A notification was sent. */
export interface RoomNotificationPayload extends PayloadOf<'room_notification', MessageItem> {}
/** The topic was changed. */
export interface RoomTopicChangePayload extends PayloadOf<'room_topic_change', TopicItem> {}
/** A file was shared. */
export interface RoomFileUploadPayload extends PayloadOf<'room_file_upload', FileItem> {}
/** Somebody came or went. */
export interface RoomPresencePayload extends PayloadOf<'room_enter' | 'room_exit', SenderItem> {}
/** A room was made, archived, taken from the archive, or deleted. */
export interface RoomChangePayload
  extends PayloadOf<
    'room_created' | 'room_archived' | 'room_unarchived' | 'room_deleted',
    SenderItem
  > {}

/** What a webhook is posted: by its `event`, the compiler knows what its `item` holds. */
export type WebhookPayload =
  | RoomMessagePayload
  | RoomNotificationPayload
  | RoomTopicChangePayload
  | RoomFileUploadPayload
  | RoomPresencePayload
  | RoomChangePayload;

/** What the planner knows of payloads. */
export const payload: KindFor<PayloadIn<'chain'>, PayloadIn<'stub'>, PayloadIn<'ref'>> = {
  members: {
    event: field('string', 'stub'),
    webhook_id: field('number', 'stub'),
    oauth_client_id: field('string', 'stub'),
    item: ref('payloadItem', 'stub'),
  },
};

/** What the planner knows of what happened. */
export const payloadItem: KindFor<
  PayloadItemIn<'chain'>,
  PayloadItemIn<'stub'>,
  PayloadItemIn<'ref'>
> = {
  members: {
    room: ref('room', 'stub'),
    message: ref('message', 'stub'),
    sender: ref('user', 'stub'),
    topic: field('string', 'stub'),
    file: field('json', 'stub'),
  },
};
