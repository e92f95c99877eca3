/**
 * Where a walk stands.
 *
 * What it lacks to go on from there is said in `need/need.ts`, and what it has come to in `need/outcome.ts`.
 */
import type { ActionMember } from '../../types/callMember.ts';
import type { Held, Level } from '../../types/level.ts';
import type { Codec } from '../../values/codec.ts';
import type { Keyset } from '../known/keyset.ts';
import type { Knowledge } from '../known/known.ts';
import type { Known, Reference, ResourceRecord } from '../known/records.ts';
import type { Wish } from '../known/wish.ts';

/** A resource whose address is known, whether or not it was fetched. */
export interface ResourcePlace {
  readonly at: 'resource';
  /** Absolute; in a foretold walk it may hold holes. */
  readonly address: string;
  readonly kind: string | undefined;
  /** The representation that a chain which ends here gives. */
  readonly shows: Level;
  /** The page through which it was found, so that its siblings can be loaded with it. */
  readonly origin?: Origin;
  /** The resource that names it, under that name, so that it can come with that one. */
  readonly inOwner?: InOwner;
  /** What was asked to be expanded in it: it is shown whole in its place. */
  readonly expanded?: Wish;
  /** The reference by which it was found: what stands there is what it is. */
  readonly found?: Reference;
  /** The same of a thing that is meant itself, whatever stands there: who named it can tell its stub again. */
  readonly namedBy?: Reference;
  /** In whose document that reference stands in a list. */
  readonly listedIn?: Pick<InOwner, 'address' | 'kind'>;
}

/** The resource that names another, and the name. */
export interface InOwner {
  readonly address: string;
  readonly kind: string | undefined;
  readonly name: string;
  /** The least representation of the owner that names it, or that only an expansion brings it. */
  readonly in: Held;
  /** The one that names the owner. */
  readonly above?: InOwner;
}

/** The names that lead to a thing from the nearest one above it that is meant; `undefined` where none is. */
export function pathFrom(
  inOwner: InOwner | undefined,
  isMeant: (address: string) => boolean,
): readonly string[] | undefined {
  const path: string[] = [];
  for (let owner = inOwner; owner !== undefined; owner = owner.above) {
    path.unshift(owner.name);
    if (isMeant(owner.address)) return path;
  }
  return undefined;
}

/** How a collection hangs in the resource that has it: an expansion of that one may bring it. */
export interface Hung {
  readonly inOwner: InOwner;
  /** The page through which that was found, with the way from its item to the collection. */
  readonly origin?: Origin;
}

/** How what a resource names hangs in it. @param held - The least representation of the resource that names it. */
export function hangingIn(
  { address, kind, origin, inOwner: above }: ResourcePlace,
  name: string,
  held: Held,
): Hung {
  return {
    ...(origin && { origin: { ...origin, path: [...origin.path, name] } }),
    inOwner: { address, kind, name, in: held, ...(above && { above }) },
  };
}

/** The resource at an address, as it is awaited. */
export function wholeAt(address: string, kind: string | undefined): ResourcePlace {
  return { at: 'resource', address, kind, shows: 'whole' };
}

/** The way from an item of a list to a resource. */
export interface Origin {
  readonly list: string;
  readonly index: number;
  /** The references followed from the item on. */
  readonly path: readonly string[];
  /** Whether code goes through the page item by item: then what one lacks, the others will lack as well. */
  readonly isWalked: boolean;
}

/** A collection whose address is known. */
export interface CollectionPlace {
  readonly at: 'collection';
  /** With the options that were written, in the query, but for those that pick a page. */
  readonly address: string;
  /** With all of them: the page that awaiting the collection gives. */
  readonly page: string;
  readonly kind: string;
  readonly indexed: boolean;
  readonly items: boolean;
  /** Whether options picked the page otherwise than by where it starts: nobody knows where in the collection it is. */
  readonly isPicked?: true;
  /** Where the options that were written let it start; default at its first item. */
  readonly start?: number;
  /** The page size that was written; default as large as the server allows. */
  readonly size?: number;
  /** Of one without an index: the page size that is asked for where all of it is wanted. */
  readonly wholeSize?: number;
  /** What can be called on it. */
  readonly actions?: Readonly<Record<string, ActionMember>>;
  /** What stands on its pages of each item; default `stub`. */
  readonly as?: 'ref' | 'stub';
  /** What was asked to be expanded of its items: they are shown whole, with that in them. */
  readonly expanded?: Wish;
  /** How the whole of it is gone through, where that is by a key. */
  readonly keyset?: Keyset;
  /** How it hangs in its owner, where an expansion of that may bring it. */
  readonly hung?: Hung;
  /** The page in hand that it was taken from: what follows that is what it declares, whatever was changed since. */
  readonly inHand?: ResourceRecord;
}

/** Data in hand. */
export interface ValuePlace {
  readonly at: 'value';
  /** `undefined` when the document has no such field. */
  readonly value: Known | undefined;
  readonly codec: Codec;
  /** The kind of the resources in it, if it is a list of such. */
  readonly kind?: string;
  /** How much stands there of each of these; default `stub`. */
  readonly as?: 'ref' | 'stub';
  /** The codecs of its fields, if it is the answer of an action. */
  readonly codecs?: Readonly<Record<string, Codec>>;
  /** What it is a field of, for errors. */
  readonly of: string;
  /** The resource in whose document it stands, where it holds others. */
  readonly owner?: ResourcePlace;
}

/** What an operation gave: what the last lambda returned, or items as they are. */
interface ResultPlace {
  readonly at: 'result';
  /** As they came from the lambda: rows, chains and plain data. */
  readonly values: readonly unknown[];
  /** Whether there is one value, and not a list of them. */
  readonly isOne: boolean;
  /** Where the chains among them led. */
  readonly given: ReadonlyMap<object, Place>;
  /** By what those of them are shown that are answers of actions, and stand as they were then. */
  readonly asOf?: ReadonlyMap<object, Knowledge>;
}

/** The next items of a collection that is gone through. */
export interface BatchPlace extends Omit<ResultPlace, 'at' | 'isOne'> {
  readonly at: 'batch';
  /** Whether there are no more after these. */
  readonly isLast: boolean;
  /** The collection, and the index of the first item that was not read yet. */
  readonly source: { readonly address: string; readonly next: number } | undefined;
}

/** The place where a chain ended of which only the address was wanted. */
interface AddressPlace {
  readonly at: 'address';
  readonly place: Place;
}

export type Place =
  | ResourcePlace
  | CollectionPlace
  | ValuePlace
  | ResultPlace
  | BatchPlace
  | AddressPlace;
