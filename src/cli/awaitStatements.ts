/**
 * Makes every statement of a text that is an expression wait for its value, in its turn: where a value is a chain, it is
 * sent by that, and `room('Ops').message('a'); room('Lobby').message('b')` are two messages.
 *
 * Loops and blocks of the text are gone into, functions are not: what they write is theirs to await.
 */
import { type ExpressionStatement, type Program, parse, type ReturnStatement } from 'acorn';
import { recursive } from 'acorn-walk';

/** Where code finds what takes a statement's value. No text names it by chance. */
const TAKE = 'globalThis[Symbol.for("hypchat.statement")]';

/** Expressions whose value is no chain, and those that keep theirs in a name, by which it is sent. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'AssignmentExpression',
  'AwaitExpression',
  'BinaryExpression',
  'Literal',
  'UnaryExpression',
  'UpdateExpression',
]);

/** Is given the value of a statement in a box, and gives when the next may run. */
export type Take = (statement: { readonly chain: unknown }) => Promise<unknown>;

/** Says who takes the values of statements. */
export function takeStatements(take: Take): void {
  Reflect.set(globalThis, Symbol.for('hypchat.statement'), take);
}

/**
 * The text as code that hands over the value of each of its statements and waits.
 *
 * @param last - What becomes of an expression that ends the text, and of what is returned before: it is `returned` in a
 *   box, for an async function, or `left` as it stands.
 * @returns The code; `undefined` where nothing in it has to change, or it is no JavaScript.
 */
export function awaitStatements(text: string, last: 'returned' | 'left'): string | undefined {
  let program: Program;
  try {
    program = parse(text, PLACE);
  } catch {
    return undefined;
  }
  const found: (ExpressionStatement | ReturnStatement)[] = [];
  recursive(program, undefined, {
    ExpressionStatement: (statement) => void found.push(statement),
    ReturnStatement: (statement) => void found.push(statement),
    Function() {},
    Class() {},
  });
  const end = program.body.at(-1);
  let code = text;
  // From the back, so that the places of those before stay what they are.
  for (const statement of found.reverse()) {
    const isReturned = statement.type === 'ReturnStatement';
    const expression = isReturned ? statement.argument : statement.expression;
    if (!expression) continue;
    const { start, end: stop, type } = expression;
    const isResult = isReturned || statement === end;
    if (isResult ? last === 'left' : NEVER_SENT.has(type)) continue;
    const value = `{ chain: (${text.slice(start, stop)}) }`;
    if (isResult) {
      code = `${code.slice(0, statement.start)}return ${value};${code.slice(statement.end)}`;
      continue;
    }
    // What ended by the end of a line might go on in the next one now.
    const closing = text.slice(stop, statement.end).replace(/;?$/, ';');
    code = `${code.slice(0, start)}await ${TAKE}(${value})${closing}${code.slice(statement.end)}`;
  }
  return code === text ? undefined : code;
}

/** How a text is read: as it stands in an async function. */
export const PLACE = {
  ecmaVersion: 'latest',
  allowAwaitOutsideFunction: true,
  allowReturnOutsideFunction: true,
} as const;
