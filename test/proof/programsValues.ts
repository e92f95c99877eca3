/**
 * What a program holds when it is run by hand: values that know at which moments they may have been read, and
 * snapshots. Nothing of the library is in it.
 */
import type { Json } from './answer.ts';
import type { ProgramWorld, Tree } from './programs.ts';
import { at, holds, type Level } from './world.ts';

const ORIGIN = 'https://world.test';

type JsonObject = { readonly [name: string]: Json };

/** How often things were acted on, by address. */
export type Counts = ReadonlyMap<string, number>;

/** When a tick is over. */
export interface Moment {
  counts?: Counts;
}

/** An action on a thing, as walks see it. */
export interface Seen {
  readonly address: string;
  /** The name by which it was acted on: while no answer has told whose that is, it may be that of any of its kind. */
  readonly named: string;
  readonly kind: string;
  /** How often things were acted on then. */
  readonly counts: Counts;
}

/** What one walk knows: only what was asked, for nothing that is told by hand is ever old. */
export class Walk {
  /** What answered each request. */
  readonly answers: Map<string, string> = new Map();
  /**
   * Pages of which less than all was wanted, as by `take(1)`, and things of which nothing was wanted that was not in hand: no more
   * of them is asked for, so that each loop that starts from here asks for the rest, as each goes through what it goes through by itself.
   */
  readonly isInPart: Set<string> = new Set();
  /** What no read of the walk may be older than. */
  readonly #least: Map<string, number>;
  readonly #told = new Set<string>();
  /** The same when it began: items of a loop were read at some time since. */
  readonly begun: Counts;
  /** That of a loop begins with what the walk of the snapshot knows at which it starts, which sees what is done in the loop. */
  readonly #before: Walk | undefined;

  constructor(counts: Counts, before?: Walk) {
    this.#before = before;
    this.#least = new Map(before?.least ?? counts);
    this.begun = new Map(this.#least);
    for (const [url, text] of before?.answers ?? []) {
      this.learn(url, text);
      if (before?.isInPart.has(url) === true) this.answers.delete(url);
    }
  }

  get least(): Counts {
    return this.#least;
  }

  /** Whether an answer has named a thing. */
  hasTold(address: string): boolean {
    return this.#told.has(address);
  }

  learn(url: string, text: string): void {
    this.answers.set(url, text);
    this.isInPart.delete(url);
    for (const [, address = ''] of text.matchAll(/"https:\/\/world\.test(\/[^"?]*)"/g)) {
      this.#told.add(address);
    }
  }

  /**
   * Sees an action on a thing: what is known of it, and what holds it, is forgotten.
   */
  see(done: Seen, canonicalOf: (path: string) => string): void {
    this.#see(done, canonicalOf);
    this.#before?.see(done, canonicalOf);
  }

  #see(
    { address: owner, named, kind: of, counts }: Seen,
    canonicalOf: (path: string) => string,
  ): void {
    const isTold = this.#told.has(named);
    const kind = `/${of}/`;
    const isBelow = (address: string): boolean =>
      address === owner || address.startsWith(`${owner}/`);
    for (const [address, count] of counts) {
      if (isBelow(address)) this.#least.set(address, count);
    }
    for (const [url, text] of this.answers) {
      const path = new URL(url).pathname;
      const isOf = isBelow(canonicalOf(path)) || text.includes(`"${ORIGIN}${owner}`);
      const mayBeOf = !isTold && (path.startsWith(kind) || text.includes(`"${ORIGIN}${kind}`));
      if (isOf || mayBeOf) this.answers.delete(url);
    }
  }

  /**
   * Sees what another walk did. It counts where that was done by the thing's own name, and this walk knows no other one: by
   * another name, it may be seen or not.
   */
  seeOfOthers(done: Seen, canonicalOf: (path: string) => string): void {
    const { address, named } = done;
    const least = new Map(this.#least);
    this.#see(done, canonicalOf);
    const knowsOther = [...this.#told].some(
      (name) => name !== address && canonicalOf(name) === address,
    );
    if (named === address && !knowsOther) return;
    for (const [each, count] of least) this.#least.set(each, count);
  }
}

/** A field's text, and how many actions it may have seen. */
export class Token {
  readonly text: string;
  readonly address: string;
  readonly least: number;
  readonly until: Moment;

  /** The same, as it may have been since then. */
  notBefore(then: Counts): Token {
    const least = Math.min(this.least, then.get(this.address) ?? 0);
    return new Token(this.text, this.address, new Map([[this.address, least]]), this.until);
  }

  constructor(json: Json | undefined, address: string, least: Counts, until: Moment) {
    this.text = String(json).replace(/ after \d+$/, '');
    this.address = address;
    this.least = least.get(address) ?? 0;
    this.until = until;
  }

  /** Whether a text is this one, as of a moment that may be. */
  isSaidBy(said: Json): boolean {
    const [, text, count = '0'] = /^(.*?)(?: after (\d+))?$/.exec(String(said)) ?? [];
    if (text !== this.text) return false;
    if (!/^[sw] of/.test(this.text)) return true;
    const most = this.until.counts?.get(this.address) ?? 0;
    return Number(count) >= this.least && Number(count) <= most;
  }

  toString(): string {
    const most = this.until.counts?.get(this.address) ?? 0;
    if (!/^[sw] of/.test(this.text)) return this.text;
    const times = this.least === most ? `${most}` : `${this.least} to ${most}`;
    return times === '0' ? this.text : `${this.text} after ${times}`;
  }
}

/** What an action answered. */
export class Answered {
  readonly did: string;
  /** What was its argument: a field, or a thing by any of its names. */
  readonly #given: Token | readonly string[] | undefined;

  constructor(did: string, given: Token | readonly string[] | undefined) {
    this.did = did;
    this.#given = given;
  }

  isSaidBy(said: string): boolean {
    if (this.#given === undefined) return said === this.did;
    const [did = '', given = ''] = said.split(' with ');
    if (this.did !== `${did} with null`) return false;
    return this.#given instanceof Token ? this.#given.isSaidBy(given) : this.#given.includes(given);
  }

  toString(): string {
    return this.did.replace(/null$/, String(this.#given ?? null));
  }
}

export type Told =
  | Token
  | Answered
  | Snap
  | PageSnap
  | string
  | boolean
  | null
  | undefined
  | readonly Told[];

/** A resource in hand. */
export class Snap {
  readonly kind: string;
  readonly level: Level;
  readonly address: string;
  readonly url: string;
  readonly walk: Walk;
  readonly held: Map<string, Told> = new Map();

  constructor(kind: string, level: Level, json: JsonObject, walk: Walk) {
    this.kind = kind;
    this.level = level;
    this.walk = walk;
    this.url = String((json.links as JsonObject).self);
    this.address = new URL(this.url).pathname;
  }
}

/** A page in hand. */
export class PageSnap {
  readonly kind: string;
  readonly url: string;
  readonly items: readonly Snap[];
  readonly walk: Walk;
  readonly tree: Tree | undefined;

  constructor(page: Pick<PageSnap, 'kind' | 'url' | 'items' | 'walk' | 'tree'>) {
    this.kind = page.kind;
    this.url = page.url;
    this.items = page.items;
    this.walk = page.walk;
    this.tree = page.tree;
  }
}

/** What is told of a snapshot while it is made. */
export interface Maker {
  readonly world: ProgramWorld;
  readonly walk: Walk;
  readonly least: Counts;
  readonly until: Moment;
  /** The whole of what a stub stands for. */
  whole(json: JsonObject): JsonObject;
}

/** Makes a snapshot. @param json - As much as its level holds, at least. @param tree - What was expanded by hand. */
export function makeSnap(
  kind: string,
  level: Level,
  json: JsonObject,
  maker: Maker,
  tree: Tree = {},
): Snap {
  const { world, walk, least, until } = maker;
  const snap = new Snap(kind, level, json, walk);
  const { fields, refs } = at(world.kinds, kind);
  for (const [name, from] of Object.entries(fields)) {
    if (holds(level, from)) snap.held.set(name, new Token(json[name], snap.address, least, until));
  }
  const refusals: unknown[] = [];
  const inner = (name: string, of: string, value: Json | undefined): Snap | null | undefined => {
    if (value === null || value === undefined) return value;
    const stub = value as JsonObject;
    const deeper = tree[name];
    if (deeper === undefined) return makeSnap(of, 'stub', stub, maker);
    try {
      return makeSnap(of, 'whole', maker.whole(stub), maker, deeper);
    } catch (error) {
      // All are asked at once, so that what is refused of one spares nothing of the others.
      refusals.push(error);
      return null;
    }
  };
  for (const [name, { kind: of, in: from }] of Object.entries(refs)) {
    if (holds(level, from)) snap.held.set(name, inner(name, of, json[name]));
  }
  for (const [name, { kind: of, in: from }] of Object.entries(world.inner[kind] ?? {})) {
    if (!holds(level, from)) continue;
    const all = (json[name] ?? []) as readonly Json[];
    snap.held.set(
      name,
      all.map((each) => inner(name, of, each)),
    );
  }
  if (refusals.length > 0) throw refusals[0];
  return snap;
}

/** Whether the library's words say what was told by hand. */
export function says(told: Told, said: Json | undefined): boolean {
  if (told instanceof Token) return said !== undefined && told.isSaidBy(said);
  if (told === undefined) return said === 'undefined' || said === undefined;
  if (told === null || typeof told !== 'object') return said === told;
  if (told instanceof Answered) {
    return told.isSaidBy(String((said as JsonObject | null)?.did));
  }
  if (told instanceof PageSnap) return says(told.items, (said as JsonObject | null)?.items);
  if (told instanceof Snap) {
    if (typeof said !== 'object' || said === null || Array.isArray(said)) return false;
    const json = said as JsonObject;
    const more = Object.keys(json).filter((name) => !told.held.has(name));
    return more.length === 0 && [...told.held].every(([name, value]) => says(value, json[name]));
  }
  const all = told as readonly Told[];
  if (!Array.isArray(said) || said.length !== all.length) return false;
  return all.every((each, index) => says(each, said[index] as Json));
}

/** What was told by hand, as text. */
export function tell(told: Told): string {
  if (told instanceof PageSnap) return `{ items: ${tell(told.items)} }`;
  if (told instanceof Snap) {
    return `{ ${[...told.held].map(([name, value]) => `${name}: ${tell(value)}`).join(', ')} }`;
  }
  if (told instanceof Answered) return `{ did: ${told} }`;
  if (Array.isArray(told)) return `[${told.map(tell).join(', ')}]`;
  return String(told);
}
