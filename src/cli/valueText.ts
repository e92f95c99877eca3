/** A value of an expression as a person reads it: as Node prints it, moments as text, plans and traces as tables. */
import { type InspectOptions, inspect } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import type { Trace } from '../index.ts';
import { harmless } from './Out.ts';

/** The text of a value. */
export function valueText(value: unknown, options: InspectOptions): string {
  if (isTrace(value))
    return [inspectValue(value.value, options), harmless(String(value))].join('\n');
  return hasText(value) ? harmless(String(value)) : inspectValue(value, options);
}

function inspectValue(value: unknown, options: InspectOptions): string {
  teachTemporal();
  return inspect(value, options);
}

/** Plans and traces bring a text of their own. */
function hasText(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'toString');
}

function isTrace(value: unknown): value is Trace<unknown> {
  return hasText(value) && Object.hasOwn(value, 'value') && Object.hasOwn(value, 'requests');
}

let isTaught = false;

/** Node prints what a polyfill makes as empty objects. The process is the command's own, so it may learn better. */
function teachTemporal(): void {
  if (isTaught) return;
  isTaught = true;
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
