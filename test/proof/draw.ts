/**
 * Draws worlds from lists of numbers, where 0 is always the simplest choice, so that fast-check's shrinking of
 * numbers is a shrinking of worlds.
 */
import * as fc from 'fast-check';
import {
  at,
  type KindSpec,
  type Level,
  type ListSpec,
  listAddress,
  type Read,
  type RefSpec,
  type Resource,
  type ServerLimits,
  type Step,
  type Steps,
  type World,
} from './world.ts';

const KINDS = ['ant', 'bee', 'cat', 'dog'];

/** Choices from numbers that were drawn. */
class Tape {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  pick(count: number): number {
    return (this.#numbers[this.#next++] ?? 0) % count;
  }

  chance(percent: number): boolean {
    return this.pick(100) >= 100 - percent;
  }

  of<T>(choices: readonly T[]): T {
    if (choices.length === 0) throw new Error('there is nothing to choose from');
    return choices[this.pick(choices.length)] as T;
  }
}

/** Numbers without end from one. */
function numbersOf(seed: number): Tape {
  let state = seed + 1;
  return new Tape(
    Array.from({ length: 2000 }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 8;
    }),
  );
}

function drawKinds(tape: Tape): Record<string, KindSpec> {
  const names = KINDS.slice(0, 2 + tape.pick(3));
  const kinds: Record<string, KindSpec> = {};
  for (const [index, name] of names.entries()) {
    const later = names.slice(index + 1);
    const refs: Record<string, RefSpec> = {};
    const count = tape.of([1, 2, 2, 0]);
    for (let each = 0; each < count; each += 1) {
      const sort = later.length === 0 ? 0 : tape.of(['whole', 'whole', 'stub', 'path', 'whole']);
      const inside: Level = sort === 'stub' ? 'stub' : 'whole';
      // Stubs in stubs, and addresses below addresses, must come to an end.
      const kind = tape.of(sort === 'stub' || sort === 'path' ? later : names);
      refs[`r${each}`] = { kind, in: inside, ...(sort === 'path' && { path: `r${each}` }) };
    }
    const lists: Record<string, ListSpec> = {};
    if (tape.chance(40)) {
      lists.c = { kind: tape.of(names), ...(!tape.chance(25) && { path: 'c' }) };
    }
    kinds[name] = { fields: { id: 'stub', s: 'stub', w: 'whole' }, refs, lists };
  }
  return kinds;
}

function drawLimits(tape: Tape): ServerLimits {
  const pageSize = 2 + tape.pick(4);
  const expandDepth = tape.of([
    undefined,
    undefined,
    undefined,
    undefined,
    2,
    1,
    1,
    2,
    0,
    undefined,
  ]);
  const expandPaths = tape.of([undefined, undefined, undefined, undefined, 2, 1, undefined]);
  return {
    pageSize,
    defaultPageSize: 1 + tape.pick(pageSize),
    ...(expandDepth !== undefined && { expandDepth }),
    ...(expandPaths !== undefined && expandDepth !== 0 && { expandPaths }),
  };
}

interface Documents {
  readonly resources: Record<string, Resource>;
  readonly lists: Record<string, readonly string[]>;
  readonly aliases: Record<string, string>;
}

function drawDocuments(
  kinds: Readonly<Record<string, KindSpec>>,
  rootLists: Readonly<Record<string, string>>,
  tape: Tape,
): Documents {
  const ids: Record<string, string[]> = {};
  const aliases: Record<string, string> = {};
  for (const kind of Object.keys(kinds)) {
    ids[kind] = Array.from({ length: 1 + tape.pick(6) }, (_, index) => `/${kind}/${index + 1}`);
    aliases[`/${kind}/n1`] = tape.of(ids[kind]);
  }
  const resources: Record<string, Resource> = {};
  const lists: Record<string, readonly string[]> = {};
  const items = (kind: string): string[] => {
    const all = at(ids, kind);
    const from = tape.pick(all.length);
    return [...all.slice(from), ...all.slice(0, from)].slice(0, tape.chance(70) ? 9 : tape.pick(4));
  };
  const create = (kind: string, address: string): void => {
    const spec = at(kinds, kind);
    const refs: Record<string, string | null> = {};
    for (const [name, { kind: target, path }] of Object.entries(spec.refs)) {
      if (path !== undefined) create(target, `${address}/${path}`);
      const isNull = tape.chance(12) && path === undefined;
      refs[name] =
        path !== undefined ? `${address}/${path}` : isNull ? null : tape.of(at(ids, target));
    }
    for (const [name, list] of Object.entries(spec.lists)) {
      lists[listAddress(address, name, list)] = items(list.kind);
    }
    const fields = Object.fromEntries(
      Object.keys(spec.fields).map((name) => [name, `${name} of ${address}`]),
    );
    resources[address] = { address, kind, fields, refs };
  };
  for (const [kind, addresses] of Object.entries(ids)) {
    for (const address of addresses) create(kind, address);
  }
  for (const [name, kind] of Object.entries(rootLists)) lists[`/${name}`] = items(kind);
  return { resources, lists, aliases };
}

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

function drawChains(
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
function drawActions(
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
    const argument = drawArgument(kinds, chains, tape);
    const name = `act${index}`;
    return [...steps, { is: 'act', name, ...(argument !== undefined && { argument }) }];
  });
  return [...reads, ...acting];
}

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
function drawLambda(
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

function build(ofMap: readonly number[], ofChains: readonly number[], seed: number): World {
  const tape = new Tape(ofMap);
  const kinds = drawKinds(tape);
  const limits = drawLimits(tape);
  const stubLinks = tape.chance(50);
  const rootLists: Record<string, string> = {};
  for (const kind of Object.keys(kinds)) {
    if (kind === 'ant' || tape.chance(50)) rootLists[`${kind}s`] = kind;
  }
  const documents = drawDocuments(kinds, rootLists, numbersOf(seed));
  const ofWorld = new Tape(ofChains);
  const plain = drawChains(kinds, rootLists, ofWorld);
  const sort = tape.of(['reads', 'reads', 'reads', 'actions', 'lambda', 'actions', 'reads']);
  const ofSort = numbersOf(seed + 1);
  const drawn = { kinds, rootLists, ...documents, stubLinks };
  if (sort === 'actions') {
    return { ...drawn, limits, chains: drawActions(kinds, plain, ofSort) };
  }
  if (sort === 'lambda') {
    // Two items stand for those of a page that nobody has seen, so pages have no more.
    // More paths than a page may expand are dealt out by rule.
    const { expandPaths: _left, ...others } = limits;
    const small = { ...others, pageSize: 2, defaultPageSize: Math.min(2, limits.defaultPageSize) };
    const most = limits.expandDepth === undefined ? 2 : 1;
    return { ...drawn, limits: small, chains: drawLambda(kinds, rootLists, plain, most, ofSort) };
  }
  return { ...drawn, limits, chains: plain };
}

const numbers = (length: number): fc.Arbitrary<number[]> =>
  fc.noBias(fc.array(fc.nat({ max: 10_000 }), { minLength: length, maxLength: length }));

/** Any world. */
export const worlds: fc.Arbitrary<World> = fc
  .tuple(numbers(48), numbers(64), fc.noBias(fc.nat({ max: 10_000 })))
  .map(([ofMap, ofChains, seed]) => build(ofMap, ofChains, seed));
