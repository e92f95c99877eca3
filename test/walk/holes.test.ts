/** What plans say of lambdas: holes for what only the pages tell. */
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/index.ts';
import { mockApi, page, roomStub } from '../helpers/mockApi.ts';

describe('a plan of a lambda', () => {
  const api = mockApi();
  const lastOf = (chain: Parameters<typeof explain>[0]): string => {
    const { method, url = '' } = explain(chain).requests.at(-1) ?? {};
    return `${method} ${url.replace(/^https:\/\/[^/]+\/v2/, '')}`;
  };

  it.each([
    [
      'a number',
      'room/{1.items[*].id}/message',
      () => api.hc.rooms.forEach((r) => api.hc.room(r.id).message('x')),
    ],
    [
      'a text',
      'room/{1.items[*].name}/message',
      () => api.hc.rooms.forEach((r) => api.hc.room(r.name).message('x')),
    ],
    [
      'a moment',
      'room/{1.items[*].id}/history?date={1.items[*].created}&max-results=1',
      () => api.hc.rooms.map((r) => r.history({ date: r.created, maxResults: 1 }).items.length),
    ],
    [
      'a part of a text',
      'room/{1.items[*].id}/topic',
      () =>
        api.hc.rooms.forEach((r) =>
          api.hc.request('PUT', `/room/${r.id}/topic`, { body: { topic: 'x' } }),
        ),
    ],
    [
      'an address',
      '{1.items[*].links.self}/topic',
      () =>
        api.hc.rooms.forEach((r) =>
          api.hc.request('PUT', `${r.links.self}/topic`, { body: { topic: 'x' } }),
        ),
    ],
  ])('has a hole for %s that stands in an address', (_what, address, chain) => {
    expect(lastOf(chain())).toContain(address);
  });

  it('has holes in what is sent', () => {
    const plan = explain(
      api.hc.rooms.forEach((r) =>
        api.hc.request('POST', '/x', { body: { id: r.id, made: r.created } }),
      ),
    );

    expect(plan.requests.at(-1)?.body).toEqual({
      id: '{1.items[*].id}',
      made: '{1.items[*].created}',
    });
  });

  it('has what is known of items that are in hand', async () => {
    api.on('GET', '/v2/room', page([roomStub(42)]));
    const rooms = await api.hc.rooms({});

    expect(lastOf(rooms.contents().forEach((r) => api.hc.room(r.id).message('x')))).toBe(
      'POST /room/42/message',
    );
  });

  it('calculates with what is foretold as with a sample', () => {
    expect(lastOf(api.hc.rooms.map((r) => api.hc.room(r.id + 7).topic))).toContain('room/7');
  });
});
