/**
 * Draws worlds for brute force: a few chains, and every world that the chains could be asked in, as far as a choice of
 * two goes for each thing that nobody knows beforehand.
 */
import type { Tape } from './tape.ts';
import type { KindSpec, Resource, ServerLimits, Step, Steps, World } from './world.ts';

/** The most things that are not known: each doubles the worlds. */
const MOST_UNKNOWN = 6;

/** What is not known of a world beforehand, and what it may be. */
type Choice<T> = readonly [free: T, other: T];

interface Unknowns {
  /** What each reference of each thing leads to. */
  readonly refs: Map<string, Choice<string | null>>;
  /** The item at each index of a collection; `null` where it has come to its end. */
  readonly items: Map<string, Choice<string | null>>;
  readonly aliases: Map<string, Choice<string>>;
  /** The fields that somebody reads, as `/ant/1 w`: what they say may be one or the other. */
  readonly read: Set<string>;
  count: number;
}

const KIND = 'ant';

function drawKind(tape: Tape): KindSpec {
  return {
    fields: { id: 'stub', s: 'stub', w: 'whole' },
    refs: {
      r: { kind: KIND, in: 'whole' },
      ...(tape.chance(50) && { o: { kind: KIND, in: 'whole', path: 'o' } }),
    },
    lists: { c: { kind: KIND, ...(tape.chance(50) && { path: 'c' }) } },
  };
}

function drawChain(kind: KindSpec, ids: readonly string[], tape: Tape): Steps {
  const isList = tape.chance(35);
  const id = tape.of(ids);
  const steps: Step[] = isList
    ? [
        { is: 'list', name: 'ants' },
        { is: 'item', index: tape.pick(3) },
      ]
    : [{ is: 'lookup', kind: KIND, id }];
  // Paths of more than three names are more than brute force can try.
  for (let left = tape.pick(isList ? 3 : 4); left > 0; left -= 1) {
    const name = tape.of(Object.keys(kind.refs));
    if (tape.chance(85)) steps.push({ is: 'ref', name });
    else steps.push({ is: 'list', name: 'c' }, { is: 'item', index: tape.pick(2) });
  }
  return tape.chance(80) ? [...steps, { is: 'field', name: tape.of(['w', 'w', 's']) }] : steps;
}

/** Finds what the chains would come by where each thing is one of its own. */
function unknownsOf(kind: KindSpec, chains: readonly Steps[], tape: Tape): Unknowns {
  const found: Unknowns = {
    refs: new Map(),
    items: new Map(),
    aliases: new Map(),
    read: new Set(),
    count: 0,
  };
  let things = 2;
  const choose = <T>(
    all: Map<string, Choice<T | string>>,
    key: string,
    other: T | string,
  ): string => {
    const before = all.get(key);
    if (before !== undefined) return String(before[0]);
    things += 1;
    found.count += 1;
    const free = `/${KIND}/${things}`;
    all.set(key, [free, other]);
    return free;
  };
  const other = (): string | null => tape.of([null, '/ant/1', '/ant/2']);
  for (const steps of chains) {
    let at = '';
    for (const step of steps) {
      if (step.is === 'lookup') {
        const named = `/${KIND}/${step.id}`;
        at = step.id === 'n1' ? choose(found.aliases, named, '/ant/1') : named;
      } else if (step.is === 'list') {
        at = at === '' ? '/ants' : `${at}/${kind.lists.c?.path ?? 'xc'}`;
      } else if (step.is === 'item') {
        // Those before it have to be something.
        for (let index = 0; index <= step.index; index += 1) {
          const item = choose(found.items, `${at} ${index}`, other());
          if (index === step.index) at = item;
        }
      } else if (step.is === 'ref') {
        const { path } = kind.refs[step.name] ?? {};
        at =
          path === undefined ? choose(found.refs, `${at} ${step.name}`, other()) : `${at}/${path}`;
      }
    }
    const last = steps.at(-1);
    const field = last?.is === 'field' ? last.name : last?.is === 'lookup' ? 'w' : 's';
    if (!found.read.has(`${at} ${field}`)) found.count += 1;
    found.read.add(`${at} ${field}`);
  }
  return found;
}

/** Every world that the unknowns leave open: the first is the one where each thing is one of its own. */
function worldsOf(
  kind: KindSpec,
  limits: ServerLimits,
  chains: readonly Steps[],
  { refs, items, aliases, read }: Unknowns,
): readonly World[] {
  const keys = [...refs.keys(), ...items.keys(), ...aliases.keys(), ...read];
  return Array.from({ length: 2 ** keys.length }, (_, bits): World => {
    const bitOf = new Map(keys.map((key, at) => [key, (bits >> at) % 2]));
    const pick = <T>(choice: Choice<T> | undefined, key: string): T | null =>
      choice === undefined ? null : (choice[bitOf.get(key) ?? 0] as T);
    const resources: Record<string, Resource> = {};
    const lists: Record<string, readonly string[]> = {};
    const listOf = (address: string): readonly string[] => {
      const found: string[] = [];
      for (let index = 0; items.has(`${address} ${index}`); index += 1) {
        const item = pick(items.get(`${address} ${index}`), `${address} ${index}`);
        if (item === null) break;
        found.push(item);
      }
      return found;
    };
    const create = (address: string, deep: number): void => {
      const named = Object.entries(kind.refs).map(([name, { path }]) => {
        if (path !== undefined && deep < 4) create(`${address}/${path}`, deep + 1);
        const key = `${address} ${name}`;
        const own =
          path === undefined || deep >= 4 ? pick(refs.get(key), key) : `${address}/${path}`;
        return [name, own];
      });
      const text = (name: string): string =>
        `${name} of ${address}${bitOf.get(`${address} ${name}`) === 1 ? ', otherwise' : ''}`;
      const fields = { id: `id of ${address}`, s: text('s'), w: text('w') };
      resources[address] = { address, kind: KIND, fields, refs: Object.fromEntries(named) };
      const list = `${address}/${kind.lists.c?.path ?? 'xc'}`;
      lists[list] = listOf(list);
    };
    for (let id = 1; id <= 2 + keys.length; id += 1) create(`/${KIND}/${id}`, 0);
    lists['/ants'] = listOf('/ants');
    return {
      kinds: { [KIND]: kind },
      rootLists: { ants: KIND },
      resources,
      lists,
      aliases: Object.fromEntries(
        [...aliases].map(([alias, choice]) => [alias, pick(choice, alias) ?? '']),
      ),
      stubLinks: false,
      limits,
      chains,
    };
  });
}

/** Worlds that differ in what nobody knows beforehand; `undefined` where there would be too many. */
export function drawTiny(tape: Tape): readonly World[] | undefined {
  const kind = drawKind(tape);
  const expandDepth = tape.of([undefined, 0, 1, 2]);
  const expandPaths = expandDepth === 0 ? undefined : tape.of([undefined, undefined, 1]);
  const limits: ServerLimits = {
    pageSize: 2,
    defaultPageSize: 1 + tape.pick(2),
    ...(expandDepth !== undefined && { expandDepth }),
    ...(expandPaths !== undefined && { expandPaths }),
  };
  const most = tape.of([undefined, undefined, 2, 3]);
  // A name is no id: that one that is asked for by it will be left out, no client can know.
  const ids = most === undefined ? ['1', '2', 'n1', '1'] : ['1', '2', '2', '1'];
  const chains = Array.from({ length: 1 + tape.pick(3) }, () => drawChain(kind, ids, tape));
  const unknowns = unknownsOf(kind, chains, tape);
  if (unknowns.count > MOST_UNKNOWN) return undefined;
  const many = most === undefined ? {} : { many: { [KIND]: most } };
  return worldsOf(kind, limits, chains, unknowns).map((world) => ({ ...world, ...many }));
}
