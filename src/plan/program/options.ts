/**
 * The options of a link, a collection or a lookup: what goes into the query, and what is wished for.
 *
 * Unknown options are passed on as they are: a server may know more of them than the map does.
 */

import type { Parameter, Parameters } from '../../types/parameter.ts';
import { encodeInstant, isMoment, zoneOf } from '../../values/codec.ts';
import { ForetoldNumber } from '../../values/foretold.ts';
import { isRecord, refuseBroken, refuseForced, show } from '../map/given.ts';
import type { Query } from '../map/Spelled.ts';
import { checkValue } from './checkValue.ts';
import { Argument } from './program.ts';

/** What takes options. */
interface Optioned {
  readonly options?: Parameters;
  readonly positional?: readonly string[];
}

/** Options by the names that a caller writes. */
export type Options = Readonly<Record<string, unknown>>;

/**
 * The options that a call was given: those by position, and the object of the others after them.
 *
 * @throws {TypeError} When there is more than that, or something in the place of the object.
 */
export function optionsOf(name: string, member: Optioned, args: readonly unknown[]): Options {
  const { positional = [] } = member;
  const first = args.findIndex(isRecord);
  const end = first < 0 ? args.findLastIndex((each) => each !== undefined) + 1 : first;
  const options: Options = first < 0 ? {} : (args[first] as Options);
  if (end > positional.length || (first >= 0 && first + 1 < args.length)) {
    const before = positional.map((each) => `\`${each}\`, `).join('');
    const given = end > positional.length ? show(args[positional.length]) : 'more after it';
    throw new TypeError(
      positional.length === 0 && args.length > 1
        ? `\`${name}\` takes one object of options, got ${args.length} arguments`
        : `\`${name}\` takes ${before}an object of options, got ${given}`,
    );
  }
  const byPosition = positional.slice(0, end).map((each, index) => [each, args[index]] as const);
  for (const [each, value] of byPosition) {
    if (value !== undefined && options[each] !== undefined) {
      throw new TypeError(`\`${name}\` was given \`${each}\` twice`);
    }
  }
  return {
    ...Object.fromEntries(byPosition.filter(([, value]) => value !== undefined)),
    ...options,
  };
}

/** Options as a query; those that expand are none of it. */
export function toQuery(name: string, parameters: Parameters | undefined, options: Options): Query {
  const query: [string, string][] = [];
  for (const [key, value] of Object.entries(withZone(parameters, options))) {
    if (value === undefined) continue;
    const parameter = ownParameter(parameters, key);
    if (parameter?.expands) continue;
    const what = `${name}: \`${key}\``;
    refuseBroken(`\`${name}\``, key);
    if (parameter === undefined) refuseOtherSpelling(name, parameters, key);
    if (parameter !== undefined) checkValue(what, parameter, value);
    query.push([parameter?.wire ?? key, toText(what, value, parameter)]);
  }
  return query;
}

/**
 * What no map knows is sent as it is. But a name that differs from one that is known in its case, hyphens and underscores alone
 * is that one: a server looks past `include_archived`, and nobody would notice.
 */
function refuseOtherSpelling(name: string, parameters: Parameters = {}, key: string): void {
  for (const [known, { wire = known }] of Object.entries(parameters)) {
    if (wire === key || lettersOf(known) !== lettersOf(key)) continue;
    throw new TypeError(`\`${name}\` has no option \`${key}\`: write \`${known}\``);
  }
}

const lettersOf = (name: string): string => name.replace(/[-_]/g, '').toLowerCase();

/** The parameter of that name. */
function ownParameter(parameters: Parameters | undefined, name: string): Parameter | undefined {
  return parameters !== undefined && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
}

/** The options with the time zones that moments among them name. */
export function withZone(parameters: Parameters | undefined, options: Options): Options {
  const zones = Object.entries(options).flatMap(([key, value]) => {
    const zoneTo = ownParameter(parameters, key)?.zoneTo;
    const zone = zoneTo === undefined || options[zoneTo] !== undefined ? undefined : zoneOf(value);
    return zoneTo === undefined || zone === undefined ? [] : [[zoneTo, zone] as const];
  });
  return zones.length === 0 ? options : { ...options, ...Object.fromEntries(zones) };
}

function toText(what: string, value: unknown, parameter?: Parameter): string {
  if (value instanceof Argument) {
    throw new TypeError(`${what} cannot be written into an address, got ${show(value)}`);
  }
  const isWord = typeof value === 'string' && parameter?.oneOf?.includes(value) === true;
  if (isMoment(value) || (parameter?.type === 'instant' && value !== null && !isWord)) {
    return encodeInstant(value);
  }
  if (Array.isArray(value)) return value.map((each) => toText(what, each)).join(',');
  if (typeof value === 'object' && value !== null && !(value instanceof ForetoldNumber)) {
    throw new TypeError(`${what} cannot be written into an address, got ${show(value)}`);
  }
  const text = String(value);
  refuseForced(what, text);
  refuseBroken(what, text);
  return text;
}
