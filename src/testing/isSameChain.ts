import type { Step } from '../proxy/step.ts';
import { started } from '../walk/client/client.ts';

/**
 * Whether two chains are written the same, from the same start.
 *
 * @param equals - Compares what they were given.
 * @returns `undefined` unless both are chains.
 */
export function isSameChain(
  a: unknown,
  b: unknown,
  equals: (one: unknown, other: unknown) => boolean,
): boolean | undefined {
  if (typeof a !== 'function' || typeof b !== 'function') return undefined;
  const [one, other] = [started(a), started(b)];
  if (one === undefined || other === undefined) return undefined;
  if (a === b) return true;
  const { place, limits } = one.start;
  return (
    one.client === other.client &&
    one.steps.length === other.steps.length &&
    one.source.kind === other.source.kind &&
    equals(addressOf(place), addressOf(other.start.place)) &&
    equals(limits, other.start.limits) &&
    one.steps.every((step, index) => isSameStep(step, other.steps[index], equals))
  );
}

/** What tells one start from another; what its walk knows is no matter. */
function addressOf(place: object): unknown {
  const { at, address, kind, shows } = place as Readonly<Record<string, unknown>>;
  return { at, address, kind, shows };
}

function isSameStep(
  one: Step,
  other: Step | undefined,
  equals: (one: unknown, other: unknown) => boolean,
): boolean {
  if (one.is === 'call' && other?.is === 'call') return equals(one.args, other.args);
  if (one.is === 'name' && other?.is === 'name') {
    return one.name === other.name && one.verbatim === other.verbatim;
  }
  return one.is === 'index' && other?.is === 'index' && one.index === other.index;
}
