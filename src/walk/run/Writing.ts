/**
 * Which actions of a client are on their way, and which things were changed when: what writes back what was read of a thing waits
 * for the others there, and goes by a reading that began behind them.
 */
import type { Act } from '../../plan/need/request.ts';

/** Of how many things it is remembered when they were changed last, at most. Of all others it counts as just now. */
const KEPT = 10_000;

/** What is called once an action has its answer. */
export type Leave = () => void;

export class Writing {
  readonly #underWay = new Set<{ readonly changes: string; readonly ended: Promise<void> }>();
  #changed = new Map<string, number>();
  #count = 0;
  /** Up to when it is not known what was changed. */
  #forgotten = 0;

  /** How many actions have begun or ended so far. */
  get count(): number {
    return this.#count;
  }

  /** Takes note of an action that is sent now. */
  enter({ changes }: Act): Leave {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const one = { changes, ended };
    this.#underWay.add(one);
    this.#note(changes);
    return () => {
      this.#underWay.delete(one);
      this.#note(changes);
      resolve();
    };
  }

  /**
   * The same, once no other one of the thing is on its way.
   *
   * @param since - When what it goes by was read.
   * @returns `undefined` where the thing was changed since: then it is not to be sent.
   */
  async enterAlone(act: Act, since: number): Promise<Leave | undefined> {
    for (;;) {
      const other = [...this.#underWay].find(({ changes }) => changes === act.changes);
      if (other === undefined) break;
      await other.ended;
    }
    const isOld = (this.#changed.get(act.changes) ?? this.#forgotten) > since;
    return isOld ? undefined : this.enter(act);
  }

  #note(address: string): void {
    this.#count += 1;
    this.#changed.set(address, this.#count);
    if (this.#changed.size <= KEPT) return;
    this.#changed = new Map();
    this.#forgotten = this.#count;
  }
}
