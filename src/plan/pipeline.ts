/**
 * Operations over a collection: which pages and expansions they still need, or what they gave.
 *
 * All stages of a pipeline run item by item. What their recording touched rides on the pages. An item on
 * which a run missed something counts for nothing until that is there: it is asked for once, for all the items
 * that miss it, and what such a run touched afterwards is only guessed, and causes no request.
 */
import { appetiteOf } from './appetite.ts';
import type { PlanContext } from './context.ts';
import { ownerOfChanged, requestFailed } from './finish.ts';
import {
  brokenAt,
  type FoundItem,
  isEnd,
  itemFrom,
  needNext,
  sourceAddress,
} from './itemSource.ts';
import { shownIn } from './items.ts';
import { keyedPlace } from './keyset.ts';
import type { Knowledge } from './known.ts';
import { LastPages } from './LastPages.ts';
import { lacking } from './lacking.ts';
import { lackingExpanded } from './lackingExpanded.ts';
import { type Move, stagesOf } from './move.ts';
import { needResource } from './needResource.ts';
import type { Stage } from './operation.ts';
import { AsItIs, copyPassing, type Passing, pass, startPassing, type ToSend } from './pass.ts';
import type { CollectionPlace, Need, Outcome, Place } from './place.ts';
import { ofItem, resolveChains } from './resolveChains.ts';
import type { Missed, Opened } from './rows.ts';
import { Listed, sendActions } from './sendActions.ts';
import type { Want } from './want.ts';
import { NOTHING, uniteWishes, WHOLE, type Wish } from './wish.ts';

/** A pipeline, as far as its steps say. */
export interface Pipeline {
  readonly place: CollectionPlace;
  /** Its operations; none for a collection that is gone through as it is. */
  readonly moves: readonly Move[];
  /** What the steps after it will want of an item. */
  readonly tail: Wish;
  /** What is wanted of it. */
  readonly goal: Want['goal'];
  /** The step at which its errors are marked. */
  readonly step: number;
}

/** Walks a chain that a lambda gave. @param memory - What its operations have come to; default that of the errand. */
export type Advance = (want: Want, memory?: Map<object, unknown>) => Outcome;

/** Where a pipeline leads. */
export type Piped =
  | { readonly is: 'reached'; readonly place: Place }
  | Exclude<Outcome, { is: 'done' }>;

/** How far a pipeline got. It is kept from round to round, so that no item is read twice. */
interface State {
  readonly known: Knowledge;
  /** The index of the first item that was not read in full. */
  at: number;
  readonly passing: Passing;
  readonly pages: LastPages;
  /** What lambdas touched on data. */
  learned: Wish;
}

/** One look at a pipeline, with what is known. */
interface Look extends Pipeline {
  readonly stages: readonly Stage[];
  readonly guess: Wish;
  readonly state: State;
  readonly known: Knowledge;
  readonly context: PlanContext;
  readonly advance: Advance;
}

const NO_STEPS: object = {};

/** Takes a pipeline as far as it goes with what is known. */
export function pipe(
  pipeline: Pipeline,
  known: Knowledge,
  context: PlanContext,
  advance: Advance,
): Piped {
  const { moves, tail, step } = pipeline;
  const { keyset, items } = pipeline.place;
  const isKeyed = keyset !== undefined && !items;
  if (isKeyed && keyset.conflict !== undefined) {
    const cause = new TypeError(
      `\`${keyset.conflict}\` is for one page: all ${pipeline.place.kind}s are gone through newest first; leave it out`,
    );
    return { is: 'failed', failure: { step, code: 'misuse', message: cause.message, cause } };
  }
  const place = isKeyed ? keyedPlace(pipeline.place, keyset) : pipeline.place;
  const stages = stagesOf(moves);
  const last = stages.at(-1);
  const key = moves[0]?.identity ?? NO_STEPS;
  const before = context.memory.get(key);
  const recorded = moves.at(-1)?.meaning;
  const read = recorded?.is === 'operation' ? context.rows.foresee(recorded.recorded, tail) : tail;
  const guess = uniteWishes(read, place.expanded ?? NOTHING);
  const state = stateOf(before as State | undefined, stages, place, known);
  context.memory.set(key, state);
  const look: Look = { ...pipeline, place, stages, guess, state, known, context, advance };
  if (known.foretold) {
    const needs = lackingOfAll(look);
    if (needs.length > 0) return { is: 'need', needs, step };
  }
  const stopped = readOn(look);
  const isOver = state.passing.isOver || (stopped === undefined && isEnd(place, state.at, known));
  const isBatch = pipeline.goal === 'batch' && last?.is !== 'forEach';
  if (isBatch && (isOver || state.passing.outputs.length > 0)) return batch(look, isOver);
  if (isOver) return finished(look);
  if (stopped !== undefined && 'threw' in stopped) {
    return { is: 'failed', failure: { step, code: 'thrown', message: '', cause: stopped.threw } };
  }
  if (stopped !== undefined && stages.length === 0) {
    return { is: 'need', needs: lackingFrom(look), step };
  }
  return needs(look, stopped !== undefined, isBatch);
}

/**
 * Goes on with a `forEach` whose items were all read; `undefined` where they were not.
 *
 * Neither they nor what led to them is read anew, whatever its actions make unknown again.
 */
export function resume(
  moves: readonly Move[],
  context: PlanContext,
  advance: Advance,
): Piped | undefined {
  const listed = context.memory.get(moves[0]?.identity ?? NO_STEPS);
  const last = moves.at(-1);
  if (!(listed instanceof Listed) || last?.meaning.is !== 'operation') return undefined;
  const { stage } = last.meaning;
  if (stage.is !== 'forEach') return undefined;
  return sendActions(listed, stage.concurrency, last.at, context, advance);
}

function stateOf(
  before: State | undefined,
  stages: readonly Stage[],
  place: CollectionPlace,
  known: Knowledge,
): State {
  if (before?.known === known) return before;
  const dropped = place.indexed && !place.items ? leadingDrop(stages) : 0;
  const at = (place.indexed && !place.items ? (place.start ?? 0) : 0) + dropped;
  const passing = startPassing(stages, dropped);
  return { known, at, passing, pages: new LastPages(), learned: NOTHING };
}

/** How many items need not even be asked for. */
function leadingDrop(stages: readonly Stage[]): number {
  let count = 0;
  for (const stage of stages) {
    if (stage.is !== 'drop') break;
    count += stage.count;
  }
  return count;
}

/** Reads items in full, until one misses something, or there are no more. */
function readOn(look: Look): { readonly missed: true } | { readonly threw: unknown } | undefined {
  const { place, stages, state, known } = look;
  const { passing } = state;
  const { foretold } = known;
  const how = howOf(look);
  while (!passing.isOver) {
    const found = itemFrom(place, state.at, known);
    if (found === undefined) return undefined;
    if (!place.items && cameBefore(found, state)) {
      state.at = found.index + 1;
      continue;
    }
    if (stages.length === 0) {
      const item = shownIn(place, found.item);
      const lacks = foretold || item.at !== 'resource' ? [] : lackingExpanded(item, known);
      const [failure] = lacks.flatMap((need) => known.failure(need.address) ?? []);
      if (failure !== undefined) return { threw: failure };
      if (lacks.length > 0) return { missed: true };
      passing.outputs.push(new AsItIs(item));
    } else {
      const opened = openIn(look, found.item);
      const tried = copyPassing(passing);
      const passed = opened.reading(() =>
        pass(stages, tried, found.item, opened, { ...how, sureTo: stages.length }),
      );
      const isInner = opened.missed()?.is === 'inner';
      if (passed.is === 'missed' && (!foretold || isInner)) return { missed: true };
      if (passed.is === 'threw' && !foretold) return { threw: passed.error };
      if (passed.is === 'passed') {
        tried.counts.forEach((count, index) => {
          passing.counts[index] = count;
        });
        opened.counts(tried.outputs, tried.answer?.value);
        passing.outputs.push(...tried.outputs);
        passing.isOver = tried.isOver;
        passing.answer = tried.answer;
      }
      state.learned = uniteWishes(state.learned, opened.wish);
    }
    state.at = found.index + 1;
  }
  return undefined;
}

/** An item for the lambdas, with what they walk within it: what that has come to is worth nothing in another run. */
function openIn({ context, known, advance }: Look, item: Place): Opened {
  return context.rows.open(item, known, (want) => advance(want, new Map()));
}

/** What the items that are there lack of what was asked to be expanded in them. */
function lackingFrom({ place, state, known }: Look): readonly Need[] {
  const needs: Need[] = [];
  for (let index = state.at; ; ) {
    const found = itemFrom(place, index, known);
    if (found === undefined) return needs;
    const item = shownIn(place, found.item);
    if (item.at === 'resource') needs.push(...lackingExpanded(item, known));
    index = found.index + 1;
  }
}

/** Whether an item came on an earlier page. */
function cameBefore({ item, page }: FoundItem, { pages }: State): boolean {
  return item.at === 'resource' && page !== undefined && pages.hadBefore(item.address, page);
}

function howOf({ known, context }: Look): {
  readonly foretold: boolean;
  isChain(value: unknown): boolean;
  inHand(value: unknown, of: 'flatMap' | 'forEach'): unknown;
} {
  return {
    foretold: known.foretold,
    inHand: (value, of) => context.rows.inHand(value, of),
    isChain: (value) => typeof value === 'function' && context.rows.chainsIn(value).length > 0,
  };
}

/** What is missing of the items that are there, and the next ones. */
function needs(look: Look, hasMissed: boolean, isBatch: boolean): Piped {
  const { place, stages, state, known, step, guess } = look;
  // Whether a later item is wanted at all is not known before the ones ahead of it are read.
  const isWary = stages.some(({ is }) => is === 'find' || is === 'some' || is === 'every');
  const missing = hasMissed
    ? missingOf(look, isWary)
    : { needs: [], isBlocked: false, mayBeEnough: false };
  const isLater = isBatch || isWary || missing.isBlocked || missing.mayBeEnough;
  const failure =
    known.failure(sourceAddress(place)) ??
    brokenAt(place, Math.max(state.at, missing.upTo ?? 0), known);
  if (failure !== undefined && !hasMissed) return requestFailed(step, failure);
  if (failure !== undefined || (hasMissed && isLater)) {
    return { is: 'need', needs: missing.needs, step };
  }
  // What lambdas touch is learned from them; what code touches that goes through the items, from the page alone.
  const isTaught = stages.length === 0 && !known.ignoresExpansions;
  const siblings = isTaught ? known.list(sourceAddress(place))?.learned : undefined;
  const wish = uniteWishes(uniteWishes(guess, state.learned), siblings ?? NOTHING);
  const reason = wish.whole
    ? `what the lambda reads of every ${place.kind}`
    : `every ${place.kind}`;
  const at = Math.max(state.at, missing.upTo ?? 0);
  const isThere = isEnd(place, at, known);
  const more = isThere
    ? []
    : needNext(place, at, appetiteOf(stages, state.passing), known, wish, reason);
  return { is: 'need', needs: [...missing.needs, ...more], step };
}

/** What the items miss that are there already. */
function missingOf(
  look: Look,
  isWary: boolean,
): {
  readonly needs: readonly Need[];
  readonly isBlocked: boolean;
  /** Whether no more items may be wanted than those that are there. */
  readonly mayBeEnough: boolean;
  readonly upTo?: number;
} {
  const { place, stages, state, known } = look;
  const needs: Need[] = [];
  const guessed: Need[] = [];
  const trial = copyPassing(state.passing);
  let sureTo = stages.length;
  let at = state.at;
  while (!trial.isOver) {
    const found = itemFrom(place, at, known);
    if (found === undefined) break;
    const opened = openIn(look, found.item);
    const passed = opened.reading(() =>
      pass(stages, trial, found.item, opened, { ...howOf(look), sureTo }),
    );
    const missed = opened.missed();
    if (missed !== undefined) {
      needs.push(...needsOf(missed, look));
      guessed.push(...opened.guessed());
      state.learned = uniteWishes(state.learned, opened.wish);
      if (passed.is === 'missed') sureTo = Math.min(sureTo, sureAfter(stages, passed.at));
      if (isWary) break;
    } else if (passed.is === 'threw') {
      // It counts only once the items before it are read in full; until then nothing more is asked for.
      return { needs, isBlocked: true, mayBeEnough: true };
    }
    at = found.index + 1;
  }
  const take = stages.findIndex((stage) => stage.is === 'take');
  // Items behind these may miss the same, once some of them were not let through.
  const isSearch = isWary || (trial.isOver && take >= sureTo);
  const all = ridingAlong(needs, guessed);
  return {
    needs: isSearch ? all.map(walked) : all,
    isBlocked: false,
    mayBeEnough: trial.isOver,
    upTo: at,
  };
}

function needsOf(missed: Missed, { place, known }: Look): readonly Need[] {
  if (missed.is === 'inner') return missed.needs.map(ofItem);
  if (known.foretold) return [];
  const reason = `what the lambda reads of a ${missed.place.kind ?? place.kind}`;
  const at = { ...missed.place, address: known.identity(missed.place.address) };
  const owner = missed.wish.whole ? undefined : ownerOfChanged(at, known);
  if (owner === undefined) return [needResource(at, missed.wish, reason)];
  return [{ ...needResource(owner, WHOLE, reason), anew: true }];
}

/** The needs, with what is only guessed to be needed of the same pages: it rides on them, and causes no request. */
function ridingAlong(needs: readonly Need[], guessed: readonly Need[]): readonly Need[] {
  if (guessed.length === 0) return needs;
  const wishes = new Map<string, Wish>();
  for (const need of guessed) {
    wishes.set(pageOf(need), uniteWishes(wishes.get(pageOf(need)) ?? NOTHING, need.wish));
  }
  return needs.map((need) => {
    const guess = need.of === 'list' ? wishes.get(pageOf(need)) : undefined;
    return guess === undefined ? need : { ...need, wish: uniteWishes(need.wish, guess) };
  });
}

function pageOf(need: Need): string {
  return need.of === 'list' ? JSON.stringify([need.address, need.part]) : '';
}

/** A need of which the siblings will foreseeably be needed as well. */
function walked(need: Need): Need {
  if (need.of !== 'resource' || need.origin === undefined) return need;
  return { ...need, origin: { ...need.origin, isWalked: true } };
}

/** The first stage whose count is not sure while an item is not read in full that missed something at a stage. */
function sureAfter(stages: readonly Stage[], missedAt: number): number {
  let at = missedAt;
  while (stages[at]?.is === 'map') at += 1;
  return at + 1;
}

/** What is foretold of all items, and still lacks what lambdas read of it. */
function lackingOfAll({ place, guess, known }: Look): readonly Need[] {
  const needs: Need[] = [];
  for (let index = 0; ; ) {
    const found = itemFrom(place, index, known);
    if (found === undefined) return needs;
    needs.push(...lacking(found.item, guess, known));
    index = found.index + 1;
  }
}

/** The next items, with where the chains among them lead. */
function batch(look: Look, isLast: boolean): Piped {
  const { state, step, context, advance, place } = look;
  const { outputs, answer } = state.passing;
  const values = answer === undefined ? outputs : [answer.value];
  const resolved = resolveChains(values, step, context, advance);
  if (resolved.is !== 'given') return resolved;
  const { given } = resolved;
  const source = { address: sourceAddress(place), next: state.at };
  const taken = values === outputs ? outputs.splice(0) : values;
  return { is: 'reached', place: { at: 'batch', values: taken, given, isLast, source } };
}

function finished(look: Look): Piped {
  const { stages, state, step, context, advance, place, moves, known } = look;
  const { passing } = state;
  const last = stages.at(-1);
  switch (last?.is) {
    case 'forEach': {
      const listed = new Listed(passing.outputs as ToSend[], known);
      context.memory.set(moves[0]?.identity ?? NO_STEPS, listed);
      return sendActions(listed, last.concurrency, step, context, advance);
    }
    case 'some':
    case 'every': {
      const value =
        passing.answer === undefined ? last.is === 'every' : passing.answer.value === true;
      const of = `the result of ${last.is}`;
      return { is: 'reached', place: { at: 'value', value, codec: 'boolean', of } };
    }
    case 'find': {
      if (passing.answer === undefined) {
        const of = known.foretold ? `a ${place.kind}` : `${place.kind} for which the lambda holds`;
        return { is: 'reached', place: { at: 'value', value: undefined, codec: 'json', of } };
      }
      const { value } = passing.answer;
      if (look.goal === 'given') return results([value], true, look);
      const found = context.rows.placeOf(value);
      if (found !== undefined) return { is: 'reached', place: { ...found, shows: 'stub' } };
      return results([value], true, look);
    }
    default:
      return results(passing.outputs, false, look);
  }
}

function results(
  values: readonly unknown[],
  isOne: boolean,
  { step, context, advance, goal }: Look,
): Piped {
  if (goal === 'given') {
    return { is: 'reached', place: { at: 'result', values, isOne, given: new Map() } };
  }
  const resolved = resolveChains(values, step, context, advance);
  if (resolved.is !== 'given') return resolved;
  return { is: 'reached', place: { at: 'result', values, isOne, given: resolved.given } };
}
