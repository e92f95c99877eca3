/**
 * Runs wants together: drives the rounds of the loop with real answers, and tells each want its end.
 */
import type { Asked } from '../dialects/Asked.ts';
import type { Response as Answer } from '../dialects/Response.ts';
import { AbortError } from '../errors/AbortError.ts';
import { AnswerError } from '../errors/AnswerError.ts';
import { ApiError } from '../errors/ApiError.ts';
import { BudgetError } from '../errors/BudgetError.ts';
import { TimeoutError } from '../errors/TimeoutError.ts';
import { momentOf } from '../http/clock.ts';
import { tell } from '../http/events.ts';
import { addressOf, askedPathsOf, plainAddressOf, withoutNames } from '../plan/addressOf.ts';
import { argumentsIn } from '../plan/argument.ts';
import { describeAsk } from '../plan/describe.ts';
import { Doc, holdsRefusalWithin, type PageDoc } from '../plan/document.ts';
import type { Knowledge } from '../plan/known.ts';
import { kindOf } from '../plan/members.ts';
import type { Act, Ask, Place } from '../plan/place.ts';
import { type Argument, isReading } from '../plan/program.ts';
import { hideSecrets } from '../values/hideSecrets.ts';
import { absorbNothing, absorbResource } from './absorb.ts';
import { absorbKeyed } from './absorbKeyed.ts';
import { absorbMany, absorbNoneOfMany } from './absorbMany.ts';
import { absorbFound, absorbPage } from './absorbPage.ts';
import type { Shared } from './flights.ts';
import { inOrder } from './inOrder.ts';
import { type ActGroup, type Round, rounds as roundsOf } from './loop.ts';
import { soFarOf, tellProgress } from './progress.ts';
import type { Loop, Run, Runner, Waiting, Walk } from './Runner.ts';
import { Refusals } from './refusals.ts';
import { type SentRequest, toSentRequest } from './sentRequest.ts';
import { toError, whereOf } from './toError.ts';

/** What was done in each walk. */
export type Done = ReadonlyMap<Walk, readonly Act[]>;

/** Of all clients, like the numbers of requests. */
let lastWalk = 0;

/** Runs wants of one tick to their ends, and gives the actions that were sent. Never rejects. */
export async function runTogether(part: readonly Waiting[], runner: Runner): Promise<Done> {
  const done = new Map<Walk, Act[]>();
  const { spelling, api, context } = runner;
  lastWalk += 1;
  const walk = lastWalk;
  const start = performance.now();
  const began = momentOf(start);
  const runs = part.map((waiting) => toRun(waiting, walk, runner));
  let rounds = 0;
  const refusals = new Refusals();
  const others = runs.flatMap(({ others }) => [...others.keys()]);
  const walking = new Set([...runs, ...others].map(({ known }) => known));
  for (const known of walking) known.begin();
  const loops = new Set([
    ...runs.flatMap((run) => loopReadBy(run) ?? []),
    ...others.flatMap(({ loop, known }) => (loop?.known === known ? loop : [])),
  ]);
  for (const loop of loops) loop.reading += 1;
  try {
    for (const round of roundsOf(runs, context, api.limits, spelling, runner.fault)) {
      rounds += 1;
      for (const run of runs) run.round = rounds;
      keepToBudgets(round, runner);
      const sent: Sent[] = [];
      await Promise.all([
        ...round.asks.map(({ ask, known, errands }) => {
          const also = ask.of === 'list' ? [] : alsoLearning(known, errands);
          const waiters = { live: live(errands), also };
          return answerAsk(ask, known, waiters, runner, refusals);
        }),
        ...round.acts.map((group) => sendActs(group, runner, sent)),
      ]);
      goOnAfter(sent, runner, done);
    }
  } catch (error) {
    // Only a fault of this library leads here: nobody may be left waiting for it.
    for (const waiting of part) waiting.reject(error);
  } finally {
    for (const known of walking) known.end();
    for (const loop of loops) {
      loop.reading -= 1;
      runner.settle(loop);
    }
    for (const run of runs) run.release();
    const { chains } = purposeOf(runs);
    const ms = performance.now() - start;
    tell(runner.listeners, 'walk', { walk, chains, rounds, began, ms });
  }
  return done;
}

/** What a want walks on: a loop goes on where it is, whatever was done in the tick before it asks for more. */
function knownTo({ walk, want }: Waiting): Knowledge {
  return (want.goal === 'batch' ? walk.loop?.known : undefined) ?? walk.known;
}

/** The other walks that the arguments of a want belong to: those of snapshots, and of chains that start anew. */
export function walksOfArguments({
  want,
  walk,
  fresh,
}: Pick<Waiting, 'want' | 'walk' | 'fresh'>): readonly Walk[] {
  return want.moves.flatMap(({ args }) =>
    argumentsIn(args ?? []).flatMap((argument) => otherWalk(argument, walk, fresh) ?? []),
  );
}

/** The walk of an argument; `undefined` where it is that of its action. */
function otherWalk(argument: Argument, walk: Walk, fresh: Walk): Walk | undefined {
  if (argument.walk === 'here') return undefined;
  const own = argument.walk === 'anew' ? fresh : argument.walk;
  return own === walk ? undefined : own;
}

/**
 * What else learns from an answer, besides what it was asked for: what its walk knows by now, where a run still goes on with
 * what was known before an action, and what the loop knows, for the items that are still to come.
 */
function alsoLearning(known: Knowledge, runs: readonly Run[]): readonly Learner[] {
  const own = runs.filter((run) => run.known === known && run.want.goal !== 'batch');
  const ofArguments = runs.flatMap(({ others }) =>
    [...others].flatMap(([walk, before]) => (before === known ? walk : [])),
  );
  const all = [...own.map(({ waiting }) => waiting.walk), ...ofArguments].flatMap((walk) => {
    const isSettled = walk.loop !== undefined && walk.loop.done.length === 0;
    return isSettled ? [walk.known, walk.loop.known] : [walk.known];
  });
  const others = [...new Set(all)].filter((each) => each !== known);
  return others.map((each) => ({ known: each, moment: each.moment }));
}

/** The loop whose knowledge a run of its body walks on. */
function loopReadBy({ known, want, waiting }: Run): Loop | undefined {
  const { loop } = waiting.walk;
  return want.goal !== 'batch' && loop?.known === known ? loop : undefined;
}

/** Those that somebody still waits for. */
function live(runs: readonly Run[]): readonly Run[] {
  return runs.filter((run) => !run.isOver);
}

/** For whom something is sent in this round. */
function purposeOf(
  runs: readonly Run[],
): Shared & { readonly walk: number; readonly round: number } {
  const { walk = 0, round = 0 } = runs[0] ?? {};
  return { chains: [...new Set(runs.map(({ waiting }) => waiting.chain.text))], walk, round };
}

function toRun(waiting: Waiting, walk: number, runner: Runner): Run {
  const { signal, timeoutMs } = waiting.limits;
  const timeout = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
  const signals = [signal, timeout].filter((each) => each !== undefined);
  const others = new Map(walksOfArguments(waiting).map((walk) => [walk, walk.known]));
  const run: Run = {
    waiting,
    want: waiting.want,
    memory: waiting.memory ?? new Map(),
    known: knownTo(waiting),
    others,
    knownTo(argument) {
      const walk = otherWalk(argument, waiting.walk, waiting.fresh);
      return walk && (others.get(walk) ?? walk.known);
    },
    isOver: false,
    spare: 0,
    walk,
    round: 0,
    signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0],
    done(place, known) {
      try {
        waiting.resolve(runner.show(place, known, waiting.parent));
      } catch (error) {
        waiting.reject(error);
      }
    },
    failed(failure) {
      const item = (place: Place, known: Knowledge): unknown =>
        runner.show(place, known, waiting.parent);
      waiting.reject(toError(failure, waiting.chain, item));
    },
    startAnew(needs) {
      // The body of a loop may go through the very collection that the loop goes through and forgets.
      if (run.want.goal === 'batch' || waiting.walk.loop === undefined) return false;
      if (!needs.some((need) => run.known.hasForgotten(need))) return false;
      run.known = run.known.anew();
      run.memory.clear();
      return true;
    },
    release: () => run.signal?.removeEventListener('abort', end),
  };
  const end = (): void => {
    run.isOver = true;
    const where = whereOf(waiting.chain);
    const soFar = soFarOf(run, runner);
    waiting.reject(
      timeout?.aborted && timeoutMs !== undefined
        ? new TimeoutError(timeoutMs, where, soFar)
        : new AbortError(signal?.reason, where, undefined, soFar),
    );
  };
  if (run.signal?.aborted) end();
  else run.signal?.addEventListener('abort', end, { once: true });
  for (const { identity } of run.want.moves) {
    runner.actions.remember(identity, run.known, runner.api);
  }
  return run;
}

/** Ends the runs that would go over their budget with this round, before anything of it is sent. */
function keepToBudgets(round: Round<Run>, runner: Runner): void {
  const next = new Map<Run, number>();
  for (const { errands } of [...round.asks, ...round.acts.flatMap(({ acts }) => acts)]) {
    for (const run of live(errands)) next.set(run, (next.get(run) ?? 0) + 1);
  }
  for (const [run, count] of next) {
    const { budget = Number.POSITIVE_INFINITY } = run.waiting.limits;
    const sent = run.waiting.sent.length;
    run.spare = budget - sent - count;
    if (run.spare >= 0) continue;
    run.isOver = true;
    const facts = { budget, sent, needed: sent + count };
    const where = whereOf(run.waiting.chain);
    run.waiting.reject(new BudgetError(facts, where, soFarOf(run, runner)));
  }
}

/** Whether everybody who waits has one request to spare; then it is spent. */
function maySpend(runs: readonly Run[]): boolean {
  if (runs.some(({ spare }) => spare < 1)) return false;
  for (const run of runs) run.spare -= 1;
  return true;
}

/** An action that was sent, and for whom. */
interface Sent {
  readonly act: Act;
  readonly runs: readonly Run[];
}

/**
 * Sends the actions of one want, in their order, and those on one resource one after the other.
 *
 * @param sent - Takes in what was sent.
 */
async function sendActs(
  { acts, concurrency }: ActGroup<Run>,
  runner: Runner,
  sent: Sent[],
): Promise<void> {
  await inOrder(
    acts,
    concurrency,
    ({ act }) => act.changes,
    async ({ act, errands }) => {
      const runs = live(errands);
      if (runs.length === 0) return;
      sent.push({ act, runs });
      await runner.actions.act(act, {
        purpose: purposeOf(runs),
        signals: runs.map(({ signal }) => signal),
        note: (request) => note(runs, request),
        mayGoOn: () => maySpend(runs),
      });
      tellProgress(act, runs, runner);
    },
  );
}

/**
 * Makes walks forget what was done in a round, once all of its answers are there: what one of them says of other things
 * holds as well.
 *
 * @param done - Takes in what was done.
 */
function goOnAfter(sent: readonly Sent[], runner: Runner, done: Map<Walk, Act[]>): void {
  const walks = new Map<Walk, Act[]>();
  for (const { act, runs } of sent.filter(({ act }) => !isReading(act))) {
    const acts = [act, ...runner.actions.changedBesides(act)];
    for (const walk of new Set(runs.map(({ waiting }) => waiting.walk))) {
      walks.set(walk, [...(walks.get(walk) ?? []), ...acts]);
    }
  }
  for (const [walk, acts] of walks) {
    runner.forget(walk, acts);
    done.set(walk, [...(done.get(walk) ?? []), ...acts]);
  }
  for (const { act, runs } of sent) {
    for (const run of runs) {
      run.known = run.waiting.walk.known;
      runner.actions.remember(act.identity, run.known, runner.api);
    }
  }
}

/** Who waits for an answer. */
interface Waiters {
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

/** @param isPlain - Whether it is asked without its expansions, because the server refused it with them. */
async function answerAsk(
  ask: Ask,
  known: Knowledge,
  { live, also }: Waiters,
  runner: Runner,
  refusals: Refusals,
  isPlain = false,
): Promise<void> {
  if (live.length === 0) return;
  const { dialect, spelling, api } = runner;
  const plain = plainAddressOf(ask, spelling);
  const url = isPlain ? plain : addressOf(ask, spelling);
  const asked = describeAsk(runner.describe, ask, isPlain ? [] : askedPathsOf(ask, spelling));
  try {
    const answer = await get(url, ask, asked, live, runner);
    if (live.some(({ waiting }) => waiting.walk.loop?.known === known)) {
      known.moves = runner.actions.moves;
    }
    if (ask.of === 'resource') {
      const page =
        kindOf(api.map, ask.kind) === undefined ? dialect.page(answer, asked) : undefined;
      if (page !== undefined) absorbFound(known, ask.address, page, api);
      const document = dialect.document(answer, asked);
      if (document === undefined && page !== undefined) return;
      if (document === undefined) lacking('resource', plain);
      // What was to be expanded is remembered as asked, and not asked for again.
      const { stood } =
        document === null
          ? absorbNothing(known, ask)
          : absorbResource(known, ask, document, api, etagOf(answer, url === plain));
      for (const each of also) {
        if (each.known.moment !== each.moment) continue;
        if (document?.address !== undefined) each.known.join(ask.address, document.address);
        each.known.learnToo(stood);
      }
      return;
    }
    if (ask.of === 'many') {
      const { items } = dialect.page(answer, asked) ?? lacking('page', plain);
      const came = absorbMany(known, ask, items, api);
      for (const each of also.filter(({ known, moment }) => known.moment === moment)) {
        for (const stood of came) each.known.learnToo(stood);
      }
      return;
    }
    const page = pageIn(dialect.page(answer, asked), plain, ask);
    if (!ask.again && url !== plain && page.items.some(holdsRefusalWithin)) {
      // What the others brought is kept; that one is refused says nothing of where it stands.
      absorbPage(known, { ...ask, again: true }, page, plain, api);
      await answerAsk(ask, known, { live, also }, runner, refusals, true);
    } else if (ask.keyed !== undefined && !ask.again) {
      absorbKeyed(known, { ...ask, keyed: ask.keyed }, page, plain, api);
    } else {
      absorbPage(known, ask, page, plain, api);
    }
  } catch (error) {
    const isAgain = ask.of === 'list' && ask.again;
    const isOfExpansion = url !== plain && error instanceof ApiError;
    // What cannot be expanded is learned from a 400 as from a stub that was left.
    const learn = (): void => {
      if (isOfExpansion && error.status === 400) known.keepRefusedExpansion();
    };
    const withoutExpansion = async (): Promise<boolean> => {
      await answerAsk(ask, known, { live, also }, runner, refusals, true);
      const helps = !hasFailed(ask, known);
      if (helps) learn();
      return helps;
    };
    // A neighbour may not even have asked for what the server refuses.
    if (isOfExpansion && !isAgain && (await refusals.retry(error.status, withoutExpansion))) return;
    if (ask.of === 'many') {
      if (!live.every(({ isOver }) => isOver)) absorbNoneOfMany(known, ask, error);
    } else if (isAgain) {
      learn();
      // Whatever is missed of the page is asked for item by item.
      absorbPage(known, ask, { items: [], doc: EMPTY }, plain, api);
    } else if (!live.every(({ isOver }) => isOver)) {
      // That it was given up by those who waited for it says nothing of what lies there.
      known.keepFailure(ask.address, error);
    }
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
  const purpose = purposeOf(live);
  const { round } = purpose;
  const flight = runner.flights.get(url, {
    asked,
    purpose,
    signals: live.map(({ signal }) => signal),
    mayGoOn: () => maySpend(live),
  });
  try {
    return await flight.answer;
  } finally {
    // Whoever joined a request that was sent twice waited for both.
    for (const sent of flight.sent) {
      note(live, toSentRequest(sent, ask.reasons.join('; '), { round }));
    }
  }
}

function pageIn(
  found: PageDoc | undefined,
  plain: string,
  { adds }: Ask & { readonly of: 'list' },
): PageDoc {
  const page = found ?? lacking('page', plain);
  return page.next === undefined ? page : { ...page, next: withoutNames(page.next, adds) };
}

/** Whether nothing came of a request. */
function hasFailed(ask: Ask, known: Knowledge): boolean {
  const isLost = (address: string): boolean =>
    known.isLeftOut(address) || known.failure(address) !== undefined;
  return ask.of === 'many'
    ? [...ask.members.keys()].every(isLost)
    : known.failure(ask.address) !== undefined;
}

function lacking(what: string, plain: string): never {
  const facts = { method: 'GET', url: hideSecrets(plain) };
  throw new AnswerError(`the answer holds no ${what}`, facts);
}

function note(live: readonly Run[], request: SentRequest): void {
  for (const run of live) run.waiting.sent.push(request);
}
