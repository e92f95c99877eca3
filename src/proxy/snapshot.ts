/**
 * Snapshots: what an awaited chain gives. Plain, frozen data; what its representation does not hold, its
 * links and its actions are on the prototype, as chains that walk on from here.
 *
 * Never thenable. It prints as data, spreads into data, and serialises to the wire form of what it holds.
 * Knows no HTTP and no link map: what is a value and what a chain is told.
 */

/** What a snapshot is made of. */
export interface SnapshotParts {
  /** How it is printed: `Room`. */
  readonly name: string;
  /** Its data, by name. */
  readonly values: ReadonlyMap<string, unknown>;
  /** Its data as it was on the wire; other snapshots in it serialise themselves. */
  readonly wire: ReadonlyMap<string, unknown>;
  /** The names that give chains; where there is data of that name, the data is seen. */
  readonly chains: readonly string[];
  /** The chain of that name, from here on. */
  readonly chain: (name: string) => object;
}

const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom') as typeof INSPECT;

const PARTS = new WeakMap<object, SnapshotParts>();
/** By the list of names that give chains: snapshots of one shape are given the very same list. */
const PROTOTYPES = new WeakMap<readonly string[], object>();

/** Names that JavaScript reads by itself: a chain under one of them would run, or break, by being looked at. */
const NEVER_CHAINS: ReadonlySet<string> = new Set(['then', 'toJSON', 'constructor', '__proto__']);

/** Makes a snapshot. */
export function createSnapshot(parts: SnapshotParts): object {
  const snapshot: object = Object.create(prototypeOf(parts));
  for (const [name, value] of parts.values) {
    // Defined, not assigned: a field called `__proto__` is data like any other.
    Object.defineProperty(snapshot, name, { value, enumerable: true });
  }
  PARTS.set(snapshot, parts);
  return Object.freeze(snapshot);
}

/** Whether the value is a snapshot. */
export function isSnapshot(value: unknown): boolean {
  return typeof value === 'object' && value !== null && PARTS.has(value);
}

function prototypeOf({ name, chains }: SnapshotParts): object {
  const known = PROTOTYPES.get(chains);
  if (known !== undefined) return known;
  const prototype: object = {};
  for (const each of chains) {
    if (NEVER_CHAINS.has(each)) continue;
    Object.defineProperty(prototype, each, {
      configurable: true,
      get(this: object): unknown {
        return PARTS.get(this)?.chain(each);
      },
    });
  }
  // Consoles name an object after its constructor, if that has this very prototype.
  const named = { [name]: () => {} }[name] as () => void;
  named.prototype = prototype;
  Object.defineProperty(prototype, 'constructor', { value: named });
  Object.defineProperty(prototype, INSPECT, { value: inspect });
  Object.defineProperty(prototype, 'toJSON', {
    value(this: object): object {
      const json: object = {};
      for (const [field, value] of PARTS.get(this)?.wire ?? []) {
        Object.defineProperty(json, field, {
          value,
          enumerable: true,
          configurable: true,
          writable: true,
        });
      }
      return json;
    },
  });
  PROTOTYPES.set(chains, prototype);
  return prototype;
}

/** What Node's consoles call: the data, with moments as text, for Node itself prints them as empty objects. */
function inspect(
  this: object,
  depth: number,
  options: { stylize?(text: string, style: string): string },
  print: (value: unknown, options: object) => string,
): unknown {
  const parts = PARTS.get(this);
  if (parts === undefined) return {};
  const style = (text: string, name: string): string => options.stylize?.(text, name) ?? text;
  if (depth < 0) return style(`[${parts.name}]`, 'special');
  const data: object = Object.create(null);
  for (const [name, value] of parts.values) {
    const shown = isTemporal(value) ? { [INSPECT]: () => style(String(value), 'date') } : value;
    Object.defineProperty(data, name, { value: shown, enumerable: true });
  }
  return print(data, { ...options, depth }).replace(/^\[Object: null prototype\]/, parts.name);
}

function isTemporal(value: unknown): boolean {
  return Object.prototype.toString.call(value).startsWith('[object Temporal.');
}

/** Freezes plain data through and through. */
export function freezeData<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) {
    for (const inner of Object.values(value)) freezeData(inner);
    return Object.freeze(value);
  }
  return value;
}
