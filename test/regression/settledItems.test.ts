/** What a loop has in hand is shown as its page said it, whatever an action in the body makes unknown. */
import { expect, it } from 'vitest';
import { HypChat } from '../../src/index.ts';

const ORIGIN = 'https://chat.test';

it('shows an item as its page said it, though the page behind says otherwise of what it names', async () => {
  let version = 0;
  const owner = () => ({ id: 7, name: `Ann ${version}`, links: { self: `${ORIGIN}/v2/user/7` } });
  const hc = new HypChat('token', {
    endpoint: ORIGIN,
    fetch: async (input) => {
      const request = new Request(input);
      const { searchParams } = new URL(request.url);
      if (request.method !== 'GET') {
        version += 1;
        return new Response(null, { status: 204 });
      }
      const start = Number(searchParams.get('start-index') ?? 0);
      const items = [0, 1, 2, 3, 4, 5].slice(start, start + 3).map((index) => ({
        id: index + 1,
        name: `Room ${index + 1}`,
        topic: '',
        owner: owner(),
        links: { self: `${ORIGIN}/v2/room/${index + 1}` },
      }));
      const next = `${ORIGIN}/v2/room?start-index=${start + 3}&max-results=3`;
      const links = start === 0 ? { next } : {};
      return Response.json({ items, startIndex: start, maxResults: 3, links });
    },
  });
  const names: string[] = [];
  for await (const room of hc.rooms({ expand: 'items', maxResults: 3 })) {
    names.push(room.owner.name);
    if (room.id === 1) await room.owner.message('x');
    // The page behind comes meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
  }

  expect(names).toEqual(['Ann 0', 'Ann 0', 'Ann 0', 'Ann 1', 'Ann 1', 'Ann 1']);
});
