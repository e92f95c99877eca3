/**
 * What a walk lacks to go on: a resource, or a part of a list.
 *
 * Which requests bring it is no matter of a need: `ask/unite.ts` makes them of all the needs of a round.
 */
import type { KeyedWalk } from '../../types/readMember.ts';
import type { KeyPosition } from '../known/keyset.ts';
import type { Knowledge } from '../known/known.ts';
import type { Moves } from '../known/lists.ts';
import type { Wish } from '../known/wish.ts';
import type { Hung, InOwner, Origin } from '../place/place.ts';

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
  /** The page that the address itself gives; with `upTo`, those that follow it as well, as far as that item: `Infinity` for all. */
  | { readonly page: true; readonly upTo?: number }
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
      /** The one item for which they are gone through; default all of them. */
      readonly upTo?: number;
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
  readonly address: string;
  /** What is wanted of it; of a list, of each item. */
  readonly wish: Wish;
  readonly reason: string;
  /** Whether a lambda's result for one item needs it: there may be no item, or many. */
  readonly ofItem?: true;
} & (
  | {
      readonly of: 'resource';
      readonly kind: string | undefined;
      readonly origin?: Origin;
      readonly inOwner?: InOwner;
      /** Set where it has to be asked though it is known, for an action has changed what stands in it: the names of what only an expansion brings of that. */
      readonly anew?: readonly string[];
      /** Whether only a request for it alone brings what is needed: its ETag, which nothing that is expanded has. */
      readonly alone?: true;
      /** Others that are only guessed to be needed: they come along where a request for several by their ids has room, and cause none. */
      readonly beside?: readonly ResourceNeed[];
    }
  | {
      readonly of: 'list';
      readonly kind: string;
      /** What its pages hold of each item; default `stub`. */
      readonly as?: 'ref' | 'stub';
      readonly indexed: boolean;
      readonly part: Part;
      /** The size of its pages, where that was written. */
      readonly size?: number;
      /** How it hangs in its owner, where an expansion of that may bring it. */
      readonly hung?: Hung;
    }
);

/** The need for a resource. */
export type ResourceNeed = Need & { readonly of: 'resource' };

/** The need for a part of a collection. */
export type ListNeed = Need & { readonly of: 'list' };
