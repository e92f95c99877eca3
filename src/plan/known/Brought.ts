/**
 * The items that one answer brought, in their order. They stay as they came until somebody asks for more than to see them.
 */
import { Doc, type Item, JsonDoc } from './document.ts';
import { type Known, Reference } from './records.ts';

export class Brought {
  /** The request that brought them, so that it can be asked again with an expansion; `undefined` of items in a document. */
  readonly href: string | undefined;
  /** As they stand in the answer; none where they were only foretold. */
  readonly docs: readonly Item[];
  /** How many times actions had changed something when they came. */
  readonly moment: number;
  #values: readonly Known[] | undefined;
  #identities: readonly unknown[] | undefined;
  /** Reads all that was not read yet, in the order in which it came: what came later holds over it. */
  readonly #readAll: (() => void) | undefined;

  /** @param values - What is known of them, or what finds that out. */
  constructor(
    values: readonly Known[] | (() => void),
    docs: readonly Item[] = [],
    href?: string,
    moment = 0,
  ) {
    this.docs = docs;
    this.href = href;
    this.moment = moment;
    if (typeof values === 'function') this.#readAll = values;
    else this.#values = values;
  }

  get isRead(): boolean {
    return this.#values !== undefined;
  }

  /** What is known of them. */
  get values(): readonly Known[] {
    if (this.#values === undefined) this.#readAll?.();
    return this.#values ?? [];
  }

  /** Some of them, by their places. */
  some(places: readonly number[]): Brought {
    const values = places.map((at) => this.values[at] as Known);
    const docs = places.map((at) => this.docs[at] as Item);
    return new Brought(values, docs, this.href, this.moment);
  }

  /** Says what is known of them. */
  learn(values: readonly Known[]): void {
    this.#values = values;
  }

  /** What two items share that are one thing; `undefined` of what is told from others by nothing. */
  get identities(): readonly unknown[] {
    if (this.#identities === undefined) {
      const items: readonly unknown[] = this.isRead ? this.values : this.docs;
      this.#identities = items.map((_, at) => this.identityOf(at));
    }
    return this.#identities;
  }

  /** That of one item. */
  identityOf(at: number): unknown {
    const doc = this.docs[at];
    const declared = doc instanceof JsonDoc ? doc.identity : doc instanceof Doc && doc.address;
    if (typeof declared === 'string') return declared;
    const item = this.values[at];
    return item instanceof Reference ? item.address : undefined;
  }
}
