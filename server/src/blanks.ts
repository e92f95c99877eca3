/**
 * Reads an empty text as an absent one, where a field may be absent and no text that stands there is
 * empty: clients write `"password": ""` for a user who has none.
 */
import * as v from 'valibot';

/** What is looked at of valibot's schemas; not every one has each. */
interface Parts {
  readonly type: string;
  readonly wrapped?: v.GenericSchema;
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
}

/** The body without the fields that are blank, in the objects inside it as well. */
export function withoutBlanks(schema: v.GenericSchema, value: object): object {
  const { entries } = partsOf(schema);
  if (entries === undefined) return value;
  const kept: Record<string, unknown> = { ...value };
  for (const [field, fieldSchema] of Object.entries(entries)) {
    if (!Object.hasOwn(kept, field)) continue;
    const { type, wrapped } = partsOf(fieldSchema);
    const inner = kept[field];
    if (isBlank(inner) && isOptional(type) && !v.is(fieldSchema, inner)) delete kept[field];
    else if (wrapped !== undefined && isObject(inner)) kept[field] = withoutBlanks(wrapped, inner);
  }
  return kept;
}

const partsOf = (schema: v.GenericSchema): Parts => schema;

const isOptional = (type: string): boolean => type === 'optional' || type === 'nullish';

/** An empty text, and an object whose fields are empty texts. */
function isBlank(value: unknown): boolean {
  if (!isObject(value)) return value === '';
  const inner = Object.values(value);
  return inner.length > 0 && inner.every((each) => each === '');
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
