import process from 'node:process';
import { exitCodes } from './exitCodes.ts';

/** Ends the command once what it prints is not taken: without a word where nobody reads it any more (`| head`), and as failed where it cannot be written. */
export function watchOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(exitCodes.done);
      if (stream === process.stdout) {
        process.stderr.write(`hypchat: the output cannot be written: ${error.message}\n`);
      }
      process.exit(exitCodes.failed);
    });
  }
}
