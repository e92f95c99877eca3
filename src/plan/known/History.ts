/**
 * What actions have changed since something was read, by whatever name each of the two goes.
 */
import { type Alike, type Changed, Changes } from './Changes.ts';
import { Identity } from './Identity.ts';

export class History {
  /** The addresses that name one thing. */
  readonly identity: Identity;
  /** The same, and what an action has made unknown of it: what went by a name once may be held under it still. */
  readonly #everNamed: Identity;
  readonly #changes: Changes;
  /** Those of its own walk alone; `undefined` as long as there are no others. */
  #own: Changes | undefined;
  /** How many times actions have changed something. */
  #moment: number;

  /** @param before - What was changed before. */
  constructor(before?: History, identity: Identity = new Identity()) {
    this.identity = identity;
    this.#everNamed = before === undefined ? new Identity() : before.#everNamed.copy();
    this.#changes = before === undefined ? new Changes() : before.#changes.copy();
    this.#own = before === undefined ? undefined : before.#own?.copy();
    this.#moment = before === undefined ? 0 : before.#moment;
  }

  get moment(): number {
    return this.#moment;
  }

  /** Whether nothing was changed yet. */
  get isEmpty(): boolean {
    return this.#changes.isEmpty;
  }

  /** Joins two addresses of one thing. @returns The one that leads elsewhere from now on; `undefined` where that is no news. */
  join(address: string, self: string): string | undefined {
    this.#everNamed.join(address, self);
    return this.identity.join(address, self);
  }

  /**
   * Takes in what actions changed.
   *
   * @param isKept - Whether a document was kept under that very address when they were sent.
   * @param isKnown - Whether one was known of what lies there, under whatever name.
   * @param isAlike - Which addresses may be those of a thing that was changed by a name which no document has declared.
   */
  note(
    changed: readonly Changed[],
    isKept: (address: string) => boolean,
    isKnown: (address: string) => boolean,
    isAlike: Alike,
  ): void {
    this.#moment += 1;
    const own = changed.filter(({ isOfOthers }) => isOfOthers === undefined);
    if (own.length < changed.length) this.#own ??= this.#changes.copy();
    const namesOf = (address: string): readonly string[] => [
      ...new Set([address, this.identity.of(address), this.#everNamed.of(address)]),
    ];
    for (const each of changed) {
      const { changes, reached, isOfOthers } = each;
      // What told so may be forgotten by the next time.
      if (isKept(changes)) this.#everNamed.join(changes, changes);
      // What a path leads to is told by a document of its own, and by none of what the path lies below.
      const isSure = reached === undefined ? this.#isDeclared(changes, isKnown) : isKnown(changes);
      if (isOfOthers === 'surely' || isSure) continue;
      this.#changes.noteUnsure(this.#moment, each, isAlike);
      if (isOfOthers === undefined) this.#own?.noteUnsure(this.#moment, each, isAlike);
    }
    const sure = changed.filter(({ isOfOthers, byHand }) => isOfOthers !== 'perhaps' || byHand);
    this.#changes.note(sure, this.#moment, namesOf);
    this.#own?.note(own, this.#moment, namesOf);
  }

  /** Whether an action has changed what lies at an address since, by whatever name. @param isOwn - Whether only those of its own walk count. */
  isChanged(address: string, since: number, isOwn = false): boolean {
    const changes = (isOwn ? this.#own : undefined) ?? this.#changes;
    if (changes.isAfter(since, address)) return true;
    // What lies below a name of a thing is changed with it, by whatever name that was.
    const isNamed = (name: string): boolean => name !== address && changes.isAfter(since, name);
    if (isNamed(this.identity.of(address)) || isNamed(this.#everNamed.of(address))) return true;
    return isNamed(this.#everNamed.above(address));
  }

  /** Whether a document has said what lies at an address, or above it: then it goes by no other name unnoticed. */
  #isDeclared(address: string, isKnown: (address: string) => boolean): boolean {
    if (this.#everNamed.isSaid(this.#everNamed.of(address))) return true;
    for (let at = address.length; at > 0; at = address.lastIndexOf('/', at - 1)) {
      if (isKnown(address.slice(0, at))) return true;
    }
    return false;
  }
}
