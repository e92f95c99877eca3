/**
 * The `hypchat` command: a console, the value of one expression, or a page to explore with.
 *
 * Stands above the library and uses its public names. What is heavy is loaded where it is needed, so that
 * `--version` and mistakes in the options answer at once.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { harmless } from '../values/harmless.ts';
import { exitCodes } from './exitCodes.ts';
import { helpText, readArguments } from './options.ts';
import { UsageError } from './UsageError.ts';
import { watchOutput } from './watchOutput.ts';

async function main(args: readonly string[]): Promise<void> {
  watchOutput();
  const { stdin, stdout } = process;
  const given = readArguments(args, !stdin.isTTY);
  if (given.version) return print(packageVersion());
  if (given.help) return print(helpText());
  if (given.explores) {
    const { startExplorer } = await import('./explore/startExplorer.ts');
    process.exitCode = await startExplorer(given, packageVersion(), warn);
    return;
  }
  if (given.expression === undefined) {
    if (!stdout.isTTY) throw new UsageError('the console needs a terminal, or give an expression');
    const { startConsole } = await import('./console/startConsole.ts');
    // As Node's own console does: what was begun there and not awaited would keep the process for as long as it likes.
    process.exit(await startConsole(given, packageVersion(), warn));
  } else {
    const { runOneLiner } = await import('./runOneLiner.ts');
    process.exitCode = await runOneLiner(given, warn);
  }
}

function packageVersion(): string {
  const file = new URL(import.meta.resolve('hypchat/package.json'));
  const manifest: { version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return manifest.version;
}

const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const warn = (text: string): void => {
  process.stderr.write(`hypchat: ${harmless(text)}\n`);
};

main(process.argv.slice(2)).catch((error: unknown) => {
  if (error instanceof UsageError) {
    warn(`${error.message}\nTry: hypchat --help`);
    process.exitCode = exitCodes.usage;
    return;
  }
  warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = exitCodes.failed;
});
