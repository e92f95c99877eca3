/**
 * What can be done with the items of a collection, in the manner of JavaScript's iterator helpers.
 *
 * All of it is deferred: nothing is sent before the result is awaited or gone through. A lambda is read before it
 * runs: it runs on sample values first, to learn what it reads, so that the pages come with that; and it may
 * run more than once on an item. So let it only read and return. What has an effect of its own belongs in
 * `for await`.
 */
import type { Action, Chain } from './chain.ts';
import type { RowSteps } from './inner.ts';

declare const spreads: unique symbol;

/**
 * Marks what a lambda reads, so that what it returns can be given as a stub, and walked on from.
 *
 * `{ ...row, more }` is no row any more, but a record of what was in it: what is protected, the compiler leaves out of what is
 * spread. It is called as no field of an API is, for the names of classes cannot be symbols here.
 */
export declare class Row<Stub, Found = Chain<Stub | undefined>> {
  /** Only for the compiler: what this row becomes when a lambda returns it. */
  protected readonly 'the row as': Stub;
  /** Only for the compiler: what `find` gives where it finds this row. */
  protected readonly 'the row found': Found;
}

/** Marks a row of which its owner says no more than the name: a lambda that returns it gives that. */
export declare class OnlyNamed<Ref> {
  /** Only for the compiler: what this row becomes when a lambda returns it. */
  protected readonly 'the row as named': Ref;
}

/**
 * What `find` gives among what lambdas made: a chain that goes on from a row, where rows are what they made. A row is a stub then, also
 * where its owner only names it, for the chain to it asks for that.
 */
export type FoundOf<T> = [T] extends [Row<unknown, infer Found>]
  ? Found
  : Chain<(T extends Row<infer Stub, unknown> ? Stub : Given<T>) | undefined>;

/**
 * What a lambda's result becomes: a row becomes a stub, or a `ref` where it is only named, and a chain what awaiting it
 * gives; at top level, in arrays, plain records, maps and sets. Anything else stays what it is, texts and numbers with a brand
 * and instances of classes, too.
 *
 * Primitives come first, for a mapped type over one with a brand would make it a record. A record that is written in a lambda
 * is known by that it may be read by any name; an interface and a class may not. What tells these apart is that a mapped type
 * loses what is private: that comparison costs the compiler most, and comes last.
 */
export type Given<T> = T extends string | number | bigint | boolean | symbol
  ? T
  : T extends OnlyNamed<infer Ref>
    ? Ref
    : T extends Row<infer Stub, unknown>
      ? Stub
      : T extends Promise<unknown>
        ? never
        : T extends Chain<infer Awaited>
          ? Awaited
          : T extends { readonly [name: string]: unknown }
            ? { [K in keyof T]: Given<T[K]> }
            : T extends readonly unknown[]
              ? T extends RowSteps<infer Item>
                ? Given<Item>[]
                : { -readonly [K in keyof T]: Given<T[K]> }
              : T extends
                    | { readonly [Symbol.toStringTag]: string }
                    | ((...args: never[]) => unknown)
                ? T extends ReadonlyMap<infer Key, infer Value>
                  ? Map<Given<Key>, Given<Value>>
                  : T extends ReadonlySet<infer Value>
                    ? Set<Given<Value>>
                    : T
                : T extends object
                  ? { [K in keyof T]: T[K] } extends T
                    ? { [K in keyof T]: Given<T[K]> }
                    : T
                  : T;

/** Items that a lambda may give where their array is meant: a collection below its row. */
export interface Spread<Item> {
  /** Only for the compiler. */
  readonly [spreads]: Item;
}

/** What stands in the compiler's error where a lambda is async, or returns an action that would not be sent. */
export interface NotInALambda {
  /** Never there: its name is what the compiler says. */
  readonly 'a lambda reads and returns at once: it cannot be async, and only that of `forEach` returns actions': never;
}

/** What a lambda may return: anything that it read, but no promise. */
export type Read<T> =
  T extends Promise<unknown>
    ? NotInALambda
    : T extends Chain<unknown>
      ? T
      : T extends PromiseLike<unknown>
        ? NotInALambda
        : T;

/** What a lambda may say of an item: anything that is true or false by itself, so no promise and no chain. */
export type Decided<T> = T extends PromiseLike<unknown> ? NotInALambda : T;

/**
 * What the lambda of a `forEach` may return. Not `undefined`: then a lambda that forgets to return its action would
 * compile.
 */
export type ToSend = Action<unknown> | null | readonly (Action<unknown> | null)[];

/**
 * What a `forEach` gives for an item: what its action answered, `null` where there was none, and an array of these where
 * the lambda gave an array.
 */
export type Answered<T> =
  T extends Action<infer Answer>
    ? Answer
    : T extends readonly unknown[]
      ? { -readonly [K in keyof T]: Answered<T[K]> }
      : T;

/** How many pages are asked for at once. */
export interface PagesAtOnce {
  /** 1 to 100; default 1. More than one only helps where items can be asked for by their index. */
  readonly concurrency?: number | undefined;
}

/** How many actions are sent at once. */
export interface ActionsAtOnce {
  /** 1 to 100; default 4. Actions on one resource are never sent at the same time. */
  readonly concurrency?: number | undefined;
}

/**
 * The operations on items.
 *
 * @typeParam Item - What a lambda gets: a row, every field of which can be read as a value.
 * @typeParam Found - What `find` gives.
 */
export interface Operations<Item, Found> {
  /** The items for which the lambda says that they are of that type: `(email) => email !== null`. */
  filter<S extends Item>(read: (item: Item, index: number) => item is S): Sequence<S, FoundOf<S>>;
  /** The items for which the lambda says something truthy. */
  filter<T>(read: (item: Item, index: number) => Decided<T>): Sequence<Item, Found>;
  /**
   * What the lambda gives for each item. A row that it returns becomes a stub, and a chain what it leads to:
   * `hc.rooms.map((room) => ({ name: room.name, people: room.participants.map((user) => user.name) }))`.
   */
  map<T>(read: (item: Item, index: number) => Read<T>): Sequence<T, FoundOf<T>>;
  /**
   * What the lambda gives for each item, with the items of arrays, and of collections below its row, in their place:
   * `hc.rooms.flatMap((room) => room.history)`.
   */
  flatMap<T>(
    read: (item: Item, index: number) => readonly T[] | Spread<T>,
  ): Sequence<T, FoundOf<T>>;
  /**
   * The first item for which the lambda says something truthy; `undefined` when there is none. No page after
   * its own is asked for. A chain goes on from it, and is an error when there is none.
   */
  find<T>(read: (item: Item, index: number) => Decided<T>): Found;
  /** Whether the lambda says something truthy for any item. No page after that item's is asked for. */
  some<T>(read: (item: Item, index: number) => Decided<T>): Chain<boolean>;
  /** Whether the lambda says something truthy for every item. */
  every<T>(read: (item: Item, index: number) => Decided<T>): Chain<boolean>;
  /** The first items, `count` at most, or all for `Infinity`. No more are asked for. */
  take(count: number): Sequence<Item, Found>;
  /** All but the first `count` items, none for `Infinity`. Where items can be asked for by index, those are not asked for. */
  drop(count: number): Sequence<Item, Found>;
  /**
   * Sends the actions that the lambda returns, one or more an item, or none for `null`.
   *
   * Every item is read before the first action is sent. They are sent in the order of the items, a few at
   * once. Given is what they answered, one entry an item: `null` for an item without an action. One that fails does not
   * stop the others: when all are done, an `ItemsError` holds every failure with its item, and what was `done`. An abort
   * stops what is not sent, and its error has what was `done` as well. Each action that comes to its end is told by the
   * event `progress`.
   *
   * @example
   * ```ts
   * await hc.rooms
   *   .filter((room) => room.is_archived)
   *   .forEach((room) => room.owner.message(`${room.name} is archived`));
   * ```
   */
  forEach<const T extends ToSend>(
    read: (item: Item, index: number) => T,
    options?: ActionsAtOnce,
  ): Action<Answered<T>[]>;
  /**
   * What the lambda makes of all items, one after the other: `hc.users.reduce((sum, user) => sum + user.name.length, 0)`.
   * It is run once every item is read, and perhaps more than once: with a copy of `initial`, which it may add to where
   * that is plain data, a `Map` or a `Set`.
   */
  reduce<T>(read: (sum: T, item: Item, index: number) => T, initial: T): Chain<Given<T>>;
  /** The same, starting with the first item. A `TypeError` where there is none. */
  reduce(read: (sum: Item, item: Item, index: number) => Item): Chain<Given<Item>>;
  /** How many items there are. All pages are asked for, for HipChat says nowhere how many there are. */
  count(): Chain<number>;
  /**
   * The item at an index, or from the end: `hc.rooms.at(-1)`, for which all pages are asked. `undefined` where there is
   * none. A chain goes on from it, and is an error when there is none.
   */
  at(index: number): Found;
  /**
   * The items in order, as an array sorts them: without a lambda, by what they are as text. Nothing is given before all
   * of them are read; nothing is sorted in place.
   */
  sort(compare?: (a: Item, b: Item) => number): Sequence<Item, Found>;
  /** The same as `sort`. */
  toSorted(compare?: (a: Item, b: Item) => number): Sequence<Item, Found>;
  /** Every item, page by page, to go through or to go on with. */
  contents(options?: PagesAtOnce): Sequence<Item, Found>;
  /** Every item, in an array. */
  toArray(options?: PagesAtOnce): Chain<Given<Item>[]>;
}

/**
 * Items, or what lambdas made of them. Awaited, it is an array; `for await` goes through it page by page, with
 * the next page on its way once half of one is used.
 */
export interface Sequence<Item, Found = Chain<Given<Item> | undefined>>
  extends Chain<Given<Item>[]>,
    AsyncIterable<Given<Item>>,
    Operations<Item, Found> {}
