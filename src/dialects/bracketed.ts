import { isRecord, show } from '../plan/map/given.ts';

/**
 * Values within values as the fields of a form, named as PHP, Rails and Stripe read them: `items[0][price]`.
 *
 * Numbers and booleans are written as texts. An empty text is what such servers read as “none”: `null` and an empty list are written
 * so. An object with nothing in it, or with nothing but `undefined`, is left out: it would unset all that the server has there.
 *
 * @param body - Fit for JSON, as `write` gets it.
 * @throws {TypeError} For what is neither, such as a file: a form of this sort holds texts alone.
 *
 * @example
 * ```ts
 * bracketed({ name: 'Ann', items: [{ price: 3 }], address: { city: null } });
 * //=> { name: 'Ann', 'items[0][price]': '3', 'address[city]': '' }
 * ```
 */
export function bracketed(body: Readonly<Record<string, unknown>>): Record<string, string> {
  const fields: [name: string, text: string][] = [];
  const write = (name: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      fields.push([name, String(value ?? '')]);
      return;
    }
    if (!Array.isArray(value) && !isRecord(value)) {
      throw new TypeError(`a form holds texts, and \`${name}\` is ${show(value)}`);
    }
    const inner = Object.entries(value).filter(([, each]) => each !== undefined);
    for (const [key, each] of inner) write(`${name}[${key}]`, each);
    if (Array.isArray(value) && inner.length === 0) fields.push([name, '']);
  };
  for (const [name, value] of Object.entries(body)) write(name, value);
  return Object.fromEntries(fields);
}
