/**
 * The items of a page, as they are kept: unread, where reading them would tell no more than themselves.
 */
import { Brought } from '../../plan/known/Brought.ts';
import { type Item, JsonDoc } from '../../plan/known/document.ts';
import type { Known } from '../../plan/known/records.ts';
import { kindOf } from '../../plan/map/members.ts';
import { onceFor } from '../../plan/map/perKind.ts';
import type { ListAsk } from '../../plan/need/request.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import { toKnown } from './absorb.ts';
import type { Intake } from './intake.ts';

/** Some items, and the index of the first of them. */
export interface Placed {
  readonly docs: readonly Item[];
  readonly start: number;
}

/** Takes the items of a page in. @param href - The request that brought them. */
export function toBrought(
  intake: Intake,
  ask: ListAsk,
  { docs, start }: Placed,
  href: string,
): Brought {
  const { address, kind, again, overlap, wish, as, asked = wish } = ask;
  const expected = { ...ask, isFinal: !again };
  const read = (): readonly Known[] =>
    docs.map((item, at) => toKnown(intake, item, `${address}#${start + at}`, expected));
  const isPlain = asked.level !== 'whole' && asked.refs.size === 0;
  const mayWait =
    isPlain &&
    as !== 'ref' &&
    docs.length > 0 &&
    !again &&
    overlap === undefined &&
    mayStayUnread(intake.map, kind) &&
    docs.every((item) => item instanceof JsonDoc);
  return mayWait ? intake.known.keepUnread(docs, href, read) : new Brought(read(), docs, href);
}

/** Whether documents of a kind tell nothing, as long as nobody has read them, of what is asked for by another address. */
function mayStayUnread(map: LinkMap, kind: string): boolean {
  return !holdsLists(map) && kindOf(map, kind) !== undefined;
}

/**
 * Whether a document of some kind may hold a list, which is asked for by its own address otherwise, or say by its silence
 * that there is none.
 */
const holdsLists = onceFor(({ kinds }: LinkMap) =>
  Object.values(kinds).some(({ members }) =>
    Object.values(members).some(
      ({ read }) => read?.is === 'collection' && (read.embedded ?? read.absent),
    ),
  ),
);
