/**
 * Writes documents as HipChat wrote them: keys sorted, errors pretty-printed.
 *
 * Knows nothing of what it writes. Which documents there are is decided in `routes/`.
 */

/** A JSON object as it goes over the wire. */
export type Document = { readonly [key: string]: unknown };

/** The document as compact JSON with sorted keys. */
export function toJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  const source = value as Document;
  let json = '';
  for (const key of sortedKeys(source)) {
    const field = source[key];
    if (field === undefined) continue;
    json += `${json === '' ? '' : ','}${JSON.stringify(key)}:${toJson(field)}`;
  }
  return `{${json}}`;
}

/** Most documents are written in order as it is: looking is cheaper than sorting. */
function sortedKeys(source: Document): string[] {
  const keys = Object.keys(source);
  for (let index = 1; index < keys.length; index += 1) {
    if ((keys[index - 1] ?? '') > (keys[index] ?? '')) return keys.sort();
  }
  return keys;
}

/** The same with line breaks, as HipChat wrote its errors. */
export function toPrettyJson(value: unknown): string {
  return JSON.stringify(sorted(value), null, 2);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  // Without a prototype `__proto__` is a key like any other: an error body repeats what a client sent.
  const copy: Record<string, unknown> = Object.create(null);
  const source = value as Document;
  for (const key of sortedKeys(source)) copy[key] = sorted(source[key]);
  return copy;
}
