/**
 * Tells of values in answers that could not be read.
 */

import { type HttpEvents, tell } from '../../http/events.ts';
import { cut } from '../../values/cut.ts';
import { hideSecrets } from '../../values/hideSecrets.ts';
import { isJsonObject } from '../../values/json.ts';

/** Takes note of a value. @param what - What it is of: `created of room 42`. */
export type Unreadable = (what: string, value: unknown) => void;

/** How many are remembered as told. */
const MOST_TOLD = 1000;
const LONGEST = 40;

/** Tells of each once: snapshots of one page are made again and again. */
export function createUnreadable(listeners: readonly HttpEvents[]): Unreadable {
  const told = new Set<string>();
  return (what, value) => {
    const event = { what, value: shown(value) };
    const key = JSON.stringify(event);
    if (told.has(key)) return;
    if (told.size === MOST_TOLD) told.clear();
    told.add(key);
    tell(listeners, 'unreadable', event);
  };
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isJsonObject(value)) return 'an object';
  const text = hideSecrets(String(value).slice(0, 10 * LONGEST));
  return cut(text, LONGEST);
}
