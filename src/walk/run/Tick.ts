/**
 * The wants of one tick: they are planned together, but for reads that are awaited after an action, and actions that
 * must not write back what others of the tick change.
 */
import { isSending, type Move } from '../../plan/program/program.ts';
import { mayWriteBack } from '../../plan/program/requestOf.ts';
import { afterPromiseJobs } from './afterPromiseJobs.ts';
import { endingOf, endWhileKept } from './ending.ts';
import type { Runner, Waiting } from './Runner.ts';
import { runTogether } from './run.ts';
import { walksOfArguments } from './toRun.ts';
import type { Walk } from './Walks.ts';

/** A want as it comes: what it walks on, and when its time begins, is told when its tick is over. */
export type Coming = Omit<Waiting, 'walk' | 'fresh' | 'ending'>;

export class Tick {
  readonly #runner: Runner;
  #waiting: {
    readonly waiting: Coming;
    readonly walk: Walk | undefined;
  }[] = [];

  constructor(runner: Runner) {
    this.#runner = runner;
  }

  /** Takes in a want; it runs when the promise jobs of its tick are done. @param walk - The one that it goes on with. */
  add(waiting: Coming, walk: Walk | undefined): void {
    if (this.#waiting.length === 0) afterPromiseJobs(() => this.#flush());
    this.#waiting.push({ waiting, walk });
  }

  #flush(): void {
    const { walks, actions } = this.#runner;
    const fresh = walks.begin();
    const isUnsent = ({ identity }: Move): boolean => actions.acted(identity) === undefined;
    const parts: Waiting[][] = [[]];
    let hasAction = false;
    let hasMerge = false;
    /** The actions of each chain of the part, by their calls. */
    let chains: object[][] = [];
    for (const { waiting, walk = fresh } of this.#waiting.splice(0)) {
      const { moves } = waiting.want;
      const sending = moves.filter((move) => isSending(move) && isUnsent(move));
      const calls = sending.map(({ identity }) => identity);
      // What is read behind an action is read behind what was done there before.
      const isReadBehind = sending.at(-1) !== moves.at(-1) && isOvertaken(calls, chains);
      const acts = calls.length > 0 && !isReadBehind;
      // What is written back must not be older than what others write.
      const merges = sending.some(mayWriteBack);
      if (merges) walk.doubt();
      // A read that is awaited after an action waits for it.
      if (hasAction && (!acts || merges || hasMerge)) {
        parts.push([]);
        hasAction = false;
        hasMerge = false;
        chains = [];
      }
      parts.at(-1)?.push({ ...waiting, walk, fresh, ending: endingOf(waiting.limits) });
      hasAction ||= acts;
      chains.push(calls);
      hasMerge ||= merges;
    }
    void this.#runInTurn(parts);
  }

  /** What is awaited after an action sees what it wrote, whichever walk each of the two belongs to. */
  async #runInTurn(parts: readonly (readonly Waiting[])[]): Promise<void> {
    const begun = this.#runner.walks.written;
    // Nobody waits for longer than allowed because of those before.
    const kept = parts.slice(1).map((part) => part.map(endWhileKept));
    for (const [index, part] of parts.entries()) {
      for (const letGo of kept[index - 1] ?? []) letGo();
      const walks = part.flatMap((waiting) => [
        waiting.walk,
        ...walksOfArguments(waiting, this.#runner),
      ]);
      if (index > 0) for (const walk of walks) walk.doubt(begun);
      await runTogether(part, this.#runner);
    }
  }
}

/** Whether a chain before goes on from the very same actions with another one. */
function isOvertaken(calls: readonly object[], chains: readonly (readonly object[])[]): boolean {
  return chains.some(
    (others) => others.length > calls.length && calls.every((call) => others.includes(call)),
  );
}
