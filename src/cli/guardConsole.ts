/**
 * The `console` of expressions, which is also where the library warns: on a terminal, what it prints is made
 * harmless like all else. What goes to a program or a file is left as it is.
 */
import { Console } from 'node:console';
import process from 'node:process';
import { Writable } from 'node:stream';
import { harmless } from '../values/harmless.ts';

/** Puts it in the place of Node's. */
export function guardConsole(): void {
  const { stdout, stderr } = process;
  globalThis.console = new Console({ stdout: guarded(stdout), stderr: guarded(stderr) });
}

function guarded(stream: NodeJS.WriteStream): NodeJS.WritableStream {
  if (stream.isTTY !== true) return stream;
  return new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done): void {
      stream.write(harmless(text));
      // At once: a line that waits for another when the process ends would never be seen.
      done();
    },
  });
}
