/**
 * A lambda over a collection: which pages and expansions it still needs, or what it gave.
 *
 * What its recording touched rides on the pages. What a run on data misses is asked for once, for all the
 * items that miss it; what such a run touched afterwards is only guessed, and causes no request.
 */

import { requestFailed } from './finish.ts';
import type { Followed } from './followed.ts';
import { needItem, needPage, nextPart, prefixOf } from './items.ts';
import { type Knowledge, type Known, Reference } from './known.ts';
import { lacking } from './lacking.ts';
import type { Lambda } from './lambda.ts';
import type { Move } from './move.ts';
import { needResource } from './needResource.ts';
import type { CollectionPlace, Need, Place } from './place.ts';
import { NOTHING, uniteWishes, type Wish } from './wish.ts';

/** Runs the lambda over all items that are known, and says what is missing. */
export function each(
  place: CollectionPlace,
  move: Move,
  lambda: Lambda,
  known: Knowledge,
): Followed {
  const list = place.items ? place.page : place.address;
  const failure = known.failure(list);
  if (failure !== undefined) return requestFailed(move.at, failure);
  const items = place.items ? known.page(list)?.items : prefix(place, known);
  const needs: Need[] = [];
  const values: unknown[] = [];
  let learned = lambda.guess;
  let threw: { readonly error: unknown } | undefined;
  for (const [index, item] of (items ?? []).entries()) {
    const at = itemPlace(place, list, item, index, known);
    if (known.foretold) {
      needs.push(...lacking(at, lambda.guess, known));
      continue;
    }
    const run = lambda.run(at, index, known);
    if ('value' in run) {
      values.push(run.value);
      learned = uniteWishes(learned, run.wish);
    } else if ('threw' in run) {
      threw ??= { error: run.threw };
      break;
    } else {
      learned = uniteWishes(learned, run.wish);
      const { place: missing, wish } = run.missed;
      needs.push(
        needResource(missing, wish, `what the lambda reads of a ${missing.kind ?? place.kind}`),
      );
    }
  }
  // An error of the lambda's own counts only once the items before it are read in full.
  if (threw !== undefined && needs.length === 0) {
    return {
      is: 'failed',
      failure: { step: move.at, code: 'thrown', message: '', cause: threw.error },
    };
  }
  if (items === undefined || !isComplete(place, known)) {
    const reason = reasonFor(learned, place.kind);
    const next = place.items
      ? needPage(place, learned, reason)
      : needItem(place, nextPart(place, known), learned, reason);
    if (threw === undefined) needs.push(next);
  }
  if (needs.length > 0) return { is: 'need', needs, step: move.at };
  return { is: 'reached', place: { at: 'result', values } };
}

function isComplete(place: CollectionPlace, known: Knowledge): boolean {
  if (place.items) return known.page(place.page) !== undefined;
  const list = known.list(place.address);
  return list?.end !== undefined && prefixOf(list) >= list.end;
}

function prefix(place: CollectionPlace, known: Knowledge): readonly Known[] {
  const list = known.list(place.address);
  const items: Known[] = [];
  for (let index = 0; ; index += 1) {
    const item = list?.items.get(index);
    if (item === undefined) return items;
    items.push(item);
  }
}

function itemPlace(
  place: CollectionPlace,
  list: string,
  item: Known,
  index: number,
  known: Knowledge,
): Place {
  if (!(item instanceof Reference)) {
    return { at: 'value', value: item, codec: 'json', of: `item ${index}` };
  }
  const address = known.identity(item.address);
  const origin = { list, index, path: [], isWalked: false };
  return { at: 'resource', address, kind: place.kind, shows: 'stub', origin };
}

function reasonFor(wish: Wish, kind: string): string {
  return wish === NOTHING || !wish.whole
    ? `every ${kind}`
    : `what the lambda reads of every ${kind}`;
}
