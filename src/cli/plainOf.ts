/**
 * What a `Map` or a `Set` holds, as what JSON and tables are made of: both would be written as `{}`. A map is a record, where
 * its keys are texts or numbers, and otherwise a list of pairs; anything else is as it was.
 */
export function plainOf(value: unknown): unknown {
  if (value instanceof Set) return [...value];
  if (!(value instanceof Map)) return value;
  const keys = [...value.keys()];
  const isRecord = keys.every((key) => typeof key === 'string' || typeof key === 'number');
  return isRecord ? Object.fromEntries(value) : [...value];
}
