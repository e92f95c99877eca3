/**
 * A document that keeps its JSON, as those of most APIs do: nothing is made of it until somebody asks for more than to see it.
 */
import { type Item, type Json, JsonDoc, type JsonObject } from '../../src/index.ts';
import type { Level } from './world.ts';

/** What stands in the JSON beside fields. */
interface Beside {
  readonly links: ReadonlyMap<string, string>;
  /** The names that were asked for alone. */
  readonly selected?: ReadonlySet<string>;
  readonly level?: Level;
}

export class KeptDoc extends JsonDoc {
  readonly #beside: Beside;

  /** @param read - Reads what stands in it besides scalars. */
  constructor(json: JsonObject, beside: Beside, read: (value: Json) => Item) {
    const inner = Object.entries(json).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null ? [[name, read(value)] as const] : [],
    );
    const { links, level } = beside;
    super(links.get('self'), json, inner.length === 0 ? undefined : new Map(inner), level);
    this.#beside = beside;
  }

  override get links(): Map<string, string> {
    return new Map(this.#beside.links);
  }

  override get rels(): readonly string[] {
    return [...this.#beside.links.keys()];
  }

  override get selected(): ReadonlySet<string> | undefined {
    return this.#beside.selected;
  }
}
