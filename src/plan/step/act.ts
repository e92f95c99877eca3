/**
 * Actions: what one needs to know before it is sent, and what is sent then.
 *
 * What its arguments have come to is `reachArgument.ts`; how its body is put together, `program/requestOf.ts`.
 */

import { AnswerError } from '../../errors/AnswerError.ts';
import type { ActionMember } from '../../types/callMember.ts';
import { hideSecrets } from '../../values/hideSecrets.ts';
import type { DeclaredAction } from '../known/document.ts';
import type { Knowledge } from '../known/known.ts';
import type { Wish } from '../known/wish.ts';
import { below, isUnaddressed, titleAt, withoutQuery, withQuery } from '../map/address.ts';
import { idAt } from '../map/ids.ts';
import { givenBy } from '../map/members.ts';
import { kindAt } from '../map/templates.ts';
import { failedBy, needOrFailure, requestFailed } from '../need/failed.ts';
import type { Outcome } from '../need/outcome.ts';
import type { Act } from '../need/request.ts';
import type { PlanContext } from '../pipeline/context.ts';
import { allBeside } from '../place/beside.ts';
import { type CollectionPlace, type Place, type ResourcePlace, wholeAt } from '../place/place.ts';
import { isNothing, nothingAt } from '../place/stood.ts';
import { readArguments } from '../program/call.ts';
import { type Followed, failed, pastNothing, reached } from '../program/followed.ts';
import { optionsOf, toQuery } from '../program/options.ts';
import {
  type Argument,
  type Handwritten,
  isHandwritten,
  isReading,
  type Move,
} from '../program/program.ts';
import { idIn, keepsFields, requestOf } from '../program/requestOf.ts';
import { declaredAt, needDeclared, toMember, undeclared } from './declared.ts';
import { actedOn, guardOf, needFirst } from './guard.ts';
import { type Acting, kindsGiven, resolveArguments, standsFor } from './reachArgument.ts';

/** What sending an action is told besides. */
interface Sending extends Acting {
  /** What the chain reads of what its action gives. */
  readonly behind: () => Wish;
}

/** A step that is an action: where it led, what it needs first, or what is to be sent. */
export function act(
  place: Place,
  move: Move,
  action: ActionMember | Handwritten,
  known: Knowledge,
  context: Sending,
): Followed {
  if (isHandwritten(action)) return actByHand(move, action, known, context);
  if (place.at !== 'resource' && place.at !== 'collection') return pastNothing(place, move);
  if (place.at === 'resource' && isNothing(place, known)) {
    return pastNothing(nothingAt(place), move);
  }
  if (action.declared) return actDeclared(place, move, action, known, context);
  return send({ place, move, known, context }, action);
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
  context: Sending,
): Outcome {
  const name = String(move.name);
  const { map, base } = context;
  const need = needDeclared(place, name, known);
  if (need !== undefined) return needOrFailure(need, known, move.at);
  const all = declaredAt(place, known);
  const found = all?.get(name);
  if (found === undefined) {
    const code = known.foretold && all === undefined ? 'unforeseen' : 'noSuchLink';
    const address = hideSecrets(place.address);
    const title = titleAt(place.kind, address, idAt(map, base, place.kind, address));
    return failed(move, code, undeclared(title, name, all, known));
  }
  const args = move.args ?? [];
  const member = toMember(found, args, own);
  if (!isReading(member)) return send({ place, move, known, context }, member, found);
  try {
    const options = { ...found.values, ...optionsOf(name, {}, args) };
    const address = known.identity(withQuery(found.url, toQuery(name, member.parameters, options)));
    const kind = kindAt(map, base, address);
    return reached(wholeAt(address, kind));
  } catch (error) {
    return failedBy(move.at, 'misuse', error);
  }
}

/** A step that is an action, where it is taken. */
interface Taken {
  readonly place: ResourcePlace | CollectionPlace;
  readonly move: Move;
  readonly known: Knowledge;
  readonly context: Sending;
}

/** The action to send, or what is needed first. @param declared - What a document says of it, where that declares it. */
function send(
  { place, move, known, context }: Taken,
  action: ActionMember,
  declared?: DeclaredAction,
): Outcome {
  const name = String(move.name);
  if (declared === undefined && isUnaddressed(place.address)) {
    const what = place.kind ?? 'resource';
    const message = `the ${what} came without an address, so there is nothing to ${name}`;
    return failed(move, 'noSuchLink', message);
  }
  const need = place.at === 'resource' ? needFirst(place, name, action, known) : undefined;
  if (need !== undefined) return needOrFailure(need, known, move.at);
  let values: ReadonlyMap<string, unknown>;
  try {
    values = readArguments(name, action, move.args ?? []);
  } catch (error) {
    // What only a document says of it was not known when the chain was written.
    return failedBy(move.at, 'misuse', error);
  }
  const all = resolveArguments([...values.values()], move, known, context);
  if (all.is !== 'resolved') return all;
  const { places } = all;
  const record = actedOn(place, action, known);
  const { map, base } = context;
  try {
    const resource = { address: place.address, record };
    const {
      path,
      body: own,
      basic,
      key,
    } = requestOf(name, action, values, resource, {
      argument: (argument) => standsFor(places.get(argument), argument, known, context),
      kept: ({ address, stood }) => idIn(idAt(map, base, stood.kind, address)),
    });
    const changes = withoutQuery(place.address);
    const address = declared?.url ?? below(changes, path);
    const filled = Object.keys(declared?.values ?? {}).length > 0;
    const body = filled ? { ...declared?.values, ...own } : own;
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
    const beside = place.at === 'resource' ? allBeside(changes, kind, context) : [];
    const given = givenBy(action, place.at === 'resource' ? kind : undefined);
    const of = place.at === 'resource' && { id: idAt(map, base, kind, changes) };
    const kinds = kindsGiven(action, values, places, known);
    const about = {
      ...{ method, url: address, name, action, body, kinds, paths: [] },
      ...(kind !== undefined && { kind }),
      ...(given !== undefined && { gives: given }),
      ...of,
    };
    const write = (paths: readonly string[]): ReturnType<Acting['write']> =>
      context.write({ ...about, paths }, { ...guard, ...keyed });
    const { gives = 'ref' } = action;
    return {
      is: 'act',
      step: move.at,
      concurrency: 1,
      acts: [
        {
          method,
          address,
          kind,
          ...write([]),
          ...(gives !== 'ref' &&
            !known.asked.ignoresExpansions && { behind: { wish: context.behind(), write } }),
          changes,
          isCollection: place.at === 'collection',
          ...(beside.length > 0 && { beside }),
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
    return failedBy(move.at, 'misuse', error);
  }
}

/** A request that was written out by hand. */
function actByHand(move: Move, action: Handwritten, known: Knowledge, context: Sending): Outcome {
  const args = move.args ?? [];
  const all = resolveArguments(args, move, known, context, args[1]);
  if (all.is !== 'resolved') return all;
  const placeOf = (argument: Argument): Place | undefined => all.places.get(argument);
  try {
    const written = action.write(args, placeOf, (argument) =>
      standsFor(placeOf(argument), argument, known, context),
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
    return failedBy(move.at, 'misuse', error);
  }
}
