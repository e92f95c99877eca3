/**
 * `hypchat explore`: a page on the loopback address, in which walks are written, planned, sent and looked at.
 *
 * The walk runs here. The page is given what came of it, and never the token of the API.
 */
import process from 'node:process';
import type { CompletionAnswer, RunAsk, SessionMessage } from '../../explorer/messages.ts';
import { Seen } from '../console/Seen.ts';
import { type ExitCode, exitCodes } from '../exitCodes.ts';
import { guardConsole } from '../guardConsole.ts';
import { colorsOf, say, sayFailure, writeLine } from '../Out.ts';
import { openSession } from '../openSession.ts';
import type { Given } from '../options.ts';
import { createStepwise, Planner } from './planners.ts';
import { planText } from './planText.ts';
import { type Clients, Runs } from './Runs.ts';
import { BadRequest, type ExplorerApi, serveExplorer } from './serveExplorer.ts';

/**
 * How far away the embedded server seems to be, in milliseconds. In the same process nothing takes its time, and a walk
 * would look as long as any other.
 */
const DEMO_LATENCY_MS = 60;
const FIRST_TEXT = 'rooms.items[0].owner.name';

/** Runs the explorer until it is interrupted. */
export async function startExplorer(
  given: Given,
  version: string,
  warn: (text: string) => void,
): Promise<ExitCode> {
  const seen = new Seen();
  let runs: Runs | undefined;
  const session = await openSession(given, {
    warn,
    latencyMs: DEMO_LATENCY_MS,
    answered: (response) => void seen.read(response),
    unsent: (chain) => warn(`${chain} was written and never awaited, so it was not sent`),
    on: {
      request: (event) => runs?.listener.request(event),
      response: (event) => runs?.listener.response(event),
      wait: (event) => runs?.listener.wait(event),
    },
  });
  const { endpoint } = session;
  const planners = { walk: Planner.ofWalk(endpoint), steps: Planner.ofSteps(endpoint) };
  const started = new Runs({ endpoint, budget: given.budget, planner: planners.walk });
  runs = started;
  started.define(session.hc);
  const steps = session.also((token, options) => createStepwise({ ...options, endpoint, token }));
  guardConsole();
  // What an expression starts and leaves alone fails apart from it, and ends nothing else.
  process.on('uncaughtException', sayFailure);
  const about: SessionMessage = {
    version,
    endpoint,
    ...(given.demo && { demo: { latencyMs: DEMO_LATENCY_MS } }),
    text: given.expression ?? FIRST_TEXT,
    ...(given.budget !== undefined && { budget: given.budget }),
  };
  const clients = { walk: session.hc, steps };
  const toJson = session.also((token) => writerWithout(token));
  // Whoever has read the address may end it at once.
  const interrupts = new Interrupts();
  const api = apiOf({ about, runs: started, clients, planners, seen, toJson, interrupts });
  const served = await serveExplorer(api, given.port);
  const dim = colorsOf(process.stderr).dim;
  say(`hypchat ${version}, ${given.demo ? `sample data on ${endpoint}` : endpoint}`);
  say('Open this address in a browser. Whoever has it runs code as you. Ctrl-C ends it.', dim);
  await writeLine(served.url);
  await interrupts.first;
  await served.close();
  await session.close();
  return exitCodes.done;
}

interface ApiParts {
  readonly about: SessionMessage;
  readonly runs: Runs;
  readonly clients: Clients;
  readonly planners: Parameters<typeof planText>[2];
  readonly seen: Seen;
  readonly toJson: ExplorerApi['toJson'];
  readonly interrupts: Interrupts;
}

function apiOf(parts: ApiParts): ExplorerApi {
  const { about, runs, clients, planners, seen, toJson, interrupts } = parts;
  return {
    toJson,
    get isRunning() {
      return runs.isRunning;
    },
    async answer(name, asked) {
      switch (name) {
        case 'session':
          return about;
        case 'plan':
          return planText(textIn(asked), new Set(Object.keys(runs.names)), planners);
        case 'complete': {
          // The parser of what is not finished is loaded with the first.
          const { suggest } = await import('../console/suggest.ts');
          const none: CompletionAnswer = { candidates: [], partial: '' };
          const text = textIn(asked);
          return suggest(text, { names: runs.names, seen }) ?? startsIn(text, runs) ?? none;
        }
        case 'help': {
          const { helpOn } = await import('../console/helpOn.ts');
          return { text: helpOn(textIn(asked), runs.names) ?? '' };
        }
        default:
          return undefined;
      }
    },
    async run(asked, tools) {
      const ask = runAskIn(asked);
      interrupts.leave();
      await runs.run(ask, clients, tools).finally(() => interrupts.heed());
    },
  };
}

/**
 * Writes JSON without the token. No answer of the library's holds it, but an expression is code, and may read it from
 * where the command did, or ask the server about it.
 */
function writerWithout(token: string): ExplorerApi['toJson'] {
  const forms = [token, encodeURIComponent(token)];
  const hide = (text: string): string =>
    forms.reduce((rest, each) => rest.replaceAll(each, '…'), text);
  return (told) =>
    JSON.stringify(told, (_key, value: unknown) =>
      typeof value === 'string' ? hide(value) : value,
    );
}

/** The names that a text can start with, where its end is the beginning of one. */
function startsIn(text: string, { names }: Runs): CompletionAnswer | undefined {
  const partial = /(?:^|[^.\w$'"`])([A-Za-z_$][\w$]*)$/.exec(text)?.[1];
  if (partial === undefined) return undefined;
  return { candidates: Object.keys(names).filter((name) => name.startsWith(partial)), partial };
}

function textIn(asked: unknown): string {
  const text = typeof asked === 'object' && asked !== null ? Reflect.get(asked, 'text') : undefined;
  if (typeof text !== 'string') throw new BadRequest('`text` has to be a text');
  return text;
}

function runAskIn(asked: unknown): RunAsk {
  const flag = (name: string): boolean => Reflect.get(Object(asked), name) === true;
  return { text: textIn(asked), mayAct: flag('mayAct'), isCompared: flag('isCompared') };
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * What ends the command from outside. While a text runs, it is left to the system, which ends the process at once: a text
 * that never ends lets nothing else run, and so nobody would hear of it.
 */
class Interrupts {
  readonly first: Promise<void>;
  readonly #heard: () => void;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.first = promise;
    this.#heard = resolve;
    this.heed();
  }

  heed(): void {
    for (const signal of SIGNALS) process.once(signal, this.#heard);
  }

  leave(): void {
    for (const signal of SIGNALS) process.off(signal, this.#heard);
  }
}
