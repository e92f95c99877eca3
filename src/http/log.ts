/**
 * A readable log: one line for each request, answer and wait. Switched on by an environment variable, for a look at
 * what a program does without changing it.
 */
import { harmlessLine } from '../values/harmless.ts';
import type { HttpEvents } from './events.ts';

/** What an environment says under a name; `undefined` where there is none, or it may not be read. */
export function readEnvironment(name: string): string | undefined {
  const { Deno, process } = globalThis as {
    Deno?: { permissions: { querySync(of: object): { state: string } } };
    process?: { env?: Record<string, string | undefined> };
  };
  try {
    // Deno asks the person at the keyboard before it lets a program read, which is too much for a log.
    const isAllowed = Deno?.permissions.querySync({ name: 'env', variable: name }).state;
    return isAllowed === undefined || isAllowed === 'granted' ? process?.env?.[name] : undefined;
  } catch {
    return undefined;
  }
}

/** Writes each event as a line. `#1` ties a request to its answer. @param name - Stands before each line. */
export function createLog(
  name: string,
  out: (line: string) => void = (line) => console.error(line),
): Required<Omit<HttpEvents, 'walk'>> {
  const write = (line: string): void => out(harmlessLine(line));
  return {
    request: ({ method, url, id, tries, waitedMs, round, chains }) => {
      const about = [
        `#${id}`,
        tries > 1 && `try ${tries}`,
        waitedMs > 0 && `waited ${Math.ceil(waitedMs)} ms`,
        round && `round ${round}`,
        ...chains,
      ];
      write(`${name}: → ${method} ${url} (${about.filter(Boolean).join(', ')})`);
    },
    response: ({ method, url, status, failure, ms, id, receivedBytes }) => {
      const size = receivedBytes === undefined ? '' : `, ${receivedBytes} bytes`;
      const took = `${Math.round(ms)} ms`;
      write(`${name}: ← ${status ?? failure} ${method} ${url} (#${id}, ${took}${size})`);
    },
    wait: ({ ms, reason, of, request }) => {
      const what = request && `: ${request.method} ${request.url} is sent again (#${request.id})`;
      const whose = of === undefined ? '' : ` (${of})`;
      write(`${name}: waits ${Math.ceil(ms)} ms, ${WHY[reason]}${whose}${what ?? ''}`);
    },
    progress: ({ done, of, action, error }) =>
      write(`${name}: ${done} of ${of}: ${action}${error === undefined ? '' : ' failed'}`),
    unreadable: ({ what, value }) =>
      write(`${name}: cannot read ${what}: ${JSON.stringify(value)}`),
    fault: ({ message }) =>
      write(`${name}: a fault of its own (${message}): the walk goes on step by step`),
  };
}

const WHY = {
  spent: 'nothing is left of the rate limit',
  refused: 'the server refused more requests',
  failed: 'a request failed',
} as const;
