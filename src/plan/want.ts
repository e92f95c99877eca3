/**
 * What one awaited chain asks for: where it starts, and its steps with their meanings.
 */
import type { LinkMap } from '../types/linkMap.ts';
import { readArguments, readId, readOptions, refuseForced } from './call.ts';
import type { Lambda } from './lambda.ts';
import { type Meaning, type Move, meaningOf, type Position, type Written } from './move.ts';
import type { Place } from './place.ts';

/** What one awaited chain asks for. */
export interface Want {
  readonly start: Place;
  readonly moves: readonly Move[];
  /** Where it ends, as far as the map can tell. */
  readonly ends: Position;
  /** Whether the value is wanted that stands where it ends, or only the address of that place. */
  readonly goal: 'value' | 'address';
}

/** Makes the lambda operation of a function. */
export type ReadLambda = (run: (...args: never[]) => unknown, kind: string) => Lambda;

/**
 * Says what a chain means by the map, and checks every argument in it.
 *
 * @throws {Misuse} Of a `TypeError` or `RangeError`, for what the map knows to be wrong, before anything is
 *   sent.
 */
export function compile(
  start: Place,
  steps: readonly Written[],
  map: LinkMap,
  readLambda: ReadLambda,
): Want {
  let position = positionOf(start);
  const moves = steps.map((step): Move => {
    const from = position;
    const { meaning, to } = blaming(step, () => meaningOf(map, from, step, readLambda));
    blaming(step, () => check(step, meaning));
    position = to;
    return { ...step, from, meaning };
  });
  return { start, moves, ends: position, goal: 'value' };
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

function check(step: Written, meaning: Meaning): void {
  const name = String(step.name);
  refuseForced('a name', name);
  const args = step.args ?? [];
  if (meaning.is === 'action') readArguments(name, meaning.member, args);
  else if (meaning.is === 'lookup') readId(name, args);
  else if (meaning.is === 'link' || meaning.is === 'collection') {
    if (args.length > 1) {
      throw new TypeError(`\`${name}\` takes one object of options, got ${args.length} arguments`);
    }
    readOptions(name, meaning.member.options, args[0]);
  } else if (meaning.is === 'uncallable') {
    throw new TypeError(`\`${name}\` cannot be called: ${meaning.hint}`);
  } else if (meaning.is === 'uncalled') {
    throw new TypeError(`\`${name}\` is no place to go: write \`${meaning.hint}\``);
  }
}

/** Where a place stands, for the map. */
export function positionOf(place: Place): Position {
  switch (place.at) {
    case 'resource':
      return { on: 'resource', kind: place.kind, shows: place.shows };
    case 'collection':
      return {
        on: 'collection',
        kind: place.kind,
        indexed: place.indexed,
        items: place.items,
      };
    case 'value':
      return place.kind === undefined
        ? { on: 'value', codec: place.codec }
        : { on: 'list', kind: place.kind };
    case 'result':
    case 'address':
      return { on: 'unforeseen' };
  }
}
