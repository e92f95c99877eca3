/**
 * Operations over a collection within a lambda, `room.participants.filter(…)`: what they give at once, on data and on
 * samples.
 *
 * On data they walk their chain with what is known. What that needs first is missed like a field that is not known: the
 * run counts for nothing, and goes on with samples.
 */
import type { Knowledge } from '../../plan/known/known.ts';
import type { Need } from '../../plan/need/need.ts';
import type { Outcome } from '../../plan/need/outcome.ts';
import { operationOf } from '../../plan/program/operation.ts';
import type { Argument, Move } from '../../plan/program/program.ts';
import { Begun, type Missed, type WalkInner } from '../../plan/program/rows.ts';
import { createChain } from '../../proxy/chain.ts';
import { createList, unreadChain } from '../../proxy/list.ts';
import type { Source } from '../../proxy/source.ts';
import type { CallStep, Step } from '../../proxy/step.ts';

const NONE: readonly never[] = Object.freeze([]);

/** A row of what may not be there: whether it is, only its own address says. */
export interface Unread {
  /** Whether nothing was read of it so far. */
  readonly isUnread: boolean;
  /** Misses it, where nobody knows yet whether it is there. @throws What its address was refused with. */
  beThere(): void;
}

/** What lambdas miss while they run on an item. */
export class Misses {
  /** What they missed first. */
  missed: Missed | undefined;
  /** What operations within them need that were written after that. */
  guessed: readonly Need[] = NONE;
  /** Rows of what may not be there, of which they have read nothing yet. */
  unread: readonly Unread[] = NONE;
  /** The lists that they made. */
  lists: readonly { readonly list: object; readonly needs: () => readonly Need[] }[] = NONE;
  /** What they read; `undefined` while they run on samples alone. */
  readonly known: Knowledge | undefined;

  constructor(known: Knowledge | undefined) {
    this.known = known;
  }
}

/** What is only guessed to be needed, once the lambdas have run. */
export function guessedIn({ guessed, lists }: Misses): readonly Need[] {
  const unread = lists.filter(({ list }) => unreadChain(list) !== undefined);
  // What fails is told where it is read.
  return [...guessed, ...unread.flatMap(({ needs }) => orNone(needs))];
}

/** What something gives; none where it fails. */
export function orNone<T>(give: () => readonly T[]): readonly T[] {
  try {
    return give();
  } catch {
    return [];
  }
}

/** Guesses as well what others missed, that ran on samples. */
export function guessBesides(misses: Misses, { missed, guessed, lists }: Misses): void {
  const inner = missed?.is === 'inner' ? missed.needs : NONE;
  misses.guessed = [...misses.guessed, ...inner, ...guessed];
  misses.lists = [...misses.lists, ...lists];
}

/** Takes note of what an operation needs. @param foretold - Whether of rows nothing can be missed. */
function missInner(misses: Misses, needs: readonly Need[], foretold: boolean): void {
  const isFirst = misses.missed === undefined || (foretold && misses.missed.is === 'row');
  if (isFirst) misses.missed = { is: 'inner', needs };
  else misses.guessed = [...misses.guessed, ...needs];
}

/** How the chains of a row are read. */
export interface InnerReading {
  /** What steps mean. */
  movesOf(steps: readonly Step[]): readonly Move[];
  /** What a chain gives; a `Begun` where it needs more. @param enough - How many things may be enough; default all of them. */
  begin(chain: object, enough?: number): unknown;
  /** The run that reads, where it has missed something. */
  lost?(): object | undefined;
  /** Is told of a list that nobody has read yet. */
  made?(list: object, chain: object): void;
}

/** What the call of an operation gives; `undefined` where it is none, or one that does something. */
export function operated(
  source: Source,
  call: CallStep,
  before: readonly Step[],
  reading: InnerReading,
): { readonly value: unknown } | undefined {
  const last = before.at(-1);
  if (last?.is !== 'name' || last.verbatim) return undefined;
  const operation = operationOf(last.name);
  if (operation === undefined || operation.gives === 'nothing') return undefined;
  const isOfList = before.slice(0, -1).some((step) => step.is === 'call' && LISTED.has(step));
  if (!isOfList && !isOperatedOn(reading.movesOf(before.slice(0, -1)), last.name)) return undefined;
  const chain = createChain(source, [...before, call]);
  const give = (): unknown => {
    const given = reading.begin(chain);
    return given instanceof Begun ? given.rest() : given;
  };
  if (operation.gives === 'one') return { value: give() };
  LISTED.add(call);
  const list = createList({
    chain,
    isStep: (name) => {
      const takes = operationOf(name)?.takes;
      // What an array is given for these takes all of its items: it does them as any array does.
      return takes !== undefined && takes !== 'reducer' && takes !== 'comparer';
    },
    values: () => [...(give() as Iterable<unknown>)],
    begin: (enough) => reading.begin(chain, enough),
    lost: () => reading.lost?.(),
  });
  reading.made?.(list, chain);
  return { value: list };
}

/** Whether an operation of that name goes on from there: what a collection calls so itself holds over it. */
function isOperatedOn(moves: readonly Move[], name: string): boolean {
  const meaning = moves.at(-1)?.meaning;
  if (meaning?.is === 'collection') return !Object.hasOwn(meaning.member.actions ?? {}, name);
  return meaning?.is === 'items' || meaning?.is === 'pageLink';
}

/** The calls that made lists: what follows one of them is an operation again. */
const LISTED = new WeakSet<CallStep>();

/** What a chain comes to within a lambda: what it gives, or what it needs first. */
export function walkInner(
  argument: Argument,
  walk: WalkInner,
  enough?: number,
): { readonly value: unknown } | Pick<Outcome & { readonly is: 'need' }, 'needs' | 'soFar'> {
  const outcome = walk({ ...argument.want, goal: 'given', ...(enough && { enough }) });
  switch (outcome.is) {
    case 'need':
      return outcome;
    case 'failed':
      throw argument.toError(outcome.failure);
    case 'act':
      // It is sent once the lambda is done.
      throw new TypeError(`only \`forEach\` sends actions: ${argument.text} goes on from one`);
    case 'reached': {
      const { place } = outcome;
      if (place.at === 'value') return { value: place.value };
      if (place.at !== 'result') return { value: undefined };
      return { value: place.isOne ? place.values[0] : place.values };
    }
  }
}

/** What a chain gives within a lambda; a `Begun` where it needs more. @param missesOf - Who is told what was missed. */
export function beginInner(
  argument: Argument,
  { walk, known: { foretold } }: { readonly walk: WalkInner; readonly known: Knowledge },
  missesOf: () => Misses,
  enough?: number,
): unknown {
  const came = walkInner(argument, walk, enough);
  if ('value' in came) return came.value;
  return new Begun(came.soFar ?? NONE, () => {
    missInner(missesOf(), came.needs, foretold);
    return sampleOfInner(argument.want.moves);
  });
}

/** What an operation gives on samples. */
export function sampleOfInner(moves: readonly Move[]): unknown {
  const meaning = moves.at(-1)?.meaning;
  if (meaning?.is !== 'operation') return undefined;
  const { stage, recorded, given } = meaning;
  switch (stage.is) {
    case 'some':
    case 'every':
      return Boolean(given?.value);
    case 'find':
    case 'at':
      return recorded.sample?.value;
    case 'count':
      return recorded.sample === undefined ? 0 : 1;
    case 'reduce':
      return given?.value;
    default:
      return recorded.sample === undefined ? [] : [recorded.sample.value];
  }
}
