/**
 * Webhooks: what is called when something happens in a room.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/get_all_webhooks
 */
import type { Temporal } from 'temporal-polyfill';
import { webhookActions, type webhookFields } from '../actions/webhook.ts';
import type { AddonStub } from './addon.ts';
import type { Action, Chain, ResourceChain } from './chain.ts';
import type { Expand, Expanded, ExpandPath, PathIn } from './expansion.ts';
import type { RowPages } from './inner.ts';
import type { KindFor } from './keepInStep.ts';
import { field, link, ref } from './members.ts';
import type { NoFieldOfTheApi } from './noFieldOfTheApi.ts';
import { type CallablePages, expandOption, type PageOptions } from './page.ts';
import type { Forms, Ref, Representation, Stub, Whole, WholeRef } from './representation.ts';
import type { RoomForms } from './room.ts';
import type { Row } from './sequence.ts';
import type { MaybeUserChain, UserForms, UserRow, UserStub } from './user.ts';

/** What a webhook can listen for. */
export type WebhookEventName = (typeof webhookFields)['event']['oneOf'][number];

/** Who made a webhook: a user, an add-on, or nobody that is known. */
export type Creator<R extends Representation> = R extends 'whole'
  ? UserStub | AddonStub | null
  : R extends 'row'
    ? UserRow | AddonStub | null
    : CreatorChain;

/** Who made a webhook that nobody fetched yet. A step that only users have is an error where an add-on did. */
export interface CreatorChain
  extends Omit<MaybeUserChain, keyof ResourceChain<'user', unknown> | 'id'>,
    ResourceChain<'user' | 'addon', UserStub | AddonStub | null> {
  /** The number of a user, or the OAuth id of an add-on. */
  readonly id: Chain<number | string | null>;
}

/** A webhook. */
export interface WebhookIn<R extends Representation> {
  /** The server's number for it. */
  readonly id: Ref<R, number>;
  /** The addresses that the server gave along, by relation; `self` is its own. */
  readonly links: Ref<R, { readonly self: string }>;
  /** What it is called. */
  readonly name: Stub<R, string>;
  /** What an add-on knows it by. */
  readonly key: Stub<R, string>;
  /** What it is posted for. */
  readonly event: Stub<R, WebhookEventName>;
  /** The regular expression that a message has to match. */
  readonly pattern: Stub<R, string | null>;
  /** Where it is posted. */
  readonly url: Stub<R, string>;
  /** How deliveries are signed: `none` or `jwt`. */
  readonly authentication: Stub<R, string>;
  /** When it was made. */
  readonly created: Whole<R, Temporal.Instant>;
  /** The room that it listens in. */
  readonly room: WholeRef<R, RoomForms>;
  /** Who made it: a user, or an add-on. */
  readonly creator: Creator<R>;
  /** The whole webhook, callable with what is to be expanded in it. */
  readonly self: WebhookSelf;
  /** Deletes the webhook. */
  delete(): Action<undefined>;
}

/** What creating a webhook gives. */
export interface WebhookRef extends WebhookIn<'ref'> {}
/** A webhook, as its room lists it. */
export interface WebhookStub extends WebhookIn<'stub'> {}
/** A whole webhook. */
export interface Webhook extends WebhookIn<'whole'> {}
/** A webhook as a lambda reads it. */
export interface WebhookRow
  extends WebhookIn<'row'>,
    Row<WebhookStub, WebhookChain<WebhookStub | undefined>> {}
/** A webhook that nobody fetched yet. */
export interface WebhookChain<T = WebhookStub>
  extends WebhookIn<'chain'>,
    ResourceChain<'webhook', T> {}
/** The whole webhook. */
export interface WebhookSelf extends WebhookChain<Webhook>, NoFieldOfTheApi {
  (options?: { readonly expand?: undefined }): WebhookChain<Webhook>;
  <const E extends Expand<ExpandPath<WebhookForms>>>(options: {
    readonly expand: E;
  }): WebhookChain<Expanded<WebhookForms, PathIn<E>>>;
}
/** A webhook that may turn out to be `null`. */
export interface MaybeWebhookChain
  extends WebhookIn<'maybe'>,
    ResourceChain<'webhook', WebhookStub | null> {}
/** A webhook that is being created: awaited, it is its id and links; a chain goes on from it. */
export interface CreatedWebhook extends Action<WebhookRef>, WebhookIn<'chain'> {}

/** The forms in which webhooks are met. */
export interface WebhookForms extends Forms {
  readonly kind: 'webhook';
  readonly stub: WebhookStub;
  readonly row: WebhookRow;
  readonly chain: WebhookChain;
  readonly maybe: MaybeWebhookChain;
  readonly found: WebhookChain<WebhookStub | undefined>;
  readonly whole: Webhook;
  readonly walk: WebhookIn<'chain'>;
  readonly refs: { readonly room: RoomForms; readonly creator: UserForms };
}

/** What a new webhook is like. */
export interface NewWebhook {
  /** Where it is to be posted. */
  readonly url: string;
  /** What it is posted for. */
  readonly event: WebhookEventName;
  /** A regular expression that a message has to match. */
  readonly pattern?: string | undefined;
  /** What it is called. */
  readonly name?: string | undefined;
  /** What an add-on knows it by. */
  readonly key?: string | undefined;
  /** How deliveries are signed; default `none`. */
  readonly authentication?: 'none' | 'jwt' | undefined;
}

/** What can be done to the webhooks of a room. */
export interface WebhookActions {
  /**
   * Creates a webhook.
   *
   * @see https://www.hipchat.com/docs/apiv2/method/create_webhook
   */
  create(webhook: NewWebhook): CreatedWebhook;
}

/** The webhooks of a room. */
export interface Webhooks extends CallablePages<WebhookForms, PageOptions>, WebhookActions {}

/** The webhooks of a room, as a lambda meets them. */
export interface RowWebhooks extends RowPages<WebhookForms, PageOptions>, WebhookActions {}

/** What the planner knows of webhooks. */
export const webhook: KindFor<WebhookIn<'chain'>, WebhookIn<'stub'>, WebhookIn<'ref'>> = {
  members: {
    id: field('number', 'ref'),
    links: field('json', 'ref'),
    name: field('string', 'stub'),
    key: field('string', 'stub'),
    event: field('string', 'stub'),
    pattern: field('string', 'stub'),
    url: field('string', 'stub'),
    authentication: field('string', 'stub'),
    created: field('instant', 'whole'),
    room: ref('room', 'whole'),
    creator: ref('user|addon', 'whole'),
    self: link('webhook', { rel: 'self', path: '', options: expandOption }),
    ...webhookActions,
  },
};
