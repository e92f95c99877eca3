/**
 * Who else than its own address can bring the beginning of a collection that its owner has: the owner, or a page that has it.
 */
import { holds } from '../../types/level.ts';
import type { Knowledge } from '../known/known.ts';
import type { Hung, Origin } from '../place/place.ts';

/** How a collection hangs in its owner, as long as nothing is known of it and the owner may bring it. */
export function openHung(
  { hung, address }: { readonly hung?: Hung; readonly address: string },
  known: Knowledge,
): Hung | undefined {
  if (hung === undefined || known.hasList(address)) return undefined;
  const { address: owner, name, in: held } = hung.inOwner;
  const level = known.record(owner)?.level;
  const isTold =
    held === 'expansion'
      ? known.asked.ignoresExpansions || known.asked.was(owner, name)
      : level !== undefined && holds(level, held);
  return isTold || known.asked.failure(owner) !== undefined ? undefined : hung;
}

/** The page that has the owner, or leads to it, where it was not asked for the collection before. */
export function pageBringing(origin: Origin | undefined, known: Knowledge): string | undefined {
  const page = origin && known.list(origin.list)?.items.hrefOf(origin.index);
  const isNew = page !== undefined && !known.asked.was(page, origin?.path.join('.') ?? '');
  return isNew ? page : undefined;
}
