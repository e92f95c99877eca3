/**
 * Checks one value against its parameter, before anything is sent: its type, its limits, its choices.
 */
import type { Parameter, Parameters } from '../../types/parameter.ts';
import { isMoment, toInstant } from '../../values/codec.ts';
import { ForetoldNumber } from '../../values/foretold.ts';
import { isBytes } from '../../values/Upload.ts';
import { isRecord, refuseForced, refuseInexact, show } from '../map/given.ts';
import { Argument } from './program.ts';

/**
 * Checks a value that was given.
 *
 * @param what - What errors call it: ``topic: `topic` ``.
 * @throws {TypeError} When it is of another type, or `null` where something is required.
 * @throws {RangeError} When it is over a limit, or none of the choices.
 */
export function checkValue(what: string, parameter: Parameter, value: unknown): void {
  if (value instanceof Argument) {
    if (parameter.kind !== undefined && !areOneKind(value.kind, parameter.kind)) {
      throw new TypeError(
        `${what} has to be a ${parameter.kind}, got ${value.text}, a ${value.kind}`,
      );
    }
    return;
  }
  // What is only foretold will be of its type.
  if (value instanceof ForetoldNumber) return;
  if (value === null) {
    refuseNull(what, parameter, value);
    return;
  }
  if (parameter.type === 'file') {
    checkFile(what, value);
    return;
  }
  if (parameter.each !== undefined) {
    checkEach(what, parameter.each, value);
    return;
  }
  const isId = typeof value === 'string' || typeof value === 'number';
  if (parameter.kind !== undefined && !isId) {
    throw new TypeError(`${what} has to be a ${parameter.kind} or an id, got ${show(value)}`);
  }
  if (parameter.kind !== undefined) refuseInexact(what, value);
  if (parameter.fields !== undefined) {
    if (!isRecord(value)) {
      throw new TypeError(`${what} has to be a plain object, got ${show(value)}`);
    }
    checkFields(what, parameter.fields, value);
  } else if (parameter.type === 'number' || parameter.type === 'integer') {
    checkNumber(what, parameter, value);
  } else if (parameter.type === 'string' || parameter.type === 'boolean') {
    if (typeof value !== parameter.type) {
      throw new TypeError(`${what} has to be a ${parameter.type}, got ${show(value)}`);
    }
  }
  // Of what may be chosen, several may be, where the type allows a list.
  if (Array.isArray(value) && parameter.oneOf !== undefined) checkEach(what, parameter, value);
  if (parameter.type === 'instant') checkMoment(what, parameter, value);
  else if (typeof value === 'string') checkText(what, parameter, value);
}

/**
 * Refuses `null` where something is required, also in a list.
 *
 * @param value - What was given, or what came of it where that was a chain.
 * @throws {TypeError}
 */
export function refuseNull(what: string, parameter: Parameter, value: unknown): void {
  const { required, each, fields = {} } = parameter;
  if (value === null && required) {
    throw new TypeError(`${what} is required, and cannot be null`);
  }
  if (Array.isArray(value) && each !== undefined) {
    value.forEach((one, index) => {
      refuseNull(`${what}[${index}]`, { required: true, ...each }, one);
    });
  } else if (isRecord(value)) {
    for (const [name, inner] of Object.entries(fields)) {
      if (Object.hasOwn(value, name)) refuseNull(`${what}.${name}`, inner, value[name]);
    }
  }
}

function checkFile(what: string, value: unknown): void {
  if (!isBytes(value)) {
    throw new TypeError(`${what} has to be a Blob, a File, a stream or bytes, got ${show(value)}`);
  }
  if (value instanceof ReadableStream && value.locked) {
    throw new TypeError(`${what} is a stream that somebody else reads already`);
  }
}

function checkEach(what: string, parameter: Parameter, value: unknown): void {
  if (!Array.isArray(value)) throw new TypeError(`${what} has to be a list, got ${show(value)}`);
  value.forEach((each, index) => {
    checkValue(`${what}[${index}]`, { required: true, ...parameter }, each);
    const missing = parameter.fields && isRecord(each) && missingIn(parameter.fields, each);
    if (missing) throw new TypeError(`${what}[${index}] needs \`${missing}\``);
  });
}

/** Whether something of one kind may be of the other: either may be one of several. */
function areOneKind(given: string | undefined, taken: string): boolean {
  if (given === undefined || given === taken) return true;
  const all = taken.split('|');
  return given.split('|').some((kind) => all.includes(kind));
}

/** What the map does not know of an object is passed on; what is missing may still be kept from before. */
function checkFields(
  what: string,
  fields: Parameters,
  value: Readonly<Record<string, unknown>>,
): void {
  for (const [name, parameter] of Object.entries(fields)) {
    const inner = Object.hasOwn(value, name) ? value[name] : undefined;
    if (inner !== undefined) checkValue(`${what}.${name}`, parameter, inner);
  }
}

/** Whether an object has all that its parameters require. */
export function missingIn(
  fields: Parameters,
  value: Readonly<Record<string, unknown>>,
): string | undefined {
  const isThere = (name: string): boolean =>
    Object.hasOwn(value, name) && value[name] !== undefined && value[name] !== null;
  for (const [name, parameter] of Object.entries(fields)) {
    if (!isThere(name)) {
      if (parameter.required === true) return name;
      continue;
    }
    const inner = value[name];
    const missing = parameter.fields && isRecord(inner) && missingIn(parameter.fields, inner);
    if (missing) return `${name}.${missing}`;
  }
  return undefined;
}

/** A moment may be written out already, or be one of the words that stand for one. */
function checkMoment(what: string, parameter: Parameter, value: unknown): void {
  if (value instanceof Date && Number.isNaN(value.getTime())) {
    throw new RangeError(`${what} is an invalid Date`);
  }
  const isWritten = typeof value === 'string' && toInstant(value) !== undefined;
  const isWord = typeof value === 'string' && parameter.oneOf?.includes(value) === true;
  if (isMoment(value) || isWritten || isWord) return;
  const words = (parameter.oneOf ?? []).map((word) => ` or '${word}'`).join('');
  throw new TypeError(`${what} has to be a Temporal.Instant${words}, got ${show(value)}`);
}

function checkNumber(what: string, parameter: Parameter, given: unknown): void {
  // Beyond 2^53 the text of its digits stands for a number, as it does in answers.
  const isLong =
    typeof given === 'string' && /^-?\d+$/.test(given) && !Number.isSafeInteger(Number(given));
  const value = isLong ? Number(given) : given;
  if (typeof value !== 'number') {
    throw new TypeError(`${what} has to be a number, got ${show(given)}`);
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
  if (
    parameter.matches !== undefined &&
    !new RegExp(`^(?:${parameter.matches})$`, 'u').test(value)
  ) {
    throw new RangeError(`${what} has to match ${parameter.matches}, got ${show(value)}`);
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
