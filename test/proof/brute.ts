/**
 * The least by brute force, which knows no rule at all: it tries every set of requests that could be sent.
 *
 * There are a number of worlds, and the client does not know which of them is there. It sends any requests to any
 * addresses that it can name: those of the chains, those that follow from the map, those that an answer has shown. The
 * answers tell some of the worlds apart. It is done when the plain walk gives the same in all that are left. The least is
 * what suffices whichever world it is: the fewest requests, then the fewest rounds. Nothing of the library is in it, and
 * nothing of the oracle.
 */
import { Answers, type Json } from './answer.ts';
import type { Cost } from './free.ts';
import { walkPlainly } from './plain.ts';
import { NotSearched } from './sort.ts';
import type { World } from './world.ts';

/** What is known: the worlds that are left, and the addresses that can be named. */
interface State {
  readonly left: readonly number[];
  readonly addresses: ReadonlySet<string>;
}

/** What a request does, whatever it is: it tells some worlds apart, and shows addresses. */
interface Effect {
  /** For each of the worlds that are left, which of the different answers it gives. */
  readonly classOf: readonly number[];
  /** The addresses that each of the answers shows. */
  readonly shown: readonly (readonly string[])[];
}

/** Everything that can be tried in some worlds: they differ in their documents only. */
export class BruteForce {
  readonly #worlds: readonly World[];
  readonly #servers: readonly Answers[];
  readonly #results: readonly string[];
  readonly #cache = new Map<string, readonly string[]>();
  readonly #memo = new Map<string, boolean>();
  /** How many sets of requests may still be tried. */
  #left: number;

  /** @param most - The most sets of requests that are tried. */
  constructor(worlds: readonly World[], most: number) {
    this.#left = most;
    this.#worlds = worlds;
    this.#servers = worlds.map((world) => new Answers(world));
    this.#results = worlds.map((world, index) => {
      const get = (url: string) => (this.#servers[index] as Answers).get(url);
      return JSON.stringify(walkPlainly(world, world.chains, get).outcomes);
    });
  }

  /** The least that suffices in any of the worlds; `undefined` where that is more than so many requests. */
  least(most: number): Cost | undefined {
    const start: State = {
      left: [...this.#worlds.keys()],
      addresses: this.#derived(new Set(this.#named())),
    };
    for (let requests = 0; requests <= most; requests += 1) {
      if (!this.#canDo(start, requests, requests)) continue;
      let rounds = requests;
      while (rounds > 0 && this.#canDo(start, requests, rounds - 1)) rounds -= 1;
      return { requests, rounds };
    }
    return undefined;
  }

  get #world(): World {
    return this.#worlds[0] as World;
  }

  /** The addresses that the chains name. */
  #named(): readonly string[] {
    return this.#world.chains.flatMap(([first]) => {
      if (first?.is === 'lookup') return [`/${first.kind}/${first.id}`];
      return first?.is === 'list' ? [`/${first.name}`] : [];
    });
  }

  /** With those that follow from the map. There is one kind of things, and nobody goes down more than three of them. */
  #derived(addresses: ReadonlySet<string>): ReadonlySet<string> {
    const all = new Set(addresses);
    for (const address of all) {
      const [, kind = '', ...below] = address.split('/');
      if (below.length > 3) continue;
      const { refs = {}, lists = {} } = this.#world.kinds[kind] ?? {};
      for (const { path } of [...Object.values(refs), ...Object.values(lists)]) {
        if (path !== undefined) all.add(`${address}/${path}`);
      }
    }
    return all;
  }

  #answers(url: string): readonly string[] {
    let all = this.#cache.get(url);
    if (all === undefined) {
      all = this.#servers.map((server) => JSON.stringify(server.get(url)));
      this.#cache.set(url, all);
    }
    return all;
  }

  #isDone({ left }: State): boolean {
    return new Set(left.map((index) => this.#results[index])).size === 1;
  }

  /** Whether so many requests in so many rounds are enough. */
  #canDo(state: State, requests: number, rounds: number): boolean {
    if (this.#isDone(state)) return true;
    if (requests === 0 || rounds === 0) return false;
    const key = `${state.left.join()} ${[...state.addresses].sort().join()} ${requests} ${rounds}`;
    let can = this.#memo.get(key);
    if (can === undefined) {
      const all = this.#effects(state);
      can = this.#someSet(state, all, [], 0, requests, rounds);
      this.#memo.set(key, can);
    }
    return can;
  }

  /** Whether some set of requests that begins with these is enough. */
  #someSet(
    state: State,
    all: readonly Effect[],
    chosen: readonly Effect[],
    from: number,
    requests: number,
    rounds: number,
  ): boolean {
    if (chosen.length > 0) {
      this.#left -= 1;
      if (this.#left < 0) throw new NotSearched('too many sets of requests');
      const left = requests - chosen.length;
      if (this.#after(state, chosen).every((each) => this.#canDo(each, left, rounds - 1)))
        return true;
    }
    if (chosen.length === requests) return false;
    for (let index = from; index < all.length; index += 1) {
      const next = [...chosen, all[index] as Effect];
      if (this.#someSet(state, all, next, index + 1, requests, rounds)) return true;
    }
    return false;
  }

  /** What may be known after a round. */
  #after({ left, addresses }: State, effects: readonly Effect[]): readonly State[] {
    const classes = new Map<string, number[]>();
    for (const [at, index] of left.entries()) {
      const key = effects.map(({ classOf }) => classOf[at]).join();
      const same = classes.get(key);
      if (same === undefined) classes.set(key, [index]);
      else same.push(index);
    }
    return [...classes].map(([key, same]) => {
      const answers = key.split(',').map(Number);
      const shown = effects.flatMap((effect, at) => effect.shown[answers[at] ?? 0] ?? []);
      return { left: same, addresses: this.#derived(new Set([...addresses, ...shown])) };
    });
  }

  /** Every request that could be sent, once for each effect. */
  #effects({ left, addresses }: State): readonly Effect[] {
    const byEffect = new Map<string, Effect>();
    const single = [...addresses].flatMap((address) => this.#requestsTo(address));
    for (const url of [...single, ...this.#requestsForMany(addresses)]) {
      const all = this.#answers(url);
      const different = [...new Set(left.map((index) => all[index] as string))];
      const classOf = left.map((index) => different.indexOf(all[index] as string));
      const shown = different.map((answer) =>
        addressesIn(JSON.parse(answer))
          .filter((each) => !addresses.has(each))
          .sort(),
      );
      // What tells nothing apart and shows no address leads nowhere.
      const isNothing = different.length === 1 && shown[0]?.length === 0;
      if (!isNothing) byEffect.set(JSON.stringify([classOf, shown]), { classOf, shown });
    }
    return [...byEffect.values()];
  }

  /** Any several of one kind, by their ids. */
  #requestsForMany(addresses: ReadonlySet<string>): readonly string[] {
    return Object.entries(this.#world.many ?? {}).flatMap(([kind, most]) => {
      const ids = [...addresses].flatMap((address) => {
        const [, of, id, ...below] = address.split('/');
        return of === kind && id !== undefined && below.length === 0 ? [id] : [];
      });
      const some = subsets(ids).filter((set) => set.length > 1 && set.length <= most);
      const sets = this.#expansions(['items']).filter((set) => set !== 'items');
      return some.flatMap((set) =>
        sets.map((paths) => {
          const query = paths === '' ? '' : `&with=${paths}`;
          return `https://world.test/${kind}?id=${set.join(',')}${query}`;
        }),
      );
    });
  }

  /** Any two paths of expansion that begin with one of these names, or fewer. */
  #expansions(firsts: readonly string[]): readonly string[] {
    const { kinds, limits } = this.#world;
    const { expandDepth = 3, expandPaths = 2 } = limits;
    const names = [...new Set(Object.values(kinds).flatMap(({ refs }) => Object.keys(refs)))];
    const paths: string[] = [];
    let ends = expandDepth === 0 ? [] : firsts;
    for (let deep = 1; ends.length > 0 && deep <= expandDepth; deep += 1) {
      paths.push(...ends);
      ends = ends.flatMap((path) => names.map((name) => `${path}.${name}`));
    }
    return [
      '',
      ...paths,
      ...(expandPaths < 2
        ? []
        : paths.flatMap((one, at) => paths.slice(at + 1).map((other) => `${one},${other}`))),
    ];
  }

  #requestsTo(address: string): readonly string[] {
    const { kinds, lists, limits } = this.#world;
    const { pageSize } = limits;
    const names = [...new Set(Object.values(kinds).flatMap(({ refs }) => Object.keys(refs)))];
    const isList = address in lists;
    const sets = this.#expansions(isList ? ['items'] : names);
    const windows = isList
      ? [
          '',
          ...upTo(4).flatMap((from) => upTo(pageSize).map((at) => `from=${from}&count=${at + 1}`)),
        ]
      : [''];
    return windows.flatMap((window) =>
      sets.map((set) => {
        const query = [window, set === '' ? '' : `with=${set}`].filter((each) => each !== '');
        return `https://world.test${address}${query.length === 0 ? '' : `?${query.join('&')}`}`;
      }),
    );
  }
}

const subsets = (all: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: 2 ** all.length }, (_, bits) =>
    all.filter((_each, at) => (bits >> at) % 2 === 1),
  );

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

/** The addresses that an answer shows, wherever they stand. */
function addressesIn(json: Json): readonly string[] {
  if (typeof json === 'string') {
    return json.startsWith('https://') ? [new URL(json).pathname] : [];
  }
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(addressesIn) : [];
}
