/** A value of an expression as a person reads it: as Node prints it, moments as text, plans and traces as tables. */
import { type InspectOptions, inspect } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import type { Trace } from '../index.ts';
import { harmless } from '../values/harmless.ts';

/** The text of a value. */
export function valueText(value: unknown, options: InspectOptions): string {
  if (isTrace(value))
    return [inspectValue(value.value, options), harmless(String(value))].join('\n');
  return hasText(value) ? harmless(String(value)) : inspectValue(value, options);
}

function inspectValue(value: unknown, options: InspectOptions): string {
  const plain = inspect(value, { ...options, colors: false });
  // Names of classes and messages of errors are printed as they are. Where they would bring sequences of their own,
  // Node's colors could not be told from them.
  if (!options.colors || plain.includes(ESCAPE)) return harmless(plain);
  const painted = inspect(value, options).split(COLOR);
  return painted.map((part, index) => (index % 2 === 0 ? harmless(part) : part)).join('');
}

const ESCAPE = '\x1b';
/** How Node begins and ends a color. */
const COLOR = new RegExp(`(${ESCAPE}\\[\\d{1,2}m)`);

/** Plans and traces bring a text of their own, hidden. A field of that name is data. */
function hasText(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Object.getOwnPropertyDescriptor(value, 'toString')?.enumerable === false;
}

function isTrace(value: unknown): value is Trace<unknown> {
  return hasText(value) && Object.hasOwn(value, 'value') && Object.hasOwn(value, 'requests');
}

/**
 * Makes Node print moments as text: it prints them as empty objects. The process is the command's own, so it may learn
 * better, also for the expression's `console.log`.
 */
export function teachTemporal(): void {
  for (const name of Object.getOwnPropertyNames(Temporal)) {
    const prototype: unknown = Reflect.get(Object(Reflect.get(Temporal, name)), 'prototype');
    if (typeof prototype !== 'object' || prototype === null) continue;
    Object.defineProperty(prototype, inspect.custom, {
      configurable: true,
      value(
        this: unknown,
        _depth: number,
        { stylize }: { stylize(text: string, style: string): string },
      ): string {
        return stylize(String(this), 'date');
      },
    });
  }
}
