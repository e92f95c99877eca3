import { harmlessLine } from '../values/harmless.ts';

/** Where in a chain an error happened: the chain as it was written, and the step that failed. */
export interface Where {
  /** The chain as it was written: `hc.rooms.items[0].owner`. */
  readonly chain: string;
  /** The step that failed, as the characters `[start, end)` of `chain`. */
  readonly step: readonly [start: number, end: number];
  /** The actions of the chain that were done before, as they were written; absent where there are none. */
  readonly done?: readonly string[];
}

/** The request that an error is about. There is never a token in it. */
export interface RequestFacts {
  /** The HTTP method, in capitals. */
  readonly method: string;
  /** The address, absolute, without the secrets that it holds. */
  readonly url: string;
}

/** Whether a request of that method changes nothing. */
export function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** An action of a `forEach` that was done. */
export interface ItemDone {
  /** The item, as far as it was read. */
  readonly item: unknown;
  /** The index that the lambda was given. */
  readonly index: number;
  /** The action as it was written. */
  readonly action: string;
  /** What it answered. */
  readonly answer: unknown;
}

/** What a `forEach` had done before it was ended. */
export interface DoneSoFar {
  /** What was done, in the order of the items. */
  readonly done: readonly ItemDone[];
  /** Of how many actions. */
  readonly total: number;
}

/** In words, behind the reason: `, with 3 of 12 actions done`. */
export function tellDone(soFar: DoneSoFar | undefined): string {
  if (soFar === undefined) return '';
  const { done, total } = soFar;
  return `, with ${done.length} of ${total} action${total === 1 ? '' : 's'} done`;
}

/** What every error of this library has. */
export interface ErrorFacts {
  /** What a `forEach` had done before it was ended. */
  readonly done?: readonly ItemDone[] | undefined;
  /** The chain as it was written, and the step that failed. */
  readonly where?: Where | undefined;
  /** The request that failed, where there was one. */
  readonly request?: RequestFacts | undefined;
  /** What was thrown underneath. */
  readonly cause?: unknown;
}

/**
 * The base of every error that a chain rejects with, except for misuse, which is a `TypeError` or
 * `RangeError`, and for errors that a lambda threw itself.
 *
 * The message shows what happened, the chain with a mark under the step that failed, and the request.
 */
export class HypchatError extends Error {
  // Bundlers rename classes, and consoles print the name of the class.
  static override readonly name: string = 'HypchatError';
  /** The name of its class. On the prototype, for a stack begins with it before there is a field. */
  override get name(): string {
    return this.constructor.name;
  }
  /** What happened, in one sentence, without the chain and the request. */
  readonly reason: string;
  /** The chain as it was written, and the step that failed; `undefined` where no chain is concerned. */
  readonly where: Where | undefined;
  /** The request that failed; `undefined` where none was sent or is to blame. */
  readonly request: RequestFacts | undefined;
  /**
   * What the actions of a `forEach` answered that were done before this, in the order of the items; absent where none was
   * written. One that was on its way then may be done as well.
   */
  declare readonly done?: readonly ItemDone[];

  /** @param reason - As one line, or as several. What of it is a server's is shown as no more than text. */
  constructor(reason: string | readonly string[], facts: ErrorFacts = {}) {
    const lines = [reason].flat().map(harmlessLine);
    super(
      [...lines, ...markLines(facts.where), ...requestLines(facts.request)].join('\n'),
      facts.cause === undefined ? undefined : { cause: facts.cause },
    );
    this.reason = lines.join('\n');
    this.where = facts.where;
    this.request = facts.request;
    // There may be many: they are read where they are asked for, and not printed.
    if (facts.done) Object.defineProperty(this, 'done', { value: facts.done });
  }

  /** The same error for another chain that waited for the same request. */
  at(where: Where): HypchatError {
    return new HypchatError(this.reason.split('\n'), { ...this.facts(), where });
  }

  /** What a copy of this error is made of. */
  protected facts(): ErrorFacts {
    const { where, request, cause, done } = this;
    return { where, request, cause, done };
  }
}

/** The chain with a mark under the step that failed, and what of it was done before. */
export function markLines(where: Where | undefined): readonly string[] {
  if (where === undefined) return [];
  const before = harmlessLine(where.chain.slice(0, where.step[0]));
  const step = harmlessLine(where.chain.slice(...where.step));
  const mark = `${' '.repeat(before.length)}${'^'.repeat(Math.max(1, step.length))}`;
  const done = where.done?.map((action) => `  done before: ${harmlessLine(action)}`) ?? [];
  return [`  ${harmlessLine(where.chain)}`, `  ${mark}`, ...done];
}

function requestLines(request: RequestFacts | undefined): readonly string[] {
  return request === undefined ? [] : [harmlessLine(`  ${request.method} ${request.url}`)];
}
