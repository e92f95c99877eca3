/** The links of a page: HypChat's `next` and `prev`. */
import { describe, expect, it } from 'vitest';
import { StepError } from '../../src/index.ts';
import { liveServer } from '../helpers/live.ts';

describe('the page before and the page behind', () => {
  const live = liveServer();

  it('are pages, awaited or called', async () => {
    const first = await live.hc.rooms({ maxResults: 5 });
    const second = await first.next;
    const third = await second.next();
    const back = await third.prev;

    expect(second.startIndex).toBe(5);
    expect(third.items.map(({ id }) => id)).toEqual([51, 52]);
    expect(back.items.map(({ id }) => id)).toEqual(second.items.map(({ id }) => id));
    expect(live.requests()).toHaveLength(3);
  });

  it('are walked through in one chain, and bring what is read of their items', async () => {
    const emails = await live.hc
      .rooms({ maxResults: 5 })
      .next.items.map(({ owner }) => owner.email);

    expect(emails).toHaveLength(5);
    expect(live.requests()).toHaveLength(2);
  });

  it('are an error where there is none, which the links of the page tell before', async () => {
    const page = await live.hc.rooms;

    expect(page.links.next).toBeUndefined();
    await expect(Promise.resolve(page.next)).rejects.toThrow(StepError);
    await expect(Promise.resolve(page.next)).rejects.toThrow(
      'there is no next page of the rooms: this is the last one',
    );
    await expect(Promise.resolve(page.prev)).rejects.toThrow('this is the first one');
  });

  it('know what is to be expanded', async () => {
    const page = await live.hc.rooms({ maxResults: 5, expand: 'items.owner' });
    const { items } = await page.next;

    expect(items[0]?.owner.email).toContain('@');
  });
});
