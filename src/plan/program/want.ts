/**
 * What one awaited chain asks for: where it starts, and its steps with their meanings.
 */

import type { LinkMap } from '../../types/linkMap.ts';
import type { Wish } from '../known/wish.ts';
import { refuseForced } from '../map/given.ts';
import { readLookup } from '../map/ids.ts';
import type { Place } from '../place/place.ts';
import { refuseMany } from './argument.ts';
import { readArguments } from './call.ts';
import { readExpansion } from './expansion.ts';
import { atCollection, meaningOf } from './move.ts';
import { optionsOf, toQuery } from './options.ts';
import {
  isHandwritten,
  type Meaning,
  type Move,
  type Position,
  type Want,
  type Written,
} from './program.ts';
import type { Rows } from './rows.ts';

/**
 * Says what a chain means by the map, and checks every argument in it.
 *
 * @throws {Misuse} Of a `TypeError` or `RangeError`, for what the map knows to be wrong, before anything is
 *   sent.
 */
export function compile(start: Place, steps: readonly Written[], map: LinkMap, rows: Rows): Want {
  let position = positionOf(start);
  const walk = (): readonly Move[] =>
    steps.map((step): Move => {
      const from = position;
      const { meaning, to } = blaming(step, () => meaningOf(map, from, step, rows));
      const asks = blaming(step, () => check(step, meaning, map));
      const isShownWhole = to.on === 'collection' && asks?.expand !== undefined;
      position = isShownWhole ? { ...to, shows: 'whole' } : to;
      return { ...step, from, meaning, ...asks };
    });
  const { moves, ...reads } = rows.selecting?.noting(walk, rows) ?? { moves: walk() };
  return { start, moves, ends: position, goal: 'value', ...reads };
}

/** The same for what it is asked for. */
export function towards(want: Want, goal: Want['goal']): Want {
  if (goal !== 'address') return { ...want, goal };
  const last = want.moves.length - 1;
  const moves = want.moves.map(
    (move, index): Move => (index === last ? { ...move, isAddress: true } : move),
  );
  return { ...want, goal, moves };
}

/** Says what steps mean by the map. What is wrong with what they are given is told when they are walked. */
export function understand(
  start: Place,
  steps: readonly Written[],
  map: LinkMap,
  rows: Rows,
): readonly Move[] {
  let position = positionOf(start);
  return steps.map((step): Move => {
    const from = position;
    const { meaning, to } = meaningOf(map, from, step, rows);
    position = to;
    const expand = expandedBy(step, meaning, map);
    return { ...step, from, meaning, ...(expand && { expand }) };
  });
}

/** What a link is asked to expand where it leads; nothing where that is wrong. */
function expandedBy(step: Written, meaning: Meaning, map: LinkMap): Wish | undefined {
  if (meaning.is !== 'link' || !step.args?.length) return undefined;
  try {
    return check(step, meaning, map)?.expand;
  } catch {
    return undefined;
  }
}

/** Misuse, and the step at which it stands. */
export class Misuse extends Error {
  readonly at: number;

  constructor(cause: unknown, at: number) {
    super('misuse', { cause });
    this.at = at;
  }
}

function blaming<T>(step: Written, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new Misuse(error, step.at);
  }
}

/** Checks the arguments of a step, and says what they ask for. */
function check(
  step: Written,
  meaning: Meaning,
  map: LinkMap,
): Pick<Move, 'called' | 'expand'> | undefined {
  const name = String(step.name);
  refuseForced('a name', name);
  const args = step.args ?? [];
  if (meaning.is === 'action') {
    const { member } = meaning;
    refuseMany(name, args, isHandwritten(member) ? args[1] : undefined);
    if (isHandwritten(member)) member.check(args);
    else if (!member.declared) readArguments(name, member, args);
  } else if (meaning.is === 'lookup' || meaning.is === 'link' || meaning.is === 'collection') {
    const { path, rest } =
      meaning.is === 'lookup' ? readLookup(name, meaning.member, args) : { path: '', rest: args };
    const { kind, options: parameters } = meaning.member;
    const options = optionsOf(name, meaning.member, rest);
    const called = { path, query: toQuery(name, parameters, options) };
    const isCollection = meaning.is === 'collection';
    const expand = readExpansion(name, map, { kind, isCollection }, parameters, options);
    return { called, ...(expand && { expand }) };
  } else if (meaning.is === 'misplaced') {
    throw new TypeError(meaning.message);
  } else if (meaning.is === 'uncallable') {
    throw new TypeError(`\`${name}\` cannot be called: ${meaning.hint}`);
  } else if (meaning.is === 'uncalled') {
    throw new TypeError(`\`${name}\` is no place to go: write \`${meaning.hint}\``);
  }
  return undefined;
}

/** Where a place stands, for the map. */
function positionOf(place: Place): Position {
  switch (place.at) {
    case 'resource':
      return { on: 'resource', kind: place.kind, shows: place.shows };
    case 'collection':
      return atCollection(place, place.items, place.expanded ? 'whole' : 'stub');
    default:
      // No chain begins at anything else.
      return { on: 'unforeseen' };
  }
}
