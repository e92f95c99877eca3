/**
 * Ids in addresses: the holes of a map's paths, and what is written into them.
 *
 * `rooms/{id}` has one hole, whose text is escaped as one segment. `repos/{owner}/{name}` has two: an id of two parts.
 * What stands in `{+path}` keeps its slashes, as in RFC 6570: it is as many segments as it has.
 */
import type { LinkMap, RefMember } from '../types/linkMap.ts';
import { lastSegment, stem } from './address.ts';
import { segment } from './call.ts';
import { isRecord, refuseForced, refuseInexact, show } from './given.ts';
import { kindOf } from './members.ts';

const HOLES = /\{(\+?)(\w+)\}/g;

/** A path with something in each of its holes. @param write - Is given the name, and whether slashes are kept. */
export function filled(path: string, write: (hole: string, keeps: boolean) => string): string {
  return path.replace(HOLES, (_hole, plus: string, hole: string) => write(hole, plus !== ''));
}

/** A text in the place of a hole. @param keeps - Whether its slashes are kept. */
export function idSegments(what: string, text: string, keeps: boolean): string {
  return keeps
    ? text
        .split('/')
        .map((part) => segment(what, part))
        .join('/')
    : segment(what, text);
}

/** Whether a segment of a path is a hole, and whether it stands for the rest of an address. */
export const isHoleIn = (part: string): boolean => /^\{\+?\w+\}$/.test(part);
export const isRestIn = (part: string): boolean => part.startsWith('{+');

/** The path of a lookup with the id in it that a call was given, and what the call was given besides. */
export function readLookup(
  name: string,
  path: string,
  args: readonly unknown[],
): { readonly path: string; readonly rest: readonly unknown[] } {
  const found = args.findIndex(isRecord);
  const given = found < 0 ? args : args.slice(0, found);
  const rest = found < 0 ? [] : args.slice(found);
  const holes = [...path.matchAll(HOLES)].map(([, , hole = '']) => hole);
  const parts = holes.length > 1 ? partsOf(name, path, holes, given) : found === 0 ? args : given;
  if (holes.length < 2 && given.length !== 1 && found !== 0) {
    throw new TypeError(`\`${name}\` takes one argument, an id or a name, got ${args.length}`);
  }
  for (const part of parts) {
    const isId =
      typeof part === 'string' ? part !== '' : typeof part === 'number' && Number.isFinite(part);
    if (!isId) throw new TypeError(`\`${name}\` takes an id or a name, got ${show(part)}`);
    refuseForced(name, String(part));
    refuseInexact(`\`${name}\``, part);
  }
  const left = [...parts];
  return {
    path: filled(path, (_hole, keeps) => idSegments(`\`${name}\``, String(left.shift()), keeps)),
    rest,
  };
}

/** The parts of an id, given one by one or as one text. */
function partsOf(
  name: string,
  path: string,
  holes: readonly string[],
  given: readonly unknown[],
): readonly unknown[] {
  if (given.length === holes.length) return given;
  const [whole] = given;
  if (given.length === 1 && typeof whole === 'string') {
    const parts = whole.split('/');
    const last = holes.length - 1;
    const isRest = isRestIn(path.slice(path.lastIndexOf('{')));
    const read = isRest ? [...parts.slice(0, last), parts.slice(last).join('/')] : parts;
    if (parts.length >= holes.length && read.length === holes.length) return read;
  }
  const got = given.length === 1 ? show(whole) : `${given.length} arguments`;
  throw new TypeError(
    `\`${name}\` takes an id of ${holes.length} parts: write ${name}(${holes.join(', ')}) or ${name}('${holes.join('/')}'), got ${got}`,
  );
}

/**
 * The id of what lies at an address: the last segment of it, or the parts that its kind's address has, with slashes.
 *
 * @param base - The root's address.
 */
export function idAt(
  map: LinkMap,
  base: string,
  kind: string | undefined,
  address: string,
): string {
  const form = kindOf(map, kind)?.address?.split('/') ?? [];
  const path = stem(address);
  const first = form.findIndex(isHoleIn);
  const isPlain = form.length === first + 1 && !form.some(isRestIn);
  if (first < 0 || isPlain || !path.startsWith(`${base}/`)) return lastSegment(address);
  const segments = path.slice(base.length + 1).split('/');
  const ids = segments.filter((_part, index) => {
    const part = form[index] ?? form.at(-1) ?? '';
    return isHoleIn(part) && (index < form.length || isRestIn(part));
  });
  return ids.map((each) => lastSegment(`/${each}`)).join('/');
}

type ById = RefMember & { readonly by: string };
const BY_ID = new WeakMap<LinkMap, Map<string, readonly (readonly [string, ById])[]>>();

/** The references of a kind that are named by an id alone. Every item of every page is held against them. */
export function namedById(
  map: LinkMap,
  name: string | undefined,
): readonly (readonly [string, ById])[] {
  if (name === undefined) return [];
  const kinds = BY_ID.get(map) ?? new Map<string, readonly (readonly [string, ById])[]>();
  BY_ID.set(map, kinds);
  const before = kinds.get(name);
  if (before !== undefined) return before;
  const found = Object.entries(kindOf(map, name)?.members ?? {}).flatMap(([each, { read }]) => {
    const by = read?.is === 'ref' ? read.by : undefined;
    return read?.is === 'ref' && by !== undefined ? [[each, { ...read, by }] as const] : [];
  });
  if (kindOf(map, name) !== undefined) kinds.set(name, found);
  return found;
}
