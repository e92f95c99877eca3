/**
 * Collections and lookups of APIs of one's own, callable with what is to be expanded: the types follow it.
 */
import type { Collection } from './chain.ts';
import type {
  Expand,
  Expanded,
  ExpandPath,
  ItemsPath,
  PathIn,
  PathInItems,
  Unexpanded,
  Walk,
} from './expansion.ts';
import type { NoNameOfTheApi } from './noFieldOfTheApi.ts';
import type { Forms } from './representation.ts';
import type { Operations } from './sequence.ts';

/** A page of a collection: its items, with the operations on them, and `Beside`, what else stands in it. */
export type PageOf<F extends Forms, Beside = object, Item = F['stub']> = Beside &
  Operations<F['row'], F['found']> & {
    /** Stubs, unless an expansion was asked for. */
    readonly items: readonly Item[];
  };

/**
 * A collection, callable with its options: `charges({ customer: 'cus_1', expand: 'items.customer' })`.
 *
 * In the map it is a `member.collection` whose `options` have `expand: { type: 'any', expands: true }` besides those of `Options`.
 */
export interface Listing<F extends Forms, Options = object, Beside = object>
  extends Collection<F, PageOf<F, Beside>>,
    NoNameOfTheApi {
  /** @param options - With `expand`, the items come with what it names whole in them: `'items.customer'`. */
  <const E extends Expand<ItemsPath<F>> | undefined = undefined>(
    options: Options & { readonly expand?: E },
  ): E extends Unexpanded
    ? Collection<F, PageOf<F, Beside>>
    : ExpandedListing<F, Beside, Expanded<F, PathInItems<E>>>;
}

/** A collection whose items are whole, with what was named expanded in them. */
export interface ExpandedListing<F extends Forms, Beside, Item>
  extends Collection<F, PageOf<F, Beside, Item>, Item, Walk<F, Item>> {}

/**
 * A resource by its id, and what is to be expanded in it: `charge('ch_1', { expand: 'customer' })`.
 *
 * In the map it is a `member.lookup` with the option `expand: { type: 'any', expands: true }`.
 */
export interface ById<F extends Forms, Id extends string | number = string> extends NoNameOfTheApi {
  /** With that expanded. */
  <const E extends Expand<ExpandPath<F>>>(
    id: Id,
    options: { readonly expand: E },
  ): Walk<F, Expanded<F, PathIn<E>>>;
  /** As it is. */
  (id: Id): Walk<F, F['whole']>;
}
