/**
 * Rules 4, 5 and 9 over many chains and many servers: the result always equals that of the plain walk, and
 * chains of one tick give what they give alone, for no more requests.
 */
import { describe, expect, it } from 'vitest';
import type { Chain, HypChat } from '../../src/index.ts';
import { fake, type Knobs } from './helpers.ts';

const worlds: Readonly<Record<string, Knobs>> = {
  'that is honest': {},
  'that never expands': { expandDepth: 0 },
  'that expands one name deep': { expandDepth: 1 },
  'that ignores windows': { windows: false },
  'that ignores windows and expansion': { windows: false, expandDepth: 0 },
  'of small pages': { cap: 5 },
  'of pages of one': { cap: 1 },
  'of small pages that forget': { cap: 5, nextKeepsExpand: false },
  'of small pages without expansion': { cap: 5, expandDepth: 0 },
};

const chains: Readonly<Record<string, (hc: HypChat) => Chain<unknown>>> = {
  'hc.room(3)': (hc) => hc.room(3),
  "hc.room('Room 3').topic": (hc) => hc.room('Room 3').topic,
  'hc.room(3).owner.email': (hc) => hc.room(3).owner.email,
  'hc.room(3).owner.group.owner.title': (hc) => hc.room(3).owner.group.owner.title,
  'hc.room(3).statistics.messages_sent': (hc) => hc.room(3).statistics.messages_sent,
  'hc.room(4).members.items[1].title': (hc) => hc.room(4).members.items[1].title,
  'hc.rooms.items[0]': (hc) => hc.rooms.items[0],
  'hc.rooms.items[7].topic': (hc) => hc.rooms.items[7].topic,
  'hc.rooms.items[7].self': (hc) => hc.rooms.items[7].self,
  'hc.rooms.items[11].owner.email': (hc) => hc.rooms.items[11].owner.email,
  'hc.rooms.items[4].owner.group.domain': (hc) => hc.rooms.items[4].owner.group.domain,
  'hc.rooms.map(name)': (hc) => hc.rooms.map((room) => room.name),
  'hc.rooms.map(email)': (hc) => hc.rooms.map((room) => room.owner.email),
  'hc.rooms.map(record)': (hc) =>
    hc.rooms.map((room, index) => ({
      index,
      topic: room.topic,
      sent: room.statistics.messages_sent,
    })),
  'hc.rooms.map(branch)': (hc) =>
    hc.rooms.map((room) => (room.privacy === 'private' ? room.owner.title : room.name)),
  'hc.rooms.map(row)': (hc) => hc.rooms.map((room) => room.owner),
  'hc.room(3).participants.map(group)': (hc) =>
    hc.room(3).participants.map((user) => `${user.email} ${user.group.domain}`),
  'hc.users.items[2].email': (hc) => hc.users.items[2].email,
};

const names = Object.keys(chains);
const chainOf = (name: string, hc: HypChat): Chain<unknown> =>
  (chains[name] as (hc: HypChat) => Chain<unknown>)(hc);
const textOf = (result: PromiseSettledResult<unknown>): string =>
  result.status === 'fulfilled' ? JSON.stringify(result.value) : String(result.reason);
/** As text, for a chain's results are to be compared across servers. */
const alone = async (
  name: string,
  knobs: Knobs,
): Promise<readonly [text: string, count: number]> => {
  const server = fake(knobs);
  const value: unknown = await chainOf(name, server.hc);
  expect(new Set(server.lines()).size, `${name}: ${server.lines().join()}`).toBe(
    server.asked.length,
  );
  return [JSON.stringify(value), server.asked.length];
};

describe('an item and a lambda over the same collection', () => {
  it('are both answered where pages are small and nothing is expanded', async () => {
    const { hc } = fake({ cap: 5, expandDepth: 0 });
    const [email, owners] = await Promise.all([
      hc.rooms.items[11].owner.email,
      hc.rooms.map((room) => room.owner),
    ]);
    expect(email).toBe('user3@example.com');
    expect(owners).toHaveLength(12);
  });
});

describe.each(Object.keys(worlds))('a server %s', (world) => {
  const knobs = worlds[world] ?? {};

  it('gives what an honest one gives, and is asked nothing twice', async () => {
    for (const name of names) {
      const [honest] = await alone(name, {});
      const [text] = await alone(name, knobs);
      expect(text, name).toBe(honest);
    }
  });

  it('gives two chains of one tick what each gives alone, and is asked nothing twice', async () => {
    const single = new Map<string, readonly [string, number]>();
    for (const name of names) single.set(name, await alone(name, knobs));
    for (const [at, one] of names.entries()) {
      for (const other of names
        .slice(at + 1 + (at % 2))
        .filter((_name, index) => index % 4 === at % 4)) {
        const server = fake(knobs);
        const both = await Promise.allSettled([chainOf(one, server.hc), chainOf(other, server.hc)]);
        const label = `${one} with ${other}:\n${server.lines().join('\n')}`;
        const [oneText, oneCount] = single.get(one) ?? ['', 0];
        const [otherText, otherCount] = single.get(other) ?? ['', 0];
        expect(textOf(both[0]), label).toBe(oneText);
        expect(textOf(both[1]), label).toBe(otherText);
        // What a page that is smaller than asked may cost is tested by itself, in `together` and `lambdas`.
        if (knobs.cap === undefined) {
          expect(server.asked.length, label).toBeLessThanOrEqual(oneCount + otherCount);
        }
        expect(new Set(server.lines()).size, label).toBe(server.asked.length);
      }
    }
  });

  it('gives many chains of one tick what each gives alone', async () => {
    const single = new Map<string, string>();
    for (const name of names) single.set(name, (await alone(name, knobs))[0]);
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    for (let turn = 0; turn < 10; turn += 1) {
      const picked = Array.from({ length: 3 + random(4) }, () => names[random(names.length)] ?? '');
      const server = fake(knobs);
      const results = await Promise.allSettled(picked.map((name) => chainOf(name, server.hc)));
      for (const [index, name] of picked.entries()) {
        const label = `${name} of ${picked.join(', ')}:\n${server.lines().join('\n')}`;
        expect(textOf(results[index] as PromiseSettledResult<unknown>), label).toBe(
          single.get(name),
        );
      }
    }
  });

  it('gives what an honest one gives to those who go on from snapshots', async () => {
    const walk = async (some: Knobs): Promise<string> => {
      const { hc } = fake(some);
      const stub = await hc.rooms.items[6];
      const page = await hc.rooms({ maxResults: 4 });
      const rows = await hc.rooms.map((room) => ({ room, owner: room.owner }));
      const whole = await hc.room('Room 2');
      const values: unknown[] = [
        await stub.topic,
        await stub.owner.email,
        await stub.owner.group.domain,
        await stub.statistics.messages_sent,
        (await stub.self).created,
        await stub.participants.items[1].email,
        page.items[0]?.name,
        await page.items[0]?.topic,
        (await Promise.all(page.items.map((room) => room.owner.email)))[0],
        (await page.map((room) => room.owner.title))[0],
        await Promise.all(rows.map(({ room }) => room.topic)),
        await Promise.all(rows.map(({ owner }) => owner.title)),
        await rows[11]?.owner.group.domain,
        await whole.owner.email,
        await whole.owner.group.owner.email,
        await whole.statistics.messages_sent,
        await whole.participants.map((user) => user.email),
      ];
      return JSON.stringify(values);
    };
    expect(await walk(knobs)).toBe(await walk({}));
  });
});

describe('a loop over snapshots', () => {
  it('in one tick is one request for what all of them lack', async () => {
    const server = fake({ owners: 12 });
    const page = await server.hc.rooms;
    server.clear();
    await Promise.all(page.items.map((room) => room.owner.email));
    await Promise.all(page.items.map((room) => room.topic));
    expect(server.lines().length, server.lines().join('\n')).toBe(1);
  });

  it('one after the other costs one request more, not one an item', async () => {
    const server = fake({ owners: 12 });
    const page = await server.hc.rooms;
    server.clear();
    for (const room of page.items) await room.owner.email;
    expect(server.lines().length, server.lines().join('\n')).toBe(1);
  });

  it('of stubs that a lambda gave, over several pages, is one request a page', async () => {
    const server = fake({ owners: 12, cap: 5 });
    const stubs = await server.hc.rooms.map((room) => room);
    server.clear();
    const emails = await Promise.all(stubs.map((room) => room.owner.email));
    expect(emails[11]).toBe('user12@example.com');
    expect(server.lines().length).toBeLessThanOrEqual(3);
  });
});

describe('size', () => {
  it('of a chain may be some thousand steps', async () => {
    const server = fake();
    let chain = server.hc.room(1).self;
    for (let step = 0; step < 3000; step += 1) chain = chain.self;
    expect(await chain.topic).toBe('Topic 1');
    expect(server.lines()).toHaveLength(1);
  });

  it('of a tick may be some thousand chains, in the fewest pages', async () => {
    const server = fake({ rooms: 2000 });
    const { items } = server.hc.rooms;
    const topics = await Promise.all(
      Array.from({ length: 2000 }, (_, index) => (items[index] as (typeof items)[0]).topic),
    );
    expect(topics[1999]).toBe('Topic 2000');
    expect(server.lines()).toHaveLength(2);
  });
});
