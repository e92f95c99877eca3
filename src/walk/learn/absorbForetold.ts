/**
 * Takes a page that is only foretold into what is known, for plans: what its answer will foreseeably bring.
 */
import type { ForetoldPage } from '../../plan/ask/foretell.ts';
import { Brought } from '../../plan/known/Brought.ts';
import { type ListRecord, passGaps } from '../../plan/known/lists.ts';
import type { Known } from '../../plan/known/records.ts';
import { isFollowed, isPlainPage, type ListAsk } from '../../plan/need/request.ts';
import { toKnown } from './absorb.ts';
import { keepPage, listOf } from './absorbPage.ts';
import type { Intake } from './intake.ts';

/** Takes in a page that was only foretold. */
export function absorbForetold(
  intake: Intake,
  ask: ListAsk,
  page: ForetoldPage,
  href: string,
): void {
  const { known } = intake;
  const list = listOf(known, ask, href);
  const items: Known[] = [];
  for (const [index, item] of page.items) {
    const at = toKnown(intake, item, `${ask.address}#${index}`, ask);
    items.push(at);
    list.items.replace(index, list.items.get(index) ?? at, href);
    list.prefix = passGaps(list, list.prefix);
  }
  if (ask.again) return;
  if (ask.upTo !== undefined || !ask.indexed) foretellRest(intake, ask, page, list);
  if (isPlainPage(ask)) keepPage(intake, ask, { doc: page.doc }, new Brought(items));
}

/** Takes note of what follows those items. */
function foretellRest(intake: Intake, ask: ListAsk, page: ForetoldPage, list: ListRecord): void {
  if (isFollowed(ask)) {
    // One item stands for all that follow, and each of these may be on a later page, which is no request of its own.
    list.foretold = (index) => toKnown(intake, page.itemAt(index), `${ask.address}#${index}`, ask);
    list.several = Math.min(list.several ?? ask.start, ask.start);
    list.end = ask.start + 1;
  } else {
    list.next.set(list.prefix, { href: page.next });
  }
}
