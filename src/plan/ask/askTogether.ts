/**
 * Needs of one kind that are asked for together, by their ids: what is left once what holds them was asked.
 */

import type { Knowledge } from '../known/known.ts';
import { uniteWishes } from '../known/wish.ts';
import { isSeveral } from '../map/address.ts';
import { batches } from '../map/paths.ts';
import type { Need, ResourceNeed } from '../need/need.ts';
import { type Ask, addressesOf } from '../need/request.ts';
import { siblingsOf } from '../need/siblings.ts';
import type { ByIds, Manifold } from './ByIds.ts';
import { coverResource, requestsAfter, requestsFor } from './cover.ts';
import type { Terms } from './limits.ts';
import { reachOf } from './reach.ts';

/** Takes out of the needs what can be asked for together, where that costs less than one by one. */
export function askTogether(
  needed: Map<string, ResourceNeed>,
  known: Knowledge,
  terms: Terms,
): readonly Ask[] {
  const { byIds } = terms;
  if (byIds === undefined) return [];
  const own = [...needed.values()];
  const all = [...own, ...riding(own, known, byIds)];
  return groupsOf(all, known, byIds).flatMap(({ many, needs: some }): readonly Ask[] => {
    // What is only guessed to be needed causes no request.
    const sure = some.filter(({ address }) => needed.has(address));
    const needs = some.slice(0, Math.ceil(sure.length / many.most) * many.most);
    const asks = batches(needs, many.most).flatMap((batch) =>
      askFor(many, batch, known, byIds, terms),
    );
    const left = sum(sure.map((need) => requestsAmong(need, terms)));
    const apart = sum(sure.map((need) => requestsFor(need.wish, terms, need.kind)));
    const isMore = needs.length > sure.length || needs.some(({ address }) => isSeveral(address));
    if (isMore ? asks.length + left > apart : asks.length + left >= apart) return [];
    for (const { address } of needs) needed.delete(address);
    return asks;
  });
}

/**
 * The requests with what is only guessed to be needed, where one asks for several by their ids and has room for more, or for one that
 * can be asked for so.
 */
export function withGuessed(
  asks: readonly Ask[],
  needs: readonly Need[],
  known: Knowledge,
  { byIds }: Terms,
): readonly Ask[] {
  const guessed = needs.flatMap((need) => (need.of === 'resource' ? (need.beside ?? []) : []));
  if (byIds === undefined || guessed.length === 0) return asks;
  const anew = new Set(
    needs.flatMap((need) => ('anew' in need ? [known.identity(need.address)] : [])),
  );
  const left = new Map<string, Manifold>();
  for (const { address, kind } of guessed) {
    const many = byIds.at(address, kind, known);
    const wasAsked = known.asked.wasAmong(address, '') || known.asked.was(address, '');
    if (many !== undefined && !wasAsked) left.set(address, many);
  }
  for (const ask of asks) for (const address of addressesOf(ask)) left.delete(address);
  return asks.map((ask) => {
    if (ask.of === 'list' || ask.wish.refs.size > 0 || anew.has(ask.address)) return ask;
    const many =
      ask.of === 'many' ? byIds.of(ask.kind, known) : byIds.at(ask.address, ask.kind, known);
    const own = addressesOf(ask);
    const room = many === undefined ? 0 : many.most - own.length;
    const more = [...left].flatMap(([address, { kind }]) => (kind === many?.kind ? [address] : []));
    if (many === undefined || room <= 0 || more.length === 0) return ask;
    const all = [...own, ...more.slice(0, room)];
    for (const address of all) left.delete(address);
    const members = new Map(all.map((address) => [address, byIds.idOf(many.kind, address)]));
    const { wish, reasons, brings } = ask;
    const as = { of: 'many', address: byIds.addressOf(many), kind: many.kind, members } as const;
    return { ...as, wish, reasons, ...(brings && { brings }) };
  });
}

/** The least number of requests for some needs, where those of one kind are asked for together if they can be. */
export function requestsForAll(
  needs: readonly ResourceNeed[],
  known: Knowledge,
  terms: Terms,
): number {
  const alone = (some: readonly ResourceNeed[]): number =>
    sum(some.map(({ wish, kind }) => requestsFor(wish, terms, kind)));
  const { byIds } = terms;
  if (byIds === undefined) return alone(needs);
  let requests = alone(needs);
  for (const { many, needs: some } of groupsOf(needs, known, byIds)) {
    const left = sum(some.map((need) => requestsAmong(need, terms)));
    const together = Math.ceil(some.length / many.most) + left;
    requests -= Math.max(0, alone(some) - together);
  }
  return requests;
}

/** What code will foreseeably need that goes through a page, and needs the same of one of its items. */
function riding(
  needs: readonly ResourceNeed[],
  known: Knowledge,
  byIds: ByIds,
): readonly ResourceNeed[] {
  const taken = new Set(needs.map(({ address }) => address));
  const found: ResourceNeed[] = [];
  for (const need of needs) {
    if (need.anew || byIds.at(need.address, need.kind, known) === undefined) continue;
    for (const address of siblingsOf(need, known)) {
      if (taken.has(address)) continue;
      taken.add(address);
      const { kind, wish, reason } = need;
      found.push({ of: 'resource', address, kind, wish, reason });
    }
  }
  return found;
}

interface Group {
  readonly many: Manifold;
  readonly needs: ResourceNeed[];
}

/** Those that can be asked for with others, by their kinds. */
function groupsOf(
  needs: readonly ResourceNeed[],
  known: Knowledge,
  byIds: ByIds,
): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const need of needs) {
    const many = need.anew ? undefined : byIds.at(need.address, need.kind, known);
    if (many === undefined) continue;
    const same = groups.get(many.kind);
    if (same === undefined) groups.set(many.kind, { many, needs: [need] });
    else same.needs.push(need);
  }
  return [...groups.values()].filter(
    ({ needs }) => needs.length > 1 || needs.some(({ address }) => isSeveral(address)),
  );
}

function askFor(
  many: Manifold,
  needs: readonly ResourceNeed[],
  known: Knowledge,
  byIds: ByIds,
  terms: Terms,
): readonly Ask[] {
  const { kind } = many;
  const wish = needs.map((need) => need.wish).reduce(uniteWishes);
  const isWorth = (path: string): boolean =>
    needs.some(({ address }) => !known.asked.wasAmong(address, path));
  const reasons = [...new Set(needs.map(({ reason }) => reason))];
  const [only] = needs;
  return coverResource(wish, reachOf(terms, kind, 'items'), isWorth).map((each): Ask => {
    if (only !== undefined && needs.length === 1 && !isSeveral(only.address)) {
      return { of: 'resource', address: only.address, kind: only.kind, wish: each, reasons };
    }
    const members = new Map(needs.map(({ address }) => [address, byIds.idOf(kind, address)]));
    return { of: 'many', address: byIds.addressOf(many), kind, members, wish: each, reasons };
  });
}

/** The requests that are left for what was asked for with others: that reaches a name less deep. */
function requestsAmong({ wish }: ResourceNeed, terms: Terms): number {
  return requestsAfter(wish, 1, terms);
}

/** The sum of numbers. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
