import { describe, expect, it } from 'vitest';
import { base, type Json, testApi } from './helpers/testApi.ts';

const ids = (body: Json): number[] => body.items.map((item: Json) => item.id);

describe('a page', () => {
  it('is a window, with links to the next and the previous one', async () => {
    const { body } = await testApi().get('/user?start-index=5&max-results=5');

    expect(ids(body)).toEqual([6, 7, 8, 9, 10]);
    expect(body).toMatchObject({ startIndex: 5, maxResults: 5 });
    expect(body.links).toEqual({
      next: `${base}/user?start-index=10&max-results=5`,
      prev: `${base}/user?start-index=0&max-results=5`,
      self: `${base}/user`,
    });
  });

  it('has no previous one at the beginning and no next one at the end, even when full', async () => {
    const api = testApi();

    expect((await api.get('/user?max-results=14')).body.links).not.toHaveProperty('prev');
    const last = (await api.get('/user?start-index=10&max-results=5')).body;
    expect(ids(last)).toHaveLength(5);
    expect(last.links).not.toHaveProperty('next');
  });

  it('is empty beyond the end', async () => {
    const { body } = await testApi().get('/user?start-index=20000&max-results=10');

    expect(body.items).toEqual([]);
    expect(body.links).toEqual({
      prev: `${base}/user?start-index=19990&max-results=10`,
      self: `${base}/user`,
    });
  });

  it('can be of no items at all, and then leads nowhere', async () => {
    const { body } = await testApi().get('/room?max-results=0');

    expect(body).toEqual({
      items: [],
      links: { self: `${base}/room` },
      maxResults: 0,
      startIndex: 0,
    });
  });

  it('leads on with its filters, but with neither the token nor the expansion', async () => {
    const api = testApi();
    const token = api.server.mintToken();
    const query = `max-results=2&include-archived=true&auth_token=${token}&expand=items&q=%26a%3D1`;
    const { body } = await api.get(`/room?${query}`, null);

    expect(body.links.next).toBe(
      `${base}/room?start-index=2&max-results=2&include-archived=true&q=%26a%3D1`,
    );
  });

  it('leads on until everything was seen once', async () => {
    const api = testApi();
    const seen: number[] = [];
    let next: string | undefined = `${base}/room?max-results=5&include-archived=true`;
    while (next !== undefined) {
      const { body }: Json = await api.get(next.slice(base.length));
      seen.push(...ids(body));
      next = body.links.next;
    }
    expect(seen).toEqual([41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53]);
  });

  it.each([
    { query: 'max-results=1001', field: 'max-results', validation: 'maximum' },
    { query: 'max-results=-1', field: 'max-results', validation: 'minimum' },
    { query: 'max-results=ten', field: 'max-results', validation: 'type' },
    { query: 'max-results=', field: 'max-results', validation: 'type' },
    { query: 'max-results=1.5', field: 'max-results', validation: 'type' },
    { query: 'start-index=-1', field: 'start-index', validation: 'minimum' },
    { query: 'start-index=99999999999999999999', field: 'start-index', validation: 'type' },
    { query: 'include-archived=maybe', field: 'include-archived', validation: 'type' },
  ])('is refused for $query', async ({ query, field, validation }) => {
    const { status, body } = await testApi().get(`/room?${query}`);

    expect(status).toBe(400);
    expect(body.error).toMatchObject({ field, validation });
  });

  it('can hold a thousand items', async () => {
    expect((await testApi().get('/room?max-results=1000')).body.maxResults).toBe(1000);
  });
});
