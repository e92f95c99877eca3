/**
 * Reads the items of a part of a pipeline in full, one by one, through all of its stages.
 *
 * An item on which a run missed something counts for nothing until that is there.
 */

import { uniteWishes } from '../known/wish.ts';
import { shownIn } from '../need/items.ts';
import { lackingExpanded } from '../need/lacking.ts';
import { isEvery, type Stage } from '../program/operation.ts';
import { Begun, type Missed, type Opened, type WalkInner } from '../program/rows.ts';
import { leastOf } from './appetite.ts';
import type { FoundItem } from './itemSource.ts';
import { asItCame, type Item, itemAt, type Look, stillEnough } from './look.ts';
import { Memory } from './Memory.ts';
import { AsItIs, beginTrial, copyPassing, type How, pass, takeCounts } from './pass.ts';
import { noting } from './Strays.ts';
import { untouchedFrom } from './UntouchedItem.ts';

/**
 * Why the items are not read in full.
 *
 * @property missed - What a lambda missed; none where an item lacks what was to be expanded.
 * @property by - The stage whose lambda threw, if it was one.
 */
export type Stopped =
  | { readonly missed: Missed | undefined }
  | { readonly threw: unknown; readonly by?: Stage | undefined };

/** Reads items in full, until one misses something, or there are no more. */
export function readOn(look: Look): Stopped | undefined {
  const { place, stages, state, known } = look;
  const { passing } = state;
  const { foretold } = known;
  const how = howOf(look, stages.length);
  const tried = copyPassing(passing);
  const isPlain = look.isShown && look.values === undefined && stages.every(isEvery);
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
      const lacks =
        foretold || item.at !== 'resource' ? [] : lackingExpanded(item, known, look.context.map);
      const [failure] = lacks.flatMap((need) => known.asked.failure(need.address) ?? []);
      if (failure !== undefined) return { threw: failure };
      if (lacks.length > 0) return { missed: undefined };
      passing.outputs.push(new AsItIs(item));
    } else {
      const opened = openIn(look, found);
      beginTrial(tried, passing);
      const passed = opened.reading(() => pass(stages, tried, found, opened, how));
      const missed = opened.missed();
      if (passed.is === 'missed' && (!foretold || missed?.is === 'inner')) {
        // It is not gone on with from here: who walks it again begins anew.
        if (look.enough !== undefined)
          passing.outputs.push(...tried.outputs.slice(0, passed.behind));
        return { missed };
      }
      if (passed.is === 'threw' && !foretold) {
        return { threw: passed.error, by: passed.by };
      }
      if (passed.is === 'passed') {
        takeCounts(passing, tried);
        opened.counts(tried);
        for (const output of tried.outputs) passing.outputs.push(asItCame(output, look));
        passing.toSend.push(...tried.toSend);
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
export function openIn({ context, known, advance }: Look, found: Item): Opened {
  const walk: WalkInner = (want) => advance(want, new Memory(context.memory.strays));
  return context.rows.open(found, known, noting(walk, context, known));
}

/** How items pass the stages. @param sureTo - Up to which stage their counts are sure. */
export function howOf(look: Look, sureTo: number): How {
  const { stages, known, context, moves } = look;
  const { rows } = context;
  return {
    sureTo,
    foretold: known.foretold,
    inHand(value, stage, passing) {
      const foreseeing = (given: unknown): unknown => {
        for (const { meaning } of stage.is === 'flatMap' ? moves : []) {
          const isOwn = meaning.is === 'operation' && meaning.stage === stage;
          if (isOwn) rows.foreseeGiven(given, meaning.recorded);
        }
        return given;
      };
      const least = known.foretold ? undefined : leastOf(stages, stage, passing, stillEnough(look));
      const given = rows.inHand(value, stage.is, least);
      if (!(given instanceof Begun)) return foreseeing(given);
      return new Begun(given.values, () => foreseeing(given.rest()));
    },
    isChain: (value) => typeof value === 'function' && rows.chainsIn(value).length > 0,
  };
}

/** Whether an item came on an earlier page. What is gone through by a key tells that itself. */
function cameBefore({ index }: FoundItem, { place, values, state, known }: Look): boolean {
  const isByPage = values === undefined && !place.items && place.keyset === undefined;
  const list = isByPage ? known.list(place.address) : undefined;
  const stretch = list?.items.at(index);
  if (list === undefined || stretch === undefined) return false;
  return state.repeats.isIn(stretch, list) && state.repeats.has(index, list);
}
