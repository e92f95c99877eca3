/**
 * What a lambda most likely got wrong that threw a `TypeError`: a name that the map does not know, or an action where a
 * value stands.
 */
import { questionOf } from '../../plan/map/foreign.ts';
import { kindOf, memberOf } from '../../plan/map/members.ts';
import { framesOf, withFrames } from '../../proxy/site.ts';
import type { LinkMap } from '../../types/linkMap.ts';

interface OddRead {
  readonly kind: string;
  readonly name: string;
}

/** The last odd reads of the lambda that runs: lambdas run one at a time, to their ends. */
let unknown: OddRead | undefined;
let callable: OddRead | undefined;

/** A lambda begins to run. */
export function beginReading(): void {
  unknown = undefined;
  callable = undefined;
}

/** Takes note of a read, if it may turn out to be a mistake. */
export function noteRead(kind: string | undefined, name: string, map: LinkMap): void {
  if (kind === undefined || kindOf(map, kind) === undefined) return;
  const member = memberOf(map, kind, name);
  if (member === undefined) unknown ??= { kind, name };
  else if (member.read?.is === 'field' && member.call?.is === 'action') callable = { kind, name };
}

/** What the lambda got wrong. @property isSure - Whether that cannot be otherwise, whatever the server has. */
export interface Misread {
  readonly message: string;
  readonly isSure: boolean;
}

/** Says what was wrong with a lambda that threw; `undefined` where nothing tells. */
export function misreadOf(error: unknown, map: LinkMap): Misread | undefined {
  if (!(error instanceof TypeError)) return undefined;
  const [, called] = /(\w+) is not a function/.exec(error.message) ?? [];
  if (callable !== undefined && called === callable.name) {
    const { name } = callable;
    const message = `\`${name}\` is a value where a lambda reads it: the action is \`.self.${name}(…)\``;
    return { message, isSure: true };
  }
  if (unknown === undefined) return undefined;
  const { kind, name } = unknown;
  const names = Object.keys(kindOf(map, kind)?.members ?? {});
  const question = questionOf(name, names);
  const message = `no "${name}" on a ${kind}: it has ${names.join(', ')}${question}`;
  return { message, isSure: question !== '' };
}

/** The error of a lambda, with what was most likely wrong with it. */
export function explained(error: unknown, map: LinkMap): unknown {
  const misread = misreadOf(error, map);
  if (misread === undefined || !(error instanceof TypeError)) return error;
  const better = new TypeError(`${error.message}: ${misread.message}`, { cause: error });
  return withFrames(better, framesOf(error));
}
