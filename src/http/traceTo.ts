/**
 * Hands what is told on to what writes it into a file. That is loaded only where somebody asks for a file, so that a
 * browser's bundle is without it.
 */
import type { HttpEvents } from './events.ts';

/** What is told goes into a file. */
export interface TraceTo {
  readonly listener: HttpEvents;
  /** When the file is open, or will not be. Nothing may be sent before: a program may end with its first answer. */
  readonly opened: Promise<void>;
}

/** Writes requests into a file, as `traceFile.ts` says. What cannot be written is told on the console, once. */
export function traceTo(path: string): TraceTo {
  let file: HttpEvents = {};
  const opened = import('./traceFile.ts').then(
    ({ openTrace }) => {
      file = openTrace(path);
    },
    (error) => console.error(`hypchat: HYPCHAT_TRACE is set, but what writes it is gone: ${error}`),
  );
  const listener: HttpEvents = {
    request: (event) => file.request?.(event),
    response: (event) => file.response?.(event),
    walk: (event) => file.walk?.(event),
  };
  return { listener, opened };
}
