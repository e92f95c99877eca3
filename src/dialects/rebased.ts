/**
 * A dialect for a server whose links name it otherwise than its users do: behind a proxy, by the address of its
 * inside; or below a path, without that path.
 *
 * What a document declares is read as it would stand there if the server knew better. Everything else in it stays as
 * it came. Any dialect can be read so: what is mended are the engine's own words.
 */

import {
  AlteredDoc,
  Doc,
  type Item,
  JsonDoc,
  LinkedDoc,
  ListDoc,
  type PageDoc,
} from '../plan/known/document.ts';
import { withoutFragment } from '../plan/map/address.ts';
import type { Dialect } from './Dialect.ts';

/** The address that is meant by one that a server gave. */
export type Rebase = (address: string) => string;

/**
 * Reads addresses below other roots as the same below the true one. What lies below the true root already, is left.
 *
 * @param base - The root's address.
 * @param others - How the server names it, without a slash at the end.
 */
export function createRebase(base: string, others: readonly string[]): Rebase {
  // One root may lie below another: the longest says the most.
  const roots = [base, ...others].sort((a, b) => b.length - a.length);
  return (address) => {
    const root = roots.find((each) => isBelow(address, each));
    return root === undefined || root === base ? address : base + address.slice(root.length);
  };
}

function isBelow(address: string, root: string): boolean {
  return address.startsWith(root) && /^(?:[/?#]|$)/.test(address.slice(root.length));
}

/** The dialect, with every address in its documents rebased. */
export function rebased(dialect: Dialect, rebase: Rebase): Dialect {
  const reading: Pick<Dialect, 'document' | 'page'> = {
    document(response, asked) {
      const doc = dialect.document(response, asked);
      return doc && rebasedDoc(doc, rebase);
    },
    page(response, asked): PageDoc | undefined {
      const page = dialect.page(response, asked);
      if (page === undefined) return undefined;
      const { next } = page;
      return {
        ...page,
        items: page.items.map((item) => rebasedItem(item, rebase)),
        ...(next !== undefined && { next: rebase(next) }),
        doc: rebasedDoc(page.doc, rebase),
      };
    },
  };
  // A dialect may be an instance of something, whose functions are not its own.
  return Object.assign(Object.create(dialect) as Dialect, reading);
}

function rebasedDoc(doc: Doc, rebase: Rebase): Doc {
  if (doc instanceof JsonDoc) return new RebasedJsonDoc(doc, rebase);
  const address = doc.address && rebase(doc.address);
  if (doc instanceof LinkedDoc && address) return new LinkedDoc(address);
  return new RebasedDoc(doc, address, rebase);
}

function rebasedItem(item: Item, rebase: Rebase): Item {
  if (item instanceof Doc) return rebasedDoc(item, rebase);
  if (item instanceof ListDoc) {
    const items = item.items.map((each) => rebasedItem(each, rebase));
    return new ListDoc(items, item.end, item.next && rebase(item.next), item.facts);
  }
  return Array.isArray(item) ? item.map((each: Item) => rebasedItem(each, rebase)) : item;
}

function rebasedItems(items: ReadonlyMap<string, Item>, rebase: Rebase): Map<string, Item> {
  return new Map([...items].map(([name, item]) => [name, rebasedItem(item, rebase)]));
}

function rebasedValues(links: ReadonlyMap<string, string>, rebase: Rebase): Map<string, string> {
  return new Map([...links].map(([rel, address]) => [rel, rebase(address)]));
}

function rebasedActions(actions: Doc['actions'], rebase: Rebase): Doc['actions'] {
  return (
    actions &&
    new Map([...actions].map(([name, each]) => [name, { ...each, url: rebase(each.url) }]))
  );
}

class RebasedDoc extends AlteredDoc {
  readonly #rebase: Rebase;

  constructor(doc: Doc, address: string | undefined, rebase: Rebase) {
    super(doc, address, rebasedValues(doc.links, rebase), rebasedItems(doc.fields, rebase));
    this.#rebase = rebase;
  }

  override get actions(): Doc['actions'] {
    return rebasedActions(super.actions, this.#rebase);
  }
}

class RebasedJsonDoc extends JsonDoc {
  readonly #doc: JsonDoc;
  readonly #rebase: Rebase;
  #inner: ReadonlyMap<string, Item> | undefined;

  constructor(doc: JsonDoc, rebase: Rebase) {
    super(undefined, doc.data, undefined, doc.level, doc.kind);
    this.#doc = doc;
    this.#rebase = rebase;
  }

  override get address(): string | undefined {
    const { address } = this.#doc;
    return address && (withoutFragment(this.#rebase(address)) || undefined);
  }

  override get inner(): ReadonlyMap<string, Item> | undefined {
    this.#inner ??= this.#doc.inner && rebasedItems(this.#doc.inner, this.#rebase);
    return this.#inner;
  }

  override get isInPlace(): boolean {
    return this.#doc.isInPlace;
  }

  override get identity(): unknown {
    return this.#doc.identity;
  }

  get rels(): readonly string[] {
    return this.#doc.rels;
  }

  override get actions(): Doc['actions'] {
    return rebasedActions(this.#doc.actions, this.#rebase);
  }

  override get selected(): Doc['selected'] {
    return this.#doc.selected;
  }

  override get etag(): string | undefined {
    return this.#doc.etag;
  }

  get links(): Map<string, string> {
    return rebasedValues(this.#doc.links, this.#rebase);
  }
}
