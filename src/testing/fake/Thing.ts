import type {
  CollectionMember,
  FieldMember,
  ListMember,
  ReadMember,
} from '../../types/readMember.ts';
import type { Json } from '../../values/json.ts';

/** One resource of a made-up server. */
export class Thing {
  readonly kind: string;
  /** What stands in its address: given, or made up. */
  id: string | number | undefined;
  /** Its plain fields. */
  readonly fields: Record<string, Json> = {};
  /** What it names or links to, one each: a resource, `null`, or a text that stands in the place of one. */
  readonly to: Map<string, Thing | string | null> = new Map<string, Thing | string | null>();
  /** What it lists. */
  readonly lists: Map<string, Thing[]> = new Map<string, Thing[]>();
  isGone = false;
  readonly #address: string | undefined;
  readonly #home: ((id: string) => string) | undefined;

  /**
   * @param address - The address of its kind, with `{id}`, if that has one.
   * @param home - Where it lies otherwise, below what names or lists it, given its id.
   */
  constructor(kind: string, address: string | undefined, home?: (id: string) => string) {
    this.kind = kind;
    this.#address = address;
    this.#home = home;
  }

  /** Its address below the root, without a slash at either end: `room/1`. */
  get path(): string {
    const id = encodeURIComponent(String(this.id)).replaceAll('%40', '@');
    return this.#address?.replace('{id}', id) ?? this.#home?.(id) ?? '';
  }
}

/** A collection or a list, and the resource that has it. */
export interface List {
  readonly owner: Thing;
  readonly name: string;
  readonly member: CollectionMember | ListMember;
}

/** The address of a list below the root. */
export const pathOfList = ({ owner, name, member }: List): string =>
  joined(owner.path, pathOfMember(name, member));

/** The address of a collection below the root, with a query where it lies beside its owner. */
export function addressOfList(list: List): string {
  const { member, owner } = list;
  if (member.is !== 'collection' || member.address === undefined) return pathOfList(list);
  const [path = '', query] = member.address.replaceAll('{id}', String(owner.id)).split(/\?(.*)/s);
  const pairs = [...new URLSearchParams(query)].map((pair) =>
    pair.map(encodeURIComponent).join('='),
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** Where a member lies below its owner: where the map says it, or under the name by which documents declare it. */
export const pathOfMember = (name: string, member: Exclude<ReadMember, FieldMember>): string =>
  ('path' in member ? member.path : undefined) ??
  ('rel' in member ? member.rel : undefined) ??
  name;

/** Two parts of an address, of which either may be empty. */
export const joined = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('/');
