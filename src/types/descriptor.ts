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
  /** Where the picture is. */
  readonly url: string;
  /** The same with twice as many points each way, for dense screens. */
  readonly 'url@2x'?: string | undefined;
}

/** A picture at both sizes, as a descriptor has to have it. */
export interface DescriptorIcon extends Icon {
  /** The same with twice as many points each way, which a descriptor has to give. */
  readonly 'url@2x': string;
}

/** When something is shown: one thing that has to hold, or several by `and` or `or`. */
export type Condition =
  | {
      /** What has to hold. */
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
      /** Whether it has to hold that it does not; default `false`. */
      readonly invert?: boolean | undefined;
      /** What it is compared with, as the condition wants it. */
      readonly params?: Readonly<Record<string, unknown>> | undefined;
    }
  | { readonly type: 'and' | 'or'; readonly conditions: readonly Condition[] };

/** Something that a person finds at a message or at the input. */
export interface ExtensionAction {
  /** What stands in the menu. */
  readonly name: ShownName;
  /** What it opens. */
  readonly target: Target;
  /** In which menu it stands: a message's, or that of the input. */
  readonly location: 'hipchat.message.action' | 'hipchat.input.action';
  /** Its place among others; default 100. */
  readonly weight?: number | undefined;
  /** When it is shown: all of these have to hold. Always, where there are none. */
  readonly conditions?: readonly Condition[] | undefined;
}

/** A line in the sidebar of a room. */
export interface ExtensionGlance {
  /** What it is called. */
  readonly name: ShownName;
  /** The picture beside what it shows. */
  readonly icon: Icon;
  /** Where its content is asked for: it answers a `GlanceContent`. */
  readonly queryUrl?: string | undefined;
  /** What it opens. */
  readonly target?: Target | undefined;
  /** Its place among others; default 100. */
  readonly weight?: number | undefined;
  /** When it is shown: all of these have to hold. Always, where there are none. */
  readonly conditions?: readonly Condition[] | undefined;
}

/** What is posted to an add-on in each room where it is. */
export interface DescriptorWebhook {
  /** Where to post. */
  readonly url: string;
  /** What to post. */
  readonly event: WebhookEventName;
  /** A regular expression that a message has to match. */
  readonly pattern?: string | undefined;
  /** What the webhook is called. */
  readonly name?: string | undefined;
  /** By which it can be replaced and taken away. */
  readonly key?: string | undefined;
  /** Default `none`. */
  readonly authentication?: 'none' | 'jwt' | undefined;
}

/** A page of an add-on. `key`s are 1 to 40 letters, digits, `_`, `-` and `.`. */
export interface DescriptorPage {
  /** By which targets name it: 1 to 40 letters, digits, `_`, `-` and `.`. */
  readonly key: string;
  /** The page, which is shown in a frame. */
  readonly url: string;
  /** Whether its address gets a signed request; default `jwt`. */
  readonly authentication?: 'none' | 'jwt' | undefined;
}

/** What an add-on brings. */
export interface AddonCapabilities {
  /** That it calls the API, and with which scopes. */
  readonly hipchatApiConsumer?:
    | {
        /** What its tokens may do. */
        readonly scopes: readonly Scope[];
        /** The picture of its notifications. */
        readonly avatar?: string | Icon | undefined;
        /** What its notifications are from, 1 to 64 characters. */
        readonly fromName?: string | undefined;
      }
    | undefined;
  /** That it can be installed, where, and who is told. */
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
        /** Where a person's browser is sent once it was taken away. */
        readonly uninstalledUrl?: string | undefined;
        /** Is posted an `Installable` when it was updated. */
        readonly updateCallbackUrl?: string | undefined;
        /** Where a person's browser is sent once it was updated. */
        readonly updatedUrl?: string | undefined;
      }
    | undefined;
  /** That it has a page on which it is set up. */
  readonly configurable?:
    | {
        /** Where the page is. */
        readonly url: string;
        /** Default `jwt`. */
        readonly authentication?: 'none' | 'jwt' | undefined;
        /** Default `false`. */
        readonly allowAccessToRoomAdmins?: boolean | undefined;
      }
    | undefined;
  /** A page for administrators of the group. */
  readonly adminPage?: { readonly url: string } | undefined;
  /** What it is posted. */
  readonly webhook?: readonly DescriptorWebhook[] | undefined;
  /** What it shows beside a room. */
  readonly glance?:
    | readonly (ExtensionGlance & { readonly key: string; readonly icon: DescriptorIcon })[]
    | undefined;
  /** What it puts into menus. */
  readonly action?: readonly (ExtensionAction & { readonly key: string })[] | undefined;
  /** Pages in the side bar. */
  readonly webPanel?:
    | readonly (DescriptorPage & {
        /** What it is called. */
        readonly name: ShownName;
        /** Where it stands: the side bar on the right is the only place. */
        readonly location: 'hipchat.sidebar.right';
        /** The picture beside its name. */
        readonly icon?: DescriptorIcon | undefined;
        /** Its place among others: smaller ones come first. */
        readonly weight?: number | undefined;
        /** When it is shown: all of these have to hold. Always, where there are none. */
        readonly conditions?: readonly Condition[] | undefined;
      })[]
    | undefined;
  /** Pages in a window of their own. */
  readonly dialog?:
    | readonly (DescriptorPage & {
        /** The heading of the window. */
        readonly title: ShownName;
        /** The window's size, buttons and filter, as the API's schema says. */
        readonly options?: Readonly<Record<string, unknown>> | undefined;
      })[]
    | undefined;
  /** Pages that open in the browser. */
  readonly externalPage?:
    | readonly {
        /** By which targets name it. */
        readonly key: string;
        /** Where the page is. */
        readonly url: string;
        /** What it is called. */
        readonly name?: ShownName | undefined;
      }[]
    | undefined;
  /** That people are sent back to it with a code: to which addresses. */
  readonly oauth2Consumer?: { readonly redirectionUrls: readonly string[] } | undefined;
  /** That it has an OAuth server of its own, and where. */
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
  /** Where the descriptor itself is, and a page about the add-on. */
  readonly links: { readonly self: string; readonly homepage?: string | undefined };
  /** Who makes it. */
  readonly vendor?: { readonly name: string; readonly url: string } | undefined;
  /** `1:1`. */
  readonly apiVersion?: string | undefined;
  /** What it brings. */
  readonly capabilities?: AddonCapabilities | undefined;
}
