/**
 * Which actions of a client are on their way, and which things were changed when: what writes back what was read of a thing waits
 * for the others there, and goes by a reading that began behind them.
 */
import type { Act } from '../../plan/need/request.ts';

/** Of how many things it is remembered when they were changed last. */
const KEPT = 10_000;
/** How often one reads anew because of actions that wait for nothing. Whoever acts on a thing without a pause would keep it from being done. */
const MOST_OVERTAKEN = 5;

/** What is called once an action has its answer. @returns Whether another one was on its way to the same thing meanwhile. */
export type Leave = () => boolean;

/** An action on its way. */
interface UnderWay {
  readonly changes: string;
  readonly ended: Promise<void>;
  isAlone: boolean;
}

/** When a thing was changed last, and when by what waits for nothing. */
interface Change {
  readonly at: number;
  readonly plainlyAt: number;
}

export class Writing {
  readonly #underWay = new Set<UnderWay>();
  readonly #overtaken = new WeakMap<object, number>();
  #changed = new Map<string, Change>();
  #count = 0;
  /** Of what is not remembered, it counts as changed by then. */
  #forgotten: Change = { at: 0, plainlyAt: 0 };

  /** How many actions have begun or ended so far. */
  get count(): number {
    return this.#count;
  }

  /** Takes note of an action that is sent now. */
  enter(act: Act): Leave {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const others = this.#othersOf(act);
    for (const other of others) other.isAlone = false;
    const one = { changes: act.changes, ended, isAlone: others.length === 0 };
    this.#underWay.add(one);
    this.#note(act);
    return () => {
      this.#underWay.delete(one);
      this.#note(act);
      resolve();
      return !one.isAlone;
    };
  }

  /** The end of all that is on its way to what an action changes. */
  async others(act: Act): Promise<void> {
    await Promise.all(this.#othersOf(act).map(({ ended }) => ended));
  }

  #othersOf({ changes }: Act): readonly UnderWay[] {
    return [...this.#underWay].filter((each) => each.changes === changes);
  }

  /** Whether an action has to read its thing anew, for that was changed since it was read. Who had to wait for another has to. */
  isOvertaken({ changes, identity }: Act, since: number): boolean {
    const { at, plainlyAt } = this.#changed.get(changes) ?? this.#forgotten;
    if (at <= since) return false;
    const times = (this.#overtaken.get(identity) ?? 0) + (plainlyAt > since ? 1 : 0);
    this.#overtaken.set(identity, times);
    return times <= MOST_OVERTAKEN;
  }

  #note({ changes, writesBack }: Act): void {
    this.#count += 1;
    const at = this.#count;
    const before = this.#changed.get(changes) ?? this.#forgotten;
    this.#changed.set(changes, { at, plainlyAt: writesBack === true ? before.plainlyAt : at });
    if (this.#changed.size <= KEPT) return;
    this.#changed = new Map();
    this.#forgotten = { at, plainlyAt: at };
  }
}
