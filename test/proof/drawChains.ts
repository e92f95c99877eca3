/**
 * Draws chains of reads.
 */
import type { Tape } from './tape.ts';
import { at, type KindSpec, type Step, type Steps } from './world.ts';

/** What can follow a resource of a kind, in steps; an empty list is the end. */
function onward(kinds: Readonly<Record<string, KindSpec>>, kind: string, tape: Tape): Steps {
  const { fields, refs, lists } = at(kinds, kind);
  const ref: Step[] = Object.keys(refs).map((name) => ({ is: 'ref', name }));
  const list: Step[] = Object.keys(lists).map((name) => ({ is: 'list', name }));
  const names = Object.keys(fields);
  const choice = tape.of(['field', 'field', 'end', 'ref', 'ref', 'ref', 'ref', 'list', 'self']);
  if (choice === 'field') return [{ is: 'field', name: tape.of([...names, 'w']) }];
  if (choice === 'self') return [{ is: 'self' }];
  const steps = choice === 'ref' ? ref : choice === 'list' ? list : [];
  return steps.length === 0 ? [] : [tape.of(steps)];
}

/** Kinds of which each names two others: in them paths fork as often as they can. */
export function forking(
  kinds: Readonly<Record<string, KindSpec>>,
  tape: Tape,
): Record<string, KindSpec> {
  const names = Object.keys(kinds);
  const ref = () => ({ kind: tape.of(names), in: 'whole' }) as const;
  return Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      { ...kind, refs: { r0: ref(), r1: ref() } },
    ]),
  );
}

/**
 * Chains that fork from one root, all of which read what no stub holds. Under tight limits it is a matter of rounds
 * which of their branches is expanded first.
 */
export function drawBush(
  kinds: Readonly<Record<string, KindSpec>>,
  rootLists: Readonly<Record<string, string>>,
  tape: Tape,
): readonly Steps[] {
  const id = tape.of(['1', '2', 'n1']);
  const root: Steps = tape.chance(70)
    ? [{ is: 'lookup', kind: tape.of(Object.keys(kinds)), id }]
    : [
        { is: 'list', name: tape.of(Object.keys(rootLists)) },
        { is: 'item', index: tape.pick(3) },
      ];
  const name = (): string => tape.of(['r0', 'r1']);
  const other = (of: string): string => (of === 'r0' ? 'r1' : 'r0');
  const trunk = name();
  const fork = name();
  // Two branches of one trunk and one beside it: the shortest of which another order takes more rounds.
  const forked = [
    [trunk, fork, name()],
    [trunk, other(fork)],
    [other(trunk), name()],
  ];
  const loose = Array.from({ length: 2 + tape.pick(3) }, () =>
    Array.from({ length: 1 + tape.pick(3) }, name),
  );
  const ways = new Map((tape.chance(60) ? forked : loose).map((way) => [way.join(), way]));
  return [...ways.values()].map((way) => [
    ...root,
    ...way.map((each): Step => ({ is: 'ref', name: each })),
    { is: 'field', name: 'w' },
  ]);
}

/**
 * Chains that go to one thing by two names, and to what lies below it: that the names are of one thing, nobody knows before
 * an answer says so.
 *
 * @param kind - One with a collection.
 */
export function drawNames(
  kinds: Readonly<Record<string, KindSpec>>,
  kind: string,
  tape: Tape,
): readonly Steps[] {
  const { refs, lists } = at(kinds, kind);
  const ref = (of: string): Steps => {
    const names = Object.keys(at(kinds, of).refs);
    return names.length === 0 ? [] : [{ is: 'ref', name: tape.of(names) }];
  };
  const field = (): Step => ({ is: 'field', name: tape.of(['w', 's', 'w']) });
  return Array.from({ length: 2 + tape.pick(3) }, (): Steps => {
    const start: Step = { is: 'lookup', kind, id: tape.of(['1', 'n1']) };
    const choice = tape.of(['field', 'item', 'item', 'item', 'ref', 'page'] as const);
    const list: Step = { is: 'list', name: 'c' };
    const inner = at(lists, 'c').kind;
    if (choice === 'page') return [start, list];
    if (choice === 'ref' && Object.keys(refs).length > 0) return [start, ...ref(kind), field()];
    if (choice === 'item') {
      const item: Step = { is: 'item', index: tape.of([0, 1, 2, 3, 0]) };
      return [start, list, item, ...(tape.chance(40) ? ref(inner) : []), field()];
    }
    return [start, field()];
  });
}

type Place = { readonly of: 'root' } | { readonly of: 'list' | 'resource'; readonly kind: string };

/** Where a step leads; `undefined` past the end of a chain. */
function placeAfter(
  kinds: Readonly<Record<string, KindSpec>>,
  rootLists: Readonly<Record<string, string>>,
  place: Place,
  step: Step,
): Place | undefined {
  if (step.is === 'lookup') return { of: 'resource', kind: step.kind };
  if (step.is === 'list') {
    const kind =
      place.of === 'root'
        ? at(rootLists, step.name)
        : at(at(kinds, place.kind).lists, step.name).kind;
    return { of: 'list', kind };
  }
  if (place.of === 'root' || step.is === 'field' || step.is === 'items') return undefined;
  if (step.is === 'ref')
    return { of: 'resource', kind: at(at(kinds, place.kind).refs, step.name).kind };
  return { of: 'resource', kind: place.kind };
}

export function drawChains(
  kinds: Readonly<Record<string, KindSpec>>,
  rootLists: Readonly<Record<string, string>>,
  tape: Tape,
): readonly Steps[] {
  const chains: Steps[] = [];
  const count = tape.of([1, 2, 3, 4, 3, 4]);
  for (let each = 0; each < count; each += 1) {
    // Half of the chains begin like another, so that there is something to share.
    const other = chains.length > 0 && tape.chance(50) ? tape.of(chains) : [];
    const steps: Step[] = [...other.slice(0, tape.pick(other.length + 1))];
    let place: Place | undefined = { of: 'root' };
    for (const step of steps) place = place && placeAfter(kinds, rootLists, place, step);
    while (place !== undefined && steps.length < 7) {
      let next: Steps;
      if (place.of === 'root') {
        const kind = tape.of(Object.keys(kinds));
        const id = tape.of(['1', '1', '2', '3', '4', 'n1', 'n1', '9']);
        next = tape.chance(45)
          ? [{ is: 'list', name: tape.of(Object.keys(rootLists)) }]
          : [{ is: 'lookup', kind, id }];
      } else if (place.of === 'list') {
        const choice = tape.of(['item', 'item', 'item', 'item', 'item', 'items', 'end']);
        next =
          choice === 'end'
            ? []
            : choice === 'items'
              ? [{ is: 'items' }]
              : [{ is: 'item', index: tape.of([0, 0, 1, 2, 3, 5, 7]) }];
      } else {
        next = onward(kinds, place.kind, tape);
      }
      const [step] = next;
      if (step === undefined) break;
      steps.push(step);
      place = placeAfter(kinds, rootLists, place, step);
    }
    chains.push(steps);
  }
  return chains;
}

/** Chains of which most come to things of one kind: what can be asked for together. */
export function drawHerd(
  kinds: Readonly<Record<string, KindSpec>>,
  kind: string,
  tape: Tape,
): readonly Steps[] {
  return Array.from({ length: 2 + tape.pick(2) }, () => {
    const named = Object.entries(kinds).flatMap(([owner, { refs }]) =>
      Object.entries(refs).flatMap(([name, ref]) => (ref.kind === kind ? [{ owner, name }] : [])),
    );
    const id = tape.of(['1', '2', '3', '4', 'n1', '9', '1', '2']);
    const [way] = named.length > 0 && tape.chance(40) ? [tape.of(named)] : [];
    const start: Steps =
      way === undefined
        ? [{ is: 'lookup', kind, id }]
        : [
            { is: 'lookup', kind: way.owner, id },
            { is: 'ref', name: way.name },
          ];
    const names = Object.keys(at(kinds, kind).refs);
    const more: Steps =
      names.length > 0 && tape.chance(40) ? [{ is: 'ref', name: tape.of(names) }] : [];
    return [...start, ...more, { is: 'field', name: tape.of(['w', 'w', 'w', 's']) }];
  });
}
