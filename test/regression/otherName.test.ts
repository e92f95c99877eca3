/** What lies below a thing is one, whichever of its names it was read by. */
import { describe, expect, it } from 'vitest';
import { createServer, serve } from '../../server/src/index.ts';
import { HypChat } from '../../src/index.ts';

describe('a collection that is read under two names of its owner in one tick', () => {
  it('keeps the windows that were read under either', async () => {
    const server = createServer({ sample: true, rateLimit: 0, floodLimit: 0 });
    const served = await serve(server);
    try {
      const hc = new HypChat(server.mintToken(), { endpoint: served.url });
      const id = (await hc.room('Ops')).id;
      const alone = [
        await hc.room('Ops').topic,
        await hc.room('Ops').participants.items[3].name,
        await hc.room(id).participants.items[0].name,
      ];
      const before = server.requestCount;

      const together = await Promise.all([
        hc.room('Ops').topic,
        hc.room('Ops').participants.items[3].name,
        hc.room(id).participants.items[0].name,
      ]);

      expect(together).toEqual(alone);
      expect(server.requestCount - before).toBe(3);
    } finally {
      await served.close();
      server.close();
    }
  });
});
