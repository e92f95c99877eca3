/**
 * The clients that only plan: one as the library is, and one to which every server is a server that expands nothing.
 *
 * Neither has a token, and the `fetch` of both refuses: whatever a text does, planning it sends nothing.
 */
import vm from 'node:vm';
import {
  at,
  connect,
  explain,
  HypChat,
  type HypChatOptions,
  hipchat,
  hipchatMap,
  isChain,
  type Plan,
  request,
  wrap,
} from '../../index.ts';
import { namesOf } from '../openSession.ts';
import { inTime } from './inTime.ts';
import { type Plannable, valueStatements } from './plannable.ts';

/** How a client of the explorer sends. */
export interface Sending {
  readonly endpoint: string;
  readonly token?: string;
  readonly fetch?: typeof fetch | undefined;
  readonly on?: HypChatOptions['on'];
}

/** Sends nothing. */
const refuse: typeof fetch = () => Promise.reject(new Error('a plan sends nothing'));
const PLANNING = { fetch: refuse, on: { unsent: () => {} } };

/**
 * A client that walks step by step: one that asks for no expansion, so that each thing that an answer names is fetched
 * at its own address. In all else it is the library, and asks nothing twice: whoever writes the loop by hand sends no less.
 */
export function createStepwise({ endpoint, ...sending }: Sending): HypChat {
  const { limits } = hipchat;
  const dialect = { ...hipchat, limits: { ...limits, expandDepth: 0, expandPaths: 0 } };
  const options = { ...sending, endpoint: `${endpoint.replace(/\/+(?:v2\/*)?$/, '')}/v2` };
  return connect<HypChat>(dialect, hipchatMap, options, { at, request, wrap });
}

/** Evaluates texts that can be planned, by names of a client of its own. */
export class Planner {
  readonly #names: Readonly<Record<string, unknown>>;

  /** @param names - What the text finds, of one client. */
  constructor(names: Readonly<Record<string, unknown>>) {
    this.#names = names;
  }

  /** One that plans as the library walks. */
  static ofWalk(endpoint: string): Planner {
    return new Planner(namesOf(new HypChat('none', { endpoint, ...PLANNING }), endpoint));
  }

  /** One that plans the same step by step. */
  static ofSteps(endpoint: string): Planner {
    return new Planner(namesOf(createStepwise({ endpoint, ...PLANNING }), endpoint));
  }

  /** The values of the text's statements. Chains come as they are, unsent, in an array that nobody awaits. */
  values({ text, program }: Plannable): readonly unknown[] {
    let code = text;
    // From the back, so that the places of those before stay what they are.
    for (const { statement, value } of [...valueStatements(program)].reverse()) {
      const pushed = `;${VALUES}.push((${text.slice(value.start, value.end)}\n));`;
      code = `${code.slice(0, statement.start)}${pushed}${code.slice(statement.end)}`;
    }
    const values: unknown[] = [];
    const names = Object.keys(this.#names);
    const run: unknown = vm.compileFunction(`'use strict';${code}`, [VALUES, ...names], {
      filename: 'expression',
    });
    (run as (...given: readonly unknown[]) => void)(values, ...Object.values(this.#names));
    return values;
  }

  /**
   * The plans of the text's chains.
   *
   * @throws {TooLong} For what does not end, as a pattern that backtracks.
   * @throws What a chain says of a step that cannot be.
   */
  plans(plannable: Plannable): readonly Plan[] {
    return inTime(LONGEST_MS, () =>
      this.values(plannable)
        .filter((value) => isChain(value))
        .map((chain) => explain(chain)),
    );
  }
}

/** A text is planned anew with each key that is typed. */
const LONGEST_MS = 500;

/** The parameter that takes the values. `readPlannable` knows no such name, so that no text reads it. */
const VALUES = 'ǂvalues';

/** What plans would change. */
export function actionsOf(plans: readonly Plan[]): readonly Plan['requests'][number][] {
  return plans.flatMap(({ requests }) => requests.filter(({ method }) => method !== 'GET'));
}
