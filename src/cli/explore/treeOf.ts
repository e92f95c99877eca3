/**
 * What a run gave, as a tree in which each name says what it is: a value in hand, a chain and what awaiting it would cost,
 * a name that the server left out, or something that has to be called first.
 *
 * Sends nothing: the cost of a chain is its plan, which knows all that the snapshot's walk has learned.
 */

import type { TreeNode } from '../../explorer/messages.ts';
import { explain, hipchatMap, isChain, leadsTo, type Member, Temporal } from '../../index.ts';
import { cut } from '../../values/cut.ts';

/** More is not shown of one list, and of one answer. */
const MOST_ITEMS = 100;
const MOST_NODES = 4000;
const LONGEST_TEXT = 200;

/** The tree of a value. @param name - How its root is called: the expression. */
export function treeOf(value: unknown, name: string): TreeNode {
  return new Tree().node(name, value);
}

class Tree {
  #left: number = MOST_NODES;
  readonly #above = new Set<object>();

  node(name: string, value: unknown): TreeNode {
    this.#left -= 1;
    if (isChain(value)) return chainNode(name, value, undefined);
    if (typeof value !== 'object' || value === null) {
      return { name, is: 'value', shown: textOf(value) };
    }
    if (isMoment(value)) return { name, is: 'value', shown: String(value) };
    // A value of the expression's own may hold itself; a snapshot never does.
    if (this.#above.has(value)) return { name, is: 'value', shown: 'the same again' };
    this.#above.add(value);
    try {
      const children = Array.isArray(value) ? this.#items(value) : this.#names(value);
      return { name, is: 'value', shown: titleOf(value), children };
    } finally {
      this.#above.delete(value);
    }
  }

  #items(items: readonly unknown[]): readonly TreeNode[] {
    const shown: TreeNode[] = [];
    for (const [index, item] of items.entries()) {
      if (index >= MOST_ITEMS || this.#left <= 0) {
        const rest = items.length - index;
        shown.push({
          name: '…',
          is: 'more',
          shown: `${rest} more ${rest === 1 ? 'item' : 'items'}`,
        });
        break;
      }
      shown.push(this.node(`[${index}]`, item));
    }
    return shown;
  }

  #names(value: object): readonly TreeNode[] {
    const own = Object.keys(value);
    const children = own.map((name): TreeNode => {
      if (this.#left <= 0) return { name, is: 'more', shown: 'not shown' };
      const field: unknown = Reflect.get(value, name);
      return field === undefined
        ? { name, is: 'absent', shown: 'the answer held none that can be read' }
        : this.node(name, field);
    });
    const members = membersOf(value);
    const missing = Object.keys(members).filter((name) => !own.includes(name) && !(name in value));
    const chains = chainNames(value).filter((name) => !own.includes(name));
    const left = Math.max(0, this.#left);
    this.#left -= chains.length;
    const nodes = chains
      .slice(0, left)
      .map((name) => chainNode(name, Reflect.get(value, name), members[name]));
    const calls = nodes.filter(({ is }) => is === 'call');
    return [
      ...children,
      ...missing.map((name): TreeNode => ({ name, is: 'absent', shown: 'the server left it out' })),
      ...nodes.filter(({ is }) => is !== 'call'),
      ...(calls.length === 0 ? [] : [group(calls)]),
    ];
  }
}

/** What has to be called, in one node: there is much of it, and the snapshot is looked at for the rest. */
function group(calls: readonly TreeNode[]): TreeNode {
  const shown = calls.map(({ name }) => name).join(', ');
  return { name: `${calls.length} to call`, is: 'call', shown, children: calls };
}

/** A name that gives a chain. @param member - What the link map says of it. */
function chainNode(name: string, chain: unknown, member: Member | undefined): TreeNode {
  const { read, call } = member ?? {};
  if (read === undefined && call !== undefined) {
    return call.is === 'action'
      ? {
          name,
          is: 'call',
          shown: `an action: ${call.method}`,
          detail: `${call.method} …/${call.path}`,
        }
      : { name, is: 'call', shown: `${call.kind}, by its id` };
  }
  if (!isChain(chain)) return { name, is: 'value', shown: textOf(chain) };
  const shown = placeOf(chain);
  try {
    const plan = explain(chain);
    return { name, is: 'chain', shown, cost: plan.bill, detail: String(plan) };
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { name, is: 'call', shown: first };
  }
}

/** Where a chain leads: `user`, `messages`, `a value`. */
function placeOf(chain: object): string {
  try {
    const { is, kind } = leadsTo(chain);
    if (is === 'resource') return kind ?? '';
    if (is === 'collection' || is === 'items' || is === 'list') return `${kind}s`;
    return is === 'value' ? 'a value' : '';
  } catch {
    return '';
  }
}

/** The names that a snapshot gives chains under: they stand on its prototype. */
function chainNames(value: object): readonly string[] {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!isSnapshot(value) || typeof prototype !== 'object' || prototype === null) return [];
  return Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { get }]) =>
    get === undefined ? [] : [name],
  );
}

/** What the link map says of a snapshot's kind. */
function membersOf(value: object): Readonly<Record<string, Member>> {
  const kind = isSnapshot(value) ? kindOf(value) : undefined;
  const members = kind === undefined ? undefined : hipchatMap.kinds[kind]?.members;
  return members ?? {};
}

function kindOf(value: object): string | undefined {
  try {
    return leadsTo(value).kind;
  } catch {
    return undefined;
  }
}

/** A snapshot's prototype is of its own class, and brings how it is printed. */
function isSnapshot(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  const isOwn = prototype !== Object.prototype && prototype !== null && !Array.isArray(value);
  return isOwn && typeof prototype === 'object' && Object.hasOwn(prototype ?? {}, INSPECT);
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

function isMoment(value: object): boolean {
  return Object.values(Object.getOwnPropertyDescriptors(Temporal)).some(
    ({ value: of }) => typeof of === 'function' && value instanceof of,
  );
}

function titleOf(value: object): string {
  if (Array.isArray(value)) return `${value.length} ${value.length === 1 ? 'item' : 'items'}`;
  if (isSnapshot(value)) {
    const name: unknown = Reflect.get(value, 'name');
    const known =
      typeof name === 'string' && Object.hasOwn(value, 'name') ? ` ${textOf(name)}` : '';
    return `${value.constructor.name}${known}`;
  }
  const count = Object.keys(value).length;
  return `${count} ${count === 1 ? 'field' : 'fields'}`;
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return cut(text, LONGEST_TEXT);
}
