/**
 * Names that JavaScript's own lists, texts and numbers have, written on what is not in hand yet: `rooms.items.length`.
 *
 * Nobody can mean a field of a server by them where the map says that there is such a value. They are told before anything is sent.
 */
import type { Codec } from '../../values/codec.ts';
import { temporal } from '../../values/temporal.ts';
import { closest } from './closest.ts';

/** Whether arrays have that name. */
export function isOfArrays(name: string): boolean {
  return isOf(Array.prototype, name);
}

/** What is wrong with a step into a value, where it is a name that the value itself will have; else `undefined`. */
export function ofValue(codec: Codec, step: Pick<Spelt, 'name' | 'args'>): string | undefined {
  const { name } = step;
  if (typeof name !== 'string' || codec === 'json' || !isOf(prototypeOf(codec), name)) {
    return undefined;
  }
  return `a value is not there before it is awaited: write \`(await …)${spelt(step)}\``;
}

/** What is wrong with a step into what an operation gives at its end. */
export function ofResults(operation: string, step: Spelt): string {
  return `what \`${operation}\` gives is not there before it is awaited: write \`(await …)${spelt(step)}\``;
}

/** What is wrong with a name that lists have. @param what - `a collection`. @param ways - How the list is had. */
export function ofList(what: string, step: Spelt, ways: readonly string[]): string {
  const all = ways.map((way) => `\`${way}${spelt(step)}\``).join(' or ');
  return `${what} has no \`${step.name}\` before it is awaited: write ${all}`;
}

/** What was most likely meant, as a question; `''` where nothing is near. */
export function questionOf(name: string, names: readonly string[]): string {
  const meant = closest(name, names);
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}

interface Spelt {
  readonly name: string | number;
  readonly args: readonly unknown[] | undefined;
}

const spelt = ({ name, args }: Spelt): string =>
  `${typeof name === 'number' ? `[${name}]` : `.${name}`}${args === undefined ? '' : '(…)'}`;

const isOf = (prototype: object, name: string): boolean =>
  name in prototype && !(name in Object.prototype);

function prototypeOf(codec: Exclude<Codec, 'json'>): object {
  if (codec === 'instant') return temporal().Instant.prototype;
  if (codec === 'string') return String.prototype;
  return codec === 'number' ? Number.prototype : Boolean.prototype;
}
