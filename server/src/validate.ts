/**
 * Checks what a client sent against a schema, and says what is wrong in HipChat's words.
 *
 * HipChat's texts were those of Python's validictory: `Value u'true' for field 'notify' is not of
 * type 'boolean'`. Only the first fault is told. Which fields there are is said beside the
 * endpoint, in `routes/`; the parts they are made of are in `fields.ts`.
 */
import * as v from 'valibot';
import { ApiError } from './errors.ts';
import type { Document } from './json.ts';
import { pythonRepr } from './pythonRepr.ts';

/** What a validation error says beside its message. */
export interface Fault {
  readonly field: string;
  /** The rule that was broken: `type`, `required`, `maxLength`, `enum`… */
  readonly validation: string;
  readonly value?: unknown;
  readonly expected_type?: string;
  readonly description?: string;
}

/** A 400 that names a field. */
export function invalid(message: string, fault: Fault): ApiError {
  return new ApiError(400, message, fault as unknown as Document);
}

/** `Value … for field … is not of type …`, the commonest of them. */
export function wrongType(field: string, given: unknown, expected: string): ApiError {
  const value = field.split('.').some(isSecret) ? '…' : withoutSecrets(given);
  const message = `Value ${pythonRepr(value)} for field '${field}' is not of type '${expected}'`;
  return invalid(message, { field, validation: 'type', value, expected_type: expected });
}

/**
 * The value as the schema describes it.
 *
 * @throws {ApiError} 400 for the first fault.
 */
export function validate<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  throw toError(result.issues[0], schemaAt(schema, result.issues[0]));
}

function toError(issue: v.BaseIssue<unknown>, schema: SchemaParts | undefined): ApiError {
  const path = issue.path?.map((item) => String(item.key)) ?? [];
  const field = path.length === 0 ? '_data' : path.join('.');
  // What was wrong with a password is not repeated to whoever reads the answer.
  const value = path.some(isSecret) ? '…' : withoutSecrets(issue.input);
  const repr = pythonRepr(value);
  const description = schema && v.getDescription(schema as v.GenericSchema);
  const more = description === undefined ? {} : { description };

  if (issue.kind === 'schema' && issue.received === 'undefined') {
    const message = `Required field '${field}' is missing`;
    return invalid(message, { field, validation: 'required', ...more });
  }
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const parent = path.slice(0, -1).join('.') || '_data';
    const message = `additional property ${pythonRepr(path.at(-1))} not defined by 'properties' are not allowed in field '${parent}'`;
    return invalid(message, { field, validation: 'additionalProperties' });
  }
  switch (issue.type) {
    case 'min_length':
    case 'max_length': {
      const [bound, validation] =
        issue.type === 'min_length' ? ['greater', 'minLength'] : ['less', 'maxLength'];
      const message = `Length of value ${repr} for field '${field}' must be ${bound} than or equal to ${issue.requirement}`;
      return invalid(message, { field, validation, value, expected_type: 'string', ...more });
    }
    case 'min_value':
    case 'max_value': {
      const [bound, validation] =
        issue.type === 'min_value'
          ? ['less than minimum', 'minimum']
          : ['greater than maximum', 'maximum'];
      const message = `Value ${repr} for field '${field}' is ${bound} value: ${issue.requirement}`;
      return invalid(message, { field, validation, value, expected_type: 'integer', ...more });
    }
    case 'picklist': {
      const expected = 'string';
      if (typeof value !== expected) return wrongType(field, value, expected);
      const message = `Value ${repr} for field '${field}' is not in the enumeration: ${pythonRepr(schema?.options)}`;
      return invalid(message, {
        field,
        validation: 'enum',
        value,
        expected_type: expected,
        ...more,
      });
    }
    case 'regex':
    case 'check': {
      const message = `Value ${repr} for field '${field}' ${issue.message}`;
      return invalid(message, {
        field,
        validation: 'format',
        value,
        expected_type: 'string',
        ...more,
      });
    }
    default: {
      const expected = typeName(issue);
      const message = `Value ${repr} for field '${field}' is not of type '${expected}'`;
      return invalid(message, {
        field,
        validation: 'type',
        value,
        expected_type: expected,
        ...more,
      });
    }
  }
}

/** Whether a field of that name holds what nobody else may see. */
const isSecret = (name: string): boolean => /password|token|secret|^code$/i.test(name);

/** The same value, with `…` for what is secret in it: what was sent may be of another shape than was meant. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      isSecret(name) ? '…' : withoutSecrets(each),
    ]),
  );
}

/** JSON's name for what was expected. */
function typeName(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'object' || issue.type === 'strict_object') return 'object';
  if (issue.type === 'union') return issue.expected?.replace(/[()]/g, '').toLowerCase() ?? 'object';
  return issue.type === 'number' ? 'integer' : issue.type;
}

/** What valibot's schemas hold of one another; not every schema has each. */
interface SchemaParts {
  readonly wrapped?: SchemaParts;
  readonly entries?: Readonly<Record<string, SchemaParts>>;
  readonly item?: SchemaParts;
  readonly options?: unknown;
}

/** The schema of the field that the issue is about. */
function schemaAt(schema: unknown, issue: v.BaseIssue<unknown>): SchemaParts | undefined {
  let at: SchemaParts | undefined = unwrap(schema as SchemaParts);
  for (const { key } of issue.path ?? []) {
    const entries: Readonly<Record<string, SchemaParts>> = at?.entries ?? {};
    const next: SchemaParts | undefined = Object.hasOwn(entries, String(key))
      ? entries[String(key)]
      : at?.item;
    at = next && unwrap(next);
  }
  return at;
}

/** The schema inside `optional` and the like. */
function unwrap(schema: SchemaParts): SchemaParts {
  return schema.wrapped === undefined ? schema : unwrap(schema.wrapped);
}
