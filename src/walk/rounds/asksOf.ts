/**
 * The requests of one round, and the plain way where the planner's own expectations are broken.
 *
 * While wants are run together, no address is asked twice unless there is something new to ask of it. Where the planner asks so all
 * the same, it expected of an answer what that did not bring: the walk goes on by one request for each need, without
 * expansions, and it is told. Only what even that does not bring is an error.
 */
import { addressOf, plainAddressOf, type Spelling, spelled } from '../../plan/ask/addressOf.ts';
import type { Terms } from '../../plan/ask/limits.ts';
import { unite } from '../../plan/ask/unite.ts';
import { askCollection } from '../../plan/ask/windows.ts';
import { withOwners } from '../../plan/ask/withOwners.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { NO_MOVES } from '../../plan/known/lists.ts';
import { expansionPaths, NOTHING } from '../../plan/known/wish.ts';
import type { Need } from '../../plan/need/need.ts';
import { type Ask, addressesOf, type ListAsk } from '../../plan/need/request.ts';
import { answeredBy, byAddress, isMet } from './answeredBy.ts';
import { eachPageOnce } from './eachPageOnce.ts';

/** A request, as it is spelled. */
export interface Asking {
  readonly ask: Ask;
  /** The address that is asked, and the same without its expansion. */
  readonly url: string;
  readonly plain: string;
}

/** A request, and the needs that it may help. */
interface Answering extends Asking {
  readonly needs: readonly Need[];
  /** What it is remembered by among the requests of a walk. */
  readonly key: string;
}

/** What a round asks. */
interface Asks {
  readonly asks: readonly Answering[];
  /** What was asked already, in every way that there is. */
  readonly unanswered: readonly Need[];
  /** What the planner did that it never should. */
  readonly fault?: string;
}

/** Finds the requests for needs. @param before - The requests of earlier rounds; those of this one are added. */
export function asksOf(
  needs: readonly Need[],
  known: Knowledge,
  before: Set<string>,
  limits: Terms,
  spelling: Spelling,
): Asks {
  const { planned, met, fault } = plan(needs, known, limits, spelling);
  const askNew = (asks: readonly Ask[]): readonly Answering[] => {
    const alone = new Set(asks.flatMap(addressesOf));
    const near = byAddress([...met.keys()], known);
    return asks.flatMap((ask) => {
      // A page may be declared by two addresses of one collection that nobody knows to be one.
      const url = addressOf(ask, spelling);
      const key = keyOf(ask, url);
      const plain = plainAddressOf(ask, spelling);
      const isAside = ask.of === 'list' && known.list(ask.address)?.aside.delete(plain);
      if (before.has(key) && !isAside) return [];
      before.add(key);
      const answered = answeredBy(ask, near, known, alone).map((need) => met.get(need) ?? need);
      return [{ ask, url, plain, needs: answered, key }];
    });
  };
  const found = askNew(planned);
  const asks = eachOnce(found, known);
  if (asks.length < found.length) {
    // What another request meets is not sent: it may be asked for once that did not bring it.
    const sent = new Set(asks.map(({ key }) => key));
    for (const { key } of found) if (!sent.has(key)) before.delete(key);
  }
  const isStuck = asks.length === 0 && needs.length > 0;
  if (fault === undefined && found.length === planned.length && !isStuck) {
    return { asks, unanswered: [] };
  }
  const left = needs.filter((need) => !asks.some((each) => each.needs.includes(need)));
  const plain = askNew(left.flatMap((need) => askPlainly(need, known, limits, spelling)));
  const all = [...asks, ...plain];
  const unanswered = left.filter((need) => !all.some((each) => each.needs.includes(need)));
  const again = planned.find((ask) => !found.some((each) => each.ask === ask));
  const what =
    again === undefined
      ? `asked for nothing, though ${needs[0]?.address} is needed`
      : `asked in vain, and again: GET ${addressOf(again, spelling)}`;
  return { asks: all, unanswered, fault: fault ?? what };
}

/** What a request is remembered by among those of a walk. */
function keyOf(ask: Ask, url: string): string {
  const { asOf = NO_MOVES, overlap = '' } = ask.of === 'list' ? ask : {};
  // After an action that may have moved its items, a page is another one, and so it is where it tells something else.
  const moves = asOf.taken + asOf.changed;
  return moves === 0 ? `${ask.address} ${url}` : `${ask.address} ${url} ${moves} ${overlap}`;
}

interface Plan {
  readonly planned: readonly Ask[];
  /** The needs that it meets, each with the one that it stands for. */
  readonly met: ReadonlyMap<Need, Need>;
  readonly fault?: string;
}

function plan(needs: readonly Need[], known: Knowledge, given: Terms, spelling: Spelling): Plan {
  const limits = { ...given, refusedOf: (kind?: string) => known.asked.refusedOf(kind) };
  const met = withOwners(needs, known, limits);
  try {
    const { selection } = known.asked;
    const fields = selection?.isOver === false && selection.fields;
    // How much there is of the items of pages where they are not expanded.
    const named = new Map<string, 'ref' | 'stub'>();
    for (const need of needs) {
      if (need.of === 'list' && need.as) named.set(known.identity(need.address), need.as);
    }
    const planned = unite([...met.keys()], known, limits).map((ask): Ask => {
      if (ask.of === 'many') return spelled(ask, spelling);
      const as = ask.of === 'list' && named.get(ask.address);
      return spelled({ ...ask, ...(fields && { fields }), ...(as && { as }) }, spelling);
    });
    const vain = planned.filter((ask) => isVain(ask, known));
    if (vain.length > 0) {
      // It counts as asked for what is missing in it.
      for (const { href, address, wish, fields } of vain) {
        known.asked.keepPage(href ?? address, wish, fields);
      }
      return plan(needs, known, limits, spelling);
    }
    return { planned: eachPageOnce(planned, (ask) => keyOf(ask, addressOf(ask, spelling))), met };
  } catch (error) {
    return { planned: [], met, fault: String(error) };
  }
}

/** Whether a page would be asked for again as it came, since its API has no words for what is missing in it. */
function isVain(ask: Ask, { asked }: Knowledge): ask is ListAsk {
  // Where fields were chosen before, the same page without a choice has more.
  const mayHaveMore = asked.selection !== undefined;
  if (ask.of !== 'list' || !ask.again || ask.adds !== undefined || mayHaveMore) return false;
  const { href = ask.address } = ask;
  return expansionPaths(ask.wish).some((path) => !asked.was(href, path));
}

/** The request for one need alone, which expands nothing. */
function askPlainly(
  need: Need,
  known: Knowledge,
  limits: Terms,
  spelling: Spelling,
): readonly Ask[] {
  const address = known.identity(need.address);
  if (need.of === 'list') {
    const asks = askCollection([{ ...need, address, wish: NOTHING }], limits);
    return asks.map((ask) => spelled(ask, spelling));
  }
  const { kind, reason } = need;
  return [{ of: 'resource', address, kind, wish: NOTHING, reasons: [reason] }];
}

/** Without the requests of which others meet all needs in full: a chain does not wait, nor pay, for both. */
function eachOnce(asks: readonly Answering[], known: Knowledge): readonly Answering[] {
  if (asks.length < 2) return asks;
  const meeting = new Map<Need, Answering[]>();
  for (const each of asks) {
    for (const need of each.needs) {
      if (!isMet(need, each.ask, known)) continue;
      const others = meeting.get(need);
      if (others === undefined) meeting.set(need, [each]);
      else others.push(each);
    }
  }
  const left = new Set(asks);
  const metBy = (need: Need): readonly Answering[] =>
    (meeting.get(need) ?? []).filter((each) => left.has(each));
  for (const each of asks.toReversed()) {
    if (each.ask.of !== 'resource' || each.needs.length === 0) continue;
    if (each.needs.every((need) => metBy(need).some((other) => other !== each))) left.delete(each);
  }
  return [...left].map((each) => {
    const needs = each.needs.filter((need) => (metBy(need)[0] ?? each) === each);
    return needs.length === 0 ? each : { ...each, needs };
  });
}
