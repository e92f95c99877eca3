/**
 * Title expansion: puts the whole of a resource where its stub stands.
 *
 * One mechanism for everything: whatever holds `links` with a `self` can be replaced by what a GET
 * of that link would answer. Which links those are is known to the caller alone, who hands in
 * `read`. Arrays are expanded element by element, plain containers walked through, and names that
 * are not there ignored. What an expanded resource holds stays a stub unless it is named as well.
 */
import type { Document } from './json.ts';

/** The names to expand, each with the names to expand inside. */
type Names = Map<string, Names>;

/**
 * The document with its titles expanded.
 *
 * @param expand - The parameter's text, `items.owner,statistics`.
 * @param depth - How many names deep; 0 leaves all as it is.
 * @param read - What a GET of this link answers; `undefined` leaves the stub.
 */
export function expandTitles(
  document: Document,
  expand: string,
  depth: number,
  read: (self: string) => Document | undefined,
): Document {
  if (depth === 0) return document;
  return new Expansion(read).inside(document, parseNames(expand, depth));
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
  readonly #expanded = new Map<Names, Map<string, Document | undefined>>();

  constructor(read: (self: string) => Document | undefined) {
    this.#read = read;
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
    const known = this.#expanded.get(names) ?? new Map<string, Document | undefined>();
    this.#expanded.set(names, known);
    if (known.has(self)) return known.get(self);
    const whole = this.#read(self);
    const expanded = whole && this.inside(whole, names);
    known.set(self, expanded);
    return expanded;
  }
}

function selfOf(document: Document): string | undefined {
  const links = document.links;
  if (typeof links !== 'object' || links === null) return undefined;
  const { self } = links as Document;
  return typeof self === 'string' ? self : undefined;
}
