/**
 * What the snapshots of one kind and representation have in common: which names are values and which are chains. It is made
 * once.
 */
import { isHeld, memberOf } from '../../plan/map/members.ts';
import { isOneOf } from '../../plan/map/oneOf.ts';
import { perKind } from '../../plan/map/perKind.ts';
import { OPERATIONS } from '../../plan/program/operation.ts';
import { isSpokenFor, type SnapshotShape } from '../../proxy/snapshot.ts';
import type { Level } from '../../types/level.ts';
import type { Kind, LinkMap } from '../../types/linkMap.ts';
import { isNaming, levelNamed } from '../../types/readMember.ts';
import type { Codec } from '../../values/codec.ts';
import { namedById } from '../learn/absorbNamed.ts';

/** How a field is shown. */
export interface ShownField {
  readonly name: string;
  readonly isValue: boolean;
  readonly codec: Codec;
  /** The kind of the resources in it, if it is a list. */
  readonly kind: string | undefined;
  /** What is shown of those, unless they were asked to be expanded. */
  readonly as: 'ref' | 'stub';
  /** The kind of the resources that may stand in it, as the map says. */
  readonly of: string | undefined;
  /** Whether it is a value, and no chain, and nothing that every object has, goes by its name. */
  readonly isFree: boolean;
}

/** How a field of a kind is shown. */
export function fieldOf(shape: Shape, name: string, { map, kind, level }: ShapeOf): ShownField {
  const known = shape.fields.get(name);
  if (known !== undefined) return known;
  const member = memberOf(map, kind, name);
  const read = member?.read;
  const isValue = isHeld(member, level);
  const field: ShownField = {
    name,
    isValue,
    codec: read?.is === 'field' ? read.codec : 'json',
    kind: read?.is === 'list' ? read.kind : undefined,
    as: levelNamed(read),
    of: isNaming(read) ? read.kind : undefined,
    isFree: isValue && !isSpokenFor(shape, name),
  };
  // Names that no map knows are as many as servers make up.
  if (member !== undefined || shape.fields.size < MOST_NAMES) shape.fields.set(name, field);
  return field;
}

/** How many names of one kind, and how many sets of links, are remembered. */
const MOST_NAMES = 1000;

/** Of what a shape is. */
export interface ShapeOf {
  readonly map: LinkMap;
  readonly kind: string | undefined;
  readonly level: Level;
}

/** What a kind's snapshots of one level have in common. */
export interface Shape extends SnapshotShape {
  /** How each field is shown, as far as it was seen. */
  readonly fields: Map<string, ShownField>;
  /** The lists in it that a server leaves out where they are empty. */
  readonly empties: readonly string[];
  /** The relations that are known under names of the map. */
  readonly rels: ReadonlySet<string>;
  /** What it is with links that no map knows, by these. */
  readonly withLinks: Map<string, SnapshotShape>;
  /** How the fields of the document are shown that was seen last, in its order: most documents of a kind are written alike. */
  readonly layout: ShownField[];
  /** Whether all that it shows stands in its documents as it is shown, but for what is decoded. */
  readonly isPlain: boolean;
}

const shapes = perKind((kind, name, map) => ({
  ref: newShape(kind, name, map, 'ref'),
  stub: newShape(kind, name, map, 'stub'),
  whole: newShape(kind, name, map, 'whole'),
}));

function newShape({ members }: Kind, name: string, map: LinkMap, level: Level): Shape {
  const all = Object.entries(members);
  return {
    name: capitalized(name),
    fields: new Map(),
    layout: [],
    withLinks: new Map(),
    chains: all.filter(([, member]) => !isHeld(member, level)).map(([each]) => each),
    empties: all.flatMap(([each, member]) => {
      const isLeftOut = member.read?.is === 'list' && member.read.absent === 'empty';
      return isLeftOut && isHeld(member, level) ? [each] : [];
    }),
    isPlain: !isOneOf(map, name) && namedById(map, name)?.length === 0,
    rels: new Set(
      all.flatMap(([each, { read }]) => [each, (read && 'rel' in read && read.rel) || each]),
    ),
  };
}

/** A name that the map does not know may be any: the kind of it is none. */
const OF_NO_KIND = newShape({ members: {} }, 'resource', { root: '', kinds: {} }, 'whole');

/** The shape of a kind's snapshots of one level. */
export function shapeOf({ map, kind, level }: ShapeOf): Shape {
  return shapes(map, kind)?.[level] ?? OF_NO_KIND;
}

/** What of a page leads to others. */
export const PAGE_LINKS: readonly string[] = ['next', 'prev'];

/** By the names of kinds, of which there are as many as maps have. */
const PAGES = new Map<string, SnapshotShape>();

/** What pages of things of one kind have in common. */
export function pageShapeOf(kind: string): SnapshotShape {
  // Each has a list of its own: what shares one goes by one name.
  const chains = [...OPERATIONS, ...PAGE_LINKS];
  const shape = PAGES.get(kind) ?? { name: `${capitalized(kind)}Page`, chains };
  PAGES.set(kind, shape);
  return shape;
}

/** The shape with links and actions that no map knows as chains, where there are any among these. */
export function withLinks(shape: Shape, rels: Iterable<string>): SnapshotShape {
  const others = [...new Set(rels)].filter((rel) => !shape.rels.has(rel));
  if (others.length === 0) return shape;
  // One shape for each set of links: what was read again is of the same class as what was read before.
  const key = JSON.stringify(others);
  const known = shape.withLinks.get(key);
  if (known !== undefined) return known;
  const wider = { name: shape.name, chains: [...shape.chains, ...others] };
  // Names that no map knows are as many as servers make up.
  if (shape.withLinks.size < MOST_NAMES) shape.withLinks.set(key, wider);
  return wider;
}

/** The name of a kind as a class would bear it. */
function capitalized(name: string): string {
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}
