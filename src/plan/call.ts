/**
 * Reads the arguments of a call by its parameters: checks them, and says what goes into path, query and body.
 *
 * Misuse is a `TypeError` or `RangeError` that names the parameter, before anything is sent. A chain given as
 * an argument is an `Argument`: what it stands for joins the plan.
 */
import type { ActionMember, Parameter, Parameters } from '../types/linkMap.ts';
import { encodeInstant, isMoment, toInstant } from '../values/codec.ts';
import type { Failure } from './place.ts';
import type { Want } from './want.ts';

/** A chain, or a resource that was fetched, given as an argument. */
export class Argument {
  readonly want: Want;
  /** How it was written, for errors. */
  readonly text: string;
  /** The kind of resource that it is by the map. */
  readonly kind: string | undefined;
  /** The error of a walk to it that failed. */
  readonly toError: (failure: Failure) => unknown;

  constructor(want: Want, text: string, toError: (failure: Failure) => unknown) {
    this.want = withoutSelf(want);
    this.text = text;
    this.toError = toError;
    this.kind = want.ends.on === 'resource' ? want.ends.kind : undefined;
  }
}

/** Of a resource that is an argument only the address is wanted: that its end asks for the whole is no matter. */
function withoutSelf(want: Want): Want {
  const last = want.moves.findLastIndex(
    ({ meaning, args }) =>
      meaning.is !== 'link' || meaning.member.rel !== 'self' || args !== undefined,
  );
  return last === want.moves.length - 1 ? want : { ...want, moves: want.moves.slice(0, last + 1) };
}

/** The mark that a chain leaves where it was forced into text. */
export const FORCED: RegExp = /⟦chain ([^⟧]*)⟧|%E2%9F%A6chain%20(\S*?)%E2%9F%A7/i;

/** The arguments of an action, by parameter name. */
export function readArguments(
  name: string,
  action: ActionMember,
  args: readonly unknown[],
): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  const { positional, parameters } = action;
  const hasOptions = Object.keys(parameters).length > positional.length;
  const most = positional.length + (hasOptions ? 1 : 0);
  if (args.length > most) {
    throw new TypeError(
      `\`${name}\` takes ${most === 1 ? 'one argument' : `${most} arguments`}, got ${args.length}`,
    );
  }
  positional.forEach((parameter, index) => {
    values.set(parameter, args[index]);
  });
  const options = args[positional.length];
  if (options !== undefined) {
    if (typeof options !== 'object' || options === null || options instanceof Argument) {
      throw new TypeError(
        `\`${name}\` takes an object of options${positional.length > 0 ? ` after ${positional.map((each) => `\`${each}\``).join(', ')}` : ''}, got ${show(options)}`,
      );
    }
    for (const [key, value] of Object.entries(options)) {
      if (!Object.hasOwn(parameters, key) || positional.includes(key)) {
        const has = Object.keys(parameters).filter((each) => !positional.includes(each));
        throw new TypeError(`\`${name}\` has no option \`${key}\`: it has ${has.join(', ')}`);
      }
      values.set(key, value);
    }
  }
  for (const [key, parameter] of Object.entries(parameters)) {
    const value = values.get(key);
    if (value === undefined) {
      if (parameter.required) throw new TypeError(`\`${name}\` needs \`${key}\``);
      values.delete(key);
    } else {
      check(`${name}: \`${key}\``, parameter, value);
    }
  }
  return values;
}

function check(what: string, parameter: Parameter, value: unknown): void {
  if (value instanceof Argument) {
    if (parameter.kind !== undefined && (value.kind ?? parameter.kind) !== parameter.kind) {
      throw new TypeError(
        `${what} has to be a ${parameter.kind}, got ${value.text}, a ${value.kind}`,
      );
    }
    return;
  }
  if (value === null) return;
  if (parameter.type === 'number' || parameter.type === 'integer')
    checkNumber(what, parameter, value);
  else if (parameter.type === 'string' || parameter.type === 'boolean') {
    if (typeof value !== parameter.type) {
      throw new TypeError(`${what} has to be a ${parameter.type}, got ${show(value)}`);
    }
  }
  if (parameter.type === 'instant') checkMoment(what, parameter, value);
  else if (typeof value === 'string') checkText(what, parameter, value);
}

/** A moment may be written out already, or be one of the words that stand for one. */
function checkMoment(what: string, parameter: Parameter, value: unknown): void {
  const isWritten = typeof value === 'string' && toInstant(value) !== undefined;
  const isWord = typeof value === 'string' && parameter.oneOf?.includes(value) === true;
  if (isMoment(value) || isWritten || isWord) return;
  const words = (parameter.oneOf ?? []).map((word) => ` or '${word}'`).join('');
  throw new TypeError(`${what} has to be a Temporal.Instant${words}, got ${show(value)}`);
}

function checkNumber(what: string, parameter: Parameter, value: unknown): void {
  if (typeof value !== 'number') {
    throw new TypeError(`${what} has to be a number, got ${show(value)}`);
  }
  const [least, greatest] = parameter.range ?? [-Number.MAX_VALUE, Number.MAX_VALUE];
  const isRight = parameter.type === 'integer' ? Number.isInteger(value) : Number.isFinite(value);
  if (!isRight || value < least || value > greatest) {
    const most = greatest >= Number.MAX_SAFE_INTEGER ? 'or more' : `to ${greatest}`;
    const range = parameter.range === undefined ? '' : `, ${least} ${most}`;
    const sort = parameter.type === 'integer' ? 'a whole number' : 'a finite number';
    throw new RangeError(`${what} has to be ${sort}${range}, got ${value}`);
  }
}

function checkText(what: string, parameter: Parameter, value: string): void {
  refuseForced(what, value);
  if (parameter.oneOf !== undefined && !parameter.oneOf.includes(value)) {
    throw new RangeError(
      `${what} has to be one of ${parameter.oneOf.join(', ')}, got ${show(value)}`,
    );
  }
  if (parameter.length === undefined) return;
  const [least, greatest] = parameter.length;
  const length = [...value].length;
  if (length < least || length > greatest) {
    throw new RangeError(
      `${what} has to be ${least} to ${greatest.toLocaleString('en')} characters long, got ${length.toLocaleString('en')}`,
    );
  }
}

/** Refuses a text into which a chain was forced. */
export function refuseForced(what: string, text: string): void {
  const forced = FORCED.exec(text);
  if (forced) {
    const chain = forced[1] ?? decodeURIComponent(forced[2] ?? '');
    throw new TypeError(
      `${what} holds a chain that was made into text: write \`\${await ${chain}}\` to send what it gives`,
    );
  }
}

/** How a value looks in an error: short, and nothing of a long text. */
export function show(value: unknown): string {
  if (typeof value === 'string') {
    return `'${value.length > 40 ? `${value.slice(0, 39)}…` : value}'`;
  }
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

/** The options of a link as the query's names and texts. Unknown ones are passed on as they are. */
export function readOptions(
  name: string,
  parameters: Parameters | undefined,
  options: unknown,
): readonly (readonly [string, string])[] {
  if (options === undefined) return [];
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`\`${name}\` takes an object of options, got ${show(options)}`);
  }
  const query: [string, string][] = [];
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const parameter =
      parameters !== undefined && Object.hasOwn(parameters, key) ? parameters[key] : undefined;
    if (parameter !== undefined) check(`${name}: \`${key}\``, parameter, value);
    query.push([parameter?.wire ?? key, toText(`${name}: \`${key}\``, value)]);
  }
  return query;
}

function toText(what: string, value: unknown): string {
  if (isMoment(value)) return encodeInstant(value);
  if (Array.isArray(value)) return value.map((each) => toText(what, each)).join(',');
  if (typeof value === 'object' && value !== null) {
    throw new TypeError(`${what} cannot be written into an address, got ${show(value)}`);
  }
  const text = String(value);
  refuseForced(what, text);
  return text;
}

/** The id of a lookup as a segment of a path. */
export function readId(name: string, args: readonly unknown[]): string {
  const [id] = args;
  if (args.length !== 1) {
    throw new TypeError(`\`${name}\` takes one argument, an id or a name, got ${args.length}`);
  }
  const isId = typeof id === 'string' ? id !== '' : typeof id === 'number' && Number.isFinite(id);
  if (!isId) {
    throw new TypeError(`\`${name}\` takes an id or a name, got ${show(id)}`);
  }
  refuseForced(name, String(id));
  return segment(String(id));
}

/**
 * One segment of a path.
 *
 * @throws {RangeError} For `.` and `..`: however they are written, an address reads them as another place.
 */
export function segment(text: string): string {
  if (/^\.\.?$/.test(text)) throw new RangeError(`'${text}' cannot be part of an address`);
  return encodeURIComponent(text).replaceAll('%40', '@');
}

/**
 * A value as it goes into a body.
 *
 * @param resolve - What stands for a chain that was given as an argument.
 * @throws {TypeError} For what is not JSON, with its path.
 */
export function toBody(
  what: string,
  value: unknown,
  resolve: (argument: Argument) => unknown,
): unknown {
  if (value instanceof Argument) return resolve(value);
  if (isMoment(value)) return encodeInstant(value);
  if (typeof value === 'string') {
    refuseForced(what, value);
    return value;
  }
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (value instanceof Set) return toBody(what, [...value], resolve);
  if (Array.isArray(value)) {
    return value.map((each, index) => toBody(`${what}[${index}]`, each, resolve));
  }
  if (typeof value === 'object') {
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, each]) => each !== undefined)
          .map(([key, each]) => {
            refuseForced(what, key);
            return [key, toBody(`${what}.${key}`, each, resolve)];
          }),
      );
    }
    if ('toJSON' in value && typeof value.toJSON === 'function') {
      return toBody(what, value.toJSON(), resolve);
    }
  }
  throw new TypeError(`${what} cannot be sent as JSON, got ${show(value)}`);
}
