/** A map of one's own, typed by what the packed entry exports: nothing here is imported from the sources. */
import {
  type Action,
  type ByParts,
  type Chain,
  type Collection,
  connect,
  type Dialect,
  type Forms,
  type JoinedParts,
  type Kind,
  type KindFor,
  type LinkMap,
  type MaybeRef,
  member,
  type Ref,
  type Representation,
  type Requests,
  type ResourceChain,
  type Row,
  request,
  type Stub,
  type Temporal,
  type Whole,
  type WholeRef,
} from 'hypchat';
import { describe, expectTypeOf, it } from 'vitest';

interface RepoIn<R extends Representation> {
  readonly id: Ref<R, number>;
  readonly name: Stub<R, string>;
  readonly stars: Whole<R, number>;
  readonly owner: WholeRef<R, PersonForms>;
  readonly mirror: MaybeRef<R, RepoForms>;
  readonly issues: Collection<RepoForms, { readonly items: readonly RepoStub[] }>;
  readonly self: RepoChain<Repo>;
  rename(
    name: string,
    options?: { readonly notify?: boolean; readonly idempotencyKey?: string },
  ): Action<undefined>;
  star(): Action<Repo>;
  archive(options?: { readonly reason?: string }): Action<undefined>;
  tag(names: readonly string[]): Action<undefined>;
}
interface RepoStub extends RepoIn<'stub'> {}
interface Repo extends RepoIn<'whole'> {}
interface RepoRow extends RepoIn<'row'>, Row<RepoStub, RepoChain<RepoStub | undefined>> {}
interface RepoChain<T = RepoStub> extends RepoIn<'chain'>, ResourceChain<'repo', T> {}
interface MaybeRepoChain extends RepoIn<'maybe'>, ResourceChain<'repo', RepoStub | null> {}
interface RepoForms extends Forms {
  readonly kind: 'repo';
  readonly stub: RepoStub;
  readonly row: RepoRow;
  readonly chain: RepoChain;
  readonly maybe: MaybeRepoChain;
  readonly whole: Repo;
  readonly walk: RepoIn<'chain'>;
  readonly refs: { readonly owner: PersonForms; readonly mirror: RepoForms };
  readonly found: RepoChain<RepoStub | undefined>;
}

interface PersonIn<R extends Representation> {
  readonly login: Stub<R, string>;
  readonly email: Whole<R, string | null>;
  readonly self: PersonChain<PersonIn<'whole'>>;
}
interface PersonStub extends PersonIn<'stub'> {}
interface PersonRow extends PersonIn<'row'>, Row<PersonStub, PersonChain<PersonStub | undefined>> {}
interface PersonChain<T = PersonStub> extends PersonIn<'chain'>, ResourceChain<'person', T> {}
interface MaybePersonChain extends PersonIn<'maybe'>, ResourceChain<'person', PersonStub | null> {}
interface PersonForms extends Forms {
  readonly kind: 'person';
  readonly stub: PersonStub;
  readonly row: PersonRow;
  readonly chain: PersonChain;
  readonly maybe: MaybePersonChain;
  readonly whole: PersonIn<'whole'>;
  readonly walk: PersonIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: PersonChain<PersonStub | undefined>;
}

interface Hub extends Requests {
  readonly repo: ByParts<[owner: string, name: string], RepoChain<Repo>, { readonly at?: string }>;
  readonly repos: Collection<RepoForms, { readonly items: readonly RepoStub[] }>;
}

const rename = member.action('PATCH', '', {
  parameters: { name: { type: 'string', required: true }, notify: { type: 'boolean' } },
  positional: ['name'],
  key: true,
});

const repo: KindFor<RepoIn<'chain'>, RepoIn<'stub'>, RepoIn<'ref'>> = {
  address: 'repos/{owner}/{name}',
  members: {
    id: member.field('number', 'ref'),
    name: member.field('string', 'stub'),
    stars: member.field('number', 'whole'),
    owner: member.ref('person', 'whole'),
    mirror: member.ref('repo', 'whole'),
    issues: member.collection('repo', { path: 'issues', indexed: false }),
    self: member.link('repo', { rel: 'self', path: '' }),
    rename,
    star: member.action('PUT', 'star', { gives: 'whole', guard: 'etag' }),
    archive: member.declared({ parameters: { reason: { type: 'string' } } }),
    // A list that is given by position is one parameter.
    tag: member.action('PUT', 'tags', {
      parameters: { names: { type: 'any' } },
      positional: ['names'],
    }),
  },
};

declare const dialect: Dialect;
const map: LinkMap = {
  root: 'hub',
  kinds: {
    hub: {
      members: {
        repo: member.lookup('repo', 'repos/{owner}/{name}'),
        repos: member.collection('repo', { path: 'repos', indexed: false }),
      },
    },
    repo,
  },
};
const hub = connect<Hub>(dialect, map, { endpoint: 'https://hub.test' }, { request });

describe('a map of one’s own, typed by the packed entry', () => {
  it('says what is a value and what a chain', async () => {
    const stub = await hub.repos.items[0];
    expectTypeOf(stub.name).toEqualTypeOf<string>();
    expectTypeOf(stub.stars).toEqualTypeOf<Chain<number>>();
    expectTypeOf(stub.owner).toEqualTypeOf<PersonChain>();
    const whole = await stub.self;
    expectTypeOf(whole.stars).toEqualTypeOf<number>();
    expectTypeOf(whole.owner.login).toEqualTypeOf<string>();
    expectTypeOf(whole.mirror).toEqualTypeOf<RepoStub | null>();
    expectTypeOf(hub.repos.map((each) => each.owner.email)).resolves.toEqualTypeOf<
      (string | null)[]
    >();
  });

  it('takes an id of several parts, in as many parts as there are', () => {
    expectTypeOf(hub.repo('a', 'b')).toEqualTypeOf<RepoChain<Repo>>();
    expectTypeOf(hub.repo('a/b')).toEqualTypeOf<RepoChain<Repo>>();
    expectTypeOf(hub.repo('a', 'b', { at: 'main' })).toEqualTypeOf<RepoChain<Repo>>();
    expectTypeOf(hub.repo('a/b', { at: 'main' })).toEqualTypeOf<RepoChain<Repo>>();
    expectTypeOf<
      JoinedParts<[string, number, string]>
    >().toEqualTypeOf<`${string}/${number}/${string}`>();
    // @ts-expect-error -- one part
    hub.repo('a');
    // @ts-expect-error -- three parts
    hub.repo('a', 'b', 'c');
    // @ts-expect-error -- no part is a list
    hub.repo('a', []);
    // @ts-expect-error -- no such option
    hub.repo('a', 'b', { on: 'main' });
  });

  it('has actions whose parameters are held to what the interface says', () => {
    expectTypeOf(hub.repo('a/b').rename('c', { notify: true })).toEqualTypeOf<Action<undefined>>();
    expectTypeOf(rename.call.method).toEqualTypeOf<'PATCH'>();
    // @ts-expect-error -- what is given by position has to be a parameter
    member.action('POST', '', { parameters: { a: { type: 'string' } }, positional: ['b'] });
    // @ts-expect-error -- an action changes something
    member.action('GET', '');
    const parameters = { name: { type: 'string' } } as const;
    const wrong: KindFor<Pick<RepoIn<'chain'>, 'rename'>, object, object> = {
      members: {
        // @ts-expect-error -- the interface has an option `notify`
        rename: member.action('PATCH', '', { parameters, positional: ['name'] }),
      },
    };
    expectTypeOf(wrong).toExtend<Kind>();
  });

  it('has no field for a value that no JSON is read as', () => {
    interface TaskIn<R extends Representation> {
      readonly due: Stub<R, Temporal.PlainDate | null>;
      readonly made: Stub<R, Date>;
      readonly tags: Stub<R, Set<string>>;
      readonly at: Stub<R, Temporal.Instant | null>;
      readonly size: Stub<R, { readonly high: number }>;
    }
    const task: KindFor<TaskIn<'chain'>, TaskIn<'stub'>, TaskIn<'ref'>> = {
      members: {
        // @ts-expect-error -- it is the text of a date
        due: member.field('json', 'stub'),
        // @ts-expect-error -- a moment is a `Temporal.Instant`
        made: member.field('instant', 'stub'),
        // @ts-expect-error -- JSON has lists
        tags: member.field('json', 'stub'),
        at: member.field('instant', 'stub'),
        size: member.field('json', 'stub'),
      },
    };
    expectTypeOf(task).toExtend<Kind>();
  });

  it('is held to the level from which on a reference is a value', () => {
    type OwnerOf = Pick<RepoIn<'chain'>, 'owner' | 'issues'>;
    const stubbed: KindFor<OwnerOf, RepoIn<'stub'>, RepoIn<'ref'>> = {
      members: {
        // @ts-expect-error -- in a stub, the interface has a chain there
        owner: member.ref('person', 'stub'),
        issues: repo.members.issues,
      },
    };
    const named: KindFor<{ readonly owner: PersonChain }, { owner: PersonStub }, OwnerOf> = {
      members: {
        // @ts-expect-error -- in a stub, the interface has a value there
        owner: member.ref('person', 'whole'),
      },
    };
    const linked: KindFor<{ readonly owner: PersonChain }, { owner: PersonStub }, OwnerOf> = {
      members: {
        // @ts-expect-error -- where a link leads is never a value
        owner: member.link('person', { path: 'owner' }),
      },
    };
    const brought: KindFor<Pick<OwnerOf, 'owner'>, RepoIn<'stub'>, RepoIn<'ref'>> = {
      members: { owner: member.ref('person', 'expansion') },
    };
    expectTypeOf([stubbed, named, linked, brought]).not.toBeAny();
  });

  it('types what an action gives, its key, and what documents declare', async () => {
    const repo = hub.repo('a/b');
    expectTypeOf((await repo.star()).stars).toEqualTypeOf<number>();
    expectTypeOf(repo.rename('c', { idempotencyKey: 'k' })).toEqualTypeOf<Action<undefined>>();
    expectTypeOf(repo.archive({ reason: 'old' })).toEqualTypeOf<Action<undefined>>();
    // @ts-expect-error -- a key is a text
    repo.rename('c', { idempotencyKey: 1 });
    // @ts-expect-error -- what is given by position has to be a parameter
    member.declared({ parameters: { a: { type: 'string' } }, positional: ['b'] });
    // @ts-expect-error -- where it is sent, the document says
    member.declared({ path: 'archive' });
    // @ts-expect-error -- the only guard is an ETag
    member.action('PUT', '', { guard: 'date' });
  });

  it('asks by hand', () => {
    expectTypeOf(hub.request('GET', hub.repo('a/b'))).toEqualTypeOf<Chain<unknown>>();
  });
});
