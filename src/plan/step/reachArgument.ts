/**
 * The arguments of an action that are chains: where they lead, and what a server is sent for them.
 *
 * What walks them is handed in: they are chains like the one that they stand in.
 */
import type { GivenKind } from '../../dialects/ActionRequest.ts';
import type { ActionMember } from '../../types/callMember.ts';
import type { Knowledge } from '../known/known.ts';
import { type Known, Reference, type ResourceRecord } from '../known/records.ts';
import { STUB } from '../known/wish.ts';
import { isUnaddressed } from '../map/address.ts';
import { holesOf, idSent, isPartOfId } from '../map/ids.ts';
import { kindOf } from '../map/members.ts';
import { isReached } from '../map/templates.ts';
import { failedBy, needOrFailure } from '../need/failed.ts';
import { needResource } from '../need/needResource.ts';
import type { Outcome } from '../need/outcome.ts';
import type { PlanContext } from '../pipeline/context.ts';
import type { Place, ResourcePlace } from '../place/place.ts';
import { isNothing, nothingAt, placeNamed } from '../place/stood.ts';
import { addressed, argumentsIn, givenMany } from '../program/argument.ts';
import { reached } from '../program/followed.ts';
import { Argument, type Move, type Want } from '../program/program.ts';

/** What actions are told, with what walks their arguments. */
export interface Acting extends PlanContext {
  /** Where the steps of a want lead, before anything is fetched for the sake of its end alone. */
  readonly reach: (want: Want, known: Knowledge, context: PlanContext) => Outcome;
}

/** Walks an argument of an action by what its own walk knows: it may have read what the action's never did, or forgotten it. */
export function reachArgument(
  argument: Argument,
  action: object,
  known: Knowledge,
  context: Acting,
): Outcome {
  const given = context.memory.given.get(argument);
  if (given !== undefined) return reached(given);
  const own = context.knownTo?.(argument) ?? known;
  const inner = withOwnAddress(
    context.reach(addressed(argument, action), own, context),
    own,
    context,
  );
  if (inner.is === 'reached') context.memory.given.set(argument, inner.place);
  if (inner.is !== 'need' || own === known) return inner;
  return { ...inner, needs: inner.needs.map((need) => ({ ...need, knownTo: own })) };
}

/** What stands for a thing is told by its own address: a path that leads there may end in anything. */
function withOwnAddress(inner: Outcome, known: Knowledge, { map, base }: PlanContext): Outcome {
  if (inner.is !== 'reached' || inner.place.at !== 'resource') return inner;
  const { place } = inner;
  const address = known.identity(place.address);
  if (isNothing(place, known)) return reached(nothingAt(place));
  if (known.record(address) !== undefined || !isReached(map, base, place.kind, address)) {
    return reached({ ...place, address });
  }
  return needOrFailure(needResource(place, STUB, `the id of the ${place.kind}`), known, 0);
}

/** Where the chains among arguments lead, or what they need first. @param target - May be a collection. */
export function resolveArguments(
  values: readonly unknown[],
  move: Move,
  known: Knowledge,
  context: Acting,
  target?: unknown,
):
  | { readonly is: 'resolved'; readonly places: ReadonlyMap<Argument, Place> }
  | Exclude<Outcome, { is: 'reached' }> {
  const places = new Map<Argument, Place>();
  for (const argument of argumentsIn(values)) {
    const inner = reachArgument(argument, move.identity, known, context);
    if (inner.is !== 'reached') {
      return inner.is === 'failed'
        ? { ...inner, failure: { ...inner.failure, step: move.at } }
        : { ...inner, step: move.at };
    }
    const { at } = inner.place;
    if (at !== 'resource' && at !== 'value' && !(at === 'collection' && argument === target)) {
      return failedBy(move.at, 'misuse', givenMany(String(move.name), argument));
    }
    places.set(argument, inner.place);
  }
  return { is: 'resolved', places };
}

/** The kinds of what was given by chains, by the names that it is sent under. */
export function kindsGiven(
  { parameters }: ActionMember,
  values: ReadonlyMap<string, unknown>,
  places: ReadonlyMap<Argument, Place>,
  known: Knowledge,
): Readonly<Record<string, GivenKind>> {
  const kindOfGiven = (value: unknown): GivenKind => {
    if (Array.isArray(value)) return value.map(kindOfGiven);
    if (value instanceof Reference) return placeNamed(value, known).kind;
    const place = value instanceof Argument ? places.get(value) : undefined;
    if (place?.at === 'value') return kindOfGiven(place.value);
    return place?.at === 'resource' ? place.kind : undefined;
  };
  return Object.fromEntries(
    [...values].map(([name, value]) => [parameters[name]?.wire ?? name, kindOfGiven(value)]),
  );
}

/**
 * The id of a thing, as it is sent. Of what no address can hold, as '..', its document has it.
 *
 * @throws {TypeError} Where nothing says which it is.
 */
export function idOfThing(
  what: string,
  address: string,
  kind: string | undefined,
  record: ResourceRecord | undefined,
  { map, base, isText }: Pick<PlanContext, 'map' | 'base'> & { readonly isText?: true | undefined },
): string | number {
  if (!isUnaddressed(address)) return idSent(map, base, kind, address, isText);
  const [hole = '', ...more] = holesOf(kindOf(map, kind)?.address ?? '');
  const id = more.length === 0 ? record?.field(hole) : undefined;
  if (!isPartOfId(id)) throw new TypeError(`${what} has neither an address nor an id to send`);
  return isText ? String(id) : id;
}

/**
 * What a chain that was given as an argument is to a server: a resource is its id, a field its value, and so is each of a list.
 *
 * @param isText - Whether ids are sent as texts, whatever they are elsewhere.
 */
export function standsFor(
  place: Place | undefined,
  argument: Argument,
  known: Knowledge,
  { map, base }: PlanContext,
  isText?: true,
): unknown {
  const idOf = ({ kind, address, found }: ResourcePlace): string | number => {
    const record = known.record(address) ?? found?.stood;
    return idOfThing(argument.text, address, kind, record, { map, base, isText });
  };
  const sent = (value: Known): unknown => {
    if (value instanceof Reference) return idOf(placeNamed(value, known));
    return Array.isArray(value) ? value.map(sent) : value;
  };
  if (place?.at === 'resource') return idOf(place);
  if (place?.at !== 'value') throw new TypeError(`${argument.text} cannot be sent`);
  if (place.value === undefined) throw new TypeError(`${argument.text} gives nothing to send`);
  return sent(place.value);
}
