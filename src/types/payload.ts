/**
 * Payloads: what a webhook is posted. They have no address; the resources in them do.
 *
 * @see https://developer.atlassian.com/server/hipchat/webhooks/
 */
import type { ResourceChain } from './chain.ts';
import type { KindFor } from './keepInStep.ts';
import { field, ref } from './members.ts';
import type { FromChain, MessageFile, MessageForms } from './message.ts';
import type { Forms, Representation, Stub } from './representation.ts';
import type { RoomForms } from './room.ts';
import type { UserStub } from './user.ts';
import type { WebhookEventName } from './webhook.ts';

/** A resource in a payload. */
type Held<R extends Representation, F extends Forms> = R extends 'chain' ? F['chain'] : F['stub'];

/** What happened. */
export interface PayloadItemIn<R extends Representation> {
  /** The room that it happened in. */
  readonly room: Held<R, RoomForms>;
  /** What was said: of `room_message` and `room_notification`. */
  readonly message: R extends 'chain' ? MessageForms['chain'] : MessageForms['stub'] | undefined;
  /** Who did it, where it is no message; a label where it was no user. */
  readonly sender: R extends 'chain' ? FromChain : UserStub | string | undefined;
  /** The new topic: of `room_topic_change`. */
  readonly topic: Stub<R, string | undefined>;
  /** The file: of `room_file_upload`. */
  readonly file: Stub<R, MessageFile | undefined>;
}

/** What a webhook is posted. */
export interface PayloadIn<R extends Representation> {
  readonly event: Stub<R, WebhookEventName>;
  readonly webhook_id: Stub<R, number>;
  /** Of the add-on that made the webhook. */
  readonly oauth_client_id: Stub<R, string | undefined>;
  readonly item: R extends 'chain' ? PayloadItemChain : PayloadItem;
}

/** What happened, as a payload has it. */
export interface PayloadItem extends PayloadItemIn<'stub'> {}
/** What happened, as a chain. */
export interface PayloadItemChain
  extends PayloadItemIn<'chain'>,
    ResourceChain<'payloadItem', PayloadItem> {}
/** What a webhook is posted. */
export interface WebhookPayload extends PayloadIn<'stub'> {}

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
