/** What a client does from its root is seen by snapshots that were taken before. */
import { describe, expect, it } from 'vitest';
import { explain, HypChat, type JsonObject } from '../../src/index.ts';

const ORIGIN = 'https://chat.test';

/** Three rooms, whose topics and names are written, and their owners. */
function client() {
  const rooms = new Map(
    [1, 2, 3].map((id) => [String(id), { name: `Room ${id}`, topic: `Topic ${id}` }]),
  );
  const asked: string[] = [];
  const self = (path: string): JsonObject => ({ links: { self: `${ORIGIN}/v2/${path}` } });
  const idOf = (text: string): string =>
    [...rooms].find(([id, { name }]) => id === text || name === decodeURIComponent(text))?.[0] ??
    '';
  const stub = (id: string): JsonObject => ({
    id: Number(id),
    name: rooms.get(id)?.name ?? '',
    ...self(`room/${id}`),
  });
  const whole = (id: string): JsonObject => ({
    ...stub(id),
    topic: rooms.get(id)?.topic ?? '',
    privacy: 'public',
    is_archived: false,
    is_guest_accessible: false,
    owner: { id: 7, name: 'Ann', ...self('user/7') },
  });
  const hc = new HypChat('token', {
    endpoint: ORIGIN,
    retries: 0,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { pathname, searchParams } = new URL(request.url);
      const [kind = '', name = '', action] = pathname.slice('/v2/'.length).split('/');
      asked.push(`${request.method} ${decodeURIComponent(pathname.slice('/v2/'.length))}`);
      if (kind === 'user')
        return Response.json({ id: 7, email: 'ann@chat.test', ...self('user/7') });
      if (name === '') {
        const start = Number(searchParams.get('start-index') ?? 0);
        const size = Number(searchParams.get('max-results') ?? 100);
        const ids = [...rooms.keys()].slice(start, start + size);
        const items = ids.map(searchParams.has('expand') ? whole : stub);
        return Response.json({ items, startIndex: start, maxResults: size, links: {} });
      }
      const id = idOf(name);
      const room = rooms.get(id);
      if (room === undefined) return Response.json({ error: { code: 404 } }, { status: 404 });
      if (request.method === 'GET') return Response.json(whole(id));
      if (request.method === 'PUT') Object.assign(room, await request.json());
      if (action === 'message') return Response.json({ id: 'm', timestamp: '' }, { status: 201 });
      return new Response(null, { status: 204 });
    },
  });
  return { hc, asked, rooms };
}

describe('what is done from the root', () => {
  it('is seen by a snapshot of the very thing', async () => {
    const { hc } = client();
    const stub = await hc.rooms.items[0];
    const whole = await stub?.self;
    await hc.room(1).topic('New');

    expect([await stub?.topic, (await whole?.self)?.topic, whole?.topic]).toEqual([
      'New',
      'New',
      'Topic 1',
    ]);
  });

  it('is seen by a page that holds it, and by its items', async () => {
    const { hc } = client();
    const page = await hc.rooms({ expand: 'items' });
    await hc.room(2).topic('New');

    expect(await page.map(({ topic }) => topic)).toEqual(['Topic 1', 'New', 'Topic 3']);
    expect(await page.items[1]?.self.topic).toBe('New');
  });

  it('is seen by items of a loop, before and behind it', async () => {
    const { hc } = client();
    const seen: unknown[] = [];
    const kept: { readonly topic: PromiseLike<string> }[] = [];
    for await (const room of hc.rooms) {
      kept.push(room);
      await room.topic;
      await hc.room(room.id).topic(`New ${room.id}`);
      await hc.room(1).topic(`One, by ${room.id}`);
      seen.push(await room.topic);
    }

    expect(seen).toEqual(['One, by 1', 'New 2', 'New 3']);
    expect(await Promise.all(kept.map(({ topic }) => topic))).toEqual([
      'One, by 3',
      'New 2',
      'New 3',
    ]);
  });

  it('is never written back by an update of a snapshot, by whatever name it was done', async () => {
    for (const name of [1, 'Room 1']) {
      const { hc, rooms } = client();
      const room = await hc.room(1);
      await hc.room(name).topic('New');
      await room.update({ name: 'Renamed' });

      expect(rooms.get('1')).toMatchObject({ name: 'Renamed', topic: 'New' });
    }
  });

  it('is in the plan of such an update', async () => {
    const { hc, asked } = client();
    const room = await hc.room(1);
    await hc.room('Room 1').topic('New');
    const update = room.update({ name: 'Renamed' });
    const planned = explain(update).requests.map(({ method }) => method);
    asked.length = 0;
    await update;

    expect(planned).toEqual(['GET', 'PUT']);
    expect(asked.map((line) => line.split(' ')[0])).toEqual(planned);
  });

  it('asks for nothing again of what it did not touch', async () => {
    const { hc, asked } = client();
    const page = await hc.rooms({ expand: 'items' });
    asked.length = 0;
    await hc.room('Room 3').message('Done');
    await hc.room(1).message('Done');
    await page.items[1]?.self;

    expect(asked).toEqual(['POST room/Room 3/message', 'POST room/1/message']);
  });

  it('costs a loop nothing that goes through what it does not touch', async () => {
    const readsOf = async (act: (hc: HypChat) => Promise<unknown>): Promise<readonly string[]> => {
      const { hc, asked } = client();
      for await (const room of hc.rooms({ maxResults: 2 })) {
        await act(hc).catch(() => undefined);
        expect(await room.topic).toBe(`Topic ${room.id}`);
      }
      return asked.filter((line) => line.startsWith('GET'));
    };

    expect(await readsOf(async (hc) => hc.room('Log').message('Next'))).toEqual(
      await readsOf(async () => undefined),
    );
  });
});
