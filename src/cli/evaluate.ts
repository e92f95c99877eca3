/** Evaluates the text of a one-liner by Node's own `vm`, in the global scope. */
import vm from 'node:vm';
import { type Box, box } from '../index.ts';
import { UsageError } from './UsageError.ts';

/**
 * What an expression gives, in a box: a chain comes out as it is, unsent. What the text itself awaits is sent.
 *
 * @param text - An expression, or statements, of which nothing is given. `await` can stand anywhere in it.
 * @throws {UsageError} When it is no JavaScript.
 */
export async function evaluate(text: string): Promise<Box<unknown>> {
  if (text.trim() === '') throw new UsageError('the expression is empty');
  const script =
    compile(`(async () => ({ chain: (${text}\n) }))()`) ?? compile(`(async () => {${text}\n})()`);
  if (script === undefined) throw new UsageError(syntaxError(text));
  const given: Box<unknown> | undefined = await script.runInThisContext();
  return given ?? box(undefined);
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

/** What Node says of the text by itself, without what is put around it. */
function syntaxError(text: string): string {
  try {
    new vm.Script(`async () => (\n${text}\n)`, { filename: 'expression' });
    return 'the expression cannot be read';
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `the expression cannot be read: ${reason}\n  ${text.trim().replaceAll('\n', '\n  ')}`;
  }
}
