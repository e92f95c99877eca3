/**
 * Actions that were written and never awaited: they were never sent, which nobody can have meant.
 *
 * A call is named once no chain holds it any more, or when the process ends. It is known by its step: that one
 * object is in every chain that goes on from the call, whatever limits or knowledge that chain has been given.
 * Nothing here keeps a step alive, and no chain without a call comes by.
 */
import type { Place } from '../../plan/place/place.ts';
import { isSending } from '../../plan/program/program.ts';
import type { Rows } from '../../plan/program/rows.ts';
import { understand } from '../../plan/program/want.ts';
import { callersOf } from '../../proxy/site.ts';
import { type CallStep, type Step, writeChain } from '../../proxy/step.ts';
import type { LinkMap } from '../../types/linkMap.ts';
import { harmlessLine } from '../../values/harmless.ts';
import { actionsOf } from './secretsOf.ts';
import { namedSteps, toStep } from './written.ts';

/** An action that was written and never awaited, so that it was never sent. */
export interface UnsentEvent {
  /** The chain up to the action, as it was written: `hc.room(42).message('hi')`. */
  readonly chain: string;
  /** Where it was written: the stack of the call. */
  readonly stack: string;
  /** The file, line and column of it: `file:///bot.ts:3:15`. Absent where the run-time does not tell. */
  readonly at?: string;
}

/** A call that nobody awaited yet. It must not hold the step, or that would never be collected. */
interface Pending {
  readonly report: (event: UnsentEvent) => void;
  readonly root: string;
  readonly before: readonly Step[];
  readonly call: Omit<CallStep, 'is'>;
}

/** A call that a lambda wrote. */
export interface NotedCall {
  readonly call: CallStep;
  readonly before: readonly Step[];
  readonly start: Place;
  readonly root: string;
}

/** Of all clients, for the end of the process. */
const PENDING = new Set<Pending>();
const BY_CALL = new WeakMap<CallStep, Pending>();
let registry: FinalizationRegistry<Pending> | undefined;

export class Unsent {
  readonly #map: LinkMap;
  readonly #rows: () => Rows;
  readonly #names: ReadonlySet<string>;
  readonly #report: (event: UnsentEvent) => void;
  /** The calls of a lambda that runs, whose run may count for nothing. */
  #noted: NotedCall[] | undefined;

  /**
   * @param rows - How lambdas are read. None is run here.
   * @param report - Is told of each; by default, a line is written to the console.
   */
  constructor(map: LinkMap, rows: () => Rows, report: (event: UnsentEvent) => void = warn) {
    this.#map = map;
    this.#rows = rows;
    this.#names = new Set(['forEach', ...actionsOf(map).map(([name]) => name)]);
    this.#report = report;
  }

  /** Takes note of a call, if it is an action. */
  called(call: CallStep, before: readonly Step[], start: Place, root: string): void {
    const last = before.at(-1);
    // Most calls are lookups and options of links: their names alone say so.
    if (last?.is !== 'name' || last.verbatim) return;
    if (last.byHand === undefined && !this.#names.has(last.name)) return;
    if (this.#noted !== undefined) this.#noted.push({ call, before, start, root });
    else this.#watch({ call, before, start, root });
  }

  #watch({ call, before, start, root }: NotedCall): void {
    if (!this.#isAction(root, [...before, call], start)) return;
    const { is: _is, ...rest } = call;
    const pending = { report: this.#report, root, before, call: rest };
    BY_CALL.set(call, pending);
    PENDING.add(pending);
    registry ??= watch();
    registry.register(call, pending, call);
  }

  /** Somebody awaits these steps, or looks their plan over: no call in them was forgotten. */
  wanted(steps: readonly Step[]): void {
    for (const step of steps) {
      const pending = step.is === 'call' ? BY_CALL.get(step) : undefined;
      if (pending === undefined) continue;
      PENDING.delete(pending);
      registry?.unregister(step);
    }
  }

  /** Runs a lambda. The actions that it writes are put down in `noted`, and not missed before they are handed in. */
  noting<T>(noted: NotedCall[], run: () => T): T {
    const before = this.#noted;
    this.#noted = noted;
    try {
      return run();
    } finally {
      this.#noted = before;
    }
  }

  /** A lambda's run counts. What it wrote and did not give is forgotten, unless somebody awaits it still. */
  handIn(noted: readonly NotedCall[], given: ReadonlySet<CallStep>): void {
    // What a lambda within a lambda gave, the one around it has yet to give.
    if (this.#noted !== undefined) this.#noted.push(...noted);
    else {
      for (const each of noted) {
        if (given.has(each.call)) continue;
        // Until a stack is read it holds who ran the lambdas, and so what they gave: the call would never be collected.
        void each.call.site.stack;
        this.#watch(each);
      }
    }
  }

  #isAction(root: string, steps: readonly Step[], start: Place): boolean {
    const rows: Rows = { ...this.#rows(), reads: undefined, record: () => undefined };
    try {
      const written = namedSteps(root, steps).map((one, at) => toStep(one, at, one.call?.args));
      const last = understand(start, written, this.#map, rows).at(-1);
      return last !== undefined && isSending(last);
    } catch {
      // What is misused is told when it is awaited.
      return false;
    }
  }
}

function watch(): FinalizationRegistry<Pending> {
  // Browsers have no process, and nothing to say when a page is left.
  globalThis.process?.once?.('exit', () => {
    for (const pending of PENDING) tell(pending);
  });
  return new FinalizationRegistry(tell);
}

function tell(pending: Pending): void {
  PENDING.delete(pending);
  const { report, root, before, call } = pending;
  const frames = callersOf(call.site);
  const [, at] = /([^\s(@]+:\d+:\d+)\)?$/.exec(frames[0] ?? '') ?? [];
  report({
    chain: writeChain(root, [...before, { is: 'call', ...call }]).text,
    stack: frames.join('\n'),
    ...(at !== undefined && { at }),
  });
}

function warn({ chain, at }: UnsentEvent): void {
  const where = at === undefined ? '' : ` (${at})`;
  console.warn(harmlessLine(`hypchat: ${chain} was never awaited, so it was never sent${where}`));
}
