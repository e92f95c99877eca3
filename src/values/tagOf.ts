/** What sort of object a value is, by its own word: `Temporal.Instant`, `Date`; also one that another realm made. */
export function tagOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}
