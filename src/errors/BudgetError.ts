import { type DoneSoFar, HypchatError, tellDone, type Where } from './HypchatError.ts';

/** The chain needs more requests than `within` allowed it. None beyond the budget was sent. */
export class BudgetError extends HypchatError {
  static override readonly name = 'BudgetError';
  override get name(): 'BudgetError' {
    return 'BudgetError';
  }
  /** What was allowed. */
  readonly budget: number;
  /** How many requests had been sent for the chain. */
  readonly sent: number;
  /** How many it needs at least, with those that were sent, unless what it goes by turns out to be `null`. */
  readonly needed: number;

  readonly #soFar: DoneSoFar | undefined;

  constructor(
    facts: { budget: number; sent: number; needed: number },
    where: Where,
    soFar?: DoneSoFar,
  ) {
    const { budget, sent, needed } = facts;
    const allowed = budget === 1 ? '1 request is' : `${budget} requests are`;
    const was = sent === 0 ? 'nothing was sent' : `${sent} ${sent === 1 ? 'was' : 'were'} sent`;
    super(`the walk needs at least ${needed}, and ${allowed} allowed: ${was}${tellDone(soFar)}`, {
      where,
      done: soFar?.done,
    });
    this.budget = budget;
    this.sent = sent;
    this.needed = needed;
    this.#soFar = soFar;
  }

  override at(where: Where): BudgetError {
    return new BudgetError(this, where, this.#soFar);
  }
}
