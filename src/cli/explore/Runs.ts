/**
 * Runs a text, and tells of it while it goes on: first as the library walks it, then, where that is asked for, the same
 * step by step. One run at a time: what the clients tell belongs to the one that is on its way.
 */
import type { Lane, RunAsk, RunLine } from '../../explorer/messages.ts';
import { type Chain, type HypChat, isChain, type PlannedRequest, trace } from '../../index.ts';
import { awaitValue, limited } from '../awaitValue.ts';
import { Evaluation, OverBudget } from '../Evaluation.ts';
import { evaluate } from '../evaluate.ts';
import { defineGlobals, namesOf } from '../openSession.ts';
import { failureOf } from './failureOf.ts';
import { type Plannable, readPlannable } from './plannable.ts';
import { actionsOf, Planner } from './planners.ts';
import { ReadingOnly } from './ReadingOnly.ts';
import { Timeline } from './Timeline.ts';
import { treeOf } from './treeOf.ts';

/** The clients that a text is run by. */
export type Clients = Readonly<Record<Lane, HypChat>>;

/** What holds for every run. */
export interface RunSettings {
  readonly endpoint: string;
  /** The greatest number of requests of each walk. */
  readonly budget: number | undefined;
  /** Plans without sending. */
  readonly planner: Planner;
}

/** How a run tells, and how it is ended. */
export interface RunTools {
  readonly signal: AbortSignal;
  tell(line: RunLine): void;
}

export class Runs {
  readonly #settings: RunSettings;
  #timeline: Timeline | undefined;
  #isRunning = false;
  /** What texts find, by the client of the last run. */
  names: Readonly<Record<string, unknown>> = {};

  constructor(settings: RunSettings) {
    this.#settings = settings;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** What the clients tell: it belongs to the lane that is on its way. */
  readonly listener: Timeline['listener'] = {
    request: (event) => this.#timeline?.listener.request(event),
    response: (event) => this.#timeline?.listener.response(event),
    wait: (event) => this.#timeline?.listener.wait(event),
  };

  /** Makes the names of a client global, for texts and for what is completed. */
  define(hc: HypChat): void {
    this.names = namesOf(hc, this.#settings.endpoint);
    defineGlobals(this.names);
  }

  /** Runs a text to its end. Never rejects for what the text does. */
  async run(
    { text, mayAct, isCompared }: RunAsk,
    clients: Clients,
    tools: RunTools,
  ): Promise<void> {
    this.#isRunning = true;
    try {
      const read = readPlannable(text, new Set(Object.keys(this.names)));
      const plannable = read?.is === 'plannable' ? read : undefined;
      const [action] = plannable ? this.#actions(plannable) : [];
      if (action !== undefined && !mayAct) {
        return tools.tell({ is: 'refused', method: action.method, url: action.url });
      }
      const isDone = await this.#walk(text, plannable, { mayAct, hc: clients.walk }, tools);
      if (!isCompared || !isDone) return;
      const why =
        plannable === undefined
          ? 'It is a program, and is run once.'
          : action !== undefined
            ? 'An action is sent once.'
            : undefined;
      if (why !== undefined) tools.tell({ is: 'uncompared', why });
      else if (plannable !== undefined) await this.#steps(plannable, clients.steps, tools);
    } finally {
      this.#timeline = undefined;
      this.#isRunning = false;
    }
  }

  #actions(plannable: Plannable): ReturnType<typeof actionsOf> {
    try {
      return actionsOf(this.#settings.planner.plans(plannable));
    } catch {
      // What is wrong with it is said by the run.
      return [];
    }
  }

  /** @returns Whether it gave a value. */
  async #walk(
    text: string,
    plannable: Plannable | undefined,
    { mayAct, hc }: { readonly mayAct: boolean; readonly hc: HypChat },
    { tell, signal }: RunTools,
  ): Promise<boolean> {
    const { budget } = this.#settings;
    const evaluation = mayAct ? new Evaluation(budget) : new ReadingOnly(budget);
    const timeline = this.#begin('walk', tell);
    const send = (chain: unknown): Promise<unknown> => traced(chain, evaluation, timeline);
    const stop = (): void => evaluation.abort();
    signal.addEventListener('abort', stop);
    try {
      this.define(limited(hc, evaluation, { budget }));
      const work = evaluation.run(async () => {
        const { chain } = await evaluate(text, (statement) => send(statement.chain));
        return send(chain);
      });
      // What a text does by itself goes on when it is stopped, but sends nothing any more.
      const value = await Promise.race([work, stopped(evaluation)]);
      timeline.end(evaluation.count);
      tell({ is: 'value', tree: treeOf(value, plannable ? text.trim() : 'value') });
      return true;
    } catch (error) {
      if (plannable !== undefined) timeline.explainPlanned(this.#planned(plannable));
      timeline.end(evaluation.count);
      const refused = evaluation instanceof ReadingOnly ? evaluation.refused : undefined;
      if (refused !== undefined) tell({ is: 'refused', ...refused });
      else tell({ is: 'failed', lane: 'walk', ...failureOf(error, text) });
      return false;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  /** Of what failed, nobody says any more why it was sent but the plan. */
  #planned(plannable: Plannable): readonly PlannedRequest[] {
    try {
      return this.#settings.planner.plans(plannable).flatMap(({ requests }) => requests);
    } catch {
      return [];
    }
  }

  async #steps(plannable: Plannable, hc: HypChat, { tell, signal }: RunTools): Promise<void> {
    const evaluation = new ReadingOnly(this.#settings.budget);
    const timeline = this.#begin('steps', tell);
    const stop = (): void => evaluation.abort();
    signal.addEventListener('abort', stop);
    try {
      const names = namesOf(limited(hc, evaluation), this.#settings.endpoint);
      await evaluation.run(async () => {
        for (const chain of new Planner(names).values(plannable)) {
          await traced(chain, evaluation, timeline);
        }
      });
    } catch (error) {
      tell({ is: 'failed', lane: 'steps', ...failureOf(error, plannable.text) });
    } finally {
      timeline.end(evaluation.count);
      signal.removeEventListener('abort', stop);
    }
  }

  #begin(lane: Lane, tell: RunTools['tell']): Timeline {
    const timeline = new Timeline(lane, tell);
    this.#timeline = timeline;
    return timeline;
  }
}

/** Rejects once an evaluation is stopped. What is over its budget fails by itself, and says more. */
function stopped({ signal }: Evaluation): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => {
      if (!(signal.reason instanceof OverBudget)) reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Awaits a value; where it is a chain, says why its requests were sent. */
async function traced(
  value: unknown,
  evaluation: Evaluation,
  timeline: Timeline,
): Promise<unknown> {
  if (!isChain(value)) return awaitValue(value, evaluation);
  const { value: given, requests } = await trace(limited(value, evaluation) as Chain<unknown>);
  timeline.explain(requests);
  return given;
}
