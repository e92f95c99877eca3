/**
 * What Stripe is asked to expand.
 *
 * A path goes through lists by their `data`, and has four names at most. What is no reference, or stands there expanded always, is
 * refused by a 400: a path that has to be shorter ends at a name that may be expanded.
 *
 * @see https://docs.stripe.com/api/expanding_objects
 */
import type { Spelled } from '../../plan/map/Spelled.ts';
import type { ReadMember } from '../../types/readMember.ts';
import type { Asked } from '../Asked.ts';

/** What is asked, as far as it says where a path leads. */
interface Whom extends Pick<Asked, 'map'> {
  readonly kind?: string | undefined;
}

/** How many names a path may have. */
const MOST_NAMES = 4;

/** The query that expands these paths, and which of them it does. */
export function expansionOf(
  paths: readonly string[],
  ofItems: boolean,
  asked: Whom,
): Required<Pick<Spelled, 'query' | 'asked'>> {
  const query = new Map<string, string>();
  for (const path of paths) {
    const { wire, taken } = shortened(path, ofItems, asked);
    if (taken !== '') query.set(wire, taken);
  }
  // The items of a list are whole without being asked for.
  const whole = ofItems && paths.includes('') ? [''] : [];
  return {
    query: [...query.keys()].map((path) => ['expand[]', path]),
    asked: [...whole, ...query.values()],
  };
}

/** As much of a path as can be asked for, in Stripe's words and in the map's. */
function shortened(
  path: string,
  ofItems: boolean,
  { kind, map }: Whom,
): { readonly wire: string; readonly taken: string } {
  const names = path === '' ? [] : path.split('.');
  const wire = ofItems ? ['data'] : [];
  let at = kind;
  let found = { wire: '', taken: '' };
  for (const [index, name] of names.entries()) {
    const members: Kinds[string]['members'] =
      at === undefined ? {} : (map.kinds[at]?.members ?? {});
    const read = Object.hasOwn(members, name) ? members[name]?.read : undefined;
    wire.push(name);
    if (wire.length > MOST_NAMES) break;
    if (isExpandable(read)) {
      found = { wire: wire.join('.'), taken: names.slice(0, index + 1).join('.') };
    }
    if (read?.is === 'list' || read?.is === 'collection') wire.push('data');
    at = read !== undefined && 'kind' in read ? read.kind : undefined;
  }
  return found;
}

type Kinds = Asked['map']['kinds'];

/** Whether an id stands there, or nothing, until it is asked for. What no map knows may be. */
function isExpandable(read: ReadMember | undefined): boolean {
  if (read === undefined) return true;
  if (read.is === 'collection') return read.embedded === 'expansion';
  if (read.is !== 'ref' && read.is !== 'list') return false;
  return read.by !== undefined || read.in === 'expansion' || read.as === 'ref';
}
