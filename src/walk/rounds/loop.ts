/**
 * The loop between deciding and asking: advance every want, unite what they need, ask, absorb, again.
 *
 * It is a generator, so that the walk and `explain` run the very same one: it yields what is to be asked in a
 * round, and whoever drives it fills what is known, by real answers or by foretold ones.
 */

import type { Spelling } from '../../plan/ask/addressOf.ts';
import { ByIds } from '../../plan/ask/ByIds.ts';
import { coverResource } from '../../plan/ask/cover.ts';
import type { Terms } from '../../plan/ask/limits.ts';
import { reachOf } from '../../plan/ask/reach.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { expansionsOf, NOTHING, uniteWishes } from '../../plan/known/wish.ts';
import { kindOf, memberOf } from '../../plan/map/members.ts';
import { failedBy } from '../../plan/need/failed.ts';
import type { Need } from '../../plan/need/need.ts';
import type { Failure, Outcome } from '../../plan/need/outcome.ts';
import { type Act, goesByReading } from '../../plan/need/request.ts';
import type { PlanContext } from '../../plan/pipeline/context.ts';
import type { Memory } from '../../plan/pipeline/Memory.ts';
import type { Place } from '../../plan/place/place.ts';
import type { Want } from '../../plan/program/program.ts';
import { advance } from '../../plan/step/advance.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import { answerError } from '../learn/answerError.ts';
import type { Api } from '../learn/intake.ts';
import { type Asking, asksOf } from './asksOf.ts';

/** One want on its way. */
export interface Errand {
  readonly want: Want;
  /** What it has come to; kept from round to round. */
  readonly memory: Memory;
  /** What it walks on. After an action of its own it goes on with what is still true. */
  known: Knowledge;
  /** What the walk of an argument knows, where that is another one. */
  readonly knownTo?: PlanContext['knownTo'];
  /** Whether nobody waits for it any more. */
  isOver: boolean;
  done(place: Place, known: Knowledge): void;
  failed(failure: Failure): void;
  /** Goes back to its start, if what it needs was known already and is forgotten. Whether it did. */
  startAnew?(needs: readonly Need[]): boolean;
}

/** What the loop is run with, by a walk and by a plan. */
export interface Planner {
  readonly context: Omit<PlanContext, 'memory' | 'knownTo'>;
  readonly spelling: Spelling;
  readonly api: Api;
  /** Is told where an expectation of the planner's own was broken: it goes on the plain way. */
  fault(message: string): void;
}

/** What is asked in one round, each for the errands that wait for it. */
export interface Round<E extends Errand> {
  readonly asks: readonly (Asking & {
    readonly known: Knowledge;
    readonly errands: readonly E[];
    /** Whether only lambdas' results for single items need it: there may be no item, or many. */
    readonly isOfItems: boolean;
  })[];
  readonly acts: readonly ActGroup<E>[];
  /** Whose actions wait for what others of their walk do to the same things: they go on by what is so behind that. */
  readonly late: readonly E[];
}

/** The actions that one want sends. */
export interface ActGroup<E extends Errand> {
  readonly acts: readonly { readonly act: Act; readonly errands: E[] }[];
  /** How many of them may be sent at once. */
  readonly concurrency: number;
}

/** The needs of a round by what is known, each with the errand that has it, and the step at which that waits. */
type Groups<E extends Errand> = Map<
  Knowledge,
  Map<Need, { readonly errand: E; readonly step: number }>
>;

/**
 * Runs errands to their ends. Each is told as soon as it has come to its own.
 */
export function* rounds<E extends Errand>(
  errands: readonly E[],
  { context, api, spelling, fault }: Planner,
): Generator<Round<E>, void, void> {
  context.rows.selecting?.choose(errands, !context.rows.refusesToSelect);
  let open = errands;
  const terms = termsOf(api, spelling);
  const asked = new Map<Knowledge, Set<string>>();
  while (open.length > 0) {
    const groups: Groups<E> = new Map();
    const acts = new Map<object, { act: Act; readonly errands: E[] }>();
    const actGroups: ActGroup<E>[] = [];
    const waiting: E[] = [];
    const late: E[] = [];
    const ended = new Set<E>();
    for (const errand of open) {
      if (errand.isOver) continue;
      let outcome = advanceAlone(errand, context);
      if (outcome.is === 'need' && errand.startAnew?.(outcome.needs) === true)
        outcome = advanceAlone(errand, context);
      if (outcome.is === 'reached') {
        errand.done(outcome.place, errand.known);
      } else if (outcome.is === 'failed') {
        errand.failed(outcome.failure);
      } else {
        waiting.push(errand);
        if (outcome.is === 'act') {
          const own: { act: Act; readonly errands: E[] }[] = [];
          for (const act of outcome.acts) {
            if (isLate(act, errand, acts)) {
              late.push(errand);
              break;
            }
            const before = acts.get(act.identity);
            const one = before ?? { act, errands: [] };
            if (!one.errands.includes(errand)) one.errands.push(errand);
            if (before !== undefined) before.act = wanting(before.act, act);
            else {
              acts.set(act.identity, one);
              own.push(one);
            }
          }
          actGroups.push({ acts: own, concurrency: outcome.concurrency });
        } else {
          for (const each of outcome.needs) {
            const known = each.knownTo ?? errand.known;
            const need = withoutRefused(withoutExpansion(each, errand.known, context.map), known);
            const group = groups.get(known) ?? new Map();
            groups.set(known, group.set(need, { errand, step: outcome.step }));
          }
        }
      }
    }
    if (waiting.length === 0) return;
    for (const each of acts.values()) each.act = expanding(each.act, terms);
    const asks = [...groups].flatMap(([known, group]) => {
      const before = asked.get(known) ?? new Set<string>();
      asked.set(known, before);
      const found = asksOf([...group.keys()], known, before, terms, spelling);
      if (found.fault !== undefined) fault(found.fault);
      const errandsOf = (needs: readonly Need[]): readonly E[] => [
        ...new Set(needs.flatMap((need) => group.get(need)?.errand ?? [])),
      ];
      const answered = new Set(errandsOf(found.asks.flatMap(({ needs }) => needs)));
      for (const need of found.unanswered) {
        const waits = group.get(need);
        if (waits === undefined || answered.has(waits.errand) || ended.has(waits.errand)) continue;
        waits.errand.failed(unanswered(need, waits.step, known));
        ended.add(waits.errand);
      }
      return found.asks.map(({ needs, key, ...asking }) => {
        const errands = errandsOf(needs);
        const isOfItems = needs.length > 0 && needs.every((need) => need.ofItem === true);
        const forget = (): boolean => before.delete(key);
        return { ...asking, known, errands, isOfItems, forget };
      });
    });
    yield { asks, acts: actGroups, late };
    // What nobody waited for any more was not sent, or given up.
    for (const { errands, forget } of asks) if (errands.every(({ isOver }) => isOver)) forget();
    open = waiting.filter((errand) => !ended.has(errand));
  }
}

/** Whether an action goes by what was read of a thing that another of its walk is about to change. */
function isLate<E extends Errand>(
  act: Act,
  { known }: E,
  acts: ReadonlyMap<object, { readonly act: Act; readonly errands: readonly E[] }>,
): boolean {
  if (acts.has(act.identity) || !goesByReading(act)) return false;
  return [...acts.values()].some(
    (other) =>
      other.act.changes === act.changes && other.errands.some((errand) => errand.known === known),
  );
}

/** An action of which what it gives is wanted by the ways of both. */
function wanting(act: Act, { behind }: Act): Act {
  const wish = behind && act.behind && uniteWishes(act.behind.wish, behind.wish);
  return wish === undefined || act.behind === undefined
    ? act
    : { ...act, behind: { ...act.behind, wish } };
}

/** An action whose answer brings what is read of it expanded, as far as the server does that. */
function expanding(act: Act, terms: Terms): Act {
  const { behind, givesKind } = act;
  if (behind === undefined) return act;
  const [wish] = coverResource(behind.wish, reachOf(terms, givesKind, 'one'), () => true);
  const paths = expansionsOf(wish ?? NOTHING);
  return paths.length === 0 ? act : { ...act, ...behind.write(paths) };
}

/** Of items that no map foresees nobody knows what could be expanded: nothing is asked of their pages for them. */
function withoutExpansion(need: Need, known: Knowledge, map: LinkMap): Need {
  if (need.of === 'list') {
    return kindOf(map, need.kind) === undefined ? { ...need, wish: NOTHING } : need;
  }
  const list = need.origin && (need.knownTo ?? known).list(need.origin.list);
  if (list === undefined || kindOf(map, list.kind) !== undefined) return need;
  const { origin: _page, inOwner: _owner, ...rest } = need;
  return { ...rest, wish: { ...need.wish, refs: NOTHING.refs } };
}

/** Who is refused tells nothing of what stands in it. */
function withoutRefused(need: Need, known: Knowledge): Need {
  if (need.of === 'list' || need.inOwner === undefined) return need;
  if (known.asked.failure(need.inOwner.address) === undefined) return need;
  const { inOwner: _refused, ...rest } = need;
  return rest;
}

/** What one want has come to. What goes wrong in it ends no other. */
function advanceAlone(errand: Errand, context: Planner['context']): Outcome {
  try {
    const { want, known, memory, knownTo } = errand;
    return advance(want, known, { ...context, memory, ...(knownTo && { knownTo }) });
  } catch (cause) {
    const step = errand.want.moves.at(-1)?.at ?? 0;
    return failedBy(step, 'thrown', cause);
  }
}

/** Nothing brings what is needed: where its own address was refused, that is why. */
function unanswered({ address }: Need, step: number, known: Knowledge): Failure {
  const cause =
    known.asked.failure(address) ??
    answerError('the answers do not bring what was asked of them', address);
  return { step, code: 'request', message: '', cause };
}

/** What a server lets one request ask for, with what the map says of kinds. */
function termsOf({ map, base, limits }: Api, spelling: Spelling): Terms {
  return {
    ...limits,
    byIds: spelling.many && new ByIds(map, base),
    limitsOf: (kind) => kindOf(map, kind)?.limits,
    kindIn(kind, name) {
      const read = memberOf(map, kind, name)?.read;
      return read?.is === 'ref' || read?.is === 'list' ? read.kind : undefined;
    },
  };
}
