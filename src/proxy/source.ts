import type { Site } from './site.ts';
import type { CallStep, Secrets, Step } from './step.ts';

/** What the start can do by itself, by name. */
export type Shortcuts = Readonly<Record<string, (start: object, ...args: never[]) => object>>;

/**
 * Where a chain starts, and what its steps mean to somebody else: all that the Proxy knows.
 *
 * The root of an API is one, and so is everything on a snapshot that is a chain.
 */
export interface Source {
  /** The root is no chain yet: it cannot be awaited. */
  readonly kind: 'root' | 'resource';
  /** How the start is written: `hc`. */
  readonly text: string;
  /** The chain to what the start was reached from; `undefined` at the root. */
  parent?(): object | undefined;
  /** Calls at the start that make no step of a chain: `hc.at(url)`. They get the start, and the arguments. */
  readonly shortcuts?: Shortcuts;
  /** What is secret of what actions are given, for who writes a chain. */
  readonly secrets?: Secrets | undefined;
  /** Hears of each call as it is written. */
  called?(call: CallStep, before: readonly Step[]): void;
  /**
   * What the call of an operation gives at once, where a lambda runs and reads it; `undefined` where the call is one
   * more step of the chain.
   */
  operated?(call: CallStep, before: readonly Step[]): { readonly value: unknown } | undefined;
  /** Sends what the steps ask for. Called once for each `then`. @param site - Where it is awaited. */
  want(steps: readonly Step[], site?: Site): Promise<unknown>;
  /** Goes through what the steps lead to. Nothing is sent before the first item is asked for. */
  iterate?(steps: readonly Step[], site?: Site): AsyncIterator<unknown>;
}
