/**
 * A chain as a program: its steps with their meaning by the link map, where the walk stands before and after each, and
 * the chains that are arguments of them, which are programs themselves.
 *
 * Whether a server declares what the map says is not known here: this is what can be said beforehand.
 */

import type { ActionMember, LookupMember } from '../../types/callMember.ts';
import type { Level } from '../../types/level.ts';
import type {
  CollectionMember,
  FieldMember,
  LinkMember,
  ListMember,
  RefMember,
} from '../../types/readMember.ts';
import type { Codec } from '../../values/codec.ts';
import type { Knowledge } from '../known/known.ts';
import type { Fields } from '../known/Selection.ts';
import type { Wish } from '../known/wish.ts';
import { GivenChain } from '../map/given.ts';
import type { Query } from '../map/Spelled.ts';
import type { Failure } from '../need/outcome.ts';
import type { Act } from '../need/request.ts';
import type { Place } from '../place/place.ts';
import type { Recorded, Stage } from './operation.ts';

/** A step as it was written: a name or an index, with the arguments if it was called. */
export interface Written {
  readonly name: string | number;
  /** Whether `name` must not be taken for anything but a field or link of the server. */
  readonly verbatim: boolean;
  readonly args: readonly unknown[] | undefined;
  /** What this very call is known by: two awaits of one action are one action. */
  readonly identity: object;
  /** Where it stands in the chain, for the mark in an error. */
  readonly at: number;
  /** What it sends, where that was written out by hand. */
  readonly byHand?: Handwritten;
}

/** Where a walk stands, as far as the map can tell. */
export type Position =
  | { readonly on: 'resource'; readonly kind: string | undefined; readonly shows: Level }
  | {
      readonly on: 'collection';
      readonly kind: string;
      /** Whether the step to its items was taken. */
      readonly items: boolean;
      /** What can be called on it. */
      readonly actions?: Readonly<Record<string, ActionMember>>;
      /** The representation of its items. */
      readonly shows: Level;
      /** What stands on its pages of each; default `stub`. */
      readonly as?: 'ref' | 'stub';
    }
  /** After an operation on a collection. */
  | { readonly on: 'sequence'; readonly recorded: Recorded }
  /** What an operation gives at its end: from there nothing leads on. */
  | { readonly on: 'results'; readonly of: string }
  | { readonly on: 'list'; readonly kind: string }
  | { readonly on: 'value'; readonly codec: Codec }
  | { readonly on: 'unforeseen' };

/** What a step means. */
export type Meaning =
  | { readonly is: 'field'; readonly member: FieldMember }
  | { readonly is: 'ref'; readonly member: RefMember }
  | { readonly is: 'list'; readonly member: ListMember }
  | { readonly is: 'link'; readonly member: LinkMember }
  | { readonly is: 'collection'; readonly member: CollectionMember }
  | { readonly is: 'lookup'; readonly member: LookupMember }
  | { readonly is: 'action'; readonly member: ActionMember | Handwritten }
  | { readonly is: 'items' }
  | { readonly is: 'item' }
  /** An operation on the items. `recorded` is what all stages up to this one touch of an item. */
  | {
      readonly is: 'operation';
      readonly stage: Stage;
      readonly recorded: Recorded;
      /** What the lambda gave on a sample. */
      readonly given: { readonly value: unknown } | undefined;
    }
  /** The following or the preceding page. */
  | { readonly is: 'pageLink' }
  | { readonly is: 'pageField' }
  /** Inside plain data. */
  | { readonly is: 'property' }
  /** A name that needs a call to mean anything. */
  | { readonly is: 'uncalled'; readonly hint: string }
  /** A step from where no step leads on. */
  | { readonly is: 'misplaced'; readonly message: string }
  /** A call of what cannot be called. */
  | { readonly is: 'uncallable'; readonly hint: string }
  /** Nothing that the map knows: the documents decide. */
  | { readonly is: 'unforeseen' };

/** What a step was called with: the path of a lookup, with the id in it, and the options that go into the query. */
export interface CalledWith {
  readonly path: string;
  readonly query: Query;
}

/** A step with its meaning. */
export interface Move extends Written {
  readonly from: Position;
  readonly meaning: Meaning;
  /** What was asked to be expanded, where the step was called with that. */
  readonly expand?: Wish;
  /** What a lookup, a link or a collection was called with, as it goes into an address. */
  readonly called?: CalledWith;
  /** The action that waits for what stands here, where it is the end of an argument. */
  readonly awaitedBy?: object;
  /** Whether it is the end of a chain of which only the address is wanted. */
  readonly isAddress?: true;
}

/** What one awaited chain asks for. */
export interface Want {
  readonly start: Place;
  readonly moves: readonly Move[];
  /** Where it ends, as far as the map can tell. */
  readonly ends: Position;
  /**
   * What is wanted of the place where it ends: the value that stands there, only its address, the next of its items,
   * as many as can be had without asking for more, what its lambdas gave, as they gave it, or that its collection has begun where
   * the page of its owner can bring that.
   */
  readonly goal: 'value' | 'address' | 'batch' | 'given' | 'begun';
  /** How many of the things that are given may be enough; all of them by default. */
  readonly enough?: number;
  /** All that it reads, where that can be told and nothing leads on from what it gives. */
  readonly reads?: Fields;
}

/** Whose walk an argument goes on with: that of the snapshot it starts from, one that begins, or that of its action. */
export type WalkOfArgument = { readonly known: Knowledge } | 'anew' | 'here';

/** A chain, or a resource that was fetched, given as an argument. */
export class Argument extends GivenChain {
  readonly want: Want;
  /** The kind of resource that it is by the map. */
  readonly kind: string | undefined;
  /** The error of a walk to it that failed. */
  readonly toError: (failure: Failure) => unknown;
  readonly walk: WalkOfArgument;

  constructor(
    want: Want,
    text: string,
    toError: (failure: Failure) => unknown,
    walk: WalkOfArgument,
  ) {
    super(text);
    this.want = want;
    this.toError = toError;
    this.walk = walk;
    this.kind = want.ends.on === 'resource' ? want.ends.kind : undefined;
  }
}

/** What a step sends that was written out by hand. */
export interface Handwritten extends Omit<ActionMember, 'method'> {
  readonly method: string;
  /**
   * Checks the arguments, before anything is sent.
   *
   * @throws {TypeError} For what cannot be sent.
   */
  check(args: readonly unknown[]): void;
  /**
   * What is sent.
   *
   * @param placeOf - Where a chain among the arguments has led.
   * @param sentFor - What stands for it in a body or a query.
   * @throws {TypeError} For what cannot be sent.
   */
  write(
    args: readonly unknown[],
    placeOf: (argument: Argument) => Place | undefined,
    sentFor: (argument: Argument) => unknown,
  ): Pick<Act, 'address' | 'body' | 'form' | 'headers'>;
}

/** Whether an action was written out by hand. */
export function isHandwritten(action: ActionMember | Handwritten): action is Handwritten {
  return 'write' in action;
}

/** Whether what is sent by that method changes nothing: it is sent at each await, and makes nothing unknown. */
export function isReading({ method }: { readonly method: string }): boolean {
  return method === 'GET';
}

/** Whether a step changes something. */
export function isSending({ meaning }: Pick<Move, 'meaning'>): boolean {
  if (meaning.is === 'action') return !isReading(meaning.member);
  return meaning.is === 'operation' && meaning.stage.is === 'forEach';
}
