import { describe, expect, it } from 'vitest';
import { expandTitles } from '../src/expand.ts';
import { type Json, testApi } from './helpers/testApi.ts';

describe('title expansion', () => {
  it('puts the whole where the stub stands, the same as a GET of it', async () => {
    const api = testApi();
    const { body } = await api.get('/room/42?expand=owner,statistics');

    expect(body.owner).toEqual((await api.get('/user/3')).body);
    expect(body.statistics).toEqual((await api.get('/room/42/statistics')).body);
  });

  it('goes into lists, element by element', async () => {
    const api = testApi();
    const { items } = (await api.get('/room?expand=items&max-results=3&start-index=4')).body;

    expect(items).toHaveLength(3);
    for (const item of items) expect(item).toEqual((await api.get(`/room/${item.id}`)).body);
  });

  it('goes as deep as there are names, and leaves all else a stub', async () => {
    const api = testApi();
    const { body } = await api.get('/room?expand=items.owner.group.owner&max-results=1');

    const [room] = body.items;
    const { owner } = room;
    expect(owner.group.owner).toEqual((await api.get('/user/1')).body);
    expect(owner.group.owner.group).toEqual({
      id: 1,
      links: { self: 'http://localhost/v2/group/1' },
      name: 'Example Works',
    });
    expect(room.participants[0]).not.toHaveProperty('email');
  });

  it('takes several names, those with one beginning together', async () => {
    const { body } = await testApi().get(
      '/room?expand=items.owner,items.statistics,items&max-results=1',
    );

    expect(body.items[0].owner).toHaveProperty('email');
    expect(body.items[0].statistics).toHaveProperty('messages_sent');
  });

  it('walks through what has no link of its own', async () => {
    const api = testApi();
    const { items } = (await api.get('/room/42/history?expand=items.from,items.mentions')).body;
    const person = items.find((item: Json) => typeof item.from === 'object');
    const mentioning = items.find((item: Json) => item.mentions.length > 0);
    const { id } = person;
    const one = (await api.get(`/room/42/history/${id}?expand=message.from`)).body;

    expect(person.from).toHaveProperty('email');
    expect(mentioning.mentions[0]).toHaveProperty('email');
    expect(items.some((item: Json) => typeof item.from === 'string')).toBe(true);
    expect(one.message).toEqual({ ...person, mentions: one.message.mentions });
  });

  it('ignores names that are not there', async () => {
    const api = testApi();
    const plain = (await api.get('/room/42')).body;
    const names = 'nothing,name,links,links.self,,.,owner2,__proto__,constructor.name,topic.x, ';

    expect((await api.get(`/room/42?expand=${names}`)).body).toEqual(plain);
  });

  it('leaves a stub where the token may not read the whole', async () => {
    const api = testApi();
    const token = api.server.mintToken({ user: '@bo', scopes: ['view_room'] });
    const { status, body } = await api.get('/room/42?expand=owner,statistics', token);

    expect(status).toBe(200);
    expect(body.owner).not.toHaveProperty('email');
    expect(body.statistics).toHaveProperty('messages_sent');
  });

  it('does not carry the query of the request into what it reads', async () => {
    const { body } = await testApi().get('/room?max-results=0&expand=items');

    expect(body.items).toEqual([]);
  });

  it.each([
    { depth: 0, room: false, owner: false, group: false },
    { depth: 1, room: true, owner: false, group: false },
    { depth: 2, room: true, owner: true, group: false },
    { depth: 3, room: true, owner: true, group: true },
  ])('goes no deeper than a depth of $depth', async ({ depth, room, owner, group }) => {
    const api = testApi({ expandDepth: depth });
    const [item] = (await api.get('/room?expand=items.owner.group')).body.items;

    expect('topic' in item).toBe(room);
    expect('email' in (item.owner ?? {})).toBe(owner);
    expect('plan' in (item.owner?.group ?? {})).toBe(group);
  });

  it('reads a resource once, however often it is named', () => {
    const stub = { links: { self: '/a' } };
    const asked: string[] = [];
    const read = (self: string) => {
      asked.push(self);
      return { links: { self }, whole: true };
    };

    expandTitles(
      { items: [stub, stub, stub], other: stub },
      'items',
      { depth: 5, resources: 9 },
      read,
    );
    expect(asked).toEqual(['/a']);
  });

  it('puts in as many resources as there is room for, and leaves the rest stubs', async () => {
    const api = testApi({ expandLimit: 5 });
    const { items } = (await api.get('/room?expand=items.owner')).body;

    const wholes = items.filter((item: Json) => 'topic' in item);
    const owners = wholes.filter((item: Json) => 'email' in item.owner);
    expect(wholes.length + owners.length).toBe(5);
    expect(items.at(-1)).not.toHaveProperty('topic');
  });

  it('counts what comes twice twice', () => {
    const stub = { links: { self: '/a' } };
    const read = (self: string) => ({ inner: { links: { self: '/b' } }, links: { self } });
    const limits = { depth: 2, resources: 3 };
    const document = { items: [stub, { links: { self: '/c' } }, stub] };
    const { items } = expandTitles(document, 'items.inner', limits, read) as Json;

    expect(items.map((item: Json) => item.inner?.inner !== undefined)).toEqual([
      true,
      false,
      false,
    ]);
    expect(items[2]).toBe(stub);
  });
});
