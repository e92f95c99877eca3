/**
 * The request of an action: where it goes, what it carries, what it changes, and what it gives.
 */

import type { ActionMember } from '../../types/callMember.ts';
import type { DeclaredAction } from '../known/document.ts';
import type { Knowledge } from '../known/known.ts';
import type { Wish } from '../known/wish.ts';
import { below, withoutQuery } from '../map/address.ts';
import { idAt } from '../map/ids.ts';
import { givenBy } from '../map/members.ts';
import { isReached } from '../map/templates.ts';
import type { Act } from '../need/request.ts';
import { allBeside } from '../place/beside.ts';
import type { CollectionPlace, Place, ResourcePlace } from '../place/place.ts';
import type { Argument, Move } from '../program/program.ts';
import { keepsFields, type OfArguments, requestOf } from '../program/requestOf.ts';
import { actedOn, guardOf } from './guard.ts';
import { type Acting, idOfThing, kindsGiven, standsFor } from './reachArgument.ts';

/** What sending an action is told besides. */
export interface Sending extends Acting {
  /** What the chain reads of what its action gives. */
  readonly behind: () => Wish;
}

/** A step that is an action, where it is taken. */
export interface Taken {
  readonly place: ResourcePlace | CollectionPlace;
  readonly move: Move;
  readonly known: Knowledge;
  readonly context: Sending;
}

/** What an action was called with, and where its arguments led. */
interface Given {
  readonly values: ReadonlyMap<string, unknown>;
  readonly places: ReadonlyMap<Argument, Place>;
}

/**
 * The action as it is sent.
 *
 * @param declared - What a document says of it, where that declares it.
 * @throws {TypeError} For arguments of which nothing can be made.
 * @throws {AnswerError} Where its resource was answered without what it needs.
 */
export function toAct(
  taken: Taken,
  action: ActionMember,
  given: Given,
  declared: DeclaredAction | undefined,
): Act {
  const { place, move, known, context } = taken;
  const { kind } = place;
  const { path, body, basic, key } = called(taken, action, given);
  const changes = withoutQuery(place.address);
  const address = declared?.url ?? below(changes, path);
  const isFilled = Object.keys(declared?.values ?? {}).length > 0;
  const whole = isFilled ? { ...declared?.values, ...body } : body;
  const guard = guardOf(place, String(move.name), action, known);
  const write = writing(
    taken,
    action,
    given,
    { address, body: whole },
    {
      ...guard,
      ...keyOf(taken, action, key),
    },
  );
  const mayExpand =
    (action.gives ?? 'ref') !== 'ref' && !known.asked.ignoresExpansions && !known.asked.refusesSome;
  return {
    method: action.method,
    address,
    kind,
    ...write([]),
    ...(mayExpand && { behind: { wish: context.behind(), write } }),
    ...changedBy(taken, declared?.url),
    identity: move.identity,
    reason: guard === undefined ? '' : 'unless it was changed since it was read',
    ...(action.stays && { stays: true }),
    ...(keepsFields(action) && { writesBack: true }),
    ...(basic !== undefined && { basic }),
    // Of what no map knows nobody can say what it answers.
    ...(declared !== undefined && !action.declared && { isOpen: true }),
    ...givenOf(place, action),
  };
}

/** What its arguments make of its request. */
function called(
  { place, move, known, context }: Taken,
  action: ActionMember,
  { values, places }: Given,
): OfArguments {
  const { map, base } = context;
  const resource = { address: place.address, record: actedOn(place, action, known) };
  return requestOf(String(move.name), action, values, resource, {
    argument: (argument, isText) =>
      standsFor(places.get(argument), argument, known, context, isText),
    kept: ({ address, stood }) =>
      idOfThing(`what ${move.name} keeps`, address, stood.kind, stood, { map, base }),
  });
}

/** The header by which a server does it once, however often it is sent. @param key - The one that was given for it. */
function keyOf(
  { move, context }: Taken,
  { key: header }: ActionMember,
  key: unknown,
): Readonly<Record<string, string>> {
  if (header === undefined) return {};
  const name = header === true ? 'idempotency-key' : header;
  return { [name]: String(key ?? context.key(move.identity)) };
}

/** How a dialect writes it, by what its answer is to bring expanded. */
function writing(
  { place, move, known, context }: Taken,
  action: ActionMember,
  { values, places }: Given,
  { address, body }: { readonly address: string; readonly body: OfArguments['body'] },
  headers: Readonly<Record<string, string>>,
): (paths: readonly string[]) => ReturnType<Acting['write']> {
  const { map, base } = context;
  const { kind } = place;
  const gives = kindGiven(place, action);
  const about = {
    ...{ method: action.method, url: address, name: String(move.name), action, body },
    kinds: kindsGiven(action, values, places, known),
    ...(kind !== undefined && { kind }),
    ...(gives !== undefined && { gives }),
    ...(place.at === 'resource' && { id: idAt(map, base, kind, withoutQuery(place.address)) }),
  };
  return (paths) => context.write({ ...about, paths }, headers);
}

/** What is not believed any more once it was sent. @param declared - Where a document says that it is sent. */
function changedBy(
  { place, context }: Taken,
  declared: string | undefined,
): Pick<Act, 'changes' | 'isCollection' | 'beside' | 'reached' | 'alsoChanges'> {
  const changes = withoutQuery(place.address);
  const { map, base } = context;
  const { kind } = place;
  const beside = place.at === 'resource' ? allBeside(changes, place.kind, context) : [];
  const isBelow =
    declared?.startsWith(changes) && /^(?:$|[/?])/.test(declared.slice(changes.length));
  return {
    changes,
    isCollection: place.at === 'collection',
    ...(beside.length > 0 && { beside }),
    ...(place.at === 'resource' && isReached(map, base, kind, changes) && { reached: kind }),
    ...(declared !== undefined && !isBelow && { alsoChanges: withoutQuery(declared) }),
  };
}

/** What comes of it, by the map. */
function givenOf(
  place: ResourcePlace | CollectionPlace,
  action: ActionMember,
): Pick<Act, 'givesKind' | 'givesItself' | 'gives' | 'answers'> {
  const { creates, gives, answers } = action;
  const givesKind = kindGiven(place, action);
  return {
    ...(givesKind !== undefined && { givesKind }),
    ...(creates === undefined && givesKind !== undefined && { givesItself: true }),
    ...(gives !== undefined && { gives }),
    ...(answers !== undefined && { answers }),
  };
}

const kindGiven = (
  { at, kind }: ResourcePlace | CollectionPlace,
  action: ActionMember,
): string | undefined => givenBy(action, at === 'resource' ? kind : undefined);
