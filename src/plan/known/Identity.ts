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
  /** What was said to be a `self`: it lies where it lies, whatever is said of what is above it. */
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

  copy(): Identity {
    const copy = new Identity();
    for (const [from, to] of this.#selves) copy.#selves.set(from, to);
    for (const self of this.#said) copy.#said.add(self);
    for (const [below, instead] of this.#stems) copy.#stems.set(below, instead);
    return copy;
  }

  #follow(address: string): string {
    const self = this.#selves.get(address);
    if (self !== undefined) return self;
    // Another view of a collection has more in its query.
    for (let at = address.lastIndexOf('&'); at > 0; at = address.lastIndexOf('&', at - 1)) {
      const view = this.#selves.get(address.slice(0, at));
      if (view !== undefined) return view + address.slice(at);
    }
    if (this.#stems.size === 0 || this.#said.has(address)) return address;
    const end = withoutQuery(address).length;
    for (let at = end; at > 0; at = address.lastIndexOf('/', at - 1)) {
      const instead = this.#stems.get(address.slice(0, at));
      if (instead !== undefined) return instead + address.slice(at);
    }
    return address;
  }
}
