/**
 * How far one want gets with what is known: to its end, to a need, to an action, or to an error.
 *
 * A pure function of data. The walk calls it again after each round of answers, from the start: what is
 * known already costs nothing to pass. `explain` calls it on foretold answers.
 */
import { AnswerError } from '../errors/AnswerError.ts';
import type { ActionMember } from '../types/linkMap.ts';
import { below, isUnaddressed, withoutQuery } from './address.ts';
import { addressed, argumentsIn } from './argument.ts';
import { readArguments } from './call.ts';
import type { PlanContext } from './context.ts';
import { finish, requestFailed } from './finish.ts';
import { follow } from './follow.ts';
import { pastNothing } from './followed.ts';
import { foresee } from './foresee.ts';
import { foundCollection, mayBeCollection } from './foundCollection.ts';
import { guardOf, needFirst } from './guard.ts';
import { idAt } from './ids.ts';
import type { Knowledge } from './known.ts';
import { givenBy } from './members.ts';
import { needResource } from './needResource.ts';
import { AsItIs } from './pass.ts';
import { type Advance, type Piped, pipe, resume } from './pipeline.ts';
import type {
  Act,
  CollectionPlace,
  Failure,
  Need,
  Outcome,
  Place,
  ResourcePlace,
} from './place.ts';
import { type Argument, type Handwritten, isHandwritten, type Move, type Want } from './program.ts';
import { type Known, Reference } from './records.ts';
import { idIn, keepsFields, requestOf } from './requestOf.ts';
import { isNothing, nothingAt } from './stood.ts';
import { compile, Misuse } from './want.ts';
import { NOTHING, WHOLE } from './wish.ts';

/** Where the steps of a want lead, before anything is fetched for the sake of its end alone. */
type Reached = { readonly is: 'reached'; readonly place: Place } | Exclude<Outcome, { is: 'done' }>;

/** A loop that has come to its collection: it goes on there, whatever its body makes unknown of what led to it. */
class Begun {
  readonly place: CollectionPlace;
  readonly moves: readonly Move[];
  readonly index: number;

  constructor(place: CollectionPlace, moves: readonly Move[], index: number) {
    this.place = place;
    this.moves = moves;
    this.index = index;
  }
}

/** What an argument has come to: it is read once, whatever is done before its action can be sent. */
class Given {
  readonly place: Place;

  constructor(place: Place) {
    this.place = place;
  }
}

/** By what a loop is remembered to have begun. */
const BEGUN: object = {};

/** What one want has come to, with what is known. */
export function advance(want: Want, known: Knowledge, context: PlanContext): Outcome {
  const reached = reach(want, known, context);
  const outcome = reached.is === 'reached' ? atEnd(reached.place, want, known, context) : reached;
  if (outcome.is !== 'need') return outcome;
  // What the next action's arguments need is asked for now, so that it costs no round trip of its own.
  const next = nextAction(want, context);
  const more = argumentsIn(next?.args ?? []).flatMap((argument): readonly Need[] => {
    const inner = reachArgument(argument, next?.identity ?? want, known, context);
    return inner.is === 'need' ? inner.needs : [];
  });
  return more.length === 0 ? outcome : { ...outcome, needs: [...outcome.needs, ...more] };
}

/** What is wanted of the place where a want ends. */
function atEnd(place: Place, want: Want, known: Knowledge, context: PlanContext): Outcome {
  if (want.goal === 'address') return { is: 'done', place: { at: 'address', place } };
  if (want.goal === 'given') return { is: 'done', place };
  if (want.goal === 'batch' && place.at !== 'batch') {
    const step = want.moves.at(-1)?.at ?? 0;
    if (place.at === 'collection') {
      const pipeline = { place, moves: [], tail: NOTHING, goal: 'batch', step } as const;
      return ended(pipe(pipeline, known, context, advancing(known, context)));
    }
    const values = place.at === 'result' && !place.isOne ? place.values : listOf(place);
    if (values === undefined) {
      const cause = new TypeError('this is no collection to go through: await it');
      return failed({ step, code: 'misuse', message: cause.message, cause });
    }
    const given = place.at === 'result' ? place.given : new Map();
    return { is: 'done', place: { at: 'batch', values, given, isLast: true, source: undefined } };
  }
  return finish(place, want.moves, known, context);
}

/** The items of a list that is in hand. */
function listOf(place: Place): readonly unknown[] | undefined {
  if (place.at !== 'value' || !Array.isArray(place.value)) return undefined;
  return place.value.map((value: Known, index) => {
    const of = `item ${index} of ${place.of}`;
    const kind = place.kind;
    if (!(value instanceof Reference)) {
      return new AsItIs({ at: 'value', value, codec: 'json', of });
    }
    return new AsItIs({
      at: 'resource',
      address: value.address,
      kind,
      shows: 'stub',
      found: value,
    });
  });
}

function ended(piped: Piped): Outcome {
  return piped.is === 'reached' ? { is: 'done', place: piped.place } : piped;
}

function reach(want: Want, known: Knowledge, context: PlanContext): Reached {
  let place = want.start;
  let moves = want.moves;
  // What led to an action that was sent is behind: the action may have made all of it unknown again.
  const start = moves.findLastIndex(
    (move) => move.meaning.is === 'action' && context.acted(move.identity) !== undefined,
  );
  const operations = context.memory.size === 0 ? [] : lastOperations(moves);
  const resumed = resume(operations, context, advancing(known, context));
  if (resumed !== undefined) return resumed;
  const begun = want.goal === 'batch' ? context.memory.get(BEGUN) : undefined;
  if (begun instanceof Begun) ({ place, moves } = begun);
  const first = begun instanceof Begun ? begun.index : Math.max(0, start);
  for (let index = first; index < moves.length; index += 1) {
    const move = moves[index] as Move;
    const listed = isUnforeseen(move)
      ? foundCollection(place, move, known, context.map)
      : undefined;
    const isOfKind = place.at === 'resource' && place.kind !== undefined;
    if (listed !== undefined || (move.from.on === 'unforeseen' && isOfKind)) {
      // The map could not foresee this place, but the answer, or the map itself, knows what was found here.
      place = listed ?? place;
      try {
        const rest = compile(place, moves.slice(index), context.map, context.rows);
        moves = [...moves.slice(0, index), ...rest.moves];
      } catch (error) {
        const cause = error instanceof Misuse ? error.cause : error;
        return failed({ step: move.at, code: 'misuse', message: String(cause), cause });
      }
    }
    const step = moves[index] as Move;
    if (step.meaning.is === 'operation' && place.at === 'collection') {
      begin(place, moves, index, want, context);
      const piped = operate(place, moves, index, want, known, context);
      if (piped.is !== 'reached') return piped;
      place = piped.place;
      index += operationsFrom(moves, index).length - 1;
      const rest = moves[index + 1];
      if (rest !== undefined && place.at === 'value' && place.value === undefined) {
        const message = `there is no ${place.of}`;
        return failed({ step: step.at, code: 'noSuchItem', message });
      }
      continue;
    }
    const next =
      step.meaning.is === 'action'
        ? act(place, step, step.meaning.member, known, context)
        : follow(place, moves, index, known, context);
    if (next.is === 'ended') return { is: 'reached', place: next.place };
    if (next.is !== 'reached') return next;
    place = next.place;
  }
  if (want.goal === 'batch' && mayBeCollection(place, known, context.map)) {
    const step = moves.at(-1)?.at ?? 0;
    const at = place as ResourcePlace;
    const failure = known.failure(at.address);
    if (failure !== undefined) return requestFailed(step, failure);
    return { is: 'need', needs: [needResource(at, WHOLE, 'what is gone through')], step };
  }
  place = atItsEnd(place, want, known, context) ?? place;
  if (place.at === 'collection') begin(place, moves, moves.length, want, context);
  return { is: 'reached', place };
}

/** What a chain ends at that nobody foresaw: a collection where it is gone through, or is nothing but a page. */
function atItsEnd(
  place: Place,
  { goal }: Want,
  known: Knowledge,
  { map }: PlanContext,
): Place | undefined {
  if (place.at !== 'resource' || goal === 'address') return undefined;
  const isDocument = known.record(place.address) !== undefined;
  if (isDocument && goal !== 'batch') return undefined;
  return foundCollection(place, undefined, known, map);
}

const isUnforeseen = ({ meaning }: Move): boolean => meaning.is === 'unforeseen';

/** Remembers where a loop begins, if this is where it does: its last operations may not have come yet. */
function begin(
  place: CollectionPlace,
  moves: readonly Move[],
  index: number,
  want: Want,
  { memory }: PlanContext,
): void {
  const after = index + operationsFrom(moves, index).length;
  if (want.goal === 'batch' && after === moves.length)
    memory.set(BEGUN, new Begun(place, moves, index));
}

/** Takes the operations that follow one another as one pipeline. */
function operate(
  place: CollectionPlace,
  moves: readonly Move[],
  index: number,
  want: Want,
  known: Knowledge,
  context: PlanContext,
): Piped {
  const operations = operationsFrom(moves, index);
  const after = index + operations.length;
  const isLast = after === moves.length;
  const goal = isLast ? want.goal : 'value';
  const tail = isLast ? NOTHING : foresee(moves, after, 'stub');
  const step = operations.at(-1)?.at ?? 0;
  const pipeline = { place, moves: operations, tail, goal, step };
  return pipe(pipeline, known, context, advancing(known, context));
}

/** Walks the chains of lambdas, with what is known here. */
function advancing(known: Knowledge, context: PlanContext): Advance {
  return (want, memory = context.memory) => advance(want, known, { ...context, memory });
}

/** The operations at the end of a chain. There may be others before: those of a `find` that it goes on from. */
function lastOperations(moves: readonly Move[]): readonly Move[] {
  return moves.slice(moves.findLastIndex(({ meaning }) => meaning.is !== 'operation') + 1);
}

function operationsFrom(moves: readonly Move[], index: number): readonly Move[] {
  const end = moves.findIndex((move, at) => at >= index && move.meaning.is !== 'operation');
  return moves.slice(index, end < 0 ? moves.length : end);
}

function act(
  place: Place,
  move: Move,
  action: ActionMember | Handwritten,
  known: Knowledge,
  context: PlanContext,
): Reached | { readonly is: 'ended'; readonly place: Place } {
  const name = String(move.name);
  const acted = context.acted(move.identity);
  if (acted !== undefined) {
    return 'place' in acted
      ? { is: 'reached', place: acted.place }
      : requestFailed(move.at, acted.failure.cause);
  }
  if (isHandwritten(action)) return actByHand(move, action, known, context);
  if (place.at !== 'resource' && place.at !== 'collection') return pastNothing(place, move);
  if (place.at === 'resource' && isNothing(place, known)) {
    return pastNothing(nothingAt(place), move);
  }
  if (isUnaddressed(place.address)) {
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
  const values = readArguments(name, action, move.args ?? []);
  const all = resolve([...values.values()], move, known, context);
  if (all.is !== 'resolved') return all;
  const { places } = all;
  const { map, base } = context;
  try {
    const { path, body, basic, key } = requestOf(
      name,
      action,
      values,
      (argument) => standsFor(places.get(argument), argument, context),
      ({ address, stood }) => idIn(idAt(map, base, stood.kind, address)),
      record,
      place.address,
    );
    const changes = withoutQuery(place.address);
    const address = below(changes, path);
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
function reachArgument(
  argument: Argument,
  action: object,
  known: Knowledge,
  context: PlanContext,
): Reached {
  const given = context.memory.get(argument);
  if (given instanceof Given) return { is: 'reached', place: given.place };
  const own = context.knownTo?.(argument) ?? known;
  const inner = reach(addressed(argument, action), own, context);
  if (inner.is === 'reached') context.memory.set(argument, new Given(inner.place));
  if (inner.is !== 'need' || own === known) return inner;
  return { ...inner, needs: inner.needs.map((need) => ({ ...need, knownTo: own })) };
}

/** A request that was written out by hand. */
function actByHand(
  move: Move,
  action: Handwritten,
  known: Knowledge,
  context: PlanContext,
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
  context: PlanContext,
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

/** The first action that was not sent yet. */
function nextAction(want: Want, context: PlanContext): Move | undefined {
  return want.moves.find(
    (move) => move.meaning.is === 'action' && context.acted(move.identity) === undefined,
  );
}

function failed(failure: Failure): Outcome & { readonly is: 'failed' } {
  return { is: 'failed', failure };
}
