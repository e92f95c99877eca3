/**
 * Reads the arguments of a call by its parameters: checks them, and says what goes into path and body. The
 * options of links are read in `options.ts`.
 *
 * Misuse is a `TypeError` or `RangeError` that names the parameter, before anything is sent. A chain given as
 * an argument is an `Argument`: what it stands for joins the plan.
 */
import type { ActionMember } from '../../types/callMember.ts';
import type { Parameter, Parameters } from '../../types/parameter.ts';
import { encodeInstant, isMoment } from '../../values/codec.ts';
import { Upload } from '../../values/Upload.ts';
import { withoutQuery } from '../map/address.ts';
import { isRecord, refuseForced, show } from '../map/given.ts';
import { holesOf } from '../map/ids.ts';
import { checkValue } from './checkValue.ts';
import { Argument } from './program.ts';

/** The option that gives an action its idempotency key. */
export const KEY = 'idempotencyKey';

/** What can stand in a header, and is no longer than servers take. */
const KEY_PARAMETER: Parameter = { type: 'string', length: [1, 255], matches: '[!-~]*' };

function parametersOf({ parameters, key }: ActionMember): Parameters {
  return key === undefined ? parameters : { ...parameters, [KEY]: KEY_PARAMETER };
}

/** The arguments of an action, by parameter name. */
export function readArguments(
  name: string,
  action: ActionMember,
  args: readonly unknown[],
): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  const { positional } = action;
  const parameters = parametersOf(action);
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
      // What is kept from before need not be given.
      const isFilled = parameter.keeps !== undefined || parameter.isAddressed;
      const isNeeded = parameter.required && !isFilled;
      if (isNeeded) throw new TypeError(`\`${name}\` needs \`${key}\``);
      values.delete(key);
    } else {
      checkValue(`${name}: \`${key}\``, parameter, value);
    }
  }
  for (const hole of holesOf(withoutQuery(action.path))) {
    if (values.get(hole) === '') throw noId(name, hole, '');
  }
  return values;
}

/** The error of an action that has something in its path of which no address can be made. */
export function noId(name: string, parameter: string, got: unknown): TypeError {
  return new TypeError(
    `\`${name}\`: \`${parameter}\` has to be a resource or an id, got ${show(got)}`,
  );
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
  if (value instanceof Upload) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) {
    return value.map((each, index) => toBody(`${what}[${index}]`, each, resolve));
  }
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([key, each]) => {
          refuseForced(what, key);
          return [key, toBody(`${what}.${key}`, each, resolve)];
        }),
    );
  }
  if (typeof value === 'object' && 'toJSON' in value && typeof value.toJSON === 'function') {
    return toBody(what, value.toJSON(), resolve);
  }
  throw new TypeError(`${what} cannot be sent as JSON, got ${show(value)}`);
}
