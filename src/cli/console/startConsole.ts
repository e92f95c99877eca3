/**
 * The console: Node's own `repl`, in which an expression that is a chain is awaited and its snapshot printed.
 *
 * A chain is awaited by the console itself, once, and never by looking at it: Node's preview of what a line
 * would give is off, and completion reads the link map alone.
 */
import process from 'node:process';
import repl from 'node:repl';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { guardConsole } from '../guardConsole.ts';
import { colorsOf, hasColors, say } from '../Out.ts';
import { defineGlobals, namesOf, openSession } from '../openSession.ts';
import type { Given } from '../options.ts';
import { valueText } from '../valueText.ts';
import { addCommands } from './addCommands.ts';
import { completeChains } from './completeChains.ts';
import { keepHistory } from './keepHistory.ts';
import { Lines } from './Lines.ts';
import { Seen } from './Seen.ts';

/** Runs the console until it is left. */
export async function startConsole(
  given: Given,
  version: string,
  warn: (text: string) => void,
): Promise<ExitCode> {
  const seen = new Seen();
  const answered = (response: Response): void => void seen.read(response);
  const { stdin, stdout } = process;
  const progress = (text: string): void => say(text, colorsOf(process.stderr).dim);
  const watching = stdout.isTTY && { progress };
  const session = await openSession(given, { warn, answered, ...watching });
  const colors = colorsOf(stdout);
  const print = (value: unknown): string => {
    const breakLength = stdout.columns ?? 80;
    return valueText(value, { colors: hasColors(stdout), depth: 4, breakLength });
  };
  const names = namesOf(session.hc, session.endpoint);
  defineGlobals(names);
  const what = given.demo ? `sample data on ${session.endpoint}` : session.endpoint;
  guardConsole();
  say(`hypchat ${version}, ${what}`);
  say('Tab completes, .help tells more, .exit leaves.', colors.dim);

  const server = repl.start({
    prompt: given.demo ? 'demo> ' : 'hypchat> ',
    input: stdin,
    output: stdout,
    useColors: hasColors(stdout),
    // Literals have to be of the realm that the client knows as plain data.
    useGlobal: true,
    ignoreUndefined: true,
    preview: false,
    breakEvalOnSigint: true,
    writer: print,
    handleError: (error) => lines.handleError(error),
  });
  const lines: Lines = new Lines(server, { print, colors });
  addCommands(server, { lines, names, place: () => ({ colors, columns: stdout.columns }) });
  completeChains(server, { names, seen });
  await keepHistory(server, { unfinished: () => lines.unfinished, warn });
  await new Promise<void>((resolve) => server.once('exit', resolve));
  await session.close();
  return exitCodes.done;
}
