/**
 * What a name of a link map is when it is read: a field, others that are named in their owner, and what a link leads to.
 */
import type { Codec } from '../values/codec.ts';
import type { ActionMember } from './callMember.ts';
import type { Held, Level } from './level.ts';
import type { Parameters } from './parameter.ts';

/** A plain field of a resource. */
export interface FieldMember {
  /** Which sort of member it is. */
  readonly is: 'field';
  /** How its JSON becomes a value: `string`, `number`, `boolean`, `instant` or `json`. */
  readonly codec: Codec;
  /** The least representation that holds it. */
  readonly in: Level;
}

/** A resource named inside another: it arrives as a stub in a field, and can be expanded there. */
export interface RefMember {
  /** Which sort of member it is. */
  readonly is: 'ref';
  /**
   * The kind of resource that is meant; `user|bot` where it may be of either: which one it is, the document says (`Doc.kind`),
   * its address, or `kindBy`. The same may be said of the kind of lists, links, collections, lookups and what an action creates.
   */
  readonly kind: string;
  /** Of several kinds: the field of the owner that says which one it is, by its name or its `type`: `subjectType`. */
  readonly kindBy?: string;
  /** The least representation of the owner that holds the stub; `expansion` where only an expansion brings it. */
  readonly in: Held;
  /** Where it has an address of its own: its path below the owner's address. */
  readonly path?: string;
  /** What stands there of it unless it is expanded; default `stub`. */
  readonly as?: 'ref' | 'stub';
  /**
   * The field of the owner that holds its id, from which its address is made by its kind's template: `authorId`; or
   * one for each hole of that template, in their order. Its own name says that the id stands in its very place, until a
   * whole thing does because it was expanded. Where one of them is `null`, so is this. What stands there of it is a `ref`.
   */
  readonly by?: string | readonly string[];
}

/** A short list of stubs inside a resource. */
export interface ListMember {
  /** Which sort of member it is. */
  readonly is: 'list';
  /** The kind of the stubs. */
  readonly kind: string;
  /** The least representation of the owner that holds the list. */
  readonly in: Held;
  /** Set where the server leaves the list out when it is empty. */
  readonly absent?: 'empty';
  /** What stands there of each unless they are expanded; default `stub`. */
  readonly as?: 'ref' | 'stub';
  /**
   * The field of the owner that holds the list of their ids: `tagIds`; or its own name, where an id stands in the very place
   * of each until that is expanded. What stands there of them are `ref`s.
   */
  readonly by?: string;
}

/** Whether a name is of others, that are named in their owner. */
export function isNaming(read: ReadMember | undefined): read is RefMember | ListMember {
  return read?.is === 'ref' || read?.is === 'list';
}

/** What stands of others in the one that names them; `stub` where the map says of a name no such thing. */
export function levelNamed(read: ReadMember | undefined): 'ref' | 'stub' {
  return isNaming(read) ? (read.as ?? ('by' in read ? 'ref' : 'stub')) : 'stub';
}

/** A link to one resource, which arrives whole. */
export interface LinkMember {
  /** Which sort of member it is. */
  readonly is: 'link';
  /** The kind of what it leads to. */
  readonly kind: string;
  /** The name under which documents declare it. */
  readonly rel?: string;
  /** The least representation that declares it; default `stub`. */
  readonly declaredIn?: Level;
  /** Its path below the owner's address, used only where the document that declares it was not fetched. */
  readonly path?: string;
  /** What it can be called with. */
  readonly options?: Parameters;
}

/** A link to a collection of resources, which comes in pages of stubs. */
export interface CollectionMember {
  /** Which sort of member it is. */
  readonly is: 'collection';
  /** The kind of the items. */
  readonly kind: string;
  /** The name under which documents declare it. */
  readonly rel?: string;
  /** The least representation that declares it; default `stub`. */
  readonly declaredIn?: Level;
  /** Its path below the owner's address. */
  readonly path?: string;
  /**
   * Where it lies beside its owner and is found by the owner's id: its address below the endpoint, with the id in it as the address of
   * the owner's kind has it: `articles?filter[author]={id}`. It is written as it is meant: what has to be escaped is. Only where a lookup
   * takes no other name of the owner than that id.
   */
  readonly address?: string;
  /**
   * What stands on its pages of each item unless it is expanded there; default `stub`. A `ref` is a link or an id, and what else is read
   * of an item is asked for: by expanding the items, by their ids, or one by one.
   */
  readonly as?: 'ref' | 'stub';
  /**
   * From which representation of the owner on its first items stand in the owner's document under its name, as a
   * `ListDoc`; `expansion` where they do once that was asked for. Then no request is spent on those.
   */
  readonly embedded?: Held;
  /**
   * Set where the server leaves it out of the document when it is empty: what is `embedded`, or its link, where the map has no
   * `path` and no `address` for it. Then it is empty, and nothing is asked.
   */
  readonly absent?: 'empty';
  /**
   * Whether an item can be asked for by its index (`items[1500]` without the pages before it). Leave it
   * `false` where the server ignores windows, or where the order depends on the page.
   */
  readonly indexed: boolean;
  /**
   * Of one without an index: how many items its pages are asked to have, by the dialect's `window`, where all items are wanted,
   * or one by its index. Default: as many as the server gives where nobody asks.
   */
  readonly pageSize?: number;
  /** What it can be called with. */
  readonly options?: Parameters;
  /** The names of the options that can be given by position, in their order: `history('recent', 50)`. */
  readonly positional?: readonly string[];
  /** What can be called on this collection: `hc.rooms.create(…)`. */
  readonly actions?: Readonly<Record<string, ActionMember>>;
  /** How the whole of it is gone through, where neither an index nor `next` can be relied on. */
  readonly walk?: KeyedWalk;
}

/** How a collection is gone through by a key of its items, newest first: each page starts where the last one ended. */
export interface KeyedWalk {
  /** The wire name of the parameter that takes the key of a page's first item. */
  readonly parameter: string;
  /**
   * How the newest items are asked for, where the walk starts now: by the server's clock, never by the client's. Such a
   * page takes no window, and declares no other.
   */
  readonly newest: {
    /** The parameter's value. */
    readonly value: string;
    /** How many items there are at most: a page with fewer is the last one. */
    readonly size: number;
  };
  /** The wire name of the parameter that takes the key of the oldest item wanted, if there is one. */
  readonly until?: string;
  /** The field of an item that is its key: a moment. Several items may share one. */
  readonly field: string;
  /** The field that tells items apart. */
  readonly id: string;
  /** What is asked of every page, to have the newest first. */
  readonly query: readonly (readonly [name: string, value: string])[];
}

/** What a name is when it is read, on a chain or a snapshot. */
export type ReadMember = FieldMember | RefMember | ListMember | LinkMember | CollectionMember;

/** The least representation that holds what a name is; `undefined` of what is no value. */
export function heldIn(read: ReadMember | undefined): Held | undefined {
  return read !== undefined && 'in' in read ? read.in : undefined;
}
