/**
 * Operations over a collection: which pages and expansions they still need, or what they gave.
 *
 * All stages of a pipeline run item by item. What their recording touched rides on the pages. An item on
 * which a run missed something counts for nothing until that is there: it is asked for once, for all the items
 * that miss it, and what such a run touched afterwards is only guessed, and causes no request.
 */
import { appetiteOf } from './appetite.ts';
import type { PlanContext } from './context.ts';
import { requestFailed } from './finish.ts';
import { type Gathered, gather } from './gather.ts';
import {
  brokenAt,
  type FoundItem,
  isEnd,
  itemFrom,
  needNext,
  sourceAddress,
} from './itemSource.ts';
import { shownIn } from './items.ts';
import { keyedPlace } from './keyedPlace.ts';
import type { Knowledge } from './known.ts';
import { lacking } from './lacking.ts';
import { lackingExpanded } from './lackingExpanded.ts';
import { needsOf, ridingAlong, walked } from './missing.ts';
import { stagesOf } from './move.ts';
import { type Gathering, gatheringOf, isSearch, type Stage } from './operation.ts';
import { AsItIs, copyPassing, type Passing, pass, startPassing, type ToSend } from './pass.ts';
import type { CollectionPlace, Need, Outcome, Place } from './place.ts';
import type { Move, Want } from './program.ts';
import { Repeats } from './Repeats.ts';
import { resolveChains } from './resolveChains.ts';
import type { Opened, WalkInner } from './rows.ts';
import { Listed, sendActions } from './sendActions.ts';
import { untouchedFrom } from './Untouched.ts';
import { NOTHING, uniteWishes, type Wish } from './wish.ts';

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
class Progress {
  readonly known: Knowledge;
  /** Of its parts: each ends with what needs all items that come to it. */
  readonly parts: State[] = [];

  constructor(known: Knowledge) {
    this.known = known;
  }
}

/** How far one part of a pipeline got. */
interface State {
  /** The index of the first item that was not read in full. */
  at: number;
  readonly passing: Passing;
  readonly repeats: Repeats;
  /** What lambdas touched on data. */
  learned: Wish;
  /** What its items came to, where all of them were needed. */
  gathered: Gathered | undefined;
}

/** One look at a pipeline, with what is known. */
interface Look extends Pipeline {
  readonly stages: readonly Stage[];
  /** What the part before came to; `undefined` where items are read from the collection. */
  readonly values: readonly unknown[] | undefined;
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
  // Where nobody foresaw the collection, nobody could tell before that its items were read in full.
  const resumed = resume(moves, context, advance);
  if (resumed !== undefined) return resumed;
  const { keyset, items } = pipeline.place;
  const isKeyed = keyset !== undefined && !items;
  if (isKeyed && keyset.conflict !== undefined) {
    const cause = new TypeError(
      `\`${keyset.conflict}\` is for one page: all ${pipeline.place.kind}s are gone through newest first; leave it out`,
    );
    return { is: 'failed', failure: { step, code: 'misuse', message: cause.message, cause } };
  }
  const place = isKeyed ? keyedPlace(pipeline.place, keyset) : pipeline.place;
  const key = moves[0]?.identity ?? NO_STEPS;
  const kept = context.memory.get(key);
  const progress = kept instanceof Progress && kept.known === known ? kept : new Progress(known);
  context.memory.set(key, progress);
  const recorded = moves.at(-1)?.meaning;
  const read = recorded?.is === 'operation' ? context.rows.foresee(recorded.recorded, tail) : tail;
  const guess = uniteWishes(read, place.expanded ?? NOTHING);
  let left = moves;
  let values: readonly unknown[] | undefined;
  for (let part = 0; ; part += 1) {
    const end = left.findIndex(isGathering);
    const gathering = left[end] && gatheringIn(left[end]);
    const own = stagesOf(gathering === undefined ? left : left.slice(0, end));
    // Lambdas further on read rows, where none has read them yet.
    const stages = gathering !== undefined && own.length === 0 ? [EVERY] : own;
    const state = progress.parts[part] ?? newState(stages, place, values);
    progress.parts[part] = state;
    const goal = gathering === undefined ? pipeline.goal : 'given';
    const on = { place, stages, values, guess, state, known, context, advance };
    const look: Look = { ...pipeline, ...on, goal };
    const piped =
      values !== undefined && own.length === 0 ? results(values, false, look) : readPart(look);
    if (gathering === undefined || piped.is !== 'reached' || piped.place.at !== 'result')
      return piped;
    const walk: WalkInner = (want) => advance(want, new Map());
    const around = { kind: place.kind, known, context, walk };
    const gathered = state.gathered ?? gather(gathering, piped.place.values, around);
    switch (gathered.is) {
      case 'need':
        return { is: 'need', needs: gathered.needs, step };
      case 'failed':
        return { is: 'failed', failure: { ...gathered.failure, step } };
      case 'count': {
        const { count: value } = gathered;
        const of = 'the result of count';
        return { is: 'reached', place: { at: 'value', value, codec: 'number', of } };
      }
      case 'one': {
        const isNone = gathering.is === 'at' && gathered.value === undefined;
        return one(isNone ? undefined : gathered, gathering, { ...look, goal: pipeline.goal });
      }
      case 'list':
        state.gathered = gathered;
        values = gathered.values;
        left = left.slice(end + 1);
    }
  }
}

/** Whether a stage gives each item as it is. */
function isEvery({ is }: Stage): boolean {
  return is === 'contents' || is === 'toArray';
}

const EVERY: Stage = { is: 'contents', concurrency: 1 };

function isGathering(move: Move): boolean {
  return gatheringIn(move) !== undefined;
}

function gatheringIn({ meaning }: Move): Gathering | undefined {
  return meaning.is === 'operation' ? gatheringOf(meaning.stage) : undefined;
}

/** Reads one part of a pipeline as far as it goes. */
function readPart(look: Look): Piped {
  const { stages, state, known, step } = look;
  if (known.foretold && look.values === undefined) {
    const needs = lackingOfAll(look);
    if (needs.length > 0) return { is: 'need', needs, step };
  }
  const stopped = readOn(look);
  const isOver = state.passing.isOver || (stopped === undefined && hasEnded(look, state.at));
  const isBatch = look.goal === 'batch' && stages.at(-1)?.is !== 'forEach';
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

function newState(
  stages: readonly Stage[],
  place: CollectionPlace,
  values: readonly unknown[] | undefined,
): State {
  const isByIndex = values === undefined && place.indexed && !place.items;
  const dropped = isByIndex ? leadingDrop(stages) : 0;
  const at = (isByIndex ? (place.start ?? 0) : 0) + dropped;
  const passing = startPassing(stages, dropped);
  return { at, passing, repeats: new Repeats(at), learned: NOTHING, gathered: undefined };
}

/** The item at an index, or the first one behind what the server leaves out there. */
function itemAt({ place, values, known, context }: Look, index: number): Item | undefined {
  if (values === undefined) return itemFrom(place, index, known);
  if (index >= values.length) return undefined;
  const value = values[index];
  const item = context.rows.placeOf(value) ?? { at: 'value', value: undefined, ...IN_HAND };
  return { item, index, page: undefined, made: { value } };
}

const IN_HAND = { codec: 'json', of: 'a result' } as const;

/** An item of a part. @property made - What stages before made of it. */
interface Item extends FoundItem {
  readonly made?: { readonly value: unknown };
}

function hasEnded({ place, values, known }: Look, index: number): boolean {
  return values === undefined ? isEnd(place, index, known) : index >= values.length;
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
  const isPlain = look.goal === 'batch' && look.values === undefined && stages.every(isEvery);
  while (!passing.isOver) {
    const untouched = isPlain ? untouchedFrom(place, state.at, state.repeats, known) : undefined;
    if (untouched !== undefined) {
      passing.outputs.push(untouched);
      state.at = untouched.end;
      continue;
    }
    const found = itemAt(look, state.at);
    if (found === undefined) return undefined;
    if (cameBefore(found, look)) {
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
      const opened = openIn(look, found);
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
function openIn({ context, known, advance }: Look, { item, made }: Item): Opened {
  const opened = context.rows.open(item, known, (want) => advance(want, new Map()));
  return made === undefined ? opened : { ...opened, row: made.value };
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

/** Whether an item came on an earlier page. What is gone through by a key tells that itself. */
function cameBefore({ index }: FoundItem, { place, values, state, known }: Look): boolean {
  const isByPage = values === undefined && !place.items && place.keyset === undefined;
  const list = isByPage ? known.list(place.address) : undefined;
  const stretch = list?.items.at(index);
  if (list === undefined || stretch === undefined) return false;
  return state.repeats.isIn(stretch, list) && state.repeats.has(index, list);
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
  const isWary = stages.some(isSearch);
  const missing = hasMissed
    ? missingOf(look, isWary)
    : { needs: [], isBlocked: false, mayBeEnough: false };
  const isLater = isBatch || isWary || missing.isBlocked || missing.mayBeEnough;
  const failure =
    look.values === undefined
      ? (known.failure(sourceAddress(place)) ??
        brokenAt(place, Math.max(state.at, missing.upTo ?? 0), known))
      : undefined;
  if (failure !== undefined && !hasMissed) return requestFailed(step, failure);
  if (failure !== undefined || (hasMissed && isLater) || look.values !== undefined) {
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
  const missing: Need[] = [];
  const guessed: Need[] = [];
  const trial = copyPassing(state.passing);
  let sureTo = stages.length;
  let at = state.at;
  while (!trial.isOver) {
    const found = itemAt(look, at);
    if (found === undefined) break;
    const opened = openIn(look, found);
    const passed = opened.reading(() =>
      pass(stages, trial, found.item, opened, { ...howOf(look), sureTo }),
    );
    const missed = opened.missed();
    if (missed !== undefined) {
      missing.push(...needsOf(missed, place.kind, known));
      guessed.push(...opened.guessed());
      state.learned = uniteWishes(state.learned, opened.wish);
      if (passed.is === 'missed') sureTo = Math.min(sureTo, sureAfter(stages, passed.at));
      if (isWary) break;
    } else if (passed.is === 'threw') {
      // It counts only once the items before it are read in full; until then nothing more is asked for.
      return { needs: ridingAlong(missing, guessed), isBlocked: true, mayBeEnough: true };
    }
    at = found.index + 1;
  }
  const take = stages.findIndex((stage) => stage.is === 'take');
  // Items behind these may miss the same, once some of them were not let through.
  const isSearching = isWary || (trial.isOver && take >= sureTo);
  const needs = ridingAlong(missing, guessed);
  return {
    needs: isSearching ? needs.map(walked) : needs,
    isBlocked: false,
    mayBeEnough: trial.isOver,
    upTo: at,
  };
}

/** The first stage whose count is not sure while an item is not read in full that missed something at a stage. */
function sureAfter(stages: readonly Stage[], missedAt: number): number {
  let at = missedAt;
  while (stages[at]?.is === 'map') at += 1;
  return at + 1;
}

/** What is foretold of all items, and still lacks what lambdas read of it. */
function lackingOfAll({ place, guess, known, context }: Look): readonly Need[] {
  const needs: Need[] = [];
  for (let index = 0; ; ) {
    const found = itemFrom(place, index, known);
    if (found === undefined) return needs;
    needs.push(...lacking(found.item, guess, known, context.map));
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
  // What was gathered reads of all of them, whichever page they came on.
  const source =
    look.values === undefined ? { address: sourceAddress(place), next: state.at } : undefined;
  const taken = values === outputs ? outputs.splice(0) : values;
  return { is: 'reached', place: { at: 'batch', values: taken, given, isLast, source } };
}

function finished(look: Look): Piped {
  const { stages, state, step, context, advance, moves, known } = look;
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
    case 'find':
    case 'at':
      return one(passing.answer, last, look);
    default:
      return results(passing.outputs, false, look);
  }
}

/** The one thing that there is of the items, if there is one. */
function one(answer: { readonly value: unknown } | undefined, of: Stage, look: Look): Piped {
  const { known, place, context, moves, goal } = look;
  if (answer === undefined) {
    const which = of.is === 'find' ? 'for which the lambda holds' : `at ${indexIn(moves)}`;
    const what = known.foretold ? `a ${place.kind}` : `${place.kind} ${which}`;
    return { is: 'reached', place: { at: 'value', value: undefined, codec: 'json', of: what } };
  }
  const { value } = answer;
  const found = goal === 'given' || of.is === 'reduce' ? undefined : context.rows.placeOf(value);
  if (found !== undefined) return { is: 'reached', place: { ...found, shows: 'stub' } };
  return results([value], true, look);
}

function indexIn(moves: readonly Move[]): string {
  const meaning = moves.at(-1)?.meaning;
  const stage = meaning?.is === 'operation' ? meaning.stage : undefined;
  return stage?.is === 'at' ? `index ${stage.index}` : 'that index';
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
