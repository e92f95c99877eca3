/**
 * What a part of a pipeline still needs: what the items miss that are there, and the next ones.
 *
 * It is asked for once, for all the items that miss it. What lambdas touched on samples comes with the pages. What a run on data
 * touched after it had missed something is only guessed, for its values were made up by then: it causes no request.
 */

import { givesMany } from '../ask/ByIds.ts';
import { isOfWhole, NOTHING, uniteWishes } from '../known/wish.ts';
import { requestFailed } from '../need/failed.ts';
import { shownIn } from '../need/items.ts';
import { lacking, lackingExpanded } from '../need/lacking.ts';
import type { Need } from '../need/need.ts';
import { walked } from '../need/needResource.ts';
import type { Outcome } from '../need/outcome.ts';
import type { Place } from '../place/place.ts';
import { isSearch, type Stage } from '../program/operation.ts';
import type { Missed } from '../program/rows.ts';
import { appetiteOf } from './appetite.ts';
import { brokenAt, isEnd, itemFrom, needNext, sourceAddress } from './itemSource.ts';
import { itemAt, type Look, stillEnough } from './look.ts';
import { needsOf, ridingAlong } from './missing.ts';
import { copyPassing, pass, takesAfter } from './pass.ts';
import { howOf, openIn } from './readItems.ts';

/** At how many items behind one that is read it is looked, what they lack: few servers give more by their ids. */
const MOST_BEHIND = 100;

/** What is missing of the items that are there, and the next ones. @param stopped - What the run that was to count has missed. */
export function needs(
  look: Look,
  stopped: { readonly missed: Missed | undefined } | undefined,
  isBatch: boolean,
): Outcome {
  const { place, stages, state, known, step, guess } = look;
  const hasMissed = stopped !== undefined;
  // Whether a later item is wanted at all is not known before the ones ahead of it are read.
  const isWary = stages.some(isSearch);
  const missing = hasMissed
    ? sureOf(missingOf(look, isWary), stopped.missed, look)
    : { needs: [], mayBeEnough: false };
  const isLater = isBatch || isWary || missing.mayBeEnough;
  const at = Math.max(state.at, missing.upTo ?? 0);
  const failure =
    look.values === undefined
      ? (known.asked.failure(sourceAddress(place)) ?? brokenAt(place, at, known))
      : undefined;
  if (failure !== undefined && !hasMissed) return requestFailed(step, failure);
  if (failure !== undefined || (hasMissed && isLater) || look.values !== undefined) {
    return { is: 'need', needs: missing.needs, step };
  }
  // What lambdas touch is learned from them; what code touches that goes through the items, from the page alone.
  const isTaught = stages.length === 0 && !known.asked.ignoresExpansions;
  const siblings = isTaught ? known.list(sourceAddress(place))?.learned : undefined;
  const wish = uniteWishes(uniteWishes(guess, state.learned), siblings ?? NOTHING);
  const reason = isOfWhole(wish)
    ? `what the lambda reads of every ${place.kind}`
    : `every ${place.kind}`;
  const more = isEnd(place, at, known)
    ? []
    : needNext(place, at, appetiteOf(stages, state.passing), known, { wish, reason });
  return { is: 'need', needs: [...missing.needs, ...more], step };
}

/**
 * What the items miss, and at least what the run missed that was to count: a lambda that keeps something of one run for the next may
 * miss nothing when it is run again.
 */
function sureOf(missing: Missing, missed: Missed | undefined, look: Look): Missing {
  if (missing.needs.length > 0 || missed === undefined) return missing;
  const { place, known, context } = look;
  return { ...missing, needs: needsOf(missed, place.kind, known, context.map) };
}

interface Missing {
  readonly needs: readonly Need[];
  /** Whether no more items may be wanted than those that are there. */
  readonly mayBeEnough: boolean;
  readonly upTo?: number;
}

/** What the items miss that are there already. */
function missingOf(look: Look, isWary: boolean): Missing {
  const { place, stages, state, known } = look;
  const { map } = look.context;
  const missing: Need[] = [];
  const guessed: Need[] = [];
  const trial = copyPassing(state.passing);
  let sureTo = stages.length;
  let at = state.at;
  let isUncounted = false;
  const enough = stillEnough(look) ?? Number.POSITIVE_INFINITY;
  while (!trial.isOver && trial.outputs.length < enough) {
    const found = itemAt(look, at);
    if (found === undefined) break;
    const opened = openIn(look, found);
    const passed = opened.reading(() => pass(stages, trial, found, opened, howOf(look, sureTo)));
    const missed = opened.missed();
    // Also what is in hand of this item is what the next ones may lack.
    state.learned = uniteWishes(state.learned, opened.wish);
    if (missed !== undefined) {
      missing.push(...needsOf(missed, place.kind, known, map));
      guessed.push(...opened.guessed());
      if (!known.foretold && givesMany(map))
        guessed.push(...lacking(found.item, opened.wish, known, map));
      if (passed.is === 'missed') sureTo = Math.min(sureTo, sureAfter(stages, passed.at));
      // How many things come of it is known only once it is read in full: they may be all that are taken.
      isUncounted = passed.is === 'missed' && spreadsAndStops(look, passed.at);
      if (isWary || isUncounted) {
        guessed.push(...lackingBehind(look, found.index + 1));
        break;
      }
    } else if (passed.is === 'threw') {
      // The items before it may still end the run: the error counts once they are read in full, and nothing is asked for behind it.
      return { needs: ridingAlong(missing, guessed), mayBeEnough: true };
    }
    at = found.index + 1;
  }
  const take = stages.findIndex((stage) => stage.is === 'take');
  // Not all of these may be let through: then items behind them are wanted as well, and may miss the same.
  const isEnough = trial.outputs.length >= enough;
  const isSearching = isWary || isUncounted || isEnough || (trial.isOver && take >= sureTo);
  const needs = ridingAlong(missing, guessed);
  return {
    needs: isSearching ? needs.map(walked) : needs,
    mayBeEnough: trial.isOver || isUncounted || isEnough,
    upTo: at,
  };
}

/**
 * What the items behind one lack that ends the reading, or does not: lambdas tell by what is in hand of each. It is only guessed, and
 * rides where several are asked for by their ids.
 */
function lackingBehind(look: Look, index: number): readonly Need[] {
  const { stages, state, known, context } = look;
  if (known.foretold || !givesMany(context.map)) return [];
  const guessed: Need[] = [];
  for (let at = index; at < index + MOST_BEHIND; ) {
    const found = itemAt(look, at);
    if (found === undefined) break;
    const opened = openIn(look, found);
    const trial = copyPassing(state.passing);
    opened.reading(() => pass(stages, trial, found, opened, howOf(look, stages.length)));
    guessed.push(...lacking(found.item, opened.wish, known, context.map));
    at = found.index + 1;
  }
  return guessed;
}

/** Whether an item that missed something at a stage may give any number of things, of which not all may be wanted. */
function spreadsAndStops({ stages, enough }: Look, missedAt: number): boolean {
  const spread = stages.findIndex(({ is }, at) => at >= missedAt && is === 'flatMap');
  return spread >= 0 && (enough !== undefined || takesAfter(stages, spread));
}

/** The first stage whose count is not sure while an item is not read in full that missed something at a stage. */
function sureAfter(stages: readonly Stage[], missedAt: number): number {
  let at = missedAt;
  while (stages[at]?.is === 'map') at += 1;
  return at + 1;
}

/** What the items that are there lack of what was asked to be expanded in them. */
export function lackingFrom(look: Look): readonly Need[] {
  const { place, state, known } = look;
  return lackingIn(look, { from: state.at, to: Number.POSITIVE_INFINITY }, (found) => {
    const item = shownIn(place, found);
    return item.at === 'resource' ? lackingExpanded(item, known, look.context.map) : [];
  });
}

/** What is foretold of all items that can be of use, and still lacks what lambdas read of it. */
export function lackingOfAll(look: Look): readonly Need[] {
  const { state, guess, known, context } = look;
  return lackingIn(look, state, (item) => lacking(item, guess, known, context.map));
}

/** What the items that are there lack, from an index on, up to another. */
function lackingIn(
  { place, known }: Look,
  { from, to }: { readonly from: number; readonly to: number },
  lacks: (item: Place) => readonly Need[],
): readonly Need[] {
  const needs: Need[] = [];
  for (let index = from; ; ) {
    const found = itemFrom(place, index, known);
    if (found === undefined || found.index >= to) return needs;
    needs.push(...lacks(found.item));
    index = found.index + 1;
  }
}
