/**
 * The wants of one tick: they are planned together, but for reads that are awaited after an action, and actions that
 * must not write back what others of the tick change.
 */
import type { Act } from '../plan/place.ts';
import { isSending, type Move } from '../plan/program.ts';
import { keepsFields } from '../plan/requestOf.ts';
import { afterPromiseJobs } from './afterPromiseJobs.ts';
import type { Waiting, Walk } from './Runner.ts';
import type { Done } from './run.ts';
import { walksOfArguments } from './toRun.ts';

/** What a tick is told. */
export interface TickParts {
  /** The walk of the chains that start anew. */
  begin(): Walk;
  /** Whether a step that changes something was not sent yet. */
  isUnsent(move: Move): boolean;
  /** Runs wants together, and gives the actions that were sent. Never rejects. */
  run(part: readonly Waiting[]): Promise<Done>;
  /** Makes a walk forget what actions may have changed. */
  forget(walk: Walk, acts: readonly Act[]): void;
}

export class Tick {
  readonly #parts: TickParts;
  #waiting: {
    readonly waiting: Omit<Waiting, 'walk' | 'fresh'>;
    readonly walk: Walk | undefined;
  }[] = [];

  constructor(parts: TickParts) {
    this.#parts = parts;
  }

  /** Takes in a want; it runs when the promise jobs of its tick are done. @param walk - The one that it goes on with. */
  add(waiting: Omit<Waiting, 'walk' | 'fresh'>, walk: Walk | undefined): void {
    if (this.#waiting.length === 0) afterPromiseJobs(() => this.#flush());
    this.#waiting.push({ waiting, walk });
  }

  #flush(): void {
    const { begin, isUnsent } = this.#parts;
    const fresh = begin();
    const parts: Waiting[][] = [[]];
    let hasAction = false;
    let hasMerge = false;
    for (const { waiting, walk = fresh } of this.#waiting.splice(0)) {
      const sending = waiting.want.moves.filter((move) => isSending(move) && isUnsent(move));
      const acts = sending.length > 0;
      // What is written back must not be older than what the others write; what a lambda will do is not known yet.
      const merges = sending.some(
        ({ meaning }) => meaning.is !== 'action' || keepsFields(meaning.member),
      );
      // A read that is awaited after an action waits for it.
      if (hasAction && (!acts || merges || hasMerge)) {
        parts.push([]);
        hasAction = false;
        hasMerge = false;
      }
      parts.at(-1)?.push({ ...waiting, walk, fresh });
      hasAction ||= acts;
      hasMerge ||= merges;
    }
    void this.#runInTurn(parts);
  }

  /** What is awaited after an action sees what it wrote, whichever walk each of the two belongs to. */
  async #runInTurn(parts: readonly (readonly Waiting[])[]): Promise<void> {
    for (const [index, part] of parts.entries()) {
      const done = await this.#parts.run(part);
      const later = new Set(
        parts
          .slice(index + 1)
          .flat()
          .flatMap((waiting) => [waiting.walk, ...walksOfArguments(waiting)]),
      );
      for (const walk of later) {
        for (const [own, acts] of done) if (own !== walk) this.#parts.forget(walk, acts);
      }
    }
  }
}
