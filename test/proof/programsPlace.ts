/**
 * Where a chain stands that is walked by hand, what it was asked with, and what it came to.
 */
import type { Json } from './answer.ts';
import type { Tree } from './programs.ts';
import type { Piped } from './programsPipe.ts';
import type { Counts, Moment, Snap, Token, Told, Walk } from './programsValues.ts';
import type { Level } from './world.ts';

export type JsonObject = { readonly [name: string]: Json };

/** What the library said at the same place. */
export interface Said {
  readonly label: string;
  readonly outcome: { readonly value: Json } | { readonly error: string };
  readonly spent: ReadonlySet<string>;
}

/** Where a chain stands. */
export type Place =
  | { readonly at: 'root' }
  /** What is in hand: a value, a snapshot, several. */
  | { readonly at: 'hand'; readonly told: Told }
  /**
   * Nothing. @property isReached - Whether that is where a path leads, which an action is sent to, whatever lies there. @property
   * isAbsent - Whether a document leaves it out.
   */
  | { readonly at: 'null'; readonly isReached?: boolean; readonly isAbsent?: boolean }
  | {
      readonly at: 'resource';
      readonly kind: string;
      readonly walk: Walk;
      readonly url: string;
      /** The address below that of what leads to it, where that may be another: the library acts on it there. */
      readonly path?: string;
      /** What is there of it. */
      readonly json?: JsonObject;
      readonly level?: Level;
      /** The snapshot whose own self it is. */
      readonly snap?: Snap;
      readonly wanted: Level;
      readonly tree?: Tree;
    }
  | {
      readonly at: 'list';
      readonly kind: string;
      readonly walk: Walk;
      readonly url: string;
      readonly isItems?: boolean;
      readonly tree?: Tree;
    }
  /** A list in a document. */
  | {
      readonly at: 'inner';
      readonly kind: string;
      readonly walk: Walk;
      readonly all: readonly JsonObject[];
    }
  | { readonly at: 'piped'; readonly piped: Piped };

export type ResourcePlace = Place & { readonly at: 'resource' };

export type RowPlace = Place & { readonly at: 'resource' | 'null' };

/** What a chain came to by hand. */
export type Came = { readonly value: Told } | { readonly error: string };

/** What stands for an argument: a field, or the names of a thing; `undefined` where there is none. */
export type Given = Token | readonly string[] | undefined;

/** An action that was sent. */
export interface Done {
  readonly walk: Walk;
  readonly address: string;
  readonly named: string;
  readonly kind: string;
  readonly counts: Counts;
}

/** How a chain of one tick is walked. */
export interface Errand {
  readonly fresh: Walk;
  readonly until: Moment;
  /** How often things were acted on when its tick began. */
  readonly begun: Counts;
  /** What was done in its tick before. */
  readonly done: Done[];
  readonly spent: ReadonlySet<string>;
  /** All that was asked, known before or not: the library may know other things. */
  readonly cost: Set<string>;
  /** Whether it comes by something that is refused once. */
  isUnsure: boolean;
  /** Whether it came by nothing, or to an error or an end, where the worst world would go on: it may need more there. */
  isKind: boolean;
  /** What went wrong with the argument of an action whose thing is not there either. */
  argumentError?: string;
  /** Whether an action stood where a path leads to nothing: then the server may be who says so. */
  isActAtNothing: boolean;
  /** Whether a call that reads stood past nothing. */
  isPastNull: boolean;
  /** Forgets what was answered. */
  readonly learned: (() => void)[];
  /** Whether the walk that was refused something was told of it by another answer. */
  readonly refused: (() => boolean)[];
}

export class Stop {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Thrown where both outcomes are right, and by hand the program cannot go on as it did by the library. */
export class Parted {}

export const NONE: Counts = new Map();
