/**
 * Tab in the console: names from the link map, and names of rooms and people from what has been seen. Sends
 * nothing. What is no chain is completed by Node's `repl`, as ever.
 */
import type { REPLServer } from 'node:repl';
import { harmless } from '../../values/harmless.ts';
import type { CompletionSources } from './CompletionSources.ts';

type Completions = readonly [candidates: string[], partial: string];
type Done = (error: Error | null, completions?: Completions) => void;

/** Commands that take an expression, or a name, which is one. */
const COMMAND = /^\s*\.(?:explain|trace|table|help)\s+/;

/** Takes over how a server completes. */
export function completeChains(server: REPLServer, sources: CompletionSources): void {
  const standard = server.completer as (line: string, done: Done) => void;
  const complete = (line: string, done: Done): void => {
    const code = line.replace(COMMAND, '');
    const shown: Done = (error, completions) => {
      if (completions === undefined) return done(error);
      const [candidates, partial] = completions;
      done(error, [candidates.map(harmless), partial]);
    };
    // The parser is loaded with the first Tab.
    import('./suggest.ts').then(
      ({ suggest }) => {
        const found = suggest(code, sources);
        // What Node offers are names that objects have, which a server may have given them.
        if (found === undefined) standard.call(server, code, shown);
        else done(null, [[...found.candidates], found.partial]);
      },
      (error: Error) => done(error),
    );
  };
  Object.assign(server, { completer: complete });
}
