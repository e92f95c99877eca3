import type { REPLServer } from 'node:repl';
import { type Chain, explain, trace } from '../../index.ts';
import { harmless } from '../../values/harmless.ts';
import { limited } from '../awaitValue.ts';
import type { TablePlace } from '../toTable.ts';
import type { Lines } from './Lines.ts';

/** What the commands are given beside the console. */
export interface CommandTools {
  readonly lines: Lines;
  /** What the console made global. */
  readonly names: Readonly<Record<string, unknown>>;
  /** Where tables are shown, which may have got another width meanwhile. */
  readonly place: () => TablePlace;
}

/** Adds the console's own commands to those of Node. */
export function addCommands(server: REPLServer, { lines, names, place }: CommandTools): void {
  server.defineCommand('explain', {
    help: 'Show what an expression would send, and send nothing: .explain rooms.items[0].owner',
    // What the text itself awaits is not sent either.
    action: (text) => lines.run(text, (value) => explain(value as Chain<unknown>), { budget: 0 }),
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
  server.defineCommand('table', {
    help: 'Await an expression, and show a table, one row for each item: .table rooms',
    // What draws tables is loaded with the first.
    action: (text) =>
      void import('../toTable.ts').then(({ toTable }) =>
        lines.run(text, (value) => value, { print: (value) => toTable(value, place()) }),
      ),
  });
  const list = server.commands.help;
  server.defineCommand('help', {
    help: 'Print this, or what a name is: .help room.topic',
    action(text) {
      if (text.trim() === '') return list?.action.call(server, '');
      void import('./helpOn.ts').then(({ helpOn }) =>
        lines.tell(
          helpOn(text, names) ??
            `there is nothing called ${harmless(text.trim())}: try .help room, .help rooms.create, .help map`,
        ),
      );
    },
  });
}
