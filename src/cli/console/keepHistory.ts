/**
 * The console's history, kept by Node in a file: without lines that bear a secret, and with nothing in them that a
 * terminal would obey when they are shown again.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { REPLServer } from 'node:repl';
import { harmless } from '../../values/harmless.ts';

/** How the history is kept. */
export interface HistoryTools {
  /** What was typed of an expression before this line; empty where a line begins one. */
  readonly unfinished: () => string;
  /** Is told when nothing can be kept. */
  readonly warn: (text: string) => void;
}

/** Keeps what is typed in `~/.hypchat_history`, or in the file that `HYPCHAT_HISTORY` names; if it is empty, nowhere. */
export async function keepHistory(server: REPLServer, tools: HistoryTools): Promise<void> {
  const file = process.env.HYPCHAT_HISTORY ?? join(homedir(), '.hypchat_history');
  let kept: readonly string[] = [];
  server.on('history', (history: string[]) => {
    const [newest = ''] = history;
    // Node writes what it finds here afterwards, and offers no more than that by the arrows.
    if (bearsSecret(tools.unfinished() + newest)) history.splice(0, history.length, ...kept);
    else history[0] = shown(newest);
    kept = [...history];
  });
  if (file === '') return;
  tidy(file);
  await new Promise<void>((resolve) => {
    server.setupHistory(file, (error) => {
      if (error) tools.warn(`the history is not kept: ${error.message}`);
      else kept = linesOf(file);
      resolve();
    });
  });
}

/** Whether a line names what nobody else may see: a token, a password, a header that bears one. */
function bearsSecret(line: string): boolean {
  return /token|passw(?:or)?d|secret|authorization|bearer/i.test(line);
}

/** A line as it can be shown again. Node puts the lines of one expression into one, with carriage returns. */
function shown(line: string): string {
  return line.split('\r').map(harmless).join('\r');
}

/** Mends a file that others, or earlier versions, have written. */
function tidy(file: string): void {
  const lines = linesOf(file);
  const good = lines.filter((line) => !bearsSecret(line)).map(shown);
  if (good.join('\n') !== lines.join('\n')) writeFileSync(file, good.join('\n'), { mode: 0o600 });
}

/** The lines of the file, the newest first; none where it cannot be read, which Node will tell of. */
function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n+/);
  } catch {
    return [];
  }
}
