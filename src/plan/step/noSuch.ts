/**
 * The error of a step to a name that a resource does not have, which says what it has.
 */
import { hideSecrets } from '../../values/hideSecrets.ts';
import type { Knowledge } from '../known/known.ts';
import { titleAt } from '../map/address.ts';
import { questionOf } from '../map/foreign.ts';
import { idAt } from '../map/ids.ts';
import { kindOf, memberOf } from '../map/members.ts';
import type { Outcome } from '../need/outcome.ts';
import type { PlanContext } from '../pipeline/context.ts';
import type { ResourcePlace } from '../place/place.ts';
import { actionsAt, namesAt } from '../place/stood.ts';
import { failed } from '../program/followed.ts';
import type { Move } from '../program/program.ts';

/** Nothing goes by that name there: neither the map nor the document knows it. */
export function noSuch(
  move: Move,
  place: ResourcePlace,
  known: Knowledge,
  { map, base, shortcuts }: PlanContext,
): Outcome & { readonly is: 'failed' } {
  const isMember = (name: string): boolean => memberOf(map, place.kind, name) !== undefined;
  const { links, fields } = namesAt(place, known);
  const actions = actionsAt(place, known)?.keys() ?? [];
  const declared = [...links, ...fields, ...(move.args === undefined ? [] : actions)];
  const names = Object.keys(kindOf(map, place.kind)?.members ?? {});
  // What cannot be followed here, though the map knows it, is no help.
  const there = names.filter((name) => name !== move.name);
  const isRoot = place.kind === map.root;
  const all = [
    ...there,
    ...declared.filter((name) => !isMember(name)),
    ...(isRoot ? shortcuts : []),
  ];
  const has = all.join(', ') || 'nothing';
  const question = questionOf(String(move.name), all);
  const address = hideSecrets(known.record(place.address)?.address ?? place.address);
  const title = isRoot
    ? 'the root'
    : titleAt(place.kind, address, idAt(map, base, place.kind, address));
  const message = `no "${move.name}" on ${title}: it has ${has}${question}`;
  return failed(move, 'noSuchLink', message);
}
