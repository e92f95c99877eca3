/**
 * Groups: the company that the rooms and users belong to.
 *
 * @see https://www.hipchat.com/docs/apiv2/method/view_group
 */
import type { Temporal } from 'temporal-polyfill';
import type { ResourceChain } from './chain.ts';
import type { KindFor } from './keepInStep.ts';
import { field, link, ref } from './members.ts';
import type { Ref, Representation, Stub, Whole, WholeRef } from './representation.ts';
import type { Row } from './sequence.ts';
import type { UserForms } from './user.ts';

/** What a group is called, and how it pays. */
export interface GroupIn<R extends Representation> {
  readonly id: Ref<R, number>;
  readonly links: Ref<R, { readonly self: string }>;
  readonly name: Stub<R, string>;
  readonly domain: Whole<R, string | null>;
  readonly subdomain: Whole<R, string>;
  readonly created: Whole<R, Temporal.Instant | null>;
  readonly avatar_url: Whole<R, string | null>;
  readonly plan: Whole<R, { readonly id: number; readonly type: string }>;
  /** Who owns the group. */
  readonly owner: WholeRef<R, UserForms>;
  /** The whole group. */
  readonly self: GroupChain<Group>;
}

/** A group as others name it: id, name, links. */
export interface GroupStub extends GroupIn<'stub'> {}
/** A whole group. */
export interface Group extends GroupIn<'whole'> {}
/** A group as a lambda reads it. */
export interface GroupRow extends GroupIn<'row'>, Row<GroupStub> {}
/** A group that nobody fetched yet. */
export interface GroupChain<T = GroupStub> extends GroupIn<'chain'>, ResourceChain<'group', T> {}
/** A group that may turn out to be `null`. */
export interface MaybeGroupChain
  extends GroupIn<'maybe'>,
    ResourceChain<'group', GroupStub | null> {}

/** The forms in which groups are met. */
export interface GroupForms {
  readonly kind: 'group';
  readonly stub: GroupStub;
  readonly row: GroupRow;
  readonly chain: GroupChain;
  readonly maybe: MaybeGroupChain;
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
    self: link('group', { rel: 'self', path: '' }),
  },
};
