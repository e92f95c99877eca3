/**
 * Asks for something, and takes in what comes: an answer, or a refusal, after which it may be asked without its expansions.
 */

import type { Asked } from '../../dialects/Asked.ts';
import type { Response as Answer } from '../../dialects/Response.ts';
import { ApiError } from '../../errors/ApiError.ts';
import { addressOf, askedPathsOf, withoutNames } from '../../plan/ask/addressOf.ts';
import { describeAsk } from '../../plan/ask/describe.ts';
import { Doc, holdsRefusalWithin, type PageDoc } from '../../plan/known/document.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { kindOf } from '../../plan/map/members.ts';
import type { Ask, ListAsk } from '../../plan/need/request.ts';
import { joinBeside } from '../../plan/place/beside.ts';
import { absorbNothing, absorbResource } from '../learn/absorb.ts';
import { absorbKeyed } from '../learn/absorbKeyed.ts';
import { absorbMany, absorbNoneOfMany } from '../learn/absorbMany.ts';
import { absorbFound, absorbPage } from '../learn/absorbPage.ts';
import { answerError } from '../learn/answerError.ts';
import type { Refusals } from '../learn/refusals.ts';
import type { Asking } from '../rounds/asksOf.ts';
import { canPay, payingAgain } from './budgets.ts';
import { note, sendingFor } from './liveRuns.ts';
import type { Run, Runner } from './Runner.ts';
import { toSentRequest } from './sentRequest.ts';

/** Who waits for an answer, and what learns from it. */
interface Learners {
  /** What it is asked for. */
  readonly known: Knowledge;
  readonly live: readonly Run[];
  /** What learns of a resource as well: an action came between, and the answer is no older than that. */
  readonly also: readonly Learner[];
}

/** What learns from an answer, unless an action changes something meanwhile. */
interface Learner {
  readonly known: Knowledge;
  /** When the answer was asked for. */
  readonly moment: number;
}

/**
 * What else learns from an answer, besides what it was asked for. After an action, a run still goes on with what was known before
 * it, while its walk has forgotten what the action may have changed: the walk is told as well. So is its loop, for the items that
 * are still to come.
 */
export function alsoLearning(known: Knowledge, runs: readonly Run[]): readonly Learner[] {
  const own = runs.filter((run) => run.known === known && run.want.goal !== 'batch');
  const ofArguments = runs.flatMap(({ others }) =>
    [...others].flatMap(([walk, before]) => (before === known ? walk : [])),
  );
  const all = [...own.map(({ waiting }) => waiting.walk), ...ofArguments].flatMap((walk) => {
    const { known, loop } = walk;
    return loop?.known.heard === known.heard ? [known, loop.known] : [known];
  });
  const others = [...new Set(all)].filter((each) => each !== known);
  return others.map((each) => ({ known: each, moment: each.moment }));
}

/** Those that no action has changed meanwhile. */
function unchanged(learners: readonly Learner[]): readonly Knowledge[] {
  return learners.flatMap(({ known, moment }) => (known.moment === moment ? known : []));
}

/**
 * Asks, and takes in the answer. What the server refuses may be asked for otherwise:
 *
 * - with a choice of fields, after a 400: for all fields;
 * - with expansions or fields, unless that helped none of its neighbours: without them;
 * - a page, once more for what its items lack: not at all, for each item is asked for by itself then.
 *
 * @param isPlain - Whether it is asked without its expansions, because the server refused it with them.
 */
export async function answerAsk(
  { ask, plain, url }: Asking,
  learners: Learners,
  runner: Runner,
  refusals: Refusals,
  isPlain = false,
): Promise<void> {
  const { known, live, also } = learners;
  if (live.length === 0) return;
  const { dialect, spelling, api } = runner;
  const intake = { ...api, known };
  const { fields, ...whole } = ask;
  const asked = isPlain
    ? describeAsk(runner.describe, whole, [])
    : describeAsk(runner.describe, ask, askedPathsOf(ask, spelling));
  /** The same without a choice of fields, and without its expansions where it is plain. Whether it was sent. */
  const retry = async (isAllPlain: boolean): Promise<boolean> => {
    const address = isAllPlain ? plain : addressOf(whole, spelling);
    const again = { ...learners, live: payingAgain(live, runner) };
    await answerAsk({ ask: whole, plain, url: address }, again, runner, refusals, isAllPlain);
    return again.live.length > 0;
  };
  try {
    const answer = await get(url, ask, asked, live, runner);
    if (live.some(({ waiting }) => waiting.walk.loop?.known === known)) {
      known.moves = runner.actions.moves;
    }
    if (ask.of === 'resource') {
      const page =
        kindOf(api.map, ask.kind) === undefined ? dialect.page(answer, asked) : undefined;
      if (page !== undefined) absorbFound(intake, ask.address, page);
      const document = dialect.document(answer, asked);
      if (document === undefined && page !== undefined) return;
      if (document === undefined) lacking('resource', plain);
      // What was to be expanded is remembered as asked: no later round asks for it again.
      const { stood } =
        document === null
          ? absorbNothing(known, ask)
          : absorbResource(intake, ask, document, etagOf(answer, url === plain));
      for (const other of unchanged(also)) {
        if (document?.address !== undefined) {
          joinBeside(other, ask.address, document.address, ask.kind, api);
        }
        other.learnToo(stood);
      }
      return;
    }
    if (ask.of === 'many') {
      const { items } = dialect.page(answer, asked) ?? lacking('page', plain);
      const came = absorbMany(intake, ask, items);
      for (const other of unchanged(also)) for (const stood of came) other.learnToo(stood);
      return;
    }
    const page = pageIn(dialect.page(answer, asked), plain, ask);
    if (!ask.again && url !== plain && page.items.some(holdsRefusalWithin)) {
      // What the others brought is kept; that one is refused says nothing of where it stands.
      absorbPage(intake, { ...ask, again: true }, page, plain);
      await retry(true);
    } else if (ask.keyed !== undefined && !ask.again) {
      absorbKeyed(intake, { ...ask, keyed: ask.keyed }, page, plain);
    } else {
      absorbPage(intake, ask, page, plain);
    }
  } catch (error) {
    const isAgain = ask.of === 'list' && ask.again;
    const isOfExpansion = url !== plain && error instanceof ApiError;
    // What cannot be expanded is learned from a 400 as from a stub that was left.
    const learn = (): void => {
      if (isOfExpansion && error.status === 400) known.asked.keepRefusedExpansion();
    };
    const isOfFields = isOfExpansion && fields !== undefined && !isPlain;
    // What helps without a choice of fields is asked without one from now on, also by other walks.
    const withAll = async (isAllPlain: boolean): Promise<boolean> => {
      if (isOfFields && known.asked.selection !== undefined) known.asked.selection.isOver = true;
      // What nobody could pay for says nothing.
      if (!(await retry(isAllPlain))) return true;
      const helps = !hasFailed(ask, known);
      if (isOfFields && helps) runner.context.rows.refusesToSelect = true;
      if (helps && isAllPlain) learn();
      return helps;
    };
    // A 400 may mean either: what the map knows, the server may have no more.
    if (isOfFields && error.status === 400) {
      await withAll(false);
      return;
    }
    // A 400 is about the request; what else may be is the failure, where nobody can pay for another one.
    const isTried = isOfExpansion && !isAgain && (error.status === 400 || canPay(live));
    // A neighbour may not even have asked for what the server refuses.
    if (isTried && (await refusals.retry(error.status, () => withAll(true)))) return;
    if (isAgain) {
      learn();
      // Whatever is missed of the page is asked for item by item.
      absorbPage(intake, ask, { items: [], doc: EMPTY }, plain);
      return;
    }
    // That it was given up by those who waited for it says nothing of what lies there.
    if (live.every(({ isOver }) => isOver)) return;
    if (ask.of === 'many') absorbNoneOfMany(known, ask, error);
    else known.asked.keepFailure(ask.address, error);
  }
}

const EMPTY = new Doc(undefined, new Map(), new Map());

/** The ETag of what lies at the plain address: with an expansion in the query it is that of something else. */
const etagOf = ({ headers }: Answer, isPlain: boolean): string | null | undefined =>
  isPlain ? headers.get('etag') : undefined;

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

function pageIn(found: PageDoc | undefined, plain: string, { adds }: ListAsk): PageDoc {
  const page = found ?? lacking('page', plain);
  return page.next === undefined ? page : { ...page, next: withoutNames(page.next, adds) };
}

/** Whether nothing came of a request. */
function hasFailed(ask: Ask, known: Knowledge): boolean {
  const isLost = (address: string): boolean =>
    known.asked.isLeftOut(address) || known.asked.failure(address) !== undefined;
  return ask.of === 'many'
    ? [...ask.members.keys()].every(isLost)
    : known.asked.failure(ask.address) !== undefined;
}

function lacking(what: string, plain: string): never {
  throw answerError(`the answer holds no ${what}`, plain);
}
