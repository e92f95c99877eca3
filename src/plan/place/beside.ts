/**
 * Collections that lie beside their owner, found by its id: `articles?filter[author]={id}`.
 *
 * Their addresses follow from the owner's, where that is the one of its kind: by it, the id is known without asking.
 */
import type { LinkMap } from '../../types/linkMap.ts';
import type { CollectionMember, LinkMember } from '../../types/readMember.ts';
import type { Knowledge } from '../known/known.ts';
import { below, withQuery } from '../map/address.ts';
import { filled, holesOf, idsIn, unescaped } from '../map/ids.ts';
import { kindOf } from '../map/members.ts';
import { perKind } from '../map/perKind.ts';

/** What has to be known of the API. */
interface Api {
  readonly map: LinkMap;
  /** The root's address. */
  readonly base: string;
}

/** Whether the address of what a name leads to follows from its owner's, by the map. */
export function isDerived(member: LinkMember | CollectionMember): boolean {
  return member.path !== undefined || besideOf(member) !== undefined;
}

/** The address of what a name leads to, as it follows from its owner's by the map; `undefined` where it does not. */
export function derivedFrom(
  owner: string,
  kind: string | undefined,
  member: LinkMember | CollectionMember,
  { map, base }: Api,
): string | undefined {
  const template = besideOf(member);
  if (template === undefined) {
    return member.path === undefined ? undefined : below(owner, member.path);
  }
  const form = kindOf(map, kind)?.address;
  const ids = form === undefined ? undefined : idsIn(form, base, owner);
  // What its kind's address does not hold, nobody knows.
  if (ids === undefined || !holesOf(template).every((hole) => ids.has(hole))) return undefined;
  const [path = '', query] = template.split(/\?(.*)/s);
  const idOf = (hole: string): string => ids.get(hole) ?? '';
  const pairs = (query?.split('&') ?? []).map((pair): [string, string] => {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    return [name, filled(value, (hole) => unescaped(idOf(hole)))];
  });
  return withQuery(`${base}/${filled(path, idOf)}`, pairs);
}

const collectionsBeside = perKind(({ members }) =>
  Object.values(members).flatMap(({ read }) =>
    read?.is === 'collection' && read.address !== undefined ? [read] : [],
  ),
);

/** The addresses of the collections that lie beside a resource. */
export function allBeside(owner: string, kind: string | undefined, api: Api): readonly string[] {
  const all = collectionsBeside(api.map, kind) ?? [];
  return all.flatMap((member) => derivedFrom(owner, kind, member, api) ?? []);
}

/** Joins two addresses of one thing, and with them those of what lies beside it. */
export function joinBeside(
  known: Knowledge,
  address: string,
  self: string,
  kind: string | undefined,
  api: Api,
): void {
  known.join(address, self);
  const own = allBeside(self, kind, api);
  for (const [index, each] of allBeside(address, kind, api).entries()) {
    known.join(each, own[index] ?? each);
  }
}

function besideOf(member: LinkMember | CollectionMember): string | undefined {
  return member.is === 'collection' ? member.address : undefined;
}
