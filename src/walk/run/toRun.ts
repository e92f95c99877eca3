/**
 * A want on its way: what it walks on, what its arguments walk on, and how it is told its end.
 */
import type { Knowledge } from '../../plan/known/known.ts';
import { isForgotten } from '../../plan/known/lists.ts';
import type { Need } from '../../plan/need/need.ts';
import { Memory } from '../../plan/pipeline/Memory.ts';
import { argumentsOf } from '../../plan/program/argument.ts';
import type { Argument } from '../../plan/program/program.ts';
import { toError, whereOf } from '../rows/toError.ts';
import { withDone } from '../rows/withDone.ts';
import { soFarOf } from './progress.ts';
import type { Run, Runner, Waiting } from './Runner.ts';
import type { Loop, Walk } from './Walks.ts';

/** A want on its way. @param walk - The number of the walk that it is a part of. */
export function toRun(waiting: Waiting, walk: number, runner: Runner): Run {
  const { ending } = waiting;
  const others = new Map(walksOfArguments(waiting, runner).map((walk) => [walk, walk.known]));
  const show: Run['show'] = (place, known) => runner.show(place, known, waiting.parent);
  const run: Run = {
    waiting,
    show,
    want: waiting.want,
    memory: waiting.memory ?? new Memory(),
    known: knownTo(waiting),
    others,
    knownTo(argument) {
      const walk = otherWalk(argument, waiting, runner);
      return walk && (others.get(walk) ?? walk.known);
    },
    isOver: false,
    sending: new Set(),
    readSince: runner.writing.count,
    spare: 0,
    walk,
    round: 0,
    signal: ending.signal,
    told: () => withDone(waiting.chain, waiting.want, runner.context),
    done(place, known) {
      try {
        waiting.resolve(show(place, known));
      } catch (error) {
        waiting.reject(error);
      }
    },
    failed: (failure) => waiting.reject(toError(failure, run.told(), show)),
    startAnew(needs) {
      // The body of a loop may go through the very collection that the loop goes through and forgets.
      if (run.want.goal === 'batch' || waiting.walk.loop === undefined) return false;
      const isForgottenIn = ({ of, address }: Need): boolean => {
        const list = of === 'list' ? run.known.list(address) : undefined;
        return list !== undefined && isForgotten(list);
      };
      if (!needs.some(isForgottenIn)) return false;
      run.known = run.known.anew();
      run.memory.clear();
      return true;
    },
    release: () => run.signal?.removeEventListener('abort', end),
  };
  const end = (): void => {
    run.isOver = true;
    // It may be done by now, and whoever reads on from here does not wait for its answer.
    runner.walks.wrote(waiting.walk, [...run.sending]);
    const [request] = [...run.sending].flatMap(
      ({ identity }) => runner.actions.underWay(identity) ?? [],
    );
    waiting.reject(ending.error(whereOf(run.told()), soFarOf(run, runner), request));
  };
  if (run.signal?.aborted) end();
  else run.signal?.addEventListener('abort', end, { once: true });
  const { moves } = run.want;
  const { actions, walks, api } = runner;
  for (const [index, { identity }] of moves.entries()) {
    // Of a loop, the batches before have taken it in.
    if (run.memory.answered.has(identity)) continue;
    const told = actions.told(identity, api);
    const learn = (known: Knowledge): void =>
      actions.remember(identity, { known, memory: run.memory }, api);
    // An action that is awaited gives what it answered; what is read behind it is as it is by now.
    const isReadOn = index < moves.length - 1;
    if (told === undefined) learn(run.known);
    else run.known = walks.recall(told, run.known, waiting, isReadOn, learn);
  }
  return run;
}

/** What a want walks on: a loop goes on where it is, whatever was done in the tick before it asks for more. */
function knownTo({ walk, want }: Waiting): Knowledge {
  return (want.goal === 'batch' ? walk.loop?.known : undefined) ?? walk.known;
}

/** Goes on with what is known behind what was done since: a loop, which will go on there, with what it knows itself. */
export function goOn(run: Run, { actions, walks, writing }: Runner): void {
  const loop = run.want.goal === 'batch' ? loopReadBy(run) : undefined;
  if (loop !== undefined) {
    walks.settle(loop, 1);
    // Its pages are read behind its own action, which moves none of their items.
    loop.known.moves = actions.moves;
  }
  run.known = knownTo(run.waiting);
  run.readSince = writing.count;
}

/** The other walks that the arguments of a want belong to: those of snapshots, and of chains that start anew. */
export function walksOfArguments(waiting: Waiting, runner: Runner): readonly Walk[] {
  return waiting.want.moves
    .flatMap(argumentsOf)
    .flatMap((argument) => otherWalk(argument, waiting, runner) ?? []);
}

/** The walk of an argument; `undefined` where it is that of its action. */
function otherWalk(
  { walk: whose }: Argument,
  { walk, fresh }: Waiting,
  { walks }: Runner,
): Walk | undefined {
  if (whose === 'here') return undefined;
  const own = whose === 'anew' ? fresh : walks.of(whose.known);
  return own === walk ? undefined : own;
}

/** The loop on whose knowledge a run walks: one of its body, or the one that brings its next page. */
export function loopReadBy({ known, waiting }: Run): Loop | undefined {
  const { loop } = waiting.walk;
  return loop?.known === known ? loop : undefined;
}
