/** Walks over the sample that ended in an error of the library's own, or cost more than they need. */
import { describe, expect, it } from 'vitest';
import { HypChat, hipchat } from '../../src/index.ts';
import { createDescribe, createSpelling } from '../../src/plan/ask/describe.ts';
import { Knowledge } from '../../src/plan/known/known.ts';
import { ResourceRecord } from '../../src/plan/known/records.ts';
import { NOTHING, WHOLE } from '../../src/plan/known/wish.ts';
import type { Need } from '../../src/plan/need/need.ts';
import { hipchatMap } from '../../src/types/hipchatMap.ts';
import { asksOf } from '../../src/walk/rounds/asksOf.ts';
import { liveServer } from '../helpers/live.ts';

const live = liveServer();

const sender = (from: unknown): unknown =>
  from !== null && typeof from === 'object' ? (from as { readonly name: string }).name : from;

describe('the items of a page in hand', () => {
  it('are asked for what they lack together, by the page', async () => {
    const page = await live.hc.room(42).history;
    const emails = await Promise.all(
      page.items.map(({ from }) => (from && typeof from === 'object' ? from.email : null)),
    );

    expect(emails).toHaveLength(page.items.length);
    expect(emails).toContain('ann@example.com');
    expect(live.requests()).toEqual([
      'GET /v2/room/42/history',
      'GET /v2/room/42/history?expand=items.from',
    ]);
  });

  it('that were expanded by hand are, too', async () => {
    const { items } = await live.hc.rooms({ expand: 'items' });
    const emails = await Promise.all(items.slice(0, 2).map(({ owner }) => owner.email));

    expect(emails).toEqual(['ann@example.com', 'bo@example.com']);
    expect(live.requests()).toHaveLength(2);
  });
});

describe('two pipelines over one history', () => {
  it('get each message once, of the same pages', async () => {
    const { history } = live.hc.room(42);
    const [ids, senders] = await Promise.all([
      history.map(({ id }) => id),
      history.map(({ from }) => sender(from)),
    ]);

    expect(new Set(ids).size).toBe(ids.length);
    expect(senders).toHaveLength(ids.length);
    // The newest 75, and all behind them.
    expect(live.requests()).toHaveLength(2);
  });
});

describe('what lives in its owner', () => {
  it('is expanded for all items that a loop has not come to', async () => {
    let sum = 0;
    for await (const room of live.hc.rooms) sum += await room.statistics.messages_sent;

    expect(sum).toBeGreaterThan(0);
    expect(live.requests()).toHaveLength(2);
  });
});

describe('one thing by two names', () => {
  it('has its collections under both, whichever was read', async () => {
    await Promise.all([
      live.hc.room('Ops').topic,
      live.hc.room('Ops').participants.items[3].name,
      live.hc.room(42).participants.items[0].name,
    ]);

    expect(live.requests()).toHaveLength(3);
  });
});

describe('a want that ends in an error of its own', () => {
  it('ends no other of its tick', async () => {
    const { url, token } = live;
    const hc = new HypChat(token, { endpoint: url });

    const [topic, thrown] = await Promise.allSettled([
      hc.room(42).topic,
      hc.rooms.map(() => {
        throw new Error('mine');
      }),
    ]);

    expect(topic.status).toBe('fulfilled');
    expect(thrown).toMatchObject({ status: 'rejected', reason: { message: 'mine' } });
  });
});

describe('what the planner asks again in vain', () => {
  const limits = { pageSize: 1000, defaultPageSize: 100 };
  const need: Need = {
    of: 'resource',
    address: 'https://chat.test/v2/room/1',
    kind: 'room',
    wish: { ...WHOLE, refs: new Map([['owner', WHOLE]]) },
    reason: 'the owner',
  };

  const spelling = createSpelling(hipchat, createDescribe(hipchatMap, 'https://chat.test/v2'));

  it('is asked for the plain way, and told', () => {
    const before = new Set([
      'https://chat.test/v2/room/1 https://chat.test/v2/room/1?expand=owner',
    ]);

    const { asks, unanswered, fault } = asksOf([need], new Knowledge(), before, limits, spelling);

    expect(asks.map(({ ask }) => ask.wish)).toEqual([NOTHING]);
    expect(unanswered).toEqual([]);
    expect(fault).toBe('asked in vain, and again: GET https://chat.test/v2/room/1?expand=owner');
  });

  it('is an error, and no round without a request, where there is nothing to ask', () => {
    const known = new Knowledge();
    known.keep(new ResourceRecord(need.address, 'room', 'whole'));
    const stub = {
      ...need,
      wish: NOTHING,
      origin: { list: 'x', index: 0, path: [], isWalked: false },
    };
    const before = new Set([`${need.address} ${need.address}`]);

    expect(asksOf([stub], known, before, limits, spelling)).toMatchObject({
      asks: [],
      unanswered: [stub],
      fault: 'asked for nothing, though https://chat.test/v2/room/1 is needed',
    });
  });

  it('is an error only where the plain way brought nothing, either', () => {
    const before = new Set<string>();
    const ask = () => asksOf([need], new Knowledge(), before, limits, spelling);

    ask();
    ask();
    const { asks, unanswered } = ask();

    expect(asks).toEqual([]);
    expect(unanswered).toEqual([need]);
  });
});
