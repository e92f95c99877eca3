import { describe, expect, it } from 'vitest';
import { base, type Json, testApi } from './helpers/testApi.ts';

const ids = (body: Json): string[] => body.items.map((item: Json) => item.id);
const dates = (body: Json): string[] => body.items.map((item: Json) => item.date);

/** Everything in the room Ops, oldest first. */
const everything = async (api: ReturnType<typeof testApi>): Promise<Json[]> =>
  (await api.get('/room/42/history?date=2020-01-01&max-results=1000')).body.items;

describe('recent history', () => {
  it('is the newest 75, oldest first, whatever window is asked for', async () => {
    const api = testApi();
    const all = await everything(api);
    const { body } = await api.get('/room/42/history');

    expect(all).toHaveLength(111);
    expect(body.items).toEqual(all.slice(-75));
    expect(body.links).toEqual({ self: `${base}/room/42/history` });
    expect(body).toMatchObject({ maxResults: 75, startIndex: 0 });
    const windowed = await api.get('/room/Ops/history?date=recent&start-index=5&max-results=2');
    expect(windowed.body).toEqual(body);
  });

  it('is newest first with reverse=false', async () => {
    const api = testApi();
    const { body } = await api.get('/room/42/history?reverse=false');

    expect(body.items).toEqual((await everything(api)).slice(-75).reverse());
  });
});

describe('history by date', () => {
  it('is cut into pages from the newest on, each of them oldest first', async () => {
    const api = testApi();
    const all = await everything(api);
    const first = (await api.get('/room/42/history?date=2020-01-01&max-results=100')).body;
    const next = (await api.get(first.links.next.slice(base.length))).body;

    expect(first.items).toEqual(all.slice(-100));
    expect(next.items).toEqual(all.slice(0, -100));
    expect(next.links).toEqual({
      self: `${base}/room/42/history`,
      prev: `${base}/room/42/history?start-index=0&max-results=100&date=2020-01-01`,
    });
  });

  it('begins at a moment, to the microsecond, and ends at one', async () => {
    const api = testApi();
    const all = await everything(api);
    const query = new URLSearchParams({ date: all[20].date, 'end-date': all[10].date });
    const { body } = await api.get(`/room/42/history?${query}`);

    expect(body.items).toEqual(all.slice(10, 21));
  });

  it('keeps its pages while messages come in', async () => {
    const api = testApi();
    const path = '/room/42/history?date=2017-06-30T23%3A59%3A59Z&max-results=10&start-index=10';
    const before = (await api.get(path)).body;
    await api.post('/room/42/message', { message: 'new' });

    expect((await api.get(path)).body).toEqual(before);
  });

  it('can be walked by the date of the oldest item, as exporters do', async () => {
    const api = testApi();
    const seen = new Set<string>();
    let date = '2020-01-01';
    for (let size = -1; size !== seen.size; ) {
      size = seen.size;
      const query = new URLSearchParams({ date, 'max-results': '10' });
      const { body } = await api.get(`/room/42/history?${query}`);
      for (const id of ids(body)) seen.add(id);
      date = body.items[0].date;
    }
    expect(seen.size).toBe(111);
  });

  it.each([
    '2016-12-25',
    '2016-12-25T10:00',
    '2016-12-25T10:00:00',
    '2016-12-25T10:00:00.5Z',
    '2016-12-25T10:00:00+0100',
    '2016-12-25T10:00:00.123456%2B01:00',
    '2016-12-25 10:00:00Z',
  ])('understands %s', async (date) => {
    const path = `/room/42/history?date=${date.replace(/(?<=00)\+/, '%2B')}`;

    expect((await testApi().get(path)).status).toBe(200);
  });

  it.each(['yesterday', '2016-02-30', '2016-13-01', '2016-12-25T10:00:00 01', '1', '%00'])(
    'refuses "%s"',
    async (date) => {
      const { status, body } = await testApi().get(`/room/42/history?date=${date}`);

      expect(status).toBe(400);
      expect(body.error).toMatchObject({ field: 'date', validation: 'format' });
    },
  );
});

describe('the time zone', () => {
  it('is that of the dates in the answer', async () => {
    const api = testApi();
    const { body } = await api.get('/room/42/history/latest?max-results=1');
    const { id, date } = body.items[0];
    const inBerlin = await api.get(`/room/42/history/${id}?timezone=Europe/Berlin`);
    const inCalcutta = await api.get(`/room/42/history/${id}?timezone=Asia/Kolkata`);

    expect(date).toBe('2017-06-30T15:00:00.000000+00:00');
    expect(inBerlin.body.message.date).toBe('2017-06-30T17:00:00.000000+02:00');
    expect(inCalcutta.body.message.date).toBe('2017-06-30T20:30:00.000000+05:30');
  });

  it('is that of a date without an offset', async () => {
    const api = testApi();
    const local = '/room/42/history?date=2017-06-30T16:59:59&reverse=false&max-results=1';

    expect(dates((await api.get(local)).body)[0]).toMatch('2017-06-30T15');
    expect(dates((await api.get(`${local}&timezone=Europe/Berlin`)).body)[0]).not.toMatch(
      '2017-06-30T17',
    );
  });

  it('has to be one', async () => {
    const { status, body } = await testApi().get('/room/42/history?timezone=Moon');

    expect(status).toBe(400);
    expect(body.error.message).toBe(
      "Value u'Moon' for field 'timezone' is not a supported timezone",
    );
  });
});

describe('deleted messages', () => {
  it('stay without a text, unless they are left out', async () => {
    const api = testApi();
    const all = (await api.get('/room/42/history?date=2020-01-01&max-results=1000')).body.items;
    const deleted = all.filter((item: Json) => item.message === null);
    expect(deleted.length).toBeGreaterThan(0);

    const path = '/room/42/history?date=2020-01-01&max-results=1000&include_deleted=false';
    expect((await api.get(path)).body.items).toHaveLength(all.length - deleted.length);
    const { id } = deleted[0];
    expect((await api.get(`/room/42/history/${id}`)).body.message.message).toBe(null);
    expect((await api.get(`/room/42/history/${id}?include_deleted=false`)).status).toBe(404);
  });
});

describe('the latest history', () => {
  it('is the newest 75 unless another number is asked for, oldest first', async () => {
    const api = testApi();
    const all = await everything(api);

    expect((await api.get('/room/42/history/latest')).body).toEqual({
      items: all.slice(-75),
      links: { self: `${base}/room/42/history/latest` },
      maxResults: 75,
      startIndex: 0,
    });
    const { body } = await api.get('/room/42/history/latest?max-results=3');
    expect(body.items).toEqual(all.slice(-3));
  });

  it('begins with the message that not-before names', async () => {
    const api = testApi();
    const all = await everything(api);
    const { body } = await api.get(`/room/42/history/latest?not-before=${all.at(-4).id}`);

    expect(body.items).toEqual(all.slice(-4));
  });

  it('says when that message is not there', async () => {
    const { status, body } = await testApi().get('/room/42/history/latest?not-before=gone');

    expect([status, body.error.message]).toEqual([404, 'Message gone not found']);
  });
});

describe('one message', () => {
  it('is found in its own room only', async () => {
    const api = testApi();
    const { id } = (await api.get('/room/42/history')).body.items[0];

    expect((await api.get(`/room/Ops/history/${id}`)).body.message.id).toBe(id);
    expect((await api.get(`/room/41/history/${id}`)).status).toBe(404);
  });
});
