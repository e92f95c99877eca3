/**
 * Expansion by hand: which paths are legal, and what a resource is with them expanded.
 *
 * A path names references, one or two deep: `'owner'`, `'owner.group'`; of a collection, `'items'` comes first.
 */
import type { Chain, Collection, ResourceChain } from './chain.ts';
import type { Page, PageLink } from './page.ts';
import type { Forms } from './representation.ts';

/** One path, or a list of paths. */
export type Expand<Path extends string> = Path | readonly Path[];

/** What expands nothing. */
export type Unexpanded = readonly [] | undefined;

/** What can be expanded in a resource. */
export type ExpandPath<F extends Forms> = {
  [K in NameIn<F>]: K | `${K}.${NameIn<FormsAt<F, K>>}`;
}[NameIn<F>];

/** What can be expanded in a collection: its items, and what can be in them. */
export type ItemsPath<F extends Forms> = 'items' | `items.${ExpandPath<F>}`;

/** The paths that were given, as one or as a list. */
export type PathIn<E> = E extends readonly (infer Path)[] ? Path & string : E & string;

/** What is expanded in each item. */
export type PathInItems<E> =
  PathIn<E> extends infer Path ? (Path extends `items.${infer Inner}` ? Inner : never) : never;

/** The whole resource, with the named references whole in it. */
export type Expanded<F extends Forms, Path extends string> = [Path] extends [never]
  ? F['whole']
  : {
      readonly [K in keyof F['whole']]: K extends Head<Path>
        ? Swapped<F['whole'][K], FormsAt<F, K>, Tail<Path, K & string>>
        : F['whole'][K];
    };

/** A chain to a resource that gives `T` when awaited. */
export type Walk<F extends Forms, T> = F['walk'] & ResourceChain<F['kind'], T>;

/** A chain to one of the items that a collection gives as `Item`. */
export type WalkToItem<F extends Forms, Item> = F['stub'] extends Item ? F['chain'] : Walk<F, Item>;

/** A collection whose items are whole, with what was named expanded in them. */
export interface ExpandedPages<F extends Forms, Path extends string>
  extends Collection<F, Page<F, Expanded<F, Path>>, Expanded<F, Path>, Walk<F, Expanded<F, Path>>> {
  /** The page behind the one that awaiting this gives. */
  readonly next: PageLink<F, Expanded<F, Path>>;
  /** The page before it. */
  readonly prev: PageLink<F, Expanded<F, Path>>;
}

type NameIn<F extends Forms> = keyof F['refs'] & string;

type FormsAt<F extends Forms, K> = K extends keyof F['refs']
  ? F['refs'][K] extends Forms
    ? F['refs'][K]
    : never
  : never;

type Head<Path> = Path extends `${infer First}.${string}` ? First : Path;

type Tail<Path, K extends string> = Path extends `${K}.${infer Rest}` ? Rest : never;

/** The stub in the place of which the whole stands; a label, `null` or a list around it stays. */
type Swapped<V, F extends Forms, Path extends string> = V extends readonly (infer Item)[]
  ? readonly Swapped<Item, F, Path>[]
  : V extends F['stub']
    ? Expanded<F, Path>
    : SwappedUnread<V, F, Path>;

/** The same, where no stub stands unexpanded: what is only named, or a chain. */
type SwappedUnread<V, F extends Forms, Path extends string> = V extends F['chain'] | NamedIn<F>
  ? Expanded<F, Path>
  : V extends F['maybe']
    ? Expanded<F, Path> | null
    : V extends Chain<readonly F['stub'][]>
      ? readonly Expanded<F, Path>[]
      : V;

/** What stands in the place of one that is only named. */
type NamedIn<F extends Forms> = F extends { readonly ref: infer Named } ? Named : never;
