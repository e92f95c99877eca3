/**
 * What the page and the command say to each other. The page asks by `POST /api/…` with JSON; a run answers with
 * lines of JSON while it goes on, everything else with one document.
 *
 * There is no token in any of it, and no value that could not be looked at: chains are told by what they would cost.
 */

import type { Bill, Plan, PlannedRequest } from '../walk/tell/planned.ts';

/** Characters `[start, end)` of the text in the editor. */
export type Mark = readonly [start: number, end: number];

/** What the page is told when it opens. */
export interface SessionMessage {
  readonly version: string;
  readonly endpoint: string;
  /** Set where the server is the embedded one, with sample data. It holds each answer back, as a network would. */
  readonly demo?: { readonly latencyMs: number };
  /** What stands in the editor at first. */
  readonly text: string;
  readonly budget?: number;
}

/** A plan, as `explain` gives it. */
export type PlanMessage = Omit<Plan, 'toString'>;

/** Something is wrong with the text, or with what it asked for. */
export interface Mistake {
  /** For a person, several lines: the chain with a mark under the step is among them. */
  readonly text: string;
  /** Where it is in the editor, if it can be told. */
  readonly mark?: Mark;
}

/** What a text would send. */
export type PlanAnswer =
  | {
      readonly is: 'planned';
      /** One for each chain of the text, in their order. */
      readonly plans: readonly PlanMessage[];
      /** The same chains by a client that expands nothing: a request for every hop. */
      readonly steps: readonly PlanMessage[];
      /** What of it changes something. */
      readonly actions: readonly PlannedRequest[];
    }
  /** It is a program, which would have to be run to be planned. */
  | { readonly is: 'unplanned'; readonly why: string }
  | { readonly is: 'empty' }
  | ({ readonly is: 'mistaken'; readonly isUnfinished: boolean } & Mistake);

/** What can stand where the cursor is. */
export interface CompletionAnswer {
  readonly candidates: readonly string[];
  /** What was typed of them. */
  readonly partial: string;
}

/** Which of the two walks: as one plan, or step by step. */
export type Lane = 'walk' | 'steps';

/** What a run is asked for. */
export interface RunAsk {
  readonly text: string;
  /** Whether actions may be sent. Without it, a request that changes something is refused before it is sent. */
  readonly mayAct: boolean;
  /** Whether the same is then also walked step by step, for which its readings are sent once more. */
  readonly isCompared: boolean;
}

/** One line of what a run tells. Times are in milliseconds since its lane began. */
export type RunLine =
  | {
      readonly is: 'request';
      readonly lane: Lane;
      readonly id: number;
      readonly method: string;
      readonly url: string;
      readonly at: number;
      readonly round?: number;
    }
  | {
      readonly is: 'response';
      readonly lane: Lane;
      readonly id: number;
      readonly status?: number;
      readonly failure?: string;
      /** Of the answer's body. */
      readonly bytes?: number;
      readonly at: number;
    }
  | {
      readonly is: 'wait';
      readonly lane: Lane;
      readonly at: number;
      readonly ms: number;
      readonly why: string;
    }
  | { readonly is: 'reason'; readonly lane: Lane; readonly id: number; readonly reason: string }
  /** A lane is done. */
  | {
      readonly is: 'ended';
      readonly lane: Lane;
      readonly ms: number;
      readonly requests: number;
      /** How many round trips one after another. */
      readonly rounds: number;
      /** Of all answers. */
      readonly bytes: number;
    }
  | { readonly is: 'value'; readonly tree: TreeNode }
  | ({
      readonly is: 'failed';
      readonly lane: Lane;
      readonly request?: { readonly method: string; readonly url: string };
      readonly status?: number;
    } & Mistake)
  /** Something would have been changed, and that was not allowed: it was not sent. */
  | { readonly is: 'refused'; readonly method: string; readonly url: string }
  /** Why there is no second lane. */
  | { readonly is: 'uncompared'; readonly why: string };

/** A part of what a run gave. */
export interface TreeNode {
  readonly name: string;
  /**
   * `value` is in hand. `chain` is a walk that awaiting it would send. `absent` is what its representation should hold,
   * and the server left out. `call` has to be called first. `more` stands for what is not shown.
   */
  readonly is: 'value' | 'chain' | 'absent' | 'call' | 'more';
  /** In short: `"Ops"`, `Room`, `12 items`. */
  readonly shown: string;
  /** What awaiting it would cost. */
  readonly cost?: Bill;
  /** The requests that it would cost, a line each; or why nobody can tell. */
  readonly detail?: string;
  readonly children?: readonly TreeNode[];
}
