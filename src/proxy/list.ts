/**
 * Lists: what an operation over a collection gives within a lambda. An array that is filled once it is read.
 *
 * Until then it stands for a chain, to which a further operation is one more step: `history.filter(…).take(3)` reads no
 * more messages than it takes, and a list that a lambda returns unread is walked like any chain that it returns.
 */
import { createMarks } from './marks.ts';

/** Where a list's values come from. */
export interface ListReader {
  /** What the list stands for as long as nobody has read it. */
  readonly chain: object;
  /** Whether a name is one more step of the chain. */
  isStep(name: string): boolean;
  /** Reads all of it. */
  values(): readonly unknown[];
  /** What it gives, or begins with, where so many may be enough. */
  begin(enough: number): unknown;
  /** The run of a lambda that reads it, where that counts for nothing: what was read then were samples. */
  lost(): object | undefined;
}

/** The array that a list is once it is read: it has what arrays lack of the operations. */
class List extends Array<unknown> {
  take(count: number): unknown[] {
    return this.slice(0, count);
  }

  drop(count: number): unknown[] {
    return this.slice(count);
  }

  contents(): unknown[] {
    return this.slice();
  }

  toArray(): unknown[] {
    return this.slice();
  }

  count(): number {
    return this.length;
  }

  /** In a lambda nothing is done, only returned to be done. */
  override forEach(read: (value: unknown, index: number, all: unknown[]) => unknown): unknown[] {
    return this.map(read);
  }
}

const HANDLERS = createMarks<ListHandler>();

/** Makes a list. */
export function createList(reader: ListReader): object {
  const handler = new ListHandler(reader);
  return HANDLERS.mark(new Proxy(new List(), handler), handler);
}

/** The chain that a list stands for; `undefined` for one that was read, and for what is none. */
export function unreadChain(value: unknown): object | undefined {
  return HANDLERS.read(value)?.reader?.chain;
}

/** What a list that nobody has read begins with, where so many may be enough. */
export function beginOf(list: unknown, enough: number): unknown {
  return HANDLERS.read(list)?.reader?.begin(enough);
}

/** Whether a call asks for what only arrays give: the whole of them as a third argument, or a `this`. */
function isOfArrays(name: string, [read, ...more]: readonly unknown[]): boolean {
  return (typeof read === 'function' && read.length > 2) || (more.length > 0 && name !== 'forEach');
}

class ListHandler implements ProxyHandler<List> {
  /** Until it is read. */
  reader: ListReader | undefined;
  /** The run that filled it with samples. */
  #lost: object | undefined;

  constructor(reader: ListReader) {
    this.reader = reader;
  }

  get(list: List, key: string | symbol, receiver: unknown): unknown {
    const { reader } = this;
    if (key === 'then') return undefined;
    if (typeof key === 'string' && reader?.isStep(key)) {
      return (...args: readonly unknown[]): unknown => {
        const of: object = isOfArrays(key, args) ? this.#read(list) : reader.chain;
        return Reflect.apply(Reflect.get(of, key), list, args);
      };
    }
    return Reflect.get(this.#read(list), key, receiver);
  }

  has(list: List, key: string | symbol): boolean {
    return Reflect.has(this.#read(list), key);
  }

  set(list: List, key: string | symbol, value: unknown): boolean {
    return Reflect.set(this.#read(list), key, value);
  }

  deleteProperty(list: List, key: string | symbol): boolean {
    return Reflect.deleteProperty(this.#read(list), key);
  }

  defineProperty(list: List, key: string | symbol, property: PropertyDescriptor): boolean {
    return Reflect.defineProperty(this.#read(list), key, property);
  }

  ownKeys(list: List): readonly (string | symbol)[] {
    return Reflect.ownKeys(this.#read(list));
  }

  getOwnPropertyDescriptor(list: List, key: string | symbol): PropertyDescriptor | undefined {
    return Reflect.getOwnPropertyDescriptor(this.#read(list), key);
  }

  /** Fills it. It may outlive a run that counts for nothing, and is filled anew in the next one then. */
  #read(list: List): List {
    const { reader } = this;
    if (reader === undefined || (this.#lost !== undefined && this.#lost === reader.lost())) {
      return list;
    }
    const values = reader.values();
    list.length = 0;
    for (const value of values) list.push(value);
    this.#lost = reader.lost();
    if (this.#lost === undefined) this.reader = undefined;
    return list;
  }
}
