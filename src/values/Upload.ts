/**
 * Bytes that an action sends: what somebody gave as a file, with its name and type.
 *
 * A plan shows it by its name, type and size. Nothing of it is read before it is sent, and a stream only once.
 */

/** What is taken for a file: its bytes, or a stream of them. */
export type Bytes = Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>;

/** Whether a value is one of these. */
export function isBytes(value: unknown): value is Bytes {
  return (
    value instanceof Blob ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    isStream(value)
  );
}

/** The streams that were read: two actions may have been given the same one. */
const READ = new WeakSet<object>();

/** What is wrong with one that is to be sent once more: it would go as an empty one, and nobody would notice. */
export const SPENT = 'a stream is sent once, and this one was read before';

/** A file to be sent. */
export class Upload {
  /** Of a `File`; `undefined` where bytes have no name of their own. */
  readonly name: string | undefined;
  /** The media type; `application/octet-stream` where none is known. */
  readonly type: string;
  /** In bytes; `undefined` of a stream. */
  readonly size: number | undefined;
  readonly #source: Bytes;

  constructor(source: Bytes) {
    this.#source = source;
    this.name = 'name' in source && typeof source.name === 'string' ? source.name : undefined;
    const type = source instanceof Blob ? source.type : '';
    this.type = type === '' ? 'application/octet-stream' : type;
    this.size = isStream(source)
      ? undefined
      : source instanceof Blob
        ? source.size
        : source.byteLength;
  }

  /** The bytes at once; `undefined` of a stream. */
  get whole(): Blob | undefined {
    if (isStream(this.#source)) return undefined;
    // Copied, for its owner may go on writing into it.
    return this.#source instanceof Blob ? this.#source : new Blob([copyOf(this.#source)]);
  }

  /** Whether it was a stream that was read before, so that it cannot be sent again. */
  get isSpent(): boolean {
    return isStream(this.#source) && (READ.has(this.#source) || this.#source.locked);
  }

  /** The bytes as they come. A stream is not touched before the first of them is asked for. */
  async *chunks(): AsyncGenerator<Uint8Array> {
    const source = this.#source;
    const stream = isStream(source) ? source : (this.whole as Blob).stream();
    if (this.isSpent) throw new TypeError(SPENT);
    READ.add(source);
    const reader = stream.getReader();
    let isOver = false;
    try {
      for (;;) {
        const { done, value } = await reader.read();
        isOver = done;
        if (done) return;
        if (!(value instanceof Uint8Array)) {
          throw new TypeError(`a stream that is sent has to give bytes, got a ${typeof value}`);
        }
        yield value;
      }
    } finally {
      // Whoever makes the bytes is told that nobody wants the rest.
      if (!isOver) await reader.cancel().catch(() => {});
      reader.releaseLock();
    }
  }
}

function isStream(value: unknown): value is ReadableStream<Uint8Array> {
  return typeof ReadableStream === 'function' && value instanceof ReadableStream;
}

function copyOf(bytes: ArrayBuffer | ArrayBufferView): Uint8Array<ArrayBuffer> {
  return ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).slice()
    : new Uint8Array(bytes.slice(0));
}
