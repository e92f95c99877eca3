/** Where a list ends, and how it goes on, for servers that page in each of the ways that there are. */
import { describe, expect, it } from 'vitest';
import { odata } from '../../src/odata.ts';
import { numbered, numberIn, paging } from './paging.ts';

describe('an OData service', () => {
  /** @param most - How many entities it gives in one answer. Within what `$top` limits, it goes on by itself. */
  const open = (count: number, most: number) => {
    const all = numbered(count);
    return paging(odata(), all, (url) => {
      const [skip, top] = [numberIn(url, '$skip', 0), numberIn(url, '$top', count)];
      const from = numberIn(url, '$skiptoken', 0);
      const chosen = all.slice(skip, skip + top);
      url.searchParams.set('$skiptoken', String(from + most));
      const next = from + most < chosen.length ? { '@odata.nextLink': url.href } : {};
      return { value: chosen.slice(from, from + most), ...next };
    });
  };

  it('is asked for more where as many came as were asked for, whatever its pages', async () => {
    const whole = open(2500, 5000);
    expect(await whole.root.items.count()).toBe(2500);
    expect(whole.requests).toEqual([
      'GET /items?$skip=0&$top=1000',
      'GET /items?$skip=1000&$top=1000',
      'GET /items?$skip=2000&$top=1000',
    ]);

    // The last of the pages that it goes on by has 100.
    const inPages = open(2500, 300);
    expect(await inPages.root.items.count()).toBe(2500);
    expect(inPages.requests[4]).toBe('GET /items?$skip=1000&$top=1000');
    expect(inPages.requests).toHaveLength(10);
  });

  it('is asked for no more where fewer came', async () => {
    const { root, requests } = open(1150, 300);
    expect(await root.items.count()).toBe(1150);
    expect(requests).toHaveLength(5);
  });

  it('says by its silence that there are no more where it was asked for all', async () => {
    const { root, requests } = open(100, 300);
    const page = await root.items;
    expect(await page.contents().toArray()).toHaveLength(100);
    expect(requests).toEqual(['GET /items']);
  });

  it('may name what is left of the limit in what it goes on by', async () => {
    const all = numbered(2500);
    const { root } = paging(odata(), all, (url) => {
      const [skip, top] = [numberIn(url, '$skip', 0), numberIn(url, '$top', 2500)];
      const value = all.slice(skip, skip + Math.min(top, 300));
      const isMore = top > 300 && skip + 300 < all.length;
      const next = `items?$skip=${skip + 300}&$top=${top - 300}`;
      return { value, ...(isMore && { '@odata.nextLink': next }) };
    });

    expect(await root.items.count()).toBe(2500);
    expect(await root.items.drop(1200).count()).toBe(1300);
  });
});
