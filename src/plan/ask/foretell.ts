/**
 * What a request will foreseeably bring, by the map: documents whose values are holes.
 *
 * A hole like `{1.items[0].owner.id}` says which answer fills it in, and with what of it. Addresses are
 * derived by the map's templates, so that a plan reads like the requests that will be sent.
 */

import { type Held, holds, type Level } from '../../types/level.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import { levelNamed } from '../../types/readMember.ts';
import { Doc, type Item, ListDoc } from '../known/document.ts';
import type { Knowledge } from '../known/known.ts';
import { Reference } from '../known/records.ts';
import { NOTHING, type Wish } from '../known/wish.ts';
import { isSeveral } from '../map/address.ts';
import { filled, isByName } from '../map/ids.ts';
import { kindOf } from '../map/members.ts';
import { kindsIn } from '../map/oneOf.ts';
import type { ListAsk, ManyAsk, ResourceAsk } from '../need/request.ts';
import { derivedFrom } from '../place/beside.ts';
import { beginOf } from './addressOf.ts';

/** The foretold page: its items by their index in the whole collection. */
export interface ForetoldPage {
  readonly items: ReadonlyMap<number, Item>;
  /** What stands at an index, on it or on a page that follows. */
  readonly itemAt: (index: number) => Item;
  /** The address of the one that follows, which it will declare. */
  readonly next: string;
  readonly doc: Doc;
}

/** How deep stubs stand in one another that nobody asked to be expanded. Kinds may name each other, and themselves. */
const DEEPEST = 4;

/** What is foretold, before its values are. */
interface Foretold {
  readonly kind: string | undefined;
  readonly address: string | undefined;
  /** Where it will stand: the number of its request, and the way from there. */
  readonly hole: string;
}

/** What one request of a plan will bring. */
export class Foretelling {
  readonly #number: number;
  readonly #map: LinkMap;
  readonly #base: string;
  readonly #known: Knowledge | undefined;

  /**
   * @param number - The request's number in the plan, from 1.
   * @param known - What was named before goes by the address that it has here.
   */
  constructor(
    number: number,
    { map, base }: { readonly map: LinkMap; readonly base: string },
    known?: Knowledge,
  ) {
    this.#number = number;
    this.#map = map;
    this.#base = base;
    this.#known = known;
  }

  /** The resource that it will bring. */
  resource({ kind, address, wish, asked = wish }: ResourceAsk): Doc {
    const hole = String(this.#number);
    const isNamed = isByName(this.#map, this.#base, kind, address);
    const own = kind !== undefined && isNamed && this.#addressHole(kind, hole);
    return this.#doc({ kind, address: own || address, hole }, { ...asked, level: 'whole' });
  }

  /** What an action will give. @param level - How much of it. @param asked - What is to come with it. */
  given(kind: string | undefined, address: string, level: Level, asked: Wish): Doc {
    return this.#doc({ kind, address, hole: String(this.#number) }, { ...asked, level });
  }

  /** Those of one kind that it will bring, by their ids. */
  many({ kind, members, wish, asked = wish }: ManyAsk): readonly Doc[] {
    return [...members.keys()].map((address, index) => {
      // One that stands for many is as many.
      const at = isSeveral(address) ? '*' : index;
      return this.#doc({ kind, address, hole: this.#item(at) }, { ...asked, level: 'whole' });
    });
  }

  /**
   * The page that it will bring. Where its length is not known, one item stands for all: `items[*]`.
   *
   * @param again - The addresses of the items of a page that is asked again, by their index: it brings those very items.
   */
  page(ask: ListAsk, again: ReadonlyMap<number, string>): ForetoldPage {
    const items = new Map<number, Item>();
    const begin = beginOf(ask);
    const { kind, wish, as, asked = wish } = ask;
    const { size = Number.POSITIVE_INFINITY } = ask.covers ?? {};
    const [first = 0] = again.keys();
    for (const [index, address] of again) {
      const hole = this.#item(index - first);
      items.set(index, this.#doc({ kind, address, hole }, asked, as));
    }
    const [next, prev] = [`{${this.#number}.links.next}`, `{${this.#number}.links.prev}`];
    const links = new Map(Object.entries({ next, prev }));
    const doc = new Doc(undefined, links, new Map());
    const item = (position: number | '*'): Doc => {
      const hole = this.#item(position);
      return this.#doc({ kind, address: this.#addressHole(kind, hole), hole }, asked, as);
    };
    const itemAt = (index: number): Doc => item(index - begin);
    if (ask.again) return { items, itemAt, next, doc };
    for (const index of ask.indices) {
      if (index < begin + size) items.set(index, itemAt(index));
    }
    // One that is looked for may come on a later page: that is no request of its own in a plan.
    for (const index of ask.upTo ?? []) if (Number.isFinite(index)) items.set(index, itemAt(index));
    if (!items.has(ask.start)) items.set(ask.start, item('*'));
    return { items, itemAt, next, doc };
  }

  #item(position: number | '*'): string {
    return `${this.#number}.items[${position}]`;
  }

  #doc(
    { kind: kindName, address, hole }: Foretold,
    wish: Wish,
    least: 'ref' | 'stub' = 'stub',
    depth = 0,
  ): Doc {
    const links = new Map<string, string>();
    const fields = new Map<string, Item>();
    const kind = depth > DEEPEST ? undefined : kindOf(this.#map, kindName);
    for (const [name, { read }] of Object.entries(kind?.members ?? {})) {
      if (read === undefined) continue;
      const isThere = (held: Held): boolean =>
        held === 'expansion' ? wish.refs.has(name) : holds(wish.level ?? least, held);
      const within = (foretold: Foretold, as: 'ref' | 'stub'): Doc => {
        const below = wish.refs.has(name) ? 0 : depth + 1;
        return this.#doc(foretold, wish.refs.get(name) ?? NOTHING, as, below);
      };
      if (read.is === 'link' || read.is === 'collection') {
        if (read.is === 'collection' && read.embedded !== undefined && isThere(read.embedded)) {
          const at = `${hole}.${name}[*]`;
          const target = this.#addressHole(read.kind, at);
          const item = within({ kind: read.kind, address: target, hole: at }, 'stub');
          fields.set(name, new ListDoc([item], 'whole'));
        }
        const api = { map: this.#map, base: this.#base };
        const derived = address && derivedFrom(address, kindName, read, api);
        if (read.rel !== undefined && derived !== undefined) {
          links.set(read.rel, derived);
        } else if (read.rel !== undefined && isThere(read.declaredIn ?? 'stub')) {
          links.set(read.rel, `{${hole}.links.${read.rel}}`);
        }
        continue;
      }
      if (!isThere(read.in)) continue;
      const inner = `${hole}.${name}`;
      if (read.is === 'field') {
        fields.set(name, `{${inner}}`);
      } else {
        const at = read.is === 'list' ? `${inner}[*]` : inner;
        const ids = [read.by ?? []]
          .flat()
          .map((by) => `{${hole}.${by}${read.is === 'list' ? '[*]' : ''}}`);
        const own =
          read.is === 'ref' && read.path !== undefined && address !== undefined
            ? [`${address}/${read.path}`]
            : this.#namedBefore(address, name);
        const targets = own.length > 0 ? own : [this.#addressHole(read.kind, at, ids)];
        const docs = targets.map((target) =>
          within({ kind: read.kind, address: target, hole: at }, levelNamed(read)),
        );
        const doc = read.is === 'list' ? docs : docs[0];
        if (doc !== undefined) fields.set(name, doc);
      }
    }
    return new Doc(address, links, fields);
  }

  /** What an answer before named there, one or several: each goes by the address that it has since then. */
  #namedBefore(owner: string | undefined, name: string): readonly string[] {
    const value = owner === undefined ? undefined : this.#known?.record(owner)?.field(name);
    return [value].flat().flatMap((each) => (each instanceof Reference ? [each.address] : []));
  }

  /** The address of a resource that an answer will name; `undefined` for those that have none. */
  #addressHole(kindName: string, hole: string, ids: readonly string[] = []): string | undefined {
    const kind = kindOf(this.#map, kindName);
    if (kind?.address !== undefined) {
      const left = [...ids];
      return `${this.#base}/${filled(kind.address, (name) => left.shift() ?? `{${hole}.${name}}`)}`;
    }
    const isLinked = Object.values(kind?.members ?? {}).some(
      ({ read }) => read?.is === 'link' && read.rel === 'self',
    );
    if (isLinked) return `{${hole}.links.self}`;
    // Which of several it is, and with that its address, the answer will tell.
    const hasAddress = (name: string): boolean => kindOf(this.#map, name)?.address !== undefined;
    return kindsIn(this.#map, kindName).some(hasAddress) ? `{${hole}}` : undefined;
  }
}
