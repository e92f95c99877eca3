/**
 * Which addresses name one thing, as far as answers have said so by `self`.
 *
 * Servers say odd things: that a room is at its own address with a slash more, or with a version in the query, that two
 * rooms are each other, that a collection lies below itself. Whatever was said, an address is followed in a bounded
 * number of steps, and following where it led leads nowhere else: knowledge is kept by what this gives, and would be lost
 * if it gave one thing today and another tomorrow for the same address.
 */
import { stem, withoutQuery } from '../map/address.ts';

/** How often an address is followed. Honest servers need two: an address, and one above it. */
const MOST_STEPS = 8;

export class Identity {
  /** What an address was said to be. */
  readonly #selves = new Map<string, string>();
  /** What was said to lie where it lies, and with it what is below it, whatever is said of what is above: by a `self`, or a link. */
  readonly #said = new Set<string>();
  /** The same for what lies below them, by path. Only where neither lies within the other. */
  readonly #stems = new Map<string, string>();

  /** Pairs of addresses that were joined. */
  get pairs(): Iterable<readonly [from: string, to: string]> {
    return this.#selves;
  }

  /** The one address of what lies at that one. */
  of(address: string): string {
    if (this.#selves.size === 0) return address;
    let at = address;
    let seen: string[] | undefined;
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const next = this.#follow(at);
      if (next === at) return at;
      seen ??= [];
      seen.push(at);
      // Of those that lead to one another, one stands for all.
      const circle = seen.indexOf(next);
      if (circle >= 0)
        return seen.slice(circle).reduce((one, other) => (other < one ? other : one));
      at = next;
    }
    return address;
  }

  /** Whether something was said to be at that address, or at one above it. */
  isSaid(address: string): boolean {
    for (let at = withoutQuery(address).length; at > 0; at = address.lastIndexOf('/', at - 1)) {
      if (this.#said.has(address.slice(0, at))) return true;
    }
    return false;
  }

  /**
   * Takes in that two addresses name one thing.
   *
   * @returns The address that leads elsewhere from now on; `undefined` where that is no news.
   */
  join(address: string, self: string): string | undefined {
    const from = this.of(address);
    const to = this.of(self);
    this.#said.add(self);
    if (from === to) return undefined;
    this.#selves.set(from, to);
    const [below, instead] = [stem(from), stem(to)];
    const isWithin = `${below}/`.startsWith(`${instead}/`) || `${instead}/`.startsWith(`${below}/`);
    if (!isWithin) this.#stems.set(below, instead);
    return from;
  }

  /**
   * Takes in that a document names an address. What it names lies there, though what is above it goes by another name.
   *
   * @returns The one address of it.
   */
  declare(address: string): string {
    if (this.#view(address) === undefined && this.#below(address) !== address) {
      this.#said.add(address);
    }
    return this.of(address);
  }

  /** What an address would be if nothing but what is above it had been said to be elsewhere. */
  above(address: string): string {
    return this.#stemmed(address, NOTHING_SAID);
  }

  /** Takes in what another has, but for what is gone. */
  take(before: Identity, isGone: (address: string) => boolean): void {
    for (const [from, to] of before.#selves) if (!isGone(from) && !isGone(to)) this.join(from, to);
    for (const self of before.#said) this.#said.add(self);
  }

  copy(): Identity {
    const copy = new Identity();
    for (const [from, to] of this.#selves) copy.#selves.set(from, to);
    for (const self of this.#said) copy.#said.add(self);
    for (const [below, instead] of this.#stems) copy.#stems.set(below, instead);
    return copy;
  }

  #follow(address: string): string {
    return this.#view(address) ?? this.#below(address);
  }

  /** What was said of that very address, or of a collection of which it is another view: one with more in its query. */
  #view(address: string): string | undefined {
    const self = this.#selves.get(address);
    if (self !== undefined) return self;
    for (let at = address.lastIndexOf('&'); at > 0; at = address.lastIndexOf('&', at - 1)) {
      const view = this.#selves.get(address.slice(0, at));
      if (view !== undefined) return view + address.slice(at);
    }
    return undefined;
  }

  /** Where it lies by what was said of what is above it. */
  #below(address: string): string {
    if (this.#stems.size === 0 || this.#said.has(address)) return address;
    for (let at = address.lastIndexOf('&'); at > 0; at = address.lastIndexOf('&', at - 1)) {
      if (this.#said.has(address.slice(0, at))) return address;
    }
    return this.#stemmed(address, this.#said);
  }

  #stemmed(address: string, said: ReadonlySet<string>): string {
    const end = withoutQuery(address).length;
    for (let at = end; at > 0; at = address.lastIndexOf('/', at - 1)) {
      const above = address.slice(0, at);
      const instead = this.#stems.get(above);
      if (instead !== undefined) return instead + address.slice(at);
      if (said.has(above)) return address;
    }
    return address;
  }
}

const NOTHING_SAID: ReadonlySet<string> = new Set();
