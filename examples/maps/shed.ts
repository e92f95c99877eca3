/** What is known of the shed beforehand, as types and as a map. */
import {
  type Action,
  type ById,
  type ByParts,
  type Collection,
  type Forms,
  type InRow,
  type KindFor,
  type LinkMap,
  type Listing,
  member,
  type PageOf,
  type Parameters,
  type Ref,
  type Representation,
  type ResourceChain,
  type Row,
  type RowCollection,
  type Stub,
  type StubRef,
  type Whole,
} from 'hypchat';

/** Something that can be borrowed. */
export interface ToolIn<R extends Representation> {
  readonly name: Stub<R, string>;
  readonly shelf: Whole<R, number>;
  readonly note: Whole<R, string>;
  readonly owner: StubRef<R, PersonForms>;
  readonly loans: InRow<R, RowCollection<LoanForms, PageOf<LoanForms>> & Pick<Loans, 'add'>, Loans>;
  /** Who has it now: `null` where nobody does. */
  readonly borrower: PersonChain<Person | null>;
  readonly self: ToolChain<Tool>;
  relabel(changes: { readonly label: { readonly note: string } }): Action<undefined>;
}
export interface ToolStub extends ToolIn<'stub'> {}
export interface Tool extends ToolIn<'whole'> {}
export interface ToolRow extends ToolIn<'row'>, Row<ToolStub, ToolChain<ToolStub | undefined>> {}
export interface ToolChain<T = ToolStub> extends ToolIn<'chain'>, ResourceChain<'tool', T> {}
export interface MaybeToolChain extends ToolIn<'maybe'>, ResourceChain<'tool', ToolStub | null> {}
export interface ToolForms extends Forms {
  readonly kind: 'tool';
  readonly stub: ToolStub;
  readonly row: ToolRow;
  readonly chain: ToolChain;
  readonly maybe: MaybeToolChain;
  readonly whole: Tool;
  readonly walk: ToolIn<'chain'>;
  readonly refs: { readonly owner: PersonForms };
  readonly found: ToolChain<ToolStub | undefined>;
}

/** A neighbour. */
export interface PersonIn<R extends Representation> {
  readonly name: Stub<R, string>;
  readonly email: Whole<R, string>;
  readonly street: StreetChain<Street>;
  readonly self: PersonChain<Person>;
}
export interface PersonStub extends PersonIn<'stub'> {}
export interface Person extends PersonIn<'whole'> {}
export interface PersonRow
  extends PersonIn<'row'>,
    Row<PersonStub, PersonChain<PersonStub | undefined>> {}
export interface PersonChain<T = PersonStub>
  extends PersonIn<'chain'>,
    ResourceChain<'person', T> {}
export interface MaybePersonChain
  extends PersonIn<'maybe'>,
    ResourceChain<'person', PersonStub | null> {}
export interface PersonForms extends Forms {
  readonly kind: 'person';
  readonly stub: PersonStub;
  readonly row: PersonRow;
  readonly chain: PersonChain;
  readonly maybe: MaybePersonChain;
  readonly whole: Person;
  readonly walk: PersonIn<'chain'>;
  readonly refs: Readonly<Record<never, never>>;
  readonly found: PersonChain<PersonStub | undefined>;
}

/** That somebody borrowed a tool. */
export interface LoanIn<R extends Representation> {
  readonly days: Stub<R, number>;
  readonly person: StubRef<R, PersonForms>;
}
export interface Loan extends LoanIn<'stub'> {}
export interface LoanRow extends LoanIn<'row'>, Row<Loan, LoanChain<Loan | undefined>> {}
export interface LoanChain<T = Loan> extends LoanIn<'chain'>, ResourceChain<'loan', T> {}
export interface MaybeLoanChain extends LoanIn<'maybe'>, ResourceChain<'loan', Loan | null> {}
export interface LoanForms extends Forms {
  readonly kind: 'loan';
  readonly stub: Loan;
  readonly row: LoanRow;
  readonly chain: LoanChain;
  readonly maybe: MaybeLoanChain;
  readonly whole: Loan;
  readonly walk: LoanIn<'chain'>;
  readonly refs: { readonly person: PersonForms };
  readonly found: LoanChain<Loan | undefined>;
}
/** The loans of a tool, to which one can be added. */
export interface Loans extends Collection<LoanForms, PageOf<LoanForms>> {
  add(person: ResourceChain<'person', unknown> | number, days: number): CreatedLoan;
}
/** A loan that is being made: awaited, it is the loan. */
export interface CreatedLoan extends Action<Loan>, LoanIn<'chain'> {}

/** A street, which is named by its town and its own name. */
export interface StreetIn<R extends Representation> {
  readonly town: Ref<R, string>;
  readonly name: Ref<R, string>;
  readonly houses: Whole<R, number>;
}
export interface Street extends StreetIn<'whole'> {}
export interface StreetChain<T = Street> extends StreetIn<'chain'>, ResourceChain<'street', T> {}

/** Where every chain starts. */
export interface Shed {
  readonly tools: Listing<ToolForms>;
  readonly people: Listing<PersonForms>;
  readonly tool: ById<ToolForms, number>;
  readonly person: ById<PersonForms, number>;
  readonly street: ByParts<[town: string, name: string], StreetChain<Street>>;
}

const tool: KindFor<ToolIn<'chain'>, ToolIn<'stub'>, ToolIn<'ref'>> = {
  address: 'tools/{id}',
  members: {
    name: member.field('string', 'stub'),
    shelf: member.field('number', 'whole'),
    note: member.field('string', 'whole'),
    owner: member.ref('person', 'stub'),
    loans: member.collection('loan', {
      rel: 'loans',
      path: 'loans',
      indexed: false,
      embedded: 'expansion',
      actions: {
        add: member.action('POST', '', {
          parameters: {
            person: { type: 'integer', kind: 'person', required: true },
            days: { type: 'integer', required: true },
          },
          positional: ['person', 'days'],
          creates: 'loan',
          gives: 'stub',
        }).call,
      },
    }),
    borrower: member.link('person', { rel: 'borrower', path: 'borrower' }),
    self: member.link('tool', { path: '' }),
    relabel: member.action('PATCH', '', {
      parameters: { label: { type: 'any', required: true } },
    }),
  },
};

const person: KindFor<PersonIn<'chain'>, PersonIn<'stub'>, PersonIn<'ref'>> = {
  address: 'people/{id}',
  many: { path: 'people', most: 10 },
  members: {
    name: member.field('string', 'stub'),
    email: member.field('string', 'whole'),
    street: member.link('street', { rel: 'street' }),
    self: member.link('person', { path: '' }),
  },
};

const loan: KindFor<LoanIn<'chain'>, LoanIn<'stub'>, LoanIn<'ref'>> = {
  address: 'loans/{id}',
  members: {
    days: member.field('number', 'stub'),
    person: member.ref('person', 'stub'),
  },
};

const street: KindFor<StreetIn<'chain'>, StreetIn<'stub'>, StreetIn<'ref'>> = {
  address: 'streets/{town}/{name}',
  members: {
    town: member.field('string', 'ref'),
    name: member.field('string', 'ref'),
    houses: member.field('number', 'whole'),
  },
};

/** What is to be expanded can be said by hand: `shed.tool(1, { expand: 'owner' })`. */
const expand: Parameters = { expand: { type: 'any', expands: true } };

/** The link map of the shed. */
export const shedMap: LinkMap = {
  root: 'shed',
  kinds: {
    shed: {
      members: {
        tools: member.collection('tool', {
          rel: 'tools',
          path: 'tools',
          indexed: false,
          pageSize: 4,
          options: expand,
        }),
        people: member.collection('person', {
          rel: 'people',
          path: 'people',
          indexed: false,
          pageSize: 4,
          options: expand,
        }),
        tool: member.lookup('tool', 'tools/{id}', expand),
        person: member.lookup('person', 'people/{id}', expand),
        street: member.lookup('street', 'streets/{town}/{name}'),
      },
    },
    tool,
    person,
    loan,
    street,
  },
};
