/**
 * Five steps of a chain, and of a bare Proxy that records nothing.
 */
import { createChain } from '../src/proxy/chain.ts';
import type { Source } from '../src/proxy/source.ts';
import type { Subject } from './ratio.ts';

/** What names can be taken of, one after the other. */
export interface Steps {
  readonly [name: string]: Steps;
}

const TARGET = (): void => {};
const BARE: ProxyHandler<() => void> = {
  get: () => new Proxy(TARGET, BARE),
};
const source: Source = { kind: 'root', text: 'hc', want: async () => undefined };

const bare: unknown = new Proxy(TARGET, BARE);
/** A Proxy of which each step is another one, and nothing more. */
export const bareSteps = bare as Steps;
/** A chain of the library's. */
export const chainSteps = createChain(source) as Steps;

/** Is given each last step, so that nothing is optimised away. */
let kept: unknown;

/** Takes five steps, over and over. */
export function five(name: string, root: Steps): Subject {
  return {
    name,
    run(times) {
      for (let turn = 0; turn < times; turn += 1) kept = root.a?.b?.c?.d?.e;
    },
  };
}

/** The last step that was taken. */
export function lastStep(): unknown {
  return kept;
}
