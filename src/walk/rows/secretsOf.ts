/**
 * What a map says is secret of what its actions are given.
 */
import type { Secrets } from '../../proxy/step.ts';
import type { ActionMember } from '../../types/callMember.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import { SECRET_NAME } from '../../values/hideSecrets.ts';

const OF_MAPS = new WeakMap<LinkMap, Secrets>();

/** The arguments that are secret and have no name in the chain that tells it, by the name of their action. */
export function secretsOf(map: LinkMap): Secrets {
  const known = OF_MAPS.get(map);
  if (known !== undefined) return known;
  const secrets = new Map<string, ReadonlySet<string | number>>();
  for (const [name, action] of actionsOf(map)) {
    const own = secretsIn(action);
    // Several kinds may have an action of one name, and a chain as text does not tell of which it is.
    if (own.length > 0) secrets.set(name, new Set([...(secrets.get(name) ?? []), ...own]));
  }
  OF_MAPS.set(map, secrets);
  return secrets;
}

/** The actions of a map, each with its name: those of a kind, and those of a collection. */
export function actionsOf({ kinds }: LinkMap): readonly (readonly [string, ActionMember])[] {
  const members = Object.values(kinds).flatMap((kind) => Object.entries(kind.members));
  return members.flatMap(([name, { read, call }]) => [
    ...(call?.is === 'action' ? [[name, call] as const] : []),
    ...(read?.is === 'collection' ? Object.entries(read.actions ?? {}) : []),
  ]);
}

function secretsIn({ parameters, positional, basic }: ActionMember): (string | number)[] {
  return Object.entries(parameters).flatMap(([name, { wire }]) => {
    const isNamed = SECRET_NAME.test(name);
    if (!isNamed && name !== basic?.[1] && !SECRET_NAME.test(wire ?? '')) return [];
    const at = positional.indexOf(name);
    return [...(isNamed ? [] : [name]), ...(at < 0 ? [] : [at])];
  });
}
