/**
 * Makes actions of chains.
 */
import type { Tape } from './tape.ts';
import type { KindSpec, Steps } from './world.ts';

/** A resource that can be an argument: what stands for it is the last part of its address. */
function drawArgument(
  kinds: Readonly<Record<string, KindSpec>>,
  chains: readonly Steps[],
  tape: Tape,
): Steps | undefined {
  const ends = chains.filter((steps) => {
    const [first] = steps;
    const last = steps.at(-1);
    if (first?.is === 'lookup' && first.id === '9') return false;
    return last?.is !== 'list' && last?.is !== 'items' && !isBelowOwner(kinds, steps);
  });
  if (tape.chance(40)) {
    const id = tape.of(['1', '2', '3', 'n1']);
    return [{ is: 'lookup', kind: tape.of(Object.keys(kinds)), id }];
  }
  return tape.chance(50) && ends.length > 0 ? tape.of(ends) : undefined;
}

/** Whether a chain ends at a thing that has an address below its owner's. */
function isBelowOwner(kinds: Readonly<Record<string, KindSpec>>, steps: Steps): boolean {
  const name = steps.findLast((step) => step.is !== 'self');
  return (
    name?.is === 'ref' &&
    Object.values(kinds).some(({ refs }) => refs[name.name]?.path !== undefined)
  );
}

/** Makes actions of some chains: they are awaited last, because reads that are awaited after them wait. */
export function drawActions(
  kinds: Readonly<Record<string, KindSpec>>,
  chains: readonly Steps[],
  tape: Tape,
): readonly Steps[] {
  const reads: Steps[] = [];
  const actions: Steps[] = [];
  for (const steps of chains) {
    const last = steps.at(-1);
    const [first] = steps;
    const isResource = last !== undefined && !['list', 'items', 'field'].includes(last.is);
    const isThere = first?.is !== 'lookup' || first.id !== '9';
    if (isResource && isThere && tape.chance(60)) actions.push(steps);
    else reads.push(steps);
  }
  const acting = actions.map((steps, index): Steps => {
    // Where the address follows from the map, whether its owner is there is nobody's business: of an owner and an argument
    // that both fail, the plain walk would tell of the owner.
    const isDerived = steps.some(
      ({ is }, at) => is === 'ref' && isBelowOwner(kinds, steps.slice(0, at + 1)),
    );
    const argument = isDerived ? undefined : drawArgument(kinds, chains, tape);
    const name = `act${index}`;
    return [...steps, { is: 'act', name, ...(argument !== undefined && { argument }) }];
  });
  return [...reads, ...acting];
}
