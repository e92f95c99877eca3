/**
 * Chains as arguments: what one is to the planner, and how one is told from the text that it was forced into.
 */
import { isRecord } from '../map/given.ts';
import { Argument, type Move, type Want } from './program.ts';

/**
 * Of a resource that is an argument only the address is wanted: that its end asks for the whole is no matter.
 *
 * @param action - The one that it is an argument of.
 */
export function addressed({ want }: Argument, action: object): Want {
  const last = want.moves.findLastIndex(
    ({ meaning, args }) =>
      meaning.is !== 'link' || meaning.member.rel !== 'self' || args !== undefined,
  );
  const moves = want.moves
    .slice(0, last + 1)
    .map((move, index) => (index === last ? { ...move, awaitedBy: action } : move));
  return { ...want, moves };
}

/** Refuses chains that lead to many things. @param target - The one to whose address is sent: it may. @throws {TypeError} */
export function refuseMany(name: string, args: readonly unknown[], target: unknown): void {
  for (const argument of argumentsIn(args)) {
    const { on } = argument.want.ends;
    const isMany = on === 'sequence' || on === 'results';
    if (isMany || (on === 'collection' && argument !== target)) throw givenMany(name, argument);
  }
}

/** The error of an action that is given what leads to many things. */
export function givenMany(name: string, { text, want }: Argument): TypeError {
  // A collection that is awaited is a page, which no action takes either.
  const isList = want.ends.on === 'sequence' || want.ends.on === 'results';
  const hint = isList ? ', or await it first' : '';
  return new TypeError(`\`${name}\` cannot be given all of ${text}: give it one of them${hint}`);
}

/** The chains that a step is given. What an operation starts with is its lambda's: nothing in it is sent, and it may hold itself. */
export function argumentsOf({ meaning, args }: Move): readonly Argument[] {
  return meaning.is === 'operation' ? [] : argumentsIn(args);
}

/** The chains in what a step is given. */
export function argumentsIn(value: unknown): readonly Argument[] {
  if (value instanceof Argument) return [value];
  if (Array.isArray(value)) return value.flatMap(argumentsIn);
  return isRecord(value) ? Object.values(value).flatMap(argumentsIn) : [];
}
