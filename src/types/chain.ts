/**
 * Chains and actions as types: what is deferred until `await`, and what it gives.
 *
 * Nothing here knows an API. A chain costs requests when it is awaited, and never before.
 */

import type { NoNameOfTheApi } from './noFieldOfTheApi.ts';
import type { Forms } from './representation.ts';
import type { Operations } from './sequence.ts';

declare const gives: unique symbol;
declare const sends: unique symbol;
declare const kind: unique symbol;

/**
 * A deferred walk. Nothing is sent while it is written; `await` sends the fewest requests that answer it.
 *
 * Awaiting it again asks again. It is no value: compare, print or test what it gives, not the chain.
 */
export interface Chain<out T> {
  /** Only for the compiler: what awaiting this gives. */
  readonly [gives]: T;
  /** Sends the walk and gives its result. Called by `await`. */
  then<A = T, B = never>(
    fulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B>;
  /** Sends the walk; `rejected` gets its error. */
  catch<B = never>(rejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B>;
  /** Sends the walk; `settled` runs when it has ended either way. */
  finally(settled?: (() => void) | null): Promise<T>;
}

/**
 * A call that changes something, and has not been sent. `await` sends it, once: awaited again, it gives the
 * same result. It is a promise to the compiler, so that linters report one that nobody awaits.
 */
export interface Action<T> extends Promise<T> {
  /** Only for the compiler: what tells an action from any other promise. */
  readonly [sends]: T;
}

/** What has an address: a snapshot, or a chain that ends in no value. */
export type Addressed = object & { readonly [gives]?: object | null | undefined };

/** A chain to a resource. Its kind is known to the compiler by the name that the link map uses. */
export interface ResourceChain<K extends string, T> extends Chain<T> {
  /** Only for the compiler. */
  readonly [kind]: K;
}

/** A field and an action of the same name: awaited it is the field, called it is the action. */
export interface FieldAndAction<T, Arguments extends readonly unknown[], Result>
  extends Chain<T>,
    NoNameOfTheApi {
  (...args: Arguments): Action<Result>;
}

/**
 * A collection that nobody fetched yet. Awaited, it is one page; `for await` goes through all of its items, and
 * the operations are about all of them as well.
 *
 * `Item` is what an item is as data, `At` the chain to one of them: stubs, unless an expansion was asked for.
 */
export interface Collection<F extends Forms, Page, Item = F['stub'], At = F['chain']>
  extends Chain<Page>,
    AsyncIterable<Item>,
    Operations<F['row'], F['found']> {
  /** One page's items when awaited; `items[i]` is the item at that index of the collection, from where that starts. */
  readonly items: Items<F, Item, At>;
}

/** The items of a collection: those of the one page that awaiting them gives, for the operations too. */
export interface Items<F extends Forms, Item = F['stub'], At = F['chain']>
  extends Chain<readonly Item[]>,
    AsyncIterable<Item>,
    Operations<F['row'], F['found']>,
    Indexed<At> {}

/** By index. The small ones are spelled out, so that they are no `undefined` to a strict compiler. */
export interface Indexed<T> {
  readonly [index: number]: T;
  readonly 0: T;
  readonly 1: T;
  readonly 2: T;
  readonly 3: T;
  readonly 4: T;
  readonly 5: T;
  readonly 6: T;
  readonly 7: T;
  readonly 8: T;
  readonly 9: T;
  readonly 10: T;
  readonly 11: T;
  readonly 12: T;
  readonly 13: T;
  readonly 14: T;
  readonly 15: T;
  readonly 16: T;
  readonly 17: T;
  readonly 18: T;
  readonly 19: T;
  readonly 20: T;
  readonly 21: T;
  readonly 22: T;
  readonly 23: T;
  readonly 24: T;
  readonly 25: T;
  readonly 26: T;
  readonly 27: T;
  readonly 28: T;
  readonly 29: T;
  readonly 30: T;
  readonly 31: T;
  readonly 32: T;
  readonly 33: T;
  readonly 34: T;
  readonly 35: T;
  readonly 36: T;
  readonly 37: T;
  readonly 38: T;
  readonly 39: T;
  readonly 40: T;
  readonly 41: T;
  readonly 42: T;
  readonly 43: T;
  readonly 44: T;
  readonly 45: T;
  readonly 46: T;
  readonly 47: T;
  readonly 48: T;
  readonly 49: T;
  readonly 50: T;
  readonly 51: T;
  readonly 52: T;
  readonly 53: T;
  readonly 54: T;
  readonly 55: T;
  readonly 56: T;
  readonly 57: T;
  readonly 58: T;
  readonly 59: T;
  readonly 60: T;
  readonly 61: T;
  readonly 62: T;
  readonly 63: T;
  readonly 64: T;
  readonly 65: T;
  readonly 66: T;
  readonly 67: T;
  readonly 68: T;
  readonly 69: T;
  readonly 70: T;
  readonly 71: T;
  readonly 72: T;
  readonly 73: T;
  readonly 74: T;
  readonly 75: T;
  readonly 76: T;
  readonly 77: T;
  readonly 78: T;
  readonly 79: T;
  readonly 80: T;
  readonly 81: T;
  readonly 82: T;
  readonly 83: T;
  readonly 84: T;
  readonly 85: T;
  readonly 86: T;
  readonly 87: T;
  readonly 88: T;
  readonly 89: T;
  readonly 90: T;
  readonly 91: T;
  readonly 92: T;
  readonly 93: T;
  readonly 94: T;
  readonly 95: T;
  readonly 96: T;
  readonly 97: T;
  readonly 98: T;
  readonly 99: T;
}
