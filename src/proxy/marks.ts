/**
 * Marks that nobody else sees: private fields of objects that were made elsewhere. To look for one runs no trap of a Proxy, and
 * it costs less than a weak map of all that are marked.
 */

/** Gives its own constructor's argument as the object that is made, so that a subclass gives that one its private fields. */
class Given {
  constructor(given: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is what it is for
    return given;
  }
}

/** Marks of one sort, and how they are read. */
export interface Marks<T> {
  /** Marks an object, and gives it. */
  mark(object: object, as: T): object;
  /** What a value is marked as; `undefined` of what is not. */
  read(value: unknown): T | undefined;
}

/** Makes a sort of marks. */
export function createMarks<T>(): Marks<T> {
  class Marked extends Given {
    readonly #as: T;

    constructor(object: object, as: T) {
      super(object);
      this.#as = as;
    }

    static read(value: unknown): T | undefined {
      return typeof value === 'object' && value !== null && #as in value ? value.#as : undefined;
    }
  }
  return { mark: (object, as) => new Marked(object, as), read: Marked.read };
}
