/**
 * What actions have changed, and when: of what was read before, what they changed is no longer believed.
 */
import { stem } from '../map/address.ts';

/** What an action changed. */
export interface Changed {
  readonly changes: string;
  readonly isCollection: boolean;
  /** The collections that lie beside it, and are its own as much as those below it. */
  readonly beside?: readonly string[] | undefined;
  /** The kind of a thing that is reached by a path below another: it may go by an address of its own. */
  readonly reached?: string | undefined;
  /** The address by which it went before, where the answer told another one. */
  readonly before?: string | undefined;
  /** Whether nobody knows what it changed: then it may be anything. */
  readonly byHand?: boolean | undefined;
  /**
   * Whether another walk did it, and for what it counts: for what surely goes by this very address; or, after that, for what perhaps goes
   * by it as well.
   */
  readonly isOfOthers?: 'surely' | 'perhaps';
}

/** Whether two addresses are of one form, or the other is of that kind, so that they may be two names of one thing. */
export type Alike = (one: string, other: string, kind: string | undefined) => boolean;

export class Changes {
  /** What was changed by a name that no document had declared: which thing that is, nobody knows. */
  readonly #unsure: { readonly moment: number; readonly isAlike: (address: string) => boolean }[] =
    [];
  /** The last change of what lies at an address, and of what lies below one. */
  readonly #at = new Map<string, number>();
  readonly #below = new Map<string, number>();
  /** When anything may have been changed last. */
  #all = 0;

  get isEmpty(): boolean {
    return this.#at.size === 0 && this.#all === 0;
  }

  /** Takes in what was changed. @param namesOf - All addresses of one thing. */
  note(
    changed: readonly Changed[],
    moment: number,
    namesOf: (address: string) => readonly string[],
  ): void {
    for (const { changes, isCollection, beside = [], byHand } of changed) {
      if (byHand) this.#all = moment;
      // Another view of a collection is below it by its query; its items have addresses that only look so.
      const marks = isCollection ? ['?'] : ['/', '?', '#'];
      for (const address of namesOf(changes)) {
        this.#at.set(address, moment);
        for (const mark of marks) this.#below.set(address + mark, moment);
      }
      for (const address of beside.flatMap(namesOf)) {
        this.#at.set(address, moment);
        // Another view of it has more in its query.
        this.#below.set(`${address}&`, moment);
      }
    }
  }

  /** Takes in that what was changed may be anything at an address that is alike. */
  noteUnsure(moment: number, { changes, reached, beside = [] }: Changed, areAlike: Alike): void {
    const isAlike = (address: string): boolean =>
      areAlike(changes, address, reached) || beside.some((each) => stem(each) === stem(address));
    this.#unsure.push({ moment, isAlike });
  }

  /** Whether what lies at an address, or above it, was changed after a moment, or may have been. */
  isAfter(moment: number, address: string): boolean {
    if (this.#all > moment) return true;
    const unsure = this.#unsure.filter((each) => each.moment > moment);
    const mayBe = (one: string): boolean => unsure.some(({ isAlike }) => isAlike(one));
    if (unsure.length > 0 && mayBe(address)) return true;
    if ((this.#at.get(address) ?? -1) > moment) return true;
    for (let at = 0; at < address.length; at += 1) {
      const char = address[at];
      if (char !== '/' && char !== '?' && char !== '&' && char !== '#') continue;
      if ((this.#below.get(address.slice(0, at + 1)) ?? -1) > moment) return true;
      if (unsure.length > 0 && mayBe(address.slice(0, at))) return true;
    }
    return false;
  }

  copy(): Changes {
    const copy = new Changes();
    for (const [address, moment] of this.#at) copy.#at.set(address, moment);
    for (const [address, moment] of this.#below) copy.#below.set(address, moment);
    copy.#unsure.push(...this.#unsure);
    copy.#all = this.#all;
    return copy;
  }
}
