/** The page behind another, as a chain that goes on from there. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';

const live = liveServer();

describe('the page behind another', () => {
  it('has the item that is first on it', async () => {
    const { hc } = live;
    const next = await hc.rooms({ maxResults: 2 }).next;
    const names = next.items.map(({ name }) => name);
    expect(names).toHaveLength(2);

    const chain = hc.rooms({ maxResults: 2 }).next;
    expect(await chain.items[0].name).toBe(names[0]);
    expect(await chain.at(1).name).toBe(names[1]);
    expect(await chain.take(1).map(({ name }) => name)).toEqual([names[0]]);
    expect(await chain.items[0].owner.name).toBe(await next.items[0]?.owner.name);
  });

  it('is gone through to the end from there', async () => {
    const { hc } = live;
    const all = await hc.rooms.map(({ name }) => name);
    const next = hc.rooms({ maxResults: 5 }).next;

    expect(await next.map(({ name }) => name)).toEqual(all.slice(5));
    const looped: string[] = [];
    for await (const { name } of next) looped.push(name);
    expect(looped).toEqual(all.slice(5));
    expect((await (await next).toArray()).map(({ name }) => name)).toEqual(all.slice(5));
    expect(await next.count()).toBe(all.length - 5);
    expect(await next.items[6].name).toBe(all[11]);
  });

  it('leads to the one before it', async () => {
    const { hc } = live;
    const all = await hc.rooms.map(({ name }) => name);
    const last = hc.rooms({ startIndex: 4, maxResults: 2 });

    expect(await last.prev.items[0].name).toBe(all[2]);
    expect(await (await last.next).prev.items[0].name).toBe(all[4]);
    expect(await (await last.prev).next.items[0].name).toBe(all[4]);
  });

  it('is planned with all that is asked for it', async () => {
    const { hc } = live;
    const plan = explain(hc.rooms({ maxResults: 2 }).next.items[0].topic);

    expect(plan.bill).toMatchObject({ least: 2, most: 2 });
    expect(plan.requests.map(({ url }) => url.replace(live.url, ''))).toEqual([
      '/v2/room?max-results=2',
      '{1.links.next}?expand=items',
    ]);
    expect(live.requests()).toEqual([]);

    await hc.rooms({ maxResults: 2 }).next.items[0].topic;
    expect(live.requests()).toEqual([
      'GET /v2/room?max-results=2',
      'GET /v2/room?start-index=2&max-results=2&expand=items',
    ]);
  });
});
