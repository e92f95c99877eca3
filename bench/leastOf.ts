/**
 * The least that a named walk can cost, by the proof's oracle: the walk in the oracle's words, in the sample's world.
 *
 * The chains are recorded and read by the link map, a loop is gone through on the sample's documents, and a lambda is run
 * on samples and documents (`lambdaReads.ts`).
 */
import type { HypChat } from '../src/index.ts';
import { createChain, readChain } from '../src/proxy/chain.ts';
import type { Step as Recorded } from '../src/proxy/step.ts';
import type { ActionMember } from '../src/types/callMember.ts';
import { hipchatMap } from '../src/types/hipchatMap.ts';
import { measure } from '../test/proof/oracle.ts';
import {
  ACTIONS,
  at,
  canonical,
  type Resource,
  type Stage,
  type Step,
  type Steps,
} from '../test/proof/world.ts';
import { type Lambda, rowOf, understand } from './lambdaReads.ts';
import type { Sample } from './sampleWorld.ts';
import type { NamedWalk } from './walks.ts';

/** The operations that have a lambda. */
const WITH_LAMBDA: ReadonlySet<string> = new Set([
  'map',
  'filter',
  'find',
  'some',
  'every',
  'forEach',
]);

/** The least number of requests; `undefined` where the oracle has no word for something in the walk. */
export async function leastOf(walk: NamedWalk, sample: Sample): Promise<number | undefined> {
  const words = new Words(sample);
  const loops: (Steps | undefined)[] = [];
  const root = createChain({
    kind: 'root',
    text: 'hc',
    want: async () => undefined,
    iterate: (steps) => words.loop(steps, (loop) => loops.push(loop)),
  }) as HypChat;
  const own: (Steps | undefined)[] = [];
  for (const chain of walk.run(root)) {
    const recorded = readChain(chain);
    // What is no chain is a loop: what it reads of its items, only it can tell.
    if (recorded === undefined) await chain;
    else own.push(words.translate(recorded.steps)?.steps);
  }
  const chains = [...own, ...loops, ...words.read];
  if (chains.some((steps) => steps === undefined)) return undefined;
  return measure({ ...words.sample, chains: chains as readonly Steps[] }).walks[0]?.requests;
}

/** Where a chain stands. */
interface Here {
  readonly kind: string;
  /** At many values there are only rows, or what a lambda gave of them. */
  readonly on: 'resource' | 'list' | 'rows' | 'values';
  /** The address of a collection, where the sample tells it at once. */
  readonly list?: string;
  /** What it does to its items. */
  readonly actions?: Readonly<Record<string, ActionMember>>;
  /** The items of a collection, or the rows that stages have made of them. */
  readonly items?: readonly string[];
}

interface Found {
  readonly step?: Step;
  /** A stage of the pipeline, which may be several in the oracle's words. */
  readonly stages?: readonly Stage[];
  readonly to?: Here | undefined;
}

class Words {
  readonly #lists: Record<string, readonly string[]>;
  readonly #rootLists: Record<string, string>;
  readonly #resources: Record<string, Resource>;
  readonly sample: Sample;
  #actions = 0;
  /** What actions have to read of their resource before they can write it. */
  readonly read: Steps[] = [];

  constructor(sample: Sample) {
    this.#lists = { ...sample.lists };
    this.#rootLists = { ...sample.rootLists };
    this.#resources = { ...sample.resources };
    this.sample = {
      ...sample,
      lists: this.#lists,
      rootLists: this.#rootLists,
      resources: this.#resources,
    };
  }

  translate(
    recorded: readonly Recorded[],
  ): { readonly steps: Steps; readonly at: Here } | undefined {
    const steps: Step[] = [];
    let here: Here = { kind: 'root', on: 'resource' };
    for (let index = 0; index < recorded.length; index += 1) {
      const step = recorded[index];
      const next = recorded[index + 1];
      const args = next?.is === 'call' ? next.args : undefined;
      if (args !== undefined) index += 1;
      const name = step?.is === 'name' ? step.name : step?.is === 'index' ? step.index : undefined;
      if (name === undefined) return undefined;
      const found =
        here.on === 'resource'
          ? this.#onResource(here, String(name), args, steps)
          : this.#onMany(here, name, args);
      if (found === undefined) return undefined;
      if (found.step !== undefined) steps.push(found.step);
      if (found.stages !== undefined) addStages(steps, found.stages);
      // Past a value there is only data in hand.
      if (found.to === undefined) return { steps, at: { kind: here.kind, on: 'values' } };
      here = found.to;
    }
    if (here.on === 'list' && recorded.at(-1)?.is === 'name' && lastName(recorded) === 'items') {
      steps.push({ is: 'items' });
    }
    return { steps, at: here };
  }

  /** Goes through the sample's items in place of a loop's, and notes what the body reads of them. */
  async *loop(
    recorded: readonly Recorded[],
    found: (steps: Steps | undefined) => void,
  ): AsyncGenerator<unknown> {
    const translated = this.translate(recorded);
    const of = new Map<string, { readonly steps: Steps; readonly of: string[] }>();
    const { kind = '', on, items = [] } = translated?.at ?? {};
    for (const address of items) {
      const read = new Map<string, Steps>();
      yield on === 'values' ? undefined : rowOf(this.sample, kind, address, read);
      for (const [key, steps] of read) {
        const same = of.get(key) ?? { steps, of: [] };
        same.of.push(address);
        of.set(key, same);
      }
    }
    const reads = [...of.values()];
    // Over what a pipeline makes, the oracle has words only for bodies that find all in hand.
    const isBeyond = on === 'rows' && reads.length > 0;
    found(translated && !isBeyond ? [...translated.steps, { is: 'loop', reads }] : undefined);
  }

  #onMany(
    here: Here,
    name: string | number,
    args: readonly unknown[] | undefined,
  ): Found | undefined {
    if (typeof name === 'number') {
      return { step: { is: 'item', index: name }, to: { kind: here.kind, on: 'resource' } };
    }
    if (name === 'items') return { to: here };
    const action = here.actions?.[name];
    if (action?.creates !== undefined) return this.#creates(here, action.creates);
    const [first] = args ?? [];
    if ((name === 'take' || name === 'drop') && typeof first === 'number') {
      return { stages: [{ is: name, count: first }], to: many(here) };
    }
    if (name === 'toArray') return { stages: [{ is: name }], to: many(here) };
    if (!WITH_LAMBDA.has(name) || typeof first !== 'function' || here.on === 'values') {
      return undefined;
    }
    return this.#withLambda(here, name, first as Lambda);
  }

  #withLambda(here: Here, name: string, run: Lambda): Found | undefined {
    const { kind, items = [] } = here;
    const { reads, holds, gives, actsOn } = understand(run, this.sample, kind, items);
    switch (name) {
      case 'filter':
        return { stages: [{ is: name, reads, holds }], to: many(here) };
      case 'find':
        return { stages: [{ is: name, reads, holds }], to: { kind, on: 'resource' } };
      case 'some':
      case 'every':
        return { stages: [{ is: name, reads, holds }] };
      case 'forEach': {
        const call = this.#nextAction();
        if (actsOn === undefined || call === undefined) return undefined;
        return { stages: [{ is: name, reads, on: actsOn, name: call }] };
      }
      default:
        if (gives === undefined) {
          return { stages: [{ is: 'map', reads }], to: { ...here, on: 'values' } };
        }
        return this.#follows(here, gives);
    }
  }

  /** A `map` to rows that references lead to. */
  #follows(here: Here, way: Steps): Found {
    let { kind, items = [] } = here;
    const stages: Stage[] = [];
    for (const step of way) {
      if (step.is !== 'ref') continue;
      stages.push({ is: 'follow', name: step.name });
      items = items.flatMap((each) => at(this.sample.resources, each).refs[step.name] ?? []);
      kind = at(at(this.sample.kinds, kind).refs, step.name).kind;
    }
    return { stages, to: { kind, on: 'rows', items } };
  }

  /** What is created is like the first item of its collection; where there is none, it names nothing. */
  #creates({ items: [like] = [] }: Here, kind: string): Found | undefined {
    const call = this.#nextAction();
    if (call === undefined) return undefined;
    const { refs, fields } = at(this.sample.kinds, kind);
    const empty = {
      fields: Object.fromEntries(Object.keys(fields).map((name) => [name, ''])),
      refs: Object.fromEntries(Object.keys(refs).map((name) => [name, null])),
    };
    const gives = `/${kind}/new`;
    const same = like === undefined ? empty : at(this.#resources, like);
    this.#resources[gives] = { ...same, kind, address: gives };
    return { step: { is: 'create', name: call, gives }, to: { kind, on: 'resource' } };
  }

  #nextAction(): string | undefined {
    this.#actions += 1;
    return ACTIONS[this.#actions - 1];
  }

  #onResource(
    here: Here,
    name: string,
    args: readonly unknown[] | undefined,
    before: Steps,
  ): Found | undefined {
    const member = hipchatMap.kinds[here.kind]?.members[name];
    if (args !== undefined && member?.call?.is === 'lookup') {
      const { kind } = member.call;
      return { step: { is: 'lookup', kind, id: String(args[0]) }, to: { kind, on: 'resource' } };
    }
    if (args !== undefined && member?.call?.is === 'action') {
      if (Object.values(member.call.parameters).some(({ keeps }) => keeps !== undefined)) {
        const { fields } = at(this.sample.kinds, here.kind);
        const name = Object.keys(fields).find((each) => fields[each] === 'whole');
        if (name === undefined) return undefined;
        this.read.push([...before, { is: 'field', name }]);
      }
      const given = readChain(args[0])?.steps;
      const argument = given === undefined ? undefined : this.translate(given)?.steps;
      const call = this.#nextAction();
      if (call === undefined || (given !== undefined && argument === undefined)) return undefined;
      return { step: { is: 'act', name: call, ...(argument && { argument }) } };
    }
    const read = member?.read;
    switch (read?.is) {
      case 'field':
        return { step: { is: 'field', name } };
      case 'ref':
        return { step: { is: 'ref', name }, to: { kind: read.kind, on: 'resource' } };
      case 'link': {
        if (name === 'self') return { step: { is: 'self' }, to: here };
        // What the root links to has an address that is known beforehand, as if it were looked up.
        if (here.kind !== 'root' || read.kind === undefined) return undefined;
        const { kind } = read;
        return { step: { is: 'lookup', kind, id: name }, to: { kind, on: 'resource' } };
      }
      case 'collection': {
        const list = this.#listNamed(here, name, args?.[0], before);
        const actions = read.actions === undefined ? {} : { actions: read.actions };
        return { step: { is: 'list', name: list.name }, to: { ...list.to, ...actions } };
      }
      default:
        return undefined;
    }
  }

  /** A collection; with options it is one of its own, of which the sample's plain one tells how many items there may be. */
  #listNamed(
    here: Here,
    name: string,
    options: unknown,
    before: Steps,
  ): { readonly name: string; readonly to: Here } {
    const { kinds } = this.sample;
    if (here.kind !== 'root') {
      const spec = at(at(kinds, here.kind).lists, name);
      const [first, ...rest] = before;
      const isNear = first?.is === 'lookup' && rest.every(({ is }) => is === 'self');
      const owner = isNear ? canonical(this.sample, `/${first.kind}/${first.id}`) : '';
      return { name, to: this.#list(spec.kind, `${owner}/${spec.path}`) };
    }
    const kind = at(this.#rootLists, name);
    const own = options === undefined ? name : `${name}?${JSON.stringify(options)}`;
    this.#rootLists[own] = kind;
    this.#lists[`/${own}`] = this.#lists[`/${name}`] ?? [];
    return { name: own, to: this.#list(kind, `/${own}`) };
  }

  #list(kind: string, list: string): Here {
    return { kind, on: 'list', list, items: this.#lists[list] ?? [] };
  }
}

/** Adds stages to the pipeline at the end of a chain, or begins one. */
function addStages(steps: Step[], stages: readonly Stage[]): void {
  const last = steps.at(-1);
  if (last?.is === 'pipe')
    steps[steps.length - 1] = { is: 'pipe', stages: [...last.stages, ...stages] };
  else steps.push({ is: 'pipe', stages });
}

/** What comes out of a stage that lets items through. */
function many(here: Here): Here {
  const { kind, items = [] } = here;
  return { kind, on: here.on === 'list' ? 'rows' : here.on, items };
}

function lastName(recorded: readonly Recorded[]): string | undefined {
  const last = recorded.at(-1);
  return last?.is === 'name' ? last.name : undefined;
}
