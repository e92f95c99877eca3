/**
 * Rows: what a lambda gets for an item. A row reads like a snapshot that holds everything.
 *
 * Whether the values are data or samples is the reader's to say; a row only passes the names on.
 */
import { createMarks } from './marks.ts';

/** Where a row's values come from. It is the handler of the row's Proxy: there is one of each for every item. */
export abstract class RowReader implements ProxyHandler<object> {
  /** How the row is printed. */
  abstract readonly text: string;
  abstract read(name: string): unknown;
  /** Every field, for `{...row}`. */
  abstract names(): readonly string[];
  /** What `JSON.stringify` writes: the fields, and stubs of what they name. */
  abstract json(): unknown;

  get(_target: object, key: string | symbol): unknown {
    if (key === Symbol.toStringTag) return this.text;
    if (key === Symbol.toPrimitive) return () => `[${this.text}]`;
    if (key === 'toJSON') return () => this.json();
    if (typeof key === 'symbol' || key === 'then') return undefined;
    return this.read(key);
  }

  has(_target: object, key: string | symbol): boolean {
    return typeof key === 'string' && this.names().includes(key);
  }

  ownKeys(): readonly string[] {
    return this.names();
  }

  getOwnPropertyDescriptor(target: object, key: string | symbol): PropertyDescriptor | undefined {
    if (!this.has(target, key)) return undefined;
    return { value: this.get(target, key), enumerable: true, configurable: true };
  }

  set(): never {
    throw this.#onlyRead();
  }

  defineProperty(): never {
    throw this.#onlyRead();
  }

  deleteProperty(): never {
    throw this.#onlyRead();
  }

  setPrototypeOf(): never {
    throw this.#onlyRead();
  }

  preventExtensions(): never {
    throw this.#onlyRead();
  }

  #onlyRead(): TypeError {
    return new TypeError(`a lambda only reads: ${this.text} cannot be changed`);
  }
}

/** No row changes it, so that one does for all of them. */
const TARGET: object = Object.create(null);

const READERS = createMarks<RowReader>();

/** Makes a row. */
export function createRow(reader: RowReader): object {
  return READERS.mark(new Proxy(TARGET, reader), reader);
}

/** The reader of a row; `undefined` when the value is none. */
export function readRow(value: unknown): RowReader | undefined {
  return READERS.read(value);
}
