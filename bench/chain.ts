/**
 * What a step of a chain costs beside a bare Proxy that records nothing, and how many bytes it keeps.
 *
 * Run by `npm run bench:chain`. Only the ratio and the bytes mean something.
 */
import { createChain } from '../src/proxy/chain.ts';
import type { Source } from '../src/proxy/source.ts';
import { compare, toTable } from './ratio.ts';

interface Steps {
  readonly [name: string]: Steps;
}

const TARGET = (): void => {};
const BARE: ProxyHandler<() => void> = {
  get: () => new Proxy(TARGET, BARE),
};
const source: Source = { kind: 'root', text: 'hc', want: async () => undefined };
const bare = new Proxy(TARGET, BARE) as unknown as Steps;
const chain = createChain(source) as Steps;

/** Takes five steps, over and over, and keeps the last chain, so that nothing is optimised away. */
let kept: unknown;
const five = (root: Steps) => (times: number) => {
  for (let turn = 0; turn < times; turn += 1) kept = root.a?.b?.c?.d?.e;
};

const measured = await compare(
  [
    { name: 'a bare Proxy, nothing recorded', run: five(bare) },
    { name: 'a chain', run: five(chain) },
  ],
  { times: 200_000, rounds: 21 },
);
console.log(`Five steps\n\n${toTable(measured)}\n`);

const collect = (globalThis as { readonly gc?: () => void }).gc;
if (collect === undefined)
  throw new Error('run it by `npm run bench:chain`, which exposes the collector');
const COUNT = 200_000;

/** The heap in use once everything that nobody holds was collected. */
const heap = (): number => {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
};
const hold = (root: Steps): unknown[] => Array.from({ length: COUNT }, () => root.a?.b?.c?.d?.e);

const before = heap();
let chains: unknown[] | undefined = hold(chain);
const full = heap();
const perChain = (full - before) / COUNT;
chains = undefined;
const after = heap();
kept = chains;
const array = 8;
console.log(`Kept a step: ${((perChain - array) / 5).toFixed(0)} B`);
console.log(
  `Left of each chain once dropped: ${Math.max(0, (after - before) / COUNT).toFixed(1)} B`,
);
void kept;
