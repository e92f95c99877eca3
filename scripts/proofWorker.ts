/** A thread of the proof: it checks the worlds that it is told, one task after another. */
import { parentPort } from 'node:worker_threads';
import { sorts } from '../test/proof/sorts.ts';
import type { Task } from './proof.ts';

parentPort?.on('message', async ({ sort, seed, from, to, at }: Task) => {
  const own = sorts.find(({ name }) => name === sort);
  const world = new Int32Array(at);
  const tally = await own?.prove(seed, from, to, (index) => Atomics.store(world, 0, index));
  parentPort?.postMessage(tally);
});
