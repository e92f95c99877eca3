/** What sort of thing a value is that is not to be shown itself, as it stands in a sentence: `an object`, `a function`. */
export function sortOf(value: unknown): string {
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
