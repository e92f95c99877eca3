import { orAborted } from './aborted.ts';

/** Waits; 0 is no wait. @throws The signal's reason, once it is aborted, or if it was before. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (ms === 0) return;
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await orAborted(over, signal).finally(() => clearTimeout(timer));
}
