/**
 * Runs wants together: drives the rounds of the loop with real answers, and tells each want its end.
 *
 * How a want goes on its way is `toRun.ts`; what is made of an answer, `answerAsk.ts`.
 */
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
import { loopReadBy, toRun } from './toRun.ts';
import type { Walk } from './Walks.ts';
import type { Leave } from './Writing.ts';

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
      await Promise.all([
        ...round.asks.map(({ known, errands, ...asking }) => {
          const also = asking.ask.of === 'list' ? [] : alsoLearning(known, errands);
          const learners = { known, live: live(errands), also };
          return answerAsk({ asking, learners, runner, refusals });
        }),
        ...round.acts.map((group) => sendActs(group, runner, { sent, outdated })),
      ]);
      goOnAfter(sent, runner);
      for (const run of round.late) {
        run.known = run.waiting.walk.known;
        run.begun = runner.writing.count;
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
 * @param found - Takes in what was sent, and what was found to be changed.
 */
async function sendActs(
  { acts, concurrency }: ActGroup<Run>,
  runner: Runner,
  found: { readonly sent: Sent[]; readonly outdated: Outdated[] },
): Promise<void> {
  const { sent, outdated } = found;
  const groupOf = ({ act }: (typeof acts)[number]): object => act.inItem ?? act;
  // What has to be read anew first holds back what comes behind it.
  const held = new Set<object>();
  await inOrder(
    acts,
    concurrency,
    { groupOf, laneOf: ({ act }) => act.changes },
    async ({ act, errands }) => {
      const runs = live(errands);
      const isHeld = concurrency === 1 ? held.size > 0 : held.has(groupOf({ act, errands }));
      if (runs.length === 0 || isHeld) return;
      const walks = new Set(runs.map(({ waiting }) => waiting.walk));
      const before = outdated.find(
        ({ walk, changes }) => changes === act.changes && walks.has(walk) && isGuarded(act),
      );
      const leave = before === undefined ? await turnOf(act, runs, runner) : undefined;
      if (leave === 'old') {
        held.add(groupOf({ act, errands }));
        return;
      }
      if (runs.every(({ isOver }) => isOver)) {
        leave?.();
        return;
      }
      sent.push({ act, runs });
      if (before !== undefined) runner.actions.comeTo(act.identity, before.acted);
      else {
        if (!isReading(act)) for (const { sending } of runs) sending.add(act);
        await runner.actions.act(act, {
          ...sendingFor(runs),
          note: (request) => note(runs, request),
        });
        leave?.();
        for (const { sending } of runs) sending.delete(act);
        const acted = runner.actions.outdated(act);
        if (acted) for (const walk of walks) outdated.push({ walk, changes: act.changes, acted });
      }
      tellProgress(act, runs, runner);
    },
  );
}

/**
 * Lets an action be sent, which writes back nothing that is older than what other walks of the client have done.
 *
 * @returns What is called once it was; `'old'` where what it goes by has to be read anew.
 */
async function turnOf(
  act: Act,
  runs: readonly Run[],
  { actions, writing, walks }: Runner,
): Promise<Leave | 'old' | undefined> {
  if (isReading(act) || actions.isSent(act.identity)) return undefined;
  if (act.writesBack !== true) return writing.enter(act);
  const leave = await writing.enterAlone(act, Math.min(...runs.map(({ begun }) => begun)));
  if (leave !== undefined) return leave;
  const changed = { changes: act.changes, isCollection: false, isOfOthers: 'surely' } as const;
  for (const walk of new Set(runs.map(({ waiting }) => waiting.walk))) walks.wrote(walk, [changed]);
  for (const run of runs) {
    run.known = run.waiting.walk.known;
    run.begun = writing.count;
  }
  return 'old';
}

/**
 * Makes walks forget what was done in a round, once all of its answers are there: what one of them says of other things
 * holds as well.
 */
function goOnAfter(sent: readonly Sent[], runner: Runner): void {
  const walks = new Map<Walk, Changed[]>();
  const changing = sent.filter(({ act }) => !isReading(act));
  for (const { act, runs } of changing) {
    // What somebody else changed since it was read is still what the next action there goes by.
    const isOutdated = runner.actions.outdated(act) !== undefined;
    const changed: readonly Changed[] = isOutdated
      ? [{ ...act, isOfOthers: 'surely' }]
      : [act, ...runner.actions.changedBesides(act)];
    for (const walk of new Set(runs.map(({ waiting }) => waiting.walk))) {
      walks.set(walk, [...(walks.get(walk) ?? []), ...changed]);
    }
  }
  for (const [walk, changed] of walks) runner.walks.wrote(walk, changed);
  for (const { act, runs } of sent) {
    for (const run of runs) {
      run.known = run.waiting.walk.known;
      run.begun = runner.writing.count;
      runner.actions.remember(act.identity, run, runner.api);
    }
  }
  const again: Sent[] = [];
  for (const same of Map.groupBy(changing, ({ act }) => act.changes).values()) {
    const all = new Set(same.flatMap(({ runs }) => runs.map(({ waiting }) => waiting.walk)));
    if (all.size < 2) {
      again.push(...doneSinceAnAnswer(same));
      continue;
    }
    // Of what several walks did to one thing at once, no answer tells what was done last.
    const changed = same.map(({ act }) => ({ ...act, isOfOthers: 'surely' as const }));
    for (const walk of all) runner.walks.wrote(walk, changed);
  }
  for (const { act, runs } of again) {
    for (const { waiting } of runs) runner.walks.wrote(waiting.walk, [act]);
  }
  for (const run of new Set(again.flatMap(({ runs }) => runs))) {
    run.known = run.waiting.walk.known;
  }
}

/**
 * What a walk did to a thing since an answer told how that is, where it did more than one thing to it in a round: only the whole that
 * the last one gave is how it is now.
 */
function doneSinceAnAnswer(same: readonly Sent[]): readonly Sent[] {
  const told = ({ act, runs: [run] }: Sent): Level | undefined =>
    act.givesItself ? run?.memory.answered.get(act.identity)?.found?.stood.level : undefined;
  const last = same.at(-1);
  const isBelieved = same.length < 2 || same.every((each) => told(each) === undefined);
  if (last === undefined || isBelieved) return [];
  return told(last) === 'whole' ? [] : [last];
}
