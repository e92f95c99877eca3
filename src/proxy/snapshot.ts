/**
 * Snapshots: what an awaited chain gives. Plain, frozen data; what its representation does not hold, its
 * links and its actions are on the prototype, as chains that walk on from here.
 *
 * Never thenable. It prints as data, spreads into data, and serialises to the wire form of what it holds.
 * Knows no HTTP and no link map: what is a value and what a chain is told.
 */
import { type JsonObject, setOwn } from '../values/json.ts';
import { isTemporal } from '../values/temporal.ts';
import { createMarks } from './marks.ts';

/** What the snapshots of one sort have in common. */
export interface SnapshotShape {
  /** How they are printed: `Room`. */
  readonly name: string;
  /** The names that give chains; where there is data of that name, the data is seen. */
  readonly chains: readonly string[];
}

/** What a snapshot goes back to. */
export interface SnapshotHost {
  readonly shape: SnapshotShape;
  /** The chain of that name, from here on. */
  chain(name: string): object;
  /** What stands on the wire for the values that are written otherwise than they are shown. */
  readonly wire: ReadonlyMap<string, unknown> | undefined;
  /** What stands on the wire besides what is shown, where that is all that anybody has of it. */
  readonly besides?: JsonObject | undefined;
}

const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom') as typeof INSPECT;

const HOSTS = createMarks<SnapshotHost>();

/** By the list of names that give chains: snapshots of one shape are given the very same list. */
const PROTOTYPES = new WeakMap<readonly string[], object>();

/** Names that JavaScript reads by itself: a chain under one of them would run, or break, by being looked at. */
const NEVER_CHAINS: ReadonlySet<string> = new Set(['then', 'toJSON', 'constructor', '__proto__']);

/** A snapshot that is being made: it has its prototype, and no data yet. */
export type Unfinished = Record<string, unknown>;

/** Begins a snapshot. `putData` puts its data into it, name by name, and `finishSnapshot` makes it one. */
export function beginSnapshot(shape: SnapshotShape): Unfinished {
  return Object.create(prototypeOf(shape));
}

/** Begins snapshots of one shape, many of them. */
export function beginningOf(shape: SnapshotShape): () => Unfinished {
  const prototype = prototypeOf(shape);
  return () => Object.create(prototype);
}

/** Whether something goes by that name already in every snapshot of a shape. */
export function isSpokenFor(shape: SnapshotShape, name: string): boolean {
  return name in prototypeOf(shape);
}

/** Puts data of that name into a snapshot. */
export function putData(snapshot: Unfinished, name: string, value: unknown): void {
  // Defined, not assigned, where the name is spoken for: a field called `__proto__` is data like any other.
  if (name in snapshot) Object.defineProperty(snapshot, name, { value, enumerable: true });
  else snapshot[name] = value;
}

/** Makes it a snapshot, which nobody changes any more. */
export function finishSnapshot(snapshot: Unfinished, host: SnapshotHost): object {
  HOSTS.mark(snapshot, host);
  return Object.freeze(snapshot);
}

/** What a snapshot goes back to; `undefined` for what is none. */
export function hostOf(value: unknown): SnapshotHost | undefined {
  return HOSTS.read(value);
}

/** Whether the value is a snapshot. */
export function isSnapshot(value: unknown): boolean {
  return hostOf(value) !== undefined;
}

function prototypeOf({ name, chains }: SnapshotShape): object {
  const known = PROTOTYPES.get(chains);
  if (known !== undefined) return known;
  const prototype: object = {};
  for (const each of chains) {
    if (NEVER_CHAINS.has(each)) continue;
    Object.defineProperty(prototype, each, {
      configurable: true,
      get(this: object): unknown {
        return hostOf(this)?.chain(each);
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
      const { wire, besides = {} } = hostOf(this) ?? {};
      for (const [field, value] of Object.entries(this)) {
        setOwn(json, field, wire?.has(field) ? wire.get(field) : value);
      }
      for (const [field, value] of Object.entries(besides)) {
        if (!Object.hasOwn(json, field)) setOwn(json, field, value);
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
  const shape = hostOf(this)?.shape;
  if (shape === undefined) return {};
  const style = (text: string, name: string): string => options.stylize?.(text, name) ?? text;
  if (depth < 0) return style(`[${shape.name}]`, 'special');
  const data: object = Object.create(null);
  for (const [name, value] of Object.entries(this)) {
    const shown = isTemporal(value) ? { [INSPECT]: () => style(String(value), 'date') } : value;
    Object.defineProperty(data, name, { value: shown, enumerable: true });
  }
  return print(data, { ...options, depth }).replace(/^\[Object: null prototype\]/, shape.name);
}

/** Freezes what came as JSON, through and through. */
export function freezeJson(value: object): object {
  // Faster than a list of the values, and what `JSON.parse` makes inherits nothing that could be gone through.
  for (const name in value) {
    const inner = (value as Record<string, unknown>)[name];
    if (typeof inner === 'object' && inner !== null) freezeJson(inner);
  }
  return Object.freeze(value);
}

/** Freezes plain data through and through. */
export function freezeData<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return value;
  for (const name of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[name];
    if (typeof inner === 'object') freezeData(inner);
  }
  return Object.freeze(value);
}
