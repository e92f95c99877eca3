/**
 * Programs: what people write with the library, as plain data. Statements that follow one another, variables that keep
 * what an await gave, and chains that start anew or go on from what is kept.
 *
 * A program is run twice: by the library (`programsRun.ts`), and by hand, step by step (`programsPlain.ts`). Nothing of the
 * library is in it.
 */
import { at, type Level, listAddress, type World } from './world.ts';

/** Paths to expand: what is wanted whole, by name. */
export interface Tree {
  readonly [name: string]: Tree;
}

/** What a lambda, or the body of a loop, reads of an item. */
export interface ItemRead {
  /** References, and one of `field` or `inner` at the end; nothing at the end is the thing itself. */
  readonly refs: readonly string[];
  readonly field?: string;
  /** A list in the item: what is read of each in it. */
  readonly inner?: { readonly name: string; readonly read: ItemRead };
  /** A collection below the item: what is read of each in it. */
  readonly collection?: {
    readonly name: string;
    readonly read: ItemRead;
    /** Whether the lambda itself goes through what that gave, and not only returns it. */
    readonly isRead?: true;
  };
  /** The items of which it is read, which only data tells. */
  readonly of?: readonly string[];
}

export type PipeStage =
  | { readonly is: 'map'; readonly reads: readonly ItemRead[] }
  | { readonly is: 'follow'; readonly name: string }
  | {
      readonly is: 'filter' | 'find' | 'some' | 'every';
      readonly reads: readonly ItemRead[];
      readonly holds: readonly string[];
    }
  | { readonly is: 'twice' }
  | { readonly is: 'take' | 'drop'; readonly count: number }
  | { readonly is: 'toArray' }
  | { readonly is: 'contents' }
  | { readonly is: 'forEach'; readonly reads: readonly ItemRead[]; readonly on: readonly string[] };

/** A step of a chain, or into what is in hand: both are written the same. */
export type ProgramStep =
  | {
      readonly is: 'lookup';
      readonly kind: string;
      readonly id: string;
      readonly expand?: readonly string[];
    }
  | { readonly is: 'list'; readonly name: string; readonly expand?: readonly string[] }
  | { readonly is: 'items' }
  /** An item of a collection, or of what is in hand. */
  | { readonly is: 'item' | 'index'; readonly index: number }
  | { readonly is: 'ref' | 'field' | 'inner'; readonly name: string }
  | { readonly is: 'self' }
  | { readonly is: 'pipe'; readonly stages: readonly PipeStage[] }
  | { readonly is: 'act'; readonly name: string; readonly argument?: ProgramChain };

/** Whether a step does something, by itself or for each item. */
export const isSending = (step: ProgramStep): boolean =>
  step.is === 'act' || (step.is === 'pipe' && step.stages.some(({ is }) => is === 'forEach'));

/** A chain, from the root (`hc`) or from a variable. */
export interface ProgramChain {
  readonly from: string | undefined;
  /** Whether it starts at `fresh(variable)`. */
  readonly isFresh?: boolean;
  readonly steps: readonly ProgramStep[];
  /** The most requests that it may take, or the request of its tick at which it is aborted. */
  readonly budget?: number;
  readonly abortAt?: number;
}

export type Statement =
  /** `await` of one chain, or of several in one tick; what each gave may be kept. */
  | {
      readonly is: 'await';
      readonly chains: readonly { readonly chain: ProgramChain; readonly as?: string }[];
    }
  /** One tick in which something is read of each item of what is in hand. */
  | {
      readonly is: 'each';
      readonly of: string;
      readonly item: string;
      readonly chains: readonly ProgramChain[];
    }
  /** A loop over what is in hand, or by `for await` over a chain. @property leaveAt - The item at which it breaks. */
  | {
      readonly is: 'loop';
      readonly over: ProgramChain;
      readonly isAwaited: boolean;
      readonly item: string;
      readonly body: readonly Statement[];
      readonly leaveAt?: number;
      /** The variable that keeps the last item. */
      readonly keep?: string;
    };

/** The chains that a statement itself awaits, or goes through. */
export function chainsIn(statement: Statement): readonly ProgramChain[] {
  if (statement.is === 'await') return statement.chains.map(({ chain }) => chain);
  return statement.is === 'each' ? statement.chains : [statement.over];
}

/** Whether one of them, or one of those within it, does something. */
export function sends(statement: Statement): boolean {
  const isOne = chainsIn(statement).some(({ steps }) => steps.some(isSending));
  return isOne || (statement.is === 'loop' && statement.body.some(sends));
}

/** How a server is not what the map says. */
export interface Manners {
  /** What it does with expansions: those that it does not know are an error, or it leaves some things as stubs. */
  readonly expands: 'all' | 'nothing' | 'one level' | 'some' | 'refuses';
  /** The name that it refuses to expand. */
  readonly unknown?: string;
  /** The most items that it puts into a page, though it says more. */
  readonly cap?: number;
  /** What it refuses, with what is below it. */
  readonly refused: readonly string[];
  readonly status: 403 | 404 | 500 | 200;
  /** Whether it refuses each only once. */
  readonly isOnce: boolean;
  /** Whether what is refused stands as an error in the place where it was to be expanded. */
  readonly embedsErrors: boolean;
  /** Whether things are known by their own addresses alone: what is below a path that leads elsewhere is not there. */
  readonly isShallow?: true;
  /** What is at the address of nothing, where a path leads there: an answer that says so, or none. */
  readonly tellsNothing?: true;
  /** Whether references to nothing are left out of documents. */
  readonly omitsNull?: true;
  /** By how much the total is wrong that pages tell; without it, none do. */
  readonly totals?: number;
  /** Whether a page behind the first says what was so when it was asked for, and comes when more has been done since. */
  readonly isLate?: true;
}

/** A list of references inside a document. */
export interface InnerSpec {
  readonly kind: string;
  readonly in: Level;
}

/** A world with a program in place of chains. */
export interface ProgramWorld extends Omit<World, 'chains'> {
  /** Lists in documents: by kind, by name. */
  readonly inner: Readonly<Record<string, Readonly<Record<string, InnerSpec>>>>;
  /** What stands in them: by address, by name. */
  readonly holds: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly manners: Manners;
  readonly program: readonly Statement[];
}

/** Whether an address is another, or below it. */
export function isWithin(address: string, owner: string): boolean {
  return address === owner || address.startsWith(`${owner}/`);
}

export function toTree(paths: readonly string[]): Tree {
  const heads = new Map<string, string[]>();
  for (const path of paths.filter((each) => each !== '')) {
    const [head = '', ...rest] = path.split('.');
    heads.set(head, [...(heads.get(head) ?? []), rest.join('.')]);
  }
  return Object.fromEntries([...heads].map(([head, rest]) => [head, toTree(rest)]));
}

/** Where a collection of a resource is. */
export function listAt(world: ProgramWorld, owner: string, kind: string, name: string): string {
  return listAddress(owner, name, at(at(world.kinds, kind).lists, name));
}

/** The world without its program, for what reads worlds of chains. */
export function asWorld(world: ProgramWorld): World {
  return { ...world, chains: [] };
}
