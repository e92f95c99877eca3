/**
 * What a field is in each representation of its resource.
 *
 * Every kind of resource is one interface with its representation as the parameter, so that a name and its
 * docstring stand once: `RoomIn<'stub'>` is what a list brings, `RoomIn<'whole'>` the room itself,
 * `RoomIn<'row'>` what a lambda reads, `RoomIn<'chain'>` a room that nobody fetched yet, and
 * `RoomIn<'maybe'>` one that may turn out to be `null`.
 */
import type { Chain } from './chain.ts';
import type { Level } from './level.ts';
import type { OnlyNamed } from './sequence.ts';

/** A form in which a resource is met: as data from an answer, as a lambda's row, or as a chain. */
export type Representation = Level | 'row' | 'chain' | 'maybe';

/** A field that even a `ref` holds (what creating gives): a value wherever there is data. */
export type Ref<R extends Representation, T> = R extends 'chain'
  ? Chain<T>
  : R extends 'maybe'
    ? Chain<T | null>
    : T;

/** A field that stubs hold: a value on a stub, a chain on a `ref`. */
export type Stub<R extends Representation, T> = R extends 'chain' | 'ref'
  ? Chain<T>
  : R extends 'maybe'
    ? Chain<T | null>
    : T;

/** A field that only the whole resource holds: on a stub it is a chain, which may cost a request. */
export type Whole<R extends Representation, T> = R extends 'whole' | 'row'
  ? T
  : R extends 'maybe'
    ? Chain<T | null>
    : Chain<T>;

/** The forms of one kind of resource, as the other kinds need them. */
export interface Forms {
  /** The kind's name in the link map. */
  readonly kind: string;
  /** A stub, as a list or an owner holds it. */
  readonly stub: object;
  /** What a lambda gets. */
  readonly row: object;
  /** A chain that gives the stub when awaited. */
  readonly chain: object;
  /** A chain that gives the stub or `null` when awaited. */
  readonly maybe: object;
  /** The whole resource. */
  readonly whole: object;
  /** What can be stepped to, whatever awaiting the chain gives. */
  readonly walk: object;
  /** The forms of what it names, by the names: what can be expanded in it. */
  readonly refs: object;
  /** A chain that gives the stub, or `undefined` where none was found. */
  readonly found: object;
}

/** A stub of another resource, held by the owner's whole representation. */
export type WholeRef<R extends Representation, F extends Forms> = R extends 'whole'
  ? F['stub']
  : R extends 'row'
    ? F['row']
    : R extends 'maybe'
      ? F['maybe']
      : F['chain'];

/** A stub of another resource, held by the owner's stub already. */
export type StubRef<R extends Representation, F extends Forms> = R extends 'whole' | 'stub'
  ? F['stub']
  : R extends 'row'
    ? F['row']
    : R extends 'maybe'
      ? F['maybe']
      : F['chain'];

/** A stub of another resource, held by the owner's whole representation, where there may be none. */
export type MaybeRef<R extends Representation, F extends Forms> = R extends 'whole'
  ? F['stub'] | null
  : R extends 'row'
    ? F['row'] | null
    : F['maybe'];

/** A stub of another resource, held by the owner's stub already, where there may be none. */
export type MaybeStubRef<R extends Representation, F extends Forms> = R extends 'whole' | 'stub'
  ? F['stub'] | null
  : R extends 'row'
    ? F['row'] | null
    : F['maybe'];

/** What a lambda reads of one that is only named: all of it. Returned as it is, it is no more than its `ref`. */
export type NamedRow<F extends Forms & { readonly ref: object }> = F['row'] & OnlyNamed<F['ref']>;

/**
 * Another resource that is only named, by an id or its address, from the owner's stub on: its `ref` in data, until it is
 * read by itself. In the map it is `member.ref(…, { as: 'ref' })`, or `{ by: 'authorId' }`.
 */
export type NamedRef<
  R extends Representation,
  F extends Forms & { readonly ref: object },
> = R extends 'whole' | 'stub'
  ? F['ref']
  : R extends 'row'
    ? NamedRow<F>
    : R extends 'maybe'
      ? F['maybe']
      : F['chain'];

/** A list of others that are only named, by their ids or addresses, from the owner's stub on: their `ref`s in data. */
export type NamedList<
  R extends Representation,
  F extends Forms & { readonly ref: object },
> = R extends 'whole' | 'stub'
  ? readonly F['ref'][]
  : R extends 'row'
    ? readonly NamedRow<F>[]
    : R extends 'maybe'
      ? Chain<readonly F['ref'][] | null>
      : Chain<readonly F['ref'][]>;
/** The same, where there may be none: `null` in data then. */
export type MaybeNamedRef<
  R extends Representation,
  F extends Forms & { readonly ref: object },
> = R extends 'whole' | 'stub'
  ? F['ref'] | null
  : R extends 'row'
    ? NamedRow<F> | null
    : F['maybe'];

/** Another resource that only an expansion brings: a value where a lambda reads it, else a chain that asks for that. */
export type ExpandedRef<R extends Representation, F extends Forms> = R extends 'row'
  ? F['row']
  : R extends 'maybe'
    ? F['maybe']
    : F['chain'];

/** A list of others that only an expansion brings. */
export type ExpandedList<R extends Representation, F extends Forms> = R extends 'row'
  ? readonly F['row'][]
  : R extends 'maybe'
    ? Chain<readonly F['stub'][] | null>
    : Chain<readonly F['stub'][]>;

/** A short list of stubs, held by the owner's stub already. */
export type StubList<R extends Representation, F extends Forms> = R extends 'whole' | 'stub'
  ? readonly F['stub'][]
  : R extends 'row'
    ? readonly F['row'][]
    : R extends 'maybe'
      ? Chain<readonly F['stub'][] | null>
      : Chain<readonly F['stub'][]>;
