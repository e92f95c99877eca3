/** Rule 20 and 21: explain is what trace sends, on the sample of the embedded server. */
import { describe, expect, it } from 'vitest';
import { type Action, type Chain, explain, type HypChat, trace } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';
import { fake, wait } from './helpers.ts';

const live = liveServer();

/** A text as part of a regular expression. */
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const chains: Readonly<Record<string, (hc: HypChat) => Chain<unknown> | Action<unknown>>> = {
  'a room': (hc) => hc.room(42),
  'a field': (hc) => hc.room('Ops').topic,
  'an owner': (hc) => hc.room('Ops').owner.email,
  'an owner of a group of an owner': (hc) => hc.room('Ops').owner.group.owner.title,
  statistics: (hc) => hc.room('Ops').statistics.messages_sent,
  'a page': (hc) => hc.rooms,
  items: (hc) => hc.rooms.items,
  'a page with options': (hc) => hc.rooms({ includeArchived: true, maxResults: 3, startIndex: 1 }),
  'an item': (hc) => hc.rooms.items[3],
  'a whole item': (hc) => hc.rooms.items[3].self,
  'a message to an owner': (hc) => hc.rooms.items[0].owner.message('hi'),
  'a message to a room': (hc) => hc.room('Café ☕').message('hi'),
  'a topic': (hc) => hc.room('Support / Tier 2').topic('new'),
  'a lambda': (hc) => hc.rooms.map((room) => `${room.name} ${room.owner.email}`),
  'a lambda over a page': (hc) => hc.rooms({ maxResults: 3 }).items.map((room) => room.topic),
  'a lambda over statistics': (hc) => hc.rooms.map((room) => room.statistics.messages_sent),
  participants: (hc) => hc.room('Lobby').participants.map((user) => user.email),
  'members of an item': (hc) => hc.room('Security').members.items[0].email,
  'a history': (hc) => hc.room('Ops').history.items[5].message,
  // It fits the page of the newest.
  'a history in a lambda': (hc) => hc.room('Security').history.map((message) => message.message),
  'the newest': (hc) => hc.room('Ops').latest({ maxResults: 5 }),
  'a mention': (hc) => hc.user('@josé').group.name,
  'an invitation': (hc) => hc.room('Lobby').invite(hc.user('@bo')),
  'an invitation of an owner': (hc) => hc.room('Lobby').invite(hc.room('Ops').owner, 'come'),
  capabilities: (hc) => hc.capabilities,
  'a group': (hc) => hc.group(1).owner.email,
  'a new room': (hc) => hc.rooms.create({ name: `New ${Math.random()}` }),
  'a message to a new room': (hc) =>
    hc.rooms.create({ name: `New ${Math.random()}` }).message('hi'),
  'a new user': (hc) =>
    hc.users.create({ name: 'New', email: `n${Math.random()}@example.com`, password: 'secret-1' }),
};

describe('explain', () => {
  it.each(Object.keys(chains))('plans what is sent, and sends nothing itself: %s', async (name) => {
    const chain = chains[name]?.(live.hc) as Chain<unknown>;
    const plan = explain(chain);
    await wait(1);
    expect(live.requests()).toEqual([]);

    const { requests } = await trace(chain);

    const sent = requests.map(({ method, url }) => `${method} ${url}`);
    const planned = plan.requests.map(({ method, url }) => `${method} ${url}`);
    expect(planned).toHaveLength(sent.length);
    for (const [index, line] of planned.entries()) {
      const pattern = line
        .split(/\{[^}]*\}/)
        .map((part) => escaped(part))
        .join('[^/]+');
      expect(sent[index]).toMatch(new RegExp(`^${pattern}$`));
    }
    expect(sent.map((line) => decodeURIComponent(line.replace(live.url, '')))).toEqual(
      live.requests(),
    );
    expect(plan.bill.least).toBeLessThanOrEqual(sent.length);
    expect(plan.bill.most ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(sent.length);
  });

  it.each(Object.keys(chains))('is plain data that can be serialised and compared: %s', (name) => {
    const chain = chains[name]?.(live.hc) as Chain<unknown>;
    const plan = explain(chain);
    const { toString: _toString, ...data } = plan;
    expect(JSON.parse(JSON.stringify(plan))).toEqual(JSON.parse(JSON.stringify(data)));
    expect(JSON.stringify(explain(chain))).toBe(JSON.stringify(plan));
    expect(JSON.stringify(plan)).not.toContain(live.token);
  });

  it('of a chain from a snapshot plans only what its walk lacks', async () => {
    const server = fake();
    const room = await server.hc.room(1);
    expect(explain(room.self.topic).requests).toEqual([]);
    expect(explain(room.owner.email).requests.map(({ url }) => url)).toEqual([
      'https://api.test/v2/user/1',
    ]);
    expect(server.lines()).toHaveLength(1);
  });

  it('ends where only an answer tells what follows, within a lambda as well', () => {
    const { hc } = fake();
    const mystery = Reflect.get(hc.at('odd'), 'mystery');

    for (const chain of [
      hc.rooms.map(() => mystery),
      hc.rooms.map((room) => room.participants.map(() => mystery)),
      hc.rooms.forEach(() => Reflect.apply(mystery, undefined, ['x']) as never),
    ]) {
      const plan = explain(chain);

      expect(plan.openEnd).toMatch(/^what "mystery" (is|does), the answer tells$/);
      expect(plan.bill).toEqual({ least: 1, most: null });
    }
  });

  it('counts what the walk of an argument holds, which is another one', async () => {
    const server = fake();
    const room = await server.hc.room(2);
    const urls = (chain: Parameters<typeof explain>[0]): readonly string[] =>
      explain(chain).requests.map(({ method, url }) => `${method} ${url}`);

    expect(urls(server.hc.room(1).invite(room.self.owner))).toEqual([
      'POST https://api.test/v2/room/1/invite/2',
    ]);
    expect(urls(room.invite(server.hc.room(1).owner))).toEqual([
      'GET https://api.test/v2/room/1',
      'POST https://api.test/v2/room/2/invite/{1.owner.id}',
    ]);
    expect(server.lines()).toHaveLength(1);
  });

  it.each([
    ['the root', 0],
    ['a snapshot', 1],
    ['nothing', 2],
    ['a text', 3],
    ['a promise', 4],
  ] as const)('refuses what is no chain: %s', async (_name, index) => {
    const { hc } = fake();
    const values: unknown[] = [hc, await hc.room(1), undefined, 'x', Promise.resolve(1)];
    expect(() => explain(values[index] as Chain<unknown>)).toThrow(TypeError);
  });

  it('refuses a wrong argument at once', () => {
    const { hc } = fake();
    expect(() => explain(hc.room(1).message(''))).toThrow(/message/);
  });

  it('says of a lambda over a collection that pages may follow', () => {
    const { bill, requests } = explain(fake().hc.rooms.map((room) => room.name));
    expect(bill).toMatchObject({ least: 1, most: null });
    expect(requests[0]?.repeats).toBe('a page');
  });

  it('says where it cannot tell, of a name that no map knows', () => {
    const { hc } = fake();
    const plan = explain(Reflect.get(hc.room(1), 'glances') as Chain<unknown>);
    expect(plan.openEnd).toBeTypeOf('string');
    expect(plan.bill.most).toBeNull();
  });
});

describe('trace', () => {
  it('lists the status of what was sent, and sends an action once', async () => {
    const server = fake();
    const action = server.hc.room(1).message('hi');
    const { value, requests } = await trace(action);
    expect(requests).toMatchObject([{ method: 'POST', status: 201 }]);
    expect(await action).toEqual(value);
    expect(server.lines()).toHaveLength(1);
  });

  it('lists for each chain of a tick the request that they shared', async () => {
    const server = fake();
    const [one, other] = await Promise.all([
      trace(server.hc.room(1).topic),
      trace(server.hc.room(1).owner.email),
    ]);
    expect(server.lines()).toHaveLength(1);
    expect([one.requests.length, other.requests.length]).toEqual([1, 1]);
  });

  it('sends what was explained, where an item of a page in hand lacks something', async () => {
    const { hc } = fake();
    const { items } = await hc.rooms;
    const chain = items[1]?.owner.email as Chain<unknown>;

    const planned = explain(chain);
    const { value, requests } = await trace(chain);

    expect(value).toMatch(/^user/);
    expect(planned.requests.map(({ url }) => url)).toEqual(requests.map(({ url }) => url));
    expect(planned.bill).toEqual({ least: 1, most: 1 });
  });

  it('shows every request of a server that does not expand', async () => {
    const server = fake({ expandDepth: 0, owners: 2 });
    const { requests } = await trace(server.hc.rooms.map((room) => room.owner.email));
    expect(requests).toHaveLength(server.lines().length);
  });
});
