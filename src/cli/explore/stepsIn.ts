/** The chains of a text as their steps, each with its place: `rooms.items[0]` is `rooms`, `items`, `0`. */
import type { AnyNode } from 'acorn';
import { parse } from 'acorn-loose';
import { fullAncestor } from 'acorn-walk';
import type { Mark } from '../../explorer/messages.ts';

/** One step of a chain: a name, with what it was called with, or an index. */
export interface WrittenStep {
  readonly name: string;
  readonly isCalled: boolean;
  readonly place: Mark;
}

/** The longest chains of a text. Reads also what is not finished, or was cut short. */
export function stepsIn(text: string): readonly (readonly WrittenStep[])[] {
  const found: (readonly WrittenStep[])[] = [];
  fullAncestor(parse(text, { ecmaVersion: 'latest' }), (node, _state, ancestors) => {
    const above = ancestors.at(-2) as AnyNode | undefined;
    if (isStep(node as AnyNode) && !continues(node as AnyNode, above)) {
      found.push(stepsOf(node as AnyNode));
    }
  });
  return found;
}

const isStep = ({ type }: AnyNode): boolean =>
  type === 'MemberExpression' || type === 'CallExpression' || type === 'Identifier';

/** Whether a chain goes on from a node to the one above it. */
function continues(node: AnyNode, above: AnyNode | undefined): boolean {
  if (above?.type === 'MemberExpression') return above.object === node || !above.computed;
  if (above?.type === 'CallExpression') return above.callee === node;
  return false;
}

function stepsOf(node: AnyNode): readonly WrittenStep[] {
  switch (node.type) {
    case 'Identifier':
      return [{ name: node.name, isCalled: false, place: [node.start, node.end] }];
    case 'MemberExpression': {
      const { property, computed } = node;
      const name = nameOf(property);
      // The brackets are part of what is marked; the dot is not.
      const start = computed ? node.object.end : property.start;
      return [...stepsOf(node.object), { name, isCalled: false, place: [start, node.end] }];
    }
    case 'CallExpression': {
      const steps = stepsOf(node.callee);
      const last = steps.at(-1);
      if (last === undefined || last.isCalled) return steps;
      return [
        ...steps.slice(0, -1),
        { name: last.name, isCalled: true, place: [last.place[0], node.end] },
      ];
    }
    default:
      // What stands in the place of a root: `(await rooms)`, or `(room 42)` in an error.
      return [{ name: '', isCalled: false, place: [node.start, node.end] }];
  }
}

function nameOf(property: AnyNode): string {
  if (property.type === 'Identifier' || property.type === 'PrivateIdentifier') return property.name;
  return property.type === 'Literal' ? String(property.value) : '?';
}
