/**
 * What one walk has learned so far: resources by identity, field by field; lists by index; pages.
 *
 * Pure data with the few questions that the planner asks of it. It is filled by `absorb` and never fetches.
 * An action forks it: what was known of the changed address, and of every page that holds it, is left behind.
 */

import { stem } from './address.ts';
import { Brought } from './Brought.ts';
import { type Alike, type Changed, Changes } from './Changes.ts';
import type { Item } from './document.ts';
import { Generations } from './Generations.ts';
import { Identity } from './Identity.ts';
import {
  copyList,
  forgetItems,
  isForgotten,
  type ListRecord,
  type Moves,
  NO_MOVES,
  newList,
  uniteLists,
} from './lists.ts';
import { type Known, type PageRecord, Reference, type ResourceRecord } from './records.ts';
import type { Fields, Selection } from './Selection.ts';

export type { Changed };

/** How many batches of a collection are remembered while it is gone through. */
const KEPT = 2;
/** How many expansions are remembered as asked, while a collection is gone through. */
const MOST_ASKED = 1000;

/** What an answer brought and nobody has read yet. */
interface Unread {
  readonly brought: Brought;
  /** Reads it. */
  readonly read: () => readonly Known[];
}

export class Knowledge {
  readonly #records = new Generations<ResourceRecord>();
  #unread: Unread[] = [];
  readonly #lists = new Map<string, ListRecord>();
  readonly #pages = new Map<string, PageRecord>();
  readonly #failures = new Map<string, unknown>();
  /** The expansions that an address was asked with. */
  readonly #asked = new Map<string, Set<string>>();
  /** The same, where only some fields were asked for: once others are wanted, that says nothing. */
  readonly #askedOfSome = new Map<string, Set<string>>();
  /** What was to be expanded where it is named, and was left a stub. */
  readonly #unexpanded = new Set<string>();
  /** What was asked for by its id among others, with the expansions of that: it may come otherwise by its own address. */
  readonly #askedAmong = new Map<string, Set<string>>();
  /** What an answer with others of its kind left out. */
  readonly #leftOut = new Set<string>();
  /** The kinds of which the server gives no several by their ids. */
  readonly #notMany = new Set<string>();
  readonly #identity: Identity;
  /** The same, and what an action has made unknown of it: what went by a name once may be held under it still. */
  readonly #everNamed: Identity;
  readonly #changes: Changes;
  /** How many times actions have changed something. */
  #moment = 0;
  #walking = 0;
  /** How many actions may have moved what stands in lists, where that is of use: for code that goes through one. */
  moves: Moves = NO_MOVES;
  /** Whether the server was seen to ignore a window: then pages are read in their order. */
  ignoresWindows = false;
  /** Whether the server was seen to expand something, to leave it unexpanded, or to refuse what asked for it. */
  expansion: 'unseen' | 'granted' | 'ignored' | 'refused' = 'unseen';
  /** The choice of fields that its requests ask for, or did; all of them, where there is none. */
  selection: Selection | undefined;
  /** Whether this holds what answers will foreseeably bring, with holes, for `explain`. */
  readonly foretold: boolean;

  constructor(foretold: boolean = false, before?: Knowledge, identity: Identity = new Identity()) {
    this.foretold = foretold;
    this.#identity = identity;
    this.#everNamed = before === undefined ? new Identity() : before.#everNamed.copy();
    this.#changes = before === undefined ? new Changes() : before.#changes.copy();
    if (before === undefined) return;
    // Whoever goes on with what is known may want more of it.
    if (before.selection !== undefined) before.selection.isOver = true;
    this.#moment = before.#moment;
    this.ignoresWindows = before.ignoresWindows;
    this.expansion = before.expansion;
    for (const kind of before.#notMany) this.#notMany.add(kind);
  }

  /** Whether all expansions that were asked for were in vain: then nothing more is asked for the sake of one. */
  get ignoresExpansions(): boolean {
    return this.expansion === 'ignored' || this.expansion === 'refused';
  }

  /** What became of an expansion that was asked for. A server that grants one may still refuse another. */
  keepExpansion(isGranted: boolean): void {
    if (this.expansion === 'refused') return;
    if (isGranted) this.expansion = 'granted';
    else if (this.expansion === 'unseen') this.expansion = 'ignored';
  }

  /** A request was refused for what it asked to be expanded: whatever else may be is not worth another refusal. */
  keepRefusedExpansion(): void {
    this.expansion = 'refused';
  }

  /**
   * The address under which something is known: two addresses of one thing are joined by its `self`, and so
   * are those of what lies below it.
   */
  identity(address: string): string {
    return this.#identity.of(address);
  }

  /** Joins two addresses of one thing. */
  join(address: string, self: string): void {
    this.#everNamed.join(address, self);
    const from = this.#identity.join(address, self);
    if (from === undefined) return;
    // What was learned under the other address before, or below it, is known under this one.
    const other = stem(from);
    this.#rename(this.#records, other, uniteRecords);
    this.#rename(this.#lists, other, uniteLists);
    this.#rename(this.#pages, other, keepFirst);
    this.#rename(this.#failures, other, keepFirst);
    this.#rename(this.#asked, other, uniteSets);
    this.#rename(this.#askedOfSome, other, uniteSets);
    this.#rename(this.#askedAmong, other, uniteSets);
  }

  /** @param unite - Says what is known where something is known under both addresses. */
  #rename<T>(known: Renamed<T>, other: string, unite: (one: T, other: T) => T): void {
    const found: string[] = [];
    for (const [key] of known)
      if (key.startsWith(other) && this.identity(key) !== key) found.push(key);
    for (const key of found) {
      const [to, from] = [this.identity(key), known.get(key) as T];
      const there = known.get(to);
      known.set(to, there === undefined ? from : unite(there, from));
      known.delete(key);
    }
  }

  /** Keeps the items of a page as they came: they are read once somebody asks for a resource, or changes one. */
  keepUnread(docs: readonly Item[], href: string, read: () => readonly Known[]): Brought {
    const brought = new Brought(() => this.#readAll(), docs, href, this.#moment);
    this.#unread.push({ brought, read });
    return brought;
  }

  #readAll(): void {
    if (this.#unread.length === 0) return;
    for (const { brought, read } of this.#unread.splice(0)) brought.learn(read());
  }

  record(address: string): ResourceRecord | undefined {
    this.#readAll();
    return this.#records.get(this.identity(address));
  }

  /**
   * Keeps what a document says, besides what is known of the thing already.
   *
   * @returns A reference to the thing that remembers how it stood in that document.
   */
  keep(record: ResourceRecord): Reference {
    this.#readAll();
    const before = this.#records.get(record.address);
    const all = before === undefined ? record : before.with(record);
    this.#records.set(record.address, all);
    return new Reference(record.address, record, this.#moment);
  }

  /** Keeps what a document says that was learned by what the same walk knew before an action, or knows besides. */
  learnToo(record: ResourceRecord): void {
    if (!record.isChosen && this.identity(record.address) === record.address)
      this.keep(record.asOf(this.#moment));
  }

  /** Whether actions have changed anything at all. */
  get hasChanged(): boolean {
    return !this.#changes.isEmpty;
  }

  /** How many times actions have changed something. */
  get moment(): number {
    return this.#moment;
  }

  /** How a thing stood where it was found; `undefined` where an action may have changed it since. */
  stood(found: Reference | undefined): ResourceRecord | undefined {
    if (found === undefined) return undefined;
    if (this.#changes.isEmpty) return found.stood;
    return this.#isChanged(found.address, found.moment) ? undefined : found.stood;
  }

  /** How many resources and items are known, but for what stands in items that nobody has read. */
  get size(): number {
    let size = this.#records.size;
    for (const { brought } of this.#unread) size += brought.docs.length;
    for (const { items } of this.#lists.values()) size += items.size;
    return size;
  }

  /** All that is known of resources. */
  *records(): Iterable<ResourceRecord> {
    this.#readAll();
    for (const [, record] of this.#records) yield record;
  }

  /** All that is known of collections, by their addresses. */
  lists(): Iterable<readonly [string, ListRecord]> {
    return this.#lists;
  }

  list(address: string): ListRecord | undefined {
    return this.#lists.get(this.identity(address));
  }

  /** Whether only some fields of it were asked for, and others turned out to be wanted. */
  isInPart(address: string): boolean {
    return this.selection?.isOver === true && this.record(address)?.isChosen === true;
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
    if (list !== undefined) forgetItems(list, index);
    const lists = [...this.#lists.values()];
    this.#unread = this.#unread.filter(({ brought }) =>
      lists.some(({ items }) => items.holds(brought)),
    );
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

  /** Whether it was to be expanded where it is named, in vain: then it comes from its own address only. */
  isUnexpanded(address: string): boolean {
    return this.#unexpanded.has(this.identity(address));
  }

  keepUnexpanded(address: string): void {
    this.#unexpanded.add(this.identity(address));
  }

  /**
   * Whether that address was asked with that expansion before: `owner.group` asks for `owner` as well. What failed will bring
   * nothing, whatever it is asked with.
   */
  wasAsked(address: string, expansion: string): boolean {
    const identity = this.identity(address);
    if (this.#asked.get(identity)?.has(expansion) || this.#failures.has(identity)) return true;
    const isSome = this.selection?.isOver === false;
    return isSome && this.#askedOfSome.get(identity)?.has(expansion) === true;
  }

  /** @param fields - What was asked for, where that was not all. */
  keepAsked(address: string, expansion: string, fields: Fields | undefined): void {
    const all = fields === undefined ? this.#asked : this.#askedOfSome;
    this.#keepAsked(all, address, expansion);
  }

  /** Whether it was asked for among others of its kind, with that expansion. */
  wasAskedAmong(address: string, expansion: string): boolean {
    return this.#askedAmong.get(this.identity(address))?.has(expansion) ?? false;
  }

  keepAskedAmong(address: string, expansion: string): void {
    this.#keepAsked(this.#askedAmong, address, expansion);
  }

  /** Whether an answer with others of its kind left it out: then it comes from its own address only. */
  isLeftOut(address: string): boolean {
    return this.#leftOut.has(this.identity(address));
  }

  keepLeftOut(address: string): void {
    this.#leftOut.add(this.identity(address));
  }

  /** Whether the server was seen to give no several of a kind by their ids. */
  refusesMany(kind: string): boolean {
    return this.#notMany.has(kind);
  }

  keepRefusedMany(kind: string): void {
    this.#notMany.add(kind);
  }

  #keepAsked(all: Map<string, Set<string>>, address: string, expansion: string): void {
    const identity = this.identity(address);
    const asked = all.get(identity) ?? new Set();
    all.set(identity, asked);
    for (
      let path = expansion;
      path !== '';
      path = path.slice(0, Math.max(0, path.lastIndexOf('.')))
    ) {
      asked.add(path);
    }
    asked.add('');
  }

  /** The same knowledge for a foretold walk, which leaves this one as it is. */
  foretelling(): Knowledge {
    return this.#copy(true);
  }

  /** The same for a loop of its own: of a collection that is being gone through, what was used is forgotten already. */
  anew(): Knowledge {
    const copy = this.#copy(this.foretold);
    for (const [key, list] of copy.#lists) {
      if (isForgotten(list)) copy.#lists.delete(key);
    }
    return copy;
  }

  /** Whether what is needed is of a collection that was read and of which the first items are forgotten. */
  hasForgotten(need: { readonly of: string; readonly address: string }): boolean {
    const list = need.of === 'list' ? this.list(need.address) : undefined;
    return list !== undefined && isForgotten(list);
  }

  #copy(foretold: boolean): Knowledge {
    this.#readAll();
    const copy = new Knowledge(foretold, this, this.#identity.copy());
    for (const [key, record] of this.#records) copy.#records.set(key, record);
    for (const [key, list] of this.#lists) copy.#lists.set(key, copyList(list));
    for (const [key, page] of this.#pages) copy.#pages.set(key, page);
    for (const [key, error] of this.#failures) copy.#failures.set(key, error);
    for (const [key, paths] of this.#asked) copy.#asked.set(key, new Set(paths));
    for (const key of this.#unexpanded) copy.#unexpanded.add(key);
    for (const [key, paths] of this.#askedAmong) copy.#askedAmong.set(key, new Set(paths));
    for (const key of this.#leftOut) copy.#leftOut.add(key);
    return copy;
  }

  /**
   * What is still true after actions changed something: everything but those resources, the lists and pages
   * that hold them, and, unless it is a collection that was changed, what lies below their addresses.
   *
   * @param isAlike - Where a thing was changed by a name that no document has declared, all that it may be is forgotten.
   */
  without(changed: readonly Changed[], isAlike: Alike): Knowledge {
    this.#readAll();
    const left = new Knowledge(this.foretold, this);
    left.#note(changed, isAlike, this);
    const isGone = (address: string): boolean => left.#isChanged(address, this.#moment);
    // Also a document within a document is shown as it stands there.
    const holds = (item: Known): boolean => {
      if (Array.isArray(item)) return item.some(holds);
      if (!(item instanceof Reference)) return false;
      return (
        isGone(this.identity(item.address)) || item.stood.named.some(([, each]) => holds(each))
      );
    };
    for (const [key, record] of this.#records) {
      if (!isGone(key)) left.#records.set(key, record);
    }
    for (const [key, list] of this.#lists) {
      if (!isGone(key) && ![...list.items].some(([, item]) => holds(item)))
        left.#lists.set(key, copyList(list));
    }
    for (const [key, page] of this.#pages) {
      if (!isGone(key) && !page.items.some(holds)) left.#pages.set(key, page);
    }
    for (const [from, to] of this.#identity.pairs) {
      if (!isGone(from) && !isGone(to)) left.#identity.join(from, to);
    }
    for (const [key, error] of this.#failures) if (!isGone(key)) left.#failures.set(key, error);
    for (const [key, paths] of this.#asked) if (!isGone(key)) left.#asked.set(key, new Set(paths));
    for (const key of this.#unexpanded) if (!isGone(key)) left.#unexpanded.add(key);
    for (const [key, paths] of this.#askedAmong) {
      if (!isGone(key)) left.#askedAmong.set(key, new Set(paths));
    }
    for (const key of this.#leftOut) if (!isGone(key)) left.#leftOut.add(key);
    return left;
  }

  /** Forgets what actions changed, and nothing of the collections that hold it: they are being gone through. */
  forget(changed: readonly Changed[], isAlike: Alike): void {
    this.#readAll();
    const before = this.#moment;
    this.#note(changed, isAlike, this);
    for (const [key] of this.#records) {
      if (this.#isChanged(key, before)) this.#records.delete(key);
    }
  }

  /** @param known - What was known when the actions were sent. */
  #note(changed: readonly Changed[], isAlike: Alike, known: Knowledge): void {
    this.#moment += 1;
    for (const { changes, beside } of changed) {
      // What told so may be forgotten by the next time.
      if (known.#records.get(changes) !== undefined) this.#everNamed.join(changes, changes);
      if (known.#isDeclared(changes)) continue;
      this.#changes.noteUnsure(this.#moment, { changes, beside }, isAlike);
    }
    this.#changes.note(changed, this.#moment, (address) => [
      ...new Set([address, this.identity(address), this.#everNamed.of(address)]),
    ]);
  }

  /** Whether a document has said what lies at an address, or above it: then it goes by no other name unnoticed. */
  #isDeclared(address: string): boolean {
    if (this.#everNamed.isSaid(this.#everNamed.of(address))) return true;
    for (let at = address.length; at > 0; at = address.lastIndexOf('/', at - 1)) {
      if (this.#records.get(this.identity(address.slice(0, at))) !== undefined) return true;
    }
    return false;
  }

  /** Whether an action has changed what lies at an address since, by whatever name. */
  #isChanged(address: string, since: number): boolean {
    if (this.#changes.isAfter(since, address)) return true;
    const [now, ever] = [this.identity(address), this.#everNamed.of(address)];
    return (
      (now !== address && this.#changes.isAfter(since, now)) ||
      (ever !== address && ever !== now && this.#changes.isAfter(since, ever))
    );
  }
}

interface Renamed<T> extends Iterable<readonly [string, T]> {
  get(key: string): T | undefined;
  set(key: string, value: T): unknown;
  delete(key: string): unknown;
}

const keepFirst = <T>(first: T): T => first;

const uniteSets = <T>(one: ReadonlySet<T>, two: ReadonlySet<T>): Set<T> =>
  new Set([...one, ...two]);

const uniteRecords = (one: ResourceRecord, other: ResourceRecord): ResourceRecord =>
  other.with(one);
