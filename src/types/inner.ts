/**
 * Collections as a lambda meets them, below its row: what an operation over one gives is a value, like everything else
 * that a lambda reads.
 */
import type { Action, Chain, Indexed } from './chain.ts';
import type {
  Expand,
  Expanded,
  ItemsPath,
  PathInItems,
  Unexpanded,
  WalkToItem,
} from './expansion.ts';
import type { NoNameButLength } from './noFieldOfTheApi.ts';
import type { Page } from './page.ts';
import type { Forms, Representation } from './representation.ts';
import type { ActionsAtOnce, Answered, Decided, Spread, ToSend } from './sequence.ts';

declare const listed: unique symbol;

/** What a lambda's row has in the place of a collection. */
export type InRow<R extends Representation, Inner, Otherwise> = R extends 'row' ? Inner : Otherwise;

/**
 * The operations on a collection below a row. What they read of it is asked for the collections of all items in one
 * round; two over one collection cost as one.
 */
export interface RowOperations<Item> extends Spread<Item> {
  /** The items for which the lambda says that they are of that type. */
  filter<S extends Item>(read: (item: Item, index: number) => item is S): RowList<S>;
  /** The items for which the lambda says something truthy. */
  filter<D>(read: (item: Item, index: number) => Decided<D>): RowList<Item>;
  /** What the lambda gives for each item. */
  map<T>(read: (item: Item, index: number) => T): RowList<T>;
  /** What the lambda gives for each item, with the items of arrays and collections in their place. */
  flatMap<T>(read: (item: Item, index: number) => readonly T[] | Spread<T>): RowList<T>;
  /** The first item for which the lambda says something truthy; no page after its own is asked for. */
  find<D>(read: (item: Item, index: number) => Decided<D>): Item | undefined;
  /** Whether the lambda says something truthy for any item; no page after that item's is asked for. */
  some<D>(read: (item: Item, index: number) => Decided<D>): boolean;
  /** Whether the lambda says something truthy for every item. */
  every<D>(read: (item: Item, index: number) => Decided<D>): boolean;
  /** The first items, `count` at most, or all for `Infinity`; no more are asked for. */
  take(count: number): RowList<Item>;
  /** All but the first `count` items, none for `Infinity`. */
  drop(count: number): RowList<Item>;
  /** What the lambda makes of all items, one after the other. */
  reduce<T>(read: (sum: T, item: Item, index: number) => T, initial: T): T;
  /** The same, starting with the first item. */
  reduce(read: (sum: Item, item: Item, index: number) => Item): Item;
  /** How many items there are. */
  count(): number;
  /** The item at an index, or from the end: `at(-1)`. */
  at(index: number): Item | undefined;
  /** The items in order, as an array sorts them. */
  sort(compare?: (a: Item, b: Item) => number): RowList<Item>;
  /** The same as `sort`. */
  toSorted(compare?: (a: Item, b: Item) => number): RowList<Item>;
  /** Every item. */
  contents(): RowList<Item>;
  /** Every item. */
  toArray(): RowList<Item>;
  /** The actions that the lambda returns, as one: for the lambda of a `forEach` to return. */
  forEach<const T extends ToSend>(
    read: (item: Item, index: number) => T,
    options?: ActionsAtOnce,
  ): Action<Answered<T>[]>;
}

/** What operations below a row give: an array, which the lambda may sort or add to, and with which they go on. */
export type RowList<T> = RowSteps<T> & T[];

/** What arrays lack of the operations, and those that go on from what arrays would end with. */
export interface RowSteps<T> {
  /** Only for the compiler. */
  readonly [listed]: T;
  /** The items for which the lambda says that they are of that type. */
  filter<S extends T>(read: (item: T, index: number, all: T[]) => item is S): RowList<S>;
  /** The items for which the lambda says something truthy. */
  filter<D>(read: (item: T, index: number, all: T[]) => Decided<D>): RowList<T>;
  /** What the lambda gives for each item. */
  map<U>(read: (item: T, index: number, all: T[]) => U): RowList<U>;
  /** What the lambda gives for each item, with the items of arrays and collections in their place. */
  flatMap<U>(read: (item: T, index: number, all: T[]) => readonly U[] | Spread<U>): RowList<U>;
  /** The first items, `count` at most, or all for `Infinity`; no more are asked for. */
  take(count: number): RowList<T>;
  /** All but the first `count` items, none for `Infinity`. */
  drop(count: number): RowList<T>;
  /** How many there are. */
  count(): number;
  /** The same items. */
  contents(): RowList<T>;
  /** The same items. */
  toArray(): RowList<T>;
  /** The actions that the lambda returns, as one: for the lambda of a `forEach` to return. */
  forEach<const A extends ToSend>(
    read: (item: T, index: number) => A,
    options?: ActionsAtOnce,
  ): Action<Answered<A>[]>;
}

/** The items of one page of a collection below a row. */
export interface RowItems<F extends Forms, Item = F['stub']>
  extends Chain<readonly Item[]>,
    RowOperations<F['row']>,
    Indexed<WalkToItem<F, Item>>,
    Iterable<F['row']> {
  /** How many there are on that page. */
  readonly length: number;
}

/**
 * A collection below a row. It can be counted and gone through: `room.participants.length`, `[...room.participants]`.
 * Returned as it is, it becomes its page.
 *
 * @typeParam Page - What that page is: of a map of one's own, its `PageOf`.
 */
export interface RowCollection<F extends Forms, Page, Item = F['stub']>
  extends Chain<Page>,
    RowOperations<F['row']>,
    Iterable<F['row']> {
  /** How many there are in all. */
  readonly length: number;
  /** The items of the page that returning it gives. */
  readonly items: RowItems<F, Item>;
}

/** A collection below a row as HipChat pages it, callable with its options. */
export interface RowPages<F extends Forms, Options, Item = F['stub']>
  extends RowCollection<F, Page<F, Item>, Item>,
    NoNameButLength {
  /** The page behind that one. */
  readonly next: RowPageLink<F, Item>;
  /** The page before it. */
  readonly prev: RowPageLink<F, Item>;
  /** The collection with these options. */
  <const E extends Expand<ItemsPath<F>> | undefined = undefined>(
    options?: Options & { readonly expand?: E },
  ): RowPages<F, Options, E extends Unexpanded ? Item : Expanded<F, PathInItems<E>>>;
}

/** Another page of a collection below a row. Where there is none, reading it is a `StepError`. */
export interface RowPageLink<F extends Forms, Item = F['stub']>
  extends RowCollection<F, Page<F, Item>, Item>,
    NoNameButLength {
  (): RowCollection<F, Page<F, Item>, Item>;
}
