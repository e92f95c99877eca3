/**
 * The embedded server without a port: requests are handed over in the process, so that its clock can be stopped.
 */
import { onTestFinished } from 'vitest';
import {
  createServer,
  type HypchatServer,
  type RequestLine,
  type ServerOptions,
} from '../../server/src/index.ts';
import { HypChat, type HypChatOptions, type WaitEvent } from '../../src/index.ts';

export interface Embedded {
  readonly hc: HypChat;
  /** What was answered: `429 POST /v2/room/Ops/message`. */
  readonly answered: string[];
  readonly waits: WaitEvent[];
  readonly server: HypchatServer;
}

/** A server of its own for one test. */
export function embedded(options: ServerOptions, client: HypChatOptions = {}): Embedded {
  const answered: string[] = [];
  const waits: WaitEvent[] = [];
  const server = createServer({
    sample: true,
    now: () => Date.now(),
    onRequest: ({ status, method, path }: RequestLine) => {
      answered.push(`${status} ${method} ${path}`);
    },
    ...options,
  });
  onTestFinished(() => server.close());
  const hc = new HypChat(server.mintToken(), {
    endpoint: 'http://localhost',
    fetch: async (input, init) => server.fetch(new Request(input, init)),
    on: { wait: (event) => waits.push(event) },
    ...client,
  });
  return { hc, answered, waits, server };
}
