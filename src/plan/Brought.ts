/**
 * The items that one answer brought, in their order. They stay as they came until somebody asks for more than to see them.
 */
import type { Item } from './document.ts';
import type { Known } from './records.ts';

/** Who reads what nobody has asked for yet: in the order in which it came, since what came later holds over it. */
export interface Reader {
  /** Reads all that is unread. */
  readAll(): void;
}

export class Brought {
  /** The request that brought them, so that it can be asked again with an expansion; `undefined` of items in a document. */
  readonly href: string | undefined;
  /** As they stand in the answer; none where they were read at once. */
  readonly docs: readonly Item[];
  /** How many times actions had changed something when they came. */
  readonly moment: number;
  readonly #reader: Reader | undefined;
  #values: readonly Known[] | undefined;

  private constructor(
    href: string | undefined,
    docs: readonly Item[],
    moment: number,
    values: readonly Known[] | Reader,
  ) {
    this.href = href;
    this.docs = docs;
    this.moment = moment;
    if ('readAll' in values) this.#reader = values;
    else this.#values = values;
  }

  /** Items that were read. */
  static read(values: readonly Known[], href?: string): Brought {
    return new Brought(href, [], 0, values);
  }

  /** Items that nobody has read yet. */
  static unread(docs: readonly Item[], href: string, moment: number, reader: Reader): Brought {
    return new Brought(href, docs, moment, reader);
  }

  get isRead(): boolean {
    return this.#values !== undefined;
  }

  /** What is known of them. */
  get values(): readonly Known[] {
    if (this.#values === undefined) this.#reader?.readAll();
    return this.#values ?? [];
  }

  /** Says what is known of them, once. */
  learn(values: readonly Known[]): void {
    this.#values ??= values;
  }
}
