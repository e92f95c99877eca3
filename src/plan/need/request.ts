/**
 * What is asked of the server: requests that read, and requests that change something.
 *
 * They are data: the dialect spells them, and `src/walk` sends them.
 */
import type { BodyForm } from '../../types/callMember.ts';
import type { Level } from '../../types/level.ts';
import type { Codec } from '../../values/codec.ts';
import type { Knowledge } from '../known/known.ts';
import type { Moves } from '../known/lists.ts';
import type { Fields } from '../known/Selection.ts';
import type { Wish } from '../known/wish.ts';
import type { Place } from '../place/place.ts';
import type { KeyedPage, Overlap } from './need.ts';

/** One request that reads. */
export type Ask = {
  /** Of a resource, or the collection by which the list is known; for a page, the page's; for several, where many of that kind are asked for. */
  readonly address: string;
  /** What is wished of it, or of each. */
  readonly wish: Wish;
  /** What of it is really asked for, where the server takes less. */
  readonly asked?: Wish;
  readonly reasons: readonly string[];
  /** The addresses of what the planner expects to come with it. */
  readonly brings?: ReadonlySet<string>;
} & (
  | {
      readonly of: 'resource';
      readonly kind: string | undefined;
      /** What is read of each kind, where no more is asked for. */
      readonly fields?: Fields;
    }
  | {
      /** Several of one kind, by their ids. Each arrives whole by itself. */
      readonly of: 'many';
      readonly kind: string;
      /** The addresses of those that are asked for, with the id of each. */
      readonly members: ReadonlyMap<string, string>;
      /** Never less than all: what is read among others is no page that could be asked again. */
      readonly fields?: undefined;
    }
  | {
      readonly of: 'list';
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
      /** Where the pages that follow it are gone through as well: as far as these items, `Infinity` for all. */
      readonly upTo?: readonly number[];
      /** Whether the items before it are not there yet, and are asked for at the same time. */
      readonly isAhead?: true;
      /** The moves that were known of when it was asked. */
      readonly asOf?: Moves;
      readonly overlap?: Overlap;
      /** Whether the items are asked for a second time, with more of them expanded. */
      readonly again: boolean;
      readonly fields?: Fields;
      /** The names in its query that expand: what the answer declares may repeat them. */
      readonly adds?: ReadonlySet<string>;
    }
);

/** A request for one resource, for several by their ids, and for a page. */
export type ResourceAsk = Ask & { readonly of: 'resource' };
export type ManyAsk = Ask & { readonly of: 'many' };
export type ListAsk = Ask & { readonly of: 'list' };

/** The addresses of what is asked for by itself, or by its id. */
export function addressesOf(ask: Ask): readonly string[] {
  if (ask.of === 'list') return [];
  return ask.of === 'many' ? [...ask.members.keys()] : [ask.address];
}

/** Whether what lies at an address is what a request asks for: by itself, or by its id among others. */
export function isAskedAt(ask: Ask, address: string): boolean {
  return ask.of === 'many' ? ask.members.has(address) : ask.address === address;
}

/** Whether it is the page that awaiting a collection gives. */
export function isPlainPage({ window, href, keyed }: ListAsk): boolean {
  return (window ?? href ?? keyed) === undefined;
}

/** Whether further pages may be asked for as well: a page may have fewer items than were asked for, of which only the first is sure. */
export function isFollowed({ start, upTo = [] }: ListAsk): boolean {
  return upTo.some((index) => index > start);
}

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
  /** The kind of what it changes, where that is reached by a path below another thing: it may go by an address of its own. */
  readonly reached?: string;
  /** Whether all lists are what they were behind it. */
  readonly stays?: true;
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
  /** By what the item is known for which a `forEach` sends it: what is done for one of them is done in its order. */
  readonly inItem?: object;
  /** The item of a `forEach` for which it is the last that is to be done. */
  readonly forItem?: ForItem;
}

/** Whether it is right only as long as its resource is as it was read: it writes back what was read, or is guarded by an ETag. */
export function goesByReading(act: Act): boolean {
  return act.writesBack === true || isGuarded(act);
}

/** Whether a server is not to do it to what was changed since it was read. */
export function isGuarded({ headers }: Act): boolean {
  return headers?.['if-match'] !== undefined;
}

/** An item of a `forEach`, with an action for it. */
export interface OfItem {
  readonly item: Place;
  /** The index that the lambda was given. */
  readonly index: number;
  /** The action as it was written. */
  readonly action: string;
}

/** The same, with how far the `forEach` is. */
export interface ForItem extends OfItem {
  /** What was known of the item. */
  readonly known: Knowledge;
  /** The `forEach`, where it stands within the lambda of another. */
  readonly chain?: string;
  readonly count: { done: number; readonly of: number };
}
