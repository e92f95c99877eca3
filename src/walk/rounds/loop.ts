/**
 * The loop between deciding and asking: advance every want, unite what they need, ask, absorb, again.
 *
 * It is a generator, so that the walk and `explain` run the very same one: it yields what is to be asked in a
 * round, and whoever drives it fills what is known, by real answers or by foretold ones.
 */

import { answerError } from '../../errors/AnswerError.ts';
import type { Spelling } from '../../plan/ask/addressOf.ts';
import { ByIds } from '../../plan/ask/ByIds.ts';
import { coverResource } from '../../plan/ask/cover.ts';
import type { Terms } from '../../plan/ask/limits.ts';
import { reachOf } from '../../plan/ask/reach.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { expansionsOf, NOTHING } from '../../plan/known/wish.ts';
import { isUnaddressed, titleAt, withoutFragment } from '../../plan/map/address.ts';
import { kindOf, memberOf } from '../../plan/map/members.ts';
import type { Need } from '../../plan/need/need.ts';
import type { Failure } from '../../plan/need/outcome.ts';
import type { Act, Ask } from '../../plan/need/request.ts';
import { isNaming } from '../../types/readMember.ts';
import type { Api } from '../learn/intake.ts';
import { Advanced } from './advanced.ts';
import { asksOf } from './asksOf.ts';
import type { ActGroup, Errand, Planner, Round } from './round.ts';

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
    const advanced = new Advanced<E>(context);
    for (const errand of open) if (!errand.isOver) advanced.take(errand);
    const { waiting, needs, acts, late } = advanced;
    if (waiting.length === 0) return;
    const ended = new Set<E>();
    const asks = [...needs].flatMap(([known, group]) => {
      const before = asked.get(known) ?? new Set<string>();
      asked.set(known, before);
      const found = asksOf([...group.keys()], known, before, terms, spelling);
      if (found.fault !== undefined) fault(found.fault);
      const errandsOf = (of: readonly Need[]): readonly E[] => [
        ...new Set(of.flatMap((need) => group.get(need)?.errand ?? [])),
      ];
      const answered = new Set(errandsOf(found.asks.flatMap((ask) => ask.needs)));
      for (const need of found.unanswered) {
        const waits = group.get(need);
        if (waits === undefined || answered.has(waits.errand) || ended.has(waits.errand)) continue;
        waits.errand.failed(unanswered(need, waits.step, known));
        ended.add(waits.errand);
      }
      return found.asks.flatMap(({ needs: of, key, ...asking }) => {
        if (isNowhere(asking.ask, known, api)) return [];
        const isOfItems = of.length > 0 && of.every((need) => need.ofItem === true);
        const forget = (): boolean => before.delete(key);
        return [{ ...asking, known, errands: errandsOf(of), isOfItems, forget }];
      });
    });
    yield { asks, acts: acts.map((group) => expandingAll(group, terms)), late };
    // What nobody waited for any more was not sent, or given up.
    for (const { errands, forget } of asks) if (errands.every(({ isOver }) => isOver)) forget();
    open = waiting.filter((errand) => !ended.has(errand));
  }
}

function expandingAll<E extends Errand>(
  { acts, ...group }: ActGroup<E>,
  terms: Terms,
): ActGroup<E> {
  return {
    ...group,
    acts: acts.map(({ act, errands }) => ({ act: expanding(act, terms), errands })),
  };
}

/** An action whose answer brings what is read of it expanded, as far as the server does that. */
function expanding(act: Act, terms: Terms): Act {
  const { behind, givesKind } = act;
  if (behind === undefined) return act;
  const [wish] = coverResource(behind.wish, reachOf(terms, givesKind, 'one'), () => true);
  const paths = expansionsOf(wish ?? NOTHING);
  return paths.length === 0 ? act : { ...act, ...behind.write(paths) };
}

/** Whether it would ask for what has no address: nobody can, which is the error of whoever needs it. */
function isNowhere({ of, address, kind }: Ask, { asked }: Knowledge, { map }: Api): boolean {
  if (of !== 'resource' || !isUnaddressed(address)) return false;
  const what = `the ${titleAt(kind, address)}, of which nothing says where it lies`;
  const isById = kindOf(map, kind)?.address !== undefined;
  const how = isById
    ? `it has no id that can stand in an address of its kind, and no address can hold '.' or '..'`
    : `give the kind \`${kind}\` an \`address\` in the map or, if all of it stands there, say 'stub' of its fields`;
  const error = answerError(`no more can be asked of ${what}: ${how}`, withoutFragment(address));
  asked.keepFailure(address, error);
  return true;
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
      return isNaming(read) ? read.kind : undefined;
    },
  };
}
