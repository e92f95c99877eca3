/**
 * Add-ons: what one is told when it is installed, links to it, and what its glances show.
 *
 * @see https://developer.atlassian.com/server/hipchat/addon-descriptor/
 */
import { addonLinkActions } from '../actions/addon.ts';
import type { Action, ResourceChain } from './chain.ts';
import type { Icon } from './descriptor.ts';
import type { KindFor } from './keepInStep.ts';
import { field, lookup, ref } from './members.ts';
import type { Ref, Representation, Stub, Whole } from './representation.ts';
import type { MaybeRoomChain, RoomStub } from './room.ts';

/** An add-on that is installed; or whatever else a token belongs to that is no user. */
export interface AddonIn<R extends Representation> {
  /** Its OAuth id. */
  readonly id: Stub<R, string>;
  /** What its descriptor calls it. */
  readonly key: Stub<R, string | undefined>;
  /** What it is called, for people. */
  readonly name: Stub<R, string>;
  /** The addresses that the server gave along, by relation; `self` is its own. */
  readonly links: Stub<R, { readonly self: string }>;
  /** As a token names it: what its tokens may be allowed. */
  readonly allowed_scopes: Stub<R, readonly string[] | undefined>;
  /** As a token names it: the only room that its tokens are good for, or `null` where that is the whole group. */
  readonly room: R extends 'whole' | 'stub' ? RoomStub | null | undefined : MaybeRoomChain;
  /** Its id for OAuth, where the caller may see it. */
  readonly oauth_client_id: Stub<R, string | undefined>;
  /**
   * What the add-on has to know of its installation. It can be read once, with no token but that of the address.
   *
   * @param token - The last part of the `installable_url` with which a person is sent to the add-on.
   */
  installableByToken(token: string): InstallableChain;
}

/** An add-on that is installed. */
export interface Addon extends AddonIn<'whole'> {}
/** An add-on, as a token names it. */
export interface AddonStub extends AddonIn<'stub'> {}
/** An add-on that nobody fetched yet. */
export interface AddonChain<T = Addon> extends AddonIn<'chain'>, ResourceChain<'addon', T> {}

/** What an add-on has to know of its installation. */
export interface InstallableIn<R extends Representation> {
  /** Where the API says of itself what it can do. */
  readonly capabilitiesUrl: Whole<R, string>;
  /** The id by which the add-on asks for its tokens. */
  readonly oauthId: Whole<R, string>;
  /** What it gets its tokens with, and what signs its webhooks. */
  readonly oauthSecret: Whole<R, string>;
  /** The group in which it is installed. */
  readonly groupId: Whole<R, number>;
  /** The room in which it was installed; absent where that was the whole group. */
  readonly roomId: Whole<R, number | undefined>;
}

/** What an add-on has to know of its installation: what it is posted, too, where it is installed without a browser. */
export interface Installable extends InstallableIn<'whole'> {}
/** An installation that nobody read yet. */
export interface InstallableChain
  extends InstallableIn<'chain'>,
    ResourceChain<'installable', Installable> {}

/** A link to an add-on. */
export interface AddonLinkIn<R extends Representation> {
  /** Stands for the link in the address of its page. */
  readonly token: Ref<R, string>;
  /** The addresses that the server gave along, by relation; `self` is its own. */
  readonly links: Ref<R, { readonly self: string }>;
  /** Ends the link before its time. */
  delete(): Action<undefined>;
}

/** What making a link gives. */
export interface AddonLinkRef extends AddonLinkIn<'ref'> {}
/** A link to an add-on, which cannot be read again. */
export interface AddonLinkChain
  extends AddonLinkIn<'chain'>,
    ResourceChain<'addonLink', AddonLinkRef> {}
/** A link that is being made: awaited, it is its token and links; a chain goes on from it. */
export interface CreatedAddonLink extends Action<AddonLinkRef>, AddonLinkIn<'chain'> {}

/** What a link or an action opens: the key of something of the add-on's, or that with options. */
export type Target =
  | string
  | {
      /** The key of what is opened: a panel, a dialog or a page of the add-on. */
      readonly key: string;
      /** What it is opened with, such as `{ width: 500 }`. */
      readonly options?: Readonly<Record<string, unknown>> | undefined;
    };

/** What stands beside the label of a glance. */
export type GlanceStatus =
  | {
      /** A lozenge: a short text on a coloured ground. */
      readonly type: 'lozenge';
      /** What it says, and its colour. */
      readonly value: {
        readonly type: 'default' | 'success' | 'error' | 'current' | 'new' | 'complete' | 'moved';
        /** 1 to 20 characters. */
        readonly label: string;
      };
    }
  | { readonly type: 'icon'; readonly value: Icon };

/** What a glance shows. An add-on's `queryUrl` answers it as well. */
export interface GlanceContent {
  /** The text, as HTML. */
  readonly label: { readonly type: 'html'; readonly value: string };
  /** What stands beside it: a lozenge or an icon. */
  readonly status?: GlanceStatus | undefined;
  /** What conditions can look at. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/** What one glance is to show. */
export interface GlanceUpdate {
  /** The glance's key: 1 to 40 letters, digits, `_`, `-` and `.`. */
  readonly key: string;
  /** What it is to show from now on. */
  readonly content: GlanceContent;
}

/** What the planner knows of add-ons. */
export const addon: KindFor<AddonIn<'chain'>, AddonIn<'stub'>, AddonIn<'ref'>> = {
  address: 'addon/{id}',
  members: {
    id: field('string', 'stub'),
    key: field('string', 'stub'),
    name: field('string', 'stub'),
    links: field('json', 'stub'),
    allowed_scopes: field('json', 'stub'),
    room: ref('room', 'stub'),
    oauth_client_id: field('string', 'stub'),
    installableByToken: lookup('installable', 'installable/{id}'),
  },
};

/** What the planner knows of installations. */
export const installable: KindFor<
  InstallableIn<'chain'>,
  InstallableIn<'stub'>,
  InstallableIn<'ref'>
> = {
  members: {
    capabilitiesUrl: field('string', 'whole'),
    oauthId: field('string', 'whole'),
    oauthSecret: field('string', 'whole'),
    groupId: field('number', 'whole'),
    roomId: field('number', 'whole'),
  },
};

/** What the planner knows of links to add-ons. */
export const addonLink: KindFor<AddonLinkIn<'chain'>, AddonLinkIn<'stub'>, AddonLinkIn<'ref'>> = {
  address: 'addon/link/{id}',
  members: {
    token: field('string', 'ref'),
    links: field('json', 'ref'),
    ...addonLinkActions,
  },
};
