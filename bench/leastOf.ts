/**
 * The least that a named walk can cost, by the proof's oracle: the walk in the oracle's words, in the sample's world.
 *
 * The chains are recorded and read by the link map. A lambda is run on samples for what it reads of every item, and on
 * each item for the branches that only data takes.
 */
import type { HypChat } from '../src/index.ts';
import { createChain, readChain } from '../src/proxy/chain.ts';
import type { Step as Recorded } from '../src/proxy/step.ts';
import { hipchatMap } from '../src/types/hipchatMap.ts';
import { measure } from '../test/proof/oracle.ts';
import { ACTIONS, at, canonical, type Read, type Step, type Steps } from '../test/proof/world.ts';
import type { Sample } from './sampleWorld.ts';
import type { NamedWalk } from './walks.ts';

/** The operations that read every item. */
const THROUGH_ALL: readonly string[] = ['map', 'filter', 'flatMap'];

/** The least number of requests; `undefined` where the oracle has no word for something in the walk. */
export function leastOf(walk: NamedWalk, sample: Sample): number | undefined {
  const lists = { ...sample.lists };
  const rootLists = { ...sample.rootLists };
  const root = createChain({ kind: 'root', text: 'hc', want: async () => undefined }) as HypChat;
  const words = new Words({ ...sample, lists, rootLists });
  const own = walk.run(root).map((chain) => {
    const read = readChain(chain);
    // A loop is no chain: what it will read of its items, only it can tell.
    if (read === undefined) void Promise.resolve(chain).catch(() => {});
    return read && words.translate(read.steps);
  });
  const chains = [...own, ...words.read];
  if (chains.some((steps) => steps === undefined)) return undefined;
  const world = { ...sample, lists, rootLists, chains: chains as readonly Steps[] };
  return measure(world).walks[0]?.requests;
}

interface Here {
  readonly kind: string;
  readonly on: 'resource' | 'list';
  /** The address, where the sample tells it at once. */
  readonly list?: string;
}

class Words {
  readonly #sample: Sample & { readonly lists: Record<string, readonly string[]> } & {
    readonly rootLists: Record<string, string>;
  };
  #actions = 0;
  /** What actions have to read of their resource before they can write it. */
  readonly read: Steps[] = [];

  constructor(
    sample: Sample & {
      lists: Record<string, readonly string[]>;
      rootLists: Record<string, string>;
    },
  ) {
    this.#sample = sample;
  }

  translate(recorded: readonly Recorded[]): Steps | undefined {
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
        here.on === 'list'
          ? this.#onList(here, name, args)
          : this.#onResource(here, String(name), args, steps);
      if (found === undefined) return undefined;
      if (found.step !== undefined) steps.push(found.step);
      // Of several stages the later ones read what the first let through: for that it has no words.
      if ('isLast' in found && index < recorded.length - 1) return undefined;
      // Past a value there is only data in hand.
      if (found.to === undefined) return steps;
      here = found.to;
    }
    if (here.on === 'list' && recorded.at(-1)?.is === 'name' && lastName(recorded) === 'items') {
      steps.push({ is: 'items' });
    }
    return steps;
  }

  #onList(
    here: Here,
    name: string | number,
    args: readonly unknown[] | undefined,
  ): { readonly step?: Step; readonly to?: Here; readonly isLast?: boolean } | undefined {
    if (typeof name === 'number') {
      return { step: { is: 'item', index: name }, to: { kind: here.kind, on: 'resource' } };
    }
    if (name === 'items') return { to: here };
    if (!THROUGH_ALL.includes(name) || typeof args?.[0] !== 'function') return undefined;
    return { step: { is: 'map', reads: this.#readsOf(args[0] as Lambda, here) }, isLast: true };
  }

  #onResource(
    here: Here,
    name: string,
    args: readonly unknown[] | undefined,
    before: Steps,
  ): { readonly step?: Step; readonly to?: Here } | undefined {
    const member = hipchatMap.kinds[here.kind]?.members[name];
    if (args !== undefined && member?.call?.is === 'lookup') {
      const { kind } = member.call;
      return { step: { is: 'lookup', kind, id: String(args[0]) }, to: { kind, on: 'resource' } };
    }
    if (args !== undefined && member?.call?.is === 'action') {
      if (Object.values(member.call.parameters).some(({ keeps }) => keeps !== undefined)) {
        const { fields } = at(this.#sample.kinds, here.kind);
        const name = Object.keys(fields).find((each) => fields[each] === 'whole');
        if (name === undefined) return undefined;
        this.read.push([...before, { is: 'field', name }]);
      }
      const given = readChain(args[0])?.steps;
      const argument = given === undefined ? undefined : this.translate(given);
      const call = ACTIONS[this.#actions];
      this.#actions += 1;
      if (call === undefined || (given !== undefined && argument === undefined)) return undefined;
      return { step: { is: 'act', name: call, ...(argument && { argument }) } };
    }
    const read = member?.read;
    switch (read?.is) {
      case 'field':
        return { step: { is: 'field', name } };
      case 'ref':
        return { step: { is: 'ref', name }, to: { kind: read.kind, on: 'resource' } };
      case 'link':
        return name === 'self' ? { step: { is: 'self' }, to: here } : undefined;
      case 'collection': {
        const list = this.#listNamed(here, name, args?.[0], before);
        return { step: { is: 'list', name: list.name }, to: list.to };
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
    const { rootLists, lists, kinds } = this.#sample;
    if (here.kind !== 'root') {
      const spec = at(at(kinds, here.kind).lists, name);
      const [first, ...rest] = before;
      const isNear = first?.is === 'lookup' && rest.every(({ is }) => is === 'self');
      const owner = isNear
        ? canonical({ ...this.#sample, chains: [] }, `/${first.kind}/${first.id}`)
        : '';
      return { name, to: { kind: spec.kind, on: 'list', list: `${owner}/${spec.path}` } };
    }
    const kind = at(rootLists, name);
    const own = options === undefined ? name : `${name}?${JSON.stringify(options)}`;
    rootLists[own] = kind;
    lists[`/${own}`] = lists[`/${name}`] ?? [];
    return { name: own, to: { kind, on: 'list', list: `/${own}` } };
  }

  /** What a lambda reads of every item, and of some. */
  #readsOf(run: Lambda, { kind, list = '' }: Here): readonly Read[] {
    const always = new Map<string, Steps>();
    call(run, this.#row(kind, undefined, [], always));
    const sometimes = new Map<string, { readonly steps: Steps; readonly of: string[] }>();
    for (const address of this.#sample.lists[list] ?? []) {
      const read = new Map<string, Steps>();
      call(run, this.#row(kind, address, [], read));
      for (const [key, steps] of read) {
        if (always.has(key)) continue;
        const same = sometimes.get(key) ?? { steps, of: [] };
        same.of.push(address);
        sometimes.set(key, same);
      }
    }
    return [...[...always.values()].map((steps) => ({ steps })), ...sometimes.values()];
  }

  /** A row that notes what is read of it: on samples without an address, on the sample's documents with one. */
  #row(kind: string, address: string | undefined, way: Steps, read: Map<string, Steps>): object {
    const spec = at(this.#sample.kinds, kind);
    const resource = address === undefined ? undefined : this.#sample.resources[address];
    return new Proxy(
      {},
      {
        get: (_target, name) => {
          if (typeof name !== 'string') return undefined;
          const ref = spec.refs[name];
          if (ref !== undefined) {
            const target = resource?.refs[name];
            if (target === null) return null;
            return this.#row(ref.kind, target, [...way, { is: 'ref', name }], read);
          }
          const steps: Steps = [...way, { is: 'field', name }];
          read.set(JSON.stringify(steps), steps);
          return resource?.fields[name] ?? '';
        },
      },
    );
  }
}

type Lambda = (row: object, index: number) => unknown;

function call(run: Lambda, row: object): void {
  run(row, 0);
}

function lastName(recorded: readonly Recorded[]): string | undefined {
  const last = recorded.at(-1);
  return last?.is === 'name' ? last.name : undefined;
}
