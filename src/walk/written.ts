/**
 * Turns the recorded steps of a chain into what the planner reads: a name and its call are one step, and a
 * chain or snapshot among the arguments is an `Argument` of the plan.
 */
import { isOperation } from '../plan/operation.ts';
import { type Argument, isReading, type Written } from '../plan/program.ts';
import { Misuse } from '../plan/want.ts';
import { readChain } from '../proxy/chain.ts';
import { readRow } from '../proxy/row.ts';
import { isSnapshot } from '../proxy/snapshot.ts';
import { type CallStep, type Step, writeChain } from '../proxy/step.ts';
import { isMoment } from '../values/codec.ts';
import { atCall } from './toError.ts';
import type { WrittenChain } from './WrittenChain.ts';

/**
 * Reads recorded steps.
 *
 * @param toArgument - What stands for a chain or snapshot in the plan.
 * @throws {TypeError} For a call of something that has no name.
 */
export function toWritten(
  root: string,
  recorded: readonly Step[],
  toArgument: (value: object) => Argument,
): WrittenChain {
  const { text, spans: each } = writeChain(root, recorded);
  const steps: Written[] = [];
  const spans: (readonly [number, number])[] = [];
  const sites: (Error | undefined)[] = [];
  for (let index = 0; index < recorded.length; index += 1) {
    const step = recorded[index] as Step;
    const [start, end] = each[index] ?? [0, 0];
    if (step.is === 'call') {
      throw new TypeError(
        `what was called is no name: ${text.slice(0, start)} is a place, not a function`,
      );
    }
    const call = step.is === 'name' && !step.verbatim ? recorded[index + 1] : undefined;
    const isCalled = call?.is === 'call';
    const byHand = step.is === 'name' ? step.byHand : undefined;
    // What reads asks again each time it is awaited.
    const isAsked = byHand !== undefined && isReading(byHand);
    spans.push([start, isCalled ? (each[index + 1]?.[1] ?? end) : end]);
    sites.push(isCalled ? call.site : undefined);
    try {
      steps.push({
        name: step.is === 'name' ? step.name : step.index,
        verbatim: step.is === 'name' && step.verbatim,
        args: isCalled ? argumentsOf(step, call, toArgument) : undefined,
        identity: isAsked ? {} : isCalled ? call : step,
        at: steps.length,
        ...(byHand && { byHand }),
      });
    } catch (error) {
      throw atCall(new Misuse(error, steps.length), { text, steps, spans, sites });
    }
    if (isCalled) index += 1;
  }
  return { text, steps, spans, sites };
}

/** What an operation starts with is its lambda's, and not sent. */
function argumentsOf(
  step: Step,
  { args }: CallStep,
  toArgument: (value: object) => Argument,
): readonly unknown[] {
  const isOfLambda = step.is === 'name' && isOperation(step.name) && typeof args[0] === 'function';
  return isOfLambda ? args : args.map((arg) => readArgument(arg, toArgument));
}

function readArgument(
  value: unknown,
  toArgument: (value: object) => Argument,
  inside: readonly unknown[] = [],
): unknown {
  const isOurs = readChain(value) ?? readRow(value) ?? isSnapshot(value);
  if (isOurs) return toArgument(value as object);
  if (typeof value !== 'object' || value === null || isMoment(value)) return value;
  if (inside.includes(value)) {
    throw new TypeError('an argument that holds itself cannot be sent as JSON');
  }
  const read = (each: unknown): unknown => readArgument(each, toArgument, [...inside, value]);
  if (value instanceof Set) return [...value].map(read);
  if (Array.isArray(value)) return value.map(read);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, read(each)]));
}
