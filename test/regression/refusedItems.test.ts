/** An error in the place of one item says nothing of the others, and nothing of what stands there without an expansion. */
import { describe, expect, it } from 'vitest';
import { HypChat, type JsonObject } from '../../src/index.ts';

const ORIGIN = 'https://chat.test';
const error = { error: { code: 403, message: 'closed', type: 'Forbidden' } };
const stub = (id: number): JsonObject => ({
  id,
  name: `Room ${id}`,
  links: { self: `${ORIGIN}/v2/room/${id}` },
});
const whole = (id: number): JsonObject => ({ ...stub(id), topic: `Topic ${id}` });

/** A server of three rooms, the second of which nobody may see whole. */
function client() {
  const asked: string[] = [];
  const hc = new HypChat('token', {
    endpoint: ORIGIN,
    fetch: async (input) => {
      const url = new URL(new Request(input).url);
      asked.push(url.href.slice(`${ORIGIN}/v2/`.length));
      if (url.pathname === '/v2/room/2') return Response.json(error, { status: 403 });
      if (url.pathname !== '/v2/room') return Response.json(whole(Number(url.pathname.at(-1))));
      const isWhole = url.searchParams.has('expand');
      const start = Number(url.searchParams.get('start-index') ?? 0);
      const size = Number(url.searchParams.get('max-results') ?? 100);
      const items = [1, 2, 3].map((id) => (!isWhole ? stub(id) : id === 2 ? error : whole(id)));
      const page = items.slice(start, start + size);
      return Response.json({ items: page, startIndex: start, maxResults: size, links: {} });
    },
  });
  return { hc, asked };
}

describe('a page with an error in the place of an item', () => {
  it('gives that item its own error, and the others what was asked', async () => {
    const { hc } = client();
    const { items } = hc.rooms;
    const settled = await Promise.allSettled([items[0].topic, items[1].topic, items[2].topic]);

    expect(settled).toMatchObject([
      { value: 'Topic 1' },
      { reason: { status: 403 } },
      { value: 'Topic 3' },
    ]);
  });

  it('gives the stub that stands there without the expansion', async () => {
    const { hc } = client();
    const [stubbed, failed] = await Promise.allSettled([
      hc.rooms.items[1].name,
      hc.rooms.items[1].topic,
    ]);

    expect(stubbed).toMatchObject({ value: 'Room 2' });
    expect(failed).toMatchObject({ reason: { status: 403 } });
  });

  it('gives a page in full where an error stands within one of its items', async () => {
    const from = { id: 7, name: 'Ann', links: { self: `${ORIGIN}/v2/user/7` } };
    const hc = new HypChat('token', {
      endpoint: ORIGIN,
      fetch: async (input) => {
        const { pathname, searchParams } = new URL(new Request(input).url);
        if (pathname === '/v2/user/7') return Response.json(error, { status: 403 });
        const isExpanded = searchParams.has('expand');
        const mentions = isExpanded ? [error] : [from];
        const items = [{ id: 'm1', message: 'x', date: '2014-01-01T00:00:00Z', from, mentions }];
        return Response.json({ items, startIndex: 0, maxResults: 100, links: {} });
      },
    });
    const { history } = hc.room(1);
    const [failed, page] = await Promise.allSettled([
      history.map((message) => message.mentions.map((user) => user.email)),
      history.map((message) => message.mentions.map((user) => user.name)),
    ]);

    expect(failed).toMatchObject({ reason: { status: 403 } });
    expect(page).toMatchObject({ value: [['Ann']] });
  });

  it('is the refusal of that item to a lambda that looks over all that it has', async () => {
    for (const read of [
      (room: object) => ({ ...room }),
      (room: object) => Object.keys(room),
      (room: object) => JSON.stringify(room),
      (room: object) => 'topic' in room,
    ]) {
      const { hc, asked } = client();
      const [failed] = await Promise.allSettled([hc.rooms.map(read)]);

      expect(failed).toMatchObject({ reason: { status: 403, serverMessage: 'closed' } });
      expect(new Set(asked).size).toBe(asked.length);
    }
  });

  it('asks for what the others lack by no request of their own', async () => {
    const { hc, asked } = client();
    const names = await hc.rooms.map((room) => (room.id === 2 ? room.name : room.topic));

    expect(names).toEqual(['Topic 1', 'Room 2', 'Topic 3']);
    expect(asked).toHaveLength(2);
  });
});
