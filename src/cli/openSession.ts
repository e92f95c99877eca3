/**
 * What an expression finds: the client under its names, made from the configuration or on the embedded server.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Temporal } from 'temporal-polyfill';
import {
  box,
  explain,
  field,
  fresh,
  type HttpEvents,
  HypChat,
  type HypChatOptions,
  hipchatMap,
  href,
  isChain,
  leadsTo,
  type ProgressEvent,
  parent,
  trace,
  type UnsentEvent,
  within,
} from '../index.ts';
import { isAborted, metered, meteredFetch } from './Evaluation.ts';
import type { Given } from './options.ts';
import { readConfig } from './readConfig.ts';
import { UsageError } from './UsageError.ts';
import { teachTemporal } from './valueText.ts';

/** A client, and how to leave it. */
export interface Session {
  readonly hc: HypChat;
  /** The server's address, without `/v2`. */
  readonly endpoint: string;
  /** Makes another client of the same server, with the same token. */
  also<Client>(create: (token: string, options: HypChatOptions) => Client): Client;
  close(): Promise<void>;
}

/** What a session is told beside the options. */
export interface SessionTools {
  /** Is told what somebody should know who set this up. */
  warn(text: string): void;
  /** How long the embedded server holds each answer back, in milliseconds; default 0. */
  readonly latencyMs?: number;
  /** Is given a copy of each answer. */
  answered?(response: Response): void;
  /** What else the client is to tell, and whom. */
  readonly on?: HttpEvents;
  /** Is told how far a `forEach` is: `3 of 12: (room 42).message('hi')`. */
  progress?(text: string): void;
  /** Is told of each action that was written and never awaited; by default, a line is written to the console. */
  unsent?(chain: string): void;
}

const REASONS = {
  spent: 'for the rate limit',
  refused: 'for the rate limit, which refused a request',
  failed: 'to send again what failed',
} as const;

/** As many seconds at least; less than a second to its tenths. */
const secondsOf = (ms: number): number =>
  ms < 1000 ? Math.ceil(ms / 100) / 10 : Math.ceil(ms / 1000);

const DEFAULT_ENDPOINT = 'https://api.hipchat.com';

/** Opens what the options ask for. @throws {UsageError} When the configuration does not say how. */
export async function openSession(given: Given, tools: SessionTools): Promise<Session> {
  const { progress, unsent } = tools;
  const options: HypChatOptions = {
    fetch: meteredFetch(tools.answered),
    ...(!given.waits && { longestWaitMs: 0 }),
    on: {
      ...tools.on,
      request(event) {
        metered.request(event);
        tools.on?.request?.(event);
      },
      response(event) {
        metered.response(event);
        tools.on?.response?.(event);
      },
      wait(event) {
        tools.on?.wait?.(event);
        const { ms, reason } = event;
        // What was given up waits for nothing that anybody wants to hear of.
        if (isAborted()) return;
        tools.warn(`waiting ${secondsOf(ms)} s ${REASONS[reason]}`);
      },
      ...(progress && {
        progress(event: ProgressEvent) {
          tools.on?.progress?.(event);
          const { done, of, action, error } = event;
          if (!isAborted())
            progress(`${done} of ${of}: ${action}${error === undefined ? '' : ' failed'}`);
        },
      }),
      ...(unsent && { unsent: ({ chain }: UnsentEvent) => unsent(chain) }),
    },
  };
  if (given.demo) {
    const { startDemo } = await import('./startDemo.ts');
    const { token, url, close } = await startDemo(tools.latencyMs);
    return opened(token, { ...options, endpoint: url }, close);
  }
  const { tokenFile, endpoint } = given;
  const files = [join(homedir(), '.hypchat'), '/etc/hypchat'];
  // A plan sends nothing, so that any token will do.
  const isNone = (process.env.HIPCHAT_TOKEN ?? '').trim() === '';
  const spare = given.explain && isNone ? { HIPCHAT_TOKEN: 'none' } : {};
  const places = { tokenFile, endpoint, files, environment: { ...process.env, ...spare } };
  const config = readConfig(places, tools.warn);
  const at = config.endpoint ?? DEFAULT_ENDPOINT;
  try {
    return opened(config.token, { ...options, endpoint: at }, async () => {});
  } catch (error) {
    // All else is our own doing: what can be wrong is what was configured.
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  }
}

function opened(
  token: string,
  options: HypChatOptions & { readonly endpoint: string },
  close: Session['close'],
): Session {
  const { endpoint } = options;
  const hc = new HypChat(token, options);
  return { hc, endpoint, close, also: (create) => create(token, options) };
}

/**
 * The names that an expression finds besides JavaScript's own: the client, all that starts from it, and the
 * library's functions.
 */
export function namesOf(hc: HypChat, endpoint: string): Readonly<Record<string, unknown>> {
  const root = hipchatMap.kinds[hipchatMap.root];
  const starts = Object.keys(root?.members ?? {}).map((name) => [name, Reflect.get(hc, name)]);
  return {
    ...Object.fromEntries(starts),
    ...{ hc, hipchat: hc, endpoint, Temporal },
    at: (...given: unknown[]) => Reflect.apply(hc.at, hc, given),
    request: (...given: unknown[]) => Reflect.apply(hc.request, hc, given),
    wrap: (...given: unknown[]) => Reflect.apply(hc.wrap, hc, given),
    ...{ box, explain, field, fresh, href, isChain, leadsTo, parent, trace, within },
  };
}

/** Makes names global: that is where Node's `repl` and `vm` look for them. */
export function defineGlobals(names: Readonly<Record<string, unknown>>): void {
  teachTemporal();
  for (const [name, value] of Object.entries(names)) {
    Object.defineProperty(globalThis, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
}
