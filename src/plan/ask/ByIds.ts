/**
 * Which resources can be asked for together with others of their kind: by their ids, in one request for many.
 */

import type { LinkMap, Many } from '../../types/linkMap.ts';
import type { Knowledge } from '../known/known.ts';
import { isUnaddressed } from '../map/address.ts';
import { idAt } from '../map/ids.ts';
import { kindOf } from '../map/members.ts';
import { onceFor } from '../map/perKind.ts';
import { templateAt } from '../map/templates.ts';

/** The kind of what can be asked for so, and how many of it at once. */
export interface Manifold extends Many {
  readonly kind: string;
}

/** Whether several of some kind can be asked for so, by the map. */
export const givesMany: (map: LinkMap) => boolean = onceFor(({ kinds }: LinkMap) =>
  Object.values(kinds).some(({ many }) => many !== undefined),
);

export class ByIds {
  readonly #map: LinkMap;
  readonly #base: string;

  /** @param base - The root's address. */
  constructor(map: LinkMap, base: string) {
    this.#map = map;
    this.#base = base;
  }

  /** How many of a kind are asked for; `undefined` where they are not, or the server was seen to know nothing of it. */
  of(kind: string | undefined, known: Knowledge): Manifold | undefined {
    const many = kindOf(this.#map, kind)?.many;
    if (kind === undefined || many === undefined || many.most < 2) return undefined;
    return known.asked.refusesMany(kind) ? undefined : { ...many, kind };
  }

  /** The same of what lies at an address, where that is its kind's own and no such answer has left it out. */
  at(address: string, named: string | undefined, known: Knowledge): Manifold | undefined {
    if (named !== undefined && kindOf(this.#map, named)?.many === undefined) return undefined;
    if (isUnaddressed(address)) return undefined;
    const { kind, isOwn, isInQuery } = templateAt(this.#map, this.#base, address) ?? {};
    if (address.includes('?') && isInQuery !== true) return undefined;
    if (isOwn !== true || (named ?? kind) !== kind) return undefined;
    if (known.asked.leftOut(address) !== undefined) return undefined;
    return this.of(kind, known);
  }

  /** The address that many of a kind are asked at. */
  addressOf({ path }: Many): string {
    return `${this.#base}/${path}`;
  }

  /** The id of what lies at an address of a kind. */
  idOf(kind: string, address: string): string {
    return idAt(this.#map, this.#base, kind, address);
  }
}
