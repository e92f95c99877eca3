/**
 * The chain: a Proxy that records property accesses, indices and calls, and sends nothing until `then`.
 *
 * Pure: no HTTP, no link map. What a step means is the source's to say. The node is the Proxy's handler, and
 * one arrow function is the target of them all: a step costs little more than the Proxy itself.
 *
 * What JavaScript and its tools read by themselves is never a step: `then`, `toJSON`, symbols, and the
 * names by which test runners, consoles and frameworks look a value over. `field` reaches what has such a name.
 */
import { noteSite, siteOf } from './awaited.ts';
import { copied } from './copied.ts';
import { LOOKED_OVER } from './lookedOver.ts';
import { NODE } from './node.ts';
import { siteAbove } from './site.ts';
import type { Source } from './source.ts';
import { type CallStep, isIndex, type Step, writeChain } from './step.ts';

const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom') as typeof INSPECT;

/** What consoles print, and what `instanceof` would find: a chain is nothing else. */
class Chain {}

/**
 * One step of a chain, with the steps before it. It is the handler of the chain's Proxy.
 *
 * There is one for every step that anybody writes, so it holds two words: a name or an index as it is, any
 * other step as an object, and at the start of a chain its source.
 */
class ChainNode implements ProxyHandler<() => void> {
  readonly parent: ChainNode | undefined;
  readonly key: string | number | Step | Source;

  constructor(parent: ChainNode | undefined, key: string | number | Step | Source) {
    this.parent = parent;
    this.key = key;
  }

  get source(): Source {
    let node: ChainNode = this;
    while (node.parent !== undefined) node = node.parent;
    return node.key as Source;
  }

  steps(): readonly Step[] {
    const steps: Step[] = [];
    for (let node: ChainNode = this; node.parent !== undefined; node = node.parent) {
      steps.push(toStep(node.key as string | number | Step));
    }
    return steps.reverse();
  }

  /** What Node prints where it is told to show the Proxy itself: no argument in full, for one may be secret. */
  [INSPECT](): string {
    return `[Chain: ${this}]`;
  }

  toString(): string {
    return writeChain(this.source.text, this.steps()).text;
  }

  /** What it becomes where a text is made of it: marked, so that it is not sent where its value was meant. */
  get forced(): string {
    return `⟦chain ${this}⟧`;
  }

  get(_target: unknown, key: string | symbol): unknown {
    const isPrinted = tagged === this && key === 'name';
    tagged = undefined;
    if (typeof key === 'symbol') return ofSymbol(this, key);
    if (isPrinted) return new Proxy(TARGET, new PrintedName(this, key));
    if (this.parent === undefined && this.source.kind === 'root') {
      if (key === 'then' || key === 'catch' || key === 'finally') return undefined;
    }
    const counted = key === 'length' ? inLambda(this, 'count') : undefined;
    if (counted !== undefined) return counted.value;
    const own = OWN.get(key);
    if (own !== undefined) {
      if (key === 'then' || key === 'catch' || key === 'finally') noteSite(this, siteAbove(GET));
      return own === ABSENT ? undefined : own;
    }
    return next(this, isIndex(key) ? Number(key) : key);
  }

  apply(_target: unknown, _this: unknown, args: readonly unknown[]): unknown {
    const shortcut = this.#shortcut();
    if (shortcut) return Reflect.apply(shortcut, undefined, [createChain(this.source), ...args]);
    // The error is kept for its stack: a bad argument rejects later, and has to say where it was given.
    const site = new Error('called here');
    const given = args.map((arg) => copied(arg));
    const call: CallStep = { is: 'call', args: given, site, secrets: this.source.secrets };
    const operated = this.source.operated?.(call, this.steps());
    if (operated !== undefined) return operated.value;
    this.source.called?.(call, this.steps());
    return next(this, call);
  }

  /** What is called here, if it is no step but a shortcut of the start. */
  #shortcut(): ((start: object, ...args: never[]) => object) | undefined {
    const { shortcuts } = this.source;
    if (shortcuts === undefined) return undefined;
    const [step, ...rest] = this.steps();
    const isFirst = step?.is === 'name' && !step.verbatim && rest.length === 0;
    return isFirst && Object.hasOwn(shortcuts, step.name) ? shortcuts[step.name] : undefined;
  }

  has(_target: unknown, key: string | symbol): boolean {
    return typeof key === 'string' && OWN.has(key) && OWN.get(key) !== ABSENT;
  }

  getPrototypeOf(): object {
    return Chain.prototype;
  }

  ownKeys(): string[] {
    return [];
  }

  getOwnPropertyDescriptor(): undefined {
    return undefined;
  }

  set(_target: unknown, key: string | symbol): never {
    throw new TypeError(`a chain cannot be changed: ${String(key)} of ${this} was not set`);
  }

  defineProperty(_target: unknown, key: string | symbol): never {
    throw new TypeError(`a chain cannot be changed: ${String(key)} of ${this} was not set`);
  }

  deleteProperty(_target: unknown, key: string | symbol): never {
    throw new TypeError(`a chain cannot be changed: ${String(key)} of ${this} was not deleted`);
  }

  setPrototypeOf(): never {
    throw new TypeError(`a chain cannot be changed: ${this} keeps its prototype`);
  }

  preventExtensions(): never {
    throw new TypeError(`a chain is frozen as it is: ${this}`);
  }
}

const GET = ChainNode.prototype.get;

/**
 * The name of a chain that is being printed. Assertions of chai, which vitest has, print whatever is callable by its tag
 * and its name: the name of a chain would print as the chain to a field `name`. It is that all the same.
 */
class PrintedName extends ChainNode {
  override get forced(): string {
    return `⟦chain ${this.parent}⟧`;
  }
}

/** The chain whose tag was read, and nothing else of any chain since. */
let tagged: ChainNode | undefined;

/** The one target. An arrow function, for any other function owns what a Proxy may not hide. */
const TARGET: () => void = () => {};
// Node prints a Proxy by its target, but calls this with the Proxy itself.
Object.defineProperty(TARGET, INSPECT, {
  configurable: true,
  value(this: unknown): string {
    return printed(this);
  },
});

/** What a chain answers itself, by name. `ABSENT` is `undefined`: names by which hosts look a value over. */
const ABSENT: unique symbol = Symbol('absent');
const OWN: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['then', settle('then')],
  ['catch', settle('catch')],
  ['finally', settle('finally')],
  ['toJSON', forced],
  ['toString', forced],
  ['valueOf', forced],
  ['toLocaleString', forced],
  ['constructor', Chain],
  ['call', Function.prototype.call],
  ['apply', Function.prototype.apply],
  ['bind', Function.prototype.bind],
  // Jest and vitest print what bears this mark by asking it, and anything else that is callable by its `name`.
  ['$$typeof', Symbol.for('jest.asymmetricMatcher')],
  ['toAsymmetricMatcher', asked],
  ...LOOKED_OVER.map((name): [string, unknown] => [name, ABSENT]),
]);

function settle(method: 'then' | 'catch' | 'finally'): (...handlers: unknown[]) => unknown {
  return function (this: unknown, ...handlers: unknown[]): unknown {
    const node = nodeOf(this);
    if (node === undefined) throw new TypeError(`\`${method}\` was called on no chain`);
    const promise = node.source.want(node.steps(), siteOf(node));
    return Reflect.apply(promise[method], promise, handlers);
  };
}

/** A chain as text bears a mark, so that it is not sent where its value was meant. */
function forced(this: unknown): string {
  return nodeOf(this)?.forced ?? '⟦chain ⟧';
}

/** What test runners print. */
function asked(this: unknown): string {
  return printed(this);
}

/** What `for await` calls. */
function iterated(this: unknown): AsyncIterator<unknown> {
  const node = nodeOf(this);
  const iterator = node?.source.iterate?.(node.steps(), siteAbove(iterated));
  if (iterator === undefined) throw new TypeError('this was called on no chain to go through');
  return iterator;
}

function printed(value: unknown): string {
  const node = nodeOf(value);
  return node === undefined ? '[Chain]' : `[Chain: ${node}]`;
}

function ofSymbol(node: ChainNode, key: symbol): unknown {
  switch (key) {
    case NODE:
      return node;
    case Symbol.toPrimitive:
      return (hint: string) => (hint === 'number' ? Number.NaN : node.forced);
    case Symbol.toStringTag:
      tagged = node;
      return 'Chain';
    case Symbol.iterator:
      return () => {
        const items = inLambda(node, 'contents');
        if (items !== undefined) return (items.value as Iterable<unknown>)[Symbol.iterator]();
        throw new TypeError(
          `${node} is not in hand yet: await it, or go through it by \`for await\``,
        );
      };
    case Symbol.asyncIterator:
      return node.parent === undefined && node.source.kind === 'root' ? undefined : iterated;
    case INSPECT:
      return () => `[Chain: ${node}]`;
    default:
      return undefined;
  }
}

/** What an operation on a collection gives where a lambda reads it; `undefined` anywhere else. */
function inLambda(node: ChainNode, name: string): { readonly value: unknown } | undefined {
  const { operated } = node.source;
  if (operated === undefined) return undefined;
  const call: CallStep = { is: 'call', args: [], site: new Error('called here') };
  return operated(call, [...node.steps(), { is: 'name', name, verbatim: false }]);
}

function toStep(key: string | number | Step): Step {
  if (typeof key === 'string') return { is: 'name', name: key, verbatim: false };
  return typeof key === 'number' ? { is: 'index', index: key } : key;
}

function next(parent: ChainNode, step: string | number | Step): object {
  return new Proxy(TARGET, new ChainNode(parent, step));
}

/** A chain that starts at a source. */
export function createChain(source: Source, steps: readonly Step[] = []): object {
  const start = new ChainNode(undefined, source);
  return new Proxy(
    TARGET,
    steps.reduce((node, step) => new ChainNode(node, step), start),
  );
}

/** A chain, read. */
export interface ChainRead {
  readonly source: Source;
  readonly steps: readonly Step[];
  /** As it was written. */
  readonly text: string;
}

/** The source and steps of a chain; `undefined` when the value is none. */
export function readChain(value: unknown): ChainRead | undefined {
  const node = nodeOf(value);
  if (node === undefined) return undefined;
  return {
    source: node.source,
    steps: node.steps(),
    // Mostly nobody asks how it was written.
    get text() {
      return String(node);
    },
  };
}

function nodeOf(value: unknown): ChainNode | undefined {
  if (typeof value !== 'function') return undefined;
  const node: unknown = (value as { readonly [NODE]?: unknown })[NODE];
  return node instanceof ChainNode ? node : undefined;
}
