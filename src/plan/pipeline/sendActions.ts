/**
 * The end of a `forEach`: the actions that its lambda returned, once all items were read.
 *
 * Nothing is sent before all of them are ready. A failure is kept with its item, and does not stop the rest. What is done for an item
 * is done in its order: what has to read once more what another one changes holds back those behind it.
 */

import { cut } from '../../values/cut.ts';
import type { Knowledge } from '../known/known.ts';
import { failedBy } from '../need/failed.ts';
import type { Need } from '../need/need.ts';
import type { Outcome } from '../need/outcome.ts';
import { type Act, type ForItem, goesByReading, type OfItem } from '../need/request.ts';
import type { Place } from '../place/place.ts';
import { reached } from '../program/followed.ts';
import { Argument, isReading, type Move, type Want } from '../program/program.ts';
import { asAnswered, type PlanContext } from './context.ts';
import type { Listed } from './Memory.ts';
import { argumentOf, ofItem } from './resolveChains.ts';

/** An action of a `forEach` that failed. */
interface FailedItem extends OfItem {
  readonly error: unknown;
}

/** An action of a `forEach` that was done. */
export interface DoneItem extends OfItem {
  /** Where it led: what it answered. */
  readonly place: Place;
  /** By what that is shown, where it is not what was known of the items. */
  readonly known?: Knowledge | undefined;
}

/** What failed, and what was done, of how many actions. */
export interface FailedItems {
  /** What was known of the items. */
  readonly known: Knowledge;
  readonly failures: readonly FailedItem[];
  readonly done: readonly DoneItem[];
  readonly total: number;
}

/** What the actions have come to. */
export function sendActions(
  { entries, known }: Listed,
  concurrency: number,
  step: number,
  context: PlanContext,
  advance: (want: Want) => Outcome,
): Outcome {
  const sending = new Sending(known, context, { step, concurrency });
  for (const entry of entries) {
    const { item, index, given } = entry;
    // On what is only foretold a lambda may well have failed.
    if (given === undefined && known.foretold) continue;
    sending.begin(entry);
    for (const chain of chainsOf(given)) {
      const argument = readAction(chain, context);
      if (!(argument instanceof Argument)) return failedBy(step, 'misuse', argument.error);
      const of = { item, index, action: argument.text };
      const end = sending.take(argument, advance(argument.want), of, chain as object);
      if (end !== undefined) return end;
    }
  }
  const values = entries.map((entry) => entry.given);
  return sending.unfinished() ?? reached(sending.sent(values));
}

type ToBeSent = Extract<Outcome, { is: 'act' }>;

/** Gathers what the actions of a `forEach` have come to. */
class Sending {
  readonly #known: Knowledge;
  readonly #context: PlanContext;
  readonly #step: number;
  readonly #concurrency: number;
  readonly #needs: Need[] = [];
  readonly #acts: Act[] = [];
  /** What is done to one thing is done in its order: to these, what comes waits for what is not sent yet. */
  readonly #late = new Set<string>();
  /** The item that is looked at, and how many acts there were before it. */
  #item: object = this;
  #before = 0;
  /** Whether what comes of it waits for what is not sent yet. */
  #isHeld = false;
  /** Whether anything waits. */
  #hasMore = false;
  /** The acts that are the last ones of their chains, and whose they are. */
  readonly #lasts = new Map<Act['identity'], Omit<ForItem, 'count'>>();
  readonly #failures: FailedItem[] = [];
  readonly #done: DoneItem[] = [];
  /** Where the chains led that are done. */
  readonly #given = new Map<object, Place>();
  readonly #asOf = new Map<object, Knowledge>();
  #isUnderWay = false;
  #total = 0;

  constructor(
    known: Knowledge,
    context: PlanContext,
    { step, concurrency }: { readonly step: number; readonly concurrency: number },
  ) {
    this.#known = known;
    this.#context = context;
    this.#step = step;
    this.#concurrency = concurrency;
  }

  /** Goes on to the next item. One by one, it waits for those before it. */
  begin(item: object): void {
    this.#item = item;
    this.#before = this.#acts.length;
    this.#isHeld = this.#concurrency === 1 && this.#hasMore;
  }

  /** Takes in what an action has come to. @returns What ends all of them, where that is it. */
  take(argument: Argument, outcome: Outcome, of: OfItem, chain: object): Outcome | undefined {
    const { acted } = this.#context;
    this.#isUnderWay ||= argument.want.moves.some(({ identity }) => acted(identity) !== undefined);
    this.#total += 1;
    switch (outcome.is) {
      case 'need':
        // What is changed meanwhile would have to be read once more.
        if (!this.#isHeld || !this.#isUnderWay) this.#needs.push(...outcome.needs.map(ofItem));
        this.#hold();
        return undefined;
      case 'act':
        this.#add(outcome, argument, of);
        return undefined;
      case 'failed': {
        const { failure } = outcome;
        if (failure.code === 'unforeseen') return outcome;
        // A wrong argument shows before anything is sent, and then nothing is.
        if (failure.code === 'misuse' && !this.#isUnderWay)
          return { is: 'failed', failure: { ...failure, step: this.#step } };
        this.#failures.push({ ...of, error: argument.toError(failure) });
        return undefined;
      }
      case 'reached': {
        const last = lastAction(argument);
        if (last?.meaning.is === 'unforeseen' && acted(last.identity) === undefined)
          return failedBy(this.#step, 'misuse', readsOnly(argument));
        const { place, known } = outcome;
        this.#given.set(chain, place);
        if (known !== undefined) this.#asOf.set(chain, known);
        this.#done.push({ ...of, place, known });
        return undefined;
      }
    }
  }

  #add({ acts, concurrency, hasMore }: ToBeSent, argument: Argument, of: OfItem): void {
    const last = lastAction(argument);
    // A `forEach` within has items of its own: it begins behind what is sent before it, and what comes then waits for all of it.
    const isWithin = acts.some(({ inItem }) => inItem !== undefined);
    if (isWithin && this.#acts.length > this.#before) this.#hold();
    const held = new Set<object>();
    for (const act of acts) {
      const { changes } = act;
      // Those of a `forEach` within that goes one by one are one after the other as well.
      const inItem = concurrency === 1 ? this.#item : (act.inItem ?? this.#item);
      const waits = this.#isHeld || held.has(inItem) || this.#late.has(changes);
      if (waits || !isFresh(act, this.#acts)) {
        this.#late.add(changes);
        held.add(inItem);
        this.#hasMore = true;
        if (!isWithin || this.#concurrency === 1) this.#isHeld = true;
        continue;
      }
      // What a `forEach` within sends is counted there.
      const within = act.forItem && { forItem: { chain: argument.text, ...act.forItem } };
      this.#acts.push(ofItem({ ...act, ...within, inItem }));
      if (act.identity === last?.identity)
        this.#lasts.set(act.identity, { ...of, known: this.#known });
    }
    const end = argument.want.moves.findLast(maySend);
    const isAll = isWithin
      ? hasMore !== true
      : acts.some(({ identity }) => identity === end?.identity);
    if (!isAll) this.#hold();
    if (isWithin) this.#isHeld = true;
  }

  #hold(): void {
    this.#isHeld = true;
    this.#hasMore = true;
  }

  /** What has to be asked for or sent first, or what failed in the end; `undefined` where all is done. */
  unfinished(): Outcome | undefined {
    const step = this.#step;
    const concurrency = this.#concurrency;
    const hasMore = this.#hasMore;
    const failures = this.#failures;
    const done = this.#done;
    const total = this.#total;
    if (this.#needs.length > 0) return { is: 'need', needs: this.#needs, step };
    if (this.#acts.length > 0) {
      const count = { done: done.length + failures.length, of: total };
      const acts = this.#acts.map((act): Act => {
        const of = this.#lasts.get(act.identity);
        return of === undefined ? act : { ...act, forItem: { ...of, count } };
      });
      return { is: 'act', acts, concurrency, hasMore, step };
    }
    if (failures.length === 0) return undefined;
    const cause: FailedItems = { failures, done, total, known: this.#known };
    return failedBy(step, 'someFailed', cause);
  }

  /** What all of them gave. @param values - What the lambda gave for the items. */
  sent(values: readonly unknown[]): Place {
    return { at: 'result', values, isOne: false, given: this.#given, asOf: this.#asOf };
  }
}

/** What a `forEach` has done so far, though it has not come to its end. */
export function doneOf(
  { entries, known }: Listed,
  context: PlanContext,
): Pick<FailedItems, 'done' | 'total' | 'known'> {
  const done: DoneItem[] = [];
  let total = 0;
  for (const { item, index, given } of entries) {
    for (const chain of chainsOf(given)) {
      const argument = readAction(chain, context);
      const last = argument instanceof Argument ? lastAction(argument) : undefined;
      // Those of a `forEach` within are counted there.
      if (!(argument instanceof Argument) || last === undefined) continue;
      total += 1;
      const { found, known: then } = context.memory.answered.get(last.identity) ?? {};
      const acted = asAnswered(context.acted(last.identity), found);
      if (acted === undefined || !('place' in acted)) continue;
      done.push({ item, index, action: argument.text, place: acted.place, known: then });
    }
  }
  return { done, total, known };
}

/** Whether it is an action, or may turn out to be one, by itself or for each item. */
function maySend(move: Move): boolean {
  const { meaning } = move;
  return meaning.is === 'operation' ? meaning.stage.is === 'forEach' : isAction(move);
}

/** Whether it is an action, or may turn out to be one: a call of what no map knows, which documents declare. */
function isAction({ meaning, args }: Move): boolean {
  if (meaning.is === 'unforeseen') return args !== undefined;
  return meaning.is === 'action' && !isReading(meaning.member);
}

function lastAction({ want }: Argument): Move | undefined {
  return want.moves.findLast(isAction);
}

/** Whether what an act was read for is no older than what the ones before it write: else it waits for its own reading. */
function isFresh(act: Act, before: readonly Act[]): boolean {
  return !(goesByReading(act) && before.some(({ changes }) => changes === act.changes));
}

function chainsOf(given: unknown): readonly unknown[] {
  if (given === null) return [];
  return Array.isArray(given) ? given.flatMap(chainsOf) : [given];
}

function readAction(chain: unknown, context: PlanContext): Argument | { readonly error: unknown } {
  try {
    const isChain = context.rows.chainsIn(chain)[0] === chain && chain !== undefined;
    if (!isChain) {
      throw new TypeError(
        `\`forEach\` takes a lambda that returns actions or null, like \`(room) => room.message('hi')\`; it gave ${shown(chain)}${chain === undefined ? ': one in braces needs `return`' : ''}`,
      );
    }
    const argument = argumentOf(chain as object, context);
    if (!argument.want.moves.some(maySend)) {
      throw readsOnly(argument);
    }
    return argument;
  } catch (error) {
    return { error };
  }
}

const readsOnly = ({ text }: Argument): TypeError =>
  new TypeError(`\`forEach\` takes a lambda that returns actions or null: ${text} reads only`);

function shown(value: unknown): string {
  if (typeof value === 'string') return `'${cut(value, 20)}'`;
  return typeof value === 'object' || typeof value === 'function'
    ? `a value of type ${typeof value}`
    : String(value);
}
