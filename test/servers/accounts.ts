/**
 * The map of `a12n-server`, and its types: what a user of a HAL server writes once.
 *
 * A page names users and groups by links alone: of these a `title` is there. All else is in the documents they lead to.
 */
import type { Temporal } from 'temporal-polyfill';
import {
  type Action,
  type Chain,
  type Collection,
  type Forms,
  type KindFor,
  type LinkMap,
  member,
  type Representation,
  type ResourceChain,
  type Row,
  type RowCollection,
  type Stub,
  type Whole,
} from '../../src/index.ts';

interface PageOf<Item> {
  readonly items: readonly Item[];
}
type Many<F extends Forms> = Collection<F, PageOf<F['stub']>>;
type Below<R extends Representation, F extends Forms> = R extends 'row'
  ? RowCollection<F, PageOf<F['stub']>>
  : Many<F>;
type Named<R extends Representation, F extends Forms> = R extends 'whole'
  ? readonly F['stub'][]
  : R extends 'row'
    ? readonly F['row'][]
    : ListChain<F>;
interface ListChain<F extends Forms> extends Chain<readonly F['stub'][]> {
  readonly [index: number]: F['chain'];
}

interface UserIn<R extends Representation> {
  /** What a link says: a user's nickname. */
  readonly title: Stub<R, string>;
  readonly nickname: Whole<R, string>;
  readonly active: Whole<R, boolean>;
  readonly createdAt: Whole<R, Temporal.Instant>;
  readonly name: Whole<R, string | null>;
  readonly group: Named<R, GroupForms>;
  readonly identities: Below<R, IdentityForms>;
  readonly self: UserChain<User>;
}
export interface UserStub extends UserIn<'stub'> {}
export interface User extends UserIn<'whole'> {}
interface UserRow extends UserIn<'row'>, Row<UserStub, UserChain<UserStub | undefined>> {}
interface UserChain<T = UserStub> extends UserIn<'chain'>, ResourceChain<'user', T> {}
interface MaybeUser extends UserIn<'maybe'>, ResourceChain<'user', UserStub | null> {}
interface UserForms extends Forms {
  readonly kind: 'user';
  readonly stub: UserStub;
  readonly row: UserRow;
  readonly chain: UserChain;
  readonly maybe: MaybeUser;
  readonly whole: User;
  readonly walk: UserIn<'chain'>;
  readonly refs: { readonly group: GroupForms };
  readonly found: UserChain<UserStub | undefined>;
}

interface GroupIn<R extends Representation> {
  readonly title: Stub<R, string>;
  readonly nickname: Whole<R, string>;
  readonly type: Whole<R, string>;
  readonly member: Named<R, UserForms>;
  readonly self: GroupChain<Group>;
  /** Adds somebody, or takes somebody out. */
  change(operation: 'add-member' | 'remove-member', memberHref: string): Action<undefined>;
  /** The same as a group's own document declares it. */
  'add-member'(member: { readonly memberHref: string }): Action<unknown>;
  /** Declared where somebody is in it. */
  'remove-member'(member: { readonly memberHref: string }): Action<unknown>;
}
export interface GroupStub extends GroupIn<'stub'> {}
export interface Group extends GroupIn<'whole'> {}
interface GroupRow extends GroupIn<'row'>, Row<GroupStub, GroupChain<GroupStub | undefined>> {}
interface GroupChain<T = GroupStub> extends GroupIn<'chain'>, ResourceChain<'group', T> {}
interface MaybeGroup extends GroupIn<'maybe'>, ResourceChain<'group', GroupStub | null> {}
interface GroupForms extends Forms {
  readonly kind: 'group';
  readonly stub: GroupStub;
  readonly row: GroupRow;
  readonly chain: GroupChain;
  readonly maybe: MaybeGroup;
  readonly whole: Group;
  readonly walk: GroupIn<'chain'>;
  readonly refs: { readonly member: UserForms };
  readonly found: GroupChain<GroupStub | undefined>;
}

interface IdentityIn<R extends Representation> {
  readonly title: Stub<R, string>;
  readonly isPrimary: Whole<R, boolean>;
  readonly verifiedAt: Whole<R, Temporal.Instant | null>;
  readonly self: IdentityChain<IdentityIn<'whole'>>;
}
interface IdentityStub extends IdentityIn<'stub'> {}
interface IdentityRow
  extends IdentityIn<'row'>,
    Row<IdentityStub, IdentityChain<IdentityStub | undefined>> {}
interface IdentityChain<T = IdentityStub>
  extends IdentityIn<'chain'>,
    ResourceChain<'identity', T> {}
interface MaybeIdentity
  extends IdentityIn<'maybe'>,
    ResourceChain<'identity', IdentityStub | null> {}
interface IdentityForms extends Forms {
  readonly kind: 'identity';
  readonly stub: IdentityStub;
  readonly row: IdentityRow;
  readonly chain: IdentityChain;
  readonly maybe: MaybeIdentity;
  readonly whole: IdentityIn<'whole'>;
  readonly walk: IdentityIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: IdentityChain<IdentityStub | undefined>;
}

interface Users extends Many<UserForms> {
  /** Makes one. Who that is, its link `me` says. */
  add(user: {
    readonly nickname: string;
    readonly type: 'user';
    readonly _links: { readonly me: { readonly href: string } };
  }): Action<UserIn<'ref'>>;
}

/** Where every chain of the accounts starts. */
export interface Accounts {
  readonly users: Users;
  readonly groups: Many<GroupForms>;
  user(id: string): UserChain<User>;
  group(id: string): GroupChain<Group>;
}

const user: KindFor<UserIn<'chain'>, UserIn<'stub'>, UserIn<'ref'>> = {
  address: 'user/{id}',
  members: {
    title: member.field('string', 'stub'),
    nickname: member.field('string', 'whole'),
    active: member.field('boolean', 'whole'),
    createdAt: member.field('instant', 'whole'),
    name: member.field('string', 'whole'),
    group: member.list('group', 'whole'),
    identities: member.collection('identity', {
      rel: 'identity-collection',
      declaredIn: 'whole',
      path: 'identity',
      indexed: false,
    }),
    self: member.link('user', { rel: 'self', path: '' }),
  },
};
const group: KindFor<GroupIn<'chain'>, GroupIn<'stub'>, GroupIn<'ref'>> = {
  address: 'group/{id}',
  members: {
    title: member.field('string', 'stub'),
    nickname: member.field('string', 'whole'),
    type: member.field('string', 'whole'),
    member: member.list('user', 'whole', { absent: 'empty' }),
    self: member.link('group', { rel: 'self', path: '' }),
    change: member.action('PATCH', '', {
      parameters: {
        operation: { type: 'string', required: true, oneOf: ['add-member', 'remove-member'] },
        memberHref: { type: 'string', required: true },
      },
      positional: ['operation', 'memberHref'],
    }),
    'add-member': member.declared({ parameters: { memberHref: { type: 'string' } } }),
    'remove-member': member.declared({ parameters: { memberHref: { type: 'string' } } }),
  },
};
const identity: KindFor<IdentityIn<'chain'>, IdentityIn<'stub'>, IdentityIn<'ref'>> = {
  members: {
    title: member.field('string', 'stub'),
    isPrimary: member.field('boolean', 'whole'),
    verifiedAt: member.field('instant', 'whole'),
    self: member.link('identity', { rel: 'self' }),
  },
};

const add = member.action('POST', '', {
  parameters: {
    nickname: { type: 'string', required: true },
    type: { type: 'string', required: true },
    _links: { type: 'any', required: true },
  },
  creates: 'user',
}).call;

/** What is known of the accounts beforehand. */
export const accountsMap: LinkMap = {
  root: 'accounts',
  kinds: {
    accounts: {
      members: {
        users: member.collection('user', { path: 'user', indexed: true, actions: { add } }),
        groups: member.collection('group', { path: 'group', indexed: false }),
        user: member.lookup('user', 'user/{id}'),
        group: member.lookup('group', 'group/{id}'),
      },
    },
    user,
    group,
    identity,
  },
};
