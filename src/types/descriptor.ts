/**
 * The descriptor of an add-on: the document at its `links.self`, by which it is installed. Pure types.
 *
 * Its limits are the API's own. `describeAddon` of `hypchat/webhooks` checks them.
 *
 * @see https://developer.atlassian.com/server/hipchat/addon-descriptor/
 */
import type { Target } from './addon.ts';
import type { Scope } from './token.ts';
import type { WebhookEventName } from './webhook.ts';

/** A name as it is shown. */
export interface ShownName {
  /** 1 to 100 characters. */
  readonly value: string;
  /** The key of its translation, 1 to 40 characters. */
  readonly i18n?: string | undefined;
}

/** A picture, also at twice the size. */
export interface Icon {
  readonly url: string;
  readonly 'url@2x'?: string | undefined;
}

/** A picture at both sizes, as a descriptor has to have it. */
export interface DescriptorIcon extends Icon {
  readonly 'url@2x': string;
}

/** When something is shown: one thing that has to hold, or several by `and` or `or`. */
export type Condition =
  | {
      readonly condition:
        | 'room_is_public'
        | 'user_is_admin'
        | 'user_is_guest'
        | 'user_is_room_owner'
        | 'message_matches'
        | 'message_contains_link'
        | 'message_sent_by_current_user'
        | 'card_matches'
        | 'glance_matches';
      readonly invert?: boolean | undefined;
      readonly params?: Readonly<Record<string, unknown>> | undefined;
    }
  | { readonly type: 'and' | 'or'; readonly conditions: readonly Condition[] };

/** Something that a person finds at a message or at the input. */
export interface ExtensionAction {
  readonly name: ShownName;
  /** What it opens. */
  readonly target: Target;
  readonly location: 'hipchat.message.action' | 'hipchat.input.action';
  /** Its place among others; default 100. */
  readonly weight?: number | undefined;
  readonly conditions?: readonly Condition[] | undefined;
}

/** A line in the sidebar of a room. */
export interface ExtensionGlance {
  readonly name: ShownName;
  readonly icon: Icon;
  /** Where its content is asked for: it answers a `GlanceContent`. */
  readonly queryUrl?: string | undefined;
  /** What it opens. */
  readonly target?: Target | undefined;
  /** Its place among others; default 100. */
  readonly weight?: number | undefined;
  readonly conditions?: readonly Condition[] | undefined;
}

/** What is posted to an add-on in each room where it is. */
export interface DescriptorWebhook {
  readonly url: string;
  readonly event: WebhookEventName;
  /** A regular expression that a message has to match. */
  readonly pattern?: string | undefined;
  readonly name?: string | undefined;
  readonly key?: string | undefined;
  /** Default `none`. */
  readonly authentication?: 'none' | 'jwt' | undefined;
}

/** A page of an add-on. `key`s are 1 to 40 letters, digits, `_`, `-` and `.`. */
export interface DescriptorPage {
  readonly key: string;
  readonly url: string;
  /** Whether its address gets a signed request; default `jwt`. */
  readonly authentication?: 'none' | 'jwt' | undefined;
}

/** What an add-on brings. */
export interface AddonCapabilities {
  readonly hipchatApiConsumer?:
    | {
        readonly scopes: readonly Scope[];
        readonly avatar?: string | Icon | undefined;
        /** What its notifications are from, 1 to 64 characters. */
        readonly fromName?: string | undefined;
      }
    | undefined;
  readonly installable?:
    | {
        /** Default `true`. */
        readonly allowGlobal?: boolean | undefined;
        /** Default `true`. */
        readonly allowRoom?: boolean | undefined;
        /** Is posted an `Installable`. */
        readonly callbackUrl?: string | undefined;
        /** Where a person's browser is sent, with an `installable_url`. */
        readonly installedUrl?: string | undefined;
        readonly uninstalledUrl?: string | undefined;
        readonly updateCallbackUrl?: string | undefined;
        readonly updatedUrl?: string | undefined;
      }
    | undefined;
  readonly configurable?:
    | {
        readonly url: string;
        /** Default `jwt`. */
        readonly authentication?: 'none' | 'jwt' | undefined;
        /** Default `false`. */
        readonly allowAccessToRoomAdmins?: boolean | undefined;
      }
    | undefined;
  readonly adminPage?: { readonly url: string } | undefined;
  readonly webhook?: readonly DescriptorWebhook[] | undefined;
  readonly glance?:
    | readonly (ExtensionGlance & { readonly key: string; readonly icon: DescriptorIcon })[]
    | undefined;
  readonly action?: readonly (ExtensionAction & { readonly key: string })[] | undefined;
  readonly webPanel?:
    | readonly (DescriptorPage & {
        readonly name: ShownName;
        readonly location: 'hipchat.sidebar.right';
        readonly icon?: DescriptorIcon | undefined;
        readonly weight?: number | undefined;
        readonly conditions?: readonly Condition[] | undefined;
      })[]
    | undefined;
  readonly dialog?:
    | readonly (DescriptorPage & {
        readonly title: ShownName;
        readonly options?: Readonly<Record<string, unknown>> | undefined;
      })[]
    | undefined;
  readonly externalPage?:
    | readonly {
        readonly key: string;
        readonly url: string;
        readonly name?: ShownName | undefined;
      }[]
    | undefined;
  readonly oauth2Consumer?: { readonly redirectionUrls: readonly string[] } | undefined;
  readonly oauth2Provider?:
    | { readonly authorizationUrl?: string | undefined; readonly tokenUrl?: string | undefined }
    | undefined;
}

/** The descriptor of an add-on. */
export interface AddonDescriptor {
  /** 1 to 100 characters. */
  readonly name: string;
  /** 1 to 40 letters, digits, `_`, `-` and `.`. */
  readonly key: string;
  /** 1 to 300 characters. */
  readonly description: string;
  readonly links: { readonly self: string; readonly homepage?: string | undefined };
  readonly vendor?: { readonly name: string; readonly url: string } | undefined;
  /** `1:1`. */
  readonly apiVersion?: string | undefined;
  readonly capabilities?: AddonCapabilities | undefined;
}
