/**
 * Runs wants together: drives the rounds of the loop with real answers, and tells each want its end.
 */
import type { Response as Answer, Dialect } from '../dialects/Dialect.ts';
import { AbortError } from '../errors/AbortError.ts';
import { AnswerError } from '../errors/AnswerError.ts';
import { ApiError } from '../errors/ApiError.ts';
import { BudgetError } from '../errors/BudgetError.ts';
import { TimeoutError } from '../errors/TimeoutError.ts';
import { hideSecrets } from '../http/hideSecrets.ts';
import { addressOf, plainAddressOf } from '../plan/addressOf.ts';
import type { PlanContext } from '../plan/context.ts';
import { Doc } from '../plan/document.ts';
import type { Knowledge } from '../plan/known.ts';
import type { Act, Ask, Place } from '../plan/place.ts';
import type { Want } from '../plan/want.ts';
import { NOTHING } from '../plan/wish.ts';
import { type Api, absorbPage, absorbResource } from './absorb.ts';
import type { Actions } from './actions.ts';
import type { Flights } from './flights.ts';
import type { WalkLimits } from './limits.ts';
import { type Errand, type Round, rounds } from './loop.ts';
import { Refusals } from './refusals.ts';
import type { SentRequest } from './sentRequest.ts';
import { toError, whereOf } from './toError.ts';
import type { WrittenChain } from './written.ts';

/** What snapshots share with the walk that made them: what is known now, after its own actions. */
export interface Walk {
  known: Knowledge;
}

/** A want that waits for its end. */
export interface Waiting {
  readonly chain: WrittenChain;
  readonly want: Want;
  readonly walk: Walk;
  readonly limits: WalkLimits;
  /** What it was reached from, as a chain. */
  parent(): object | undefined;
  /** The requests that were sent for it. */
  readonly sent: SentRequest[];
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** What running is told besides the wants. */
export interface Runner {
  readonly dialect: Dialect;
  readonly api: Api;
  readonly context: PlanContext;
  readonly flights: Flights;
  readonly actions: Actions;
  show(place: Place, known: Knowledge, parent: () => object | undefined): unknown;
  /** Makes a walk forget what an action may have changed. */
  forget(walk: Walk, act: Act): void;
}

/** A want on its way, with who waits for it. */
interface Run extends Errand {
  readonly waiting: Waiting;
  readonly signal: AbortSignal | undefined;
}

/** Runs wants of one tick to their ends. Never rejects. */
export async function runTogether(part: readonly Waiting[], runner: Runner): Promise<void> {
  const { dialect, context } = runner;
  const runs = new Map(part.map((waiting) => toRun(waiting, runner)).map((run) => [run, run]));
  const refusals = new Refusals();
  const walking = new Set([...runs.keys()].map((run) => run.known));
  for (const known of walking) known.begin();
  try {
    for (const round of rounds([...runs.keys()], context, dialect.limits, dialect)) {
      const live = (errands: readonly Errand[]): Run[] =>
        errands.flatMap((errand) => runs.get(errand as Run) ?? []).filter((run) => !run.isOver);
      keepToBudgets(round, live);
      await Promise.all([
        ...round.asks.map(({ ask, known, errands }) =>
          answerAsk(ask, known, live(errands), runner, refusals),
        ),
        ...round.acts.map(({ act, errands }) => sendAct(act, live(errands), runner)),
      ]);
    }
  } catch (error) {
    // Only a fault of this library leads here: nobody may be left waiting for it.
    for (const waiting of part) waiting.reject(error);
  } finally {
    for (const known of walking) known.end();
  }
}

function toRun(waiting: Waiting, runner: Runner): Run {
  const { signal, timeoutMs } = waiting.limits;
  const timeout = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
  const signals = [signal, timeout].filter((each) => each !== undefined);
  const run: Run = {
    waiting,
    want: waiting.want,
    known: waiting.walk.known,
    isOver: false,
    signal: signals.length > 1 ? AbortSignal.any(signals) : signals[0],
    done(place, known) {
      try {
        waiting.resolve(runner.show(place, known, waiting.parent));
      } catch (error) {
        waiting.reject(error);
      }
    },
    failed: (failure) => waiting.reject(toError(failure, waiting.chain)),
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
function keepToBudgets(round: Round, live: (errands: readonly Errand[]) => readonly Run[]): void {
  const next = new Map<Run, number>();
  for (const { errands } of [...round.asks, ...round.acts]) {
    for (const run of live(errands)) next.set(run, (next.get(run) ?? 0) + 1);
  }
  for (const [run, count] of next) {
    const { budget } = run.waiting.limits;
    const sent = run.waiting.sent.length;
    if (budget === undefined || sent + count <= budget) continue;
    run.isOver = true;
    const facts = { budget, sent, needed: sent + count };
    run.waiting.reject(new BudgetError(facts, whereOf(run.waiting.chain)));
  }
}

async function sendAct(act: Act, live: readonly Run[], runner: Runner): Promise<void> {
  if (live.length === 0) return;
  await runner.actions.act(act, (request) => note(live, request));
  for (const run of live) {
    const { walk } = run.waiting;
    runner.forget(walk, act);
    run.known = walk.known;
    runner.actions.remember(act.identity, run.known, runner.api);
  }
}

async function answerAsk(
  ask: Ask,
  known: Knowledge,
  live: readonly Run[],
  runner: Runner,
  refusals: Refusals,
): Promise<void> {
  if (live.length === 0) return;
  const { dialect } = runner;
  const url = addressOf(ask, dialect);
  const plain = plainAddressOf(ask, dialect);
  try {
    absorb(ask, known, await get(url, ask, live, runner), plain, runner);
  } catch (error) {
    const withoutExpansion = async (): Promise<boolean> => {
      await answerAsk({ ...ask, wish: NOTHING }, known, live, runner, refusals);
      return known.failure(ask.address) === undefined;
    };
    // A neighbour may not even have asked for what the server refuses.
    const mayHelp = url !== plain && error instanceof ApiError;
    if (mayHelp && (await refusals.retry(error.status, withoutExpansion))) return;
    if (ask.of === 'list' && ask.again) {
      // Whatever is missed of the page is asked for item by item.
      absorbPage(known, ask, { items: [], doc: EMPTY }, plain, runner.api);
    } else {
      known.keepFailure(ask.address, error);
    }
  }
}

const EMPTY = new Doc(undefined, new Map(), new Map());

async function get(url: string, ask: Ask, live: readonly Run[], runner: Runner): Promise<Answer> {
  const request = { method: 'GET', url: hideSecrets(url), reason: ask.reasons.join('; ') };
  const signals = live.map((run) => run.signal);
  try {
    const answer = await runner.flights.get(url, signals);
    note(live, { ...request, status: answer.status });
    return answer;
  } catch (error) {
    note(live, { ...request, ...(error instanceof ApiError && { status: error.status }) });
    throw error;
  }
}

function absorb(ask: Ask, known: Knowledge, answer: Answer, plain: string, runner: Runner): void {
  const { dialect, api } = runner;
  const facts = { method: 'GET', url: hideSecrets(plain) };
  if (ask.of === 'resource') {
    const doc = dialect.document(answer);
    if (doc === undefined) throw new AnswerError('the answer holds no resource', facts);
    absorbResource(known, ask, doc, api);
  } else {
    const page = dialect.page(answer);
    if (page === undefined) throw new AnswerError('the answer holds no page', facts);
    absorbPage(known, ask, page, plain, api);
  }
}

function note(live: readonly Run[], request: SentRequest): void {
  for (const run of live) run.waiting.sent.push(request);
}
