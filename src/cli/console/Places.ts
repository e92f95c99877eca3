/**
 * Where the parts of a line stand in the link map: `hc.rooms.items[0].owner` is a user. Reads the text, and the
 * values of names that stand alone; builds no chain, calls nothing.
 */
import vm from 'node:vm';
import type { AnyNode, CallExpression, Expression, Literal, Property, Super } from 'acorn';
import {
  type Collection,
  type Destination,
  hipchatMap,
  leadsTo,
  type Member,
  type Parameter,
  type Parameters,
} from '../../index.ts';

/** What can be called on a collection to go through its items: the compiler wants each of them named here. */
type Operation = Exclude<
  keyof Collection<never, unknown>,
  'items' | 'then' | 'catch' | 'finally' | symbol
>;
/** What each gives: some of the `items`, `one` of them, or what the map cannot tell. */
const OPERATIONS: Readonly<Record<Operation, 'items' | 'one' | 'other'>> = {
  at: 'one',
  contents: 'items',
  count: 'other',
  drop: 'items',
  every: 'other',
  filter: 'items',
  find: 'one',
  flatMap: 'other',
  forEach: 'other',
  map: 'other',
  reduce: 'other',
  some: 'other',
  sort: 'items',
  take: 'items',
  toArray: 'other',
  toSorted: 'items',
};

export class Places {
  readonly #names: Readonly<Record<string, unknown>>;
  readonly #ancestors: readonly AnyNode[];

  /**
   * @param names - What the console made global.
   * @param ancestors - Of the node that is looked at; the parameters of lambdas are found there.
   */
  constructor(names: Readonly<Record<string, unknown>>, ancestors: readonly AnyNode[]) {
    this.#names = names;
    this.#ancestors = ancestors;
  }

  /** Where an expression leads; `undefined` where the map does not say. */
  of(node: Expression | Super): Destination | undefined {
    switch (node.type) {
      case 'AwaitExpression':
        return this.of(node.argument);
      case 'ParenthesizedExpression':
      case 'ChainExpression':
        return this.of(node.expression);
      case 'Identifier':
        return this.#ofLambda(node.name) ?? this.#ofValue(node.name);
      case 'CallExpression':
        return this.#ofCall(node);
      case 'MemberExpression': {
        if (!node.computed) {
          const member = this.#member(node);
          return member ? readOf(member) : this.#ofItems(node);
        }
        const list = this.of(node.object);
        const isIndexed = list?.is === 'items' || list?.is === 'list';
        return isIndexed ? toResource(list.kind) : undefined;
      }
      default:
        return undefined;
    }
  }

  /** The names that can follow. */
  namesAt({ is, kind, actions }: Destination): readonly string[] {
    switch (is) {
      case 'resource':
        return Object.keys(kindOf(kind)?.members ?? {});
      case 'collection':
        return ['items', ...Object.keys(OPERATIONS), ...Object.keys(actions ?? {})];
      case 'items':
      case 'sequence':
        return Object.keys(OPERATIONS);
      default:
        return [];
    }
  }

  /** The options that a call takes in its object. */
  optionsOf(call: CallExpression): Parameters {
    const member = this.#called(call);
    if (member?.call?.is === 'action') {
      const { parameters, positional } = member.call;
      return Object.fromEntries(
        Object.entries(parameters).filter(([name]) => !positional.includes(name)),
      );
    }
    if (member?.call !== undefined) return member.call.options ?? {};
    const read = member?.read;
    return (read?.is === 'collection' || read?.is === 'link' ? read.options : undefined) ?? {};
  }

  /** What is asked for at an argument, or at the value of an option. */
  parameterAt(argument: Literal, around: AnyNode | undefined): Partial<Parameter> | undefined {
    if (around?.type === 'CallExpression') {
      const call = this.#called(around)?.call;
      const index = around.arguments.indexOf(argument);
      if (call?.is === 'lookup') return index === 0 ? { kind: call.kind } : undefined;
      return call && own(call.parameters, call.positional[index] ?? '');
    }
    if (around?.type !== 'Property' || around.value !== argument) return undefined;
    const call = this.#ancestors.at(-4);
    const { key } = around as Property;
    if (call?.type !== 'CallExpression' || key.type !== 'Identifier') return undefined;
    return own(this.optionsOf(call), key.name);
  }

  /** The row of a lambda: `room` in `rooms.map((room) => …)`. */
  #ofLambda(name: string): Destination | undefined {
    for (const [index, node] of this.#ancestors.entries()) {
      if (node.type !== 'ArrowFunctionExpression' && node.type !== 'FunctionExpression') continue;
      const [first] = node.params;
      const call = this.#ancestors[index - 1];
      if (first?.type !== 'Identifier' || first.name !== name) continue;
      if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') continue;
      const list = this.of(call.callee.object);
      return isList(list) ? toResource(list.kind) : undefined;
    }
    return undefined;
  }

  /** What a name holds. Only names that stand alone are looked up: that runs nothing of anybody's. */
  #ofValue(name: string): Destination | undefined {
    try {
      const value: unknown = vm.runInThisContext(name);
      return Object(value) === value ? leadsTo(value as object) : undefined;
    } catch {
      return undefined;
    }
  }

  #ofCall(call: CallExpression): Destination | undefined {
    const member = this.#called(call);
    if (member === undefined) return this.#ofOperation(call);
    if (member.call?.is === 'lookup') return toResource(member.call.kind);
    if (member.call?.is === 'action') {
      return member.call.creates === undefined ? { is: 'value' } : toResource(member.call.creates);
    }
    return readOf(member);
  }

  #ofOperation({ callee }: CallExpression): Destination | undefined {
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier')
      return undefined;
    const list = this.of(callee.object);
    if (!isList(list)) return undefined;
    switch (own(OPERATIONS, callee.property.name)) {
      case 'one':
        return toResource(list.kind);
      case 'items':
        return { is: 'sequence', ...(list.kind !== undefined && { kind: list.kind }) };
      case 'other':
        return { is: 'sequence' };
      default:
        return undefined;
    }
  }

  /** What is called. */
  #called({ callee }: CallExpression): Member | undefined {
    if (callee.type === 'Identifier') {
      // `room` stands for `hc.room`, unless somebody gave the name to something else.
      const isOurs = Reflect.get(globalThis, callee.name) === own(this.#names, callee.name);
      return isOurs ? memberOf(hipchatMap.root, callee.name) : undefined;
    }
    return callee.type === 'MemberExpression' ? this.#member(callee) : undefined;
  }

  #member(node: Extract<Expression, { type: 'MemberExpression' }>): Member | undefined {
    if (node.computed || node.property.type !== 'Identifier') return undefined;
    const { name } = node.property;
    const owner = this.of(node.object);
    if (owner?.is === 'resource') return memberOf(owner.kind, name);
    const action = own(owner?.actions ?? {}, name);
    return action && { call: action };
  }

  #ofItems(node: Extract<Expression, { type: 'MemberExpression' }>): Destination | undefined {
    const owner = this.of(node.object);
    const isItems = node.property.type === 'Identifier' && node.property.name === 'items';
    if (!isItems || owner?.is !== 'collection' || owner.kind === undefined) return undefined;
    return { is: 'items', kind: owner.kind };
  }
}

function isList(place: Destination | undefined): place is Destination {
  return place?.is === 'collection' || place?.is === 'items' || place?.is === 'sequence';
}

function readOf({ read }: Member): Destination | undefined {
  switch (read?.is) {
    case 'field':
      return { is: 'value' };
    case 'list':
      return { is: 'list', kind: read.kind };
    case 'collection':
      return { is: 'collection', kind: read.kind, ...(read.actions && { actions: read.actions }) };
    case 'ref':
    case 'link':
      return toResource(read.kind);
    default:
      return undefined;
  }
}

function toResource(kind: string | undefined): Destination | undefined {
  return kind === undefined ? undefined : { is: 'resource', kind };
}

function kindOf(name: string | undefined) {
  return name === undefined ? undefined : own(hipchatMap.kinds, name);
}

function memberOf(kind: string | undefined, name: string): Member | undefined {
  return own(kindOf(kind)?.members ?? {}, name);
}

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
