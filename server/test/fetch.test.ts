/** The server's `fetch` stands in the place of the global one. */
import { describe, expect, it } from 'vitest';
import { HypChat } from '../../src/index.ts';
import { createServer } from '../src/index.ts';

describe('`fetch` of a server', () => {
  it('is what a client can be given', async () => {
    const server = createServer({ sample: true });
    const hc = new HypChat(server.mintToken(), {
      endpoint: 'http://localhost',
      fetch: server.fetch,
    });

    expect(await hc.room('Ops').owner.name).toBe('Bo Lindqvist');
    await hc.room('Ops').message('hi');
    server.close();
  });

  it('takes an address and what goes along, as the global one does', async () => {
    const server = createServer({ sample: true });
    const headers = { authorization: `Bearer ${server.mintToken()}` };
    const answer = await server.fetch('http://localhost/v2/room/Ops/topic', {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ topic: 'New' }),
    });
    const room = await server.fetch(new URL('http://localhost/v2/room/Ops'), { headers });

    expect(answer.status).toBe(204);
    expect(await room.json()).toMatchObject({ topic: 'New' });
    server.close();
  });

  it('says that the server is closed once it is, and tells nobody of an error', async () => {
    const errors: unknown[] = [];
    const server = createServer({ sample: true, onError: (error) => errors.push(error) });
    const headers = { authorization: `Bearer ${server.mintToken()}` };
    const underWay = server.fetch('http://localhost/v2/room/Ops/topic', {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ topic: 'New' }),
    });
    server.close();
    const after = await server.fetch('http://localhost/v2/room/Ops', { headers });

    expect(after.status).toBe(500);
    expect(await after.json()).toMatchObject({ error: { message: 'This server is closed' } });
    expect((await underWay).status).toBe(500);
    expect(errors).toEqual([]);
  });
});
