/**
 * Draws pipelines and loops.
 */
import type { Tape } from './tape.ts';
import { at, type KindSpec, type Read, type Step, type Steps } from './world.ts';

/**
 * What a lambda reads of an item: one or two paths, no more than two references deep. Where pages cannot bring all of it,
 * one: what is read after the first that is missed is only guessed, and causes no request.
 */
function drawReads(
  kinds: Readonly<Record<string, KindSpec>>,
  item: string,
  most: number,
  tape: Tape,
): readonly Read[] {
  return Array.from({ length: 1 + tape.pick(most) }, (): Read => {
    const steps: Step[] = [];
    let kind = item;
    for (let deep = tape.pick(3); deep > 0; deep -= 1) {
      const { refs } = at(kinds, kind);
      // Rows do not derive addresses below an item's own.
      const names = Object.keys(refs).filter((name) => refs[name]?.path === undefined);
      if (names.length === 0) break;
      const name = tape.of(names);
      steps.push({ is: 'ref', name });
      kind = at(refs, name).kind;
    }
    return { steps: [...steps, { is: 'field', name: tape.of(['w', 's', 'w', 'id']) }] };
  });
}

/** A lambda over a collection, beside chains that have no collection in them: where it ends, only data tells. */
export function drawLambda(
  kinds: Readonly<Record<string, KindSpec>>,
  rootLists: Readonly<Record<string, string>>,
  chains: readonly Steps[],
  most: number,
  tape: Tape,
): readonly Steps[] {
  const others = chains.filter((steps) => !steps.some(({ is }) => is === 'list')).slice(0, 1);
  const below = Object.entries(kinds).filter(([, { lists }]) => lists.c !== undefined);
  const name = tape.of(Object.keys(rootLists));
  let list: Steps = [{ is: 'list', name }];
  let kind = at(rootLists, name);
  if (below.length > 0 && tape.chance(40)) {
    const [owner, spec] = tape.of(below);
    const id = tape.of(['1', '2', 'n1']);
    list = [
      { is: 'lookup', kind: owner, id },
      { is: 'list', name: 'c' },
    ];
    kind = at(spec.lists, 'c').kind;
  }
  return [
    ...others,
    [...list, { is: 'pipe', stages: [{ is: 'map', reads: drawReads(kinds, kind, most, tape) }] }],
  ];
}
