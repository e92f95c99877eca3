/** `hypchat EXPRESSION`: one expression, its value on the standard output, everything else on the standard error. */
import process from 'node:process';
import { text as readAll } from 'node:stream/consumers';

import { explain, isChain, type Plan } from '../index.ts';
import { harmless } from '../values/harmless.ts';
import { sentTable } from '../walk/tell/sentTable.ts';
import { awaitValue, limited } from './awaitValue.ts';
import { Evaluation, overBudgetIn } from './Evaluation.ts';
import { evaluate } from './evaluate.ts';
import { exitCodeOf } from './exitCodeOf.ts';
import { type ExitCode, exitCodes } from './exitCodes.ts';
import { guardConsole } from './guardConsole.ts';
import { colorsOf, hasColors, say, sayFailure, writeLine } from './Out.ts';
import { defineGlobals, namesOf, openSession } from './openSession.ts';
import type { Given } from './options.ts';
import { refuseForcedText } from './refuseUnawaited.ts';
import { toJson } from './toJson.ts';
import { UsageError } from './UsageError.ts';
import { valueText } from './valueText.ts';

const TO_EXPLAIN = '--explain takes an expression that is a chain, and does not await it';

/** Runs the expression that was given, and tells what the command ends with. */
export async function runOneLiner(given: Given, warn: (text: string) => void): Promise<ExitCode> {
  const text = given.expression === '-' ? await readAll(process.stdin) : (given.expression ?? '');
  let isForgotten = false;
  const dim = colorsOf(process.stderr).dim;
  const isWatched = process.stderr.isTTY && !given.quiet;
  const session = await openSession(given, {
    warn,
    ...(isWatched && { progress: (text: string) => say(text, dim) }),
    unsent(chain) {
      // Where nothing is to be sent, nothing is forgotten.
      if (given.explain) return;
      warn(`${chain} was written and never awaited, so it was not sent`);
      isForgotten = true;
      // Most of them are noticed when the process ends.
      process.exitCode ||= exitCodes.failed;
    },
  });
  const evaluation = new Evaluation(given.explain ? 0 : given.budget);
  guardConsole();
  // What nobody awaited fails apart from the expression. Node would print it as it came.
  process.on('uncaughtException', (error) => {
    if (given.explain && overBudgetIn(error)) return;
    sayFailure(error);
    process.exit(exitCodeOf(error));
  });
  // Comes only where nothing is left that could go on.
  const stuck = (): void => {
    warn('the expression came to no end: it waits for what nothing can bring any more');
    process.exitCode = exitCodes.failed;
  };
  process.once('beforeExit', stuck);
  try {
    defineGlobals(namesOf(limited(session.hc, evaluation, given), session.endpoint));
    await evaluation.run(async () => {
      if (given.explain) return explainAll(text, given);
      const { chain } = await evaluate(text, async (statement) => {
        await awaitValue(statement.chain, evaluation);
      });
      await print(chain, given, evaluation);
    });
    return isForgotten ? exitCodes.failed : exitCodes.done;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (given.explain && overBudgetIn(error)) throw new UsageError(TO_EXPLAIN);
    sayFailure(error);
    return exitCodeOf(error);
  } finally {
    process.off('beforeExit', stuck);
    if (given.trace) for (const line of sentTable(evaluation.sent)) say(line);
    if (!given.quiet && evaluation.count > 0) say(evaluation.bill(), dim);
    await session.close();
  }
}

/** Prints what each chain of a text would send, in its turn. */
async function explainAll(text: string, { format }: Given): Promise<void> {
  const plans: Plan[] = [];
  const take = async ({ chain }: { readonly chain: unknown }): Promise<void> => {
    if (isChain(chain)) plans.push(explain(chain));
  };
  await take(await evaluate(text, take));
  if (plans.length === 0) {
    throw new UsageError(TO_EXPLAIN);
  }
  const [first, ...more] = plans;
  if (format === 'json') return writeLine(toJson(more.length === 0 ? first : plans));
  return writeLine(harmless(plans.join('\n\n')));
}

async function print(value: unknown, given: Given, evaluation: Evaluation): Promise<void> {
  const { format } = given;
  if (format === 'ndjson') {
    const { streamItems } = await import('./streamItems.ts');
    for await (const item of streamItems(value)) await writeLine(toJson(item, 0));
    return;
  }
  const result = await awaitValue(value, evaluation);
  if (typeof result === 'string') refuseForcedText(result);
  if (format === 'json') return writeLine(toJson(result));
  if (format === 'table') {
    const { toTable } = await import('./toTable.ts');
    const { columns } = process.stdout;
    return writeLine(toTable(result, { colors: colorsOf(process.stdout), columns }));
  }
  if (result !== undefined) await writeLine(asText(result));
}

/** A value as a person reads it: texts as they are, anything else as Node prints it, in full. */
function asText(value: unknown): string {
  if (typeof value === 'string') return process.stdout.isTTY ? harmless(value) : value;
  return valueText(value, {
    colors: hasColors(process.stdout),
    depth: 6,
    maxArrayLength: null,
    maxStringLength: null,
    breakLength: process.stdout.columns ?? 100,
  });
}
