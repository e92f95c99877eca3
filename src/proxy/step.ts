/**
 * The steps of a chain as they were written, and the chain as text.
 */

import type { Handwritten } from '../plan/program/program.ts';
import { cut } from '../values/cut.ts';
import { hideInCode, hideSecrets, SECRET_NAME } from '../values/hideSecrets.ts';
import { tagOf } from '../values/tagOf.ts';
import { NODE } from './node.ts';
import { readRow } from './row.ts';

/** One step of a chain. Two awaits of one call are told to be the same by the step itself. */
export type Step =
  | {
      readonly is: 'name';
      readonly name: string;
      readonly verbatim: boolean;
      /** What a call of it sends, where no map says so. */
      readonly byHand?: Handwritten;
    }
  | { readonly is: 'index'; readonly index: number }
  | CallStep;

/** A call. It is the same object in every chain that goes on from the call. */
export interface CallStep {
  readonly is: 'call';
  readonly args: readonly unknown[];
  /** Where it was written. */
  readonly site: Error;
}

/** A chain as text, with the place of each step in it. */
export interface ChainText {
  readonly text: string;
  /** For each step, the characters `[start, end)` that it takes. */
  readonly spans: readonly (readonly [start: number, end: number])[];
}

/** Writes a chain as it was written. Long arguments are cut, secrets are left out. */
export function writeChain(root: string, steps: readonly Step[]): ChainText {
  let text = root;
  const spans: [number, number][] = [];
  for (const [index, step] of steps.entries()) {
    const before = steps[index - 1];
    const isSecret = before?.is === 'name' && SECRET_NAME.test(before.name);
    const written = writeStep(step, isSecret);
    // The dot and the brackets belong to the way, not to the name that is marked.
    const start = text.length + (written.startsWith('.') ? 1 : 0);
    text += written;
    spans.push([start, text.length]);
  }
  return { text, spans };
}

/** @param isSecret - Whether a text that is given there is one: `hc.token('…')`. */
function writeStep(step: Step, isSecret: boolean): string {
  switch (step.is) {
    case 'index':
      return `[${step.index}]`;
    case 'call':
      return `(${step.args.map((arg) => (isSecret && typeof arg === 'string' ? "'…'" : writeValue(arg))).join(', ')})`;
    case 'name':
      return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(step.name)
        ? `.${step.name}`
        : `[${JSON.stringify(step.name)}]`;
  }
}

function writeValue(value: unknown, depth = 0): string {
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'function') {
    const node: unknown = (value as { readonly [NODE]?: unknown })[NODE];
    return node === undefined ? writeCode(String(value)) : String(node);
  }
  if (Array.isArray(value)) {
    const items = value.slice(0, 5).map((item) => writeValue(item, depth + 1));
    return `[${[...items, ...(value.length > 5 ? ['…'] : [])].join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const row = readRow(value);
    if (row !== undefined) return `(${row.text})`;
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return cut(safeText(value), 40);
    if (depth > 2) return '{…}';
    const isGrant = 'grantType' in value;
    const entries = Object.entries(value).map(([key, each]) => {
      // Whatever a header may be called, it may say who asks, and so may what a grant has under a misspelt name.
      const isSecret = isGrant ? key !== 'grantType' : key === 'headers' || SECRET_NAME.test(key);
      const shown = isSecret ? '…' : writeValue(each, depth + 1);
      return `${key}: ${shown}`;
    });
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return String(value);
}

/** How much of a text is looked at: a secret in it must not be cut in two, and most of it is not shown. */
const LOOKED_AT = 400;

function writeText(text: string): string {
  const shown = hideSecrets(text.slice(0, LOOKED_AT));
  const rest = text.length > LOOKED_AT ? '…' : '';
  return `'${plain(cut(shown + rest, 40)).replaceAll("'", "\\'")}'`;
}

function writeCode(code: string): string {
  return cut(hideInCode(code.replace(/\s+/g, ' ').slice(0, LOOKED_AT)), 60);
}

function safeText(value: object): string {
  const tag = tagOf(value);
  if (tag.startsWith('Temporal.') || tag === 'Date' || tag === 'Number') return String(value);
  return tag === 'Object' ? (value.constructor?.name ?? 'object') : tag;
}

/** The text with what would break its line, or a terminal would obey, written out. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\\]/gu, (char) => {
    const written = JSON.stringify(char).slice(1, -1);
    return written === char ? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}` : written;
  });
}

/** Whether a name is that of an item: `3`, and not `03`. */
export function isIndex(key: string): boolean {
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57 && /^(?:0|[1-9]\d{0,14})$/.test(key);
}
