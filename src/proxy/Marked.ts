/**
 * Gives its own constructor's argument as the object that is made. A subclass with a private field marks that object with it:
 * nobody else sees the mark, to look for it runs no trap of a Proxy, and it costs less than a map of all that are marked.
 */
export class Marked {
  constructor(marked: object) {
    // biome-ignore lint/correctness/noConstructorReturn: that is what it is for
    return marked;
  }
}
