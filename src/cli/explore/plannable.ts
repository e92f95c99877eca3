/**
 * Whether a text can be planned while it is typed: whether evaluating it does nothing but record chains.
 *
 * An expression is code, and nobody has said yet that it is to run. So only what is on these lists is evaluated: chains,
 * literals, and lambdas that read. What could send, loop, assign, or get at anything but the client is left for the run.
 * That plans also come from a client whose `fetch` refuses is told in `planners.ts`: one of the two would do.
 */
import {
  type AnyNode,
  type Expression,
  type ExpressionStatement,
  type Pattern,
  type Program,
  parse,
} from 'acorn';
import { PLACE } from '../awaitStatements.ts';

/** A text that can be planned. */
export interface Plannable {
  readonly is: 'plannable';
  readonly text: string;
  readonly program: Program;
}

/** Why a text cannot be. */
export interface Unplannable {
  readonly is: 'unplannable';
  readonly why: string;
}

/** Globals that change nothing, and know nothing. */
const HARMLESS: ReadonlySet<string> = new Set([
  'undefined',
  'NaN',
  'Infinity',
  'Math',
  'String',
  'Number',
  'Boolean',
  'JSON',
]);
/** The command's own names that send where they are called. */
const SENDS: ReadonlySet<string> = new Set(['trace', 'href']);
/** Members by which a chain is sent, or by which code gets at what it was not given. */
const FORBIDDEN: ReadonlySet<string> = new Set([
  ...['then', 'catch', 'finally'],
  ...['constructor', 'prototype', '__proto__', 'call', 'apply', 'bind', 'caller', 'arguments'],
  ...['__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__'],
]);

/**
 * Looks a text over. Runs nothing.
 *
 * @param names - What the command made global.
 * @returns `undefined` where it is no JavaScript.
 */
export function readPlannable(
  text: string,
  names: ReadonlySet<string>,
): Plannable | Unplannable | undefined {
  let program: Program;
  try {
    program = parse(text, PLACE);
  } catch {
    return undefined;
  }
  try {
    const known = new Set([...HARMLESS, ...[...names].filter((name) => !SENDS.has(name))]);
    new Look(known).program(program);
    return { is: 'plannable', text, program };
  } catch (error) {
    if (error instanceof Beyond) return { is: 'unplannable', why: error.message };
    throw error;
  }
}

/** A statement that gives a value, and what of it is evaluated: an `await` before it is for the run. */
export interface ValueStatement {
  readonly statement: ExpressionStatement;
  readonly value: Expression;
}

/** The statements of a program that give a value. */
export function valueStatements({ body }: Program): readonly ValueStatement[] {
  return body.flatMap((statement) => {
    if (statement.type !== 'ExpressionStatement') return [];
    const { expression } = statement;
    const value = expression.type === 'AwaitExpression' ? expression.argument : expression;
    return [{ statement, value }];
  });
}

class Beyond extends Error {}

class Look {
  #known: ReadonlySet<string>;
  /** What the text named itself: none of it is called by name, for it could call itself for ever. */
  readonly #declared = new Set<string>();

  constructor(known: ReadonlySet<string>) {
    this.#known = known;
  }

  program(program: Program): void {
    for (const statement of program.body) {
      switch (statement.type) {
        case 'EmptyStatement':
          break;
        case 'ExpressionStatement':
          this.#looks(valueStatements({ ...program, body: [statement] }).map(({ value }) => value));
          break;
        case 'VariableDeclaration':
          for (const { id, init } of statement.declarations) {
            if (init) this.#look(init);
            this.#declare([id]);
          }
          break;
        default:
          throw new Beyond('it is a program: what it sends shows when it runs');
      }
    }
  }

  #declare(patterns: readonly Pattern[]): void {
    const names = patterns.map((pattern) => {
      if (pattern.type === 'Identifier') return pattern.name;
      throw new Beyond('it takes values apart, which are there when it runs');
    });
    this.#known = new Set([...this.#known, ...names]);
    for (const name of names) this.#declared.add(name);
  }

  #looks(nodes: readonly (AnyNode | null | undefined)[]): void {
    for (const node of nodes) if (node) this.#look(node);
  }

  #look(node: AnyNode): void {
    if (node.type === 'ArrowFunctionExpression') this.#lambda(node.params, node.body, node.async);
    else this.#looks(this.#partsOf(node));
  }

  /** The parts of a node that is fine if they are. */
  #partsOf(node: AnyNode): readonly (AnyNode | null)[] {
    switch (node.type) {
      case 'Literal':
        return [];
      case 'Identifier':
        this.#checkName(node.name);
        return [];
      case 'TemplateLiteral':
        return node.expressions;
      case 'ParenthesizedExpression':
      case 'ChainExpression':
        return [node.expression];
      case 'ArrayExpression':
        return node.elements;
      case 'ObjectExpression':
        return node.properties;
      case 'Property':
        if (node.kind !== 'init' || node.method || node.computed) break;
        if (keyOf(node.key) === '__proto__') break;
        return [node.value];
      case 'UnaryExpression':
        if (node.operator === 'delete') break;
        return [node.argument];
      case 'BinaryExpression':
      case 'LogicalExpression':
        return [node.left, node.right];
      case 'ConditionalExpression':
        return [node.test, node.consequent, node.alternate];
      case 'MemberExpression':
        checkMember(node.computed && node.property.type !== 'Literal' ? undefined : node.property);
        return [node.object];
      case 'CallExpression':
        this.#checkCallee(node.callee);
        return [node.callee, ...node.arguments];
      case 'AwaitExpression':
        throw new Beyond('it goes on from what it awaits, which is there when it runs');
    }
    throw new Beyond('it is more than chains: what it sends shows when it runs');
  }

  #checkName(name: string): void {
    if (this.#known.has(name)) return;
    if (SENDS.has(name)) throw new Beyond(`\`${name}\` sends when it is called`);
    throw new Beyond(`\`${name}\` is looked up when it runs`);
  }

  #checkCallee(callee: AnyNode): void {
    const isGiven = callee.type === 'Identifier' && !this.#declared.has(callee.name);
    if (!isGiven && callee.type !== 'MemberExpression') {
      throw new Beyond('it calls what is no step of a chain');
    }
  }

  #lambda(params: readonly Pattern[], body: AnyNode, isAsync: boolean): void {
    if (isAsync) throw new Beyond('an async function runs when it is called');
    const before = this.#known;
    this.#declare(params);
    if (body.type !== 'BlockStatement') this.#look(body);
    else {
      for (const statement of body.body) {
        if (statement.type === 'ReturnStatement') this.#looks([statement.argument]);
        else throw new Beyond('its function is more than one expression');
      }
    }
    this.#known = before;
  }
}

function checkMember(property: AnyNode | undefined): void {
  const name = property && keyOf(property);
  if (name === undefined) throw new Beyond('which name it reads is known when it runs');
  if (name === 'then') throw new Beyond('`then` sends');
  if (FORBIDDEN.has(name)) throw new Beyond(`\`${name}\` is looked up when it runs`);
}

function keyOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'Literal') return String(node.value);
  return undefined;
}
