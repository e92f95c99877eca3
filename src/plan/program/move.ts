/**
 * One step of a chain with its meaning by the link map, and where the walk stands before and after it.
 *
 * Whether a server declares what the map says is not known here: this is what can be said beforehand.
 */
import type { ActionMember } from '../../types/callMember.ts';
import type { Level } from '../../types/level.ts';
import type { LinkMap, Member } from '../../types/linkMap.ts';
import type { CollectionMember } from '../../types/readMember.ts';
import { isOfArrays, ofList, ofResults, ofValue, questionOf } from '../map/foreign.ts';
import { givenBy, memberOf } from '../map/members.ts';
import {
  afterStage,
  isOperation,
  OPERATIONS,
  type Recorded,
  readingOf,
  readStage,
  refuseUndecided,
  type Stage,
  usageOf,
} from './operation.ts';
import type { Meaning, Move, Position, Written } from './program.ts';
import type { Rows } from './rows.ts';

const UNFORESEEN: Position = { on: 'unforeseen' };

/** What a step means, and where it leads. */
interface Led {
  readonly meaning: Meaning;
  readonly to: Position;
}

/** The stages that steps are, where they are operations. */
export function stagesOf(moves: readonly Move[]): readonly Stage[] {
  return moves.flatMap(({ meaning }) => {
    if (meaning.is !== 'operation') return [];
    const { stage } = meaning;
    if (stage.is !== 'at' || stage.index <= 0) return [stage];
    // `at(3)` is `drop(3)` and `at(0)`: the three before need not be asked for.
    return [{ is: 'drop', count: stage.index } as const, { is: 'at', index: 0 } as const];
  });
}

/**
 * What a step means where the walk stands, and where it leads.
 *
 * @param rows - Records the function that was given to the step, if it is an operation.
 */
export function meaningOf(map: LinkMap, from: Position, step: Written, rows: Rows): Led {
  const found = meaningAt(map, from, step, rows);
  rows.reads?.step(from, step.name, found.meaning);
  return found;
}

function meaningAt(map: LinkMap, from: Position, step: Written, rows: Rows): Led {
  const { byHand } = step;
  if (byHand !== undefined) {
    return { meaning: { is: 'action', member: byHand }, to: afterAction(byHand, undefined) };
  }
  switch (from.on) {
    case 'resource':
      if (typeof step.name === 'number') break;
      return onResource(memberOf(map, from.kind, step.name), step, step.name, from.kind);
    case 'collection':
      return onCollection(from, step, rows, map);
    case 'sequence':
      return onSequence(from, step, rows);
    case 'results':
      return misplaced(ofResults(from.of, step));
    case 'list':
      if (typeof step.name === 'number') {
        return { meaning: { is: 'item' }, to: atResource(from.kind, 'stub') };
      }
      if (isOfArrays(step.name) && !step.verbatim) {
        return misplaced(ofList('a list', step, ['(await …)']));
      }
      break;
    case 'value': {
      const message = step.verbatim ? undefined : ofValue(from.codec, step);
      if (message !== undefined) return misplaced(message);
      return { meaning: { is: 'property' }, to: { on: 'value', codec: 'json' } };
    }
    case 'unforeseen':
      break;
  }
  return unforeseen({ is: 'unforeseen' });
}

function onResource(
  member: Member | undefined,
  step: Written,
  name: string,
  kind: string | undefined,
): Led {
  // Asked for by its very name, only what stands in the document is meant.
  const isHidden = step.verbatim && member?.read?.is !== 'field';
  if (member === undefined || isHidden) return unforeseen({ is: 'unforeseen' });
  const { read, call } = member;
  if (step.args !== undefined && call !== undefined && !step.verbatim) {
    if (call.is === 'lookup') {
      return { meaning: { is: 'lookup', member: call }, to: atResource(call.kind, 'whole') };
    }
    return { meaning: { is: 'action', member: call }, to: afterAction(call, kind) };
  }
  if (read === undefined) {
    return unforeseen({ is: 'uncalled', hint: `${name}(${call?.is === 'lookup' ? 'id' : '…'})` });
  }
  switch (read.is) {
    case 'field':
    case 'ref':
    case 'list':
      if (step.args !== undefined) {
        return unforeseen({ is: 'uncallable', hint: `${name} is a field` });
      }
      if (read.is === 'field') {
        return { meaning: { is: 'field', member: read }, to: { on: 'value', codec: read.codec } };
      }
      return read.is === 'ref'
        ? { meaning: { is: 'ref', member: read }, to: atResource(read.kind, 'stub') }
        : { meaning: { is: 'list', member: read }, to: { on: 'list', kind: read.kind } };
    case 'link':
      return { meaning: { is: 'link', member: read }, to: atResource(read.kind, 'whole') };
    case 'collection':
      return { meaning: { is: 'collection', member: read }, to: atCollection(read) };
  }
}

function onCollection(
  from: Position & { readonly on: 'collection' },
  step: Written,
  rows: Rows,
  map: LinkMap,
): Led {
  if (typeof step.name === 'number') {
    if (!from.items) return unforeseen({ is: 'uncalled', hint: `items[${step.name}]` });
    return { meaning: { is: 'item' }, to: atResource(from.kind, from.shows) };
  }
  const actions = from.items ? undefined : from.actions;
  if (actions !== undefined && Object.hasOwn(actions, step.name) && !step.verbatim) {
    const action = actions[step.name];
    if (action !== undefined && step.args !== undefined) {
      return { meaning: { is: 'action', member: action }, to: afterAction(action, undefined) };
    }
    return unforeseen({ is: 'uncalled', hint: `${step.name}(…)` });
  }
  if (isOperation(step.name) && !step.verbatim) {
    return operationOf(step, step.name, () => rows.sample(from.kind, from.as), rows);
  }
  if (step.name === 'items' && !from.items && step.args === undefined) {
    return { meaning: { is: 'items' }, to: { ...from, items: true } };
  }
  const { name } = step;
  const isOfLists = isOfArrays(name) && (step.args !== undefined || name === 'length');
  const isFromTheEnd = /^-\d+$/.test(name);
  if ((from.items || isOfLists || isFromTheEnd) && !step.verbatim) {
    const what = from.items ? 'a list of items' : 'a collection';
    if (isFromTheEnd) return misplaced(`${what} has no \`${name}\`: write \`at(${name})\``);
    if (isOfArrays(name)) {
      const page = from.items ? '(await …)' : '(await ….items)';
      return misplaced(ofList(what, step, [page, '(await ….toArray())']));
    }
    const isOfEach = memberOf(map, from.kind, name) !== undefined;
    const hint = isOfEach
      ? `: an item has, as in \`items[0].${name}\` or \`map((item) => item.${name})\``
      : questionOf(name, OPERATIONS);
    return misplaced(`${what} has no \`${name}\`${hint}`);
  }
  const isLink = (step.name === 'next' || step.name === 'prev') && !from.items && !step.verbatim;
  if (isLink && (step.args ?? []).length === 0) return { meaning: { is: 'pageLink' }, to: from };
  if (step.args !== undefined) {
    const question = questionOf(name, [...OPERATIONS, ...Object.keys(actions ?? {})]);
    return unforeseen({ is: 'uncallable', hint: `${name} is no action here${question}` });
  }
  return { meaning: { is: 'pageField' }, to: { on: 'value', codec: 'json' } };
}

function onSequence(from: Position & { readonly on: 'sequence' }, step: Written, rows: Rows): Led {
  const { name } = step;
  if (typeof name === 'string' && isOperation(name) && !step.verbatim) {
    return operationOf(step, name, () => from.recorded, rows);
  }
  const written = typeof name === 'number' ? `[${name}]` : `\`${name}\``;
  // What is read by a name is most likely of the items, and no operation.
  const isOfItems = typeof name === 'string' && step.args === undefined && !isOfArrays(name);
  const before = isOfItems ? `write \`map((item) => item.${name})\`` : 'await it first';
  // Who writes an index, or begins with `items`, means one of them by its place.
  const place = name === 'items' ? 'n' : name;
  const isOne = typeof name === 'number' || (name === 'items' && step.args === undefined);
  const hint = isOne
    ? `take one by \`at(${place})\`, or await it first`
    : `${before}, or take one by \`find((item) => …)\``;
  const question = step.args === undefined ? '' : questionOf(String(name), OPERATIONS);
  return misplaced(`a list of results has no ${written}: ${hint}${question}`);
}

/** A step from where no such step leads on. */
function misplaced(message: string): Led {
  return unforeseen({ is: 'misplaced', message });
}

/** A step of which nobody foresees where it leads. */
function unforeseen(meaning: Meaning): Led {
  return { meaning, to: UNFORESEEN };
}

function operationOf(step: Written, name: string, before: () => Recorded, rows: Rows): Led {
  if (step.args === undefined) return unforeseen({ is: 'uncalled', hint: usageOf(name) });
  const stage = readStage(name, step.args);
  const input = before();
  const reading = readingOf(stage);
  const given = reading && rows.record(reading, input, stage.is === 'flatMap');
  // What is wrong on samples already is told before anything is sent.
  if (typeof given?.value === 'function' && rows.chainsIn(given.value).length > 0) {
    refuseUndecided(stage);
  }
  const recorded = afterStage(stage, input, given);
  return {
    meaning: { is: 'operation', stage, recorded, given },
    to: afterOperation(stage, recorded, rows),
  };
}

function afterOperation(stage: Stage, recorded: Recorded, rows: Rows): Position {
  switch (stage.is) {
    case 'find':
    case 'at': {
      const kind = rows.kindOf(recorded.sample?.value);
      return kind === undefined ? UNFORESEEN : atResource(kind, 'stub');
    }
    case 'some':
    case 'every':
      return { on: 'value', codec: 'boolean' };
    case 'count':
      return { on: 'value', codec: 'number' };
    case 'reduce':
    case 'forEach':
    case 'toArray':
      return { on: 'results', of: stage.is };
    default:
      return { on: 'sequence', recorded };
  }
}

/** @param kind - That of the resource that it is an action of; `undefined` where it is one of something else. */
function afterAction(
  action: Pick<ActionMember, 'creates' | 'gives'>,
  kind: string | undefined,
): Position {
  const given = givenBy(action, kind);
  return given === undefined
    ? { on: 'value', codec: 'json' }
    : atResource(given, action.gives ?? 'ref');
}

function atResource(kind: string | undefined, shows: Level): Position {
  return { on: 'resource', kind, shows };
}

/** Where a chain stands at a collection. @param items - Whether it has taken the step to its items. @param shows - How much of each. */
export function atCollection(
  { kind, actions, as }: Pick<CollectionMember, 'kind' | 'actions' | 'as'>,
  items: boolean = false,
  shows: Level = 'stub',
): Position {
  return { on: 'collection', kind, items, shows, ...(actions && { actions }), ...(as && { as }) };
}
