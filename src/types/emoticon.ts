/**
 * Emoticons: the stock, and the group's own.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/get_all_emoticons
 */
import type { ResourceChain } from './chain.ts';
import type { Expand, Expanded, ExpandPath, PathIn } from './expansion.ts';
import type { KindFor } from './keepInStep.ts';
import { field, link, ref } from './members.ts';
import type { NoNameOfTheApi } from './noFieldOfTheApi.ts';
import { type CallablePages, expandOption, type PageOptions } from './page.ts';
import type { Forms, MaybeRef, Ref, Representation, Stub, Whole } from './representation.ts';
import type { Row } from './sequence.ts';
import type { UserForms } from './user.ts';

/** An emoticon. */
export interface EmoticonIn<R extends Representation> {
  /** The server's number for it. */
  readonly id: Ref<R, number>;
  /** The addresses that the server gave along, by relation; `self` is its own. */
  readonly links: Ref<R, { readonly self: string }>;
  /** What is typed for it, without the parentheses. */
  readonly shortcut: Stub<R, string>;
  /** Absent before 2016. */
  readonly type: Stub<R, 'global' | 'group'>;
  /** The address of the picture. */
  readonly url: Stub<R, string>;
  /** In pixels. */
  readonly width: Whole<R, number>;
  /** In pixels. */
  readonly height: Whole<R, number>;
  /** Who added it; `null` of the stock. */
  readonly creator: MaybeRef<R, UserForms>;
  /** The sound that goes with it, as an address; mostly `null`. */
  readonly audio_path: Whole<R, string | null>;
  /** The whole emoticon, callable with what is to be expanded in it. */
  readonly self: EmoticonSelf;
}

/** An emoticon, as the list has it. */
export interface EmoticonStub extends EmoticonIn<'stub'> {}
/** A whole emoticon. */
export interface Emoticon extends EmoticonIn<'whole'> {}
/** An emoticon as a lambda reads it. */
export interface EmoticonRow
  extends EmoticonIn<'row'>,
    Row<EmoticonStub, EmoticonChain<EmoticonStub | undefined>> {}
/** An emoticon that nobody fetched yet. */
export interface EmoticonChain<T = EmoticonStub>
  extends EmoticonIn<'chain'>,
    ResourceChain<'emoticon', T> {}
/** The whole emoticon. */
export interface EmoticonSelf extends EmoticonChain<Emoticon>, NoNameOfTheApi {
  (options?: { readonly expand?: undefined }): EmoticonChain<Emoticon>;
  <const E extends Expand<ExpandPath<EmoticonForms>>>(options: {
    readonly expand: E;
  }): EmoticonChain<Expanded<EmoticonForms, PathIn<E>>>;
}
/** An emoticon that may turn out to be `null`. */
export interface MaybeEmoticonChain
  extends EmoticonIn<'maybe'>,
    ResourceChain<'emoticon', EmoticonStub | null> {}

/** The forms in which emoticons are met. */
export interface EmoticonForms extends Forms {
  readonly kind: 'emoticon';
  readonly stub: EmoticonStub;
  readonly row: EmoticonRow;
  readonly chain: EmoticonChain;
  readonly maybe: MaybeEmoticonChain;
  readonly found: EmoticonChain<EmoticonStub | undefined>;
  readonly whole: Emoticon;
  readonly walk: EmoticonIn<'chain'>;
  readonly refs: { readonly creator: UserForms };
}

/** Which emoticons are listed. */
export interface EmoticonsOptions extends PageOptions {
  /** The stock, the group's own, or (the default) both. */
  readonly type?: 'global' | 'group' | 'all' | undefined;
}

/** The emoticons that can be typed. */
export interface Emoticons extends CallablePages<EmoticonForms, EmoticonsOptions> {}

/** What the planner knows of emoticons. */
export const emoticon: KindFor<EmoticonIn<'chain'>, EmoticonIn<'stub'>, EmoticonIn<'ref'>> = {
  address: 'emoticon/{id}',
  members: {
    id: field('number', 'ref'),
    links: field('json', 'ref'),
    shortcut: field('string', 'stub'),
    type: field('string', 'stub'),
    url: field('string', 'stub'),
    width: field('number', 'whole'),
    height: field('number', 'whole'),
    creator: ref('user', 'whole'),
    audio_path: field('string', 'whole'),
    self: link('emoticon', { rel: 'self', path: '', options: expandOption }),
  },
};
