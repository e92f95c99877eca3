/**
 * Groups: the company that the rooms and users belong to.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/view_group
 */
import type { Temporal } from 'temporal-polyfill';
import { groupActions } from '../actions/group.ts';
import type { Action, ResourceChain } from './chain.ts';
import type { Expand, Expanded, ExpandPath, PathIn } from './expansion.ts';
import type { KindFor } from './keepInStep.ts';
import { field, link, ref } from './members.ts';
import type { NoFieldOfTheApi } from './noFieldOfTheApi.ts';
import { expandOption } from './page.ts';
import type { PictureChain } from './picture.ts';
import type { Forms, Ref, Representation, Stub, Whole, WholeRef } from './representation.ts';
import type { Row } from './sequence.ts';
import type { Statistics, StatisticsChain } from './statistics.ts';
import type { UserForms } from './user.ts';

/** What a group is called, and how it pays. */
export interface GroupIn<R extends Representation> {
  /** The server's number for it. */
  readonly id: Ref<R, number>;
  /** The addresses that the server gave along, by relation; `self` is its own. */
  readonly links: Ref<R, { readonly self: string }>;
  /** What the group is called. */
  readonly name: Stub<R, string>;
  /** The domain of its e-mail addresses, where there is one. */
  readonly domain: Whole<R, string | null>;
  /** Under which name it stands on the server: `example` in `example.hipchat.com`. */
  readonly subdomain: Whole<R, string>;
  /** When it was made. */
  readonly created: Whole<R, Temporal.Instant | null>;
  /** Its picture. */
  readonly avatar_url: Whole<R, string | null>;
  /** What it pays for. */
  readonly plan: Whole<R, { readonly id: number; readonly type: string }>;
  /** Who owns the group. */
  readonly owner: WholeRef<R, UserForms>;
  /** How much the group talks. */
  readonly statistics: StatisticsChain<Statistics>;
  /** The whole group, callable with what is to be expanded in it. */
  readonly self: GroupSelf;
  /** The picture: `download` gives its bytes. */
  readonly avatar: PictureChain;
  /** Sets the picture. @param avatar - JPEG, PNG or GIF, as base64. */
  setAvatar(avatar: string): Action<undefined>;
  /** Takes the picture away. */
  deleteAvatar(): Action<undefined>;
}

/** A group as others name it: id, name, links. */
export interface GroupStub extends GroupIn<'stub'> {}
/** A whole group. */
export interface Group extends GroupIn<'whole'> {}
/** A group as a lambda reads it. */
export interface GroupRow
  extends GroupIn<'row'>,
    Row<GroupStub, GroupChain<GroupStub | undefined>> {}
/** A group that nobody fetched yet. */
export interface GroupChain<T = GroupStub> extends GroupIn<'chain'>, ResourceChain<'group', T> {}
/** The whole group. */
export interface GroupSelf extends GroupChain<Group>, NoFieldOfTheApi {
  (options?: { readonly expand?: undefined }): GroupChain<Group>;
  <const E extends Expand<ExpandPath<GroupForms>>>(options: {
    readonly expand: E;
  }): GroupChain<Expanded<GroupForms, PathIn<E>>>;
}
/** A group that may turn out to be `null`. */
export interface MaybeGroupChain
  extends GroupIn<'maybe'>,
    ResourceChain<'group', GroupStub | null> {}

/** The forms in which groups are met. */
export interface GroupForms extends Forms {
  readonly kind: 'group';
  readonly stub: GroupStub;
  readonly row: GroupRow;
  readonly chain: GroupChain;
  readonly maybe: MaybeGroupChain;
  readonly whole: Group;
  readonly walk: GroupIn<'chain'>;
  readonly refs: { readonly owner: UserForms };
  readonly found: GroupChain<GroupStub | undefined>;
}

/** What the planner knows of groups. */
export const group: KindFor<GroupIn<'chain'>, GroupIn<'stub'>, GroupIn<'ref'>> = {
  address: 'group/{id}',
  members: {
    id: field('number', 'ref'),
    links: field('json', 'ref'),
    name: field('string', 'stub'),
    domain: field('string', 'whole'),
    subdomain: field('string', 'whole'),
    created: field('instant', 'whole'),
    avatar_url: field('string', 'whole'),
    plan: field('json', 'whole'),
    owner: ref('user', 'whole'),
    statistics: link('statistics', { path: 'statistics' }),
    avatar: link('picture', { path: 'avatar' }),
    self: link('group', { rel: 'self', path: '', options: expandOption }),
    ...groupActions,
  },
};
