/**
 * What callers give, before anything is made of it: what no text and no id may hold, and how a value looks in an error.
 */
import { cut } from '../../values/cut.ts';
import { harmlessLine } from '../../values/harmless.ts';

/** The mark that a chain leaves where it was forced into text. */
const FORCED = /⟦chain ([^⟧]*)⟧|%E2%9F%A6chain%20(\S*?)%E2%9F%A7/i;

/** The chain that was forced into a text, as it was written; `undefined` where none was. */
export function forcedIn(text: string): string | undefined {
  const forced = FORCED.exec(text);
  return forced ? (forced[1] ?? decodeURIComponent(forced[2] ?? '')) : undefined;
}

/** Refuses a text into which a chain was forced. */
export function refuseForced(what: string, text: string): void {
  const chain = forcedIn(text);
  if (chain !== undefined) {
    throw new TypeError(
      `${what} holds a chain that was made into text: write \`\${await ${chain}}\` to send what it gives`,
    );
  }
}

/** Refuses half of a character in what goes into an address: it would become another character there. */
export function refuseBroken(what: string, text: string): void {
  if (text.isWellFormed()) return;
  const shown = JSON.stringify(cut(text, 40));
  throw new RangeError(
    `${what}: ${shown} holds half of a character (a lone surrogate), which no address can hold`,
  );
}

/** Refuses a number as an id where it may have been another one before it was read as a number. */
export function refuseInexact(what: string, id: unknown): void {
  if (typeof id !== 'number' || Number.isSafeInteger(Math.trunc(id))) return;
  throw new RangeError(
    `${what}: an id beyond 2^53 has to be a text, for as a number it may be another one: got ${id}`,
  );
}

/** A chain, or a resource that was fetched, among what was given. */
export class GivenChain {
  /** How it was written, for errors. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** How a value looks in an error: short, and nothing of a long text. */
export function show(value: unknown): string {
  if (typeof value === 'string') {
    return harmlessLine(`'${cut(value, 40)}'`);
  }
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'bigint') return `${value}n, a BigInt`;
  if (Array.isArray(value)) return 'an array';
  if (value instanceof GivenChain) return value.text;
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}

/** Whether it is an object of named values, and no list, moment, chain or instance of something. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
