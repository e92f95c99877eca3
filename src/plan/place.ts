/**
 * Where a walk stands, what it needs to go on, and what is then asked: the planner's data.
 */

import type { ActionMember, BodyForm } from '../types/callMember.ts';
import type { Level } from '../types/level.ts';
import type { KeyedWalk } from '../types/readMember.ts';
import type { Codec } from '../values/codec.ts';
import type { KeyPosition, Keyset } from './keyset.ts';
import type { Knowledge } from './known.ts';
import type { Moves } from './lists.ts';
import type { Known, Reference } from './records.ts';
import type { Fields } from './Selection.ts';
import type { Wish } from './wish.ts';

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
  /** In whose document that reference stands in a list. */
  readonly listedIn?: Pick<InOwner, 'address' | 'kind'>;
}

/** The resource that names another, and the name. */
export interface InOwner {
  readonly address: string;
  readonly kind: string | undefined;
  readonly name: string;
  /** The least representation of the owner that names it. */
  readonly in: Level;
  /** The one that names the owner. */
  readonly above?: InOwner;
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
}

/** Data in hand. */
export interface ValuePlace {
  readonly at: 'value';
  /** `undefined` when the document has no such field. */
  readonly value: Known | undefined;
  readonly codec: Codec;
  /** The kind of the resources in it, if it is a list of such. */
  readonly kind?: string;
  /** The codecs of its fields, if it is the answer of an action. */
  readonly codecs?: Readonly<Record<string, Codec>>;
  /** What it is a field of, for errors. */
  readonly of: string;
  /** The resource in whose document it stands, where it holds others. */
  readonly owner?: ResourcePlace;
}

/** What an operation gave: what the last lambda returned, or items as they are. */
export interface ResultPlace {
  readonly at: 'result';
  /** As they came from the lambda: rows, chains and plain data. */
  readonly values: readonly unknown[];
  /** Whether there is one value, and not a list of them. */
  readonly isOne: boolean;
  /** Where the chains among them led. */
  readonly given: ReadonlyMap<object, Place>;
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
export interface AddressPlace {
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

/** A page that starts at a key. */
export interface KeyedPage {
  readonly by: KeyedWalk;
  /** The collection's address without the key. */
  readonly address: string;
  readonly position: KeyPosition;
  /** The oldest key wanted. */
  readonly until: string | undefined;
}

/**
 * How a page lies that is to tell where the next item stands, since some may have been taken away: it begins so many
 * items before, at the very first, or behind a page of which all items came already.
 */
export type Overlap = 'back' | 'first' | 'onward';

/** Which part of a list is needed. */
export type Part =
  /** The page that the address itself gives. */
  | { readonly page: true }
  /** The item at that index of the whole collection. */
  | { readonly index: number }
  /**
   * As many items as a page can hold, from that index on; by a declared link where there is one. `most` says
   * that fewer will do, `isAhead` that those before them are not there yet.
   */
  | {
      readonly from: number;
      readonly next?: string;
      readonly most?: number;
      readonly isAhead?: true;
      /** The server's own index of it, where that is another. */
      readonly at?: number;
      /** The moves that are known of. */
      readonly asOf?: Moves;
      readonly overlap?: Overlap;
    }
  /** The items from a key on. */
  | { readonly from: number; readonly keyed: KeyedPage };

/** What an answer has to bring before a walk can go on. */
export type Need = {
  /** What learns it, where that is another walk than the one that needs it: that of an argument. */
  readonly knownTo?: Knowledge;
} & (
  | {
      readonly of: 'resource';
      readonly address: string;
      readonly kind: string | undefined;
      readonly wish: Wish;
      readonly origin?: Origin;
      readonly inOwner?: InOwner;
      readonly reason: string;
      /** Whether it has to be asked though it is known: an action has changed what stands in it. */
      readonly anew?: true;
      /** Whether only a request for it alone brings what is needed: its ETag, which nothing that is expanded has. */
      readonly alone?: true;
      /** Whether a lambda's result for one item needs it: there may be no item, or many. */
      readonly ofItem?: true;
    }
  | {
      readonly of: 'list';
      readonly address: string;
      readonly kind: string;
      /** What its pages hold of each item; default `stub`. */
      readonly as?: 'ref' | 'stub';
      readonly indexed: boolean;
      readonly part: Part;
      /** The size of its pages, where that was written. */
      readonly size?: number;
      /** What is wanted of each item. */
      readonly wish: Wish;
      readonly reason: string;
      readonly ofItem?: true;
    }
);

/** One request that reads. */
export type Ask =
  | {
      readonly of: 'resource';
      readonly address: string;
      readonly kind: string | undefined;
      readonly wish: Wish;
      /** What of it is really asked for, where the server takes less. */
      readonly asked?: Wish;
      /** What is read of each kind, where no more is asked for. */
      readonly fields?: Fields;
      readonly reasons: readonly string[];
      /** The addresses of what is to come with it, though the way there leads elsewhere. */
      readonly brings?: ReadonlySet<string>;
    }
  | {
      /** Several of one kind, by their ids. */
      readonly of: 'many';
      /** Where many of that kind are asked for. */
      readonly address: string;
      readonly kind: string;
      /** The addresses of those that are asked for, with the id of each. */
      readonly members: ReadonlyMap<string, string>;
      /** What is wished of each, which arrives whole by itself. */
      readonly wish: Wish;
      readonly asked?: Wish;
      /** Never less than all: what is read among others is no page that could be asked again. */
      readonly fields?: undefined;
      readonly reasons: readonly string[];
      readonly brings?: ReadonlySet<string>;
    }
  | {
      readonly of: 'list';
      /** The collection's address, by which the list is known; for a page, the page's. */
      readonly address: string;
      readonly kind: string;
      /** What it holds of each item that is not expanded; default `stub`. */
      readonly as?: 'ref' | 'stub' | undefined;
      /** Which page of it: its first index and size, or a declared address; neither for the plain page. */
      readonly window?: { readonly start: number; readonly size: number };
      /** The window that the server makes of it, where it rounds one to whole pages. */
      readonly covers?: { readonly start: number; readonly size: number };
      readonly href?: string;
      /** Or it starts at a key. */
      readonly keyed?: KeyedPage & { readonly size: number };
      /** The size of the collection's pages, where that was written. */
      readonly pageSize?: number;
      /** The index at which the page is expected to start. */
      readonly start: number;
      readonly indexed: boolean;
      /** The items that are wanted by their index. */
      readonly indices: readonly number[];
      /** Whether the items before it are not there yet, and are asked for at the same time. */
      readonly isAhead?: true;
      /** The moves that were known of when it was asked. */
      readonly asOf?: Moves;
      readonly overlap?: Overlap;
      /** Whether the items are asked for a second time, with more of them expanded. */
      readonly again: boolean;
      readonly wish: Wish;
      readonly asked?: Wish;
      readonly fields?: Fields;
      /** The names in its query that expand: what the answer declares may repeat them. */
      readonly adds?: ReadonlySet<string>;
      readonly reasons: readonly string[];
      readonly brings?: ReadonlySet<string>;
    };

/** One request that changes something. */
export interface Act {
  readonly method: string;
  readonly address: string;
  /** The kind of what it is an action of, or of the items of that. */
  readonly kind?: string | undefined;
  readonly body: unknown;
  /** How the body is written, where that is not JSON. */
  readonly form?: BodyForm;
  /** More headers than those of every request, by names in small letters. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it was written out by hand: then nobody knows what it changes, and its answer is given as it came. */
  readonly byHand?: true;
  /** A name and its password, sent in the place of the token. */
  readonly basic?: readonly [name: string, password: string];
  /** What it changes: the resource or collection that it is an action of. */
  readonly changes: string;
  readonly isCollection: boolean;
  /** The collections that lie beside that, found by its id. */
  readonly beside?: readonly string[];
  /** Whether it writes back what was read of the resource. */
  readonly writesBack?: boolean;
  /** The kind of the resource that it gives: the one that it makes, or the very one that it is an action of. */
  readonly givesKind?: string;
  readonly givesItself?: boolean;
  /** Whether nobody foresees what it answers: then the answer tells. */
  readonly isOpen?: boolean;
  /** Where it is sent, where that is not below what it changes: what lies there may be changed as well. */
  readonly alsoChanges?: string;
  /** How much its answer holds of that; default `ref`. */
  readonly gives?: Level;
  /** What is read of that by whoever goes on from it, and how the action is written where its answer may bring that expanded. */
  readonly behind?: {
    readonly wish: Wish;
    readonly write: (paths: readonly string[]) => Partial<Act>;
  };
  /** What its answer is asked to bring expanded. */
  readonly asked?: Wish;
  readonly answers?: Readonly<Record<string, Codec>>;
  /** What this call is known by. */
  readonly identity: object;
  readonly reason: string;
  /** Whether a lambda gave it for one item: there may be no item, or many. */
  readonly ofItem?: true;
  /** The item of a `forEach` for which it is the last that is to be done. */
  readonly forItem?: ForItem;
}

/** An item of a `forEach`, with an action for it. */
export interface ForItem {
  readonly item: Place;
  /** The index that the lambda was given. */
  readonly index: number;
  /** The action as it was written. */
  readonly action: string;
  /** What was known of the item. */
  readonly known: Knowledge;
  /** The `forEach`, where it stands within the lambda of another. */
  readonly chain?: string;
  /** How far the `forEach` is. */
  readonly count: { done: number; readonly of: number };
}

/** Why a walk cannot go on: a sentence without the chain, and the step that it is about. */
export interface Failure {
  /** The index of the step, in the chain as it was written. */
  readonly step: number;
  readonly code:
    | 'noSuchLink'
    | 'noSuchItem'
    | 'pastNothing'
    /** A wrong argument. */
    | 'misuse'
    /** A lambda threw an error of its own. */
    | 'thrown'
    /** Some of the actions of a `forEach` failed: `cause` holds them. */
    | 'someFailed'
    | 'request'
    /** Only an answer can tell, and there is none in a foretold walk. */
    | 'unforeseen';
  readonly message: string;
  /** For `request`, `misuse` and `thrown`: the error itself. */
  readonly cause?: unknown;
}

/** What one want has come to. */
export type Outcome =
  | { readonly is: 'done'; readonly place: Place }
  | { readonly is: 'need'; readonly needs: readonly Need[]; readonly step: number }
  | {
      readonly is: 'act';
      readonly acts: readonly Act[];
      /** How many of them may be sent at once. */
      readonly concurrency: number;
      readonly step: number;
    }
  | { readonly is: 'failed'; readonly failure: Failure };
