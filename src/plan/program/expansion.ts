/**
 * Expansion by hand: the paths that a caller names, as a wish.
 *
 * `'items.owner'` of a page wishes for its items whole, with their owners whole in them.
 */
import type { LinkMap } from '../../types/linkMap.ts';
import type { Parameters } from '../../types/parameter.ts';
import { isNaming, type ReadMember } from '../../types/readMember.ts';
import { along, uniteWishes, WHOLE, type Wish } from '../known/wish.ts';
import { closest } from '../map/closest.ts';
import { show } from '../map/given.ts';
import { kindOf, memberOf } from '../map/members.ts';
import type { Options } from './options.ts';

/** What the paths of an expansion start from. */
export interface Expandable {
  readonly kind: string;
  /** Whether it is a collection of that kind: then `items` are the first name of each path. */
  readonly isCollection: boolean;
}

/**
 * What the options ask to be expanded; `undefined` when they ask for nothing.
 *
 * @throws {TypeError} When a path names no reference of its kind.
 */
export function readExpansion(
  name: string,
  map: LinkMap,
  from: Expandable,
  parameters: Parameters | undefined,
  options: Options,
): Wish | undefined {
  const wishes = Object.entries(parameters ?? {}).flatMap(([key, { expands }]) => {
    const value = expands ? options[key] : undefined;
    if (value === undefined || value === null) return [];
    const what = `${name}: \`${key}\``;
    return pathsOf(what, value).map((path) => wishFor(what, map, from, path));
  });
  return wishes.length === 0 ? undefined : wishes.reduce(uniteWishes);
}

/** A text of paths with commas between them, or a list of such. */
function pathsOf(what: string, value: unknown): readonly string[] {
  const texts = Array.isArray(value) ? value : [value];
  return texts.flatMap((text: unknown) => {
    if (typeof text !== 'string') {
      throw new TypeError(`${what} takes paths of references, got ${show(text)}`);
    }
    return text.split(',').map((path) => path.trim());
  });
}

function wishFor(what: string, map: LinkMap, from: Expandable, path: string): Wish {
  const [first, ...rest] = path.split('.');
  if (from.isCollection && first !== 'items') {
    throw new TypeError(`${what} of a collection takes 'items' and what is in them, got '${path}'`);
  }
  const names = from.isCollection ? rest : [first ?? '', ...rest];
  checkNames(what, map, from.kind, names);
  return along(names, WHOLE);
}

function checkNames(what: string, map: LinkMap, from: string, names: readonly string[]): void {
  let kind: string | undefined = from;
  for (const name of names) {
    const known = kindOf(map, kind);
    if (known === undefined) return;
    const read: ReadMember | undefined = memberOf(map, kind, name)?.read;
    if (!isNaming(read)) {
      const there = Object.entries(known.members).flatMap(([each, member]) =>
        isNaming(member.read) ? [each] : [],
      );
      const meant = closest(name, there);
      const question = meant === undefined ? '' : `; did you mean '${meant}'?`;
      const sort = read?.is === 'collection' ? 'is a collection, which is read by itself' : '';
      throw new TypeError(
        `${what}: '${name}' ${sort || `names nothing that a ${kind} could expand`}: it has ${there.join(', ') || 'nothing'}${question}`,
      );
    }
    kind = read.kind;
  }
}
