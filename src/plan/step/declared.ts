/**
 * Actions that documents declare: which there are, what one is in the words of a map, and what is to be read to know.
 */
import type { ActionMember } from '../../types/callMember.ts';
import type { Parameters } from '../../types/parameter.ts';
import type { DeclaredAction } from '../known/document.ts';
import type { Knowledge } from '../known/known.ts';
import { NOTHING, WHOLE } from '../known/wish.ts';
import { isRecord } from '../map/given.ts';
import { needPage } from '../need/items.ts';
import type { Need } from '../need/need.ts';
import { needResource } from '../need/needResource.ts';
import type { CollectionPlace, Place, ResourcePlace } from '../place/place.ts';
import { actionsAt, levelAt } from '../place/stood.ts';
import type { Move } from '../program/program.ts';

/** Whether a step calls what no map knows, and the document in hand declares as an action. */
export function isDeclared(place: Place, move: Move, known: Knowledge): place is ResourcePlace {
  if (move.meaning.is !== 'unforeseen' || move.args === undefined || move.verbatim) return false;
  return place.at === 'resource' && actionsAt(place, known)?.has(String(move.name)) === true;
}

/** The actions that what stands at a place declares. */
export function declaredAt(
  place: ResourcePlace | CollectionPlace,
  known: Knowledge,
): ReadonlyMap<string, DeclaredAction> | undefined {
  if (place.at === 'resource') return actionsAt(place, known);
  return known.page(place.page)?.record.actions;
}

/** What is to be read to know which actions there are; `undefined` where that is known. */
export function needDeclared(
  place: ResourcePlace | CollectionPlace,
  name: string,
  known: Knowledge,
): Need | undefined {
  if (declaredAt(place, known) !== undefined) return undefined;
  const reason = `whether it declares ${name}`;
  const isCollection = place.at === 'collection';
  const isRead = isCollection
    ? known.page(place.page) !== undefined
    : levelAt(place, known) === 'whole';
  // What is foretold says nothing of them.
  if (isRead && known.foretold) return undefined;
  if (isCollection) return needPage(place, NOTHING, reason);
  const need = needResource(place, WHOLE, reason);
  // What came whole in another document may tell them at its own address alone.
  return isRead ? { ...need, alone: true } : need;
}

/** An action that a document declares, as a map would have it. @param own - What the map itself says of it. */
export function toMember(
  { method, form, parameters, values = {} }: DeclaredAction,
  args: readonly unknown[],
  own: ActionMember | undefined,
): ActionMember {
  const given = Object.keys(args.find(isRecord) ?? {}).map((name) => [name, ANY] as const);
  const all: Parameters = {
    ...(parameters ?? (own?.positional.length ? {} : Object.fromEntries(given))),
    ...own?.parameters,
  };
  // What the document fills in need not be given.
  const left = Object.entries(all).map(([name, parameter]) => {
    const isFilled = Object.hasOwn(values, parameter.wire ?? name);
    return [name, isFilled ? { ...parameter, required: false } : parameter] as const;
  });
  return {
    is: 'action',
    path: '',
    positional: [],
    ...own,
    method: method.toUpperCase() as ActionMember['method'],
    parameters: Object.fromEntries(left),
    ...(form !== undefined && { form }),
  };
}

const ANY = { type: 'any' } as const;

/** Why a call leads nowhere, if documents have to declare what it calls. */
export function undeclared(
  title: string,
  name: string,
  declared: ReadonlyMap<string, DeclaredAction> | undefined,
  { foretold }: Knowledge,
): string {
  if (foretold && declared === undefined) return `what "${name}" does, the answer tells`;
  const has = [...(declared?.keys() ?? [])].join(', ') || 'none';
  return `no action "${name}" on ${title} now: it declares ${has}`;
}
