/**
 * What one walk has learned so far: resources by identity, field by field; lists by index; pages.
 *
 * Data with the few questions that the planner asks of it. Answers fill it (`walk/learn`); it never fetches.
 * An action forks it: what was known of the changed address, and of every page that holds it, is left behind.
 */
import { stem } from '../map/address.ts';
import { AskedBefore } from './AskedBefore.ts';
import type { Brought } from './Brought.ts';
import type { Alike, Changed } from './Changes.ts';
import type { Item } from './document.ts';
import { Generations } from './Generations.ts';
import { HeldRecords } from './HeldRecords.ts';
import { History } from './History.ts';
import type { Identity } from './Identity.ts';
import { joinKeys, keepFirst } from './joinKeys.ts';
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
import { type IsLost, lostWith } from './lost.ts';
import type { PageRecord } from './PageRecord.ts';
import { holdsAny, type Known, Reference, type ResourceRecord } from './records.ts';
import { Unread } from './Unread.ts';

/** How many batches of a collection are remembered while it is gone through. */
const KEPT = 2;

export class Knowledge {
  /** What was asked for, and what came of that. */
  readonly asked: AskedBefore;
  readonly #records = new HeldRecords();
  readonly #unread = new Unread();
  readonly #lists = new Generations<ListRecord>();
  readonly #pages = new Generations<PageRecord>();
  readonly #history: History;
  /** How many actions may have moved what stands in lists, where that is of use: for code that goes through one. */
  moves: Moves = NO_MOVES;
  /** How many of the actions of its client it has heard of. */
  heard = 0;
  /** Whether nothing can be asked for by its index, or the server was seen to ignore a window: then pages are read in their order. */
  ignoresWindows = false;
  /** Whether a first page cannot be asked for by a size, either: then it is the one that the address gives. */
  ignoresSizes = false;
  /** Whether any address has said that there is nothing. */
  knowsNothing = false;
  /** Whether this holds what answers will foreseeably bring, with holes, for `explain`. */
  readonly foretold: boolean;

  constructor(foretold: boolean = false, before?: Knowledge, identity?: Identity) {
    this.foretold = foretold;
    this.#history = new History(before === undefined ? undefined : before.#history, identity);
    this.asked = new AskedBefore(this.#history.identity);
    if (before === undefined) return;
    this.heard = before.heard;
    this.asked.takeManners(before.asked);
    this.ignoresWindows = before.ignoresWindows;
    this.ignoresSizes = before.ignoresSizes;
    this.knowsNothing = before.knowsNothing;
  }

  /**
   * The address under which something is known: two addresses of one thing are joined by its `self`, and so
   * are those of what lies below it.
   */
  identity(address: string): string {
    return this.#history.identity.of(address);
  }

  /** Takes in that a document names an address, and gives what it is known under: what is there lies there, whatever is said of what is above it. */
  declare(address: string): string {
    return this.#history.identity.declare(address);
  }

  /** Joins two addresses of one thing. */
  join(address: string, self: string): void {
    const from = this.#history.join(address, self);
    if (from === undefined) return;
    // What was learned under the other address before, or below it, is known under this one.
    const other = stem(from);
    const { identity } = this.#history;
    for (const [key, each] of this.#records) if (each.isDeclared(other)) identity.declare(key);
    joinKeys(this.#records, other, identity, (one, two) => two.with(one));
    joinKeys(this.#lists, other, identity, uniteLists);
    joinKeys(this.#pages, other, identity, keepFirst);
    this.asked.rename(other);
  }

  /** Keeps the items of a page as they came: they are read once somebody asks for a resource, or changes one. */
  keepUnread(docs: readonly Item[], href: string, read: () => readonly Known[]): Brought {
    return this.#unread.keep(docs, href, this.moment, read);
  }

  record(address: string): ResourceRecord | undefined {
    this.#unread.readAll();
    return this.#records.get(this.identity(address));
  }

  /** What an action goes by that an ETag guards: another walk may have changed the thing since. */
  decidedBy(address: string): ResourceRecord | undefined {
    this.#unread.readAll();
    return this.#records.decidedBy(this.identity(address));
  }

  /**
   * Keeps what a document says, besides what is known of the thing already.
   *
   * @returns A reference to the thing that remembers how it stood in that document.
   */
  keep(record: ResourceRecord): Reference {
    this.#unread.readAll();
    this.#records.keep(record);
    this.knowsNothing ||= record.isNothing;
    return new Reference(record.address, record, this.moment);
  }

  /** Whether an address says itself that there is nothing. */
  isNothing(address: string): boolean {
    return this.knowsNothing && this.record(address)?.isNothing === true;
  }

  /** Keeps what a document says that was learned by what the same walk knew before an action, or knows besides. */
  learnToo(record: ResourceRecord): void {
    if (!record.isChosen && this.identity(record.address) === record.address)
      this.keep(record.asOf(this.moment));
  }

  /** Whether actions have changed anything at all. */
  get hasChanged(): boolean {
    return !this.#history.isEmpty;
  }

  /** How many times actions have changed something. */
  get moment(): number {
    return this.#history.moment;
  }

  /** How a thing stood where it was found; `undefined` where an action (of the walk's own) may have changed it since. */
  stood(found: Reference | undefined, isOwn = false): ResourceRecord | undefined {
    if (found === undefined || !this.hasChanged) return found?.stood;
    const { address, moment, stood } = found;
    return this.#history.isChanged(address, moment, isOwn) ? undefined : stood;
  }

  /** How many resources and items are known, but for what stands in items that nobody has read. */
  get size(): number {
    let size = this.#records.size + this.#unread.size;
    for (const [, { items }] of this.#lists) size += items.size;
    return size;
  }

  /** All that is known of resources. */
  *records(): Iterable<ResourceRecord> {
    this.#unread.readAll();
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
    return this.asked.selection?.isOver === true && this.record(address)?.isChosen === true;
  }

  /** Whether anything was asked of that collection, or of that page of one. */
  hasList(address: string): boolean {
    const at = this.identity(address);
    return (this.#lists.get(at) ?? this.#pages.get(at) ?? this.asked.failure(at)) !== undefined;
  }

  ensureList(address: string, kind: string): ListRecord {
    return this.list(address) ?? this.keepList(address, newList(kind));
  }

  keepList(address: string, list: ListRecord): ListRecord {
    this.#lists.set(this.identity(address), list);
    return list;
  }

  page(address: string): PageRecord | undefined {
    return this.#pages.get(this.identity(address));
  }

  keepPage(address: string, page: PageRecord): void {
    this.#pages.set(this.identity(address), page);
  }

  /** Forgets the items of a collection before an index, and what came with them and with none of the last few answers. */
  forgetBefore(address: string, index: number): void {
    const list = this.list(address);
    if (list !== undefined) forgetItems(list, index);
    const [lists, pages] = [[...this.#lists], [...this.#pages]];
    const isHeld = (brought: Brought): boolean =>
      pages.some(([, page]) => page.brought === brought) ||
      lists.some(([, { items }]) => items.holds(brought));
    // As long as what was read of others.
    this.#unread.forget(isHeld, KEPT);
    for (const each of [this.#records, this.#lists, this.#pages]) each.begin(KEPT);
    if (list !== undefined) this.asked.forgetTooMuch();
  }

  /** The same knowledge for a foretold walk, which leaves this one as it is. */
  foretelling(): Knowledge {
    return this.#copy(true);
  }

  /** The same for a loop of its own, without lists that only the loop which goes through them may go on with: half forgotten, or changed since. */
  anew(): Knowledge {
    const copy = this.#copy(this.foretold);
    const isChanged = (item: Known): boolean =>
      holdsAny(item, (address, moment) => this.#history.isChanged(address, moment));
    for (const [key, list] of copy.#lists) {
      const isOld = this.hasChanged && [...list.items.values()].some(isChanged);
      if (isOld || isForgotten(list)) copy.#lists.delete(key);
    }
    return copy;
  }

  #copy(foretold: boolean): Knowledge {
    this.#unread.readAll();
    const copy = new Knowledge(foretold, this, this.#history.identity.copy());
    copy.#take(this, () => false);
    return copy;
  }

  /**
   * What is still true after actions changed something: everything but those resources, the lists and pages
   * that hold them, and, unless it is a collection that was changed, what lies below their addresses.
   *
   * @param isAlike - Which addresses may be those of a thing that was changed by a name which no document has declared.
   */
  without(changed: readonly Changed[], isAlike: Alike): Knowledge {
    this.#unread.readAll();
    const left = new Knowledge(this.foretold, this);
    this.#noteIn(left.#history, changed, isAlike);
    const isGone = (address: string): boolean => left.#history.isChanged(address, this.moment);
    left.#take(this, lostWith(isGone, this.#history.identity));
    left.#history.identity.take(this.#history.identity, isGone);
    return left;
  }

  /** How much there is that an action may make unknown. */
  get count(): number {
    const all = [this.#records, this.#lists, this.#pages, this.#history.identity.pairs];
    return all.reduce((count, each) => count + [...each].length, this.asked.size);
  }

  /** Takes in what was known before, but for what is lost. */
  #take(before: Knowledge, isLost: IsLost): void {
    const isOwn: IsLost = (key) => this.#history.isChanged(key, before.moment, true);
    this.#records.take(before.#records, isLost, isOwn);
    for (const [key, list] of before.#lists) {
      if (!isLost(key, list.items.values())) this.#lists.set(key, copyList(list));
    }
    for (const [key, page] of before.#pages) {
      if (!isLost(key, page.items)) this.#pages.set(key, page);
    }
    this.asked.take(before.asked, isLost);
  }

  /**
   * Forgets what actions changed, and the lists and pages that hold it, but for one collection: that is being gone through.
   *
   * @param kept - Its address, as far as it is known.
   */
  forget(changed: readonly Changed[], isAlike: Alike, kept: string | undefined): void {
    this.#unread.readAll();
    const before = this.moment;
    this.#noteIn(this.#history, changed, isAlike);
    const isGone = (address: string): boolean => this.#history.isChanged(address, before);
    const isLost = lostWith(isGone, this.#history.identity);
    const own = kept === undefined ? undefined : this.list(kept);
    for (const [key] of this.#records) if (isLost(key)) this.#records.delete(key);
    for (const [key, list] of this.#lists) {
      if (list !== own && isLost(key, list.items.values())) this.#lists.delete(key);
    }
    for (const [key, page] of this.#pages) if (isLost(key, page.items)) this.#pages.delete(key);
    // What goes by another name now is the same thing to whoever has it already.
    for (const { changes, before: old } of changed) if (old !== undefined) this.join(old, changes);
  }

  /** Takes what actions changed into a history, by what is known here. */
  #noteIn(history: History, changed: readonly Changed[], isAlike: Alike): void {
    const isKept = (address: string): boolean => this.#records.get(address) !== undefined;
    history.note(changed, isKept, (address) => isKept(this.identity(address)), isAlike);
  }
}
