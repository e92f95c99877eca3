import { createChain } from './chain.ts';
import type { Source } from './source.ts';
import type { Step } from './step.ts';

/** The chain without its last step; `undefined` at the root. */
export function parentOf(source: Source, steps: readonly Step[]): object | undefined {
  if (steps.length === 0) return source.parent?.();
  const before = steps.slice(0, steps.at(-1)?.is === 'call' ? -2 : -1);
  return before.length === 0 && source.kind === 'root' ? undefined : createChain(source, before);
}
