/**
 * Paths below things that lead to what lies elsewhere, or to nothing: by an address below its owner's, a thing is found that goes by its
 * own. Whether a server knows by it also what lies below that thing is the server's habit.
 */
import type { Tape } from './tape.ts';
import type { Resource, World } from './world.ts';

type Documents = Pick<World, 'kinds' | 'resources' | 'lists' | 'aliases'>;

/** The documents of a world with such paths. @param none - How many in a hundred lead to nothing. */
export function leadElsewhere(world: Documents, none: number, tape: Tape): Documents {
  const { kinds, lists } = world;
  const isOwn = (address: string): boolean => address.split('/').length === 3;
  const aliases: Record<string, string> = { ...world.aliases };
  const own = Object.values(world.resources).filter(({ address }) => isOwn(address));
  const resources = own.map((resource): readonly [string, Resource] => {
    const { address, kind } = resource;
    const refs = Object.entries(resource.refs).map(([name, target]) => {
      const { path, kind: of } = kinds[kind]?.refs[name] ?? {};
      if (path === undefined) return [name, target] as const;
      const all = own.filter((each) => each.kind === of);
      const found = tape.chance(none) ? null : tape.of(all).address;
      if (found !== null) aliases[`${address}/${path}`] = found;
      return [name, found] as const;
    });
    return [address, { ...resource, refs: Object.fromEntries(refs) }];
  });
  const isKept = ([address]: readonly [string, unknown]): boolean => address.split('/').length < 5;
  return {
    kinds,
    aliases,
    resources: Object.fromEntries(resources),
    lists: Object.fromEntries(Object.entries(lists).filter(isKept)),
  };
}

/** Whether an address is the one below an owner where a document says that there is nothing. */
export function isNothing({ kinds, resources }: Documents, address: string): boolean {
  const [, owner = '', path] = /^(.*)\/(\w+)$/.exec(address) ?? [];
  const { kind = '', refs } = resources[owner] ?? {};
  const named = Object.entries(kinds[kind]?.refs ?? {}).find(([, ref]) => ref.path === path);
  return named !== undefined && refs?.[named[0]] === null;
}

/** An address with the thing at its beginning by its own name, and the path below it as it is. */
export function byOwnName({ aliases }: Pick<World, 'aliases'>, address: string): string {
  const [, kind, id, ...rest] = address.split('/');
  return [aliases[`/${kind}/${id}`] ?? `/${kind}/${id}`, ...rest].join('/');
}

/** Whether an address is below one that leads elsewhere. */
export function isBelowAnother({ aliases }: Pick<World, 'aliases'>, address: string): boolean {
  const path = byOwnName({ aliases }, address);
  const paths = Object.keys(aliases).filter((each) => each.split('/').length > 3);
  return paths.some((each) => path.startsWith(`${each}/`));
}
