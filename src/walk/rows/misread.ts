/**
 * What a lambda most likely got wrong that threw a `TypeError`: a name that the map does not know, an action where a
 * value stands, or a reference that is not there.
 */
import { titleAt } from '../../plan/map/address.ts';
import { questionOf } from '../../plan/map/foreign.ts';
import { kindOf, memberOf } from '../../plan/map/members.ts';
import type { ResourcePlace } from '../../plan/place/place.ts';
import { framesOf, withFrames } from '../../proxy/site.ts';
import type { LinkMap } from '../../types/linkMap.ts';

interface OddRead {
  readonly kind: string;
  readonly name: string;
}

/** The last odd reads of the lambda that runs: lambdas run one at a time, to their ends. */
let unknown: OddRead | undefined;
let callable: OddRead | undefined;
let absent: string | undefined;

/** A lambda begins to run. */
export function beginReading(): void {
  unknown = undefined;
  callable = undefined;
  absent = undefined;
}

/** Takes note of a reference that its owner does not have, though the map says so. @returns What is read of it. */
export function noteAbsent(name: string, { kind, address }: ResourcePlace): undefined {
  absent = `there is no ${name} of ${titleAt(kind, address)}`;
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
  if (unknown === undefined) {
    // What was read of it is nothing of the lambda's own.
    if (absent === undefined || !error.message.includes('undefined')) return undefined;
    return { message: absent, isSure: false };
  }
  const { kind, name } = unknown;
  const names = Object.keys(kindOf(map, kind)?.members ?? {});
  const question = questionOf(name, names);
  const article = /^[aeio]/i.test(kind ?? '') ? 'an' : 'a';
  const message = `no "${name}" on ${article} ${kind}: it has ${names.join(', ')}${question}`;
  return { message, isSure: question !== '' };
}

/** The error of a lambda, with what was most likely wrong with it. */
export function explained(error: unknown, map: LinkMap): unknown {
  const misread = misreadOf(error, map);
  if (misread === undefined || !(error instanceof TypeError)) return error;
  const better = new TypeError(`${error.message}: ${misread.message}`, { cause: error });
  return withFrames(better, framesOf(error));
}
