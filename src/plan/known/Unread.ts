/**
 * Pages whose items nobody has read yet: they stay as they came, until somebody asks for a resource, or changes one.
 */
import { Brought } from './Brought.ts';
import type { Item } from './document.ts';
import type { Known } from './records.ts';

interface UnreadPage {
  readonly brought: Brought;
  /** Reads it. */
  readonly read: () => readonly Known[];
  /** How many batches of a collection came since nobody holds it any more. */
  age: number;
}

export class Unread {
  #pages: UnreadPage[] = [];

  /** How many items there are. */
  get size(): number {
    return this.#pages.reduce((sum, { brought }) => sum + brought.docs.length, 0);
  }

  /** Keeps the items of a page. @param moment - How many times actions had changed something when it came. */
  keep(docs: readonly Item[], href: string, moment: number, read: () => readonly Known[]): Brought {
    const brought = new Brought(() => this.readAll(), docs, href, moment);
    this.#pages.push({ brought, read, age: 0 });
    return brought;
  }

  /** Reads all of them, in the order in which they came: what came later holds over it. */
  readAll(): void {
    if (this.#pages.length === 0) return;
    for (const { brought, read } of this.#pages.splice(0)) brought.learn(read());
  }

  /** Forgets those that nobody has held for a while. @param kept - With how many batches of a collection that is. */
  forget(isHeld: (brought: Brought) => boolean, kept: number): void {
    for (const page of this.#pages) if (!isHeld(page.brought)) page.age += 1;
    this.#pages = this.#pages.filter(({ age }) => age < kept);
  }
}
