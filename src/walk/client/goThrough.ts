/**
 * A loop: goes through what a chain leads to, batch by batch, in a walk of its own.
 *
 * Each batch is a walk of the loop. What its items are used for, and what is done to them, is that walk's; the loop itself goes on
 * with what it knows. How the items of a batch are handed out is `iterate.ts`.
 */
import { anyOf } from '../../http/aborted.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { pagesAhead } from '../../plan/pipeline/appetite.ts';
import { Memory } from '../../plan/pipeline/Memory.ts';
import { stagesOf } from '../../plan/program/move.ts';
import type { Want } from '../../plan/program/program.ts';
import { isSending } from '../../plan/program/program.ts';
import { Misuse } from '../../plan/program/want.ts';
import { atCall } from '../rows/toError.ts';
import type { WrittenChain } from '../rows/WrittenChain.ts';
import type { Start, Waiting } from '../run/Runner.ts';
import type { SentRequest } from '../run/sentRequest.ts';
import type { Loop, Walks } from '../run/Walks.ts';
import type { Batch } from '../show/Batch.ts';
import { Iteration } from './iterate.ts';

/** What is gone through, batch by batch. */
export interface CompiledLoop {
  readonly chain: WrittenChain;
  readonly want: Want;
  /** How many pages may be asked for before they are needed. */
  readonly pagesAhead: number;
}

/** Reads a chain as one to go through. @throws For one that ends at an action. */
export function toLoop(chain: WrittenChain, want: Want): CompiledLoop {
  const last = want.moves.at(-1);
  if (last !== undefined && isSending(last)) {
    const cause = new TypeError(`\`${last.name}\` gives nothing to go through: await it`);
    throw atCall(new Misuse(cause, last.at), chain);
  }
  const ahead = pagesAhead(stagesOf(want.moves));
  return { chain, want: { ...want, goal: 'batch' }, pagesAhead: ahead };
}

/** Whether it goes through a collection that an expansion of its owner may bring. */
function mayComeWithOwner({ moves }: Want): boolean {
  return moves.some(
    ({ meaning }) => meaning.is === 'collection' && meaning.member.embedded === 'expansion',
  );
}

/** The chain that leads to what is gone through. */
export interface Looped {
  /** Reads it, with the first item. @throws For a chain that cannot be gone through. */
  compile(): CompiledLoop;
  /** What it was reached from, as a chain. */
  readonly parent: () => object | undefined;
  /** What the client's actions have taken away and changed so far. */
  moves(): Knowledge['moves'];
  /** Gives the next batch. */
  enqueue(
    waiting: Pick<Waiting, 'chain' | 'want' | 'parent' | 'sent' | 'memory'>,
    on: Omit<Start, 'place'>,
  ): Promise<unknown>;
}

/** Goes through what a chain leads to. @param start - The walk of the snapshot that it starts at, and what it is allowed. */
export function goThrough(
  start: Omit<Start, 'place'>,
  walks: Walks,
  looped: Looped,
): AsyncIterator<unknown> {
  const line = start.walk?.line ?? walks.line();
  const memory = new Memory();
  const sent: SentRequest[] = [];
  const ends: number[] = [0, 0];
  const before = looped.moves();
  const begin = async (
    limits: Start['limits'],
  ): Promise<CompiledLoop & { readonly loop: Loop }> => {
    const compiled = looped.compile();
    const { chain, want } = compiled;
    const { walk } = start;
    if (walk !== undefined && mayComeWithOwner(want)) {
      // What a page brings of one of its items it brings of all: the loops of these begin with what the walk of the page has learned.
      const begun = { ...want, goal: 'begun' } as const;
      await looped.enqueue(
        { chain, want: begun, parent: looped.parent, sent },
        { ...start, limits },
      );
    }
    const known = walk?.known.anew() ?? walks.nothing();
    const loop = { known, line, source: undefined, batches: new Set<Batch>(), reading: 0 };
    return { ...compiled, loop };
  };
  let begun: Awaited<ReturnType<typeof begin>> | undefined;
  return new Iteration({
    // What the body takes away moves what is behind: it is asked for once the body is done.
    pagesAhead: () => (looped.moves() === before ? (begun?.pagesAhead ?? 0) : 0),
    isAborted: () => start.limits.signal?.aborted ?? false,
    next: async (ending) => {
      const limits = { ...start.limits, signal: anyOf(start.limits.signal, ending) };
      begun ??= await begin(limits);
      const { chain, want, loop } = begun;
      const { known } = loop;
      // What is done to the items of one batch is forgotten by their walk, and the loop goes on.
      walks.settle(loop);
      const walk = walks.begin(known, loop);
      known.moves = looped.moves();
      const waiting = { chain, want, parent: looped.parent, sent, memory };
      const batch = (await looped.enqueue(waiting, { ...start, walk, limits })) as Batch;
      if (batch.source !== undefined) {
        // The batch before is still in use while this one comes.
        loop.source = batch.source.address;
        known.forgetBefore(loop.source, ends.shift() ?? 0);
        ends.push(batch.source.next);
      }
      return batch;
    },
    end: () => begun?.loop.known.asked.endLoop(),
  });
}
