/**
 * What one walk has learned so far: resources by identity, field by field; lists by index; pages.
 *
 * Pure data with the few questions that the planner asks of it. It is filled by `absorb` and never fetches.
 * An action forks it: what was known of the changed address, and of every page that holds it, is left behind.
 */
import { now } from '../values/codec.ts';
import type { Doc } from './document.ts';
import { Generations } from './Generations.ts';
import {
  copyList,
  type Known,
  type ListRecord,
  newList,
  type PageRecord,
  Reference,
  ResourceRecord,
} from './records.ts';

/** How many batches of a collection are remembered while it is gone through. */
const KEPT = 2;
/** How many expansions are remembered as asked, while a collection is gone through. */
const MOST_ASKED = 1000;

/** What an action changed. */
export interface Changed {
  readonly changes: string;
  readonly isCollection: boolean;
}

export class Knowledge {
  readonly #records = new Generations<ResourceRecord>();
  readonly #lists = new Map<string, ListRecord>();
  readonly #pages = new Map<string, PageRecord>();
  readonly #aliases = new Map<string, string>();
  readonly #selves = new Set<string>();
  readonly #failures = new Map<string, unknown>();
  readonly #asked = new Set<string>();
  #walking = 0;
  #begun: string | undefined;
  /** Whether the server was seen to ignore a window: then pages are read in their order. */
  ignoresWindows = false;
  /** Whether the server was seen to expand something, or to leave unexpanded what it was asked to expand. */
  expansion: 'unseen' | 'granted' | 'ignored' = 'unseen';
  /** Whether this holds what answers will foreseeably bring, with holes, for `explain`. */
  readonly foretold: boolean;

  constructor(foretold: boolean = false) {
    this.foretold = foretold;
  }

  /** When this walk first asked for the time, as text: what it goes back from. */
  get begun(): string {
    this.#begun ??= this.foretold ? '{now}' : now();
    return this.#begun;
  }

  /** Whether all expansions that were asked for were ignored: then nothing more is asked for the sake of one. */
  get ignoresExpansions(): boolean {
    return this.expansion === 'ignored';
  }

  /** What was seen of the server itself, which no action changes. */
  #keepManners({ ignoresWindows, expansion }: Knowledge): void {
    this.ignoresWindows = ignoresWindows;
    this.expansion = expansion;
  }

  /** What became of an expansion that was asked for. A server that grants one may still refuse another. */
  keepExpansion(isGranted: boolean): void {
    if (isGranted) this.expansion = 'granted';
    else if (this.expansion === 'unseen') this.expansion = 'ignored';
  }

  /**
   * The address under which something is known: two addresses of one thing are joined by its `self`, and so
   * are those of what lies below it.
   */
  identity(address: string): string {
    if (this.#aliases.size === 0) return address;
    const alias = this.#aliases.get(address);
    if (alias !== undefined) return alias;
    if (this.#selves.has(address)) return address;
    for (let at = address.lastIndexOf('/'); at > 0; at = address.lastIndexOf('/', at - 1)) {
      const above = this.#aliases.get(address.slice(0, at));
      if (above !== undefined) return above.replace(/\/$/, '') + address.slice(at);
    }
    return address;
  }

  /** Joins two addresses of one thing. */
  join(address: string, self: string): void {
    if (address === self) return;
    this.#aliases.set(address, self);
    this.#selves.add(self);
    // What was learned below the other address before is known below this one.
    for (const known of [this.#records, this.#lists, this.#pages, this.#failures]) {
      rename(known as Renamed, address, self);
    }
  }

  record(address: string): ResourceRecord | undefined {
    return this.#records.get(this.identity(address));
  }

  /** The record of that address, made of the document when there is none yet. */
  ensure(address: string, kind: string | undefined, doc?: Doc): ResourceRecord {
    const identity = this.identity(address);
    let record = this.#records.get(identity);
    if (record === undefined) {
      record = new ResourceRecord(identity, kind, doc);
    }
    this.#records.set(identity, record);
    return record;
  }

  list(address: string): ListRecord | undefined {
    return this.#lists.get(this.identity(address));
  }

  /** Whether anything was asked of that collection, or of that page of one. */
  hasList(address: string): boolean {
    const identity = this.identity(address);
    return this.#lists.has(identity) || this.#pages.has(identity) || this.#failures.has(identity);
  }

  ensureList(address: string, kind: string): ListRecord {
    const identity = this.identity(address);
    let list = this.#lists.get(identity);
    if (list === undefined) {
      list = newList(kind);
      this.#lists.set(identity, list);
    }
    return list;
  }

  page(address: string): PageRecord | undefined {
    return this.#pages.get(this.identity(address));
  }

  keepPage(address: string, page: PageRecord): void {
    this.#pages.set(this.identity(address), page);
  }

  /**
   * Forgets the items of a collection before an index, and what came with them and with none of the last few
   * answers. For a collection that is gone through item by item.
   */
  forgetBefore(address: string, index: number): void {
    const list = this.list(address);
    for (const key of list?.items.keys() ?? []) {
      if (key >= index) break;
      list?.items.delete(key);
      list?.broughtBy.delete(key);
    }
    this.#records.begin(KEPT);
    if (list !== undefined && this.#asked.size > MOST_ASKED) this.#asked.clear();
  }

  /** A walk begins: what failed before, and not in a walk that is still under way, may be asked again. */
  begin(): void {
    if (this.#walking === 0) this.#failures.clear();
    this.#walking += 1;
  }

  /** A walk has ended. */
  end(): void {
    this.#walking -= 1;
  }

  /** What went wrong when that address was asked for. */
  failure(address: string): unknown {
    return this.#failures.get(this.identity(address));
  }

  keepFailure(address: string, error: unknown): void {
    this.#failures.set(this.identity(address), error);
  }

  /** Whether that address was asked with that expansion before: `owner.group` asks for `owner` as well. */
  wasAsked(address: string, expansion: string): boolean {
    return this.#asked.has(`${address} ${expansion}`);
  }

  keepAsked(address: string, expansion: string): void {
    for (
      let path = expansion;
      path !== '';
      path = path.slice(0, Math.max(0, path.lastIndexOf('.')))
    ) {
      this.#asked.add(`${address} ${path}`);
    }
    this.#asked.add(`${address} `);
  }

  /** The same knowledge for a foretold walk, which leaves this one as it is. */
  foretelling(): Knowledge {
    return this.#copy(true);
  }

  /** The same knowledge for another walk, which leaves this one as it is. */
  copy(): Knowledge {
    return this.#copy(this.foretold);
  }

  #copy(foretold: boolean): Knowledge {
    const copy = new Knowledge(foretold);
    copy.#keepManners(this);
    if (this.foretold === foretold) copy.#begun = this.#begun;
    for (const [key, record] of this.#records) copy.#records.set(key, record.copy());
    for (const [key, list] of this.#lists) copy.#lists.set(key, copyList(list));
    for (const [key, page] of this.#pages) copy.#pages.set(key, page);
    for (const [from, to] of this.#aliases) copy.join(from, to);
    for (const [key, error] of this.#failures) copy.#failures.set(key, error);
    for (const key of this.#asked) copy.#asked.add(key);
    return copy;
  }

  /**
   * What is still true after actions changed something: everything but those resources, the lists and pages
   * that hold them, and, unless it is a collection that was changed, what lies below their addresses.
   */
  without(changed: readonly Changed[]): Knowledge {
    const isGone = this.#changedBy(changed);
    const holds = (items: Iterable<Known>): boolean => {
      for (const item of items) {
        if (item instanceof Reference && isGone(this.identity(item.address))) return true;
      }
      return false;
    };
    const left = new Knowledge(this.foretold);
    left.#keepManners(this);
    left.#begun = this.#begun;
    for (const [key, record] of this.#records) {
      if (!isGone(key)) left.#records.set(key, record.copy());
    }
    for (const [key, list] of this.#lists) {
      if (!isGone(key) && !holds(list.items.values())) left.#lists.set(key, copyList(list));
    }
    for (const [key, page] of this.#pages) {
      if (!isGone(key) && !holds(page.items)) left.#pages.set(key, page);
    }
    for (const [from, to] of this.#aliases) {
      if (!isGone(from) && !isGone(to)) left.join(from, to);
    }
    for (const [key, error] of this.#failures) if (!isGone(key)) left.#failures.set(key, error);
    for (const key of this.#asked) if (!isGone(key.split(' ')[0] ?? '')) left.#asked.add(key);
    return left;
  }

  /** Forgets what actions changed, and nothing of the collections that hold it: they are being gone through. */
  forget(changed: readonly Changed[]): void {
    const isGone = this.#changedBy(changed);
    for (const [key] of this.#records) if (isGone(key)) this.#records.delete(key);
  }

  /** Whether an address is that of something that actions changed, or lies below it. */
  #changedBy(changed: readonly Changed[]): (address: string) => boolean {
    const exact = new Set<string>();
    const above: string[] = [];
    for (const { changes, isCollection } of changed) {
      const marks = isCollection ? ['?'] : ['/', '?', '#'];
      for (const address of new Set([changes, this.identity(changes)])) {
        exact.add(address);
        above.push(...marks.map((mark) => address + mark));
      }
    }
    const prefixes = new Set(above);
    return (address) => {
      if (exact.has(address)) return true;
      for (let at = 0; at < address.length; at += 1) {
        const char = address[at];
        if (char !== '/' && char !== '?' && char !== '#') continue;
        if (prefixes.has(address.slice(0, at + 1))) return true;
      }
      return false;
    };
  }
}

interface Renamed extends Iterable<readonly [string, unknown]> {
  has(key: string): boolean;
  set(key: string, value: unknown): unknown;
  delete(key: string): unknown;
}

function rename(known: Renamed, from: string, to: string): void {
  for (const [key, value] of known) {
    if (!key.startsWith(`${from}/`) && !key.startsWith(`${from}?`)) continue;
    const renamed = to + key.slice(from.length);
    if (!known.has(renamed)) known.set(renamed, value);
    known.delete(key);
  }
}
