import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { liveServer } from '../helpers/live.ts';
import { MACHINES, startWorker } from './machines.ts';

const missing = MACHINES.find(({ name }) => name === 'workerd')?.missing();

describe('a worker whose module keeps a client', () => {
  const live = liveServer();
  const start = () => startWorker(fileURLToPath(new URL('isolate.ts', import.meta.url)));
  const owner = expect.stringContaining('@');

  it('answers one request after another', { timeout: 20_000 }, async ({ skip }) => {
    if (missing !== undefined && process.env.EVERY_RUNTIME !== '1') skip(`not here: ${missing}`);
    const worker = await start();
    try {
      for (const name of ['Ops', 'Lobby', 'Ops']) {
        expect(await worker.ask([live.url, live.token, name])).toEqual([name, owner]);
      }
    } finally {
      await worker.stop();
    }
    expect(live.requests()).toHaveLength(3);
  });

  it('answers requests at once', { timeout: 20_000 }, async ({ skip }) => {
    if (missing !== undefined && process.env.EVERY_RUNTIME !== '1') skip(`not here: ${missing}`);
    const worker = await start();
    try {
      const names = ['Ops', 'Ops', 'Lobby', 'Ops'];
      const asked = names.map((name) => worker.ask([live.url, live.token, name]));
      expect(await Promise.all(asked)).toEqual(names.map((name) => [name, owner]));
    } finally {
      await worker.stop();
    }
    // Those at once for the same room may share one.
    expect(live.requests().length).toBeLessThanOrEqual(4);
  });
});
