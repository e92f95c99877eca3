/** What may be of several kinds, in the types of a map of one's own: a union of their forms. */
import { describe, expectTypeOf, it } from 'vitest';
import {
  type Action,
  type Chain,
  type Collection,
  connect,
  type Dialect,
  type Forms,
  type KindFor,
  member,
  type NamedList,
  type NamedRef,
  type Ref,
  type Representation,
  type ResourceChain,
  type Row,
  type Stub,
  type StubList,
  type Whole,
  type WholeRef,
} from '../../src/index.ts';

interface UserIn<R extends Representation> {
  readonly type: Ref<R, 'user'>;
  readonly name: Stub<R, string>;
  readonly email: Whole<R, string>;
  readonly self: UserChain<UserIn<'whole'>>;
}
interface UserStub extends UserIn<'stub'> {}
interface UserChain<T = UserStub> extends UserIn<'chain'>, ResourceChain<'user', T> {}
interface UserForms extends Forms {
  readonly kind: 'user';
  readonly stub: UserStub;
  readonly row: UserIn<'row'> & Row<UserStub, UserChain<UserStub | undefined>>;
  readonly chain: UserChain;
  readonly maybe: UserIn<'maybe'> & ResourceChain<'user', UserStub | null>;
  readonly whole: UserIn<'whole'>;
  readonly walk: UserIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: UserChain<UserStub | undefined>;
}

interface BotIn<R extends Representation> {
  readonly type: Ref<R, 'bot'>;
  readonly name: Stub<R, string>;
  readonly version: Stub<R, number>;
  readonly self: BotChain<BotIn<'whole'>>;
}
interface BotStub extends BotIn<'stub'> {}
interface BotChain<T = BotStub> extends BotIn<'chain'>, ResourceChain<'bot', T> {}
interface BotForms extends Forms {
  readonly kind: 'bot';
  readonly stub: BotStub;
  readonly row: BotIn<'row'> & Row<BotStub, BotChain<BotStub | undefined>>;
  readonly chain: BotChain;
  readonly maybe: BotIn<'maybe'> & ResourceChain<'bot', BotStub | null>;
  readonly whole: BotIn<'whole'>;
  readonly walk: BotIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: BotChain<BotStub | undefined>;
}

type Either = UserForms | BotForms;

interface UserRef extends UserIn<'ref'> {}
interface NamedForms extends UserForms {
  readonly ref: UserRef;
}
interface TeamIn<R extends Representation> {
  readonly lead: NamedRef<R, NamedForms>;
  readonly members: NamedList<R, NamedForms>;
}
const team: KindFor<TeamIn<'chain'>, TeamIn<'stub'>, TeamIn<'ref'>> = {
  address: 'teams/{id}',
  members: {
    lead: member.ref('user', 'stub', { by: ['leadOrg', 'leadId'] }),
    members: member.list('user', 'stub', { by: 'memberIds' }),
  },
};

interface NoteIn<R extends Representation> {
  readonly author: WholeRef<R, Either>;
  readonly readers: StubList<R, Either>;
  readonly watchers: Collection<Either, { readonly items: readonly Either['stub'][] }>;
  assign(
    to: Either['chain'] | Either['stub'],
    options?: { readonly since?: string },
  ): Action<undefined>;
  readonly self: NoteChain<NoteIn<'whole'>>;
}
interface NoteChain<T = NoteIn<'stub'>> extends NoteIn<'chain'>, ResourceChain<'note', T> {}

const note: KindFor<NoteIn<'chain'>, NoteIn<'stub'>, NoteIn<'ref'>> = {
  address: 'notes/{id}',
  members: {
    author: member.ref('user|bot', 'whole', { by: 'authorId', kindBy: 'authorType' }),
    readers: member.list('bot|user', 'stub'),
    watchers: member.collection('user|bot', { path: 'watchers', indexed: false }),
    assign: member.action('PUT', 'author', {
      parameters: {
        to: { type: 'any', kind: 'user|bot', required: true },
        since: { type: 'string' },
      },
      positional: ['to'],
    }),
    self: member.link('note', { rel: 'self', path: '' }),
  },
};

interface Notes {
  note(id: string): NoteChain<NoteIn<'whole'>>;
}
declare const dialect: Dialect;
const kinds = { notes: { members: { note: member.lookup('note', 'notes/{id}') } }, note };
const notes = connect<Notes>(dialect, { root: 'notes', kinds }, { endpoint: 'https://notes.test' });

describe('what is only named', () => {
  it('is a `ref` in data, and all of it where a lambda reads it', () => {
    expectTypeOf<TeamIn<'stub'>['lead']>().toEqualTypeOf<UserRef>();
    expectTypeOf<TeamIn<'whole'>['members']>().toEqualTypeOf<readonly UserRef[]>();
    expectTypeOf<TeamIn<'row'>['members'][number]['email']>().toEqualTypeOf<string>();
    expectTypeOf<TeamIn<'chain'>['members']>().toEqualTypeOf<Chain<readonly UserRef[]>>();
    expectTypeOf<UserRef['name']>().toEqualTypeOf<Chain<string>>();
    expectTypeOf(team.members.lead.read.kind).toExtend<string>();
  });
});

describe('what may be of several kinds', () => {
  it('has the names that all of them have, until it is told by a field which one it is', async () => {
    const { author } = await notes.note('7');
    expectTypeOf(author).toEqualTypeOf<UserStub | BotStub>();
    expectTypeOf(author.name).toEqualTypeOf<string>();
    if (author.type === 'bot') expectTypeOf(author.version).toEqualTypeOf<number>();
    else expectTypeOf(author.email).toEqualTypeOf<Chain<string>>();
    expectTypeOf(notes.note('7').author.name).toEqualTypeOf<Chain<string>>();
    // @ts-expect-error -- a user has no version
    notes.note('7').author.version;
  });

  it('is read in lambdas by the names that all of them have', () => {
    expectTypeOf(notes.note('7').watchers.map(({ name }) => name)).resolves.toEqualTypeOf<
      string[]
    >();
  });

  it('is given to an action as any of them, as a chain or a snapshot, and as nothing else', async () => {
    const { author } = await notes.note('7');
    expectTypeOf(notes.note('7').assign).toBeCallableWith(author);
    expectTypeOf(notes.note('7').assign).toBeCallableWith(author, { since: '2020' });
    expectTypeOf(notes.note('7').assign)
      .parameter(0)
      .toEqualTypeOf<UserChain | BotChain | UserStub | BotStub>();
    // @ts-expect-error -- a note is neither a user nor a bot
    notes.note('7').assign(notes.note('8'));
  });

  it('is written in the map with each of its kinds, and no other', () => {
    const wrong: KindFor<Pick<NoteIn<'chain'>, 'author'>, object, object> = {
      members: {
        // @ts-expect-error -- it may be a bot as well
        author: member.ref('user', 'whole'),
      },
    };
    const other: KindFor<Pick<NoteIn<'chain'>, 'watchers'>, object, object> = {
      members: {
        // @ts-expect-error -- none of them is a room
        watchers: member.collection('user|room', { path: 'watchers', indexed: false }),
      },
    };
    const one: KindFor<Pick<UserIn<'chain'>, 'self'>, object, object> = {
      members: {
        // @ts-expect-error -- it is a user, and nothing else
        self: member.link('user|bot', { rel: 'self', path: '' }),
      },
    };
    expectTypeOf([wrong, other, one]).not.toBeAny();
  });
});
