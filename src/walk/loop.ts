/**
 * The loop between deciding and asking: advance every want, unite what they need, ask, absorb, again.
 *
 * It is a generator, so that the walk and `explain` run the very same one: it yields what is to be asked in a
 * round, and whoever drives it fills what is known, by real answers or by foretold ones.
 */

import { addressOf, type Spelling } from '../plan/addressOf.ts';
import { advance } from '../plan/advance.ts';
import type { PlanContext } from '../plan/context.ts';
import type { Knowledge } from '../plan/known.ts';
import type { Limits } from '../plan/limits.ts';
import type { Act, Ask, Failure, Need, Place } from '../plan/place.ts';
import { unite } from '../plan/unite.ts';
import type { Want } from '../plan/want.ts';

/** One want on its way. */
export interface Errand {
  readonly want: Want;
  /** What its operations have come to; kept from round to round. */
  readonly memory: Map<object, unknown>;
  /** What it walks on. After an action of its own it goes on with what is still true. */
  known: Knowledge;
  /** Whether nobody waits for it any more. */
  isOver: boolean;
  done(place: Place, known: Knowledge): void;
  failed(failure: Failure): void;
}

/** What is asked in one round, each for the errands that wait for it. */
export interface Round<E extends Errand> {
  readonly asks: readonly {
    readonly ask: Ask;
    readonly known: Knowledge;
    readonly errands: readonly E[];
    /** Whether only lambdas' results for single items need it: there may be no item, or many. */
    readonly isOfItems: boolean;
  }[];
  readonly acts: readonly ActGroup<E>[];
}

/** The actions that one want sends. */
export interface ActGroup<E extends Errand> {
  readonly acts: readonly { readonly act: Act; readonly errands: E[] }[];
  /** How many of them may be sent at once. */
  readonly concurrency: number;
}

interface Group<E extends Errand> {
  readonly needs: Need[];
  readonly errands: Map<Need, E>;
}

/** Runs errands to their ends. Each is told as soon as it has come to its own. */
export function* rounds<E extends Errand>(
  errands: readonly E[],
  context: Omit<PlanContext, 'memory'>,
  limits: Limits,
  spelling: Spelling,
): Generator<Round<E>, void, void> {
  let open = errands;
  const asked = new Map<Knowledge, Set<string>>();
  while (open.length > 0) {
    const groups = new Map<Knowledge, Group<E>>();
    const acts = new Map<object, { readonly act: Act; readonly errands: E[] }>();
    const actGroups: ActGroup<E>[] = [];
    const waiting: E[] = [];
    for (const errand of open) {
      if (errand.isOver) continue;
      const outcome = advance(errand.want, errand.known, { ...context, memory: errand.memory });
      if (outcome.is === 'done') {
        errand.done(outcome.place, errand.known);
      } else if (outcome.is === 'failed') {
        errand.failed(outcome.failure);
      } else {
        waiting.push(errand);
        if (outcome.is === 'act') {
          const own: { readonly act: Act; readonly errands: E[] }[] = [];
          for (const act of outcome.acts) {
            const same = acts.get(act.identity);
            if (same === undefined) {
              const one = { act, errands: [errand] };
              acts.set(act.identity, one);
              own.push(one);
            } else if (!same.errands.includes(errand)) {
              same.errands.push(errand);
            }
          }
          actGroups.push({ acts: own, concurrency: outcome.concurrency });
        } else {
          const group: Group<E> = groups.get(errand.known) ?? { needs: [], errands: new Map() };
          for (const need of outcome.needs) {
            group.needs.push(need);
            group.errands.set(need, errand);
          }
          groups.set(errand.known, group);
        }
      }
    }
    if (waiting.length === 0) return;
    const asks = [...groups].flatMap(([known, group]) => {
      const before = asked.get(known) ?? new Set<string>();
      asked.set(known, before);
      return unite(group.needs, known, limits).map((ask) => {
        const address = addressOf(ask, spelling);
        // A page may be declared by two addresses of one collection that nobody knows to be one.
        const key = `${ask.address} ${address}`;
        if (before.has(key)) throw new Error(`asked in vain, and again: GET ${address}`);
        before.add(key);
        const needs = answeredBy(ask, group, known);
        const errands = [...new Set(needs.flatMap((need) => group.errands.get(need) ?? []))];
        const isOfItems = needs.length > 0 && needs.every((need) => need.ofItem === true);
        return { ask, known, errands, isOfItems };
      });
    });
    yield { asks, acts: actGroups };
    open = waiting;
  }
}

/** The needs that a request may help: those for what it asks for, or for what may come with it. */
function answeredBy(
  ask: Ask,
  group: { readonly needs: readonly Need[] },
  known: Knowledge,
): readonly Need[] {
  // Needs of one address are one need, whichever way each came to it.
  const answered = new Set<string>();
  for (const need of group.needs) {
    if (comesWith(need, ask, known)) answered.add(known.identity(need.address));
  }
  return group.needs.filter((need) => answered.has(known.identity(need.address)));
}

function comesWith(need: Need, ask: Ask, known: Knowledge): boolean {
  const isAsked = (address: string): boolean => known.identity(address) === ask.address;
  if (need.of === 'list') return isAsked(need.address) && !(ask.of === 'list' && ask.again);
  if (ask.of === 'list') return need.origin?.list === ask.address;
  for (let owner = need.inOwner; owner !== undefined; owner = owner.above) {
    if (isAsked(owner.address)) return true;
  }
  return isAsked(need.address);
}
