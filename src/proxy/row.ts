/**
 * Rows: what a lambda gets for an item. A row reads like a snapshot that holds everything.
 *
 * Whether the values are data or samples is the reader's to say; a row only passes the names on.
 */
import { createMarks } from './marks.ts';

/** Where a row's values come from. */
export interface RowReader {
  /** How the row is printed. */
  readonly text: string;
  read(name: string): unknown;
  /** Every field, for `{...row}`. */
  names(): readonly string[];
  /** What `JSON.stringify` writes: the fields, and stubs of what they name. */
  json(): unknown;
}

const READERS = createMarks<RowReader>();

/** Makes a row. */
export function createRow(reader: RowReader): object {
  return READERS.mark(new Proxy(Object.create(null), new RowHandler(reader)), reader);
}

/** The reader of a row; `undefined` when the value is none. */
export function readRow(value: unknown): RowReader | undefined {
  return READERS.read(value);
}

class RowHandler implements ProxyHandler<object> {
  readonly #reader: RowReader;

  constructor(reader: RowReader) {
    this.#reader = reader;
  }

  get(_target: object, key: string | symbol): unknown {
    if (key === Symbol.toStringTag) return this.#reader.text;
    if (key === Symbol.toPrimitive) return () => `[${this.#reader.text}]`;
    if (key === 'toJSON') return () => this.#reader.json();
    if (typeof key === 'symbol' || key === 'then') return undefined;
    return this.#reader.read(key);
  }

  has(_target: object, key: string | symbol): boolean {
    return typeof key === 'string' && this.#reader.names().includes(key);
  }

  ownKeys(): readonly string[] {
    return this.#reader.names();
  }

  getOwnPropertyDescriptor(target: object, key: string | symbol): PropertyDescriptor | undefined {
    if (!this.has(target, key)) return undefined;
    return { value: this.get(target, key), enumerable: true, configurable: true };
  }

  set(): never {
    throw new TypeError(`a lambda only reads: ${this.#reader.text} cannot be changed`);
  }

  defineProperty(): never {
    throw new TypeError(`a lambda only reads: ${this.#reader.text} cannot be changed`);
  }

  deleteProperty(): never {
    throw new TypeError(`a lambda only reads: ${this.#reader.text} cannot be changed`);
  }
}
