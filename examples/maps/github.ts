/**
 * A part of GitHub's REST API: a map of repositories, issues, labels, releases and people, and the types that go with it.
 *
 * Documents declare their own addresses and their links, so the map says little more than what there is.
 */
import {
  type Action,
  type ByParts,
  type Collection,
  type Forms,
  type InRow,
  type KindFor,
  type LinkMap,
  type Listing,
  type MaybeStubRef,
  member,
  type PageOf,
  type Parameters,
  type Ref,
  type Representation,
  type ResourceChain,
  type Row,
  type RowCollection,
  type Stub,
  type StubList,
  type StubRef,
  type Temporal,
  type Whole,
} from 'hypchat';

/** Which part of a list is asked for. */
export interface PageOptions {
  /** The number of the page, from 1 on. */
  readonly page?: number;
  /** How many items a page has, 1 to 100; default 30. */
  readonly perPage?: number;
}

/** A person, an organization or a bot. */
export interface UserIn<R extends Representation> {
  readonly login: Ref<R, string>;
  readonly id: Ref<R, number>;
  readonly type: Stub<R, string>;
  readonly name: Whole<R, string | null>;
  readonly email: Whole<R, string | null>;
  readonly self: UserChain<User>;
}
export interface UserStub extends UserIn<'stub'> {}
export interface User extends UserIn<'whole'> {}
export interface UserRow extends UserIn<'row'>, Row<UserStub, UserChain<UserStub | undefined>> {}
export interface UserChain<T = UserStub> extends UserIn<'chain'>, ResourceChain<'user', T> {}
export interface MaybeUserChain extends UserIn<'maybe'>, ResourceChain<'user', UserStub | null> {}
export interface UserForms extends Forms {
  readonly kind: 'user';
  readonly stub: UserStub;
  readonly row: UserRow;
  readonly chain: UserChain;
  readonly maybe: MaybeUserChain;
  readonly whole: User;
  readonly walk: UserIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: UserChain<UserStub | undefined>;
}

/** A label of a repository. */
export interface LabelIn<R extends Representation> {
  readonly id: Ref<R, number>;
  readonly name: Stub<R, string>;
  /** Six digits, without `#`. */
  readonly color: Stub<R, string>;
  readonly description: Stub<R, string | null>;
  readonly self: LabelChain<Label>;
  update(changes: LabelChanges): Action<undefined>;
  delete(): Action<undefined>;
}
export interface Label extends LabelIn<'stub'> {}
export interface LabelRow extends LabelIn<'row'>, Row<Label, LabelChain<Label | undefined>> {}
export interface LabelChain<T = Label> extends LabelIn<'chain'>, ResourceChain<'label', T> {}
export interface MaybeLabelChain extends LabelIn<'maybe'>, ResourceChain<'label', Label | null> {}
export interface LabelForms extends Forms {
  readonly kind: 'label';
  readonly stub: Label;
  readonly row: LabelRow;
  readonly chain: LabelChain;
  readonly maybe: MaybeLabelChain;
  readonly whole: Label;
  readonly walk: LabelIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: LabelChain<Label | undefined>;
}
/** What is to be changed of a label. */
export interface LabelChanges {
  readonly newName?: string;
  readonly color?: string;
  readonly description?: string;
}
/** The labels of a repository, to which one can be added. */
export interface Labels extends Collection<LabelForms, PageOf<LabelForms>> {
  create(label: { readonly name: string; readonly color: string }): CreatedLabel;
}
/** A label that is being made. */
export interface CreatedLabel extends Action<LabelIn<'ref'>>, LabelIn<'chain'> {}

/** An issue, or a pull request, which is one as well. */
export interface IssueIn<R extends Representation> {
  readonly id: Ref<R, number>;
  readonly number: Stub<R, number>;
  readonly title: Stub<R, string>;
  readonly state: Stub<R, 'open' | 'closed'>;
  readonly body: Stub<R, string | null>;
  readonly created_at: Stub<R, Temporal.Instant>;
  readonly user: StubRef<R, UserForms>;
  readonly labels: StubList<R, LabelForms>;
  readonly assignee: MaybeStubRef<R, UserForms>;
  readonly repository: RepoChain<Repo>;
  readonly self: IssueChain<Issue>;
  addLabels(labels: readonly string[]): Action<undefined>;
  lock(): Action<undefined>;
  unlock(): Action<undefined>;
}
export interface IssueStub extends IssueIn<'stub'> {}
export interface Issue extends IssueIn<'whole'> {}
export interface IssueRow
  extends IssueIn<'row'>,
    Row<IssueStub, IssueChain<IssueStub | undefined>> {}
export interface IssueChain<T = IssueStub> extends IssueIn<'chain'>, ResourceChain<'issue', T> {}
export interface MaybeIssueChain
  extends IssueIn<'maybe'>,
    ResourceChain<'issue', IssueStub | null> {}
export interface IssueForms extends Forms {
  readonly kind: 'issue';
  readonly stub: IssueStub;
  readonly row: IssueRow;
  readonly chain: IssueChain;
  readonly maybe: MaybeIssueChain;
  readonly whole: Issue;
  readonly walk: IssueIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: IssueChain<IssueStub | undefined>;
}
/** The issues of a repository, to which one can be added. */
export interface Issues extends Collection<IssueForms, PageOf<IssueForms>> {
  create(issue: { readonly title: string; readonly body?: string }): CreatedIssue;
}
/** An issue that is being made. */
export interface CreatedIssue extends Action<IssueIn<'ref'>>, IssueIn<'chain'> {}

/** A file of a release. */
export interface AssetIn<R extends Representation> {
  readonly id: Ref<R, number>;
  readonly name: Stub<R, string>;
  readonly size: Stub<R, number>;
  readonly uploader: StubRef<R, UserForms>;
  readonly self: AssetChain<Asset>;
  update(changes: { readonly name?: string; readonly label?: string }): Action<undefined>;
  delete(): Action<undefined>;
}
export interface Asset extends AssetIn<'stub'> {}
export interface AssetRow extends AssetIn<'row'>, Row<Asset, AssetChain<Asset | undefined>> {}
export interface AssetChain<T = Asset> extends AssetIn<'chain'>, ResourceChain<'asset', T> {}
export interface MaybeAssetChain extends AssetIn<'maybe'>, ResourceChain<'asset', Asset | null> {}
export interface AssetForms extends Forms {
  readonly kind: 'asset';
  readonly stub: Asset;
  readonly row: AssetRow;
  readonly chain: AssetChain;
  readonly maybe: MaybeAssetChain;
  readonly whole: Asset;
  readonly walk: AssetIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: AssetChain<Asset | undefined>;
}

/** A release of a repository. */
export interface ReleaseIn<R extends Representation> {
  readonly id: Ref<R, number>;
  readonly tag_name: Stub<R, string>;
  readonly name: Stub<R, string | null>;
  readonly author: StubRef<R, UserForms>;
  /** They stand in the release. */
  readonly assets: InRow<
    R,
    RowCollection<AssetForms, PageOf<AssetForms>>,
    Collection<AssetForms, PageOf<AssetForms>>
  >;
  readonly self: ReleaseChain<Release>;
}
export interface Release extends ReleaseIn<'stub'> {}
export interface ReleaseRow
  extends ReleaseIn<'row'>,
    Row<Release, ReleaseChain<Release | undefined>> {}
export interface ReleaseChain<T = Release>
  extends ReleaseIn<'chain'>,
    ResourceChain<'release', T> {}

/** A repository. */
export interface RepoIn<R extends Representation> {
  readonly id: Ref<R, number>;
  readonly name: Stub<R, string>;
  readonly full_name: Stub<R, string>;
  readonly description: Stub<R, string | null>;
  readonly owner: StubRef<R, UserForms>;
  readonly stargazers_count: Stub<R, number>;
  readonly subscribers_count: Whole<R, number>;
  readonly issues: InRow<
    R,
    RowCollection<IssueForms, PageOf<IssueForms>> & Pick<Issues, 'create'>,
    Issues
  >;
  readonly labels: InRow<
    R,
    RowCollection<LabelForms, PageOf<LabelForms>> & Pick<Labels, 'create'>,
    Labels
  >;
  readonly collaborators: InRow<
    R,
    RowCollection<UserForms, PageOf<UserForms>>,
    Collection<UserForms, PageOf<UserForms>>
  >;
  readonly self: RepoChain<Repo>;
  issue(number: number): IssueChain<Issue>;
  label(name: string): LabelChain;
  /** The release of a tag. */
  release(tag: string): ReleaseChain;
  protection(branch: string): ProtectionChain;
  update(changes: { readonly name?: string; readonly description?: string }): Action<undefined>;
}
export interface RepoStub extends RepoIn<'stub'> {}
export interface Repo extends RepoIn<'whole'> {}
export interface RepoChain<T = RepoStub> extends RepoIn<'chain'>, ResourceChain<'repo', T> {}

/** What of a branch is protected. */
export interface ProtectionIn<R extends Representation> {
  readonly enforce_admins: Stub<R, { readonly enabled: boolean }>;
  readonly self: ProtectionChain;
  delete(): Action<undefined>;
}
export interface ProtectionChain<T = ProtectionIn<'stub'>>
  extends ProtectionIn<'chain'>,
    ResourceChain<'protection', T> {}

/** An organization. */
export interface OrgIn<R extends Representation> {
  readonly login: Ref<R, string>;
  readonly description: Stub<R, string | null>;
  readonly public_repos: Whole<R, number>;
  readonly self: OrgChain<OrgIn<'whole'>>;
}
export interface OrgChain<T = OrgIn<'stub'>> extends OrgIn<'chain'>, ResourceChain<'org', T> {}

/** What a search says beside what it found. */
export interface SearchFacts {
  readonly total_count: number;
  readonly incomplete_results: boolean;
}

/** Where every chain starts. */
export interface Hub {
  readonly repo: ByParts<[owner: string, name: string], RepoChain<Repo>>;
  readonly foundIssues: Listing<IssueForms, PageOptions & { readonly q: string }, SearchFacts>;
  user(login: string): UserChain<User>;
  org(login: string): OrgChain<OrgIn<'whole'>>;
}

const paged: Parameters = {
  page: { type: 'integer', range: [1, Number.MAX_SAFE_INTEGER], window: true },
  perPage: { wire: 'per_page', type: 'integer', range: [1, 100], window: 'count' },
};

const user: KindFor<UserIn<'chain'>, UserIn<'stub'>, UserIn<'ref'>> = {
  address: 'users/{login}',
  members: {
    login: member.field('string', 'ref'),
    id: member.field('number', 'ref'),
    type: member.field('string', 'stub'),
    name: member.field('string', 'whole'),
    email: member.field('string', 'whole'),
    self: member.link('user', { path: '' }),
  },
};

const label: KindFor<LabelIn<'chain'>, LabelIn<'stub'>, LabelIn<'ref'>> = {
  members: {
    id: member.field('number', 'ref'),
    name: member.field('string', 'stub'),
    color: member.field('string', 'stub'),
    description: member.field('string', 'stub'),
    self: member.link('label', { path: '' }),
    update: member.action('PATCH', '', {
      parameters: {
        newName: { wire: 'new_name', type: 'string' },
        color: { type: 'string' },
        description: { type: 'string' },
      },
    }),
    delete: member.action('DELETE', ''),
  },
};

const issue: KindFor<IssueIn<'chain'>, IssueIn<'stub'>, IssueIn<'ref'>> = {
  members: {
    id: member.field('number', 'ref'),
    number: member.field('number', 'stub'),
    title: member.field('string', 'stub'),
    state: member.field('string', 'stub'),
    body: member.field('string', 'stub'),
    created_at: member.field('instant', 'stub'),
    user: member.ref('user', 'stub'),
    labels: member.list('label', 'stub'),
    assignee: member.ref('user', 'stub'),
    repository: member.link('repo', { rel: 'repository' }),
    self: member.link('issue', { path: '' }),
    addLabels: member.action('POST', 'labels', {
      parameters: { labels: { type: 'any', required: true } },
      positional: ['labels'],
    }),
    lock: member.action('PUT', 'lock'),
    unlock: member.action('DELETE', 'lock'),
  },
};

const asset: KindFor<AssetIn<'chain'>, AssetIn<'stub'>, AssetIn<'ref'>> = {
  members: {
    id: member.field('number', 'ref'),
    name: member.field('string', 'stub'),
    size: member.field('number', 'stub'),
    uploader: member.ref('user', 'stub'),
    self: member.link('asset', { path: '' }),
    update: member.action('PATCH', '', {
      parameters: { name: { type: 'string' }, label: { type: 'string' } },
    }),
    delete: member.action('DELETE', ''),
  },
};

const release: KindFor<ReleaseIn<'chain'>, ReleaseIn<'stub'>, ReleaseIn<'ref'>> = {
  members: {
    id: member.field('number', 'ref'),
    tag_name: member.field('string', 'stub'),
    name: member.field('string', 'stub'),
    author: member.ref('user', 'stub'),
    // Found by its tag, its own address is another one: what is below it is known by the link that it declares.
    assets: member.collection('asset', { rel: 'assets', indexed: false, embedded: 'stub' }),
    self: member.link('release', { path: '' }),
  },
};

const repo: KindFor<RepoIn<'chain'>, RepoIn<'stub'>, RepoIn<'ref'>> = {
  address: 'repos/{owner}/{name}',
  members: {
    id: member.field('number', 'ref'),
    name: member.field('string', 'stub'),
    full_name: member.field('string', 'stub'),
    description: member.field('string', 'stub'),
    owner: member.ref('user', 'stub'),
    stargazers_count: member.field('number', 'stub'),
    subscribers_count: member.field('number', 'whole'),
    issues: member.collection('issue', {
      path: 'issues',
      indexed: true,
      options: paged,
      actions: {
        create: member.action('POST', '', {
          parameters: { title: { type: 'string', required: true }, body: { type: 'string' } },
          creates: 'issue',
        }).call,
      },
    }),
    labels: member.collection('label', {
      path: 'labels',
      indexed: true,
      options: paged,
      actions: {
        create: member.action('POST', '', {
          parameters: {
            name: { type: 'string', required: true },
            color: { type: 'string', required: true },
          },
          creates: 'label',
        }).call,
      },
    }),
    collaborators: member.collection('user', {
      path: 'collaborators',
      indexed: true,
      options: paged,
    }),
    self: member.link('repo', { path: '' }),
    issue: member.lookup('issue', 'issues/{number}'),
    label: member.lookup('label', 'labels/{name}'),
    release: member.lookup('release', 'releases/tags/{tag}'),
    protection: member.lookup('protection', 'branches/{branch}/protection'),
    update: member.action('PATCH', '', {
      parameters: { name: { type: 'string' }, description: { type: 'string' } },
    }),
  },
};

const protection: KindFor<ProtectionIn<'chain'>, ProtectionIn<'stub'>, ProtectionIn<'ref'>> = {
  members: {
    enforce_admins: member.field('json', 'stub'),
    self: member.link('protection', { path: '' }),
    delete: member.action('DELETE', ''),
  },
};

const org: KindFor<OrgIn<'chain'>, OrgIn<'stub'>, OrgIn<'ref'>> = {
  address: 'orgs/{login}',
  members: {
    login: member.field('string', 'ref'),
    description: member.field('string', 'stub'),
    public_repos: member.field('number', 'whole'),
    self: member.link('org', { path: '' }),
  },
};

/** What is known of it beforehand. */
export const githubMap: LinkMap = {
  root: 'hub',
  kinds: {
    hub: {
      members: {
        repo: member.lookup('repo', 'repos/{owner}/{name}'),
        user: member.lookup('user', 'users/{login}'),
        org: member.lookup('org', 'orgs/{login}'),
        foundIssues: member.collection('issue', {
          path: 'search/issues',
          indexed: true,
          options: {
            ...paged,
            q: { type: 'string', required: true },
            expand: { type: 'any', expands: true },
          },
        }),
      },
    },
    repo,
    issue,
    label,
    release,
    asset,
    user,
    org,
    protection,
  },
};
