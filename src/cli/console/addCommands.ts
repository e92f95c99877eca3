import type { REPLServer } from 'node:repl';
import { type Chain, explain, trace } from '../../index.ts';
import { limited } from '../awaitValue.ts';
import type { Lines } from './Lines.ts';

/** Adds the console's own commands to those of Node. */
export function addCommands(server: REPLServer, lines: Lines): void {
  server.defineCommand('explain', {
    help: 'Show what an expression would send, and send nothing: .explain rooms.items[0].owner',
    action: (text) => lines.run(text, (value) => explain(value as Chain<unknown>)),
  });
  server.defineCommand('trace', {
    help: 'Await an expression, and show what was sent: .trace rooms.items[0].owner',
    action: (text) =>
      lines.run(text, (value, evaluation) => {
        // Checked by `trace` itself, which says what it takes.
        const chain = value as Chain<unknown>;
        return trace(typeof chain === 'function' ? limited(chain, evaluation) : chain);
      }),
  });
}
