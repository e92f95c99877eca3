/**
 * The graph of a layout, as pipelines and loops see it. Nothing of the library is in it.
 */
import type { ListNode, Portion } from './free.ts';
import type { Knowledge } from './known.ts';
import type { Level, Steps, World } from './world.ts';

/** How many items stand for those of a page that nobody has seen: no page of a drawn world has more. */
const MOST_ITEMS = 2;

/** The end of a chain: with how much is wanted of it, unless something else says that. */
export interface Reached {
  readonly index: number;
  readonly level?: Level;
}

/** Where a way leads that leads to nothing: to a refusal, to nothing, or to what a document leaves out. */
export type Nowhere = 'failed' | 'null' | 'absent';

/** A node of the graph while it is being built. */
export type Place = { readonly index: number } | Nowhere;

/** The graph that something is laid out in. */
export interface Ground {
  readonly world: World;
  readonly known: Knowledge;
  list(index: number): ListNode;
  addressOf(index: number): string | undefined;
  item(list: number, index: number): Place;
  follow(owner: number, kind: string, name: string): Place;
  walk(from: Place, kind: string, ends: Level, steps: Steps): Reached | Nowhere;
  /** Whether what is known of a thing leaves a reference out. */
  isLeftOut(index: number, name: string): boolean;
  want(portion: Portion, after: readonly Portion[], isKind: boolean): void;
  /** Adds an action on a thing; `undefined` when it was sent. */
  act(name: string, call: string, on: readonly Portion[]): number | undefined;
  isKnown(portion: Portion): boolean;
}

/** The items of a collection that are in sight: those that are known, and the next page. */
export function inSight(
  ground: Ground,
  list: number,
  from: number,
): { readonly known: number; readonly end: number } {
  const { address } = ground.list(list);
  const found = address === undefined ? undefined : ground.known.lists.get(address);
  let known = from;
  while (found?.items.has(known)) known += 1;
  const isComplete = found?.length !== undefined && known >= found.length;
  const page = Math.min(ground.world.limits.pageSize, MOST_ITEMS);
  return { known, end: isComplete ? known : known + page };
}

/** The need for what a path ends at; `undefined` where there is nothing. */
export function portionOf(reached: Reached | Nowhere): Portion | undefined {
  if (typeof reached === 'string' || reached.level === undefined) return undefined;
  return { node: reached.index, need: reached.level === 'whole' ? 2 : 1 };
}
