import type { Chain } from '../types/chain.ts';
import { started } from '../walk/client/client.ts';

/** Whether a value is a chain: a walk that awaiting it would send. The root is none. Sends nothing. */
export function isChain(value: unknown): value is Chain<unknown> {
  const read = typeof value === 'function' ? started(value) : undefined;
  return read !== undefined && !(read.source.kind === 'root' && read.steps.length === 0);
}
