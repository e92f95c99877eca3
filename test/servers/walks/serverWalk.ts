/**
 * A walk of a server that nobody here wrote, in three hands: the chain, the plain program that follows it step by step, and the
 * program of somebody who knows the server and asks as little as can be.
 *
 * All three have to give the same, and are counted by the proxy. So the least is not claimed, but done.
 */
import type { RunningServer } from '../startServer.ts';

/** Asks for a path below the server's origin, or for an address that it gave. */
export type Get = <T>(address: string) => Promise<T>;

export interface ServerWalk<Root> {
  /** The chain. It is shown by its own source. */
  readonly run: (root: Root) => unknown;
  /** As one writes it who follows the documents, with a request for every hop. */
  readonly plain: (get: Get) => Promise<unknown>;
  /** With as few requests as can be, by somebody who knows the server. */
  readonly hand: (get: Get) => Promise<unknown>;
  /** Why it costs more here, where it does. */
  readonly because?: string;
}

/** A server with its walks. */
export interface Suite<Root> {
  /** What people call it: `jsonapi-server (JSON:API)`. */
  readonly name: string;
  /** The package that has to be installed. */
  readonly needs: string;
  start(): Promise<RunningServer>;
  /** A client of its own, which knows nothing yet. */
  open(server: RunningServer): Root;
  /** The headers of whoever asks by hand. */
  headers(server: RunningServer): Readonly<Record<string, string>>;
  /** An address that the server gave, as it is reached through the proxy. */
  reach(address: string, server: RunningServer): string;
  readonly walks: readonly ServerWalk<Root>[];
}

/** What a walk costs in each hand. */
export interface WalkCosts {
  readonly text: string;
  /** With a request for every hop. */
  readonly plain: number;
  /** The same, where each address is asked for once. */
  readonly once: number;
  readonly here: number;
  readonly hand: number;
}

/** What a walk gives in each hand, and costs. */
export async function measureWalk<Root>(
  walk: ServerWalk<Root>,
  suite: Suite<Root>,
  server: RunningServer,
): Promise<{ readonly costs: WalkCosts; readonly gave: Readonly<Record<string, unknown>> }> {
  const count = async (run: () => unknown): Promise<[given: unknown, requests: number]> => {
    server.forget();
    const given: unknown = await run();
    return [toJson(given), server.requests.length];
  };
  const get: Get = async <T>(address: string): Promise<T> => {
    const answer = await fetch(suite.reach(address, server), { headers: suite.headers(server) });
    return (answer.status === 204 ? null : await answer.json()) as T;
  };
  const once = (): Get => {
    const known = new Map<string, Promise<unknown>>();
    return <T>(address: string): Promise<T> => {
      const before = known.get(address) ?? get(address);
      known.set(address, before);
      return before as Promise<T>;
    };
  };
  const [here, ofHere] = await count(() => walk.run(suite.open(server)));
  const [plain, ofPlain] = await count(() => walk.plain(get));
  const [again, ofOnce] = await count(() => walk.plain(once()));
  const [hand, ofHand] = await count(() => walk.hand(get));
  const costs = { plain: ofPlain, once: ofOnce, here: ofHere, hand: ofHand };
  return { costs: { text: textOf(walk), ...costs }, gave: { here, plain, again, hand } };
}

/** A walk as it is written: `books.map((book) => book.title)`. */
export function textOf({ run }: Pick<ServerWalk<never>, 'run'>): string {
  const [, body = ''] = String(run).split(/=>(.*)/s);
  return body
    .replace(/\s+/g, ' ')
    .replace(/([([{]) /g, '$1')
    .replace(/,? ([)\]}])/g, '$1')
    .replace(/ \./g, '.')
    .trim();
}

function toJson(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
