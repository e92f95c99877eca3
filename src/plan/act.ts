/**
 * Actions: what one needs to know before it is sent, and what is sent then.
 *
 * What its arguments are walked by is handed in: they are chains themselves.
 */
import { AnswerError } from '../errors/AnswerError.ts';
import type { ActionMember } from '../types/callMember.ts';
import { hideSecrets } from '../values/hideSecrets.ts';
import { below, isUnaddressed, titleAt, withoutQuery, withQuery } from './address.ts';
import { addressed, argumentsIn } from './argument.ts';
import { readArguments } from './call.ts';
import type { PlanContext } from './context.ts';
import { declaredAt, needDeclared, toMember, undeclared } from './declared.ts';
import type { DeclaredAction } from './document.ts';
import { requestFailed } from './finish.ts';
import { pastNothing } from './followed.ts';
import { guardOf, needFirst } from './guard.ts';
import { idAt } from './ids.ts';
import type { Knowledge } from './known.ts';
import { givenBy } from './members.ts';
import { optionsOf, toQuery } from './options.ts';
import type { Act, CollectionPlace, Failure, Outcome, Place, ResourcePlace } from './place.ts';
import {
  type Argument,
  type Handwritten,
  isHandwritten,
  isReading,
  type Move,
  type Want,
} from './program.ts';
import { Reference } from './records.ts';
import { idIn, keepsFields, requestOf } from './requestOf.ts';
import { isNothing, nothingAt } from './stood.ts';
import { kindAt } from './templates.ts';

/** Where the steps of a want lead, before anything is fetched for the sake of its end alone. */
export type Reached =
  | { readonly is: 'reached'; readonly place: Place }
  | Exclude<Outcome, { is: 'done' }>;
/** What actions are told, with what walks their arguments. */
export interface Acting extends PlanContext {
  readonly reach: (want: Want, known: Knowledge, context: PlanContext) => Reached;
}

/** What an argument has come to: it is read once, whatever is done before its action can be sent. */
class Given {
  readonly place: Place;

  constructor(place: Place) {
    this.place = place;
  }
}

/** A step that is an action: where it led, what it needs first, or what is to be sent. */
export function act(
  place: Place,
  move: Move,
  action: ActionMember | Handwritten,
  known: Knowledge,
  context: Acting,
): Reached | { readonly is: 'ended'; readonly place: Place } {
  if (isHandwritten(action)) return actByHand(move, action, known, context);
  if (place.at !== 'resource' && place.at !== 'collection') return pastNothing(place, move);
  if (place.at === 'resource' && isNothing(place, known)) {
    return pastNothing(nothingAt(place), move);
  }
  if (action.declared) return actDeclared(place, move, action, known, context);
  return send(place, move, action, undefined, known, context);
}

/** The place where an action led of which nobody foresaw that: the map may know what lies there. */
export function ofItsKind(place: Place, { map, base }: PlanContext): Place {
  if (place.at !== 'resource' || place.kind !== undefined) return place;
  return { ...place, kind: kindAt(map, base, place.address) };
}

/** An action that a document declares. @param own - What the map says of it. */
export function actDeclared(
  place: ResourcePlace | CollectionPlace,
  move: Move,
  own: ActionMember | undefined,
  known: Knowledge,
  context: Acting,
): Reached {
  const name = String(move.name);
  const { map, base } = context;
  const need = needDeclared(place, name, known);
  if (need !== undefined) {
    const failure = known.failure(need.address);
    if (failure !== undefined) return requestFailed(move.at, failure);
    return { is: 'need', needs: [need], step: move.at };
  }
  const all = declaredAt(place, known);
  const found = all?.get(name);
  if (found === undefined) {
    const code = known.foretold && all === undefined ? 'unforeseen' : 'noSuchLink';
    const address = hideSecrets(place.address);
    const title = titleAt(place.kind, address, idAt(map, base, place.kind, address));
    return failed({ step: move.at, code, message: undeclared(title, name, all, known) });
  }
  const args = move.args ?? [];
  const member = toMember(found, args, own);
  if (!isReading(member)) return send(place, move, member, found, known, context);
  try {
    const options = { ...found.values, ...optionsOf(name, {}, args) };
    const address = known.identity(withQuery(found.url, toQuery(name, member.parameters, options)));
    const kind = kindAt(map, base, address);
    return { is: 'reached', place: { at: 'resource', address, kind, shows: 'whole' } };
  } catch (error) {
    return failed({ step: move.at, code: 'misuse', message: String(error), cause: error });
  }
}

/** The action to send, or what is needed first. @param declared - What a document says of it, where that declares it. */
function send(
  place: ResourcePlace | CollectionPlace,
  move: Move,
  action: ActionMember,
  declared: DeclaredAction | undefined,
  known: Knowledge,
  context: Acting,
): Reached {
  const name = String(move.name);
  if (declared === undefined && isUnaddressed(place.address)) {
    const what = place.kind ?? 'resource';
    const message = `the ${what} came without an address, so there is nothing to ${name}`;
    return failed({ step: move.at, code: 'noSuchLink', message });
  }
  const record = known.record(place.address);
  const need = place.at === 'resource' ? needFirst(place, name, action, known) : undefined;
  if (need !== undefined) {
    const failure = known.failure(place.address);
    if (failure !== undefined) return requestFailed(move.at, failure);
    return { is: 'need', needs: [need], step: move.at };
  }
  let values: ReadonlyMap<string, unknown>;
  try {
    values = readArguments(name, action, move.args ?? []);
  } catch (error) {
    // What only a document says of it was not known when the chain was written.
    return failed({ step: move.at, code: 'misuse', message: String(error), cause: error });
  }
  const all = resolve([...values.values()], move, known, context);
  if (all.is !== 'resolved') return all;
  const { places } = all;
  const { map, base } = context;
  try {
    const {
      path,
      body: own,
      basic,
      key,
    } = requestOf(
      name,
      action,
      values,
      (argument) => standsFor(places.get(argument), argument, context),
      ({ address, stood }) => idIn(idAt(map, base, stood.kind, address)),
      record,
      place.address,
    );
    const changes = withoutQuery(place.address);
    const address = declared?.url ?? below(changes, path);
    const body = declared?.values === undefined ? own : { ...declared.values, ...own };
    const isBelow = address === changes || /^[/?]/.test(address.slice(changes.length));
    const isElsewhere = declared !== undefined && !(address.startsWith(changes) && isBelow);
    // Of what no map knows nobody can say what it answers.
    const isOpen = declared !== undefined && !action.declared;
    const { method } = action;
    const { kind } = place;
    const keyed = action.key !== undefined && {
      [action.key === true ? 'idempotency-key' : action.key]: String(
        key ?? context.key(move.identity),
      ),
    };
    const guard = guardOf(place, name, action, known);
    const given = givenBy(action, place.at === 'resource' ? kind : undefined);
    const of = place.at === 'resource' && { id: idAt(map, base, kind, changes) };
    const about = { method, url: address, name, action, body, ...(kind !== undefined && { kind }) };
    return {
      is: 'act',
      step: move.at,
      concurrency: 1,
      acts: [
        {
          method,
          address,
          kind,
          ...context.write({ ...about, ...of }, { ...guard, ...keyed }),
          changes,
          isCollection: place.at === 'collection',
          identity: move.identity,
          reason: guard === undefined ? '' : 'unless it was changed since it was read',
          ...(keepsFields(action) && { writesBack: true }),
          ...(basic !== undefined && { basic }),
          ...(isElsewhere && { alsoChanges: withoutQuery(address) }),
          ...(isOpen && { isOpen }),
          ...(given !== undefined && { givesKind: given }),
          ...(action.creates === undefined && given !== undefined && { givesItself: true }),
          ...(action.gives !== undefined && { gives: action.gives }),
          ...(action.answers !== undefined && { answers: action.answers }),
        },
      ],
    };
  } catch (error) {
    // What the resource was answered with is no fault of the arguments.
    if (error instanceof AnswerError) return requestFailed(move.at, error);
    return failed({ step: move.at, code: 'misuse', message: String(error), cause: error });
  }
}

/** Walks an argument of an action by what its own walk knows: it may have read what the action's never did, or forgotten it. */
export function reachArgument(
  argument: Argument,
  action: object,
  known: Knowledge,
  context: Acting,
): Reached {
  const given = context.memory.get(argument);
  if (given instanceof Given) return { is: 'reached', place: given.place };
  const own = context.knownTo?.(argument) ?? known;
  const inner = context.reach(addressed(argument, action), own, context);
  if (inner.is === 'reached') context.memory.set(argument, new Given(inner.place));
  if (inner.is !== 'need' || own === known) return inner;
  return { ...inner, needs: inner.needs.map((need) => ({ ...need, knownTo: own })) };
}

/** A request that was written out by hand. */
function actByHand(
  move: Move,
  action: Handwritten,
  known: Knowledge,
  context: Acting,
): Exclude<Outcome, { is: 'done' }> {
  const args = move.args ?? [];
  const all = resolve(args, move, known, context, args[1]);
  if (all.is !== 'resolved') return all;
  const placeOf = (argument: Argument): Place | undefined => all.places.get(argument);
  try {
    const written = action.write(args, placeOf, (argument) =>
      standsFor(placeOf(argument), argument, context),
    );
    const act: Act = {
      ...written,
      method: action.method,
      changes: written.address,
      isCollection: false,
      byHand: true,
      identity: move.identity,
      reason: '',
    };
    return { is: 'act', step: move.at, concurrency: 1, acts: [act] };
  } catch (error) {
    return failed({ step: move.at, code: 'misuse', message: String(error), cause: error });
  }
}

/** Where the chains among arguments lead, or what they need first. @param target - May be a collection. */
function resolve(
  values: readonly unknown[],
  move: Move,
  known: Knowledge,
  context: Acting,
  target?: unknown,
):
  | { readonly is: 'resolved'; readonly places: ReadonlyMap<Argument, Place> }
  | Exclude<Outcome, { is: 'done' }> {
  const places = new Map<Argument, Place>();
  for (const argument of argumentsIn(values)) {
    const inner = reachArgument(argument, move.identity, known, context);
    if (inner.is !== 'reached') {
      return inner.is === 'failed'
        ? failed({ ...inner.failure, step: move.at })
        : { ...inner, step: move.at };
    }
    const { at } = inner.place;
    if (at !== 'resource' && at !== 'value' && !(at === 'collection' && argument === target)) {
      const error = new TypeError(
        `\`${String(move.name)}\` cannot be given all of ${argument.text}`,
      );
      return failed({ step: move.at, code: 'misuse', message: error.message, cause: error });
    }
    places.set(argument, inner.place);
  }
  return { is: 'resolved', places };
}

/** What a chain that was given as an argument is to a server: a resource is its id, a field its value. */
function standsFor(
  place: Place | undefined,
  argument: Argument,
  { map, base }: PlanContext,
): unknown {
  if (place?.at === 'resource') {
    return idIn(idAt(map, base, place.kind, place.address));
  }
  if (place?.at === 'value' && !(place.value instanceof Reference)) {
    if (place.value === undefined) throw new TypeError(`${argument.text} gives nothing to send`);
    return place.value;
  }
  throw new TypeError(`${argument.text} cannot be sent`);
}

function failed(failure: Failure): Outcome & { readonly is: 'failed' } {
  return { is: 'failed', failure };
}
