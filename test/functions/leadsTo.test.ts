import { describe, expect, it } from 'vitest';
import { isChain, leadsTo } from '../../src/index.ts';
import { mockApi, wholeRoom } from '../helpers/mockApi.ts';

const api = mockApi();

describe('leadsTo', () => {
  it('tells where a chain leads by the link map, and sends nothing', () => {
    const { hc } = api;

    expect(leadsTo(hc)).toEqual({ is: 'resource', kind: 'root' });
    expect(leadsTo(hc.rooms)).toMatchObject({ is: 'collection', kind: 'room' });
    expect(Object.keys(leadsTo(hc.rooms).actions ?? {})).toContain('create');
    expect(leadsTo(hc.rooms.items)).toEqual({ is: 'items', kind: 'room' });
    expect(leadsTo(hc.rooms.items[0].owner)).toEqual({ is: 'resource', kind: 'user' });
    expect(leadsTo(hc.room(42).topic)).toEqual({ is: 'value' });
    expect(leadsTo(hc.rooms.filter((room) => room.is_archived))).toEqual({ is: 'sequence' });
    expect(leadsTo(hc.room(42).message('hi'))).toEqual({ is: 'value' });
    expect(api.asked).toEqual([]);
  });

  it('tells it of a snapshot of a resource', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const room = await api.hc.room(42);

    expect(leadsTo(room)).toEqual({ is: 'resource', kind: 'room' });
    expect(leadsTo(room.owner)).toEqual({ is: 'resource', kind: 'user' });
  });

  it('refuses what is neither', () => {
    expect(() => leadsTo({})).toThrow('`leadsTo` takes a chain, a snapshot or the root');
  });
});

describe('isChain', () => {
  it('is true of chains and actions alone', async () => {
    api.on('GET', '/v2/room/42', wholeRoom(42));
    const { hc } = api;

    expect([hc.rooms, hc.room(42).topic, hc.room(42).message('hi')].map(isChain)).toEqual([
      true,
      true,
      true,
    ]);
    expect([hc, await hc.room(42), () => {}, {}, null, undefined].map(isChain)).not.toContain(true);
  });
});
