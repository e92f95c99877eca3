/** The embedded server with its sample data, for `--demo`. */
import { UsageError } from './UsageError.ts';

/** A server in this process. */
export interface Demo {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

/**
 * Starts the server.
 *
 * @param latencyMs - How long each answer is held back, as it would be on its way through a network.
 * @throws {UsageError} When its package is not installed.
 */
export async function startDemo(latencyMs = 0): Promise<Demo> {
  const { createServer, serve } = await load();
  const faults = latencyMs === 0 ? [] : [{ fault: 'latency' as const, ms: latencyMs }];
  const server = createServer({ sample: true, faults });
  const served = await serve(server);
  // What waits for nothing that can come has to end the command, as it does without a server in it.
  served.unref();
  return {
    url: served.url,
    token: server.mintToken(),
    async close(): Promise<void> {
      await served.close();
      server.close();
    },
  };
}

async function load(): Promise<typeof import('hypchat-server')> {
  // A variable keeps bundlers and checkers of packages from taking it for a dependency.
  const name = 'hypchat-server';
  try {
    return await import(name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError(`--demo needs the server's package: npm install ${name}`);
  }
}
