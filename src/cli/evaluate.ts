/** Evaluates the text of a one-liner by Node's own `vm`, in the global scope. */
import vm from 'node:vm';
import { type Box, box } from '../index.ts';
import type { Take } from './awaitStatements.ts';
import { UsageError } from './UsageError.ts';

/**
 * What a text gives, in a box: a chain comes out as it is, unsent. What the text itself awaits is sent.
 *
 * @param text - An expression, or statements: then the value of the last. `await` can stand anywhere in it.
 * @param take - Is given the value of each statement but the last, and is waited for.
 * @throws {UsageError} When it is no JavaScript.
 */
export async function evaluate(text: string, take: Take): Promise<Box<unknown>> {
  if (text.trim() === '') throw new UsageError('the expression is empty');
  const expression = compile(`(async () => ({ chain: (${text}\n) }))()`);
  const given = await (expression ?? (await compileStatements(text, take))).runInThisContext();
  return (given as Box<unknown> | undefined) ?? box(undefined);
}

/** Statements are parsed by a parser, which need not be loaded for anything else. */
async function compileStatements(text: string, take: Take): Promise<vm.Script> {
  const { awaitStatements, takeStatements } = await import('./awaitStatements.ts');
  takeStatements(take);
  const script = compile(`(async () => {${awaitStatements(text, 'returned') ?? text}\n})()`);
  if (script !== undefined) return script;
  const { syntaxMistake } = await import('./syntaxMistake.ts');
  throw new UsageError(`the expression cannot be read: ${syntaxMistake(text)}`);
}

function compile(code: string): vm.Script | undefined {
  try {
    return new vm.Script(code, {
      filename: 'expression',
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
