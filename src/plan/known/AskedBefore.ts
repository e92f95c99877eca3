/**
 * What a walk has asked for so far, and what came of that: nothing is asked twice in vain.
 */
import type { Identity } from './Identity.ts';
import { joinKeys, keepFirst, uniteSets } from './joinKeys.ts';
import type { Fields, Selection } from './Selection.ts';
import { expansionPaths, type Wish } from './wish.ts';

/** How many addresses are remembered with the expansions that they were asked for, while a collection is gone through. */
const MOST_ASKED = 1000;

export class AskedBefore {
  /** The choice of fields that its requests ask for, or did; all of them, where there is none. */
  selection: Selection | undefined;
  readonly #identity: Identity;
  readonly #failures = new Map<string, unknown>();
  /** Where something went wrong for a loop: its next batch, a walk of its own, has come no further. */
  readonly #ofLoop = new Set<string>();
  /** The expansions that an address was asked with. */
  readonly #asked = new Map<string, Set<string>>();
  /** The same, of requests for some fields alone. Once other fields are wanted, they may be asked again. */
  readonly #askedOfSome = new Map<string, Set<string>>();
  /** The expansions with which something was asked for by its id, among others. Its own address may still give more. */
  readonly #askedAmong = new Map<string, Set<string>>();
  /** What was to be expanded where it is named, and was left a stub. */
  readonly #unexpanded = new Set<string>();
  /** What an answer with others of its kind left out, or gave in part. */
  readonly #leftOut = new Map<string, 'all' | 'some'>();
  /** The kinds of which the server gives no several by their ids. */
  readonly #notMany = new Set<string>();
  /** Whether the server was seen to expand something, or to leave it unexpanded. */
  #expansion: 'unseen' | 'granted' | 'ignored' = 'unseen';
  /** The expansions with which a request for one of a kind, or for some, was refused. */
  readonly #refused = new Map<string | undefined, string[]>();
  #isShallow = false;
  #walking = 0;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  /** Whether all expansions that were asked for were in vain: then nothing more is asked for the sake of one. */
  get ignoresExpansions(): boolean {
    return this.#expansion !== 'granted' && (this.#expansion === 'ignored' || this.refusesSome);
  }

  /** Whether a request was refused for what it asked to be expanded. */
  get refusesSome(): boolean {
    return this.#refused.size > 0;
  }

  /** What is not asked for with one of a kind, or with some, since it was refused: of a page, from its items on. */
  refusedOf(kind: string | undefined): readonly string[] {
    return this.#refused.get(kind) ?? [];
  }

  /** Whether something that was not there below one address of a thing may lie below another: then that one is asked for first. */
  get isShallow(): boolean {
    return this.#isShallow;
  }

  keepShallow(): void {
    this.#isShallow = true;
  }

  /** What became of an expansion that was asked for. */
  keepExpansion(isGranted: boolean): void {
    if (isGranted) this.#expansion = 'granted';
    else if (this.#expansion === 'unseen') this.#expansion = 'ignored';
  }

  /** A request was refused for what it asked to be expanded: of a server that grants nothing, whatever else may be is not worth another refusal. */
  keepRefused(kind: string | undefined, paths: readonly string[]): void {
    this.#refused.set(kind, [...this.refusedOf(kind), ...paths]);
  }

  /** A walk begins: what failed before it may be asked again. Not so where it failed in a walk that is under way, or for the batch before in a loop. */
  begin(): void {
    if (this.#walking === 0) this.#forgetFailures();
    this.#walking += 1;
  }

  /** A walk has ended. */
  end(): void {
    this.#walking -= 1;
  }

  /** A loop has come to its end: what failed for it may be asked again for what it gave. */
  endLoop(): void {
    this.#ofLoop.clear();
  }

  /** What went wrong when that address was asked for. */
  failure(address: string): unknown {
    return this.#failures.get(this.#identity.of(address));
  }

  keepFailure(address: string, error: unknown, isOfLoop = false): void {
    const identity = this.#identity.of(address);
    this.#failures.set(identity, error);
    if (isOfLoop) this.#ofLoop.add(identity);
  }

  /** Whether it was to be expanded where it is named, in vain: then it comes from its own address only. */
  isUnexpanded(address: string): boolean {
    return this.#unexpanded.has(this.#identity.of(address));
  }

  keepUnexpanded(address: string): void {
    this.#unexpanded.add(this.#identity.of(address));
  }

  /**
   * Whether that address was asked with that expansion before: `owner.group` asks for `owner` as well. What failed will bring
   * nothing, whatever it is asked with.
   */
  was(address: string, expansion: string): boolean {
    const identity = this.#identity.of(address);
    if (this.#asked.get(identity)?.has(expansion) || this.#failures.has(identity)) return true;
    const isSome = this.selection?.isOver === false;
    return isSome && this.#askedOfSome.get(identity)?.has(expansion) === true;
  }

  /** @param fields - What was asked for, where that was not all. */
  keep(address: string, expansion: string, fields: Fields | undefined): void {
    const all = fields === undefined ? this.#asked : this.#askedOfSome;
    this.#keep(all, address, expansion);
  }

  /** A page was asked for, with all that is wished of its items. */
  keepPage(href: string, wish: Wish, fields: Fields | undefined): void {
    for (const path of expansionPaths(wish)) this.keep(href, path, fields);
  }

  /** Whether it was asked for among others of its kind, with that expansion. */
  wasAmong(address: string, expansion: string): boolean {
    return this.#askedAmong.get(this.#identity.of(address))?.has(expansion) ?? false;
  }

  keepAmong(address: string, expansion: string): void {
    this.#keep(this.#askedAmong, address, expansion);
  }

  /** How much of it an answer with others of its kind left out: that comes from its own address only. */
  leftOut(address: string): 'all' | 'some' | undefined {
    return this.#leftOut.get(this.#identity.of(address));
  }

  keepLeftOut(address: string, much: 'all' | 'some'): void {
    this.#leftOut.set(this.#identity.of(address), much);
  }

  /** Whether the server was seen to give no several of a kind by their ids. */
  refusesMany(kind: string): boolean {
    return this.#notMany.has(kind);
  }

  keepRefusedMany(kind: string): void {
    this.#notMany.add(kind);
  }

  /** Forgets what is so much that it costs more than it is worth. */
  forgetTooMuch(): void {
    if (this.#asked.size > MOST_ASKED) this.#asked.clear();
  }

  /** What was kept under an address, or below it, is kept under the one that it turned out to be. @param other - Its stem. */
  rename(other: string): void {
    for (const all of [this.#asked, this.#askedOfSome, this.#askedAmong])
      joinKeys(all, other, this.#identity, uniteSets);
    // What failed below one of two addresses may be there below the other.
    for (const address of this.#failures.keys()) {
      if (!address.startsWith(`${other}/`)) continue;
      this.#failures.delete(address);
      this.keepShallow();
    }
    joinKeys(this.#failures, other, this.#identity, keepFirst);
  }

  /** Takes in what the server was seen to be like. */
  takeManners(before: AskedBefore): void {
    // Whoever goes on with what is known may want more of it.
    if (before.selection !== undefined) before.selection.isOver = true;
    this.#expansion = before.#expansion;
    for (const [kind, paths] of before.#refused) this.#refused.set(kind, paths);
    this.#isShallow = before.#isShallow;
    for (const kind of before.#notMany) this.#notMany.add(kind);
  }

  /** How much of it there is that an action may make unknown. */
  get size(): number {
    const all = [this.#failures, this.#asked, this.#askedAmong, this.#unexpanded, this.#leftOut];
    return all.reduce((sum, { size }) => sum + size, 0);
  }

  /** Takes in what was asked for before, but for what is gone. */
  take(before: AskedBefore, isGone: (address: string) => boolean): void {
    for (const [key, error] of before.#failures) if (!isGone(key)) this.#failures.set(key, error);
    for (const [key, paths] of before.#asked) {
      if (!isGone(key)) this.#asked.set(key, new Set(paths));
    }
    for (const [key, paths] of before.#askedAmong) {
      if (!isGone(key)) this.#askedAmong.set(key, new Set(paths));
    }
    for (const key of before.#unexpanded) if (!isGone(key)) this.#unexpanded.add(key);
    for (const [key, much] of before.#leftOut) if (!isGone(key)) this.#leftOut.set(key, much);
  }

  #forgetFailures(): void {
    for (const address of this.#failures.keys()) {
      if (!this.#ofLoop.has(address)) this.#failures.delete(address);
    }
  }

  #keep(all: Map<string, Set<string>>, address: string, expansion: string): void {
    const identity = this.#identity.of(address);
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
}
