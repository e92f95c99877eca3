/**
 * A walk of a server that nobody here wrote, in three hands: the chain, the plain program that follows it step by step, and the
 * program of somebody who knows the server and asks as little as can be.
 *
 * All three have to give the same, and are counted by the proxy. So the least is not claimed, but done.
 */
import type { RunningServer } from '../startServer.ts';

/**
 * Asks for a path below the server's origin, or for an address that it gave. It may send something as well.
 *
 * @throws {Refused} With the status, where the server refuses.
 */
export type Get = <T>(address: string, sent?: Sending) => Promise<T>;

/** What is sent, where something is. */
export interface Sending {
  readonly method: string;
  /** Written as JSON. */
  readonly body?: object;
}

/** What a server refused. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the server answered ${status}`);
    this.status = status;
  }
}

export interface ServerWalk<Root> {
  /** The chain. It is shown by its own source. */
  readonly run: (root: Root) => unknown;
  /** As one writes it who follows the documents, with a request for every hop. */
  readonly plain: (get: Get) => Promise<unknown>;
  /** With as few requests as can be, by somebody who knows the server. */
  readonly hand: (get: Get) => Promise<unknown>;
  /** Why it costs more here, where it does. */
  readonly because?: string;
  /** What is made ready on the server for each hand anew, such as a recording that answers it. */
  readonly scenario?: string;
  /** How large pages are to be, where the server would give all on one. */
  readonly pageSize?: number;
}

/** A server with its walks. */
export interface Suite<Root> {
  /** What people call it: `jsonapi-server (JSON:API)`. */
  readonly name: string;
  /** The package that has to be installed. */
  readonly needs: string;
  start(): Promise<RunningServer>;
  /** Makes the server ready for a walk, and gives the origin, or the address below which the API is for that. */
  prepare?(server: RunningServer, scenario: string | undefined): Promise<string>;
  /** A client of its own, which knows nothing yet. */
  open(server: RunningServer, walk?: Pick<ServerWalk<Root>, 'pageSize'>): Root;
  /** The same, of one that asks for no more than the fields that are read, where the server can choose them. */
  openSelecting?(server: RunningServer): Root;
  /** The headers of whoever asks by hand. */
  headers(server: RunningServer): Readonly<Record<string, string>>;
  /** How it takes what is sent; default `application/json`. */
  readonly writes?: string;
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
  /** Counts what is asked of the server, made ready anew. */
  const count = async (
    run: (ready: RunningServer) => unknown,
  ): Promise<[given: unknown, requests: number]> => {
    const origin = (await suite.prepare?.(server, walk.scenario)) ?? server.origin;
    server.forget();
    const given = await outcome(() => run({ ...server, origin }));
    return [given, server.requests.length];
  };
  const getFrom =
    (ready: RunningServer): Get =>
    async <T>(address: string, { method, body }: Sending = { method: 'GET' }): Promise<T> => {
      const type = body === undefined ? {} : { 'content-type': suite.writes ?? 'application/json' };
      const answer = await fetch(suite.reach(address, ready), {
        method,
        headers: { ...suite.headers(ready), ...type },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Refused(answer.status);
      const text = await answer.text();
      return (text === '' ? null : JSON.parse(text)) as T;
    };
  const once = (ready: RunningServer): Get => {
    const get = getFrom(ready);
    const known = new Map<string, Promise<unknown>>();
    return <T>(address: string, sent?: Sending): Promise<T> => {
      if (sent !== undefined) return get<T>(address, sent);
      const before = known.get(address) ?? get(address);
      known.set(address, before);
      return before as Promise<T>;
    };
  };
  const [here, ofHere] = await count((ready) => walk.run(suite.open(ready, walk)));
  const [plain, ofPlain] = await count((ready) => walk.plain(getFrom(ready)));
  const [again, ofOnce] = await count((ready) => walk.plain(once(ready)));
  const [hand, ofHand] = await count((ready) => walk.hand(getFrom(ready)));
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

/** What it gives; where it is refused, by which status. */
async function outcome(run: () => unknown): Promise<unknown> {
  try {
    return toJson(await run());
  } catch (error) {
    if (error instanceof Error && 'status' in error) return { refused: error.status };
    throw error;
  }
}

function toJson(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
