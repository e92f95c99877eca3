/**
 * The nodes of a sketch: the resources, the pages of collections and the actions that it draws, and how they hang
 * together.
 *
 * They are drawn in `sketch.ts`.
 */

import type { Need } from '../need/need.ts';
import type { Manifold } from './ByIds.ts';

/** How much there is of a node, and how much is needed: each holds those before it. A page counts as whole. */
export const NONE = 0;
export const ADDRESSED = 1;
export const STUB = 2;
export const WHOLE = 3;

/** How a node hangs in the resource above it. */
export interface Edge {
  readonly name: string;
  readonly child: number;
  /** How much of the owner shows it. */
  readonly from: number;
  /** Whether its address follows from its owner's. */
  readonly isDerived: boolean;
}

export interface NodeBase {
  /** Where it can be asked for now. */
  readonly address: string | undefined;
  have: number;
  need: number;
  /** The needs that stand here. */
  readonly needs: Need[];
  /** Whether an expansion was asked for here before, in vain or not. */
  wasAsked(path: string): boolean;
}

export interface ResourceNode extends NodeBase {
  readonly of: 'resource';
  readonly kind: string | undefined;
  readonly refs: Edge[];
  readonly lists: Edge[];
  /** Whether it comes from its own address only: it was to be expanded before, and was left a stub. */
  readonly isUnexpanded: boolean;
  /** How it can be asked for by its id, with others of its kind; `undefined` where it cannot. */
  many: Manifold | undefined;
  /** Whether it stands for many: an item that is foretold. */
  readonly isSeveral: boolean;
  /** Whether it was asked for with others of its kind, and with that expansion. */
  wasAskedAmong(path: string): boolean;
}

export interface ListNode extends NodeBase {
  readonly of: 'list';
  readonly kind: string;
  readonly items: { readonly index: number; readonly child: number }[];
  /** Set for a page that can only be asked for again as it is: the collection that it is of. */
  readonly again?: string;
}

/** An action that can be sent once there is enough of what it waits for. */
export interface ActNode extends NodeBase {
  readonly of: 'act';
  readonly on: { readonly node: number; readonly amount: number }[];
}

export type Node = ResourceNode | ListNode | ActNode;

/** The nodes that an action waits for. */
export function waitedForBy(node: Node): readonly number[] {
  return node.of === 'act' ? node.on.map((each) => each.node) : [];
}

/** The nodes that hang in a node. */
export function childrenOf(node: Node): readonly number[] {
  if (node.of === 'act') return [];
  if (node.of === 'list') return node.items.map(({ child }) => child);
  return [...node.refs, ...node.lists].map(({ child }) => child);
}
