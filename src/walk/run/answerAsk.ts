/**
 * Asks for something, and takes in what comes: an answer, or a refusal, after which it may be asked without its expansions.
 */

import type { Asked } from '../../dialects/Asked.ts';
import type { Response as Answer } from '../../dialects/Response.ts';
import { ApiError } from '../../errors/ApiError.ts';
import { addressOf, askedPathsOf } from '../../plan/ask/addressOf.ts';
import { describeAsk } from '../../plan/ask/describe.ts';
import { Doc } from '../../plan/known/document.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { NOTHING } from '../../plan/known/wish.ts';
import type { Ask, ListAsk } from '../../plan/need/request.ts';
import { absorbNoneOfMany } from '../learn/absorbMany.ts';
import { absorbNothing, saysNothing } from '../learn/absorbNothing.ts';
import { absorbPage } from '../learn/absorbPage.ts';
import type { Refusals } from '../learn/refusals.ts';
import type { Asking } from '../rounds/asksOf.ts';
import { canPay, payingAgain } from './budgets.ts';
import type { Learners } from './learners.ts';
import { note, sendingFor } from './liveRuns.ts';
import type { Run, Runner } from './Runner.ts';
import { toSentRequest } from './sentRequest.ts';
import { takeIn } from './takeIn.ts';

/** A request that is tried, and what its answer is for. */
interface Trial {
  readonly asking: Asking;
  readonly learners: Learners;
  readonly runner: Runner;
  /** What became of the others of its round. */
  readonly refusals: Refusals;
  /** Whether it is asked without its expansions, because the server refused it with them. */
  readonly isPlain?: boolean;
}

/**
 * Asks, and takes in the answer. What the server refuses may be asked for otherwise:
 *
 * - with a choice of fields, after a 400: for all fields;
 * - with expansions or fields, unless that helped none of its neighbours: without them;
 * - a page, once more for what its items lack: not at all, for each item is asked for by itself then.
 */
export async function answerAsk(trial: Trial): Promise<void> {
  const { asking, learners, runner, isPlain } = trial;
  const { ask, url } = asking;
  const { known, live } = learners;
  if (live.length === 0) return;
  const begun = ask.of === 'many' ? undefined : known.identity(ask.address);
  const asked = isPlain
    ? describeAsk(runner.describe, withAllFields(ask), [])
    : describeAsk(runner.describe, ask, askedPathsOf(ask, runner.spelling));
  try {
    const answer = await get(url, ask, asked, live, runner);
    if (live.some(({ waiting }) => waiting.walk.loop?.known === known)) {
      known.moves = runner.actions.moves;
    }
    const found = takeIn({ answer, asked }, asking, learners, runner);
    if (found === 'refusals') await tryAgain(trial, true);
  } catch (error) {
    if (!(await triedOtherwise(trial, error))) giveUp(trial, error, begun);
  }
}

const withAllFields = ({ fields: _chosen, ...whole }: Ask): Ask => whole;

/** The same without a choice of fields. @param isPlain - Whether without its expansions as well. @returns Whether it was sent. */
async function tryAgain(trial: Trial, isPlain: boolean): Promise<boolean> {
  const { asking, learners, runner } = trial;
  const { plain } = asking;
  const whole = withAllFields(asking.ask);
  // What comes of a plain one says nothing of expansions.
  const ask = isPlain ? { ...whole, asked: NOTHING } : whole;
  const url = isPlain ? plain : addressOf(ask, runner.spelling);
  const live = payingAgain(learners.live, runner);
  await answerAsk({
    ...trial,
    asking: { ask, plain, url },
    learners: { ...learners, live },
    isPlain,
  });
  return live.length > 0;
}

/** Asks otherwise for what was refused. @returns Whether that helped, or whether nobody can pay for it. */
async function triedOtherwise(trial: Trial, error: unknown): Promise<boolean> {
  const { asking, learners, runner, refusals, isPlain } = trial;
  const { ask } = asking;
  const { known, live } = learners;
  if (!isOfWhatWasAdded(trial, error)) return false;
  const isOfFields = ask.fields !== undefined && !isPlain;
  // What helps without a choice of fields is asked without one from now on, also by other walks.
  const withAll = async (isAllPlain: boolean): Promise<boolean> => {
    if (isOfFields && known.asked.selection !== undefined) known.asked.selection.isOver = true;
    // What nobody could pay for says nothing.
    if (!(await tryAgain(trial, isAllPlain))) return true;
    // That there is nothing would have been said either way.
    const isNothing = ask.of === 'resource' && known.isNothing(ask.address);
    const helps = !isNothing && !hasFailed(ask, known);
    if (isOfFields && helps) runner.context.rows.refusesToSelect = true;
    if (helps && isAllPlain) {
      if (askedPathsOf(ask, runner.spelling).length > 0) known.asked.keepExpansion(false);
      learnOf(trial, error);
    }
    return helps;
  };
  // A 400 may mean either: what the map knows, the server may have no more.
  if (isOfFields && error.status === 400) {
    await withAll(false);
    return true;
  }
  // A 400 is about the request; what else may be is the failure, where nobody can pay for another one.
  const isTried = !isAgain(ask) && (error.status === 400 || canPay(live));
  // A neighbour may not even have asked for what the server refuses.
  return isTried && (await refusals.retry(error.status, () => withAll(true)));
}

/** Takes note that nothing came. @param begun - What it was known by when it was asked. */
function giveUp(trial: Trial, error: unknown, begun: string | undefined): void {
  const { asking, learners, runner } = trial;
  const { ask, plain } = asking;
  const { known, live } = learners;
  if (isAgain(ask)) {
    learnOf(trial, error);
    // Whatever is missed of the page is asked for item by item.
    absorbPage({ ...runner.api, known }, ask, { items: [], doc: EMPTY }, plain);
    return;
  }
  // That it was given up by those who waited for it says nothing of what lies there.
  if (live.every(({ isOver }) => isOver)) return;
  const isOfLoop = live.some(({ want }) => want.goal === 'batch');
  if (ask.of === 'many') absorbNoneOfMany(known, ask, error, isOfLoop);
  else if (ask.of === 'resource' && saysNothing(error, known.record(ask.address)))
    absorbNothing(known, ask);
  // It may lie elsewhere: below another address of a thing that has turned out to have two.
  else if (known.identity(ask.address) !== begun) known.asked.keepShallow();
  else known.asked.keepFailure(ask.address, error, isOfLoop);
}

/** Learns what cannot be expanded from a 400. */
function learnOf(trial: Trial, error: unknown): void {
  if (!isOfWhatWasAdded(trial, error) || error.status !== 400) return;
  const { asking, learners, runner } = trial;
  const { ask } = asking;
  learners.known.asked.keepRefused(ask.kind, askedPathsOf(ask, runner.spelling));
}

/** Whether a server refuses what may be well without its expansions, or without a choice of fields. */
const isOfWhatWasAdded = ({ asking }: Trial, error: unknown): error is ApiError =>
  asking.url !== asking.plain && error instanceof ApiError;

/** Whether it is a page, once more for what its items lack. */
const isAgain = (ask: Ask): ask is ListAsk => ask.of === 'list' && ask.again;

const EMPTY = new Doc(undefined, new Map(), new Map());

async function get(
  url: string,
  ask: Ask,
  asked: Asked,
  live: readonly Run[],
  runner: Runner,
): Promise<Answer> {
  const sending = sendingFor(live);
  const { round } = sending.purpose;
  const flight = runner.flights.get(url, asked, sending);
  try {
    return await flight.answer;
  } finally {
    // Whoever joined a request that was sent twice waited for both.
    for (const sent of flight.sent) {
      note(live, toSentRequest(sent, ask.reasons.join('; '), { round }));
    }
  }
}

/** Whether nothing came of a request. */
function hasFailed(ask: Ask, known: Knowledge): boolean {
  const isLost = (address: string): boolean =>
    known.asked.leftOut(address) === 'all' || known.asked.failure(address) !== undefined;
  return ask.of === 'many'
    ? [...ask.members.keys()].every(isLost)
    : known.asked.failure(ask.address) !== undefined;
}
