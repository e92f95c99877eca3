import { HypchatError, type ItemDone, type Where } from './HypchatError.ts';

/** What went wrong with one item of a `forEach`. */
export interface ItemFailure {
  /** The item, as far as it was read. */
  readonly item: unknown;
  /** The index that the lambda was given. */
  readonly index: number;
  /** The action as it was written. */
  readonly action: string;
  /** What its action was rejected with, mostly a `HypchatError`. */
  readonly error: unknown;
}

/** Some of the actions of a `forEach` failed. All the others were done: `done` has what they answered. */
export class ItemsError extends HypchatError {
  static override readonly name = 'ItemsError';
  override get name(): 'ItemsError' {
    return 'ItemsError';
  }
  /** What failed, in the order of the items. */
  readonly failures: readonly ItemFailure[];
  /** How many actions there were in all. */
  readonly total: number;
  declare readonly done: readonly ItemDone[];

  constructor(
    failures: readonly ItemFailure[],
    total: number,
    where: Where,
    done: readonly ItemDone[] = [],
  ) {
    const lines = failures
      .slice(0, SHOWN)
      .map(({ index, error }) => `  ${index}: ${firstLine(error)}`);
    const more = failures.length > SHOWN ? [`  … and ${failures.length - SHOWN} more`] : [];
    const actions = total === 1 ? 'the one action' : `${total} actions`;
    const [first] = failures;
    super([`${failures.length} of ${actions} failed:`, ...lines, ...more], {
      where,
      done,
      cause: first?.error,
    });
    this.failures = failures;
    this.total = total;
  }

  override at(where: Where): ItemsError {
    return new ItemsError(this.failures, this.total, where, this.done);
  }
}

/** How many failures the message tells. */
const SHOWN = 5;

function firstLine(error: unknown): string {
  const text =
    error instanceof HypchatError
      ? error.reason
      : error instanceof Error
        ? error.message
        : String(error);
  return text.split('\n', 1)[0] ?? '';
}
