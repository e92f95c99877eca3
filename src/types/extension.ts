/**
 * What an add-on puts into the clients' windows, and its webhooks, each known by its key. Only the add-on's own token
 * reaches them.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/create_action
 */
import {
  extensionActionActions,
  extensionGlanceActions,
  extensionWebhookActions,
} from '../actions/extension.ts';
import type { GlanceContent, Target } from './addon.ts';
import type { Action, ResourceChain } from './chain.ts';
import type { Condition, ExtensionAction, ExtensionGlance, Icon, ShownName } from './descriptor.ts';
import type { KindFor } from './keepInStep.ts';
import { field } from './members.ts';
import type { Representation, Whole } from './representation.ts';
import type { CreatedWebhook, NewWebhook, Webhook, WebhookIn } from './webhook.ts';
import { webhook } from './webhook.ts';

/** An action at a message or at the input. */
export interface ExtensionActionIn<R extends Representation> {
  /** By which it is known: 1 to 40 letters, digits, `_`, `-` and `.`. */
  readonly key: Whole<R, string>;
  /** What stands in the menu. */
  readonly name: Whole<R, ShownName>;
  /** What it opens. */
  readonly target: Whole<R, Target>;
  /** In which menu it stands: a message's, or that of the input. */
  readonly location: Whole<R, ExtensionAction['location']>;
  /** Its place among others: smaller ones come first. */
  readonly weight: Whole<R, number | undefined>;
  /** When it is shown: all of these have to hold. Always, where there are none. */
  readonly conditions: Whole<R, readonly Condition[] | undefined>;
  /** The addresses that the server gave along, by relation; `self` is its own. */
  readonly links: Whole<R, { readonly self: string }>;
  /** Makes it, or makes it another, whole. */
  put(action: ExtensionAction): Action<undefined>;
  /** Takes it away. */
  delete(): Action<undefined>;
}

/** A whole action. */
export interface ExtensionActionShown extends ExtensionActionIn<'whole'> {}
/** An action that nobody fetched yet. */
export interface ExtensionActionChain
  extends ExtensionActionIn<'chain'>,
    ResourceChain<'extensionAction', ExtensionActionShown> {}

/** A line in the sidebar of a room. */
export interface ExtensionGlanceIn<R extends Representation> {
  /** By which it is known: 1 to 40 letters, digits, `_`, `-` and `.`. */
  readonly key: Whole<R, string>;
  /** What it is called. */
  readonly name: Whole<R, ShownName>;
  /** The picture beside what it shows. */
  readonly icon: Whole<R, Icon>;
  /** Where the server asks for what it shows. */
  readonly queryUrl: Whole<R, string | undefined>;
  /** What it opens. */
  readonly target: Whole<R, Target | undefined>;
  /** Its place among others: smaller ones come first. */
  readonly weight: Whole<R, number | undefined>;
  /** When it is shown: all of these have to hold. Always, where there are none. */
  readonly conditions: Whole<R, readonly Condition[] | undefined>;
  /** What it shows, once that was said. */
  readonly content: Whole<R, GlanceContent | undefined>;
  /** The addresses that the server gave along, by relation; `self` is its own. */
  readonly links: Whole<R, { readonly self: string }>;
  /** Makes it, or makes it another, whole. */
  put(glance: ExtensionGlance): Action<undefined>;
  /** Takes it away. */
  delete(): Action<undefined>;
}

/** A whole glance. */
export interface ExtensionGlanceShown extends ExtensionGlanceIn<'whole'> {}
/** A glance that nobody fetched yet. */
export interface ExtensionGlanceChain
  extends ExtensionGlanceIn<'chain'>,
    ResourceChain<'extensionGlance', ExtensionGlanceShown> {}

/** A webhook of a room, by the key that an add-on gave it. */
export interface ExtensionWebhookIn<R extends Representation> extends WebhookIn<R> {
  /** Makes it, or makes it another, whole. */
  put(webhook: Omit<NewWebhook, 'key'>): CreatedWebhook;
}

/** A webhook that nobody fetched yet. */
export interface ExtensionWebhookChain
  extends ExtensionWebhookIn<'chain'>,
    ResourceChain<'extensionWebhook', Webhook> {}

/** What the planner knows of actions. */
export const extensionAction: KindFor<
  ExtensionActionIn<'chain'>,
  ExtensionActionIn<'stub'>,
  ExtensionActionIn<'ref'>
> = {
  address: 'extension/action/{id}',
  members: {
    key: field('string', 'whole'),
    name: field('json', 'whole'),
    target: field('json', 'whole'),
    location: field('string', 'whole'),
    weight: field('number', 'whole'),
    conditions: field('json', 'whole'),
    links: field('json', 'whole'),
    ...extensionActionActions,
  },
};

/** What the planner knows of glances. */
export const extensionGlance: KindFor<
  ExtensionGlanceIn<'chain'>,
  ExtensionGlanceIn<'stub'>,
  ExtensionGlanceIn<'ref'>
> = {
  address: 'extension/glance/{id}',
  members: {
    key: field('string', 'whole'),
    name: field('json', 'whole'),
    icon: field('json', 'whole'),
    queryUrl: field('string', 'whole'),
    target: field('json', 'whole'),
    weight: field('number', 'whole'),
    conditions: field('json', 'whole'),
    content: field('json', 'whole'),
    links: field('json', 'whole'),
    ...extensionGlanceActions,
  },
};

/** What the planner knows of webhooks by their keys. */
export const extensionWebhook: KindFor<
  ExtensionWebhookIn<'chain'>,
  ExtensionWebhookIn<'stub'>,
  ExtensionWebhookIn<'ref'>
> = {
  members: { ...webhook.members, ...extensionWebhookActions },
};
