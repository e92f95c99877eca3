import type { Seen } from './Seen.ts';

/** What completion reads besides the link map. */
export interface CompletionSources {
  /** What the console made global. */
  readonly names: Readonly<Record<string, unknown>>;
  readonly seen: Seen;
}
