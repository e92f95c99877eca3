/**
 * Turns the recorded steps of a chain into what the planner reads: a name and its call are one step, and a
 * chain or snapshot among the arguments is an `Argument` of the plan.
 */
import { isRecord } from '../../plan/map/given.ts';
import { isOperation } from '../../plan/program/operation.ts';
import { type Argument, isReading, type Written } from '../../plan/program/program.ts';
import { Misuse } from '../../plan/program/want.ts';
import { readChain } from '../../proxy/chain.ts';
import { readRow } from '../../proxy/row.ts';
import { isSnapshot } from '../../proxy/snapshot.ts';
import { type CallStep, type Step, writeChain } from '../../proxy/step.ts';
import { isMoment } from '../../values/codec.ts';
import { atCall } from './toError.ts';
import type { WrittenChain } from './WrittenChain.ts';

/** A name or an index, with the call of it. */
interface Named {
  readonly step: Exclude<Step, CallStep>;
  readonly call: CallStep | undefined;
  /** Which of the recorded steps it is. */
  readonly at: number;
}

/** Recorded steps, each with the call of it. @throws {TypeError} For a call of something that has no name. */
export function namedSteps(root: string, recorded: readonly Step[]): readonly Named[] {
  const named: Named[] = [];
  for (let at = 0; at < recorded.length; at += 1) {
    const step = recorded[at] as Step;
    if (step.is === 'call') throw calledPlace(root, recorded, at, step);
    const next = step.is === 'name' && !step.verbatim ? recorded[at + 1] : undefined;
    const call = next?.is === 'call' ? next : undefined;
    named.push({ step, call, at });
    if (call !== undefined) at += 1;
  }
  return named;
}

/** The error of a call that no name stands before: `hc.room(42)('hi')`. */
function calledPlace(root: string, recorded: readonly Step[], at: number, call: CallStep): unknown {
  const { text, spans: all } = writeChain(root, recorded);
  const spans = all.slice(at);
  const cause = new TypeError(`${text.slice(0, spans[0]?.[0])} is a place, not a function`);
  return atCall(new Misuse(cause, 0), { text, spans, sites: [call.site] });
}

/** A step as the planner reads it. @param args - What it was called with. */
export function toStep(
  { step, call }: Named,
  at: number,
  args: readonly unknown[] | undefined,
): Written {
  const { byHand } = step.is === 'name' ? step : {};
  // What reads asks again each time it is awaited.
  const isAsked = byHand !== undefined && isReading(byHand);
  return {
    name: step.is === 'name' ? step.name : step.index,
    verbatim: step.is === 'name' && step.verbatim,
    args,
    identity: isAsked ? {} : (call ?? step),
    at,
    ...(byHand && { byHand }),
  };
}

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
  const named = namedSteps(root, recorded);
  const sites = named.map(({ call }) => call?.site);
  const spans = named.map(({ call, at }): readonly [number, number] => {
    const [start, end] = each[at] ?? [0, 0];
    return [start, (call && each[at + 1]?.[1]) ?? end];
  });
  const steps = named.map((one, at) => {
    try {
      return toStep(one, at, one.call && argumentsOf(one.step, one.call, toArgument));
    } catch (error) {
      throw atCall(new Misuse(error, at), { text, spans, sites });
    }
  });
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
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, read(each)]));
}
