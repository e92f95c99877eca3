/**
 * What the errands of a round need: each is taken as far as it goes by what is known, and those that are not at their ends wait
 * for requests, or for actions that they share.
 */

import type { Knowledge } from '../../plan/known/known.ts';
import { isOfWhole, NOTHING, uniteWishes } from '../../plan/known/wish.ts';
import { kindOf } from '../../plan/map/members.ts';
import { failedBy } from '../../plan/need/failed.ts';
import type { Need } from '../../plan/need/need.ts';
import type { Outcome } from '../../plan/need/outcome.ts';
import { type Act, goesByReading } from '../../plan/need/request.ts';
import { type Acted, asAnswered } from '../../plan/pipeline/context.ts';
import { advance } from '../../plan/step/advance.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import type { ActGroup, Errand, Planner } from './round.ts';

/** The needs of a round by what is known, each with the errand that has it, and the step at which that waits. */
type Needs<E extends Errand> = Map<
  Knowledge,
  Map<Need, { readonly errand: E; readonly step: number }>
>;

/** An action, and those that wait for it. */
interface SharedAct<E extends Errand> {
  /** With all that any of them wants of what it gives. */
  act: Act;
  readonly errands: E[];
}

/** What errands have come to in one round. */
export class Advanced<E extends Errand> {
  /** Those that are not at their ends. */
  readonly waiting: E[] = [];
  readonly needs: Needs<E> = new Map();
  readonly acts: ActGroup<E>[] = [];
  /** Whose actions wait for what others of their walk do to the same things. */
  readonly late: E[] = [];
  readonly #context: Planner['context'];
  readonly #byCall = new Map<object, SharedAct<E>>();

  constructor(context: Planner['context']) {
    this.#context = context;
  }

  /** Takes an errand as far as it goes, and tells it its end where it comes to that. */
  take(errand: E): void {
    let outcome = advanceAlone(errand, this.#context);
    if (outcome.is === 'need' && errand.startAnew?.(outcome.needs) === true)
      outcome = advanceAlone(errand, this.#context);
    if (outcome.is === 'reached') errand.done(outcome.place, outcome.known ?? errand.known);
    else if (outcome.is === 'failed') errand.failed(outcome.failure);
    else {
      this.waiting.push(errand);
      if (outcome.is === 'act') {
        const acts = this.#toSend(errand, outcome.acts);
        this.acts.push({ acts, concurrency: outcome.concurrency });
      } else {
        for (const need of outcome.needs) this.#need(need, errand, outcome.step);
      }
    }
  }

  #need(given: Need, errand: E, step: number): void {
    const known = given.knownTo ?? errand.known;
    const { map } = this.#context;
    const need = withoutRefused(withoutExpansion(given, errand.known, map), known);
    const group = this.needs.get(known) ?? new Map();
    this.needs.set(known, group.set(need, { errand, step }));
  }

  /** The actions of an errand that no other one sends already, up to the first that has to wait. */
  #toSend(errand: E, acts: readonly Act[]): readonly SharedAct<E>[] {
    const own: SharedAct<E>[] = [];
    for (const act of acts) {
      if (this.#isLate(act, errand)) {
        this.late.push(errand);
        break;
      }
      const before = this.#byCall.get(act.identity);
      if (before === undefined) {
        const one = { act, errands: [errand] };
        this.#byCall.set(act.identity, one);
        own.push(one);
      } else {
        before.act = wanting(before.act, act);
        if (!before.errands.includes(errand)) before.errands.push(errand);
      }
    }
    return own;
  }

  /** Whether an action goes by what was read of a thing that another of its walk is about to change. */
  #isLate(act: Act, { known }: E): boolean {
    if (this.#byCall.has(act.identity) || !goesByReading(act)) return false;
    return [...this.#byCall.values()].some(
      (other) =>
        other.act.changes === act.changes && other.errands.some((errand) => errand.known === known),
    );
  }
}

/** An action of which what it gives is wanted by the ways of both. */
function wanting(act: Act, { behind }: Act): Act {
  const wish = behind && act.behind && uniteWishes(act.behind.wish, behind.wish);
  return wish === undefined || act.behind === undefined
    ? act
    : { ...act, behind: { ...act.behind, wish } };
}

/** Of items that no map foresees nobody knows what could be expanded: nothing is asked of their pages for them. */
function withoutExpansion(need: Need, known: Knowledge, map: LinkMap): Need {
  if (need.of === 'list') {
    return kindOf(map, need.kind) === undefined ? { ...need, wish: NOTHING } : need;
  }
  const list = need.origin && (need.knownTo ?? known).list(need.origin.list);
  if (list === undefined || kindOf(map, list.kind) !== undefined) return need;
  const { origin: _page, inOwner: _owner, ...rest } = need;
  const level = isOfWhole(need.wish) ? 'whole' : need.wish.level;
  return { ...rest, wish: { ...need.wish, level, refs: NOTHING.refs } };
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
    const acted = (identity: object): Acted | undefined =>
      asAnswered(context.acted(identity), memory.answered.get(identity)?.found);
    const own = { ...context, acted, memory, ...(knownTo && { knownTo }) };
    const outcome = advance(want, known, own);
    const endless = outcome.is === 'need' ? memory.strays.endRound() : undefined;
    return endless === undefined ? outcome : failedBy(stepIn(errand), 'misuse', endless);
  } catch (cause) {
    return failedBy(stepIn(errand), 'thrown', cause);
  }
}

const stepIn = ({ want }: Errand): number => want.moves.at(-1)?.at ?? 0;
