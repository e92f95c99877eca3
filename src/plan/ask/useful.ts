/**
 * What is worth bringing of a resource where it comes anyway: the whole of it, and what it names.
 *
 * Only what is missing in a state counts, or what leads to something that is. Which requests bring it is decided in
 * `prospects.ts`.
 */
import { NONE, type Node, type ResourceNode, STUB, WHOLE } from './nodes.ts';
import { canExpand, type Reach } from './reach.ts';
import { isOpen, type State } from './state.ts';

/** Deeper than any chain that somebody writes: what is known may go round in circles. */
const DEEPEST = 12;

/** Whether the whole of a resource would help, where so much of it is there anyway. */
export function isWholeUseful(
  nodes: readonly Node[],
  state: State,
  index: number,
  from: number,
): boolean {
  const node = nodes[index] as ResourceNode;
  const have = Math.max(from, state[index] as number);
  if (have === WHOLE) return false;
  if (node.need > have) return true;
  return (
    node.refs.some((edge) => edge.from > have && isOpen(nodes, state, edge.child)) ||
    node.lists.some(
      (edge) =>
        edge.from > have &&
        !edge.isDerived &&
        state[edge.child] === NONE &&
        isOpen(nodes, state, edge.child),
    )
  );
}

/**
 * The paths below a resource that are worth expanding.
 *
 * @param others - What need not be looked for behind it.
 */
export function usefulPaths(
  nodes: readonly Node[],
  state: State,
  index: number,
  reach: Reach,
  others: readonly number[] = [],
): readonly string[] {
  const behind = (
    at: number,
    way: readonly number[],
    path: readonly string[],
  ): readonly string[] => {
    if (path.length >= DEEPEST) return [];
    // What is known may go round in circles: whatever lies behind one has a shorter way.
    const here = [...way, at];
    return (nodes[at] as ResourceNode).refs.flatMap(({ name, child }) => {
      if (here.includes(child) || !canCome(nodes, child) || !isOpen(nodes, state, child)) return [];
      const own = [...path, name];
      if (!canExpand(reach, own)) return [];
      const deeper = behind(child, here, own);
      if (deeper.length > 0) return deeper;
      return isWholeUseful(nodes, state, child, STUB) ? [own.join('.')] : [];
    });
  };
  return behind(index, others, []);
}

/** Whether a node may come with what names it. */
export function canCome(nodes: readonly Node[], index: number): boolean {
  const node = nodes[index] as Node;
  return node.of !== 'resource' || !node.isUnexpanded;
}
