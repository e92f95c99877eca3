/**
 * The walks of a client, by what they know: a snapshot goes on with what its walk knows by now, after the actions of the client.
 */
import { windowless } from '../../plan/ask/addressOf.ts';
import type { Alike, Changed } from '../../plan/known/Changes.ts';
import { Knowledge } from '../../plan/known/known.ts';
import type { Batch } from '../show/Batch.ts';
import type { ClientParts } from './ClientParts.ts';
import { type Line, type Told, Writes } from './Writes.ts';

/** Code that goes through a collection. */
export interface Loop {
  /** What it knows: it goes on there, whatever its snapshots are used for. */
  readonly known: Knowledge;
  /** That of the snapshot that it starts at: who goes on from there sees what its body has done. */
  readonly line: Line;
  /** The address of what it goes through, once a batch has come. */
  source: string | undefined;
  /** The items that it has, and may not have come to yet. */
  readonly batches: Set<Batch>;
  /** How many reads are under way on what it knows: those of its body, and of the page behind. */
  reading: number;
}

/** Who goes on from what an action gave. */
interface Recalling {
  readonly walk: Walk;
  /** The walk of chains that start anew. */
  readonly fresh: Walk;
  /** Whether not even what the action answered is believed. */
  readonly isFresh?: true | undefined;
}

/** What snapshots share with the walk that made them. */
export class Walk {
  readonly line: Line;
  /** The loop that this walk is a part of. */
  readonly loop: Loop | undefined;
  readonly #walks: Walks;
  #known: Knowledge;

  /** @param known - What it begins with. */
  constructor(walks: Walks, known: Knowledge, loop?: Loop) {
    this.#walks = walks;
    this.#known = known;
    this.loop = loop;
    this.line = loop?.line ?? walks.line();
  }

  /** What is known still, after all that the client has done. */
  get known(): Knowledge {
    this.#known = this.#walks.after(this.#known, this);
    return this.#known;
  }

  /** Forgets also what the client may have changed by a name that nobody knows here. @param from - After how many writes. */
  doubt(from = 0): void {
    this.#walks.doubt(this.line, from);
  }
}

export class Walks {
  readonly #areAlike: Alike;
  readonly #windowless: ReturnType<typeof windowless>;
  readonly #writes = new Writes();
  readonly #byKnowledge = new WeakMap<Knowledge, Walk>();
  /** How many walks are under way. */
  running = 0;

  constructor(areAlike: Alike, { dialect, limits }: Pick<ClientParts, 'dialect' | 'limits'>) {
    this.#areAlike = areAlike;
    this.#windowless = windowless(dialect, limits.pageSize);
  }

  /** What a walk knows that knows nothing yet. */
  nothing(): Knowledge {
    return Object.assign(new Knowledge(), this.#windowless, { heard: this.#writes.count });
  }

  /** A line that knows nothing yet. */
  line(): Line {
    return { doubted: this.#writes.count };
  }

  /** Puts a line in doubt of what others have done. */
  doubt(line: Line, from: number): void {
    this.#writes.doubt(line, from);
  }

  /** How much was written so far. */
  get written(): number {
    return this.#writes.count;
  }

  /** A walk that begins with what is known, or that knows nothing yet. */
  begin(known: Knowledge = this.nothing(), loop?: Loop): Walk {
    const walk = new Walk(this, known, loop);
    this.#byKnowledge.set(known, walk);
    return walk;
  }

  /** The walk that knows this. */
  of(known: Knowledge): Walk {
    return this.#byKnowledge.get(known) ?? this.begin(known);
  }

  /** Takes note of items that a loop was handed, and may not have come to yet. */
  showed(shown: Batch, { loop }: Walk): void {
    if (loop === undefined) return;
    const { batches } = loop;
    for (const batch of batches) if (batch.isUsed) batches.delete(batch);
    batches.add(shown);
  }

  /** Takes note of what a walk has done. */
  wrote(walk: Walk, changed: readonly Changed[]): void {
    this.#writes.note(walk.line, changed);
  }

  /** What is known still of what a walk knew, after actions. */
  after(known: Knowledge, walk: Walk): Knowledge {
    const changed = this.#writes.since(known.heard, walk.line);
    if (changed === undefined) return known;
    const left = this.#without(known, changed);
    left.heard = this.#writes.count;
    this.#byKnowledge.set(left, walk);
    if (walk.loop !== undefined) this.settle(walk.loop);
    return left;
  }

  /**
   * What is known with what an action answered. Where that may be old, nobody else is told of it.
   *
   * @param isReadOn - Whether what is read of it is as it is by now, and not as it was then.
   * @param learn - Takes the answer in.
   */
  recall(
    { heard, address }: Told,
    known: Knowledge,
    { walk, fresh, isFresh }: Recalling,
    isReadOn: boolean,
    learn: (known: Knowledge) => void,
  ): Knowledge {
    const since = this.#writes.since(heard, walk.line, walk === fresh) ?? [];
    const changed = isFresh ? [...since, { changes: address, isCollection: false }] : since;
    if (changed.length === 0) {
      learn(known);
      return known;
    }
    if (walk.loop?.known === known) {
      // It goes on there, and nobody else does.
      learn(known);
      known.forget(changed, this.#areAlike, undefined);
      return known;
    }
    const then = known.without([], this.#areAlike);
    learn(then);
    return isReadOn ? then.without(changed, this.#areAlike) : then;
  }

  #without(known: Knowledge, changed: readonly Changed[]): Knowledge {
    if (changed.length === 0) return known;
    const left = known.without(changed, this.#areAlike);
    if (this.running > 0 || left.count < known.count) return left;
    // Nobody reads here, and nothing of it was changed: whoever shares it goes on sharing it.
    known.forget(changed, this.#areAlike, undefined);
    return known;
  }

  /** Makes a loop forget what was done meanwhile, once nobody reads there any more. @param own - How many reads ask for that themselves. */
  settle({ reading, known, line, source, batches }: Loop, own: number = 0): void {
    if (reading > own) return;
    const changed = this.#writes.since(known.heard, line);
    if (changed === undefined) return;
    for (const batch of batches) batch.settle();
    known.forget(changed, this.#areAlike, source);
    known.heard = this.#writes.count;
  }
}
