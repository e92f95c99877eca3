/**
 * The embedded server in a process of its own, so that its work is not taken for a client's.
 */
import { cli, startChild, stopChild } from '../server/test/proofs/child.ts';

const FREE = [
  '--port',
  '0',
  '--sample',
  '--rate-limit',
  '0',
  '--flood-limit',
  '0',
  '--log',
  'none',
];

/** Runs something against the server with its sample and no limits. @param latencyMs - How long each request waits. */
export async function withSampleServer<T>(
  latencyMs: number,
  run: (url: string, token: string) => Promise<T>,
): Promise<T> {
  const faults = latencyMs > 0 ? ['--fault', `latency ms=${latencyMs}`] : [];
  const server = await startChild(cli, ...FREE, ...faults);
  try {
    return await run(server.url, server.token);
  } finally {
    await stopChild(server);
  }
}
