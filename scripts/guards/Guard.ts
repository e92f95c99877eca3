import type { Fault } from '../plant.ts';

/** A guard, and what stands in its place when it is taken out. Its name says what it guards against. */
export interface Guard extends Fault {
  /** The tests that hold it, where the kernel's own are not those. */
  readonly tests?: readonly string[];
}
