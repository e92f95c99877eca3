/**
 * Actions: what one needs to know before it is sent, and what is sent then.
 *
 * What its arguments have come to is `reachArgument.ts`; what is made of them, `toAct.ts`.
 */

import { AnswerError } from '../../errors/AnswerError.ts';
import type { ActionMember } from '../../types/callMember.ts';
import { hideSecrets } from '../../values/hideSecrets.ts';
import type { DeclaredAction } from '../known/document.ts';
import type { Knowledge } from '../known/known.ts';
import { isUnaddressed, titleAt, withQuery } from '../map/address.ts';
import { idAt } from '../map/ids.ts';
import { kindAt } from '../map/templates.ts';
import { failedBy, needOrFailure, requestFailed } from '../need/failed.ts';
import type { Outcome } from '../need/outcome.ts';
import type { Act } from '../need/request.ts';
import type { PlanContext } from '../pipeline/context.ts';
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
import { declaredAt, needDeclared, toMember, undeclared } from './declared.ts';
import { needFirst } from './guard.ts';
import { resolveArguments, standsFor } from './reachArgument.ts';
import { type Sending, type Taken, toAct } from './toAct.ts';

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
    const address = known.declare(withQuery(found.url, toQuery(name, member.parameters, options)));
    const kind = kindAt(map, base, address);
    return reached(wholeAt(address, kind));
  } catch (error) {
    return failedBy(move.at, 'misuse', error);
  }
}

/** The action to send, or what is needed first. @param declared - What a document says of it, where that declares it. */
function send(taken: Taken, action: ActionMember, declared?: DeclaredAction): Outcome {
  const { place, move, known, context } = taken;
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
  try {
    const toSend = toAct(taken, action, { values, places: all.places }, declared);
    return { is: 'act', step: move.at, concurrency: 1, acts: [toSend] };
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
