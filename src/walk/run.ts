/**
 * Runs wants together: drives the rounds of the loop with real answers, and tells each want its end.
 */

import type { Response as Answer, Dialect } from '../dialects/Dialect.ts';
import { AbortError } from '../errors/AbortError.ts';
import { AnswerError } from '../errors/AnswerError.ts';
import { ApiError } from '../errors/ApiError.ts';
import { BudgetError } from '../errors/BudgetError.ts';
import { TimeoutError } from '../errors/TimeoutError.ts';
import { addressOf, plainAddressOf } from '../plan/addressOf.ts';
import type { PlanContext } from '../plan/context.ts';
import { Doc, holdsRefusalWithin, type PageDoc } from '../plan/document.ts';
import { isReading } from '../plan/handwritten.ts';
import type { Knowledge } from '../plan/known.ts';
import type { Act, Ask, Place } from '../plan/place.ts';
import type { Want } from '../plan/want.ts';
import { hideSecrets } from '../values/hideSecrets.ts';
import { type Api, absorbResource } from './absorb.ts';
import { absorbKeyed } from './absorbKeyed.ts';
import { absorbPage } from './absorbPage.ts';
import type { Actions } from './actions.ts';
import type { Batch } from './Batch.ts';
import type { Flights } from './flights.ts';
import { inOrder } from './inOrder.ts';
import type { WalkLimits } from './limits.ts';
import { type ActGroup, type Errand, type Round, rounds } from './loop.ts';
import { Refusals } from './refusals.ts';
import { type SentRequest, toSentRequest } from './sentRequest.ts';
import { toError, whereOf } from './toError.ts';
import type { WrittenChain } from './written.ts';

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
  /** The items that it has, and may not have come to yet. */
  readonly batches: Set<Batch>;
  /** How many reads of its body are under way on what it knows. */
  reading: number;
  /** What was done meanwhile: it is forgotten once they have come to their ends, which began before. */
  readonly done: Act[];
}

/** A want that waits for its end. */
export interface Waiting {
  readonly chain: WrittenChain;
  readonly want: Want;
  readonly walk: Walk;
  readonly limits: WalkLimits;
  /** What it was reached from, as a chain. */
  parent(): object | undefined;
  /** What its operations came to before, where it goes on with them. */
  readonly memory?: Map<object, unknown>;
  /** The requests that were sent for it. */
  readonly sent: SentRequest[];
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** What running is told besides the wants. */
export interface Runner {
  readonly dialect: Dialect;
  readonly api: Api;
  readonly context: Omit<PlanContext, 'memory'>;
  readonly flights: Flights;
  readonly actions: Actions;
  show(place: Place, known: Knowledge, parent: () => object | undefined): unknown;
  /** Is told where an expectation of the planner's own was broken. */
  fault(message: string): void;
  /** Makes a walk forget what actions may have changed. */
  forget(walk: Walk, acts: readonly Act[]): void;
  /** Makes a loop forget what was done in its body, once nobody reads there any more. */
  settle(loop: Loop): void;
}

/** A want on its way, with who waits for it. */
interface Run extends Errand {
  readonly waiting: Waiting;
  readonly signal: AbortSignal | undefined;
  /** How many requests may be sent in this round besides those that are planned: again, or after a redirect. */
  spare: number;
  /** Lets go of the signal, which may outlive it by far. */
  release(): void;
}

/** What was done in each walk. */
export type Done = ReadonlyMap<Walk, readonly Act[]>;

/** Runs wants of one tick to their ends, and gives the actions that were sent. Never rejects. */
export async function runTogether(part: readonly Waiting[], runner: Runner): Promise<Done> {
  const done = new Map<Walk, Act[]>();
  const { dialect, api, context } = runner;
  const runs = part.map((waiting) => toRun(waiting, runner));
  const refusals = new Refusals();
  const walking = new Set(runs.map((run) => run.known));
  for (const known of walking) known.begin();
  const loops = new Set(runs.flatMap((run) => loopReadBy(run) ?? []));
  for (const loop of loops) loop.reading += 1;
  try {
    for (const round of rounds(runs, context, api.limits, dialect, runner.fault)) {
      keepToBudgets(round);
      await Promise.all([
        ...round.asks.map(({ ask, known, errands }) =>
          answerAsk(ask, known, live(errands), runner, refusals),
        ),
        ...round.acts.map((group) => sendActs(group, runner, done)),
      ]);
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
  }
  return done;
}

/** What a want walks on: a loop goes on where it is, whatever was done in the tick before it asks for more. */
function knownTo({ walk, want }: Waiting): Knowledge {
  return (want.goal === 'batch' ? walk.loop?.known : undefined) ?? walk.known;
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

function toRun(waiting: Waiting, runner: Runner): Run {
  const { signal, timeoutMs } = waiting.limits;
  const timeout = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
  const signals = [signal, timeout].filter((each) => each !== undefined);
  const run: Run = {
    waiting,
    want: waiting.want,
    memory: waiting.memory ?? new Map(),
    known: knownTo(waiting),
    isOver: false,
    spare: 0,
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
      if (loopReadBy(run) === undefined) return false;
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
    waiting.reject(
      timeout?.aborted && timeoutMs !== undefined
        ? new TimeoutError(timeoutMs, where)
        : new AbortError(signal?.reason, where),
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
function keepToBudgets(round: Round<Run>): void {
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
    run.waiting.reject(new BudgetError(facts, whereOf(run.waiting.chain)));
  }
}

/** Whether everybody who waits has one request to spare; then it is spent. */
function maySpend(runs: readonly Run[]): boolean {
  if (runs.some(({ spare }) => spare < 1)) return false;
  for (const run of runs) run.spare -= 1;
  return true;
}

/**
 * Sends the actions of one want, in their order, and those on one resource one after the other.
 *
 * @param done - Takes in what was sent.
 */
async function sendActs(
  { acts, concurrency }: ActGroup<Run>,
  runner: Runner,
  done: Map<Walk, Act[]>,
): Promise<void> {
  const sent: { readonly act: Act; readonly runs: readonly Run[] }[] = [];
  await inOrder(
    acts,
    concurrency,
    ({ act }) => act.changes,
    async ({ act, errands }) => {
      const runs = live(errands);
      if (runs.length === 0) return;
      sent.push({ act, runs });
      await runner.actions.act(act, {
        signals: runs.map(({ signal }) => signal),
        note: (request) => note(runs, request),
        mayGoOn: () => maySpend(runs),
      });
    },
  );
  const walks = new Map<Walk, Act[]>();
  for (const { act, runs } of sent.filter(({ act }) => !isReading(act))) {
    for (const { waiting } of runs) {
      walks.set(waiting.walk, [...(walks.get(waiting.walk) ?? []), act]);
    }
  }
  for (const [walk, all] of walks) {
    runner.forget(walk, all);
    done.set(walk, [...(done.get(walk) ?? []), ...all]);
  }
  for (const { act, runs } of sent) {
    for (const run of runs) {
      run.known = run.waiting.walk.known;
      runner.actions.remember(act.identity, run.known, runner.api);
    }
  }
}

/** @param isPlain - Whether it is asked without its expansions, because the server refused it with them. */
async function answerAsk(
  ask: Ask,
  known: Knowledge,
  live: readonly Run[],
  runner: Runner,
  refusals: Refusals,
  isPlain = false,
): Promise<void> {
  if (live.length === 0) return;
  const { dialect, api } = runner;
  const plain = plainAddressOf(ask, dialect);
  const url = isPlain ? plain : addressOf(ask, dialect);
  try {
    const answer = await get(url, ask, live, runner);
    if (live.some(({ waiting }) => waiting.walk.loop?.known === known)) {
      known.moves = runner.actions.moves;
    }
    if (ask.of === 'resource') {
      // What was to be expanded is remembered as asked, and not asked for again.
      absorbResource(known, ask, documentIn(answer, plain, dialect), api);
      return;
    }
    const page = pageIn(answer, plain, dialect);
    if (!ask.again && url !== plain && page.items.some(holdsRefusalWithin)) {
      // What the others brought is kept; that one is refused says nothing of where it stands.
      absorbPage(known, { ...ask, again: true }, page, plain, api);
      await answerAsk(ask, known, live, runner, refusals, true);
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
      await answerAsk(ask, known, live, runner, refusals, true);
      const helps = known.failure(ask.address) === undefined;
      if (helps) learn();
      return helps;
    };
    // A neighbour may not even have asked for what the server refuses.
    if (isOfExpansion && !isAgain && (await refusals.retry(error.status, withoutExpansion))) return;
    if (isAgain) {
      learn();
      // Whatever is missed of the page is asked for item by item.
      absorbPage(known, ask, { items: [], doc: EMPTY }, plain, api);
    } else {
      known.keepFailure(ask.address, error);
    }
  }
}

const EMPTY = new Doc(undefined, new Map(), new Map());

async function get(url: string, ask: Ask, live: readonly Run[], runner: Runner): Promise<Answer> {
  const flight = runner.flights.get(url, {
    signals: live.map(({ signal }) => signal),
    mayGoOn: () => maySpend(live),
  });
  try {
    return await flight.answer;
  } finally {
    // Whoever joined a request that was sent twice waited for both.
    for (const sent of flight.sent) {
      note(live, toSentRequest('GET', sent, ask.reasons.join('; '), {}));
    }
  }
}

function documentIn(answer: Answer, plain: string, dialect: Dialect): Doc {
  return dialect.document(answer) ?? lacking('resource', plain);
}

function pageIn(answer: Answer, plain: string, dialect: Dialect): PageDoc {
  return dialect.page(answer) ?? lacking('page', plain);
}

function lacking(what: string, plain: string): never {
  const facts = { method: 'GET', url: hideSecrets(plain) };
  throw new AnswerError(`the answer holds no ${what}`, facts);
}

function note(live: readonly Run[], request: SentRequest): void {
  for (const run of live) run.waiting.sent.push(request);
}
