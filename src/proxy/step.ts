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
  /** What is secret of what the actions are given that it may be one of, or that a lambda in it may call. */
  readonly secrets?: Secrets | undefined;
}

/** By the name of an action, the names of its arguments that are secret, and the positions at which they are given. */
export type Secrets = ReadonlyMap<string, ReadonlySet<string | number>>;

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
    const written = step.is === 'call' ? writeCall(step, before) : writeStep(step);
    // The dot and the brackets belong to the way, not to the name that is marked.
    const start = text.length + (written.startsWith('.') ? 1 : 0);
    text += written;
    spans.push([start, text.length]);
  }
  return { text, spans };
}

function writeStep(step: Exclude<Step, CallStep>): string {
  if (step.is === 'index') return `[${step.index}]`;
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(step.name)
    ? `.${step.name}`
    : `[${JSON.stringify(step.name)}]`;
}

/** @param before - What is called. */
function writeCall({ args, secrets }: CallStep, before: Step | undefined): string {
  const name = before?.is === 'name' ? before.name : '';
  const secret = secrets?.get(name);
  const hidden = { names: secret, callees: [...(secrets?.keys() ?? [])] };
  // A text that is given there is one: `hc.token('…')`.
  const isNamedSo = SECRET_NAME.test(name);
  const written = args.map((arg, at) => {
    const isPlain = typeof arg !== 'object' && typeof arg !== 'function';
    if ((isNamedSo && typeof arg === 'string') || (secret?.has(at) && isPlain)) return "'…'";
    return writeValue(arg, hidden);
  });
  return `(${written.join(', ')})`;
}

/** What is hidden in an argument besides what its own names tell. */
interface Hidden {
  readonly names: ReadonlySet<unknown> | undefined;
  /** Who is given something secret where code calls it. */
  readonly callees: readonly string[];
}

function writeValue(value: unknown, hidden: Hidden, depth = 0): string {
  if (typeof value === 'string') return writeText(value);
  if (typeof value === 'function') {
    const node: unknown = (value as { readonly [NODE]?: unknown })[NODE];
    return node === undefined ? writeCode(String(value), hidden.callees) : String(node);
  }
  if (Array.isArray(value)) {
    const items = value.slice(0, 5).map((item) => writeValue(item, hidden, depth + 1));
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
      const isNamedSo = key === 'headers' || SECRET_NAME.test(key) || hidden.names?.has(key);
      const isSecret = isGrant ? key !== 'grantType' : isNamedSo;
      const shown = isSecret ? '…' : writeValue(each, hidden, depth + 1);
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

function writeCode(code: string, callees: readonly string[]): string {
  return cut(hideInCode(code.replace(/\s+/g, ' ').slice(0, LOOKED_AT), callees), 60);
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
