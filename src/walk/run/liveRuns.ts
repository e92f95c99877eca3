/**
 * The runs for which something is sent in a round: who still waits, what they may spend, and what is noted for them.
 */
import type { SendingFor, Shared } from './flights.ts';
import type { Run } from './Runner.ts';
import type { SentRequest } from './sentRequest.ts';

/** Those that somebody still waits for. */
export function live(runs: readonly Run[]): readonly Run[] {
  return runs.filter((run) => !run.isOver);
}

/** A round of a walk, and whom something is sent for in it. */
interface RoundPurpose extends Shared {
  readonly walk: number;
  readonly round: number;
}

/** For whom something is sent in this round. */
export function purposeOf(runs: readonly Run[]): RoundPurpose {
  const { walk = 0, round = 0 } = runs[0] ?? {};
  return { chains: [...new Set(runs.map(({ waiting }) => waiting.chain.text))], walk, round };
}

/** What is sent for those that somebody still waits for. */
export function sendingFor(runs: readonly Run[]): SendingFor & { readonly purpose: RoundPurpose } {
  const signals = runs.map(({ signal }) => signal);
  return { purpose: purposeOf(runs), signals, mayGoOn: () => maySpend(runs) };
}

/** Whether everybody who waits has one request to spare; then it is spent. Who was aborted waits no more. */
function maySpend(runs: readonly Run[]): boolean {
  const waiting = runs.filter(({ signal }) => !signal?.aborted);
  if (waiting.some(({ spare }) => spare < 1)) return false;
  for (const run of waiting) run.spare -= 1;
  return true;
}

/** Notes for everybody who waits what was sent for them. */
export function note(live: readonly Run[], request: SentRequest): void {
  for (const run of live) run.waiting.sent.push(request);
}
