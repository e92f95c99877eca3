/**
 * The walks of a client, by what they know: a snapshot goes on with what its walk knows by now, after its own actions.
 */
import { windowless } from '../../plan/ask/addressOf.ts';
import type { Alike } from '../../plan/known/Changes.ts';
import { Knowledge } from '../../plan/known/known.ts';
import type { Act } from '../../plan/need/request.ts';
import type { Batch } from '../show/Batch.ts';
import type { ClientParts } from './ClientParts.ts';

/** What snapshots share with the walk that made them: what is known now, after its own actions. */
export interface Walk {
  known: Knowledge;
  /** The loop that this walk is a part of. */
  readonly loop?: Loop;
}

/** Code that goes through a collection. */
export interface Loop {
  /** What it knows: it goes on there, whatever its snapshots are used for. */
  readonly known: Knowledge;
  /** The walk of the snapshot that it starts at. */
  readonly from: Walk | undefined;
  /** The address of what it goes through, once a batch has come. */
  source: string | undefined;
  /** The items that it has, and may not have come to yet. */
  readonly batches: Set<Batch>;
  /** How many reads are under way on what it knows: those of its body, and of the page behind. */
  reading: number;
  /** What was done meanwhile: it is forgotten once they have come to their ends, which began before. */
  readonly done: Act[];
  /** The walks of its batches. Nobody keeps those whose items nobody keeps. */
  readonly walks: Set<WeakRef<Walk>>;
}

export class Walks {
  readonly #areAlike: Alike;
  readonly #windowless: ReturnType<typeof windowless>;
  readonly #byKnowledge = new WeakMap<Knowledge, Walk>();

  constructor(areAlike: Alike, { dialect, limits }: Pick<ClientParts, 'dialect' | 'limits'>) {
    this.#areAlike = areAlike;
    this.#windowless = windowless(dialect, limits.pageSize);
  }

  /** What a walk knows that knows nothing yet. */
  nothing(): Knowledge {
    return Object.assign(new Knowledge(), this.#windowless);
  }

  /** A walk that knows nothing yet. */
  begin(): Walk {
    const walk: Walk = { known: this.nothing() };
    this.keep(walk.known, walk);
    return walk;
  }

  /** The walk that knows this. */
  of(known: Knowledge): Walk {
    return this.#byKnowledge.get(known) ?? { known };
  }

  /** Says whose knowledge this is. */
  keep(known: Knowledge, walk: Walk): void {
    this.#byKnowledge.set(known, walk);
  }

  /** Takes note of items that a loop was handed, and may not have come to yet. */
  showed(shown: Batch, { loop }: Walk): void {
    if (loop === undefined) return;
    const { batches } = loop;
    for (const batch of batches) if (batch.isUsed) batches.delete(batch);
    batches.add(shown);
  }

  /** Snapshots of the walk, also earlier ones, go on with what is still true after an action. */
  forget(walk: Walk, acts: readonly Act[]): void {
    walk.known = this.without(walk.known, acts);
    for (const batch of walk.loop?.batches ?? []) batch.settle();
    this.keep(walk.known, walk);
    if (walk.loop === undefined) return;
    this.#forgetBeside(walk, walk.loop, acts);
    walk.loop.done.push(...acts);
    this.settle(walk.loop);
    // Whoever goes on from there once the loop is over sees what its body has done.
    if (walk.loop.from !== undefined) this.forget(walk.loop.from, acts);
  }

  /** Items of other batches may have come before, or be kept since: what they know by themselves is no longer true, either. */
  #forgetBeside(walk: Walk, loop: Loop, acts: readonly Act[]): void {
    for (const each of loop.walks) {
      const other = each.deref();
      if (other === undefined) loop.walks.delete(each);
      else if (other !== walk && other.known !== loop.known) {
        other.known = this.without(other.known, acts);
        this.keep(other.known, other);
      }
    }
  }

  /** What is known still, after actions. */
  without(known: Knowledge, acts: readonly Act[]): Knowledge {
    return known.without(acts, this.#areAlike);
  }

  /** Makes a loop forget what was done in its body, once nobody reads there any more. */
  settle({ reading, done, known, source }: Loop): void {
    if (reading === 0 && done.length > 0) known.forget(done.splice(0), this.#areAlike, source);
  }
}
