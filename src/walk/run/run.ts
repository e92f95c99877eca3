/**
 * Runs wants together: drives the rounds of the loop with real answers, and tells each want its end.
 *
 * How a want goes on its way is `toRun.ts`; what is made of an answer, `answerAsk.ts`.
 */

import { orAborted } from '../../http/aborted.ts';
import { momentOf } from '../../http/clock.ts';
import { tell } from '../../http/events.ts';
import type { Changed } from '../../plan/known/Changes.ts';
import { type Act, isGuarded } from '../../plan/need/request.ts';
import type { Acted } from '../../plan/pipeline/context.ts';
import { isReading } from '../../plan/program/program.ts';
import type { Level } from '../../types/level.ts';
import { Refusals } from '../learn/refusals.ts';
import { rounds as roundsOf } from '../rounds/loop.ts';
import type { ActGroup } from '../rounds/round.ts';
import { answerAsk } from './answerAsk.ts';
import { keepToBudgets } from './budgets.ts';
import { inOrder } from './inOrder.ts';
import { alsoLearning } from './learners.ts';
import { live, note, purposeOf, sendingFor } from './liveRuns.ts';
import { tellProgress } from './progress.ts';
import type { Run, Runner, Waiting } from './Runner.ts';
import type { SentRequest } from './sentRequest.ts';
import { goOn, loopReadBy, toRun } from './toRun.ts';
import type { Walk } from './Walks.ts';
import type { Leave } from './Writing.ts';
import { Waiters } from './waiters.ts';

/** Of all clients, like the numbers of requests. */
let lastWalk = 0;

/** Runs wants of one tick to their ends. Never rejects. */
export async function runTogether(part: readonly Waiting[], runner: Runner): Promise<void> {
  lastWalk += 1;
  const walk = lastWalk;
  const start = performance.now();
  // A moment is some work, for nobody where nobody listens.
  const told = runner.listeners.length > 0 && { walk, began: momentOf(start) };
  const runs = part.map((waiting) => toRun(waiting, walk, runner));
  let rounds = 0;
  const refusals = new Refusals();
  const outdated: Outdated[] = [];
  const others = runs.flatMap(({ others }) => [...others.keys()]);
  const walking = new Set([...runs, ...others].map(({ known }) => known));
  for (const known of walking) known.asked.begin();
  const loops = new Set([
    ...runs.flatMap((run) => loopReadBy(run) ?? []),
    ...others.flatMap(({ loop, known }) => (loop?.known === known ? loop : [])),
  ]);
  for (const loop of loops) loop.reading += 1;
  runner.walks.running += 1;
  try {
    for (const round of roundsOf(runs, runner)) {
      rounds += 1;
      for (const run of runs) run.round = rounds;
      keepToBudgets(round, runner);
      const sent: Sent[] = [];
      const overtaken: Sent[] = [];
      await Promise.all([
        ...round.asks.map(({ known, errands, ...asking }) => {
          const also = asking.ask.of === 'list' ? [] : alsoLearning(known, errands);
          const learners = { known, live: live(errands), also };
          return answerAsk({ asking, learners, runner, refusals });
        }),
        ...round.acts.map((group) => sendActs(group, runner, { sent, overtaken, outdated })),
      ]);
      goOnAfter(sent, runner);
      forget(overtaken, runner);
      for (const run of [...round.late, ...overtaken.flatMap(({ runs }) => runs)]) {
        goOn(run, runner);
      }
    }
  } catch (error) {
    // Only a fault of this library leads here: nobody may be left waiting for it.
    for (const waiting of part) waiting.reject(error);
  } finally {
    runner.walks.running -= 1;
    for (const known of walking) known.asked.end();
    for (const loop of loops) {
      loop.reading -= 1;
      runner.walks.settle(loop);
    }
    for (const run of runs) run.release();
    if (told) {
      const { chains } = purposeOf(runs);
      const ms = performance.now() - start;
      tell(runner.listeners, 'walk', { ...told, chains, rounds, ms });
    }
  }
}

/** An action that was sent, and for whom. */
interface Sent {
  readonly act: Act;
  readonly runs: readonly Run[];
  /** Whether another one was on its way to the same thing meanwhile: which of them was done last, nobody knows. */
  isAmong?: boolean;
}

/** A thing that a server said was changed since it was read. */
interface Outdated {
  readonly walk: Walk;
  readonly changes: string;
  /** What came of the action that said so. */
  readonly acted: Acted;
}

/**
 * Sends the actions of one want, in their order: those on one resource one after the other, and so those for one item.
 *
 * What waited for one that found its resource changed by somebody was written before that was known: it comes to the same, for it
 * must not overwrite what nobody has read.
 *
 * @param found - Takes in what was sent, what has to be read anew first, and what was found to be changed by somebody.
 */
async function sendActs(
  { acts, concurrency }: ActGroup<Run>,
  runner: Runner,
  found: { readonly sent: Sent[]; readonly overtaken: Sent[]; readonly outdated: Outdated[] },
): Promise<void> {
  const { sent, overtaken, outdated } = found;
  const groupOf = (act: Act): object => act.inItem ?? act;
  // What has to be read anew first holds back what comes behind it, for its item and for its thing.
  const held = new Set<unknown>();
  const isHeld = (act: Act): boolean =>
    concurrency === 1 ? held.size > 0 : held.has(groupOf(act)) || held.has(act.changes);
  await inOrder(
    acts,
    concurrency,
    { groupOf: ({ act }) => groupOf(act), laneOf: ({ act }) => act.changes },
    async ({ act, errands }) => {
      const runs = live(errands);
      if (runs.length === 0 || isHeld(act)) return;
      const walks = new Set(runs.map(({ waiting }) => waiting.walk));
      const before = outdated.find(
        ({ walk, changes }) => changes === act.changes && walks.has(walk) && isGuarded(act),
      );
      const leave = before === undefined ? await turnOf(act, runs, runner) : undefined;
      if (leave === 'overtaken') {
        held.add(groupOf(act)).add(act.changes);
        overtaken.push({ act, runs });
        return;
      }
      // It had its turn, and nobody waits for it any more: who waits for that turn goes on.
      if (live(runs).length === 0) {
        leave?.();
        return;
      }
      const one: Sent = { act, runs };
      sent.push(one);
      if (before !== undefined) runner.actions.comeTo(act.identity, before.acted);
      else {
        if (!isReading(act)) for (const { sending } of runs) sending.add(act);
        const sending = { ...sendingFor(runs), note: (one: SentRequest) => note(runs, one) };
        try {
          await runner.actions.act(act, sending);
          // Whoever waits for it goes on now, and not once the others of this round are answered.
          const isDone = leave !== undefined && runner.actions.acted(act.identity) !== undefined;
          const done = isDone ? [changedBy(act, runner)] : [];
          for (const walk of walks) runner.walks.wrote(walk, done);
        } finally {
          one.isAmong = leave?.() === true;
        }
        for (const { sending } of runs) sending.delete(act);
        const acted = runner.actions.outdated(act);
        if (acted) for (const walk of walks) outdated.push({ walk, changes: act.changes, acted });
      }
      tellProgress(act, runs, runner);
    },
  );
}

/**
 * Waits for the turn of an action. One that writes back what was read is only sent where no other one of the client has changed that
 * since.
 *
 * @returns What is called once it has its answer; `'overtaken'` where what it goes by has to be read anew.
 */
async function turnOf(
  act: Act,
  runs: readonly Run[],
  { actions, writing }: Runner,
): Promise<Leave | 'overtaken' | undefined> {
  if (isReading(act) || actions.isSent(act.identity)) return undefined;
  if (act.writesBack === true) {
    const waiters = new Waiters(runs.map(({ signal }) => signal));
    // Whoever gives up waits for nothing.
    await orAborted(writing.others(act), waiters.signal).catch(() => {});
    waiters.release();
    if (live(runs).length === 0) return undefined;
    const since = Math.min(...runs.map(({ readSince }) => readSince));
    if (writing.isOvertaken(act, since)) return 'overtaken';
  }
  return writing.enter(act);
}

/** Makes walks forget what their actions were to go by, and others have changed. */
function forget(overtaken: readonly Sent[], { walks }: Runner): void {
  for (const { act, runs } of overtaken) {
    for (const { waiting } of runs) {
      const changed = { changes: act.changes, isCollection: false };
      // A chain from the root goes by no ETag that it has not read since.
      const isAnew = waiting.walk === waiting.fresh;
      walks.wrote(waiting.walk, [isAnew ? changed : { ...changed, isOfOthers: 'surely' }]);
    }
  }
}

/** What an action has changed. What somebody else changed since it was read is still what the next action there goes by. */
function changedBy(act: Act, { actions }: Runner): Changed {
  return actions.outdated(act) === undefined ? act : { ...act, isOfOthers: 'surely' };
}

/**
 * Makes walks forget what was done in a round, once all of its answers are there: what one of them says of other things
 * holds as well.
 */
function goOnAfter(sent: readonly Sent[], runner: Runner): void {
  const walks = new Map<Walk, Changed[]>();
  const changing = sent.filter(({ act }) => !isReading(act));
  for (const { act, runs } of changing) {
    const own = changedBy(act, runner);
    const changed = own === act ? [act, ...runner.actions.changedBesides(act)] : [own];
    for (const walk of new Set(runs.map(({ waiting }) => waiting.walk))) {
      walks.set(walk, [...(walks.get(walk) ?? []), ...changed]);
    }
  }
  for (const [walk, changed] of walks) runner.walks.wrote(walk, changed);
  for (const { act, runs } of sent) {
    for (const run of runs) {
      goOn(run, runner);
      runner.actions.remember(act.identity, run, runner.api);
    }
  }
  const bySubject = Map.groupBy(changing, ({ act }) => act.changes);
  const again = [...bySubject.values()].flatMap(doneSinceAnAnswer);
  for (const { act, runs } of again) {
    for (const { waiting } of runs) runner.walks.wrote(waiting.walk, [act]);
  }
  for (const run of new Set(again.flatMap(({ runs }) => runs))) goOn(run, runner);
}

/**
 * What was done to a thing in a round since an answer told how that is. Only the whole that the last one gave is how it is now, where one
 * walk did all of it; and of what was on its way at once, no answer tells what was done last.
 */
function doneSinceAnAnswer(same: readonly Sent[]): readonly Sent[] {
  const told = ({ act, runs: [run] }: Sent): Level | undefined =>
    act.givesItself ? run?.memory.answered.get(act.identity)?.found?.stood.level : undefined;
  const last = same.at(-1);
  if (last === undefined || same.every((each) => told(each) === undefined)) return [];
  const walks = new Set(same.flatMap(({ runs }) => runs.map(({ waiting }) => waiting.walk)));
  if (walks.size > 1 || same.some(({ isAmong }) => isAmong)) return same;
  return same.length < 2 || told(last) === 'whole' ? [] : [last];
}
