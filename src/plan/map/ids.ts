/**
 * Ids in addresses: the holes of a map's paths, and what is written into them.
 *
 * `rooms/{id}` has one hole, whose text is escaped as one segment. `repos/{owner}/{name}` has two: an id of two parts.
 * What stands in `{+path}` keeps its slashes, as in RFC 6570: it is as many segments as it has.
 * In `Books('{code}')` the id stands between quotes, within which a quote is written twice: such an id is the text that is meant
 * wherever it is handed on, and `filled` and `idsIn` alone write and read it so.
 */
import type { LookupMember } from '../../types/callMember.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import { besideHoles, ForetoldNumber } from '../../values/foretold.ts';
import { lastSegment, stem } from './address.ts';
import { isRecord, refuseBroken, refuseForced, refuseInexact, show } from './given.ts';
import { kindOf } from './members.ts';
import { perKind } from './perKind.ts';

const HOLES = /\{(\+?)(\w+)\}/g;

/** How a hole stands in its path. */
export interface Hole {
  /** Whether the slashes of what is written there are kept. */
  readonly keeps: boolean;
  /** Whether it may be all of its segment, so that dots there would lead elsewhere. */
  readonly isAlone: boolean;
  /** Whether it stands between quotes. */
  readonly isQuoted: boolean;
  /** Whether it stands in the query, where a text may be empty. */
  readonly isInQuery: boolean;
}

function holeAt(path: string, at: number, written: string): Hole {
  const before = path[at - 1];
  const after = path[at + written.length];
  return {
    keeps: written.startsWith('{+'),
    isAlone: isEdge(before) && isEdge(after),
    isQuoted: before === "'" && after === "'",
    isInQuery: path.lastIndexOf('?', at) >= 0,
  };
}

/** Whether a segment ends there, or goes on with what may be nothing but dots. */
const isEdge = (character = '/'): boolean => '/.{}?#'.includes(character);

/** A path with something in each of its holes. @param write - Is given the name, and how the hole stands there. */
export function filled(path: string, write: (name: string, hole: Hole) => string): string {
  return path.replace(HOLES, (written: string, _plus: string, name: string, at: number) => {
    const hole = holeAt(path, at, written);
    const text = write(name, hole);
    return hole.isQuoted ? text.replace(/'|%27/g, '$&$&') : text;
  });
}

/** The names of a path's holes, in their order. */
export function holesOf(path: string): readonly string[] {
  return [...path.matchAll(HOLES)].map(([, , hole = '']) => hole);
}

/**
 * One segment of a path, or a part of one.
 *
 * @param isAlone - Whether nothing else stands in the segment.
 * @throws {RangeError} For `.` and `..`: however they are written, an address reads them as another place.
 *   And for half of a character.
 */
export function segment(what: string, text: string, isAlone = true): string {
  refuseBroken(what, text);
  if (isAlone && /^\.\.?$/.test(text))
    throw new RangeError(`'${text}' cannot be part of an address`);
  return besideHoles(text, (part) => encodeURIComponent(part).replaceAll('%40', '@'));
}

/** A text in the place of a hole. */
export function idSegments(what: string, text: string, { keeps, isAlone }: Hole): string {
  return keeps
    ? text
        .split('/')
        .map((part) => segment(what, part))
        .join('/')
    : segment(what, text, isAlone);
}

/** Matches a form that has holes, or a segment of one, which may stand beside other text: `Books({ID})`; `undefined` where it has none. */
export function patternOf(form: string): RegExp | undefined {
  const texts = form.split(/\{\+?\w+\}/);
  if (texts.length === 1) return undefined;
  const escaped = texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${escaped.join('(.+)')}$`, 's');
}

/** Whether a segment of a path is a hole, and whether it stands for the rest of an address. */
export const isHoleIn = (part: string): boolean => /^\{\+?\w+\}$/.test(part);
export const isRestIn = (part: string): boolean => part.startsWith('{+');

/** Whether it can be an id, or a part of one: nothing at all would leave the address of what holds the thing. */
export function isPartOfId(value: unknown): value is string | number {
  return typeof value === 'string'
    ? value !== ''
    : Number.isFinite(value) || value instanceof ForetoldNumber;
}

/** What can be one segment of an address: half of a character cannot, nor what leads elsewhere. */
const IS_ID = /^(?!\.{1,2}$)\P{Cs}+$/u;
/** What can be a part of one. */
const IS_PART = /^\P{Cs}+$/u;

/**
 * The address of what is known by its id, as its kind says; `undefined` where there is none.
 *
 * @param base - The root's address.
 * @param ids - One for each hole of the kind's address, in their order.
 */
export function addressById(
  map: LinkMap,
  base: string,
  kind: string | undefined,
  ids: readonly unknown[],
): string | undefined {
  const template = kindOf(map, kind)?.address;
  if (template === undefined || holesOf(template).length !== ids.length) {
    return undefined;
  }
  const left = [...ids];
  let isWhole = true;
  const path = filled(template, (name, hole) => {
    const text = toIdText(left.shift());
    const isId = text !== undefined && isIdIn(text, hole);
    isWhole &&= isId;
    return isId ? idSegments(name, text, hole) : '';
  });
  return isWhole ? `${base}/${path}` : undefined;
}

function isIdIn(text: string, { keeps, isAlone }: Hole): boolean {
  if (!keeps) return (isAlone ? IS_ID : IS_PART).test(text);
  return text.split('/').every((part) => IS_ID.test(part));
}

/** An id as text. A number beyond 2^53 may have been another one. */
function toIdText(id: unknown): string | undefined {
  if (typeof id === 'string') return id;
  return typeof id === 'number' && Number.isSafeInteger(Math.trunc(id)) ? String(id) : undefined;
}

/** The path of a lookup with the id in it that a call was given, and what the call was given besides. */
export function readLookup(
  name: string,
  { path, oneOf }: Pick<LookupMember, 'path' | 'oneOf'>,
  args: readonly unknown[],
): { readonly path: string; readonly rest: readonly unknown[] } {
  const found = args.findIndex(isRecord);
  const given = found < 0 ? args : args.slice(0, found);
  const rest = found < 0 ? [] : args.slice(found);
  const holes = holesOf(path);
  const parts = holes.length > 1 ? partsOf(name, path, holes, given) : found === 0 ? args : given;
  if (holes.length < 2 && given.length !== 1 && found !== 0) {
    throw new TypeError(`\`${name}\` takes one argument, an id or a name, got ${args.length}`);
  }
  for (const part of parts) {
    if (!isPartOfId(part))
      throw new TypeError(`\`${name}\` takes an id or a name, got ${show(part)}`);
    refuseForced(name, String(part));
    refuseInexact(`\`${name}\``, part);
    if (oneOf?.includes(String(part)) === false) {
      throw new RangeError(`\`${name}\` takes one of ${oneOf.join(', ')}, got ${show(part)}`);
    }
  }
  const left = [...parts];
  return {
    path: filled(path, (_name, hole) => idSegments(`\`${name}\``, String(left.shift()), hole)),
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
 * The parts of the id in an address, as they stand in it, by the names of the holes in the form of it; `undefined` where it is of
 * another form.
 *
 * @param base - The root's address.
 */
export function idsIn(
  form: string,
  base: string,
  address: string,
): ReadonlyMap<string, string> | undefined {
  const path = form.includes('?') ? address : stem(address);
  const found = path.startsWith(`${base}/`) && patternOf(form)?.exec(path.slice(base.length + 1));
  if (!found) return undefined;
  const ids = [...form.matchAll(HOLES)].map(({ 0: written, 2: hole = '', index }, at) => {
    const { keeps, isQuoted } = holeAt(form, index, written);
    const text = found[at + 1] ?? '';
    const id = isQuoted ? text.replace(/('|%27)(?:'|%27)/g, '$1') : text;
    return { hole, id, isOne: keeps || !id.includes('/') };
  });
  return ids.every(({ isOne }) => isOne)
    ? new Map(ids.map(({ hole, id }) => [hole, id]))
    : undefined;
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
  const form = kindOf(map, kind)?.address;
  const ids = form === undefined ? undefined : idsIn(form, base, address);
  // It may go by another address than its kind's own.
  return ids === undefined ? lastSegment(address) : [...ids.values()].map(unescaped).join('/');
}

/**
 * The id of what lies at an address, as it is sent in JSON.
 *
 * @param isText - Whether as a text; default as the map says of the field that holds the id.
 */
export function idSent(
  map: LinkMap,
  base: string,
  kind: string | undefined,
  address: string,
  isText: boolean = codecOfId(map, kind) === 'string',
): string | number {
  const id = idAt(map, base, kind, address);
  // A number beyond 2^53 would be another one, and so would one without the zeros in front of it.
  const isNumber = !isText && /^(?:0|[1-9]\d*)$/.test(id) && Number.isSafeInteger(Number(id));
  return isNumber ? Number(id) : id;
}

/** Whether the ids of a kind are texts or numbers, as the map says of the field that holds them. */
const codecOfId = perKind(({ address = '', members }) => {
  const [hole = '', ...more] = holesOf(address);
  const read = Object.hasOwn(members, hole) ? members[hole]?.read : undefined;
  return more.length === 0 && read?.is === 'field' ? read.codec : undefined;
});

/** Whether what lies at an address is named there by something that is no id: it has an address of its own, which says its id. */
export function isByName(
  map: LinkMap,
  base: string,
  kind: string | undefined,
  address: string,
): boolean {
  return codecOfId(map, kind) === 'number' && !/^\d+$|\{/.test(idAt(map, base, kind, address));
}

/** A part of an id as it is meant, of one that stands in an address. */
export function unescaped(id: string): string {
  return id
    .split('/')
    .map((segment) => lastSegment(`/${segment}`))
    .join('/');
}
