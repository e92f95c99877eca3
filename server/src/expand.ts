/**
 * Title expansion: puts the whole of a resource where its stub stands.
 *
 * One mechanism for everything: whatever holds `links` with a `self` can be replaced by what a GET
 * of that link would answer. Which links those are is known to the caller alone, who hands in
 * `read`. Arrays are expanded element by element, plain containers walked through, and names that
 * are not there ignored. What an expanded resource holds stays a stub unless it is named as well.
 *
 * An answer has room for so many resources: a thousand rooms with fifty participants each would be
 * fifty times what was asked for. Where there is no more room, stubs stay.
 */
import type { Document } from './json.ts';

/** The names to expand, each with the names to expand inside. */
type Names = Map<string, Names>;

/** How far an expansion goes. */
export interface ExpandLimits {
  /** How many names deep; 0 leaves all as it is. */
  readonly depth: number;
  /** How many resources are put in, those that come twice counted twice. */
  readonly resources: number;
}

/**
 * The document with its titles expanded.
 *
 * @param expand - The parameter's text, `items.owner,statistics`.
 * @param read - What a GET of this link answers; `undefined` leaves the stub.
 */
export function expandTitles(
  document: Document,
  expand: string,
  limits: ExpandLimits,
  read: (self: string) => Document | undefined,
): Document {
  if (limits.depth === 0) return document;
  return new Expansion(read, limits.resources).inside(document, parseNames(expand, limits.depth));
}

function parseNames(expand: string, depth: number): Names {
  const names: Names = new Map();
  for (const path of expand.split(',')) {
    let at = names;
    for (const name of path.trim().split('.').slice(0, depth)) {
      const next: Names = at.get(name) ?? new Map();
      at.set(name, next);
      at = next;
    }
  }
  return names;
}

class Expansion {
  readonly #read: (self: string) => Document | undefined;
  // Forty rooms of one owner hold that owner once in memory: documents are never changed, only copied.
  readonly #expanded = new Map<Names, Map<string, Expanded | undefined>>();
  /** How many more resources there is room for. */
  #room: number;

  constructor(read: (self: string) => Document | undefined, room: number) {
    this.#read = read;
    this.#room = room;
  }

  /** The document with the named fields expanded. */
  inside(document: Document, names: Names): Document {
    const fields: [string, unknown][] = [];
    for (const [name, deeper] of names) {
      if (Object.hasOwn(document, name)) fields.push([name, this.#whole(document[name], deeper)]);
    }
    return fields.length === 0 ? document : { ...document, ...Object.fromEntries(fields) };
  }

  #whole(value: unknown, names: Names): unknown {
    if (Array.isArray(value)) return value.map((element) => this.#whole(element, names));
    if (typeof value !== 'object' || value === null) return value;
    const document = value as Document;
    const self = selfOf(document);
    if (self === undefined) return this.inside(document, names);
    return this.#readOnce(self, names) ?? this.inside(document, names);
  }

  #readOnce(self: string, names: Names): Document | undefined {
    if (this.#room <= 0) return undefined;
    const known = this.#expanded.get(names) ?? new Map<string, Expanded | undefined>();
    this.#expanded.set(names, known);
    if (known.has(self)) {
      const again = known.get(self);
      if (again !== undefined && again.size > this.#room) return undefined;
      this.#room -= again?.size ?? 0;
      return again?.document;
    }
    const whole = this.#read(self);
    if (whole === undefined) {
      known.set(self, undefined);
      return undefined;
    }
    const before = this.#room;
    this.#room -= 1;
    const document = this.inside(whole, names);
    known.set(self, { document, size: before - this.#room });
    return document;
  }
}

/** A resource with what was expanded in it, and how many resources it is with that. */
interface Expanded {
  readonly document: Document;
  readonly size: number;
}

function selfOf(document: Document): string | undefined {
  const links = document.links;
  if (typeof links !== 'object' || links === null) return undefined;
  const { self } = links as Document;
  return typeof self === 'string' ? self : undefined;
}
