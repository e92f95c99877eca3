/**
 * Chains as arguments: what one is to the planner, and how one is told from the text that it was forced into.
 */
import { Argument, type Want } from './program.ts';

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

/** The chains in what a step is given. */
export function argumentsIn(value: unknown): readonly Argument[] {
  if (value instanceof Argument) return [value];
  if (Array.isArray(value)) return value.flatMap(argumentsIn);
  if (typeof value !== 'object' || value === null) return [];
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return [];
  return Object.values(value).flatMap(argumentsIn);
}
