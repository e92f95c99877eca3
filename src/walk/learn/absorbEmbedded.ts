/**
 * Takes in the first items of collections, which stand in the documents of their owners; and that there are none, where
 * leaving a collection out is how a server says so.
 */

import { Brought } from '../../plan/known/Brought.ts';
import { Doc, ListDoc } from '../../plan/known/document.ts';
import type { Knowledge } from '../../plan/known/known.ts';
import { PageRecord } from '../../plan/known/PageRecord.ts';
import { type Known, ResourceRecord } from '../../plan/known/records.ts';
import type { Wish } from '../../plan/known/wish.ts';
import { perKind } from '../../plan/map/perKind.ts';
import { derivedFrom, isDerived } from '../../plan/place/beside.ts';
import { collectionAt } from '../../plan/place/collectionAt.ts';
import { nowhere } from '../../plan/place/stood.ts';
import { holds } from '../../types/level.ts';
import type { CollectionMember } from '../../types/readMember.ts';
import type { Intake } from './intake.ts';

/** Takes in what stands under the name of a collection. */
export function absorbEmbedded(
  intake: Intake,
  record: ResourceRecord,
  member: CollectionMember,
  list: ListDoc,
  items: readonly Known[],
): void {
  const { indexed } = member;
  const derived = derivedFrom(record.address, record.kind, member, intake);
  const target = derived ?? record.link(member.rel ?? '');
  const isOf = member.embedded !== undefined && target?.startsWith(intake.base) === true;
  // What is cut short is of use only where something leads on from there.
  const leadsOn = list.end === 'whole' || list.next !== undefined || indexed;
  if (isOf && target !== undefined && leadsOn) keepItems(intake.known, member, target, items, list);
}

function keepItems(
  known: Knowledge,
  member: CollectionMember,
  target: string,
  items: readonly Known[],
  { end, next, facts }: ListDoc,
): void {
  const { address, page } = collectionAt(member, target, []);
  const list = known.ensureList(address, member.kind);
  if (list.items.size > 0 || list.end !== undefined) return;
  const brought = new Brought(items);
  list.items.put(0, brought, items.length);
  list.prefix = items.length;
  if (end === 'cut') {
    if (next !== undefined) list.next.set(items.length, { href: next });
    return;
  }
  list.end = items.length;
  const doc = facts && new Doc(undefined, new Map(), new Map(Object.entries(facts)));
  known.keepPage(page, new PageRecord(new ResourceRecord(page, undefined, 'whole', doc), brought));
}

const NONE = new ListDoc([], 'whole');

/** Takes in what is left out where it is empty. @param wish - What was to be expanded. */
export function absorbAbsent(
  intake: Intake,
  record: ResourceRecord,
  wish: Wish,
  selected: ReadonlySet<string> | undefined,
): void {
  for (const { name, member } of leftOut(intake.map, record.kind) ?? []) {
    // What was not asked for is no sign of anything.
    if (selected?.has(name) === false) continue;
    const { embedded, rel } = member;
    const isDue =
      embedded === 'expansion'
        ? wish.refs.has(name)
        : embedded !== undefined && holds(record.level, embedded);
    if (isDue && record.field(name) === undefined) {
      absorbEmbedded(intake, record, member, NONE, []);
    }
    // What no document declares, and the map has no path for, is nowhere else.
    const isLinked = isDerived(member) || rel === undefined || record.link(rel) !== undefined;
    if (record.level === 'whole' && !isLinked)
      keepItems(intake.known, member, nowhere(record, name), [], NONE);
  }
}

/** The collections of a kind that a server leaves out where they are empty. */
const leftOut = perKind(({ members }) =>
  Object.entries(members).flatMap(([name, { read }]) =>
    read?.is === 'collection' && read.absent === 'empty' ? [{ name, member: read }] : [],
  ),
);
