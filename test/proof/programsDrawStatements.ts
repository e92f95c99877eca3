/** Draws the statements of programs: chains that start anew or go on from what is in hand, ticks of several, loops. */
import {
  type ItemRead,
  isSending,
  type PipeStage,
  type ProgramChain,
  type ProgramStep,
  type ProgramWorld,
  type Statement,
} from './programs.ts';
import {
  isArgument,
  ROOT,
  type Sort,
  sortAfter,
  sortGiven,
  type Variables,
} from './programsSorts.ts';
import type { Tape } from './tape.ts';
import { at } from './world.ts';

/** How pipelines end. */
const ENDS = [
  'map',
  'map',
  'map',
  'find',
  'toArray',
  'some',
  'every',
  'map',
  'forEach',
  'map',
] as const;

/** Draws statements in one world. */
class Drawer {
  readonly #world: ProgramWorld;
  readonly #tape: Tape;
  #names = 0;
  #acts = 0;
  /** How many statements are left. */
  #left: number;

  constructor(world: ProgramWorld, tape: Tape) {
    this.#world = world;
    this.#tape = tape;
    this.#left = 1 + tape.pick(6);
  }

  #refsOf(kind: string): readonly string[] {
    return Object.keys(at(this.#world.kinds, kind).refs);
  }

  #innerOf(kind: string): readonly string[] {
    return Object.keys(this.#world.inner[kind] ?? {});
  }

  /** A step from there; `undefined` to end the chain. */
  #step(sort: Sort, isLoop: boolean): ProgramStep | undefined {
    const tape = this.#tape;
    const { kinds, rootLists } = this.#world;
    if (sort.of === 'root') {
      if (tape.chance(50)) return { is: 'list', name: tape.of(Object.keys(rootLists)) };
      const id = tape.of(['1', '1', '2', '3', 'n1', 'n1', '9']);
      return { is: 'lookup', kind: tape.of(Object.keys(kinds)), id };
    }
    if (sort.of === 'list') {
      const end = isLoop ? 'end' : tape.of(['item', 'item', 'end', 'pipe', 'items', 'pipe']);
      if (end === 'item') return { is: 'item', index: tape.of([0, 0, 1, 2, 3, 5]) };
      if (end === 'items') return { is: 'items' };
      if (end === 'pipe') return { is: 'pipe', stages: this.#stages(sort.kind) };
      return undefined;
    }
    if (sort.of === 'page') {
      return tape.chance(70)
        ? { is: 'items' }
        : { is: 'pipe', stages: this.#stages(sort.kind, true) };
    }
    if (sort.of === 'several' || sort.of === 'inner') {
      if (sort.of === 'inner' && tape.chance(20)) return undefined;
      return { is: 'index', index: tape.pick(3) };
    }
    if (sort.of !== 'resource') return undefined;
    const choice = tape.of(['field', 'ref', 'ref', 'field', 'list', 'inner', 'end', 'self', 'ref']);
    if (choice === 'self') return { is: 'self' };
    if (choice === 'field' || isLoop) {
      const lists = Object.keys(at(kinds, sort.kind).lists);
      if (isLoop && lists.length > 0) return { is: 'list', name: tape.of(lists) };
      return { is: 'field', name: tape.of(['w', 's', 'w', 'id']) };
    }
    const all =
      choice === 'ref'
        ? this.#refsOf(sort.kind)
        : choice === 'inner'
          ? this.#innerOf(sort.kind)
          : choice === 'list'
            ? Object.keys(at(kinds, sort.kind).lists)
            : [];
    if (all.length === 0) return undefined;
    return { is: choice as 'ref' | 'inner' | 'list', name: tape.of(all) };
  }

  /** Paths to expand by hand, one or two names deep. */
  #expansion(kind: string, isOfItems: boolean): readonly string[] | undefined {
    const tape = this.#tape;
    const names = [...this.#refsOf(kind), ...this.#innerOf(kind)];
    const name = tape.of(names);
    if (isOfItems) return tape.chance(50) ? ['items'] : [`items.${name}`];
    return [name];
  }

  /** @param isReturned - Whether the lambda returns it: then it may be a chain, or the thing itself. */
  #read(kind: string, isDeep: boolean = true, isReturned: boolean = false): ItemRead {
    const tape = this.#tape;
    const refs: string[] = [];
    let at = kind;
    for (let deep = tape.of([0, 1, 0, 2]); deep > 0; deep -= 1) {
      const names = this.#refsOf(at);
      const name = tape.of(names);
      refs.push(name);
      at = this.#world.kinds[at]?.refs[name]?.kind ?? '';
    }
    const of = tape.chance(15) ? this.#some(kind, 50) : undefined;
    const only = of === undefined ? {} : { of };
    const inner = this.#innerOf(at);
    if (isDeep && inner.length > 0 && tape.chance(30)) {
      const name = tape.of(inner);
      const innerKind = this.#world.inner[at]?.[name]?.kind ?? '';
      return { refs, inner: { name, read: this.#read(innerKind, false) }, ...only };
    }
    const lists = Object.keys(this.#world.kinds[at]?.lists ?? {});
    if (isDeep && lists.length > 0 && tape.chance(15)) {
      const name = tape.of(lists);
      const listKind = this.#world.kinds[at]?.lists[name]?.kind ?? '';
      // What is not returned is read: nobody would write it else.
      const isRead = isReturned && tape.chance(50) ? {} : ({ isRead: true } as const);
      const collection = { name, read: this.#read(listKind, tape.chance(20)), ...isRead };
      return { refs, collection, ...only };
    }
    if (isReturned && tape.chance(10)) return { refs, ...only };
    return { refs, field: tape.of(['w', 's', 'w', 'id']), ...only };
  }

  #some(kind: string, percent: number): readonly string[] {
    return ['1', '2', '3', '4', '5']
      .filter(() => this.#tape.chance(percent))
      .map((id) => `/${kind}/${id}`);
  }

  #stages(from: string, isOfPage: boolean = false): readonly PipeStage[] {
    const tape = this.#tape;
    const stages: PipeStage[] = [];
    let kind = from;
    if (isOfPage && tape.chance(20)) stages.push({ is: 'contents' });
    for (let left = tape.of([0, 1, 0, 2, 3]); left > 0; left -= 1) {
      const is = tape.of(['filter', 'take', 'drop', 'filter', 'twice', 'follow'] as const);
      if (is === 'filter') {
        const reads = tape.chance(60) ? [this.#read(kind)] : [];
        stages.push({ is, reads, holds: this.#some(kind, 60) });
      } else if (is === 'twice') {
        stages.push({ is });
      } else if (is === 'follow') {
        const name = tape.of(this.#refsOf(kind));
        stages.push({ is, name });
        kind = at(at(this.#world.kinds, kind).refs, name).kind;
      } else {
        stages.push({ is, count: 1 + tape.pick(3) });
      }
    }
    const end = tape.of(ENDS);
    if (end === 'toArray') return [...stages, { is: end }];
    if (end === 'forEach') {
      const on = tape.chance(50) ? [tape.of(this.#refsOf(kind))] : [];
      const reads = tape.chance(30) ? [this.#read(kind)] : [];
      return [...stages, { is: end, reads, on }];
    }
    const isMap = end === 'map';
    const reads = Array.from({ length: 1 + tape.pick(2) }, () => this.#read(kind, true, isMap));
    if (end === 'map') return [...stages, { is: end, reads }];
    return [...stages, { is: end, reads, holds: this.#some(kind, end === 'every' ? 80 : 30) }];
  }

  /** A chain, with what it gives. */
  #chain(
    variables: Variables,
    isLoop: boolean = false,
  ): { readonly chain: ProgramChain; readonly sort: Sort } {
    const tape = this.#tape;
    const names = [...variables.keys()];
    const from = names.length > 0 && tape.chance(65) ? tape.of(names) : undefined;
    let sort = from === undefined ? ROOT : (variables.get(from) ?? ROOT);
    const isFresh = from !== undefined && sort.of === 'resource' && tape.chance(8);
    if (isFresh) sort = { of: 'resource', kind: sort.kind };
    const steps: ProgramStep[] = [];
    while (steps.length < 5) {
      const step = this.#step(sort, isLoop);
      if (step === undefined) break;
      steps.push(step);
      sort = sortAfter(this.#world, sort, step) ?? sort;
    }
    const start = { from, ...(isFresh && { isFresh }) };
    // What is acted on stands behind at least one step, so that something is awaited that was not in hand.
    if (!isLoop && sort.of === 'resource' && tape.chance(25)) {
      const name = `act${this.#acts % 4}`;
      this.#acts += 1;
      const argument = tape.chance(20) ? this.#argument(variables) : undefined;
      steps.push({ is: 'act', name, ...(argument && { argument }) });
      return { chain: { ...start, steps }, sort: { of: 'value', kind: '' } };
    }
    const last = steps.at(-1);
    const isWide = !isLoop && (last?.is === 'list' || last?.is === 'lookup') && tape.chance(20);
    if (isWide && last !== undefined) {
      const expand = this.#expansion(sort.kind, last.is === 'list');
      if (expand !== undefined) steps[steps.length - 1] = { ...last, expand } as ProgramStep;
    }
    return { chain: { ...start, steps }, sort };
  }

  #argument(variables: Variables): ProgramChain | undefined {
    const { chain } = this.#chain(variables);
    return isArgument(this.#world, chain, variables) ? chain : undefined;
  }

  #name(): string {
    this.#names += 1;
    return `v${this.#names}`;
  }

  #await(variables: Map<string, Sort>): Statement {
    const tape = this.#tape;
    const count = tape.of([1, 1, 1, 2, 3, 4, 2, 1, 20]);
    const chains: { readonly chain: ProgramChain; readonly as?: string }[] = [];
    const kept: [string, Sort][] = [];
    for (let each = 0; each < count; each += 1) {
      const { chain: plain, sort } = this.#chain(variables);
      const given = sortGiven(sort, plain);
      // What a limit ends may have been done, so that nothing can be said of it.
      const isAct = plain.steps.some(isSending);
      const limits =
        isAct || !tape.chance(6)
          ? {}
          : tape.chance(50)
            ? { budget: tape.pick(4) }
            : { abortAt: 1 + tape.pick(3) };
      const chain = { ...plain, ...limits };
      if (given === undefined) chains.push({ chain });
      else {
        const as = this.#name();
        chains.push({ chain, as });
        kept.push([as, given]);
      }
    }
    for (const [name, sort] of kept) variables.set(name, sort);
    return { is: 'await', chains };
  }

  #inHand(variables: Variables, of: readonly string[]): readonly string[] {
    return [...variables].filter(([, sort]) => of.includes(sort.of)).map(([name]) => name);
  }

  #each(variables: Variables): Statement | undefined {
    const all = this.#inHand(variables, ['page', 'several']);
    if (all.length === 0) return undefined;
    const of = this.#tape.of(all);
    const sort = variables.get(of) as Sort;
    const item = this.#name();
    const inner = new Map([[item, { ...sort, of: 'resource' } as Sort]]);
    const chains = Array.from({ length: 1 + this.#tape.pick(2) }, () => this.#chain(inner).chain);
    return { is: 'each', of, item, chains };
  }

  #loop(variables: Map<string, Sort>): Statement | undefined {
    const tape = this.#tape;
    const all = this.#inHand(variables, ['page', 'several']);
    const item = this.#name();
    const leave = tape.chance(25) ? { leaveAt: tape.pick(4) } : {};
    const keep = tape.chance(30) ? { keep: this.#name() } : {};
    let over: ProgramChain;
    let sort: Sort;
    const isAwaited = all.length === 0 || tape.chance(60);
    if (isAwaited) {
      const drawn = this.#chain(variables, true);
      if (drawn.sort.of !== 'list') return undefined;
      over = drawn.chain;
      ({ sort } = drawn);
      if (tape.chance(25)) {
        const stages: PipeStage[] = [
          tape.chance(50)
            ? { is: 'take', count: 1 + tape.pick(3) }
            : { is: 'filter', reads: [], holds: this.#some(sort.kind, 60) },
        ];
        over = { ...over, steps: [...over.steps, { is: 'pipe', stages }] };
      }
    } else {
      const from = tape.of(all);
      over = { from, steps: [] };
      sort = variables.get(from) as Sort;
    }
    const of: Sort = { of: 'resource', kind: sort.kind, hand: sort.hand ?? 'stub' };
    const inside = new Map([...variables, [item, of]]);
    const body = this.#statements(inside, 1 + tape.pick(2));
    if (keep.keep !== undefined) variables.set(keep.keep, of);
    return { is: 'loop', over, isAwaited, item, body, ...leave, ...keep };
  }

  #statements(variables: Map<string, Sort>, most: number): readonly Statement[] {
    const statements: Statement[] = [];
    while (statements.length < most && this.#left > 0) {
      this.#left -= 1;
      const is = this.#tape.of(['await', 'await', 'each', 'await', 'loop']);
      const drawn =
        is === 'each' ? this.#each(variables) : is === 'loop' ? this.#loop(variables) : undefined;
      statements.push(drawn ?? this.#await(variables));
    }
    return statements;
  }

  draw(): readonly Statement[] {
    return this.#statements(new Map(), 9).flatMap((each): readonly Statement[] => {
      if (each.is !== 'loop' || !each.isAwaited || each.over.from === undefined) return [each];
      // What a loop goes through was read before, and is read afterwards: then what its body has done is seen.
      const read: Statement = { is: 'await', chains: [{ chain: each.over }] };
      return [read, each, read];
    });
  }
}

/** A program for a world. */
export function drawStatements(world: ProgramWorld, tape: Tape): readonly Statement[] {
  return new Drawer(world, tape).draw();
}
